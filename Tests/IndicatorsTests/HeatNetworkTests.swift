import Glibc
import Indicators
import Reference
import Testing

@Suite("Heat networks by Persson 2019")
struct HeatNetworkTests {
  let network: HeatNetwork

  init() throws { network = HeatNetwork(reference: try ReferenceData.load()) }

  /// Heat density, plot ratio, and what the method gives with C1 212, C2 4,464, 5 %, 30 years.
  struct Row: Sendable {
    var density: Double
    var plotRatio: Double
    var width: Double
    var gigajoulesPerMetre: Double
    var diameter: Double
    var investment: Double
    var capitalCost: Double
  }

  static let printed = [
    Row(
      density: 100, plotRatio: 0.15, width: 25.6, gigajoulesPerMetre: 0.92, diameter: 0.020,
      investment: 1176, capitalCost: 76.5),
    Row(
      density: 200, plotRatio: 0.30, width: 46.3, gigajoulesPerMetre: 3.33, diameter: 0.059,
      investment: 515, capitalCost: 33.5),
    Row(
      density: 350, plotRatio: 0.50, width: 60, gigajoulesPerMetre: 7.56, diameter: 0.099,
      investment: 311, capitalCost: 20.3),
    Row(
      density: 600, plotRatio: 0.80, width: 60, gigajoulesPerMetre: 12.96, diameter: 0.125,
      investment: 214, capitalCost: 13.9),
  ]

  @Test("the check values of the paper's method come out", arguments: printed)
  func checkValues(row: Row) throws {
    let route = try #require(
      network.route(
        heat: row.density * 1000, floorArea: row.plotRatio * 10_000, landArea: 10_000))
    #expect(abs(route.effectiveWidth - row.width) <= 0.051)
    #expect(abs(route.linearHeatDensity * 0.0036 - row.gigajoulesPerMetre) <= 0.005)
    #expect(abs(route.pipeDiameter - row.diameter) <= 0.0005)
    #expect(abs(route.investment * 1000 - row.investment) <= 0.5)
    #expect(abs(route.capitalCost * 1000 - row.capitalCost) <= 0.05)
  }

  @Test("the intercept of the diameter is 0.0007, not the slope again")
  func interceptIsNotSlope() throws {
    let route = try #require(network.route(heat: 200_000, floorArea: 3000, landArea: 10_000))
    let density = route.linearHeatDensity * 0.0036
    #expect(abs(route.pipeDiameter - (0.0486 * log(density) + 0.0007)) < 1e-12)
    // With the slope in its place the pipe would be 48 mm wider.
    #expect(route.pipeDiameter < 0.0486 * log(density) + 0.04)
  }

  @Test("thin heat gets the smallest pipe, and the pipe grows at 1.5 GJ/m at once")
  func smallestPipe() throws {
    let thin = try #require(network.route(heat: 1000, floorArea: 100, landArea: 10_000))
    #expect(thin.pipeDiameter == 0.02)
    // e = 0.15 gives w = 25.625 m; 1.5 GJ/m is q = 0.058537 GJ/m², 162,602 kWh in a hectare.
    let below = try #require(network.route(heat: 162_500, floorArea: 1500, landArea: 10_000))
    let above = try #require(network.route(heat: 162_700, floorArea: 1500, landArea: 10_000))
    #expect(below.pipeDiameter == 0.02)
    #expect(abs(above.pipeDiameter - (0.0486 * log(1.5) + 0.0007)) < 1e-4)
  }

  @Test("effective width grows up to a plot ratio of 0.4 and is 60 m above")
  func effectiveWidth() throws {
    for (floor, width) in [(0.0, 5.0), (2000, 32.5), (4000, 60), (4001, 60), (50_000, 60)] {
      let route = try #require(network.route(heat: 1e6, floorArea: floor, landArea: 10_000))
      #expect(abs(route.effectiveWidth - width) < 1e-12)
    }
  }

  @Test("denser heat is cheaper to distribute")
  func costFalls() throws {
    var last = Double.infinity
    for density in stride(from: 20.0, through: 2000, by: 20) {
      let route = try #require(
        network.route(heat: density * 1000, floorArea: density * 15, landArea: 10_000))
      #expect(route.capitalCost < last)
      last = route.capitalCost
    }
  }

  @Test("where there is no heat there is no route")
  func noHeat() {
    #expect(network.route(heat: 0, floorArea: 500, landArea: 10_000) == nil)
  }

  @Test("the annuity of 30 years at 5 % is 0.06505")
  func annuity() { #expect(abs(network.annuity - 0.06505) < 5e-6) }
}
