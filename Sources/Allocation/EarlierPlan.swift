public import PlanModel

/// A plan that was decided before, in the numbers of the problem at hand.
public struct EarlierPlan: Sendable {
  /// What a unit does in one slot.
  public struct Decision: Sendable, Hashable {
    /// The unit.
    public var unit: Int32
    /// The slot.
    public var slot: Int32

    /// Names a decision.
    public init(unit: Int32, slot: Int32) {
      self.unit = unit
      self.slot = slot
    }
  }

  /// The options that were chosen, as positions in the problem at hand, ascending.
  public var chosen: [Int]
  /// Decisions of the problem at hand whose earlier option does not exist any more.
  public var lost: [Decision]
  /// What each row came to then, with its price; matched with the problem at hand by name.
  public var rows: [Plan.RowResult]
  /// Options of the problem at hand whose objective or amounts are not what they were; nil: not known.
  public var changedOptions: [Int]?
  /// The locks then, on options of the problem at hand; nil: not known.
  public var locks: [PlanningProblem.Lock]?

  /// Creates an earlier plan from what is known of it.
  public init(
    chosen: [Int], lost: [Decision] = [], rows: [Plan.RowResult] = [],
    changedOptions: [Int]? = nil, locks: [PlanningProblem.Lock]? = nil
  ) {
    self.chosen = chosen
    self.lost = lost
    self.rows = rows
    self.changedOptions = changedOptions
    self.locks = locks
  }

  /// Takes over a plan of a problem with the same options in the same order; only their numbers, rows and locks may differ.
  ///
  /// - Parameter plan: A plan that was read: where an option is no longer what it was, by unit and slot, it counts as lost.
  public init(_ plan: Plan, in problem: PlanningProblem) {
    var isLost: [Int: Decision] = [:]
    for reason in plan.reasons where reason.chosen >= 0 {
      let option = Int(reason.chosen)
      let isSame =
        option < problem.optionCount && problem.unit[option] == reason.unit
        && problem.slot[option] == reason.slot
      if !isSame { isLost[option] = Decision(unit: reason.unit, slot: reason.slot) }
    }
    self.init(
      chosen: plan.chosen.filter { isLost[$0] == nil && $0 >= 0 && $0 < problem.optionCount }
        .sorted(),
      lost: plan.chosen.compactMap { isLost[$0] }, rows: plan.rows)
  }

  /// Takes over a plan of an earlier problem.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - earlier: The problem that it was made for.
  ///   - problem: The problem at hand.
  ///   - positions: Where each option of the earlier problem is now, −1 for one that is gone; nil: where it was.
  public init(
    _ plan: Plan, of earlier: PlanningProblem, in problem: PlanningProblem, positions: [Int]? = nil
  ) {
    func position(_ option: Int) -> Int? {
      let now = positions.map { $0[option] } ?? option
      return now >= 0 && now < problem.optionCount ? now : nil
    }
    self.init(chosen: plan.chosen.compactMap(position).sorted(), rows: plan.rows)
    lost = plan.chosen.filter { position($0) == nil }
      .map { Decision(unit: earlier.unit[$0], slot: earlier.slot[$0]) }
    locks = earlier.locks.compactMap { lock in
      position(lock.option).map {
        PlanningProblem.Lock(option: $0, lockedIn: lock.lockedIn, name: lock.name)
      }
    }
    var before: [String: [Double]] = [:]
    for amount in earlier.amounts { before[amount.name] = amount.values }
    // An amount that was not there before says nothing of an option.
    let pairs = problem.amounts.compactMap { now in before[now.name].map { ($0, now.values) } }
    changedOptions = (0..<earlier.optionCount).compactMap { old in
      guard let now = position(old) else { return nil }
      let isSame =
        earlier.objective[old] == problem.objective[now]
        && pairs.allSatisfy { $0.0[old] == $0.1[now] }
      return isSame ? nil : now
    }.sorted()
  }

  /// The plan as a start for the problem at hand.
  ///
  /// - Parameter names: The names of the rows of the problem at hand, as in `Plan.rows`.
  func warmStart(rows names: [String]) -> WarmStart {
    let known = prices(rows: names)
    return WarmStart(
      chosen: chosen, prices: known.contains(where: { $0 != nil }) ? known.map { $0 ?? 0 } : [])
  }

  /// The earlier price of each row of the problem at hand; nil for a row that had none.
  func prices(rows names: [String]) -> [Double?] {
    var price: [String: Double] = [:]
    for row in rows where row.price.isFinite { price[row.name] = row.price }
    return names.map { price[$0] }
  }
}
