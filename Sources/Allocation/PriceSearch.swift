internal import PlanModel

/// Prices of the rows that make the Lagrangian dual large: Newton's method on its smoothed twin, whose temperature falls
/// from stage to stage.
///
/// At a temperature, each decision is a mixture of its options; the mixtures respond smoothly to prices, so a few Newton
/// steps by the arrow-shaped curvature set thousands of prices at once. As the temperature falls, the mixtures become
/// choices. Prices that may not be negative are held at 0 while the gradient pushes them there (projected Newton:
/// Bertsekas, SIAM Journal on Control and Optimization 20, 1982, 221–246).
struct PriceSearch {
  /// What the search came to.
  struct Result {
    /// The best prices found, in the sense of least cost.
    var prices: [Double]
    /// The Lagrangian dual there: what no plan costs less than, but for rounding.
    var dual: Double
    /// Σ |terms| of the dual there.
    var size: Double
    /// The temperature that was reached.
    var temperature: Double
    /// The prices at which the mixtures of that temperature come nearest to keeping the rows.
    var mixed: [Double]
    /// Whether the dual exceeds what any choice costs: no plan keeps the rows.
    var provesNoPlan: Bool
  }

  let table: DecisionTable
  let workers: Workers
  /// Seconds that are left; nil: no limit.
  var secondsLeft: () -> Double? = { nil }
  /// The share of the objective to which the prices are sought.
  var accuracy = 1e-5

  /// Stages at most; each is cooler than the one before.
  static let stages = 16
  /// By what the temperature falls.
  static let cooling = 0.12
  /// How often a step is solved for anew because prices at 0 would leave the allowed side.
  static let holdings = 4
  /// Newton steps in a stage at most.
  static let stepsInStage = 12

  /// Searches from zero prices, or from known ones.
  func search(from known: [Double]? = nil) -> Result {
    let system = ArrowSystem(table)
    let scale = table.costScale
    let most = dearest()
    var prices = table.rows.indices.map { row in
      known.map { table.rows[row].allowed($0[row]) } ?? 0
    }
    // Known prices need no tour through the heat: what they lack is local.
    var temperature = known == nil ? scale : scale * 0.004
    var result = Result(
      prices: prices, dual: -.infinity, size: 0, temperature: temperature, mixed: prices,
      provesNoPlan: false)
    var pass = self.pass(prices, temperature, &result)
    if table.rows.isEmpty { return result }
    for _ in 0..<Self.stages {
      var relaxation = 1e-9
      for _ in 0..<Self.stepsInStage {
        if result.dual > most + 1e-9 * (result.size + abs(most)) {
          result.provesNoPlan = true
          return result
        }
        if let left = secondsLeft(), left <= 0 { return result }
        let gradient = pass.gradient(table)
        var isHeld = table.rows.indices.map { row in
          prices[row] == 0 && isAgainst(table.rows[row].sense, gradient[row])
        }
        let diagonal = system.diagonal(pass, temperature: temperature)
        // A row to which nothing responds now still has a scale: the cost of an option over its coefficient.
        let damping = zip(table.rows, diagonal).map { row, own in
          let natural = row.scale * row.scale / scale
          return relaxation * (own + natural) + 1e-9 * natural
        }
        var step: [Double] = []
        for _ in 0..<Self.holdings {
          step = system.step(
            pass, temperature: temperature, gradient: gradient, isHeld: isHeld, damping: damping)
          // A step that leaves the allowed side would be cut off, and what is left of it need not gain anything.
          let leaving = step.indices.filter {
            prices[$0] == 0 && step[$0] != 0 && table.rows[$0].allowed(step[$0]) == 0
          }
          if leaving.isEmpty { break }
          for row in leaving { isHeld[row] = true }
        }
        limit(&step, prices: prices, temperature: temperature, system: system)
        guard
          let next = move(
            prices, by: step, gradient: gradient, from: pass, temperature: temperature, &result)
        else {
          if relaxation > 1 { break }
          relaxation *= 1000
          continue
        }
        let gain = next.pass.smoothed - pass.smoothed
        relaxation = max(1e-9, relaxation * (next.length == 1 ? 0.1 : 3))
        prices = next.prices
        pass = next.pass
        // A tenth of what the smoothing itself hides is near enough for this stage.
        if gain <= 0.1 * max(pass.dual - pass.smoothed, 0.1 * accuracy * abs(pass.dual)) { break }
      }
      result.temperature = temperature
      result.mixed = prices
      // The smoothed dual is below the dual by what the mixtures hide; where that is little, the prices are set.
      if pass.dual - pass.smoothed <= accuracy * max(abs(pass.dual), 1e-9 * result.size) { break }
      temperature *= Self.cooling
      pass = self.pass(prices, temperature, &result)
    }
    return result
  }

  private func pass(
    _ prices: [Double], _ temperature: Double, _ result: inout Result
  ) -> DualPass {
    let pass = DualPass(table, prices: prices, temperature: temperature, workers: workers)
    if pass.dual > result.dual {
      result.dual = pass.dual
      result.size = pass.size
      result.prices = prices
    }
    return pass
  }

  /// A step that gains enough (Armijo), halved until it does; nil where even a thousandth gains nothing.
  private func move(
    _ prices: [Double], by step: [Double], gradient: [Double], from pass: DualPass,
    temperature: Double, _ result: inout Result
  ) -> (prices: [Double], pass: DualPass, length: Double)? {
    var length = 1.0
    while length > 1e-3 {
      var moved = prices
      var promised = 0.0
      for row in prices.indices {
        moved[row] = table.rows[row].allowed(prices[row] + length * step[row])
        promised += gradient[row] * (moved[row] - prices[row])
      }
      let next = self.pass(moved, temperature, &result)
      let gain = next.smoothed - pass.smoothed
      if promised > 0, gain >= 1e-4 * promised, gain > 1e-15 * pass.size {
        return (moved, next, length)
      }
      length *= 0.3
    }
    return nil
  }

  /// Holds a step to where the mixtures still resemble themselves, but lets prices double.
  ///
  /// Prices that many decisions share are scaled together, which keeps the direction; a member's own price is cut by itself,
  /// so that one district to which nothing responds does not hold all others up.
  private func limit(
    _ step: inout [Double], prices: [Double], temperature: Double, system: ArrowSystem
  ) {
    func most(_ row: Int) -> Double {
      max(30 * temperature / table.rows[row].scale, 2 * abs(prices[row]))
    }
    var share = 1.0
    for row in step.indices where !system.isLocal(row) && abs(step[row]) > most(row) {
      share = min(share, most(row) / abs(step[row]))
    }
    for row in step.indices {
      step[row] *= share
      if system.isLocal(row) { step[row] = min(most(row), max(-most(row), step[row])) }
    }
  }

  /// Whether a price of 0 would be pushed to the side that its row forbids, or nowhere.
  private func isAgainst(_ sense: RowSense, _ gradient: Double) -> Bool {
    switch sense {
    case .atLeast: gradient <= 0
    case .atMost: gradient >= 0
    case .equal: false
    }
  }

  /// What the dearest choice costs.
  private func dearest() -> Double {
    var most = CompensatedSum()
    for decision in 0..<table.decisionCount {
      var dearest = table.mustChoose[decision] ? -Double.infinity : 0
      for line in table.lines(of: decision) {
        let cost = table.lines[line * table.stride]
        if cost.isFinite { dearest = max(dearest, cost) }
      }
      most.add(dearest)
    }
    return most.value
  }
}
