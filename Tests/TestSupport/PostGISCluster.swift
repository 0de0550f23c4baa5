import Foundation
public import PlanModel

/// A PostgreSQL cluster with PostGIS of a test's own, in a temporary folder, reached by its socket only.
///
/// Needs PostgreSQL with PostGIS as Debian packs it (`apt install postgresql-15-postgis-3`); tests that
/// need one are skipped where ``isInstalled`` is false:
///
/// ```sh
/// swift test --filter PostGIS
/// ```
///
/// A shell keeps the cluster: it starts the server, waits for the end of its standard input, stops the
/// server and removes the folder. So nothing stays behind, even where the test's process is killed.
public final class PostGISCluster: Sendable {
  /// The folder of the socket and the data.
  public let folder: String
  private let keeper: Process
  private let leash: FileHandle
  private let programs: String

  /// The name of the database, which has the extension PostGIS.
  public static let database = "town"

  /// The folder of the programs of the newest PostgreSQL with PostGIS, or nil where there is none.
  private static let installedPrograms: String? = {
    let root = "/usr/lib/postgresql"
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
    return versions.compactMap(Int.init).sorted(by: >).filter { version in
      FileManager.default.isExecutableFile(atPath: "\(root)/\(version)/bin/initdb")
        && FileManager.default.fileExists(
          atPath: "/usr/share/postgresql/\(version)/extension/postgis.control")
    }.first.map { "\(root)/\($0)/bin" }
  }()

  /// PostgreSQL refuses to be run by root; then the user that Debian made for it runs it.
  private static let prefix: [String] =
    NSUserName() == "root" ? ["runuser", "-u", "postgres", "--"] : []

  /// Whether a cluster can be made here.
  public static let isInstalled: Bool = {
    if installedPrograms == nil { return false }
    if prefix.isEmpty { return true }
    return (try? output(of: prefix + ["true"])) != nil
  }()

  /// Makes and starts a cluster; takes some two seconds.
  ///
  /// Everybody may connect without a password, but for the user `planner`, who has the password given.
  ///
  /// - Throws: ``Failure`` with what PostgreSQL said.
  public init(plannersPassword: String = "s3cret") throws {
    guard let programs = Self.installedPrograms else {
      throw Failure(message: "PostgreSQL with PostGIS is not installed")
    }
    self.programs = programs
    // No part of it is worth keeping, so nothing waits for the disk. Ctrl-C in a terminal reaches the
    // shell too; it has to live on to stop the server.
    let script = """
      trap '' INT HUP TERM
      DIR=$(mktemp -d /tmp/commonground-postgis-XXXXXX) || exit 1
      cd "$DIR"
      "$1/initdb" -D "$DIR/data" -U postgres -A trust -E UTF8 --locale=C --no-sync >"$DIR/log" 2>&1 &&
      printf 'local all planner scram-sha-256\\nlocal all all trust\\n' >"$DIR/data/pg_hba.conf" &&
      "$1/pg_ctl" -D "$DIR/data" -w -l "$DIR/log" start -o "-k $DIR -h '' -F -c shared_buffers=32MB \
      -c full_page_writes=off -c autovacuum=off -c jit=off -c max_parallel_workers_per_gather=0" \
      >>"$DIR/log" 2>&1 && echo "$DIR" || tr '\\n' ' ' <"$DIR/log"
      echo
      cat >/dev/null
      "$1/pg_ctl" -D "$DIR/data" -m immediate stop >/dev/null 2>&1
      cd /
      rm -rf "$DIR"
      """
    let (input, output) = (Pipe(), Pipe())
    keeper = Process()
    keeper.executableURL = URL(filePath: "/usr/bin/env")
    keeper.arguments = Self.prefix + ["sh", "-c", script, "sh", programs]
    keeper.standardInput = input
    keeper.standardOutput = output
    keeper.standardError = FileHandle.nullDevice
    try keeper.run()
    leash = input.fileHandleForWriting
    var said: [UInt8] = []
    while !said.contains(10), let byte = try output.fileHandleForReading.read(upToCount: 1),
      !byte.isEmpty
    { said += byte }
    let line = String(decoding: said, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    folder = line
    guard line.hasPrefix("/tmp/commonground-postgis-"), !line.contains(" ") else {
      throw Failure(message: line)
    }
    _ = try psql("CREATE DATABASE \(Self.database)", database: "postgres")
    try run(
      """
      CREATE EXTENSION postgis;
      CREATE ROLE planner LOGIN PASSWORD '\(plannersPassword.replacingOccurrences(of: "'", with: "''"))';
      GRANT pg_read_all_data TO planner;
      """)
  }

  deinit {
    try? leash.close()
    keeper.waitUntilExit()
  }

  /// How a client finds the database: `host=… dbname=…`, in the words of libpq.
  public var address: String { "host=\(folder) dbname=\(Self.database)" }

  /// Runs statements of SQL.
  public func run(_ sql: String) throws { _ = try psql(sql, database: Self.database) }

  /// The rows of a query, each as the texts of its columns; null is an empty text, and numbers have all their digits.
  public func rows(_ query: String) throws -> [[String]] {
    try psql(query, database: Self.database).split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
  }

  /// Makes a table of a geometry column, bit for bit: `id` counts the rows from 0, `class` is a text or null,
  /// `geom` the geometry or null. The table is indexed.
  public func load(
    _ geometry: GeometryColumn, classes: [String?]? = nil, srid: Int, into table: String
  ) throws {
    var text = """
      CREATE TABLE \(table) (id integer PRIMARY KEY, class text, geom geometry(Geometry, \(srid)));
      CREATE TEMP TABLE incoming (id integer, class text, wkb bytea);
      COPY incoming FROM stdin;

      """
    for row in 0..<geometry.count {
      let hex = geometry.row(row).map { byte in
        let digits = String(byte, radix: 16)
        return byte < 16 ? "0" + digits : digits
      }.joined()
      text += "\(row)\t\(classes?[row] ?? "\\N")\t\(hex.isEmpty ? "\\N" : "\\\\x" + hex)\n"
    }
    text += """
      \\.
      INSERT INTO \(table) SELECT id, class, ST_GeomFromWKB(wkb, \(srid)) FROM incoming;
      DROP TABLE incoming;
      CREATE INDEX ON \(table) USING gist (geom);
      ANALYZE \(table);
      """
    try run(text)
  }

  private func psql(_ sql: String, database: String) throws -> String {
    let script = try TemporaryFolder()
    try Data(sql.utf8).write(to: URL(filePath: script.path("a.sql")))
    return try Self.output(
      of: [
        programs + "/psql", "-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-U",
        "postgres", "-h", folder, "-d", database, "-f", script.path("a.sql"),
      ])
  }

  /// What a program writes to its standard output.
  ///
  /// - Throws: ``Failure`` with what it says on standard error where it fails.
  public static func output(of command: [String]) throws -> String {
    let folder = try TemporaryFolder()
    try Data().write(to: URL(filePath: folder.path("error")))
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    // What a developer's own databases need must not reach the tests.
    process.environment = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8"]
    let pipe = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = FileHandle(forWritingAtPath: folder.path("error"))
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      let said = try String(contentsOfFile: folder.path("error"), encoding: .utf8)
      throw Failure(message: "\(command.first ?? ""): \(said)")
    }
    return String(decoding: data, as: UTF8.self)
  }

  /// What went wrong with a program.
  public struct Failure: Error, CustomStringConvertible {
    /// What the program said.
    public let message: String
    /// What the program said.
    public var description: String { message }
  }
}
