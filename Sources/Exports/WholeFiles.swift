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
/// The folder is made where it is missing, and so are folders inside it; other files in it stay.
///
/// - Parameter files: The files by their paths in the folder.
/// - Throws: ``ExportFailure`` where they cannot be written; then what was there before is unchanged.
public func writeWholeFiles(
  _ files: [(name: String, bytes: [UInt8])], into directory: String
) throws(ExportFailure) {
  var change = FolderChange(in: URL(filePath: directory))
  change.mendWhatKilledRunsLeft()
  do {
    for file in files { try change.draft(file.bytes, as: file.name) }
    for file in files { try change.takePlace(file.name) }
  } catch {
    change.undo()
    throw error
  }
  change.finish()
}

/// Files on their way into a folder: drafts in a hidden folder inside it, so that each takes its place by a change of name,
/// which needs no room, and can be taken back as long as not all have theirs.
private struct FolderChange {
  private let folder: URL
  /// What is to come, and what was there before.
  private let drafts: URL
  private let former: URL
  /// The folders that were made, in this order.
  private var made: [URL] = []
  private var placed: [(name: String, replaces: Bool)] = []

  private static let prefix = ".commonground-new-"

  init(in folder: URL) {
    self.folder = folder
    let run = Self.prefix + "\(ProcessInfo.processInfo.processIdentifier)"
    drafts = folder.appending(path: run).appending(path: "new")
    former = folder.appending(path: run).appending(path: "old")
  }

  /// Removes what runs that are no more left half-written, and puts back what one of them had set aside.
  func mendWhatKilledRunsLeft() {
    let files = FileManager.default
    let names = (try? files.contentsOfDirectory(atPath: OutputFolder.path(folder))) ?? []
    for name in names.sorted() where name.hasPrefix(Self.prefix) {
      guard let process = Int32(name.dropFirst(Self.prefix.count)),
        !files.fileExists(atPath: "/proc/\(process)")
      else { continue }
      let left = folder.appending(path: name)
      let aside = left.appending(path: "old")
      for path in files.subpaths(atPath: OutputFolder.path(aside)) ?? [] {
        let target = folder.appending(path: path)
        // A folder is there already, with what is left in it.
        if files.fileExists(atPath: OutputFolder.path(target)) { continue }
        try? files.moveItem(at: aside.appending(path: path), to: target)
      }
      try? files.removeItem(at: left)
    }
  }

  /// Writes a file into the hidden folder.
  mutating func draft(_ bytes: [UInt8], as name: String) throws(ExportFailure) {
    let target = OutputFolder.path(folder.appending(path: name))
    let there = try? FileManager.default.attributesOfItem(atPath: target)
    if let there, there[.type] as? FileAttributeType == .typeDirectory {
      throw ExportFailure(
        "\(target) is a folder, not a file.", remedy: "Choose another folder with --out.")
    }
    let draft = drafts.appending(path: name)
    do {
      try makeFolder(draft.deletingLastPathComponent())
      try Data(bytes).write(to: draft)
    } catch {
      throw OutputFolder.failure("write", folder.appending(path: name), error)
    }
  }

  /// Gives a draft its name; what was there is set aside.
  mutating func takePlace(_ name: String) throws(ExportFailure) {
    let target = folder.appending(path: name)
    let aside = former.appending(path: name)
    do {
      try makeFolder(target.deletingLastPathComponent())
      let replaces = FileManager.default.fileExists(atPath: OutputFolder.path(target))
      if replaces {
        try makeFolder(aside.deletingLastPathComponent())
        try FileManager.default.moveItem(at: target, to: aside)
      }
      placed.append((name, replaces))
      try FileManager.default.moveItem(at: drafts.appending(path: name), to: target)
    } catch {
      throw OutputFolder.failure("write", target, error)
    }
  }

  /// Puts everything back as it was.
  func undo() {
    let files = FileManager.default
    for (name, replaces) in placed.reversed() {
      let target = folder.appending(path: name)
      try? files.removeItem(at: target)
      if replaces { try? files.moveItem(at: former.appending(path: name), to: target) }
    }
    finish()
    // The innermost first; one that somebody has put something into meanwhile stays.
    for url in made.reversed() {
      let content = try? files.contentsOfDirectory(atPath: OutputFolder.path(url))
      if content?.isEmpty == true { try? files.removeItem(at: url) }
    }
  }

  /// Removes the hidden folder.
  func finish() { try? FileManager.default.removeItem(at: drafts.deletingLastPathComponent()) }

  /// Makes a folder with those above it, and remembers which were not there.
  private mutating func makeFolder(_ url: URL) throws {
    var missing: [URL] = []
    var above = url.standardizedFileURL
    while !FileManager.default.fileExists(atPath: OutputFolder.path(above)), above.path() != "/" {
      missing.append(above)
      above = above.deletingLastPathComponent()
    }
    for folder in missing.reversed() {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      made.append(folder)
    }
  }
}
