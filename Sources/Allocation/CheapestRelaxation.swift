internal import CBCBinding
internal import PlanModel

/// A way to make a plan possible at little cost: by how much each row and lock must give.
///
/// Rows are bent at a price of 1 per whole right-hand side (per largest possible sum where the right-hand side is 0), so a
/// budget that is 3 % too small counts as much as a target that is 3 % too high. Giving up a lock counts like one whole
/// right-hand side. Both are multiplied by the firmness; what is infinitely firm never gives. A way out that bends fewer rows is preferred as long as it costs hardly more: nobody wants to move a
/// second rule by a sliver.
struct CheapestRelaxation {
  let problem: CoupledProblem
  let firmness: Firmness
  let seed: UInt64
  /// Seconds that are left; nil: no limit.
  var secondsLeft: () -> Double? = { nil }
  /// More nodes are not worth the wait: the plan found then shows a way out, though perhaps not the very cheapest.
  static let nodeLimit = 500
  /// The same over a core, where no search proves anything.
  static let coreNodeLimit = 10
  /// Problems with more free options are decided over this many of them, or four times as many.
  static let coreSize = 2000
  /// By how much of itself a way out may grow when it spares a row or lock.
  static let worthARow = 0.01
  /// A cost that is nearer than this, as a share, to what is proved counts as the least.
  static let rounding = 1e-6
  /// As near as that is near enough where the proof is out of reach anyway, because only a core is decided on.
  static let coreGap = 1e-3

  /// What gives, and whether nothing cheaper does.
  struct Outcome {
    /// Rows first, in the problem's order, only what must give; nothing where there is a plan after all.
    var parts: [Plan.Relaxation]
    /// The options that hold then.
    var chosen: [Int]
    /// Whether it is proved that no way out is cheaper.
    var isCheapest: Bool
    /// Whether `chosen` keeps what never gives; where not, no way out was found.
    var isWayOut = true

    /// Whether a plan keeps everything after all, so that the search for one only missed it.
    var isPlan: Bool { isWayOut && parts.isEmpty }
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
  fileprivate struct Freedom {
    var rows: [Bool]
    var locks: [Bool]
  }

  /// Looks for a way out.
  func find() throws -> Outcome {
    let all = Freedom(
      rows: firmness.rows.map { $0 < .infinity }, locks: firmness.isNameFirm.map { !$0 })
    // Choosing what is locked in and nothing else is a way out where it breaks nothing firm.
    let locked = way(of: problem.locks.filter(\.lockedIn).map(\.option).sorted())
    var best = keeps(locked, all) ? locked : nil
    var bound = -Double.infinity
    do {
      let elastic = try ElasticRelaxation(self, all)
      if let found = try solve(all, elastic) {
        if found.way.cost < best?.cost ?? .infinity { best = found.way }
        bound = found.bound
      }
      if best != nil { try spareRows(&best!, elastic) }
    } catch let error as CBCError {
      throw AllocationFailure.solverFailed(function: "\(error.function)", message: error.message)
    }
    guard let way = best else {
      return Outcome(parts: [], chosen: [], isCheapest: false, isWayOut: false)
    }
    return Outcome(
      parts: parts(of: way), chosen: way.chosen,
      isCheapest: way.cost <= bound + Self.rounding * max(abs(bound), 1e-9))
  }

  /// Bends fewer rows as long as that costs hardly more: first only those that give most, then all but what gives least.
  private func spareRows(_ way: inout Way, _ elastic: ElasticRelaxation) throws {
    // Of fifty slivers, forty-nine go in one step rather than one by one.
    var most = 1
    while most < way.count - 1 {
      if let left = secondsLeft(), left <= 0 { return }
      let parts = parts(thatGiveIn: way)
      if let found = try cheaper(than: way, sparing: parts.prefix(parts.count - most), elastic) {
        way = found
        break
      }
      most *= 2
    }
    var isTried = Set<Int>()
    while way.count > 1 {
      guard let least = parts(thatGiveIn: way).first(where: { !isTried.contains($0) }) else {
        return
      }
      if let left = secondsLeft(), left <= 0 { return }
      isTried.insert(least)
      if let found = try cheaper(than: way, sparing: [least], elastic) { way = found }
    }
  }

  /// The rows, and behind all rows the locks, that give in a way, what gives least first.
  private func parts(thatGiveIn way: Way) -> [Int] {
    let rowCount = problem.rows.count
    func share(_ part: Int) -> Double {
      part < rowCount ? way.missed[part] / weight(of: part) : 1
    }
    return
      (way.missed.indices.filter { way.missed[$0] > 0 }
      + way.isLifted.indices.filter { way.isLifted[$0] }.map { rowCount + $0 })
      .sorted { (share($0), $0) < (share($1), $1) }
  }

