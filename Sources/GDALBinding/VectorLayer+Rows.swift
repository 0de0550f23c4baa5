import CGDAL

extension VectorLayer {
  /// Which way features are read.
  public enum Path: Sendable {
    /// The Arrow stream where it gives exactly what the rows give, the rows elsewhere.
    case automatic
    /// The row API.
    case rows
  }

  /// Reads all features that pass the filters.
  ///
  /// - Parameter positions: The fields to read, as positions in `fields`.
  /// - Parameter alsoNeeded: Fields that a filter refers to; they are not returned.
  /// - Parameter announced: How many features the source says there are, where it was asked; room is made for them.
  /// - Returns: The features, and what GDAL said that is not a failure.
  /// - Throws: `GDALError` where a feature could not be read, for example in a truncated file.
  public func read(
    fields positions: [Int], alsoNeeded: [Int] = [], announced: Int? = nil,
    by path: Path = .automatic
  ) throws(GDALError) -> (table: VectorTable, messages: [GDALMessage]) {
    let capture = GDALMessageCapture()
    let used = Set(positions + alsoNeeded)
    let needed = Set(used.map { fields[$0].name })
    // By name, because that is how GDAL is told: a FlatGeobuf may use a name twice.
    let ignored = fields.map(\.name).filter { !needed.contains($0) }
    // A driver that cannot leave fields out reads them; that costs time and nothing else.
    _ = unsafe withCStringList(ignored + ["OGR_STYLE"]) { list in
      unsafe OGR_L_SetIgnoredFields(
        handle,
        UnsafeMutablePointer(
          mutating: UnsafeRawPointer(list)?.assumingMemoryBound(
            to: UnsafePointer<CChar>?.self)))
    }
    unsafe OGR_L_ResetReading(handle)
    // Only these drivers have a stream of their own; for the others it is made from rows anyway.
    // The stream tells fields apart by name alone.
    let streams =
      (dataset.driver == "FlatGeobuf" || dataset.driver == "GPKG" && !featureIDColumn.isEmpty)
      && Set(fields.map(\.name)).count == fields.count
      && positions.allSatisfy { fields[$0].streamsExactly }
    if path == .automatic, streams {
      let table = try stream(positions, announced: announced, capture)
      // The thread behind the stream may have failed without the stream saying so; then, or where
      // another reader of this process failed meanwhile, the rows tell for certain.
      if !capture.messages().contains(where: { $0.level == .failure }), !missesGeometry(of: table) {
        return (table, capture.finish())
      }
      unsafe OGR_L_ResetReading(handle)
    }
    let table =
      unsafe selected(positions)
      ?? rows(
        of: handle, at: positions.map(Int32.init), kinds: positions.map { fields[$0].kind },
        identity: -1)
    let messages = capture.ownMessages()
    _ = capture.finish()
    if messages.contains(where: { $0.level == .failure }) {
      throw GDALError(function: "OGR_L_GetNextFeature", messages: messages)
    }
    return (table, messages)
  }

  /// Whether the row API finds a geometry where the stream gave none: the stream of GeoPackages knows the blobs of
  /// the standard only, the row API also those of SpatiaLite, which some programs write.
  private func missesGeometry(of table: VectorTable) -> Bool {
    if dataset.driver != "GPKG" { return false }
    for row in 0..<table.count
    where table.geometryOffsets[row] == table.geometryOffsets[row + 1] {
      guard let feature = unsafe OGR_L_GetFeature(handle, table.featureIDs[row]) else { continue }
      defer { unsafe OGR_F_Destroy(feature) }
      if let geometry = unsafe OGR_F_GetGeometryRef(feature), unsafe OGR_G_IsEmpty(geometry) == 0 {
        return true
      }
    }
    return false
  }

