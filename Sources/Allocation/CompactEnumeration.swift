internal import PlanModel

/// All plans of a problem with borders, one after the other, where there are few enough.
///
/// Every plan is compared by our own arithmetic, so what comes out needs no solver's word.
struct CompactEnumeration {
  /// Problems with more plans are left to branch and bound.
  static let planLimit = 300_000.0

  private let problem: CompactProblem
  private let fixed: [Int]
  /// What each decision may take, −1 for nothing.
  private let picks: [[Int]]
  /// The node of each decision, −1 in other slots.
  private let nodes: [Int]
  /// The least that the decisions from one on can add.
  private var rest: [Double]
  private var labels: [Int32]
  private var isSet: [Bool]
  private var chosen: [Int] = []
  private var best: [Int]?
  private var least = Double.infinity

  /// The cheapest plan, nil where none holds; or nothing where there are too many plans.
  ///
  /// - Parameter planLimit: How many plans are few enough.
  static func cheapest(
    _ problem: CompactProblem, _ reduction: Reduction, planLimit: Double
  ) -> [Int]?? {
    var byDecision: [Int32: [Int]] = [:]
    var plans = 1.0
    for option in reduction.free {
      byDecision[problem.coupled.decision[option], default: []].append(option)
    }
    for list in byDecision.values { plans *= Double(list.count + 1) }
    guard plans <= planLimit else { return nil }
    var search = CompactEnumeration(problem, reduction, byDecision)
    search.descend(0, problem.coupled.cost(of: reduction.fixed))
    return .some(search.best)
  }

  private init(_ problem: CompactProblem, _ reduction: Reduction, _ byDecision: [Int32: [Int]]) {
    self.problem = problem
    fixed = reduction.fixed
    let order = byDecision.keys.sorted()
    picks = order.map { [-1] + byDecision[$0, default: []] }
    nodes = order.map { Int(problem.nodeOfDecision[Int($0)]) }
    labels = problem.labels(of: reduction.fixed)
    isSet = Array(repeating: true, count: problem.graph.count)
    for node in nodes where node >= 0 { isSet[node] = false }
    rest = Array(repeating: 0, count: picks.count + 1)
    for level in picks.indices.reversed() {
      let cheapest = picks[level].reduce(0) { min($0, $1 < 0 ? 0 : problem.coupled.cost[$1]) }
      rest[level] = rest[level + 1] + cheapest
    }
  }

  private mutating func descend(_ level: Int, _ cost: Double) {
    // A little room, because these sums round otherwise than the final one.
    if cost + rest[level] > least + 1e-9 * (abs(least) + abs(cost)) { return }
    if level == picks.count {
      let plan = (fixed + chosen).sorted()
      let value = problem.cost(of: plan)
      if value < least, problem.holds(plan) {
        least = value
        best = plan
      }
      return
    }
    let node = nodes[level]
    for option in picks[level] {
      var grown = cost + (option < 0 ? 0 : problem.coupled.cost[option])
      if node >= 0 {
        let label = option < 0 ? 0 : max(0, problem.label[option])
        for entry in problem.graph.entries(of: node) {
          let other = Int(problem.graph.neighbour[entry])
          if isSet[other], labels[other] != label { grown += problem.graph.weight[entry] }
        }
        labels[node] = label
        isSet[node] = true
      }
      if option >= 0 { chosen.append(option) }
      descend(level + 1, grown)
      if option >= 0 { chosen.removeLast() }
      if node >= 0 { isSet[node] = false }
    }
  }
}
