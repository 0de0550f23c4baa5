import Frameworks
import PlanModel

extension SECAPBook {
  /// The columns of effects and costs that both tables of actions share, with the value in a part.
  private var effects: [(column: Workbook.Column, value: (SECAPAction.Part) -> Double)] {
    func column(_ title: String, _ unit: String, _ kind: Workbook.Kind = .calculated)
      -> Workbook.Column
    {
      .init(title, unit, kind)
    }
    var effects: [(Workbook.Column, (SECAPAction.Part) -> Double)] = [
      (column("Energy savings in \(targetYear)", "MWh/a"), { $0[.energySaved] / 1000 }),
      (column("Renewable energy in \(targetYear)", "MWh/a"), { $0[.renewableEnergy] / 1000 }),
      (column("GHG reduction in \(targetYear)", "t \(gas)/a"), { $0[.co2] }),
    ]
    if targetYear > 2030 {
      func by2030(_ amount: Amount, per factor: Double) -> (SECAPAction.Part) -> Double {
        { $0.by2030[amount.index] / factor }
      }
      effects += [
        (column("Energy savings in 2030", "MWh/a"), by2030(.energySaved, per: 1000)),
        (column("Renewable energy in 2030", "MWh/a"), by2030(.renewableEnergy, per: 1000)),
        (column("GHG reduction in 2030", "t \(gas)/a"), by2030(.co2, per: 1)),
      ]
    }
    effects += [
      (column("Investment cost", "EUR"), { $0[.investment] }),
      (column("Non-investment cost: running", "EUR/a"), { $0.running }),
      (column("Annualised net cost", "EUR/a"), { $0[.annualCost] }),
      (column("Net present value", "EUR", .optional), { $0.presentValue }),
      (column("Jobs created", "job-years", .optional), { $0[.jobs] }),
    ]
    for (payer, name) in (Payers.titles + ["nobody named"]).enumerated() {
      effects.append(
        (column("Investment paid by: \(name)", "EUR", .optional), { $0.payments[payer] }))
    }
    return effects
  }

  /// How a table of actions is read, by what the plan knows of time.
  private var timeNote: String {
    let phases = result.options.phases
    var note =
      "Where `secap: actions` of the plan file says nothing of an action, it is the municipality's own, has not started and takes the years of the plan. Amounts are by the year once everything is in operation, in \(targetYear)."
    if targetYear > 2030 {
      note +=
        phases.isEmpty
        ? " The plan has no phases: by 2030 the part is in operation that work spread evenly from \(result.description.baseYear + 1) to \(targetYear) has done."
        : " By 2030 what begins in phases that end by then is in operation, and of a phase that goes on its even part."
    }
    return note
  }

  /// The actions, and the actions by district.
  var mitigationActions: Workbook.Sheet {
    let mitigation = actions.filter { !$0.isAdaptationOnly }
    return Workbook.Sheet(
      id: "mitigation", title: "Mitigation actions",
      about:
        "Every action of the plan with the fields of the template. Words are those of MyCovenant; the letter codes of the older spreadsheet are recalled, so check them once against your form. Effects and costs are the plan's model.",
      tables: [
        actionTable(
          "mitigation", "Mitigation actions", mitigation, districts: "mitigation-districts"),
        districtTable(
          "mitigation-districts", "Mitigation actions by district", mitigation),
      ])
  }

  /// One row an action; effects are sums over its rows in the table by district.
  func actionTable(
    _ id: String, _ title: String, _ list: [SECAPAction], districts: String
  ) -> Workbook.Table {
    let effects = effects
    let described = descriptionColumns
    var table = Workbook.Table(
      id, title, note: timeNote, described.map(\.column) + effects.map(\.column))
    var row = 0
    for action in list {
      let rows = row...row + action.parts.count - 1
      row += action.parts.count
      table.add(
        described.map { $0.cell(action) }
          + effects.indices.map { effect in
            .formula(.sum(Self.firstEffect + effect, rows: rows, of: districts))
          })
    }
    guard !list.isEmpty else {
      table.explainIfEmpty(
        account.isDecided
          ? "The plan chooses no such action."
          : "There is no plan: no choice meets all rules.")
      return table
    }
    table.addTotal(from: described.count)
    return table
  }

  /// Where the effects begin in the table by district.
  private static let firstEffect = 5

