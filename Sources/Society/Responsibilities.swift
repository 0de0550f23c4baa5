public import PlanModel

/// Who has which part in each action of each district, by one rule for what the plan leaves out.
///
/// - Responsible: the action's assignment, else that of all actions, else the stakeholder that leads it there, else the
///   catalogue's lead actor as a role.
/// - Accountable: the action's assignment, else that of all actions, else the bodies that decide on it (one that names action and
///   district comes before one that names the action, before one that decides all there, before one that decides all), else the
///   stakeholder that leads it. A role that nobody fills answers for nothing.
/// - Consulted: the assignment's, else the partners and whom the accountable body consults, as far as they work in the district;
///   always the bodies that must agree.
/// - Informed: the assignment's, else to whom the accountable body reports, as far as they work in the district.
public struct Responsibilities: Sendable {
  private let governance: GovernanceDescription
  private let stakeholders: [Stakeholder]
  private let leads: LeadTable
  private let bodyPosition: [String: Int]
  private let stakeholderPosition: [String: Int]
  private let assignment: [String: RACIAssignment]

  /// Sorts what the plan says.
  public init(_ governance: GovernanceDescription, stakeholders: [Stakeholder]) {
    self.governance = governance
    self.stakeholders = stakeholders
    leads = LeadTable(stakeholders)
    func positions(_ ids: [String]) -> [String: Int] {
      Dictionary(ids.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }
    bodyPosition = positions(governance.bodies.map(\.id))
    stakeholderPosition = positions(stakeholders.map(\.id))
    assignment = Dictionary(
      governance.assignments.map { ($0.action, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The parts in an action in a district.
  ///
  /// - Parameters:
  ///   - position: The action's position in the catalogue.
  ///   - agreeing: The bodies that must agree there, by position.
  public func row(
    _ action: Action, at position: Int, district: String, row: Int, agreeing: [Int]
  ) -> RACIRow {
    let own = assignment[action.id]
    let general = assignment[RACIAssignment.all]
    let lead = leads.lead(of: action.id, in: district).map { stakeholders[$0].id }
    var responsible: [String] = []
    var responsibleOrigin = RACIRow.Origin.nobody
    var role: [String] = []
    if let own, !own.responsible.isEmpty {
      (responsible, responsibleOrigin) = (own.responsible, .action)
    } else if let general, !general.responsible.isEmpty {
      (responsible, responsibleOrigin) = (general.responsible, .all)
    } else if let lead {
      (responsible, responsibleOrigin) = ([lead], .lead)
    } else if !action.leadActor.isEmpty {
      let holders = leads.holders(of: action.leadRole, in: district).map { stakeholders[$0].id }
      role = holders.isEmpty ? [action.leadActor] : names(holders)
      responsibleOrigin = .role
    }
    var accountable: [String] = []
    var accountableOrigin = RACIRow.Origin.nobody
    let deciding = deciding(action.id, in: district)
    if let named = own?.accountable {
      (accountable, accountableOrigin) = ([named], .action)
    } else if let named = general?.accountable {
      (accountable, accountableOrigin) = ([named], .all)
    } else if !deciding.isEmpty {
      (accountable, accountableOrigin) = (deciding, .decides)
    } else if let lead {
      (accountable, accountableOrigin) = ([lead], .lead)
    }
    // A body of another district has no part here.
    func linked(_ kind: GovernanceLink.Kind) -> [String] {
      governance.links.filter { $0.kind == kind && accountable.contains($0.from) }.map(\.to)
        .filter { id in bodyPosition[id].map { governance.bodies[$0].works(in: district) } ?? false
        }
    }
    func stated(_ path: KeyPath<RACIAssignment, [String]>) -> [String]? {
      [own, general].compactMap { $0?[keyPath: path] }.first { !$0.isEmpty }
    }
    let partners = leads.partners(in: action.id, of: district).map { stakeholders[$0].id }
    var consulted = stated(\.consulted) ?? (partners + linked(.consults))
    consulted += agreeing.map { governance.bodies[$0].id }
    let informed = stated(\.informed) ?? linked(.reports)
    consulted = consulted.filter { !accountable.contains($0) && !responsible.contains($0) }.once
    return RACIRow(
      action: position, district: row, responsible: names(responsible.once) + role,
      accountable: names(accountable.once), consulted: names(consulted),
      informed: names(informed.once.filter { !accountable.contains($0) }),
      responsibleOrigin: responsibleOrigin, accountableOrigin: accountableOrigin,
      bodies: Set(
        (responsible + accountable + consulted + informed).compactMap { bodyPosition[$0] }
      )
      .sorted())
  }

  /// The bodies that decide on an action in a district: those that say so most closely.
  private func deciding(_ action: String, in district: String) -> [String] {
    let here = governance.bodies.filter { $0.works(in: district) }
    let closest: [(GovernanceBody) -> Bool] = [
      { $0.decides.contains(action) && $0.districts.contains(district) },
      { $0.decides.contains(action) },
      { $0.decides.contains(RACIAssignment.all) && $0.districts.contains(district) },
      { $0.decides.contains(RACIAssignment.all) },
    ]
    for isMeant in closest {
      let found = here.filter(isMeant)
      if !found.isEmpty { return found.map(\.id) }
    }
    return []
  }

  private func names(_ ids: [String]) -> [String] {
    ids.map { id in
      bodyPosition[id].map { governance.bodies[$0].name }
        ?? stakeholderPosition[id].map { stakeholders[$0].shownName } ?? id
    }
  }
}

extension [String] {
  /// The texts, each once, in their order.
  fileprivate var once: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
