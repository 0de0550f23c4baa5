import PlanModel

/// The ids of an inventory's tables.
struct InventoryTableNames {
  /// What they begin with: `bei` or `mei`.
  let prefix: String
  var head: String { "\(prefix)-head" }
  var energy: String { "\(prefix)-a" }
  var factors: String { "\(prefix)-c" }
  var sources: String { "\(prefix)-c-sources" }
  var emissions: String { "\(prefix)-d" }
}

/// Tables A, C and D of an inventory: sectors down, carriers across, D the product of A and C cell by cell.
struct SECAPInventory {
  /// A row of the tables.
  private enum Line {
    case sector(InventorySector)
    /// The sum of some lines, by their positions.
    case sum(String, [Int])
  }
  private let inventory: Inventory
  private let gas: String
  private let names: InventoryTableNames
  private let lines: [Line]
  private let cells: [InventorySector: [Carrier: InventoryRow]]

  init(_ inventory: Inventory, gas: String, names: InventoryTableNames) {
    self.inventory = inventory
    self.gas = gas
    self.names = names
    var cells: [InventorySector: [Carrier: InventoryRow]] = [:]
    for row in inventory.rows {
      if var known = cells[row.sector]?[row.carrier] {
        // Two fuels of one carrier stand in one cell, with the factor of their mixture.
        let energy = known.energy + row.energy
        known.factor = energy == 0 ? known.factor : (known.emissions + row.emissions) / energy
        known.energy = energy
        cells[row.sector]![row.carrier] = known
      } else {
        cells[row.sector, default: [:]][row.carrier] = row
      }
    }
    self.cells = cells
    func block(_ sectors: [InventorySector], _ aggregate: InventorySector) -> [InventorySector] {
      // A city that splits no finer has one row for all.
      cells[aggregate] == nil ? sectors : sectors.filter { cells[$0] != nil } + [aggregate]
    }
    let standing = block(
      [.municipal, .tertiary, .residential, .publicLighting, .industry, .industryETS], .buildings)
    let moving = block([.municipalFleet, .publicTransport, .privateTransport], .transport)
    var lines = standing.map { Line.sector($0) }
    lines.append(
      .sum("Subtotal buildings, equipment/facilities and industry", Array(standing.indices)))
    let first = lines.count
    lines += moving.map { Line.sector($0) }
    lines.append(.sum("Subtotal transport", Array(first..<first + moving.count)))
    lines.append(.sector(.agriculture))
    lines.append(.sum("Total", [standing.count, first + moving.count, lines.count - 1]))
    self.lines = lines
  }

  private let carriers = Carrier.allCases
  private var totalColumn: Int { carriers.count + 1 }

  /// Head, tables A, C and D and where factors are from.
  var tables: [Workbook.Table] { [head, energy, factors, sources, emissions] }

  private var head: Workbook.Table {
    var table = Workbook.Table(
      names.head, "Inventory", [.init("Field"), .init("Value"), .init("Note")])
    table.add([
      .term("Inventory year"),
      inventory.year.map { .text("\($0)") } ?? .toWrite("the year of the inventory."),
      .text(""),
    ])
    table.add([
      .term("Inhabitants in the inventory year"),
      .number(inventory.population, or: "not known to the plan"), .text(""),
    ])
    table.add([
      .term("Approach of emission factors"),
      .term(inventory.factorSet == .lifeCycle ? "LCA" : "IPCC (activity-based)"),
      .text("Set \(inventory.factorSet.rawValue); the source of each factor stands in table C."),
    ])
    table.add([
      .term("Unit of emissions"), .term("t \(gas)"),
      .text("GWP as in the sources of the factors."),
    ])
    table.add([
      .term("Method"), .term("Final energy in the territory × emission factor"),
      .text(
        "IPCC 2006, Tier 1. Electricity and heat from networks are counted where they are used (scope 2)."
      ),
    ])
    return table
  }

  /// The cell of table A that stands for no energy: not occurring where the plan computed the sector, else not estimated.
  private func key(_ sector: InventorySector, _ carrier: Carrier) -> NotationKey? {
    if let row = cells[sector]?[carrier] {
      return row.energy == 0 ? row.key ?? .notOccurring : nil
    }
    guard let others = cells[sector] else { return .notEstimated }
    return others.values.contains { $0.origin == .stated } ? .notEstimated : .notOccurring
  }

