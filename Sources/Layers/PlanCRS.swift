import GDALBinding
import PROJBinding
public import PlanModel

/// The plan's metric CRS.
///
/// The declared one where there is one; otherwise that of the district layer where it is projected in
/// metres and true to area within 2 %; otherwise the UTM zone of the layer's centre, as ETRS89 in Europe
/// and WGS 84 elsewhere; otherwise, for a layer wider than two zones, LAEA Europe (EPSG:3035) or the UTM
/// zone of the centre with a warning.
///
/// - Returns: The CRS, or nil with the reason as diagnostics.
public func planCRS(
  declared: String?, districts: LayerSource
) -> (crs: CRS?, diagnostics: [Diagnostic]) {
  if let declared { return declaredCRS(declared, districts) }
  var diagnostics: [Diagnostic] = []
  guard
    let opened = WebReading(districts).run(
      &diagnostics, { OpenedLayer(districts, needsExtent: true, &$0) })
  else { return (nil, diagnostics) }
  guard let system = opened.system else { return (nil, diagnostics) }
  if system.isMetric, isTrueToArea(system, opened.centre) {
    return (CRS(system), diagnostics)
  }
  guard let (west, _, east, _) = opened.degrees, let centre = opened.centre else {
    diagnostics.append(
      Diagnostic(
        .error, "crs.no-place",
        "The districts have no extent that a metric CRS can be derived from.",
        remedy: "Declare one, as in crs: EPSG:25832.", at: opened.place))
    return (nil, diagnostics)
  }
  let zones = (zone(of: west), zone(of: east))
  let isEuropean = isInEurope(centre)
  let definition: String
  if zones.1 - zones.0 > 1 && isEuropean {
    definition = "EPSG:3035"
  } else {
    definition = utm(centre, isEuropean: isEuropean)
    if zones.1 - zones.0 > 1 {
      diagnostics.append(
        Diagnostic(
          .warning, "crs.wide", "The districts reach over \(zones.1 - zones.0 + 1) UTM zones.",
          remedy: "Declare an equal-area CRS of the region, as in crs: EPSG:6933.", at: opened.place
        ))
    }
  }
  switch resolveCRS(definition) {
  case .success(let crs):
    diagnostics.append(
      Diagnostic(
        .note, "crs.derived",
        "All areas are measured in \(crs.name) (\(crs.definition)), derived from the districts.",
        remedy: "Declare another one if you prefer it, as in crs: EPSG:25832."))
    return (crs, diagnostics)
  case .failure(let diagnostic): return (nil, diagnostics + [diagnostic])
  }
}

private func declaredCRS(
  _ declared: String, _ districts: LayerSource
) -> (crs: CRS?, diagnostics: [Diagnostic]) {
  let place = Place(field: "crs")
  switch referenceSystem(declared) {
  case .failure(var diagnostic):
    diagnostic.place = place
    return (nil, [diagnostic])
  case .success(let system):
    guard system.isMetric else {
      return (
        nil,
        [
          Diagnostic(
            .error, "crs.not-metric",
            "\(system.name) (\(shortened(system.definition))) is not projected in metres.",
            remedy: "Declare a projected CRS in metres, for example EPSG:25832, or none.", at: place
          )
        ]
      )
    }
    // The districts' own problems are told when they are read; here only their place matters.
    var ignored: [Diagnostic] = []
    let opened = WebReading(districts).run(&ignored) {
      OpenedLayer(districts, needsExtent: true, &$0)
    }
    let centre = opened?.centre
    guard isTrueToArea(system, centre) else {
      return (
        nil,
        [
          Diagnostic(
            .error, "crs.distorts-area",
            "\(system.name) (\(system.definition)) changes areas by more than 2 % where the districts are.",
            remedy: "Declare the national grid or UTM zone of the place, or none.", at: place)
        ]
      )
    }
    return (CRS(system), [])
  }
}

/// Whether an area on the plane is that on the ground to 2 %; UTM and national grids are better than 0.3 %.
private func isTrueToArea(
  _ system: PROJReferenceSystem, _ centre: (longitude: Double, latitude: Double)?
) -> Bool {
  // Where a CRS cannot say (an unusual projection), the user's word stands.
  guard let centre,
    let scale = system.arealScale(longitude: centre.longitude, latitude: centre.latitude)
  else { return true }
  return abs(scale - 1) <= 0.02
}

/// Whether ETRS89 is in use at a place: the area of use of EPSG:4258.
private func isInEurope(_ point: (longitude: Double, latitude: Double)) -> Bool {
  (32.88...84.73).contains(point.latitude) && (-16.1...40.18).contains(point.longitude)
}

/// The UTM zone of a longitude, 1 to 60.
private func zone(of longitude: Double) -> Int {
  // Kept in bounds as a number first: a layer may claim any extent, and not every number fits an integer.
  Int(min(60, max(1, ((longitude + 180) / 6).rounded(.down) + 1)))
}

private func utm(
  _ centre: (longitude: Double, latitude: Double), isEuropean: Bool
) -> String {
  let zone = zone(of: centre.longitude)
  if isEuropean && (28...38).contains(zone) { return "EPSG:\(25800 + zone)" }
  return "EPSG:\((centre.latitude < 0 ? 32700 : 32600) + zone)"
}
