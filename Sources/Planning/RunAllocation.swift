import Allocation
import Exports
import Foundation
import PlanFile
public import PlanModel

/// What the allocation engine alone came to.
public struct AllocationOutcome: Sendable {
  /// How far the plan is proved; `limit` also where a limit ended a further question.
  public let status: PlanStatus
  /// What was found on the way.
  public let diagnostics: [Diagnostic]
  /// The plan as JSON, or a sweep as CSV.
  public let answer: String
  /// A line for people, and one for each further question.
  public let summary: String
}

/// A limit ended the search before any plan was found, so there is none to write.
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
    case .noPlanInTime, .noPlanFound:
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
///   - path: The problem in its documented JSON form, or a file `.mps`.
///   - output: The file for the plan, or for the table of a sweep; nil: it is only returned.
///   - questions: What is asked beside the plan.
/// - Throws: `PlanningFailure` with all findings; then nothing was written.
public func runAllocation(
  at path: String, into output: String?, settings: RunSettings,
  questions: AllocationQuestions = AllocationQuestions()
) throws -> AllocationOutcome {
  let (problem, columns, diagnostics) = try readProblemFile(path)
  let wrong = questions.findings(problem)
  if !wrong.isEmpty { throw PlanningFailure(diagnostics + wrong) }
  let clock = StageClock { _ in }
  if let order = questions.sweep {
    let curve = try reportingLimits {
      try sweep(
        problem, row: order.row, from: order.from, to: order.to, steps: order.steps,
        limits: settings.limits, elapsed: { clock.elapsed })
    }
    let table = sweepCSV(curve)
    if let output { try writeWhole(Array(table.utf8), to: output) }
    let decided = curve.points.count { $0.plan.hasPlan }
    return AllocationOutcome(
      status: looseProof(curve.points.map(\.plan.status)), diagnostics: diagnostics, answer: table,
      summary: (["\(curve.row): \(decided) of \(curve.points.count) points have a plan"]
        + curve.unansweredWords).joined(separator: "\n"))
  }
  let answered = try reportingLimits {
    try questions.decide(problem, limits: settings.limits) { clock.elapsed }
  }
  let plan = answered.plan
  var members = answered.members
  if !columns.isEmpty {
    members.insert(("columns", .array(plan.chosen.map { .string(columns[$0]) })), at: 0)
  }
  let answer = planAnswer(plan, additions: members)
  if let output { try writeWhole(Array((answer + "\n").utf8), to: output) }
  let summary =
    plan.status == .infeasible
    ? "infeasible: \(plan.conflict.joined(separator: ", ")) \(plan.conflict.count == 1 ? "cannot be met" : "cannot hold together")"
    : "\(plan.status.rawValue): objective \(plan.objective.shortest), bound \(plan.bound.shortest), gap \((plan.gap * 100).rounded(toDecimals: 4)) %"
  return AllocationOutcome(
    status: answered.status, diagnostics: diagnostics, answer: answer,
    summary: ([summary] + answered.words).joined(separator: "\n"))
}

extension Sweep {
  /// The points that were not answered, in a sentence; empty where there are none.
  var unansweredWords: [String] {
    let open = points.filter { $0.unanswered != nil }
    guard let reason = open.first?.unanswered else { return [] }
    let sides = open.map(\.rhs.shortest).joined(separator: ", ")
    return ["Not answered at \(sides): \(reason)"]
  }
}

/// The loosest proof of several plans; `infeasible` where there is none at all.
func looseProof(_ all: [PlanStatus]) -> PlanStatus {
  let decided = all.filter { $0 != .infeasible }
  if decided.isEmpty { return .infeasible }
  return [.limit, .gap].first(where: decided.contains) ?? .optimal
}

/// The problem of a file, without errors; `columns` are the names of its options where the file has any.
///
/// A file whose name ends in `.mps` is read as one, any other as JSON.
///
/// - Throws: `PlanningFailure` with all findings.
func readProblemFile(
  _ path: String
) throws -> (problem: PlanningProblem, columns: [String], diagnostics: [Diagnostic]) {
  let bytes = try problemBytes(path, noun: "problem")
  var columns: [String] = []
  let reading: (problem: PlanningProblem?, diagnostics: [Diagnostic])
  if path.lowercased().hasSuffix(".mps") {
    let model = readProblem(mps: bytes, file: path)
    columns = model.columns
    reading = (model.problem, model.diagnostics)
  } else {
    reading = readProblem(json: bytes, file: path)
  }
  guard let problem = reading.problem, !reading.diagnostics.containError else {
    throw PlanningFailure(reading.diagnostics)
  }
  let diagnostics = reading.diagnostics + problemDiagnostics(problem)
  guard !diagnostics.containError else { throw PlanningFailure(diagnostics) }
  return (problem, columns, diagnostics)
}

extension RunSettings {
  /// What the allocation engine may take; without a gap it proves the optimum.
  var limits: SolveLimits { limits(gap: gap ?? 0, seed: seed ?? 1) }

  /// What it may take for a plan, which states gap and seed.
  func limits(for plan: PlanDescription) -> SolveLimits {
    limits(gap: plan.problem.gap, seed: plan.seed)
  }

  private func limits(gap: Double, seed: UInt64) -> SolveLimits {
    SolveLimits(
      gap: gap, timeLimit: timeLimit, seed: seed,
      solver: SolveLimits.Solver(rawValue: solver.rawValue) ?? .auto, workers: workers)
  }
}
