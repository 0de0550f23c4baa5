import PlanModel
import Testing

@testable import Actions

/// The options of some actions over a stock.
private func options(
  _ actions: [Action], _ stock: AreaStock, eligibility: [Eligibility] = [], workers: Int = 1
) throws -> OptionsOutcome {
  try planningOptions(
    actions: actions, stock: stock, eligibility: eligibility, economy: someEconomy(),
    workers: Workers(workers))
}

@Suite("Options")
struct PlanningOptionsTests {
  @Test("renovation, then heat pump, then collectors: every step as computed by hand")
  func packageByHand() throws {
    let table = try options([renovation(), heatPump(), collectors()], someStock()).options
    let row = try #require(option(["renovation", "heat-pump", "collectors"], in: table))
    // Investment, annual cost, t, kWh saved, kWh renewable, m², kW, job-years, bill savings of each action:
    // 500 m² at 240 EUR save 20 of 120 MWh useful and so 25 of 150 MWh gas;
    // 60 of the remaining 100 MWh go from 75 MWh gas to 20 MWh electricity, 30 kW of heat, 10 kW at the meter;
    // 10 m² give 4 MWh, 4 % of the heat, which saves 2 MWh gas and 0.8 MWh electricity.
    let parts: [[Double]] = [
      [120_000, 3000 + 1200 - 2500, 5, 25_000, 0, 0, 0, 1.2, 2500],
      [30_000, 1500 + 900 - 7500 + 5000, 9, 55_000, 0, 0, 10, 0, 2500],
      [4000, 200 - 400, 0.64, 2800, 4000, 0, 0, 0, 400],
    ]
    for (action, expected) in parts.enumerated() {
      for (amount, value) in zip(Amount.allCases, expected) {
        let found = table.amount(amount, of: row, by: action)
        #expect(abs(found - value) < 1e-6, "\(amount) of action \(action) is \(found)")
      }
    }
    for amount in Amount.allCases {
      let sum = parts.reduce(0) { $0 + $1[amount.index] }
      #expect(abs(table.amount(amount, of: row) - sum) < 1e-6)
    }
    let changes: [Carrier: Double] = [
      .naturalGas: -102_000, .electricity: 19_200, .solarThermal: 4000,
    ]
    for carrier in Carrier.allCases {
      #expect(abs(table.carriers[carrier.index][row] - (changes[carrier] ?? 0)) < 1e-6)
    }
    #expect(table.size[row] == 500 && table.power[row] == 30)
  }

  @Test("a slot's packages are all combinations of at most one action a stage")
  func packagesAreCombinations() throws {
    let table = try options(
      [renovation("a"), renovation("b"), heatPump("c"), heatPump("d"), collectors("e")],
      someStock()
    ).options
    #expect(table.count == 3 * 3 * 2 - 1)
    #expect(Set((0..<table.count).map { table.actionIDs(of: $0) }).count == table.count)
    #expect((0..<table.count).allSatisfy { !table.actionIDs(of: $0).starts(with: ["a", "b"]) })
  }

  @Test("collectors cover no more hot water than they may, and no more are built")
  func collectorsStopAtHotWater() throws {
    var stock = someStock()
    stock[.suitableRoof, .residential, 0] = 10_000
    let table = try options([collectors()], stock).options
    #expect(table.amount(.renewableEnergy, of: 0) == 12_000)
    #expect(table.amount(.investment, of: 0) == 12_000 / 400 * 400)
  }

  @Test(
    "collectors yield in proportion to the sun, where the catalogue says what the yield belongs to")
  func collectorsFollowTheSun() throws {
    var stock = someStock()
    stock[.suitableRoof, .residential, 0] = 100
    stock.radiation[0] = 1380
    var sunny = collectors("sunny")
    sunny.effect = .solarThermal(yield: 400, largestShare: 0.6, referenceRadiation: 1150)
    let table = try options([sunny], stock).options
    // A tenth of the roof × 400 kWh/m² × 1,380 ÷ 1,150.
    #expect(abs(table.amount(.renewableEnergy, of: 0) - 10 * 480) < 1e-9)
    #expect(abs(table.size[0] - 10) < 1e-9)
    let flat = try options([collectors()], stock).options
    #expect(abs(flat.amount(.renewableEnergy, of: 0) - 10 * 400) < 1e-9)
  }

