internal import PlanModel

/// The plan of a problem with borders or blocks, in the words of the problem.
func compactPlan(
  _ solver: CompactSolver, _ coupled: CoupledProblem, _ problem: PlanningProblem,
  _ limits: SolveLimits, from start: WarmStart?, elapsed: @escaping () -> Double
) throws -> Plan {
  var outcome = try solver.solve(start: start)
  if case .infeasible = outcome {
    switch try withoutPlan(problem, coupled, limits: limits, elapsed: elapsed) {
    case .infeasible(let plan): return plan
    case .missed(let chosen): outcome = try solver.solve(start: start, missed: chosen)
    }
  }
  switch outcome {
  case .infeasible: throw AllocationFailure.inaccurate(row: coupled.rows.first?.name ?? "")
  case .blocked(let chosen): return blockedPlan(solver.problem, chosen, seconds: elapsed())
  case .plan(let chosen, let bound, let pricing, let name):
    let compact = solver.problem
    // −0 would be written as "-0".
    let objective = coupled.sign * compact.cost(of: chosen) + 0
    let stated = coupled.sign * bound + 0
    let gap = gap(of: objective, from: stated)
    return Plan(
      status: PlanStatus(gap: gap, asked: limits.gap), objective: objective, bound: stated,
      gap: gap, solver: name, seconds: elapsed(), chosen: chosen,
      rows: coupled.results(of: chosen) { coupled.sign * pricing.prices[$0] + 0 },
      reasons: compactReasons(compact, problem, chosen: chosen, pricing: pricing))
  }
}

/// The result where rows and locks can be kept, but not with the rules for blocks.
///
/// The conflict names every rule that the best choice without them breaks, and the way out is by how much the smallest block
/// of that choice falls short: a way, not the cheapest.
private func blockedPlan(_ compact: CompactProblem, _ chosen: [Int], seconds: Double) -> Plan {
  var missing = Array(repeating: 0.0, count: compact.clusters.count)
  for block in compact.smallBlocks(of: chosen) {
    missing[block.rule] = max(missing[block.rule], compact.clusters[block.rule].least - block.sum)
  }
  let broken = missing.indices.filter { missing[$0] > 0 }
  return compact.coupled.planWithout(
    conflict: broken.map { compact.clusters[$0].name },
    relaxation: broken.map { Plan.Relaxation(name: compact.clusters[$0].name, by: missing[$0]) },
    seconds: seconds)
}

/// Why each unit's slot got what it got, borders to the neighbours' choices included.
func compactReasons(
  _ compact: CompactProblem, _ problem: PlanningProblem, chosen: [Int], pricing: Pricing
) -> [Plan.Reason] {
  let coupled = compact.coupled
  let locked = LockedOptions(coupled)
  let plan = BorderedPlan(
    compact, isFree: locked.isOut.map { !$0 }, isFixed: locked.isDecided, chosen: chosen)
  let swaps = Swaps(coupled, chosen: chosen)
  return (0..<coupled.decisionCount).map { decision in
    let options = coupled.options(of: decision)
    let pick = Int(plan.pick[decision])
    let node = Int(compact.nodeOfDecision[decision])
    func value(_ option: Int) -> Double {
      (option < 0 ? 0 : pricing.pricedCost[option])
        + (node < 0 ? 0 : plan.borderCost(of: node, label: plan.label(of: option)))
    }
    var runnerUp = -1
    var best = pick < 0 ? Double.infinity : value(-1)
    for option in options where Int(option) != pick && !locked.isOut[Int(option)] {
      let other = value(Int(option))
      if other < best {
        best = other
        runnerUp = Int(option)
      }
    }
    let own = value(pick)
    var margin = best.isFinite ? best - own : 0
    var size = max(abs(own), best.isFinite ? abs(best) : 0)
    for option in [pick, runnerUp] where option >= 0 { size = max(size, abs(coupled.cost[option])) }
    if abs(margin) <= 1e-12 * size { margin = 0 }
    let broken =
      margin < 0 && !locked.isDecided[decision]
      ? swaps.brokenRow(replacing: pick, by: runnerUp) : nil
    return Plan.Reason(
      unit: problem.unit[Int(options.first!)], slot: problem.slot[Int(options.first!)],
      chosen: Int32(pick), runnerUp: Int32(runnerUp), margin: margin,
      brokenRow: Int32(broken ?? -1))
  }
}
