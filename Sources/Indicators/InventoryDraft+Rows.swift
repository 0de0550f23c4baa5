import PlanModel
import Reference

/// The rows of an inventory, from what is stated and what buildings and people say.
extension InventoryDraft {
  /// Rows of buildings and street lighting.
  ///
  /// - Parameters:
  ///   - before: What the buildings use by their own numbers.
  ///   - after: What they use now.
  ///   - cells: What was reconciled.
  ///   - lighting: Street lighting by people, kWh/a.
  mutating func addBuildings(
    before: StockTotals, after: StockTotals, cells: [ReconciledCell], lighting: Double
  ) {
    var clamped: [Carrier] = []
    var uncalibrated = 0
    for sector in StockSector.allCases {
      for carrier in Carrier.allCases {
        let own = sector.inventory
        let bottomUp = before[sector, carrier]
        let stated = context.statement.amount(own, carrier)
        var row = InventoryRow(
          sector: own, carrier: carrier, energy: bottomUp, origin: .bottomUp, factor: 0,
          factorSource: "")
        row.stated = stated
        row.key = context.statement.key(own, carrier)
        row.bottomUp = bottomUp
        if let cell = cells.first(where: {
          $0.carrier == carrier && ($0.sectors.contains(sector) || $0.cells.contains(own))
        }) {
          let isSplit = cell.sectors.count > 1 || cell.lighting > 0
          row.energy =
            isSplit
            ? after[sector, carrier] : cell.cells.count > 1 ? stated ?? bottomUp : cell.target
          row.origin = isSplit ? .split : stated == nil ? .bottomUp : .stated
          row.calibration = bottomUp > 0 ? cell.factor : nil
        } else if sector == .industry, let stated {
          row.origin = .stated
          row.energy = max(stated, bottomUp)
          row.beyondBuildings = row.energy - bottomUp
          if bottomUp > stated { clamped.append(carrier) }
        } else if let stated {
          // What no building can hold has a row of its own.
          if context.calibration.contains(sector) { continue }
          if stated != bottomUp { uncalibrated += 1 }
        }
        if row.energy > 0 || row.stated != nil || row.key != nil || bottomUp > 0 {
          inventory.rows.append(row)
        }
      }
    }
    addLighting(cells: cells, lighting: lighting)
    if !clamped.isEmpty {
      report(
        .warning, "industry-below-buildings",
        "Industrial buildings use more \(clamped.map(\.rawValue).joined(separator: ", ")) than the inventory states for industry; the buildings count, and nothing is left for processes.",
        remedy: "Add industry to `inventory: calibrate:` if the inventory is right.",
        count: clamped.count)
    }
    if uncalibrated > 0 {
      report(
        .note, "not-calibrated",
        "\(uncalibrated) cells of the inventory are not used: the buildings count as computed.",
        remedy: "Set `inventory: calibrate: true` to make them agree.", count: uncalibrated)
    }
    if !context.calibration.isOn {
      let sums = Carrier.allCases.filter { context.statement.amount(.buildings, $0) != nil }.count
      if sums > 0 {
        report(
          .note, "not-calibrated",
          "\(sums) carriers of the sum `buildings` are not used: the buildings count as computed.",
          remedy: "Set `inventory: calibrate: true` to make them agree.", count: sums)
      }
    }
    reportIncludedElsewhere(cells)
  }

  private mutating func addLighting(cells: [ReconciledCell], lighting: Double) {
    let stated = context.statement.amount(.publicLighting, .electricity)
    var row = InventoryRow(
      sector: .publicLighting, carrier: .electricity, energy: lighting, origin: .bottomUp,
      factor: 0, factorSource: "")
    row.stated = stated
    row.key = context.statement.key(.publicLighting, .electricity)
    row.bottomUp = lighting
    if let cell = cells.first(where: { $0.carrier == .electricity && $0.lighting > 0 }) {
      row.energy = lighting * (cell.factor ?? 0)
      row.origin = .split
      row.calibration = cell.factor
    } else if let stated {
      row.energy = stated
      row.origin = .stated
      row.calibration = lighting > 0 ? stated / lighting : nil
    }
    if row.energy > 0 || row.stated != nil || lighting > 0 { inventory.rows.append(row) }
  }