  @Test("collectors count as renewable what they add to the collectors that are there")
  func collectorsDisplaceCollectors() throws {
    var stock = someStock()
    stock[heat: .naturalGas, .residential, 0] = 120_000
    stock[heat: .solarThermal, .residential, 0] = 30_000
    let table = try options([collectors()], stock).options
    // 4 MWh of 120 MWh useful take a thirtieth of each supply: 1 MWh of the sun's that was there.
    #expect(abs(table.amount(.renewableEnergy, of: 0) - 3000) < 1e-9)
    #expect(abs(table.carriers[Carrier.solarThermal.index][0] - 3000) < 1e-9)
  }

  @Test("over their life cycle, modules and turbines pay for their own making")
  func lifeCycle() throws {
    var economy = someEconomy()
    economy.photovoltaicEmissions = 0.000_03
    economy.windEmissions = 0.000_01
    let table = try planningOptions(
      actions: [roofModules(), turbines()], stock: someStock(),
      eligibility: [eligible("wind", [1_000_000])],
      economy: economy, workers: Workers(1)
    ).options
    let modules = try #require(option(["pv"], in: table))
    #expect(abs(table.amount(.co2, of: modules) - 18_000 * 0.000_27) < 1e-9)
    let wind = try #require(option(["wind"], in: table))
    let generated = table.amount(.renewableEnergy, of: wind)
    #expect(generated > 0)
    #expect(abs(table.amount(.co2, of: wind) - generated * 0.000_29) < 1e-9)
  }

  @Test("a network is paid for all that it passes, also for sectors that it does not connect")
  func networkOfAllSectors() throws {
    var stock = someStock()
    stock[.networkHeat, .residential, 0] = 60_000
    stock[.networkInvestment, .residential, 0] = 9000
    stock[.networkInvestment, .municipal, 0] = 1000
    let network = action(
      "dh", stage: .switchSupply, base: .networkHeat, share: 0.5,
      effect: .supplyHeat(carrier: .electricity, efficiency: 3, fullLoadHours: 2500, losses: 0.2)
    ) { $0.cost.includesNetwork = true }
    let table = try options([network], stock).options
    #expect(table.amount(.investment, of: 0) == 10_000)
  }

  @Test("photovoltaics: 18 kWp in 1000 kWh/m² give 18 MWh, credited at the factor of electricity")
  func photovoltaics() throws {
    let table = try options([roofModules()], someStock()).options
    #expect(table.power == [18])
    #expect(abs(table.amount(.renewableEnergy, of: 0) - 18_000) < 1e-9)
    #expect(abs(table.amount(.co2, of: 0) - 5.4) < 1e-12)
    #expect(abs(table.amount(.annualCost, of: 0) - (18_000 / 25 - 1800)) < 1e-9)
    #expect(table.amount(.energySaved, of: 0) == 0 && table.amount(.gridPower, of: 0) == 18)
    #expect(abs(table.amount(.jobs, of: 0) - 0.18) < 1e-12)
    #expect(table.carriers.allSatisfy { $0 == [0] })
  }

