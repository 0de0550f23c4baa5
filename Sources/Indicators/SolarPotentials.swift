public import PlanModel
public import Reference

/// Electricity of a kWp on the roofs of each unit, kWh/a, or 0 for all where radiation alone says it.
///
/// A raster of yields has the first word; else the mean yield factor of the roofs seen in a height model takes the place
/// of the mean orientation gain. Units where neither knows anything take radiation × gain × performance ratio, so that
/// electricity adds up over units.
public func roofYields(
  of stock: AreaStock, ground: GroundColumns, reference: ReferenceData
) -> [Double] {
  if ground.photovoltaicYield.isEmpty && ground.roofs.isEmpty {
    return Array(repeating: 0, count: stock.count)
  }
  let ratio = reference.number("pv.performance-ratio").value
  let usual = reference.number("pv.orientation-gain").value
  return (0..<stock.count).map { unit in
    if !ground.photovoltaicYield.isEmpty, let yield = ground.photovoltaicYield[unit] {
      return yield
    }
    let areas = ground.roofs.map { $0[unit] }
    return stock.radiation[unit] * (roofGain(areas, reference: reference) ?? usual) * ratio
  }
}

/// The mean irradiation on roofs ÷ on level ground, over the faces that bear modules; nil where none is seen.
///
/// - Parameter areas: m² by `RoofFacing`; steep roofs to the north bear none.
func roofGain(_ areas: [Double], reference: ReferenceData) -> Double? {
  var area = 0.0
  var yield = 0.0
  for (facing, size) in zip(RoofFacing.allCases, areas) {
    guard let factor = reference.roofYield(facing) else { continue }
    area += size
    yield += size * factor
  }
  return area > 0 ? yield / area : nil
}

extension AreaMeasures {
  /// Adds what the sun can do on roofs and on open land.
  mutating func addSun(
    _ stock: AreaStock, ground: GroundColumns, reference: ReferenceData
  ) {
    let number = { (name: String) in reference.number(name).value }
    for (facing, areas) in zip(RoofFacing.allCases, ground.roofs) {
      let measure: AreaMeasure =
        switch facing {
        case .flat: .roofFlat
        case .north: .roofNorth
        case .east: .roofEast
        case .south: .roofSouth
        case .west: .roofWest
        }
      for unit in 0..<count { self[measure, unit] = areas[unit] }
    }
    let collector = number("solar-thermal.yield") / number("solar-thermal.reference-radiation")
    let largestShare = number("solar-thermal.largest-share")
    let usual = number("pv.orientation-gain") * number("pv.performance-ratio")
    for unit in 0..<count {
      let yield = collector * stock.radiation[unit]
      if yield > 0 {
        let heat = min(
          stock.total(.suitableRoof, in: unit) * yield,
          largestShare * stock.total(.hotWater, in: unit))
        self[.collectorHeat, unit] = heat
        self[.collectorArea, unit] = heat / yield
      }
      let own = ground.photovoltaicYield.isEmpty ? nil : ground.photovoltaicYield[unit]
      let module = own ?? stock.radiation[unit] * usual
      let fields = ground.solarLand?[unit] ?? 0
      self[.solarLand, unit] = fields
      self[.solarElectricity, unit] = fields * number("ground-pv.density") * module
      let crops = ground.agriLand?[unit] ?? 0
      self[.agriLand, unit] = crops
      self[.agriElectricity, unit] = crops * number("agri-pv.density") * module
    }
  }

  /// Adds wind turbines: eligible land ÷ the square of their distance, where the mean wind is strong enough.
  ///
  /// They are not rounded to whole ones, because the borders of units cut through wind parks.
  mutating func addWind(_ stock: AreaStock, land: [Double], reference: ReferenceData) {
    let number = { (name: String) in reference.number(name).value }
    let distance = number("wind.spacing") * number("wind.rotor-diameter")
    for unit in 0..<count {
      let speed = stock.windSpeed[unit]
      if speed <= 0 || speed < number("wind.minimum-speed") { continue }
      let turbines = land[unit] / (distance * distance)
      self[.windLand, unit] = land[unit]
      self[.turbines, unit] = turbines
      self[.windElectricity, unit] =
        turbines * number("wind.unit-power")
        * windFullLoadHours(
          at: speed, hours: number("wind.full-load-hours"),
          reference: number("wind.reference-speed"))
    }
  }
}
