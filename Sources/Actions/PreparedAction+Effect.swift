import PlanModel

private let electricity = Carrier.electricity.index
private let solar = Carrier.solarThermal.index

extension PreparedAction {
  /// Lets the action work on what the stages before it left, and says what it does.
  ///
  /// - Parameters:
  ///   - energy: The unit's energy; changed in place, the change of this stage kept in `energy.change`.
  ///   - initial: The unit's energy before any action.
  func apply(
    to energy: inout UnitEnergy, initial: borrowing UnitEnergy, stock: borrowing AreaStock,
    unit: Int
  ) -> StageEffect {
    energy.beginStage()
    switch self.effect {
    case .saveSpaceHeat(let share):
      return saveSpaceHeat(share, &energy, stock, unit)
    case .saveElectricity(let share):
      return saveElectricity(share, &energy)
    case .supplyHeat(let carrier, let efficiency, let fullLoadHours, let losses):
      return supplyHeat(
        carrier: carrier.index, efficiency: efficiency, fullLoadHours: fullLoadHours,
        losses: losses, &energy, initial, stock, unit)
    case .solarThermal(let yield, let largestShare, let reference):
      // Where the sun shines more, a collector yields more, as in the indicator of the potential.
      let radiation = reference > 0 ? stock.radiation[unit] / reference : 1
      return collectors(yield: yield * radiation, largestShare: largestShare, &energy, stock, unit)
    case .photovoltaic(let density, let performance, let orientationGain):
      var effect = StageEffect()
      effect.size = self.share * area(stock, unit)
      effect.power = density * effect.size
      effect.gridPower = effect.power
      // A raster or the tilt of the roofs knows better than radiation and a mean gain.
      let roofYield = base == .suitableRoof ? stock.roofYield[unit] : 0
      effect.generated =
        effect.power
        * (roofYield > 0 ? roofYield : stock.radiation[unit] * orientationGain * performance)
      effect.land = needsLand ? effect.size * claimedShare : 0
      effect.acts = effect.generated > 0
      return effect
    case .wind(let density, let fullLoadHours, let referenceSpeed, let unitPower):
      return turbines(
        density: density, fullLoadHours: fullLoadHours, referenceSpeed: referenceSpeed,
        unitPower: unitPower, stock, unit)
    case .green(let density, let uptake, let electricitySaved):
      return green(
        density: density, uptake: uptake, electricitySaved: electricitySaved, &energy, stock, unit)
    case .saveAppliances(let share):
      return saveEnergy(heat: 0, electricity: share, &energy)
    case .saveEnergy(let heat, let electricity):
      return saveEnergy(heat: heat, electricity: electricity, &energy)
    case .saveActivity(let share, let carriers):
      return saveActivity(share, carriers, &energy, stock)
    case .switchActivity(let from, let to, let ratio):
      return switchActivity(from, to: to, ratio: ratio, &energy, stock)
    case .reduceEmissions(let share):
      return reduceEmissions(share, &energy)
    case .sequester(let uptake):
      var effect = StageEffect()
      effect.size = self.share * area(stock, unit)
      effect.uptake = effect.size * uptake
      effect.land = effect.size * claimedShare
      effect.acts = effect.size > 0
      return effect
    case .adapt:
      var effect = StageEffect()
      effect.size = self.share * (base == .population ? stock.population[unit] : area(stock, unit))
      effect.land = needsLand ? effect.size * claimedShare : 0
      effect.acts = effect.size > 0
      return effect
    }
  }

  /// The area the action is sized by, before its share, m².
  func area(_ stock: borrowing AreaStock, _ unit: Int) -> Double {
    switch base {
    case .suitableRoof: sectorSum(.suitableRoof, stock, unit)
    case .heatedArea: sectorSum(.heatedArea, stock, unit)
    case .builtLand: stock.builtLand[unit]
    case .eligibleLand: land(in: unit)
    case .usefulHeat, .networkHeat, .hotWater, .lightingElectricity, .appliances, .finalEnergy,
      .activityEnergy, .emissions, .population:
      0
    }
  }

  private func sectorSum(_ measure: StockMeasure, _ stock: borrowing AreaStock, _ unit: Int)
    -> Double
  {
    var sum = 0.0
    for sector in sectors { sum += stock[measure, sector, unit] }
    return sum
  }

  /// Lowers space heat of the part that is reached; every carrier gives in proportion to the useful heat.
  private func saveSpaceHeat(
    _ share: Double, _ energy: inout UnitEnergy, _ stock: borrowing AreaStock, _ unit: Int
  ) -> StageEffect {
    var effect = StageEffect()
    effect.size = self.share * area(stock, unit)
    if effect.size <= 0 { return effect }
    for sector in sectors {
      let s = Int(sector.rawValue)
      let useful = energy.usefulHeat(s)
      let saved = energy.spaceHeat[s] * self.share * share
      if saved <= 0 { continue }
      energy.takeHeat(saved, of: useful, sector: s)
      energy.spaceHeat[s] -= saved
      effect.acts = true
    }
    return effect
  }

