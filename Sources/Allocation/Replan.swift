public import PlanModel

/// A new plan that changes an earlier one no more than it is worth.
public struct Replan: Sendable {
  /// The new plan. Its objective is the problem's own, without what changes were charged; its bound is what no plan of the
  /// problem can beat, so its gap holds what stability costs; its prices are those of the plan without stability. Status
  /// `optimal` says that no plan of the problem itself is better; `gap` that no limit of time ended the search, whatever the
  /// gap that stability left.
  public var plan: Plan
  /// What is proved of the problem that stays near to the earlier plan, in its own terms: with a cost of changes, objective
  /// and bound hold what each changed decision is charged; with a share to keep, no plan that keeps it can beat the bound.
  public var nearby: Certificate
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
/// earlier option is gone are free. Where the time does not suffice for the search with charges, the plan without
/// stability comes back.
///
/// - Parameters:
///   - problem: The problem at hand.
///   - earlier: The plan to stay near to.
///   - stability: What a changed decision costs, at least 0, in the objective's unit.
///   - limits: For both searches together: the plan without stability has half of the time, the other what is left.
///   - elapsed: Seconds since the caller began; without it a clock starts with the call.
/// - Throws: `AllocationFailure`.
public func replan(
  _ problem: PlanningProblem, from earlier: EarlierPlan, stability: Double,
  limits: SolveLimits = SolveLimits(), elapsed: () -> Double = secondsFromNow()
) throws -> Replan {
  guard stability >= 0, stability.isFinite else {
    throw AllocationFailure.wrongLimits("The cost of a change must be a number of at least 0.")
  }
  return try withoutActuallyEscaping(elapsed) { elapsed in
    let search = try ReplanSearch(
      problem, earlier, limits: limits, isLast: stability == 0, elapsed: elapsed)
    guard stability > 0, search.free.status != .infeasible else { return search.withoutStability }
    return try search.charging(stability)
  }
}

/// The best plan that keeps at least a share of an earlier plan's decisions.
///
/// The share is a row of the problem (Σ decisions kept ≥ share × decisions), so it is met exactly and at least cost, and the
/// row's price is the smallest cost of a change that leads there. Three searches share the time; where the later ones find
/// nothing in it, the plan without stability comes back.
///
/// - Parameter share: In 0…1.
/// - Throws: `AllocationFailure`.
public func replan(
  _ problem: PlanningProblem, from earlier: EarlierPlan, keeping share: Double,
  limits: SolveLimits = SolveLimits(), elapsed: () -> Double = secondsFromNow()
) throws -> Replan {
  guard share >= 0, share <= 1 else {
    throw AllocationFailure.wrongLimits("The share of decisions to keep lies between 0 and 1.")
  }
  return try withoutActuallyEscaping(elapsed) { elapsed in
    let search = try ReplanSearch(problem, earlier, limits: limits, isLast: false, elapsed: elapsed)
    guard search.free.status != .infeasible else { return search.withoutStability }
    return try search.keeping(share)
  }
}

/// The searches behind `replan`: first the plan without stability, then the one with it.
private struct ReplanSearch {
  let problem: PlanningProblem
  let earlier: EarlierPlan
  let limits: SolveLimits
  let elapsed: () -> Double
  let restatement: Restatement
  /// The earlier choice of each decision, as in `earlierPicks`.
  let before: [Int]
  /// The plan without stability.
  let free: Plan

  private var sign: Double { restatement.coupled.sign }

  /// - Parameter isLast: Whether no other search follows.
  init(
    _ problem: PlanningProblem, _ earlier: EarlierPlan, limits: SolveLimits, isLast: Bool,
    elapsed: @escaping () -> Double
  ) throws {
    try problem.requireSound()
    try limits.requireSound()
    self.problem = problem
    self.earlier = earlier
    self.limits = limits
    self.elapsed = elapsed
    restatement = Restatement(problem, workers: limits.workers)
    before = restatement.coupled.earlierPicks(earlier, in: problem)
    let start = earlier.warmStart(rows: restatement.coupled.rows.map(\.name))
    let first = try answering {
      try Self.search(problem, limits, from: start, isLast: isLast, elapsed: elapsed)
    }
    switch first {
    case .success(let plan): free = plan
    case .failure(let failure) where isLast: throw failure
    // Without this plan the other searches are of no use, so it may have their time.
    case .failure:
      free = try Self.search(problem, limits, from: start, isLast: true, elapsed: elapsed)
    }
  }

  /// One of the searches that share the time: the last has all that is left, any other half of it.
  private static func search(
    _ problem: PlanningProblem, _ limits: SolveLimits, from start: WarmStart, isLast: Bool,
    elapsed: () -> Double
  ) throws -> Plan {
    let begin = elapsed()
    return try allocate(
      problem, limits: limits.left(after: begin, share: isLast ? 1 : 0.5), from: start,
      elapsed: { elapsed() - begin })
  }

  /// How many decisions of a choice differ.
  private func changed(_ chosen: [Int]) -> Int {
    zip(before, restatement.coupled.picks(of: chosen)).count { $0 != $1 }
  }

  /// How many of them are charged: those whose earlier option still exists.
  private func charged(_ chosen: [Int]) -> Int {
    zip(before, restatement.coupled.picks(of: chosen)).count { $0 != -2 && $0 != $1 }
  }

