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

/// The time limit ended the search before any plan was found, so there is none to write.
public struct StoppedWithoutPlan: Error, Sendable {
  /// What happened, as a sentence for the user.
  public let message: String
}

/// Runs `body`; what the solver cannot do becomes a finding, and a limit that left no plan says so.
func reportingLimits<Result>(_ body: () throws -> Result) throws -> Result {
  do {
    return try body()
  } catch let failure as AllocationFailure {
    switch failure {
    case .noPlanInTime:
      throw StoppedWithoutPlan(message: "\(failure)")
    case .invalid(let diagnostics):
      throw PlanningFailure(diagnostics)
    case .wrongLimits, .solverFailed, .inaccurate:
      throw PlanningFailure([
        Diagnostic(
          .error, "allocation.failed", "\(failure)",
          remedy:
            "Give the solver more time or a wider gap; if that does not help, report the plan."
        )
      ])
    }
  }
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
        .error, "problem.no-file", "The problem file cannot be read.", remedy: "Check the path.",
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
  let plan = try reportingLimits {
    try allocate(
      problem,
      limits: SolveLimits(
        gap: settings.gap ?? 0, timeLimit: settings.timeLimit, seed: settings.seed ?? 1,
        solver: SolveLimits.Solver(rawValue: settings.solver.rawValue) ?? .auto,
        workers: settings.workers),
      elapsed: { clock.elapsed })
  }
  let answer = planAnswer(plan)
  if let output { try writeWhole(Array((answer + "\n").utf8), to: output) }
  let summary =
    plan.status == .infeasible
    ? "infeasible: \(plan.conflict.joined(separator: ", ")) \(plan.conflict.count == 1 ? "cannot be met" : "cannot hold together")"
    : "\(plan.status.rawValue): objective \(plan.objective.shortest), bound \(plan.bound.shortest), gap \((plan.gap * 100).rounded(toDecimals: 4)) %"
  return AllocationOutcome(
    status: plan.status, diagnostics: diagnostics, answer: answer, summary: summary)
}
