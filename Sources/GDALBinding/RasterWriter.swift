import CGDAL

/// One band of 32-bit numbers to write as GeoTIFF, with the place of its cells.
public struct OutputRaster: Sendable {
  /// What identifies the CRS, for example `EPSG:3794`.
  public var crs: String
  /// The x of the left edge.
  public var originX: Double
  /// The y of the top edge.
  public var originY: Double
  /// The width of a cell.
  public var cellWidth: Double
  /// The height of a cell; rows run downwards.
  public var cellHeight: Double
  /// The number of columns.
  public var columns: Int
  /// The cells row by row from the top.
  public var values: [Float]
  /// The value of cells that hold none.
  public var nodata: Float

  /// Creates a raster.
  ///
  /// - Precondition: `values` fills whole rows, at least one.
  public init(
    crs: String, originX: Double, originY: Double, cellWidth: Double, cellHeight: Double,
    columns: Int, values: [Float], nodata: Float
  ) {
    precondition(
      columns > 0 && !values.isEmpty && values.count % columns == 0, "cells do not fill whole rows")
    self.crs = crs
    self.originX = originX
    self.originY = originY
    self.cellWidth = cellWidth
    self.cellHeight = cellHeight
    self.columns = columns
    self.values = values
    self.nodata = nodata
  }

  /// The number of rows.
  public var rows: Int { values.count / columns }
}

/// Writes a raster as a GeoTIFF, compressed without loss (DEFLATE).
///
/// An existing file is replaced.
///
/// - Throws: ``GDALError`` of the call that failed; then nothing stays at `path`.
public func writeGeoTIFF(_ raster: OutputRaster, to path: String) throws(GDALError) {
  GDALLibrary.start()
  guard let format = unsafe GDALGetDriverByName("GTiff") else {
    throw GDALError(function: "GDALGetDriverByName", message: "no driver GTiff")
  }
  let reference = unsafe try spatialReference(raster.crs)
  defer { unsafe OSRRelease(reference) }
  let list = unsafe stringList([("COMPRESS", "DEFLATE"), ("PREDICTOR", "3")])
  defer { unsafe CSLDestroy(list) }
  CPLErrorReset()
  guard
    let dataset = unsafe GDALCreate(
      format, path, Int32(raster.columns), Int32(raster.rows), 1, GDT_Float32, list)
  else { throw lastFailure("GDALCreate", path) }
  var failure: GDALError?
  do throws(GDALError) {
    unsafe try fill(dataset, with: raster, in: reference, path)
  } catch { failure = error }
  unsafe GDALClose(dataset)
  do throws(GDALError) {
    if let failure { throw failure }
    // Closing writes the blocks that are left and returns nothing.
    try checkLastError("GDALClose", path)
  } catch {
    _ = unsafe VSIUnlink(path)
    throw error
  }
}

@unsafe
private func fill(
  _ dataset: GDALDatasetH, with raster: OutputRaster, in reference: OGRSpatialReferenceH,
  _ path: String
) throws(GDALError) {
  var transform = [raster.originX, raster.cellWidth, 0, raster.originY, 0, -raster.cellHeight]
  guard unsafe GDALSetGeoTransform(dataset, &transform) == CE_None else {
    throw lastFailure("GDALSetGeoTransform", path)
  }
  guard unsafe GDALSetSpatialRef(dataset, reference) == CE_None else {
    throw lastFailure("GDALSetSpatialRef", path)
  }
  let band = unsafe GDALGetRasterBand(dataset, 1)
  guard unsafe GDALSetRasterNoDataValue(band, Double(raster.nodata)) == CE_None else {
    throw lastFailure("GDALSetRasterNoDataValue", path)
  }
  var values = raster.values
  let columns = Int32(raster.columns)
  let rows = Int32(raster.rows)
  guard
    unsafe GDALRasterIO(
      band, GF_Write, 0, 0, columns, rows, &values, columns, rows, GDT_Float32, 0, 0) == CE_None
  else { throw lastFailure("GDALRasterIO", path) }
}
