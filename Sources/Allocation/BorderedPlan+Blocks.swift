internal import PlanModel

extension BorderedPlan {
  /// Whether all blocks that a change touches still come to what their rules ask for.
  ///
  /// - Complexity: O(units that a rule asks for), where no amount is negative; else O(units of the blocks).
  func keepsBlocks(_ decision: Int, to option: Int) -> Bool {
    let node = Int(problem.nodeOfDecision[decision])
    guard node >= 0 else { return true }
    let current = Int(pick[decision])
    for rule in problem.clusters.indices {
      let isIn = problem.counts(option, for: rule)
      if isIn {
        // Whether it joins or stays, the block around it is the one that changes.
        if isSmall(around: node, with: option, rule: rule) { return false }
      } else if problem.counts(current, for: rule) {
        for entry in problem.graph.entries(of: node) {
          let next = Int(problem.graph.neighbour[entry])
          guard problem.counts(pick(at: next), for: rule) else { continue }
          if isSmall(around: next, with: pick(at: next), rule: rule, without: node) { return false }
        }
      }
    }
    return true
  }

  /// The chosen option in slot 0 of a node, −1 for nothing.
  func pick(at node: Int) -> Int {
    let decision = Int(problem.decisionOfNode[node])
    return decision < 0 ? -1 : Int(pick[decision])
  }

  private func isSmall(
    around root: Int, with option: Int, rule: Int, without gone: Int = -1
  ) -> Bool {
    let amounts = problem.blockAmounts[rule]
    var isSeen: Set<Int> = [root, gone]
    var nodes = [root]
    var sum = CompensatedSum()
    var head = 0
    while head < nodes.count {
      let node = nodes[head]
      head += 1
      sum.add(amounts[node == root ? option : pick(at: node)])
      if problem.onlyGrows[rule], !problem.isSmall(sum.value, for: rule) { return false }
      for entry in problem.graph.entries(of: node) {
        let next = Int(problem.graph.neighbour[entry])
        if problem.counts(pick(at: next), for: rule), isSeen.insert(next).inserted {
          nodes.append(next)
        }
      }
    }
    return problem.isSmall(sum.value, for: rule)
  }
}
