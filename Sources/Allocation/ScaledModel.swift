internal import CBCBinding
internal import PlanModel

/// The solver's view of a reduced problem: columns for options, costs and rows at a size the solver's tolerances fit.
///
/// CBC and Clp compare with absolute tolerances. Scales are powers of ten, and rows of a handy size are left alone,
/// because whole numbers help CBC and right-hand sides that are off by rounding mislead its preprocessing.
struct ScaledModel {
  /// The largest cost is scaled to 1 to 10 times this. CBC takes two plans for equal when their costs differ by less than
  /// 1e-5.
  static let largestCost = 1e5

  var model = LinearModel()
  /// The option of each column.
  let options: [Int]
  /// The rows of the problem that the first rows of the model stand for.
  let rows: [Int]
  /// What each of them was multiplied with.
  private(set) var rowScale: [Double] = []
  /// What costs were multiplied with.
  let costScale: Double

  /// Builds the model.
  ///
  /// - Parameters:
  ///   - options: The options to have columns for; free ones of the reduction, ascending.
  ///   - isInteger: Whether columns are whole. Then coefficients of covering rows are cut to the right-hand side, which
  ///     changes no plan and brings the relaxation closer to the plans.
  ///   - tightening: By how much each row of the problem is tightened, in its own unit; empty: by nothing.
  ///   - isWide: Whether rows, equalities too, are widened by their tolerance: then the model has every plan that counts.
  init(
    _ problem: CoupledProblem, _ reduction: Reduction, cost: [Double], options: [Int],
    isInteger: Bool, tightening: [Double] = [], isWide: Bool = false
  ) {
    self.options = options
    rows = reduction.rows
    let largest = options.reduce(0) { max($0, abs(cost[$1])) }
    costScale = largest > 0 ? Self.largestCost * PowerOfTen.scale(for: largest) : 1
    let costScale = costScale

    var position = Array(repeating: -1, count: problem.rows.count)
    for (index, row) in rows.enumerated() { position[row] = index }
    var hasNegative = Array(repeating: false, count: rows.count)
    var scale = Array(repeating: 0.0, count: rows.count)
    for option in options {
      for entry in problem.starts[option]..<problem.starts[option + 1] {
        let index = position[Int(problem.entryRow[entry])]
        if index < 0 { continue }
        if problem.entryValue[entry] < 0 { hasNegative[index] = true }
        scale[index] = max(scale[index], abs(problem.entryValue[entry]))
      }
    }
    // The right-hand side that is left for the free options of a covering row without negative coefficients.
    var cap = Array(repeating: Double.infinity, count: rows.count)
    for (index, row) in rows.enumerated() {
      let rest = problem.rows[row].rhs - reduction.base[row]
      if isInteger, problem.rows[row].sense == .atLeast, !hasNegative[index], rest > 0 {
        cap[index] = rest
      }
      let largest = min(scale[index], cap[index])
      scale[index] = (0.01...10_000).contains(largest) ? 1 : PowerOfTen.scale(for: largest)
      // An equality stays one at first: bounds that differ by little make CBC lose solutions, and so, more rarely, do
      // equalities. Where CBC finds nothing, it is asked again with wide rows.
      var tighter =
        tightening.isEmpty || problem.rows[row].sense == .equal ? 0 : tightening[row]
      if isWide { tighter -= problem.rows[row].tolerance }
      model.addRow(
        lower: problem.rows[row].sense == .atMost ? -.infinity : (rest + tighter) * scale[index],
        upper: problem.rows[row].sense == .atLeast ? .infinity : (rest - tighter) * scale[index])
    }
    rowScale = scale

    var freeInDecision = Array(repeating: 0, count: problem.decisionCount)
    for option in options { freeInDecision[Int(problem.decision[option])] += 1 }
    var decisionRow = Array(repeating: -1, count: problem.decisionCount)
    for decision in 0..<problem.decisionCount where freeInDecision[decision] > 1 {
      decisionRow[decision] = model.addRow(lower: -.infinity, upper: 1)
    }
    var entries: [(row: Int, value: Double)] = []
    for option in options {
      entries.removeAll(keepingCapacity: true)
      for entry in problem.starts[option]..<problem.starts[option + 1] {
        let index = position[Int(problem.entryRow[entry])]
        if index < 0 { continue }
        entries.append((index, min(problem.entryValue[entry], cap[index]) * scale[index]))
      }
      let row = decisionRow[Int(problem.decision[option])]
      if row >= 0 { entries.append((row, 1)) }
      model.addColumn(objective: cost[option] * costScale, isInteger: isInteger, entries: entries)
    }
  }

  /// The prices of the problem's rows from those of the model's rows.
  func unscaled(prices: [Double], rowCount: Int) -> [Double] {
    var result = Array(repeating: 0.0, count: rowCount)
    for (index, row) in rows.enumerated() where index < prices.count {
      result[row] = prices[index] * rowScale[index] / costScale
    }
    return result
  }

  /// The options that a solution chooses: in each decision the largest value, if it is over one half.
  func chosen(from values: [Double], in problem: CoupledProblem) -> [Int] {
    var best: [Int32: (option: Int, value: Double)] = [:]
    for (column, option) in options.enumerated() where values[column] > 0.5 {
      let decision = problem.decision[option]
      if let known = best[decision], known.value >= values[column] { continue }
      best[decision] = (option, values[column])
    }
    return best.values.map(\.option).sorted()
  }
}

/// Scaling by powers of ten, which keeps numbers of few digits short.
enum PowerOfTen {
  /// The power of ten that brings a size to 1…10; 1 for sizes that cannot be scaled.
  static func scale(for size: Double) -> Double {
    guard size > 0, size.isFinite else { return 1 }
    var scale = 1.0
    // Powers up to 1e22 are exact, so the loops make no rounding of their own in the common range.
    while size * scale >= 10, scale > 1e-290 { scale /= 10 }
    while size * scale < 1, scale < 1e290 { scale *= 10 }
    return scale
  }
}
