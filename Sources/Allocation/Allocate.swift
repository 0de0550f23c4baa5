public import PlanModel

/// The best plan of a problem, with its proof, the prices of the rows and the reasons per unit and slot.
///
/// A problem that no plan can meet is a result too: status `infeasible`, with the smallest conflicting set of rows and
/// locks and the cheapest relaxation. The answer is checked row by row by our own arithmetic before it is returned, and
/// the gap is computed from objective and bound, whatever the solver says of itself. Without a time limit, the same
/// problem and limits give the same plan. What the solver leaves is improved as far as single choices can, by our own
/// arithmetic. Under a time limit, finding the conflict and finding the relaxation may each take the limit once more, or
/// 5 seconds where that is longer; a conflict that is cut short holds, but may not be the smallest, and a way out may not be
/// found: the plan then says so.
///
/// - Parameters:
///   - problem: What to decide; sorted or not, any number of slots.
///   - limits: The gap that is good enough and what the search may take.
///   - start: What is known from an earlier plan of nearly the same problem.
///   - elapsed: Seconds since the caller began, for the time limit over several solves and for `seconds` of the plan. Without
///     it a clock starts with the call.
/// - Throws: `AllocationFailure`.
public func allocate(
  _ problem: PlanningProblem, limits: SolveLimits = SolveLimits(), from start: WarmStart? = nil,
  elapsed: () -> Double = secondsFromNow()
) throws -> Plan {
  try problem.requireSound()
  try limits.requireSound()
  return try withoutActuallyEscaping(elapsed) { elapsed in
    if problem.compactness != nil || !problem.clusters.isEmpty {
      let coupled = CoupledProblem(problem)
      if let compact = CompactSolver(problem, coupled: coupled, limits: limits, elapsed: elapsed) {
        return try compactPlan(compact, coupled, problem, limits, from: start, elapsed: elapsed)
      }
    }
    let table = DecisionTable(problem, workers: limits.workers)
    var first = start?.chosen
    var known: Answer?
    if limits.solver == .decomposition
      || limits.solver == .auto && table.decisionCount > decompositionThreshold(problem)
    {
      let found = DecompositionSolver(table, limits: limits, elapsed: elapsed).solve(from: start)
      if let chosen = found.chosen {
        let answer = Answer(
          chosen: chosen, bound: found.bound, prices: found.prices, solver: "decomposition")
        let isOutOfTime = limits.timeLimit.map { elapsed() >= $0 } ?? false
        if limits.solver == .decomposition || isOutOfTime || problem.optionCount > exactThreshold
          || answer.status(in: problem, table, limits) != .limit
        {
          return plan(answer, problem, table, limits: limits, seconds: elapsed())
        }
        first = chosen
        known = answer
      } else if found.isInfeasible {
        switch try withoutPlan(
          problem, CoupledProblem(problem), limits: limits, elapsed: elapsed)
        {
        case .infeasible(let plan): return plan
        case .missed(let chosen): first = chosen
        }
      }
    }
    let coupled = CoupledProblem(problem)
    let solver = ExactSolver(problem: coupled, limits: limits, elapsed: elapsed)
    if let known {
      // What is known is an answer already, so nothing that the exact search runs into may lose it.
      let exact = (try? solver.solve(start: first)).flatMap(Answer.init)
      return plan(
        known.merged(with: exact, table), problem, table, limits: limits, seconds: elapsed())
    }
    var answer = Answer(try solver.solve(start: first))
    if answer == nil {
      switch try withoutPlan(problem, coupled, limits: limits, elapsed: elapsed) {
      case .infeasible(let plan): return plan
      // Go on from the plan that the solver missed, without its word for a proof.
      case .missed(let chosen): answer = Answer(try solver.solve(missed: chosen))
      }
    }
    guard let answer else {
      throw AllocationFailure.inaccurate(row: coupled.rows.first?.name ?? "")
    }
    return plan(answer, problem, table, limits: limits, seconds: elapsed())
  }
}

/// Up to so many decisions a linear relaxation with a row for each is quick.
let fewDecisions = 3000

