public import PlanModel

/// What `commonground zonal` is asked for.
public struct ZonalOrder: Sendable {
  /// The rasters, all of one grid.
  public var rasters: [String]
  /// The bands of each, counted from 1; nil: all.
  public var bands: [Int]? = [1]
  /// The layer of zones.
  public var zones: String
  /// The layer in the zones' source; nil: its only one.
  public var zonesLayer: String?
  /// The field with the zones' ids; nil: the driver's feature id.
  public var idField: String?
  /// The CRS of the zones, where they do not say.
  public var zonesCRS: String?
  /// The CRS of the rasters, where they do not say.
  public var rasterCRS: String?
  /// The statistics, in the order of the columns.
  public var measures: [ZonalMeasure]
  /// A raster of weights.
  public var weights: String?
  /// A raster or a layer: what it does not cover is left out.
  public var mask: String?
  /// The stored value that means nothing, instead of what the rasters say.
  public var nodata: Double?
  /// The file for the table; nil: it is only returned.
  public var output: String?
  /// How web services are asked.
  public var web = WebAccess()
  /// How many workers; the result does not depend on it.
  public var workers = Workers(2)

  /// Creates an order for the first band.
  public init(rasters: [String], zones: String, measures: [ZonalMeasure]) {
    self.rasters = rasters
    self.zones = zones
    self.measures = measures
  }
}

/// What came of it.
public struct ZonalOutcome: Sendable {
  /// What was found on the way.
  public let diagnostics: [Diagnostic]
  /// The table as CSV.
  public let csv: [UInt8]
  /// The summary for machines.
  public let json: String
  /// One line for people.
  public let summary: String
}
