import Foundation
import GDALBinding
public import PlanModel

/// Says before a long run what would keep its results from being written into a database at its end; changes nothing.
///
/// - Throws: `ExportFailure` where the database cannot be reached, has no PostGIS, or its schema may not be written.
public func checkDestination(_ destination: DatabaseDestination) throws {
  try reportingDatabase(destination) {
    try withDatabase(destination.connection, keeps: false) { writer in
      try DatabaseWriter(destination, writer).makeRoom(for: [])
    }
  }
}

/// Writes the layers and tables of a result into a PostGIS database, in one transaction.
///
/// Tables carry comments with units, layers a spatial index. Tables that the earlier run wrote are replaced where the
/// destination says so; those of others are never touched.
///
/// - Parameters:
///   - files: What was written into `directory`; its tables are taken from there.
/// - Returns: The names of the tables.
/// - Throws: `ExportFailure`; then the database is as it was.
public func writeDatabase(
  _ result: PlanResult, files: [ExportedFile], in directory: String,
  to destination: DatabaseDestination
) throws -> [String] {
  let account = PlanAccount(result)
  let layers = MapLayers(account).all
  let taken = Set(layers.map(\.name))
  let tables = files.filter { !$0.columns.isEmpty }.map { file in
    let stem = String(file.path.dropLast(4))
    return (name: taken.contains(stem) ? stem + "_rows" : stem, file: file)
  }
  let names = layers.map(\.name) + tables.map(\.name) + ["run_record"]
  try reportingDatabase(destination) {
    try withDatabase(destination.connection) { writer in
      let database = DatabaseWriter(destination, writer)
      try database.makeRoom(for: names)
      var indicators: [String: Indicator] = [:]
      for table in [result.districtIndicators, result.unitIndicators] {
        for indicator in table.indicators {
          indicators[MapLayers.columnName(of: indicator)] = indicator
        }
      }
      let plan = result.description.name
      for layer in layers { try database.write(layer, plan: plan, indicators: indicators) }
      for table in tables {
        let url = URL(filePath: directory).appending(path: table.file.path)
        let text = try String(contentsOf: url, encoding: .utf8)
        try database.write(
          CSVText(text).rows.dropFirst(), table.file.columns, named: table.name, plan: plan)
      }
      try database.write(
        [["run", GeoPackageWriter(account).metadataRecord]]
          + (result.description.notice.map { [["notice", $0]] } ?? []),
        ["key", "value"].map { TableColumn(name: $0, isNumber: false) }, named: "run_record",
        plan: plan)
    }
  }
  return names
}

/// Puts a failure of the database into a sentence without what only the owner of the account should read.
private func reportingDatabase(_ destination: DatabaseDestination, _ body: () throws -> Void) throws
{
  do { try body() } catch let error as GDALError {
    let reason = error.message.split(whereSeparator: \.isNewline).joined(separator: " ")
    throw ExportFailure(
      "Nothing was written into the database: \(reason)",
      remedy: error.function.description == "GDALOpenEx"
        ? "Check the connection string, and that the server runs and lets you in."
        : "Check the rights in the schema \(destination.schema), or name another with --schema.")
  }
}

/// Writes tables into one schema, within a transaction that is open.
private struct DatabaseWriter {
  let destination: DatabaseDestination
  let writer: VectorWriter
  /// Rows handed over at once.
  private static let chunkRows = 65_536
  /// Columns that other tables are joined by.
  private static let keys: Set = ["id", "unit", "district"]

  init(_ destination: DatabaseDestination, _ writer: VectorWriter) {
    self.destination = destination
    self.writer = writer
  }

  private var schema: String { DatabaseNames.quoted(destination.schema) }
  private var schemaText: String { VectorWriter.quoted(destination.schema) }

