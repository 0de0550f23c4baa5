internal import PlanModel

/// The plans of a small problem, one after the other, as far as rows and costs leave a chance.
///
/// Slow beside CBC, and right where CBC's tolerances and cuts are not: a plan counts only where it keeps every row by our
/// own arithmetic, and "none" is a proof. It is asked where CBC says that there is no plan.
struct PlanEnumeration {
  /// What the enumeration came to.
  enum Result {
    /// The cheapest plan below the limit.
    case best([Int])
    /// No plan keeps the rows below the limit.
    case none
    /// The problem is too large to go through.
    case tooMany
  }

  /// More steps take longer than a second search by CBC.
  static let stepLimit = 100_000
  /// More decisions than this are not gone through: each is a level of the search.
  static let decisionLimit = 500

  private let problem: CoupledProblem
  private let reduction: Reduction
  private let pricing: Pricing
  private let stopsAtFirst: Bool
  /// The options of each decision in the order of the search, −1 for none of them, and the regret of each.
  private var picks: [[(option: Int, regret: Double)]] = []
  /// The least and most that the decisions from a level on add to each active row: level × rows.
  private var least: [Double] = []
  private var most: [Double] = []
  /// By how much a sum that is not compensated may be wrong, and the row's tolerance, twice.
  private var slack: [Double] = []
  private var position: [Int]

  private var sums: [Double]
  private var chosen: [Int] = []
  private var steps = 0
  private var limit: Double
  private var best: [Int]?

  /// Prepares the search.
  ///
  /// - Parameters:
  ///   - pricing: Prices of the rows and costs to go by; `pricing.bound` plus the regrets of a plan is less than its cost.
  ///   - limit: Only plans that cost less count.
  ///   - stopsAtFirst: Whether any plan will do.
  private init(
    _ problem: CoupledProblem, _ reduction: Reduction, options: [Int], pricing: Pricing,
    limit: Double, stopsAtFirst: Bool
  ) {
    self.problem = problem
    self.reduction = reduction
    self.pricing = pricing
    self.limit = limit
    self.stopsAtFirst = stopsAtFirst
    position = Array(repeating: -1, count: problem.rows.count)
    for (index, row) in reduction.rows.enumerated() { position[row] = index }
    sums = reduction.rows.map { reduction.base[$0] }
    arrange(options)
  }

  /// The cheapest plan of these options and the fixed ones, if it costs less than `limit`.
  static func search(
    _ problem: CoupledProblem, _ reduction: Reduction, options: [Int], pricing: Pricing,
    below limit: Double = .infinity, stopsAtFirst: Bool = false
  ) -> Result {
    let decisions = Set(options.map { problem.decision[$0] }).count
    guard decisions <= decisionLimit, decisions * reduction.rows.count <= 1_000_000 else {
      return .tooMany
    }
    var search = PlanEnumeration(
      problem, reduction, options: options, pricing: pricing, limit: limit,
      stopsAtFirst: stopsAtFirst)
    search.descend(level: 0, regret: 0)
    if let best = search.best, stopsAtFirst { return .best(best) }
    if search.steps > stepLimit { return .tooMany }
    return search.best.map { .best($0) } ?? .none
  }

  /// Decisions with the largest steps first, because they settle the rows soonest; picks with the least regret first.
  private mutating func arrange(_ options: [Int]) {
    var byDecision: [Int32: [Int]] = [:]
    for option in options { byDecision[problem.decision[option], default: []].append(option) }
    var order: [(size: Double, decision: Int32)] = byDecision.map { decision, options in
      (options.reduce(0) { max($0, weight(of: $1)) }, decision)
    }
    order.sort { ($1.size, $0.decision) < ($0.size, $1.decision) }
    for (_, decision) in order {
      let options = byDecision[decision, default: []]
      let cheapest = options.reduce(0) { min($0, pricing.pricedCost[$1]) }
      var list = options.map { (option: $0, regret: pricing.pricedCost[$0] - cheapest) }
      list.append((-1, -cheapest))
      picks.append(list.sorted { ($0.regret, $0.option) < ($1.regret, $1.option) })
    }
    let width = reduction.rows.count
    least = Array(repeating: 0, count: width * (picks.count + 1))
    most = least
    var size = sums.map { abs($0) }
    for level in picks.indices.reversed() {
      var low = Array(repeating: 0.0, count: width)
      var high = low
      for pick in picks[level] where pick.option >= 0 {
        forEachEntry(of: pick.option) { row, value in
          low[row] = min(low[row], value)
          high[row] = max(high[row], value)
        }
      }
      for row in 0..<width {
        least[level * width + row] = least[(level + 1) * width + row] + low[row]
        most[level * width + row] = most[(level + 1) * width + row] + high[row]
        size[row] += max(-low[row], high[row])
      }
    }
    slack = zip(reduction.rows, size).map { 2 * problem.rows[$0].tolerance + 1e-13 * $1 }
  }

  /// The largest amount of an option, as a share of the largest of its row.
  private func weight(of option: Int) -> Double {
    var size = 0.0
    for entry in problem.starts[option]..<problem.starts[option + 1]
    where position[Int(problem.entryRow[entry])] >= 0 {
      size = max(
        size, abs(problem.entryValue[entry]) / problem.rows[Int(problem.entryRow[entry])].scale)
    }
    return size
  }

  private func forEachEntry(of option: Int, _ body: (Int, Double) -> Void) {
    for entry in problem.starts[option]..<problem.starts[option + 1] {
      let row = position[Int(problem.entryRow[entry])]
      if row >= 0 { body(row, problem.entryValue[entry]) }
    }
  }

  private mutating func descend(level: Int, regret: Double) {
    steps += 1
    guard steps <= Self.stepLimit, !(stopsAtFirst && best != nil) else { return }
    let width = reduction.rows.count
    for row in 0..<width {
      let limits = problem.rows[reduction.rows[row]]
      if limits.sense != .atLeast,
        sums[row] + least[level * width + row] > limits.rhs + slack[row]
      {
        return
      }
      if limits.sense != .atMost, sums[row] + most[level * width + row] < limits.rhs - slack[row] {
        return
      }
    }
    if level == picks.count {
      let plan = (reduction.fixed + chosen).sorted()
      guard Set(problem.brokenRows(of: plan)).isDisjoint(with: reduction.rows) else { return }
      let cost = problem.cost(of: plan)
      if stopsAtFirst || cost < limit {
        best = plan
        limit = cost
      }
      return
    }
    for pick in picks[level] {
      if !stopsAtFirst, pricing.bound - pricing.accuracy + regret + pick.regret > limit { return }
      let before = sums
      if pick.option >= 0 {
        chosen.append(pick.option)
        for entry in problem.starts[pick.option]..<problem.starts[pick.option + 1] {
          let row = position[Int(problem.entryRow[entry])]
          if row >= 0 { sums[row] += problem.entryValue[entry] }
        }
      }
      descend(level: level + 1, regret: regret + pick.regret)
      if pick.option >= 0 { chosen.removeLast() }
      sums = before
    }
  }
}
