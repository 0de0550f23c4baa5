import PlanModel

/// Geometries in the making, as well-known binary, with coordinates on a grid of 1 cm.
///
/// The grid keeps shared points identical and areas exact: a cadastre gives centimetres as well.
struct GeometryBlock: Sendable {
  /// The town's centre in the CRS, in cm.
  private let centre: (x: Int, y: Int)
  private(set) var bytes: [UInt8] = []
  private(set) var offsets = [0]

  /// Creates an empty block for a town with this centre, in whole metres.
  init(centre: Point) {
    self.centre = (Int(centre.x) * 100, Int(centre.y) * 100)
  }

  /// The number of rows.
  var count: Int { offsets.count - 1 }

  /// The rows as a column.
  var column: GeometryColumn { GeometryColumn(bytes: bytes, offsets: offsets) }

  /// Adds a row without a geometry.
  mutating func appendMissing() { offsets.append(bytes.count) }

  /// Adds a point.
  mutating func appendPoint(_ p: Point) {
    header(1)
    put(p)
    offsets.append(bytes.count)
  }

  /// Adds a line.
  mutating func appendLine(_ points: [Point]) {
    header(2)
    word(points.count)
    for p in points { put(p) }
    offsets.append(bytes.count)
  }

  /// Adds a polygon; rings are not closed, the first one is the outer one.
  mutating func appendPolygon(_ rings: [ArraySlice<Point>]) {
    header(3)
    word(rings.count)
    for ring in rings {
      word(ring.count + 1)
      for p in ring { put(p) }
      put(ring[ring.startIndex])
    }
    offsets.append(bytes.count)
  }

  /// Adds a polygon; rings are not closed, the first one is the outer one.
  mutating func appendPolygon(_ rings: [[Point]]) { appendPolygon(rings.map { $0[...] }) }

  /// Adds a copy of an earlier row.
  mutating func appendCopy(of row: Int) {
    bytes.append(contentsOf: Array(bytes[offsets[row]..<offsets[row + 1]]))
    offsets.append(bytes.count)
  }

  /// Adds all rows of another block.
  mutating func append(_ other: GeometryBlock) {
    let start = bytes.count
    bytes.append(contentsOf: other.bytes)
    offsets.append(contentsOf: other.offsets.dropFirst().map { $0 + start })
  }

  private mutating func header(_ type: Int) {
    bytes.append(1)
    word(type)
  }

  private mutating func word(_ value: Int) {
    var rest = UInt32(value)
    for _ in 0..<4 {
      bytes.append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }

  private mutating func put(_ p: Point) {
    put(Double(Int((p.x * 100).rounded()) + centre.x) / 100)
    put(Double(Int((p.y * 100).rounded()) + centre.y) / 100)
  }

  private mutating func put(_ value: Double) {
    var rest = value.bitPattern
    for _ in 0..<8 {
      bytes.append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }
}
