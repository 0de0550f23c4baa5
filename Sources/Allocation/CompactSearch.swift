internal import PlanModel

/// Prices, messages and plans in turn, with the best plan and the best bound so far.
struct CompactSearch {
  let problem: CompactProblem
  private let reduction: Reduction
  private let isFree: [Bool]
  private let isFixed: [Bool]
  let limits: SolveLimits
  let elapsed: () -> Double
  /// The prices of the best bound.
  private(set) var prices: [Double]
  /// The best plan so far.
  private(set) var chosen: [Int]?
  /// What it costs.
  private(set) var cost = Double.infinity
  /// What no plan costs less than.
  private(set) var bound = -Double.infinity

  /// The nodes of a sample, and the most rows for which one says enough.
  static let sampleSize = 40_000
  static let sampleRows = 16
  /// The most choices that prices are found by.
  static let bundleLimit = 80
  /// The most price steps; more gain next to nothing.
  static let stepLimit = 400

  init(
    _ problem: CompactProblem, _ reduction: Reduction, isFree: [Bool], isFixed: [Bool],
    limits: SolveLimits, elapsed: @escaping () -> Double, prices: [Double]? = nil
  ) {
    self.problem = problem
    self.reduction = reduction
    self.isFree = isFree
    self.isFixed = isFixed
    self.limits = limits
    self.elapsed = elapsed
    self.prices = prices ?? Array(repeating: 0, count: problem.coupled.rows.count)
  }

  /// Whether the plan is as near to the bound as was asked for.
  var isGoodEnough: Bool {
    chosen != nil
      && cost - bound <= max(limits.gap, ExactSolver.rounding) * max(abs(cost), 1e-9)
  }

  var isOutOfTime: Bool { limits.timeLimit.map { elapsed() >= $0 } ?? false }

  /// Takes over a better bound; never one beyond the plan's own cost.
  mutating func raise(_ better: Double) {
    bound = max(bound, better)
    if chosen != nil, cost - bound <= ExactSolver.rounding * abs(cost) { bound = cost }
  }

  /// Keeps a plan if it holds and beats the known one.
  mutating func offer(_ candidate: [Int]) {
    guard problem.holds(candidate) else { return }
    let value = problem.cost(of: candidate)
    guard chosen == nil || value < cost else { return }
    chosen = candidate
    cost = value
    raise(bound)
  }

  /// A choice as a plan in the making.
  func plan(of chosen: [Int]) -> BorderedPlan {
    BorderedPlan(problem, isFree: isFree, isFixed: isFixed, chosen: chosen)
  }

  /// Keeps a plan, put right and improved as far as single changes can.
  mutating func offer(improving candidate: [Int], norms: [Double]? = nil, prices: [Double]? = nil) {
    var plan = plan(of: candidate)
    let prices = prices ?? self.prices
    if !problem.clusters.isEmpty { plan.mendBlocks(prices: prices) }
    let norms =
      norms ?? problem.coupled.rows.map { max(abs($0.rhs), $0.scale) }
    var isKept = plan.repair(norms: norms, prices: prices)
    if !problem.clusters.isEmpty, !isKept || !problem.holds(plan.chosen) {
      plan.dropBlocks(norms: norms)
      isKept = plan.repair(norms: norms, prices: prices)
    }
    guard isKept else { return }
    plan.fill(prices: prices)
    offer(plan.chosen)
  }

  /// The prices after some steps, without a plan.
  mutating func bestPrices(steps: Int) -> [Double] {
    var dual = CompactDual(problem, reduction, isFree: isFree, prices: [])
    var best = -Double.infinity
    for _ in 0..<steps {
      dual.price()
      dual.sweep()
      if dual.estimate > best {
        best = dual.estimate
        prices = dual.prices
      }
      dual.step(growth: 1.4)
    }
    return prices
  }

