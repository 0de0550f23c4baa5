import PlanModel

let sectorCount = StockSector.allCases.count
let carrierCount = Carrier.allCases.count

/// The energy of one unit while the actions of a package work on it, in kWh/a.
///
/// Arrays run over sectors; `heat` over carriers within sectors. An object is made once a chunk and refilled for
/// each unit and package, so that no row allocates.
struct UnitEnergy {
  /// Useful space heat by sector.
  var spaceHeat = [Double](repeating: 0, count: sectorCount)
  /// Useful hot water by sector.
  var hotWater = [Double](repeating: 0, count: sectorCount)
  /// Final energy for heat: `sector * carrierCount + carrier`.
  var heat = [Double](repeating: 0, count: sectorCount * carrierCount)
  /// Electricity of appliances and cooling by sector.
  var appliances = [Double](repeating: 0, count: sectorCount)
  /// Electricity of street lighting.
  var lighting = 0.0
  /// What the current stage changes in final energy, by carrier.
  var change = [Double](repeating: 0, count: carrierCount)

  /// Useful heat of a sector.
  func usefulHeat(_ sector: Int) -> Double { spaceHeat[sector] + hotWater[sector] }

  /// Reads a unit of the stock.
  mutating func read(_ stock: AreaStock, unit: Int) {
    for (s, sector) in StockSector.allCases.enumerated() {
      spaceHeat[s] = stock[.spaceHeat, sector, unit]
      hotWater[s] = stock[.hotWater, sector, unit]
      appliances[s] =
        stock[.applianceElectricity, sector, unit] + stock[.coolingElectricity, sector, unit]
      for (c, carrier) in Carrier.allCases.enumerated() {
        heat[s * carrierCount + c] = stock[heat: carrier, sector, unit]
      }
    }
    lighting = stock.lightingElectricity[unit]
  }

  /// Takes over another state.
  mutating func restore(_ other: borrowing UnitEnergy) {
    for s in 0..<sectorCount {
      spaceHeat[s] = other.spaceHeat[s]
      hotWater[s] = other.hotWater[s]
      appliances[s] = other.appliances[s]
    }
    for i in heat.indices { heat[i] = other.heat[i] }
    lighting = other.lighting
  }

  /// Forgets the changes of the stage before.
  mutating func beginStage() {
    for c in change.indices { change[c] = 0 }
  }

  /// Takes useful heat away from all carriers of a sector in proportion, the useful heat being `useful` before.
  mutating func takeHeat(_ amount: Double, of useful: Double, sector: Int) {
    let kept = max(0, 1 - amount / useful)
    for c in 0..<carrierCount {
      let before = heat[sector * carrierCount + c]
      if before == 0 { continue }
      let after = before * kept
      heat[sector * carrierCount + c] = after
      change[c] += after - before
    }
  }

  /// Adds final energy of a carrier to a sector.
  mutating func addHeat(_ amount: Double, carrier: Int, sector: Int) {
    heat[sector * carrierCount + carrier] += amount
    change[carrier] += amount
  }
}
