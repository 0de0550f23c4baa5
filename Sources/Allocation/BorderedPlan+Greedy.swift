internal import PlanModel

/// A change of one decision that waits for its turn.
private struct Move {
  /// What it is ordered by; small is first.
  var key: Double
  var decision: Int32
  var option: Int32

  static func isBefore(_ a: Move, _ b: Move) -> Bool {
    (a.key, a.decision) < (b.key, b.decision)
  }
}

/// Changes in the order of their keys; what is out of date is found out when its turn comes.
private struct MoveQueue {
  private var heap: [Move]

  init(_ moves: [Move]) {
    heap = moves
    for place in stride(from: heap.count / 2 - 1, through: 0, by: -1) { sink(place) }
  }

  mutating func add(_ move: Move) {
    heap.append(move)
    var place = heap.count - 1
    while place > 0, Move.isBefore(heap[place], heap[(place - 1) / 2]) {
      heap.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  mutating func next() -> Move? {
    guard let first = heap.first else { return nil }
    let last = heap.removeLast()
    if !heap.isEmpty {
      heap[0] = last
      sink(0)
    }
    return first
  }

  private mutating func sink(_ start: Int) {
    var place = start
    while true {
      var least = place
      for child in [2 * place + 1, 2 * place + 2]
      where child < heap.count && Move.isBefore(heap[child], heap[least]) {
        least = child
      }
      if least == place { return }
      heap.swapAt(place, least)
      place = least
    }
  }
}

extension BorderedPlan {
  /// How many rows are missed by more than their tolerance.
  var brokenCount: Int {
    let coupled = problem.coupled
    return sums.indices.count {
      coupled.violation(of: $0, activity: sums[$0]) > coupled.rows[$0].tolerance
    }
  }

  /// By how many the broken rows grow with a change.
  private func brokenGrowth(of decision: Int, to option: Int) -> Int {
    let coupled = problem.coupled
    var growth = 0
    forEachChange(of: decision, to: option) { row, change in
      let tolerance = coupled.rows[row].tolerance
      if coupled.violation(of: row, activity: sums[row]) > tolerance { growth -= 1 }
      if coupled.violation(of: row, activity: sums[row] + change) > tolerance { growth += 1 }
    }
    return growth
  }

  /// Changes single decisions, what costs least for what it helps first, until all rows hold.
  ///
  /// - Parameters:
  ///   - norms: What a row's miss is compared with.
  ///   - prices: The price of each row, which counts for rows that hold.
  /// - Returns: Whether all rows hold.
  mutating func repair(norms: [Double], prices: [Double]) -> Bool {
    let decisions = pick.count
    // Sums are kept step by step, so the last round may find what rounding hid from the one before.
    for _ in 0..<4 {
      var broken = brokenCount
      if broken == 0 { return true }
      var near = Array(repeating: 0.0, count: problem.labelCount)
      var moves: [Move] = []
      for decision in 0..<decisions {
        if let move = relief(of: decision, norms, prices, &near) { moves.append(move) }
      }
      var queue = MoveQueue(moves)
      var isChanged = false
      while broken > 0, let move = queue.next() {
        let decision = Int(move.decision)
        guard let now = relief(of: decision, norms, prices, &near) else { continue }
        if now.key > move.key + 1e-12 * abs(move.key) {
          queue.add(now)
          continue
        }
        broken += brokenGrowth(of: decision, to: Int(now.option))
        take(Int(now.option), in: decision)
        isChanged = true
        forEachNeighbour(of: decision) {
          if let move = relief(of: $0, norms, prices, &near) { queue.add(move) }
        }
        if let move = relief(of: decision, norms, prices, &near) { queue.add(move) }
      }
      addUp()
      if !isChanged { break }
    }
    return brokenCount == 0
  }

  private func forEachNeighbour(of decision: Int, _ body: (Int) -> Void) {
    let node = Int(problem.nodeOfDecision[decision])
    if node < 0 { return }
    for entry in problem.graph.entries(of: node) {
      let other = Int(problem.decisionOfNode[Int(problem.graph.neighbour[entry])])
      if other >= 0 { body(other) }
    }
  }

  /// Calls `body` with each option that a decision may take instead of its own, and by how much the cost grows with it.
  private func forEachAlternative(
    to decision: Int, _ near: inout [Double], _ body: (Int, Double) -> Void
  ) {
    if isFixed[decision] { return }
    let coupled = problem.coupled
    let current = Int(pick[decision])
    let node = Int(problem.nodeOfDecision[decision])
    let value = current < 0 ? 0 : coupled.cost[current]
    guard node >= 0 else {
      if current >= 0 { body(-1, -value) }
      for option in coupled.options(of: decision)
      where Int(option) != current && isFree[Int(option)] {
        body(Int(option), coupled.cost[Int(option)] - value)
      }
      return
    }
    let graph = problem.graph
    for entry in graph.entries(of: node) {
      near[Int(labels[Int(graph.neighbour[entry])])] += graph.weight[entry]
    }
    // What borders to the own class are saved, and are lost by any other.
    let own = near[Int(labels[node])]
    if current >= 0 { body(-1, -value + own - near[0]) }
    for option in coupled.options(of: decision) where Int(option) != current && isFree[Int(option)]
    {
      let label = Int(problem.label[Int(option)])
      body(Int(option), coupled.cost[Int(option)] - value + own - near[label])
    }
    for entry in graph.entries(of: node) {
      near[Int(labels[Int(graph.neighbour[entry])])] = 0
    }
  }

  /// The change of a decision that costs least for what it takes off the distress.
  private func relief(
    of decision: Int, _ norms: [Double], _ prices: [Double], _ near: inout [Double]
  ) -> Move? {
    var best: Move?
    let rows = problem.coupled.rows
    forEachAlternative(to: decision, &near) { option, growth in
      var help = 0.0
      var cost = growth
      forEachChange(of: decision, to: option) { row, change in
        let before = problem.coupled.violation(of: row, activity: sums[row])
        let after = problem.coupled.violation(of: row, activity: sums[row] + change)
        if before > rows[row].tolerance || after > rows[row].tolerance {
          help += (before - after) / norms[row]
        } else {
          cost -= prices[row] * change
        }
      }
      guard help > 1e-15 else { return }
      // A change that saves cost is taken whole; one that costs, by what it costs for its help.
      let key = cost > 0 ? cost / help : cost
      if best == nil || key < best!.key {
        if !problem.clusters.isEmpty, !keepsBlocks(decision, to: option) { return }
        best = Move(key: key, decision: Int32(decision), option: Int32(option))
      }
    }
    return best
  }

  /// Changes single decisions while that makes the plan cheaper and keeps all rows and blocks.
  ///
  /// What is best at the prices comes first, so that the room in the rows goes where it is worth most. Afterwards no single
  /// change that keeps rows and blocks makes the plan cheaper.
  mutating func fill(prices: [Double]) {
    let decisions = pick.count
    var near = Array(repeating: 0.0, count: problem.labelCount)
    let least = ExactSolver.rounding * scale
    for _ in 0..<50 {
      var moves: [Move] = []
      for decision in 0..<decisions {
        if let move = saving(of: decision, prices, least, &near) { moves.append(move) }
      }
      var queue = MoveQueue(moves)
      var isChanged = false
      while let move = queue.next() {
        let decision = Int(move.decision)
        guard let now = saving(of: decision, prices, least, &near) else { continue }
        if now.key > move.key + 1e-12 * abs(move.key) {
          queue.add(now)
          continue
        }
        take(Int(now.option), in: decision)
        isChanged = true
        forEachNeighbour(of: decision) {
          if let move = saving(of: $0, prices, least, &near) { queue.add(move) }
        }
        if let move = saving(of: decision, prices, least, &near) { queue.add(move) }
      }
      addUp()
      if !isChanged { return }
    }
  }

  /// The size of the costs in the plan, for what counts as rounding.
  private var scale: Double {
    var sum = 0.0
    for option in pick where option >= 0 { sum += problem.coupled.cost[Int(option)] }
    return abs(sum)
  }

  private func saving(
    of decision: Int, _ prices: [Double], _ least: Double, _ near: inout [Double]
  ) -> Move? {
    var best: Move?
    forEachAlternative(to: decision, &near) { option, growth in
      guard growth < -least else { return }
      var key = growth
      var holds = true
      forEachChange(of: decision, to: option) { row, change in
        key -= prices[row] * change
        if problem.coupled.violation(of: row, activity: sums[row] + change)
          > problem.coupled.rows[row].tolerance
        {
          holds = false
        }
      }
      guard holds, best == nil || key < best!.key else { return }
      if !problem.clusters.isEmpty, !keepsBlocks(decision, to: option) { return }
      best = Move(key: key, decision: Int32(decision), option: Int32(option))
    }
    return best
  }
}
