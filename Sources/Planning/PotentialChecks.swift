import PlanModel

/// What is doubtful in a raster of potential, seen through the means of the units.
///
/// - Parameter means: One a unit, in internal units; nil where the raster has no value.
/// - Returns: Nothing where the plan names no raster of the kind.
func potentialDiagnostics(
  _ kind: PotentialSource.Kind, means: [Double?], plan: PlanDescription
) -> [Diagnostic] {
  guard let source = plan.layers.potentials.first(where: { $0.kind == kind }), !means.isEmpty
  else { return [] }
  let place = Place(
    file: plan.file, line: source.line, layer: source.name, field: "layers.potentials")
  let known = means.compactMap { $0 }
  if known.isEmpty {
    return [
      Diagnostic(
        .warning, "potential.covers-nothing",
        "The raster \(source.name) has no value in any of the \(means.count) units.",
        remedy: "Check its CRS, its place and its nodata value.", at: place, count: means.count)
    ]
  }
  let plausible = kind.plausible
  let odd = known.filter { !plausible.contains($0) }
  guard let least = odd.min(), let most = odd.max() else { return [] }
  let unit = kind.unit
  return [
    Diagnostic(
      .warning, "potential.implausible",
      "The raster \(source.name), read in \(source.unit), gives \(odd.count) of \(means.count) units \(least.rounded(toDecimals: 1)) to \(most.rounded(toDecimals: 1)) \(unit), outside of \(plausible.lowerBound.shortest) to \(plausible.upperBound.shortest) \(unit).",
      remedy: "Check whether `unit` is what its cells hold, for a year or for a day.", at: place,
      count: odd.count)
  ]
}

extension PotentialSource.Kind {
  /// What is found on inhabited land. Global horizontal irradiation reaches 2,700 kWh/m² in the Atacama and falls to some
  /// 600 north of the Arctic Circle; mean winds of 20 m/s are found nowhere at hub height.
  fileprivate var plausible: ClosedRange<Double> {
    switch self {
    case .radiation: 500...2800
    case .windSpeed: 0...20
    // The Dead Sea's shore and the highest town.
    case .elevation: -430...5200
    // Modules in the Atacama give 2,300 kWh/kWp; a fixed one north of the Arctic Circle some 500.
    case .photovoltaicYield: 400...2500
    case .imperviousness: 0...1
    }
  }

  fileprivate var unit: String {
    switch self {
    case .radiation: "kWh/m² a year"
    case .windSpeed: "m/s"
    case .elevation: "m"
    case .photovoltaicYield: "kWh/kWp a year"
    case .imperviousness: "as a share of one"
    }
  }
}
