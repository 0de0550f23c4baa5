import Foundation
import PlanModel

/// Writes a text to a file, whole or not at all.
///
/// - Throws: `PlanningFailure` that names the file where it cannot be written; what was there is unchanged.
func writeWhole(_ text: String, to path: String) throws {
  do {
    try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
  } catch {
    throw PlanningFailure([
      Diagnostic(
        .error, "export.failed", "The file cannot be written.",
        remedy: "Check that its folder exists, that there is space and that you may write there.",
        at: Place(file: path))
    ])
  }
}
