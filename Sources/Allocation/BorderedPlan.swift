internal import PlanModel

/// A plan in the making, with what a change of one decision would do to its cost, borders and rows.
struct BorderedPlan {
  let problem: CompactProblem
  /// Whether an option may be chosen or given up: not locked, not impossible.
  let isFree: [Bool]
  /// Whether a decision is settled by a lock.
  let isFixed: [Bool]
  /// The chosen option of each decision, −1 for nothing.
  private(set) var pick: [Int32]
  /// The label of each node.
  private(set) var labels: [Int32]
  /// The sum of each row.
  private(set) var sums: [Double]

  /// Takes up a plan.
  init(
    _ problem: CompactProblem, isFree: [Bool], isFixed: [Bool], chosen: some Sequence<Int>
  ) {
    self.problem = problem
    self.isFree = isFree
    self.isFixed = isFixed
    var pick = Array(repeating: Int32(-1), count: problem.coupled.decisionCount)
    for option in chosen { pick[Int(problem.coupled.decision[option])] = Int32(option) }
    self.pick = pick
    labels = problem.labels(of: chosen)
    sums = problem.coupled.activities(of: chosen)
  }

  /// Takes up a plan in which all is free that no lock settles.
  init(_ problem: CompactProblem, locked: LockedOptions, chosen: some Sequence<Int>) {
    self.init(
      problem, isFree: locked.isOut.map { !$0 }, isFixed: locked.isDecided, chosen: chosen)
  }

  /// The chosen options, ascending.
  var chosen: [Int] { pick.filter { $0 >= 0 }.map(Int.init).sorted() }

  /// The label that a choice gives the node of its decision.
  func label(of option: Int) -> Int32 { option < 0 ? 0 : max(0, problem.label[option]) }

  /// What borders cost a node of a label.
  func borderCost(of node: Int, label: Int32) -> Double {
    let graph = problem.graph
    var cost = 0.0
    for entry in graph.entries(of: node) where labels[Int(graph.neighbour[entry])] != label {
      cost += graph.weight[entry]
    }
    return cost
  }

  /// What the borders of a decision's unit cost where it takes an option and its neighbours stay as they are; 0 where no
  /// border sees the decision.
  func borderCost(of decision: Int, taking option: Int) -> Double {
    let node = Int(problem.nodeOfDecision[decision])
    return node < 0 ? 0 : borderCost(of: node, label: label(of: option))
  }

  /// By how much the cost grows, options and borders, when a decision takes another option.
  func growth(of decision: Int, to option: Int) -> Double {
    let current = Int(pick[decision])
    var growth =
      (option < 0 ? 0 : problem.coupled.cost[option])
      - (current < 0 ? 0 : problem.coupled.cost[current])
    let node = Int(problem.nodeOfDecision[decision])
    if node >= 0 {
      let before = label(of: current)
      let after = label(of: option)
      if before != after {
        growth += borderCost(of: node, label: after) - borderCost(of: node, label: before)
      }
    }
    return growth
  }

  /// Calls `body` with each row that a change touches and its change; a row that both options are in comes once.
  @inline(__always)
  func forEachChange(of decision: Int, to option: Int, _ body: (Int, Double) -> Void) {
    let coupled = problem.coupled
    let current = Int(pick[decision])
    let old = current < 0 ? 0..<0 : coupled.starts[current]..<coupled.starts[current + 1]
    let new = option < 0 ? 0..<0 : coupled.starts[option]..<coupled.starts[option + 1]
    // Few rows an option, so looking them up one by one is quickest.
    for entry in new {
      var change = coupled.entryValue[entry]
      for other in old where coupled.entryRow[other] == coupled.entryRow[entry] {
        change -= coupled.entryValue[other]
      }
      body(Int(coupled.entryRow[entry]), change)
    }
    for other in old {
      var isNew = true
      for entry in new where coupled.entryRow[entry] == coupled.entryRow[other] { isNew = false }
      if isNew { body(Int(coupled.entryRow[other]), -coupled.entryValue[other]) }
    }
  }

  /// Whether all rows that a change touches hold after it.
  func keepsRows(_ decision: Int, to option: Int) -> Bool {
    var holds = true
    forEachChange(of: decision, to: option) { row, change in
      if problem.coupled.violation(of: row, activity: sums[row] + change)
        > problem.coupled.rows[row].tolerance
      {
        holds = false
      }
    }
    return holds
  }

  /// Takes an option in place of the current one.
  mutating func take(_ option: Int, in decision: Int) {
    var changes: [(Int, Double)] = []
    forEachChange(of: decision, to: option) { changes.append(($0, $1)) }
    for (row, change) in changes { sums[row] += change }
    let node = Int(problem.nodeOfDecision[decision])
    if node >= 0 { labels[node] = label(of: option) }
    pick[decision] = Int32(option)
  }

  /// Adds the sums of the rows up afresh, after many changes.
  mutating func addUp() { sums = problem.coupled.activities(of: chosen) }
}
