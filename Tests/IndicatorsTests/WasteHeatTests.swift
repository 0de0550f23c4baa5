import Glibc
import PlanModel
import Reference
import Testing

@testable import Indicators

@Suite("Waste heat and the network area around it")
struct WasteHeatTests {
  private typealias Place = (x: Double, y: Double, heat: Double)

  private func source(_ x: Double, _ energy: Double, temperature: Double? = nil) -> WasteHeatSource
  {
    WasteHeatSource(x: x, y: 0, unit: 0, energy: energy, temperature: temperature)
  }

  @Test("the nearest demand is served first, and each kWh once")
  func nearestFirst() {
    // 100 kWh beside 60; the second source is 300 m from the same place and finds nothing left there.
    let used = usedWasteHeat(
      [source(0, 100), source(400, 50)], demand: [(100, 0, 60), (900, 0, 1000)], reach: 500)
    // The first: 60 at 100 m. The second: 0 left at 300 m, 50 at 500 m.
    #expect(used == [60, 50])
  }

  @Test("what lies beyond the reach takes nothing; at the reach it does")
  func reach() {
    #expect(usedWasteHeat([source(0, 10)], demand: [(1000, 0, 99)], reach: 1000) == [10])
    #expect(usedWasteHeat([source(0, 10)], demand: [(1000.1, 0, 99)], reach: 1000) == [0])
    #expect(usedWasteHeat([source(0, 10)], demand: [], reach: 1000) == [0])
  }

  /// Takes the nearest pair of all that have something left, again and again.
  private func slowTwin(
    _ sources: [WasteHeatSource], _ demand: [Place], _ reach: Double
  ) -> [Double] {
    var left = sources.map(\.energy)
    var open = demand.map(\.heat)
    while true {
      var best: (distance: Double, source: Int, place: Int)?
      for source in sources.indices where left[source] > 0 {
        for place in demand.indices where open[place] > 0 {
          let distance = hypot(
            demand[place].x - sources[source].x, demand[place].y - sources[source].y)
          if distance > reach || distance >= best?.distance ?? .infinity { continue }
          best = (distance, source, place)
        }
      }
      guard let best else { return zip(sources, left).map { $0.energy - $1 } }
      let taken = min(left[best.source], open[best.place])
      left[best.source] -= taken
      open[best.place] -= taken
    }
  }

  @Test("agrees with taking the nearest pair again and again", arguments: [1, 2, 3, 4, 5, 6])
  func slowTwin(seed: UInt64) {
    var draw = Draw(seed: seed)
    // On a coarse grid, so that many distances are equal.
    let sources = (0..<12).map { _ in
      WasteHeatSource(
        x: (draw.next() * 10).rounded() * 100, y: (draw.next() * 10).rounded() * 100, unit: 0,
        energy: (draw.next() * 50).rounded(), temperature: nil)
    }
    let demand = (0..<25).map { _ in
      (
        x: (draw.next() * 10).rounded() * 100, y: (draw.next() * 10).rounded() * 100,
        heat: (draw.next() * 20).rounded()
      )
    }
    let used = usedWasteHeat(sources, demand: demand, reach: 450)
    #expect(used == slowTwin(sources, demand, 450))
    #expect(used.reduce(0, +) <= demand.reduce(0) { $0 + $1.heat })
    #expect(used.contains { $0 > 0 })
  }

  /// Three apartment blocks in one hectare, dense enough for a network, one house 300 m away.
  private func placed() throws -> PlacedBuildings {
    let blocks = (0..<3).map { _ in
      Building(use: "apartmentBlock", year: 1900, levels: 6, polygon: 500)
    }
    let house = Building(use: "singleFamily", year: 1990, levels: 2, polygon: 100, x: 350, y: 50)
    let all = blocks + [house]
    return PlacedBuildings(
      stock: try stock(of: all).stock, centroidX: all.map(\.x), centroidY: all.map(\.y),
      memberships: Memberships(
        starts: [0, 1, 2, 3, 4], unit: [0, 0, 0, 1], share: [1, 1, 0.5, 1],
        outside: [0, 0, 0.5, 0]))
  }

  @Test("only network area takes waste heat, and of it what lies in the units")
  func networkArea() throws {
    let buildings = try placed()
    let heat = buildings.stock.spaceHeat[0] + buildings.stock.hotWater[0]
    let house = WasteHeatSource(x: 350, y: 50, unit: 1, energy: 1e9, temperature: 40)
    let far = WasteHeatSource(x: 1050, y: 51, unit: 1, energy: 500, temperature: 90)
    let found = areaMeasures(
      of: AreaStock(count: 2), buildings: buildings, ground: GroundColumns(),
      wasteHeat: [house, far], reference: try reference.get())
    #expect(agree(found[.wasteHeat, 1], 1e9 + 500) && found[.wasteHeat, 0] == 0)
    // Two and a half of the three blocks lie in a unit; the house is no network area; the other is 1,000.0005 m away.
    #expect(agree(found[.wasteHeatUsed, 1], 2.5 * heat))
    #expect(agree(found[.wasteHeatTemperature, 1], 40 * 1e9 + 90 * 500))
    let reached = areaMeasures(
      of: AreaStock(count: 2), buildings: buildings, ground: GroundColumns(),
      wasteHeat: [far], wasteHeatReach: 1001, reference: try reference.get())
    #expect(reached[.wasteHeatUsed, 1] == 500)
  }

  @Test("width and diameter are means by route, the density of hectares one by heat")
  func routes() throws {
    let buildings = try placed()
    let network = HeatNetwork(reference: try reference.get())
    let block = buildings.stock.spaceHeat[0] + buildings.stock.hotWater[0]
    let house = buildings.stock.spaceHeat[3] + buildings.stock.hotWater[3]
    let dense = try #require(
      network.route(heat: 3 * block, floorArea: 9000, landArea: 10_000))
    let thin = try #require(network.route(heat: house, floorArea: 200, landArea: 10_000))
    var measures = areaMeasures(
      of: AreaStock(count: 2), buildings: buildings, ground: GroundColumns(), wasteHeat: [],
      reference: try reference.get())
    #expect(agree(measures[.route, 0], 2.5 * block / dense.linearHeatDensity))
    #expect(agree(measures[.routeWidth, 0] / measures[.route, 0], 60))
    // e = 0.02 gives a width of 7.75 m; below 1.5 GJ/m the pipe has 20 mm.
    #expect(agree(measures[.routeWidth, 1] / measures[.route, 1], 7.75))
    #expect(agree(measures[.routeDiameter, 1] / measures[.route, 1], 0.02))
    #expect(agree(measures[.hectareDensity, 0] / measures[.hectareHeat, 0], 3 * block / 10_000))
    measures = measures.aggregated(to: [0, 0], count: 1)
    let a = 2.5 * block / dense.linearHeatDensity
    let b = house / thin.linearHeatDensity
    #expect(
      agree(
        measures[.routeDiameter, 0] / measures[.route, 0],
        (a * dense.pipeDiameter + b * thin.pipeDiameter) / (a + b)))
  }
}
