import PlanModel

/// An action with everything looked up that does not depend on the unit.
struct PreparedAction {
  let action: Action
  /// Positions of the sectors it acts on.
  let sectors: [Int]
  /// The annuity of its lifetime.
  let annuity: Double
  /// Eligible land by unit, m²; empty where it needs none or none is known.
  let eligible: [Double]

  init(_ action: Action, economy: Economy, eligibility: [Eligibility]) {
    self.action = action
    sectors = action.sectors.map { Int($0.rawValue) }
    annuity = economy.annuity(lifetime: action.cost.lifetime)
    eligible = eligibility.first { $0.action == action.id }?.eligible ?? []
  }

  /// Eligible land of a unit that passes the action's own rule, m².
  func land(in unit: Int) -> Double {
    guard action.rule.needsLand, unit < eligible.count else { return 0 }
    let land = max(0, eligible[unit])
    return land < action.rule.minimumLand ? 0 : land
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
  /// Heat from collectors, kWh/a.
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
