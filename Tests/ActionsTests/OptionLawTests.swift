import PlanModel
import Testing

@testable import Actions

/// A stock in which some things are there and some are not.
func randomStock(_ random: inout SplitMix, units: Int) -> AreaStock {
  var stock = AreaStock(count: units)
  for unit in 0..<units {
    for sector in StockSector.allCases where random.below(4) > 0 {
      stock[.heatedArea, sector, unit] = random.unit() * 1e4
      if random.below(5) > 0 { stock[.spaceHeat, sector, unit] = random.unit() * 1e6 }
      if random.below(5) > 0 { stock[.hotWater, sector, unit] = random.unit() * 2e5 }
      for carrier in [Carrier.naturalGas, .electricity, .heatingOil, .solarThermal]
      where random.below(3) > 0 {
        stock[heat: carrier, sector, unit] = random.unit() * 1e6
      }
      stock[.applianceElectricity, sector, unit] = random.unit() * 1e5
      if random.below(3) > 0 { stock[.suitableRoof, sector, unit] = random.unit() * 1e4 }
      let useful = stock[.spaceHeat, sector, unit] + stock[.hotWater, sector, unit]
      stock[.networkHeat, sector, unit] = random.below(2) == 0 ? 0 : useful * random.unit()
      stock[.networkInvestment, sector, unit] = stock[.networkHeat, sector, unit] * 0.3
    }
    stock.lightingElectricity[unit] = random.unit() * 1e4
    stock.builtLand[unit] = random.unit() * 1e5
    stock.radiation[unit] = random.unit() * 1800
    for sector in StockSector.allCases where random.below(3) > 0 {
      stock[.coolingElectricity, sector, unit] = random.unit() * 1e4
    }
    stock.windSpeed[unit] = random.unit() * 10
    stock.population[unit] = random.unit() * 500
  }
  if random.below(4) > 0 { stock.activities = randomActivities(&random, units: units) }
  return stock
}

/// Transport, industry and waste, shared among the units.
private func randomActivities(_ random: inout SplitMix, units: Int) -> Activities {
  var activities = Activities(count: units)
  for (s, _) in ActivitySector.allCases.enumerated() {
    for carrier in [Carrier.gasoline, .diesel, .electricity, .naturalGas]
    where random.below(3) > 0 {
      activities.energy[s * Carrier.allCases.count + carrier.index] = random.unit() * 1e7
      activities.factors[s * Carrier.allCases.count + carrier.index] = random.unit() * 3e-4
    }
    let shares = (0..<units).map { _ in random.unit() }
    let whole = shares.reduce(0, +)
    for unit in 0..<units { activities.energyShares[s * units + unit] = shares[unit] / whole }
  }
  for source in EmissionSource.allCases {
    activities.emissions[Int(source.rawValue)] = (random.unit() - 0.2) * 1e4
    for unit in 0..<units {
      activities.emissionShares[Int(source.rawValue) * units + unit] = 1 / Double(units)
    }
  }
  return activities
}

