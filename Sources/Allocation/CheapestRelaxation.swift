internal import CBCBinding
internal import PlanModel

/// A way to make a plan possible at little cost: by how much each row and lock must give.
///
/// Rows are bent at a price of 1 per whole right-hand side (per largest possible sum where the right-hand side is 0), so a
/// budget that is 3 % too small counts as much as a target that is 3 % too high. Giving up a lock counts like one whole
/// right-hand side. A way out that bends fewer rows is preferred as long as it costs hardly more: nobody wants to move a
/// second rule by a sliver.
struct CheapestRelaxation {
  let problem: CoupledProblem
  let seed: UInt64
  /// Seconds that are left; nil: no limit.
  var secondsLeft: () -> Double? = { nil }
  /// More nodes are not worth the wait: the plan found then shows a way out, though perhaps not the very cheapest.
  static let nodeLimit = 500
  /// Problems with more free options are decided over this many of them.
  static let coreSize = 2000
  /// By how much of itself a way out may grow when it spares a row or lock.
  static let worthARow = 0.01
  /// A cost that is nearer than this, as a share, to what is proved counts as the least.
  static let rounding = 1e-6

  /// What gives, and whether nothing cheaper does.
  struct Outcome {
    /// Rows first, in the problem's order, only what must give; nothing where there is a plan after all.
    var parts: [Plan.Relaxation]
    /// The options that hold then.
    var chosen: [Int]
    /// Whether it is proved that no way out is cheaper.
    var isCheapest: Bool
  }

  /// A choice with what it bends.
  private struct Way {
    /// The options, ascending.
    var chosen: [Int]
    /// What each row is missed by; 0 where it holds.
    var missed: [Double]
    /// Whether each decision of a lock's name is lifted.
    var isLifted: [Bool]
    /// At the prices of the relaxation.
    var cost: Double

    /// The number of rows and locks that give.
    var count: Int { missed.count { $0 > 0 } + isLifted.count { $0 } }
  }

  /// What may give.
  private struct Freedom {
    var rows: [Bool]
    var locks: [Bool]
  }

  /// Looks for a way out.
  func find() throws -> Outcome {
    let all = Freedom(
      rows: Array(repeating: true, count: problem.rows.count),
      locks: Array(repeating: true, count: problem.lockNames.count))
    // Choosing what is locked in and nothing else is always a way out.
    var way = way(of: problem.locks.filter(\.lockedIn).map(\.option).sorted())
    var bound = -Double.infinity
    do {
      if let found = try solve(all) {
        if found.way.cost < way.cost { way = found.way }
        bound = found.bound
      }
      try spareRows(&way)
    } catch let error as CBCError {
      throw AllocationFailure.solverFailed(function: "\(error.function)", message: error.message)
    }
    return Outcome(
      parts: parts(of: way), chosen: way.chosen,
      isCheapest: way.cost <= bound + Self.rounding * max(abs(bound), 1e-9))
  }

  /// Bends fewer rows as long as that costs hardly more, what gives least first.
  private func spareRows(_ way: inout Way) throws {
    var isTried = Set<Int>()
    let rowCount = problem.rows.count
    while way.count > 1 {
      let current = way
      func share(_ part: Int) -> Double {
        part < rowCount ? current.missed[part] / weight(of: part) : 1
      }
      let parts =
        (current.missed.indices.filter { current.missed[$0] > 0 }
        + current.isLifted.indices.filter { current.isLifted[$0] }.map { rowCount + $0 })
        .filter { !isTried.contains($0) }
      guard let least = parts.min(by: { (share($0), $0) < (share($1), $1) }) else { return }
      if let left = secondsLeft(), left <= 0 { return }
      isTried.insert(least)
      var freedom = Freedom(rows: current.missed.map { $0 > 0 }, locks: current.isLifted)
      if least < rowCount { freedom.rows[least] = false }
      if least >= rowCount { freedom.locks[least - rowCount] = false }
      guard let found = try solve(freedom)?.way, found.count < current.count,
        found.cost <= current.cost * (1 + Self.worthARow)
      else { continue }
      way = found
    }
  }

