public import PlanModel

/// What a decided plan does where, as far as governance is concerned.
public struct GovernedPlan: Sendable {
  /// The catalogue.
  public var actions: [Action]
  /// The ids of the districts.
  public var districts: [String]
  /// The district of each unit, by row.
  public var unitDistrict: [Int]
  /// The chosen actions of each unit, as positions in the catalogue, ascending.
  public var chosen: [[Int]]
  /// Land of each class in each unit, m²: the first index is the raw value of the class; empty where no land use is known.
  public var landUse: [[Double]] = []
  /// Area of each unit in each constraint, m², by the constraint's name.
  public var constraints: [(name: String, area: [Double])] = []
  /// What actions on land may claim of each unit; an action without an entry is about the whole unit.
  public var claimableLand: [ClaimableLand] = []
  /// The topics of the interests that touch each unit; empty where there are none.
  public var topics: [[String]] = []
  /// The people of each group that spoke about each district; empty where nobody was asked. The first index is the district.
  public var people: [[Int]] = []
  /// The funds that pay a part of what is chosen, with the actions they pay for, ascending; nil where the plan counts on none.
  public var draws: [(fund: Fund, actions: [Int])]?
  /// Fewer people than this are not enough to be heard as a group.
  public var shownFrom = 1
  /// Less land than this is the rounding of borders, m².
  public var leastArea = 0.0

  /// Creates a plan of which only the choices are known.
  public init(actions: [Action], districts: [String], unitDistrict: [Int], chosen: [[Int]]) {
    self.actions = actions
    self.districts = districts
    self.unitDistrict = unitDistrict
    self.chosen = chosen
  }

  /// The chosen actions of each district, ascending.
  var chosenByDistrict: [[Int]] {
    var sets = districts.map { _ in Set<Int>() }
    for (unit, actions) in chosen.enumerated() { sets[unitDistrict[unit]].formUnion(actions) }
    return sets.map { $0.sorted() }
  }
}

/// Who decides, who must agree and who is heard in a decided plan.
public func governanceResult(
  _ governance: GovernanceDescription, stakeholders: [Stakeholder], groups: [String],
  plan: GovernedPlan
) -> GovernanceResult {
  var result = GovernanceResult()
  let byDistrict = plan.chosenByDistrict
  result.agreements = agreements(governance, plan)
  // The bodies that must agree to an action somewhere in a district.
  var agreeing = plan.districts.map { _ in [Int: Set<Int>]() }
  for needed in result.agreements {
    for action in needed.actions {
      agreeing[plan.unitDistrict[needed.unit]][action, default: []].insert(needed.body)
    }
  }
  let parts = Responsibilities(governance, stakeholders: stakeholders)
  for action in plan.actions.indices {
    for (row, district) in plan.districts.enumerated() where byDistrict[row].contains(action) {
      result.rows.append(
        parts.row(
          plan.actions[action], at: action, district: district, row: row,
          agreeing: (agreeing[row][action] ?? []).sorted()))
    }
  }
  result.presence = plan.districts.indices.map { row in
    if byDistrict[row].isEmpty { return [] }
    return groups.indices.map { group in
      presence(of: groups[group], group, in: row, governance, stakeholders, plan)
    }
  }
  result.missingLevels = missingLevels(governance, plan)
  return result
}

private func presence(
  of group: String, _ position: Int, in row: Int, _ governance: GovernanceDescription,
  _ stakeholders: [Stakeholder], _ plan: GovernedPlan
) -> GroupPresence {
  if !plan.people.isEmpty, plan.people[row][position] >= plan.shownFrom { return .here }
  let district = plan.districts[row]
  let byMember = Dictionary(
    stakeholders.map { ($0.id, $0.group) }, uniquingKeysWith: { first, _ in first })
  // A body speaks for the groups that it names and for those of its members.
  let areas =
    governance.bodies.filter { body in
      body.groups.contains(group) || body.members.contains { (byMember[$0] ?? nil) == group }
    }.map(\.districts) + stakeholders.filter { $0.group == group }.map(\.districts)
  if areas.contains(where: { $0.contains(district) }) { return .here }
  return areas.contains(where: \.isEmpty) ? .municipality : .nobody
}

