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
  static let repairRounds = 200
  /// Rounds of improvement at most.
  static let improvementRounds = 30
  /// Swaps that are tried in pairs to save cost.
  static let pairable = 600
  /// Swaps that are tried in pairs to mend rows.
  static let mendable = 1000
  /// Swaps among which two are sought that meet an equality.
  static let meetable = 40_000

  private var isOutOfTime: Bool { secondsLeft().map { $0 <= 0 } ?? false }

  /// Whether a plan is near enough to the bound.
  func isGoodEnough(_ cost: Double) -> Bool {
    // Without a plan the cost is infinite, and so is every share of it.
    cost.isFinite && cost - bound <= max(gap, ExactSolver.rounding) * max(abs(cost), 1e-9)
  }

  /// What the missed rows of a plan weigh.
  func missing(_ plan: PlanInProgress) -> Double {
    plan.brokenRows.reduce(0) {
      $0 + scan.weights[$1] * plan.missed($1, sum: plan.sums[$1])
    }
  }

  /// Swaps until all rows hold; whether they do.
  func mend(_ plan: inout PlanInProgress) -> Bool {
    var rounds = 0
    while !plan.brokenRows.isEmpty {
      if rounds == Self.repairRounds || rounds > 0 && isOutOfTime { return false }
      rounds += 1
      var isChanged = false
      var missing = missing(plan)
      let least = 1e-9 * missing
      for swap in scan.swaps(plan, aim: .repair) {
        let gain = scan.gain(plan, swap)
        // What a swap was good for may have been done by those before it.
        if !(gain > 0) { continue }
        plan.take(Int(swap.line), in: Int(swap.decision))
        isChanged = true
        missing -= gain
        if missing <= least { break }
      }
      if isChanged, plan.brokenRows.isEmpty { plan.refresh() }
      if !isChanged, !mendByPairs(&plan) { return plan.brokenRows.isEmpty }
    }
    return true
  }

  /// The two swaps that together mend most, of those with the least regret; whether any mend at all.
  ///
  /// Equalities need this: a single swap overshoots what is missing, two in opposite directions come near it.
  private func mendByPairs(_ plan: inout PlanInProgress) -> Bool {
    let ties = scan.swaps(plan, aim: .anyTie)
    let few = SwapPairs(plan, Array(ties.prefix(Self.mendable)))
    var pairs = few
    var best = few.mostMending(plan, weights: scan.weights) { isOutOfTime }
    if let equality = plan.brokenRows.first(where: { table.rows[$0].sense == .equal }) {
      let many = SwapPairs(plan, Array(ties.prefix(Self.meetable)))
      if let meeting = many.meeting(plan, equality: equality, isOutOfTime: { isOutOfTime }) {
        pairs = many
        best = meeting
      }
    }
    guard let best else { return false }
    for own in [best.first, best.second] {
      plan.take(Int(pairs.swaps[own].line), in: Int(pairs.swaps[own].decision))
    }
    plan.refresh()
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
      var next = plan.cost
      if cost - next <= 1e-12 * abs(cost) {
        if isGoodEnough(next) || !improveByPairs(&plan) { return }
        next = plan.cost
      }
      if cost - next <= 1e-12 * abs(cost) { return }
      cost = next
    }
  }

  /// Two swaps of little regret that together save cost and keep the rows; whether any were found.
  private func improveByPairs(_ plan: inout PlanInProgress) -> Bool {
    let room = plan.cost - bound
    let pairs = SwapPairs(
      plan, Array(scan.swaps(plan, aim: .nearTie(room)).prefix(Self.pairable)))
    let least = 1e-12 * abs(plan.cost)
    var isSpent = Array(repeating: false, count: pairs.swaps.count)
    var isFound = false
    for first in pairs.swaps.indices {
      if isOutOfTime { return isFound }
      if isSpent[first] { continue }
      var best = -1
      var bestSaving = least
      for second in pairs.swaps.indices where second != first && !isSpent[second] {
        let saving = pairs.saved[first] + pairs.saved[second]
        if saving > bestSaving, pairs.isDistinct(first, second), pairs.holds(plan, first, second) {
          best = second
          bestSaving = saving
        }
      }
      if best < 0 { continue }
      for own in [first, best] {
        let decision = pairs.swaps[own].decision
        plan.take(Int(pairs.swaps[own].line), in: Int(decision))
        // What is known of the other swaps of this decision no longer holds.
        for other in pairs.swaps.indices where pairs.swaps[other].decision == decision {
          isSpent[other] = true
        }
      }
      isFound = true
    }
    return isFound
  }
}
