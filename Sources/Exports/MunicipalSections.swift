import PlanModel

/// The parts of the municipality's sheet that a district's sheet lacks; the map page shows them too.
struct MunicipalSections {
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

  /// What is proved, or what conflicts.
  var certificate: [Document.Block] {
    var blocks: [Document.Block] = [.paragraph(words.certificate)]
    if !words.conflict.isEmpty { blocks.append(.list(words.conflict)) }
    if account.isDecided {
      blocks.append(
        .paragraph(
          "Aim: \(words.objective.lowercasedFirst). Solver: \(result.plan.solver). The sums of all rules and the gap were computed again after solving, apart from the solver."
        ))
    }
    return blocks
  }

  /// Baseline, target, reduction and what is missing.
  ///
  /// Each number is rounded by itself, as in every other document of the run, so that two of them never differ.
  var target: [Document.Block] {
    let gap = TargetGap(account)
    let tonnes = ShownSteps([gap.baseline, gap.asked ?? 0, gap.reduction])
    func line(_ name: String, _ value: Double) -> [String] {
      let share = gap.baseline > 0 ? "\((value / gap.baseline * 100).grouped(1)) %" : "–"
      return [name, tonnes.text(value) + "\u{00A0}t CO2e/a", share]
    }
    var rows = [line("Baseline of \(result.description.baseYear)", gap.baseline)]
    if let asked = gap.asked {
      rows += [
        line("Reduction asked for until \(result.description.targetYear)", asked),
        line("Emissions allowed by the target", gap.baseline - asked),
      ]
    }
    if account.isDecided {
      rows += [
        line("Reduction by this plan", gap.reduction),
        line("Emissions that remain", gap.remaining),
      ]
      if let missing = gap.missing { rows.append(line("Missing to the target", missing)) }
      if gap.beside != 0 {
        rows.append(line("Of the reduction, by what was done otherwise than planned", gap.beside))
      }
    }
    let scope =
      area.stock.activities.isEmpty
      ? "The baseline covers the buildings and street lighting of this plan."
      : "The baseline covers the buildings and street lighting of this plan, and what the inventory states beside them."
    return [
      .table(
        Document.Table(
          [
            Document.Table.text(""), Document.Table.number("Emissions"),
            Document.Table.number("Of the baseline"),
          ], rows: rows)),
      .paragraph(
        account.isDecided
          ? "\(scope) Each number is rounded by itself. What is missing is shown as it is, not filled by further actions."
          : "\(scope) There is no plan, so nothing is reduced yet."),
    ]
  }

  /// One line a district; the sums are those of the municipality.
  var districts: [Document.Block] {
    let rows = Array(0..<result.districts.count)
    func column(_ title: String, _ amount: Amount) -> (String, String, [Double], Bool) {
      (title, amount.unit, rows.map { account.sum(amount, in: $0) }, true)
    }
    var numbers: [(String, String, [Double], Bool)] = [
      ("Area", "m²", result.ledger.districtArea, true),
      ("People", "1", rows.map { result.districtStock.population[$0] }, true),
      ("Buildings", "1", rows.map { result.districtStock.total(.buildings, in: $0) }, true),
      ("Baseline", "t CO2e/a", rows.map { result.baselineEmissions[$0] }, true),
    ]
    if account.isDecided {
      numbers += [
        column("Reduction", .co2), column("Energy saved", .energySaved),
        column("Renewable", .renewableEnergy), column("Investment", .investment),
        column(YearlyMoney.column, .annualCost),
      ]
    }
    return [
      .table(
        Document.Table(
          texts: [("District", rows.map { account.name(of: $0) })], numbers: numbers, summed: "Sum")
      )
    ]
  }

  /// Every row with its sides, how far it is used, and its price; without a plan, what it asks for.
  var rows: [Document.Block] {
    // An order of actions is a row for each unit, and nobody's to weigh.
    let rows = result.plan.rows.filter { !account.rowNames.isOrder($0.name) }
    if rows.isEmpty { return [.paragraph("The plan has no rules.")] }
    guard account.isDecided else {
      return [
        .paragraph("There is no plan. These are the rules that were to be met:"),
        .table(
          Document.Table(
            [
              Document.Table.text("Rule"), Document.Table.text(""),
              Document.Table.number("Limit"),
            ],
            rows: rows.map {
              [
                words.title(ofRow: $0.name), words.sense(of: $0),
                ShownUnit.phrase($0.rhs, words.unit(ofRow: $0.name)),
              ]
            })),
      ]
    }
    return [
      .table(
        Document.Table(
          [
            Document.Table.text("Rule"), Document.Table.number("Plan"), Document.Table.text(""),
            Document.Table.number("Limit"), Document.Table.number("Used or reached"),
            Document.Table.text("What moving it would do"),
          ],
          rows: rows.map { row in
            let row = words.whole(row)
            let unit = words.unit(ofRow: row.name)
            return [
              words.title(ofRow: row.name), ShownUnit.phrase(row.lhs, unit), words.sense(of: row),
              ShownUnit.phrase(row.rhs, unit), words.reach(of: row),
              words.moving(row),
            ]
          })),
      .paragraph(
        "What moving a rule would do follows from its price, by how much the objective changes for one more unit of the limit. Prices come from the linear relaxation; choices are whole, so they hold for small changes only."
      ),
    ]
  }

