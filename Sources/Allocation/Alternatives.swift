public import PlanModel

/// Plans that are nearly as good as the best one and as unlike as possible.
public struct Alternatives: Sendable {
  /// One of them.
  public struct Alternative: Sendable {
    /// The plan; its bound is what no plan of the problem can beat.
    public var plan: Plan
    /// How many decisions differ from the best plan.
    public var differing: Int
    /// By which share of the best objective it is worse; below 0 where the search met a better one.
    public var worse: Double
  }
  /// The plan that they are alternatives to.
  public var best: Plan
  /// The plans, in the order they were found; fewer than asked for where there are no more.
  public var plans: [Alternative]

  /// In which share of the alternatives each decision of the best plan stays, in the order of `best.reasons`; 1 where there
  /// are no alternatives.
  public var staying: [Double]
  /// Why the search gave up before it had as many as were asked for; nil: it has them, or there are no more.
  public var endedBy: AllocationFailure?
}

/// Up to `count` plans within a share of the best objective that differ most from it and from each other.
///
/// One after the other, each makes the sum of its differences from all plans before as large as possible, under the rows and
/// locks of the problem and a row that holds the objective (after Brill, Chang and Hopkins, Management Science 28, 1982,
/// 221–235). How unlike they are is not proved; that they keep the share is checked by our own arithmetic. No row can hold what
/// borders cost; where they do, differences are weighed against the objective instead, ever more until the share is kept
/// (Lagrangian relaxation), so plans that no such weight makes best are not found.
///
/// - Parameters:
///   - best: A plan of the problem.
///   - problem: The problem.
///   - count: How many at most, at least 1.
///   - within: By which share of |objective| they may be worse, at least 0.
///   - amount: The name of an amount that says how much a decision counts: the largest one, in size, among its options; nil:
///     each counts 1.
///   - limits: For each search for a difference.
///   - elapsed: Seconds since the caller began; without it a clock starts with the call.
/// - Throws: `AllocationFailure`.
public func alternatives(
  to best: Plan, in problem: PlanningProblem, count: Int, within share: Double,
  weighedBy amount: String? = nil, limits: SolveLimits = SolveLimits(gap: 0.01),
  elapsed: () -> Double = secondsFromNow()
) throws -> Alternatives {
  try problem.requireSound()
  guard count >= 1, share >= 0, share.isFinite else {
    throw AllocationFailure.wrongLimits(
      "Alternatives are at least one, and worse by a share of at least 0.")
  }
  let search = try AlternativeSearch(best, problem, within: share, weighedBy: amount)
  var plans: [Plan] = []
  var endedBy: AllocationFailure?
  while plans.count < count, best.status != .infeasible, endedBy == nil {
    switch try answering({ try search.next(after: plans, limits: limits, elapsed: elapsed) }) {
    case .success(.some(let next)): plans.append(next)
    case .success(.none): return search.outcome(plans)
    case .failure(let failure): endedBy = failure
    }
  }
  var outcome = search.outcome(plans)
  outcome.endedBy = endedBy
  return outcome
}

/// The search for plans that differ.
private struct AlternativeSearch {
  let best: Plan
  let problem: PlanningProblem
  let restatement: Restatement
  /// The problem with a row that holds the objective.
  let held: PlanningProblem
  /// What no alternative is worse than, in the sense of least cost.
  let limit: Double
  /// How much each decision counts.
  let weight: [Double]
  /// With borders and blocks; nil where neither count.
  let compact: CompactProblem?

  private var coupled: CoupledProblem { restatement.coupled }