  /// A way that bends fewer rows than another, and none that is to be spared, at hardly more cost.
  private func cheaper(
    than way: Way, sparing spared: some Sequence<Int>, _ elastic: ElasticRelaxation
  ) throws -> Way? {
    let rowCount = problem.rows.count
    var freedom = Freedom(rows: way.missed.map { $0 > 0 }, locks: way.isLifted)
    for part in spared {
      if part < rowCount {
        freedom.rows[part] = false
      } else {
        freedom.locks[part - rowCount] = false
      }
    }
    let most = way.cost * (1 + Self.worthARow)
    // The relaxation says at once that most rows cannot be spared.
    guard try elastic.leastCost(freedom.rows, secondsLeft: secondsLeft) <= most else { return nil }
    guard let found = try solve(freedom, elastic)?.way, found.count < way.count, found.cost <= most
    else { return nil }
    return found
  }

  /// The cheapest choice that bends only what may give, and what no such choice is cheaper than; nil where none was found.
  private func solve(
    _ freedom: Freedom, _ elastic: ElasticRelaxation
  ) throws -> (way: Way, bound: Double)? {
    let (reduction, cost, offset) = ground(freedom)
    guard reduction.free.count > Self.coreSize else {
      return try solve(freedom, reduction, cost, offset, isWhole: true)
    }
    guard
      let (prices, bound) = try elastic.solution(freedom.rows, secondsLeft: secondsLeft)
    else { return nil }
    let pricing = Pricing(problem, reduction, cost: cost, prices: prices)
    // The core may lack what the firm rows need; then it is drawn wider.
    for size in [Self.coreSize, 4 * Self.coreSize] {
      let core = core(reduction, pricing, size: size)
      if let found = try solve(freedom, core, cost, offset, isWhole: false) {
        return (found.way, bound + offset)
      }
    }
    return nil
  }

  /// What is decided on where some rows and locks may give: what is left of the problem, what options cost, and what is to
  /// be added to their sum.
  fileprivate func ground(
    _ freedom: Freedom
  ) -> (reduction: Reduction, cost: [Double], offset: Double) {
    // A lock in: every other pick of its decision costs more than the locked option, which earns what its lock is worth. A
    // lock out: the option costs.
    var cost = Array(repeating: 0.0, count: problem.optionCount)
    var isFirm = Array(repeating: false, count: problem.locks.count)
    var offset = 0.0
    for (position, lock) in problem.locks.enumerated() {
      isFirm[position] = !freedom.locks[problem.nameOfLock[position]]
      if isFirm[position] { continue }
      cost[lock.option] += lock.lockedIn ? -lock.firmness : lock.firmness
      if lock.lockedIn { offset += lock.firmness }
    }
    let reduction = Reduction(
      problem, cost: cost, rowIsActive: Array(repeating: true, count: problem.rows.count),
      lockIsActive: isFirm, isElastic: true)
    return (reduction, cost, offset)
  }

