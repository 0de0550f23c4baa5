public import PlanModel
public import Reference

/// The stock of each unit, and of what lies outside all units.
///
/// Each measure of a building is shared among the units by the share of its area; so the units and the outside add up
/// to the buildings. A district's population is shared among its units by dwellings, or by area where it has none;
/// where it is unknown, dwellings × persons per dwelling stand in. Where a grid tells the people of each unit, these stand
/// for districts of unknown population, and share a known one. Street lighting is population × kWh per person.
/// The outside has no population and no lighting: it is not the municipality's.
///
/// - Parameter areas: Area of each unit, m².
/// - Parameter districtOfUnit: The district of each unit, as index into `populationByDistrict`.
/// - Parameter radiation: kWh/m² and year of each unit; nil: the country's.
/// - Parameter windSpeed: m/s of each unit; nil: unknown.
/// - Parameter builtLand: m² of each unit.
/// - Parameter workers: The result does not depend on them.
/// - Returns: The units, the outside as one area, the default numbers used, sorted by name, and findings.
public func areaStock(
  of stock: BuildingStock, memberships: Memberships, areas: [Double],
  populationByDistrict: [Double?], populationByUnit: [Double]? = nil, districtOfUnit: [Int],
  radiation: [Double?],
  windSpeed: [Double?], builtLand: [Double], country: String, reference: ReferenceData,
  workers: Workers = Workers(1)
) -> (units: AreaStock, outside: AreaStock, defaults: [SourcedNumber], diagnostics: [Diagnostic]) {
  let count = areas.count
  precondition(
    districtOfUnit.count == count && radiation.count == count && windSpeed.count == count
      && builtLand.count == count && memberships.featureCount == stock.count,
    "one entry a unit, one membership a building")
  var units = AreaStock(count: count)
  var outside = AreaStock(count: 1)
  units.area = areas
  units.builtLand = builtLand
  stock.sum(into: &units, outside: &outside, memberships: memberships, workers: workers)

  var findings: [Diagnostic] = []
  var defaults: [SourcedNumber] = []
  let national = reference.radiation(country: country)
  outside.radiation[0] = national.value
  units.radiation = radiation.map { $0 ?? national.value }
  let withoutRadiation = radiation.count { $0 == nil }
  if withoutRadiation > 0 {
    defaults.append(national)
    findings.append(
      Diagnostic(
        .note, "units.no-radiation",
        "\(withoutRadiation) of \(count) units have no radiation of their own; the country's stands in.",
        remedy: "Add a raster of radiation to the potentials.", count: withoutRadiation))
  }
  units.windSpeed = windSpeed.map { $0 ?? 0 }

  let persons = reference.number("persons-per-dwelling")
  let population = PopulationShares(
    byDistrict: populationByDistrict, byUnit: populationByUnit, districtOfUnit: districtOfUnit,
    areas: areas, dwellings: (0..<count).map { units.total(.dwellings, in: $0) },
    personsPerDwelling: persons.value)
  units.population = population.units
  if population.estimatedDistricts > 0 {
    defaults.append(persons)
    findings.append(
      Diagnostic(
        .warning, "districts.no-population",
        "\(population.estimatedDistricts) of \(populationByDistrict.count) districts have no population; it is estimated from dwellings.",
        remedy: "Map a field of the districts to the role `population`.",
        count: population.estimatedDistricts))
  }
  if population.emptyDistricts > 0 {
    findings.append(
      Diagnostic(
        .warning, "districts.no-unit",
        "\(population.emptyDistricts) districts with a population have no unit; their people are not counted.",
        remedy: "Check the geometry of these districts.", count: population.emptyDistricts))
  }
  let lighting = reference.number("street-lighting.per-person")
  defaults.append(lighting)
  units.lightingElectricity = units.population.map { $0 * lighting.value }
  return (units, outside, sortedByName(defaults), findings)
}

/// The people of districts shared among their units.
private struct PopulationShares {
  var units: [Double]
  var estimatedDistricts = 0
  var emptyDistricts = 0

  init(
    byDistrict: [Double?], byUnit: [Double]?, districtOfUnit: [Int], areas: [Double],
    dwellings: [Double], personsPerDwelling: Double
  ) {
    let districts = byDistrict.count
    var dwellingSum = Array(repeating: CompensatedSum(), count: districts)
    var areaSum = dwellingSum
    var gridSum = dwellingSum
    var unitCount = Array(repeating: 0, count: districts)
    for (unit, district) in districtOfUnit.enumerated() {
      dwellingSum[district].add(dwellings[unit])
      areaSum[district].add(areas[unit])
      gridSum[district].add(byUnit?[unit] ?? 0)
      unitCount[district] += 1
    }
    let known = byDistrict.map { people -> Double? in
      guard let people, people >= 0, people.isFinite else { return nil }
      return people
    }
    estimatedDistricts = byUnit == nil ? known.count { $0 == nil } : 0
    emptyDistricts = (0..<districts).count { unitCount[$0] == 0 && (known[$0] ?? 0) > 0 }
    units = districtOfUnit.enumerated().map { unit, district in
      guard let people = known[district] else {
        return byUnit?[unit] ?? dwellings[unit] * personsPerDwelling
      }
      if let byUnit, gridSum[district].value > 0 {
        return people * (byUnit[unit] / gridSum[district].value)
      }
      if dwellingSum[district].value > 0 {
        return people * (dwellings[unit] / dwellingSum[district].value)
      }
      if areaSum[district].value > 0 { return people * (areas[unit] / areaSum[district].value) }
      return people / Double(unitCount[district])
    }
  }
}

