/// Who has which part in an action in a district.
public struct RACIRow: Sendable, Hashable {
  /// Where a part comes from.
  public enum Origin: String, Sendable, CaseIterable {
    /// The plan's assignment of the action.
    case action
    /// The plan's assignment of all actions.
    case all
    /// A body that decides on the action.
    case decides
    /// The stakeholder that leads it.
    case lead
    /// The catalogue's lead actor: a role that nobody fills yet.
    case role
    /// Nobody.
    case nobody
  }
  /// The action, as position in the catalogue.
  public var action: Int
  /// The district, by row.
  public var district: Int
  /// Who does the work, by name.
  public var responsible: [String]
  /// Who answers for it, by name; one where all is well.
  public var accountable: [String]
  /// Who is asked before, by name.
  public var consulted: [String]
  /// Who is told afterwards, by name.
  public var informed: [String]
  /// Where the responsible come from.
  public var responsibleOrigin: Origin
  /// Where the accountable come from.
  public var accountableOrigin: Origin
  /// The bodies among all of them, by position in the plan.
  public var bodies: [Int]

  /// Creates a row.
  public init(
    action: Int, district: Int, responsible: [String], accountable: [String], consulted: [String],
    informed: [String], responsibleOrigin: Origin, accountableOrigin: Origin, bodies: [Int]
  ) {
    self.action = action
    self.district = district
    self.responsible = responsible
    self.accountable = accountable
    self.consulted = consulted
    self.informed = informed
    self.responsibleOrigin = responsibleOrigin
    self.accountableOrigin = accountableOrigin
    self.bodies = bodies
  }
}

/// How a group of the helix is heard in a district where something is to be done.
public enum GroupPresence: String, Sendable, CaseIterable {
  /// By enough voices about the district, or by a body or stakeholder of it.
  case here
  /// By a body or stakeholder of the whole municipality only.
  case municipality
  /// By nobody.
  case nobody
}

/// A unit where bodies must agree before something is done.
public struct AgreementNeeded: Sendable, Hashable {
  /// The unit.
  public var unit: Int
  /// The body, by position in the plan.
  public var body: Int
  /// The chosen actions that it must agree to, as positions in the catalogue, ascending.
  public var actions: [Int]
  /// Why, in words.
  public var reason: String

  /// Creates an agreement.
  public init(unit: Int, body: Int, actions: [Int], reason: String) {
    self.unit = unit
    self.body = body
    self.actions = actions
    self.reason = reason
  }
}

/// Who decides, who must agree and who is heard in a decided plan.
public struct GovernanceResult: Sendable {
  /// Who has which part, by action and district of what is chosen: ascending by action, then by district.
  public var rows: [RACIRow] = []
  /// How each group is heard: the first index is the district's row, the second the group. Districts where nothing is chosen are
  /// empty.
  public var presence: [[GroupPresence]] = []
  /// Where bodies must agree, by unit and body.
  public var agreements: [AgreementNeeded] = []
  /// Links of money or permits to a level that the chosen actions need and the plan lacks.
  public var missingLevels: [MissingLevel] = []

  /// A level of government that chosen actions need and no linked body works at.
  public struct MissingLevel: Sendable, Hashable {
    /// The level.
    public var level: GovernanceLevel
    /// What it is needed for: a fund that the plan draws on, or a source of financing of the catalogue.
    public var need: String
    /// Whether the plan draws on it; else it only could.
    public var isDrawn: Bool
    /// The actions, as positions in the catalogue, ascending.
    public var actions: [Int]

    /// Creates a gap.
    public init(level: GovernanceLevel, need: String, isDrawn: Bool, actions: [Int]) {
      self.level = level
      self.need = need
      self.isDrawn = isDrawn
      self.actions = actions
    }
  }

  /// Creates an empty result.
  public init() {}

  /// Who has which part in an action in a district; nil where it is not chosen there.
  public func row(of action: Int, in district: Int) -> RACIRow? {
    let place = rows.partitioningIndex { ($0.action, $0.district) >= (action, district) }
    guard place < rows.count, rows[place].action == action, rows[place].district == district
    else { return nil }
    return rows[place]
  }
}
