/// Which options would be first in their unit and slot under any balance of the groups.
public struct BalanceResult: Sendable {
  /// How many balances were drawn, evenly over all weights of the groups that add up to 1.
  public var draws: Int
  /// The weights of the criteria, group by group.
  public var weights: [[Double]]
  /// The share of balances in which each option is first, 0…1.
  public var first: [Double]
  /// The share in which it stays first at its central weights, 0…1; nil where it never is first.
  public var confidence: [Double?]
  /// The mean balance of the draws in which it is first, by group; nil where it never is.
  public var central: [[Double]?]
  /// The share of balances in which doing nothing is first, by unit × slots + slot; nil where there is no option.
  public var nothingFirst: [Double?]

  /// Creates a result.
  public init(
    draws: Int, weights: [[Double]], first: [Double], confidence: [Double?], central: [[Double]?],
    nothingFirst: [Double?]
  ) {
    self.draws = draws
    self.weights = weights
    self.first = first
    self.confidence = confidence
    self.central = central
    self.nothingFirst = nothingFirst
  }
}

/// What a vote on projects decided.
public struct VoteResult: Sendable, Hashable {
  /// One project of the vote.
  public struct Project: Sendable, Hashable {
    /// Its id in the file of votes.
    public var id: String
    /// Its name; the id where it has none.
    public var name: String
    /// Its cost, in the currency of the vote.
    public var cost: Double
    /// How many people voted for it.
    public var voters: Int
    /// The step in which it was paid for, from 1; nil: not paid.
    public var step: Int?
    /// The action of the plan it stands for; nil: none was named.
    public var action: String?
    /// The districts.
    public var districts: [String]

    /// Creates a project.
    public init(
      id: String, name: String, cost: Double, voters: Int, step: Int?, action: String?,
      districts: [String]
    ) {
      self.id = id
      self.name = name
      self.cost = cost
      self.voters = voters
      self.step = step
      self.action = action
      self.districts = districts
    }
  }
  /// The name of the vote in the plan.
  public var name: String
  /// What there was to spend.
  public var budget: Double
  /// What was spent.
  public var spent: Double
  /// How many people voted.
  public var voters: Int
  /// Whether what is paid for became part of the plan.
  public var isBinding: Bool
  /// The projects, in the order of the file.
  public var projects: [Project]

  /// Creates a result.
  public init(
    name: String, budget: Double, spent: Double, voters: Int, isBinding: Bool,
    projects: [Project]
  ) {
    self.name = name
    self.budget = budget
    self.spent = spent
    self.voters = voters
    self.isBinding = isBinding
    self.projects = projects
  }
}
