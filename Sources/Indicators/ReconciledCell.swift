import PlanModel

/// Cells of an inventory with the buildings that are made to use just as much.
struct ReconciledCell {
  /// The carrier.
  var carrier: Carrier
  /// The rows of the inventory whose energy it is.
  var cells: [InventorySector]
  /// The sectors of the buildings that use it.
  var sectors: [StockSector]
  /// Street lighting that is contained in it, before, kWh/a.
  var lighting = 0.0
  /// What all of it uses before, kWh/a.
  var bottomUp: Double
  /// What it is to use, kWh/a.
  var target: Double

  /// By what the energy is multiplied; nil where there is nothing to multiply, so that it is distributed anew.
  var factor: Double? {
    // Next to nothing cannot be scaled to something.
    target == 0 ? 0 : bottomUp > 1e-9 * target ? target / bottomUp : nil
  }
}

extension ReconciledCell {
  /// Which cells of a statement are reconciled with which buildings.
  ///
  /// A sum `buildings` is reconciled with all sectors and street lighting. Municipal energy is reconciled with tertiary buildings where
  /// no building is known to be municipal, and the other way; and with both where the statement says that one is
  /// included elsewhere. Industry is reconciled only where it is asked for.
  ///
  /// - Returns: The cells, and those whose energy no building can hold.
  static func all(
    of context: InventoryContext, totals: StockTotals, lighting: Double
  ) -> (cells: [ReconciledCell], unplaced: [(sector: InventorySector, carrier: Carrier)]) {
    let statement = context.statement
    var cells: [ReconciledCell] = []
    var unplaced: [(sector: InventorySector, carrier: Carrier)] = []
    for carrier in Carrier.allCases {
      let lit = carrier == .electricity ? lighting : 0
      func cell(
        _ rows: [InventorySector], _ sectors: [StockSector], target: Double, lighting: Double = 0
      ) {
        let bottomUp = sectors.map { totals[$0, carrier] }.compensatedSum() + lighting
        cells.append(
          ReconciledCell(
            carrier: carrier, cells: rows, sectors: sectors, lighting: lighting,
            bottomUp: bottomUp, target: target))
      }
      if let target = statement.amount(.buildings, carrier) {
        guard context.calibration.isOn else { continue }
        if StockSector.allCases.contains(where: totals.holds) {
          cell([.buildings], StockSector.allCases, target: target, lighting: lit)
        } else if target > 0 {
          unplaced.append((.buildings, carrier))
        }
        continue
      }
      var done: Set<StockSector> = []
      for (own, other) in [(StockSector.municipal, StockSector.tertiary), (.tertiary, .municipal)]
      where !done.contains(own) && context.calibration.contains(own)
        && context.calibration.contains(other)
      {
        let target = statement.amount(own.inventory, carrier)
        let others = statement.amount(other.inventory, carrier)
        if statement.key(own.inventory, carrier) == .includedElsewhere, let others {
          cell([other.inventory], [own, other], target: others)
          done = [own, other]
        } else if let target, target > 0, !totals.holds(own), totals.holds(other) {
          cell(
            [own.inventory, other.inventory], [other],
            target: target + (others ?? totals[other, carrier]))
          done = [own, other]
        }
      }
      for sector in StockSector.allCases
      where !done.contains(sector) && context.calibration.contains(sector) {
        guard let target = statement.amount(sector.inventory, carrier) else { continue }
        if totals.holds(sector) || target == 0 {
          let isLit =
            sector == .municipal
            && statement.key(.publicLighting, carrier) == .includedElsewhere
          cell([sector.inventory], [sector], target: target, lighting: isLit ? lit : 0)
        } else if sector != .industry {
          // Industry without buildings is industry all the same.
          unplaced.append((sector.inventory, carrier))
        }
      }
    }
    return (cells, unplaced)
  }
}

