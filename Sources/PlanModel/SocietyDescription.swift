/// Who is heard, how, and what follows from it, as the plan file states it.
public struct SocietyDescription: Sendable {
  /// The groups of the helix, in the order of every table.
  public var groups: [HelixGroup]
  /// What people may speak about beside single actions, in the order of the plan file.
  public var themes: [Theme] = []
  /// Where map contributions and votes are read.
  public var contributions: [ContributionSource] = []
  /// Conditions that the plan fulfils: a voice that asks for one of them counts as support.
  public var conditionsMet: [String] = []
  /// A number of people is shown only from so many on; nil: the default.
  public var shownFrom: Int?
  /// What full agreement of all groups is worth in the objective's unit (EUR/a or t CO2e/a); nil: nothing.
  public var worth: Double?
  /// No group may get less than this share of what its best possible plan would give it; nil: no such rule.
  public var fairness: FairnessDescription?
  /// Least shares of what groups asked for.
  public var floors: [AcceptanceFloor] = []
  /// What each group finds important; nil where the plan does not ask.
  public var criteria: CriteriaDescription?
  /// Votes on projects that a budget of the citizens pays.
  public var votes: [ProjectVote] = []
  /// What was answered about success and failure; nil where the plan does not ask.
  public var factors: FactorsDescription?
  /// Who decides and who is heard; nil where the plan does not say.
  public var governance: GovernanceDescription?
  /// Who has a stake in the plan and may carry a part of it out, in the order of the plan file.
  public var stakeholders: [Stakeholder] = []
  /// What stakeholders promise, in the order of the plan file.
  public var pledges: [Pledge] = []

  /// Creates a society of some groups from which nobody was heard.
  public init(groups: [HelixGroup] = []) { self.groups = groups }

  /// Whether anything was asked of anybody.
  public var isHeard: Bool { !contributions.isEmpty || criteria != nil || !votes.isEmpty }
}

/// One group of the helix.
public struct HelixGroup: Sendable, Hashable {
  /// A short name for files, for example `business`.
  public var id: String
  /// The name for people.
  public var name: String
  /// The weight among the groups; only ratios count. A choice of the council, never a count of answers.
  public var weight: Double

  /// Creates a group.
  public init(id: String, name: String, weight: Double = 1) {
    self.id = id
    self.name = name
    self.weight = weight
  }
}

/// Several actions that people speak of in one word.
public struct Theme: Sendable, Hashable {
  /// The word.
  public var name: String
  /// The actions, by id.
  public var actions: [String]
  /// The line of the plan file.
  public var line: Int?

  /// Creates a theme.
  public init(name: String, actions: [String], line: Int? = nil) {
    self.name = name
    self.actions = actions
    self.line = line
  }
}

/// A source of pins, lines, polygons and votes.
public struct ContributionSource: Sendable {
  /// Where the features come from.
  public var source: LayerSource
  /// How far around a pin or a line the voice reaches, m; nil: the default.
  public var reach: Double?

  /// Creates a source.
  public init(source: LayerSource, reach: Double? = nil) {
    self.source = source
    self.reach = reach
  }
}

/// That no group is left behind.
public struct FairnessDescription: Sendable, Hashable {
  /// The least share of its best possible plan that each group gets, 0…1.
  public var share: Double
  /// The line of the plan file.
  public var line: Int?

  /// Creates a rule.
  public init(share: Double, line: Int? = nil) {
    self.share = share
    self.line = line
  }
}

/// A least share of what one group asked for, or all together.
public struct AcceptanceFloor: Sendable, Hashable {
  /// The row's name.
  public var name: String
  /// The group's id; nil: all groups by their weights.
  public var group: String?
  /// The least share of what was asked for, 0…1.
  public var share: Double
  /// How unwillingly it gives where no plan can meet all rows.
  public var firmness: Double
  /// The line of the plan file.
  public var line: Int?

