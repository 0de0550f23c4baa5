import PlanModel

/// How a raster is cut into windows, and which zones each of them meets.
///
/// The windows depend on the raster alone, so that the number of workers does not change a digit.
struct ZonalWindows: Sendable {
  /// The windows that some zone meets, from the top, then from the left.
  private(set) var windows: [RasterWindow] = []
  /// The zones of each window, by row.
  private(set) var zones: [[Int32]] = []

  /// About the most cells of a window: with 8 bytes a cell it stays in the processor's cache between two bands.
  private static let cells = 1_048_576

  /// Lays out the windows of a raster.
  ///
  /// - Parameters:
  ///   - extents: Of the zones; empty ones meet nothing.
  ///   - rows: The zones that take part.
  init(of raster: Raster, extents: [Extent], zones rows: Range<Int>) {
    let grid = raster.grid
    if grid.rows < 1 || grid.columns < 1 { return }
    let size = Self.size(raster)
    let across = (grid.columns + size.columns - 1) / size.columns
    let down = (grid.rows + size.rows - 1) / size.rows
    var buckets = Array(repeating: [Int32](), count: across * down)
    for zone in rows where extents[zone].meets(grid.extent) {
      let extent = extents[zone]
      let left = Self.index((extent.minX - grid.originX) / grid.cellWidth, grid.columns)
      let right = Self.index((extent.maxX - grid.originX) / grid.cellWidth, grid.columns)
      let top = Self.index((grid.originY - extent.maxY) / grid.cellHeight, grid.rows)
      let bottom = Self.index((grid.originY - extent.minY) / grid.cellHeight, grid.rows)
      for row in top / size.rows...bottom / size.rows {
        for column in left / size.columns...right / size.columns {
          buckets[row * across + column].append(Int32(zone))
        }
      }
    }
    for (index, bucket) in buckets.enumerated() where !bucket.isEmpty {
      let (row, column) = (index / across * size.rows, index % across * size.columns)
      windows.append(
        RasterWindow(
          columns: column..<Swift.min(grid.columns, column + size.columns),
          rows: row..<Swift.min(grid.rows, row + size.rows)))
      zones.append(bucket)
    }
  }

  /// The cell of a cell coordinate, kept inside the grid as a number first: not every number fits an integer.
  private static func index(_ position: Double, _ count: Int) -> Int {
    Int(Swift.min(Swift.max(position, 0), Double(count - 1)))
  }

  /// The size of a window: whole tiles, so that each is decoded once.
  private static func size(_ raster: Raster) -> (columns: Int, rows: Int) {
    let grid = raster.grid
    // Bands that lie together are decoded together and must stay in GDAL's cache until all are read. A small raster is
    // cut finer, so that there is something for every worker.
    let most = Swift.max(
      1,
      Swift.min(cells, Swift.max(65_536, grid.columns * grid.rows / 16)) / raster.interleavedBands)
    var columns = Swift.min(grid.columns, raster.tile.columns)
    var rows = Swift.min(grid.rows, raster.tile.rows)
    // A raster stored in one piece is cut all the same; GDAL keeps the piece, or has only itself to blame.
    if columns > 16 * cells { columns = 16 * cells }
    if columns * rows > 16 * cells { rows = Swift.max(1, 16 * cells / columns) }
    columns = Swift.min(grid.columns, columns * Swift.max(1, most / (columns * rows)))
    rows = Swift.min(grid.rows, rows * Swift.max(1, most / (columns * rows)))
    return (columns, rows)
  }
}
