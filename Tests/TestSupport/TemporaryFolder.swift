import Foundation

/// A folder of a test's own, removed with its content when the value goes away.
public final class TemporaryFolder: Sendable {
  /// The folder's path, without a slash at its end.
  public let path: String

  /// Makes a new folder in the system's place for temporary files.
  public init() throws {
    path = FileManager.default.temporaryDirectory
      .appending(path: "commonground-test-\(UUID().uuidString)").path()
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of something inside.
  public func path(_ name: String) -> String { path + "/" + name }
}