extension BuildingStock {
  /// Makes the buildings use what an inventory states; each of a sector by the same factor.
  ///
  /// Buildings outside the municipality change by the same factor, so that a building on the border stays one building. Useful
  /// heat follows final energy: × Σ final × efficiency after ÷ before. Emissions are not changed here.
  ///
  /// - Parameters:
  ///   - inside: The share of each building in the municipality.
  ///   - efficiencies: Useful heat per final energy, by carrier.
  /// - Complexity: O(*n* × *cells*) for *n* buildings.
  mutating func reconcile(
    _ cells: [ReconciledCell], totals: StockTotals, efficiencies: [Double]
  ) {
    if cells.isEmpty || count == 0 { return }
    moveStatedNothing(cells, efficiencies: efficiencies)
    let before = suppliedHeat(efficiencies: efficiencies)
    for cell in cells {
      var isMember = Array(repeating: false, count: StockSector.allCases.count)
      for sector in cell.sectors { isMember[Int(sector.rawValue)] = true }
      if let factor = cell.factor {
        scale(cell.carrier, by: factor, in: isMember)
      } else {
        distribute(cell, in: isMember, totals: totals)
      }
    }
    let after = suppliedHeat(efficiencies: efficiencies)
    for row in sector.indices where after[row] != before[row] {
      if before[row] > 0 {
        let factor = after[row] / before[row]
        spaceHeat[row] *= factor
        hotWater[row] *= factor
      } else {
        spaceHeat[row] = after[row]
      }
    }
  }

  /// Where an inventory says that a carrier does not occur and leaves others open, those supply the heat instead: that a
  /// town has no gas does not make its houses need less heat.
  private mutating func moveStatedNothing(_ cells: [ReconciledCell], efficiencies: [Double]) {
    let sectors = StockSector.allCases.count
    var isStated = Array(
      repeating: Array(repeating: false, count: efficiencies.count), count: sectors)
    var isNothing = isStated
    for cell in cells {
      for sector in cell.sectors {
        isStated[Int(sector.rawValue)][cell.carrier.index] = true
        if cell.target == 0 { isNothing[Int(sector.rawValue)][cell.carrier.index] = true }
      }
    }
    for row in sector.indices {
      let s = Int(sector[row].rawValue)
      var lost = 0.0
      var open = 0.0
      for c in efficiencies.indices {
        let heat = heatFinal[c][row] * efficiencies[c]
        if isNothing[s][c] { lost += heat } else if !isStated[s][c] { open += heat }
      }
      guard lost > 0, open > 0 else { continue }
      for c in efficiencies.indices {
        if isNothing[s][c] {
          heatFinal[c][row] = 0
        } else if !isStated[s][c] {
          heatFinal[c][row] *= 1 + lost / open
        }
      }
    }
  }

  /// Useful heat that final energy supplies, kWh/a.
  private func suppliedHeat(efficiencies: [Double]) -> [Double] {
    var heat = Array(repeating: 0.0, count: count)
    for (column, efficiency) in zip(heatFinal, efficiencies) {
      for row in heat.indices { heat[row] += column[row] * efficiency }
    }
    return heat
  }

  private mutating func scale(_ carrier: Carrier, by factor: Double, in isMember: [Bool]) {
    for row in sector.indices where isMember[Int(sector[row].rawValue)] {
      heatFinal[carrier.index][row] *= factor
      if carrier == .electricity {
        applianceElectricity[row] *= factor
        coolingElectricity[row] *= factor
      }
    }
  }

  /// Gives the buildings a carrier that they lack: by useful heat, else by heated area, else by gross floor; electricity by heated
  /// area and for appliances.
  private mutating func distribute(
    _ cell: ReconciledCell, in isMember: [Bool], totals: StockTotals
  ) {
    let weights: [(total: [Double], column: [Double])] =
      (cell.carrier == .electricity
        ? [] : [(totals.usefulHeat, zip(spaceHeat, hotWater).map(+))])
      + [(totals.heatedArea, heatedArea), (totals.floorArea, floorArea)]
    for (total, column) in weights {
      let whole = zip(total, isMember).map { $1 ? $0 : 0 }.compensatedSum()
      guard whole > 0 else { continue }
      for row in sector.indices where isMember[Int(sector[row].rawValue)] {
        // Added to next to nothing, which is then forgotten in the sum; so it is replaced.
        let energy = cell.target * (column[row] / whole)
        if cell.carrier == .electricity {
          heatFinal[cell.carrier.index][row] = 0
          coolingElectricity[row] = 0
          applianceElectricity[row] = energy
        } else {
          heatFinal[cell.carrier.index][row] = energy
        }
      }
      return
    }
  }
}
