import Allocation
import Foundation
import PlanFile
public import PlanModel

/// What the allocation engine alone came to.
public struct AllocationOutcome: Sendable {
  /// How far the plan is proved.
  public let status: PlanStatus
  /// What was found on the way.
  public let diagnostics: [Diagnostic]
  /// The plan as JSON.
  public let answer: String
  /// One line for people.
  public let summary: String
}

/// Solves a problem file and writes the plan.
///
/// - Parameters:
///   - path: The problem in its documented JSON form.
///   - output: The file for the plan; nil: it is only returned.
/// - Throws: `PlanningFailure` with all findings; then nothing was written.
public func runAllocation(
  at path: String, into output: String?, settings: RunSettings
) throws -> AllocationOutcome {
  guard let data = FileManager.default.contents(atPath: path) else {
    throw PlanningFailure([
      Diagnostic(
        .error, "problem.no-file", "the problem file cannot be read", remedy: "check the path",
        at: Place(file: path))
    ])
  }
  let reading = readProblem(json: Array(data), file: path)
  guard let problem = reading.problem, !reading.diagnostics.containError else {
    throw PlanningFailure(reading.diagnostics)
  }
  let diagnostics = reading.diagnostics + problemDiagnostics(problem)
  guard !diagnostics.containError else { throw PlanningFailure(diagnostics) }
  let clock = StageClock { _ in }
  var plan = try allocate(
    problem,
    limits: SolveLimits(
      gap: settings.gap ?? 0, timeLimit: settings.timeLimit, seed: settings.seed ?? 1))
  plan.seconds = clock.elapsed
  let answer = planAnswer(plan)
  if let output {
    do {
      try Data((answer + "\n").utf8).write(to: URL(filePath: output), options: .atomic)
    } catch {
      throw PlanningFailure([
        Diagnostic(
          .error, "export.failed", "the plan cannot be written", remedy: "check folder and rights",
          at: Place(file: output))
      ])
    }
  }
  let summary =
    plan.status == .infeasible
    ? "infeasible: \(plan.conflict.joined(separator: ", ")) cannot hold together"
    : "\(plan.status.rawValue): objective \(plan.objective.shortest), bound \(plan.bound.shortest), gap \((plan.gap * 100).rounded(toDecimals: 4)) %"
  return AllocationOutcome(
    status: plan.status, diagnostics: diagnostics, answer: answer, summary: summary)
}
