import PlanModel

extension PlanParser {
  /// Owners of plants, and local shares. Whether the actions exist is checked where the catalogue is known.
  func benefits(_ mapping: YAMLMapping) -> BenefitsDescription {
    var benefits = BenefitsDescription()
    if let value = mapping.value("owners") {
      if value.isMapping {
        benefits.owners = value.entries().compactMap { entry in
          entry.value.word(as: OwnerScenario.self).map {
            PlantOwner(action: entry.key, owner: $0, line: entry.value.line)
          }
        }
      } else {
        benefits.owner = value.word(as: OwnerScenario.self)
      }
    }
    if let local = mapping.mapping("localShare") {
      benefits.localInstallation = local.quantity("installation")
      benefits.localOperation = local.quantity("operation")
      benefits.localExternal = local.quantity("external")
    }
    return benefits
  }

  /// The rows of equity. Which districts are deprived, and how many people live there, is known once the data are read.
  mutating func equity(_ mapping: YAMLMapping) -> [RowDescription] {
    mapping.mappings("equity").compactMap { entry in
      let amount = entry.has("amount") ? entry.word("amount", as: Amount.self) : .investment
      let districts = ids(entry, "districts")
      let isForDeprived = entry.word("group") != nil
      let actions = ids(entry, "actions")
      let share = leastShare(entry)
      let name = rowName(entry)
      if entry.has("districts") == entry.has("group") {
        entry.report(
          entry.has("group") ? "two-limits" : "missing-key",
          entry.has("group")
            ? "A rule of equity has `districts` and `group`."
            : "A rule of equity needs `districts` or `group`.",
          remedy: "Write one of the two, e.g. `group: deprived districts`.")
        return nil
      }
      guard let name, let amount, let share, isForDeprived || !districts.isEmpty else { return nil }
      var row = RowDescription(
        name: name, amount: amount, sense: .atLeast, limit: .shareOfPlan(share.value))
      row.actions = actions
      row.districts = districts
      row.firmness = firmness(entry)
      row.line = entry.line
      row.equity = EquityRule(isForDeprived: isForDeprived, isPeopleShare: share.isPeople)
      return row
    }
  }

  /// The share that is asked for; 0 until it is known where it is that of the people.
  private func leastShare(_ entry: YAMLMapping) -> (value: Double, isPeople: Bool)? {
    guard let value = entry.value("atLeastShare") else { return nil }
    if let text = value.scalar, text.contains(where: \.isNumber) {
      return value.quantity(as: .share, in: 0...1).map { ($0, false) }
    }
    return value.word(among: ["population share"]).map { _ in (0, true) }
  }
}