  /// Lowers the electricity of street lighting.
  private func saveElectricity(_ share: Double, _ energy: inout UnitEnergy) -> StageEffect {
    var effect = StageEffect()
    effect.size = self.share * energy.lighting
    let saved = effect.size * share
    energy.lighting -= saved
    energy.takeElectricity(saved, sector: nil)
    effect.acts = saved > 0
    return effect
  }

  /// Supplies a share of the remaining useful heat from the new carrier, taking it from all carriers in proportion.
  ///
  /// Networks reach only the heat in dense hectares, which saving has lowered like the rest. The network is dug
  /// and sized for all heat of those hectares before saving, whatever share connects until the target year.
  private func supplyHeat(
    carrier: Int, efficiency: Double, fullLoadHours: Double, losses: Double,
    _ energy: inout UnitEnergy, _ initial: borrowing UnitEnergy, _ stock: borrowing AreaStock,
    _ unit: Int
  ) -> StageEffect {
    var effect = StageEffect()
    for sector in sectors {
      let s = Int(sector.rawValue)
      let useful = energy.usefulHeat(s)
      if useful <= 0 { continue }
      var reached = self.share * useful
      if base == .networkHeat {
        let dense = stock[.networkHeat, sector, unit] * (useful / initial.usefulHeat(s))
        reached = min(useful, self.share * dense)
      }
      if reached <= 0 { continue }
      energy.takeHeat(reached, of: useful, sector: s)
      energy.addHeat(reached / (efficiency * (1 - losses)), carrier: carrier, sector: s)
      effect.size += reached
      effect.acts = true
    }
    if cost.includesNetwork, effect.acts {
      // All of it, also what passes by sectors that the action does not connect: the streets are dug up once.
      for sector in StockSector.allCases {
        effect.network += stock[.networkInvestment, sector, unit]
      }
    }
    effect.power = effect.size / (1 - losses) / fullLoadHours
    if carrier == electricity { effect.gridPower = effect.power / efficiency }
    return effect
  }

  /// Covers hot water by collectors, no more of them than the hot water needs.
  private func collectors(
    yield: Double, largestShare: Double, _ energy: inout UnitEnergy, _ stock: borrowing AreaStock,
    _ unit: Int
  ) -> StageEffect {
    var effect = StageEffect()
    for sector in sectors {
      let s = Int(sector.rawValue)
      let roof = self.share * stock[.suitableRoof, sector, unit]
      let heat = min(roof * yield, largestShare * energy.hotWater[s])
      if heat <= 0 { continue }
      energy.takeHeat(heat, of: energy.usefulHeat(s), sector: s)
      energy.addHeat(heat, carrier: solar, sector: s)
      effect.size += heat / yield
      effect.acts = true
    }
    // The collectors that are there give way in proportion like every other supply, so this is what is added.
    effect.solarHeat = energy.change[solar]
    return effect
  }

  /// As many whole turbines as the land holds; none where the wind is unknown or too weak.
  private func turbines(
    density: Double, fullLoadHours: Double, referenceSpeed: Double, unitPower: Double,
    _ stock: borrowing AreaStock, _ unit: Int
  ) -> StageEffect {
    var effect = StageEffect()
    let speed = stock.windSpeed[unit]
    if speed <= 0 || speed < minimumWindSpeed { return effect }
    let land = self.share * land(in: unit)
    // The tolerance keeps a turbine that fits exactly from being lost to the last bit.
    let count = (land * density / unitPower * (1 + 1e-12)).rounded(.down)
    effect.power = count * unitPower
    effect.gridPower = effect.power
    effect.size = min(land, effect.power / density)
    effect.land = effect.size * claimedShare
    effect.generated =
      effect.power
      * windFullLoadHours(at: speed, hours: fullLoadHours, reference: referenceSpeed)
    effect.acts = effect.generated > 0
    return effect
  }

  /// Plants; what they save is taken from the electricity for cooling, no more than there is.
  private func green(
    density: Double, uptake: Double, electricitySaved: Double, _ energy: inout UnitEnergy,
    _ stock: borrowing AreaStock, _ unit: Int
  ) -> StageEffect {
    var effect = StageEffect()
    effect.size = self.share * area(stock, unit)
    effect.pieces = density * effect.size
    effect.uptake = effect.pieces * uptake
    effect.land = needsLand ? effect.size * claimedShare : 0
    let all = energy.cooling.reduce(0, +)
    let saved = min(all, effect.pieces * electricitySaved)
    if saved > 0 {
      // Taken from the sectors one by one, the sum could miss what is saved by the last bit.
      energy.change[electricity] -= saved
      for s in 0..<sectorCount {
        energy.charge(-saved * (energy.cooling[s] / all), sector: s)
        energy.cooling[s] *= 1 - saved / all
      }
    }
    effect.acts = effect.uptake > 0 || saved > 0
    return effect
  }
}