  @Test("a network supplies dense hectares only, with losses, and is paid in full")
  func networks() throws {
    var stock = someStock()
    stock[.networkHeat, .residential, 0] = 60_000
    stock[.networkInvestment, .residential, 0] = 9000
    let network = action(
      "dh", stage: .switchSupply, base: .networkHeat, share: 0.5,
      effect: .supplyHeat(carrier: .electricity, efficiency: 3, fullLoadHours: 2500, losses: 0.2)
    ) {
      $0.cost.includesNetwork = true
      $0.cost.perPower = 100
    }
    let table = try options([renovation(), network], stock).options
    let alone = try #require(option(["dh"], in: table))
    // 30 MWh at the houses are 37.5 MWh at the plant: 15 kW and 12.5 MWh of electricity.
    #expect(table.size[alone] == 30_000)
    #expect(table.power[alone] == 15)
    #expect(abs(table.carriers[Carrier.electricity.index][alone] - 12_500) < 1e-9)
    #expect(table.amount(.investment, of: alone) == 9000 + 1500)
    #expect(table.carriers[Carrier.naturalGas.index][alone] == -37_500)
    // Renovation takes a sixth of all heat, so of the dense hectares' too.
    let both = try #require(option(["renovation", "dh"], in: table))
    #expect(abs(table.power[both] - 12.5) < 1e-9)
  }

  @Test(
    "wind comes in whole turbines", arguments: [(0.0, 0), (999_999, 0), (1_000_000, 1), (2.9e6, 2)])
  func wholeTurbines(land: Double, count: Int) throws {
    let table = try options([turbines()], someStock(), eligibility: [eligible("wind", [land])])
      .options
    #expect(table.count == (count == 0 ? 0 : 1))
    if count > 0 {
      #expect(table.power == [Double(count) * 4000])
      #expect(table.amount(.land, of: 0) == Double(count) * 10_000)
      #expect(abs(table.amount(.renewableEnergy, of: 0) - Double(count) * 4000 * 2628) < 1e-6)
    }
  }

