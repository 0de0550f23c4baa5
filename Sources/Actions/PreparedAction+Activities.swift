import PlanModel

/// Effects on the energy of buildings beside heat supply, and on what the inventory states beside buildings.
extension PreparedAction {
  /// Lowers space heat and electricity of appliances of the part that is reached.
  ///
  /// - Parameters:
  ///   - heat: The share of useful space heat that is saved.
  ///   - electricity: The share of the electricity of appliances.
  func saveEnergy(
    heat: Double, electricity share: Double, _ energy: inout UnitEnergy
  ) -> StageEffect {
    var effect = StageEffect()
    for sector in sectors {
      let s = Int(sector.rawValue)
      var all = energy.appliances[s]
      if base == .finalEnergy {
        for c in 0..<carrierCount { all += energy.heat[s * carrierCount + c] }
      }
      effect.size += self.share * all
      let savedHeat = energy.spaceHeat[s] * self.share * heat
      if savedHeat > 0 {
        energy.takeHeat(savedHeat, of: energy.usefulHeat(s), sector: s)
        energy.spaceHeat[s] -= savedHeat
        effect.acts = true
      }
      let saved = energy.appliances[s] * self.share * share
      if saved > 0 {
        energy.appliances[s] -= saved
        energy.takeElectricity(saved, sector: s)
        effect.acts = true
      }
    }
    return effect
  }

  /// Lowers final energy of the activities in proportion.
  ///
  /// - Parameter carriers: The carriers that give; empty: all.
  func saveActivity(
    _ share: Double, _ carriers: [Carrier], _ energy: inout UnitEnergy, _ stock: borrowing AreaStock
  ) -> StageEffect {
    var effect = StageEffect()
    for sector in activities {
      let a = Int(sector.rawValue)
      for carrier in carriers.isEmpty ? Carrier.allCases : carriers {
        let c = carrier.index
        let before = energy.activities[a * carrierCount + c]
        effect.size += self.share * before
        let saved = before * self.share * share
        if saved <= 0 { continue }
        energy.changeActivity(
          -saved, activity: a, carrier: c, factor: stock.activities.factor(sector, carrier))
        effect.acts = true
      }
    }
    return effect
  }

  /// Replaces the part of some carriers that is reached by another one.
  ///
  /// - Parameter ratio: kWh of the new carrier per kWh replaced.
  func switchActivity(
    _ from: [Carrier], to: Carrier, ratio: Double, _ energy: inout UnitEnergy,
    _ stock: borrowing AreaStock
  ) -> StageEffect {
    var effect = StageEffect()
    for sector in activities {
      let a = Int(sector.rawValue)
      var replaced = 0.0
      for carrier in from {
        let part = energy.activities[a * carrierCount + carrier.index] * self.share
        if part <= 0 { continue }
        energy.changeActivity(
          -part, activity: a, carrier: carrier.index,
          factor: stock.activities.factor(sector, carrier))
        replaced += part
      }
      if replaced <= 0 { continue }
      energy.changeActivity(
        replaced * ratio, activity: a, carrier: to.index,
        factor: newFactor(sector, to, stock.activities))
      effect.size += replaced
      effect.acts = true
    }
    return effect
  }

  /// The emission factor of a carrier that a sector takes up, t/kWh: its own, or the municipality's where the
  /// inventory knows no use of the carrier there and so no factor.
  private func newFactor(
    _ sector: ActivitySector, _ carrier: Carrier, _ activities: Activities
  ) -> Double {
    let known = activities.energy[Int(sector.rawValue) * carrierCount + carrier.index] != 0
    return known ? activities.factor(sector, carrier) : emissionFactors[carrier.index]
  }

  /// Lowers emissions of the source; a sink is left as it is.
  func reduceEmissions(_ share: Double, _ energy: inout UnitEnergy) -> StageEffect {
    var effect = StageEffect()
    guard let source else { return effect }
    let index = Int(source.rawValue)
    effect.size = self.share * max(0, energy.emissions[index])
    effect.uptake = effect.size * share
    energy.emissions[index] -= effect.uptake
    effect.acts = effect.uptake > 0
    return effect
  }
}
