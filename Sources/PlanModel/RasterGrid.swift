/// The grid of a raster without rotation: where its cells are.
public struct RasterGrid: Sendable, Hashable {
  /// The x of the left edge.
  public let originX: Double
  /// The y of the top edge.
  public let originY: Double
  /// The width of a cell.
  public let cellWidth: Double
  /// The height of a cell; rows run downwards.
  public let cellHeight: Double
  /// The number of columns.
  public let columns: Int
  /// The number of rows.
  public let rows: Int

  /// Creates a grid.
  public init(
    originX: Double, originY: Double, cellWidth: Double, cellHeight: Double, columns: Int, rows: Int
  ) {
    self.originX = originX
    self.originY = originY
    self.cellWidth = cellWidth
    self.cellHeight = cellHeight
    self.columns = columns
    self.rows = rows
  }

  /// The extent of all cells.
  public var extent: Extent {
    Extent(
      minX: originX, minY: originY - Double(rows) * cellHeight,
      maxX: originX + Double(columns) * cellWidth, maxY: originY)
  }

  /// The window of all cells.
  public var window: RasterWindow { RasterWindow(columns: 0..<columns, rows: 0..<rows) }

  /// Whether two grids have the same cells: as many, and every corner in the same place to a millionth of a cell.
  public func hasSameCells(as other: RasterGrid) -> Bool {
    guard columns == other.columns, rows == other.rows else { return false }
    let (a, b) = (extent, other.extent)
    let x = 1e-6 * Swift.min(cellWidth, other.cellWidth)
    let y = 1e-6 * Swift.min(cellHeight, other.cellHeight)
    return abs(a.minX - b.minX) <= x && abs(a.maxX - b.maxX) <= x && abs(a.minY - b.minY) <= y
      && abs(a.maxY - b.maxY) <= y
  }
}

/// A rectangle of a grid's cells, row by row.
public struct RasterWindow: Sendable, Hashable {
  /// The columns.
  public let columns: Range<Int>
  /// The rows, downwards.
  public let rows: Range<Int>

  /// Creates a window.
  public init(columns: Range<Int>, rows: Range<Int>) {
    self.columns = columns
    self.rows = rows
  }

  /// The number of cells.
  public var count: Int { columns.count * rows.count }
}
