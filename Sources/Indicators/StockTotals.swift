import PlanModel

/// The energy of the buildings inside a municipality by sector, before it is made to agree with an inventory.
struct StockTotals {
  /// Final energy by sector and carrier, appliances and cooling with electricity, kWh/a: `sector * carriers + carrier`.
  private(set) var energy: [Double]
  /// Useful heat by sector, kWh/a.
  private(set) var usefulHeat: [Double]
  /// Heated area by sector, m².
  private(set) var heatedArea: [Double]
  /// Gross floor by sector, m².
  private(set) var floorArea: [Double]

  /// Adds the buildings up, each with the share of it that lies inside.
  ///
  /// - Complexity: O(*n* × carriers) for *n* buildings.
  init(_ stock: BuildingStock, inside: [Double]) {
    let sectors = StockSector.allCases.count
    func sums(_ column: [Double]) -> [Double] {
      var sums = Array(repeating: CompensatedSum(), count: sectors)
      for row in column.indices where column[row] != 0 {
        sums[Int(stock.sector[row].rawValue)].add(column[row] * inside[row])
      }
      return sums.map(\.value)
    }
    let carriers = Carrier.allCases.count
    var energy = Array(repeating: 0.0, count: sectors * carriers)
    for (carrier, column) in stock.heatFinal.enumerated() {
      for (sector, sum) in sums(column).enumerated() { energy[sector * carriers + carrier] = sum }
    }
    for column in [stock.applianceElectricity, stock.coolingElectricity] {
      for (sector, sum) in sums(column).enumerated() {
        energy[sector * carriers + Carrier.electricity.index] += sum
      }
    }
    self.energy = energy
    let space = sums(stock.spaceHeat)
    usefulHeat = zip(space, sums(stock.hotWater)).map(+)
    heatedArea = sums(stock.heatedArea)
    floorArea = sums(stock.floorArea)
  }

  /// Final energy of a sector and carrier, kWh/a.
  subscript(sector: StockSector, carrier: Carrier) -> Double {
    energy[Int(sector.rawValue) * Carrier.allCases.count + carrier.index]
  }

  /// Whether a sector has any building that energy could be given to.
  func holds(_ sector: StockSector) -> Bool { floorArea[Int(sector.rawValue)] > 0 }
}
