public import PlanModel

/// How far one decision of a plan is from being another one, at the prices of the rows.
///
/// Each change is taken alone, everything else staying as it is, the neighbours' choices too: at the new price or amount the
/// choice and the other option are as good as each other, what their borders cost included, and beyond it the other one is
/// better. An option that alone would break a block is none that could take over.
public struct FlipDistance: Sendable {
  /// The price of a row that would flip the choice.
  public struct PriceFlip: Sendable, Hashable {
    /// The position in `Plan.rows`.
    public var row: Int
    /// The option that takes over, −1: nothing.
    public var option: Int
    /// The price now, in the sense of the stated objective.
    public var from: Double
    /// The price at which the two are equal.
    public var to: Double
    /// |to − from| ÷ |from|; infinite where the price is 0 now.
    public var relative: Double
  }
  /// An amount of the runner-up that would flip the choice.
  public struct AmountFlip: Sendable, Hashable {
    /// The position in `amounts`.
    public var amount: Int
    /// The amount of the runner-up now.
    public var from: Double
    /// The amount at which the two are equal.
    public var to: Double
  }

  /// The unit.
  public var unit: Int32
  /// The slot.
  public var slot: Int32
  /// The chosen option, −1: nothing.
  public var chosen: Int
  /// The next best option at the prices, −1: nothing; nil where there is nothing else to choose.
  public var runnerUp: Int?
  /// How much better the choice is than the runner-up, in objective units; below 0 where something else holds it, and then no
  /// change of a price is told.
  public var margin: Double
  /// Whether a lock holds the choice, so that no price flips it.
  public var isLocked: Bool
  /// For each row the nearest price that flips the choice, the smallest relative change first.
  public var prices: [PriceFlip]
  /// For each amount of the runner-up how it would have to be, where its rows have a price; in the order of `amounts`.
  public var amounts: [AmountFlip]
  /// The objective of the runner-up at which the two are equal; NaN where the runner-up is nothing.
  public var runnerUpObjective: Double
}

/// The flip distances of a unit's decisions, by slot.
///
/// A price only moves as far as its sign allows: a budget never rewards spending. Rows are those of the problem, and prices
/// those of the plan.
///
/// - Parameters:
///   - plan: A plan of the problem; not an infeasible one.
///   - unit: A unit of the problem.
public func flips(
  _ plan: Plan, _ problem: PlanningProblem, unit: Int
) -> [FlipDistance] {
  flips(plan, problem, units: [unit])
}

/// The flip distances of the decisions of several units, by unit in the order given, then by slot.
public func flips(
  _ plan: Plan, _ problem: PlanningProblem, units: [Int]
) -> [FlipDistance] {
  let coupled = CoupledProblem(problem)
  let pricing = coupled.pricing(at: plan.rows.map(\.price))
  let locked = LockedOptions(coupled)
  let picks = coupled.picks(of: plan.chosen)
  let compact = CompactProblem(where: problem, coupled: coupled)
  let borders = compact.map { BorderedPlan($0, locked: locked, chosen: plan.chosen) }
  let asked = Set(units)
  var distances: [Int: [FlipDistance]] = [:]
  for decision in 0..<coupled.decisionCount {
    let options = coupled.options(of: decision).map { Int($0) }
    let unit = Int(problem.unit[options[0]])
    if !asked.contains(unit) { continue }
    let search = FlipSearch(
      problem: problem, coupled: coupled, pricing: pricing, borders: borders, decision: decision,
      chosen: picks[decision],
      others: ([-1] + options).filter {
        $0 != picks[decision] && ($0 < 0 || !locked.isOut[$0])
          && compact?.brokenRule(of: plan.chosen, replacing: picks[decision], by: $0) == nil
      }, isLocked: locked.isDecided[decision])
    distances[unit, default: []].append(
      search.distance(slot: problem.slot[options[0]], unit: Int32(unit)))
  }
  return units.flatMap { distances[$0] ?? [] }
}

/// The flip distance of one decision.
private struct FlipSearch {
  let problem: PlanningProblem
  let coupled: CoupledProblem
  let pricing: Pricing
  /// The plan with its borders; nil where they do not count.
  let borders: BorderedPlan?
  let decision: Int
  let chosen: Int
  let others: [Int]
  let isLocked: Bool

  private func value(_ option: Int) -> Double {
    (option < 0 ? 0 : pricing.pricedCost[option])
      + (borders?.borderCost(of: decision, taking: option) ?? 0)
  }

  func distance(slot: Int32, unit: Int32) -> FlipDistance {
    let runnerUp = others.min { (value($0), $0) < (value($1), $1) }
    let margin = runnerUp.map { value($0) - value(chosen) } ?? 0
    var distance = FlipDistance(
      unit: unit, slot: slot, chosen: chosen, runnerUp: runnerUp, margin: margin,
      isLocked: isLocked, prices: [], amounts: [], runnerUpObjective: .nan)
    guard let runnerUp else { return distance }
    if margin >= 0, !isLocked { distance.prices = prices() }
    if runnerUp >= 0 {
      distance.runnerUpObjective =
        problem.objective[runnerUp] - coupled.sign * margin + 0
      distance.amounts = amounts(of: runnerUp, margin: margin)
    }
    return distance
  }

  /// What each row counts of the choice and of another option, less the one from the other.
  private func differences(to other: Int) -> [(row: Int, value: Double)] {
    var sums: [Int: Double] = [:]
    for (option, sign) in [(chosen, -1.0), (other, 1.0)] where option >= 0 {
      for entry in coupled.starts[option]..<coupled.starts[option + 1] {
        sums[Int(coupled.entryRow[entry]), default: 0] += sign * coupled.entryValue[entry]
      }
    }
    return sums.filter { $0.value != 0 }.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }
  }

  private func prices() -> [FlipDistance.PriceFlip] {
    var nearest: [Int: (change: Double, option: Int)] = [:]
    for other in others {
      let margin = value(other) - value(chosen)
      guard margin >= 0 else { continue }
      for (row, difference) in differences(to: other) {
        let change = margin / difference
        let price = pricing.prices[row] + change
        if coupled.rows[row].allowed(price) != price { continue }
        if nearest[row].map({ abs(change) < abs($0.change) }) ?? true {
          nearest[row] = (change, other)
        }
      }
    }
    return nearest.keys.sorted().map { row in
      let change = nearest[row]?.change ?? 0
      let from = pricing.prices[row]
      return FlipDistance.PriceFlip(
        row: row, option: nearest[row]?.option ?? -1, from: coupled.sign * from + 0,
        to: coupled.sign * (from + change) + 0,
        relative: from == 0 ? .infinity : abs(change / from))
    }.sorted { ($0.relative, $0.row) < ($1.relative, $1.row) }
  }

  /// How each amount of the runner-up would have to be, at what its rows pay for it.
  private func amounts(of runnerUp: Int, margin: Double) -> [FlipDistance.AmountFlip] {
    var worth = Array(repeating: 0.0, count: problem.amounts.count)
    var first = 0
    for row in problem.rows {
      let member =
        row.group.map { Int(problem.groups[$0].group[Int(problem.unit[runnerUp])]) } ?? 0
      if member >= 0 {
        for term in row.terms {
          worth[term.amount] += term.factor * pricing.prices[first + member]
        }
      }
      first += row.rhs.count
    }
    return worth.indices.filter { worth[$0] != 0 }.map { amount in
      let from = problem.amounts[amount].values[runnerUp]
      return FlipDistance.AmountFlip(amount: amount, from: from, to: from + margin / worth[amount])
    }
  }
}
