internal import PlanModel

extension CompactSearch {
  /// Over twice this many nodes, regions grow in a coarse picture of about this many.
  static let coarseSize = 8000
  /// How often walls of the coarse picture may move, which costs little.
  private static let coarseMoves = 60

  /// Grows plans in a coarse picture, and lets their walls move in the fine one.
  ///
  /// Growing takes hundreds of sweeps, and what it decides is the shape of large regions. So it is done where a sweep costs a
  /// small part of one over all units, and the fine walls only have to bend to what units next to them differ by.
  ///
  /// - Parameter size: The most units of the coarse picture.
  mutating func growCoarsely(
    from dual: CompactDual, shares: [Double], size: Int = Self.coarseSize
  ) {
    var fine = dual
    fine.set(prices: prices)
    fine.price()
    let coarse = CoarseProblem(fine, size: size)
    let coupled = coarse.problem.coupled
    let reduction = Reduction(
      coupled, cost: coupled.cost,
      rowIsActive: Array(repeating: true, count: coupled.rows.count), lockIsActive: [],
      isSeparable: false)
    if reduction.impossibleRow != nil {
      grow(from: dual, shares: shares)
      return
    }
    var isFree = Array(repeating: false, count: coupled.optionCount)
    for option in reduction.free { isFree[option] = true }
    var search = CompactSearch(
      coarse.problem, reduction, isFree: isFree,
      isFixed: Array(repeating: false, count: coupled.decisionCount), limits: limits,
      elapsed: elapsed, prices: prices)
    let grown = search.grow(
      from: CompactDual(coarse.problem, reduction, isFree: isFree, prices: prices),
      shares: shares, moves: Self.coarseMoves)
    guard let chosen = search.chosen else {
      // A picture in which nothing fits the rows says nothing of the units themselves.
      grow(from: dual, shares: shares)
      return
    }
    fine.set(prices: grown.prices)
    fine.price()
    let suggestion = fine.options(of: coarse.labels(of: chosen))
    offer(improving: suggestion, norms: fine.norms, prices: fine.prices)
    moveWalls(from: &fine, atMost: Self.moves)
  }
}
