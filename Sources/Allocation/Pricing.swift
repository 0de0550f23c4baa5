internal import PlanModel

/// Prices of the rows, and what follows from them by arithmetic alone.
///
/// For prices y ≥ 0 on ≥ rows, ≤ 0 on ≤ rows and any on equalities, no plan costs less than
/// Σ y·rhs + Σ over decisions of min(0, cheapest option at the prices): the Lagrangian bound
/// (Geoffrion, Mathematical Programming Study 2, 1974, 82–114). It holds for any such prices, so it does not matter
/// how well they were computed.
struct Pricing {
  /// How much the cost of the relaxation grows per unit of right-hand side, for each row.
  let prices: [Double]
  /// What no plan costs less than.
  let bound: Double
  /// By how much rounding may have moved the bound.
  let accuracy: Double
  /// The cost of each option less what it earns at the prices.
  let pricedCost: [Double]
  /// By how much each free option is worse at the prices than the best of its decision; infinite for options that are
  /// not free.
  let regret: [Double]

  init(_ problem: CoupledProblem, _ reduction: Reduction, cost: [Double], prices raw: [Double]) {
    prices = zip(problem.rows, raw).map { $0.allowed($1) }
    let prices = prices
    let priced = cost.indices.map { problem.pricedCost(of: $0, costing: cost[$0], at: prices) }
    pricedCost = priced

    var total = CompensatedSum()
    var size = 0.0
    for row in reduction.rows where prices[row] != 0 {
      total.add(prices[row] * problem.rows[row].rhs)
      size += abs(prices[row] * problem.rows[row].rhs)
      // A plan may use up the tolerance, so the bound must allow for it.
      total.add(-abs(prices[row]) * problem.rows[row].tolerance)
    }
    for option in reduction.fixed { total.add(priced[option]) }
    var best = Array(repeating: 0.0, count: problem.decisionCount)
    for option in reduction.free {
      let decision = Int(problem.decision[option])
      best[decision] = min(best[decision], priced[option])
    }
    for value in best { total.add(value) }
    size += best.reduce(0) { $0 + abs($1) }
    bound = total.value
    // A few units in the last place of every term; generous, because products and sums of options round as well.
    accuracy = 1e-13 * size
    var regret = Array(repeating: Double.infinity, count: cost.count)
    for option in reduction.free {
      regret[option] = priced[option] - best[Int(problem.decision[option])]
    }
    self.regret = regret
  }

  /// Whether weights of the rows, such as Clp gives for a relaxation that it calls infeasible, prove by our own arithmetic
  /// that no plan keeps the rows to their tolerance: that a plan which costs nothing costs more than nothing.
  ///
  /// - Parameter ray: One weight a row of the problem, of either sign.
  static func provesNoPlan(_ problem: CoupledProblem, _ reduction: Reduction, ray: [Double]) -> Bool
  {
    let cost = Array(repeating: 0.0, count: problem.optionCount)
    return [1.0, -1].contains { sign in
      let pricing = Pricing(problem, reduction, cost: cost, prices: ray.map { $0 * sign })
      return pricing.bound > pricing.accuracy
    }
  }
}
