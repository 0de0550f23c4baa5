import PlanModel
import Reference
import Testing

@testable import Indicators

@Suite("Potentials of roofs, land and ground")
struct PotentialTests {
  /// One unit of 10 ha: 1,000 m² of suitable roof, 40,000 kWh of hot water, 60,000 of space heat.
  private func unit(radiation: Double = 1150) -> AreaStock {
    var stock = AreaStock(count: 1)
    stock.area = [100_000]
    stock.radiation = [radiation]
    stock[.suitableRoof, .residential, 0] = 1000
    stock[.hotWater, .residential, 0] = 40_000
    stock[.spaceHeat, .residential, 0] = 60_000
    stock[.footprint, .residential, 0] = 2000
    stock.builtLand = [12_000]
    return stock
  }

  private func measures(
    _ stock: AreaStock, _ ground: GroundColumns = GroundColumns()
  ) throws -> AreaMeasures {
    areaMeasures(
      of: stock, buildings: nil, ground: ground, wasteHeat: [], reference: try reference.get())
  }

  @Test(
    "without a height model and a raster of yields nothing is said of roofs, and radiation counts")
  func noRaster() throws {
    #expect(
      roofYields(of: unit(), ground: GroundColumns(), reference: try reference.get()) == [0])
  }

  @Test("half of the roofs south, half north: only the southern half counts, with its factor")
  func roofGains() throws {
    var ground = GroundColumns()
    ground.roofs = [[0], [50], [0], [50], [0]]
    let yields = roofYields(
      of: unit(radiation: 1000), ground: ground, reference: try reference.get())
    // 1,000 kWh/m² × 1.12 × 0.8.
    #expect(agree(yields[0], 896))
    // Flat 1.05, east 0.95 in equal parts.
    #expect(agree(roofGain([10, 0, 10, 0, 0], reference: try reference.get())!, 1))
    #expect(roofGain([0, 10, 0, 0, 0], reference: try reference.get()) == nil)
  }

  @Test("a raster of yields comes before roofs and radiation; where it is silent they speak")
  func yieldRaster() throws {
    var two = AreaStock(count: 2)
    two.radiation = [1000, 1000]
    var ground = GroundColumns()
    ground.photovoltaicYield = [1234, nil]
    ground.roofs = [[0, 0], [0, 0], [0, 0], [50, 50], [0, 0]]
    let yields = roofYields(of: two, ground: ground, reference: try reference.get())
    #expect(yields[0] == 1234 && agree(yields[1], 896))
    ground.roofs = []
    let usual = roofYields(of: two, ground: ground, reference: try reference.get())
    // 1,000 × 1.1 × 0.8.
    #expect(agree(usual[1], 880))
  }

  @Test("electricity of roofs adds up from units to districts where a raster gives yields")
  func roofElectricityAddsUp() throws {
    var units = AreaStock(count: 2)
    units.area = [10, 1000]
    units[.suitableRoof, .residential, 0] = 100
    units[.suitableRoof, .tertiary, 1] = 300
    units.roofYield = [1000, 1200]
    let district = aggregated(units, to: [0, 0], count: 1)
    #expect(agree(district.roofYield[0], 1150))
    func potential(_ stock: AreaStock, _ area: Int) throws -> Double {
      let table = indicatorTable(
        of: stock, emissionFactors: sampleFactors, support: "x", reference: try reference.get())
      let index = try #require(table.indicators.firstIndex { $0.id == "pv-potential" })
      return table.values[index].values[area]
    }
    // 0.21 kWp/m².
    #expect(agree(try potential(units, 0), 100 * 0.21 * 1000))
    let sum = try potential(units, 0) + potential(units, 1)
    #expect(agree(try potential(district, 0), sum))
  }

  @Test("collectors are held by hot water and by roofs, and yield in proportion to the sun")
  func collectors() throws {
    // 60 % of 40,000 kWh at 400 kWh/m².
    let rich = try measures(unit())
    #expect(agree(rich[.collectorHeat, 0], 24_000) && agree(rich[.collectorArea, 0], 60))
    var poor = unit(radiation: 2300)
    poor[.suitableRoof, .residential, 0] = 10
    let held = try measures(poor)
    #expect(agree(held[.collectorHeat, 0], 8000) && agree(held[.collectorArea, 0], 10))
  }

  @Test("fields of modules: eligible land × density × yield of a kWp")
  func fields() throws {
    var ground = GroundColumns()
    ground.solarLand = [20_000]
    ground.agriLand = [10_000]
    ground.photovoltaicYield = [1000]
    let found = try measures(unit(), ground)
    // 2 ha × 0.7 MW/ha × 1,000 h; 1 ha × 0.35 MW/ha × 1,000 h.
    #expect(agree(found[.solarElectricity, 0], 1_400_000))
    #expect(agree(found[.agriElectricity, 0], 350_000))
    ground.photovoltaicYield = []
    #expect(agree(try measures(unit(), ground)[.solarElectricity, 0], 1400 * 1150 * 1.1 * 0.8))
  }

  @Test("turbines stand six diameters of 150 m apart, and none where the wind is weak or unknown")
  func wind() throws {
    var ground = GroundColumns()
    ground.windLand = [8_100_000]
    var stock = unit()
    stock.windSpeed = [7]
    let found = try measures(stock, ground)
    // (6 × 150 m)² is 81 ha, so there are ten of 4.2 MW with 2,600 full-load hours.
    #expect(agree(found[.turbines, 0], 10))
    #expect(agree(found[.windElectricity, 0], 10 * 4200 * 2600))
    for weak in [0, 4.9] {
      stock.windSpeed = [weak]
      let none = try measures(stock, ground)
      #expect(none[.turbines, 0] == 0 && none[.windLand, 0] == 0)
    }
  }

  @Test("heat of the ground comes from what is unbuilt, and no more than is used above it")
  func geothermal() throws {
    let found = try measures(unit())
    // (12,000 − 2,000 m²) × 30 %; p ÷ (p − 1) with p = 3.85.
    let lift = 3.85 / 2.85
    #expect(agree(found[.geothermalLand, 0], 3000))
    // 3,000 m² × 45 kWh/m² × 1.35 is 182 MWh; only 100 are used.
    #expect(agree(found[.groundCollectorHeat, 0], 100_000))
    var large = unit()
    large[.spaceHeat, .residential, 0] = 1e6
    let free = try measures(large)
    #expect(agree(free[.groundCollectorHeat, 0], 3000 * 45 * lift))
    // A borehole of 8,000 kWh on 10 m × 10 m.
    #expect(agree(free[.boreholeHeat, 0], 3000 * 80 * lift))
    var full = unit()
    full[.footprint, .residential, 0] = 20_000
    #expect(try measures(full)[.geothermalLand, 0] == 0)
  }

  @Test("biomass: area × dry matter × sustainable share × energy")
  func biomass() throws {
    var ground = GroundColumns()
    ground.landUse = LandUseClass.allCases.map { $0 == .forest || $0 == .arable ? [20_000] : [0] }
    let found = try measures(unit(), ground)
    // Forest: 2 ha × 3.5 t × 30 % = 2.1 t of 5 MWh; arable: 2 ha × 4 t × 30 % = 2.4 t of 4.8 MWh.
    #expect(agree(found[.dryMatter, 0], 4.5))
    #expect(agree(found[.forestEnergy, 0], 10_500) && agree(found[.arableEnergy, 0], 11_520))
    #expect(found[.grasslandEnergy, 0] == 0)
  }

  @Test(
    "the heat-island proxy is 0 on all green, 1 on all sealed ground, and missing where nothing is known"
  )
  func heatIsland() throws {
    func proxy(_ ground: GroundColumns) throws -> Double? {
      var scope = MeasureScope()
      scope.hasLandUse = true
      let stock = unit()
      let table = measureTable(
        of: try measures(stock, ground), stock: stock, scope: scope, support: "unit",
        reference: try reference.get())
      let index = try #require(table.indicators.firstIndex { $0.id == "heat-island-proxy" })
      return table.values[index][0]
    }
    var ground = GroundColumns()
    ground.landUse = LandUseClass.allCases.map { $0 == .forest ? [50_000] : [0] }
    #expect(try proxy(ground) == 0)
    // Transport: 80 % sealed, 10 % green.
    ground.landUse = LandUseClass.allCases.map { $0 == .transport ? [50_000] : [0] }
    #expect(agree(try #require(try proxy(ground)), 0.85))
    // The raster says 30 %; green is what the land use has, no more than 70 %.
    ground.imperviousness = [0.3]
    #expect(agree(try #require(try proxy(ground)), (1 + 0.3 - 0.1) / 2))
    ground.landUse = LandUseClass.allCases.map { $0 == .forest ? [50_000] : [0] }
    #expect(agree(try #require(try proxy(ground)), 0.3))
    ground.imperviousness = [1]
    #expect(agree(try #require(try proxy(ground)), 1))
    #expect(try proxy(GroundColumns()) == nil)
  }

  @Test("every indicator names its layers and its default numbers, and each name is one of ours")
  func provenance() throws {
    let reference = try reference.get()
    var scope = MeasureScope()
    (scope.hasBuildings, scope.hasLandUse, scope.hasRoofs, scope.hasWind) = (true, true, true, true)
    (scope.hasAgriculture, scope.hasSolarLand, scope.hasWasteHeat) = (true, true, true)
    scope.hasImperviousness = true
    let stock = unit()
    let risk = HazardRisk(hazard: .flood, index: [0], level: [nil])
    var exposure = HazardExposure(hazard: .flood, level: .high)
    (exposure.area, exposure.people, exposure.buildings, exposure.floorArea) = ([0], [0], [0], [0])
    let proxy = vulnerabilityProxy(
      of: stock, measures: try measures(stock),
      social: SocialFields(medianIncome: [1000], lowIncome: [nil]),
      prices: Carrier.allCases.map { _ in 0.1 }, reference: reference)
    let all =
      indicatorTable(
        of: stock, emissionFactors: sampleFactors, support: "unit", reference: reference
      ).indicators
      + measureTable(
        of: try measures(stock), stock: stock, scope: scope, support: "unit", reference: reference
      ).indicators
      + riskTable(exposures: [exposure], risks: [risk], support: "unit", rule: "A rule.").indicators
      + vulnerabilityTable(of: proxy, areas: 0..<2, support: "district").indicators
      + socialTable([SocialStatement(role: "elderlyShare", values: [0.2])], population: [5])
      .indicators
    #expect(Set(all.map(\.id)).count == all.count)
    let layers =
      ["districts", "buildings", "landUse", "constraints", "hazards", "wasteHeat", "population"]
      + PotentialSource.Kind.allCases.map { "potentials.\($0.rawValue)" }
    for indicator in all {
      #expect(!indicator.layers.isEmpty, "\(indicator.id)")
      #expect(indicator.layers.allSatisfy(layers.contains), "\(indicator.id)")
      #expect(indicator.method.hasSuffix("."), "\(indicator.id): \(indicator.method)")
      #expect(Set(indicator.defaults).count == indicator.defaults.count, "\(indicator.id)")
      // Those of the table of the building stock are computed, and have no name in the data files.
      for name in indicator.defaults where !name.hasPrefix("building-heat.") {
        #expect(!reference.numbers(of: name).isEmpty, "\(indicator.id): \(name)")
      }
    }
  }
}
