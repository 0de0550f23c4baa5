public import PlanModel

/// The projects that voters pay for together, each from an equal share of the budget: the method of equal shares.
///
/// Every voter starts with the same part of the budget. A project is affordable at price q when its supporters, each paying
/// min(money left, q · utility), bring up its cost; the project of least q is chosen and paid for, until none is affordable
/// (Peters, Pierczyński and Skowron 2021; the rule as read in pabutools, `rules/mes.py`). Prices that differ by less than
/// 1e-9 of themselves are equal; then the cheaper project goes first, then the lower id (numbers by value).
public struct EqualShares: Sendable {
  /// What a project is worth to a voter who named it.
  public enum Utility: String, Sendable, CaseIterable {
    /// Its cost: money spent on what a voter wants counts.
    case cost
    /// 1: the number of projects that a voter wants counts.
    case cardinality
    /// The voter's score.
    case scores
  }
  /// How money is spent that the rule leaves.
  public enum Completion: Sendable, Hashable {
    /// Not at all.
    case none
    /// The rule is run again with this much more for every voter, again and again, until the projects cost more than there is
    /// or nothing more fits; the last result within the budget stands. With 1 it is known as Add1. Some money may still be left.
    case moreForEach(Double)
    /// The same, where each time the budget is larger by this part of itself.
    case largerBudget(Double)
  }
  /// One choice of the rule.
  public struct Step: Sendable, Hashable {
    /// The project, by its row.
    public let project: Int
    /// q: what a supporter pays for each unit of utility, in the currency of the budget.
    public let price: Double
  }
  /// The choices, in their order.
  public let steps: [Step]
  /// What each voter paid.
  public let payments: [Double]
  /// What the chosen projects cost.
  public let spent: Double
  /// The budget that the rule was run with at last; more than the budget after a completion.
  public let sharedBudget: Double
  /// Whether the completion ended because it had been tried often enough.
  public let isCutShort: Bool

  /// How often a completion runs the rule at most.
  public static let mostRounds = 100_000
  /// How many choices a completion looks at in all its runs at most: some seconds' work.
  static let mostChoices = 500_000_000

  /// Chooses projects.
  ///
  /// - Complexity: Each run of the rule O(projects × choices × log(voters)) at worst; most projects are passed over.
  /// - Throws: `PlanningFailure` with everything in the vote that does not fit or is out of range.
  public init(
    of vote: BudgetVote, utility: Utility, completion: Completion = .none
  ) throws(PlanningFailure) {
    try Self.check(vote, completion)
    let shares = SharedMoney(vote, utility: utility)
    let voters = Double(max(1, vote.voters.count))
    var budget = vote.budget
    var result = shares.outcome(each: budget / voters)
    let mostRounds = min(Self.mostRounds, max(1000, Self.mostChoices / max(1, vote.project.count)))
    var rounds = 0
    search: while completion != .none, !vote.voters.isEmpty,
      shares.canAdd(to: result.steps, within: vote.budget)
    {
      rounds += 1
      if rounds > mostRounds { break }
      var larger: Double
      switch completion {
      case .none: break search
      case .moreForEach(let amount): larger = vote.budget + Double(rounds) * amount * voters
      case .largerBudget(let part): larger = vote.budget * (1 + Double(rounds) * part)
      }
      let next = shares.outcome(each: larger / voters)
      if next.spent > vote.budget * (1 + 1e-12) { break }
      result = next
      budget = larger
    }
    steps = result.steps
    payments = result.payments
    spent = result.spent
    sharedBudget = budget
    isCutShort = rounds > mostRounds
  }

  private static func check(
    _ vote: BudgetVote, _ completion: Completion
  ) throws(PlanningFailure) {
    var complaints = Complaints("society.equal-shares")
    complaints.expect(
      vote.budget.isFinite && vote.budget > 0, "The budget is \(vote.budget).",
      "State a budget above 0.")
    complaints.expect(
      vote.projects.count == vote.costs.count,
      "There are \(vote.projects.count) projects and \(vote.costs.count) costs.",
      "State one cost for each project.")
    complaints.expect(vote.costs, "cost", in: 0...1e100)
    complaints.expect(vote.score, "score", in: 0...1e100)
    complaints.expect(
      vote.project.count == vote.score.count && vote.offsets.count == vote.voters.count + 1
        && vote.offsets.first == 0 && vote.offsets.last == vote.project.count
        && !zip(vote.offsets, vote.offsets.dropFirst()).contains { $0 > $1 },
      "The choices do not fit the voters.", "State where the choices of each voter begin.")
    complaints.expect(
      vote.project.allSatisfy { (0..<Int32(clamping: vote.projects.count)).contains($0) },
      "A voter names a project that there is not.", "Name projects of the list.")
    switch completion {
    case .none: break
    case .moreForEach(let step), .largerBudget(let step):
      complaints.expect(
        step.isFinite && step > 0, "The completion adds \(step) each time.",
        "Add more than 0.")
    }
    try complaints.settle()
    for voter in vote.voters.indices {
      let named = vote.project[vote.offsets[voter]..<vote.offsets[voter + 1]]
      complaints.expect(
        Set(named).count == named.count, "Voter \(vote.voters[voter]) names a project twice.",
        "Keep one of the two.")
    }
    try complaints.settle()
  }
}
