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
}

/// Up to `count` plans within a share of the best objective that differ most from it and from each other.
///
/// One after the other, each makes the sum of its differences from all plans before as large as possible, under the rows and
/// locks of the problem and a row that holds the objective (after Brill, Chang and Hopkins, Management Science 28, 1982,
/// 221–235). How unlike they are is not proved; that they keep the share is checked by our own arithmetic.
///
/// - Parameters:
///   - best: A plan of the problem.
///   - problem: The problem, without a penalty on borders: what borders cost is no sum over options, so no row can hold it.
///   - count: How many at most, at least 1.
///   - within: By which share of |objective| they may be worse, at least 0.
///   - amount: The name of an amount that says how much a decision counts: the largest one, in size, among its options; nil:
///     each counts 1.
///   - limits: For each search for a difference.
///   - elapsed: Seconds since the caller began.
/// - Throws: `AllocationFailure`.
public func alternatives(
  to best: Plan, in problem: PlanningProblem, count: Int, within share: Double,
  weighedBy amount: String? = nil, limits: SolveLimits = SolveLimits(gap: 0.01),
  elapsed: () -> Double = { 0 }
) throws -> Alternatives {
  try problem.requireSound()
  guard count >= 1, share >= 0, share.isFinite else {
    throw AllocationFailure.wrongLimits(
      "Alternatives are at least one, and worse by a share of at least 0.")
  }
  let search = try AlternativeSearch(best, problem, within: share, weighedBy: amount)
  var plans: [Plan] = []
  while plans.count < count, best.status != .infeasible {
    guard let next = try search.next(after: plans, limits: limits, elapsed: elapsed) else { break }
    plans.append(next)
  }
  return search.outcome(plans)
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

  private var coupled: CoupledProblem { restatement.coupled }

  init(
    _ best: Plan, _ problem: PlanningProblem, within share: Double, weighedBy amount: String?
  ) throws {
    guard (problem.compactness?.penalty ?? 0) == 0 else {
      throw AllocationFailure.invalid([
        Diagnostic(
          .error, "alternatives.compactness",
          "Alternatives cannot be held to a share of an objective with a penalty on borders.",
          remedy: "Set the penalty to 0, or compare plans with other penalties instead.",
          at: Place(field: "compactness"))
      ])
    }
    self.best = best
    self.problem = problem
    restatement = Restatement(problem)
    let coupled = restatement.coupled
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
      best.status == .infeasible
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
    func isKnown(_ plan: Plan) -> Bool {
      let picks = coupled.picks(of: plan.chosen.filter { $0 < problem.optionCount })
      return known.contains { $0 == picks }
    }
    if isKnown(found) {
      // The sum of differences can be largest at a plan that is known; then it is forbidden outright.
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
      guard let other = try solve(question), !isKnown(other) else { return nil }
      found = other
    }
    let plan = restatement.plan(
      Plan(
        status: found.status, objective: objective(found), bound: best.bound, gap: 0,
        solver: found.solver, seconds: found.seconds,
        chosen: found.chosen.filter { $0 < problem.optionCount }, rows: [], reasons: []),
      of: problem, bound: best.bound, prices: best.rows.map(\.price),
      isCutShort: best.status == .limit)
    // The solver keeps rows to a tolerance of its own; the share is kept to ours.
    let tolerance = CoupledProblem.tolerance(
      rhs: limit, scale: coupled.cost.reduce(0) { max($0, abs($1)) })
    return coupled.sign * plan.objective <= limit + tolerance ? plan : nil
  }

  private func objective(_ found: Plan) -> Double {
    found.chosen.lazy.filter { $0 < problem.optionCount }.map { problem.objective[$0] }
      .compensatedSum()
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
