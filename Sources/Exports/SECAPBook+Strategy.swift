import Frameworks
import PlanModel

extension SECAPBook {
  /// Vision, commitments, organisation, people and money.
  var strategy: Workbook.Sheet {
    Workbook.Sheet(
      id: "strategy", title: "Strategy",
      about:
        "What the municipality wants, who works on it, and what it takes. Commitments come from `secap: targets` of the plan file, or, where it has none, from the plan's own rules.",
      tables: [
        visionTable, commitments, organisationTable, staff, engagement, payers, running,
      ])
  }

  private var visionTable: Workbook.Table {
    var table = Workbook.Table("vision", "Vision", [.init("Field"), .init("Value")])
    table.add([
      .term("Vision"),
      stated(
        secap.vision,
        "the long-term vision of the municipality up to 2050, in two or three sentences the council has approved (plan file: `secap: vision`)."
      ),
    ])
    return table
  }

  private var commitments: Workbook.Table {
    var table = Workbook.Table(
      "commitments", "Commitments",
      note:
        "The emissions of the base year are those of the baseline inventory that areas of the plan hold. The Covenant asks for at least 55 % less by 2030 since 2021 (recalled, not verified).",
      [
        .init("Pillar"), .init("Target year", "year"), .init("Target in words"),
        .init("Reduction asked for", "%"), .init("Kind of reduction"),
        .init("Base year", "year"), .init("Emissions of the base year", "t \(gas)/a", .calculated),
        .init("Reduction asked for", "t \(gas)/a", .calculated),
        .init("Reduction by this plan", "t \(gas)/a", .calculated),
        .init("Reduction by this plan", "%", .calculated),
        .init("Inhabitants expected in the target year", "1", .optional),
      ])
    let base = result.baselineEmissions.last ?? 0
    var targets = secap.targets
    let gap = TargetGap(account)
    let isDerived = !targets.contains { $0.pillar == .mitigation }
    if isDerived, let asked = gap.asked, base > 0 {
      var target = SECAPStatement.Target(.mitigation, year: targetYear)
      target.reduction = asked / base
      target.goal = "From the rules of this plan; the council's commitment may ask for more."
      targets.insert(target, at: 0)
    }
    for target in targets {
      let row = table.rows.count
      let hasNumber = target.reduction != nil
      let none = Workbook.Cell.reason("target in words")
      table.add([
        .term(target.pillar.title), .number(Double(target.year)),
        .text(target.goal ?? "Reduction of emissions"),
        target.reduction.map { .amount(100 * $0) } ?? none,
        hasNumber
          ? .term(target.isPerCapita ? "Per capita" : "Absolute") : none,
        .number(Double(result.description.baseYear)),
        hasNumber ? .amount(base) : none,
        target.reduction.map { askedTonnes(target, share: $0, base: base) } ?? none,
        hasNumber ? .amount(gap.reduction) : none,
        hasNumber
          ? .formula(
            .init(
              operation: .percent,
              operands: [
                .cell(row, 8, of: "commitments"), .cell(row, 6, of: "commitments"),
              ])) : none,
        target.pillar == .mitigation
          ? known(
            secap.populationInTargetYear, "not stated (plan file: `secap: population`)")
          : .text(""),
      ])
    }
    for pillar in SECAPStatement.Pillar.allCases
    where !targets.contains(where: { $0.pillar == pillar }) {
      table.add(
        [
          .term(pillar.title),
          .toWrite("the year."),
          .toWrite(
            "a goal for \(pillar.title.lowercased()) (plan file: `secap: targets`)."),
        ] + table.columns.dropFirst(3).map { _ in .reason("no target stated") })
    }
    return table
  }

  /// What a target asks for, t/a; of a target per inhabitant, where both numbers of inhabitants are known.
  private func askedTonnes(
    _ target: SECAPStatement.Target, share: Double, base: Double
  ) -> Workbook.Cell {
    guard target.isPerCapita else { return .amount(share * base) }
    guard let then = secap.populationInTargetYear, let now = inventory.population, now > 0 else {
      return .reason("per capita: needs the inhabitants of both years")
    }
    return .amount(base - base / now * (1 - share) * then)
  }

  private var organisationTable: Workbook.Table {
    var table = Workbook.Table(
      "organisation", "Coordination, monitoring and adaptation strategy",
      [.init("Field"), .init("Value")])
    table.add([
      .term("Coordination and organisational structures"),
      stated(
        secap.organisation,
        "which departments coordinate the plan, which bodies decide, how often they meet (plan file: `secap: organisation`)."
      ),
    ])
    table.add([
      .term("Monitoring process"),
      stated(
        secap.monitoring,
        "who collects which numbers and when, and who sees them (plan file: `secap: monitoring`)."
      ),
    ])
    table.add([
      .term("Assessment of adaptation options"),
      stated(
        secap.adaptationOptions,
        "how options were found and compared (plan file: `secap: adaptationOptions`)."),
    ])
    table.add([
      .term("Strategy in the case of extreme climate events"),
      stated(
        secap.extremeEvents,
        "warning, civil protection and recovery (plan file: `secap: extremeEvents`)."),
    ])
    return table
  }

