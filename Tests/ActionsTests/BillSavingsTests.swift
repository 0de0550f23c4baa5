import PlanModel
import Testing

@testable import Actions

private func options(
  _ actions: [Action], _ stock: AreaStock, eligibility: [Eligibility] = []
) throws -> OptionTable {
  try planningOptions(
    actions: actions, stock: stock, eligibility: eligibility, economy: someEconomy(),
    workers: Workers(1)
  ).options
}

@Suite("Bill savings")
struct BillSavingsTests {
  @Test("what users save adds up to the bill savings of the option, whatever the actions")
  func usersAddUp() throws {
    var stock = someStock(units: 2)
    stock[.heatedArea, .tertiary, 1] = 500
    stock[.spaceHeat, .tertiary, 1] = 30_000
    stock[heat: .naturalGas, .tertiary, 1] = 40_000
    stock[.coolingElectricity, .tertiary, 1] = 5000
    stock[.suitableRoof, .tertiary, 1] = 300
    let both: (inout Action) -> Void = { $0.sectors = [.residential, .tertiary] }
    var actions = [renovation(), heatPump(), collectors(), roofModules()]
    for position in actions.indices { both(&actions[position]) }
    let table = try options(
      actions + [turbines()], stock, eligibility: [eligible("wind", [1e6, 2e6])])
    #expect(table.count == 18)
    for option in 0..<table.count {
      let users = table.userSavings.map { $0[option] }.compensatedSum()
      let whole = table.amount(.billSavings, of: option)
      #expect(abs(users - whole) <= 1e-9 * max(1, abs(whole)))
      // The annual cost is what is spent less what is saved.
      let spent = table.packages[Int(table.package[option])].map { action in
        table.amount(.investment, of: option, by: action)
          * (table.annuities[action] + table.actions[action].cost.runningShare)
      }.compensatedSum()
      #expect(abs(table.amount(.annualCost, of: option) - (spent - whole)) < 1e-6)
    }
  }

  @Test("gas saved in homes is the households', modules pay by the roofs, turbines their owners")
  func whoSaves() throws {
    var stock = someStock()
    stock[.suitableRoof, .tertiary, 0] = 300
    stock.lightingElectricity[0] = 10_000
    var modules = roofModules()
    modules.sectors = [.residential, .tertiary]
    let lamps = action(
      "lamps", slot: "street", stage: .save, base: .lightingElectricity, share: 1, sectors: [],
      effect: .saveElectricity(share: 0.5))
    let table = try options(
      [renovation(), modules, lamps, turbines()], stock,
      eligibility: [eligible("wind", [1e6])])
    func savings(_ id: String) throws -> [Double] {
      let row = try #require(option([id], in: table))
      return table.userSavings.map { $0[row] }
    }
    // 25 MWh of gas at 10 ct; see the package by hand.
    for (found, expected) in zip(try savings("renovation"), [2500.0, 0, 0, 0, 0]) {
      #expect(abs(found - expected) < 1e-9)
    }
    // 360 m² × 0.2 kWp × 1000 kWh at 10 ct: a quarter of the roof is on homes.
    for (found, expected) in zip(try savings("pv"), [1800.0, 5400, 0, 0, 0]) {
      #expect(abs(found - expected) < 1e-9)
    }
    #expect(try savings("lamps") == [0, 0, 1250, 0, 0])
    let wind = try savings("wind")
    #expect(wind.prefix(4).allSatisfy { $0 == 0 })
  }

  @Test("an action whose energy is not priced saves no bill")
  func notPriced() throws {
    var free = renovation()
    free.cost.creditsEnergy = false
    let table = try options([free], someStock())
    #expect(table.amount(.billSavings, of: 0) == 0)
    #expect(table.userSavings.allSatisfy { $0[0] == 0 })
  }
}