/// Where bodies must agree, by unit and then body.
private func agreements(
  _ governance: GovernanceDescription, _ plan: GovernedPlan
) -> [AgreementNeeded] {
  var found: [AgreementNeeded] = []
  let claimable = plan.actions.map { action in
    plan.claimableLand.first { $0.action == action.id }
  }
  for unit in plan.chosen.indices where !plan.chosen[unit].isEmpty {
    var actions: [Int: Set<Int>] = [:]
    var reasons: [Int: [String]] = [:]
    for rule in governance.agreements {
      guard let body = governance.bodies.firstIndex(where: { $0.id == rule.body }) else { continue }
      for action in plan.chosen[unit]
      where rule.actions.isEmpty || rule.actions.contains(plan.actions[action].id) {
        guard let reason = plan.reason(of: rule, in: unit, on: claimable[action]) else { continue }
        actions[body, default: []].insert(action)
        if !(reasons[body] ?? []).contains(reason) { reasons[body, default: []].append(reason) }
      }
    }
    for body in actions.keys.sorted() {
      found.append(
        AgreementNeeded(
          unit: unit, body: body, actions: actions[body]!.sorted(),
          reason: reasons[body]!.joined(separator: "; ")))
    }
  }
  return found
}

extension GovernedPlan {
  /// Why a rule holds for an action in a unit, in words; nil where it does not.
  ///
  /// An action on land touches what it may claim, so that a reserve which it must keep out of asks nobody; of other actions
  /// nobody knows where in the unit they are, and the whole unit counts.
  ///
  /// - Parameter claimable: The land that the action may claim; nil: it is no action on land.
  fileprivate func reason(
    of rule: AgreementRule, in unit: Int, on claimable: ClaimableLand?
  ) -> String? {
    func isEnough(_ area: Double) -> Bool { area >= leastArea && area > 0 }
    var reasons: [String] = []
    if !rule.landUse.isEmpty {
      let landUse = claimable?.landUse ?? landUse
      let here = rule.landUse.filter { use in
        let place = Int(use.rawValue)
        return landUse.indices.contains(place) && landUse[place].indices.contains(unit)
          && isEnough(landUse[place][unit])
      }
      if here.isEmpty { return nil }
      reasons.append(here.map { $0.title.lowercased() }.joined(separator: ", "))
    }
    if !rule.constraints.isEmpty {
      let here = (claimable?.constraints ?? constraints).filter { constraint in
        rule.constraints.contains(constraint.name) && isEnough(constraint.area[unit])
      }
      if here.isEmpty { return nil }
      reasons.append(
        (claimable == nil ? "the area touches " : "in ")
          + here.map(\.name).joined(separator: ", "))
    }
    if !rule.topics.isEmpty {
      let wanted = rule.topics.map { $0.lowercased() }
      let here = topics.isEmpty ? [] : topics[unit].filter { wanted.contains($0.lowercased()) }
      if here.isEmpty { return nil }
      reasons.append("interest about " + Set(here).sorted().joined(separator: ", "))
    }
    if !rule.districts.isEmpty {
      let district = districts[unitDistrict[unit]]
      if !rule.districts.contains(district) { return nil }
      reasons.append("in district \(district)")
    }
    if !rule.actions.isEmpty || reasons.isEmpty { reasons.append("what is chosen") }
    return reasons.joined(separator: " and ")
  }
}

/// The sources of financing of the Covenant of Mayors that lie at another level of government.
private let financingLevels: [(word: String, level: GovernanceLevel)] = [
  ("EU funds and programmes", .union), ("National funds and programmes", .state),
  ("Regional funds and programmes", .region),
]

private func missingLevels(
  _ governance: GovernanceDescription, _ plan: GovernedPlan
) -> [GovernanceResult.MissingLevel] {
  let linked = Set(governance.links.filter { $0.from != $0.to }.flatMap { [$0.from, $0.to] })
  let levels = Set(governance.bodies.filter { linked.contains($0.id) }.map(\.level))
  if let draws = plan.draws {
    return draws.compactMap { fund, actions in
      guard let level = fund.level.government, !actions.isEmpty, !levels.contains(level) else {
        return nil
      }
      return GovernanceResult.MissingLevel(
        level: level, need: fund.name, isDrawn: true, actions: actions)
    }
  }
  let chosen = Set(plan.chosen.joined()).sorted()
  return financingLevels.compactMap { word, level in
    let actions = chosen.filter { plan.actions[$0].financing.contains(word) }
    if actions.isEmpty || levels.contains(level) { return nil }
    return GovernanceResult.MissingLevel(
      level: level, need: word, isDrawn: false, actions: actions)
  }
}

extension Fund.Level {
  /// The level of government that gives the money; nil: the municipality's own.
  fileprivate var government: GovernanceLevel? {
    switch self {
    case .european: .union
    case .national: .state
    case .regional: .region
    case .local: nil
    }
  }
}
