import Indicators
import PlanModel
import Reference
import Testing

@Suite("The table of indicators")
struct IndicatorTableTests {
  let units: AreaStock
  let table: IndicatorTable

  init() throws {
    // A unit of 1 ha with one house of 1960, half heated by gas and half by district heat; an empty unit.
    let block = try stock(of: [
      Building(use: "singleFamily", year: 1960, levels: 2, polygon: 100)
    ]).stock
    let result = areaStock(
      of: block,
      memberships: Memberships(starts: [0, 1], unit: [0], share: [1], outside: [0]),
      areas: [10_000, 500], populationByDistrict: [3, 0], districtOfUnit: [0, 1],
      radiation: [1200, 1200], windSpeed: [nil, nil], builtLand: [0, 0], country: "AT",
      reference: try reference.get())
    units = result.units
    table = indicatorTable(
      of: units, emissionFactors: sampleFactors, support: "unit", reference: try reference.get())
  }

  func value(_ id: String, _ area: Int = 0) throws -> Double? {
    let index = try #require(table.indicators.firstIndex { $0.id == id }, "\(id)")
    return table.values[index][area]
  }

  @Test("every indicator has an id of its own, a title, a method and the support asked for")
  func definitions() {
    #expect(Set(table.indicators.map(\.id)).count == table.indicators.count)
    #expect(table.values.count == table.indicators.count)
    for indicator in table.indicators {
      #expect(!indicator.title.isEmpty && !indicator.unit.isEmpty)
      #expect(indicator.method.hasSuffix("."))
      #expect(indicator.support == "unit")
    }
    for carrier in Carrier.allCases {
      #expect(table.indicators.contains { $0.id == "final-heat-\(carrier.rawValue)" })
    }
    #expect(table.values.allSatisfy { $0.values.count == 2 })
  }

  @Test("the numbers of a house on a hectare are those of the hand")
  func house() throws {
    let useful = 156.2 * (165.415 + 13.414)
    let lighting = 3 * 54.149_8
    let electricity = 156.2 * (26 + 0.03 * 3.694) + lighting
    let expected: [(String, Double)] = [
      ("population", 3), ("buildings", 1), ("dwellings", 1), ("floor-area", 200),
      ("heated-area", 156.2), ("useful-heat", useful),
      ("final-heat-naturalGas", useful / 2 / 0.85),
      ("final-heat-districtHeat", useful / 2 / 0.98), ("final-heat-biomass", 0),
      ("final-space-heat", 156.2 * 165.415 * (0.5 / 0.85 + 0.5 / 0.98)),
      ("final-hot-water", 156.2 * 13.414 * (0.5 / 0.85 + 0.5 / 0.98)),
      ("cooling-electricity", 156.2 * 0.03 * 3.694), ("occupancy", 3),
      ("floor-area-per-person", 200.0 / 3),
      ("appliance-electricity", 156.2 * 26), ("street-lighting", lighting),
      ("electricity", electricity), ("specific-heat", 165.415 + 13.414), ("plot-ratio", 0.02),
      ("heat-density", useful / 1000), ("roof-area", 100), ("network-heat-share", 0),
      // e = 0.02 gives an effective width of 7.75 m.
      ("linear-heat-density", useful / 10_000 * 7.75 / 1000),
      // 30 m² × 0.21 kWp/m² × 1,200 kWh/m² × 1.1 × 0.8.
      ("pv-potential", 30 * 0.21 * 1200 * 1.1 * 0.8),
      ("pv-share", 30 * 0.21 * 1200 * 1.1 * 0.8 / electricity * 100),
      (
        "emissions",
        useful / 2 / 0.85 * 0.000_2 + useful / 2 / 0.98 * 0.000_1 + electricity * 0.000_3
      ),
    ]
    for (id, number) in expected {
      let computed = try #require(try value(id))
      #expect(agree(computed, number, 1e-6) || computed == number, "\(id) is \(computed)")
    }
    let emissions = try #require(try value("emissions"))
    #expect(agree(try #require(try value("emissions-per-person")), emissions / 3))
  }

  @Test("what does not exist is missing, not 0")
  func missing() throws {
    for id in [
      "emissions-per-person", "specific-heat", "linear-heat-density", "network-cost",
      "network-heat-share", "pv-share",
    ] {
      #expect(try value(id, 1) == nil, "\(id)")
    }
    #expect(try value("heat-density", 1) == 0)
    #expect(try value("network-cost", 0) == nil)
  }

  @Test("the cost of a network is the annuity of its investment")
  func networkCost() throws {
    let house = Building(use: "apartmentBlock", year: 1900, levels: 6, polygon: 500)
    let block = try stock(of: [house, house, house]).stock
    let result = areaStock(
      of: block,
      memberships: Memberships(
        starts: [0, 1, 2, 3], unit: [0, 0, 0], share: [1, 1, 0.5], outside: [0, 0, 0.5]),
      areas: [10_000], populationByDistrict: [nil], districtOfUnit: [0], radiation: [nil],
      windSpeed: [nil], builtLand: [0], country: "AT", reference: try reference.get())
    let table = indicatorTable(
      of: result.units, emissionFactors: sampleFactors, support: "district",
      reference: try reference.get())
    let cost = try #require(table.indicators.firstIndex { $0.id == "network-cost" })
    let share = try #require(table.indicators.firstIndex { $0.id == "network-heat-share" })
    let density = try #require(table.indicators.firstIndex { $0.id == "linear-heat-density" })
    let network = HeatNetwork(reference: try reference.get())
    let route = try #require(
      network.route(
        heat: 3 * (block.spaceHeat[0] + block.hotWater[0]), floorArea: 9000, landArea: 10_000))
    #expect(agree(table.values[cost].values[0], route.capitalCost * 1000))
    #expect(agree(table.values[density].values[0], route.linearHeatDensity / 1000))
    #expect(agree(table.values[share].values[0], 100))
  }

  @Test("the defaults of the table are named")
  func defaults() throws {
    let names = indicatorDefaults(reference: try reference.get()).map(\.name)
    #expect(names == names.sorted())
    #expect(names.contains("pv.module-density"))
  }
}
