import PlanModel

extension PlanParser {
  /// What people write for the Climate City Contract.
  func contract(_ mapping: YAMLMapping) -> ContractStatement {
    var contract = ContractStatement()
    contract.template = mapping.word("template", as: ContractTemplate.self) ?? .v2
    contract.target = mapping.quantity("target")
    contract.indicatorPath = mapping.word("indicatorPath", as: IndicatorPath.self) ?? .phases
    for text in ContractText.allCases { contract.texts[text] = mapping.text(text.rawValue) }
    for list in ContractList.allCases {
      let rows = mapping.mappings(PlanKeys.contractKey(of: list)).compactMap { row -> [String]? in
        let cells = list.fields.map { row.text($0.key) ?? "" }
        return cells[0].isEmpty ? nil : cells
      }
      if !rows.isEmpty { contract.lists[list] = rows }
    }
    contract.existing = mapping.mappings("existing").compactMap { entry in
      guard let sector = entry.word("sector"), let reduction = entry.quantity("reduction"),
        let plan = entry.text("plan")
      else { return nil }
      return ExistingReduction(sector: sector, reduction: reduction, plan: plan)
    }
    contract.budgets = budgets(mapping)
    contract.fieldBudgets = mapping.mappings("fieldBudgets").compactMap { entry in
      guard let year = entry.integer("year"), let field = entry.word("field"),
        let amount = entry.quantity("amount")
      else { return nil }
      return FieldBudget(year: year, field: field, amount: amount)
    }
    contract.income = moneyLines(mapping, "income")
    contract.activityCosts = moneyLines(mapping, "activityCosts")
    return contract
  }

  /// The past budgets by year; a part larger than its whole is a finding.
  private func budgets(_ mapping: YAMLMapping) -> [MunicipalBudget] {
    var budgets: [MunicipalBudget] = []
    for entry in mapping.mappings("budgets") {
      guard let year = entry.integer("year"), let total = entry.quantity("total"),
        let climate = entry.quantity("climate")
      else { continue }
      if climate > total {
        entry.report(
          "part-above-whole", "The budget of \(year) spends more on climate than it has.",
          remedy: "Correct `climate` or `total`.", at: "climate")
      } else if budgets.contains(where: { $0.year == year }) {
        entry.report(
          "repeated-entry", "The budget of \(year) stands twice.", remedy: "Keep it once.",
          at: "year")
      } else {
        budgets.append(MunicipalBudget(year: year, total: total, climate: climate))
      }
    }
    return budgets.sorted { $0.year < $1.year }
  }

  private func moneyLines(_ mapping: YAMLMapping, _ key: String) -> [MoneyLine] {
    mapping.mappings(key).compactMap { entry in
      guard let name = entry.text("name"), let amount = entry.quantity("amount") else {
        return nil
      }
      return MoneyLine(name: name, amount: amount)
    }
  }

  /// The measured years, in their order.
  func monitoring(_ mapping: YAMLMapping) -> [MonitoringSource] {
    var sources: [MonitoringSource] = []
    for entry in mapping.mappings("monitoring") {
      guard let year = entry.integer("year") else { continue }
      let inventory = entry.value("inventory").map { path($0) }
      let statuses = entry.value("statuses").map { path($0) }
      if inventory == nil, statuses == nil {
        entry.report(
          "nothing-measured", "The year \(year) names neither an inventory nor statuses.",
          remedy: "Name a table under `inventory` or `statuses`.")
      }
      if let years, !years.contains(year) {
        entry.report(
          "outside-years",
          "The monitored year \(year) lies outside the plan's years \(years.lowerBound) to \(years.upperBound).",
          remedy: "Check the year.", as: .warning, at: "year")
      }
      if sources.contains(where: { $0.year == year }) {
        entry.report(
          "repeated-entry", "The year \(year) is monitored twice.", remedy: "Keep it once.",
          at: "year")
        continue
      }
      sources.append(
        MonitoringSource(
          year: year, inventory: inventory.flatMap { $0 }, statuses: statuses.flatMap { $0 }))
    }
    return sources.sorted { $0.year < $1.year }
  }

  /// The files of answers to the questionnaire, in the order given.
  func capacity(_ mapping: YAMLMapping) -> [CapacitySource] {
    mapping.mappings("capacity").compactMap { entry in
      guard let file = entry.value("file").flatMap({ path($0) }) else { return nil }
      return CapacitySource(file: file, year: entry.integer("year"))
    }
  }
}
