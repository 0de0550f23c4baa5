/// Somebody who has a stake in the plan, and may carry a part of it out.
public struct Stakeholder: Sendable, Hashable {
  /// How far somebody takes part in decisions: the spectrum of public participation of IAP2, in its order.
  public enum Engagement: String, Sendable, CaseIterable {
    /// Is told.
    case inform
    /// Is asked, and told what became of the answer.
    case consult
    /// Works along, so that concerns are understood.
    case involve
    /// Is a partner in each decision.
    case collaborate
    /// Decides.
    case empower
  }

  /// A short name that the plan uses, unique in it.
  public var id: String
  /// The name for people.
  public var name: String
  /// The helix group, by id; nil: not said.
  public var group: String?
  /// How far it takes part; nil: not said.
  public var engagement: Engagement?
  /// How much it wants of the plan, 0…1; nil: not said.
  public var interest: Double?
  /// How much it can move, 0…1; nil: not said.
  public var influence: Double?
  /// The districts that it is about, by id; empty: all.
  public var districts: [String] = []
  /// The actions that it leads there, by id.
  public var leads: [String] = []
  /// The actions in which it is a partner there, by id.
  public var partners: [String] = []
  /// The roles of the catalogue that it fills there, for example `Local authority`: outputs name it in the role's place.
  public var roles: [String] = []
  /// How many people or firms are members; nil: not said.
  public var members: Int?
  /// What it can do, in words.
  public var skills: [String] = []
  /// What it can carry of the actions that it leads.
  public var capacities: [StakeholderCapacity] = []
  /// The money that it can raise for what it leads, EUR; nil: not said.
  public var capital: Double?
  /// Whether it is a single person, whose name no output tells.
  public var isPerson = false
  /// The line of the plan file.
  public var line: Int?

  /// Creates a stakeholder of whom nothing else is known.
  public init(id: String, name: String) {
    self.id = id
    self.name = name
  }

  /// The name that outputs may tell: the id in place of a person's name.
  public var shownName: String { isPerson ? id : name }

  /// Where it stands on the grid of interest and influence (Mendelow), both cut at a half; nil where one is not said.
  public var stance: String? {
    guard let interest, let influence else { return nil }
    switch (interest >= 0.5, influence >= 0.5) {
    case (true, true): return "manage closely"
    case (false, true): return "keep satisfied"
    case (true, false): return "keep informed"
    case (false, false): return "monitor"
    }
  }
}

/// What a stakeholder can carry at the most of the actions that it leads.
public struct StakeholderCapacity: Sendable, Hashable {
  /// What is summed.
  public var amount: Amount
  /// The most of it, in the amount's unit; in one year where `isYearly`.
  public var most: Double
  /// Whether the limit is for each year.
  public var isYearly = false
  /// The position of the only phase that it is about; nil: all.
  public var phase: Int?
  /// How unwillingly it gives where no plan can meet all rows: 1 as a rule, infinite: never.
  public var firmness = 1.0
  /// The line of the plan file.
  public var line: Int?

  /// Creates a limit over all phases.
  public init(amount: Amount, most: Double) {
    self.amount = amount
    self.most = most
  }
}
