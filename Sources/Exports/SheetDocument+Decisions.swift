import PlanModel

extension SheetDocument {
  /// What is chosen, with effects and costs, the largest reduction first.
  var chosen: [Document.Block] {
    guard account.isDecided else { return [.list(words.conflict)] }
    let lines = area.linesByReduction
    if lines.isEmpty { return [] }
    let actions = result.options.actions
    let table = Document.Table(
      texts: [
        ("Action", lines.map { actions[$0.action].name }),
        ("Size", lines.map { size(of: $0) }),
      ],
      numbers: [
        ("Areas", "1", lines.map { Double($0.units) }, false),
        ("Reduction", "t CO2e/a", lines.map { $0[.co2] }, true),
        ("Energy saved", "kWh/a", lines.map { $0[.energySaved] }, true),
        ("Renewable", "kWh/a", lines.map { $0[.renewableEnergy] }, true),
        ("Investment", "EUR", lines.map { $0[.investment] }, true),
        (YearlyMoney.column, "EUR/a", lines.map { $0[.annualCost] }, true),
        ("Land", "m²", lines.map { $0[.land] }, true),
        ("Job-years", "1", lines.map { $0[.jobs] }, true),
      ], summed: "Sum")
    let ratios = Document.Table(
      [
        Document.Table.text("Action"),
        Document.Table.number("Investment per yearly tonne, EUR per (t CO2e/a)"),
        Document.Table.number("Levelised net cost over the lifetime, EUR per t CO2e"),
      ],
      rows: lines.map { line in
        [
          actions[line.action].name,
          investmentPerYearlyTonne(investment: line[.investment], co2: line[.co2])?.aboutThreeDigits
            ?? "–",
          levelisedCost(annual: line[.annualCost], co2: line[.co2])?.aboutThreeDigits ?? "–",
        ]
      })
    return [
      .table(table),
      .paragraph(
        "Effects are booked once, in the order save, switch, generate: each action counts what the one before it left. "
          + YearlyMoney.meaning),
      .folded("What a tonne costs", ratios),
    ]
  }

  private func size(of line: AreaAccount.ActionLine) -> String {
    if line.hasSize { return sizeOfFirst(line) }
    // Behind another action the size is what that one left, which no number of the plan holds.
    if line.sizedUnits > 0 {
      return
        "\(sizeOfFirst(line)) in \(line.sizedUnits) of \(line.units.counted("area")); elsewhere what earlier actions leave"
    }
    return line[.energySaved] > 0
      ? "saves \(ShownUnit.phrase(line[.energySaved], "kWh/a")) of what earlier actions leave"
      : "what earlier actions leave"
  }

  /// The size over the packages in which an action comes first.
  private func sizeOfFirst(_ line: AreaAccount.ActionLine) -> String {
    switch result.options.actions[line.action].size.base {
    case .heatedArea: "\(line.size.aboutThreeDigits)\u{00A0}m² heated"
    case .suitableRoof: "\(line.size.aboutThreeDigits)\u{00A0}m² of roof"
    case .eligibleLand, .builtLand: ShownUnit.phrase(line.size, "m²") + " of land"
    case .usefulHeat, .networkHeat, .hotWater:
      ShownUnit.phrase(line.size, "kWh/a") + " of heat"
    case .appliances: ShownUnit.phrase(line.size, "kWh/a") + " of appliances"
    case .finalEnergy, .activityEnergy: ShownUnit.phrase(line.size, "kWh/a") + " of energy"
    case .emissions: ShownUnit.phrase(line.size, "t CO2e/a") + " of emissions"
    case .population: "\(line.size.grouped(0))\u{00A0}people"
    case .lightingElectricity: ShownUnit.phrase(line.size, "kWh/a") + " of lighting"
    }
  }

  /// Who leads and who must act as well, with what each action is.
  var actors: [Document.Block] {
    let lines = area.linesByReduction
    if lines.isEmpty { return [] }
    let carriers = ImplementationSections(area)
    return [
      .table(
        Document.Table(
          ["Action", "Who leads", "Who must act or pay as well", "What it is"].map(
            Document.Table.text),
          rows: lines.map { line in
            let action = result.options.actions[line.action]
            let actors = carriers.actors(of: line.action)
            return [
              action.name, actors.lead, actors.others.joined(separator: ", "), action.summary,
            ]
          }))
    ]
  }

  /// The words of SECAP and Climate City Contract for each action.
  var codes: [Document.Block] {
    let actions = area.linesByReduction.map { result.options.actions[$0.action] }
    if actions.isEmpty { return [] }
    return [
      .table(
        Document.Table(
          [
            "Action", "Sector", "Policy area", "Policy instrument", "Field of action",
            "Systemic lever",
          ].map(Document.Table.text),
          rows: actions.map { action in
            [
              action.name, action.codes.sector, action.codes.policyArea, action.codes.instrument,
              action.codes.field, action.codes.lever,
            ]
          }))
    ]
  }

  /// Why the largest choices were made, and which decisions are close.
  var reasons: [Document.Block] {
    let all = area.reasons
    let done = all.filter { $0.chosen >= 0 }
    // Whoever asks “why” asks about the large things; the map and units.geojson hold all.
    let most = 10
    let largest = Array(largestReasons.prefix(most))
    var blocks: [Document.Block] = []
    if !largest.isEmpty { blocks.append(.list(largest.map(sentence))) }
    if done.count > largest.count {
      blocks.append(
        .paragraph(
          "These are the \(largest.count) choices with the largest reduction of \(done.count.grouped); all are on the map and in layers/units.geojson."
        ))
    }
    let shown = Set(largest.map { "\($0.unit) \($0.slot)" })
    // A decision already taken is turned by no price, and exchanged for nothing.
    let others = all.filter { reason in
      reason.margin.isFinite && !shown.contains("\(reason.unit) \(reason.slot)")
        && (reason.chosen < 0 || account.lock(of: Int(reason.chosen)) == nil)
    }
    let ties = SheetTies(others.filter(\.isTie), result: result, account: account)
    if !ties.isEmpty { blocks.append(ties.block) }
    let close = others.filter { !$0.isTie }.enumerated().sorted { a, b in
      (abs(a.element.margin), a.offset) < (abs(b.element.margin), b.offset)
    }.prefix(most).map(\.element)
    if !close.isEmpty {
      blocks.append(
        .folded(
          "The closest other decisions: a small change of price would turn them",
          Document.Table(
            [Document.Table.text("Where"), Document.Table.text("What and why")],
            rows: close.map { [place(of: $0), words.reason($0)] })))
    }
    return blocks
  }

  /// The reasons of what is done, the largest reduction first.
  var largestReasons: [Plan.Reason] {
    area.reasons.filter { $0.chosen >= 0 }.enumerated().sorted { a, b in
      (reduction(of: b.element), a.offset) < (reduction(of: a.element), b.offset)
    }.map(\.element)
  }

  private func reduction(of reason: Plan.Reason) -> Double {
    result.options.amount(.co2, of: Int(reason.chosen))
  }

  private func place(of reason: Plan.Reason) -> String {
    let slot = result.options.slots[Int(reason.slot)]
    let isAlone = area.units.count == 1 && area.id != nil
    return isAlone ? slot : "\(result.units.ids[Int(reason.unit)]), \(slot)"
  }

  /// Where and why, in a sentence.
  func sentence(_ reason: Plan.Reason) -> String {
    "\(place(of: reason)): \(words.reason(reason))"
  }
}
