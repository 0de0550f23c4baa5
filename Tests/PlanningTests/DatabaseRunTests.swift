import Foundation
import PlanModel
import Planning
import TestSupport
import Testing

/// Runs the small town into a schema of the suite's database.
private func run(
  _ folder: String, schema: String, replaces: Bool = false, user: String = "postgres"
) throws -> RunOutcome {
  var settings = RunSettings()
  let address = try PostGISCluster.current().address
  var order = DatabaseOrder(connection: "PG:\(address) user=\(user)")
  order.schema = schema
  order.replaces = replaces
  settings.database = order
  return try runPlan(at: folder, into: folder + "out", settings: settings) { _ in }
}

/// What a failure says.
private func said(_ failure: PlanningFailure?) -> String {
  failure.map { "\($0.diagnostics)" } ?? ""
}

/// Results in a PostGIS database, as `plan --to` writes them.
///
/// To run: `apt install postgresql-15-postgis-3`, then `swift test --filter DatabaseRun`.
@Suite(
  .enabled(if: PostGISCluster.isInstalled, "PostgreSQL with PostGIS is not installed"), .postGIS)
struct DatabaseRunTests {
  @Test("layers and tables stand in the schema as in the files, with indexes and units")
  func everything() throws {
    let folder = try MiniTown().write()
    let outcome = try run(folder, schema: "Town's plan")
    let cluster = try PostGISCluster.current()
    func count(_ table: String) throws -> Int {
      Int(try cluster.rows("SELECT count(*) FROM \"Town's plan\".\(table)")[0][0]) ?? -1
    }
    let actions = try String(contentsOfFile: folder + "out/actions.csv", encoding: .utf8)
    #expect(try count("actions") == actions.components(separatedBy: "\r\n").count - 2)
    #expect(try count("districts") == 2)
    // What the rows of the ledger add up to is what the districts measure, in PostGIS's own arithmetic.
    let areas = try cluster.rows(
      """
      SELECT (SELECT sum(area_m2) FROM "Town's plan".ledger WHERE state <> 'outside'),
        (SELECT sum(ST_Area(geom)) FROM "Town's plan".districts),
        (SELECT ST_SRID(geom) FROM "Town's plan".units LIMIT 1)
      """)[0]
    let (ledger, measured) = (Double(areas[0]) ?? 0, Double(areas[1]) ?? 1)
    #expect(abs(ledger - measured) < 1e-6 * measured, "\(areas)")
    #expect(Int(areas[2]) ?? 0 > 0)
    // Investments of units equal those of the chosen options, row for row through the join.
    let unlike = try cluster.rows(
      """
      SELECT u.id FROM "Town's plan".units u LEFT JOIN
        (SELECT unit, sum(investment_eur) AS eur FROM "Town's plan".actions GROUP BY unit) a
        ON a.unit = u.id WHERE abs(u.investment_eur - coalesce(a.eur, 0)) > 1e-6 * (1 + u.investment_eur)
      """)
    #expect(unlike.isEmpty, "\(unlike)")
    let indexes = try cluster.rows(
      """
      SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'Town''s plan'
      """)
    for layer in ["districts", "units", "eligibility", "buildings"] {
      #expect(indexes.contains { $0[0] == layer && $0[1].contains("gist (geom)") }, "\(layer)")
    }
    let comments = try cluster.rows(
      """
      SELECT c.relname, a.attname, col_description(c.oid, a.attnum) FROM pg_class c
      JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'Town''s plan' AND a.attnum > 0 AND c.relkind = 'r'
      """)
    func comment(_ table: String, _ column: String) -> String {
      comments.first { $0[0] == table && $0[1] == column }?[2] ?? ""
    }
    #expect(comment("units", "co2_t_co2e_per_a") == "co2, in t CO2e/a.")
    #expect(comment("units", "area_m2") == "area, in m².")
    #expect(comment("units", "geom").hasPrefix("The geometry, in "))
    let undescribed = try cluster.rows(
      """
      SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE nspname = 'Town''s plan' AND relkind = 'r'
        AND coalesce(obj_description(c.oid, 'pg_class'), '') NOT LIKE 'CommonGround: %'
      """)
    #expect(undescribed.isEmpty)
    #expect(outcome.summary.contains("tables in the schema Town's plan"))
    // The name of the account is in nothing that was written or said.
    #expect(!outcome.summary.contains("postgres"))
  }

