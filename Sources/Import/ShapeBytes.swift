/// Well-known binary of one geometry, little-endian and two-dimensional.
enum ShapeBytes {
  /// A point.
  static func point(x: Double, y: Double) -> [UInt8] {
    var bytes: [UInt8] = [1]
    append(1, to: &bytes)
    append(x, y, to: &bytes)
    return bytes
  }

  /// A line through points.
  static func line(_ points: [(x: Double, y: Double)]) -> [UInt8] {
    var bytes: [UInt8] = [1]
    append(2, to: &bytes)
    append(points, to: &bytes)
    return bytes
  }

  /// A polygon of a border and holes, each closed.
  static func polygon(_ rings: [[(x: Double, y: Double)]]) -> [UInt8] {
    var bytes: [UInt8] = [1]
    append(3, to: &bytes)
    append(UInt32(rings.count), to: &bytes)
    for ring in rings { append(ring, to: &bytes) }
    return bytes
  }

  /// Several polygons, each a border and holes.
  static func multiPolygon(_ polygons: [[[(x: Double, y: Double)]]]) -> [UInt8] {
    if polygons.count == 1 { return polygon(polygons[0]) }
    var bytes: [UInt8] = [1]
    append(6, to: &bytes)
    append(UInt32(polygons.count), to: &bytes)
    for rings in polygons { bytes += polygon(rings) }
    return bytes
  }

  private static func append(_ points: [(x: Double, y: Double)], to bytes: inout [UInt8]) {
    append(UInt32(points.count), to: &bytes)
    bytes.reserveCapacity(bytes.count + 16 * points.count)
    for point in points { append(point.x, point.y, to: &bytes) }
  }

  private static func append(_ x: Double, _ y: Double, to bytes: inout [UInt8]) {
    for value in [x, y] {
      let bits = value.bitPattern
      for shift in stride(from: 0, to: 64, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
      }
    }
  }

  private static func append(_ number: UInt32, to bytes: inout [UInt8]) {
    for shift in stride(from: 0, to: 32, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: number >> UInt32(shift)))
    }
  }
}