  private var staff: Workbook.Table {
    var table = Workbook.Table(
      "staff", "Staff capacity allocated",
      [
        .init("Kind of staff"), .init("Mitigation", "full-time equivalents"),
        .init("Adaptation", "full-time equivalents"),
        .init("Energy poverty", "full-time equivalents"),
        .init("Total", "full-time equivalents", .calculated),
      ])
    for body in SECAP.staffBodies.terms {
      let entry = secap.staff.first { $0.body == body }
      let row = table.rows.count
      let cells = (0..<SECAPStatement.Pillar.allCases.count).map { pillar -> Workbook.Cell in
        guard let entry else {
          return .toWrite("full-time equivalents, or 0 (plan file: `secap: staff`).")
        }
        return known(entry.fullTime[pillar], "not stated")
      }
      // Of what nobody stated there is no sum, not even 0.
      let sum = Workbook.Cell.formula(
        .init(
          operation: .sum, operands: [.init(table: "staff", rows: row...row, columns: 1...3)]))
      let isStated = entry?.fullTime.contains { $0 != nil } ?? false
      table.add([.term(body)] + cells + [isStated ? sum : .reason("nothing is stated yet")])
    }
    let columns = (0..<SECAPStatement.Pillar.allCases.count).map { pillar in
      secap.staff.contains { $0.fullTime[pillar] != nil }
    }
    let rows = 0...table.rows.count - 1
    table.add(
      [.term("Total")]
        + (columns + [columns.contains(true)]).enumerated().map { position, isStated in
          isStated
            ? .formula(.sum(position + 1, rows: rows, of: "staff"))
            : .reason("nothing is stated yet")
        })
    return table
  }

  private var engagement: Workbook.Table {
    var table = Workbook.Table(
      "engagement", "Engagement of stakeholders",
      note:
        "Kinds of stakeholders as MyCovenant names them. How many actions of this plan name an actor stands in the last table of the sheet Monitoring.",
      [
        .init("Type of stakeholder"), .init("Level of engagement"), .init("Purpose", "", .optional),
      ])
    for kind in SECAP.stakeholders.terms {
      let entry = secap.stakeholders.first { $0.stakeholder == kind }
      table.add([
        .term(kind),
        term(
          entry?.level,
          "low, medium or high (plan file: `secap: stakeholders`)."),
        entry.map { .text($0.purpose ?? "") } ?? .reason("level not stated"),
      ])
    }
    return table
  }

  /// Investment by who pays; the rows add up to the plan's investment.
  private var payers: Workbook.Table {
    var table = Workbook.Table(
      "budget", "Budget by who pays",
      note:
        "Investment of all actions of this plan, mitigation and adaptation, without VAT, at the prices of the catalogue. Shares of payers are what is usual, not what is promised.",
      [
        .init("Source of money"), .init("Investment", "EUR", .calculated),
        .init("Of the investment", "%", .calculated), .init("Begin", "year", .calculated),
        .init("End", "year", .calculated),
      ])
    let parts = actions.flatMap(\.parts)
    let names = Payers.titles + ["Nobody named"]
    for (payer, name) in names.enumerated() {
      table.add([
        .term(name), .amount(parts.map { $0.payments[payer] }.compensatedSum()),
        .formula(
          .init(
            operation: .percent,
            operands: [
              .cell(payer, 1, of: "budget"), .cell(names.count, 1, of: "budget"),
            ])), .number(Double(result.description.workYears.lowerBound)),
        .number(Double(targetYear)),
      ])
    }
    table.add([
      .term("Total"), .formula(.sum(1, rows: 0...names.count - 1, of: "budget")),
      .formula(
        .init(
          operation: .percent,
          operands: [
            .cell(names.count, 1, of: "budget"), .cell(names.count, 1, of: "budget"),
          ])),
      .number(Double(result.description.workYears.lowerBound)), .number(Double(targetYear)),
    ])
    return table
  }

  private var running: Workbook.Table {
    var table = Workbook.Table(
      "budget-kinds", "Budget by kind",
      note:
        "Running cost is operation and maintenance without energy: the catalogue's share of the investment each year. Energy bills change as well; the annualised net cost of each action holds both.",
      [.init("Kind"), .init("Amount", "", .calculated), .init("Unit")])
    let parts = actions.flatMap(\.parts)
    table.add([
      .term("Investment"),
      .formula(
        .init(
          operation: .sum,
          operands: [.cell(Payers.titles.count + 1, 1, of: "budget")])), .text("EUR"),
    ])
    table.add([
      .term("Non-investment: running cost"),
      .amount(parts.map(\.running).compensatedSum()), .text("EUR/a"),
    ])
    return table
  }
}
