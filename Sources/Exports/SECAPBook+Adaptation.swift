import Frameworks
import PlanModel

extension SECAPBook {
  /// How far the adaptation cycle is.
  var scoreboard: Workbook.Sheet {
    var table = Workbook.Table(
      "scoreboard", "Adaptation cycle",
      [.init("Step"), .init("Self-assessment"), .init("What the plan knows", "", .optional)])
    for (word, title) in SECAP.adaptationSteps {
      let grade = secap.scoreboard.first { $0.step == word }?.grade
      table.add([
        .term(title),
        term(
          SECAP.grades.first { $0.word == grade }?.title,
          "A complete, B advancing, C moving forward or D not started (plan file: `secap: adaptationScoreboard`)."
        ), .text(evidence(of: word)),
      ])
    }
    return Workbook.Sheet(
      id: "scoreboard", title: "Adaptation scoreboard",
      about: "Each step of the adaptation cycle, graded by the municipality itself.",
      tables: [table])
  }

  private func evidence(of step: String) -> String {
    switch step {
    case "assessing":
      return result.climateRisk.map { risk in
        "Exposure is measured for \(risk.risks.map(\.hazard.title).joined(separator: ", ").lowercasedFirst)."
      } ?? "The plan names no layer of hazards."
    case "identifying":
      let count = result.options.actions.filter { !$0.hazards.isEmpty }.count
      return "\(count) actions on offer make a hazard bearable."
    case "selecting":
      return "\(actions.filter(\.isAdaptation).count) of them are in the plan."
    case "monitoring": return "See the sheet Monitoring."
    default: return "The plan's data say nothing of it."
    }
  }

  /// Hazards, whom and what they meet, and how well the municipality can adapt.
  var risks: Workbook.Sheet {
    Workbook.Sheet(
      id: "risks", title: "Risks & vulnerabilities",
      about:
        "Hazards as the Covenant names them (recalled). Exposure and risk classes come from the layers of the plan; probability, change and timeframe are judgements of the municipality (plan file: `secap: hazards`).",
      tables: [hazards, exposure, sectorsHit, capacities])
  }

  private var hazards: Workbook.Table {
    var table = Workbook.Table(
      "hazards", "Climate hazards",
      [
        .init("Hazard"), .init("Kind"), .init("Current probability"), .init("Current impact"),
        .init("Expected change in intensity"), .init("Expected change in frequency"),
        .init("Timeframe"), .init("Exposed people", "1", .calculated),
        .init("Risk class of the plan", "", .calculated),
        .init("Vulnerable groups", "", .optional),
      ])
    let municipality = result.districts.count
    for hazard in ClimateHazard.allCases {
      let entry = secap.hazards.first { $0.hazard == hazard }
      let risk = result.climateRisk?.risks.first { $0.hazard == hazard }
      guard entry != nil || risk != nil else { continue }
      let people = result.climateRisk?.exposures.filter { $0.hazard == hazard }
        .map { $0.people[municipality] }.compensatedSum()
      let guide = "(plan file: `secap: hazards`)."
      table.add([
        .term(SECAP.term(of: hazard)), .text(hazard.title),
        term(entry?.probability, "low, moderate, high or unknown \(guide)"),
        term(entry?.impact, "low, moderate, high or unknown \(guide)"),
        term(entry?.intensity, "increase, decrease, no change or unknown \(guide)"),
        term(entry?.frequency, "increase, decrease, no change or unknown \(guide)"),
        term(entry?.timeframe, "current, short-term, mid-term or long-term \(guide)"),
        known(risk == nil ? nil : people, "no layer of the plan shows where it strikes"),
        risk.map { .term(SECAP.term(of: $0.level[municipality])) }
          ?? .reason("no layer of the plan shows where it strikes"),
        entry.map { $0.groups.isEmpty ? .reason("not stated") : .terms($0.groups) }
          ?? .reason("not stated"),
      ])
    }
    table.explainIfEmpty(
      "The plan names no hazard: add `layers: hazards` for where they strike, and `secap: hazards` for what is judged of them."
    )
    return table
  }

