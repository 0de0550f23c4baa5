public import PlanModel

/// `inventory.csv`: one row for each sector and carrier, then one for each source that is no use of energy.
func inventoryCSV(of inventory: Inventory, notice: String?) -> CSVTable {
  var table = CSVTable(
    header: [
      "sector", "carrier", "final_energy_MWh", "emissions_t_CO2e", "scope", "factor_t_per_MWh",
      "factor_source", "origin", "stated_MWh", "bottom_up_MWh", "calibration_factor",
      "without_building_MWh", "notation_key",
    ], notice: notice)
  for row in inventory.rows {
    let isNetwork = row.carrier == .electricity || row.carrier == .districtHeat
    table.add([
      .text(row.sector.word), .text(row.carrier.rawValue), .number(row.energy / 1000),
      .number(row.emissions), .integer(isNetwork ? 2 : 1), .number(row.factor * 1000),
      .text(row.factorSource), .text(row.origin.rawValue), .number(row.stated.map { $0 / 1000 }),
      .number(row.bottomUp.map { $0 / 1000 }), .number(row.calibration),
      .number(row.unplaced / 1000), .text(row.key?.rawValue ?? ""),
    ])
  }
  for source in inventory.sources {
    table.add([
      .text(source.source.word), .text(""), .number(nil), .number(source.amount), .integer(1),
      .number(nil), .text(""), .text(source.isEstimated ? "estimated" : "stated"), .number(nil),
      .number(nil), .number(nil), .number(nil), .text(""),
    ])
  }
  return table
}

/// An inventory as JSON: totals by scope and sector, local factors, calibration and comparisons; energy in kWh, emissions in t CO2e,
/// both per year.
public func inventoryJSON(_ inventory: Inventory) -> JSONValue {
  var members: [(String, JSONValue)] = [
    ("year", inventory.year.map { .integer($0) } ?? .null),
    ("population", inventory.population.map { .published($0) } ?? .null),
    ("factorSet", .string(inventory.factorSet.rawValue)),
    (
      "totals",
      .object([
        ("energy", .published(inventory.energy())),
        ("emissions", .published(inventory.emissions())),
        ("scope1", .published(inventory.emissions(.total, .scope1))),
        ("scope2", .published(inventory.emissions(.total, .scope2))),
        ("withoutBuilding", .published(inventory.unplacedEmissions)),
      ])
    ),
    (
      "sectors",
      .array(
        inventory.sectors.map { sector in
          .object([
            ("sector", .string(sector.word)), ("energy", .published(inventory.energy(sector))),
            ("scope1", .published(inventory.emissions(.sectors([sector]), .scope1))),
            ("scope2", .published(inventory.emissions(.sectors([sector]), .scope2))),
          ])
        })
    ),
    (
      "sources",
      .array(
        inventory.sources.map {
          .object([
            ("source", .string($0.source.word)), ("emissions", .published($0.amount)),
            ("estimated", .bool($0.isEstimated)),
          ])
        })
    ),
  ]
  for (name, factor) in [("electricity", inventory.electricity), ("heat", inventory.heat)] {
    guard let factor else { continue }
    members.append(
      (
        "local\(name.capitalizedFirst)",
        .object([
          ("factor", .published(factor.value)), ("without", .published(factor.national)),
          ("consumption", .published(factor.consumption)),
          ("production", .published(factor.production)),
          ("purchases", .published(factor.purchases)), ("exporter", .bool(factor.isExporter)),
        ])
      ))
  }
  members += [
    (
      "calibration",
      .array(
        inventory.calibrations.map {
          .object([
            ("sector", .string($0.sector.word)),
            ("carrier", $0.carrier.map { .string($0.rawValue) } ?? .null),
            ("bottomUp", .published($0.bottomUp)), ("energy", .published($0.energy)),
            ("factor", $0.factor.map { .published($0) } ?? .null),
          ])
        })
    ),
    (
      "checks",
      .array(
        inventory.checks.map {
          .object([
            ("title", .string($0.title)), ("published", .published($0.published)),
            ("computed", .published($0.computed)), ("holds", .bool($0.holds)),
          ])
        })
    ),
  ]
  return .object(members)
}

/// An inventory with every row, as JSON.
public func inventoryTableJSON(_ inventory: Inventory) -> JSONValue {
  guard case .object(let members) = inventoryJSON(inventory) else { return .null }
  return .object(
    members + [
      (
        "rows",
        .array(
          inventory.rows.map { row in
            .object([
              ("sector", .string(row.sector.word)), ("carrier", .string(row.carrier.rawValue)),
              ("energy", .published(row.energy)), ("factor", .published(row.factor)),
              ("factorSource", .string(row.factorSource)),
              ("emissions", .published(row.emissions)),
              ("key", row.key.map { .string($0.rawValue) } ?? .null),
            ])
          })
      )
    ])
}

extension Inventory {
  /// The sectors that have a row, in the order of the Covenant of Mayors' table.
  var sectors: [InventorySector] {
    InventorySector.allCases.filter { sector in rows.contains { $0.sector == sector } }
  }

  /// The carriers that any row uses, in the order of the columns.
  var carriers: [Carrier] {
    Carrier.allCases.filter { carrier in
      rows.contains { $0.carrier == carrier && $0.energy != 0 }
    }
  }
}

extension String {
  /// The text with a capital first letter.
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
