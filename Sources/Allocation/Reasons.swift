internal import PlanModel

/// Why each unit's slot got what it got: its options compared at the prices of the rows.
///
/// Options that are locked out do not run; a locked-in option is compared with what else there was, so that a negative
/// margin is what the lock costs at the prices. Where the margin is negative without a lock, the runner-up is put in the
/// place of the choice, and the first row that this breaks is named.
func reasons(
  _ coupled: CoupledProblem, _ problem: PlanningProblem, chosen: [Int], pricing: Pricing
) -> [Plan.Reason] {
  let locked = LockedOptions(coupled)
  var isChosen = Array(repeating: false, count: coupled.optionCount)
  for option in chosen { isChosen[option] = true }
  let swaps = Swaps(coupled, chosen: chosen)
  return (0..<coupled.decisionCount).map { decision in
    let options = coupled.options(of: decision).map { Int($0) }
    let pick = options.first { isChosen[$0] } ?? -1
    let value = pick < 0 ? 0 : pricing.pricedCost[pick]
    var runnerUp = -1
    var best = pick < 0 ? Double.infinity : 0
    for option in options where option != pick && !locked.isOut[option] {
      if pricing.pricedCost[option] < best {
        best = pricing.pricedCost[option]
        runnerUp = option
      }
    }
    var margin = best.isFinite ? best - value : 0
    // What the prices earn is taken off the cost, so the two may cancel down to rounding.
    var size = 0.0
    for option in [pick, runnerUp] where option >= 0 {
      size = max(size, abs(coupled.cost[option]), abs(pricing.pricedCost[option]))
    }
    if abs(margin) <= 1e-12 * size { margin = 0 }
    let broken =
      margin < 0 && !locked.isDecided[decision]
      ? swaps.brokenRow(replacing: pick, by: runnerUp) : nil
    return Plan.Reason(
      unit: problem.unit[options[0]], slot: problem.slot[options[0]], chosen: Int32(pick),
      runnerUp: Int32(runnerUp), margin: margin, brokenRow: Int32(broken ?? -1))
  }
}
