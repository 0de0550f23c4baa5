public import PlanModel

/// What a new plan does otherwise than an earlier one, and why.
public struct PlanDifference: Sendable {
  /// Why a decision changed.
  public enum Cause: Sendable, Hashable {
    /// A lock holds the new choice, or forbids the old one.
    case lock(String)
    /// A lock that held the old choice, or forbade the new one, is no longer there.
    case lockLifted(String)
    /// The old option does not exist any more.
    case optionGone
    /// The numbers of the old or the new option changed, and that alone turns the choice at the old prices.
    case numbersChanged
    /// The price of a row (a position in `rows`) rose or fell; of all rows it moves the comparison most.
    case price(row: Int, rose: Bool)
    /// At the prices the old choice is no worse, but put back alone it would break a row (a position in `rows`).
    case broken(row: Int)
    /// At the prices the two choices are as good as each other, or the old one better: whole choices and the gap decide.
    case nearTie
    /// The new choice is better at the prices, then as now.
    case better
    /// The prices alone prefer the old choice; the borders to what the neighbours chose make the new one better.
    case borders
    /// At the prices the old choice is no worse, but put back alone it would leave a block too small; the rule's name.
    case brokenBlock(String)
  }
  /// How the objective moved, part by part, in the numbers of the problem at hand: before + options + borders = after.
  public struct ObjectiveChange: Sendable, Hashable {
    /// What the earlier choice comes to now, its borders included; an option that is gone counts nothing.
    public var before: Double
    /// What the options of the changed decisions add.
    public var options: Double
    /// What the borders between units add.
    public var borders: Double
    /// What the new choice comes to.
    public var after: Double
  }
  /// One decision that changed.
  public struct Change: Sendable, Hashable {
    /// The unit.
    public var unit: Int32
    /// The slot.
    public var slot: Int32
    /// The option before, −1: nothing or one that is gone.
    public var from: Int
    /// The option now, −1: nothing.
    public var to: Int
    /// Why.
    public var cause: Cause
    /// What the option now adds to the objective beyond the one before; borders are told of all changes together.
    public var objective: Double
  }
  /// What a row came to before and now.
  public struct Row: Sendable, Hashable {
    /// The name.
    public var name: String
    /// The sum before; nil: not known.
    public var before: Double?
    /// The sum now.
    public var after: Double
    /// The price before; nil: not known.
    public var priceBefore: Double?
    /// The price now.
    public var priceAfter: Double
  }

  /// The decisions that changed, by unit, then slot.
  public let changes: [Change]
  /// The rows, in the order of the plan.
  public let rows: [Row]
  /// How the objective moved.
  public let objective: ObjectiveChange

  /// Compares.
  ///
  /// A change is put down to the first of: a lock, an option that is gone, numbers that changed, the price that moved the
  /// comparison of the two choices most, a row or block that the old choice would break, a near tie. Choices are compared with
  /// their borders, the neighbours being as the new plan has them.
  ///
  /// - Parameters:
  ///   - earlier: The plan before.
  ///   - plan: The plan now; not an infeasible one.
  ///   - problem: The problem that `plan` is made for, without errors.
  public init(from earlier: EarlierPlan, to plan: Plan, in problem: PlanningProblem) {
    let coupled = CoupledProblem(problem)
    var before: [String: Plan.RowResult] = [:]
    for row in earlier.rows { before[row.name] = row }
    let now = plan.rows.map(\.price)
    let then = earlier.prices(rows: plan.rows.map(\.name))
    let compact = CompactProblem(where: problem, coupled: coupled)
    let causes = ChangeCauses(
      coupled: coupled, compact: compact, earlier: earlier, chosen: plan.chosen,
      swaps: Swaps(coupled, chosen: plan.chosen),
      now: coupled.pricing(at: now),
      then: coupled.pricing(at: zip(then, now).map { $0 ?? $1 }))
    let old = coupled.earlierPicks(earlier, in: problem)
    let new = coupled.picks(of: plan.chosen)
    func objective(_ option: Int) -> Double { option < 0 ? 0 : problem.objective[option] }
    changes = (0..<coupled.decisionCount).compactMap { decision in
      guard old[decision] != new[decision] else { return nil }
      let option = Int(coupled.decisionOptions[coupled.decisionStarts[decision]])
      return Change(
        unit: problem.unit[option], slot: problem.slot[option], from: max(-1, old[decision]),
        to: new[decision],
        cause: causes.cause(from: old[decision], to: new[decision], in: decision),
        objective: objective(new[decision]) - objective(old[decision]))
    }
    let kept = old.filter { $0 >= 0 }
    func whole(_ chosen: [Int]) -> Double {
      coupled.sign * (compact?.cost(of: chosen) ?? coupled.cost(of: chosen)) + 0
    }
    let borders = compact.map { $0.borderCost(of: plan.chosen) - $0.borderCost(of: kept) } ?? 0
    self.objective = ObjectiveChange(
      before: whole(kept), options: changes.lazy.map(\.objective).compensatedSum() + 0,
      borders: coupled.sign * borders + 0, after: whole(plan.chosen))
    rows = plan.rows.map { row in
      let then = before[row.name]
      func known(_ value: Double?) -> Double? { value.flatMap { $0.isFinite ? $0 : nil } }
      return Row(
        name: row.name, before: known(then?.lhs), after: row.lhs,
        priceBefore: known(then?.price), priceAfter: row.price)
    }
  }
}

