public import PlanModel

/// The best plan of a problem, with its proof, the prices of the rows and the reasons per unit and slot.
///
/// A problem that no plan can meet is a result too: status `infeasible`, with the smallest conflicting set of rows and
/// locks and the cheapest relaxation. The answer is checked row by row by our own arithmetic before it is returned, and
/// the gap is computed from objective and bound, whatever the solver says of itself. Without a time limit, the same
/// problem and limits give the same plan. What the solver leaves is improved as far as single choices can, by our own
/// arithmetic. Under a time limit, finding the conflict and finding the relaxation may each take the limit once more, or
/// 5 seconds where that is longer; a conflict that is cut short holds, but may not be the smallest.
///
/// - Parameters:
///   - problem: What to decide; sorted or not, any number of slots.
///   - limits: The gap that is good enough and what the search may take.
///   - start: What is known from an earlier plan of nearly the same problem.
///   - elapsed: Seconds since the caller began, for the time limit over several solves and for `seconds` of the plan; a
///     stage has no clock of its own. Without it each solve may take the whole limit and `seconds` is 0.
/// - Throws: `AllocationFailure`.
public func allocate(
  _ problem: PlanningProblem, limits: SolveLimits = SolveLimits(), from start: WarmStart? = nil,
  elapsed: () -> Double = { 0 }
) throws -> Plan {
  let diagnostics = problemDiagnostics(problem)
  if diagnostics.containError { throw AllocationFailure.invalid(diagnostics) }
  guard limits.gap >= 0, limits.gap.isFinite else {
    throw AllocationFailure.wrongLimits("The asked gap must be a number of at least 0.")
  }
  if let limit = limits.timeLimit, !(limit > 0) {
    throw AllocationFailure.wrongLimits("The time limit must be a positive number of seconds.")
  }
  let coupled = CoupledProblem(problem)
  return try withoutActuallyEscaping(elapsed) { elapsed in
    if let compact = CompactSolver(problem, coupled: coupled, limits: limits, elapsed: elapsed) {
      return try compactPlan(compact, coupled, problem, limits, from: start, elapsed: elapsed)
    }
    let solver = ExactSolver(problem: coupled, limits: limits, elapsed: elapsed)
    switch try solver.solve(start: start?.chosen) {
    case .infeasible:
      let way = try wayOut(coupled, limits: limits, elapsed: elapsed)
      guard way.parts.isEmpty else {
        return try infeasiblePlan(coupled, relaxation: way, limits: limits, elapsed: elapsed)
      }
      // Nothing must give, so there is a plan, which the solver missed: go on from it, without its word for a proof.
      guard
        case .plan(let chosen, let bound, let pricing) = try solver.solve(missed: way.chosen)
      else { throw AllocationFailure.inaccurate(row: coupled.rows.first?.name ?? "") }
      return plan(
        coupled, problem, chosen: chosen, bound: bound, pricing: pricing, limits: limits,
        seconds: elapsed())
    case .plan(let chosen, let bound, let pricing):
      return plan(
        coupled, problem, chosen: chosen, bound: bound, pricing: pricing, limits: limits,
        seconds: elapsed())
    }
  }
}

/// Seconds that finding the conflict, and finding the way out, may take each under any time limit.
private let leastReasoning = 5.0

/// The seconds that are left for reasoning about a problem without a plan, from now on; nil: any time.
func secondsLeft(
  _ limits: SolveLimits, elapsed: @escaping () -> Double
) -> () -> Double? {
  // Why there is no plan is worth some seconds more, however short the limit of the search was.
  let allowance = limits.timeLimit.map { max($0, leastReasoning) }
  let begin = elapsed()
  return { allowance.map { $0 - (elapsed() - begin) } }
}

func wayOut(
  _ coupled: CoupledProblem, limits: SolveLimits, elapsed: @escaping () -> Double
) throws -> CheapestRelaxation.Outcome {
  try CheapestRelaxation(
    problem: coupled, seed: limits.seed, secondsLeft: secondsLeft(limits, elapsed: elapsed)
  ).find()
}

func infeasiblePlan(
  _ coupled: CoupledProblem, relaxation: CheapestRelaxation.Outcome, limits: SolveLimits,
  elapsed: @escaping () -> Double
) throws -> Plan {
  let search = ConflictSearch(
    problem: coupled, seed: limits.seed, secondsLeft: secondsLeft(limits, elapsed: elapsed))
  let conflict = try search.smallest().map(search.name)
  return Plan(
    status: .infeasible, objective: .nan, bound: .nan, gap: .nan, solver: "exact",
    seconds: elapsed(), chosen: [],
    rows: coupled.rows.map {
      Plan.RowResult(name: $0.name, lhs: .nan, sense: $0.sense, rhs: $0.rhs, price: .nan)
    }, reasons: [], conflict: conflict, relaxation: relaxation.parts,
    relaxationIsCheapest: relaxation.isCheapest)
}

/// The plan in the words of the problem: objective and bound in its own sense.
private func plan(
  _ coupled: CoupledProblem, _ problem: PlanningProblem, chosen: [Int], bound: Double,
  pricing: Pricing, limits: SolveLimits, seconds: Double
) -> Plan {
  let objective = chosen.lazy.map { problem.objective[$0] }.compensatedSum()
  // −0 would be written as "-0".
  let stated = coupled.sign * bound + 0
  let gap = abs(objective - stated) / max(abs(objective), 1e-9)
  let status: PlanStatus =
    if gap <= 1e-6 { .optimal } else if gap <= limits.gap { .gap } else { .limit }
  let rows = zip(coupled.rows, coupled.activities(of: chosen)).enumerated().map { index, pair in
    Plan.RowResult(
      name: pair.0.name, lhs: pair.1, sense: pair.0.sense, rhs: pair.0.rhs,
      price: coupled.sign * pricing.prices[index] + 0)
  }
  return Plan(
    status: status, objective: objective, bound: stated, gap: gap, solver: "exact",
    seconds: seconds, chosen: chosen, rows: rows,
    reasons: reasons(coupled, problem, chosen: chosen, pricing: pricing))
}
