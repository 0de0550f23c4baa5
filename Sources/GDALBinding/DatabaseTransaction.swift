import CGDAL

/// Opens a PostgreSQL database for writing and lets `body` write in one transaction.
///
/// Where `body` fails, or the transaction cannot be completed, the database is as it was.
///
/// - Parameters:
///   - connection: A connection string that begins with `PG:`.
///   - keeps: Whether what was written stays; with false all of it is undone, which tells whether it could be written.
/// - Throws: ``GDALError`` of the call that failed, or what `body` throws.
public func withDatabase<Result>(
  _ connection: String, keeps: Bool = true, _ body: (VectorWriter) throws -> Result
) throws -> Result {
  let capture = GDALMessageCapture()
  let opened = unsafe withCStringList(["PostgreSQL"]) { drivers in
    unsafe GDALOpenEx(
      connection, UInt32(GDAL_OF_UPDATE | GDAL_OF_VECTOR | GDAL_OF_VERBOSE_ERROR), drivers, nil, nil
    )
  }
  guard let dataset = unsafe opened else {
    throw GDALError(function: "GDALOpenEx", messages: capture.messages())
  }
  defer { unsafe GDALClose(dataset) }
  CPLErrorReset()
  guard unsafe GDALDatasetStartTransaction(dataset, 0) == OGRERR_NONE else {
    throw lastFailure("GDALDatasetStartTransaction", "")
  }
  do {
    let result = unsafe try body(VectorWriter(dataset: dataset))
    if !keeps {
      unsafe GDALDatasetRollbackTransaction(dataset)
      return result
    }
    CPLErrorReset()
    guard unsafe GDALDatasetCommitTransaction(dataset) == OGRERR_NONE else {
      throw lastFailure("GDALDatasetCommitTransaction", "")
    }
    return result
  } catch {
    unsafe GDALDatasetRollbackTransaction(dataset)
    throw error
  }
}

extension VectorWriter {
  /// Hands over all rows that a driver still keeps, such as those of a running COPY.
  ///
  /// - Throws: ``GDALError`` where the source refuses one of them.
  public func finish(_ handle: LayerHandle) throws(GDALError) {
    CPLErrorReset()
    guard unsafe OGR_L_SyncToDisk(layerHandle(handle)) == OGRERR_NONE else {
      throw lastFailure("OGR_L_SyncToDisk", "")
    }
    try checkLastError("OGR_L_SyncToDisk", "")
  }

  /// The rows that a query gives, each as the texts of its columns; nil where null.
  ///
  /// - Throws: ``GDALError`` with the database's message.
  public func rows(of sql: String) throws(GDALError) -> [[String?]] {
    CPLErrorReset()
    let result = unsafe GDALDatasetExecuteSQL(dataset, sql, nil, nil)
    defer { if let result = unsafe result { unsafe GDALDatasetReleaseResultSet(dataset, result) } }
    try checkLastError("GDALDatasetExecuteSQL", sql)
    guard let result = unsafe result else { return [] }
    var rows: [[String?]] = []
    while let feature = unsafe OGR_L_GetNextFeature(result) {
      defer { unsafe OGR_F_Destroy(feature) }
      let count = unsafe OGR_F_GetFieldCount(feature)
      rows.append(
        (0..<count).map { field in
          guard unsafe OGR_F_IsFieldSetAndNotNull(feature, field) != 0 else { return nil }
          return unsafe OGR_F_GetFieldAsString(feature, field).map { unsafe String(cString: $0) }
        })
    }
    return rows
  }
}
