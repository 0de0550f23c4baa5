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
  return try withoutActuallyEscaping(elapsed) { elapsed in
    if problem.compactness != nil || !problem.clusters.isEmpty {
      let coupled = CoupledProblem(problem)
      if let compact = CompactSolver(problem, coupled: coupled, limits: limits, elapsed: elapsed) {
        return try compactPlan(compact, coupled, problem, limits, from: start, elapsed: elapsed)
      }
    }
    let table = DecisionTable(problem, workers: limits.workers)
    var start = start
    var known: Answer?
    if limits.solver == .decomposition
      || limits.solver == .auto && table.decisionCount > decompositionThreshold(problem)
    {
      let found = DecompositionSolver(table, limits: limits, elapsed: elapsed).solve(from: start)
      if let chosen = found.chosen {
        let answer = Answer(
          chosen: chosen, bound: found.bound, prices: found.prices, solver: "decomposition")
        let plan = plan(answer, problem, table, limits: limits, seconds: elapsed())
        let isOutOfTime = limits.timeLimit.map { elapsed() >= $0 } ?? false
        if plan.status != .limit || limits.solver == .decomposition || isOutOfTime
          || problem.optionCount > exactThreshold
        {
          return plan
        }
        start = WarmStart(chosen: chosen)
        known = answer
      }
      if found.isInfeasible {
        let coupled = CoupledProblem(problem)
        let firmness = Firmness(problem, coupled)
        let way = try wayOut(coupled, firmness, limits: limits, elapsed: elapsed)
        if !way.isPlan {
          return try infeasiblePlan(
            coupled, firmness, relaxation: way, limits: limits, elapsed: elapsed)
        }
        start = WarmStart(chosen: way.chosen)
      }
    }
    if let known {
      let exact = try? exactAnswer(problem, limits: limits, from: start, elapsed: elapsed)
      return plan(
        known.merged(with: exact, table), problem, table, limits: limits, seconds: elapsed())
    }
    let coupled = CoupledProblem(problem)
    let solver = ExactSolver(problem: coupled, limits: limits, elapsed: elapsed)
    var outcome = try solver.solve(start: start?.chosen)
    if case .infeasible = outcome {
      let firmness = Firmness(problem, coupled)
      let way = try wayOut(coupled, firmness, limits: limits, elapsed: elapsed)
      guard way.isPlan else {
        return try infeasiblePlan(
          coupled, firmness, relaxation: way, limits: limits, elapsed: elapsed)
      }
      // Nothing must give, so there is a plan, which the solver missed: go on from it, without its word for a proof.
      outcome = try solver.solve(missed: way.chosen)
    }
    guard case .plan(let chosen, let bound, let pricing) = outcome else {
      throw AllocationFailure.inaccurate(row: coupled.rows.first?.name ?? "")
    }
    let answer = Answer(chosen: chosen, bound: bound, prices: pricing.prices, solver: "exact")
    return plan(answer, problem, table, limits: limits, seconds: elapsed())
  }
}

/// Problems with more decisions than this are decomposed, where the caller leaves the choice.
///
/// Sums of some hundred amounts meet an equality by pairs of swaps; branch and bound hardly ever comes upon one that does.
private func decompositionThreshold(_ problem: PlanningProblem) -> Int {
  problem.rows.contains { $0.sense == .equal } ? 500 : 3000
}

/// Problems with more options than this are left to the decomposition, where the caller leaves the choice: branch and bound
/// over them would take memory and hours.
private let exactThreshold = 400_000

/// What a solver found, in terms of least cost.
private struct Answer {
  var chosen: [Int]
  var bound: Double
  var prices: [Double]
  var solver: String

  /// The better plan and the better bound of two answers; the prices go with the bound.
  ///
  /// An answer that another search proves to be beyond all plans is left out: both keep rows to their own tolerance.
  func merged(with other: Answer?, _ table: DecisionTable) -> Answer {
    guard let other else { return self }
    func cost(_ chosen: [Int]) -> Double {
      (table.pick(of: chosen) ?? []).lazy.map { table.cost(of: Int($0)) }.compensatedSum()
    }
    var best = other
    if cost(chosen) < cost(other.chosen) { best.chosen = chosen }
    if bound > other.bound {
      best.bound = bound
      best.prices = prices
    }
    best.bound = min(best.bound, cost(best.chosen))
    return best
  }
}

/// What the exact solver finds from a plan that is known; nil where it finds none.
private func exactAnswer(
  _ problem: PlanningProblem, limits: SolveLimits, from start: WarmStart?,
  elapsed: @escaping () -> Double
) throws -> Answer? {
  let solver = ExactSolver(problem: CoupledProblem(problem), limits: limits, elapsed: elapsed)
  guard case .plan(let chosen, let bound, let pricing) = try solver.solve(start: start?.chosen)
  else { return nil }
  return Answer(chosen: chosen, bound: bound, prices: pricing.prices, solver: "exact")
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
  _ coupled: CoupledProblem, _ firmness: Firmness, limits: SolveLimits,
  elapsed: @escaping () -> Double
) throws -> CheapestRelaxation.Outcome {
  try CheapestRelaxation(
    problem: coupled, firmness: firmness, seed: limits.seed,
    secondsLeft: secondsLeft(limits, elapsed: elapsed)
  ).find()
}

func infeasiblePlan(
  _ coupled: CoupledProblem, _ firmness: Firmness, relaxation: CheapestRelaxation.Outcome,
  limits: SolveLimits,
  elapsed: @escaping () -> Double
) throws -> Plan {
  let search = ConflictSearch(
    problem: coupled, firmness: firmness, seed: limits.seed,
    secondsLeft: secondsLeft(limits, elapsed: elapsed))
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
  _ answer: Answer, _ problem: PlanningProblem, _ table: DecisionTable, limits: SolveLimits,
  seconds: Double
) -> Plan {
  let objective = answer.chosen.lazy.map { problem.objective[$0] }.compensatedSum()
  // −0 would be written as "-0".
  let stated = table.sign * answer.bound + 0
  let gap = abs(objective - stated) / max(abs(objective), 1e-9)
  let status: PlanStatus =
    if gap <= 1e-6 { .optimal } else if gap <= limits.gap { .gap } else { .limit }
  let chosen = PlanInProgress(table, pick: table.pick(of: answer.chosen) ?? [])
  let rows = table.rows.indices.map { row in
    Plan.RowResult(
      name: table.rows[row].name, lhs: chosen.sums[row], sense: table.rows[row].sense,
      rhs: table.rows[row].rhs, price: table.sign * answer.prices[row] + 0)
  }
  return Plan(
    status: status, objective: objective, bound: stated, gap: gap, solver: answer.solver,
    seconds: seconds, chosen: answer.chosen, rows: rows,
    reasons: reasons(problem, plan: chosen, prices: answer.prices, workers: limits.workers))
}
