public import PlanModel

/// What is agreed on the weights between groups, beyond that they add up to 1.
public struct BalanceLimits: Sendable, Hashable {
  /// The least weight of each group; empty: 0.
  public var lower: [Double]
  /// The largest weight of each group; empty: 1.
  public var upper: [Double]
  /// The groups from the most to the least weighty; nil: no order is agreed.
  public var order: [Int]?
  /// How many tries one draw may take to keep the limits.
  public var mostTries: Int

  /// Creates limits; by default none.
  public init(
    lower: [Double] = [], upper: [Double] = [], order: [Int]? = nil, mostTries: Int = 100_000
  ) {
    self.lower = lower
    self.upper = upper
    self.order = order
    self.mostTries = mostTries
  }
}

/// Drawn balances of power between groups: weights λ that add up to 1, spread evenly over all that the limits allow.
///
/// Without limits that is Dirichlet(1). An order is met by sorting and lower limits without an order by scaling, which keep
/// the spread even; all other limits by drawing again.
public struct GroupBalances: Sendable {
  /// The number of groups.
  public let groups: Int
  /// The number of draws.
  public let count: Int
  /// The weights, draw by draw.
  let values: [Double]

  /// The weights of one draw.
  public subscript(draw: Int) -> [Double] { Array(values[draw * groups..<(draw + 1) * groups]) }

  /// Draws balances; draw `k` depends on the seed and `k` alone, so all alternatives meet the same ones.
  ///
  /// - Throws: `PlanningFailure` where limits contradict one another, or leave so little that a draw finds nothing in
  ///   `mostTries` tries.
  public init(
    groups: Int, draws: Int, seed: UInt64, limits: BalanceLimits = BalanceLimits(),
    workers: Workers = Workers(1)
  ) throws {
    var complaints = Complaints("society.balance")
    complaints.expect(groups > 0, "There are \(groups) groups.", "State at least one group.")
    complaints.expect(draws > 0, "There are \(draws) draws.", "Draw at least once.")
    complaints.expect(
      limits.mostTries > 0, "A draw may take \(limits.mostTries) tries.", "Allow at least one.")
    try complaints.settle()
    let lower = limits.lower.isEmpty ? Array(repeating: 0, count: groups) : limits.lower
    let upper = limits.upper.isEmpty ? Array(repeating: 1, count: groups) : limits.upper
    complaints.expect(
      lower.count == groups && upper.count == groups,
      "There are \(lower.count) least and \(upper.count) largest weights of \(groups) groups.",
      "State one for each group.")
    complaints.expect(lower, "least weight", in: 0...1)
    complaints.expect(upper, "largest weight", in: 0...1)
    complaints.expect(
      !zip(lower, upper).contains { $0 > $1 }, "A least weight is above the largest one.",
      "Raise the largest weight.")
    complaints.expect(
      lower.compensatedSum() < 1 && upper.compensatedSum() > 1 || groups == 1,
      "The least weights add up to \(lower.compensatedSum()) and the largest to \(upper.compensatedSum()).",
      "Leave room: the least must add up to less than 1 and the largest to more.")
    if let order = limits.order {
      complaints.expect(
        order.sorted() == Array(0..<groups), "The order does not name every group once.",
        "Name each group once, the most weighty first.")
    }
    try complaints.settle()
    let order = limits.order
    let mostTries = limits.mostTries
    let chunks: [[Double]] = try workers.mapChunks(of: draws, size: 1024) { chunk in
      var all: [Double] = []
      all.reserveCapacity(chunk.count * groups)
      for draw in chunk {
        var random = RandomStream(seed: seed, purpose: 2, number: draw)
        var found: [Double]?
        for _ in 0..<mostTries {
          let drawn = Self.balance(&random, groups: groups, lower: lower, order: order)
          if zip(drawn, zip(lower, upper)).allSatisfy({ $0 >= $1.0 && $0 <= $1.1 }) {
            found = drawn
            break
          }
        }
        guard let found else {
          throw PlanningFailure([
            Diagnostic(
              .error, "society.balance",
              "No balance of the groups keeps the limits in \(mostTries) tries.",
              remedy: "Widen the limits of the groups' weights.")
          ])
        }
        all += found
      }
      return all
    }
    self.groups = groups
    count = draws
    values = chunks.flatMap { $0 }
  }

  private static func balance(
    _ random: inout RandomStream, groups: Int, lower: [Double], order: [Int]?
  ) -> [Double] {
    let drawn = Weights(scaling: (0..<groups).map { _ in random.exponential() }).values
    if let order {
      var sorted = drawn
      for (group, weight) in zip(order, drawn.sorted(by: >)) { sorted[group] = weight }
      return sorted
    }
    if groups == 1 { return drawn }
    let free = 1 - lower.compensatedSum()
    return zip(lower, drawn).map { $0 + free * $1 }
  }
}
