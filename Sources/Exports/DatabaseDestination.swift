/// Where in a PostGIS database the layers and tables of a result go.
public struct DatabaseDestination: Sendable, Hashable {
  /// The connection string for libpq, beginning with `PG:`; it holds no password.
  public let connection: String
  /// The schema, made where it does not exist.
  public let schema: String
  /// Whether tables that an earlier run wrote there are replaced.
  public let replaces: Bool

  /// Names a destination.
  ///
  /// - Throws: ``ExportFailure`` where the connection string is none for PostgreSQL or holds a password, which every
  ///   user of the machine could read in the list of processes, or where the schema has no name that PostgreSQL takes.
  public init(_ connection: String, schema: String, replaces: Bool) throws(ExportFailure) {
    guard connection.lowercased().hasPrefix("pg:"), connection.count > 3 else {
      throw ExportFailure(
        "--to names no PostgreSQL database.",
        remedy: "Write PG: and how libpq finds it, for example PG:service=town or PG:dbname=town.")
    }
    let lower = connection.lowercased()
    if lower.contains("password") || lower.contains("passwd") || lower.contains("://") {
      throw ExportFailure(
        "--to may hold no password and no address with one: the list of processes shows it to everyone.",
        remedy: "Put it into ~/.pgpass or a service file, and write PG:service=NAME.")
    }
    guard !schema.isEmpty, schema.utf8.count <= 63, !schema.hasPrefix("pg_"),
      schema != "information_schema", !schema.unicodeScalars.contains("\0")
    else {
      throw ExportFailure(
        "PostgreSQL takes no schema of the name \"\(schema)\".",
        remedy: "Write a name of at most 63 bytes that does not begin with pg_, after --schema.")
    }
    self.connection = connection
    self.schema = schema
    self.replaces = replaces
  }
}
