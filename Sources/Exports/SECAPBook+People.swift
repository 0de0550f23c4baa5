import Frameworks
import PlanModel

extension SECAPBook {
  /// The pillar of energy poverty: goal, indicators, districts, actions.
  var energyPoverty: Workbook.Sheet {
    var goal = Workbook.Table("energy-poverty-goal", "Goal", [.init("Field"), .init("Value")])
    goal.add([
      .term("Goal"),
      stated(
        secap.energyPovertyGoal
          ?? secap.targets.first { $0.pillar == .energyPoverty }?.goal,
        "what is to be reached for people who can hardly pay for their energy, and by when; must be reported since January 2025 (plan file: `secap: energyPoverty: goal`)."
      ),
    ])
    return Workbook.Sheet(
      id: "energy-poverty", title: "Energy poverty",
      about:
        "At least one goal, one indicator and one action are asked for (recalled). The plan's proxy is modelled from buildings and is no measure of households: that takes their own bills and incomes.",
      tables: [goal, povertyIndicators, povertyDistricts, povertyActions])
  }

  private var povertyIndicators: Workbook.Table {
    var table = Workbook.Table(
      "energy-poverty-indicators", "Measured indicators",
      [
        .init("Indicator"), .init("Macro-area"), .init("Value"), .init("Unit"),
        .init("Year", "year"), .init("Source", "", .optional),
      ])
    for entry in secap.indicators {
      table.add([
        .text(entry.name), .term(entry.area), .amount(entry.value), .text(entry.unit),
        .number(Double(entry.year)),
        entry.source.map { .text($0) } ?? .toWrite("where the number was read."),
      ])
    }
    if table.rows.isEmpty {
      table.rows = [
        [
          .toWrite(
            "at least one indicator of the local list of the Energy Poverty Advisory Hub, for example the share of households in arrears on utility bills (plan file: `secap: energyPoverty: indicators`)."
          ), .text(""), .text(""), .text(""), .text(""), .text(""),
        ]
      ]
    }
    return table
  }

  private var povertyDistricts: Workbook.Table {
    var table = Workbook.Table(
      "energy-poverty-districts", "Vulnerability proxy by district",
      note: result.vulnerability?.rule ?? "",
      [
        .init("District"), .init("Name"),
        .init("Modelled energy cost of a dwelling", "EUR/a", .calculated),
        .init("Required share of the median income", "%", .calculated),
        .init("Against the median of the districts", "1", .calculated),
        .init("Stands out", "", .calculated),
        .init("Actions in the plan that relieve", "1", .calculated),
      ])
    if let proxy = result.vulnerability {
      let few = "too few dwellings for a number that may be published"
      for row in 0..<result.districts.count {
        table.add([
          .text(result.districts.ids[row]), .text(account.name(of: row)),
          known(proxy.costPerDwelling[row], few),
          known(
            proxy.costShare[row].map { 100 * $0 },
            proxy.usesIncome ? few : "no incomes are known to the plan"),
          known(proxy.ratio[row], few),
          proxy.flag[row].map { .answer($0 == 1) } ?? .reason(few),
          .number(
            Double(
              actions.filter { action in
                action.action.relievesEnergyPoverty
                  && action.parts.contains { $0.district == row }
              }.count)),
        ])
      }
    }
    table.explainIfEmpty("The plan knows no dwellings, so there is no proxy.")
    return table
  }

  private var povertyActions: Workbook.Table {
    var table = Workbook.Table(
      "energy-poverty-actions", "Actions that relieve energy poverty",
      [
        .init("Action"), .init("Title"), .init("Districts"),
        .init("Energy savings in \(targetYear)", "MWh/a", .calculated),
        .init("Investment cost", "EUR", .calculated),
        .init("Of these in districts that stand out", "EUR", .calculated),
      ])
    for action in actions where action.action.relievesEnergyPoverty {
      let flagged = action.parts.filter { result.vulnerability?.flag[$0.district] == 1 }
      table.add([
        .text(action.action.id), .text(action.action.name),
        .text(action.parts.map { account.name(of: $0.district) }.joined(separator: ", ")),
        .amount(action.total(.energySaved) / 1000), .amount(action.total(.investment)),
        .amount(flagged.map { $0[.investment] }.compensatedSum()),
      ])
    }
    guard !table.rows.isEmpty else {
      table.explainIfEmpty(
        account.isDecided
          ? "No chosen action is marked as relieving energy poverty in the catalogue."
          : "There is no plan: no choice meets all rules.")
      return table
    }
    table.addTotal(from: 3)
    return table
  }

