import Glibc
public import PlanModel

/// Where the surface of a height model faces: one band for each of `RoofFacing`, 1 where a cell faces so and 0 where not.
///
/// Slope and direction come from the eight cells around, weighted 1, 2, 1 (Horn 1981, Proceedings of the IEEE 69:14–47).
/// A cell is missing where it or one of the eight has no height, at the raster's edge, and where it is steeper than
/// a roof can be. The mean of a band over a zone is the share of the zone's roof-like cells. Nothing is computed
/// before a window is read; the five bands of a window are computed together.
///
/// - Parameter elevation: Heights in the units of the cells' sides.
public func roofFacingRaster(of elevation: Raster, slopes: RoofSlopes) -> Raster {
  let grid = elevation.grid
  return Raster(
    crs: elevation.crs, grid: grid,
    bands: RoofFacing.allCases.map { Raster.Band(name: $0.word, isInteger: true) },
    tile: elevation.tile, interleavedBands: RoofFacing.allCases.count
  ) {
    let desk = FacingDesk(source: try elevation.open(), grid: grid, slopes: slopes)
    return RasterReader { band, window, cells in try desk.read(band, window, &cells) }
  }
}

/// Slope and direction of the ground at a cell, from its eight neighbours (Horn 1981).
///
/// - Parameter heights: Row by row from the north-west, the cell itself in the middle.
/// - Returns: The rise towards east and towards north, per unit of distance.
func hornGradient(
  _ heights: (
    Double, Double, Double, Double, Double, Double, Double, Double, Double
  ), cellWidth: Double, cellHeight: Double
) -> (east: Double, north: Double) {
  let (a, b, c, d, _, f, g, h, i) = heights
  return (
    ((c + 2 * f + i) - (a + 2 * d + g)) / (8 * cellWidth),
    ((a + 2 * b + c) - (g + 2 * h + i)) / (8 * cellHeight)
  )
}

/// The facing of a slope in code: the raw value of `RoofFacing`, or −1 where it is too steep for a roof or no number.
///
/// A roof faces the way that water runs; on a diagonal, north or south have it.
func facingCode(east: Double, north: Double, limits: SlopeLimits) -> Int8 {
  let square = east * east + north * north
  // Whatever is compared with no number is false.
  guard square <= limits.steepest else { return -1 }
  let facing: RoofFacing =
    square < limits.flatBelow
    ? .flat
    : abs(north) >= abs(east) ? north < 0 ? .north : .south : east < 0 ? .east : .west
  return Int8(facing.rawValue)
}

/// `RoofSlopes` as squares of rise over distance, so that no angle need be computed for a cell.
struct SlopeLimits {
  /// Below it a cell is flat.
  let flatBelow: Double
  /// Above it a cell is no roof.
  let steepest: Double

  init(_ slopes: RoofSlopes) {
    let square = { (degrees: Double) in tan(degrees * .pi / 180) * tan(degrees * .pi / 180) }
    flatBelow = square(slopes.flatBelow)
    steepest = square(slopes.steepest)
  }
}

/// What one worker keeps while it reads: the facings of the window in hand.
private final class FacingDesk {
  private let source: RasterReader
  private let grid: RasterGrid
  private let limits: SlopeLimits
  private var window: RasterWindow?
  /// The facing of each cell of the window, or −1.
  private var facings: [Int8] = []
  private var cells = RasterCells()
  /// The heights of the window and a ring of one cell around; no number where there is none.
  private var heights: [Double] = []

  init(source: RasterReader, grid: RasterGrid, slopes: RoofSlopes) {
    self.source = source
    self.grid = grid
    limits = SlopeLimits(slopes)
  }

  func read(_ band: Int, _ window: RasterWindow, _ cells: inout RasterCells) throws {
    if self.window != window {
      self.window = nil
      try readHeights(around: window)
      compute(window)
      self.window = window
    }
    let wanted = Int8(band)
    cells.doubles.removeAll(keepingCapacity: true)
    cells.singles.removeAll(keepingCapacity: true)
    cells.singles.reserveCapacity(facings.count)
    cells.present = Array(repeating: 0, count: (facings.count + 63) / 64)
    for (cell, facing) in facings.enumerated() {
      cells.singles.append(facing == wanted ? 1 : 0)
      if facing >= 0 { cells.present[cell >> 6] |= 1 << UInt64(cell & 63) }
    }
    cells.dropMaskOfNone()
  }

  /// Fills `heights` row by row, two columns and two rows more than the window has.
  private func readHeights(around window: RasterWindow) throws {
    let columns =
      max(0, window.columns.lowerBound - 1)..<min(grid.columns, window.columns.upperBound + 1)
    let rows = max(0, window.rows.lowerBound - 1)..<min(grid.rows, window.rows.upperBound + 1)
    try source.read(0, RasterWindow(columns: columns, rows: rows), &cells)
    let width = window.columns.count + 2
    heights.removeAll(keepingCapacity: true)
    heights.append(contentsOf: repeatElement(.nan, count: width * (window.rows.count + 2)))
    let left = columns.lowerBound - (window.columns.lowerBound - 1)
    let top = rows.lowerBound - (window.rows.lowerBound - 1)
    let isWhole = cells.present.isEmpty
    let isSingle = !cells.singles.isEmpty
    var cell = 0
    for row in 0..<rows.count {
      var place = (row + top) * width + left
      for _ in 0..<columns.count {
        if isWhole || cells.present[cell >> 6] & (1 << UInt64(cell & 63)) != 0 {
          heights[place] = isSingle ? Double(cells.singles[cell]) : cells.doubles[cell]
        }
        cell += 1
        place += 1
      }
    }
  }

  private func compute(_ window: RasterWindow) {
    let width = window.columns.count + 2
    let heights = heights
    facings.removeAll(keepingCapacity: true)
    facings.reserveCapacity(window.count)
    for row in 1...window.rows.count {
      for middle in (row * width + 1)..<(row * width + 1 + window.columns.count) {
        let (above, below) = (middle - width, middle + width)
        let rise = hornGradient(
          (
            heights[above - 1], heights[above], heights[above + 1], heights[middle - 1],
            heights[middle], heights[middle + 1], heights[below - 1], heights[below],
            heights[below + 1]
          ), cellWidth: grid.cellWidth, cellHeight: grid.cellHeight)
        // The cell itself has no weight, but without a height it is no roof.
        let code = facingCode(east: rise.east, north: rise.north, limits: limits)
        facings.append(heights[middle].isNaN ? -1 : code)
      }
    }
  }
}