/// Finds why decisions changed.
private struct ChangeCauses {
  let coupled: CoupledProblem
  let swaps: Swaps
  /// With borders and blocks; nil where they do not count.
  let compact: CompactProblem?
  private let chosen: [Int]
  private let borders: BorderedPlan?
  /// The prices now, and those before where they are known.
  let now: Pricing
  let then: Pricing
  private let hasChanged: [Bool]
  private let lockedIn: [Int: String]
  private let lockedOut: [Int: String]
  private let liftedIn: [Int: String]
  private let liftedOut: [Int: String]

  init(
    coupled: CoupledProblem, compact: CompactProblem?, earlier: EarlierPlan, chosen: [Int],
    swaps: Swaps, now: Pricing, then: Pricing
  ) {
    self.coupled = coupled
    self.compact = compact
    self.chosen = chosen
    borders = compact.map {
      BorderedPlan($0, locked: LockedOptions(coupled), chosen: chosen)
    }
    self.swaps = swaps
    self.now = now
    self.then = then
    var hasChanged = Array(repeating: false, count: coupled.optionCount)
    for option in earlier.changedOptions ?? [] where option < coupled.optionCount {
      hasChanged[option] = true
    }
    self.hasChanged = hasChanged
    func names(_ locks: [PlanningProblem.Lock], lockedIn: Bool) -> [Int: String] {
      Dictionary(
        locks.filter { $0.lockedIn == lockedIn }.map { ($0.option, $0.name) },
        uniquingKeysWith: { first, _ in first })
    }
    lockedIn = names(coupled.locks, lockedIn: true)
    lockedOut = names(coupled.locks, lockedIn: false)
    liftedIn = names(earlier.locks ?? [], lockedIn: true)
    liftedOut = names(earlier.locks ?? [], lockedIn: false)
  }

  /// - Parameters:
  ///   - old: The option before; −1: nothing; −2: one that is gone.
  ///   - new: The option now; −1: nothing.
  func cause(from old: Int, to new: Int, in decision: Int) -> PlanDifference.Cause {
    if let name = lockedIn[new] ?? lockedOut[old] { return .lock(name) }
    if old == -2 { return .optionGone }
    if let name = liftedIn[old] ?? liftedOut[new] { return .lockLifted(name) }
    let isChanged = [old, new].contains { $0 >= 0 && hasChanged[$0] }
    let walls =
      borders.map {
        $0.borderCost(of: decision, taking: old) - $0.borderCost(of: decision, taking: new)
      } ?? 0
    let advantage = value(old, then) - value(new, then) + walls
    if isChanged, advantage > 0 { return .numbersChanged }
    let priced = value(old, now) - value(new, now)
    let lead = priced + walls
    let size = max(abs(value(old, now)), abs(value(new, now)), cost(old), cost(new), abs(walls))
    // Beyond the rounding of what prices earn, the lead says which choice is better. Prices that bring a choice up from
    // behind to a tie are its reason; a tie that was one before is not.
    guard lead > 1e-6 * size || lead >= -1e-6 * size && advantage < -1e-6 * size else {
      if isChanged { return .numbersChanged }
      if let row = swaps.brokenRow(replacing: new, by: old) { return .broken(row: row) }
      if let compact, let rule = compact.brokenRule(of: chosen, replacing: new, by: old) {
        return .brokenBlock(compact.clusters[rule].name)
      }
      return .nearTie
    }
    if priced < -1e-6 * size { return .borders }
    var moved: [Int: Double] = [:]
    for (option, sign) in [(old, -1.0), (new, 1.0)] where option >= 0 {
      for entry in coupled.starts[option]..<coupled.starts[option + 1] {
        let row = Int(coupled.entryRow[entry])
        moved[row, default: 0] +=
          sign * (now.prices[row] - then.prices[row]) * coupled.entryValue[entry]
      }
    }
    let most = moved.filter { $0.value > 1e-9 * size }
      .max { ($0.value, -$0.key) < ($1.value, -$1.key) }
    guard let row = most?.key else { return .better }
    return .price(row: row, rose: abs(now.prices[row]) > abs(then.prices[row]))
  }

  private func value(_ option: Int, _ pricing: Pricing) -> Double {
    option < 0 ? 0 : pricing.pricedCost[option]
  }

  private func cost(_ option: Int) -> Double { option < 0 ? 0 : abs(coupled.cost[option]) }
}
