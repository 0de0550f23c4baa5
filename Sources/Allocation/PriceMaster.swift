internal import CBCBinding
internal import PlanModel

/// Where the prices of the rows should be, by all choices seen so far.
///
/// A choice that costs c and brings a row to a says that no bound at prices y is above c + Σ y (rhs − a), whatever
/// prices it was found at. The prices with the largest bound that all of these allow come from a small linear programme (Kelley,
/// Journal of the Society for Industrial and Applied Mathematics 8, 1960, 703–712), kept near the best prices so far by a box
/// (Marsten, Hogan and Blankenship, Operations Research 23, 1975, 389–405). Its dual weighs the choices: the mix
/// of them that keeps the rows.
struct PriceMaster {
  /// One choice.
  private struct Cut {
    var cost: Double
    var sums: [Double]
    /// How many nodes have each label.
    var counts: [Double]
  }

  private let problem: CoupledProblem
  /// What a price of each row is measured by.
  private let unit: [Double]
  /// What costs are measured by.
  private let costUnit: Double
  private var cuts: [Cut] = []
  /// How many nodes have each label in the mix that keeps the rows.
  private(set) var shares: [Double]

  /// - Parameters:
  ///   - size: The size of the costs, more than 0.
  ///   - norms: The size of each row's sum.
  init(_ problem: CoupledProblem, size: Double, norms: [Double], labels: Int) {
    self.problem = problem
    costUnit = size
    unit = norms.map { size / $0 }
    shares = Array(repeating: 0, count: labels)
  }

  /// Takes a choice in.
  mutating func add(cost: Double, sums: [Double], labels: [Int32]) {
    var counts = Array(repeating: 0.0, count: shares.count)
    for label in labels { counts[Int(label)] += 1 }
    cuts.append(Cut(cost: cost, sums: sums, counts: counts))
  }

  /// The best prices by what is known, and the bound that they may reach; nil where they cannot be computed.
  ///
  /// - Parameters:
  ///   - centre: The best prices so far.
  ///   - reach: How far each price may be from them, as a share of its unit.
  mutating func next(centre: [Double], reach: Double) -> (prices: [Double], bound: Double)? {
    var model = LinearModel()
    for cut in cuts { model.addRow(lower: -.infinity, upper: cut.cost / costUnit) }
    // Maximise the bound: its column first, then a column a price.
    model.addColumn(
      objective: -1, lower: -.infinity, upper: .infinity, isInteger: false,
      entries: cuts.indices.map { ($0, 1) })
    for (row, limits) in problem.rows.enumerated() {
      let middle = centre[row] / unit[row]
      var low = middle - reach
      var high = middle + reach
      if limits.sense == .atMost { high = min(0, high) }
      if limits.sense == .atLeast { low = max(0, low) }
      model.addColumn(
        objective: 0, lower: min(low, high), upper: max(low, high), isInteger: false,
        entries: cuts.enumerated().compactMap { index, cut in
          let slope = (cut.sums[row] - limits.rhs) * unit[row] / costUnit
          return slope == 0 ? nil : (index, slope)
        })
    }
    guard let solver = try? RelaxationSolver(model), (try? solver.solve()) == .optimal else {
      return nil
    }
    let values = solver.values
    let weights = solver.prices
    shares = Array(repeating: 0, count: shares.count)
    for (cut, weight) in zip(cuts, weights) {
      for label in shares.indices { shares[label] += abs(weight) * cut.counts[label] }
    }
    return (
      problem.rows.indices.map { values[$0 + 1] * unit[$0] }, values[0] * costUnit
    )
  }
}
