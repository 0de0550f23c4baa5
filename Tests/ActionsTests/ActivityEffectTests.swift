import PlanModel
import Testing

@testable import Actions

/// One unit with 100 MWh of petrol, 200 MWh of diesel and 10 MWh of electricity in private transport, 50 t from waste.
private func town() -> AreaStock {
  var stock = someStock()
  var activities = Activities(count: 1)
  let row = Int(ActivitySector.privateTransport.rawValue) * Carrier.allCases.count
  for (carrier, energy, factor) in [
    (Carrier.gasoline, 100_000.0, 0.000_25), (.diesel, 200_000, 0.000_276),
    (.electricity, 10_000, 0.000_3),
  ] {
    activities.energy[row + carrier.index] = energy
    activities.factors[row + carrier.index] = factor
  }
  activities.energyShares[Int(ActivitySector.privateTransport.rawValue)] = 1
  activities.emissions[Int(EmissionSource.waste.rawValue)] = 50
  activities.emissionShares[Int(EmissionSource.waste.rawValue)] = 1
  stock.activities = activities
  return stock
}

private func onRoad(
  _ id: String, _ stage: Action.Stage, share: Double, _ effect: ActionEffect,
  _ change: (inout Action) -> Void = { _ in }
) -> Action {
  action(
    id, slot: "mobility", stage: stage, base: .activityEnergy, share: share, sectors: [],
    effect: effect
  ) {
    $0.activities = [.privateTransport]
    change(&$0)
  }
}

private func options(_ actions: [Action], _ stock: AreaStock = town()) throws -> OptionTable {
  try #require(catalogueDiagnostics(actions) == [])
  return try planningOptions(
    actions: actions, stock: stock, eligibility: [], economy: someEconomy(), workers: Workers(1)
  ).options
}

@Suite("Effects beside the heat of buildings")
struct ActivityEffectTests {
  @Test("half of the trips save a fifth of all carriers, at the factors of the road")
  func modalShift() throws {
    let table = try options([
      onRoad("bicycles", .save, share: 0.5, .saveActivity(share: 0.2, carriers: []))
    ])
    // A tenth of 100, 200 and 10 MWh.
    #expect(table.carriers[Carrier.gasoline.index][0] == -10_000)
    #expect(table.carriers[Carrier.diesel.index][0] == -20_000)
    #expect(table.carriers[Carrier.electricity.index][0] == -1000)
    #expect(abs(table.amount(.co2, of: 0) - (2.5 + 5.52 + 0.3)) < 1e-9)
    #expect(table.amount(.energySaved, of: 0) == 31_000)
    #expect(table.size[0] == 155_000)
  }

  @Test("only the named carriers give where some are named")
  func someCarriers() throws {
    let table = try options([
      onRoad("eco", .save, share: 1, .saveActivity(share: 0.1, carriers: [.diesel]))
    ])
    #expect(table.carriers[Carrier.diesel.index][0] == -20_000)
    #expect(table.carriers[Carrier.gasoline.index][0] == 0)
  }

  @Test("electric cars replace what the stage before left, at their ratio")
  func electricCars() throws {
    let table = try options([
      onRoad("bicycles", .save, share: 0.5, .saveActivity(share: 0.2, carriers: [])),
      onRoad(
        "cars", .switchSupply, share: 0.5,
        .switchActivity(from: [.gasoline, .diesel], to: .electricity, ratio: 0.3)),
    ])
    let both = try #require(option(["bicycles", "cars"], in: table))
    // 90 and 180 MWh are left; half of 270 is replaced by 0.3 × 135 = 40.5 MWh.
    #expect(abs(table.carriers[Carrier.gasoline.index][both] - -55_000) < 1e-9)
    #expect(abs(table.carriers[Carrier.diesel.index][both] - -110_000) < 1e-9)
    #expect(abs(table.carriers[Carrier.electricity.index][both] - (40_500 - 1000)) < 1e-9)
    let cars = table.amount(.co2, of: both, by: 1)
    #expect(abs(cars - (45 * 0.25 + 90 * 0.276 - 40.5 * 0.3)) < 1e-9)
  }