  private var exposure: Workbook.Table {
    var table = Workbook.Table(
      "exposure", "Exposure by hazard and district",
      note: result.climateRisk?.rule ?? "",
      [
        .init("Hazard"), .init("District"), .init("Name"), .init("Level", "", .calculated),
        .init("Exposed ground", "m²", .calculated), .init("Exposed people", "1", .calculated),
        .init("Exposed buildings", "1", .calculated),
        .init("Exposed gross floor", "m²", .calculated),
        .init("Risk class", "", .calculated),
      ])
    if let risk = result.climateRisk {
      for exposure in risk.exposures {
        let first = table.rows.count
        for row in 0..<result.districts.count where exposure.area[row] > 0 {
          let own = risk.risks.first { $0.hazard == exposure.hazard }
          table.add([
            .term(SECAP.term(of: exposure.hazard)), .text(result.districts.ids[row]),
            .text(account.name(of: row)), .term(SECAP.term(of: exposure.level)),
            .amount(exposure.area[row]), .amount(exposure.people[row]),
            .amount(exposure.buildings[row]), .amount(exposure.floorArea[row]),
            own?.level[row].map { .term(SECAP.term(of: $0)) } ?? .reason("nobody is exposed"),
          ])
        }
        let last = table.rows.count - 1
        guard last >= first else { continue }
        table.add(
          [
            .term(SECAP.term(of: exposure.hazard)), .term("Total"), .text(""),
            .term(SECAP.term(of: exposure.level)),
          ] + (4...7).map { .formula(.sum($0, rows: first...last, of: "exposure")) }
            + [.text("")])
      }
    }
    table.explainIfEmpty(
      result.climateRisk == nil
        ? "The plan names no layer of hazards (`layers: hazards`)."
        : "No hazard of the plan reaches a district.")
    return table
  }

  private var sectorsHit: Workbook.Table {
    var table = Workbook.Table(
      "vulnerable-sectors", "Vulnerable sectors",
      [.init("Sector"), .init("Hazards that hit it"), .init("Of these judged of high impact")])
    for sector in SECAP.vulnerableSectors.terms {
      let hit = secap.hazards.filter { $0.sectors.contains(sector) }
      if hit.isEmpty { continue }
      let high = hit.filter { $0.impact == "High" }
      table.add([
        .term(sector), .terms(hit.map { SECAP.term(of: $0.hazard) }.unique),
        high.isEmpty
          ? .reason("none") : .terms(high.map { SECAP.term(of: $0.hazard) }.unique),
      ])
    }
    if table.rows.isEmpty {
      table.rows = [
        [
          .toWrite(
            "which sectors each hazard hits: \(SECAP.vulnerableSectors.terms.joined(separator: ", ")) (plan file: `secap: hazards: sectors`)."
          ), .text(""), .text(""),
        ]
      ]
    }
    return table
  }

  private var capacities: Workbook.Table {
    var table = Workbook.Table(
      "adaptive-capacity", "Adaptive capacity", [.init("Factor"), .init("Level")])
    for factor in SECAP.capacityFactors.terms {
      table.add([
        .term(factor),
        term(
          secap.capacities.first { $0.factor == factor }?.level,
          "low, moderate, high or unknown (plan file: `secap: adaptiveCapacity`)."),
      ])
    }
    return table
  }

  /// Actions that make a hazard bearable.
  var adaptationActions: Workbook.Sheet {
    let only = actions.filter(\.isAdaptationOnly)
    return Workbook.Sheet(
      id: "adaptation", title: "Adaptation actions",
      about:
        "First all actions of the plan that make a hazard bearable, then those that change neither energy nor emissions, with their fields and costs. The others stand with their costs under Mitigation actions, so that no euro is counted twice.",
      tables: [
        adaptationList,
        actionTable(
          "adaptation-only", "Actions of adaptation alone", only, districts: "adaptation-districts"),
        districtTable("adaptation-districts", "Actions of adaptation alone by district", only),
      ])
  }

