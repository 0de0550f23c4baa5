internal import CBCBinding
internal import PlanModel

/// The solver's view of a reduced problem: columns for options, rows divided by their largest coefficient.
///
/// CBC and Clp compare with absolute tolerances, so costs and rows are brought to a size where these mean something.
struct ScaledModel {
  /// The largest cost is scaled to this. CBC takes two plans for equal when their costs differ by less than 1e-5.
  static let largestCost = 1e5

  var model = LinearModel()
  /// The option of each column.
  let options: [Int]
  /// The rows of the problem that the first rows of the model stand for.
  let rows: [Int]
  /// What each of them was divided by.
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
  init(
    _ problem: CoupledProblem, _ reduction: Reduction, cost: [Double], options: [Int],
    isInteger: Bool, tightening: [Double] = []
  ) {
    self.options = options
    rows = reduction.rows
    let largest = options.reduce(0) { max($0, abs(cost[$1])) }
    costScale = largest > 0 ? Self.largestCost / largest : 1

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
      scale[index] = min(scale[index], cap[index])
      if scale[index] == 0 { scale[index] = 1 }
      let tighter = tightening.isEmpty ? 0 : tightening[row]
      let slack = problem.rows[row].tolerance - tighter
      model.addRow(
        lower: problem.rows[row].sense == .atMost ? -.infinity : (rest - slack) / scale[index],
        upper: problem.rows[row].sense == .atLeast ? .infinity : (rest + slack) / scale[index])
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
        entries.append((index, min(problem.entryValue[entry], cap[index]) / scale[index]))
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
      result[row] = prices[index] / rowScale[index] / costScale
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
