public import PlanModel

/// The stock of larger areas: units to districts, districts to the municipality.
///
/// What adds up is added up. Radiation is weighted by area; so is wind speed, over the areas where it is known. The
/// yield of roofs and the radiation on them are weighted by suitable roof, so that the electricity of roofs adds up.
///
/// - Parameter group: The larger area of each area, in `0..<count`; negative: in none.
/// - Parameter count: The number of larger areas.
public func aggregated(_ stock: AreaStock, to group: [Int], count: Int) -> AreaStock {
  precondition(
    group.count == stock.count && group.allSatisfy { $0 < count }, "one group an area, in range")
  var result = AreaStock(count: count)
  let sum = { (value: (Int) -> Double) in groupSums(of: group, count: count, value) }
  result.area = sum { stock.area[$0] }
  result.population = sum { stock.population[$0] }
  result.lightingElectricity = sum { stock.lightingElectricity[$0] }
  result.builtLand = sum { stock.builtLand[$0] }
  for sector in StockSector.allCases {
    for measure in StockMeasure.allCases {
      for (area, value) in sum({ stock[measure, sector, $0] }).enumerated() {
        result[measure, sector, area] = value
      }
    }
    for carrier in Carrier.allCases {
      for (area, value) in sum({ stock[heat: carrier, sector, $0] }).enumerated() {
        result[heat: carrier, sector, area] = value
      }
      result.setHeatForWater(
        sum { stock.heatForWater(carrier, sector, in: $0) }, carrier, sector)
    }
  }
  result.activities = stock.activities.aggregated(to: group, count: count)
  let mean = { (value: (Int) -> Double, counts: (Int) -> Bool) -> [Double] in
    let weighted = sum { counts($0) ? value($0) * stock.area[$0] : 0 }
    let weight = sum { counts($0) ? stock.area[$0] : 0 }
    let plain = sum { counts($0) ? value($0) : 0 }
    let members = sum { counts($0) ? 1 : 0 }
    return (0..<count).map {
      weight[$0] > 0 ? weighted[$0] / weight[$0] : members[$0] > 0 ? plain[$0] / members[$0] : 0
    }
  }
  result.radiation = mean({ stock.radiation[$0] }, { _ in true })
  let roof = (0..<stock.count).map { stock.total(.suitableRoof, in: $0) }
  let allRoofs = sum { roof[$0] }
  let onRoofs = sum { stock.radiationOnRoofs(in: $0) * roof[$0] }
  result.setRadiationOnRoofs(
    (0..<count).map { allRoofs[$0] > 0 ? onRoofs[$0] / allRoofs[$0] : result.radiation[$0] })
  let roofs = sum { stock.roofYield[$0] > 0 ? roof[$0] : 0 }
  let yields = sum { stock.roofYield[$0] * roof[$0] }
  result.roofYield = (0..<count).map { roofs[$0] > 0 ? yields[$0] / roofs[$0] : 0 }
  result.windSpeed = mean({ stock.windSpeed[$0] }, { stock.windSpeed[$0] > 0 })
  return result
}

/// Emissions of heat, electricity and street lighting of each area, t/a.
///
/// Final energy × emission factor, summed over carriers and sectors (IPCC 2006, Tier 1).
///
/// - Parameter emissionFactors: In the order of `Carrier`, t/kWh.
public func baselineEmissions(of stock: AreaStock, emissionFactors: [Double]) -> [Double] {
  precondition(emissionFactors.count == Carrier.allCases.count, "one factor a carrier")
  let electricity = emissionFactors[Carrier.electricity.index]
  // A million areas without activities need not be asked for eighty cells each.
  let hasActivities = !stock.activities.isEmpty
  return (0..<stock.count).map { area in
    var sum = CompensatedSum()
    for sector in StockSector.allCases {
      for (carrier, factor) in zip(Carrier.allCases, emissionFactors) where factor != 0 {
        sum.add(stock[heat: carrier, sector, area] * factor)
      }
      sum.add(stock[.applianceElectricity, sector, area] * electricity)
      sum.add(stock[.coolingElectricity, sector, area] * electricity)
    }
    sum.add(stock.lightingElectricity[area] * electricity)
    if hasActivities { sum.add(stock.activities.emissions(in: area)) }
    return sum.value
  }
}
