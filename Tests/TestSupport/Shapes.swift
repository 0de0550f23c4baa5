public import PlanModel

/// Well-known binary of simple shapes, little-endian and two-dimensional.
public enum Shapes {
  /// A corner.
  public typealias Corner = (x: Double, y: Double)

  /// A point.
  public static func point(_ x: Double, _ y: Double) -> [UInt8] {
    header(1) + double(x) + double(y)
  }

  /// A line through corners.
  public static func line(_ corners: [Corner]) -> [UInt8] {
    header(2) + ring(corners)
  }

  /// A polygon from rings without their closing corner: the border, then the holes.
  public static func polygon(_ rings: [Corner]...) -> [UInt8] { polygon(rings: rings) }

  /// A polygon from rings without their closing corner: the border, then the holes.
  public static func polygon(rings: [[Corner]]) -> [UInt8] {
    header(3) + word(rings.count) + rings.flatMap { ring($0 + [$0[0]]) }
  }

  /// A multipolygon from polygons.
  public static func multiPolygon(_ polygons: [[UInt8]]) -> [UInt8] {
    header(6) + word(polygons.count) + polygons.flatMap { $0 }
  }

  /// A multipoint from points.
  public static func multiPoint(_ points: [Corner]) -> [UInt8] {
    header(4) + word(points.count) + points.flatMap { point($0.x, $0.y) }
  }

  /// A collection of geometries.
  public static func collection(_ parts: [[UInt8]]) -> [UInt8] {
    header(7) + word(parts.count) + parts.flatMap { $0 }
  }

  /// The corners of a rectangle, counter-clockwise.
  public static func corners(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) -> [Corner] {
    [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
  }

  /// An axis-parallel rectangle.
  public static func rectangle(
    _ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double
  ) -> [UInt8] {
    polygon(corners(x0, y0, x1, y1))
  }

  /// A column of rows; an empty row is a missing geometry.
  public static func column(_ rows: [UInt8]...) -> GeometryColumn { GeometryColumn(rows: rows) }

  private static func header(_ kind: Int) -> [UInt8] { [1] + word(kind) }

  private static func ring(_ corners: [Corner]) -> [UInt8] {
    word(corners.count) + corners.flatMap { double($0.x) + double($0.y) }
  }

  private static func word(_ value: Int) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  private static func double(_ value: Double) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: value.bitPattern >> UInt64(8 * $0)) }
  }
}
