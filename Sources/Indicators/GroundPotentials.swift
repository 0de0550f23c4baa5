import PlanModel
import Reference

extension AreaMeasures {
  /// Adds heat of the ground: reachable unbuilt ground × its yield, no more than the heat demand above it takes.
  ///
  /// A heat pump of performance p gives p ÷ (p − 1) useful kWh for each kWh of the ground.
  mutating func addGeothermal(_ stock: AreaStock, reference: ReferenceData) {
    let number = { (name: String) in reference.number(name).value }
    let performance = number("heat-pump.ground.performance")
    let lift = performance / (performance - 1)
    let spacing = number("geothermal.borehole-spacing")
    let borehole = number("geothermal.borehole-heat") / (spacing * spacing)
    for unit in 0..<count {
      let unbuilt = max(0, stock.builtLand[unit] - stock.total(.footprint, in: unit))
      let land = unbuilt * number("geothermal.usable-share")
      let demand = stock.usefulHeat(in: unit)
      self[.geothermalLand, unit] = land
      self[.groundCollectorHeat, unit] = min(
        demand, land * number("geothermal.collector-heat") * lift)
      self[.boreholeHeat, unit] = min(demand, land * borehole * lift)
    }
  }

  /// Adds biomass: area × dry matter per ha × sustainable share, and its energy.
  mutating func addBiomass(_ landUse: [[Double]], reference: ReferenceData) {
    let energies: [AreaMeasure] = [
      .forestEnergy, .arableEnergy, .permanentCropsEnergy, .grasslandEnergy,
    ]
    for (land, measure) in zip(ReferenceData.biomassClasses, energies) {
      let mass =
        reference.number("biomass.yield.\(land.word)").value
        * reference.number("biomass.share.\(land.word)").value
      let energy = reference.number("biomass.energy.\(land.word)").value
      for unit in 0..<count {
        let tonnes = landUse[Int(land.rawValue)][unit] * mass
        self[.dryMatter, unit] += tonnes
        self[measure, unit] = tonnes * energy
      }
    }
  }

  /// Adds the sealed and the green part of the ground, by a raster of imperviousness where it has a value, else by land use.
  ///
  /// Where the raster speaks, green is no more than what it leaves.
  mutating func addSealing(_ stock: AreaStock, ground: GroundColumns, reference: ReferenceData) {
    for unit in 0..<count {
      var known = 0.0
      var sealed = 0.0
      var green = 0.0
      for (land, areas) in zip(LandUseClass.allCases, ground.landUse) {
        known += areas[unit]
        sealed += areas[unit] * reference.number("sealing.\(land.word)").value
        green += areas[unit] * reference.number("green.\(land.word)").value
      }
      if !ground.imperviousness.isEmpty, let share = ground.imperviousness[unit] {
        let area = stock.area[unit]
        let rest = 1 - share
        green = area * (known > 0 ? min(green / known, rest) : rest)
        sealed = area * share
        known = area
      }
      self[.knownGround, unit] = known
      self[.sealed, unit] = sealed
      self[.green, unit] = green
    }
  }

  /// Adds the dwellings of residential buildings by whether they are from before 1970.
  mutating func addAges(_ stock: BuildingStock, _ memberships: Memberships) {
    var known = Array(repeating: 0.0, count: stock.count)
    var old = known
    for row in 0..<stock.count
    where stock.sector[row] == .residential && stock.ageBand[row] != BuildingStock.unknownAge {
      known[row] = stock.dwellings[row]
      // Bands 0 and 1 end in 1969.
      if stock.ageBand[row] <= 1 { old[row] = stock.dwellings[row] }
    }
    add(known, as: .agedDwellings, memberships)
    add(old, as: .oldDwellings, memberships)
  }
}