  /// The cheapest choice that bends only what may give, and what no such choice is cheaper than; nil where none was found.
  private func solve(_ freedom: Freedom) throws -> (way: Way, bound: Double)? {
    // A lock in: every other pick of its decision costs 1 more than the locked option. A lock out: the option costs 1.
    var cost = Array(repeating: 0.0, count: problem.optionCount)
    var isFirm = Array(repeating: false, count: problem.locks.count)
    for (position, lock) in problem.locks.enumerated() {
      isFirm[position] = !freedom.locks[problem.nameOfLock[position]]
      if !isFirm[position] { cost[lock.option] += lock.lockedIn ? -1 : 1 }
    }
    let reduction = Reduction(
      problem, cost: cost, rowIsActive: Array(repeating: true, count: problem.rows.count),
      lockIsActive: isFirm, isElastic: true)
    let options = try core(reduction, cost: cost, freedom)
    var tightening: [Double] = []
    // What CBC takes for kept may miss a firm row by its tolerance; then that row is drawn a little tighter.
    for _ in 0..<3 {
      let (scaled, price) = elastic(
        reduction, cost: cost, options: options, freedom, isInteger: true, tightening: tightening)
      guard scaled.model.columnCount > 0 else {
        let way = way(of: reduction.fixed)
        return keeps(way, freedom) ? (way, -.infinity) : nil
      }
      var limits = IntegerLimits()
      limits.nodes = Self.nodeLimit
      limits.seed = seed
      limits.seconds = secondsLeft()
      limits.absoluteGap = 1e-7 * price
      limits.relativeGap = Self.rounding
      let outcome = try solveInteger(scaled.model, limits: limits)
      guard let values = outcome.values else { return nil }
      let chosen = (reduction.fixed + scaled.chosen(from: values, in: problem)).sorted()
      let way = way(of: chosen)
      if keeps(way, freedom) {
        let isWhole = options.count == reduction.free.count && tightening.isEmpty
        // Choosing a lock in was charged −1, and its way costs 0.
        let offset = zip(problem.locks, isFirm).count { $0.lockedIn && !$1 }
        return (way, isWhole ? outcome.bound / price + Double(offset) : -.infinity)
      }
      if tightening.isEmpty { tightening = Array(repeating: 0, count: problem.rows.count) }
      for row in problem.rows.indices where !freedom.rows[row] {
        tightening[row] += 2 * way.missed[row]
      }
    }
    return nil
  }

  private func keeps(_ way: Way, _ freedom: Freedom) -> Bool {
    zip(way.missed, freedom.rows).allSatisfy { $0 == 0 || $1 }
      && zip(way.isLifted, freedom.locks).allSatisfy { !$0 || $1 }
  }

  /// The elastic problem over some options, and what its objective charges for one whole right-hand side.
  private func elastic(
    _ reduction: Reduction, cost: [Double], options: [Int], _ freedom: Freedom, isInteger: Bool,
    tightening: [Double] = []
  ) -> (ScaledModel, price: Double) {
    var scaled = ScaledModel(
      problem, reduction, cost: cost, options: options, isInteger: isInteger,
      tightening: tightening)
    // Without locks all costs are zero, and the scale of costs is then 1.
    let price = max(scaled.costScale, ScaledModel.largestCost)
    for (index, row) in reduction.rows.enumerated() where freedom.rows[row] {
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
  private func core(
    _ reduction: Reduction, cost: [Double], _ freedom: Freedom
  ) throws -> [Int] {
    guard reduction.free.count > Self.coreSize else { return reduction.free }
    let (scaled, _) = elastic(
      reduction, cost: cost, options: reduction.free, freedom, isInteger: false)
    let solver = try RelaxationSolver(scaled.model)
    guard try solver.solve(seconds: secondsLeft()) == .optimal else { return reduction.free }
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

  /// What a choice bends and lifts, by our own arithmetic.
  private func way(of chosen: [Int]) -> Way {
    var cost = CompensatedSum()
    let missed = problem.activities(of: chosen).enumerated().map { row, activity -> Double in
      let missed = problem.violation(of: row, activity: activity)
      guard missed > problem.rows[row].tolerance else { return 0 }
      cost.add(missed / weight(of: row))
      return missed
    }
    let isChosen = Set(chosen)
    var isLifted = Array(repeating: false, count: problem.lockNames.count)
    for (lock, name) in zip(problem.locks, problem.nameOfLock)
    where isChosen.contains(lock.option) != lock.lockedIn {
      isLifted[name] = true
      cost.add(1)
    }
    return Way(chosen: chosen, missed: missed, isLifted: isLifted, cost: cost.value)
  }

  private func parts(of way: Way) -> [Plan.Relaxation] {
    zip(problem.rows, way.missed).filter { $1 > 0 }.map {
      Plan.Relaxation(name: $0.name, by: $1)
    }
      + zip(problem.lockNames, way.isLifted).filter { $1 }.map {
        Plan.Relaxation(name: $0.0, by: 1)
      }
  }

  private func weight(of row: Int) -> Double {
    let rhs = abs(problem.rows[row].rhs)
    return rhs > 0 ? rhs : problem.rows[row].scale
  }
}