  /// Reads all rows of a layer.
  ///
  /// - Parameter identity: The field that holds the feature ids, or -1 where the driver knows them.
  @unsafe
  func rows(
    of handle: OGRLayerH, at positions: [Int32], kinds: [VectorField.Kind], identity: Int32
  ) -> VectorTable {
    var table = VectorTable()
    var builders = kinds.map(ColumnBuilder.init)
    while let feature = unsafe OGR_L_GetNextFeature(handle) {
      defer { unsafe OGR_F_Destroy(feature) }
      table.featureIDs.append(
        unsafe identity < 0
          ? OGR_F_GetFID(feature) : OGR_F_GetFieldAsInteger64(feature, identity))
      if geometries.isEmpty {
        if let geometry = unsafe OGR_F_GetGeometryRef(feature) {
          unsafe append(geometry, to: &table)
        }
      } else {
        for position in geometries {
          guard let geometry = unsafe OGR_F_GetGeomFieldRef(feature, position) else { continue }
          unsafe append(geometry, to: &table)
          break
        }
      }
      table.geometryOffsets.append(table.geometryBytes.count)
      for column in builders.indices {
        unsafe append(feature, positions[column], to: &builders[column])
      }
    }
    table.columns = builders.map { $0.finish() }
    return table
  }

  @unsafe
  private func append(_ geometry: OGRGeometryH, to table: inout VectorTable) {
    let size = unsafe OGR_G_WkbSizeEx(geometry)
    let start = table.geometryBytes.count
    table.geometryBytes.append(contentsOf: repeatElement(0, count: size))
    let code = unsafe table.geometryBytes.withUnsafeMutableBufferPointer { bytes in
      unsafe OGR_G_ExportToIsoWkb(geometry, wkbNDR, bytes.baseAddress! + start)
    }
    if code != OGRERR_NONE { table.geometryBytes.removeLast(size) }
  }

  @unsafe
  private func append(_ feature: OGRFeatureH, _ field: Int32, to builder: inout ColumnBuilder) {
    guard unsafe OGR_F_IsFieldSetAndNotNull(feature, field) != 0 else {
      builder.appendNull()
      return
    }
    switch builder.kind {
    case .integer, .boolean: builder.append(unsafe Int64(OGR_F_GetFieldAsInteger64(feature, field)))
    case .real: builder.append(unsafe OGR_F_GetFieldAsDouble(feature, field))
    case .binary: builder.appendNull()
    case .date, .time: unsafe appendTime(feature, field, to: &builder)
    case .text, .list:
      guard let text = unsafe OGR_F_GetFieldAsString(feature, field) else {
        builder.appendNull()
        return
      }
      let bytes = unsafe UnsafeBufferPointer(start: text, count: strlen(text))
      unsafe bytes.withMemoryRebound(to: UInt8.self) { unsafe builder.texts.append($0) }
    }
  }

  /// Adds a date as `1998-05-31`, a point in time with its time behind a `T`.
  @unsafe
  private func appendTime(_ feature: OGRFeatureH, _ field: Int32, to builder: inout ColumnBuilder) {
    var (year, month, day, hour, minute, zone): (Int32, Int32, Int32, Int32, Int32, Int32) =
      (0, 0, 0, 0, 0, 0)
    var second: Float = 0
    guard
      unsafe OGR_F_GetFieldAsDateTimeEx(
        feature, field, &year, &month, &day, &hour, &minute, &second, &zone) != 0
    else {
      builder.appendNull()
      return
    }
    func digits(_ number: Int32, _ count: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, count - text.count)) + text
    }
    var text = "\(digits(year, 4))-\(digits(month, 2))-\(digits(day, 2))"
    if builder.kind == .time {
      text +=
        "T\(digits(hour, 2)):\(digits(minute, 2)):\(digits(Int32(max(0, min(second, 60))), 2))"
    }
    var utf8 = Array(text.utf8)
    unsafe utf8.withUnsafeMutableBufferPointer { bytes in
      unsafe builder.texts.append(UnsafeBufferPointer(bytes))
    }
  }
}