/// A catalogue with shares up to everything, whose heat actions are spread over slots by sector.
func randomCatalogue(_ random: inout SplitMix) -> [Action] {
  var actions: [Action] = []
  let slots: [(String, [StockSector])] = [
    ("homes", [.residential, .tertiary]), ("own", [.municipal]), ("works", [.industry]),
  ]
  func share() -> Double { random.below(4) == 0 ? 1 : random.unit() }
  for (slot, sectors) in slots {
    for i in 0..<random.below(3) {
      actions.append(
        action(
          "\(slot)-save-\(i)", slot: slot, stage: .save, base: .heatedArea, share: share(),
          sectors: sectors, effect: .saveSpaceHeat(share: share())))
    }
    for i in 0..<random.below(3) {
      let carrier = [Carrier.electricity, .biomass, .naturalGas][random.below(3)]
      actions.append(
        action(
          "\(slot)-switch-\(i)", slot: slot, stage: .switchSupply,
          base: random.below(2) == 0 ? .usefulHeat : .networkHeat, share: share(),
          sectors: sectors,
          effect: .supplyHeat(
            carrier: carrier, efficiency: 0.5 + 4 * random.unit(), fullLoadHours: 2000,
            losses: random.unit() * 0.5)))
    }
    if random.below(2) == 0 {
      actions.append(
        action(
          "\(slot)-sun", slot: slot, stage: .generate, base: .suitableRoof, share: share() * 0.5,
          sectors: sectors, effect: .solarThermal(yield: 500, largestShare: share())))
    }
  }
  actions.append(roofModules())
  actions[actions.count - 1].size.share = 0.5
  actions.append(
    action(
      "planted", slot: "roof", stage: .generate, base: .suitableRoof, share: 0.5,
      effect: .green(density: 1, uptake: 0.001, electricitySaved: 100 * random.unit())))
  actions.append(
    action(
      "led", slot: "lighting", stage: .save, base: .lightingElectricity, share: share(),
      sectors: [], effect: .saveElectricity(share: share())))
  for (slot, activity) in [("ways", ActivitySector.privateTransport), ("works-energy", .industry)] {
    for i in 0..<random.below(3) {
      actions.append(
        onActivity(
          "\(slot)-save-\(i)", slot: slot, stage: .save, activity, share: share(),
          .saveActivity(share: share(), carriers: random.below(2) == 0 ? [] : [.diesel])))
    }
    if random.below(2) == 0 {
      actions.append(
        onActivity(
          "\(slot)-switch", slot: slot, stage: .switchSupply, activity, share: share(),
          .switchActivity(
            from: [.gasoline, .diesel, .naturalGas], to: .electricity, ratio: 0.2 + random.unit())))
    }
  }
  actions.append(
    action(
      "devices", slot: "devices", stage: .save, base: .appliances, share: share(),
      sectors: [.residential, .tertiary], effect: .saveAppliances(share: share())))
  actions.append(
    action(
      "managed", slot: "own", stage: .save, base: .finalEnergy, share: share(),
      sectors: [.municipal], effect: .saveEnergy(heat: share(), electricity: share())))
  actions.append(
    action(
      "waste", slot: "waste", stage: .save, base: .emissions, share: share(), sectors: [],
      effect: .reduceEmissions(share: share())
    ) { $0.source = .waste })
  actions.append(
    action(
      "retention", slot: "rain", stage: .save, base: .builtLand, share: share(), sectors: [],
      effect: .adapt))
  return actions
}

/// An action on an activity.
private func onActivity(
  _ id: String, slot: String, stage: Action.Stage, _ activity: ActivitySector, share: Double,
  _ effect: ActionEffect
) -> Action {
  action(
    id, slot: slot, stage: stage, base: .activityEnergy, share: share, sectors: [], effect: effect
  ) { $0.activities = [activity] }
}

/// The smallest remaining final energy of any carrier and unit, under the worst choice of an option in each slot.
private func leastRemaining(_ table: OptionTable, _ stock: AreaStock) -> Double {
  var least = Double.infinity
  for unit in 0..<stock.count {
    for carrier in Carrier.allCases {
      var remaining = StockSector.allCases.reduce(0) { $0 + stock[heat: carrier, $1, unit] }
      if carrier == .electricity {
        remaining += stock.total(.applianceElectricity, in: unit) + stock.lightingElectricity[unit]
        remaining += stock.total(.coolingElectricity, in: unit)
      }
      for sector in ActivitySector.allCases {
        remaining += stock.activities.energy(sector, carrier, in: unit)
      }
      for slot in table.slots.indices {
        var worst = 0.0
        for row in 0..<table.count where table.unit[row] == unit && table.slot(of: row) == slot {
          worst = min(worst, table.carriers[carrier.index][row])
        }
        remaining += worst
      }
      least = min(least, remaining)
    }
  }
  return least
}

