import PlanModel

/// The sheet of a district or of the municipality, as a document.
struct SheetDocument {
  private let area: AreaAccount
  private let account: PlanAccount
  private let words: PlanWords
  private let result: PlanResult

  init(_ area: AreaAccount) {
    self.area = area
    account = area.account
    words = PlanWords(area.account)
    result = area.account.result
  }

  /// The whole sheet.
  var document: Document {
    let description = result.description
    let isDistrict = area.id != nil
    var document = Document(
      title: area.title,
      subtitle: isDistrict
        ? "District \(area.id ?? "") of \(description.name) · data of \(description.baseYear), plan until \(description.targetYear)"
        : "Municipality · data of \(description.baseYear), plan until \(description.targetYear)",
      notice: description.notice)
    document.blocks.append(.figures(figures))
    let whole = MunicipalSections(area)
    if !isDistrict {
      document.section("How good the plan is", whole.certificate)
      document.section("The gap to the target", whole.target)
      document.section("Districts", whole.districts)
    }
    document.section("Chosen actions", chosen)
    document.section("What they bear in SECAP and Climate City Contract", codes)
    document.section(isDistrict ? "Why these" : "Closest decisions", reasons)
    if !isDistrict { document.section("Budgets, targets and other rules", whole.rows) }
    document.section("Building stock", stock)
    document.section("Energy demand by carrier", carriers)
    document.section("Potentials", potentials)
    document.section("Area ledger", ledger)
    document.section("Interests and conflicts", interests)
    if !isDistrict {
      document.section("Outside all districts", whole.outside)
      document.section("Checks that the sums close", whole.closures)
      document.section("Findings about the data", whole.diagnostics)
    }
    document.section("Indicators", indicators)
    document.section("Numbers this rests on", defaults)
    return document
  }

  private var figures: [(name: String, value: String)] {
    let gap = area.baseline - area.sum(.co2)
    let row = area.stockRow
    var figures = [
      ("Area", ShownUnit.phrase(area.area, "m²")),
      ("People", area.stock.population[row].grouped(0)),
      ("Buildings", area.stock.total(.buildings, in: row).grouped(0)),
      ("Baseline emissions", ShownUnit.phrase(area.baseline, "t CO2e/a")),
    ]
    if account.isDecided {
      figures += [
        ("Reduction by the plan", ShownUnit.phrase(area.sum(.co2), "t CO2e/a")),
        ("Emissions that remain", ShownUnit.phrase(gap, "t CO2e/a")),
        ("Investment", ShownUnit.phrase(area.sum(.investment), "EUR")),
        ("Annualised cost", ShownUnit.phrase(area.sum(.annualCost), "EUR/a")),
      ]
    }
    return figures
  }

