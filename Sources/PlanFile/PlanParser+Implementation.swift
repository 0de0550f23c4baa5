import PlanModel

extension PlanParser {
  /// Who has a stake in the plan; each id stands once.
  func stakeholders(_ mapping: YAMLMapping, groups: [String]) -> [Stakeholder] {
    var known: [Stakeholder] = []
    for entry in mapping.mappings("stakeholders") {
      guard let id = entry.text("id") else { continue }
      if let other = known.first(where: { $0.id == id }) {
        entry.report(
          "duplicate-name",
          "Another stakeholder has the id `\(id.shortened)` as well, in line \(other.line ?? 0).",
          remedy: "Give each stakeholder an id of its own.", at: "id")
        continue
      }
      known.append(stakeholder(entry, id: id, groups: groups))
    }
    return known
  }

  private func stakeholder(
    _ entry: YAMLMapping, id: String, groups: [String]
  ) -> Stakeholder {
    var stakeholder = Stakeholder(id: id, name: entry.text("name") ?? id)
    stakeholder.group = entry.value("group").flatMap { groupID($0, among: groups) }
    stakeholder.engagement = entry.word("engagement", as: Stakeholder.Engagement.self)
    stakeholder.interest = level(entry, "interest")
    stakeholder.influence = level(entry, "influence")
    stakeholder.districts = ids(entry, "area")
    stakeholder.leads = ids(entry, "leads")
    stakeholder.partners = ids(entry, "partners")
    stakeholder.roles = entry.texts("roles")
    stakeholder.members = entry.integer("members")
    stakeholder.skills = entry.texts("skills")
    stakeholder.capacities = capacities(entry, of: id)
    stakeholder.capital = entry.quantity("capital")
    stakeholder.isPerson = entry.flag("person") ?? false
    stakeholder.line = entry.line
    if let both = stakeholder.leads.first(where: stakeholder.partners.contains) {
      entry.report(
        "repeated-entry",
        "The stakeholder `\(id.shortened)` leads `\(both.shortened)` and is a partner in it.",
        remedy: "Keep it under `leads`, or under `partners`.", as: .warning, at: "partners")
    }
    for key in ["capacity", "capital"] where entry.has(key) && stakeholder.leads.isEmpty {
      entry.report(
        "nothing-led",
        "The stakeholder `\(id.shortened)` states `\(key)` and leads no action, so the plan cannot respect it.",
        remedy: "Name what it leads under `leads`.", as: .warning, at: key)
    }
    return stakeholder
  }

  /// A word, or a share; nil where nothing is said or after a finding.
  private func level(_ entry: YAMLMapping, _ key: String) -> Double? {
    guard let value = entry.value(key) else { return nil }
    if let text = value.scalar, text.first?.isNumber ?? false {
      return value.quantity(as: .share, in: 0...1)
    }
    guard let word = value.word(among: PlanKeys.levels.map(\.word)) else { return nil }
    return PlanKeys.levels.first { $0.word == word }?.share
  }

  /// The capacities; two limits of one amount for the same years are a finding.
  private func capacities(_ entry: YAMLMapping, of id: String) -> [StakeholderCapacity] {
    var known: [StakeholderCapacity] = []
    for item in entry.mappings("capacity") {
      guard let capacity = capacity(item) else { continue }
      if let other = known.first(where: { limitsTheSame($0, capacity) }) {
        item.report(
          "repeated-entry",
          "The stakeholder `\(id.shortened)` states two capacities of \(capacity.amount.rawValue) for the same years, see line \(other.line ?? 0).",
          remedy: "Keep the one that holds, or give each its `phase`.", at: "amount")
        continue
      }
      known.append(capacity)
    }
    return known
  }

  /// Whether two capacities limit one amount in the same years: one for each year stands for every phase.
  private func limitsTheSame(_ one: StakeholderCapacity, _ other: StakeholderCapacity) -> Bool {
    guard one.amount == other.amount else { return false }
    if let first = one.phase, let second = other.phase { return first == second }
    if one.phase != nil { return other.isYearly }
    if other.phase != nil { return one.isYearly }
    return phases.isEmpty || one.isYearly == other.isYearly
  }

  private func capacity(_ entry: YAMLMapping) -> StakeholderCapacity? {
    let amount = entry.has("amount") ? entry.word("amount", as: Amount.self) : .investment
    guard let value = entry.value("atMost"), let amount else { return nil }
    guard let limit = limit(value, of: amount, isNarrowed: true) else { return nil }
    guard case .amount(let most) = limit else {
      value.report(
        "share-of-all", "`\(value.path)` is a share, and a capacity is an amount.",
        remedy: "Write a quantity such as `\(amount.dimension.example)`.")
      return nil
    }
    var capacity = StakeholderCapacity(amount: amount, most: most)
    capacity.isYearly = entry.word("per") != nil
    if let value = entry.value("phase") {
      guard let phase = value.text().flatMap({ phase($0, at: value) }) else { return nil }
      capacity.phase = phase
    }
    capacity.firmness = firmness(entry)
    capacity.line = entry.line
    return capacity
  }
}