  /// Cells that are included in another one that the statement does not have: the buildings count, perhaps a second time.
  private mutating func reportIncludedElsewhere(_ cells: [ReconciledCell]) {
    let open = context.statement.energy.filter { entry in
      guard entry.key == .includedElsewhere,
        entry.sector.stock != nil || entry.sector == .publicLighting
      else { return false }
      return !cells.contains { cell in
        cell.carrier == entry.carrier
          && (entry.sector.stock.map(cell.sectors.contains) ?? (cell.lighting > 0))
      }
    }
    if open.isEmpty { return }
    let names = open.map { "\($0.sector.word) \($0.carrier.rawValue)" }.joined(separator: ", ")
    report(
      .warning, "included-elsewhere",
      "It is not known where \(names) is included; it counts as computed, perhaps twice.",
      remedy: "State the sum `buildings`, or a number.", count: open.count)
  }

  /// Rows of energy that no building can hold.
  mutating func addUnplaced(_ cells: [(sector: InventorySector, carrier: Carrier)]) {
    for (sector, carrier) in cells {
      var row = InventoryRow(
        sector: sector, carrier: carrier,
        energy: context.statement.amount(sector, carrier) ?? 0, origin: .stated, factor: 0,
        factorSource: "")
      row.stated = row.energy
      row.unplaced = row.energy
      inventory.rows.append(row)
    }
    if cells.isEmpty { return }
    let names = cells.map { "\($0.sector.word) \($0.carrier.rawValue)" }.joined(separator: ", ")
    report(
      .warning, "no-buildings",
      "No building of the plan is of the sector, so \(names) is in the inventory and in no area.",
      remedy: "Map a field of the buildings to the role `sector`, `use` or `owner`.",
      count: cells.count)
  }

  /// Rows that are no buildings: transport, agriculture, industry under emissions trading.
  mutating func addActivities() {
    let sectors = InventorySector.allCases.filter {
      $0.activity != nil && $0 != .industry
    }
    for sector in sectors {
      for carrier in Carrier.allCases where !context.statement.entries(sector, carrier).isEmpty {
        let stated = context.statement.amount(sector, carrier)
        var row = InventoryRow(
          sector: sector, carrier: carrier, energy: stated ?? 0, origin: .stated, factor: 0,
          factorSource: "")
        row.stated = stated
        row.key = context.statement.key(sector, carrier)
        row.beyondBuildings = row.energy
        inventory.rows.append(row)
      }
    }
    if context.statement.states(.transport) {
      report(
        .note, "transport-in-one",
        "Transport is stated in one sum; it counts as private and commercial transport.",
        remedy: "State municipalFleet, publicTransport and privateTransport where they are known.")
    }
    if context.statement.states(.industryETS) {
      report(
        .note, "industry-ets",
        "Industry under emissions trading is in the inventory, which the Covenant of Mayors does not recommend.",
        remedy: "Leave industryETS out if the target is not to cover it.")
    }
  }

  /// Transport by defaults per person, where it is asked for and nothing is stated.
  mutating func addEstimates(people: Double) {
    guard context.estimates.contains(.transport),
      !InventorySector.allCases.contains(where: { $0.isTransport && context.statement.states($0) })
    else { return }
    let inhabitants = inventory.population ?? people
    guard inhabitants > 0 else { return }
    for (carrier, number) in reference.roadEnergy(country: context.country) {
      var row = InventoryRow(
        sector: .privateTransport, carrier: carrier, energy: inhabitants * number.value,
        origin: .estimated, factor: 0, factorSource: "")
      row.beyondBuildings = row.energy
      inventory.rows.append(row)
      defaults.append(number)
    }
    report(
      .warning, "transport-estimated",
      "The energy of transport is a national mean per person.",
      remedy: "State `inventory: energy: transport:` from fuel sales or a traffic model.")
  }

  /// What goes on beside the buildings.
  var activities: ActivityTotals {
    var totals = ActivityTotals()
    for row in inventory.rows where row.beyondBuildings > 0 {
      guard let sector = row.sector.activity else { continue }
      totals.add(row.beyondBuildings, of: row.carrier, to: sector, factor: row.factor)
    }
    for source in inventory.sources { totals.add(source.amount, of: source.source) }
    return totals
  }
}
