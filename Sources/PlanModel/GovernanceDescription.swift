/// Who decides, who must agree and who is told, as the plan file states it.
public struct GovernanceDescription: Sendable, Hashable {
  /// The bodies, in the order of the plan file.
  public var bodies: [GovernanceBody] = []
  /// What links them.
  public var links: [GovernanceLink] = []
  /// Who is responsible for what, in the order of the plan file.
  public var assignments: [RACIAssignment] = []
  /// Where bodies must agree before something is done.
  public var agreements: [AgreementRule] = []
  /// The line of the plan file.
  public var line: Int?

  /// Creates a governance without bodies.
  public init() {}
}

/// A level of government.
public enum GovernanceLevel: String, Sendable, CaseIterable {
  /// The European Union.
  case union = "EU"
  /// The state.
  case state
  /// The region, county or association of municipalities.
  case region
  /// The municipality.
  case municipality
  /// A district or neighbourhood.
  case district

  /// The name for people.
  public var title: String {
    switch self {
    case .union: "European Union"
    case .state: "State"
    case .region: "Region"
    case .municipality: "Municipality"
    case .district: "District"
    }
  }
}

/// One body.
public struct GovernanceBody: Sendable, Hashable {
  /// A short name that the plan uses, unique in it.
  public var id: String
  /// The name for people.
  public var name: String
  /// What it is, one of `kinds`.
  public var kind: String
  /// The level of government that it works at.
  public var level = GovernanceLevel.municipality
  /// The helix groups that sit in it, by id.
  public var groups: [String] = []
  /// Who sits in it: ids of stakeholders, or roles in words.
  public var members: [String] = []
  /// What it is there for, as one sentence; empty: not said.
  public var mandate = ""
  /// The actions that it decides on, by id; `all` stands for all.
  public var decides: [String] = []
  /// The districts that it works in, by id; empty: all.
  public var districts: [String] = []
  /// The line of the plan file.
  public var line: Int?

  /// What a body can be.
  public static let kinds = [
    "steering group", "task force", "department", "council", "living lab", "agency", "ministry",
    "association", "company", "university", "other",
  ]

  /// Creates a body of the municipality.
  public init(id: String, name: String, kind: String) {
    self.id = id
    self.name = name
    self.kind = kind
  }

  /// Whether it works in a district.
  public func works(in district: String) -> Bool {
    districts.isEmpty || districts.contains(district)
  }
}

/// What one body is to another.
public struct GovernanceLink: Sendable, Hashable {
  /// The kind of a link.
  public enum Kind: String, Sendable, CaseIterable {
    /// Tells it what was done, and is held to it.
    case reports
    /// Asks it before it decides.
    case consults
    /// Gives it money.
    case funds
    /// The two work at one thing together.
    case coordinates
    /// Gives it a part of its own power to decide.
    case delegates
  }
  /// The body that the link starts from, by id.
  public var from: String
  /// The body that it leads to, by id.
  public var to: String
  /// What it is.
  public var kind: Kind
  /// The line of the plan file.
  public var line: Int?

  /// Creates a link.
  public init(from: String, to: String, kind: Kind, line: Int? = nil) {
    self.from = from
    self.to = to
    self.kind = kind
    self.line = line
  }
}

/// Who does, answers for, is asked about and is told of an action (RACI); what is empty is filled by the rule in `docs/methods.md`.
public struct RACIAssignment: Sendable, Hashable {
  /// The action's id; `all` stands for all that have no assignment of their own.
  public var action: String
  /// Who does the work: ids of bodies or stakeholders.
  public var responsible: [String] = []
  /// Who answers for it; nil: not said.
  public var accountable: String?
  /// Who is asked before.
  public var consulted: [String] = []
  /// Who is told afterwards.
  public var informed: [String] = []
  /// The line of the plan file.
  public var line: Int?

  /// The word for all actions.
  public static let all = "all"

  /// Creates an assignment that says nothing yet.
  public init(action: String) { self.action = action }
}

/// Where a body must agree before something is done. What is said must all hold; of each list one entry is enough.
public struct AgreementRule: Sendable, Hashable {
  /// The body, by id.
  public var body: String
  /// The unit has some of this land.
  public var landUse: [LandUseClass] = []
  /// The unit lies in part in one of these constraints, by name.
  public var constraints: [String] = []
  /// An interest with one of these topics touches the unit.
  public var topics: [String] = []
  /// The unit lies in one of these districts, by id.
  public var districts: [String] = []
  /// One of these actions is chosen there, by id; empty: any.
  public var actions: [String] = []
  /// The line of the plan file.
  public var line: Int?

  /// Creates a rule that asks the body about everything.
  public init(body: String) { self.body = body }
}
