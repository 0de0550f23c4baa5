import CGDAL

/// What a raster says about itself.
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
  /// Whether the cells of all bands lie together in the file, so that reading one band reads them all.
  public internal(set) var isInterleaved = false
}

/// What one band of a raster says about itself.
public struct RasterBandDescription: Sendable {
  /// GDAL's name of the cells' type, such as `Byte` or `Float32`.
  public internal(set) var type = ""
  /// Whether the cells are whole numbers.
  public internal(set) var isInteger = false
  /// Whether every value of the type is a 32-bit floating-point number.
  public internal(set) var fitsSingle = false
  /// Whether the cells are complex numbers.
  public internal(set) var isComplex = false
  /// Whether bytes are meant as −128…127, which GDAL before 3.7 reads as 0…255.
  public internal(set) var isSignedByte = false
  /// The stored value that stands for none.
  public internal(set) var nodata: Double?
  /// Whether a mask band or an alpha band says where there is a value.
  public internal(set) var hasMask = false
  /// What one unit of the stored value means.
  public internal(set) var scale = 1.0
  /// What the stored value 0 means.
  public internal(set) var offset = 0.0
  /// Whether cells of the band are colours of a palette and no measure.
  public internal(set) var isPalette = false
  /// How many columns and rows are stored together.
  public internal(set) var tile = (columns: 1, rows: 1)
}

extension GDALDataset {
  /// What the raster says about itself.
  public func rasterDescription() -> RasterDescription {
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
    let interleave = unsafe GDALGetMetadataItem(handle, "INTERLEAVE", "IMAGE_STRUCTURE")
    let interleaving = unsafe interleave.map { unsafe String(cString: $0) }
    description.isInterleaved = description.bandCount > 1 && interleaving == "PIXEL"
    _ = capture.finish()
    return description
  }

  /// What a band says about itself.
  ///
  /// - Parameter number: Counted from 1.
  /// - Throws: `GDALError` where there is no such band.
  public func bandDescription(_ number: Int) throws(GDALError) -> RasterBandDescription {
    let capture = GDALMessageCapture()
    guard let number = Int32(exactly: number), let band = unsafe GDALGetRasterBand(handle, number)
    else { throw GDALError(function: "GDALGetRasterBand", messages: capture.finish()) }
    var description = RasterBandDescription()
    let type = unsafe GDALGetRasterDataType(band)
    description.type =
      unsafe GDALGetDataTypeName(type).map { unsafe String(cString: $0) } ?? ""
    description.isComplex = GDALDataTypeIsComplex(type) != 0
    description.isInteger = GDALDataTypeIsInteger(type) != 0 && !description.isComplex
    description.fitsSingle =
      !description.isComplex
      && (type == GDT_Float32 || description.isInteger && GDALGetDataTypeSizeBits(type) <= 16)
    if type == GDT_Byte {
      let pixels = unsafe GDALGetMetadataItem(band, "PIXELTYPE", "IMAGE_STRUCTURE")
      let meaning = unsafe pixels.map { unsafe String(cString: $0) }
      description.isSignedByte = meaning == "SIGNEDBYTE"
    }
    var isKnown: Int32 = 0
    // Wide integers have calls of their own: by the usual one GDAL gives no nodata for them.
    let nodata: Double =
      switch type {
      case GDT_Int64: Double(unsafe GDALGetRasterNoDataValueAsInt64(band, &isKnown))
      case GDT_UInt64: Double(unsafe GDALGetRasterNoDataValueAsUInt64(band, &isKnown))
      default: unsafe GDALGetRasterNoDataValue(band, &isKnown)
      }
    if isKnown != 0 { description.nodata = nodata }
    // 1: all cells are valid; 8: only nodata decides, and nodata is compared by the reader of the cells.
    let flags = unsafe GDALGetMaskFlags(band)
    description.hasMask = flags & 1 == 0 && flags != 8
    let scale = unsafe GDALGetRasterScale(band, &isKnown)
    if isKnown != 0 { description.scale = scale }
    let offset = unsafe GDALGetRasterOffset(band, &isKnown)
    if isKnown != 0 { description.offset = offset }
    description.isPalette = unsafe GDALGetRasterColorTable(band) != nil
    var (width, height): (Int32, Int32) = (0, 0)
    unsafe GDALGetBlockSize(band, &width, &height)
    description.tile = (max(1, Int(width)), max(1, Int(height)))
    _ = capture.finish()
    return description
  }

  /// Reads a rectangle of a band's cells as stored, row by row.
  ///
  /// - Parameter values: Room for the cells; its length is that of the rectangle.
  /// - Throws: `GDALError` where the raster is damaged there.
  public func read(
    band: Int, columns: Range<Int>, rows: Range<Int>, into values: inout [Float]
  ) throws(GDALError) {
    precondition(values.count == columns.count * rows.count, "room for every cell")
    try unsafe read(
      band: band, isMask: false, columns, rows, into: &values, as: GDT_Float32)
  }

  /// Reads a rectangle of a band's cells as stored, row by row.
  ///
  /// - Parameter values: Room for the cells; its length is that of the rectangle.
  /// - Throws: `GDALError` where the raster is damaged there.
  public func read(
    band: Int, columns: Range<Int>, rows: Range<Int>, into values: inout [Double]
  ) throws(GDALError) {
    precondition(values.count == columns.count * rows.count, "room for every cell")
    try unsafe read(
      band: band, isMask: false, columns, rows, into: &values, as: GDT_Float64)
  }

  /// Reads a rectangle of the mask of a band: 0 where there is no value.
  ///
  /// - Parameter values: Room for the cells; its length is that of the rectangle.
  /// - Throws: `GDALError` where the raster is damaged there.
  public func readMask(
    band: Int, columns: Range<Int>, rows: Range<Int>, into values: inout [UInt8]
  ) throws(GDALError) {
    precondition(values.count == columns.count * rows.count, "room for every cell")
    try unsafe read(band: band, isMask: true, columns, rows, into: &values, as: GDT_Byte)
  }

  /// Reads into memory that has room for a number of the type for each cell.
  @unsafe
  private func read(
    band number: Int, isMask: Bool, _ columns: Range<Int>, _ rows: Range<Int>,
    into values: UnsafeMutableRawPointer, as type: GDALDataType
  ) throws(GDALError) {
    if columns.isEmpty || rows.isEmpty { return }
    let capture = GDALMessageCapture()
    guard var band = unsafe GDALGetRasterBand(handle, Int32(number)) else {
      throw GDALError(function: "GDALGetRasterBand", messages: capture.finish())
    }
    if isMask {
      guard let mask = unsafe GDALGetMaskBand(band) else {
        throw GDALError(function: "GDALGetMaskBand", messages: capture.finish())
      }
      unsafe band = mask
    }
    let (width, height) = (Int32(columns.count), Int32(rows.count))
    guard
      unsafe GDALRasterIO(
        band, GF_Read, Int32(columns.lowerBound), Int32(rows.lowerBound), width, height, values,
        width, height, type, 0, 0) == CE_None
    else { throw GDALError(function: "GDALRasterIO", messages: capture.finish()) }
    _ = capture.finish()
  }
}