/// Problems with more decisions than this are decomposed, where the caller leaves the choice.
///
/// Sums of some hundred amounts meet an equality by pairs of swaps; branch and bound hardly ever comes upon one that does.
private func decompositionThreshold(_ problem: PlanningProblem) -> Int {
  problem.rows.contains { $0.sense == .equal } ? 500 : fewDecisions
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

  init(chosen: [Int], bound: Double, prices: [Double], solver: String) {
    self.chosen = chosen
    self.bound = bound
    self.prices = prices
    self.solver = solver
  }

  /// The exact solver's answer; nil where it found that there is no plan.
  init?(_ outcome: ExactSolver.Outcome) {
    guard case .plan(let chosen, let bound, let pricing) = outcome else { return nil }
    self.init(chosen: chosen, bound: bound, prices: pricing.prices, solver: "exact")
  }

  /// The objective and the bound in the problem's own sense.
  func stated(in problem: PlanningProblem, _ table: DecisionTable) -> (
    objective: Double, bound: Double
  ) {
    // −0 would be written as "-0".
    (chosen.lazy.map { problem.objective[$0] }.compensatedSum(), table.sign * bound + 0)
  }

  /// How far the plan is proved.
  func status(
    in problem: PlanningProblem, _ table: DecisionTable, _ limits: SolveLimits
  ) -> PlanStatus {
    let stated = stated(in: problem, table)
    return PlanStatus(
      gap: gap(of: stated.objective, from: stated.bound), asked: limits.gap)
  }

  /// The better plan and the better bound of two answers; the prices go with the bound.
  ///
  /// Branch and bound takes equalities as exact, so its bound may be beyond a plan of the decomposition that uses up their
  /// tolerance; then it is brought back to the plan.
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

/// Seconds that finding the conflict, and finding the way out, may take each under any time limit.
private let leastReasoning = 5.0

/// The seconds that are left for reasoning about a problem without a plan, from now on; nil: any time.
private func secondsLeft(
  _ limits: SolveLimits, elapsed: @escaping () -> Double
) -> () -> Double? {
  // Why there is no plan is worth some seconds more, however short the limit of the search was.
  let allowance = limits.timeLimit.map { max($0, leastReasoning) }
  let begin = elapsed()
  return { allowance.map { $0 - (elapsed() - begin) } }
}

/// What stands behind a search that found no plan.
enum WithoutPlan {
  /// There is none: why, and what would have to give.
  case infeasible(Plan)
  /// Nothing must give, so there is a plan, which the search missed.
  case missed([Int])
}

/// Looks for a way out where a search found no plan, and for the conflict where one is needed.
func withoutPlan(
  _ problem: PlanningProblem, _ coupled: CoupledProblem, limits: SolveLimits,
  elapsed: @escaping () -> Double
) throws -> WithoutPlan {
  let firmness = Firmness(problem, coupled)
  let way = try CheapestRelaxation(
    problem: coupled, firmness: firmness, seed: limits.seed,
    secondsLeft: secondsLeft(limits, elapsed: elapsed)
  ).find()
  if way.isPlan { return .missed(way.chosen) }
  let search = ConflictSearch(
    problem: coupled, firmness: firmness, seed: limits.seed,
    secondsLeft: secondsLeft(limits, elapsed: elapsed))
  let conflict = try search.smallest()
  // Where what never gives conflicts by itself, there is no way out; otherwise the search only found none.
  let isUnknown = !way.isWayOut && !conflict.elements.allSatisfy(firmness.neverGives)
  return .infeasible(
    coupled.planWithout(
      conflict: conflict.elements.map(search.name), isSmallest: conflict.isSmallest,
      relaxation: way.parts, isCheapest: way.isCheapest, isUnknown: isUnknown, seconds: elapsed()))
}

/// The plan in the words of the problem: objective and bound in its own sense.
private func plan(
  _ answer: Answer, _ problem: PlanningProblem, _ table: DecisionTable, limits: SolveLimits,
  seconds: Double
) -> Plan {
  let (objective, bound) = answer.stated(in: problem, table)
  let chosen = PlanInProgress(table, pick: table.pick(of: answer.chosen) ?? [])
  let rows = table.rows.indices.map { row in
    Plan.RowResult(
      name: table.rows[row].name, lhs: chosen.sums[row], sense: table.rows[row].sense,
      rhs: table.rows[row].rhs, price: table.sign * answer.prices[row] + 0)
  }
  return Plan(
    status: answer.status(in: problem, table, limits), objective: objective, bound: bound,
    gap: gap(of: objective, from: bound), solver: answer.solver,
    seconds: seconds, chosen: answer.chosen, rows: rows,
    reasons: reasons(problem, plan: chosen, prices: answer.prices, workers: limits.workers))
}
