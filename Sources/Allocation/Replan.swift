public import PlanModel

/// A new plan that changes an earlier one no more than it is worth.
public struct Replan: Sendable {
  /// The new plan. Its objective is the problem's own, without what changes were charged; its bound is what no plan of the
  /// problem can beat, so its gap holds what stability costs; its prices are those of the plan without stability. Status
  /// `gap` says that no limit of time ended the search, whatever the gap that stability left.
  public var plan: Plan
  /// The best plan that was found without regard to the earlier one.
  public var withoutStability: Plan
  /// What each changed decision was charged, in the objective's unit; where a share was to be kept, what one more changed
  /// decision would save at the linear relaxation.
  public var stability: Double
  /// How much worse the objective is than without stability, in its unit; never negative.
  public var stabilityCost: Double
  /// How many decisions (a unit in a slot) differ from the earlier plan.
  public var changed: Int
  /// How many decisions there are.
  public var decisions: Int
  /// Whether the share that was asked for is kept; where it is not, none that meets the rules and keeps more was found.
  public var keepsEnough: Bool

  /// The share of decisions that are as they were; 1 where there are none.
  public var keptShare: Double {
    decisions == 0 ? 1 : Double(decisions - changed) / Double(decisions)
  }
}

/// The best plan where every decision that differs from an earlier plan makes the objective worse by `stability`.
///
/// The charge is a constant and a shift: an old option is made better by it, where nothing was chosen every option is made
/// worse, and the number of old options is added to the whole; so it is one more problem of the same kind. Decisions whose
/// earlier option is gone are free.
///
/// - Parameters:
///   - problem: The problem at hand.
///   - earlier: The plan to stay near to.
///   - stability: What a changed decision costs, at least 0, in the objective's unit.
///   - limits: For each of the two searches.
///   - elapsed: Seconds since the caller began.
/// - Throws: `AllocationFailure`.
public func replan(
  _ problem: PlanningProblem, from earlier: EarlierPlan, stability: Double,
  limits: SolveLimits = SolveLimits(), elapsed: () -> Double = { 0 }
) throws -> Replan {
  guard stability >= 0, stability.isFinite else {
    throw AllocationFailure.wrongLimits("The cost of a change must be a number of at least 0.")
  }
  var search = try ReplanSearch(problem, earlier, limits: limits, elapsed: elapsed)
  guard stability > 0, search.free.status != .infeasible else { return search.withoutStability }
  return try search.charging(stability, elapsed: elapsed)
}

/// The best plan that keeps at least a share of an earlier plan's decisions.
///
/// The share is a row of the problem (Σ decisions kept ≥ share × decisions), so it is met exactly and at least cost, and the
/// row's price is the smallest cost of a change that leads there.
///
/// - Parameter share: In 0…1.
/// - Throws: `AllocationFailure`.
public func replan(
  _ problem: PlanningProblem, from earlier: EarlierPlan, keeping share: Double,
  limits: SolveLimits = SolveLimits(), elapsed: () -> Double = { 0 }
) throws -> Replan {
  guard share >= 0, share <= 1 else {
    throw AllocationFailure.wrongLimits("The share of decisions to keep lies between 0 and 1.")
  }
  var search = try ReplanSearch(problem, earlier, limits: limits, elapsed: elapsed)
  guard search.free.status != .infeasible else { return search.withoutStability }
  return try search.keeping(share, elapsed: elapsed)
}

/// The searches behind `replan`: first the plan without stability, then the one with it.
private struct ReplanSearch {
  let problem: PlanningProblem
  let earlier: EarlierPlan
  let limits: SolveLimits
  let restatement: Restatement
  /// The earlier choice of each decision, as in `earlierPicks`.
  let before: [Int]
  /// The plan without stability.
  let free: Plan

  init(
    _ problem: PlanningProblem, _ earlier: EarlierPlan, limits: SolveLimits,
    elapsed: () -> Double
  ) throws {
    try problem.requireSound()
    self.problem = problem
    self.earlier = earlier
    self.limits = limits
    restatement = Restatement(problem, workers: limits.workers)
    before = restatement.coupled.earlierPicks(earlier, in: problem)
    free = try allocate(
      problem, limits: limits,
      from: earlier.warmStart(rows: restatement.coupled.rows.map(\.name)), elapsed: elapsed)
  }

