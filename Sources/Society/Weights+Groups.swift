import Glibc
public import PlanModel

/// How the weights of distinct groups become those of all together.
public enum GroupMean: String, Sendable, CaseIterable {
  /// w = Π_k w_k^λ_k, scaled to 1.
  case geometric
  /// w = Σ_k λ_k w_k.
  case arithmetic
}

extension Weights {
  /// The weights of several groups together, each group counting by λ (aggregation of individual priorities).
  ///
  /// Formulas as read in pyDecision (`ahp.py`) and others; that groups which stay distinct are joined by their weights, and
  /// the members of one group by their judgements, is recalled (Forman and Peniwati 1998). With the geometric mean a
  /// criterion to which any group that counts gives 0 has the weight 0.
  ///
  /// - Throws: `PlanningFailure` where the columns do not fit, or where the geometric mean leaves no criterion a weight.
  public static func mean(
    of groups: [Weights], counting balance: Weights, as mean: GroupMean
  ) throws(PlanningFailure) -> Weights {
    var complaints = Complaints("society.group-weights")
    complaints.expect(!groups.isEmpty, "There are no groups.", "Ask at least one group.")
    complaints.expect(
      groups.count == balance.values.count,
      "There are weights of \(groups.count) groups and \(balance.values.count) weights between groups.",
      "State one weight for each group.")
    let count = groups.first?.values.count ?? 0
    for (group, weights) in groups.enumerated() {
      complaints.expect(
        weights.values.count == count,
        "Group \(group + 1) weighs \(weights.values.count) criteria and the first group \(count).",
        "Ask every group for the same criteria.")
    }
    try complaints.settle()
    let pairs = zip(groups, balance.values).filter { $0.1 > 0 }
    let numbers = (0..<count).map { criterion in
      switch mean {
      case .arithmetic:
        return pairs.map { $0.values[criterion] * $1 }.compensatedSum()
      case .geometric:
        if pairs.contains(where: { $0.0.values[criterion] == 0 }) { return 0 }
        return exp(pairs.map { log($0.values[criterion]) * $1 }.compensatedSum())
      }
    }
    complaints.expect(
      numbers.contains { $0 > 0 }, "Every criterion has the weight 0 in at least one group.",
      "Use the arithmetic mean, or ask the groups again.")
    try complaints.settle()
    return Weights(scaling: numbers)
  }
}