@Suite("Laws of options")
struct OptionLawTests {
  @Test("no combination of options over all slots uses more than is there", arguments: 1...60)
  func nothingBelowZero(seed: Int) throws {
    var random = SplitMix(UInt64(seed))
    let actions = randomCatalogue(&random)
    #expect(catalogueDiagnostics(actions) == [])
    let stock = randomStock(&random, units: 4)
    let table = try planningOptions(
      actions: actions, stock: stock, eligibility: [], economy: someEconomy(),
      workers: Workers(1)
    ).options
    #expect(leastRemaining(table, stock) >= -1e-6)
    for row in 0..<table.count {
      for amount in Amount.allCases {
        let parts = table.packages[Int(table.package[row])].map {
          table.amount(amount, of: row, by: $0)
        }
        #expect(abs(parts.reduce(0, +) - table.amount(amount, of: row)) <= 1e-6)
        #expect(table.amount(amount, of: row).isFinite)
      }
      #expect(table.amount(.land, of: row) >= 0 && table.amount(.investment, of: row) >= 0)
    }
  }

  @Test(
    "heat actions in two slots would take more than there is, which the catalogue's check finds")
  func twoSlotsCountTwice() throws {
    var first = renovation("first", slot: "one")
    var second = renovation("second", slot: "two")
    first.size.share = 1
    second.size.share = 1
    first.effect = .saveSpaceHeat(share: 1)
    second.effect = .saveSpaceHeat(share: 1)
    let stock = someStock()
    let table = try planningOptions(
      actions: [first, second], stock: stock, eligibility: [], economy: someEconomy(),
      workers: Workers(1)
    ).options
    #expect(leastRemaining(table, stock) < -1)
    #expect(catalogueDiagnostics([first, second]).map(\.code) == ["catalogue.counted-twice"])
  }

  @Test("two halves of a unit give half of its options each", arguments: 1...10)
  func halvesAddUp(seed: Int) throws {
    var random = SplitMix(UInt64(seed))
    let actions = randomCatalogue(&random)
    let whole = randomStock(&random, units: 1)
    var halves = AreaStock(count: 2)
    for unit in 0..<2 {
      for sector in StockSector.allCases {
        for measure in StockMeasure.allCases {
          halves[measure, sector, unit] = whole[measure, sector, 0] / 2
        }
        for carrier in Carrier.allCases {
          halves[heat: carrier, sector, unit] = whole[heat: carrier, sector, 0] / 2
        }
      }
      halves.lightingElectricity[unit] = whole.lightingElectricity[0] / 2
      halves.builtLand[unit] = whole.builtLand[0] / 2
      halves.radiation[unit] = whole.radiation[0]
      halves.windSpeed[unit] = whole.windSpeed[0]
      halves.population[unit] = whole.population[0] / 2
    }
    halves.activities = Activities(count: 2)
    halves.activities.energy = whole.activities.energy
    halves.activities.factors = whole.activities.factors
    halves.activities.emissions = whole.activities.emissions
    halves.activities.energyShares = whole.activities.energyShares.flatMap { [$0 / 2, $0 / 2] }
    halves.activities.emissionShares = whole.activities.emissionShares.flatMap { [$0 / 2, $0 / 2] }
    func table(_ stock: AreaStock) throws -> OptionTable {
      try planningOptions(
        actions: actions, stock: stock, eligibility: [], economy: someEconomy(),
        workers: Workers(1)
      ).options
    }
    let one = try table(whole)
    let two = try table(halves)
    try #require(two.count == 2 * one.count)
    for row in 0..<one.count {
      for amount in Amount.allCases {
        let sum = two.amount(amount, of: row) + two.amount(amount, of: row + one.count)
        let single = one.amount(amount, of: row)
        #expect(abs(sum - single) <= 1e-9 * max(1, abs(single)))
      }
    }
  }

  @Test("one and four workers give the same options to the bit")
  func workersDoNotMatter() throws {
    var random = SplitMix(7)
    let actions = randomCatalogue(&random)
    let stock = randomStock(&random, units: 700)
    let tables = try [1, 4].map {
      try planningOptions(
        actions: actions, stock: stock, eligibility: [], economy: someEconomy(),
        workers: Workers($0)
      ).options
    }
    #expect(tables[0].count > 700)
    #expect(tables[0].unit == tables[1].unit && tables[0].package == tables[1].package)
    #expect(tables[0].amounts == tables[1].amounts && tables[0].carriers == tables[1].carriers)
    #expect(tables[0].stageAmounts == tables[1].stageAmounts)
    #expect(tables[0].unit == tables[0].unit.sorted())
  }
}