  /// Rhythm, statuses and who is named how often.
  var monitoring: Workbook.Sheet {
    Workbook.Sheet(
      id: "monitoring", title: "Monitoring",
      about:
        "When reports are due, where the actions stand, and who is to act. States come from `secap: actions` of the plan file\(result.progress == nil ? "" : ", else from the table of progress"); an action without one has not started.",
      tables: [rhythm, statuses, phases, actors])
  }

  private var rhythm: Workbook.Table {
    var table = Workbook.Table(
      "rhythm", "Rhythm of reports",
      note:
        "Counted from the year in which the plan is handed in, which the municipality knows; the Covenant asks for a plan within two years of joining.",
      [.init("Report"), .init("Every how many years", "years"), .init("Next one due")])
    table.add([
      .term("Monitoring report"), .number(2),
      .toWrite("the year: two years after the plan was handed in."),
    ])
    table.add([
      .term("Monitoring inventory"), .number(4),
      .toWrite("the year: at most four years after the plan was handed in."),
    ])
    return table
  }

  private var statuses: Workbook.Table {
    var table = Workbook.Table(
      "statuses", "Actions by implementation status",
      [
        .init("Status"), .init("Actions", "1", .calculated),
        .init("Investment cost", "EUR", .calculated), .init("Spent so far", "EUR", .calculated),
        .init("GHG reduction in \(targetYear)", "t \(gas)/a", .calculated),
      ])
    for status in SECAP.statuses.terms {
      let own = actions.filter { self.status(of: $0) == status }
      let spent = own.compactMap { self.spent(on: $0) }
      table.add([
        .term(status), .number(Double(own.count)),
        .amount(own.map { $0.total(.investment) }.compensatedSum()),
        .amount(spent.compensatedSum()),
        .amount(own.map { $0.total(.co2) }.compensatedSum()),
      ])
    }
    table.addTotal(from: 1)
    return table
  }

  private var phases: Workbook.Table {
    var table = Workbook.Table(
      "phases", "What is to be reached when",
      [
        .init("Begun in"), .init("Choices", "1", .calculated),
        .init("GHG reduction", "t \(gas)/a", .calculated),
        .init("Renewable energy", "MWh/a", .calculated),
        .init("Investment cost", "EUR", .calculated),
      ])
    for line in account.phaseLines {
      table.add([
        .text(line.phase.name), .number(Double(line.options)), .amount(line[.co2]),
        .amount(line[.renewableEnergy] / 1000), .amount(line[.investment]),
      ])
    }
    guard !table.rows.isEmpty else {
      table.explainIfEmpty(
        "The plan has no phases (`problem: phases`): all is decided for \(targetYear) at once.")
      return table
    }
    table.addTotal(from: 1)
    return table
  }

  private var actors: Workbook.Table {
    var table = Workbook.Table(
      "actors", "Who is to act",
      [
        .init("Actor"), .init("Leads actions", "1", .calculated),
        .init("Takes part in", "1", .calculated),
      ])
    var leads: [String: Int] = [:]
    var parts: [String: Int] = [:]
    for action in actions {
      for lead in account.leads(of: action.action) { leads[lead, default: 0] += 1 }
      for other in account.others(in: action.action) { parts[other, default: 0] += 1 }
    }
    for actor in Set(leads.keys).union(parts.keys).sorted() {
      table.add([
        .text(actor), .number(Double(leads[actor] ?? 0)), .number(Double(parts[actor] ?? 0)),
      ])
    }
    table.explainIfEmpty("No chosen action names an actor.")
    return table
  }
}