  /// One row an action and district.
  func districtTable(
    _ id: String, _ title: String, _ list: [SECAPAction]
  ) -> Workbook.Table {
    let effects = effects
    var table = Workbook.Table(
      id, title,
      [
        .init("Action"), .init("Title"), .init("District"), .init("Name"),
        .init("Planning units", "1", .calculated),
      ] + effects.map(\.column))
    for action in list {
      for part in action.parts {
        table.add(
          [
            .text(action.action.id), .text(action.action.name),
            .text(result.districts.ids[part.district]), .text(account.name(of: part.district)),
            .number(Double(part.units)),
          ] + effects.map { .amount($0.value(part)) })
      }
    }
    guard !table.rows.isEmpty else {
      table.explainIfEmpty(
        account.isDecided
          ? "The plan chooses no such action."
          : "There is no plan: no choice meets all rules.")
      return table
    }
    table.addTotal(from: 4)
    return table
  }

  /// A column that describes an action.
  private struct Description {
    var column: Workbook.Column
    var cell: (SECAPAction) -> Workbook.Cell

    init(
      _ title: String, _ kind: Workbook.Kind = .mandatory, _ unit: String = "",
      _ cell: @escaping (SECAPAction) -> Workbook.Cell
    ) {
      column = .init(title, unit, kind)
      self.cell = cell
    }
  }

  private var descriptionColumns: [Description] {
    func entry(_ action: SECAPAction) -> SECAPStatement.ActionEntry? {
      secap.actions.first { $0.action == action.action.id }
    }
    func month(_ stated: String?, _ year: Int?, _ month: String) -> Workbook.Cell {
      if let stated { return .text(stated) }
      return year.map { .text("\($0)-\(month)") }
        ?? .text("\(month == "01" ? result.description.baseYear + 1 : targetYear)-\(month)")
    }
    func code(_ code: String?) -> Workbook.Cell {
      code.map { .text($0) } ?? .reason("the template has no group for this sector")
    }
    func list(_ texts: [String], or reason: String, by separator: String = "; ")
      -> Workbook.Cell
    {
      texts.isEmpty ? .reason(reason) : .text(texts.joined(separator: separator))
    }
    return [
      Description("Action") { .text($0.action.id) },
      Description("Title") { .text($0.action.name) },
      Description("Sector") { .term($0.action.codes.sector) },
      Description("Policy area") { .term($0.action.codes.policyArea) },
      Description("Area code", .optional) {
        code(
          SECAPCodes.area(
            sector: $0.action.codes.sector, policyArea: $0.action.codes.policyArea))
      },
      Description("Policy instrument") { .term($0.action.codes.instrument) },
      Description("Instrument code", .optional) {
        code(
          SECAPCodes.instrument(
            sector: $0.action.codes.sector, instrument: $0.action.codes.instrument))
      },
      Description("Origin of the action") {
        .term(entry($0)?.origin ?? "Local authority")
      },
      Description("Responsible body") {
        .text(responsible(of: $0))
      },
      Description("Stakeholders", .optional) {
        list(account.partners(of: $0.action), or: "neither the plan nor the catalogue names any")
      },
      Description("Financing sources", .optional) {
        $0.action.financing.isEmpty
          ? .reason("the catalogue names none") : .terms($0.action.financing)
      },
      Description("Funds that may pay", .optional) {
        list($0.action.funds, or: "the catalogue names none")
      },
      Description("Implementation status") { .term(status(of: $0)) },
      Description("Start") { month(entry($0)?.start, $0.years?.lowerBound, "01") },
      Description("End") { month(entry($0)?.end, $0.years?.upperBound, "12") },
      Description("Key action") { .answer(entry($0)?.isKey ?? false) },
      Description("Short description") { action in
        action.action.summary.isEmpty
          ? .toWrite("what is done, in two sentences.") : .text(action.action.summary)
      },
      Description("Districts", .calculated, "1") { .number(Double($0.parts.count)) },
      Description("Spent so far", .optional, "EUR") {
        .number(spent(on: $0), or: "not stated (plan file: `secap: actions`)")
      },
      Description("Hazards made bearable", .optional) { action in
        let hazards = action.action.hazards.compactMap { ClimateHazard(rawValue: $0) }
        return hazards.isEmpty
          ? .reason("none known") : .terms(hazards.map { SECAP.term(of: $0) }.unique)
      },
      Description("Also affects adaptation") { .answer(!$0.action.hazards.isEmpty) },
      Description("Also affects energy poverty") { .answer($0.action.relievesEnergyPoverty) },
      Description("Co-benefits", .optional) {
        list(
          $0.action.coBenefits.map { "\($0.group): \($0.text)" }, or: "the catalogue names none")
      },
      Description("Barriers", .optional) { action in
        guard let barriers = entry(action)?.barriers, !barriers.isEmpty else {
          return .reason("not stated (plan file: `secap: actions`)")
        }
        return .terms(barriers)
      },
      Description("Conditions", .optional) {
        list($0.action.conditions, or: "the catalogue names none", by: " ")
      },
    ]
  }

  /// How many columns describe an action before its effects begin.
  var descriptionCount: Int { descriptionColumns.count }
}
