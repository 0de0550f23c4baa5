/// Why the results could not be written; what was there before is unchanged.
public struct ExportFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is the case, as one sentence that names the file or folder.
  public let message: String
  /// What the user can do, as one sentence.
  public let remedy: String

  /// Creates a failure.
  public init(_ message: String, remedy: String) {
    self.message = message
    self.remedy = remedy
  }

  /// Both sentences.
  public var description: String { "\(message) \(remedy)" }
}

/// One file of a result.
public struct ExportedFile: Sendable, Hashable {
  /// The path in the result's folder, with `/` between its parts.
  public let path: String
  /// The size in bytes.
  public let bytes: Int
  /// The columns of a table; none where the file is none.
  package internal(set) var columns: [TableColumn] = []

  /// Creates a file.
  public init(path: String, bytes: Int) {
    self.path = path
    self.bytes = bytes
  }
}
