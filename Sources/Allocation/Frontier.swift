public import PlanModel

/// The supported plans between the best objective and the best sum of an amount.
///
/// By the scheme of Aneja and Nair (Management Science 25, 1979, 73–78): the two ends first, each the best of the other
/// quantity among the best of its own; then, between two neighbours, the weighting at which both are worth the same, until it
/// finds nothing better. Plans that no weighting makes best are not on the curve.
///
/// - Parameters:
///   - problem: The problem; its rows hold at every point.
///   - amount: The name of the amount, as in `amounts`.
///   - moreIsBetter: Whether the amount is to be large.
///   - mostPoints: How many points at most, at least 2; the widest stretches are filled first.
///   - limits: For each search; its gap is a share of the objective at the ends.
///   - elapsed: Seconds since the caller began.
///   - advance: Called with the number of searches that are done.
/// - Throws: `AllocationFailure`.
public func frontier(
  _ problem: PlanningProblem, against amount: String, moreIsBetter: Bool, mostPoints: Int = 50,
  limits: SolveLimits = SolveLimits(), elapsed: () -> Double = { 0 },
  advance: (Int) -> Void = { _ in }
) throws -> Frontier {
  try problem.requireSound()
  let column = try problem.requireAmount(amount, for: "frontier")
  guard mostPoints >= 2 else {
    throw AllocationFailure.wrongLimits("A frontier has at least its two ends.")
  }
  return try withoutActuallyEscaping(elapsed) { elapsed in
    try withoutActuallyEscaping(advance) { advance in
      var search = FrontierSearch(
        problem, amount: column, moreIsBetter: moreIsBetter, limits: limits, elapsed: elapsed,
        advance: advance)
      return try search.find(mostPoints: mostPoints)
    }
  }
}

/// The search for supported plans.
private struct FrontierSearch {
  /// A plan with both quantities in the sense of least cost.
  private struct Known {
    var plan: Plan
    var cost: Double
    var amount: Double
    var weight: Double
  }

  let problem: PlanningProblem
  let amount: Int
  let moreIsBetter: Bool
  let limits: SolveLimits
  let elapsed: () -> Double
  let advance: (Int) -> Void
  private let coupled: CoupledProblem
  /// The amount of each option in the sense of least cost.
  private let loss: [Double]
  private var searches = 0

  init(
    _ problem: PlanningProblem, amount: Int, moreIsBetter: Bool, limits: SolveLimits,
    elapsed: @escaping () -> Double, advance: @escaping (Int) -> Void
  ) {
    self.problem = problem
    self.amount = amount
    self.moreIsBetter = moreIsBetter
    self.limits = limits
    self.elapsed = elapsed
    self.advance = advance
    coupled = CoupledProblem(problem)
    loss = problem.amounts[amount].values.map { moreIsBetter ? -$0 : $0 }
  }

  private var hasBorders: Bool { (problem.compactness?.penalty ?? 0) != 0 }

  private mutating func solve(
    _ weighted: PlanningProblem, gap: Double, from start: WarmStart?
  ) throws -> Plan {
    var limits = limits
    limits.gap = gap
    let begin = elapsed()
    defer {
      searches += 1
      advance(searches)
    }
    return try allocate(weighted, limits: limits, from: start, elapsed: { elapsed() - begin })
  }

  /// The problem with weights on the two quantities, in the sense of least cost.
  private func weighted(cost: Double, amount: Double) -> PlanningProblem {
    var weighted = problem
    weighted.sense = .minimise
    weighted.objective = zip(coupled.cost, loss).map { cost * $0 + amount * $1 }
    // Borders make a plan dearer, or take away from what is to be large: the same in the sense of least cost.
    weighted.compactness?.penalty *= cost
    return weighted
  }

  private func known(_ plan: Plan, of weighted: PlanningProblem, weight: Double, scale: Double)
    -> Known
  {
    let chosen = plan.chosen
    let value = chosen.lazy.map { weighted.objective[$0] }.compensatedSum()
    // What the objective holds beside the options' own: the penalty of borders.
    let beside = scale > 0 ? (plan.objective - value) / scale : 0
    return Known(
      plan: plan, cost: coupled.cost(of: chosen) + beside,
      amount: chosen.lazy.map { loss[$0] }.compensatedSum(), weight: weight)
  }

