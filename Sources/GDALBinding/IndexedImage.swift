import CGDAL

/// A picture of few colours: each pixel is the number of one of them.
public struct IndexedImage: Sendable {
  /// The number of columns.
  public var columns: Int
  /// The colours as `0xRRGGBB`.
  public var palette: [UInt32]
  /// The pixels row by row from the top, as places in the palette.
  public var pixels: [UInt8]

  /// Creates a picture.
  ///
  /// - Precondition: `pixels` fills whole rows, at least one, and there are 1 to 256 colours.
  public init(columns: Int, palette: [UInt32], pixels: [UInt8]) {
    precondition(
      columns > 0 && !pixels.isEmpty && pixels.count % columns == 0, "pixels do not fill whole rows"
    )
    precondition(1...256 ~= palette.count, "a palette has 1 to 256 colours")
    self.columns = columns
    self.palette = palette
    self.pixels = pixels
  }

  /// The number of rows.
  public var rows: Int { pixels.count / columns }
}

/// Writes a picture as PNG with a palette: a byte a pixel before compression, without loss.
///
/// An existing file is replaced; the same picture gives the same bytes.
///
/// - Throws: ``GDALError`` of the call that failed; then nothing stays at `path`.
public func writePNG(_ image: IndexedImage, to path: String) throws(GDALError) {
  GDALLibrary.start()
  // GDAL's PNG driver only copies, so the picture is put into memory first.
  guard let memory = unsafe GDALGetDriverByName("MEM"),
    let format = unsafe GDALGetDriverByName("PNG")
  else { throw GDALError(function: "GDALGetDriverByName", message: "no driver MEM or PNG") }
  let columns = Int32(image.columns)
  let rows = Int32(image.rows)
  CPLErrorReset()
  guard let source = unsafe GDALCreate(memory, "", columns, rows, 1, GDT_Byte, nil) else {
    throw lastFailure("GDALCreate", path)
  }
  defer { unsafe GDALClose(source) }
  let band = unsafe GDALGetRasterBand(source, 1)
  guard let table = unsafe GDALCreateColorTable(GPI_RGB) else {
    throw lastFailure("GDALCreateColorTable", path)
  }
  defer { unsafe GDALDestroyColorTable(table) }
  for (place, colour) in image.palette.enumerated() {
    var entry = GDALColorEntry(
      c1: Int16(colour >> 16 & 255), c2: Int16(colour >> 8 & 255), c3: Int16(colour & 255), c4: 255)
    unsafe GDALSetColorEntry(table, Int32(place), &entry)
  }
  guard unsafe GDALSetRasterColorTable(band, table) == CE_None else {
    throw lastFailure("GDALSetRasterColorTable", path)
  }
  var pixels = image.pixels
  guard
    unsafe GDALRasterIO(
      band, GF_Write, 0, 0, columns, rows, &pixels, columns, rows, GDT_Byte, 0, 0) == CE_None
  else { throw lastFailure("GDALRasterIO", path) }
  let list = unsafe stringList([("ZLEVEL", "9")])
  defer { unsafe CSLDestroy(list) }
  guard let copy = unsafe GDALCreateCopy(format, path, source, 1, list, nil, nil) else {
    let failure = lastFailure("GDALCreateCopy", path)
    _ = unsafe VSIUnlink(path)
    throw failure
  }
  unsafe GDALClose(copy)
  do throws(GDALError) { try checkLastError("GDALClose", path) } catch {
    _ = unsafe VSIUnlink(path)
    throw error
  }
}
