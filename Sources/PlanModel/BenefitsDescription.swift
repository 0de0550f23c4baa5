/// Who owns the plants on land that sell what they generate.
public enum OwnerScenario: String, Sendable, CaseIterable {
  /// Citizens, alone or as a co-operative.
  case citizen
  /// The municipality or its company.
  case municipal
  /// An investor from elsewhere.
  case external

  /// The name for people.
  public var title: String {
    switch self {
    case .citizen: "Owned by citizens"
    case .municipal: "Owned by the municipality"
    case .external: "Owned by investors from elsewhere"
    }
  }
}

/// What a plan file says of owners and of what stays in the place.
public struct BenefitsDescription: Sendable, Hashable {
  /// The owner of all plants on land; nil: as each action's payers say.
  public var owner: OwnerScenario?
  /// The owner of the plants of single actions, by id, which goes before `owner`.
  public var owners: [PlantOwner] = []
  /// The part of planning and installation that firms and people of the place do, 0…1; nil: the default.
  public var localInstallation: Double?
  /// The same of operation and maintenance.
  public var localOperation: Double?
  /// The part of an external investor's profit that stays in the place; nil: the default.
  public var localExternal: Double?

  /// Creates a description that says nothing.
  public init() {}

  /// The owner of an action's plants; nil: as its payers say.
  public func owner(of action: String) -> OwnerScenario? {
    owners.last { $0.action == action }?.owner ?? owner
  }
}

/// Who owns the plants of one action.
public struct PlantOwner: Sendable, Hashable {
  /// The action, by id.
  public var action: String
  /// Its owner.
  public var owner: OwnerScenario
  /// The line of the plan file.
  public var line: Int?

  /// Creates a statement.
  public init(action: String, owner: OwnerScenario, line: Int? = nil) {
    self.action = action
    self.owner = owner
    self.line = line
  }
}

extension Action {
  /// Whether it is a plant on land that sells what it generates, so that it matters who owns it.
  public var isPlantOnLand: Bool {
    switch effect {
    case .photovoltaic, .wind: size.base != .suitableRoof
    default: false
    }
  }

  /// The action with its payers as an owner wants it: what is no public money is the owner's.
  public func owned(by owner: OwnerScenario) -> Action {
    var action = self
    let state = payers?.state ?? 0
    action.payers = Payers(
      municipality: owner == .municipal ? 1 - state : 0,
      households: owner == .citizen ? 1 - state : 0,
      business: owner == .external ? 1 - state : 0, state: state)
    return action
  }
}
