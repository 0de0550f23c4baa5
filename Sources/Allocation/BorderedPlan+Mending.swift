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
        let given = emptied(block, prices)
        let grown = enlarged(block, prices)
        switch (given, grown) {
        case (let a?, let b?): self = a.cost <= b.cost ? a.plan : b.plan
        case (let a?, nil): self = a.plan
        case (nil, let b?): self = b.plan
        case (nil, nil): continue
        }
      }
    }
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

  private func emptied(
    _ block: Block, _ prices: [Double]
  ) -> (plan: BorderedPlan, cost: Double)? {
    var plan = self
    var cost = 0.0
    // From the outside in, which is against the order in which the block was reached.
    for node in block.nodes.reversed() {
      guard let best = plan.bestOption(at: node, rule: block.rule, isIn: false, prices) else {
        return nil
      }
      cost += best.cost
      plan.take(best.option, in: Int(problem.decisionOfNode[node]))
    }
    return (plan, cost)
  }

  private func enlarged(
    _ block: Block, _ prices: [Double]
  ) -> (plan: BorderedPlan, cost: Double)? {
    var plan = self
    var cost = 0.0
    var members = Set(block.nodes)
    var sum = block.sum
    var frontier: Set<Int> = []
    func reach(_ node: Int) {
      for entry in problem.graph.entries(of: node) {
        let next = Int(problem.graph.neighbour[entry])
        if !members.contains(next) { frontier.insert(next) }
      }
    }
    for node in block.nodes { reach(node) }
    while problem.isSmall(sum, for: block.rule) {
      var best: (node: Int, option: Int, cost: Double)?
      for node in frontier.sorted() {
        guard let found = plan.bestOption(at: node, rule: block.rule, isIn: true, prices) else {
          continue
        }
        if best == nil || found.cost < best!.cost { best = (node, found.option, found.cost) }
      }
      guard let best, problem.blockAmounts[block.rule][best.option] > 0 else { return nil }
      cost += best.cost
      plan.take(best.option, in: Int(problem.decisionOfNode[best.node]))
      // What touches the new unit and counts already belongs to the block now.
      var queue = [best.node]
      members.insert(best.node)
      frontier.remove(best.node)
      while let node = queue.popLast() {
        sum += problem.blockAmounts[block.rule][plan.pick(at: node)]
        for entry in problem.graph.entries(of: node) {
          let next = Int(problem.graph.neighbour[entry])
          if members.contains(next) { continue }
          if problem.counts(plan.pick(at: next), for: block.rule) {
            members.insert(next)
            frontier.remove(next)
            queue.append(next)
          } else {
            frontier.insert(next)
          }
        }
      }
    }
    return (plan, cost)
  }
}
