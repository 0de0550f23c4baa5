/// A coordinate reference system, by what identifies it.
///
/// Coordinates are always x (east), y (north), whatever the authority's axis order.
public struct CRS: Sendable, Hashable {
  /// An authority code such as `EPSG:25832`, or well-known text where there is no code.
  public let definition: String
  /// The name for people, for example `ETRS89 / UTM zone 32N`.
  public let name: String
  /// Whether it is projected with metres as its unit.
  public let isMetric: Bool

  /// Creates a CRS from what is known about it.
  public init(definition: String, name: String, isMetric: Bool) {
    self.definition = definition
    self.name = name
    self.isMetric = isMetric
  }

  /// WGS 84 in degrees, the CRS of GeoJSON.
  public static let wgs84 = CRS(definition: "EPSG:4326", name: "WGS 84", isMetric: false)

  /// The number of an EPSG code, where it is one.
  public var epsg: Int? {
    definition.hasPrefix("EPSG:") ? Int(definition.dropFirst(5)) : nil
  }
}
