internal import PlanModel

extension BorderedPlan {
  /// Grows blocks that are too small, or gives them up, whichever costs less at the prices.
  ///
  /// Rows may be broken by it. Where nothing else is left, units that may not leave a block stay, and the plan does not hold.
  mutating func mendBlocks(prices: [Double]) {
    for _ in 0..<8 {
      let small = problem.smallBlocks(of: chosen)
      if small.isEmpty { return }
      for block in small {
        // A block that was mended before may have taken this one in.
        guard block.nodes.allSatisfy({ problem.counts(pick(at: $0), for: block.rule) }) else {
          continue
        }
        let (given, without) = trying { $0.empty(block, prices) }
        let (grown, with) = trying { $0.enlarge(block, prices) }
        // Whatever costs less; what cannot be done costs infinitely much.
        guard min(given, grown) < .infinity else { continue }
        for change in given <= grown ? without : with { take(change.option, in: change.decision) }
      }
    }
  }

  /// Gives whole blocks up, the smallest first, where that brings the rows nearer to being kept; also what is still too small.
  mutating func dropBlocks(norms: [Double]) {
    for rule in problem.clusters.indices {
      let picks = (0..<problem.graph.count).map { pick(at: $0) }
      let blocks = problem.blocks(of: picks, rule: rule)
      for block in blocks.sorted(by: { ($0.sum, $0.nodes[0]) < ($1.sum, $1.nodes[0]) }) {
        let isSmall = problem.isSmall(block.sum, for: rule)
        let before = distress(norms)
        if before == 0, !isSmall { continue }
        var changed: [Change] = []
        for node in block.nodes where !isFixed[Int(problem.decisionOfNode[node])] {
          change(node, to: -1, &changed)
        }
        if changed.count < block.nodes.count || !isSmall && distress(norms) >= before {
          undo(changed)
        }
      }
    }
    addUp()
  }

  /// How much rows are missed by, each as a share of its norm, together.
  private func distress(_ norms: [Double]) -> Double {
    let coupled = problem.coupled
    var sum = 0.0
    for row in sums.indices {
      let missed = coupled.violation(of: row, activity: sums[row])
      if missed > coupled.rows[row].tolerance { sum += missed / norms[row] }
    }
    return sum
  }

  /// By how much cost at the prices grows when a decision takes another option.
  func pricedGrowth(of decision: Int, to option: Int, _ prices: [Double]) -> Double {
    var cost = growth(of: decision, to: option)
    forEachChange(of: decision, to: option) { row, change in cost -= prices[row] * change }
    return cost
  }

  /// The best option of a node that counts for a rule, or that does not.
  private func bestOption(
    at node: Int, rule: Int, isIn: Bool, _ prices: [Double]
  ) -> (option: Int, cost: Double)? {
    let decision = Int(problem.decisionOfNode[node])
    if decision < 0 || isFixed[decision] { return nil }
    var best: (option: Int, cost: Double)?
    if !isIn { best = (-1, pricedGrowth(of: decision, to: -1, prices)) }
    for option in problem.coupled.options(of: decision)
    where isFree[Int(option)] && problem.counts(Int(option), for: rule) == isIn {
      let cost = pricedGrowth(of: decision, to: Int(option), prices)
      if best == nil || cost < best!.cost { best = (Int(option), cost) }
    }
    return best
  }

  /// A choice of one decision.
  private typealias Change = (decision: Int, option: Int)

  /// What some changes cost, and which they are; the plan stays as it is.
  private mutating func trying(
    _ body: (inout BorderedPlan) -> (cost: Double, changed: [Change])?
  ) -> (cost: Double, changes: [Change]) {
    guard let (cost, changed) = body(&self) else { return (.infinity, []) }
    let changes = changed.map { ($0.decision, Int(pick[$0.decision])) }
    undo(changed)
    return (cost, changes)
  }

  private mutating func undo(_ changed: [Change]) {
    for change in changed.reversed() { take(change.option, in: change.decision) }
  }

  /// Takes all units out of a block; returns what that costs, and what was chosen before.
  private mutating func empty(
    _ block: Block, _ prices: [Double]
  ) -> (cost: Double, changed: [Change])? {
    var cost = 0.0
    var changed: [Change] = []
    // From the outside in, which is against the order in which the block was reached.
    for node in block.nodes.reversed() {
      guard let best = bestOption(at: node, rule: block.rule, isIn: false, prices) else {
        undo(changed)
        return nil
      }
      cost += best.cost
      change(node, to: best.option, &changed)
    }
    return (cost, changed)
  }

  private mutating func change(_ node: Int, to option: Int, _ changed: inout [Change]) {
    let decision = Int(problem.decisionOfNode[node])
    changed.append((decision, Int(pick[decision])))
    take(option, in: decision)
  }

  /// Adds neighbours to a block until it is large enough; returns what that costs, and what was chosen before.
  private mutating func enlarge(
    _ block: Block, _ prices: [Double]
  ) -> (cost: Double, changed: [Change])? {
    var cost = 0.0
    var changed: [Change] = []
    var members = Set(block.nodes)
    var sum = block.sum
    var frontier: Set<Int> = []
    for node in block.nodes {
      for entry in problem.graph.entries(of: node) {
        let next = Int(problem.graph.neighbour[entry])
        if !members.contains(next) { frontier.insert(next) }
      }
    }
    while problem.isSmall(sum, for: block.rule) {
      var best: (node: Int, option: Int, cost: Double)?
      for node in frontier.sorted() {
        guard let found = bestOption(at: node, rule: block.rule, isIn: true, prices) else {
          continue
        }
        if best == nil || found.cost < best!.cost { best = (node, found.option, found.cost) }
      }
      guard let best, problem.blockAmounts[block.rule][best.option] > 0 else {
        undo(changed)
        return nil
      }
      cost += best.cost
      change(best.node, to: best.option, &changed)
      // What touches the new unit and counts already belongs to the block now.
      var queue = [best.node]
      members.insert(best.node)
      frontier.remove(best.node)
      while let node = queue.popLast() {
        sum += problem.blockAmounts[block.rule][pick(at: node)]
        // Nothing beyond a large enough block need be looked at.
        if problem.onlyGrows[block.rule], !problem.isSmall(sum, for: block.rule) { break }
        for entry in problem.graph.entries(of: node) {
          let next = Int(problem.graph.neighbour[entry])
          if members.contains(next) { continue }
          if problem.counts(pick(at: next), for: block.rule) {
            members.insert(next)
            frontier.remove(next)
            queue.append(next)
          } else {
            frontier.insert(next)
          }
        }
      }
    }
    return (cost, changed)
  }
}
