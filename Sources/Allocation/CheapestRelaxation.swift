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
  static let nodeLimit = 500
  /// Problems with more free options are decided over this many of them.
  static let coreSize = 2000

  /// What gives, rows first, in the problem's order, only what must give; and the plan that holds then.
  ///
  /// Where nothing must give, that plan keeps every row and lock.
  func find(seconds: Double?) throws -> (relaxation: [Plan.Relaxation], plan: [Int]) {
    // A lock in: every other pick of its decision costs 1 more than the locked option. A lock out: the option costs 1.
    var cost = Array(repeating: 0.0, count: problem.optionCount)
    for lock in problem.locks { cost[lock.option] += lock.lockedIn ? -1 : 1 }
    let reduction = Reduction(
      problem, cost: cost, rowIsActive: Array(repeating: true, count: problem.rows.count),
      lockIsActive: Array(repeating: false, count: problem.locks.count), isElastic: true)
    // Choosing what is locked in and nothing else is always a way out.
    var chosen = problem.locks.filter(\.lockedIn).map(\.option).sorted()
    do {
      let options = try core(reduction, cost: cost, seconds: seconds)
      let (scaled, price) = elastic(reduction, cost: cost, options: options, isInteger: true)
      guard scaled.model.columnCount > 0 else { return (relaxation(of: chosen), chosen) }
      var limits = IntegerLimits()
      limits.nodes = Self.nodeLimit
      limits.seed = seed
      limits.seconds = seconds
      limits.absoluteGap = 1e-7 * price
      limits.relativeGap = 1e-3
      if let values = try solveInteger(scaled.model, limits: limits).values {
        chosen = scaled.chosen(from: values, in: problem)
      }
    } catch let error as CBCError {
      throw AllocationFailure.solverFailed(function: "\(error.function)", message: error.message)
    }
    return (relaxation(of: chosen), chosen)
  }

  /// The elastic problem over some options, and what its objective charges for one whole right-hand side.
  private func elastic(
    _ reduction: Reduction, cost: [Double], options: [Int], isInteger: Bool
  ) -> (ScaledModel, price: Double) {
    var scaled = ScaledModel(
      problem, reduction, cost: cost, options: options, isInteger: isInteger)
    // Without locks all costs are zero, and the scale of costs is then 1.
    let price = max(scaled.costScale, ScaledModel.largestCost)
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
    return (scaled, price)
  }

  /// The options to decide on: all of a small problem; of a large one those that its relaxation uses, and those that are
  /// nearest to being used.
  private func core(_ reduction: Reduction, cost: [Double], seconds: Double?) throws -> [Int] {
    guard reduction.free.count > Self.coreSize else { return reduction.free }
    let (scaled, _) = elastic(reduction, cost: cost, options: reduction.free, isInteger: false)
    let solver = try RelaxationSolver(scaled.model)
    guard try solver.solve(seconds: seconds) == .optimal else { return reduction.free }
    let values = solver.values
    let pricing = Pricing(
      problem, reduction, cost: cost,
      prices: scaled.unscaled(prices: solver.prices, rowCount: problem.rows.count))
    let order = scaled.options.indices.sorted { a, b in
      let left = (values[a] > 1e-6 ? 0 : 1, pricing.regret[scaled.options[a]], a)
      let right = (values[b] > 1e-6 ? 0 : 1, pricing.regret[scaled.options[b]], b)
      return left < right
    }
    return order.prefix(Self.coreSize).map { scaled.options[$0] }.sorted()
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
    var isLifted = Array(repeating: false, count: problem.lockNames.count)
    for (lock, name) in zip(problem.locks, problem.nameOfLock)
    where isChosen.contains(lock.option) != lock.lockedIn { isLifted[name] = true }
    for (name, lifted) in zip(problem.lockNames, isLifted) where lifted {
      result.append(Plan.Relaxation(name: name, by: 1))
    }
    return result
  }

  private func weight(of row: Int) -> Double {
    let rhs = abs(problem.rows[row].rhs)
    return rhs > 0 ? rhs : problem.rows[row].scale
  }
}
