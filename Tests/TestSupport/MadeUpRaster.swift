public import PlanModel

/// A raster of one band whose values are a function of column and row; nil is missing.
///
/// - Parameters:
///   - tile: How many columns and rows are stored together.
///   - isSingle: Whether the cells are 32-bit numbers.
public func madeUpRaster(
  _ grid: RasterGrid, tile: (columns: Int, rows: Int) = (64, 64), isSingle: Bool = false,
  isInteger: Bool = false, _ value: @escaping @Sendable (Int, Int) -> Double?
) -> Raster {
  madeUpRaster(grid, tile: tile, isSingle: isSingle, isInteger: isInteger, bands: [value])
}

/// A raster of several bands, each a function of column and row.
public func madeUpRaster(
  _ grid: RasterGrid, tile: (columns: Int, rows: Int) = (64, 64), isSingle: Bool = false,
  isInteger: Bool = false, bands: [@Sendable (Int, Int) -> Double?]
) -> Raster {
  Raster(
    crs: CRS(definition: "EPSG:25832", name: "ETRS89 / UTM zone 32N", isMetric: true), grid: grid,
    bands: bands.indices.map { Raster.Band(name: "band\($0 + 1)", isInteger: isInteger) },
    tile: tile
  ) {
    RasterReader { band, window, cells in
      cells = RasterCells(
        window.rows.flatMap { row in window.columns.map { bands[band]($0, row) } })
      if isSingle {
        cells.singles = cells.doubles.map { Float($0) }
        cells.doubles = []
      }
    }
  }
}
