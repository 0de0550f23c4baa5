import PlanModel
import Testing

@testable import Actions

/// One unit as dictionaries, on which actions work one after another in the plainest way.
private struct Twin {
  /// Final energy by `sector carrier`, `appliances sector`, `activity carrier` or `lighting`, kWh.
  var energy: [String: Double] = [:]
  var spaceHeat: [StockSector: Double] = [:]
  var hotWater: [StockSector: Double] = [:]
  var emissions: [EmissionSource: Double] = [:]
  /// The factor of each entry of `energy`, t/kWh.
  var factor: [String: Double] = [:]

  init(_ stock: AreaStock, _ economy: Economy, unit: Int) {
    for sector in StockSector.allCases {
      spaceHeat[sector] = stock[.spaceHeat, sector, unit]
      hotWater[sector] = stock[.hotWater, sector, unit]
      add("appliances \(sector)", .electricity, stock[.applianceElectricity, sector, unit], economy)
      for carrier in Carrier.allCases {
        add("\(sector) \(carrier)", carrier, stock[heat: carrier, sector, unit], economy)
      }
    }
    add("lighting", .electricity, stock.lightingElectricity[unit], economy)
    for sector in ActivitySector.allCases {
      for carrier in Carrier.allCases {
        let name = "activity \(sector) \(carrier)"
        add(name, carrier, stock.activities.energy(sector, carrier, in: unit), economy)
        let cell = Int(sector.rawValue) * Carrier.allCases.count + carrier.index
        if stock.activities.energy[cell] != 0 {
          factor[name] = stock.activities.factor(sector, carrier)
        }
      }
    }
    for source in EmissionSource.allCases {
      emissions[source] = stock.activities.emissions(source, in: unit)
    }
  }

  private mutating func add(
    _ name: String, _ carrier: Carrier, _ amount: Double, _ economy: Economy
  ) {
    energy[name] = amount
    factor[name] = economy.emissionFactors[carrier.index]
  }

  /// All emissions, t.
  var total: Double {
    energy.keys.sorted().map { energy[$0]! * factor[$0]! }.compensatedSum()
      + EmissionSource.allCases.map { emissions[$0]! }.compensatedSum()
  }

  /// The least of what is left of anything.
  var least: Double { min(energy.values.min()!, spaceHeat.values.min()!, hotWater.values.min()!) }

  private func useful(_ sector: StockSector) -> Double { spaceHeat[sector]! + hotWater[sector]! }

  private mutating func giveHeat(_ amount: Double, _ sector: StockSector) {
    let kept = 1 - amount / useful(sector)
    for carrier in Carrier.allCases { energy["\(sector) \(carrier)"]! *= kept }
  }

  private mutating func save(_ amount: Double, _ sector: StockSector) {
    if amount <= 0 { return }
    giveHeat(amount, sector)
    spaceHeat[sector]! -= amount
  }

  /// Does what an action says; false: an effect that the twin does not know.
  mutating func apply(_ action: Action) -> Bool {
    let reach = action.size.share
    switch action.effect {
    case .saveSpaceHeat(let share):
      for sector in action.sectors { save(spaceHeat[sector]! * reach * share, sector) }
    case .saveEnergy(let heat, let electricity):
      for sector in action.sectors {
        save(spaceHeat[sector]! * reach * heat, sector)
        energy["appliances \(sector)"]! *= 1 - reach * electricity
      }
    case .saveAppliances(let share):
      for sector in action.sectors { energy["appliances \(sector)"]! *= 1 - reach * share }
    case .saveElectricity(let share): energy["lighting"]! *= 1 - reach * share
    case .supplyHeat(let carrier, let efficiency, _, let losses)
    where action.size.base == .usefulHeat:
      for sector in action.sectors where useful(sector) > 0 {
        let heat = reach * useful(sector)
        giveHeat(heat, sector)
        energy["\(sector) \(carrier)"]! += heat / efficiency / (1 - losses)
      }
    case .saveActivity(let share, let carriers):
      for sector in action.activities {
        for carrier in carriers.isEmpty ? Carrier.allCases : carriers {
          energy["activity \(sector) \(carrier)"]! *= 1 - reach * share
        }
      }
    case .switchActivity(let from, let to, let ratio):
      for sector in action.activities {
        for carrier in from {
          let part = energy["activity \(sector) \(carrier)"]! * reach
          energy["activity \(sector) \(carrier)"]! -= part
          energy["activity \(sector) \(to)"]! += part * ratio
        }
      }
    case .reduceEmissions(let share):
      emissions[action.source!]! -= max(0, emissions[action.source!]!) * reach * share
    case .adapt: break
    default: return false
    }
    return true
  }
}

@Suite("Options beside a twin of dictionaries")
struct SlowTwinTests {
  @Test("every package does what its actions do one after another", arguments: 1...40)
  func packages(seed: Int) throws {
    var random = SplitMix(UInt64(1000 + seed))
    let actions = randomCatalogue(&random)
    let stock = randomStock(&random, units: 3)
    let economy = someEconomy()
    let table = try planningOptions(
      actions: actions, stock: stock, eligibility: [], economy: economy, workers: Workers(1)
    ).options
    var compared = 0
    for row in 0..<table.count {
      let unit = Int(table.unit[row])
      let before = Twin(stock, economy, unit: unit)
      var twin = before
      let package = table.packages[Int(table.package[row])]
      guard package.allSatisfy({ twin.apply(actions[$0]) }) else { continue }
      compared += 1
      let reduction = before.total - twin.total
      let found = table.amount(.co2, of: row)
      #expect(abs(found - reduction) <= 1e-9 * max(1, abs(before.total)), "\(table.title(of: row))")
      #expect(twin.least >= -1e-9)
      for source in EmissionSource.allCases where before.emissions[source]! >= 0 {
        #expect(twin.emissions[source]! >= 0)
      }
      let saved = (before.energy.keys.sorted().map { before.energy[$0]! - twin.energy[$0]! })
        .compensatedSum()
      let sun = StockSector.allCases.map { sector in
        before.energy["\(sector) solarThermal"]! - twin.energy["\(sector) solarThermal"]!
      }.compensatedSum()
      #expect(abs(table.amount(.energySaved, of: row) - (saved - sun)) <= 1e-6 * max(1, abs(saved)))
    }
    #expect(compared > 0)
  }

  @Test("no choice of one package in every slot leaves less than nothing", arguments: 1...40)
  func allSlots(seed: Int) throws {
    var random = SplitMix(UInt64(5000 + seed))
    let actions = randomCatalogue(&random)
    try #require(catalogueDiagnostics(actions) == [])
    let stock = randomStock(&random, units: 1)
    let packages = Packages(of: actions)
    for _ in 0..<20 {
      var twin = Twin(stock, someEconomy(), unit: 0)
      for slot in packages.slots.indices {
        let choices = packages.packages.indices.filter { packages.slot[$0] == slot }
        for action in packages.packages[choices[random.below(choices.count)]] {
          _ = twin.apply(actions[action])
        }
      }
      #expect(twin.least >= -1e-9)
    }
  }
}
