import PlanModel

extension SECAPBook {
  /// What must agree, computed from the tables as they are written, and where the plan departs from defaults.
  func checks(of book: Workbook) -> Workbook.Sheet {
    var sheet = Workbook.Sheet(
      id: "checks", title: "Checks",
      about:
        "Sums are recomputed from the tables of this workbook and held against each other and against the plan's own sums. A line that does not agree is also a finding of the run.",
      tables: [comparisons(of: book), changedDefaults, openTexts(in: book)])
    // Whether a line agrees follows from values that need all tables, this one included.
    var whole = book
    whole.sheets.append(sheet)
    let agrees = whole.comparisons.map(\.agrees)
    for row in agrees.indices {
      sheet.tables[0].rows[row][5] = .answer(agrees[row])
    }
    return sheet
  }

  /// The last row of a table, which holds its totals.
  private func total(_ column: Int, of table: Workbook.Table) -> Workbook.Cell {
    .formula(
      .init(
        operation: .sum, operands: [.cell(table.rows.count - 1, column, of: table.id)]))
  }

  private func comparisons(of book: Workbook) -> Workbook.Table {
    var table = Workbook.Table(
      Workbook.comparisonTable, "What must agree",
      note: "Agreeing means to a millionth of the whole, or of one unit.",
      [
        .init("What is compared", "", .calculated), .init("Sum of the parts", "", .calculated),
        .init("The whole", "", .calculated), .init("Unit", "", .calculated),
        .init("Difference", "", .calculated), .init("Agrees", "", .calculated),
      ])
    func compare(_ what: String, _ parts: Workbook.Cell, _ whole: Workbook.Cell, _ unit: String) {
      let row = table.rows.count
      table.add([
        .text(what), parts, whole, .text(unit),
        .formula(
          .init(
            operation: .difference,
            operands: [.cell(row, 1, of: table.id), .cell(row, 2, of: table.id)])), .text(""),
      ])
    }
    let tonnes = "t \(gas)/a"
    let energy = book.table("bei-a")
    let emissions = book.table("bei-d")
    let districts = book.table("bei-districts")
    let carriers = Carrier.allCases.count
    compare(
      "Inventory: table A, and the plan's final energy", total(carriers + 1, of: energy),
      .amount(inventory.energy() / 1000), "MWh/a")
    compare(
      "Inventory: table D, and the plan's emissions", total(carriers + 1, of: emissions),
      .amount(inventory.emissions()), tonnes)
    compare(
      "Inventory and districts: districts with what no area holds, and table D",
      total(2, of: districts), total(carriers + 1, of: emissions), tonnes)
    compare(
      "Districts and baseline: districts, and the base of the plan's targets",
      .formula(.sum(2, rows: 0...max(0, districts.rows.count - 3), of: districts.id)),
      .amount(result.baselineEmissions.last ?? 0), tonnes)
    compareActions(book, compare)
    return table
  }

  private func compareActions(
    _ book: Workbook,
    _ compare: (String, Workbook.Cell, Workbook.Cell, String) -> Void
  ) {
    let tonnes = "t \(gas)/a"
    let gap = book.table("gap")
    compare(
      "Inventory and gap: source sectors, and table D", total(1, of: gap),
      total(Carrier.allCases.count + 1, of: book.table("bei-d")), tonnes)
    guard !actions.isEmpty else { return }
    let investment = targetYear > 2030 ? 6 : 3
    let first = descriptionCount
    let mitigation = book.table("mitigation")
    let parts = book.table("mitigation-districts")
    let sectors = book.table("mitigation-sectors")
    let budget = book.table("budget")
    let hasMitigation = actions.contains { !$0.isAdaptationOnly }
    let alone = book.table("adaptation-only")
    let hasAlone = actions.contains { $0.isAdaptationOnly }
    if hasMitigation {
      for (name, column, unit) in [
        ("energy savings", 0, "MWh/a"), ("renewable energy", 1, "MWh/a"),
        ("GHG reduction", 2, tonnes), ("investment", investment, "EUR"),
      ] {
        compare(
          "Actions and districts: \(name) by action, and by action and district",
          total(first + column, of: mitigation), total(5 + column, of: parts), unit)
      }
      compare(
        "Actions and sectors: GHG reduction by sector, and by action", total(4, of: sectors),
        total(first + 2, of: mitigation), tonnes)
      compare(
        "Actions and sectors: investment by sector, and by action", total(5, of: sectors),
        total(first + investment, of: mitigation), "EUR")
    }
    compare(
      "Actions and gap: reduction by source sector, and the plan's total", total(5, of: gap),
      .amount(account.total(.co2)), tonnes)
    let lists = (hasMitigation ? [(mitigation, first)] : []) + (hasAlone ? [(alone, first)] : [])
    func sum(_ column: Int) -> Workbook.Cell {
      .formula(
        .init(
          operation: .sum,
          operands: lists.map { .cell($0.0.rows.count - 1, $0.1 + column, of: $0.0.id) }))
    }
    compare(
      "Actions and plan: energy savings of all actions, and the plan's total", sum(0),
      .amount(account.total(.energySaved) / 1000), "MWh/a")
    compare(
      "Actions and plan: renewable energy of all actions, and the plan's total", sum(1),
      .amount(account.total(.renewableEnergy) / 1000), "MWh/a")
    compare(
      "Actions and plan: GHG reduction of all actions, and the plan's total", sum(2),
      .amount(account.total(.co2)), tonnes)
    compare(
      "Actions and investment: all actions, and who pays", sum(investment), total(1, of: budget),
      "EUR")
    compare(
      "Investment: who pays, and the plan's total", total(1, of: budget),
      .amount(account.total(.investment)), "EUR")
    compare(
      "Investment by status, and the plan's total", total(2, of: book.table("statuses")),
      .amount(account.total(.investment)), "EUR")
    if !result.options.phases.isEmpty {
      compare(
        "GHG reduction by phase, and the plan's total", total(2, of: book.table("phases")),
        .amount(account.total(.co2)), tonnes)
    }
    for district in 0..<result.districts.count {
      let operands = districtRows(district, book).map { table, row in
        Workbook.Range.cell(row, 5 + investment, of: table)
      }
      guard !operands.isEmpty else { continue }
      compare(
        "District \(result.districts.ids[district]): investment by action, and the district's sheet",
        .formula(.init(operation: .sum, operands: operands)),
        .amount(account.sum(.investment, in: district)), "EUR")
    }
  }

