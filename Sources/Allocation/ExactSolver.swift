internal import CBCBinding
internal import PlanModel

/// The exact search over a problem that was made ready: a linear relaxation for prices, then branch and bound by CBC
/// over the options that can still matter.
struct ExactSolver {
  /// What the search came to.
  enum Outcome {
    /// A plan, the cost that none is below, and the prices.
    case plan(chosen: [Int], bound: Double, pricing: Pricing)
    /// No plan meets all rows and locks.
    case infeasible
  }

  let problem: CoupledProblem
  let limits: SolveLimits
  /// Seconds since the search began.
  let elapsed: () -> Double

  /// A gap this small is rounding: the bound is then the cost itself.
  static let rounding = 1e-9
  /// Over this many free options, a plan is first sought among the options that are nearly best at the prices.
  static let coreThreshold = 2000

  private var secondsLeft: Double? { limits.timeLimit.map { $0 - elapsed() } }

  /// What is left of the problem with all rows and locks.
  private var reduction: Reduction {
    Reduction(
      problem, cost: problem.cost,
      rowIsActive: Array(repeating: true, count: problem.rows.count),
      lockIsActive: Array(repeating: true, count: problem.locks.count))
  }

  /// Searches.
  ///
  /// - Parameters:
  ///   - missed: A plan that an earlier search missed. That CBC finds none better is then no proof.
  ///   - start: A choice that may be a good plan, and may as well break rows.
  func solve(missed: [Int]? = nil, start: [Int]? = nil) throws -> Outcome {
    let reduction = self.reduction
    if reduction.impossibleRow != nil { return .infeasible }
    guard let relaxed = try relax(reduction) else { return .infeasible }
    var search = Search(pricing: relaxed.pricing, bound: relaxed.pricing.bound)
    search.offer(relaxed.rounded, in: problem)
    search.offer(missed, in: problem)
    search.offer(start.flatMap { problem.keepingLocks($0) }, in: problem)
    if isGoodEnough(search) { return search.outcome(problem) }

    if reduction.free.count > Self.coreThreshold {
      try searchCore(reduction, &search)
      if isGoodEnough(search) { return search.outcome(problem) }
    }
    // A second and third round see only options that can still beat the plan found, with costs scaled to those.
    var options = search.candidates(reduction)
    for _ in 0..<3 {
      let result = try branchAndBound(reduction, options: options, search: search)
      if case .noneBetter(let room) = result {
        guard search.chosen != nil else { return .infeasible }
        if missed == nil {
          search.raise(search.cost - room, accuracy: Self.rounding * largestCost(of: options))
        }
        break
      }
      if case .ended(let chosen, let bound, let isComplete) = result {
        search.offer(chosen, in: problem)
        search.raise(bound, accuracy: Self.rounding * largestCost(of: options))
        if !isComplete {
          guard search.chosen != nil else {
            throw AllocationFailure.withoutPlan(limits)
          }
          return search.outcome(problem)
        }
      }
      let rest = search.candidates(reduction)
      if isGoodEnough(search) || rest.count == options.count { break }
      options = rest
    }
    return search.outcome(problem)
  }

  private func isGoodEnough(_ search: Search) -> Bool {
    guard search.chosen != nil else { return false }
    return search.gap <= max(limits.gap, Self.rounding)
  }

  /// The options that the relaxation chooses.
  func relaxedChoice() throws -> RelaxedChoice {
    let reduction = self.reduction
    if reduction.impossibleRow != nil { return .noPlan }
    guard let relaxed = try relax(reduction) else { return .noPlan }
    return relaxed.isSolved ? .plan(relaxed.rounded) : .unknown
  }

