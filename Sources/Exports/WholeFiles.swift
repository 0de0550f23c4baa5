import Foundation

/// Writes several files into a folder, all or none: only when all lie complete in the folder does the first take its name.
///
/// The folder is made where it is missing; other files in it stay.
///
/// - Throws: ``ExportFailure`` where they cannot be written; then what was there before is unchanged.
public func writeWholeFiles(
  _ files: [(name: String, text: String)], into directory: String
) throws(ExportFailure) {
  try writeWholeFiles(
    files.map { (name: $0.name, bytes: Array($0.text.utf8)) }, into: directory)
}

/// Writes several files into a folder, all or none: only when all lie complete in the folder does the first take its name.
///
/// The folder is made where it is missing; other files in it stay.
///
/// - Throws: ``ExportFailure`` where they cannot be written; then what was there before is unchanged.
public func writeWholeFiles(
  _ files: [(name: String, bytes: [UInt8])], into directory: String
) throws(ExportFailure) {
  let folder = URL(filePath: directory)
  let manager = FileManager.default
  let process = ProcessInfo.processInfo.processIdentifier
  let drafts = files.map { folder.appending(path: ".\($0.name).commonground-new-\(process)") }
  defer { for draft in drafts { try? manager.removeItem(at: draft) } }
  do {
    try manager.createDirectory(at: folder, withIntermediateDirectories: true)
    for (file, draft) in zip(files, drafts) { try Data(file.bytes).write(to: draft) }
  } catch {
    throw OutputFolder.failure("write in", folder, error)
  }
  for file in files {
    let target = OutputFolder.path(folder.appending(path: file.name))
    let there = try? manager.attributesOfItem(atPath: target)
    if let there, there[.type] as? FileAttributeType == .typeDirectory {
      throw ExportFailure(
        "\(target) is a folder, not a file.", remedy: "Choose another folder with --out.")
    }
  }
  for (file, draft) in zip(files, drafts) {
    // The draft showed that there is room; its room goes to the copy that takes the name in one step.
    try? manager.removeItem(at: draft)
    try writeWholeFile(file.bytes, to: OutputFolder.path(folder.appending(path: file.name)))
  }
}