  private var adaptationList: Workbook.Table {
    var table = Workbook.Table(
      "adaptation", "Adaptation actions",
      [
        .init("Action"), .init("Title"), .init("Sector"), .init("Short description"),
        .init("Responsible body"), .init("Implementation status"), .init("Key action"),
        .init("Hazards addressed"), .init("Stakeholders", "", .optional),
        .init("Investment cost", "EUR", .calculated),
        .init("Where the investment is counted", "", .calculated),
        .init("Mitigation co-benefit", "", .optional),
        .init("Also affects energy poverty"), .init("Districts", "1", .calculated),
        .init("Outcome reached", "", .optional), .init("Avoided cost", "EUR", .optional),
      ])
    for action in actions where action.isAdaptation {
      let entry = secap.actions.first { $0.action == action.action.id }
      let hazards = action.action.hazards.compactMap { ClimateHazard(rawValue: $0) }
      let status = status(of: action)
      let isDone = status == ProgressStatus.completed.rawValue
      table.add([
        .text(action.action.id), .text(action.action.name), .term(action.action.codes.sector),
        action.action.summary.isEmpty
          ? .toWrite("what is done, in two sentences.") : .text(action.action.summary),
        .text(responsible(of: action)),
        .term(status), .answer(entry?.isKey ?? false),
        hazards.isEmpty
          ? .reason("the catalogue names none")
          : .terms(hazards.map { SECAP.term(of: $0) }.unique),
        .text(account.partners(of: action.action).joined(separator: "; ")),
        .amount(action.total(.investment)),
        .term(action.isAdaptationOnly ? "Adaptation actions" : "Mitigation actions"),
        .answer(!action.isAdaptationOnly), .answer(action.action.relievesEnergyPoverty),
        .number(Double(action.parts.count)),
        isDone ? .toWrite("what was reached.") : .reason("not completed yet"),
        .reason("not modelled"),
      ])
    }
    table.explainIfEmpty(
      account.isDecided
        ? "No chosen action makes a hazard bearable. Actions of adaptation are on offer where `layers: hazards` shows hazards or the plan asks for them under `actions: with`."
        : "There is no plan: no choice meets all rules.")
    return table
  }

  /// What the adaptation actions add up to by hazard.
  var adaptationReport: Workbook.Sheet {
    var table = Workbook.Table(
      "adaptation-hazards", "Adaptation by hazard",
      note:
        "An action that makes several hazards bearable counts in each; so the rows do not add up.",
      [
        .init("Hazard"), .init("Actions in the plan", "1", .calculated),
        .init("Districts with such an action", "1", .calculated),
        .init("Investment of these actions", "EUR", .calculated),
        .init("Exposed people", "1", .calculated),
        .init("Districts of high risk", "1", .calculated),
        .init("Of these without such an action", "", .calculated),
      ])
    for term in SECAP.hazards.terms {
      let kinds = ClimateHazard.allCases.filter { SECAP.term(of: $0) == term }
      let own = actions.filter { action in
        kinds.contains { action.action.hazards.contains($0.rawValue) }
      }
      let risks = (result.climateRisk?.risks ?? []).filter { kinds.contains($0.hazard) }
      if own.isEmpty, risks.isEmpty { continue }
      let districts = Set(own.flatMap { $0.parts.map(\.district) })
      let people = (result.climateRisk?.exposures ?? []).filter { kinds.contains($0.hazard) }
        .map { $0.people[result.districts.count] }
      let high = (0..<result.districts.count).filter { row in
        risks.contains { $0.level[row] == .high }
      }
      let open = high.filter { !districts.contains($0) }
      let noLayer = "no layer of the plan shows where it strikes"
      table.add([
        .term(term), .number(Double(own.count)), .number(Double(districts.count)),
        .amount(own.map { $0.total(.investment) }.compensatedSum()),
        known(risks.isEmpty ? nil : people.compensatedSum(), noLayer),
        known(risks.isEmpty ? nil : Double(high.count), noLayer),
        risks.isEmpty
          ? .reason(noLayer)
          : open.isEmpty
            ? .reason("none")
            : .text(open.map { account.name(of: $0) }.joined(separator: ", ")),
      ])
    }
    table.explainIfEmpty("The plan has neither hazards nor actions against them.")
    return Workbook.Sheet(
      id: "adaptation-report", title: "Adaptation report",
      about: "What is planned against each hazard, and where it is still missing.", tables: [table])
  }
}
