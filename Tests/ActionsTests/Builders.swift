import PlanModel

@testable import Actions

/// Words that are right wherever a test does not look at them.
let someCodes = ActionCodes(
  sector: "Residential buildings", policyArea: "Integrated action", instrument: "Not applicable",
  field: "Energy systems", lever: "Technology/Infrastructure")

/// An action with the given effect, in the stage it belongs to.
func action(
  _ id: String, slot: String = "building", stage: Action.Stage, base: ActionSize.Base,
  share: Double, sectors: [StockSector] = [.residential], effect: ActionEffect,
  _ change: (inout Action) -> Void = { _ in }
) -> Action {
  var action = Action(
    id: id, name: id, slot: slot, stage: stage, size: ActionSize(base: base, share: share),
    effect: effect, cost: ActionCost(), codes: someCodes)
  action.sectors = sectors
  change(&action)
  return action
}

/// Renovation of half of the area that saves 40 % there, at 200 EUR/m² for 40 years.
func renovation(_ id: String = "renovation", slot: String = "building") -> Action {
  action(
    id, slot: slot, stage: .save, base: .heatedArea, share: 0.5,
    effect: .saveSpaceHeat(share: 0.4)
  ) {
    $0.cost.perSize = 200
    $0.cost.usesCountryIndex = true
    $0.cost.lifetime = 40
    $0.cost.runningShare = 0.01
    $0.jobsPerInvestment = 1e-5
  }
}

/// Heat pumps for 60 % of the heat, performance 3, 1000 EUR/kW for 20 years.
func heatPump(_ id: String = "heat-pump", slot: String = "building") -> Action {
  action(
    id, slot: slot, stage: .switchSupply, base: .usefulHeat, share: 0.6,
    effect: .supplyHeat(carrier: .electricity, efficiency: 3, fullLoadHours: 2000, losses: 0)
  ) {
    $0.cost.perPower = 1000
    $0.cost.lifetime = 20
    $0.cost.runningShare = 0.03
  }
}

/// Collectors on a tenth of the roof.
func collectors(_ id: String = "collectors", slot: String = "building") -> Action {
  action(
    id, slot: slot, stage: .generate, base: .suitableRoof, share: 0.1,
    effect: .solarThermal(yield: 400, largestShare: 0.6)
  ) {
    $0.cost.perSize = 400
    $0.cost.lifetime = 20
  }
}

/// Photovoltaics on 90 % of the roof: 0.2 kWp/m².
func roofModules(_ id: String = "pv", slot: String = "roof") -> Action {
  action(
    id, slot: slot, stage: .generate, base: .suitableRoof, share: 0.9,
    effect: .photovoltaic(density: 0.2, performance: 0.8, orientationGain: 1.25)
  ) {
    $0.cost.perPower = 1000
    $0.cost.lifetime = 25
    $0.cost.generationPrice = 0.1
    $0.jobsPerPower = 0.01
  }
}

/// Turbines of 4 MW at 4 MW/km².
func turbines(_ id: String = "wind") -> Action {
  action(
    id, slot: "land", stage: .generate, base: .eligibleLand, share: 1, sectors: [],
    effect: .wind(density: 0.004, fullLoadHours: 2628, referenceSpeed: 7, unitPower: 4000)
  ) {
    $0.rule.landUse = [.arable]
    $0.rule.claimedShare = 0.01
    $0.cost.perPower = 1500
  }
}

/// Gas at 0.10 EUR and 0.2 kg, electricity at 0.25 EUR and 0.3 kg a kWh; no interest; construction 1.2.
func someEconomy() -> Economy {
  var prices = Array(repeating: 0.0, count: Carrier.allCases.count)
  var factors = prices
  prices[Carrier.naturalGas.index] = 0.10
  prices[Carrier.electricity.index] = 0.25
  factors[Carrier.naturalGas.index] = 0.0002
  factors[Carrier.electricity.index] = 0.0003
  return Economy(
    prices: prices, emissionFactors: factors, discountRate: 0, constructionIndex: 1.2)
}

/// One unit of 1000 m² heated by gas: 100 MWh of space heat and 20 MWh of hot water from 150 MWh, 100 m² of roof.
func someStock(units: Int = 1) -> AreaStock {
  var stock = AreaStock(count: units)
  for unit in 0..<units {
    stock[.heatedArea, .residential, unit] = 1000
    stock[.spaceHeat, .residential, unit] = 100_000
    stock[.hotWater, .residential, unit] = 20_000
    stock[heat: .naturalGas, .residential, unit] = 150_000
    stock[.applianceElectricity, .residential, unit] = 30_000
    stock[.suitableRoof, .residential, unit] = 100
    stock.radiation[unit] = 1000
    stock.windSpeed[unit] = 7
  }
  return stock
}

/// Eligible land of an action, without geometry.
func eligible(_ action: String, _ land: [Double]) -> Eligibility {
  let zeros = Array(repeating: 0.0, count: land.count)
  return Eligibility(
    action: action, eligible: land, excluded: zeros, unknown: zeros,
    geometry: GeometryColumn(rows: land.map { _ in [] }))
}

/// The option of a unit with exactly these actions.
func option(_ ids: [String], unit: Int = 0, in table: OptionTable) -> Int? {
  (0..<table.count).first { table.unit[$0] == unit && table.actionIDs(of: $0) == ids }
}

/// A small generator of numbers in 0…1 that is the same everywhere (Steele, Lea and Flood 2014).
struct SplitMix {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }
  mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }
}
