import Frameworks
import PlanModel

extension SECAPBook {
  /// What the mitigation actions add up to, by sector and against the target.
  var mitigationReport: Workbook.Sheet {
    Workbook.Sheet(
      id: "mitigation-report", title: "Mitigation report",
      about:
        "Sums over the mitigation actions of the plan, and how far they go towards the target.",
      tables: [sectorSums, keySectors, gapTable])
  }

  /// The mitigation actions with their rows in the table of actions.
  private var mitigationRows: [(row: Int, action: SECAPAction)] {
    actions.filter { !$0.isAdaptationOnly }.enumerated().map { ($0.offset, $0.element) }
  }

  private var sectorSums: Workbook.Table {
    let first = descriptionCount
    var table = Workbook.Table(
      "mitigation-sectors", "Mitigation actions by sector",
      [
        .init("Sector"), .init("Actions", "1", .calculated),
        .init("Energy savings in \(targetYear)", "MWh/a", .calculated),
        .init("Renewable energy in \(targetYear)", "MWh/a", .calculated),
        .init("GHG reduction in \(targetYear)", "t \(gas)/a", .calculated),
        .init("Investment cost", "EUR", .calculated),
      ])
    let investment = first + (targetYear > 2030 ? 6 : 3)
    let sectors = SECAP.sectors.terms + mitigationRows.map(\.action.action.codes.sector)
    for sector in sectors.unique {
      let rows = mitigationRows.filter { $0.action.action.codes.sector == sector }.map(\.row)
      guard !rows.isEmpty else { continue }
      func sum(_ column: Int) -> Workbook.Cell {
        .formula(
          .init(operation: .sum, operands: rows.map { .cell($0, column, of: "mitigation") }))
      }
      table.add(
        [.term(sector), .number(Double(rows.count))]
          + [first, first + 1, first + 2, investment].map(sum))
    }
    guard !table.rows.isEmpty else {
      table.explainIfEmpty("There is no mitigation action to sum.")
      return table
    }
    table.addTotal(from: 1)
    return table
  }

  /// Whether the actions cover at least three of the four key sectors.
  private var keySectors: Workbook.Table {
    var table = Workbook.Table(
      "key-sectors", "Key sectors",
      note:
        "Mitigation actions must cover at least three of the four key sectors (recalled, not verified). An action covers a sector by its code in the template or by whose energy it changes.",
      [.init("Key sector"), .init("Actions", "1", .calculated), .init("Covered", "", .calculated)])
    let names = [
      "Municipal buildings", "Tertiary (non municipal) buildings, equipment/facilities",
      "Residential buildings", "Transport",
    ]
    let stocks: [StockSector?] = [.municipal, .tertiary, .residential, nil]
    for (name, stock) in zip(names, stocks) {
      let count = mitigationRows.filter { entry in
        let action = entry.action.action
        return action.codes.sector == name
          || (stock.map { action.sectors.contains($0) }
            ?? action.activities.contains { $0.isTransport })
      }.count
      table.add([.term(name), .number(Double(count)), .answer(count > 0)])
    }
    return table
  }

  /// The gap between target and plan, by source sector.
  var gap: EmissionsGap {
    let base = result.baselineEmissions.last ?? 0
    let asked = TargetGap(account).asked
    let stated = secap.targets.first {
      $0.pillar == .mitigation && $0.year == targetYear && !$0.isPerCapita && $0.reduction != nil
    }?.reduction
    let share = stated ?? asked.map { base > 0 ? $0 / base : 0 } ?? 0
    return gapAccount.gap(target: share)
  }

  private var gapTable: Workbook.Table {
    let id = "gap"
    var table = Workbook.Table(
      id, "Emissions gap by source sector",
      note:
        "The target is the same share of every sector's baseline. \(SourceSectorBooking.rule) Other plans (3) are 0 where the plan states none under `secap: underWay` or `ccc: existing`. "
        + EmissionsGap.residualsInWords,
      [
        .init("Source sector"), .init("(1) Baseline", "t \(gas)/a"),
        .init("(2) Reduction that the target asks for", "t \(gas)/a"),
        .init("(3) Reduction by other plans under way", "t \(gas)/a"),
        .init("(4) Gap = (2) − (3)", "t \(gas)/a", .calculated),
        .init("(5) Reduction by this plan", "t \(gas)/a", .calculated),
        .init("(6) Residual = (1) − (2)", "t \(gas)/a", .calculated),
        .init("Remaining = (1) − (3) − (5)", "t \(gas)/a", .calculated),
        .init("Missing = (4) − (5)", "t \(gas)/a", .calculated),
        .init("Gap closed = (5) ÷ (4)", "%", .calculated),
      ])
    func difference(_ row: Int, _ columns: [Int]) -> Workbook.Cell {
      .formula(.init(operation: .difference, operands: columns.map { .cell(row, $0, of: id) }))
    }
    let gap = gap
    for (row, entry) in (gap.rows + [gap.total]).enumerated() {
      let isTotal = row == gap.rows.count
      func sum(_ column: Int, _ value: Double) -> Workbook.Cell {
        isTotal ? .formula(.sum(column, rows: 0...row - 1, of: id)) : .amount(value)
      }
      table.add([
        .term(entry.title), sum(1, entry.baseline), sum(2, entry.target),
        sum(3, entry.existing), difference(row, [2, 3]), sum(5, entry.actions),
        difference(row, [1, 2]), difference(row, [1, 3, 5]), difference(row, [4, 5]),
        entry.gap > 0
          ? .formula(
            .init(
              operation: .percent, operands: [.cell(row, 5, of: id), .cell(row, 4, of: id)]))
          : .reason("there is no gap"),
      ])
    }
    return table
  }
}
