import GEOSBinding
import PROJBinding
import PlanModel

/// A layer as a table: its fields, a point in each feature in WGS 84, and the geometry as well-known text.
///
/// `WKT` is in the plan's CRS, with as many digits as the plan has, so that areas are the same; GDAL and QGIS take it as
/// the geometry, its CRS from a file `.prj` and the kinds of columns from a file `.csvt` beside the table. `longitude` and `latitude` are for programs that only know points, to seven decimals.
struct LayerCSV {
  private let layer: Layer
  private let notice: String?

  init(_ layer: Layer, notice: String?) {
    self.layer = layer
    self.notice = notice
  }

  /// The whole table.
  func text() throws -> String {
    var table = CSVTable(
      header: ["id"] + layer.fields.map(\.role) + ["longitude", "latitude", "WKT"], notice: notice)
    let (x, y) = try places()
    for row in 0..<layer.count {
      let cells = layer.fields.map { field -> CSVTable.Cell in
        switch field.column {
        case .number(let column): .number(column.present[row] ? column.values[row] : nil)
        case .text(let column):
          .text(column.codes[row] < 0 ? "" : column.categories[Int(column.codes[row])])
        }
      }
      table.add(
        [.text(layer.ids[row])] + cells
          + [.number(x[row]), .number(y[row]), .text(try wkt(of: row))])
    }
    return table.text
  }

  /// The kinds of the table's columns, as GDAL's driver of CSV reads them from a file `.csvt`.
  var kinds: String {
    let fields = layer.fields.map { field in
      if case .number = field.column { "Real" } else { "String" }
    }
    let kinds = ["String"] + fields + ["Real", "Real", "WKT"] + (notice == nil ? [] : ["String"])
    return kinds.map { "\"\($0)\"" }.joined(separator: ",") + "\r\n"
  }

  /// The CRS of the column `WKT` as well-known text, as a file `.prj` holds it.
  ///
  /// - Throws: `PROJError` where the layer's CRS is none.
  func crs() throws -> String {
    try PROJReferenceSystem.wellKnownText(of: layer.crs.definition) + "\n"
  }

  private func wkt(of row: Int) throws -> String {
    if layer.geometry.isMissing(row) { return "" }
    var cursor = WKBCursor(layer.geometry, row: row)
    return try WKT.text(&cursor)
  }

  /// A point of each feature in degrees; nil where it has no geometry.
  private func places() throws -> (x: [Double?], y: [Double?]) {
    let points = try (0..<layer.count).map { row in
      layer.geometry.isMissing(row) ? nil : try MiddlePoint.of(layer.geometry, row: row)
    }
    var x = points.compactMap { $0?.x }
    var y = points.compactMap { $0?.y }
    if layer.crs.definition != CRS.wgs84.definition, !x.isEmpty {
      _ = try PROJTransformer(from: layer.crs.definition, to: CRS.wgs84.definition)
        .transform(xs: &x, ys: &y)
    }
    var next = 0
    let places = points.map { point -> (Double?, Double?) in
      guard point != nil else { return (nil, nil) }
      defer { next += 1 }
      return (x[next].roundedToSevenDecimals, y[next].roundedToSevenDecimals)
    }
    return (places.map(\.0), places.map(\.1))
  }
}

extension Double {
  fileprivate var roundedToSevenDecimals: Double {
    (self * GridPosition.perDegree).rounded() / GridPosition.perDegree
  }
}

/// A point that lies in a feature, for a mark or a row of a table.
enum MiddlePoint {
  /// A point on the surface of polygons, as GEOS finds it; of points and lines, the first corner.
  static func of(_ column: GeometryColumn, row: Int) throws -> (x: Double, y: Double)? {
    var x: [Double] = []
    var y: [Double] = []
    var cursor = WKBCursor(column, row: row)
    try cursor.allCoordinates(x: &x, y: &y)
    guard let firstX = x.first, let firstY = y.first else { return nil }
    guard column.row(row)[1] == 3 || column.row(row)[1] == 6 else { return (firstX, firstY) }
    let point = try GEOSContext().read(wkb: column.row(row)).pointOnSurface()
    return point ?? (firstX, firstY)
  }
}

/// Well-known text of well-known binary.
enum WKT {
  private static let names = [
    "POINT", "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON",
    "GEOMETRYCOLLECTION",
  ]

  /// The geometry that starts at the cursor; coordinates are written so that reading them gives the same numbers.
  static func text(_ cursor: inout WKBCursor) throws -> String {
    let type = try cursor.type()
    return names[Int(type) - 1] + " " + (try body(type, &cursor))
  }

  private static func body(_ type: UInt32, _ cursor: inout WKBCursor) throws -> String {
    if type == 1 { return try points(1, &cursor) }
    let count = try cursor.count()
    if count == 0 { return "EMPTY" }
    if type == 2 { return try points(count, &cursor) }
    var parts: [String] = []
    for _ in 0..<count {
      switch type {
      case 3: parts.append(try points(try cursor.count(), &cursor))
      case 7: parts.append(try text(&cursor))
      default: parts.append(try body(try cursor.type(), &cursor))
      }
    }
    return "(" + parts.joined(separator: ",") + ")"
  }

  private static func points(_ count: Int, _ cursor: inout WKBCursor) throws -> String {
    var x: [Double] = []
    var y: [Double] = []
    try cursor.coordinates(count, x: &x, y: &y)
    return "(" + zip(x, y).map { "\($0.shortest) \($1.shortest)" }.joined(separator: ",") + ")"
  }
}