  @Test("each table of the folder, progress and monitoring too, is one of the schema, row for row")
  func everyTable() throws {
    var town = MiniTown().withProgress(["roof-pv,W,,Ongoing,40,,,,2025-03,,=a note"])
    town.plan += "monitoring: [{year: 2026, statuses: statuses.csv}]\n"
    town.others.append(
      ("statuses.csv", "action,district,status,investment_EUR\nroof-pv,W,Ongoing,1000\n"))
    let folder = try town.write()
    _ = try run(folder, schema: "tables")
    let cluster = try PostGISCluster.current()
    let tables = Set(
      try cluster.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'tables'").map { $0[0] })
    let files = try FileManager.default.contentsOfDirectory(atPath: folder + "out")
      .filter { $0.hasSuffix(".csv") }.sorted()
    #expect(files.contains("progress.csv") && files.contains("monitoring.csv"))
    for file in files {
      let stem = String(file.dropLast(4))
      let name = tables.contains(stem + "_rows") ? stem + "_rows" : stem
      try #require(tables.contains(name), "\(file)")
      let records = CSVRecords(
        try String(contentsOfFile: folder + "out/" + file, encoding: .utf8),
        separator: UInt8(ascii: ","))
      let count = try cluster.rows("SELECT count(*) FROM tables.\(name)")
      #expect(count == [["\(records.rows.count - 1)"]], "\(file)")
    }
    // Numbers are numbers, and a note is the text that people wrote.
    let told = try cluster.rows(
      "SELECT told, start, note, round((done_eur + under_way_eur - planned_eur)::numeric, 3) FROM tables.progress WHERE action = 'roof-pv' AND district = 'W'"
    )
    #expect(told.count == 1 && Array(told[0][..<3]) == ["yes", "2025-03", "=a note"])
    #expect(Double(told[0][3]) == 0)
  }

  @Test(
    "a schema that holds something is left alone unless it may be replaced, and foreign tables always"
  )
  func replacing() throws {
    let folder = try MiniTown().write()
    let cluster = try PostGISCluster.current()
    _ = try run(folder, schema: "twice")
    try cluster.run(
      "CREATE TABLE twice.notes (x int); UPDATE twice.districts SET name = 'old'")
    let refused = #expect(throws: PlanningFailure.self) { try run(folder, schema: "twice") }
    #expect(said(refused).contains("is not empty"))
    #expect(try cluster.rows("SELECT DISTINCT name FROM twice.districts") == [["old"]])
    _ = try run(folder, schema: "twice", replaces: true)
    #expect(try cluster.rows("SELECT count(*) FROM twice.districts WHERE name = 'old'") == [["0"]])
    #expect(try cluster.rows("SELECT count(*) FROM twice.notes") == [["0"]])
    // A view of somebody's on a table keeps it, and everything else, as it was.
    try cluster.run(
      "CREATE VIEW twice.mine AS SELECT id FROM twice.units; UPDATE twice.districts SET name = 'kept'"
    )
    let held = #expect(throws: PlanningFailure.self) {
      try run(folder, schema: "twice", replaces: true)
    }
    #expect(said(held).contains("depend"))
    #expect(try cluster.rows("SELECT DISTINCT name FROM twice.districts") == [["kept"]])
    try cluster.run("CREATE SCHEMA foreign_one; CREATE TABLE foreign_one.units (x int)")
    let foreign = #expect(throws: PlanningFailure.self) {
      try run(folder, schema: "foreign_one", replaces: true)
    }
    #expect(said(foreign).contains("not one that a run wrote"))
    #expect(try cluster.rows("SELECT count(*) FROM foreign_one.units") == [["0"]])
  }

  @Test("a write that fails in the middle leaves nothing behind, and the files stay")
  func failsWhole() throws {
    let folder = try MiniTown().write()
    let cluster = try PostGISCluster.current()
    // The ninth table of a schema is refused, as a full disk would refuse it.
    try cluster.run(
      """
      CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF (SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE nspname = 'halfway' AND relkind = 'r') > 8 THEN
          RAISE EXCEPTION 'no room for another table';
        END IF;
      END $$;
      CREATE EVENT TRIGGER refuse ON ddl_command_end EXECUTE FUNCTION refuse();
      """)
    let failure = #expect(throws: PlanningFailure.self) { try run(folder, schema: "halfway") }
    try cluster.run("DROP EVENT TRIGGER refuse")
    #expect(said(failure).contains("no room for another table"))
    #expect(
      try cluster.rows("SELECT count(*) FROM pg_namespace WHERE nspname = 'halfway'") == [["0"]])
    #expect(FileManager.default.fileExists(atPath: folder + "out/run.json"))
  }

  @Test("what would keep the results out of the database is said before the work begins")
  func early() throws {
    let folder = try MiniTown().write()
    let cluster = try PostGISCluster.current()
    let failure = #expect(throws: PlanningFailure.self) {
      try run(folder, schema: "not_mine", user: "nobody_known")
    }
    let text = said(failure)
    #expect(text.contains("Nothing was written into the database"), "\(text)")
    #expect(!FileManager.default.fileExists(atPath: folder + "out"))
    try cluster.run("CREATE ROLE guest LOGIN; CREATE SCHEMA closed")
    let closed = #expect(throws: PlanningFailure.self) {
      try run(folder, schema: "closed", user: "guest")
    }
    #expect(said(closed).contains("may not make tables"))
    for connection in ["dbname=town", "PG:dbname=town password=x", "PG:postgresql://a:b@c/town"] {
      var settings = RunSettings()
      settings.database = DatabaseOrder(connection: connection)
      let refused = #expect(throws: PlanningFailure.self) {
        try runPlan(at: folder, into: folder + "out", settings: settings) { _ in }
      }
      #expect(refused?.diagnostics.count == 1)
    }
  }

  @Test(
    "layers come from a database and results go into it, and no output names account or password")
  func throughout() throws {
    let folder = try MiniTown().write()
    let cluster = try PostGISCluster(plannersPassword: "unguessable")
    let ogr = ["ogr2ogr", "-f", "PostgreSQL", "PG:\(cluster.address) user=postgres"]
    guard (try? PostGISCluster.output(of: ["ogr2ogr", "--version"])) != nil else { return }
    let yaml = try String(contentsOfFile: folder + "plan.yaml", encoding: .utf8)
    let source = try #require(
      yaml.split(separator: "\n").first { $0.contains("source:") && $0.contains("districts") })
    let file = String(source.split(separator: ":")[1]).trimmed
    _ = try PostGISCluster.output(
      of: ogr + [folder + file, "-nln", "source_districts", "-lco", "LAUNDER=NO"])
    let connection = "PG:\(cluster.address) user=planner password=unguessable"
    let changed = yaml.replacing(
      String(source),
      with: String(source).replacing(
        file, with: "'\(connection)'\n\(indent(source))layer: source_districts"))
    try changed.write(toFile: folder + "plan.yaml", atomically: true, encoding: .utf8)
    let outcome = try run(folder, schema: "throughout")
    let texts = try #require(FileManager.default.enumerator(atPath: folder + "out"))
    for case let path as String in texts {
      guard let data = FileManager.default.contents(atPath: folder + "out/" + path) else {
        continue
      }
      for word in ["unguessable", "user=planner"] {
        #expect(data.range(of: Data(word.utf8)) == nil, "\(word) in \(path)")
      }
    }
    let written = try PostGISCluster.current().rows("SELECT value FROM throughout.run_record")
    #expect(!"\(written) \(outcome)".contains("unguessable"))
    #expect(outcome.diagnostics.contains { $0.code == "layer.password-in-plan" })
    let record = try String(contentsOfFile: folder + "out/run.json", encoding: .utf8)
    #expect(record.contains("user=***"))
  }

  private func indent(_ line: Substring) -> String { String(line.prefix { $0 == " " }) }
}
