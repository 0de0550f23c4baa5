internal import PlanModel

/// A problem with borders whose neighbouring units are put together, so that a unit of it stands for some twenty.
///
/// Where borders cost so much that whole regions change their class at once, what counts is the shape of the regions, and a
/// coarse picture shows it. A cluster has one option a class: what its units do best in that class at given prices.
/// Units with a lock, and slots that no border sees, are taken as they are and leave their right-hand sides smaller.
struct CoarseProblem {
  /// The problem of the clusters, without rules for blocks.
  let problem: CompactProblem
  /// The cluster of each node of the fine problem.
  let clusterOf: [Int32]

  /// - Parameters:
  ///   - fine: The problem, and its prices, which say what a unit does best in a class.
  ///   - size: Clusters are joined in pairs until there are no more than this.
  init(_ fine: CompactDual, size: Int) {
    let source = fine.problem
    clusterOf = Self.clusters(source.graph, size: size)
    let count = Int(clusterOf.max() ?? -1) + 1
    let stride = source.labelCount
    let coupled = source.coupled

    // What is settled is taken off the right-hand sides.
    var isSettled = Array(repeating: false, count: source.graph.count)
    var settled = fine.otherPicks.map { Int($0) }
    for node in 0..<source.graph.count {
      let decision = Int(source.decisionOfNode[node])
      if decision >= 0, fine.lockedIn[decision] >= 0 {
        isSettled[node] = true
        settled.append(Int(fine.lockedIn[decision]))
      }
    }
    var rows = coupled.rows
    for (row, sum) in coupled.activities(of: settled).enumerated() {
      rows[row].rhs -= sum
      rows[row].scale = 0
    }

    var members = Array(repeating: [Int](), count: count)
    for node in 0..<source.graph.count where !isSettled[node] {
      members[Int(clusterOf[node])].append(node)
    }
    var options = CoupledProblem.Options()
    var label: [Int32] = []
    var sums = Array(repeating: 0.0, count: rows.count)
    for cluster in 0..<count {
      for own in 1..<stride {
        var cost = 0.0
        var touched: [Int] = []
        var isPossible = false
        for node in members[cluster] {
          let option = Int(fine.bestOption[node * stride + own])
          if option < 0 { continue }
          isPossible = true
          cost += coupled.cost[option]
          for entry in coupled.starts[option]..<coupled.starts[option + 1] {
            let row = Int(coupled.entryRow[entry])
            if sums[row] == 0 { touched.append(row) }
            sums[row] += coupled.entryValue[entry]
          }
        }
        guard isPossible else { continue }
        label.append(Int32(own))
        var entries: [(row: Int, value: Double)] = []
        for row in touched.sorted() where sums[row] != 0 {
          entries.append((row, sums[row]))
          rows[row].scale = max(rows[row].scale, abs(sums[row]))
          sums[row] = 0
        }
        options.add(cost: cost, entries: entries, decision: cluster)
      }
    }
    for row in rows.indices {
      rows[row].tolerance = CoupledProblem.tolerance(rhs: rows[row].rhs, scale: rows[row].scale)
      if rows[row].scale == 0 { rows[row].scale = 1 }
    }

    var borders = PlanningProblem.Compactness(penalty: 1, left: [], right: [], length: [])
    for node in 0..<source.graph.count {
      for entry in source.graph.middle[node]..<source.graph.starts[node + 1] {
        let other = clusterOf[Int(source.graph.neighbour[entry])]
        if other == clusterOf[node] { continue }
        borders.left.append(clusterOf[node])
        borders.right.append(other)
        borders.length.append(source.graph.weight[entry])
      }
    }
    problem = CompactProblem(
      coupled: CoupledProblem(rows: rows, options: options, decisions: count),
      graph: UnitGraph(units: count, borders), classes: source.classes, label: label)
  }

  /// The label that each node of the fine problem has where its cluster has one.
  func labels(of chosen: [Int]) -> [Int32] {
    let own = problem.labels(of: chosen)
    return clusterOf.map { own[Int(problem.graph.nodeOf[Int($0)])] }
  }