  private func solve(
    _ freedom: Freedom, _ reduction: Reduction, _ cost: [Double], _ offset: Double, isWhole: Bool
  ) throws -> (way: Way, bound: Double)? {
    var tightening: [Double] = []
    // What CBC takes for kept may miss a firm row by its tolerance; then that row is drawn a little tighter.
    for _ in 0..<3 {
      let (scaled, price, _) = elastic(
        reduction, cost: cost, options: reduction.free, freedom, isInteger: true,
        tightening: tightening)
      guard scaled.model.columnCount > 0 else {
        let way = way(of: reduction.fixed)
        return keeps(way, freedom) ? (way, -.infinity) : nil
      }
      var limits = IntegerLimits()
      limits.nodes = isWhole ? Self.nodeLimit : Self.coreNodeLimit
      limits.seed = seed
      limits.seconds = secondsLeft()
      limits.absoluteGap = 1e-7 * price
      limits.relativeGap = isWhole ? Self.rounding : Self.coreGap
      let outcome = try solveInteger(scaled.model, limits: limits)
      guard let values = outcome.values else { return nil }
      let chosen = (reduction.fixed + scaled.chosen(from: values, in: problem)).sorted()
      let way = way(of: chosen)
      if keeps(way, freedom) {
        return (way, isWhole && tightening.isEmpty ? outcome.bound / price + offset : -.infinity)
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

  /// The elastic problem over some options, what its objective charges for one whole right-hand side, and the columns by
  /// which each row may be missed.
  fileprivate func elastic(
    _ reduction: Reduction, cost: [Double], options: [Int], _ freedom: Freedom, isInteger: Bool,
    tightening: [Double] = []
  ) -> (ScaledModel, price: Double, columns: [(row: Int, column: Int)]) {
    var scaled = ScaledModel(
      problem, reduction, cost: cost, options: options, isInteger: isInteger,
      tightening: tightening)
    // Without locks all costs are zero, and the scale of costs is then 1.
    let price = max(scaled.costScale, ScaledModel.largestCost)
    var columns: [(row: Int, column: Int)] = []
    for (index, row) in reduction.rows.enumerated() where freedom.rows[row] {
      let weight = weight(of: row) * scaled.rowScale[index]
      for (sense, sign) in [(RowSense.atMost, 1.0), (.atLeast, -1)]
      where problem.rows[row].sense != sense {
        let column = scaled.model.addColumn(
          objective: price, upper: .infinity, isInteger: false, entries: [(index, sign * weight)])
        columns.append((row, column))
      }
    }
    return (scaled, price, columns)
  }

  /// What is decided on of a large problem: the decisions that are nearest to a tie at the prices, with some `size` options;
  /// the others take their best.
  private func core(_ reduction: Reduction, _ pricing: Pricing, size: Int) -> Reduction {
    var isFree = Array(repeating: false, count: problem.optionCount)
    for option in reduction.free { isFree[option] = true }
    var ties: [(lead: Double, decision: Int, options: [Int], best: Int?)] = []
    for decision in 0..<problem.decisionCount {
      let options = problem.options(of: decision).map { Int($0) }.filter { isFree[$0] }
      if options.isEmpty { continue }
      var values = options.map { (pricing.pricedCost[$0], Optional($0)) }
      values.append((0, nil))
      let best = values.min { $0.0 < $1.0 }!
      let second = values.filter { $0.1 != best.1 }.map(\.0).min() ?? .infinity
      ties.append((second - best.0, decision, options, best.1))
    }
    ties.sort { ($0.lead, $0.decision) < ($1.lead, $1.decision) }
    var core = reduction
    core.free = []
    for tie in ties {
      if core.free.count < size {
        core.free += tie.options
      } else if let best = tie.best {
        core.fixed.append(best)
      }
    }
    core.free.sort()
    core.fixed.sort()
    core.base = problem.activities(of: core.fixed)
    return core
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
      cost.add(lock.firmness)
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

  /// By how much a row bends at a cost of 1.
  fileprivate func weight(of row: Int) -> Double {
    let rhs = abs(problem.rows[row].rhs)
    return (rhs > 0 ? rhs : problem.rows[row].scale) / firmness.rows[row]
  }
}

/// The linear relaxation of the search for a way out, in which rows are made firm and free again.
///
/// It is solved over all options and with all locks free that may be lifted; each answer starts from where the last ended.
private final class ElasticRelaxation {
  private let search: CheapestRelaxation
  private let scaled: ScaledModel
  private let solver: RelaxationSolver
  private let columns: [(row: Int, column: Int)]
  private let price: Double
  private let offset: Double
  /// In place of the solver where there are many options.
  private let blocks: BlockRelaxation?

  init(_ search: CheapestRelaxation, _ all: CheapestRelaxation.Freedom) throws(CBCError) {
    self.search = search
    let ground = search.ground(all)
    let isLarge = ground.reduction.free.count > CheapestRelaxation.coreSize
    blocks =
      isLarge ? BlockRelaxation(search.problem, ground.reduction, cost: ground.cost) : nil
    (scaled, price, columns) = search.elastic(
      ground.reduction, cost: ground.cost, options: isLarge ? [] : ground.reduction.free, all,
      isInteger: false)
    offset = ground.offset
    solver = try RelaxationSolver(scaled.model)
  }

  private func inBlocks(
    _ blocks: BlockRelaxation, _ mayGive: [Bool], _ secondsLeft: () -> Double?
  ) throws(CBCError) -> BlockRelaxation.Outcome {
    let weights = mayGive.indices.map { row -> Double? in
      // An infinitely firm row has no weight, whether or not it may give.
      let weight = search.weight(of: row)
      return mayGive[row] && weight > 0 ? weight : nil
    }
    return try blocks.solve(
      .least(weights: weights), isActive: Array(repeating: true, count: mayGive.count),
      secondsLeft: secondsLeft)
  }

  /// What no way out that bends only some rows costs less than, as the relaxation sees it; infinite where there is none,
  /// 0 where nothing is known.
  func leastCost(
    _ mayGive: [Bool], secondsLeft: () -> Double?
  ) throws(CBCError) -> Double {
    if let blocks {
      return switch try inBlocks(blocks, mayGive, secondsLeft) {
      case .infeasible: .infinity
      case .solved(_, let bound, _): bound + offset
      case .plan, .open: 0
      }
    }
    for (row, column) in columns {
      solver.setColumn(column, lower: 0, upper: mayGive[row] ? .infinity : 0)
    }
    return switch try solver.solve(seconds: secondsLeft()) {
    case .optimal: solver.objective / price + offset
    case .infeasible: .infinity
    case .stopped: 0
    }
  }

  /// The prices of the rows of a large problem, and what no way out is below but for the offset; nil where none are known.
  func solution(
    _ mayGive: [Bool], secondsLeft: () -> Double?
  ) throws(CBCError) -> (prices: [Double], bound: Double)? {
    guard let blocks,
      case .solved(_, let bound, let prices) = try inBlocks(blocks, mayGive, secondsLeft)
    else { return nil }
    return (prices, bound)
  }
}
