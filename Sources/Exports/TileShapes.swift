import PROJBinding
import PlanModel

/// The geometries of a layer on the grid of tiles, as flat columns.
///
/// Feature `i` has the rings `rings[i]..<rings[i + 1]`; ring `k` has the vertices `vertices[k]..<vertices[k + 1]`, a
/// polygon's without the repeated last one. Of a collection of mixed kinds only the parts of the highest dimension stay.
struct TileShapes: Sendable {
  /// Point, line or polygon, as vector tiles number them; 0: no geometry.
  private(set) var kinds: [UInt8] = []
  private(set) var rings = [0]
  private(set) var vertices = [0]
  /// Whether a ring is a polygon's outer one.
  private(set) var isOuter: [Bool] = []
  private(set) var x: [Int32] = []
  private(set) var y: [Int32] = []

  /// The number of features.
  var count: Int { kinds.count }

  /// Features of a chunk.
  private static let chunkRows = 8192

  private init() {}

  /// Puts a layer on the grid.
  ///
  /// - Throws: ``ExportFailure`` where coordinates cannot be converted or bytes are no geometry.
  init(_ layer: Layer, workers: Workers) throws {
    let parts = try workers.mapChunks(of: layer.count, size: Self.chunkRows) { rows in
      try Self.read(layer, rows)
    }
    for part in parts {
      let (ring, vertex) = (isOuter.count, x.count)
      kinds += part.kinds
      rings += part.rings.dropFirst().map { $0 + ring }
      vertices += part.vertices.dropFirst().map { $0 + vertex }
      isOuter += part.isOuter
      x += part.x
      y += part.y
    }
  }

  /// The box of all features.
  var box: TileBox {
    var box = TileBox()
    for k in x.indices { box.extend(x[k], y[k]) }
    return box
  }

  /// The box of a feature.
  func box(of feature: Int) -> TileBox {
    var box = TileBox()
    for k in vertices[rings[feature]]..<vertices[rings[feature + 1]] { box.extend(x[k], y[k]) }
    return box
  }

  /// Where the name of an area stands: in its largest ring, in the middle of the longest stretch at half height.
  func labelPlace(_ feature: Int) -> (longitude: Double, latitude: Double)? {
    var largest = 0..<0
    var most = 0
    for ring in rings[feature]..<rings[feature + 1] where isOuter[ring] {
      let range = vertices[ring]..<vertices[ring + 1]
      var area = 0
      var last = range.upperBound - 1
      for k in range {
        area += Int(x[last]) * Int(y[k]) - Int(x[k]) * Int(y[last])
        last = k
      }
      if abs(area) > most { (most, largest) = (abs(area), range) }
    }
    guard let low = y[largest].min(), let high = y[largest].max() else { return nil }
    let middle = (Double(low) + Double(high)) / 2 + 0.25
    var crossings: [Double] = []
    var last = largest.upperBound - 1
    for k in largest {
      let (a, b) = (Double(y[last]), Double(y[k]))
      if (a > middle) != (b > middle) {
        crossings.append(Double(x[last]) + (middle - a) / (b - a) * Double(x[k] - x[last]))
      }
      last = k
    }
    crossings.sort()
    var place: (middle: Double, width: Double)?
    for k in stride(from: 0, to: crossings.count - 1, by: 2) {
      let width = crossings[k + 1] - crossings[k]
      if width > place?.width ?? 0 { place = ((crossings[k] + crossings[k + 1]) / 2, width) }
    }
    return place.map { (TileGrid.longitude($0.middle), TileGrid.latitude(middle)) }
  }

  private static func read(_ layer: Layer, _ rows: Range<Int>) throws -> TileShapes {
    var shapes = TileShapes()
    var xs: [Double] = []
    var ys: [Double] = []
    for row in rows {
      var kind: UInt8 = 0
      if !layer.geometry.isMissing(row) {
        do {
          var cursor = WKBCursor(layer.geometry, row: row)
          kind = try dimension(&cursor) + 1
          var reader = WKBCursor(layer.geometry, row: row)
          try shapes.add(&reader, kind: kind, x: &xs, y: &ys)
        } catch {
          throw ExportFailure(
            "The geometry of feature \(layer.ids[row]) in layer \(layer.name) is not well-known binary.",
            remedy: "This is a defect of the program: report it with the plan's data.")
        }
      }
      shapes.kinds.append(shapes.isOuter.count > shapes.rings[shapes.rings.count - 1] ? kind : 0)
      shapes.rings.append(shapes.isOuter.count)
    }
    if !xs.isEmpty {
      let transformer = try PROJTransformer(from: layer.crs.definition, to: "EPSG:3857")
      guard transformer.transform(xs: &xs, ys: &ys) == 0 else {
        throw ExportFailure(
          "Layer \(layer.name) has coordinates that cannot be converted from \(layer.crs.name) to Web Mercator.",
          remedy: "Check that the plan's CRS is made for the place where the municipality lies.")
      }
    }
    shapes.x = xs.map(TileGrid.x)
    shapes.y = ys.map(TileGrid.y)
    return shapes
  }

  /// The highest dimension of the parts of a geometry: 0 points, 1 lines, 2 polygons.
  private static func dimension(_ cursor: inout WKBCursor) throws(WKBCursor.Malformed) -> UInt8 {
    let type = try cursor.type()
    switch type {
    case 1:
      try cursor.skip(1)
      return 0
    case 2:
      try cursor.skip(try cursor.count())
      return 1
    case 3:
      for _ in 0..<(try cursor.count()) { try cursor.skip(try cursor.count()) }
      return 2
    default:
      var highest = type == 7 ? 0 : UInt8(type - 4)
      for _ in 0..<(try cursor.count()) { highest = max(highest, try dimension(&cursor)) }
      return highest
    }
  }

  private mutating func add(
    _ cursor: inout WKBCursor, kind: UInt8, x: inout [Double], y: inout [Double]
  ) throws(WKBCursor.Malformed) {
    let type = try cursor.type()
    switch type {
    case 1...3:
      for ring in 0..<(type == 3 ? try cursor.count() : 1) {
        let count = type == 1 ? 1 : try cursor.count()
        if type == kind, count > 0 {
          try addRing(&cursor, count, isOuter: ring == 0, isClosed: type == 3, x: &x, y: &y)
        } else {
          try cursor.skip(count)
        }
      }
    default:
      for _ in 0..<(try cursor.count()) { try add(&cursor, kind: kind, x: &x, y: &y) }
    }
  }

  private mutating func addRing(
    _ cursor: inout WKBCursor, _ count: Int, isOuter outer: Bool, isClosed: Bool,
    x: inout [Double], y: inout [Double]
  ) throws(WKBCursor.Malformed) {
    let start = x.count
    try cursor.coordinates(count, x: &x, y: &y)
    let last = x.count - 1
    if isClosed, last > start, x[start] == x[last], y[start] == y[last] {
      x.removeLast()
      y.removeLast()
    }
    isOuter.append(outer)
    vertices.append(x.count)
  }
}