  private var chosen: [Document.Block] {
    guard account.isDecided else {
      return [.paragraph(words.certificate)] + [.list(words.conflict)]
    }
    if area.lines.isEmpty { return [.paragraph("No action is chosen here.")] }
    let actions = result.options.actions
    let lines = area.lines
    let investment = lines.map { $0[.investment] }
    let table = Document.Table(
      texts: [
        ("Action", lines.map { actions[$0.action].name }),
        ("Size", lines.map { size(of: $0) }),
      ],
      numbers: [
        ("Units", "1", lines.map { Double($0.units) }, false),
        ("Reduction", "t CO2e/a", lines.map { $0[.co2] }, true),
        ("Energy saved", "kWh/a", lines.map { $0[.energySaved] }, true),
        ("Renewable", "kWh/a", lines.map { $0[.renewableEnergy] }, true),
        ("Investment", "EUR", investment, true),
        ("Annualised cost", "EUR/a", lines.map { $0[.annualCost] }, true),
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
      .paragraph(
        "Effects are booked once, in the order save, switch, generate: each action counts what the one before it left. A negative cost is a yearly gain."
      ), .table(table), .folded("What a tonne costs", ratios),
    ]
  }

  private func size(of line: AreaAccount.ActionLine) -> String {
    guard line.hasSize else { return "on what the step before left" }
    let unit: String =
      switch result.options.actions[line.action].size.base {
      case .heatedArea, .suitableRoof, .eligibleLand, .builtLand: "m²"
      case .usefulHeat, .networkHeat, .hotWater, .lightingElectricity: "kWh/a"
      }
    return ShownUnit.phrase(line.size, unit)
  }

  private var codes: [Document.Block] {
    if area.lines.isEmpty { return [] }
    let actions = area.lines.map { result.options.actions[$0.action] }
    return [
      .table(
        Document.Table(
          [
            "Action", "Sector", "Policy area", "Policy instrument", "Field of action",
            "Systemic lever", "Who leads", "Who must act or pay as well",
          ].map(Document.Table.text),
          rows: actions.map { action in
            [
              action.name, action.codes.sector, action.codes.policyArea, action.codes.instrument,
              action.codes.field, action.codes.lever, action.leadActor,
              action.otherActors.joined(separator: ", "),
            ]
          })),
      .list(actions.filter { !$0.summary.isEmpty }.map { "\($0.name): \($0.summary)" }),
    ].filter { block in
      if case .list(let items) = block { return !items.isEmpty }
      return true
    }
  }

  private var reasons: [Document.Block] {
    let all = area.reasons
    if all.isEmpty { return [] }
    // Above this many a reader wants the close calls; the map and units.geojson hold all.
    let most = 30
    let shown =
      all.count <= most
      ? all
      : Array(
        all.enumerated().sorted { a, b in
          // What is done is explained before what is left undone.
          (a.element.chosen < 0 ? 1 : 0, abs(a.element.margin), a.offset)
            < (b.element.chosen < 0 ? 1 : 0, abs(b.element.margin), b.offset)
        }.prefix(most).map(\.element))
    let items = shown.map { reason in
      let unit = result.units.ids[Int(reason.unit)]
      let place = area.units.count == 1 && area.id != nil ? "" : "\(unit), "
      return "\(place)\(result.options.slots[Int(reason.slot)]): \(words.reason(reason))"
    }
    return [.list(items)]
      + (all.count > most
        ? [
          .paragraph(
            "These are \(most) of \(all.count.counted("decision")), what is done first, closest first; all are in layers/units.geojson."
          )
        ] : [])
  }

  private var stock: [Document.Block] {
    let row = area.stockRow
    let sectors = StockSector.allCases.filter { sector in
      StockMeasure.allCases.contains { area.stock[$0, sector, row] != 0 }
    }
    if sectors.isEmpty { return [.paragraph("No buildings are known here.")] }
    let measures: [(String, StockMeasure)] = [
      ("Buildings", .buildings), ("Dwellings", .dwellings), ("Gross floor", .floorArea),
      ("Heated area", .heatedArea), ("Useful space heat", .spaceHeat),
      ("Useful hot water", .hotWater), ("Electricity without heat", .applianceElectricity),
      ("Emissions", .emissions), ("Roof that suits collectors", .suitableRoof),
    ]
    return [
      .table(
        Document.Table(
          texts: [("Sector", sectors.map(\.title))],
          numbers: measures.map { title, measure in
            (title, measure.unit, sectors.map { area.stock[measure, $0, row] }, true)
          }, summed: "Sum"))
    ]
  }

  private var carriers: [Document.Block] {
    let lines = area.carriers
    if lines.isEmpty { return [.paragraph("No demand is known here.")] }
    var numbers: [(String, String, [Double], Bool)] = [
      ("For heat", "kWh/a", lines.map(\.heat), true),
      ("Appliances, lighting, streets", "kWh/a", lines.map(\.electricity), true),
      ("Final energy today", "kWh/a", lines.map(\.total), true),
    ]
    if account.isDecided {
      numbers += [
        ("Change by the plan", "kWh/a", lines.map(\.change), true),
        ("With the plan", "kWh/a", lines.map { $0.total + $0.change }, true),
      ]
    }
    numbers.append(("Emissions today", "t CO2e/a", lines.map { $0.total * $0.factor }, true))
    var table = Document.Table(
      texts: [("Carrier", lines.map(\.carrier.title))], numbers: numbers, summed: "Sum")
    table.columns.append(Document.Table.number("Factor, t/MWh"))
    for row in lines.indices { table.rows[row].append((lines[row].factor * 1000).grouped(3)) }
    table.total?.append("")
    return [
      .table(table),
      .paragraph("Emission factors: \(result.description.inventory.factors.rawValue)."),
    ]
  }

  private var potentials: [Document.Block] {
    let row = area.stockRow
    var figures: [(String, String)] = [
      (
        "Roof that suits collectors",
        ShownUnit.phrase(area.stock.total(.suitableRoof, in: row), "m²")
      ),
      (
        "Heat in hectares dense enough for a network",
        ShownUnit.phrase(area.stock.total(.networkHeat, in: row), "kWh/a")
      ),
    ]
    if area.stock.radiation[row] > 0 {
      figures.append(
        ("Sun on level ground", "\(area.stock.radiation[row].grouped(0))\u{00A0}kWh/m² a year"))
    }
    if area.stock.windSpeed[row] > 0 {
      figures.append(("Mean wind speed", "\(area.stock.windSpeed[row].grouped(1))\u{00A0}m/s"))
    }
    let land = area.land
    if land.isEmpty { return [.figures(figures)] }
    return [
      .figures(figures),
      .table(
        Document.Table(
          texts: [("Land for", land.map(\.title))],
          numbers: [
            ("Eligible", "m²", land.map(\.eligible), true),
            ("Excluded", "m²", land.map(\.excluded), true),
            ("Unknown", "m²", land.map(\.unknown), true),
          ], summed: nil)),
      .paragraph("One piece of land may be eligible for several actions."),
    ]
  }

  private var ledger: [Document.Block] { [.table(LedgerTable.table(area.ledger))] + closes }

  private var closes: [Document.Block] {
    let sum = area.ledger.map(\.area).compensatedSum()
    let rest = abs(sum - area.area)
    return [
      .paragraph(
        "The rows add up to \(sum.grouped(2)) m²; the area is \(area.area.grouped(2)) m², "
          + "so \(rest.grouped(3)) m² are \(rest <= result.description.ledgerTolerance * area.area || rest < 0.0005 ? "left over, which is within" : "missing or counted twice, which is beyond") the stated tolerance."
      )
    ]
  }

  private var interests: [Document.Block] {
    guard result.interests != nil else { return [] }
    let lines = area.interests
    if lines.isEmpty {
      return [.paragraph("Nobody has claimed, supported or opposed anything here.")]
    }
    return [
      .table(
        Document.Table(
          texts: [
            ("Interest", lines.map(\.name)), ("Group", lines.map(\.group)),
            ("Stance", lines.map(\.stance)), ("Topic", lines.map(\.topic)),
          ], numbers: [("Area here", "m²", lines.map(\.area), true)], summed: nil)),
      .paragraph(
        area.contestedArea > 0
          ? "Support and opposition meet on \(ShownUnit.phrase(area.contestedArea, "m²"))."
          : "Support and opposition do not meet here."),
    ]
  }

  private var indicators: [Document.Block] {
    let table = result.districtIndicators
    if table.indicators.isEmpty { return [] }
    return [
      .table(
        Document.Table(
          [
            Document.Table.text("Indicator"), Document.Table.number("Value"),
            Document.Table.text("Unit"), Document.Table.text("Computed per"),
            Document.Table.text("Confidence"), Document.Table.text("Method and source"),
          ],
          rows: zip(table.indicators, table.values).map { indicator, column in
            [
              indicator.title, column[area.indicatorRow]?.aboutThreeDigits ?? "unknown",
              indicator.unit, indicator.support, indicator.confidence.rawValue, indicator.method,
            ]
          }))
    ]
  }

  private var defaults: [Document.Block] {
    let numbers = area.defaults
    if numbers.isEmpty { return [] }
    return [
      .folded(
        "\(numbers.count.counted("default number")) with unit, year, source and confidence",
        Document.Table(
          [
            Document.Table.text("Number"), Document.Table.number("Value"),
            Document.Table.text("Unit"), Document.Table.number("Year"),
            Document.Table.text("Confidence"), Document.Table.text("Source"),
            Document.Table.text("Licence"),
          ],
          rows: numbers.map {
            [
              $0.name, $0.value.shortest, $0.unit, "\($0.year)", $0.confidence.rawValue, $0.source,
              $0.licence,
            ]
          }))
    ]
  }
}
