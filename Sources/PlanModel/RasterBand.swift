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
}

/// Some rows of cells, with nodata already turned into missing.
public struct RasterBlock: Sendable {
  /// The rows of the grid that the block holds, all columns of each.
  public let rows: Range<Int>
  /// The values, row by row; 0 where a cell is missing.
  public let values: [Double]
  /// One byte a cell: 1 where it has a value.
  public let present: [UInt8]

  /// Creates a block.
  public init(rows: Range<Int>, values: [Double], present: [UInt8]) {
    self.rows = rows
    self.values = values
    self.present = present
  }
}

/// One band of a raster that is read by blocks of rows.
public struct RasterBand: Sendable {
  /// The raster's name in the plan.
  public let name: String
  /// The CRS of the grid; zones are taken to it, the raster is never resampled.
  public let crs: CRS
  /// Where the cells are.
  public let grid: RasterGrid
  /// Reads some rows. A worker may call it at any time; each call opens what it needs.
  public let read: @Sendable (Range<Int>) throws -> RasterBlock

  /// Creates a band from a way to read it.
  public init(
    name: String, crs: CRS, grid: RasterGrid,
    read: @escaping @Sendable (Range<Int>) throws -> RasterBlock
  ) {
    self.name = name
    self.crs = crs
    self.grid = grid
    self.read = read
  }
}