extension BuildingStock {
  /// A measure of every building.
  func column(_ measure: StockMeasure) -> [Double] {
    switch measure {
    case .buildings: Array(repeating: 1, count: count)
    case .dwellings: dwellings
    case .footprint: footprint
    case .floorArea: floorArea
    case .heatedArea: heatedArea
    case .spaceHeat: spaceHeat
    case .hotWater: hotWater
    case .applianceElectricity: applianceElectricity
    case .coolingElectricity: coolingElectricity
    case .emissions: emissions
    case .roofArea: roofArea
    case .suitableRoof: suitableRoof
    case .networkHeat:
      (0..<count).map { inNetworkArea[$0] == 0 ? 0 : spaceHeat[$0] + hotWater[$0] }
    case .networkInvestment:
      (0..<count).map { (spaceHeat[$0] + hotWater[$0]) * networkInvestment[$0] }
    case .networkRoute:
      (0..<count).map {
        linearHeatDensity[$0] > 0 ? (spaceHeat[$0] + hotWater[$0]) / linearHeatDensity[$0] : 0
      }
    }
  }

  /// Adds every measure and carrier up by unit and sector.
  ///
  /// The workers share the columns; a column is summed by one of them from the first building to the last.
  fileprivate func sum(
    into units: inout AreaStock, outside: inout AreaStock, memberships: Memberships,
    workers: Workers
  ) {
    let measures = StockMeasure.allCases
    // A plan without buildings has no columns at all.
    let columns = count == 0 ? 0 : measures.count + Carrier.allCases.count
    let unitCount = units.count
    // As many columns at a time as there are workers: sums of a million units take 32 MB a column.
    for first in stride(from: 0, to: columns, by: workers.count) {
      let batch = min(workers.count, columns - first)
      let sums = workers.mapChunksWithoutError(of: batch) { offset in
        let index = first + offset
        let column =
          index < measures.count ? self.column(measures[index]) : heatFinal[index - measures.count]
        return SectorSums(
          of: column, sector: sector, memberships: memberships, unitCount: unitCount)
      }
      for (offset, sum) in sums.enumerated() where !sum.isZero {
        let index = first + offset
        for sector in StockSector.allCases {
          let start = Int(sector.rawValue) * unitCount
          if index < measures.count {
            for unit in 0..<unitCount {
              units[measures[index], sector, unit] = sum.units[start + unit]
            }
            outside[measures[index], sector, 0] = sum.outside[Int(sector.rawValue)]
          } else {
            let carrier = Carrier.allCases[index - measures.count]
            for unit in 0..<unitCount {
              units[heat: carrier, sector, unit] = sum.units[start + unit]
            }
            outside[heat: carrier, sector, 0] = sum.outside[Int(sector.rawValue)]
          }
        }
      }
    }
  }
}

extension Workers {
  /// One result an index, in their order, of work that cannot fail.
  fileprivate func mapChunksWithoutError<Result: Sendable>(
    of total: Int, _ body: @Sendable (Int) -> Result
  ) -> [Result] {
    do {
      return try mapChunks(of: total, size: 1) { body($0.lowerBound) }
    } catch {
      preconditionFailure("work that throws nothing has thrown")
    }
  }
}

/// One column added up by sector and unit, compensated.
private struct SectorSums: Sendable {
  /// By sector, then unit.
  var units: [Double]
  /// By sector.
  var outside: [Double]
  /// Whether every sum is 0.
  var isZero: Bool

  init(of column: [Double], sector: [StockSector], memberships: Memberships, unitCount: Int) {
    let sectors = StockSector.allCases.count
    isZero = !column.contains { $0 != 0 }
    guard !isZero else {
      units = []
      outside = []
      return
    }
    var sums = Array(repeating: 0.0, count: sectors * unitCount)
    var lost = sums
    var rest = Array(repeating: CompensatedSum(), count: sectors)
    for row in column.indices where column[row] != 0 {
      let value = column[row]
      let start = Int(sector[row].rawValue) * unitCount
      for entry in memberships.starts[row]..<memberships.starts[row + 1] {
        let cell = start + Int(memberships.unit[entry])
        let part = value * memberships.share[entry]
        // Neumaier's step, written out because an array of sums would cost a call each.
        let next = sums[cell] + part
        lost[cell] +=
          abs(sums[cell]) >= abs(part) ? (sums[cell] - next) + part : (part - next) + sums[cell]
        sums[cell] = next
      }
      let share = memberships.outside[row]
      if share != 0 { rest[Int(sector[row].rawValue)].add(value * share) }
    }
    for cell in sums.indices { sums[cell] += lost[cell] }
    units = sums
    outside = rest.map(\.value)
  }
}
