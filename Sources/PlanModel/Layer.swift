/// A layer in the plan's CRS: features as rows, fields as columns.
///
/// Every geometry that is present is two-dimensional and valid. Fields are named by their role in the
/// plan (`levels`, `use`, `population`), not by their name in the source.
public struct Layer: Sendable {
  /// The layer's name in the plan.
  public var name: String
  /// The CRS of the coordinates.
  public var crs: CRS
  /// The id of each feature; unique.
  public var ids: [String]
  /// The geometry of each feature.
  public var geometry: GeometryColumn
  /// The fields, by role, in the order of the plan file.
  public var fields: [(role: String, column: Column)]

  /// Creates a layer.
  ///
  /// - Precondition: Ids, geometry and every field have the same number of rows.
  public init(
    name: String, crs: CRS, ids: [String], geometry: GeometryColumn,
    fields: [(role: String, column: Column)] = []
  ) {
    precondition(
      ids.count == geometry.count && fields.allSatisfy { $0.column.count == ids.count },
      "columns of different length")
    self.name = name
    self.crs = crs
    self.ids = ids
    self.geometry = geometry
    self.fields = fields
  }

  /// The number of features.
  public var count: Int { ids.count }

  /// The numbers of a role, or nil where the layer has no such numbers.
  public func numbers(_ role: String) -> NumberColumn? {
    for case (role, .number(let column)) in fields { return column }
    return nil
  }

  /// The texts of a role, or nil where the layer has no such texts.
  public func texts(_ role: String) -> TextColumn? {
    for case (role, .text(let column)) in fields { return column }
    return nil
  }
}

/// A geometry that was mended when it was read.
public struct Repair: Sendable, Hashable {
  /// The feature's id.
  public let feature: String
  /// What GEOS found, for example `Self-intersection`.
  public let reason: String
  /// Where, in the plan's CRS.
  public let x: Double
  /// Where, in the plan's CRS.
  public let y: Double
  /// The area before, in m², as the shoelace formula gives it.
  public let areaBefore: Double
  /// The area after, in m².
  public let areaAfter: Double

  /// Creates the record of a repair.
  public init(
    feature: String, reason: String, x: Double, y: Double, areaBefore: Double, areaAfter: Double
  ) {
    self.feature = feature
    self.reason = reason
    self.x = x
    self.y = y
    self.areaBefore = areaBefore
    self.areaAfter = areaAfter
  }
}

/// What happened to every feature of a source when it was read; the counts add up to `read`.
public struct LayerReport: Sendable {
  /// The layer's name in the plan.
  public var name: String
  /// The source as the plan writes it.
  public var source: String
  /// GDAL's short name of the driver.
  public var driver: String
  /// SHA-256 of the source file, or of the columns read where the source is no single file.
  public var sha256: String
  /// The CRS of the source.
  public var crs: CRS
  /// Features in the source, after the filter.
  public var read: Int
  /// Features with a polygon geometry.
  public var polygons: Int
  /// Features with a line geometry.
  public var lines: Int
  /// Features with a point geometry.
  public var points: Int
  /// Features without a geometry, or with an empty one.
  public var missing: Int
  /// Features left out because they could not be used; each has a diagnostic.
  public var dropped: Int
  /// The geometries that were mended.
  public var repairs: [Repair]

  /// Creates a report.
  public init(
    name: String, source: String, driver: String = "", sha256: String = "", crs: CRS = .wgs84,
    read: Int = 0, polygons: Int = 0, lines: Int = 0, points: Int = 0, missing: Int = 0,
    dropped: Int = 0, repairs: [Repair] = []
  ) {
    self.name = name
    self.source = source
    self.driver = driver
    self.sha256 = sha256
    self.crs = crs
    self.read = read
    self.polygons = polygons
    self.lines = lines
    self.points = points
    self.missing = missing
    self.dropped = dropped
    self.repairs = repairs
  }
}