  /// Creates a floor.
  public init(name: String, group: String?, share: Double, firmness: Double = 1, line: Int? = nil) {
    self.name = name
    self.group = group
    self.share = share
    self.firmness = firmness
    self.line = line
  }
}

/// What a group may find important about an option.
public enum Criterion: String, Sendable, CaseIterable {
  /// Emissions avoided.
  case co2
  /// Annualised cost, as little as can be.
  case annualCost
  /// Investment, as little as can be.
  case investment
  /// Final energy saved.
  case energySaved
  /// Renewable energy generated or used.
  case renewableEnergy
  /// Land claimed, as little as can be.
  case land
  /// Work to build it.
  case jobs
  /// What the group itself said on the map.
  case acceptance

  /// The amount that measures it; nil: the group's own voice.
  public var amount: Amount? { Amount(rawValue: rawValue) }

  /// Whether little of it is good.
  public var isCost: Bool {
    switch self {
    case .annualCost, .investment, .land: true
    case .co2, .energySaved, .renewableEnergy, .jobs, .acceptance: false
    }
  }

  /// The name for people.
  public var title: String { amount?.title ?? "Acceptance" }
}

/// The criteria and how each group weighs them.
public struct CriteriaDescription: Sendable {
  /// The criteria, in the order of the plan file.
  public var criteria: [Criterion]
  /// The judgements of groups; several of one group are joined.
  public var judgements: [CriteriaJudgement]
  /// How many balances of the groups are drawn.
  public var draws: Int
  /// The line of the plan file.
  public var line: Int?

  /// Creates criteria.
  public init(
    criteria: [Criterion], judgements: [CriteriaJudgement], draws: Int, line: Int? = nil
  ) {
    self.criteria = criteria
    self.judgements = judgements
    self.draws = draws
    self.line = line
  }
}

/// What one person or body of a group finds important.
public struct CriteriaJudgement: Sendable {
  /// How it was asked.
  public enum Answer: Sendable {
    /// Points for each criterion.
    case points([Double])
    /// The rank of each criterion, 1 for the most important; equal ranks are ties.
    case ranking([Int])
    /// The worth of each criterion's swing from worst to best, the largest 100.
    case swing([Double])
    /// Pairwise comparisons, the upper triangle by rows: how many times as important the first is.
    case pairs([Double])
  }
  /// The group's id.
  public var group: String
  /// Who judged, for messages; empty: not said.
  public var name: String
  /// The answer, in the order of the criteria.
  public var answer: Answer
  /// The line of the plan file.
  public var line: Int?

  /// Creates a judgement.
  public init(group: String, name: String, answer: Answer, line: Int? = nil) {
    self.group = group
    self.name = name
    self.answer = answer
    self.line = line
  }
}

/// A vote on projects within a budget, in the public form of participatory budgets.
public struct ProjectVote: Sendable {
  /// The name in tables and reasons.
  public var name: String
  /// The path of the file of projects and votes.
  public var file: String
  /// Whether the projects that are paid become part of the plan.
  public var isBinding: Bool
  /// What each project of the vote stands for, by the project's id in the file.
  public var projects: [VotedProject]
  /// The line of the plan file.
  public var line: Int?

  /// Creates a vote.
  public init(
    name: String, file: String, isBinding: Bool, projects: [VotedProject], line: Int? = nil
  ) {
    self.name = name
    self.file = file
    self.isBinding = isBinding
    self.projects = projects
    self.line = line
  }
}

/// What a project of a vote means in the plan.
public struct VotedProject: Sendable, Hashable {
  /// The project's id in the file of votes.
  public var id: String
  /// The action, by id.
  public var action: String
  /// The districts where it is to be, by id.
  public var districts: [String]
  /// The line of the plan file.
  public var line: Int?

  /// Creates a meaning.
  public init(id: String, action: String, districts: [String], line: Int? = nil) {
    self.id = id
    self.action = action
    self.districts = districts
    self.line = line
  }
}
