internal import PlanModel

extension CompactSearch {
  /// Problems with more units than this have regions so large that growing them is better.
  private static let annealable = 20_000
  /// How often a plan is melted and cooled.
  private static let coolings = 3
  /// The most changes that one cooling tries.
  private static let mostMoves = 300_000
  /// The changes that it tries for each decision, where there are not too many.
  private static let movesForDecision = 1000
  /// Plans this near to the bound, as a share of the cost, are left as they are.
  private static let nearEnough = 0.05

  /// Looks for better plans by melting and cooling, where prices and growth left a wide gap.
  ///
  /// Prices say what is best where much is alike. In a town of some hundred units that is cut up by dear borders, a plan is a
  /// handful of regions, and prices choose all or nothing.
  mutating func anneal(norms: [Double]) {
    let coupled = problem.coupled
    guard let start = chosen, problem.graph.count <= Self.annealable,
      problem.graph.borderCount > 0,
      cost - bound > Self.nearEnough * abs(cost), !isGoodEnough,
      // No single change keeps an equality.
      !coupled.rows.contains(where: { $0.sense == .equal })
    else { return }
    var size = 0.0
    var count = 0.0
    for option in 0..<coupled.optionCount where coupled.cost[option] != 0 {
      size += abs(coupled.cost[option])
      count += 1
    }
    var borders = 0.0
    for weight in problem.graph.weight { borders += weight }
    // What a unit and its borders may cost together melts everything; a twentieth of what a choice costs moves next to nothing.
    let own = count > 0 ? size / count : borders / Double(problem.graph.count)
    let hottest = 0.5 * (own + borders / Double(problem.graph.count))
    let moves = min(Self.mostMoves, Self.movesForDecision * coupled.decisionCount)
    for attempt in 0..<Self.coolings {
      if isOutOfTime || isGoodEnough { return }
      var plan = plan(of: start)
      plan.anneal(
        moves: moves, hottest: hottest, coldest: 0.05 * own,
        seed: limits.seed &+ UInt64(attempt) &* 0x9E37_79B9, isOutOfTime: { isOutOfTime })
      offer(improving: plan.chosen, norms: norms)
    }
  }
}
