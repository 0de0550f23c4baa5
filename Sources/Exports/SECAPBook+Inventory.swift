import Frameworks
import PlanModel

extension SECAPBook {
  /// The baseline inventory: tables A to D and where the emissions lie.
  var baseline: Workbook.Sheet {
    let names = InventoryTableNames(prefix: "bei")
    var tables = SECAPInventory(inventory, gas: gas, names: names).tables
    tables.insert(contentsOf: supply, at: 2)
    tables.append(districtEmissions)
    return Workbook.Sheet(
      id: "bei", title: "Baseline inventory",
      about: result.inventory == nil
        ? "The plan states no inventory: these are the buildings and the street lighting that the plan counts. Transport, industry beyond its buildings, farming and waste are missing; state them under `inventory` of the plan file."
        : "The baseline emission inventory that the plan starts from. Notation keys: NO not occurring, NE not estimated, IE included elsewhere, C confidential.",
      tables: tables)
  }

  /// A later inventory, where the plan names one.
  var monitoringInventory: Workbook.Sheet {
    let names = InventoryTableNames(prefix: "mei")
    var sheet = Workbook.Sheet(
      id: "mei", title: "Monitoring inventory",
      about: "A later inventory in the same form, to be compared with the base year.", tables: [])
    if let later = result.monitoringInventory {
      sheet.tables = SECAPInventory(later, gas: gas, names: names).tables + [comparison(later)]
      return sheet
    }
    var table = Workbook.Table("mei", "Monitoring inventory", [.init("Field"), .init("Value")])
    table.add([
      .term("Monitoring inventory"),
      .reason(
        "None is given (plan file: `secap: monitoringInventory`). An inventory is due at least every fourth year; the first by \(result.description.baseYear + 4) if counted from the base year."
      ),
    ])
    sheet.tables = [table]
    return sheet
  }

  private func comparison(_ later: Inventory) -> Workbook.Table {
    var table = Workbook.Table(
      "mei-comparison", "Progress against the base year",
      [
        .init("Source sector"), .init("Baseline inventory", "t \(gas)/a", .calculated),
        .init("Monitoring inventory", "t \(gas)/a", .calculated),
        .init("Reduction", "t \(gas)/a", .calculated), .init("Reduction", "%", .calculated),
      ])
    let id = "mei-comparison"
    let sectors = SourceSector.allCases.filter {
      $0 != .other || inventory.emissions(of: $0) != 0 || later.emissions(of: $0) != 0
    }
    for row in 0...sectors.count {
      let isTotal = row == sectors.count
      table.add([
        isTotal ? .term("Total") : .term(sectors[row].title),
        isTotal
          ? .formula(.sum(1, rows: 0...row - 1, of: id))
          : .amount(inventory.emissions(of: sectors[row])),
        isTotal
          ? .formula(.sum(2, rows: 0...row - 1, of: id))
          : .amount(later.emissions(of: sectors[row])),
        .formula(
          .init(
            operation: .difference, operands: [.cell(row, 1, of: id), .cell(row, 2, of: id)])),
        .formula(
          .init(operation: .percent, operands: [.cell(row, 3, of: id), .cell(row, 1, of: id)])),
      ])
    }
    return table
  }

  /// Tables B1 to B4: what is bought and made in the municipality.
  private var supply: [Workbook.Table] {
    let statement = result.description.inventory.statement
    let power = statement.electricity
    let heat = statement.heat
    let factorUnit = "t \(gas)/MWh"
    var bought = Workbook.Table(
      "bei-b1", "B1. Municipal purchases of certified green electricity",
      [.init("Purchase"), .init("Electricity", "MWh/a"), .init("Emission factor", factorUnit)])
    if power.greenPurchases > 0 {
      bought.add([
        .term("Certified green electricity"), .amount(power.greenPurchases / 1000),
        .amount(power.greenFactor * 1000),
      ])
    }
    bought.explainIfEmpty("None is stated in the plan's inventory.")
    var made = Workbook.Table(
      "bei-b2", "B2. Local electricity production, renewable only",
      [
        .init("Plant"), .init("Electricity produced", "MWh/a"),
        .init("Emission factor", factorUnit),
      ])
    for (source, amount) in zip(LocalElectricity.Source.allCases, power.produced) where amount > 0 {
      made.add([
        .term(source.word.prefix(1).uppercased() + source.word.dropFirst()),
        .amount(amount / 1000), .amount(0),
      ])
    }
    if made.rows.isEmpty {
      made.explainIfEmpty("None is stated in the plan's inventory.")
    } else {
      let last = made.rows.count - 1
      made.add([
        .term("Total"), .formula(.sum(1, rows: 0...last, of: "bei-b2")), .text(""),
      ])
    }
    return [
      bought, made, plants("bei-b3", "B3. Local electricity from cogeneration", power.cogeneration),
      heatTable(heat, power.cogeneration),
    ]
  }

  private func plants(_ id: String, _ title: String, _ plants: [LocalPlant]) -> Workbook.Table {
    var table = Workbook.Table(
      id, title,
      [
        .init("Plant"), .init("Electricity produced", "MWh/a"), .init("Heat produced", "MWh/a"),
        .init("Fuels"), .init("Fuel burnt", "MWh/a"),
      ])
    for (position, plant) in plants.enumerated() {
      table.add([
        .text(plant.name.isEmpty ? "Plant \(position + 1)" : plant.name),
        .amount(plant.electricity / 1000), .amount(plant.heat / 1000),
        .terms(
          zip(Carrier.allCases, plant.fuels).filter { $0.1 > 0 }.map { $0.0.title }),
        .amount(plant.fuels.compensatedSum() / 1000),
      ])
    }
    table.explainIfEmpty("None is stated in the plan's inventory.")
    return table
  }

  private func heatTable(_ heat: LocalHeat, _ cogeneration: [LocalPlant]) -> Workbook.Table {
    var table = plants(
      "bei-b4", "B4. Local heat/cold: plants of heat alone, heat brought in",
      heat.plants.filter { $0.heat > 0 })
    if heat.imported > 0 {
      if case .reason = table.rows[0][0] { table.rows = [] }
      table.add([
        .term("Heat from outside the municipality"), .text(""), .amount(heat.imported / 1000),
        .text("emission factor \((heat.importedFactor * 1000).rounded(toDecimals: 4)) t/MWh"),
        .text(""),
      ])
    }
    return table
  }

  /// Where the emissions of the base year lie; the total is table D's.
  private var districtEmissions: Workbook.Table {
    var table = Workbook.Table(
      "bei-districts", "Emissions of the base year by district",
      note:
        "Each district with its part of the inventory. What no building and no area of the plan holds stands in a row of its own.",
      [.init("District"), .init("Name"), .init("Emissions", "t \(gas)/a", .calculated)])
    for row in 0..<result.districts.count {
      table.add([
        .text(result.districts.ids[row]), .text(account.name(of: row)),
        .amount(result.baselineEmissions[row]),
      ])
    }
    table.add([
      .text(""), .term("In no area of the plan"),
      .amount(result.inventory?.unplacedEmissions ?? 0),
    ])
    let last = table.rows.count - 1
    table.add([
      .text(""), .term("Total"), .formula(.sum(2, rows: 0...last, of: "bei-districts")),
    ])
    return table
  }
}
