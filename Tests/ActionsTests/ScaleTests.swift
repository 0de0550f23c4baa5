import PlanModel
import Testing

@testable import Actions

@Suite("Scale")
struct ScaleTests {
  @Test("2,000 units times the built-in catalogue take a moment, not minutes")
  func manyUnits() throws {
    let actions = try builtInActions()
    var stock = AreaStock(count: 2_000)
    for unit in 0..<stock.count {
      for sector in StockSector.allCases {
        stock[.heatedArea, sector, unit] = 1000
        stock[.spaceHeat, sector, unit] = 100_000
        stock[.hotWater, sector, unit] = 2_000
        stock[heat: .naturalGas, sector, unit] = 150_000
        stock[.suitableRoof, sector, unit] = 100
        stock[.networkHeat, sector, unit] = 60_000
      }
      stock.radiation[unit] = 1000
      stock.lightingElectricity[unit] = 1000
      stock.builtLand[unit] = 5000
    }
    let clock = ContinuousClock()
    var table: OptionTable?
    let elapsed = try clock.measure {
      table = try planningOptions(
        actions: actions, stock: stock, eligibility: [], economy: someEconomy(),
        workers: Workers(2)
      ).options
    }
    // The heat of buildings, roofs, municipal buildings, and ten slots with one action that finds something.
    #expect(try #require(table).count == 2_000 * (55 + 3 + 8 + 10))
    // An optimised build takes a fraction of a second; the limit catches a change of order, on a busy machine too.
    #expect(elapsed < .seconds(60), "it took \(elapsed)")
  }
}
