/// What a plan asks of its outputs.
public struct OutputsDescription: Sendable, Hashable {
  /// The forms of the layers beside GeoJSON, GeoPackage and QGIS project, each once.
  public var formats: Set<OutputFormat> = []
  /// How far borders in GeoJSON may lie from the exact ones, in m; nil: they are exact.
  public var simplify: Double?
  /// The folder for the results, relative to that of the plan file and below it; nil: `results`.
  public var folder: String?
  /// The language of documents whose words there are in several, by its two letters; nil: English.
  public var language: String?

  /// Creates a description that asks for nothing.
  public init() {}
}

/// A form in which the layers of a result are written.
public enum OutputFormat: String, Sendable, Hashable, CaseIterable {
  /// `layers/*.geojson`; always written.
  case geoJSON = "geojson"
  /// `plan.gpkg`; always written.
  case geoPackage = "geopackage"
  /// `plan.qgz`; always written.
  case qgis
  /// `layers/*.csv` with a point and well-known text.
  case csv
  /// `layers/*.fgb`.
  case flatGeobuf = "flatgeobuf"
  /// `styles/*.sld`.
  case sld
}
