import Glibc
import Indicators
import PlanModel
import Reference
import Testing

@Suite("The stock of buildings")
struct BuildingStockTests {
  @Test("a dense hectare is network area, with Persson's investment")
  func denseHectare() throws {
    // A large apartment block before 1945: 500 m² on 6 levels in one hectare, three times.
    let house = Building(use: "apartmentBlock", year: 1900, levels: 6, polygon: 500)
    let block = try stock(of: [house, house, house]).stock
    let heat = 3 * (block.spaceHeat[0] + block.hotWater[0])
    let network = HeatNetwork(reference: try reference.get())
    let route = try #require(network.route(heat: heat, floorArea: 9000, landArea: 10_000))
    #expect(route.capitalCost < 0.025)
    #expect(block.inNetworkArea == [1, 1, 1])
    #expect(block.networkInvestment == [route.investment, route.investment, route.investment])
  }

  @Test("hectares are aligned to multiples of 100 m, also below 0, and their left edge is theirs")
  func hectares() throws {
    let house = Building(use: "singleFamily", year: 1960, levels: 2, polygon: 100)
    func at(_ x: Double, _ y: Double) -> Building {
      var moved = house
      (moved.x, moved.y) = (x, y)
      return moved
    }
    let block = try stock(of: [
      at(0, 0), at(99.999, 0), at(100, 0), at(-0.001, 0), at(0, -0.001), at(-100, 0),
    ]).stock
    let density = block.linearHeatDensity
    // Two houses share the first hectare, two the one to its left.
    #expect(density[0] == density[1] && density[0] > density[2])
    #expect(density[3] == density[5] && density[3] == density[0])
    #expect(density[4] == density[2])
  }

  @Test("a building without a place has heat and no network, and is counted")
  func withoutPlace() throws {
    let house = Building(
      use: "singleFamily", year: 1960, floorArea: 150, x: .nan, y: .nan)
    let outcome = try stock(of: [house])
    #expect(outcome.stock.spaceHeat[0] > 0)
    #expect(outcome.stock.linearHeatDensity[0] == 0)
    #expect(outcome.diagnostics.contains { $0.code == "buildings.no-place" && $0.count == 1 })
  }

  @Test("coordinates beyond the Earth are no place and no trap")
  func absurdPlaces() throws {
    for x in [1e300, -1e300, Double.infinity, .nan] {
      let house = Building(use: "singleFamily", floorArea: 150, x: x, y: 0)
      #expect(try stock(of: [house]).stock.linearHeatDensity == [0])
    }
  }

  @Test("a point without any size has no energy, and is counted")
  func withoutSize() throws {
    let outcome = try stock(of: [Building(use: "singleFamily")])
    #expect(outcome.stock.floorArea == [0])
    #expect(outcome.stock.spaceHeat == [0])
    #expect(outcome.stock.dwellings == [0])
    #expect(outcome.diagnostics.contains { $0.code == "buildings.no-area" })
  }

  @Test("the climate factor scales space heat and nothing else")
  func climate() throws {
    let house = Building(use: "singleFamily", year: 1960, levels: 2, polygon: 100)
    var cold = sampleContext
    cold.climateFactor = 1.25
    let plain = try stock(of: [house]).stock
    let colder = try stock(of: [house], context: cold).stock
    #expect(agree(colder.spaceHeat[0], plain.spaceHeat[0] * 1.25))
    #expect(colder.hotWater == plain.hotWater)
  }

  @Test("the country's heat carriers stand in where the plan states none")
  func nationalCarriers() throws {
    var context = sampleContext
    context.heatCarriers = [:]
    let outcome = try stock(
      of: [Building(use: "singleFamily", year: 1960, levels: 2, polygon: 100)], context: context)
    let useful = outcome.stock.spaceHeat[0] + outcome.stock.hotWater[0]
    // Austria: 24 % gas at 0.85, 33 % biomass at 0.70.
    #expect(agree(outcome.stock.heatFinal[Carrier.naturalGas.index][0], useful * 0.24 / 0.85))
    #expect(agree(outcome.stock.heatFinal[Carrier.biomass.index][0], useful * 0.33 / 0.70))
    #expect(outcome.defaults.contains { $0.name == "heat-share.AT.biomass" })
  }

  @Test("shares that do not add up to 1 are scaled, and that is said")
  func sharesAreScaled() throws {
    var context = sampleContext
    context.heatCarriers = [.naturalGas: 0.6, .districtHeat: 0.2]
    let outcome = try stock(
      of: [Building(use: "singleFamily", year: 1960, levels: 2, polygon: 100)], context: context)
    let useful = outcome.stock.spaceHeat[0] + outcome.stock.hotWater[0]
    #expect(agree(outcome.stock.heatFinal[Carrier.naturalGas.index][0], useful * 0.75 / 0.85))
    #expect(outcome.diagnostics.contains { $0.code == "inventory.heat-shares" })
  }

