public import PlanModel

/// What a decision that was taken beforehand costs: how much better the best plan is without it.
public struct LockCost: Sendable, Hashable {
  /// The lock's name; all locks of one name are lifted together.
  public var name: String
  /// How much better the plan found without it is, in the objective's unit; never negative.
  public var cost: Double
  /// How much better any plan without it can be, proved.
  public var atMost: Double
}

/// What each lock costs.
///
/// First by the prices: without a lock the Lagrangian bound falls by what its decisions could save at the plan's prices. Where
/// that leaves no more than the gap, the lock costs nothing that can be told; the others are lifted one after the other and the
/// problem is solved again from the plan.
///
/// - Parameters:
///   - plan: The plan with all locks; not an infeasible one.
///   - problem: The problem that it is made for.
///   - limits: For each solve.
///   - elapsed: Seconds since the caller began.
///   - advance: Called with the number of locks that are done, and of all.
/// - Returns: One entry a name, in order of first appearance.
/// - Throws: `AllocationFailure`.
public func lockCosts(
  of plan: Plan, in problem: PlanningProblem, limits: SolveLimits = SolveLimits(),
  elapsed: () -> Double = { 0 }, advance: (Int, Int) -> Void = { _, _ in }
) throws -> [LockCost] {
  let names = CoupledProblem(problem).lockNames
  let sign = problem.sense == .minimise ? 1.0 : -1.0
  let hasBorders = (problem.compactness?.penalty ?? 0) != 0
  var costs: [LockCost] = []
  for (position, name) in names.enumerated() {
    var lifted = problem
    lifted.locks.removeAll { $0.name == name }
    // The bound at the prices knows nothing of borders.
    let bound = CoupledProblem(lifted).pricing(at: plan.rows.map(\.price)).bound
    let least = max(0, sign * plan.objective - bound)
    let gap = max(limits.gap, 1e-9) * abs(plan.objective)
    if !hasBorders, least <= gap {
      costs.append(LockCost(name: name, cost: 0, atMost: least))
    } else {
      let begin = elapsed()
      let found = try allocate(
        lifted, limits: limits, from: plan.warmStart, elapsed: { elapsed() - begin })
      // Without a lock there is always a plan: the one with it. A search that misses it shows no gain.
      let isFound = found.status != .infeasible
      let cost = isFound ? max(0, sign * (plan.objective - found.objective)) : 0
      let proved = isFound ? max(cost, sign * (plan.objective - found.bound)) : least
      costs.append(LockCost(name: name, cost: cost, atMost: min(max(least, cost), proved)))
    }
    advance(position + 1, names.count)
  }
  return costs
}
