internal import PlanModel

/// Why each unit's slot got what it got: its options compared at the prices of the rows.
///
/// Options that are locked out do not run; a locked-in option is compared with what else there was, so that a negative
/// margin is what the lock costs at the prices. Where the margin is negative without a lock, the runner-up is put in the
/// place of the choice, and the first row that this breaks is named.
///
/// - Parameters:
///   - plan: What is chosen.
///   - prices: One a row, in terms of least cost.
func reasons(
  _ problem: PlanningProblem, plan: PlanInProgress, prices: [Double], workers: Workers
) -> [Plan.Reason] {
  let table = plan.table
  var isOut: [Bool] = []
  if !problem.locks.isEmpty {
    isOut = Array(repeating: false, count: problem.optionCount)
    for lock in problem.locks where !lock.lockedIn { isOut[lock.option] = true }
  }
  let out = isOut
  let chunks =
    (try? workers.mapChunks(of: table.decisionCount, size: DualPass.chunk) {
      range -> [Plan.Reason] in
      range.map { decision in
        reason(decision, problem, plan: plan, prices: prices, isOut: out)
      }
    }) ?? []
  return chunks.flatMap { $0 }
}

private func reason(
  _ decision: Int, _ problem: PlanningProblem, plan: PlanInProgress, prices: [Double], isOut: [Bool]
) -> Plan.Reason {
  let table = plan.table
  // A lock makes the cost of what it rules out infinite in the table; here the true cost counts.
  func cost(_ line: Int) -> Double {
    line < 0 ? 0 : table.sign * problem.objective[table.option(of: line)]
  }
  func priced(_ line: Int) -> Double {
    var value = cost(line)
    for family in line < 0 ? 0..<0 : table.families.indices {
      let row = table.row(of: family, decision: decision)
      if row < 0 || prices[row] == 0 { continue }
      value -= prices[row] * table.coefficient(of: family, line: line)
    }
    return value
  }
  let pick = Int(plan.pick[decision])
  let value = priced(pick)
  var runnerUp = -1
  var best = pick < 0 ? Double.infinity : 0
  for line in table.lines(of: decision) where line != pick {
    if !isOut.isEmpty, isOut[table.option(of: line)] { continue }
    let other = priced(line)
    if other < best {
      best = other
      runnerUp = line
    }
  }
  var margin = best.isFinite ? best - value : 0
  // What the prices earn is taken off the cost, so the two may cancel down to rounding.
  let size = max(abs(cost(pick)), abs(value), abs(cost(runnerUp)), best.isFinite ? abs(best) : 0)
  if abs(margin) <= 1e-12 * size { margin = 0 }
  let broken =
    margin < 0 && !table.mustChoose[decision]
    ? plan.brokenRow(of: decision, taking: runnerUp) : nil
  let first = table.option(of: Int(table.starts[decision]))
  return Plan.Reason(
    unit: problem.unit[first], slot: problem.slot[first],
    chosen: Int32(pick < 0 ? -1 : table.option(of: pick)),
    runnerUp: Int32(runnerUp < 0 ? -1 : table.option(of: runnerUp)), margin: margin,
    brokenRow: Int32(broken ?? -1))
}
