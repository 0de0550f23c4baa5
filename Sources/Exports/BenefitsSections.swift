import PlanModel

/// What a plan leaves in an area: value added, work, smaller bills, relief; who pays and who gains, and how evenly.
struct BenefitsSections {
  private let area: AreaAccount
  private let result: PlanResult

  init(_ area: AreaAccount) {
    self.area = area
    result = area.account.result
  }

  /// The whole section; empty where there is no plan.
  var blocks: [Document.Block] {
    guard let benefits = result.benefits, !result.plan.chosen.isEmpty else { return [] }
    let own = area.benefits(benefits)
    return [figures(own, benefits)] + value(own) + actions(benefits) + jobs(benefits)
      + savings(own, benefits) + relief(own, benefits) + payers(own) + equity(benefits)
  }

  private func figures(_ own: AreaBenefits, _ benefits: BenefitsResult) -> Document.Block {
    .figures([
      ("Local value added, once", ShownUnit.phrase(own.value.installation.total, "EUR")),
      ("Local value added, a year", ShownUnit.phrase(own.value.yearly.total, "EUR/a")),
      ("Work to build", ShownUnit.phrase(own.jobYears, "job-years")),
      ("Work to operate", ShownUnit.phrase(own.operationJobs, "jobs")),
      ("Bills of households become smaller by", ShownUnit.phrase(own.householdSavings, "EUR/a")),
    ])
  }

  /// The three stages, and ownership by scenario.
  private func value(_ own: AreaBenefits) -> [Document.Block] {
    let value = own.value
    var stages = [
      ("Planning and installation", "once, EUR", value.installation),
      ("Operation and maintenance", "each year, EUR/a", value.operation),
      ("Ownership of plants on land, as planned", "each year, EUR/a", value.ownership),
    ]
    for (owner, scenario) in zip(OwnerScenario.allCases, value.scenarios) {
      stages.append(("– \(owner.title.lowercasedFirst)", "each year, EUR/a", scenario))
    }
    let values = stages.map(\.2)
    let hasPlants = value.scenarios.contains { $0 != ValueAdded() }
    return [
      .table(
        Document.Table(
          texts: [("Stage", stages.map(\.0)), ("When", stages.map(\.1))],
          numbers: [
            ("Profit after tax", "", values.map(\.profit), false),
            ("Net income of employees", "", values.map(\.income), false),
            ("Municipal tax", "", values.map(\.tax), false),
            ("Sum", "", values.map(\.total), false),
          ], summed: nil)),
      .paragraph(
        "Local value added is what spending leaves to firms, employees and the municipality here. Making the plants is left out. \(hasPlants ? "The last three lines are the same plants in the hands of other owners." : "No plant on land is planned here, so nobody's ownership changes anything.")"
      ),
    ]
  }

  /// Value added by action; of the whole only.
  private func actions(_ benefits: BenefitsResult) -> [Document.Block] {
    if area.id != nil { return [] }
    let used = benefits.actions.indices.filter { benefits.actions[$0] != StagedValue() }
    let values = used.map { benefits.actions[$0] }
    return [
      .folded(
        "Local value added of \(used.count.counted("action"))",
        Document.Table(
          texts: [("Action", used.map { result.options.actions[$0].name })],
          numbers: [
            ("Installation, once", "EUR", values.map(\.installation.total), true),
            ("Operation", "EUR/a", values.map(\.operation.total), true),
            ("Ownership as planned", "EUR/a", values.map(\.ownership.total), true),
          ]
            + OwnerScenario.allCases.enumerated().map { scenario, owner in
              (owner.title, "EUR/a", values.map { $0.scenarios[scenario].total }, true)
            }, summed: "Sum"))
    ]
  }

  /// Work by year.
  private func jobs(_ benefits: BenefitsResult) -> [Document.Block] {
    if benefits.years.isEmpty { return [] }
    let years = benefits.years
    func here(_ values: [Double]) -> Double {
      area.districts.map { values[$0] }.compensatedSum()
    }
    let last = years[years.count - 1].year
    return [
      .folded(
        "Work by year",
        Document.Table(
          texts: [("Year", years.map { $0.year == last ? "from \($0.year) on" : "\($0.year)" })],
          numbers: [
            ("Jobs to build", "", years.map { here($0.construction) }, false),
            ("Jobs to operate", "", years.map { here($0.operation) }, false),
          ], summed: nil))
    ]
  }

