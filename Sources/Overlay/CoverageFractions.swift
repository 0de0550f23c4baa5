import PlanModel

/// The exactly covered fraction of each cell of a window of a grid, for one polygon.
///
/// Every edge adds, in each cell it passes, the area between itself and the cell's lower border, and to all
/// cells under it the width of its run, with the sign of its side; a running sum down each column then is
/// the covered area. Nothing is sampled: the result is exact to rounding, whatever the size of the cells.
struct CoverageFractions {
  /// The columns of the grid in the window.
  private(set) var columns = 0..<0
  /// The rows of the grid in the window.
  private(set) var rows = 0..<0
  /// The covered fraction of each cell, row by row.
  private(set) var fractions: [Double] = []
  private var runs: [Double] = []

  /// Fractions below this are the rounding of cells that the polygon does not touch.
  static let least = 1e-11

  /// Computes the fractions of the cells in which the polygon's extent and some rows of the grid meet.
  mutating func cover(_ edges: [Edge], extent: Extent, grid: RasterGrid, rows block: Range<Int>) {
    let left = (extent.minX - grid.originX) / grid.cellWidth
    let right = (extent.maxX - grid.originX) / grid.cellWidth
    let top = (grid.originY - extent.maxY) / grid.cellHeight
    let bottom = (grid.originY - extent.minY) / grid.cellHeight
    columns = Self.cells(from: left, to: right, in: 0..<grid.columns)
    rows = Self.cells(from: top, to: bottom, in: block)
    let cells = columns.count * rows.count
    fractions.removeAll(keepingCapacity: true)
    runs.removeAll(keepingCapacity: true)
    if cells == 0 { return }
    fractions.append(contentsOf: repeatElement(0, count: cells))
    runs.append(contentsOf: repeatElement(0, count: cells))
    for edge in edges where edge.side != 0 {
      add(
        fromU: (edge.leftX - grid.originX) / grid.cellWidth,
        v: (grid.originY - edge.leftY) / grid.cellHeight,
        toU: (edge.rightX - grid.originX) / grid.cellWidth,
        v: (grid.originY - edge.rightY) / grid.cellHeight, side: edge.side)
    }
    let width = columns.count
    for cell in 0..<cells {
      if cell >= width { runs[cell] += runs[cell - width] }
      // The run that starts in a cell counts from the next row on; its own row has the part below the edge.
      let above = cell >= width ? runs[cell - width] : 0
      let fraction = fractions[cell] + above
      fractions[cell] = fraction < Self.least ? 0 : Swift.min(1, fraction)
    }
  }

  /// The cells that a range of cell coordinates touches.
  private static func cells(from low: Double, to high: Double, in limit: Range<Int>) -> Range<Int> {
    let first = Swift.max(Double(limit.lowerBound), low.rounded(.down))
    let end = Swift.min(Double(limit.upperBound), high.rounded(.down) + 1)
    return first < end ? Int(first)..<Int(end) : limit.lowerBound..<limit.lowerBound
  }

  /// Adds one edge, column by column; u counts columns, v rows downwards.
  private mutating func add(
    fromU u0: Double, v v0: Double, toU u1: Double, v v1: Double, side: Double
  ) {
    let start = Swift.max(u0, Double(columns.lowerBound))
    let end = Swift.min(u1, Double(columns.upperBound))
    if start >= end { return }
    let slope = (v1 - v0) / (u1 - u0)
    let low = Swift.min(v0, v1)
    let high = Swift.max(v0, v1)
    var column = Swift.min(Int(start), columns.upperBound - 1)
    var u = start
    // Not by the slope at the edge's own ends: 0 times the slope of a nearly vertical edge is no number.
    var v = start == u0 ? v0 : Swift.min(Swift.max(v0 + (start - u0) * slope, low), high)
    while u < end {
      let nextU = Swift.min(end, Double(column + 1))
      let nextV =
        nextU == u1 ? v1 : Swift.min(Swift.max(v0 + (nextU - u0) * slope, low), high)
      addInColumn(
        column - columns.lowerBound, width: nextU - u, from: v, to: nextV, side: side)
      u = nextU
      v = nextV
      column += 1
    }
  }

  /// Adds the part of an edge in one column.
  private mutating func addInColumn(
    _ column: Int, width: Double, from v0: Double, to v1: Double, side: Double
  ) {
    var low = Swift.min(v0, v1)
    let high = Swift.max(v0, v1)
    let first = Double(rows.lowerBound)
    let end = Double(rows.upperBound)
    if low >= end { return }
    let span = high - low
    if low < first {
      // What passes above the window covers all rows of the column below it.
      let part = high <= first ? width : width * (first - low) / span
      addRun(part, column: column, row: 0, side: side, height: 1)
      if high <= first { return }
      low = first
    }
    var row = Int(low) - rows.lowerBound
    while low < high && row < rows.count {
      let next = Swift.min(high, Double(row + rows.lowerBound + 1))
      let part = width * (next - low) / span
      let height = Double(row + rows.lowerBound + 1) - (low + next) / 2
      addRun(part, column: column, row: row, side: side, height: height)
      low = next
      row += 1
    }
    if span == 0 && row < rows.count {
      let height = Double(row + rows.lowerBound + 1) - low
      addRun(width, column: column, row: row, side: side, height: height)
    }
  }

  /// Adds a run of an edge in one cell: `height` of the cell lies below it, and the whole of those under it.
  @inline(__always)
  private mutating func addRun(
    _ width: Double, column: Int, row: Int, side: Double, height: Double
  ) {
    let cell = row * columns.count + column
    fractions[cell] += side * width * height
    runs[cell] += side * width
  }
}
