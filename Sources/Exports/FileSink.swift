import Foundation

/// A file that bytes are added to; its memory is the piece in hand.
package struct FileSink {
  private let path: String
  private let url: URL
  private let handle: FileHandle
  private var bytes = 0

  /// Opens a new file of the result.
  package init(at path: String, in folder: OutputFolder) throws {
    self.path = path
    url = folder.url(of: path)
    try folder.makeFolder(of: path)
    do {
      try Data().write(to: url)
      handle = try FileHandle(forWritingTo: url)
    } catch {
      throw OutputFolder.failure("write", url, error)
    }
  }

  /// Adds bytes at the end.
  package mutating func write(_ piece: [UInt8]) throws {
    do {
      try handle.write(contentsOf: piece)
    } catch {
      throw OutputFolder.failure("write", url, error)
    }
    bytes += piece.count
  }

  /// Closes the file and gives its size.
  package func close() throws -> ExportedFile {
    do {
      try handle.close()
    } catch {
      throw OutputFolder.failure("write", url, error)
    }
    return ExportedFile(path: path, bytes: bytes)
  }
}
