import PlanModel

/// Final energy by end use, and how people live.
func demandIndicators() -> [IndicatorDefinition] {
  var list = IndicatorList()
  list.add(
    "final-space-heat", "Final energy for space heat", "kWh/a", .low,
    "Final energy for heat, split in each unit and sector as its useful heat is, and summed.",
    by: StockDefaults.finalHeat
  ) { $0.finalHeat(in: $1).space }
  list.add(
    "final-hot-water", "Final energy for hot water", "kWh/a", .low,
    "Final energy for heat, split in each unit and sector as its useful heat is, and summed.",
    by: StockDefaults.finalHeat
  ) { $0.finalHeat(in: $1).water }
  list.add(
    "cooling-electricity", "Electricity for cooling", "kWh/a", .low,
    "Heated area × cooled share × final energy for cooling by country, use and age (MODERATE EU27 Building Stock 2020).",
    by: StockDefaults.cooling
  ) { $0.total(.coolingElectricity, in: $1) }
  list.add(
    "occupancy", "People per dwelling", "people", .medium, "Population ÷ dwellings.",
    from: ["districts", "buildings", "population"], by: StockDefaults.people
  ) { ratio($0.population[$1], $0.total(.dwellings, in: $1)) }
  list.add(
    "floor-area-per-person", "Residential floor area per person", "m²", .medium,
    "Gross floor area of residential buildings ÷ population.",
    from: ["districts", "buildings", "population"], by: StockDefaults.people
  ) { ratio($0[.floorArea, .residential, $1], $0.population[$1]) }
  return list.definitions
}

extension AreaStock {
  /// Final energy for space heat and for hot water over all sectors and carriers, kWh/a.
  func finalHeat(in area: Int) -> (space: Double, water: Double) {
    var space = CompensatedSum()
    var water = CompensatedSum()
    for sector in StockSector.allCases {
      for carrier in Carrier.allCases {
        let forWater = heatForWater(carrier, sector, in: area)
        water.add(forWater)
        space.add(self[heat: carrier, sector, area] - forWater)
      }
    }
    return (space.value, water.value)
  }
}