  @Test("a carrier that a sector takes up for the first time counts at the municipality's factor")
  func firstElectricity() throws {
    var stock = town()
    let cell =
      Int(ActivitySector.privateTransport.rawValue) * Carrier.allCases.count
      + Carrier.electricity.index
    stock.activities.energy[cell] = 0
    stock.activities.factors[cell] = 0
    let table = try options(
      [
        onRoad(
          "cars", .switchSupply, share: 1,
          .switchActivity(from: [.gasoline], to: .electricity, ratio: 0.3))
      ], stock)
    // 100 MWh of petrol at 0.25 less 30 MWh of electricity at 0.3 t/MWh.
    #expect(abs(table.amount(.co2, of: 0) - (25 - 9)) < 1e-9)
  }

  @Test("emissions of waste fall by the share of what is reached, and a sink is left alone")
  func waste() throws {
    let digestion = action(
      "digestion", slot: "waste", stage: .save, base: .emissions, share: 0.5, sectors: [],
      effect: .reduceEmissions(share: 0.8)
    ) {
      $0.source = .waste
      $0.cost.perSize = 100
    }
    let table = try options([digestion])
    #expect(table.amount(.co2, of: 0) == 20)
    #expect(table.amount(.investment, of: 0) == 2500)
    var sink = town()
    sink.activities.emissions[Int(EmissionSource.waste.rawValue)] = -50
    #expect(try options([digestion], sink).count == 0)
  }

  @Test("energy management saves heat and electricity of what it reaches")
  func management() throws {
    let table = try options([
      action(
        "manager", stage: .save, base: .finalEnergy, share: 0.5,
        effect: .saveEnergy(heat: 0.1, electricity: 0.2))
    ])
    // 5 MWh of 100 MWh space heat, of 120 MWh useful from 150 MWh gas: 6.25 MWh; a tenth of 30 MWh.
    #expect(abs(table.carriers[Carrier.naturalGas.index][0] - -6250) < 1e-9)
    #expect(table.carriers[Carrier.electricity.index][0] == -3000)
    #expect(table.size[0] == 0.5 * 180_000)
  }

  @Test("woods bind carbon by area, and adaptation has a size and a cost but no effect")
  func landAndPeople() throws {
    let woods = action(
      "woods", slot: "land", stage: .generate, base: .eligibleLand, share: 0.1, sectors: [],
      effect: .sequester(uptake: 0.0005)
    ) { $0.rule.landUse = [.grassland] }
    let shade = action(
      "shade", slot: "shade", stage: .save, base: .population, share: 1, sectors: [],
      effect: .adapt
    ) { $0.cost.perSize = 10 }
    var stock = town()
    stock.population = [40]
    let table = try planningOptions(
      actions: [woods, shade], stock: stock, eligibility: [eligible("woods", [100_000])],
      economy: someEconomy(), workers: Workers(1)
    ).options
    let forest = try #require(option(["woods"], in: table))
    #expect(abs(table.amount(.co2, of: forest) - 5) < 1e-12)
    #expect(table.amount(.land, of: forest) == 10_000)
    let shaded = try #require(option(["shade"], in: table))
    #expect(table.amount(.co2, of: shaded) == 0)
    #expect(table.amount(.investment, of: shaded) == 400)
  }

  @Test("unit costs that fall by 2 % a year are those of the middle of the plan")
  func learning() throws {
    var economy = someEconomy()
    economy.years = 10
    let cheaper = onRoad("bicycles", .save, share: 1, .saveActivity(share: 0.2, carriers: [])) {
      $0.cost.perSize = 1
      $0.cost.learning = -0.02
    }
    let table = try planningOptions(
      actions: [cheaper], stock: town(), eligibility: [], economy: economy, workers: Workers(1)
    ).options
    let five = 0.98 * 0.98 * 0.98 * 0.98 * 0.98
    #expect(abs(table.amount(.investment, of: 0) - 310_000 * five) < 1e-6)
  }

