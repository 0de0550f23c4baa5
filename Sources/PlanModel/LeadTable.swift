/// Who leads an action in a district.
///
/// One rule: the first stakeholder of the plan that names the action under `leads` and the district under `area`; where there
/// is none, the first that names the action and no area. Where there is none either, the catalogue's lead actor is a role
/// that nobody fills yet.
public struct LeadTable: Sendable {
  private let leads: [String: [Int]]
  private let partners: [String: [Int]]
  private let stakeholders: [Stakeholder]

  /// Sorts stakeholders by what they lead, in the order of the plan.
  public init(_ stakeholders: [Stakeholder]) {
    self.stakeholders = stakeholders
    var leads: [String: [Int]] = [:]
    var partners: [String: [Int]] = [:]
    for (position, stakeholder) in stakeholders.enumerated() {
      for action in stakeholder.leads { leads[action, default: []].append(position) }
      for action in stakeholder.partners { partners[action, default: []].append(position) }
    }
    self.leads = leads
    self.partners = partners
  }

  /// The position of the stakeholder that leads an action in a district; nil: nobody that the plan names.
  public func lead(of action: String, in district: String) -> Int? {
    let candidates = leads[action] ?? []
    return candidates.first { stakeholders[$0].districts.contains(district) }
      ?? candidates.first { stakeholders[$0].districts.isEmpty }
  }

  /// The positions of the stakeholders that are partners in an action in a district, in the order of the plan: those that
  /// say so, and those that would lead it there if no other did.
  public func partners(in action: String, of district: String) -> [Int] {
    let lead = lead(of: action, in: district)
    let all = Set((partners[action] ?? []) + (leads[action] ?? []))
    return all.sorted().filter { position in
      let area = stakeholders[position].districts
      return position != lead && (area.isEmpty || area.contains(district))
    }
  }

  /// The positions of the stakeholders that fill a role of the catalogue in a district, in the order of the plan.
  public func holders(of role: String, in district: String) -> [Int] {
    stakeholders.indices.filter { position in
      let stakeholder = stakeholders[position]
      return stakeholder.roles.contains(role)
        && (stakeholder.districts.isEmpty || stakeholder.districts.contains(district))
    }
  }

  /// The districts of a list in which a stakeholder leads an action, in the order of the list.
  public func districts(of list: [String], where stakeholder: Int, leads action: String) -> [String]
  {
    list.filter { lead(of: action, in: $0) == stakeholder }
  }
}
