import PlanModel

let sectorCount = StockSector.allCases.count
let carrierCount = Carrier.allCases.count
let activityCount = ActivitySector.allCases.count
let sourceCount = EmissionSource.allCases.count
let userCount = EnergyUser.allCases.count

/// The energy of one unit while the actions of a package work on it, in kWh/a.
///
/// Arrays run over sectors; `heat` over carriers within sectors. An object is made once a chunk and refilled for
/// each unit and package, so that no row allocates.
struct UnitEnergy {
  /// Useful space heat by sector.
  var spaceHeat = [Double](repeating: 0, count: sectorCount)
  /// Useful hot water by sector.
  var hotWater = [Double](repeating: 0, count: sectorCount)
  /// Final energy for heat: `sector * carrierCount + carrier`.
  var heat = [Double](repeating: 0, count: sectorCount * carrierCount)
  /// Electricity of appliances by sector.
  var appliances = [Double](repeating: 0, count: sectorCount)
  /// Electricity for cooling by sector.
  var cooling = [Double](repeating: 0, count: sectorCount)
  /// Electricity of street lighting.
  var lighting = 0.0
  /// Final energy of activities: `activity * carrierCount + carrier`.
  var activities = [Double](repeating: 0, count: activityCount * carrierCount)
  /// Emissions that are no use of energy, by source, t/a.
  var emissions = [Double](repeating: 0, count: sourceCount)
  /// Whether there are any activities or such emissions; where not, they are not copied.
  private var hasActivities = false
  /// What the current stage changes in final energy, by carrier.
  var change = [Double](repeating: 0, count: carrierCount)
  /// The part of `change` that is the activities'.
  var activityChange = [Double](repeating: 0, count: carrierCount)
  /// What the current stage changes in the bill of each user, EUR/a.
  var bills = [Double](repeating: 0, count: userCount)
  /// What a kWh costs its user, EUR/kWh, in the order of `Carrier`.
  private let prices: [Double]
  /// What the activities' changes avoid, at their own emission factors, t/a.
  var activityReduction = 0.0

  /// Starts with no energy.
  ///
  /// - Parameter prices: What a kWh costs its user, EUR/kWh, in the order of `Carrier`.
  init(prices: [Double]) { self.prices = prices }

  /// Useful heat of a sector.
  func usefulHeat(_ sector: Int) -> Double { spaceHeat[sector] + hotWater[sector] }

  /// Reads a unit of the stock.
  mutating func read(_ stock: AreaStock, unit: Int) {
    for (s, sector) in StockSector.allCases.enumerated() {
      spaceHeat[s] = stock[.spaceHeat, sector, unit]
      hotWater[s] = stock[.hotWater, sector, unit]
      appliances[s] = stock[.applianceElectricity, sector, unit]
      cooling[s] = stock[.coolingElectricity, sector, unit]
      for (c, carrier) in Carrier.allCases.enumerated() {
        heat[s * carrierCount + c] = stock[heat: carrier, sector, unit]
      }
    }
    lighting = stock.lightingElectricity[unit]
    hasActivities = !stock.activities.isEmpty
    guard hasActivities else { return }
    for (a, sector) in ActivitySector.allCases.enumerated() {
      for (c, carrier) in Carrier.allCases.enumerated() {
        activities[a * carrierCount + c] = stock.activities.energy(sector, carrier, in: unit)
      }
    }
    for (s, source) in EmissionSource.allCases.enumerated() {
      emissions[s] = stock.activities.emissions(source, in: unit)
    }
  }

  /// Takes over another state.
  mutating func restore(_ other: borrowing UnitEnergy) {
    for s in 0..<sectorCount {
      spaceHeat[s] = other.spaceHeat[s]
      hotWater[s] = other.hotWater[s]
      appliances[s] = other.appliances[s]
      cooling[s] = other.cooling[s]
    }
    for i in heat.indices { heat[i] = other.heat[i] }
    lighting = other.lighting
    hasActivities = other.hasActivities
    guard hasActivities else { return }
    for i in activities.indices { activities[i] = other.activities[i] }
    for i in emissions.indices { emissions[i] = other.emissions[i] }
  }

  /// Forgets the changes of the stage before.
  mutating func beginStage() {
    for c in change.indices { change[c] = 0 }
    activityReduction = 0
    for user in bills.indices { bills[user] = 0 }
    if hasActivities { for c in activityChange.indices { activityChange[c] = 0 } }
  }

  /// Takes useful heat away from all carriers of a sector in proportion, the useful heat being `useful` before.
  mutating func takeHeat(_ amount: Double, of useful: Double, sector: Int) {
    let kept = max(0, 1 - amount / useful)
    for c in 0..<carrierCount {
      let before = heat[sector * carrierCount + c]
      if before == 0 { continue }
      let after = before * kept
      heat[sector * carrierCount + c] = after
      change[c] += after - before
      bills[user(sector)] += (after - before) * prices[c]
    }
  }

  /// The user of a sector of the buildings, by position.
  private func user(_ sector: Int) -> Int {
    switch sector {
    case 0: EnergyUser.households.rawValue
    case 2: EnergyUser.municipality.rawValue
    default: EnergyUser.business.rawValue
    }
  }

  /// Takes electricity that is no heat away from the users of a sector, or, where it is nil, of the streets.
  mutating func takeElectricity(_ amount: Double, sector: Int?) {
    change[Carrier.electricity.index] -= amount
    if let sector {
      charge(-amount, sector: sector)
    } else {
      bills[EnergyUser.municipality.rawValue] -= amount * prices[Carrier.electricity.index]
    }
  }

  /// Charges the users of a sector with electricity, kWh/a.
  mutating func charge(_ amount: Double, sector: Int) {
    bills[user(sector)] += amount * prices[Carrier.electricity.index]
  }

  /// Adds final energy of a carrier to a sector.
  mutating func addHeat(_ amount: Double, carrier: Int, sector: Int) {
    heat[sector * carrierCount + carrier] += amount
    change[carrier] += amount
    bills[user(sector)] += amount * prices[carrier]
  }

  /// Changes final energy of a carrier in an activity by `amount` (negative: less), at the activity's own factor.
  mutating func changeActivity(_ amount: Double, activity: Int, carrier: Int, factor: Double) {
    activities[activity * carrierCount + carrier] += amount
    change[carrier] += amount
    activityChange[carrier] += amount
    if let sector = ActivitySector(rawValue: UInt8(activity)) {
      bills[EnergyUser(sector).rawValue] += amount * prices[carrier]
    }
    activityReduction -= amount * factor
  }
}
