import PlanModel

/// Squares or hexagons over the plane, aligned to multiples of their size.
///
/// Corners are products of whole numbers and the size, so that neighbours share them bit for bit.
struct UnitGrid: Sendable {
  /// Whether the cells are hexagons with a corner on top; squares otherwise.
  let isHexagonal: Bool
  /// The side of a square, or the width of a hexagon across flats, in m.
  let size: Double

  /// Half of a hexagon's side: its rows of corners are this far apart.
  private var halfSide: Double { size / 3.0.squareRoot() / 2 }
  /// How far one row is above the next.
  var rowStep: Double { isHexagonal ? 3 * halfSide : size }
  /// The height of a cell.
  var cellHeight: Double { isHexagonal ? 4 * halfSide : size }
  /// The area of a whole cell, m².
  var cellArea: Double { isHexagonal ? 6 * halfSide * size : size * size }

  /// The rows whose cells may meet an extent.
  func rows(meeting extent: Extent) -> ClosedRange<Int> {
    let first = (extent.minY - cellHeight) / rowStep
    let last = (extent.maxY + cellHeight) / rowStep
    return Int(first.rounded(.down))...Int(last.rounded(.up))
  }

  /// The columns whose cells may meet an extent.
  func columns(meeting extent: Extent) -> ClosedRange<Int> {
    let first = (extent.minX / size).rounded(.down) - 1
    let last = (extent.maxX / size).rounded(.up) + 1
    return Int(first)...Int(last)
  }

  /// How many cells an extent may hold; a bound, in floating point so that nothing overflows.
  func cellBound(_ extent: Extent) -> Double {
    (extent.width / size + 3) * (extent.height / rowStep + 3)
  }

  /// The extent of a cell.
  func extent(column: Int, row: Int) -> Extent {
    if isHexagonal {
      let x = Double(2 * column + (row & 1))
      return Extent(
        minX: (x - 1) * (size / 2), minY: Double(3 * row - 2) * halfSide,
        maxX: (x + 1) * (size / 2),
        maxY: Double(3 * row + 2) * halfSide)
    }
    return Extent(
      minX: Double(column) * size, minY: Double(row) * size, maxX: Double(column + 1) * size,
      maxY: Double(row + 1) * size)
  }

  /// The corners of a cell, counter-clockwise.
  func corners(column: Int, row: Int) -> [(x: Double, y: Double)] {
    let extent = extent(column: column, row: row)
    if !isHexagonal {
      return [
        (extent.minX, extent.minY), (extent.maxX, extent.minY), (extent.maxX, extent.maxY),
        (extent.minX, extent.maxY),
      ]
    }
    let middle = Double(2 * column + (row & 1)) * (size / 2)
    let low = Double(3 * row - 1) * halfSide
    let high = Double(3 * row + 1) * halfSide
    return [
      (middle, extent.minY), (extent.maxX, low), (extent.maxX, high), (middle, extent.maxY),
      (extent.minX, high), (extent.minX, low),
    ]
  }

  /// The cells that share an edge with a cell.
  func neighbours(column: Int, row: Int) -> [(column: Int, row: Int)] {
    if !isHexagonal {
      return [(column, row - 1), (column - 1, row), (column + 1, row), (column, row + 1)]
    }
    let shift = row & 1
    return [
      (column + shift - 1, row - 1), (column + shift, row - 1), (column - 1, row),
      (column + 1, row), (column + shift - 1, row + 1), (column + shift, row + 1),
    ]
  }
}

/// The well-known binary of all polygons of some polygonal geometries, as one polygon or multipolygon.
///
/// The polygons are put side by side, not united. The result is empty where there is none.
func gatheredPolygons(_ geometries: [[UInt8]]) -> [UInt8] {
  if geometries.count < 2 { return geometries.first ?? [] }
  var bytes: [UInt8] = [1]
  bytes.append(word: 6)
  bytes.append(word: 0)
  var count: UInt32 = 0
  for geometry in geometries {
    // After the header of a multipolygon its polygons follow whole, so both kinds are copied as they are.
    let kind = geometry[1]
    let parts = geometry[5..<9].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    count += kind == 3 ? 1 : parts
    bytes += geometry[(kind == 3 ? 0 : 9)...]
  }
  for byte in 0..<4 { bytes[5 + byte] = UInt8(truncatingIfNeeded: count >> (8 * byte)) }
  return bytes
}

extension [UInt8] {
  /// Adds a count or a kind.
  mutating func append(word: UInt32) {
    for byte in 0..<4 { append(UInt8(truncatingIfNeeded: word >> (8 * byte))) }
  }

  /// Adds the well-known binary of a polygon without holes.
  mutating func append(polygon corners: [(x: Double, y: Double)]) {
    append(1)
    append(word: 3)
    append(word: 1)
    append(word: UInt32(corners.count + 1))
    for corner in corners {
      append(number: corner.x)
      append(number: corner.y)
    }
    append(number: corners[0].x)
    append(number: corners[0].y)
  }

  /// Adds a coordinate.
  mutating func append(number: Double) {
    for byte in 0..<8 {
      append(UInt8(truncatingIfNeeded: number.bitPattern >> UInt64(8 * byte)))
    }
  }
}