  @Test("a country without building stock is an error that names those that have one")
  func unknownCountry() throws {
    var context = sampleContext
    context.country = "XX"
    let failure = #expect(throws: PlanningFailure.self) {
      _ = try stock(of: [Building()], context: context)
    }
    #expect(failure?.diagnostics.first?.code == "stock.no-country")
    #expect(failure?.diagnostics.first?.remedy.contains("AT, BE, BG") == true)
    context.proxyCountry = "DE"
    let outcome = try stock(of: [Building(use: "office", polygon: 500)], context: context)
    #expect(outcome.stock.spaceHeat[0] > 0)
    #expect(outcome.diagnostics.contains { $0.code == "stock.proxy-country" })
  }

  @Test("values that no building can have are taken as missing, and counted by field")
  func impossibleValues() throws {
    let outcome = try stock(of: [
      Building(use: "singleFamily", year: 9999, levels: -2, polygon: 100),
      Building(use: "singleFamily", year: 19, levels: .nan, height: 5000, polygon: 100),
      Building(use: "singleFamily", year: .infinity, levels: 0, polygon: .nan),
    ])
    #expect(outcome.stock.ageBand == [255, 255, 255])
    #expect(outcome.stock.levels == [2, 2, 2])
    #expect(outcome.stock.floorArea == [200, 200, 0])
    let counts = outcome.diagnostics.filter { $0.code == "buildings.implausible-number" }
      .map { "\($0.place.field ?? "") \($0.count)" }
    #expect(counts == ["year 3", "levels 3", "height 1"])
  }

  @Test("an unknown word is taken as missing and named once")
  func unknownWords() throws {
    let outcome = try stock(of: [
      Building(use: "castle", polygon: 100), Building(use: "castle", polygon: 100),
      Building(use: "office", sector: "navy", carrier: "peat", polygon: 100),
    ])
    let words = outcome.diagnostics.filter { $0.code == "buildings.unknown-word" }
    #expect(words.map(\.count) == [2, 1, 1])
    #expect(words.first?.message.contains("“castle”") == true)
    #expect(outcome.stock.use == [.singleFamily, .singleFamily, .office])
  }

  @Test("age bands begin in the years of the table")
  func bandBorders() throws {
    let years = [1944, 1945, 1969, 1970, 1979, 1980, 1989, 1990, 1999, 2000, 2010, 2011, 2025]
    let bands = try stock(
      of: years.map { Building(use: "office", year: Double($0), polygon: 100) }
    ).stock.ageBand
    #expect(bands == [0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6])
  }

  @Test("a layer without features or fields gives an empty stock")
  func emptyLayer() throws {
    let outcome = try stock(of: [])
    #expect(outcome.stock.count == 0)
    #expect(outcome.stock.heatFinal.count == Carrier.allCases.count)
    #expect(outcome.diagnostics.isEmpty)
    let bare = Layer(
      name: "buildings", crs: metric, ids: ["a"], geometry: GeometryColumn(rows: [[]]))
    let one = try buildingStock(
      of: bare, footprint: [120], centroidX: [0], centroidY: [0], context: sampleContext,
      reference: reference.get(), workers: Workers(1))
    #expect(one.stock.use == [.singleFamily])
    #expect(one.stock.useProvenance == [.assumed])
  }

  @Test("every column has one entry a building, finite and not negative", arguments: 1...8)
  func randomStocks(seed: Int) throws {
    let buildings = randomBuildings(500, seed: UInt64(seed))
    let block = try stock(of: buildings).stock
    let columns =
      [
        block.footprint, block.levels, block.floorArea, block.heatedArea, block.dwellings,
        block.spaceHeat, block.hotWater, block.applianceElectricity, block.emissions,
        block.roofArea, block.suitableRoof, block.networkInvestment, block.linearHeatDensity,
      ] + block.heatFinal
    for column in columns {
      #expect(column.count == buildings.count)
      #expect(column.allSatisfy { $0 >= 0 && $0.isFinite })
    }
    for row in 0..<block.count {
      #expect(block.heatedArea[row] <= block.floorArea[row])
      #expect(block.use[row] != .unheated || block.emissions[row] == 0)
      let final = (0..<Carrier.allCases.count).reduce(0) { $0 + block.heatFinal[$1][row] }
      #expect((final > 0) == (block.spaceHeat[row] + block.hotWater[row] > 0))
    }
  }

  @Test("the number of workers does not change a bit", arguments: 1...3)
  func workers(seed: Int) throws {
    let buildings = randomBuildings(3000, seed: UInt64(seed))
    let one = try stock(of: buildings, workers: 1)
    let four = try stock(of: buildings, workers: 4)
    #expect(one.stock.heatFinal == four.stock.heatFinal)
    #expect(one.stock.emissions == four.stock.emissions)
    #expect(one.stock.networkInvestment == four.stock.networkInvestment)
    #expect(one.defaults == four.defaults)
    #expect(one.diagnostics == four.diagnostics)
  }
}
