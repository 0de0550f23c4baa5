/// A vote on which projects a budget pays for, as sparse columns.
///
/// Voter `v` names the projects `project[offsets[v]..<offsets[v + 1]]` with the scores in the same places of `score`.
public struct BudgetVote: Sendable, Hashable {
  /// How people voted.
  public enum Kind: String, Sendable, CaseIterable {
    /// Any number of projects, all alike.
    case approval
    /// One project.
    case chooseOne = "choose-1"
    /// Projects from the most to the least preferred.
    case ordinal
    /// A sum of points handed out among projects.
    case cumulative
    /// Points for each project by itself.
    case scoring
  }
  /// How people voted.
  public var kind: Kind
  /// What there is to spend, in the currency of the costs.
  public var budget: Double
  /// The id of each project.
  public var projects: [String]
  /// What each project is called; empty where the file has no names.
  public var names: [String]
  /// The cost of each project.
  public var costs: [Double]
  /// The id of each voter.
  public var voters: [String]
  /// Where the choices of each voter begin, and the end of the last.
  public var offsets: [Int]
  /// The project of each choice.
  public var project: [Int32]
  /// The score of each choice: 1 for an approval, the points given, or the points of a rank.
  public var score: [Double]

  /// Creates columns.
  public init(
    kind: Kind, budget: Double, projects: [String], names: [String] = [], costs: [Double],
    voters: [String], offsets: [Int], project: [Int32], score: [Double]
  ) {
    self.kind = kind
    self.budget = budget
    self.projects = projects
    self.names = names
    self.costs = costs
    self.voters = voters
    self.offsets = offsets
    self.project = project
    self.score = score
  }
}
