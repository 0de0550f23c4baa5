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

/// Where a slope faces, or nil where it is too steep for a roof; it faces the way that water runs.
///
/// On a diagonal, north or south have it.
func facing(east: Double, north: Double, slopes: RoofSlopes) -> RoofFacing? {
  let tilt = atan((east * east + north * north).squareRoot()) * 180 / .pi
  if tilt > slopes.steepest { return nil }
  if tilt < slopes.flatBelow { return .flat }
  if abs(north) >= abs(east) { return north < 0 ? .north : .south }
  return east < 0 ? .east : .west
}

/// What one worker keeps while it reads: the facings of the window in hand.
private final class FacingDesk {
  private let source: RasterReader
  private let grid: RasterGrid
  private let slopes: RoofSlopes
  private var window: RasterWindow?
  /// The facing of each cell of the window, or −1.
  private var facings: [Int8] = []
  private var heights = RasterCells()

  init(source: RasterReader, grid: RasterGrid, slopes: RoofSlopes) {
    self.source = source
    self.grid = grid
    self.slopes = slopes
  }

  func read(_ band: Int, _ window: RasterWindow, _ cells: inout RasterCells) throws {
    if self.window != window {
      self.window = nil
      try compute(window)
      self.window = window
    }
    cells.doubles.removeAll(keepingCapacity: true)
    cells.singles.removeAll(keepingCapacity: true)
    cells.singles.reserveCapacity(facings.count)
    cells.present = Array(repeating: 0, count: (facings.count + 63) / 64)
    for (cell, facing) in facings.enumerated() {
      cells.singles.append(Int(facing) == band ? 1 : 0)
      if facing >= 0 { cells.present[cell >> 6] |= 1 << UInt64(cell & 63) }
    }
    cells.dropMaskOfNone()
  }

  private func compute(_ window: RasterWindow) throws {
    // A ring of one cell more, as far as there are cells.
    let columns =
      max(0, window.columns.lowerBound - 1)..<min(grid.columns, window.columns.upperBound + 1)
    let rows = max(0, window.rows.lowerBound - 1)..<min(grid.rows, window.rows.upperBound + 1)
    try source.read(0, RasterWindow(columns: columns, rows: rows), &heights)
    let width = columns.count
    facings.removeAll(keepingCapacity: true)
    for row in window.rows {
      for column in window.columns {
        guard row > 0, column > 0, row + 1 < grid.rows, column + 1 < grid.columns else {
          facings.append(-1)
          continue
        }
        let middle = (row - rows.lowerBound) * width + (column - columns.lowerBound)
        guard let a = heights[middle - width - 1], let b = heights[middle - width],
          let c = heights[middle - width + 1], let d = heights[middle - 1],
          let e = heights[middle], let f = heights[middle + 1], let g = heights[middle + width - 1],
          let h = heights[middle + width], let i = heights[middle + width + 1]
        else {
          facings.append(-1)
          continue
        }
        let rise = hornGradient(
          (a, b, c, d, e, f, g, h, i), cellWidth: grid.cellWidth, cellHeight: grid.cellHeight)
        let found = facing(east: rise.east, north: rise.north, slopes: slopes)
        facings.append(found.map { Int8($0.rawValue) } ?? -1)
      }
    }
  }
}
