import GDALBinding
import PlanModel

/// What sun and wind offer a town, as rasters over its whole extent.
struct TownRasters {
  /// Global horizontal irradiation, kWh/m² and year.
  let radiation: OutputRaster
  /// Mean wind speed at hub height, m/s.
  let wind: OutputRaster

  /// The value of cells that hold none.
  static let nodata: Float = -9999

  /// Computes the cells: the published mean, less in valleys and more on hills.
  ///
  /// The north-western corner has no value, as where a satellite's tile ends.
  init(frame: TownFrame, extent: Extent, land: OpenLand, workers: Workers) throws {
    // At most about half a million cells, however large the town.
    let longest = Swift.max(extent.width, extent.height) + 400
    let side = Swift.max(200, (longest / 700 / 50).rounded(.up) * 50)
    let columns = Int((extent.width / side).rounded(.up)) + 2
    let rows = Int((extent.height / side).rounded(.up)) + 2
    let left = (extent.minX / side).rounded(.down) * side - side
    let top = (extent.maxY / side).rounded(.up) * side + side
    let texture = WaveNoise(seed: frame.seed, tag: 80, wavelength: 2400)
    let specification = frame.specification
    let cells = try workers.mapChunks(of: rows, size: 16) { range in
      range.flatMap { row in
        (0..<columns).map { column in
          let p = Point(
            left + (Double(column) + 0.5) * side, top - (Double(row) + 0.5) * side)
          if column + row < Swift.min(columns, rows) / 7 { return (Self.nodata, Self.nodata) }
          let height = land.height(at: p)
          let slope = texture.value(at: p)
          // The sun varies by a few per cent over a municipality, the wind by much more.
          let sun = specification.radiation * (1 + 0.018 * height + 0.014 * slope)
          let wind = specification.windSpeed * (1 + 0.13 * height + 0.03 * slope)
          return (Float((sun * 10).rounded() / 10), Float((wind * 100).rounded() / 100))
        }
      }
    }.flatMap { $0 }
    func raster(_ values: [Float]) -> OutputRaster {
      OutputRaster(
        crs: specification.crs, originX: specification.centreX + left,
        originY: specification.centreY + top, cellWidth: side, cellHeight: side, columns: columns,
        values: values, nodata: Self.nodata)
    }
    radiation = raster(cells.map(\.0))
    wind = raster(cells.map(\.1))
  }
}