  /// Where the actions of a district stand in the tables by district.
  private func districtRows(_ district: Int, _ book: Workbook) -> [(table: String, row: Int)] {
    var found: [(String, Int)] = []
    for (id, isAlone) in [("mitigation-districts", false), ("adaptation-districts", true)] {
      var row = 0
      for action in actions where action.isAdaptationOnly == isAlone {
        for part in action.parts {
          if part.district == district { found.append((id, row)) }
          row += 1
        }
      }
    }
    return found
  }

  private var changedDefaults: Workbook.Table {
    var table = Workbook.Table(
      "changed-defaults", "Defaults that this plan changes",
      [
        .init("Number", "", .calculated), .init("Value used", "", .calculated),
        .init("Default", "", .calculated), .init("Unit", "", .calculated),
        .init("Value used in percent of the default", "%", .calculated),
        .init("Year of the default", "year", .calculated),
        .init("Source of the default", "", .calculated),
        .init("Confidence of the default", "", .calculated),
      ])
    for change in result.changedDefaults {
      let row = table.rows.count
      table.add([
        .text(change.title), .amount(change.stated), .amount(change.standard.value),
        .text(change.standard.unit),
        change.standard.value == 0
          ? .reason("the default is 0")
          : .formula(
            .init(
              operation: .percent,
              operands: [.cell(row, 1, of: table.id), .cell(row, 2, of: table.id)])),
        .number(Double(change.standard.year)), .text(change.standard.source),
        .term(change.standard.confidence.rawValue),
      ])
    }
    table.explainIfEmpty(
      "The plan states no factor, price or rate of its own in place of a default.")
    return table
  }

  private func openTexts(in book: Workbook) -> Workbook.Table {
    var table = Workbook.Table(
      "open-cells", "What people still have to write",
      [.init("Sheet", "", .calculated), .init("Open cells", "1", .calculated)])
    for sheet in book.sheets {
      let open = sheet.tables.flatMap(\.rows).joined().filter {
        if case .toWrite = $0 { true } else { false }
      }.count
      if open > 0 { table.add([.term(sheet.title), .number(Double(open))]) }
    }
    table.explainIfEmpty("Nothing: every cell is filled.")
    return table
  }
}

extension Workbook {
  /// The id of the table of comparisons.
  static let comparisonTable = "checks"

  /// Two sums that must be equal.
  struct Comparison {
    /// What is compared.
    var what: String
    /// The sum of the parts.
    var parts: Double
    /// The whole.
    var whole: Double
    /// The unit of both.
    var unit: String

    /// Whether the two agree.
    var agrees: Bool { abs(parts - whole) <= 1e-6 * max(abs(whole), abs(parts), 1) }
  }

  /// The comparisons of the sheet of checks, recomputed from all tables.
  var comparisons: [Comparison] {
    guard let table = tables.first(where: { $0.id == Self.comparisonTable }),
      table.columns.count >= 4
    else { return [] }
    let values = values()[table.id]!
    return table.rows.enumerated().compactMap { row, cells in
      guard let parts = values[row][1], let whole = values[row][2] else { return nil }
      return Comparison(
        what: Self.words(of: cells[0]) ?? "", parts: parts, whole: whole,
        unit: Self.words(of: cells[3]) ?? "")
    }
  }

  /// A finding for each comparison that does not agree.
  var disagreements: [Diagnostic] {
    comparisons.filter { !$0.agrees }.map {
      Diagnostic(
        .warning, "secap.disagrees",
        "\($0.what): \($0.parts.shortest) and \($0.whole.shortest) \($0.unit).",
        remedy:
          "Look at the two tables; if the plan's own sums do not close either, mend what the findings above say.",
        at: Place(file: "secap/secap.xlsx", layer: "Checks"))
    }
  }
}
