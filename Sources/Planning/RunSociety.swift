import Exports
import Foundation
public import PlanModel

/// What the part of a plan that is about people came to.
public struct SocietyOutcome: Sendable {
  /// How far the plan is proved.
  public let status: PlanStatus
  /// What was found on the way.
  public let diagnostics: [Diagnostic]
  /// For people.
  public let summary: String
}

/// Decides a plan and writes only what it says of people: what they said, what they got and why.
///
/// - Parameters:
///   - path: A `plan.yaml` or its folder.
///   - directory: Where the files go; nil: `society` inside the plan's folder.
///   - withAnswers: Whether a sentence for each voice is written, for the office that answers letters.
/// - Throws: `PlanningFailure` with all findings; then nothing was written.
public func runSociety(
  at path: String, into directory: String?, withAnswers: Bool, settings: RunSettings,
  progress: (RunProgress) -> Void
) throws -> SocietyOutcome {
  try withoutActuallyEscaping(progress) { progress in
    let clock = StageClock(report: progress)
    var settings = settings
    settings.draws = 0
    let result = try decidePlan(at: path, settings: settings, clock: clock)
    clock.enter(.writing)
    let files = societyFiles(of: result, withAnswers: withAnswers)
    guard !files.isEmpty else {
      throw PlanningFailure(
        result.diagnostics + [
          Diagnostic(
            .error, "society.nobody-asked", "The plan asks nobody.",
            remedy: "Name contributions or criteria under `society`.",
            at: Place(file: result.description.file))
        ])
    }
    let folder =
      directory
      ?? URL(filePath: result.description.folder).appending(path: "society")
      .path(percentEncoded: false)
    try writeWhole(files, into: folder, after: result.diagnostics)
    clock.leave()
    return SocietyOutcome(
      status: result.plan.status, diagnostics: result.diagnostics,
      summary: societySummary(of: result) + "\nResults: \(folder)")
  }
}
