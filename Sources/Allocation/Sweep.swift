public import PlanModel

/// How the best plan moves as one row's right-hand side goes from one number to another.
///
/// Points are solved from the loosest to the tightest, each from the one before. A plan for a tight limit keeps a looser one,
/// and a bound for a loose limit holds for a tighter one; both are handed on, so the curve never goes the wrong way. Where
/// limits are so tight that prices prove there is no plan is found by halving first, in the time of one point; once a limit
/// admits no plan, tighter ones are not asked. A point at which the search gives up says so, and the others stand.
///
/// - Parameters:
///   - problem: The problem; the row's own right-hand side does not matter.
///   - row: The row's name as in `Plan.rows`: `budget`, or `floor[2]` for a member.
///   - from: The first right-hand side, in the row's unit.
///   - to: The last one.
///   - steps: How many points, at least 2, evenly spaced.
///   - limits: For each point.
///   - start: What is known from an earlier plan.
///   - elapsed: Seconds since the caller began; without it a clock starts with the call.
///   - advance: Called with the number of points that are solved.
/// - Throws: `AllocationFailure`.
public func sweep(
  _ problem: PlanningProblem, row: String, from: Double, to: Double, steps: Int,
  limits: SolveLimits = SolveLimits(), start: WarmStart? = nil,
  elapsed: () -> Double = secondsFromNow(), advance: (Int) -> Void = { _ in }
) throws -> Sweep {
  try problem.requireSound()
  try limits.requireSound()
  let swept = try SweptRow(row, in: problem)
  guard (2...10_000).contains(steps), from.isFinite, to.isFinite else {
    throw AllocationFailure.wrongLimits(
      "A sweep goes from one number to another in 2 to 10000 points.")
  }
  let sides = (0..<steps).map { step in
    step == steps - 1 ? to : from + (to - from) * Double(step) / Double(steps - 1)
  }
  let sense = problem.rows[swept.row].sense
  let order = sides.indices.sorted { a, b in
    let (left, right) = sense == .atLeast ? (sides[a], sides[b]) : (sides[b], sides[a])
    return (left, a) < (right, b)
  }
  var plans: [Plan?] = Array(repeating: nil, count: steps)
  var failures: [AllocationFailure?] = Array(repeating: nil, count: steps)
  var known = start
  let possible = try withoutActuallyEscaping(elapsed) { elapsed in
    let begin = elapsed()
    return try prefix(of: order) { index in
      // Equalities are neither loose nor tight.
      try sense == .equal
        || !isProvedImpossible(
          swept.setting(sides[index], in: problem), limits, elapsed: { elapsed() - begin })
    }
  }
  for (solved, index) in order.prefix(possible).enumerated() {
    let answer = try answering {
      try allocateWithin(
        swept.setting(sides[index], in: problem), limits: limits, from: known, elapsed: elapsed)
    }
    advance(solved + 1)
    switch answer {
    case .failure(let failure): failures[index] = failure
    case .success(let plan):
      plans[index] = plan
      if plan.status != .infeasible { known = plan.warmStart }
    }
    if plans[index]?.status == .infeasible, sense != .equal { break }
  }
  if sense != .equal { handOn(&plans, order: order, limits: limits, sense: problem.sense) }
  return curve(plans, failures, sides: sides, swept, problem)
}

/// How many of the first entries hold, where all up to some entry do and none after it; asks about log₂ of them.
private func prefix(of order: [Int], where holds: (Int) throws -> Bool) throws -> Int {
  guard let last = order.last else { return 0 }
  if try holds(last) { return order.count }
  var low = 0
  var high = order.count - 1
  while low < high {
    let middle = (low + high) / 2
    if try holds(order[middle]) { low = middle + 1 } else { high = middle }
  }
  return low
}

/// One point; each has the whole time limit.
private func allocateWithin(
  _ problem: PlanningProblem, limits: SolveLimits, from start: WarmStart?, elapsed: () -> Double
) throws -> Plan {
  let begin = elapsed()
  return try allocate(problem, limits: limits, from: start, elapsed: { elapsed() - begin })
}

/// Hands plans on to looser limits and bounds on to tighter ones.
private func handOn(
  _ plans: inout [Plan?], order: [Int], limits: SolveLimits, sense: OptimisationSense
) {
  let sign = sense == .minimise ? 1.0 : -1.0
  let solved = order.filter { plans[$0].map { $0.status != .infeasible } ?? false }
  for (loose, tight) in zip(solved, solved.dropFirst()).reversed() {
    guard let better = plans[tight], var plan = plans[loose],
      sign * (better.objective - plan.objective) < 0
    else { continue }
    plan.chosen = better.chosen
    plan.objective = better.objective
    for row in plan.rows.indices { plan.rows[row].lhs = better.rows[row].lhs }
    plans[loose] = plan
  }
  for (loose, tight) in zip(solved, solved.dropFirst()) {
    guard let outer = plans[loose], let plan = plans[tight] else { continue }
    if sign * (outer.bound - plan.bound) > 0 { plans[tight]?.bound = outer.bound }
  }
  for index in solved {
    guard var plan = plans[index] else { continue }
    // A bound is never beyond the plan, but for rounding.
    if sign * (plan.objective - plan.bound) < 0 { plan.bound = plan.objective }
    plan.gap = gap(of: plan.objective, from: plan.bound)
    plan.status = PlanStatus(gap: plan.gap, asked: limits.gap)
    plans[index] = plan
  }
}

private func curve(
  _ plans: [Plan?], _ failures: [AllocationFailure?], sides: [Double], _ swept: SweptRow,
  _ problem: PlanningProblem
) -> Sweep {
  let coupled = CoupledProblem(problem)
  var before: [Int]?
  let points = sides.indices.map { index in
    let rhs = sides[index]
    guard let plan = plans[index], plan.status != .infeasible else {
      let none = TradeOffPoint(
        status: failures[index] == nil ? .infeasible : .limit, objective: .nan, bound: .nan,
        gap: .nan, sums: [], chosen: [])
      return Sweep.Point(
        rhs: rhs, plan: none, price: .nan, unanswered: failures[index].map { "\($0)" })
    }
    var point = TradeOffPoint(plan)
    point.changed = before.map { coupled.difference($0, plan.chosen) }
    before = plan.chosen
    return Sweep.Point(rhs: rhs, plan: point, price: plan.rows[swept.index].price)
  }
  return Sweep(
    row: coupled.rows[swept.index].name, current: problem.rows[swept.row].rhs[swept.member],
    rowNames: coupled.rows.map(\.name), points: points)
}
