import Exports
import PlanModel

/// Writes a file, whole or not at all.
///
/// - Parameter diagnostics: What was found before, told with the failure.
/// - Throws: `PlanningFailure` that names the file where it cannot be written; what was there is unchanged.
func writeWhole(
  _ bytes: [UInt8], to path: String, after diagnostics: [Diagnostic] = []
) throws {
  do {
    try writeWholeFile(bytes, to: path)
  } catch {
    throw PlanningFailure(
      diagnostics + [
        Diagnostic(
          .error, "export.failed", "The file cannot be written. \(error.message)",
          remedy: error.remedy, at: Place(file: path))
      ])
  }
}

/// Writes several files into a folder, all or none.
///
/// - Parameter diagnostics: What was found before, told with the failure.
/// - Throws: `PlanningFailure` that names the folder; what was there is unchanged.
func writeWhole(
  _ files: [(name: String, text: String)], into folder: String, after diagnostics: [Diagnostic]
) throws {
  try writeWhole(
    files.map { (name: $0.name, bytes: Array($0.text.utf8)) }, into: folder, after: diagnostics)
}

/// Writes several files into a folder, all or none.
///
/// - Parameter diagnostics: What was found before, told with the failure.
/// - Throws: `PlanningFailure` that names the folder, also where a file that we did not write would be replaced; what was there
///   is unchanged.
func writeWhole(
  _ files: [(name: String, bytes: [UInt8])], into folder: String, after diagnostics: [Diagnostic]
) throws {
  do {
    try OwnFiles(in: folder).write(files)
  } catch {
    throw PlanningFailure(
      diagnostics + [
        Diagnostic(
          .error, "export.failed", error.message, remedy: error.remedy, at: Place(file: folder))
      ])
  }
}
