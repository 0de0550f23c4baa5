import PlanModel

/// A vote arranged by project, to run the rule of equal shares on again and again.
struct SharedMoney {
  /// What a run of the rule came to.
  struct Outcome {
    var steps: [EqualShares.Step] = []
    var payments: [Double]
    var spent = 0.0
  }
  /// Prices and sums of money that differ by less than this part of themselves are equal.
  private static let tolerance = 1e-9

  private let voters: Int
  private let costs: [Double]
  /// The supporters of each project and what it is worth to them.
  private let supporters: [[(voter: Int, utility: Double)]]
  /// The place of each project among all, by cost and id: of equal prices the first place goes first.
  private let place: [Int]

  init(_ vote: BudgetVote, utility: EqualShares.Utility) {
    voters = vote.voters.count
    costs = vote.costs
    var supporters: [[(voter: Int, utility: Double)]] = vote.projects.map { _ in [] }
    for voter in vote.voters.indices {
      for choice in vote.offsets[voter]..<vote.offsets[voter + 1] where vote.score[choice] > 0 {
        let project = Int(vote.project[choice])
        let worth =
          switch utility {
          case .cost: vote.costs[project]
          case .cardinality: 1.0
          case .scores: vote.score[choice]
          }
        supporters[project].append((voter, worth))
      }
    }
    self.supporters = supporters
    let numbers = vote.projects.map { Int($0) ?? Int.max }
    let order = vote.projects.indices.sorted {
      (vote.costs[$0], numbers[$0], vote.projects[$0], $0)
        < (vote.costs[$1], numbers[$1], vote.projects[$1], $1)
    }
    var place = Array(repeating: 0, count: order.count)
    for (position, project) in order.enumerated() { place[project] = position }
    self.place = place
  }

  /// Whether a project that somebody wants still fits the budget beside those chosen.
  func canAdd(to steps: [EqualShares.Step], within budget: Double) -> Bool {
    let chosen = Set(steps.map(\.project))
    let left = budget - steps.map { costs[$0.project] }.compensatedSum()
    return costs.indices.contains {
      !chosen.contains($0) && !supporters[$0].isEmpty && costs[$0] <= left * (1 + 1e-12)
    }
  }

  /// Runs the rule where each voter has the same money.
  func outcome(each share: Double) -> Outcome {
    var money = Array(repeating: share, count: voters)
    var steps: [EqualShares.Step] = []
    // Money only shrinks, so a project's last price is a lower bound of its next.
    var open = costs.indices.filter { !supporters[$0].isEmpty }
      .map { (project: $0, atLeast: costs[$0] > 0 ? 0.0 : -1) }
    while true {
      open.sort { ($0.atLeast, place[$0.project]) < ($1.atLeast, place[$1.project]) }
      var least = Double.infinity
      var tied: [Int] = []
      var gone: Set<Int> = []
      for index in open.indices {
        if open[index].atLeast > least * (1 + Self.tolerance) { break }
        guard let price = price(of: open[index].project, money) else {
          gone.insert(open[index].project)
          continue
        }
        open[index].atLeast = price
        if price < least { least = price }
        tied.append(index)
      }
      let equal = tied.filter { open[$0].atLeast <= least * (1 + Self.tolerance) }
      guard let best = equal.min(by: { place[open[$0].project] < place[open[$1].project] }) else {
        break
      }
      let (project, price) = open[best]
      for supporter in supporters[project] {
        money[supporter.voter] -= min(money[supporter.voter], price * supporter.utility)
      }
      steps.append(EqualShares.Step(project: project, price: price))
      gone.insert(project)
      open.removeAll { gone.contains($0.project) }
    }
    return Outcome(
      steps: steps, payments: money.map { share - $0 },
      spent: steps.map { costs[$0.project] }.compensatedSum())
  }

  /// The least q at which supporters bring up the cost; nil where they cannot.
  private func price(of project: Int, _ money: [Double]) -> Double? {
    let cost = costs[project]
    if cost == 0 { return 0 }
    var sum = CompensatedSum()
    for supporter in supporters[project] { sum.add(money[supporter.voter]) }
    guard sum.value >= cost * (1 - Self.tolerance) else { return nil }
    // Who has least for what it is worth pays all first; what is left is shared by utility.
    let order = supporters[project].map {
      (limit: money[$0.voter] / $0.utility, money: money[$0.voter], utility: $0.utility)
    }.sorted { $0.limit < $1.limit }
    var utilities = order.map(\.utility)
    for index in utilities.indices.dropLast().reversed() {
      utilities[index] += utilities[index + 1]
    }
    var paid = CompensatedSum()
    for (index, supporter) in order.enumerated() {
      let price = (cost - paid.value) / utilities[index]
      if price <= supporter.limit { return price }
      paid.add(supporter.money)
    }
    // All pay all they have; only rounding is missing.
    return order.last?.limit
  }
}
