import Exports
import PlanModel

/// Why decisions of two runs differ, from what the runs wrote.
///
/// As in the allocation's own comparison of plans: a decision already taken, an area that is new or gone, the price of the row
/// that moved the comparison of the two choices most, a rule that the earlier choice would break, or a near tie. What rows sum is read from the run record; of a package
/// some of whose actions a row counts, all is taken to count.
struct ComparisonReasons {
  /// A row with its prices.
  private struct Priced {
    var row: ComparedRun.Row
    var then: Double
    var now: Double
    var isNew = false
    var isGone = false
  }

  private let before: ComparedRun
  private let after: ComparedRun
  /// The rows of both runs: what they sum, and their price before and now, in the sense of least cost.
  private let rows: [Priced]
  private let unitsBefore: Set<String>
  private let unitsAfter: Set<String>

  init(_ before: ComparedRun, _ after: ComparedRun) {
    self.before = before
    self.after = after
    let old = Dictionary(before.rows.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let new = Dictionary(after.rows.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    rows =
      after.rows.map { row in
        Priced(
          row: row, then: before.sign * (old[row.name]?.price ?? 0), now: after.sign * row.price,
          isNew: old[row.name] == nil)
      }
      + before.rows.filter { new[$0.name] == nil }.map { row in
        Priced(row: row, then: before.sign * row.price, now: 0, isGone: true)
      }
    unitsBefore = Set(before.units)
    unitsAfter = Set(after.units)
  }

  /// The reason in words, and the row that is it.
  func reason(_ decision: ComparedRun.Decision) -> (words: String, row: String?) {
    if !unitsBefore.contains(decision.unit) { return ("the area is new", nil) }
    if !unitsAfter.contains(decision.unit) { return ("the area is gone", nil) }
    let old = before.options[decision]
    let new = after.options[decision]
    if let lock = new?.lockedBy, !lock.isEmpty { return ("decided: \(lock)", nil) }
    if let lock = old?.lockedBy, !lock.isEmpty { return ("no longer decided: \(lock)", nil) }
    if before.objective != after.objective { return ("another objective", nil) }
    let lead = value(old, decision, \.now) - value(new, decision, \.now)
    let leadThen = value(old, decision, \.then) - value(new, decision, \.then)
    let size = max(
      abs(value(old, decision, \.now)), abs(value(new, decision, \.now)), cost(old), cost(new))
    // Prices that bring a choice up from behind to a tie are its reason; a tie that was one before is not.
    guard lead > 1e-6 * size || lead >= -1e-6 * size && leadThen < -1e-6 * size else {
      if let row = brokenRow(old, new, decision) {
        return ("the earlier choice would break \(row)", row)
      }
      return ("near tie: at the prices the two are as good as each other", nil)
    }
    var best: (index: Int, moved: Double)?
    for (index, entry) in rows.enumerated() {
      let moved =
        (entry.now - entry.then)
        * (sum(entry.row, new, decision) - sum(entry.row, old, decision))
      if moved > 1e-9 * size, best.map({ moved > $0.moved }) ?? true { best = (index, moved) }
    }
    guard let best else { return ("better at the prices; its numbers may have changed", nil) }
    let entry = rows[best.index]
    let name = entry.row.name
    if entry.isNew { return ("the new rule \(name)", name) }
    if entry.isGone { return ("the rule \(name) is gone", name) }
    let rose = abs(entry.now) > abs(entry.then)
    return (
      "the price of \(name) \(rose ? "rose" : "fell") from \(abs(entry.then).roundedToThree) to \(abs(entry.now).roundedToThree) \(after.objectiveUnit) per \(entry.row.unit.isEmpty ? "unit" : entry.row.unit)",
      name
    )
  }

  /// The first rule of now that the earlier choice would break if it alone were put back.
  private func brokenRow(
    _ old: ComparedRun.Option?, _ new: ComparedRun.Option?, _ decision: ComparedRun.Decision
  ) -> String? {
    for entry in rows where !entry.isGone {
      let moved = sum(entry.row, old, decision) - sum(entry.row, new, decision)
      let sum = entry.row.lhs + moved
      // Sums are written to twelve digits.
      let rounding = 1e-9 * max(abs(entry.row.rhs), abs(entry.row.lhs))
      let isOver = sum > entry.row.rhs + rounding && moved > 0
      let isUnder = sum < entry.row.rhs - rounding && moved < 0
      if entry.row.sense != .atLeast && isOver || entry.row.sense != .atMost && isUnder {
        return entry.row.name
      }
    }
    return nil
  }

  private func cost(_ option: ComparedRun.Option?) -> Double {
    abs(option?.amounts[after.objective.index] ?? 0)
  }

  /// The cost of an option at the prices before or now; of nothing 0.
  private func value(
    _ option: ComparedRun.Option?, _ decision: ComparedRun.Decision,
    _ price: KeyPath<Priced, Double>
  ) -> Double {
    guard let option else { return 0 }
    var value = CompensatedSum()
    value.add(after.sign * option.amounts[after.objective.index])
    for entry in rows where entry[keyPath: price] != 0 {
      value.add(-entry[keyPath: price] * sum(entry.row, option, decision))
    }
    return value.value
  }

  /// What an option adds to a row.
  private func sum(
    _ row: ComparedRun.Row, _ option: ComparedRun.Option?, _ decision: ComparedRun.Decision
  ) -> Double {
    guard let option, let amount = row.amount else { return 0 }
    let district = after.district[decision.unit] ?? before.district[decision.unit] ?? ""
    let isIn = row.districts.isEmpty || row.districts.contains(district)
    let counts = row.actions.isEmpty || !row.actions.isDisjoint(with: option.actions)
    let value = option.amounts[amount.index]
    guard let share = row.share else { return isIn && counts ? value : 0 }
    // A share of the plan's own sum: the part less so much of the whole.
    return (isIn && counts ? value : 0) - share * value
  }
}

extension Double {
  /// Three digits that count, for a price in a sentence.
  fileprivate var roundedToThree: String { quantityPhrase(self, "") }
}