  private func matrix(
    _ id: String, _ title: String, note: String, unit: String, _ kind: Workbook.Kind,
    more: [Workbook.Column] = [],
    cell: (Int, InventorySector, Carrier) -> Workbook.Cell,
    end: (Int, Line) -> [Workbook.Cell]
  ) -> Workbook.Table {
    var table = Workbook.Table(
      id, title, note: note,
      [.init("Sector")] + carriers.map { .init($0.title, unit, kind) }
        + [.init("Total", unit, .calculated)] + more)
    for (row, line) in lines.enumerated() {
      var cells: [Workbook.Cell]
      switch line {
      case .sector(let sector):
        cells = [.term(sector.title)]
        cells += carriers.map { carrier in
          key(sector, carrier).map { .term($0.rawValue) } ?? cell(row, sector, carrier)
        }
        cells.append(
          self.cells[sector] == nil
            ? .term(NotationKey.notEstimated.rawValue)
            : .formula(
              .init(
                operation: .sum,
                operands: [.init(table: id, rows: row...row, columns: 1...carriers.count)])))
      case .sum(let title, let rows):
        cells = [.term(title)]
        cells += (1...totalColumn).map { column in
          .formula(
            .init(operation: .sum, operands: rows.map { .cell($0, column, of: id) }))
        }
      }
      table.add(cells + end(row, line))
    }
    return table
  }

  private var energy: Workbook.Table {
    matrix(
      names.energy, "A. Final energy consumption",
      note: "A key stands where there is no number: NO, NE, IE or C.", unit: "MWh/a", .mandatory,
      more: [.init("Known as", "", .optional)],
      cell: { _, sector, carrier in .amount(cells[sector]![carrier]!.energy / 1000) },
      end: { _, line in
        guard case .sector(let sector) = line else { return [.text("")] }
        guard let rows = cells[sector] else {
          return [.reason("neither stated nor estimated in the plan")]
        }
        let origins = InventoryRow.Origin.allCases.filter { origin in
          rows.values.contains { $0.origin == origin && $0.energy != 0 }
        }
        return [.terms(origins.map(\.title))]
      })
  }

  private var factors: Workbook.Table {
    var table = Workbook.Table(
      names.factors, "C. Emission factors",
      note:
        "One row a sector, because road fuels may have other factors than boilers. A key stands where table A has one.",
      [.init("Sector")] + carriers.map { .init($0.title, "t \(gas)/MWh", .mandatory) })
    for line in lines {
      switch line {
      case .sector(let sector):
        table.add(
          [.term(sector.title)]
            + carriers.map { carrier in
              key(sector, carrier).map { .term($0.rawValue) }
                ?? .amount(cells[sector]![carrier]!.factor * 1000)
            })
      case .sum(let title, _): table.add([.term(title)] + carriers.map { _ in .text("") })
      }
    }
    return table
  }

  private var sources: Workbook.Table {
    var table = Workbook.Table(
      names.sources, "C. Where each emission factor is from",
      [
        .init("Energy carrier"), .init("Emission factor", "t \(gas)/MWh"),
        .init("Sectors"), .init("Source"),
      ])
    for carrier in carriers {
      var groups: [(factor: Double, source: String, sectors: [String])] = []
      for case .sector(let sector) in lines {
        guard let row = cells[sector]?[carrier], row.energy != 0 else { continue }
        if let at = groups.firstIndex(where: {
          $0.factor == row.factor && $0.source == row.factorSource
        }) {
          groups[at].sectors.append(sector.title)
        } else {
          groups.append((row.factor, row.factorSource, [sector.title]))
        }
      }
      for group in groups {
        table.add([
          .term(carrier.title), .amount(group.factor * 1000), .terms(group.sectors),
          .text(group.source),
        ])
      }
    }
    table.explainIfEmpty("No energy is used.")
    return table
  }

  private var emissions: Workbook.Table {
    let id = names.emissions
    var table = matrix(
      id, "D. Emissions",
      note: "Each cell is table A × table C. Rows without energy carriers are no use of energy.",
      unit: "t \(gas)/a", .calculated,
      cell: { row, _, carrier in
        .formula(
          .init(
            operation: .product,
            operands: [
              .cell(row, 1 + carrier.index, of: names.energy),
              .cell(row, 1 + carrier.index, of: names.factors),
            ]))
      }, end: { _, _ in [] })
    let energyTotal = table.rows.removeLast()
    table.add([.term("Total of energy")] + energyTotal.dropFirst())
    var rows = [table.rows.count - 1]
    for source in EmissionSource.allCases {
      let found = inventory.sources.filter { $0.source == source }
      rows.append(table.rows.count)
      table.add(
        [.term(source.title)] + carriers.map { _ in .text("") } + [
          found.isEmpty
            ? .term(NotationKey.notEstimated.rawValue)
            : .amount(found.map(\.amount).compensatedSum())
        ])
    }
    table.add(
      [.term("Total")] + carriers.map { _ in .text("") } + [
        .formula(
          .init(operation: .sum, operands: rows.map { .cell($0, totalColumn, of: id) }))
      ])
    return table
  }
}