  @Test("present value is what is saved less what is spent, and payers bear the investment")
  func money() throws {
    let pump = action(
      "pump", stage: .switchSupply, base: .usefulHeat, share: 1,
      effect: .supplyHeat(carrier: .electricity, efficiency: 3, fullLoadHours: 2000, losses: 0)
    ) {
      $0.cost.perPower = 1000
      $0.cost.lifetime = 20
      $0.payers = Payers(municipality: 0.1, households: 0.6, business: 0, state: 0.3)
    }
    let table = try options([pump])
    // 60 kW for 60,000 EUR; 150 MWh of gas at 0.10 less 40 MWh of electricity at 0.25 save 5,000 EUR a year.
    #expect(abs(table.netPresentValue(of: 0) - (20 * 5000 - 60_000)) < 1e-6)
    let parts = table.payments(of: 0)
    #expect(zip(parts, [6000, 36_000, 0, 18_000, 0]).allSatisfy { abs($0 - $1) < 1e-9 })
  }

  @Test("a package without what it requires of its slot is no option")
  func requirements() throws {
    let cars = onRoad(
      "cars", .switchSupply, share: 0.5,
      .switchActivity(from: [.gasoline], to: .electricity, ratio: 0.3)
    ) { $0.requires = ["bicycles"] }
    let bicycles = onRoad("bicycles", .save, share: 0.5, .saveActivity(share: 0.2, carriers: []))
    let table = try options([bicycles, cars])
    #expect(
      (0..<table.count).map { table.actionIDs(of: $0) } == [["bicycles"], ["bicycles", "cars"]])
    #expect(requirementDiagnostics([cars]).map(\.code) == ["catalogue.unknown-requirement"])
    #expect(requirementDiagnostics([bicycles, cars]).isEmpty)
    let found = requirementDiagnostics([bicycles, cars], offered: ["cars"])
    #expect(found.map(\.code) == ["catalogue.requirement-not-offered"])
    #expect(found.map(\.severity) == [.warning])
  }

  @Test("what acts on one activity, source or sector's devices from two slots is counted twice")
  func countedTwice() {
    let first = onRoad("a", .save, share: 1, .saveActivity(share: 0.2, carriers: []))
    var second = onRoad("b", .save, share: 1, .saveActivity(share: 0.2, carriers: []))
    second.slot = "other"
    #expect(catalogueDiagnostics([first, second]).map(\.code) == ["catalogue.counted-twice"])
    let devices = action(
      "c", slot: "one", stage: .save, base: .appliances, share: 1,
      effect: .saveAppliances(share: 0.1))
    let managed = action(
      "d", slot: "two", stage: .save, base: .finalEnergy, share: 1,
      effect: .saveEnergy(heat: 0.1, electricity: 0.1))
    #expect(catalogueDiagnostics([devices, managed]).map(\.code) == ["catalogue.counted-twice"])
  }

  @Test(
    "a split that does not add up, a base without its subject, and a carrier that replaces itself are errors"
  )
  func misfits() {
    var split = renovation()
    split.payers = Payers(municipality: 0.5, households: 0.4, business: 0, state: 0)
    #expect(catalogueDiagnostics([split]).map(\.code) == ["catalogue.does-not-fit"])
    let nobody = action(
      "x", slot: "mobility", stage: .save, base: .activityEnergy, share: 1, sectors: [],
      effect: .saveActivity(share: 0.1, carriers: []))
    #expect(catalogueDiagnostics([nobody]).map(\.code) == ["catalogue.does-not-fit"])
    let itself = onRoad(
      "y", .switchSupply, share: 1,
      .switchActivity(from: [.electricity], to: .electricity, ratio: 1))
    #expect(catalogueDiagnostics([itself]).map(\.code) == ["catalogue.bad-number"])
  }
}
