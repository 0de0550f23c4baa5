internal import PlanModel

/// The search over a problem whose units are coupled by borders or must come in blocks.
///
/// Few plans are enumerated. Otherwise prices and message passing give a bound and suggest plans, which are made to keep the
/// rows and improved by single changes; where that leaves a gap and the problem is small, CBC searches on.
struct CompactSolver {
  /// What the search came to.
  enum Outcome {
    /// A plan, the cost that none is below, the prices, and who had the last word.
    case plan(chosen: [Int], bound: Double, pricing: Pricing, solver: String)
    /// No plan keeps all rows and locks, whatever the blocks.
    case infeasible
    /// The rows and locks can be kept, as the choice shows, but not together with the rules for blocks.
    case blocked(chosen: [Int])
  }

  let problem: CompactProblem
  let limits: SolveLimits
  let elapsed: () -> Double
  /// Problems with more plans than this are not enumerated.
  var planLimit = CompactEnumeration.planLimit
  private let reduction: Reduction
  private let isFree: [Bool]
  private let isFixed: [Bool]

  /// Over this many border columns, branch and bound is not tried.
  static let branchingSize = 12_000
  /// Up to this many units, branch and bound goes on until it is done.
  var certainUnits = 24
  /// Beyond that it goes on for this many nodes, so that the answer comes and does not depend on the machine; but where they
  /// end without a plan and without a proof that there is none, until there is one of the two.
  var nodeLimit = 3000

  /// Prepares the search; nil where neither borders nor blocks count in the problem.
  init?(
    _ problem: PlanningProblem, coupled: CoupledProblem, limits: SolveLimits,
    elapsed: @escaping () -> Double
  ) {
    guard let problem = CompactProblem(where: problem, coupled: coupled) else { return nil }
    self.problem = problem
    self.limits = limits
    self.elapsed = elapsed
    reduction = Reduction(
      coupled, cost: coupled.cost, rowIsActive: Array(repeating: true, count: coupled.rows.count),
      lockIsActive: Array(repeating: true, count: coupled.locks.count), isSeparable: false)
    var isFree = Array(repeating: false, count: coupled.optionCount)
    for option in reduction.free { isFree[option] = true }
    self.isFree = isFree
    isFixed = LockedOptions(coupled).isDecided
  }

  /// Searches.
  ///
  /// - Parameters:
  ///   - start: What is known from an earlier plan.
  ///   - missed: A choice that keeps rows and locks, which an earlier search missed.
  func solve(start: WarmStart?, missed: [Int]? = nil) throws -> Outcome {
    if reduction.impossibleRow != nil { return .infeasible }
    if limits.solver != .decomposition,
      let counted = CompactEnumeration.cheapest(problem, reduction, planLimit: planLimit)
    {
      guard let chosen = counted else { return try withoutPlan(isProved: true) }
      return outcome(
        chosen, bound: problem.cost(of: chosen), prices: prices(), solver: "exact")
    }
    var search = CompactSearch(
      problem, reduction, isFree: isFree, isFixed: isFixed, limits: limits, elapsed: elapsed)
    for known in [missed, start.flatMap { problem.coupled.keepingLocks($0.chosen) }] {
      if let known { search.offer(improving: known) }
    }
    search.run(prices: start?.prices ?? [])
    // Nothing but what is locked in may become a plan by single changes.
    if search.chosen == nil { search.offer(improving: reduction.fixed) }
    if search.chosen == nil {
      if search.isOutOfTime { throw AllocationFailure.withoutPlan(limits) }
      let exact = ExactSolver(problem: problem.coupled, limits: limits, elapsed: elapsed)
      guard case .plan(let chosen, _, _) = try exact.solve() else { return .infeasible }
      search.offer(improving: chosen)
    }
    var solver = "decomposition"
    if !search.isGoodEnough, limits.solver != .decomposition, try branch(&search) {
      solver = "exact"
    }
    if search.chosen == nil, search.bound < .infinity, limits.solver != .decomposition,
      try branch(&search, untilDone: true)
    {
      solver = "exact"
    }
    guard let chosen = search.chosen else {
      return try withoutPlan(isProved: search.bound == .infinity)
    }
    return outcome(chosen, bound: search.bound, prices: search.prices, solver: solver)
  }

  /// Searches on by branch and bound, and tells whether it was tried.
  ///
  /// - Parameter untilDone: Whether no limit but that of time ends it.
  private func branch(_ search: inout CompactSearch, untilDone: Bool = false) throws -> Bool {
    var columns = 0
    for node in 0..<problem.graph.count where problem.decisionOfNode[node] >= 0 {
      let options = problem.coupled.options(of: Int(problem.decisionOfNode[node]))
      columns += (problem.graph.starts[node + 1] - problem.graph.middle[node]) * (options.count + 1)
    }
    guard columns <= Self.branchingSize || limits.solver == .exact else { return false }
    let pricing = Pricing(
      problem.coupled, reduction, cost: problem.coupled.cost, prices: search.prices)
    let isCertain =
      untilDone || problem.graph.count <= certainUnits || limits.solver == .exact
    let branching = CompactBranching(
      problem: problem, reduction: reduction, limits: limits, elapsed: elapsed,
      nodes: isCertain ? nil : nodeLimit)
    // The second search knows the first one's plan, so that its numbers are of the size of what can still be won.
    for _ in 0..<3 {
      let before = search.cost
      switch try branching.search(
        known: search.chosen, bound: search.bound, optionBound: pricing.bound)
      {
      case .noneBetter:
        // The model holds the known plan, so where there is one, CBC's "infeasible" is no proof of anything.
        if search.chosen == nil { search.raise(.infinity) }
      case .ended(let chosen, let bound):
        if let chosen { search.offer(improving: chosen) }
        search.raise(bound)
      }
      if search.isGoodEnough || search.cost >= before { break }
    }
    return true
  }

  private func outcome(
    _ chosen: [Int], bound: Double, prices: [Double], solver: String
  ) -> Outcome {
    let pricing = Pricing(problem.coupled, reduction, cost: problem.coupled.cost, prices: prices)
    return .plan(
      chosen: chosen, bound: min(bound, problem.cost(of: chosen)), pricing: pricing, solver: solver)
  }

  /// Prices for the rows of a problem that was enumerated: those at which the bound of borders and rows is largest.
  private func prices() -> [Double] {
    var search = CompactSearch(
      problem, reduction, isFree: isFree, isFixed: isFixed, limits: limits, elapsed: elapsed)
    return search.bestPrices(steps: 40)
  }

  /// What stands against a plan, where none was found.
  private func withoutPlan(isProved: Bool) throws -> Outcome {
    guard !problem.clusters.isEmpty else { return .infeasible }
    let exact = ExactSolver(problem: problem.coupled, limits: limits, elapsed: elapsed)
    guard case .plan(let chosen, _, _) = try exact.solve() else { return .infeasible }
    guard isProved else {
      // Also under a limit of time, something else may have ended the search.
      let isOutOfTime = limits.timeLimit.map { elapsed() >= $0 } ?? false
      throw isOutOfTime ? AllocationFailure.withoutPlan(limits) : .noPlanFound
    }
    return .blocked(chosen: chosen)
  }
}