  /// Searches for plan and bound until they are near enough to each other, or nothing moves any more.
  mutating func run(prices start: [Double]) {
    var dual = CompactDual(
      problem, reduction, isFree: isFree,
      prices: start.count == problem.coupled.rows.count
        ? start.map { $0 * problem.coupled.sign } : [])
    if start.isEmpty { priceSample(&dual) }
    var best = -Double.infinity
    var bestBefore = -Double.infinity
    var shares = Array(repeating: 0.0, count: problem.labelCount)
    // Plans of large problems take as long as several steps, and are worth it only at good prices.
    var nextPlan = problem.graph.count > 2 * Self.sampleSize ? 15 : 12
    var nextCheck = 30
    for step in 0..<Self.stepLimit {
      dual.price()
      dual.sweep()
      if dual.estimate > best {
        best = dual.estimate
        prices = dual.prices
      }
      if step >= nextPlan && (dual.isSettled || step >= 60) || isOutOfTime {
        offer(improving: dual.suggestion(), norms: dual.norms, prices: dual.prices)
        if chosen != nil, cost - best <= limits.gap * abs(cost) {
          raise(proof(&dual))
          if isGoodEnough { return }
        }
        nextPlan = step + max(6, step / 4)
      }
      if isOutOfTime { break }
      // Where prices do not settle, whole regions change at once, and steps row by row may never find the best mix.
      if step == 40 && dual.miss > 0.2 || step == 90 && !dual.isSettled {
        if let mix = bundle(&dual, &best) { shares = mix }
        break
      }
      if step == nextCheck {
        // Thirty steps that gain less than a hundredth of what was asked for are the last.
        if best - bestBefore <= 0.01 * max(min(limits.gap, 0.005), 1e-5) * abs(best) { break }
        bestBefore = best
        nextCheck += 30
      }
      dual.step(growth: step < 30 ? 1.4 : 1.2)
    }
    let isMixed = shares.contains { $0 > 0 }
    let suggestion = dual.suggestion()
    dual.follow(suggestion)
    // What is far from the rows is no use for a plan when better ones will be grown.
    if !isMixed || dual.miss < 0.3 {
      offer(improving: suggestion, norms: dual.norms, prices: dual.prices)
    }
    raise(proof(&dual))
    if !isGoodEnough, isMixed {
      if problem.graph.count > 2 * Self.coarseSize {
        growCoarsely(from: dual, shares: shares)
      } else {
        grow(from: dual, shares: shares)
      }
    }
    if chosen == nil { offer(improving: suggestion, norms: dual.norms, prices: prices) }
    // Where borders are dear, nothing but what is locked in may be better than all that prices suggest.
    offer(reduction.fixed)
    anneal(norms: dual.norms)
  }

  /// Finds nearly the right prices from a part of a large problem, where only rows over all units couple it.
  private func priceSample(_ dual: inout CompactDual) {
    guard problem.graph.count > 2 * Self.sampleSize, dual.prices.count <= Self.sampleRows else {
      return
    }
    dual.sample = Self.sampleSize
    for step in 0..<40 {
      dual.price()
      dual.sweep()
      if dual.isSettled { break }
      dual.step(growth: step < 30 ? 1.4 : 1.2)
    }
    dual.sample = problem.graph.count
    dual.restart(share: 0.02)
  }

  /// Looks for the best prices by all choices seen, and returns how often each label is in the mix that keeps the rows.
  private mutating func bundle(_ dual: inout CompactDual, _ best: inout Double) -> [Double]? {
    let coupled = problem.coupled
    var master = PriceMaster(
      coupled, size: max(abs(best), 1e-9), norms: dual.norms, labels: problem.labelCount)
    var reach = 0.3
    var bestBefore = -Double.infinity
    var nextCheck = 12
    dual.set(prices: prices)
    for round in 0..<Self.bundleLimit {
      dual.price()
      for _ in 0..<(round == 0 ? 4 : 2) {
        dual.sweep()
        let labels = dual.sweeps.rounded()
        let options = dual.options(of: labels)
        master.add(
          cost: problem.cost(of: options), sums: coupled.activities(of: options), labels: labels)
      }
      if dual.estimate > best {
        best = dual.estimate
        prices = dual.prices
        reach = min(1, reach * 1.5)
      } else if round > 0 {
        reach = max(1e-4, reach * 0.7)
      }
      guard let next = master.next(centre: prices, reach: reach) else { return nil }
      if round == nextCheck {
        if best - bestBefore <= 0.05 * max(min(limits.gap, 0.005), 1e-5) * abs(best) { break }
        bestBefore = best
        nextCheck += 10
      }
      // Growing plans must have its time too.
      let isLate = limits.timeLimit.map { elapsed() > 0.4 * $0 } ?? false
      if isLate || next.bound - best <= 0.05 * max(min(limits.gap, 0.005), 1e-5) * abs(best) {
        break
      }
      dual.set(prices: next.prices)
    }
    return master.shares
  }

  /// The bound at the best prices, after a few sweeps more.
  private func proof(_ dual: inout CompactDual) -> Double {
    let current = dual.prices
    dual.set(prices: prices)
    dual.price()
    for _ in 0..<5 { dual.sweep() }
    let proved = dual.certificate()
    dual.set(prices: current)
    return proved
  }
}
