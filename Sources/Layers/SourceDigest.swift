import CryptoBinding
import Dispatch
import GDALBinding
import PlanModel
import Synchronization

/// The SHA-256 of the files of a source, computed while the source is read.
final class SourceDigest: Sendable {
  private let files: [String]
  private let result = Mutex<String?>(nil)
  private let group = DispatchGroup()
  private let isRunning: Bool

  /// Starts on a thread of its own where there is a second worker, so that reading does not wait for it.
  init(_ files: [String], workers: Workers) {
    self.files = files
    isRunning = workers.count > 1 && !files.isEmpty
    if isRunning { DispatchQueue.global().async(group: group) { [self] in compute() } }
  }

  private func compute() {
    let digest = try? Self.digest(ofFiles: files)
    result.withLock { $0 = digest }
  }

  /// Waits until no thread works on it any more.
  func wait() { if isRunning { group.wait() } }

  /// The digest, or nil where there is no file or one cannot be read.
  func finish() -> String? {
    if files.isEmpty { return nil }
    if isRunning { group.wait() } else { compute() }
    return result.withLock { $0 }
  }

  /// The digest of the contents of files, one after another.
  static func digest(ofFiles files: [String]) throws -> String {
    var digest = try SHA256()
    for file in files { try digest.update(contentsOfFile: file) }
    return try digest.finish()
  }

  /// The digest of the columns of a table, for sources that are no file.
  static func digest(of table: VectorTable) -> String {
    do {
      var digest = try SHA256()
      try add(table.featureIDs, to: &digest)
      try add(table.geometryOffsets, to: &digest)
      try digest.update(table.geometryBytes)
      for column in table.columns {
        switch column {
        case .integers(let values, let present):
          try add(values, to: &digest)
          try digest.update(present.map { $0 ? 1 : 0 })
        case .reals(let values, let present):
          try add(values.map(\.bitPattern), to: &digest)
          try digest.update(present.map { $0 ? 1 : 0 })
        case .texts(let texts):
          try add(texts.codes, to: &digest)
          try add(texts.offsets, to: &digest)
          try digest.update(texts.bytes)
        }
      }
      return try digest.finish()
    } catch {
      // OpenSSL fails here only without memory; a run record without a digest is still true.
      return ""
    }
  }

  /// Adds numbers as they lie in memory: little-endian on every platform that Swift runs on here.
  private static func add<Number: FixedWidthInteger & BitwiseCopyable>(
    _ numbers: [Number], to digest: inout SHA256
  ) throws {
    try digest.update(unsafe numbers.span.bytes)
  }
}