  /// The relaxation's prices and its solution rounded to a plan, which may break rows; nil where it is infeasible.
  private func relax(
    _ reduction: Reduction
  ) throws -> (pricing: Pricing, rounded: [Int], isSolved: Bool)? {
    var isSolved = reduction.rows.isEmpty || reduction.free.isEmpty
    var prices = Array(repeating: 0.0, count: problem.rows.count)
    var rounded: [Int]?
    if !reduction.rows.isEmpty, !reduction.free.isEmpty {
      let scaled = ScaledModel(
        problem, reduction, cost: problem.cost, options: reduction.free, isInteger: false)
      do {
        let solver = try RelaxationSolver(scaled.model)
        switch try solver.solve(seconds: secondsLeft) {
        case .infeasible:
          let ray = scaled.unscaled(prices: solver.ray, rowCount: problem.rows.count)
          if Pricing.provesNoPlan(problem, reduction, ray: ray) { return nil }
        case .optimal:
          prices = scaled.unscaled(prices: solver.prices, rowCount: problem.rows.count)
          rounded = scaled.chosen(from: solver.values, in: problem)
          isSolved = true
        case .stopped: break
        }
      } catch {
        // Without prices the bound of zero prices holds, and branch and bound decides.
      }
    }
    let pricing = Pricing(problem, reduction, cost: problem.cost, prices: prices)
    let plan =
      rounded ?? reduction.free.filter { pricing.regret[$0] == 0 && pricing.pricedCost[$0] < 0 }
    return (pricing, (reduction.fixed + onePerDecision(plan)).sorted(), isSolved)
  }

  private func largestCost(of options: [Int]) -> Double {
    options.reduce(0) { max($0, abs(problem.cost[$1])) }
  }

  private func onePerDecision(_ options: [Int]) -> [Int] {
    var seen: Set<Int32> = []
    return options.filter { seen.insert(problem.decision[$0]).inserted }
  }

  /// Looks for a good plan among the options that are nearly best at the prices.
  private func searchCore(_ reduction: Reduction, _ search: inout Search) throws {
    let regrets = reduction.free.map { search.pricing.regret[$0] }.sorted()
    var size = problem.decisionCount + 600 + 20 * reduction.rows.count
    for _ in 0..<2 where size < reduction.free.count {
      let threshold = regrets[size]
      let core = reduction.free.filter { search.pricing.regret[$0] <= threshold }
      if case .ended(let chosen, _, _) = try branchAndBound(
        reduction, options: core, search: search, nodes: 500)
      {
        search.offer(chosen, in: problem)
      }
      if search.chosen != nil { return }
      size *= 3
    }
  }

  /// What one branch and bound came to.
  private enum Branching {
    /// A plan that keeps all rows (nil: none found), what no plan of these options is below, whether the search is complete.
    case ended(chosen: [Int]?, bound: Double, isComplete: Bool)
    /// No plan of these options is better than the one that was known by more than `room`, or there is none at all.
    case noneBetter(room: Double)
  }

