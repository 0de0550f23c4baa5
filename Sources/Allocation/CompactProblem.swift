internal import PlanModel

/// A problem whose units are also coupled by borders: unlike classes of neighbours cost something, and some classes must
/// come in blocks.
struct CompactProblem: Sendable {
  /// The problem without borders and blocks.
  let coupled: CoupledProblem
  let graph: UnitGraph
  /// The rules for blocks.
  let clusters: [PlanningProblem.Cluster]
  /// The classes that options of slot 0 have, ascending, after 0 for nothing; a label is a position in it.
  let classes: [Int32]
  /// The label of each option in slot 0; −1 for options of other slots, which no border sees.
  let label: [Int32]
  /// What each option brings to a block, a column a rule.
  let blockAmounts: [[Double]]
  /// Whether a block only grows with its units, for each rule: no option brings less than nothing.
  let onlyGrows: [Bool]
  /// Whether each label counts for each rule.
  let isInBlock: [[Bool]]
  /// The node of each decision; −1 for decisions in other slots.
  let nodeOfDecision: [Int32]
  /// The decision in slot 0 of each node; −1 where the unit has none.
  let decisionOfNode: [Int32]

  var optionCount: Int { coupled.optionCount }
  /// The number of labels, nothing included.
  var labelCount: Int { classes.count }

  /// Makes a problem ready where borders or blocks count in it; nil where neither do.
  init?(where problem: PlanningProblem, coupled: CoupledProblem) {
    let hasBorders =
      problem.compactness.map { term in
        term.penalty != 0 && term.length.contains { $0 != 0 }
      } ?? false
    guard hasBorders || !problem.clusters.isEmpty else { return nil }
    self.init(problem, coupled: coupled)
  }

  /// Makes a problem ready; it must have no errors by `problemDiagnostics`.
  init(_ problem: PlanningProblem, coupled: CoupledProblem) {
    self.coupled = coupled
    graph = UnitGraph(units: problem.units, problem.compactness)
    clusters = problem.clusters
    var present: Set<Int32> = [0]
    for option in 0..<problem.optionCount where problem.slot[option] == 0 {
      present.insert(problem.optionClass[option])
    }
    let classes = present.sorted()
    self.classes = classes
    var position: [Int32: Int32] = [:]
    for (index, value) in classes.enumerated() { position[value] = Int32(index) }
    label = (0..<problem.optionCount).map { option in
      problem.slot[option] == 0 ? position[problem.optionClass[option], default: 0] : -1
    }
    blockAmounts = problem.clusters.map { cluster in
      cluster.amount.map { problem.amounts[$0].values }
        ?? Array(repeating: 1, count: problem.optionCount)
    }
    onlyGrows = blockAmounts.map { amounts in amounts.allSatisfy { $0 >= 0 } }
    isInBlock = problem.clusters.map { cluster in
      // Nothing chosen is no block, even where a rule names class 0.
      classes.enumerated().map { $0.offset > 0 && cluster.classes.contains($0.element) }
    }
    var nodeOfDecision = Array(repeating: Int32(-1), count: coupled.decisionCount)
    var decisionOfNode = Array(repeating: Int32(-1), count: problem.units)
    for decision in 0..<coupled.decisionCount {
      guard let first = coupled.options(of: decision).first, problem.slot[Int(first)] == 0
      else { continue }
      let node = graph.nodeOf[Int(problem.unit[Int(first)])]
      nodeOfDecision[decision] = node
      decisionOfNode[Int(node)] = Int32(decision)
    }
    self.nodeOfDecision = nodeOfDecision
    self.decisionOfNode = decisionOfNode
  }

  /// The label of each node in a plan.
  func labels(of chosen: some Sequence<Int>) -> [Int32] {
    var labels = Array(repeating: Int32(0), count: graph.count)
    for option in chosen where label[option] > 0 {
      labels[Int(nodeOfDecision[Int(coupled.decision[option])])] = label[option]
    }
    return labels
  }

  /// The cost of a plan: its options and its borders, compensated.
  func cost(of chosen: [Int]) -> Double {
    var sum = CompensatedSum()
    for option in chosen { sum.add(coupled.cost[option]) }
    addBorders(of: chosen, to: &sum)
    return sum.value
  }

  /// What the borders of a plan cost.
  func borderCost(of chosen: [Int]) -> Double {
    var sum = CompensatedSum()
    addBorders(of: chosen, to: &sum)
    return sum.value
  }

  private func addBorders(of chosen: [Int], to sum: inout CompensatedSum) {
    let labels = labels(of: chosen)
    for node in 0..<graph.count {
      for entry in graph.middle[node]..<graph.starts[node + 1]
      where labels[node] != labels[Int(graph.neighbour[entry])] {
        sum.add(graph.weight[entry])
      }
    }
  }

  /// The first rule for blocks, by its position, that a plan breaks when it takes one option in the place of another; −1
  /// stands for nothing chosen.
  func brokenRule(of chosen: [Int], replacing pick: Int, by other: Int) -> Int? {
    if clusters.isEmpty { return nil }
    return smallBlocks(of: chosen.filter { $0 != pick } + (other < 0 ? [] : [other])).map(\.rule)
      .min()
  }

  /// Whether a plan keeps all rows, to their tolerance, and all rules for blocks.
  func holds(_ chosen: [Int]) -> Bool {
    coupled.brokenRows(of: chosen).isEmpty
      && (clusters.isEmpty || smallBlocks(of: chosen).isEmpty)
  }
}