  /// Bills by user, and of households by income.
  private func savings(_ own: AreaBenefits, _ benefits: BenefitsResult) -> [Document.Block] {
    let users = EnergyUser.allCases.filter { own.savings[$0.rawValue] != 0 }
    if users.isEmpty { return [] }
    let groups = benefits.incomeGroups.indices.filter { own.groupPeople[$0] > 0 }
    var blocks: [Document.Block] = [
      .table(
        Document.Table(
          texts: [("Whose bill", users.map(Self.title))],
          numbers: [("Smaller by", "EUR/a", users.map { own.savings[$0.rawValue] }, true)],
          summed: "Sum"))
    ]
    if !groups.isEmpty {
      blocks.append(
        .table(
          Document.Table(
            texts: [("At home", groups.map { benefits.incomeGroups[$0] })],
            numbers: [
              ("People", "", groups.map { own.groupPeople[$0] }, true),
              ("Bills smaller by", "EUR/a", groups.map { own.groupSavings[$0] }, true),
              (
                "Per person", "EUR/a",
                groups.map { own.groupSavings[$0] / own.groupPeople[$0] }, false
              ),
            ], summed: "Sum")))
    }
    blocks.append(
      .paragraph(
        "Bills are those of energy at the prices of the plan; what is paid for the works is not in them. \(benefits.incomeRule)"
      ))
    return blocks
  }

  /// The user of energy, for people.
  static func title(_ user: EnergyUser) -> String {
    switch user {
    case .households: "Households, at home"
    case .business: "Business"
    case .municipality: "Municipality"
    case .traffic: "Drivers (private and commercial transport)"
    case .plants: "Owners of plants on land (earned)"
    }
  }

  private func relief(_ own: AreaBenefits, _ benefits: BenefitsResult) -> [Document.Block] {
    if own.reachedPeople <= 0 { return [] }
    let reached =
      "Actions that relieve energy poverty reach \(own.reachedDwellings.grouped(0)) dwellings with \(own.reachedPeople.grouped(0)) people."
    let relieved =
      own.relievedPeople.map { " \($0.grouped(0)) of these can hardly pay for their energy." } ?? ""
    return [.paragraph("\(reached)\(relieved) \(benefits.reliefRule)")]
  }

  /// Who pays and who gains; the sums are those of the plan.
  private func payers(_ own: AreaBenefits) -> [Document.Block] {
    let titles = Payers.titles + ["Not said"]
    let used = own.flows.indices.filter { own.flows[$0] != PayerFlow() }
    let flows = used.map { own.flows[$0] }
    if flows.isEmpty { return [] }
    return [
      .table(
        Document.Table(
          texts: [("Who pays and who gains", used.map { titles[$0] })],
          numbers: [
            ("Owns", "EUR", flows.map(\.investment), true),
            ("Subsidy", "EUR", flows.map(\.subsidy), true),
            ("Capital", "EUR/a", flows.map { -$0.capital }, true),
            ("Running", "EUR/a", flows.map { -$0.running }, true),
            ("Bills saved", "EUR/a", flows.map(\.saved), true),
            ("Earned", "EUR/a", flows.map(\.earned), true),
            ("Net", "EUR/a", flows.map(\.net), true),
            ("Stays here, once", "EUR", flows.map(\.localOnce), true),
            ("Stays here", "EUR/a", flows.map(\.localYearly), true),
          ], summed: "Sum")),
      .paragraph(
        "Each euro stands once: the net of all is the plan's yearly cost with its sign turned. What the spending leaves here as income, profit and tax is told beside it and is no part of the net."
      ),
    ]
  }

  /// How evenly the districts share; of the whole only.
  private func equity(_ benefits: BenefitsResult) -> [Document.Block] {
    guard area.id == nil, result.districts.count > 1 else { return [] }
    let known = benefits.distributions.filter { $0.before != nil || $0.after != nil }
    if known.isEmpty { return [] }
    func gini(_ curve: BenefitDistribution.Curve?) -> String { curve?.gini.grouped(3) ?? "–" }
    func range(_ values: [Double?]) -> String {
      let known = values.compactMap { $0 }
      guard let low = known.min(), let high = known.max() else { return "–" }
      return "\(low.aboutThreeDigits) to \(high.aboutThreeDigits)"
    }
    var blocks: [Document.Block] = [
      .table(
        Document.Table(
          [
            Document.Table.text("Shared among the districts' people"),
            Document.Table.number("Gini today"), Document.Table.number("Gini with the plan"),
            Document.Table.text("A person has today"), Document.Table.text("With the plan"),
          ],
          rows: known.map {
            [
              "\($0.title), \($0.unit)", gini($0.before), gini($0.after),
              range($0.perPersonBefore), range($0.perPerson),
            ]
          }))
    ]
    if let energy = known.first(where: { $0.id == "energyCost" }), let before = energy.before,
      let after = energy.after
    {
      let by = after.gini - before.gini
      let words =
        abs(by) < 0.0005 ? "as evenly as today" : by < 0 ? "more evenly than today" : "less evenly"
      blocks.append(
        .paragraph(
          "With the plan the cost of energy at home is spread \(words) over the people of the districts. Gini's coefficient is 0 where all have the same; people of one district are taken to have the same. distribution.csv has the Lorenz curves."
        ))
    }
    return blocks
  }
}