  /// The municipality's numbers beside the country's.
  var comparisons: [Document.Block] {
    let list = result.comparisons
    if list.isEmpty { return [] }
    return [
      .table(
        Document.Table(
          [
            Document.Table.text("Number"), Document.Table.number("Here"),
            Document.Table.number("Country"), Document.Table.number("Here ÷ country"),
            Document.Table.text("Source"),
          ],
          rows: list.map {
            [
              "\($0.title), \($0.unit)", $0.here.aboutThreeDigits, $0.country.aboutThreeDigits,
              $0.ratio.grouped(2), $0.source,
            ]
          })),
      .paragraph(
        "To compare with, never computed from. A town may well differ; half or twice the country's is told as a finding."
      ),
    ]
  }

  /// What no district holds.
  var outside: [Document.Block] {
    let ledger = result.ledger
    let places = BuildingPlaces(result)
    var blocks: [Document.Block] = [
      .figures([
        ("Buildings outside all districts", places.outside.wholeOrTenths),
        ("Their emissions", ShownUnit.phrase(places.outsideEmissions, "t CO2e/a")),
        ("Buildings without a place", places.withoutPlace.grouped),
        ("Their emissions", ShownUnit.phrase(places.emissionsWithoutPlace, "t CO2e/a")),
        ("Land use outside", ShownUnit.phrase(ledger.landUseOutside, "m²")),
        ("Counted in two districts", ShownUnit.phrase(ledger.overlapArea, "m²")),
        ("Gaps between districts", ShownUnit.phrase(ledger.gapArea, "m²")),
      ])
    ]
    if let bridge = places.bridge { blocks.append(.paragraph(bridge)) }
    let rows = account.ledger[result.districts.count]
    if !rows.isEmpty { blocks.append(.table(LedgerTable.summary(rows))) }
    return blocks
  }

  /// The comparisons of sums.
  var closures: [Document.Block] {
    let closures = result.record.closures
    if closures.isEmpty { return [] }
    let open = closures.filter { !$0.holds }.count
    return [
      .folded(
        open == 0
          ? "All of \(closures.count.counted("sum")) close"
          : "\(open.counted("sum")) of \(closures.count.grouped) do not close",
        Document.Table(
          [
            Document.Table.text("What is compared"), Document.Table.number("Sum of the parts"),
            Document.Table.number("The whole"), Document.Table.text("Tolerance"),
            Document.Table.text("Closes"),
          ],
          rows: closures.map {
            [
              $0.name, $0.parts.grouped(3), $0.whole.grouped(3),
              $0.tolerance == 0
                ? "none" : "\(($0.tolerance * 100).rounded(toDecimals: 12)) % of the whole",
              $0.holds ? "yes" : "no",
            ]
          }))
    ]
  }

  /// What was found, worst first.
  var diagnostics: [Document.Block] {
    let found = result.diagnostics
    if found.isEmpty { return [.paragraph("Nothing was found.")] }
    // A page with thousands of findings helps nobody; the table of all is a file of its own.
    let most = 200
    let sorted = found.enumerated().sorted { a, b in
      a.element.severity == b.element.severity
        ? a.offset < b.offset : a.element.severity > b.element.severity
    }.map(\.element)
    let table = Document.Table(
      [
        Document.Table.text("Severity"), Document.Table.text("What is the case"),
        Document.Table.text("What you can do"), Document.Table.text("Where"),
        Document.Table.number("Count"),
      ],
      rows: sorted.prefix(most).map {
        [$0.severity.rawValue, $0.message, $0.remedy, "\($0.place)", $0.count.grouped]
      })
    return [.table(table)]
      + (found.count > most
        ? [.paragraph("… and \((found.count - most).grouped) more in diagnostics.csv.")] : [])
  }
}
