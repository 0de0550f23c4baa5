package import Foundation

/// A folder of results in the making: written beside its target and swapped in when it is complete.
///
/// The working copies are siblings of the target, `.NAME.commonground-new-PROCESS` and `.NAME.commonground-old-PROCESS`,
/// so that a swap is two renames on one file system, and two runs at once do not meet: the later one to end stays. What a
/// killed run left of them is put right by the next.
package struct OutputFolder {
  /// Where the results end up.
  let target: URL
  /// Where they are written.
  let partial: URL
  private let former: URL

  /// Prepares an empty folder beside `directory`.
  ///
  /// - Throws: `ExportFailure` where `directory` holds files that no run of ours wrote, or nothing can be
  ///   written beside it.
  package init(replacing directory: String) throws {
    let path = URL(filePath: directory).standardizedFileURL.resolvingSymlinksInPath().path(
      percentEncoded: false)
    target = URL(filePath: path.hasSuffix("/") && path != "/" ? String(path.dropLast()) : path)
    let parent = target.deletingLastPathComponent()
    let copies = WorkingCopies(of: target)
    partial = copies.new
    former = copies.old
    let files = FileManager.default
    do {
      try files.createDirectory(at: parent, withIntermediateDirectories: true)
      try copies.mendWhatKilledRunsLeft()
      try FormerResult(at: target).refuseForeignFiles()
      if files.fileExists(atPath: Self.path(partial)) { try files.removeItem(at: partial) }
      try files.createDirectory(at: partial, withIntermediateDirectories: false)
    } catch let failure as ExportFailure {
      throw failure
    } catch {
      throw Self.failure("make the folder", target, error)
    }
  }

  /// Where a file of the result is written until the swap.
  package func url(of path: String) -> URL { partial.appending(path: path) }

  /// Makes the folder that a file lies in.
  func makeFolder(of path: String) throws {
    let folder = url(of: path).deletingLastPathComponent()
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw Self.failure("make the folder", folder, error)
    }
  }

  /// Writes a text file and gives its size.
  func write(_ text: String, to path: String) throws -> ExportedFile {
    try write(Array(text.utf8), to: path)
  }

  /// Writes a file of bytes and gives its size.
  func write(_ bytes: [UInt8], to path: String) throws -> ExportedFile {
    var sink = try FileSink(at: path, in: self)
    try sink.write(bytes)
    return try sink.close()
  }

  /// Writes a table and gives its size and columns.
  func write(_ table: CSVTable, to path: String) throws -> ExportedFile {
    var file = try write(table.text, to: path)
    file.columns = table.columns
    return file
  }

  /// The size of a file that was written, in bytes.
  func size(of path: String) throws -> Int {
    do {
      let attributes = try FileManager.default.attributesOfItem(atPath: Self.path(url(of: path)))
      return (attributes[.size] as? NSNumber)?.intValue ?? 0
    } catch {
      throw Self.failure("write", url(of: path), error)
    }
  }

  /// Removes what was written; the target stays as it was.
  package func discard() { try? FileManager.default.removeItem(at: partial) }

  /// Puts the new results in the place of the old ones.
  func swapIn() throws {
    // Another run may swap between two of our steps; then there is something else to replace, and we begin again.
    for attempt in 1...Self.attempts {
      do { return try swapOnce() } catch {
        if attempt == Self.attempts { throw Self.failure("swap in the folder", target, error) }
      }
    }
  }

  private static let attempts = 10

  private func swapOnce() throws {
    let files = FileManager.default
    let replaces = files.fileExists(atPath: Self.path(target))
    if replaces { try files.moveItem(at: target, to: former) }
    do {
      try files.moveItem(at: partial, to: target)
    } catch {
      if replaces, files.fileExists(atPath: Self.path(target)) {
        try? files.removeItem(at: former)
      } else if replaces {
        try files.moveItem(at: former, to: target)
      }
      throw error
    }
    // The new results are in place; old ones that cannot be removed now are removed by the next run.
    if replaces { try? files.removeItem(at: former) }
  }

  /// A path as the file manager wants it.
  static func path(_ url: URL) -> String { url.path(percentEncoded: false) }

  /// Puts a failure of the system into a sentence.
  static func failure(_ act: String, _ url: URL, _ error: any Error) -> ExportFailure {
    if let failure = error as? ExportFailure { return failure }
    let place = path(url)
    let known = error as NSError
    let codes = [known.code, (known.userInfo[NSUnderlyingErrorKey] as? NSError)?.code ?? 0]
    if codes.contains(CocoaError.fileWriteOutOfSpace.rawValue) || codes.contains(Int(ENOSPC)) {
      return ExportFailure(
        "The disk is full: could not \(act) \(place).",
        remedy: "Free some space or choose another folder with --out.")
    }
    if codes.contains(CocoaError.fileWriteNoPermission.rawValue)
      || codes.contains(CocoaError.fileWriteVolumeReadOnly.rawValue)
      || codes.contains(Int(EACCES)) || codes.contains(Int(EROFS))
    {
      return ExportFailure(
        "Writing is not allowed: could not \(act) \(place).",
        remedy: "Ask for the right to write there or choose another folder with --out.")
    }
    return ExportFailure(
      "Could not \(act) \(place): \(known.localizedDescription)",
      remedy: "Choose another folder with --out.")
  }
}
