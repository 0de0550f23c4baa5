internal import CBCBinding
internal import PlanModel

/// A rule that every plan keeps and a wrong answer of the solver breaks: Σ coefficient over chosen options ≤ limit.
struct OptionCut: Sendable {
  /// The options with their coefficients.
  var coefficients: [(option: Int, value: Double)] = []
  var limit: Double

  /// Forbids one way of breaking a row: of the chosen options that push it over, one must go or one that makes up for
  /// them must come.
  init(
    brokenRow row: Int, of problem: CoupledProblem, _ reduction: Reduction, chosen: [Int]
  ) {
    let direction = problem.activities(of: chosen)[row] > problem.rows[row].rhs ? 1.0 : -1.0
    let isChosen = Set(chosen)
    limit = -1
    for option in reduction.free {
      for entry in problem.starts[option]..<problem.starts[option + 1]
      where problem.entryRow[entry] == Int32(row) {
        let value = direction * problem.entryValue[entry]
        if value > 0, isChosen.contains(option) {
          coefficients.append((option, 1))
          limit += 1
        } else if value < 0, !isChosen.contains(option) {
          coefficients.append((option, -1))
        }
      }
    }
  }

  /// Forbids a block that is too small: of its units one must leave it or bring more, or a neighbour must join.
  init(smallBlock block: Block, of problem: CompactProblem, chosen: [Int]) {
    let amounts = problem.blockAmounts[block.rule]
    let nodes = Set(block.nodes)
    var around: Set<Int> = []
    var brought: [Int: Double] = [:]
    for option in chosen where problem.label[option] >= 0 {
      let node = Int(problem.nodeOfDecision[Int(problem.coupled.decision[option])])
      if nodes.contains(node) { brought[node] = amounts[option] }
    }
    limit = Double(block.nodes.count) - 1
    for node in block.nodes {
      for entry in problem.graph.entries(of: node) {
        let next = Int(problem.graph.neighbour[entry])
        if !nodes.contains(next), around.insert(next).inserted {
          Self.forEachOption(of: next, problem, block.rule) { coefficients.append(($0, -1)) }
        }
      }
      // Options that bring no more than the chosen ones leave the block as small as it is.
      Self.forEachOption(of: node, problem, block.rule) {
        if amounts[$0] <= brought[node, default: 0] { coefficients.append(($0, 1)) }
      }
    }
  }

  private static func forEachOption(
    of node: Int, _ problem: CompactProblem, _ rule: Int, _ body: (Int) -> Void
  ) {
    let decision = Int(problem.decisionOfNode[node])
    if decision < 0 { return }
    for option in problem.coupled.options(of: decision) where problem.counts(Int(option), for: rule)
    {
      body(Int(option))
    }
  }
}

extension ScaledModel {
  /// Adds a rule as one more row of the model.
  mutating func add(_ cut: OptionCut) {
    let coefficient = Dictionary(
      cut.coefficients.map { ($0.option, $0.value) }, uniquingKeysWith: +)
    var columns = LinearModel()
    columns.rowLower = model.rowLower
    columns.rowUpper = model.rowUpper
    let row = columns.addRow(lower: -.infinity, upper: cut.limit)
    for (column, option) in options.enumerated() {
      var entries = entries(of: column)
      if let value = coefficient[option] { entries.append((row, value)) }
      columns.addColumn(
        objective: model.objective[column], isInteger: true, entries: entries)
    }
    model = columns
  }

  /// The entries of a column.
  func entries(of column: Int) -> [(row: Int, value: Double)] {
    (Int(model.starts[column])..<Int(model.starts[column + 1])).map {
      (row: Int(model.indices[$0]), value: model.values[$0])
    }
  }
}
