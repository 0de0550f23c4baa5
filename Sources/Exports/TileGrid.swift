import Foundation

/// The grid of web map tiles: Web Mercator (EPSG:3857) as a square of 2^26 steps, x to the east, y to the south.
///
/// A tile of the deepest zoom has 4096 steps a side, so a step is 0.6 m at the equator and 0.4 m at 46°.
enum TileGrid {
  /// The deepest zoom that tiles are made for; viewers enlarge it.
  static let deepest = 14
  /// Steps of a tile a side, as vector tiles count them.
  static let extent = 4096
  /// The steps that a tile holds beyond each of its sides, so that outlines do not end there.
  static let buffer = 64
  private static let side = Double(1 << 26)
  /// The circumference of the sphere of Web Mercator, m.
  private static let circumference = 40_075_016.685_578_49

  /// The step of an easting in metres.
  static func x(_ metres: Double) -> Int32 { step((metres / circumference + 0.5) * side) }

  /// The step of a northing in metres.
  static func y(_ metres: Double) -> Int32 { step((0.5 - metres / circumference) * side) }

  private static func step(_ value: Double) -> Int32 {
    Int32(min(max(value.rounded(), 0), side - 1))
  }

  /// The longitude of a step, degrees.
  static func longitude(_ x: Double) -> Double { x / side * 360 - 180 }

  /// The latitude of a step, degrees.
  static func latitude(_ y: Double) -> Double {
    atan(sinh(Double.pi * (1 - 2 * y / side))) * 180 / .pi
  }

  /// The zoom at which steps `width` apart lie within one tile's width.
  static func zoom(fitting width: Int32) -> Int {
    max(0, Int(log2(side / Double(max(1, width))).rounded(.down)))
  }
}

/// A box on the grid of tiles.
struct TileBox: Hashable {
  var minX = Int32.max
  var minY = Int32.max
  var maxX = Int32.min
  var maxY = Int32.min

  var isEmpty: Bool { minX > maxX }

  /// Makes the box hold a point.
  mutating func extend(_ x: Int32, _ y: Int32) {
    minX = min(minX, x)
    minY = min(minY, y)
    maxX = max(maxX, x)
    maxY = max(maxY, y)
  }

  /// Makes the box hold another.
  mutating func extend(_ other: TileBox) {
    if other.isEmpty { return }
    extend(other.minX, other.minY)
    extend(other.maxX, other.maxY)
  }

  /// West, south, east, north in degrees; the whole world where the box is empty.
  var degrees: [Double] {
    if isEmpty { return [-180, -85, 180, 85] }
    return [
      TileGrid.longitude(Double(minX)), TileGrid.latitude(Double(maxY)),
      TileGrid.longitude(Double(maxX)), TileGrid.latitude(Double(minY)),
    ]
  }
}