  /// Joins neighbours in pairs, then pairs in pairs, those with the longest common border for their size first.
  private static func clusters(_ graph: UnitGraph, size: Int) -> [Int32] {
    var clusterOf = (0..<Int32(graph.count)).map { $0 }
    var count = graph.count
    var members = Array(repeating: 1.0, count: count)
    while count > size {
      // Common borders of clusters, sorted so that each pair's stand side by side.
      var pairs: [(left: Int32, right: Int32, weight: Double)] = []
      for node in 0..<graph.count {
        for entry in graph.middle[node]..<graph.starts[node + 1] {
          let a = clusterOf[node]
          let b = clusterOf[Int(graph.neighbour[entry])]
          if a != b { pairs.append((min(a, b), max(a, b), graph.weight[entry])) }
        }
      }
      pairs.sort { ($0.left, $0.right, $0.weight) < ($1.left, $1.right, $1.weight) }
      var joined: [(left: Int32, right: Int32, weight: Double)] = []
      for pair in pairs {
        if let last = joined.last, last.left == pair.left, last.right == pair.right {
          joined[joined.count - 1].weight += pair.weight
        } else {
          joined.append(pair)
        }
      }
      for index in joined.indices {
        joined[index].weight /= members[Int(joined[index].left)] + members[Int(joined[index].right)]
      }
      joined.sort { ($1.weight, $0.left, $0.right) < ($0.weight, $1.left, $1.right) }
      var partner = Array(repeating: Int32(-1), count: count)
      for pair in joined where partner[Int(pair.left)] < 0 && partner[Int(pair.right)] < 0 {
        partner[Int(pair.left)] = pair.right
        partner[Int(pair.right)] = pair.left
      }
      var next = Array(repeating: Int32(-1), count: count)
      var sizes: [Double] = []
      for cluster in 0..<count where next[cluster] < 0 {
        next[cluster] = Int32(sizes.count)
        var together = members[cluster]
        if partner[cluster] >= 0 {
          next[Int(partner[cluster])] = Int32(sizes.count)
          together += members[Int(partner[cluster])]
        }
        sizes.append(together)
      }
      // What has no neighbours cannot be joined.
      if sizes.count == count { break }
      clusterOf = clusterOf.map { next[Int($0)] }
      count = sizes.count
      members = sizes
    }
    return clusterOf
  }
}

extension CoupledProblem {
  /// Options in the order of their decisions, in the making.
  struct Options {
    fileprivate(set) var cost: [Double] = []
    fileprivate(set) var starts = [0]
    fileprivate(set) var entryRow: [Int32] = []
    fileprivate(set) var entryValue: [Double] = []
    fileprivate(set) var decision: [Int32] = []

    /// Adds an option of the latest decision, or of a later one.
    mutating func add(cost own: Double, entries: [(row: Int, value: Double)], decision: Int) {
      cost.append(own)
      for (row, value) in entries {
        entryRow.append(Int32(row))
        entryValue.append(value)
      }
      starts.append(entryRow.count)
      self.decision.append(Int32(decision))
    }
  }

  /// A problem of least cost without locks; every decision has its place, with options or not.
  init(rows: [Row], options: Options, decisions: Int) {
    sign = 1
    cost = options.cost
    self.rows = rows
    starts = options.starts
    entryRow = options.entryRow
    entryValue = options.entryValue
    decision = options.decision
    var decisionStarts = Array(repeating: 0, count: decisions + 1)
    for own in options.decision { decisionStarts[Int(own) + 1] += 1 }
    for own in 0..<decisions { decisionStarts[own + 1] += decisionStarts[own] }
    self.decisionStarts = decisionStarts
    decisionOptions = Array(0..<Int32(options.cost.count))
    locks = []
    lockNames = []
    nameOfLock = []
  }
}

extension CompactProblem {
  /// A problem without rules for blocks, whose decisions are the units of the graph.
  init(coupled: CoupledProblem, graph: UnitGraph, classes: [Int32], label: [Int32]) {
    self.coupled = coupled
    self.graph = graph
    clusters = []
    self.classes = classes
    self.label = label
    blockAmounts = []
    onlyGrows = []
    isInBlock = []
    nodeOfDecision = graph.nodeOf
    decisionOfNode = graph.unitOf
  }
}
