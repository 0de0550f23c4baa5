import Glibc
import PlanModel
import Reference

/// What the seasonal method takes from the defaults.
struct EnvelopeRules: Sendable {
  let season: HeatingSeason
  let wallSingleFamily: Double
  let wallOther: Double
  let windowShare: Double
  let floorFactor: Double
  let bridges: Double
  let airChange: Double
  let roomHeight: Double
  let glazing: Double
  let levelHeight: Double

  /// The names of the default numbers beside the country's season.
  static let defaults = [
    "envelope.wall.singleFamily", "envelope.wall.other", "envelope.window-share",
    "envelope.floor-factor", "envelope.bridges", "envelope.air-change", "envelope.room-height",
    "envelope.glazing", "level.height",
  ]

  init(country: String, reference: ReferenceData) {
    let numbers = reference.heatingSeason(country: country).map(\.value)
    season = HeatingSeason(
      days: numbers[0], temperature: numbers[1], radiation: Array(numbers[2...]))
    wallSingleFamily = reference.number("envelope.wall.singleFamily").value
    wallOther = reference.number("envelope.wall.other").value
    windowShare = reference.number("envelope.window-share").value
    floorFactor = reference.number("envelope.floor-factor").value
    bridges = reference.number("envelope.bridges").value
    airChange = reference.number("envelope.air-change").value
    roomHeight = reference.number("envelope.room-height").value
    glazing = reference.number("envelope.glazing").value
    levelHeight = reference.number("level.height").value
  }

  /// The useful space heat of a building of which the U-values are known, kWh per m² of heated area.
  ///
  /// The envelope: roof and floor as the footprint; windows a share of the heated area, looking alike to all four
  /// sides; walls (levels × level height × wall factor × √footprint) less the windows. Gains: TABULA's standard
  /// shading 0.6, frame 0.3, angle of incidence 0.9; ventilation 0.34 Wh/m³K × air change × room height.
  ///
  /// - Parameter transmittance: U-values of roof, wall, floor, window, W/m²K.
  func specificHeat(
    transmittance u: [Double], footprint: Double, levels: Double, heatedArea: Double,
    isSingleFamily: Bool
  ) -> Double {
    let windows = windowShare * heatedArea
    let factor = isSingleFamily ? wallSingleFamily : wallOther
    let walls = max(0, levels * levelHeight * factor * footprint.squareRoot() - windows)
    let envelope = 2 * footprint + walls + windows
    let transfer =
      u[0] * footprint + u[1] * walls + u[2] * footprint * floorFactor + u[3] * windows
      + bridges * envelope
    let sun = season.radiation.reduce(0, +) / 4
    let building = SeasonalBuilding(
      transmission: transfer / heatedArea, ventilation: 0.34 * airChange * roomHeight,
      solarGains: 0.6 * (1 - 0.3) * 0.9 * glazing * windowShare * sun,
      reductionAt1: isSingleFamily ? 0.9 : 0.95, reductionAt4: isSingleFamily ? 0.8 : 0.85)
    return building.usefulHeat(in: season)
  }
}

extension BuildingStock {
  /// Space heat of the buildings of which more is known than use and age: certificates first, then U-values.
  ///
  /// Both replace what the country's stock says. Heat from U-values is multiplied by the climate factor, a
  /// certificate's is not, because it is of the place.
  mutating func setKnownHeat(
    from fields: BuildingFields, rules: EnvelopeRules, climateFactor: Double
  ) {
    let count = use.count
    spaceHeatProvenance = Array(repeating: .assumed, count: count)
    let u = fields.transmittance
    for row in 0..<count where heatedArea[row] > 0 {
      if let specific = fields.specificHeat[row] {
        spaceHeat[row] = specific * heatedArea[row]
        spaceHeatProvenance[row] = .observed
      } else if footprint[row] > 0, let roof = u[0][row], let wall = u[1][row],
        let floor = u[2][row], let window = u[3][row]
      {
        spaceHeat[row] =
          rules.specificHeat(
            transmittance: [roof, wall, floor, window], footprint: footprint[row],
            levels: levels[row], heatedArea: heatedArea[row],
            isSingleFamily: use[row] == .singleFamily) * heatedArea[row] * climateFactor
        spaceHeatProvenance[row] = .derived
      }
    }
  }
}