  private func outcome(
    _ plan: Plan, nearby: Certificate, stability: Double, keepsEnough: Bool = true
  ) -> Replan {
    // Both are proved to a gap only, so the plan with stability may be the better one; then that is the plan.
    let best = sign * (plan.objective - free.objective) < 0 ? plan : free
    let isPlan = plan.status != .infeasible
    var plan = plan
    plan.seconds = elapsed()
    return Replan(
      plan: plan, nearby: nearby, withoutStability: best, stability: stability,
      stabilityCost: isPlan ? max(0, sign * (plan.objective - best.objective)) : 0,
      changed: isPlan ? changed(plan.chosen) : 0, decisions: before.count,
      keepsEnough: keepsEnough)
  }

  /// The plan without stability, where it is the answer.
  var withoutStability: Replan { outcome(free, nearby: Certificate(free), stability: 0) }

  /// The plan without stability, where no plan was found that keeps enough.
  ///
  /// - Parameter isProved: Whether it is known that there is none.
  private func keepingTooFew(isProved: Bool) -> Replan {
    outcome(
      free,
      nearby: Certificate(
        status: isProved ? .infeasible : .limit, objective: .nan,
        bound: isProved ? .nan : free.bound, gap: .nan),
      stability: 0, keepsEnough: false)
  }

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

  /// The earlier plan with the locks put right, where it still keeps all rows; nil otherwise.
  private var stillHolding: [Int]? {
    guard let kept = restatement.coupled.keepingLocks(earlier.chosen) else { return nil }
    return restatement.coupled.brokenRows(of: kept).isEmpty ? kept : nil
  }

  func charging(_ stability: Double) throws -> Replan {
    let shift = sign * stability
    var dearer = problem
    for (option, kept) in kept.enumerated() { dearer.objective[option] -= shift * kept }
    let options = before.count { $0 >= 0 }
    dearer = dearer.adding(constant: shift * Double(options))
    let locked = dearer.optionCount > problem.optionCount ? [problem.optionCount] : []
    let found = try answering {
      try Self.search(
        dearer, limits,
        from: WarmStart(
          chosen: (stillHolding ?? free.chosen) + locked, prices: free.rows.map(\.price)),
        isLast: true, elapsed: elapsed)
    }
    // The charge makes no plan better, so what no plan of the problem can beat, none of this one can.
    var plan = free
    var bound = free.bound
    // The plan without stability is one of the charged problem as well, so "infeasible" would be the solver's fault.
    if case .success(let found) = found, found.status != .infeasible {
      let near = restated(found, of: dearer)
      let lead =
        sign * (near.objective - free.objective)
        + stability * Double(charged(near.chosen) - charged(free.chosen))
      if lead <= 0 { plan = near }
      if sign * (found.bound - bound) > 0 { bound = found.bound }
    }
    let objective = plan.objective + shift * Double(charged(plan.chosen))
    if sign * (objective - bound) < 0 { bound = objective }
    let gap = gap(of: objective, from: bound)
    let nearby = Certificate(
      status: PlanStatus(gap: gap, asked: limits.gap), objective: objective, bound: bound, gap: gap)
    return outcome(plan, nearby: nearby, stability: stability)
  }

  func keeping(_ share: Double) throws -> Replan {
    // 0.95 × 20 is a little over 19 in binary numbers.
    let least = (share * Double(before.count) - 1e-9).rounded(.up)
    if Double(before.count - changed(free.chosen)) >= least { return withoutStability }
    let kept = kept
    let nothing = Double(before.count { $0 == -1 })
    // Whether so many can be kept is asked first: why they cannot would be a long search for nothing.
    var question = problem
    question.sense = .maximise
    question.objective = kept
    question.compactness?.penalty = 0
    var reachable = stillHolding.map { Double(before.count - changed($0)) }
    var whole = limits
    whole.gap = 0
    let most = try answering {
      try Self.search(
        question, whole, from: WarmStart(chosen: stillHolding ?? free.chosen), isLast: false,
        elapsed: elapsed)
    }
    if case .success(let most) = most {
      guard most.status != .infeasible else { return keepingTooFew(isProved: false) }
      reachable = max(reachable ?? 0, (most.objective + nothing).rounded())
    }
    guard let reachable else { return keepingTooFew(isProved: false) }
    let isMost = if case .success(let most) = most { most.status == .optimal } else { false }
    let limited = problem.adding(
      row: "decisions kept", values: kept, sense: .atLeast, rhs: min(least, reachable) - nothing)
    let found = try answering {
      try Self.search(
        limited, limits,
        from: WarmStart(
          chosen: stillHolding ?? free.chosen, prices: free.rows.map(\.price) + [0]),
        isLast: true, elapsed: elapsed)
    }
    guard case .success(let found) = found, found.status != .infeasible else {
      return keepingTooFew(isProved: isMost && reachable < least)
    }
    let keepsEnough = reachable >= least
    return outcome(
      restated(found, of: limited),
      nearby: Certificate(found), stability: abs(found.rows.last?.price ?? 0),
      keepsEnough: keepsEnough)
  }
}

extension Certificate {
  /// What a plan states of the problem that it was found in.
  init(_ plan: Plan) {
    self.init(status: plan.status, objective: plan.objective, bound: plan.bound, gap: plan.gap)
  }
}