  init(
    _ best: Plan, _ problem: PlanningProblem, within share: Double, weighedBy amount: String?
  ) throws {
    self.best = best
    self.problem = problem
    restatement = Restatement(problem)
    let coupled = restatement.coupled
    compact = CompactProblem(where: problem, coupled: coupled)
    limit = coupled.sign * best.objective + share * abs(best.objective)
    var weight = Array(repeating: 1.0, count: coupled.decisionCount)
    if let amount {
      let column = problem.amounts[try problem.requireAmount(amount, for: "alternatives")]
      weight = (0..<coupled.decisionCount).map { decision in
        coupled.options(of: decision).map { abs(column.values[Int($0)]) }.max() ?? 0
      }
    }
    self.weight = weight
    held =
      best.status == .infeasible || (problem.compactness?.penalty ?? 0) != 0
      ? problem
      : problem.adding(row: "objective", values: coupled.cost, sense: .atMost, rhs: limit)
  }

  /// The plan that differs most from those that are known; nil where none is left.
  func next(after plans: [Plan], limits: SolveLimits, elapsed: () -> Double) throws -> Plan? {
    let known = ([best] + plans).map { coupled.picks(of: $0.chosen) }
    // What an option adds to the differences beyond doing nothing.
    var gain = Array(repeating: 0.0, count: coupled.optionCount)
    for option in gain.indices {
      let decision = Int(coupled.decision[option])
      for picks in known {
        if picks[decision] == option { gain[option] -= weight[decision] }
        if picks[decision] < 0 { gain[option] += weight[decision] }
      }
    }
    var question = held
    question.sense = .maximise
    question.objective = gain
    if (problem.compactness?.penalty ?? 0) != 0 {
      return try weighed(question, known: known, after: plans, limits: limits, elapsed: elapsed)
    }
    // Every decision that has been decided counts as different when nothing is chosen, so that the gap is a share of all
    // differences.
    let constant = known.map { picks in
      picks.indices.map { picks[$0] < 0 ? 0 : weight[$0] }.compensatedSum()
    }.compensatedSum()
    question = question.adding(constant: constant)
    func solve(_ question: PlanningProblem) throws -> Plan? {
      let begin = elapsed()
      let locked = question.optionCount > problem.optionCount ? [problem.optionCount] : []
      let found = try allocate(
        question, limits: limits,
        from: WarmStart(chosen: (plans.last ?? best).chosen + locked),
        elapsed: { elapsed() - begin })
      return found.status == .infeasible ? nil : found
    }
    guard var found = try solve(question) else { return nil }
    if isKnown(found, known) {
      // The sum of differences can be largest at a plan that is known; then it is forbidden outright.
      guard let other = try solve(forbidding(known, in: question)), !isKnown(other, known) else {
        return nil
      }
      found = other
    }
    return keepsShare(found) ? told(found) : nil
  }

  private func isKnown(_ plan: Plan, _ known: [[Int]]) -> Bool {
    let picks = coupled.picks(of: own(plan))
    return known.contains { $0 == picks }
  }

  /// The chosen options that are the problem's.
  private func own(_ found: Plan) -> [Int] { found.chosen.filter { $0 < problem.optionCount } }

  /// A question with a row against each known plan.
  private func forbidding(_ known: [[Int]], in question: PlanningProblem) -> PlanningProblem {
    var question = question
    for picks in known {
      var values = Array(repeating: 0.0, count: question.optionCount)
      for option in 0..<problem.optionCount {
        let pick = picks[Int(coupled.decision[option])]
        if pick == option { values[option] = 1 } else if pick < 0 { values[option] = -1 }
      }
      question = question.adding(
        row: "other plan", values: values, sense: .atMost,
        rhs: Double(picks.count { $0 >= 0 }) - 1)
    }
    return question
  }

  /// The objective of a choice with its borders, in the sense of least cost.
  private func cost(of chosen: [Int]) -> Double {
    compact?.cost(of: chosen) ?? coupled.cost(of: chosen)
  }

  /// Whether a plan keeps the share: the solver keeps rows to a tolerance of its own, the share is kept to ours.
  private func keepsShare(_ found: Plan) -> Bool {
    let tolerance = CoupledProblem.tolerance(
      rhs: limit, scale: coupled.cost.reduce(0) { max($0, abs($1)) })
    return cost(of: own(found)) <= limit + tolerance
  }

