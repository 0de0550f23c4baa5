internal import PlanModel

/// One decision that takes another line.
struct Swap: Sendable {
  var decision: Int32
  /// The line that it takes; −1: nothing.
  var line: Int32
  /// How dear the swap is for what it does; small is good.
  var score: Double
}

/// Passes over all decisions that look for the best swap of each.
struct SwapScan {
  /// What a swap is good for.
  enum Aim: Sendable {
    /// Missed rows are missed by less, at the least regret.
    case repair
    /// The plan costs less, and all rows hold as before.
    case improve
    /// The least regret at the prices, up to a largest.
    case nearTie(Double)
    /// The least |regret| at the prices, all lines of a decision.
    case anyTie

    /// Whether it matters what a swap does to the rows.
    var countsRows: Bool {
      switch self {
      case .repair, .improve: true
      case .nearTie, .anyTie: false
      }
    }
  }

  let table: DecisionTable
  let prices: [Double]
  let workers: Workers
  /// What it costs to miss each row, by a unit of its sum.
  let weights: [Double]

  init(_ table: DecisionTable, prices: [Double], workers: Workers) {
    self.table = table
    self.prices = prices
    self.workers = workers
    weights = zip(table.rows, prices).map { max(abs($1), 0.5 * table.costScale / $0.scale) }
  }

  /// The best swap of each decision that has one, by score and then by decision and line.
  func swaps(_ plan: PlanInProgress, aim: Aim) -> [Swap] {
    var isNeedy: [Bool] = []
    if case .repair = aim {
      let families = table.families.count
      isNeedy = (0..<table.signatureCount).map { signature in
        (0..<families).contains { family in
          let row = Int(table.signatureRows[signature * families + family])
          return row >= 0 && plan.missed(row, sum: plan.sums[row]) > 0
        }
      }
    }
    let needy = isNeedy
    let parts =
      (try? workers.mapChunks(of: table.decisionCount, size: DualPass.chunk) { range -> [Swap] in
        var found: [Swap] = []
        var before = Array(repeating: 0.0, count: table.families.count)
        for decision in range where needy.isEmpty || needy[Int(table.signature[decision])] {
          best(of: decision, plan, aim, &before, &found)
        }
        return found
      }) ?? []
    return parts.flatMap { $0 }.sorted {
      ($0.score, $0.decision, $0.line) < ($1.score, $1.decision, $1.line)
    }
  }

  private func best(
    of decision: Int, _ plan: PlanInProgress, _ aim: Aim, _ before: inout [Double],
    _ found: inout [Swap]
  ) {
    if table.mustChoose[decision] { return }
    let families = table.families.count
    let rows = Int(table.signature[decision]) * families
    let pick = Int(plan.pick[decision])
    for family in 0..<families {
      before[family] = pick < 0 ? 0 : table.coefficient(of: family, line: pick)
    }
    let pickCost = table.cost(of: pick)
    let first = Int(table.starts[decision])
    let end = Int(table.starts[decision + 1])
    var best = Swap(decision: Int32(decision), line: -1, score: .infinity)
    for candidate in first - 1..<end {
      let line = candidate < first ? -1 : candidate
      if line == pick { continue }
      let cost = table.cost(of: line)
      if !cost.isFinite { continue }
      var earned = 0.0
      var gain = 0.0
      var isKept = true
      for family in 0..<families {
        let row = Int(table.signatureRows[rows + family])
        if row < 0 { continue }
        let change =
          (line < 0 ? 0 : table.coefficient(of: family, line: line)) - before[family]
        if change == 0 { continue }
        earned += prices[row] * change
        if !aim.countsRows { continue }
        let was = plan.missed(row, sum: plan.sums[row])
        let becomes = plan.missed(row, sum: plan.sums[row] + change)
        gain += weights[row] * (was - becomes)
        if becomes > 0, becomes >= was { isKept = false }
      }
      let regret = cost - pickCost - earned
      let score: Double
      switch aim {
      case .repair:
        if !(gain > 0) { continue }
        score = (max(0, regret) + 1e-6 * gain) / gain
      case .improve:
        let saved = pickCost - cost
        if !isKept || !(saved > 0) { continue }
        // Of what the slack that it uses is worth at the prices, the share that is lost.
        score = max(0, regret) / (saved + max(0, regret))
      case .nearTie(let most):
        if regret > most { continue }
        score = regret
      case .anyTie:
        found.append(
          Swap(decision: Int32(decision), line: Int32(line), score: abs(regret)))
        continue
      }
      if score < best.score {
        best.line = Int32(line)
        best.score = score
      }
    }
    if best.score < .infinity { found.append(best) }
  }

  /// How much less the missed rows cost after a swap, at the weights.
  func gain(_ plan: PlanInProgress, _ swap: Swap) -> Double {
    let decision = Int(swap.decision)
    let pick = Int(plan.pick[decision])
    var gain = 0.0
    for family in table.families.indices {
      let row = table.row(of: family, decision: decision)
      if row < 0 { continue }
      let change = plan.change(of: family, from: pick, to: Int(swap.line))
      if change == 0 { continue }
      gain +=
        weights[row]
        * (plan.missed(row, sum: plan.sums[row]) - plan.missed(row, sum: plan.sums[row] + change))
    }
    return gain
  }
}
