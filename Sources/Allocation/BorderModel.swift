internal import CBCBinding
internal import PlanModel

/// The solver's view of a problem with borders: the columns and rows of `ScaledModel`, and for each border and class a
/// column for "left has the class and right has not".
///
/// Of two unlike units exactly one class is the left one's alone, so the border's columns add up to 1 where its units are
/// unlike and to 0 where they are alike. The relaxation is the one that message passing bounds.
struct BorderModel {
  var scaled: ScaledModel
  var model: LinearModel { scaled.model }
  /// What borders between settled units cost, in the problem's unit.
  private(set) var settledCost = 0.0
  /// What costs were multiplied with, so that options and borders have the size that the solver's tolerances fit.
  let costScale: Double
  /// For each column of a border, the border's lower and higher node and the label.
  private var borderColumns: [(left: Int, right: Int, label: Int32)] = []

  /// Builds the model.
  ///
  /// - Parameters:
  ///   - weightLimit: Borders cost at most this much in the model.
  ///   - cuts: Rules that were found to be needed.
  init(
    _ problem: CompactProblem, _ reduction: Reduction, options: [Int], weightLimit: Double,
    cuts: [OptionCut], tightening: [Double], isWide: Bool
  ) {
    scaled = ScaledModel(
      problem.coupled, reduction, cost: problem.coupled.cost, options: options, isInteger: true,
      tightening: tightening, isWide: isWide)
    let optionCount = options.count
    var largest = options.reduce(0) { max($0, abs(problem.coupled.cost[$1])) }
    for weight in problem.graph.weight { largest = max(largest, min(weight, weightLimit)) }
    costScale = largest > 0 ? ScaledModel.largestCost * PowerOfTen.scale(for: largest) : 1
    let factor = costScale / scaled.costScale
    var columnOf = Array(repeating: -1, count: problem.optionCount)
    for (column, option) in options.enumerated() { columnOf[option] = column }
    var extra = Array(repeating: [(row: Int, value: Double)](), count: optionCount)
    var isFixed = Array(repeating: false, count: problem.optionCount)
    for option in reduction.fixed { isFixed[option] = true }
    var rows = LinearModel()
    rows.rowLower = scaled.model.rowLower
    rows.rowUpper = scaled.model.rowUpper

    for cut in cuts {
      var limit = cut.limit
      var entries: [(column: Int, value: Double)] = []
      for (option, value) in cut.coefficients {
        if columnOf[option] >= 0 {
          entries.append((columnOf[option], value))
        } else if isFixed[option] {
          limit -= value
        }
      }
      let row = rows.addRow(lower: -.infinity, upper: limit)
      for (column, value) in entries { extra[column].append((row, value)) }
    }

    var labelOf = Array(repeating: Int32(0), count: problem.graph.count)
    var free = Array(repeating: [Int](), count: problem.graph.count)
    for option in reduction.fixed where problem.label[option] >= 0 {
      labelOf[Int(problem.nodeOfDecision[Int(problem.coupled.decision[option])])] =
        problem.label[option]
    }
    for option in options where problem.label[option] > 0 {
      free[Int(problem.nodeOfDecision[Int(problem.coupled.decision[option])])].append(option)
    }
    var columns: [(row: Int, cost: Double)] = []
    for left in 0..<problem.graph.count {
      for entry in problem.graph.middle[left]..<problem.graph.starts[left + 1]
      where problem.graph.weight[entry] > 0 {
        let right = Int(problem.graph.neighbour[entry])
        let weight = min(problem.graph.weight[entry], weightLimit)
        if free[left].isEmpty, free[right].isEmpty {
          if labelOf[left] != labelOf[right] { settledCost += weight }
          continue
        }
        let own = Set(free[left].map { problem.label[$0] } + [0, labelOf[left]])
        for label in own.sorted() {
          // Σ of the class on the left − Σ of the class on the right − column ≤ 0.
          let row = rows.addRow(lower: -.infinity, upper: 0)
          for (node, sign) in [(left, 1.0), (right, -1.0)] {
            if label == 0, !free[node].isEmpty {
              // Nothing is what is left of one choice.
              rows.rowUpper[row] -= sign
              for option in free[node] { extra[columnOf[option]].append((row, -sign)) }
            } else if free[node].isEmpty {
              if labelOf[node] == label { rows.rowUpper[row] -= sign }
            } else {
              for option in free[node] where problem.label[option] == label {
                extra[columnOf[option]].append((row, sign))
              }
            }
          }
          columns.append((row, weight))
          borderColumns.append((left, right, label))
        }
      }
    }
    for column in 0..<optionCount {
      rows.addColumn(
        objective: scaled.model.objective[column] * factor, isInteger: true,
        entries: scaled.entries(of: column) + extra[column])
    }
    for (row, cost) in columns {
      rows.addColumn(
        objective: cost * costScale, upper: 1, isInteger: false, entries: [(row, -1)])
    }
    scaled.model = rows
  }

  /// The values of all columns for a plan.
  func values(of chosen: [Int], in problem: CompactProblem) -> [Double] {
    let isChosen = Set(chosen)
    let labels = problem.labels(of: chosen)
    return scaled.options.map { isChosen.contains($0) ? 1 : 0 }
      + borderColumns.map { labels[$0.left] == $0.label && labels[$0.right] != $0.label ? 1 : 0 }
  }
}
