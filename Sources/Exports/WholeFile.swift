import Foundation

/// Writes a file; what was there stays until the new one is complete.
///
/// - Throws: ``ExportFailure`` where it cannot be written; then what was there before is unchanged.
public func writeWholeFile(_ bytes: [UInt8], to path: String) throws(ExportFailure) {
  do {
    try Data(bytes).write(to: URL(filePath: path), options: .atomic)
  } catch {
    throw OutputFolder.failure("write", URL(filePath: path), error)
  }
}
