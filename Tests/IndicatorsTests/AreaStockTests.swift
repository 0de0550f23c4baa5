import PlanModel
import Reference
import Testing

@testable import Indicators

/// Memberships from rows of (unit, share); what is left lies outside.
private func memberships(_ rows: [[(unit: Int, share: Double)]]) -> Memberships {
  var starts = [0]
  for row in rows { starts.append(starts[starts.count - 1] + row.count) }
  return Memberships(
    starts: starts, unit: rows.flatMap { $0.map { Int32($0.unit) } },
    share: rows.flatMap { $0.map(\.share) },
    outside: rows.map { 1 - $0.reduce(0) { $0 + $1.share } })
}

/// The stock of areas in which only memberships and population matter.
private func areas(
  of block: BuildingStock, _ memberships: Memberships, areas: [Double],
  population: [Double?], districts: [Int], radiation: [Double?]? = nil, windSpeed: [Double?]? = nil,
  workers: Int = 1
) throws -> (
  units: AreaStock, outside: AreaStock, defaults: [SourcedNumber], diagnostics: [Diagnostic]
) {
  let none: [Double?] = areas.map { _ in nil }
  return areaStock(
    of: block, memberships: memberships, areas: areas, populationByDistrict: population,
    districtOfUnit: districts, radiation: radiation ?? none, windSpeed: windSpeed ?? none,
    builtLand: areas.map { $0 / 10 }, country: "AT", reference: try reference.get(),
    workers: Workers(workers))
}

@Suite("The stock of areas")
struct AreaStockTests {
  /// Three equal houses of one dwelling each.
  static func houses(_ count: Int = 3) throws -> BuildingStock {
    try stock(
      of: Array(
        repeating: Building(use: "singleFamily", year: 1960, levels: 2, polygon: 100),
        count: count)
    ).stock
  }

  @Test("a carrier's index is its position")
  func carrierIndex() {
    for (index, carrier) in Carrier.allCases.enumerated() { #expect(carrier.index == index) }
  }

  @Test("a building is shared by its area, and the rest lies outside")
  func shares() throws {
    let block = try Self.houses()
    let result = try areas(
      of: block, memberships([[(0, 1)], [(0, 0.25), (1, 0.5)], []]), areas: [1000, 3000],
      population: [10], districts: [0, 0])
    #expect(result.units[.floorArea, .residential, 0] == 250)
    #expect(result.units[.floorArea, .residential, 1] == 100)
    #expect(result.outside[.floorArea, .residential, 0] == 250)
    #expect(result.units[.buildings, .residential, 0] == 1.25)
    #expect(result.units[.floorArea, .tertiary, 0] == 0)
    #expect(
      agree(
        result.units[heat: .naturalGas, .residential, 1],
        block.heatFinal[Carrier.naturalGas.index][1] / 2))
    #expect(result.units.area == [1000, 3000])
    #expect(result.units.builtLand == [100, 300])
  }

  @Test("a district's people go to its units by dwellings, or by area where it has none")
  func population() throws {
    let block = try Self.houses(4)
    let result = try areas(
      of: block, memberships([[(0, 1)], [(1, 1)], [(1, 1)], [(1, 1)]]),
      areas: [1000, 3000, 2000, 6000], population: [100, 40], districts: [0, 0, 1, 1])
    #expect(result.units.population == [25, 75, 10, 30])
    #expect(agree(result.units.lightingElectricity[0], 25 * 3210 / 0.285 * 1000 / 208_000, 1e-5))
    #expect(result.outside.population == [0])
    #expect(result.outside.lightingElectricity == [0])
    #expect(!result.diagnostics.contains { $0.code == "districts.no-population" })
  }

  @Test("an unknown population is estimated from dwellings, marked and counted")
  func unknownPopulation() throws {
    let block = try Self.houses()
    let result = try areas(
      of: block, memberships([[(0, 1)], [(0, 1)], [(1, 1)]]), areas: [1, 1],
      population: [nil, .nan], districts: [0, 1])
    #expect(agree(result.units.population[0], 4.4))
    #expect(agree(result.units.population[1], 2.2))
    #expect(result.defaults.contains { $0.name == "persons-per-dwelling" })
    #expect(result.diagnostics.first { $0.code == "districts.no-population" }?.count == 2)
  }

  @Test("people of a district without units are reported, not spread over others")
  func emptyDistrict() throws {
    let result = try areas(
      of: BuildingStock(), memberships([]), areas: [1], population: [3, 50], districts: [0])
    #expect(result.units.population == [3])
    #expect(result.diagnostics.contains { $0.code == "districts.no-unit" && $0.count == 1 })
  }

  @Test("missing radiation is the country's and marked; unknown wind is 0")
  func potentials() throws {
    let result = try areas(
      of: BuildingStock(), memberships([]), areas: [1, 1], population: [0], districts: [0, 0],
      radiation: [1300, nil], windSpeed: [nil, 5.5])
    #expect(result.units.radiation == [1300, 1188])
    #expect(result.units.windSpeed == [0, 5.5])
    #expect(result.defaults.contains { $0.name == "radiation.AT" })
    #expect(result.diagnostics.contains { $0.code == "units.no-radiation" && $0.count == 1 })
  }

  @Test("larger areas add up, and weight radiation by area and wind by where it is known")
  func aggregation() throws {
    let block = try Self.houses()
    let result = try areas(
      of: block, memberships([[(0, 1)], [(1, 1)], [(2, 1)]]), areas: [100, 300, 50],
      population: [9], districts: [0, 0, 0], radiation: [1000, 1200, 900],
      windSpeed: [nil, 6, nil])
    let whole = aggregated(result.units, to: [0, 0, 1], count: 2)
    #expect(whole.area == [400, 50])
    #expect(whole.population == [6, 3])
    #expect(whole.radiation == [1150, 900])
    #expect(whole.windSpeed == [6, 0])
    #expect(whole[.floorArea, .residential, 0] == 400)
    #expect(aggregated(result.units, to: [0, -1, -1], count: 1).area == [100])
  }

