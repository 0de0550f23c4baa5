internal import PlanModel

/// The search for problems of any size: prices on the rows, each decision's best answer to them, repair and improvement of
/// the plan that this gives, and the Lagrangian bound as its proof.
struct DecompositionSolver {
  /// What the search came to.
  struct Outcome {
    /// The best plan that keeps all rows, as options; nil: none was found.
    var chosen: [Int]?
    /// What it costs, in terms of least cost.
    var cost: Double
    /// What no plan costs less than.
    var bound: Double
    /// By how much rounding may have moved the bound.
    var accuracy: Double
    /// The price of each row, in terms of least cost.
    var prices: [Double]
    /// Whether it is proved that no plan keeps the rows.
    var isInfeasible: Bool
  }

  let table: DecisionTable
  let limits: SolveLimits
  /// Seconds since the search began.
  let elapsed: () -> Double

  init(_ table: DecisionTable, limits: SolveLimits, elapsed: @escaping () -> Double) {
    self.table = table
    self.limits = limits
    self.elapsed = elapsed
  }

  /// The share of the time that is kept for making a plan of the prices.
  static let planShare = 0.4

  /// Searches.
  ///
  /// - Parameter start: What is known from an earlier plan.
  func solve(from start: WarmStart? = nil) -> Outcome {
    let left: () -> Double? = { [limits, elapsed] in limits.timeLimit.map { $0 - elapsed() } }
    // Prices without a plan are of no use to anybody, so some of the time is kept for it.
    let kept = (left() ?? 0) * Self.planShare
    var search = PriceSearch(
      table: table, workers: limits.workers, secondsLeft: { left().map { $0 - kept } })
    search.accuracy = min(1e-4, max(1e-7, 0.02 * limits.gap))
    var known: [Double]?
    if let prices = start?.prices, prices.count == table.rows.count {
      known = prices.map { $0 * table.sign }
    }
    let found = search.search(from: known)
    let accuracy = 1e-13 * found.size
    var outcome = Outcome(
      chosen: nil, cost: .infinity, bound: found.dual - accuracy, accuracy: accuracy,
      prices: found.prices, isInfeasible: found.provesNoPlan)
    if found.provesNoPlan { return outcome }
    let scan = SwapScan(
      table, prices: found.prices, workers: limits.workers)
    let repair = PlanRepair(
      table: table, scan: scan, bound: found.dual, gap: limits.gap, secondsLeft: left)
    func offer(_ plan: PlanInProgress?) {
      guard var plan, repair.mend(&plan) else { return }
      repair.improve(&plan)
      // Sums were kept step by step; what counts is the plan added up afresh.
      plan.refresh()
      guard repair.mend(&plan) else { return }
      let cost = plan.cost
      guard plan.brokenRows.isEmpty, cost < outcome.cost else { return }
      outcome.chosen = plan.chosen
      outcome.cost = cost
    }
    let rounding = ControlledRounding(
      table: table, prices: found.mixed, temperature: found.temperature)
    let answers = PlanInProgress(table, prices: found.prices, workers: limits.workers)
    var mixture: PlanInProgress?
    if answers.brokenRows.contains(where: { table.rows[$0].sense == .equal }) {
      // Equalities may leave the prices so even that the best answers miss them by far; then the mixtures are nearer.
      let rounded = PlanInProgress(table, pick: rounding.pick())
      if repair.missing(rounded) < repair.missing(answers) { offer(rounded) }
      mixture = rounded
    }
    if !repair.isGoodEnough(outcome.cost) { offer(answers) }
    if let start, !repair.isGoodEnough(outcome.cost) {
      offer(table.pick(of: start.chosen).map { PlanInProgress(table, pick: $0) })
    }
    if !repair.isGoodEnough(outcome.cost) {
      offer(mixture ?? PlanInProgress(table, pick: rounding.pick()))
    }
    let lead = outcome.cost - outcome.bound
    let least = max(ExactSolver.rounding * abs(outcome.cost), 2 * outcome.accuracy)
    if outcome.chosen != nil, abs(lead) <= least { outcome.bound = outcome.cost }
    // A bound beyond a plan is none, and nothing may be built on it.
    if lead < -least { outcome.bound = -.infinity }
    return outcome
  }
}

extension DecisionTable {
  /// The line of each decision for chosen options, with the locks put right; options that do not exist are left out.
  func pick(of chosen: [Int]) -> [Int32]? {
    let lineOf = Self.lineOfOption(options)
    var isChosen = Array(repeating: false, count: lineCount)
    for option in chosen {
      guard option >= 0, option < lineCount else { continue }
      isChosen[options.isEmpty ? option : Int(lineOf[option])] = true
    }
    var pick = Array(repeating: Int32(-1), count: decisionCount)
    for decision in 0..<decisionCount {
      for line in lines(of: decision) {
        let isOpen = lines[line * stride].isFinite
        if isOpen, isChosen[line] || mustChoose[decision] {
          pick[decision] = Int32(line)
          break
        }
      }
    }
    return pick
  }
}
