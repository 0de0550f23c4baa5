public import PlanModel

/// What it would cost to do without one choice of a plan.
public struct Irreplaceability: Sendable, Hashable {
  /// The unit.
  public var unit: Int32
  /// The slot.
  public var slot: Int32
  /// The chosen option.
  public var option: Int
  /// What every plan without it is worse by at least, proved at the prices of the plan; in the objective's unit.
  public var atLeast: Double
}

/// For every choice that is not locked in, by how much every plan without it is worse at least.
///
/// Without the option, the Lagrangian bound grows by the option's lead over the next best of its decision at the plan's prices;
/// less the plan's own distance from that bound, this holds for every plan. One pass over the options.
///
/// - Parameter plan: A plan of the problem; not an infeasible one.
public func irreplaceability(of plan: Plan, in problem: PlanningProblem) -> [Irreplaceability] {
  let coupled = CoupledProblem(problem)
  let pricing = coupled.pricing(at: plan.rows.map(\.price))
  let locked = LockedOptions(coupled)
  // Penalties of borders only add to what choices cost, so the bound without them holds too.
  let room = coupled.sign * plan.objective - pricing.bound
  return plan.chosen.compactMap { option in
    let decision = Int(coupled.decision[option])
    if locked.isDecided[decision] { return nil }
    // What the bound counts for the decision: the best of the options that can be in a best plan. Without the chosen one,
    // those that it made superfluous count again.
    var best = 0.0
    var without = 0.0
    for other in coupled.options(of: decision).map(Int.init) where !locked.isOut[other] {
      if pricing.regret[other].isFinite { best = min(best, pricing.pricedCost[other]) }
      if other != option { without = min(without, pricing.pricedCost[other]) }
    }
    return Irreplaceability(
      unit: problem.unit[option], slot: problem.slot[option], option: option,
      atLeast: max(0, without - best - room - pricing.accuracy))
  }
}

/// How much worse the best plan is without one option of a plan, by solving again.
public struct ReplacementCost: Sendable {
  /// The option.
  public var option: Int
  /// The best plan without it; nil where no plan does without.
  public var plan: Plan?
  /// How much worse it is, in the objective's unit; infinite where there is none.
  public var cost: Double
}

/// Solves again without an option.
///
/// - Parameters:
///   - option: One of the plan's options that is not locked in.
///   - plan: The plan to compare with.
/// - Throws: `AllocationFailure`.
public func replacementCost(
  of option: Int, in plan: Plan, problem: PlanningProblem, limits: SolveLimits = SolveLimits(),
  elapsed: () -> Double = secondsFromNow()
) throws -> ReplacementCost {
  precondition(plan.chosen.contains(option), "an option of the plan is replaced")
  var without = problem
  without.locks.append(
    PlanningProblem.Lock(
      option: option, lockedIn: false, name: problem.unusedName("without option \(option)"),
      firmness: .infinity))
  let none = ReplacementCost(option: option, plan: nil, cost: .infinity)
  try without.requireSound()
  try limits.requireSound()
  let isImpossible = try withoutActuallyEscaping(elapsed) { elapsed in
    // A proof may have half of the time: the other half is for the plan, where there is one.
    let begin = elapsed()
    return try isProvedImpossible(
      without, limits.left(after: begin, share: 0.5), elapsed: { elapsed() - begin })
  }
  if isImpossible { return none }
  let best = try allocate(without, limits: limits, from: plan.warmStart, elapsed: elapsed)
  if best.status == .infeasible { return none }
  let sign = problem.sense == .minimise ? 1.0 : -1.0
  return ReplacementCost(
    option: option, plan: best, cost: max(0, sign * (best.objective - plan.objective)))
}
