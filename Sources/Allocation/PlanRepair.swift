internal import PlanModel

/// Makes a plan of a choice that misses rows a little, and a better plan of a plan.
///
/// At good prices, a plan is behind the bound by the regret of its choices plus what the unused slack of the rows is worth
/// at the prices. So rows are repaired by the swaps of least regret for what they mend, and slack is spent on the swaps
/// that lose the least of its worth.
struct PlanRepair {
  let table: DecisionTable
  let scan: SwapScan
  /// What the plan has to come near to: the bound, in terms of least cost.
  let bound: Double
  /// The gap that is good enough, as a share of the cost.
  let gap: Double
  /// Seconds that are left; nil: no limit.
  var secondsLeft: () -> Double? = { nil }

  /// Rounds of repair at most.
  static let repairRounds = 80
  /// Rounds of improvement at most.
  static let improvementRounds = 30
  /// Swaps that are tried in pairs.
  static let pairable = 600

  private var isOutOfTime: Bool { secondsLeft().map { $0 <= 0 } ?? false }

  /// Whether a plan is near enough to the bound.
  func isGoodEnough(_ cost: Double) -> Bool {
    cost - bound <= max(gap, ExactSolver.rounding) * max(abs(cost), 1e-9)
  }

  /// Swaps until all rows hold; whether they do.
  func mend(_ plan: inout PlanInProgress) -> Bool {
    var rounds = 0
    while !plan.brokenRows.isEmpty {
      if rounds == Self.repairRounds || isOutOfTime { return false }
      rounds += 1
      var isChanged = false
      for swap in scan.swaps(plan, aim: .repair) {
        let gain = scan.gain(plan, swap)
        // What a swap was good for may have been done by those before it.
        if !(gain > 0) { continue }
        plan.take(Int(swap.line), in: Int(swap.decision))
        isChanged = true
      }
      plan.refresh()
      if !isChanged { return plan.brokenRows.isEmpty }
    }
    return true
  }

  /// Spends slack on cheaper choices, one swap at a time, then two, until the plan is good enough or nothing helps.
  func improve(_ plan: inout PlanInProgress) {
    var cost = plan.cost
    for round in 0..<Self.improvementRounds {
      if round > 0, isGoodEnough(cost) || isOutOfTime { return }
      for swap in scan.swaps(plan, aim: .improve)
      where plan.holds(Int(swap.decision), taking: Int(swap.line)) {
        plan.take(Int(swap.line), in: Int(swap.decision))
      }
      plan.refresh()
      var next = plan.cost
      if cost - next <= 1e-12 * abs(cost) {
        if isGoodEnough(next) || !improveByPairs(&plan) { return }
        plan.refresh()
        next = plan.cost
      }
      if cost - next <= 1e-12 * abs(cost) { return }
      cost = next
    }
  }

  /// Two swaps of little regret that together save cost and keep the rows; whether any were found.
  private func improveByPairs(_ plan: inout PlanInProgress) -> Bool {
    let room = plan.cost - bound
    let near = Array(scan.swaps(plan, aim: .nearTie(room)).prefix(Self.pairable))
    let families = table.families.count
    // Of each swap what it saves, and by how much it changes each family's row.
    var saved: [Double] = []
    var changes: [Double] = []
    var rows: [Int] = []
    for swap in near {
      let pick = Int(plan.pick[Int(swap.decision)])
      saved.append(table.cost(of: pick) - table.cost(of: Int(swap.line)))
      for family in 0..<families {
        let row = table.row(of: family, decision: Int(swap.decision))
        rows.append(row)
        changes.append(row < 0 ? 0 : plan.change(of: family, from: pick, to: Int(swap.line)))
      }
    }
    let least = 1e-12 * abs(plan.cost)
    var isSpent = Array(repeating: false, count: near.count)
    var isFound = false
    for first in near.indices {
      if isOutOfTime { return isFound }
      if isSpent[first] { continue }
      var best = -1
      var bestSaving = least
      for second in near.indices where second != first && !isSpent[second] {
        let saving = saved[first] + saved[second]
        if saving <= bestSaving { continue }
        if holds(plan, first, second, rows: rows, changes: changes, families: families) {
          best = second
          bestSaving = saving
        }
      }
      if best < 0 { continue }
      for own in [first, best] {
        plan.take(Int(near[own].line), in: Int(near[own].decision))
        isSpent[own] = true
      }
      isFound = true
    }
    return isFound
  }

  /// Whether all rows hold after both swaps.
  private func holds(
    _ plan: PlanInProgress, _ first: Int, _ second: Int, rows: [Int], changes: [Double],
    families: Int
  ) -> Bool {
    for family in 0..<families {
      let a = rows[first * families + family]
      let b = rows[second * families + family]
      let changeA = changes[first * families + family]
      let changeB = changes[second * families + family]
      if a == b {
        if a >= 0, plan.missed(a, sum: plan.sums[a] + changeA + changeB) > 0 { return false }
      } else {
        if a >= 0, plan.missed(a, sum: plan.sums[a] + changeA) > 0 { return false }
        if b >= 0, plan.missed(b, sum: plan.sums[b] + changeB) > 0 { return false }
      }
    }
    return true
  }
}
