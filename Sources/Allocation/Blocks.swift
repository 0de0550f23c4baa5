internal import PlanModel

/// Connected units whose classes count as one for a rule, and what they come to together.
struct Block: Sendable {
  /// The position of the rule in `clusters`.
  let rule: Int
  /// The nodes, in the order in which they are reached from the lowest.
  let nodes: [Int]
  /// What they come to.
  let sum: Double
}

extension CompactProblem {
  /// The blocks of a plan that come to less than their rule asks for.
  func smallBlocks(of chosen: [Int]) -> [Block] {
    if clusters.isEmpty { return [] }
    var option = Array(repeating: -1, count: graph.count)
    for pick in chosen where label[pick] >= 0 {
      option[Int(nodeOfDecision[Int(coupled.decision[pick])])] = pick
    }
    return clusters.indices.flatMap { rule in
      blocks(of: option, rule: rule).filter { isSmall($0.sum, for: rule) }
    }
  }

  /// Whether a sum is less than a rule asks for, by more than rounding.
  func isSmall(_ sum: Double, for rule: Int) -> Bool {
    let least = clusters[rule].least
    return sum < least - 1e-9 * max(1, abs(least))
  }

  /// Whether an option counts for a rule.
  func counts(_ option: Int, for rule: Int) -> Bool {
    option >= 0 && label[option] > 0 && isInBlock[rule][Int(label[option])]
  }

  /// All blocks of a rule.
  ///
  /// - Parameter option: The chosen option of slot 0 of each node, −1 for nothing.
  func blocks(of option: [Int], rule: Int) -> [Block] {
    var isSeen = Array(repeating: false, count: graph.count)
    var found: [Block] = []
    for root in 0..<graph.count where !isSeen[root] && counts(option[root], for: rule) {
      isSeen[root] = true
      var nodes = [root]
      var sum = CompensatedSum()
      var head = 0
      while head < nodes.count {
        let node = nodes[head]
        head += 1
        sum.add(blockAmounts[rule][option[node]])
        for entry in graph.entries(of: node) {
          let next = Int(graph.neighbour[entry])
          if !isSeen[next], counts(option[next], for: rule) {
            isSeen[next] = true
            nodes.append(next)
          }
        }
      }
      found.append(Block(rule: rule, nodes: nodes, sum: sum.value))
    }
    return found
  }
}