  /// Solves over some options, until the plan keeps every row by our own arithmetic.
  private func branchAndBound(
    _ reduction: Reduction, options: [Int], search: Search, nodes: Int? = nil
  ) throws -> Branching {
    let fixedCost = problem.cost(of: reduction.fixed)
    var cuts: [OptionCut] = []
    var tightening: [Double] = []
    var firstBound: Double?
    // Whether CBC is asked a second time, because it found nothing the first time.
    var isSecondOpinion = false
    for attempt in 0..<40 {
      var scaled = ScaledModel(
        problem, reduction, cost: problem.cost, options: options, isInteger: true,
        tightening: tightening, isWide: isSecondOpinion)
      for cut in cuts { scaled.add(cut) }
      var settings = IntegerLimits()
      settings.seed = limits.seed
      settings.nodes = nodes
      settings.seconds = secondsLeft
      settings.isPlain = isSecondOpinion
      // Only the absolute gap: CBC does not know the cost of locked options. The bound is at most the plan's cost, so
      // nine tenths of the gap at the bound is within the gap at the plan.
      settings.absoluteGap = max(
        0.9 * limits.gap * abs(search.pricing.bound) * scaled.costScale, 1e-9)
      if cuts.isEmpty, let known = search.chosen {
        let chosen = Set(known)
        settings.start = scaled.options.map { chosen.contains($0) ? 1 : 0 }
      }
      let outcome: IntegerOutcome
      do { outcome = try solveInteger(scaled.model, limits: settings) } catch {
        throw AllocationFailure.solverFailed(
          function: "\(error.function)", message: error.message)
      }
      if outcome.state == .infeasible {
        if isSecondOpinion {
          // From a known plan, CBC looks only for what is better by more than the gap that it may leave, or its increment; so
          // finding nothing proves no more than that.
          return .noneBetter(room: max(settings.absoluteGap, 1e-5) / scaled.costScale)
        }
        // CBC 2.10 calls some models with a plan infeasible, mostly such with equalities in decimal amounts.
        switch PlanEnumeration.search(
          problem, reduction, options: options, pricing: search.pricing, below: search.cost)
        {
        case .none: return .noneBetter(room: 0)
        case .best(let chosen):
          return .ended(chosen: chosen, bound: problem.cost(of: chosen), isComplete: true)
        case .tooMany: isSecondOpinion = true
        }
        continue
      }
      // CBC drops nodes that are better by less than its increment of 1e-5.
      let reported = (outcome.bound - 1e-5) / scaled.costScale + fixedCost
      if tightening.isEmpty { firstBound = reported }
      guard let values = outcome.values else {
        return .ended(chosen: nil, bound: firstBound ?? reported, isComplete: false)
      }
      let chosen = (reduction.fixed + scaled.chosen(from: values, in: problem)).sorted()
      let broken = problem.brokenRows(of: chosen)
      if broken.isEmpty {
        // What CBC left open, a small problem tells by being gone through.
        if outcome.leavesGap, nodes == nil {
          switch PlanEnumeration.search(
            problem, reduction, options: options, pricing: search.pricing,
            below: min(search.cost, problem.cost(of: chosen)))
          {
          case .none:
            return .ended(
              chosen: chosen, bound: min(search.cost, problem.cost(of: chosen)), isComplete: true)
          case .best(let better):
            return .ended(chosen: better, bound: problem.cost(of: better), isComplete: true)
          case .tooMany: break
          }
        }
        return .ended(
          chosen: chosen, bound: firstBound ?? reported, isComplete: outcome.state == .finished)
      }
      // The plan keeps the rows only to CBC's tolerance. Cut off exactly this way of breaking them; where that goes on
      // too long, tighten the rows.
      if attempt < 30 {
        cuts += broken.map { OptionCut(brokenRow: $0, of: problem, reduction, chosen: chosen) }
      } else {
        let activities = problem.activities(of: chosen)
        if tightening.isEmpty { tightening = Array(repeating: 0, count: problem.rows.count) }
        for row in broken {
          tightening[row] += 2 * problem.violation(of: row, activity: activities[row])
        }
      }
      if attempt == 39 {
        throw AllocationFailure.inaccurate(row: problem.rows[broken[0]].name)
      }
    }
    return .noneBetter(room: 0)
  }
}

/// The best plan so far and what is proved.
struct Search {
  let pricing: Pricing
  /// What no plan costs less than.
  var bound: Double
  private(set) var chosen: [Int]?
  private(set) var cost = Double.infinity

  init(pricing: Pricing, bound: Double) {
    self.pricing = pricing
    self.bound = bound
  }

  /// |cost − bound| ÷ max(|cost|, 1e−9).
  var gap: Double { Allocation.gap(of: cost, from: bound) }

  /// Keeps a plan if it holds and beats the known one.
  mutating func offer(_ candidate: [Int]?, in problem: CoupledProblem) {
    guard let candidate, problem.brokenRows(of: candidate).isEmpty else { return }
    let value = problem.cost(of: candidate)
    guard chosen == nil || value < cost else { return }
    chosen = candidate
    cost = value
    raise(bound, accuracy: pricing.accuracy)
  }

  /// Takes over a better bound; never one beyond the plan's own cost.
  ///
  /// - Parameter accuracy: What the bound's source cannot tell apart; the bound is the cost when it is that near.
  mutating func raise(_ better: Double, accuracy: Double) {
    bound = max(bound, better)
    if chosen != nil, cost - bound <= max(ExactSolver.rounding * abs(cost), accuracy) {
      bound = cost
    }
  }

  /// The free options that a plan better than the known one can have.
  ///
  /// A plan with an option costs at least the bound of the prices plus the option's regret.
  func candidates(_ reduction: Reduction) -> [Int] {
    guard chosen != nil else { return reduction.free }
    let room = cost - pricing.bound + ExactSolver.rounding * (abs(cost) + abs(pricing.bound))
    let kept = Set(chosen ?? [])
    return reduction.free.filter { pricing.regret[$0] <= room || kept.contains($0) }
  }

  /// The best plan, improved as far as single swaps can.
  func outcome(_ problem: CoupledProblem) -> ExactSolver.Outcome {
    var best = self
    if let chosen { best.offer(problem.improvedBySwaps(chosen), in: problem) }
    return .plan(chosen: best.chosen ?? [], bound: best.bound, pricing: pricing)
  }
}
