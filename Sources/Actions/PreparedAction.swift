import PlanModel

/// The numbers of an action, with everything looked up that does not depend on the unit.
///
/// It holds no text, because a struct with much text in it costs a count of references at every copy.
struct PreparedAction {
  let stage: Action.Stage
  let base: ActionSize.Base
  let share: Double
  let effect: ActionEffect
  let cost: ActionCost
  let jobsPerInvestment: Double
  let jobsPerPower: Double
  let needsLand: Bool
  let claimedShare: Double
  let minimumLand: Double
  let minimumWindSpeed: Double
  /// The sectors it acts on.
  let sectors: [StockSector]
  /// The activities it acts on.
  let activities: [ActivitySector]
  /// The source of emissions it acts on.
  let source: EmissionSource?
  /// What the investment's unit costs are multiplied with, for learning.
  let learned: Double
  /// The annuity of its lifetime.
  let annuity: Double
  /// What a kWh that the action generates emits itself, t CO2e.
  let generationEmissions: Double
  /// The emission factors of the municipality's carriers, t/kWh.
  let emissionFactors: [Double]
  /// Eligible land by unit, m²; empty where it needs none or none is known.
  let eligible: [Double]

  /// Prepares an action.
  ///
  /// - Parameter learning: Years from the base year to when it is built; nil: the middle of the plan's years.
  init(
    _ action: Action, economy: Economy, eligibility: [Eligibility], learning: Double? = nil
  ) {
    stage = action.stage
    base = action.size.base
    share = action.size.share
    effect = action.effect
    cost = action.cost
    jobsPerInvestment = action.jobsPerInvestment
    jobsPerPower = action.jobsPerPower
    needsLand = action.rule.needsLand
    claimedShare = action.rule.claimedShare
    minimumLand = action.rule.minimumLand
    minimumWindSpeed = action.rule.minimumWindSpeed
    sectors = action.sectors
    activities = action.activities
    source = action.source
    learned =
      learning.map { economy.learned(rate: action.cost.learning, years: $0) }
      ?? economy.learned(rate: action.cost.learning)
    annuity = economy.annuity(lifetime: action.cost.lifetime)
    generationEmissions =
      switch action.effect {
      case .photovoltaic: economy.photovoltaicEmissions
      case .wind: economy.windEmissions
      default: 0
      }
    emissionFactors = economy.emissionFactors
    eligible = eligibility.first { $0.action == action.id }?.eligible ?? []
  }

  /// Eligible land of a unit that passes the action's own rule, m².
  func land(in unit: Int) -> Double {
    guard needsLand, unit < eligible.count else { return 0 }
    let land = max(0, eligible[unit])
    return land < minimumLand ? 0 : land
  }
}

/// What one action of a package does in one unit.
struct StageEffect {
  /// The size, in the unit of the action's base.
  var size = 0.0
  /// Power installed, kW.
  var power = 0.0
  /// Power at the grid connection, kW.
  var gridPower = 0.0
  /// Things planted or placed.
  var pieces = 0.0
  /// Electricity generated, kWh/a.
  var generated = 0.0
  /// Heat that collectors add to that of the collectors there are, kWh/a.
  var solarHeat = 0.0
  /// Carbon taken up, t/a.
  var uptake = 0.0
  /// Land taken from other uses, m².
  var land = 0.0
  /// Investment of the heat network, EUR.
  var network = 0.0
  /// Whether there was anything to act on.
  var acts = false
}