  @Test("land enough for turbines, but in no unit, is told with what a unit would have to hold")
  func landInPieces() throws {
    let stock = someStock(units: 3)
    let land = eligible("wind", [900_000, 900_000, 600_000])
    let found = try options([turbines()], stock, eligibility: [land]).diagnostics
    #expect(found.map(\.code) == ["options.land-in-pieces"])
    #expect(found[0].severity == .warning)
    #expect(
      found[0].message
        == "2.4 km² are eligible for wind (wind), but no unit holds the 1.0 km² one turbine needs; the most in one unit are 0.90 km²."
    )
    #expect(found[0].remedy.contains("larger units"))
  }

  @Test("land below an action's least in every unit is told likewise, and weak wind as what it is")
  func leastLandInPieces() throws {
    var field = action(
      "ground-pv", slot: "land", stage: .generate, base: .eligibleLand, share: 1, sectors: [],
      effect: .photovoltaic(density: 0.1, performance: 0.8, orientationGain: 1))
    field.rule.landUse = [.arable]
    field.rule.minimumLand = 10_000
    let small = try options(
      [field], someStock(units: 2), eligibility: [eligible("ground-pv", [9000, 8000])]
    ).diagnostics
    #expect(small.map(\.code) == ["options.land-in-pieces"])
    #expect(small[0].message.contains("1.70 ha are eligible"))
    #expect(small[0].message.contains("the 1.00 ha that it needs in one place"))
    var park = turbines()
    park.rule.minimumWindSpeed = 8
    let weak = try options([park], someStock(), eligibility: [eligible("wind", [1e7])]).diagnostics
    #expect(weak.map(\.code) == ["options.weak-wind"])
  }

  @Test("slow wind gives fewer hours, and unknown wind no option but a warning")
  func windSpeeds() throws {
    #expect(abs(windFullLoadHours(at: 6, hours: 2628, reference: 7) - 8760 * 0.213) < 1e-9)
    #expect(windFullLoadHours(at: 2, hours: 2628, reference: 7) == 0)
    #expect(windFullLoadHours(at: 30, hours: 2628, reference: 7) == 8760 * 0.6)
    var stock = someStock()
    stock.windSpeed = [0]
    let outcome = try options([turbines()], stock, eligibility: [eligible("wind", [1e7])])
    #expect(outcome.options.count == 0)
    #expect(outcome.diagnostics.contains { $0.code == "options.no-wind-speed" })
    // Where no turbine may stand, nobody need know the wind.
    let landless = try options([turbines()], stock, eligibility: [eligible("wind", [0])])
    #expect(landless.diagnostics.map(\.code) == ["options.unused-action"])
  }

  @Test("land below the least of the action makes no option")
  func leastLand() throws {
    var park = turbines()
    park.rule.minimumLand = 5_000_000
    let outcome = try options(
      [park], someStock(units: 2), eligibility: [eligible("wind", [4_999_999, 5_000_000])])
    #expect(outcome.options.unit == [1])
  }

  @Test("trees take up carbon, roofs save no more electricity than there is")
  func greens() throws {
    var stock = someStock()
    stock.builtLand = [10_000]
    stock[.coolingElectricity, .residential, 0] = 20_000
    stock[.coolingElectricity, .tertiary, 0] = 10_000
    let trees = action(
      "trees", slot: "green", stage: .save, base: .builtLand, share: 0.5, sectors: [],
      effect: .green(density: 0.002, uptake: 0.015, electricitySaved: 0)
    ) { $0.cost.perPiece = 1000 }
    let roofs = action(
      "roofs", slot: "roof", stage: .generate, base: .suitableRoof, share: 1,
      effect: .green(density: 1, uptake: 0, electricitySaved: 1e6))
    let table = try options([trees, roofs], stock).options
    let planted = try #require(option(["trees"], in: table))
    #expect(abs(table.amount(.co2, of: planted) - 0.15) < 1e-12)
    #expect(abs(table.amount(.investment, of: planted) - 10_000) < 1e-9)
    let green = try #require(option(["roofs"], in: table))
    #expect(table.carriers[Carrier.electricity.index][green] == -30_000)
  }

  @Test("street lighting saves its share and nothing else")
  func lighting() throws {
    var stock = someStock()
    stock.lightingElectricity = [1000]
    let lamps = action(
      "led", slot: "lighting", stage: .save, base: .lightingElectricity, share: 1, sectors: [],
      effect: .saveElectricity(share: 0.6)
    ) {
      $0.cost.perSize = 1
      $0.cost.lifetime = 20
    }
    let table = try options([lamps], stock).options
    #expect(table.amount(.energySaved, of: 0) == 600)
    #expect(table.amount(.investment, of: 0) == 1000)
    #expect(abs(table.amount(.annualCost, of: 0) - (50 - 150)) < 1e-9)
  }

  @Test("an action that finds nothing makes no option, and no package with it")
  func nothingToActOn() throws {
    var stock = someStock(units: 2)
    stock[.suitableRoof, .residential, 1] = 0
    let outcome = try options([renovation(), collectors()], stock)
    #expect(outcome.options.unit == [0, 0, 0, 1])
    #expect(outcome.options.actionIDs(of: 3) == ["renovation"])
    let empty = try options([renovation()], AreaStock(count: 3))
    #expect(empty.options.count == 0 && empty.defaults.isEmpty)
    #expect(empty.diagnostics.map(\.code) == ["options.unused-action"])
    #expect(try options([], someStock()).options.count == 0)
    #expect(try options([renovation()], AreaStock(count: 0)).options.count == 0)
  }

  @Test("the electricity used today is that of heat, appliances and lighting")
  func electricityOfToday() throws {
    var stock = someStock(units: 2)
    stock[heat: .electricity, .tertiary, 1] = 500
    stock.lightingElectricity = [10, 20]
    #expect(try options([roofModules()], stock).options.electricityUse == 60_530)
  }

  @Test("the defaults are the numbers of actions that are an option somewhere")
  func defaultsAreThoseUsed() throws {
    let number = { (name: String) in
      SourcedNumber(name: name, value: 1, unit: "1", year: 2025, source: "test", confidence: .low)
    }
    var used = renovation()
    used.numbers = [number("used")]
    var unused = turbines()
    unused.numbers = [number("unused")]
    #expect(try options([used, unused], someStock()).defaults.map(\.name) == ["used"])
  }
}
