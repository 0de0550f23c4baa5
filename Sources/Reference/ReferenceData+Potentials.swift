public import PlanModel

extension ReferenceData {
  /// The land uses that biomass is taken from.
  public static let biomassClasses: [LandUseClass] = [
    .forest, .arable, .permanentCrops, .grassland,
  ]

  /// The names that potentials, exposure and the vulnerability proxy ask for.
  static var potentialNames: [String] {
    RoofFacing.allCases.filter { $0 != .north }.map { "roof.yield.\($0.word)" }
      + LandUseClass.allCases.flatMap { ["sealing.\($0.word)", "green.\($0.word)"] }
      + biomassClasses.flatMap { land in
        ["yield", "energy", "share"].map { "biomass.\($0).\(land.word)" }
      }
      + HazardLevel.allCases.map { "risk.level.\($0.word)" }
      + [
        "roof.flat-below", "roof.steepest", "roof.coarsest-cell", "solar-thermal.yield",
        "solar-thermal.reference-radiation", "solar-thermal.largest-share", "ground-pv.density",
        "agri-pv.density", "wind.rotor-diameter", "wind.spacing", "wind.unit-power",
        "wind.full-load-hours", "wind.reference-speed", "wind.minimum-speed",
        "geothermal.usable-share", "geothermal.collector-heat", "geothermal.borehole-heat",
        "geothermal.borehole-spacing", "waste-heat.reach", "risk.low-below", "risk.high-from",
        "risk.least-vulnerability", "risk.most-vulnerability", "vulnerability.cost-factor",
        "vulnerability.percentile", "vulnerability.least-dwellings",
      ]
  }

  /// Irradiation on a roof ÷ on level ground; nil for steep roofs to the north, where no module is put.
  public func roofYield(_ facing: RoofFacing) -> Double? {
    facing == .north ? nil : number("roof.yield.\(facing.word)").value
  }

  /// Which slopes of a height model count as what.
  public var roofSlopes: RoofSlopes {
    RoofSlopes(
      flatBelow: number("roof.flat-below").value, steepest: number("roof.steepest").value)
  }

  /// The numbers of a family, sorted by name: those whose names begin with `prefix`.
  ///
  /// - Parameter prefix: A whole name, or the beginning of names up to and with a `.`.
  public func numbers(of prefix: String) -> [SourcedNumber] {
    guard prefix.hasSuffix(".") else { return names.contains(prefix) ? [number(prefix)] : [] }
    return names.filter { $0.hasPrefix(prefix) }.map { number($0) }
  }
}