  /// How many decisions of a choice differ.
  private func changed(_ chosen: [Int]) -> Int {
    zip(before, restatement.coupled.picks(of: chosen)).count { $0 != $1 }
  }

  private func outcome(_ plan: Plan, stability: Double, keepsEnough: Bool = true) -> Replan {
    let sign = restatement.coupled.sign
    // Both are proved to a gap only, so the plan with stability may be the better one; then that is the plan.
    let best = sign * (plan.objective - free.objective) < 0 ? plan : free
    let isPlan = plan.status != .infeasible
    return Replan(
      plan: plan, withoutStability: best, stability: stability,
      stabilityCost: isPlan ? max(0, sign * (plan.objective - best.objective)) : 0,
      changed: isPlan ? changed(plan.chosen) : 0, decisions: before.count,
      keepsEnough: keepsEnough)
  }

  var withoutStability: Replan { outcome(free, stability: 0) }

  /// 1 for each option that keeps its decision as it was, −1 for each that ends "nothing".
  private var kept: [Double] {
    (0..<problem.optionCount).map { option in
      switch before[Int(restatement.coupled.decision[option])] {
      case option: 1
      case -1: -1
      default: 0
      }
    }
  }

  private func restated(_ found: Plan, of changed: PlanningProblem) -> Plan {
    restatement.plan(
      found, of: changed, bound: free.bound, prices: free.rows.map(\.price),
      isCutShort: found.status == .limit || free.status == .limit)
  }

  /// Where to begin: the earlier plan where it still keeps all rows, otherwise the one without stability.
  private var start: [Int] {
    let kept = restatement.coupled.keepingLocks(earlier.chosen) ?? []
    return restatement.coupled.brokenRows(of: kept).isEmpty ? kept : free.chosen
  }

  mutating func charging(_ stability: Double, elapsed: () -> Double) throws -> Replan {
    let shift = restatement.coupled.sign * stability
    var charged = problem
    for (option, kept) in kept.enumerated() { charged.objective[option] -= shift * kept }
    let options = before.count { $0 >= 0 }
    charged = charged.adding(constant: shift * Double(options))
    let locked = charged.optionCount > problem.optionCount ? [problem.optionCount] : []
    let found = try allocate(
      charged, limits: limits,
      from: WarmStart(chosen: start + locked, prices: free.rows.map(\.price)), elapsed: elapsed)
    // The plan without stability is one of the charged problem as well, so "infeasible" would be the solver's fault.
    if found.status == .infeasible { return outcome(free, stability: stability) }
    return outcome(restated(found, of: charged), stability: stability)
  }

  mutating func keeping(_ share: Double, elapsed: () -> Double) throws -> Replan {
    // 0.95 × 20 is a little over 19 in binary numbers.
    let least = (share * Double(before.count) - 1e-9).rounded(.up)
    if Double(before.count - changed(free.chosen)) >= least { return withoutStability }
    let kept = kept
    let nothing = Double(before.count { $0 == -1 })
    func limited(_ least: Double) throws -> (PlanningProblem, Plan) {
      let limited = problem.adding(
        row: "decisions kept", values: kept, sense: .atLeast, rhs: least - nothing)
      return (
        limited,
        try allocate(
          limited, limits: limits,
          from: WarmStart(chosen: start, prices: free.rows.map(\.price) + [0]), elapsed: elapsed)
      )
    }
    // Whether so many can be kept is asked first: why they cannot would be a long search for nothing.
    var question = problem
    question.sense = .maximise
    question.objective = kept
    question.compactness?.penalty = 0
    let most = try allocate(
      question,
      limits: SolveLimits(
        gap: 0, timeLimit: limits.timeLimit, seed: limits.seed, solver: limits.solver,
        workers: limits.workers),
      from: WarmStart(chosen: start), elapsed: elapsed)
    guard most.status != .infeasible else {
      return outcome(free, stability: 0, keepsEnough: false)
    }
    let reachable = (most.objective + nothing).rounded()
    let (changed, found) = try limited(min(least, reachable))
    guard found.status != .infeasible else {
      return outcome(free, stability: 0, keepsEnough: false)
    }
    let price = abs(found.rows.last?.price ?? 0)
    return outcome(
      restated(found, of: changed), stability: price, keepsEnough: reachable >= least)
  }
}
