import CGDAL

extension VectorLayer {
  /// Reads a table of PostgreSQL by a query of our own, which asks the server for the wanted fields only.
  ///
  /// GDAL 3.6.2 asks for all fields of a table, also for those that it was told to ignore.
  ///
  /// - Returns: Nil where the layer is no table that a query can name; then the layer itself is read.
  func selected(_ positions: [Int]) -> VectorTable? {
    guard dataset.driver == "PostgreSQL", let table = tableName() else { return nil }
    let geometry = unsafe OGR_L_GetGeometryColumn(handle).map { unsafe String(cString: $0) } ?? ""
    let identity = featureIDColumn
    var columns = [identity, geometry].filter { !$0.isEmpty }
    for position in positions where !columns.contains(fields[position].name) {
      columns.append(fields[position].name)
    }
    // A query without columns gives no rows to count.
    if columns.isEmpty { return nil }
    var query = "SELECT \(columns.map(Self.identifier).joined(separator: ", ")) FROM \(table)"
    // The line break ends a comment that the condition may end with.
    if let condition { query += " WHERE (\(condition)\n)" }
    guard let result = unsafe GDALDatasetExecuteSQL(dataset.handle, query, nil, nil) else {
      return nil
    }
    defer { unsafe GDALDatasetReleaseResultSet(dataset.handle, result) }
    if let (minX, minY, maxX, maxY) = rectangle {
      unsafe OGR_L_SetSpatialFilterRect(result, minX, minY, maxX, maxY)
    }
    let definition = unsafe OGR_L_GetLayerDefn(result)
    let found = positions.map { position in
      unsafe OGR_FD_GetFieldIndex(definition, fields[position].name)
    }
    guard found.allSatisfy({ $0 >= 0 }) else { return nil }
    let number = unsafe identity.isEmpty ? -1 : OGR_FD_GetFieldIndex(definition, identity)
    return unsafe rows(
      of: result, at: found, kinds: positions.map { fields[$0].kind }, identity: number)
  }

  /// The table behind the layer as SQL names it; nil where the server knows no such table.
  private func tableName() -> String? {
    var name = self.name
    let geometry = unsafe OGR_L_GetGeometryColumn(handle).map { unsafe String(cString: $0) } ?? ""
    // A table with several geometries is a layer for each.
    if name.hasSuffix("(\(geometry))") { name = String(name.dropLast(geometry.count + 2)) }
    var candidates = [Self.identifier(name)]
    if let dot = name.firstIndex(of: ".") {
      candidates.append(
        Self.identifier(String(name[..<dot])) + "."
          + Self.identifier(String(name[name.index(after: dot)...])))
    }
    return capturingGDALMessages { candidates.first(where: isTable) }.result
  }

  /// Whether the server knows a table of a name that is written as SQL writes it.
  private func isTable(_ candidate: String) -> Bool {
    let query = "SELECT 1 WHERE to_regclass(\(VectorWriter.quoted(candidate))) IS NOT NULL"
    guard let result = unsafe GDALDatasetExecuteSQL(dataset.handle, query, nil, nil) else {
      return false
    }
    defer { unsafe GDALDatasetReleaseResultSet(dataset.handle, result) }
    guard let row = unsafe OGR_L_GetNextFeature(result) else { return false }
    unsafe OGR_F_Destroy(row)
    return true
  }

  /// A name as an SQL identifier, with its quotes.
  private static func identifier(_ name: String) -> String {
    "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }
}
