internal import PlanModel

/// Swaps with what each does to the rows, for trying two at once.
struct SwapPairs {
  let swaps: [Swap]
  /// What each swap saves.
  let saved: [Double]
  /// By how much each swap changes each family's row, families of one swap one after the other.
  private let changes: [Double]
  /// The row of each family, or −1.
  private let rows: [Int]
  private let families: Int

  init(_ plan: PlanInProgress, _ swaps: [Swap]) {
    let table = plan.table
    self.swaps = swaps
    families = table.families.count
    var saved: [Double] = []
    var changes: [Double] = []
    var rows: [Int] = []
    for swap in swaps {
      let decision = Int(swap.decision)
      let pick = Int(plan.pick[decision])
      saved.append(table.cost(of: pick) - table.cost(of: Int(swap.line)))
      for family in 0..<families {
        let row = table.row(of: family, decision: decision)
        rows.append(row)
        changes.append(row < 0 ? 0 : plan.change(of: family, from: pick, to: Int(swap.line)))
      }
    }
    self.saved = saved
    self.changes = changes
    self.rows = rows
  }

  /// Whether two swaps are of different decisions.
  func isDistinct(_ first: Int, _ second: Int) -> Bool {
    swaps[first].decision != swaps[second].decision
  }

  /// Whether all rows of both hold after both.
  func holds(_ plan: PlanInProgress, _ first: Int, _ second: Int) -> Bool {
    for family in 0..<families {
      let (one, other) = touched(first, second, family)
      if one.row >= 0, plan.missed(one.row, sum: plan.sums[one.row] + one.change) > 0 {
        return false
      }
      if other.row >= 0, plan.missed(other.row, sum: plan.sums[other.row] + other.change) > 0 {
        return false
      }
    }
    return true
  }

  /// The two swaps after which the missed rows weigh least; nil where no two make them lighter.
  func mostMending(
    _ plan: PlanInProgress, weights: [Double], isOutOfTime: () -> Bool
  ) -> (first: Int, second: Int)? {
    var most =
      1e-9
      * plan.sums.indices.reduce(0) {
        $0 + weights[$1] * plan.missed($1, sum: plan.sums[$1])
      }
    var best: (first: Int, second: Int)?
    for first in swaps.indices {
      if isOutOfTime() { break }
      for second in swaps.indices where second > first && isDistinct(first, second) {
        let gain = gain(plan, first, second, weights)
        if gain > most {
          most = gain
          best = (first, second)
        }
      }
    }
    return best
  }

  /// Two swaps after which all rows that they touch hold, an equality that is missed among them; nil where none are found.
  ///
  /// Sorted by what they do to the equality, each swap has only the few partners that bring it to its right-hand side, so
  /// hundreds of millions of pairs are looked through in one pass.
  func meeting(
    _ plan: PlanInProgress, equality: Int, isOutOfTime: () -> Bool
  ) -> (first: Int, second: Int)? {
    let missing = plan.table.rows[equality].rhs - plan.sums[equality]
    let tolerance = plan.table.rows[equality].tolerance
    let own = swaps.indices.map { swap -> Double in
      for family in 0..<families where rows[swap * families + family] == equality {
        return changes[swap * families + family]
      }
      return 0
    }
    let broken = plan.brokenRows
    let order = swaps.indices.sorted { (own[$0], $0) < (own[$1], $1) }
    for first in swaps.indices {
      if first % 1000 == 0, isOutOfTime() { return nil }
      let least = missing - own[first] - tolerance
      var low = 0
      var high = order.count
      while low < high {
        let middle = (low + high) / 2
        if own[order[middle]] < least { low = middle + 1 } else { high = middle }
      }
      while low < order.count, own[order[low]] <= least + 2 * tolerance {
        let second = order[low]
        low += 1
        if second > first, isDistinct(first, second), holds(plan, first, second),
          broken.allSatisfy({ touches(first, $0) || touches(second, $0) })
        {
          return (first, second)
        }
      }
    }
    return nil
  }

  private func touches(_ swap: Int, _ row: Int) -> Bool {
    (0..<families).contains { rows[swap * families + $0] == row }
  }

  private func gain(_ plan: PlanInProgress, _ first: Int, _ second: Int, _ weights: [Double])
    -> Double
  {
    var gain = 0.0
    for family in 0..<families {
      let (one, other) = touched(first, second, family)
      gain += relief(plan, one, weights) + relief(plan, other, weights)
    }
    return gain
  }

  /// How much less a row weighs after a change.
  @inline(__always)
  private func relief(
    _ plan: PlanInProgress, _ touch: Touch, _ weights: [Double]
  ) -> Double {
    if touch.row < 0 || touch.change == 0 { return 0 }
    let sum = plan.sums[touch.row]
    return weights[touch.row]
      * (plan.missed(touch.row, sum: sum) - plan.missed(touch.row, sum: sum + touch.change))
  }

  /// By how much a swap or two change a row; −1 stands for no row.
  private typealias Touch = (row: Int, change: Double)

  /// The rows of a family that two swaps change: one where it is the same row.
  @inline(__always)
  private func touched(_ first: Int, _ second: Int, _ family: Int) -> (one: Touch, other: Touch) {
    let a = first * families + family
    let b = second * families + family
    if rows[a] == rows[b] { return ((rows[a], changes[a] + changes[b]), (-1, 0)) }
    return ((rows[a], changes[a]), (rows[b], changes[b]))
  }
}
