public import PlanModel

/// The supported plans between the best objective and the best sum of an amount.
///
/// By the scheme of Aneja and Nair (Management Science 25, 1979, 73–78): the two ends first, each the best of the other
/// quantity among the best of its own; then, between two neighbours, the weighting at which both are worth the same, until it
/// finds nothing better. Plans that no weighting makes best are not on the curve. From the proof of a weighting follows what no
/// plan with at least as good a sum of the amount can beat in the objective: value of the weighting − weight × sum. A search
/// that gives up is named, and what the others found stands.
///
/// - Parameters:
///   - problem: The problem; its rows hold at every point.
///   - amount: The name of the amount, as in `amounts`.
///   - moreIsBetter: Whether the amount is to be large.
///   - mostPoints: How many points at most, at least 2; the widest stretches are filled first.
///   - limits: For each search; its gap is a share of the objective at the ends.
///   - elapsed: Seconds since the caller began; without it a clock starts with the call.
///   - advance: Called with the number of searches that are done.
/// - Throws: `AllocationFailure`.
public func frontier(
  _ problem: PlanningProblem, against amount: String, moreIsBetter: Bool, mostPoints: Int = 50,
  limits: SolveLimits = SolveLimits(), elapsed: () -> Double = secondsFromNow(),
  advance: (Int) -> Void = { _ in }
) throws -> Frontier {
  try problem.requireSound()
  try limits.requireSound()
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
    var chosen: [Int]
    var cost: Double
    var amount: Double
    var weight: Double
    /// What no plan with at most as much of the amount costs less than.
    var costBound: Double
    /// What no plan has less of; nil where the amount was not made best alone.
    var amountBound: Double?
    /// Whether a limit ended one of the searches for it.
    var isCutShort: Bool
  }

  let problem: PlanningProblem
  let amount: Int
  let moreIsBetter: Bool
  let limits: SolveLimits
  let elapsed: () -> Double
  let advance: (Int) -> Void
  private let coupled: CoupledProblem
  /// With the borders, where they cost anything.
  private let compact: CompactProblem?
  /// The amount of each option in the sense of least cost.
  private let loss: [Double]
  private var searches = 0
  private var unanswered: [String] = []

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
    compact =
      (problem.compactness?.penalty ?? 0) == 0 ? nil : CompactProblem(problem, coupled: coupled)
    loss = problem.amounts[amount].values.map { moreIsBetter ? -$0 : $0 }
  }

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

  /// The plan of a search; nil where it has none or gave up, which is noted in words for what was sought.
  private mutating func answer(
    _ sought: String, _ weighted: PlanningProblem, gap: Double, from start: WarmStart?
  ) throws -> Plan? {
    let answer = try answering { try solve(weighted, gap: gap, from: start) }
    switch answer {
    case .success(let plan): return plan.status == .infeasible ? nil : plan
    case .failure(let failure):
      unanswered.append("\(sought): \(failure)")
      return nil
    }
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

  private func cost(of chosen: [Int]) -> Double {
    compact?.cost(of: chosen) ?? coupled.cost(of: chosen)
  }

  private func amount(of chosen: [Int]) -> Double {
    chosen.lazy.map { loss[$0] }.compensatedSum()
  }

  /// The best cost, and of the amount the best among those; nil where there is no plan.
  private mutating func cheapest() throws -> Known? {
    let first = weighted(cost: 1, amount: 0)
    let best = try solve(first, gap: limits.gap, from: nil)
    if best.status == .infeasible { return nil }
    var chosen = best.chosen
    // Borders are no amount of options, so no row can hold them; then the first of equal plans is the end.
    if compact == nil {
      let held = holding(best, of: first, in: weighted(cost: 0, amount: 1))
      let plan = try answer(
        "The best \(problem.amounts[amount].name) at the best objective", held, gap: limits.gap,
        from: WarmStart(chosen: best.chosen))
      if let plan { chosen = plan.chosen }
    }
    return Known(
      chosen: chosen, cost: cost(of: chosen), amount: amount(of: chosen), weight: 0,
      costBound: best.bound, amountBound: nil, isCutShort: best.status == .limit)
  }

  /// The best amount, and of the cost the best among those; nil where no search found it.
  private mutating func richest() throws -> Known? {
    let name = problem.amounts[amount].name
    let first = weighted(cost: 0, amount: 1)
    guard let best = try answer("The best \(name)", first, gap: limits.gap, from: nil) else {
      return nil
    }
    let held = holding(best, of: first, in: weighted(cost: 1, amount: 0))
    let plan = try answer(
      "The best objective at the best \(name)", held, gap: limits.gap,
      from: WarmStart(chosen: best.chosen))
    let chosen = plan?.chosen ?? best.chosen
    return Known(
      chosen: chosen, cost: cost(of: chosen), amount: amount(of: chosen), weight: .infinity,
      costBound: plan?.bound ?? -.infinity, amountBound: best.bound,
      isCutShort: best.status == .limit || plan.map { $0.status == .limit } ?? true)
  }

  /// A second problem in which what a plan reached in a first one is held.
  private func holding(
    _ best: Plan, of first: PlanningProblem, in second: PlanningProblem
  ) -> PlanningProblem {
    let limit = best.chosen.lazy.map { first.objective[$0] }.compensatedSum()
    return second.adding(
      row: "best", values: first.objective, sense: .atMost, rhs: limit + 1e-9 * abs(limit))
  }

  mutating func find(mostPoints: Int) throws -> Frontier {
    var frontier = Frontier(
      amount: problem.amounts[amount].name, moreIsBetter: moreIsBetter,
      rowNames: coupled.rows.map(\.name), points: [], isComplete: true)
    let begin = elapsed()
    let clock = elapsed
    if try isProvedImpossible(problem, limits, elapsed: { clock() - begin }) { return frontier }
    guard let cheapest = try cheapest() else { return frontier }
    guard let richest = try richest() else {
      frontier.points = points([cheapest])
      frontier.isComplete = false
      frontier.unanswered = unanswered
      return frontier
    }
    let room = limits.gap * max(abs(cheapest.cost), abs(richest.cost))
    let isOne = richest.amount >= cheapest.amount - 1e-9 * abs(cheapest.amount)
    var known = isOne ? [cheapest] : [cheapest, richest]
    // Stretches that are still to be looked at, by the position of their left end.
    var isDone = Array(repeating: false, count: known.count)
    while let left = widest(known, isDone) {
      if known.count >= mostPoints {
        frontier.isComplete = false
        break
      }
      if let new = try between(known[left], known[left + 1], room: room, &frontier.isComplete) {
        known.insert(new, at: left + 1)
        isDone.insert(false, at: left + 1)
      } else {
        isDone[left] = true
      }
    }
    frontier.points = points(known)
    frontier.unanswered = unanswered
    return frontier
  }

  /// A plan between two neighbours that is worth more than they are at the weighting where both are worth the same; nil where
  /// there is none.
  ///
  /// - Parameters:
  ///   - room: What the searches may leave open.
  ///   - isComplete: Becomes false where that is not proved.
  private mutating func between(
    _ a: Known, _ b: Known, room: Double, _ isComplete: inout Bool
  ) throws -> Known? {
    let weight = (b.cost - a.cost) / (a.amount - b.amount)
    let value = a.cost + weight * a.amount
    let plan = try answer(
      "Between two plans, where \(problem.amounts[amount].name) is worth \(weight.shortest)",
      weighted(cost: 1, amount: weight), gap: room / max(abs(value), 1e-9),
      from: WarmStart(chosen: a.chosen))
    // The two neighbours are plans, so a search without one has missed them.
    guard let plan else {
      isComplete = false
      return nil
    }
    let new = Known(
      chosen: plan.chosen, cost: cost(of: plan.chosen), amount: amount(of: plan.chosen),
      weight: weight, costBound: plan.bound - weight * amount(of: plan.chosen), amountBound: nil,
      isCutShort: plan.status == .limit)
    let gain = value - (new.cost + weight * new.amount)
    // As good as the ends of the stretch, to the gap: nothing lies below it.
    let least = max(room, 1e-9 * (abs(a.cost) + abs(weight * a.amount)))
    if gain > least, new.amount < a.amount, new.amount > b.amount { return new }
    if plan.status == .limit { isComplete = false }
    return nil
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

  /// The points as they are told: each quantity, and what is proved of it, in its own sense.
  private func points(_ known: [Known]) -> [Frontier.Point] {
    var before: [Int]?
    return known.map { point in
      let side = moreIsBetter ? -1.0 : 1.0
      // A bound is never beyond the plan, but for rounding.
      let bound = min(point.costBound, point.cost)
      let gap = gap(of: point.cost, from: bound)
      let isOptimal = PlanStatus(gap: gap, asked: 0) == .optimal
      let isBest =
        point.amountBound.map {
          PlanStatus(gap: Allocation.gap(of: point.amount, from: min($0, point.amount)), asked: 0)
            == .optimal
        } ?? true
      let plan = TradeOffPoint(
        status: isOptimal && isBest ? .optimal : point.isCutShort ? .limit : .gap,
        objective: coupled.sign * point.cost + 0, bound: coupled.sign * bound + 0, gap: gap,
        sums: coupled.activities(of: point.chosen),
        changed: before.map { coupled.difference($0, point.chosen) }, chosen: point.chosen)
      before = point.chosen
      return Frontier.Point(
        plan: plan, amount: side * point.amount + 0,
        amountBound: point.amountBound.map { side * $0 + 0 }, weight: point.weight)
    }
  }
}