  @Test("what roofs yield and what hot water takes of each carrier add up to the larger area")
  func splitsAddUp() throws {
    var units = AreaStock(count: 2)
    units.area = [100, 300]
    units.radiation = [1000, 1200]
    units[.suitableRoof, .residential, 0] = 30
    units[.suitableRoof, .tertiary, 1] = 10
    units[.spaceHeat, .residential, 0] = 90
    units[.hotWater, .residential, 0] = 10
    units[.spaceHeat, .residential, 1] = 50
    units[.hotWater, .residential, 1] = 50
    units[heat: .naturalGas, .residential, 0] = 200
    units[heat: .heatingOil, .residential, 1] = 80
    let whole = aggregated(
      aggregated(units, to: [0, 1], count: 2), to: [0, 0], count: 1)
    // 1,000 on three quarters of the roofs; by area it would be 1,150.
    #expect(whole.radiationOnRoofs(in: 0) == 1050)
    #expect(whole.radiation == [1150])
    // A tenth of the gas and half of the oil; split by the mean it would be 60 of 200 and 24 of 80.
    #expect(whole.heatForWater(.naturalGas, .residential, in: 0) == 20)
    #expect(whole.heatForWater(.heatingOil, .residential, in: 0) == 40)
    let heat = whole.finalHeat(in: 0)
    #expect(heat.water == 60 && heat.space == 220)
  }

  @Test(
    "units and the outside add up to the buildings; districts and the municipality to the units",
    arguments: 30...35)
  func conservation(seed: Int) throws {
    let count = 5000
    let block = try stock(of: randomBuildings(count, seed: UInt64(seed))).stock
    var draw = Draw(seed: UInt64(seed))
    let units = 40
    let rows = (0..<count).map { _ -> [(unit: Int, share: Double)] in
      switch draw.next() {
      case ..<0.7: return [(Int(draw.next() * 40), 1)]
      case ..<0.8: return []
      default:
        let share = draw.next()
        return [(Int(draw.next() * 20), share), (20 + Int(draw.next() * 20), 0.9 * (1 - share))]
      }
    }
    let shares = memberships(rows)
    let districts = (0..<units).map { $0 % 7 }
    let one = try areas(
      of: block, shares, areas: (0..<units).map { 1000 + Double($0) },
      population: [100, nil, 0, 33.5, 8, nil, 1e6], districts: districts)
    let byDistrict = aggregated(one.units, to: districts, count: 7)
    let municipality = aggregated(byDistrict, to: Array(repeating: 0, count: 7), count: 1)
    let buildings: [StockMeasure: [Double]] = [
      .dwellings: block.dwellings, .floorArea: block.floorArea, .heatedArea: block.heatedArea,
      .spaceHeat: block.spaceHeat, .hotWater: block.hotWater, .emissions: block.emissions,
      .applianceElectricity: block.applianceElectricity, .suitableRoof: block.suitableRoof,
      .networkHeat: (0..<count).map {
        Double(block.inNetworkArea[$0]) * (block.spaceHeat[$0] + block.hotWater[$0])
      },
    ]
    for (measure, column) in buildings {
      let units = (0..<units).map { one.units.total(measure, in: $0) }.compensatedSum()
      let outside = one.outside.total(measure, in: 0)
      #expect(agree(units + outside, column.compensatedSum()), "\(measure)")
    }
    for carrier in Carrier.allCases {
      let inside = StockSector.allCases.map { municipality[heat: carrier, $0, 0] }.compensatedSum()
      let outside = StockSector.allCases.map { one.outside[heat: carrier, $0, 0] }.compensatedSum()
      #expect(agree(inside + outside, block.heatFinal[carrier.index].compensatedSum()))
    }
    for measure in StockMeasure.allCases {
      let units = (0..<units).map { one.units.total(measure, in: $0) }.compensatedSum()
      let districts = (0..<7).map { byDistrict.total(measure, in: $0) }.compensatedSum()
      #expect(agree(units, districts) && agree(units, municipality.total(measure, in: 0)))
    }
    #expect(agree(byDistrict.population[6], 1e6))
    #expect(agree(byDistrict.population[3], 33.5))
    #expect(agree(municipality.area[0], one.units.area.compensatedSum()))

    let three = try areas(
      of: block, shares, areas: (0..<units).map { 1000 + Double($0) },
      population: [100, nil, 0, 33.5, 8, nil, 1e6], districts: districts, workers: 3)
    for measure in StockMeasure.allCases {
      for sector in StockSector.allCases {
        for unit in 0..<units {
          #expect(three.units[measure, sector, unit] == one.units[measure, sector, unit])
        }
      }
    }
  }

  @Test("baseline emissions are the buildings' and the street lighting's")
  func baseline() throws {
    let block = try Self.houses()
    let result = try areas(
      of: block, memberships([[(0, 1)], [(1, 1)], [(1, 0.5)]]), areas: [10, 10],
      population: [300], districts: [0, 0])
    let emissions = baselineEmissions(of: result.units, emissionFactors: sampleFactors)
    for unit in 0..<2 {
      #expect(
        agree(
          emissions[unit],
          result.units.total(.emissions, in: unit)
            + result.units.lightingElectricity[unit] * 0.000_3))
    }
  }
}
