import CGDAL

/// What a raster says about itself and one of its bands.
public struct RasterDescription: Sendable {
  /// The driver's short name.
  public internal(set) var driver = ""
  /// The number of columns.
  public internal(set) var columns = 0
  /// The number of rows.
  public internal(set) var rows = 0
  /// The number of bands.
  public internal(set) var bandCount = 0
  /// The six numbers that place the cells: x = t0 + column·t1 + row·t2, y = t3 + column·t4 + row·t5; nil where
  /// the raster is not placed.
  public internal(set) var transform: [Double]?
  /// The CRS as well-known text (WKT2:2019), or nil where it has none.
  public internal(set) var referenceSystem: String?
  /// Whether the raster gives y before x.
  public internal(set) var hasSwappedAxes = false
  /// Whether cells of the band are colours of a palette and no measure.
  public internal(set) var isPalette = false
  /// How many rows are stored together.
  public internal(set) var blockRows = 1
}

extension GDALDataset {
  /// What the raster says about itself and one of its bands, counted from 1.
  public func rasterDescription(band: Int) -> RasterDescription {
    let capture = GDALMessageCapture()
    var description = RasterDescription()
    description.driver = driver
    description.columns = Int(unsafe GDALGetRasterXSize(handle))
    description.rows = Int(unsafe GDALGetRasterYSize(handle))
    description.bandCount = Int(unsafe GDALGetRasterCount(handle))
    var transform = [Double](repeating: 0, count: 6)
    if unsafe GDALGetGeoTransform(handle, &transform) == CE_None {
      description.transform = transform
    }
    if let system = unsafe GDALGetSpatialRef(handle) {
      description.referenceSystem = unsafe wellKnownText(of: system)
    }
    if (1...max(1, description.bandCount)).contains(band), description.bandCount > 0,
      let band = unsafe GDALGetRasterBand(handle, Int32(band))
    {
      var (width, height): (Int32, Int32) = (0, 0)
      unsafe GDALGetBlockSize(band, &width, &height)
      description.blockRows = max(1, Int(height))
      description.isPalette = unsafe GDALGetRasterColorTable(band) != nil
    }
    _ = capture.finish()
    return description
  }

  /// Reads some rows of a band as numbers, with scale and offset applied.
  ///
  /// - Parameter rows: Rows from the top of the raster as stored.
  /// - Returns: The values row by row, and a byte for each, 0 where the mask or nodata says that there is none.
  /// - Throws: `GDALError` where the raster is damaged there.
  public func cells(
    band: Int, rows: Range<Int>
  ) throws(GDALError) -> (values: [Double], mask: [UInt8]) {
    let capture = GDALMessageCapture()
    guard let band = unsafe GDALGetRasterBand(handle, Int32(band)) else {
      throw GDALError(function: "GDALGetRasterBand", messages: capture.finish())
    }
    let width = unsafe GDALGetRasterXSize(handle)
    let count = Int(width) * rows.count
    var values = [Double](repeating: 0, count: count)
    var mask = [UInt8](repeating: 255, count: count)
    if count == 0 { return (values, mask) }
    let (first, height) = (Int32(rows.lowerBound), Int32(rows.count))
    guard
      unsafe GDALRasterIO(
        band, GF_Read, 0, first, width, height, &values, width, height, GDT_Float64, 0, 0)
        == CE_None
    else { throw GDALError(function: "GDALRasterIO", messages: capture.finish()) }
    // GMF_ALL_VALID is 1: every cell has a value, and the mask need not be read.
    if unsafe GDALGetMaskFlags(band) & 1 == 0 {
      guard let maskBand = unsafe GDALGetMaskBand(band),
        unsafe GDALRasterIO(
          maskBand, GF_Read, 0, first, width, height, &mask, width, height, GDT_Byte, 0, 0)
          == CE_None
      else { throw GDALError(function: "GDALRasterIO", messages: capture.finish()) }
    }
    var hasScale: Int32 = 0
    var hasOffset: Int32 = 0
    let scale = unsafe GDALGetRasterScale(band, &hasScale)
    let offset = unsafe GDALGetRasterOffset(band, &hasOffset)
    if hasScale != 0 || hasOffset != 0 {
      let factor = hasScale != 0 ? scale : 1
      let shift = hasOffset != 0 ? offset : 0
      for i in values.indices { values[i] = values[i] * factor + shift }
    }
    _ = capture.finish()
    return (values, mask)
  }
}