  /// The best of one quantity, and of the other among those.
  private mutating func end(bestCost: Bool) throws -> Known? {
    let first = weighted(cost: bestCost ? 1 : 0, amount: bestCost ? 0 : 1)
    let best = try solve(first, gap: limits.gap, from: nil)
    if best.status == .infeasible { return nil }
    let weight = bestCost ? 0 : Double.infinity
    // Borders are no amount of options, so no row can hold them; then the first of equal plans is the end.
    if bestCost && hasBorders { return known(best, of: first, weight: weight, scale: 1) }
    let second = weighted(cost: bestCost ? 0 : 1, amount: bestCost ? 1 : 0)
    let limit = best.chosen.lazy.map { first.objective[$0] }.compensatedSum()
    let held = second.adding(
      row: "best", values: first.objective, sense: .atMost,
      rhs: limit + 1e-9 * abs(limit))
    let plan = try solve(held, gap: limits.gap, from: WarmStart(chosen: best.chosen))
    if plan.status == .infeasible {
      return known(best, of: first, weight: weight, scale: bestCost ? 1 : 0)
    }
    var result = known(plan, of: held, weight: weight, scale: bestCost ? 0 : 1)
    // The certificate is that of the quantity that was made best.
    result.plan.bound = best.bound
    result.plan.objective = best.objective
    result.plan.gap = best.gap
    result.plan.status = best.status
    return result
  }

  mutating func find(mostPoints: Int) throws -> Frontier {
    let names = coupled.rows.map(\.name)
    let empty = Frontier(
      amount: problem.amounts[amount].name, moreIsBetter: moreIsBetter, rowNames: names,
      points: [], isComplete: true)
    if try isProvedImpossible(problem, limits) { return empty }
    guard let cheapest = try end(bestCost: true), let richest = try end(bestCost: false) else {
      return empty
    }
    let room = limits.gap * max(abs(cheapest.cost), abs(richest.cost))
    let isOne = richest.amount >= cheapest.amount - 1e-9 * abs(cheapest.amount)
    var known = isOne ? [cheapest] : [cheapest, richest]
    // Stretches that are still to be looked at, by the position of their left end.
    var isDone = Array(repeating: false, count: known.count)
    var isComplete = true
    while let left = widest(known, isDone) {
      if known.count >= mostPoints {
        isComplete = false
        break
      }
      let (a, b) = (known[left], known[left + 1])
      let weight = (b.cost - a.cost) / (a.amount - b.amount)
      let problem = weighted(cost: 1, amount: weight)
      let value = a.cost + weight * a.amount
      let plan = try solve(
        problem, gap: room / max(abs(value), 1e-9), from: WarmStart(chosen: a.plan.chosen))
      let new = self.known(plan, of: problem, weight: weight, scale: 1)
      let gain = value - (new.cost + weight * new.amount)
      // As good as the ends of the stretch, to the gap: nothing lies below it.
      let least = max(room, 1e-9 * (abs(a.cost) + abs(weight * a.amount)))
      if plan.status != .infeasible, gain > least, new.amount < a.amount, new.amount > b.amount {
        known.insert(new, at: left + 1)
        isDone.insert(false, at: left + 1)
      } else {
        if plan.status == .limit { isComplete = false }
        isDone[left] = true
      }
    }
    var frontier = empty
    frontier.isComplete = isComplete
    frontier.points = points(known)
    return frontier
  }

  /// The stretch with the largest area between its ends that is still to be looked at.
  private func widest(_ known: [Known], _ isDone: [Bool]) -> Int? {
    var best: (index: Int, area: Double)?
    for index in known.indices.dropLast() where !isDone[index] {
      let (a, b) = (known[index], known[index + 1])
      let area = (b.cost - a.cost) * (a.amount - b.amount)
      guard b.cost > a.cost, a.amount > b.amount else { continue }
      if best.map({ area > $0.area }) ?? true { best = (index, area) }
    }
    return best?.index
  }

  private func points(_ known: [Known]) -> [Frontier.Point] {
    var before: [Int]?
    return known.map { point in
      var plan = TradeOffPoint(point.plan)
      // The row that held an end is not the problem's.
      plan.sums = coupled.activities(of: point.plan.chosen)
      plan.objective = coupled.sign * point.cost + 0
      plan.changed = before.map { coupled.difference($0, plan.chosen) }
      before = plan.chosen
      return Frontier.Point(
        plan: plan, amount: (moreIsBetter ? -point.amount : point.amount) + 0, weight: point.weight)
    }
  }
}
