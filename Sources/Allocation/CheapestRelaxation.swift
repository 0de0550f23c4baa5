internal import CBCBinding
internal import PlanModel

/// The cheapest way to make a plan possible: by how much each row and lock must give.
///
/// Rows are bent at a price of 1 per whole right-hand side (per largest possible sum where the right-hand side is 0), so a
/// budget that is 3 % too small counts as much as a target that is 3 % too high. Giving up a lock counts like one whole
/// right-hand side.
struct CheapestRelaxation {
  let problem: CoupledProblem
  let seed: UInt64
  /// More nodes are not worth the wait: the plan found then shows a way out, though perhaps not the very cheapest.
  static let nodeLimit = 2000

  /// What gives, rows first, in the problem's order, only what must give.
  func find(seconds: Double?) throws -> [Plan.Relaxation] {
    // A lock in: every other pick of its decision costs 1 more than the locked option. A lock out: the option costs 1.
    var cost = Array(repeating: 0.0, count: problem.optionCount)
    for lock in problem.locks { cost[lock.option] += lock.lockedIn ? -1 : 1 }
    let reduction = Reduction(
      problem, cost: cost, rowIsActive: Array(repeating: true, count: problem.rows.count),
      lockIsActive: Array(repeating: false, count: problem.locks.count), isElastic: true)
    let lockScale = ScaledModel.largestCost
    var scaled = ScaledModel(
      problem, reduction, cost: cost, options: reduction.free, isInteger: true)
    // Without locks all costs are zero, and the scale of costs is then 1.
    let price = problem.locks.isEmpty ? lockScale : scaled.costScale
    for (index, row) in reduction.rows.enumerated() {
      let weight = weight(of: row) * scaled.rowScale[index]
      if problem.rows[row].sense != .atMost {
        scaled.model.addColumn(
          objective: price, upper: .infinity, isInteger: false, entries: [(index, weight)])
      }
      if problem.rows[row].sense != .atLeast {
        scaled.model.addColumn(
          objective: price, upper: .infinity, isInteger: false, entries: [(index, -weight)])
      }
    }
    var chosen: [Int] = []
    if scaled.model.columnCount > 0 {
      var limits = IntegerLimits()
      limits.nodes = Self.nodeLimit
      limits.seed = seed
      limits.seconds = seconds
      limits.absoluteGap = 1e-7 * price
      do {
        let values = try solveInteger(scaled.model, limits: limits).values
        // Without an answer in time, choosing what is locked in and nothing else is a plan as well.
        chosen =
          values.map { scaled.chosen(from: $0, in: problem) }
          ?? problem.locks.filter(\.lockedIn).map(\.option).sorted()
      } catch {
        throw AllocationFailure.solverFailed(function: "\(error.function)", message: error.message)
      }
    }
    return relaxation(of: chosen)
  }

  /// What must give so that a plan holds.
  private func relaxation(of chosen: [Int]) -> [Plan.Relaxation] {
    var result: [Plan.Relaxation] = []
    for (row, activity) in problem.activities(of: chosen).enumerated() {
      let missed = problem.violation(of: row, activity: activity)
      if missed > problem.rows[row].tolerance {
        result.append(Plan.Relaxation(name: problem.rows[row].name, by: missed))
      }
    }
    let isChosen = Set(chosen)
    for lock in problem.locks where isChosen.contains(lock.option) != lock.lockedIn {
      result.append(Plan.Relaxation(name: lock.name, by: 1))
    }
    return result
  }

  private func weight(of row: Int) -> Double {
    let rhs = abs(problem.rows[row].rhs)
    return rhs > 0 ? rhs : problem.rows[row].scale
  }
}
