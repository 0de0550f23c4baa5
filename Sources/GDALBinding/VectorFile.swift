import CGDAL

/// Creates a data source, lets `body` write it, and closes it.
///
/// Where `body` or the closing fails, what was written is removed again. The bytes depend on what is written and on the
/// versions of GDAL and its libraries, not on the clock.
///
/// - Parameters:
///   - path: A path that does not exist yet, in a folder that does.
///   - driver: GDAL's short name of the format.
///   - options: The driver's creation options.
///   - timestamp: The time that a GeoPackage states as its last change, in the form of the default.
/// - Throws: ``GDALError`` of the call that failed, or what `body` throws.
public func withVectorFile<Result>(
  creating path: String, driver: String = "GPKG", options: [(String, String)] = [],
  timestamp: String = "2000-01-01T00:00:00.000Z", _ body: (VectorWriter) throws -> Result
) throws -> Result {
  GDALLibrary.start()
  return try withThreadOption("OGR_CURRENT_DATE", timestamp) {
    guard let format = unsafe GDALGetDriverByName(driver) else {
      throw GDALError(function: "GDALGetDriverByName", message: "no driver \(driver)")
    }
    let list = unsafe stringList(options)
    defer { unsafe CSLDestroy(list) }
    CPLErrorReset()
    guard let dataset = unsafe GDALCreate(format, path, 0, 0, 0, GDT_Unknown, list) else {
      throw lastFailure("GDALCreate", path)
    }
    var isOpen = true
    do {
      let inTransaction = unsafe GDALDatasetTestCapability(dataset, ODsCTransactions) != 0
      if inTransaction, unsafe GDALDatasetStartTransaction(dataset, 0) != OGRERR_NONE {
        throw lastFailure("GDALDatasetStartTransaction", path)
      }
      let result = unsafe try body(VectorWriter(dataset: dataset))
      CPLErrorReset()
      if inTransaction, unsafe GDALDatasetCommitTransaction(dataset) != OGRERR_NONE {
        throw lastFailure("GDALDatasetCommitTransaction", path)
      }
      isOpen = false
      unsafe GDALClose(dataset)
      // Closing writes what is left (indexes, metadata, whole files in some formats) and returns nothing.
      try checkLastError("GDALClose", path)
      return result
    } catch {
      if isOpen {
        unsafe GDALDatasetRollbackTransaction(dataset)
        unsafe GDALClose(dataset)
      }
      _ = unsafe VSIUnlink(path)
      throw error
    }
  }
}
