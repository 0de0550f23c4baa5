import PROJBinding
import PlanModel

/// The CRS that a city model names, in one of the many ways in which it may.
struct CityCRS: Sendable, Hashable {
  /// The horizontal CRS: an authority code, or well-known text.
  let definition: String
  /// Whether coordinates are degrees.
  let isGeographic: Bool
  /// Whether they are degrees with latitude before longitude, as URNs and addresses mean it.
  let isLatitudeFirst: Bool
  /// Whether it is projected in metres.
  let isMetric: Bool

  /// Finds the CRS of a name; nil where PROJ knows none of it.
  ///
  /// Understood are authority codes (`EPSG:7415`, also `EPSG:25832+7837`), URNs with or without a version and of compound
  /// CRSs, addresses of opengis.net, and the URNs of the German surveying authorities, which EPSG does not have.
  init?(_ name: String) {
    var text = name.trimmed
    let isFormal = text.lowercased().hasPrefix("urn:") || text.lowercased().hasPrefix("http")
    if text.lowercased().hasPrefix("urn:adv:crs:") {
      // A height may stand behind an asterisk: urn:adv:crs:ETRS89_UTM32*DE_DHHN2016_NH.
      let own = text.dropFirst(12).split(separator: "*").first.map(String.init) ?? ""
      guard let code = Self.german[own] else { return nil }
      text = code
    } else if isFormal {
      // The first part of a compound CRS is the horizontal one.
      let parts = text.split(separator: ",").map(String.init)
      let part = parts.first { Self.code($0) != nil } ?? text
      if let code = Self.code(part) { text = "EPSG:\(code)" }
    }
    guard let system = try? PROJReferenceSystem(text), system.kind != .other else { return nil }
    definition = system.definition
    isGeographic = system.kind == .geographic
    isLatitudeFirst = isFormal && isGeographic
    isMetric = system.isMetric
  }

  /// The EPSG code at the end of a URN or an address.
  private static func code(_ text: String) -> Int? {
    guard text.lowercased().contains("epsg") else { return nil }
    let last = text.split(whereSeparator: { ":/#".contains($0) }).last ?? ""
    return Int(last)
  }

  /// The CRSs of the German surveying authorities by their URN (GeoInfoDok, coordinate reference systems), as recalled.
  private static let german = [
    "ETRS89_UTM31": "EPSG:25831", "ETRS89_UTM32": "EPSG:25832", "ETRS89_UTM33": "EPSG:25833",
    "DE_DHDN_3GK2": "EPSG:31466", "DE_DHDN_3GK3": "EPSG:31467", "DE_DHDN_3GK4": "EPSG:31468",
    "DE_DHDN_3GK5": "EPSG:31469",
  ]
}