  /// What was found as a plan of the problem.
  private func told(_ found: Plan) -> Plan {
    let chosen = own(found)
    return restatement.plan(
      Plan(
        status: found.status, objective: coupled.sign * cost(of: chosen), bound: best.bound, gap: 0,
        solver: found.solver, seconds: found.seconds, chosen: chosen, rows: [], reasons: []),
      of: problem, bound: best.bound, prices: best.rows.map(\.price),
      isCutShort: best.status == .limit)
  }

  /// The searches for a weight of the objective: down by quarters until the share is broken, then three between.
  private static let steps = (down: 6, between: 3)

  /// The plan that differs most among those found at several weights of the objective, borders included; all searches share
  /// the time of one.
  ///
  /// - Parameter question: The problem with the differences in the place of its objective.
  private func weighed(
    _ question: PlanningProblem, known: [[Int]], after plans: [Plan], limits: SolveLimits,
    elapsed: () -> Double
  ) throws -> Plan? {
    let others = forbidding(known, in: question)
    let begin = elapsed()
    var bestPlan: (plan: Plan, gain: Double)?
    var endedBy: AllocationFailure?
    func gain(_ chosen: [Int]) -> Double {
      chosen.lazy.map { question.objective[$0] }.compensatedSum()
    }
    /// Whether the plan at a weight keeps the share.
    func keeps(at weight: Double) throws -> Bool {
      var own = others
      for option in 0..<problem.optionCount {
        own.objective[option] -= weight * coupled.cost[option]
      }
      own.compactness?.penalty *= weight
      let start = elapsed()
      let answer = try answering {
        try allocate(
          own, limits: limits.left(after: start - begin),
          from: WarmStart(chosen: (plans.last ?? best).chosen), elapsed: { elapsed() - start })
      }
      switch answer {
      case .failure(let failure):
        endedBy = failure
        return false
      case .success(let found):
        guard found.status != .infeasible, !isKnown(found, known), keepsShare(found) else {
          return false
        }
        let value = gain(found.chosen)
        if bestPlan.map({ value > $0.gain }) ?? true { bestPlan = (found, value) }
        return true
      }
    }
    let most = Double(known.count) * weight.compensatedSum()
    let room = max(limit - coupled.sign * best.objective, 1e-9 * abs(limit), 1e-12)
    // At this weight no difference makes up for an objective beyond the share.
    var heavy = max(most, 1) / room
    if try !keeps(at: heavy) {
      // The nearest plan in the objective alone.
      if endedBy == nil, try keeps(at: 1000 * heavy) { heavy *= 1000 }
    }
    var light = heavy
    for _ in 0..<Self.steps.down where bestPlan != nil && endedBy == nil {
      light /= 4
      if try keeps(at: light) { heavy = light } else { break }
    }
    for _ in 0..<Self.steps.between where light < heavy && bestPlan != nil && endedBy == nil {
      let middle = (light * heavy).squareRoot()
      if try keeps(at: middle) { heavy = middle } else { light = middle }
    }
    if let bestPlan { return told(bestPlan.plan) }
    if let endedBy { throw endedBy }
    return nil
  }

  func outcome(_ plans: [Plan]) -> Alternatives {
    let picks = coupled.picks(of: best.chosen)
    let others = plans.map { coupled.picks(of: $0.chosen) }
    return Alternatives(
      best: best,
      plans: zip(plans, others).map { plan, other in
        Alternatives.Alternative(
          plan: plan, differing: zip(picks, other).count { $0 != $1 },
          worse: coupled.sign * (plan.objective - best.objective)
            / max(abs(best.objective), 1e-9) + 0)
      },
      staying: picks.indices.map { decision in
        others.isEmpty
          ? 1
          : Double(others.count { $0[decision] == picks[decision] }) / Double(others.count)
      })
  }
}