  /// Makes the schema where there is none, and takes away the tables of an earlier run where they are to be replaced.
  func makeRoom(for names: [String]) throws {
    if try writer.rows(of: "SELECT 1 FROM pg_extension WHERE extname = 'postgis'").isEmpty {
      throw ExportFailure(
        "The database has no PostGIS.",
        remedy: "Let its owner run CREATE EXTENSION postgis, or name another database.")
    }
    if try writer.rows(of: "SELECT 1 FROM pg_namespace WHERE nspname = \(schemaText)").isEmpty {
      try writer.execute(sql: "CREATE SCHEMA \(schema)")
      let comment = VectorWriter.quoted(DatabaseNames.mark + "layers and tables of a plan")
      try writer.execute(sql: "COMMENT ON SCHEMA \(schema) IS \(comment)")
      return
    }
    if try writer.rows(of: "SELECT 1 WHERE has_schema_privilege(\(schemaText), 'CREATE')").isEmpty {
      throw ExportFailure(
        "You may not make tables in the schema \(destination.schema).",
        remedy: "Ask its owner for GRANT CREATE, or name another with --schema.")
    }
    let found = try writer.rows(
      of: """
        SELECT c.relname, coalesce(obj_description(c.oid, 'pg_class'), '') FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = \(schemaText) AND c.relkind IN ('r', 'p', 'v', 'm', 'f') ORDER BY 1
        """
    ).map { (name: $0[0] ?? "", isOurs: ($0[1] ?? "").hasPrefix(DatabaseNames.mark)) }
    if !found.isEmpty, !destination.replaces {
      throw ExportFailure(
        "The schema \(destination.schema) is not empty: it holds \(found.count.counted("table")).",
        remedy: "Name another with --schema, or let --replace replace what an earlier run wrote.")
    }
    if let foreign = found.first(where: { !$0.isOurs && names.contains($0.name) }) {
      throw ExportFailure(
        "The table \(destination.schema).\(foreign.name) is not one that a run wrote, and stays.",
        remedy: "Rename it, or name another schema with --schema.")
    }
    for table in found where table.isOurs {
      // Without CASCADE: what others built on a table is not ours to drop.
      try writer.execute(sql: "DROP TABLE \(schema).\(DatabaseNames.quoted(table.name))")
    }
  }

  /// Writes a layer with a spatial index.
  func write(_ layer: Layer, plan: String, indicators: [String: Indicator]) throws {
    let rows = GDALRows(layer)
    let roles = ["id"] + layer.fields.map(\.role)
    let names = DatabaseNames.columns(roles)
    let fields = zip(names, rows.fields).map { OutputField($0, $1.kind) }
    let handle = try create(layer.name, crs: layer.crs.definition, geometry: rows.kind, fields)
    try rows.append(to: handle, by: writer)
    try writer.finish(handle)
    try describe(layer.name, plan: plan, Array(zip(names, roles)), indicators: indicators)
    let geometry = VectorWriter.quoted("The geometry, in \(layer.crs.name); lengths in its units.")
    try writer.execute(sql: "COMMENT ON COLUMN \(path(layer.name)).geom IS \(geometry)")
  }

  /// Writes rows of texts; cells of numeric columns become numbers, empty ones null.
  func write(
    _ rows: some Sequence<[String]>, _ columns: [TableColumn], named name: String, plan: String
  ) throws {
    let rows = Array(rows)
    let names = DatabaseNames.columns(columns.map(\.name))
    let fields = zip(names, columns).map { OutputField($0, $1.isNumber ? .real : .text) }
    let handle = try create(name, crs: nil, geometry: .none, fields)
    for start in stride(from: 0, to: rows.count, by: Self.chunkRows) {
      let part = rows[start..<min(rows.count, start + Self.chunkRows)]
      let values = columns.enumerated().map { position, column in
        let cells = part.map { position < $0.count ? $0[position] : "" }
        return column.isNumber
          ? OutputColumn.reals(
            cells.map { Double($0) ?? 0 }, present: cells.map { Double($0) == nil ? 0 : 1 })
          : OutputColumn.texts(cells.map { $0.isEmpty ? nil : CSVText.unguarded($0) })
      }
      try writer.append(VectorRows(columns: values), to: handle)
    }
    try writer.finish(handle)
    try describe(name, plan: plan, Array(zip(names, columns.map(\.name))), indicators: [:])
  }

  private func path(_ table: String) -> String { "\(schema).\(DatabaseNames.quoted(table))" }

  private func create(
    _ name: String, crs: String?, geometry: VectorWriter.GeometryKind, _ fields: [OutputField]
  ) throws -> VectorWriter.LayerHandle {
    // Names are made fit for the database here, so that GDAL does not change them behind our back.
    try writer.createLayer(
      name, crs: crs, geometry: geometry, fields: fields,
      options: [
        ("SCHEMA", destination.schema), ("FID", "fid"), ("GEOMETRY_NAME", "geom"),
        ("LAUNDER", "NO"), ("SPATIAL_INDEX", "GIST"), ("DIM", "2"), ("OVERWRITE", "NO"),
      ])
  }

  /// Adds comments, and indexes on the columns that tables are joined by.
  private func describe(
    _ table: String, plan: String, _ columns: [(name: String, role: String)],
    indicators: [String: Indicator]
  ) throws {
    let comment = VectorWriter.quoted(DatabaseNames.comment(ofTable: table, plan: plan))
    try writer.execute(sql: "COMMENT ON TABLE \(path(table)) IS \(comment)")
    for (name, role) in columns {
      let column = DatabaseNames.quoted(name)
      if let comment = DatabaseNames.comment(ofColumn: role, indicators: indicators) {
        try writer.execute(
          sql: "COMMENT ON COLUMN \(path(table)).\(column) IS \(VectorWriter.quoted(comment))")
      }
      if Self.keys.contains(name) {
        try writer.execute(sql: "CREATE INDEX ON \(path(table)) (\(column))")
      }
    }
  }
}
