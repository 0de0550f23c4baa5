import Foundation
import GDALBinding
import PlanModel
import TestSupport
import Testing

@testable import Layers

/// Whether GDAL's `ogr2ogr` is installed, which loads files into a database as users do.
private let hasLoader: Bool = {
  (try? PostGISCluster.output(of: ["ogr2ogr", "--version"])) != nil
}()

/// Layers in a PostGIS database, read through `PG:`.
///
/// To run: `apt install postgresql-15-postgis-3 gdal-bin`, then `swift test --filter PostGIS`.
@Suite(
  .enabled(if: PostGISCluster.isInstalled, "PostgreSQL with PostGIS is not installed"),
  .enabled(if: hasLoader, "ogr2ogr is not installed"), .postGIS)
struct PostGISTests {
  private func source(
    _ table: String, fields: [FieldSource] = [], user: String = "user=postgres",
    _ change: (inout LayerSource) -> Void = { _ in }
  ) throws -> LayerSource {
    var source = LayerSource("PG:\(try PostGISCluster.current().address) \(user)", fields: fields)
    source.layer = table
    change(&source)
    return source
  }

  private func load(
    _ file: String, _ layer: String, as table: String, options: [String] = []
  ) throws {
    _ = try PostGISCluster.output(
      of: [
        "ogr2ogr", "-f", "PostgreSQL",
        "PG:\(try PostGISCluster.current().address) user=postgres", file, layer, "-nln", table,
        "-lco", "GEOMETRY_NAME=geom", "-lco", "LAUNDER=NO", "--config", "PG_USE_COPY", "YES",
      ] + options)
  }

  @Test("gives the features, fields, missing values and geometry of the GeoPackage it came from")
  func sample() throws {
    let folder = try Folder()
    try writeSample(to: folder.file("a.gpkg"), driver: "GPKG", rows: 3000)
    try load(folder.file("a.gpkg"), "buildings", as: "sample")
    let file = read(LayerSource(folder.file("a.gpkg"), fields: sampleFields) { $0.idField = "id" })
    let base = read(try source("sample", fields: sampleFields) { $0.idField = "id" })
    #expect(base.codes == file.codes, "\(base.diagnostics)")
    #expect(base.layer?.count == 3000)
    #expect(isSame(base.layer, file.layer))
    #expect(base.report.driver == "PostgreSQL")
    #expect(base.report.crs == file.report.crs)
    #expect(base.report.missing == file.report.missing && base.report.missing > 0)
    #expect(base.isAccountedFor)
    // What the columns hold has a digest, and it is the same at the next reading.
    let again = read(try source("sample", fields: sampleFields) { $0.idField = "id" }, workers: 1)
    #expect(base.report.sha256.count == 64 && again.report.sha256 == base.report.sha256)
    #expect(isSame(again.layer, base.layer))
  }

  @Test("a filter that calls a function cannot write to the database")
  func filterCannotWrite() throws {
    let folder = try Folder()
    try writeSample(to: folder.file("a.gpkg"), driver: "GPKG", rows: 10)
    try load(folder.file("a.gpkg"), "buildings", as: "guarded")
    let cluster = try PostGISCluster.current()
    try cluster.run(
      """
      create table victim(x int); insert into victim values (1);
      create function wipe() returns boolean language plpgsql as
      $$ begin delete from victim; return true; end $$
      """)
    let reading = read(try source("guarded") { $0.filter = "wipe()" })
    #expect(reading.codes == ["layer.bad-filter"], "\(reading.diagnostics)")
    #expect("\(reading.diagnostics)".contains("read-only"))
    #expect(try cluster.rows("select count(*) from victim") == [["1"]])
  }

  @Test(
    "gives the layers of the example town, points, gaps and crossing outlines included",
    arguments: ["districts", "buildings", "land_use", "protected_areas", "rivers"])
  func town(layer: String) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Fixtures/ljutomer/data/town.gpkg").path()
    try load(file, layer, as: "town_\(layer)", options: ["-nlt", "GEOMETRY"])
    let crs = CRS(definition: "EPSG:3794", name: "Slovenia 1996", isMetric: true)
    let known = try GDALDataset(file, as: .vector).layer(named: layer)
    let fields = try #require(known).fields.map {
      FieldSource(
        role: $0.name, field: $0.name,
        isNumber: ["population", "year", "levels", "height", "dwellings"].contains($0.name))
    }
    var origin = LayerSource(file, fields: fields)
    origin.layer = layer
    let read = read(origin, into: crs)
    let base = LayersTests.read(try source("town_\(layer)", fields: fields), into: crs)
    #expect(try #require(read.layer).count > 0)
    #expect(isSame(base.layer, read.layer))
    #expect(base.report.repairs == read.report.repairs)
    #expect(base.codes == read.codes)
  }

  @Test("reads fields of the database's own kinds: truths, exact numbers, days, lists, words")
  func kinds() throws {
    try PostGISCluster.current().run(
      """
      CREATE TABLE kinds (key text, heated boolean, area numeric(12,3), built date, floors smallint,
        tags text[], note varchar(20), geom geometry(Point, 25832));
      INSERT INTO kinds VALUES
        ('a', true, 120.125, '1998-05-31', 3, '{x,y}', 'Gemüsehof', 'SRID=25832;POINT(500000 5000000)'),
        ('b', false, NULL, NULL, NULL, NULL, '', 'SRID=25832;POINT EMPTY'),
        ('c', NULL, -0.5, '2020-01-01', -1, '{}', NULL, NULL);
      """)
    let fields =
      ["heated", "area", "floors"].map { FieldSource(role: $0, field: $0, isNumber: true) }
      + ["built", "note"].map { FieldSource(role: $0, field: $0, isNumber: false) }
    let reading = read(try source("kinds", fields: fields) { $0.idField = "key" })
    let layer = try #require(reading.layer)
    func numbers(_ role: String) -> [Double?] { (0..<3).map { layer.numbers(role)?[$0] } }
    func texts(_ role: String) -> [String?] { (0..<3).map { layer.texts(role)?[$0] } }
    #expect(layer.ids == ["a", "b", "c"])
    #expect(numbers("heated") == [1, 0, nil])
    #expect(numbers("area") == [120.125, nil, -0.5])
    #expect(numbers("floors") == [3, nil, -1])
    #expect(texts("built") == ["1998-05-31", nil, "2020-01-01"])
    // An empty text says nothing, wherever it comes from.
    #expect(texts("note") == ["Gemüsehof", nil, nil])
    #expect(reading.report.points == 1 && reading.report.missing == 2)
  }

  @Test("lets the database pass over what lies outside the extent, in the table's CRS or another")
  func extent() throws {
    let cluster = try PostGISCluster.current()
    // A row that the database can read only by failing: it divides by zero.
    try cluster.run(
      """
      CREATE TABLE plots (id integer PRIMARY KEY, divisor integer, geom geometry(Point, 25832));
      INSERT INTO plots SELECT i, CASE WHEN i = 77 THEN 0 ELSE 1 END,
        ST_SetSRID(ST_MakePoint(500000 + 10 * i, 5000000), 25832) FROM generate_series(0, 99) i;
      CREATE VIEW mined AS SELECT id, 12 / divisor AS levels, geom FROM plots;
      """)
    let fields = [FieldSource(role: "levels", field: "levels", isNumber: true)]
    let mined = try source("mined", fields: fields) { $0.idField = "id" }
    let near = Extent(minX: 500_095, minY: 4_999_990, maxX: 500_205, maxY: 5_000_010)
    let some = read(mined, within: near)
    #expect(some.diagnostics.isEmpty, "\(some.diagnostics)")
    #expect(some.layer?.ids == (10...20).map(String.init))
    let laea = CRS(definition: "EPSG:3035", name: "ETRS89-extended / LAEA Europe", isMetric: true)
    let all = read(try source("plots") { $0.idField = "id" }, into: laea)
    let place = try #require(all.layer).geometry
    var reader = ShapeReader()
    reader.append(place[20])
    let around = reader.chunk.extent(of: 0).expanded(by: 25)
    let other = read(mined, into: laea, within: around)
    #expect(other.layer?.ids == (18...22).map(String.init))

    // Without the extent the database fails in the middle, and that is said, once.
    let broken = read(mined)
    #expect(broken.layer == nil)
    #expect(broken.codes == ["layer.broken"])
    #expect("\(broken.diagnostics)".contains("division by zero"))
  }

  @Test("asks the database for the wanted fields and the extent only, as the server's log shows")
  func pushedDown() throws {
    let cluster = try PostGISCluster.current()
    try cluster.run(
      """
      CREATE TABLE wide (id integer PRIMARY KEY, levels integer, owner_name text, notes text,
        geom geometry(Point, 25832));
      INSERT INTO wide SELECT i, i % 7, 'somebody', 'secret', ST_SetSRID(
        ST_MakePoint(500000 + 10 * i, 5000000), 25832) FROM generate_series(0, 99) i;
      CREATE ROLE watched LOGIN; GRANT pg_read_all_data TO watched;
      ALTER ROLE watched SET log_statement = 'all';
      """)
    let fields = [FieldSource(role: "levels", field: "levels", isNumber: true)]
    let near = Extent(minX: 500_095, minY: 4_999_990, maxX: 500_205, maxY: 5_000_010)
    let reading = read(
      try source("wide", fields: fields, user: "user=watched") { $0.idField = "id" }, within: near)
    #expect(reading.layer?.count == 11, "\(reading.diagnostics)")
    let log = try String(contentsOfFile: cluster.folder + "/log", encoding: .utf8)
    let asked = log.components(separatedBy: "\n").filter {
      $0.contains("CURSOR") && $0.contains("\"wide\"")
    }
    #expect(!asked.isEmpty, "\(log.components(separatedBy: "\n").filter { $0.contains("wide") })")
    for statement in asked {
      #expect(statement.contains("\"levels\""), "\(statement)")
      #expect(!statement.contains("owner_name") && !statement.contains("notes"), "\(statement)")
    }
    // The first statement only asks what the columns are called.
    let last = try #require(asked.last)
    #expect(last.contains("&& ") && last.contains("500095"), "\(last)")
  }

  @Test("hands filters to the database, and says which are no conditions")
  func filters() throws {
    let folder = try Folder()
    try writeSample(to: folder.file("a.gpkg"), driver: "GPKG", rows: 700)
    try load(folder.file("a.gpkg"), "buildings", as: "filtered")
    func reading(_ filter: String, _ path: String?) throws -> LayerReading {
      var layer =
        try path.map { LayerSource($0, fields: sampleFields) }
        ?? source("filtered", fields: sampleFields)
      layer.idField = "id"
      layer.filter = filter
      return read(layer)
    }
    let filter = "levels >= 3 AND use = 'Gemüsehof'"
    let (base, file) = (try reading(filter, nil), try reading(filter, folder.file("a.gpkg")))
    #expect(try #require(base.layer).count > 50)
    #expect(isSame(base.layer, file.layer))
    #expect(try reading("levels >", nil).codes == ["layer.bad-filter"])
  }

  @Test("gives rows in one order, however the table has been moved about")
  func order() throws {
    let cluster = try PostGISCluster.current()
    try cluster.run(
      """
      CREATE TABLE moved (code text, geom geometry(Point, 25832));
      INSERT INTO moved SELECT 'c' || i, ST_SetSRID(ST_MakePoint(500000 + i, 5000000), 25832)
        FROM generate_series(0, 49) i;
      CREATE TABLE keyed (id serial PRIMARY KEY, code text, geom geometry(Point, 25832));
      INSERT INTO keyed (code, geom) SELECT code, geom FROM moved;
      """)
    func readings() throws -> [LayerReading] {
      try ["moved", "keyed"].map { table in
        read(try source(table) { $0.idField = "code" })
      }
    }
    let before = try readings()
    // An update puts a new version of the row at the end of the table.
    try cluster.run(
      """
      UPDATE moved SET geom = geom WHERE code IN ('c3', 'c20');
      UPDATE keyed SET geom = geom WHERE code IN ('c3', 'c20');
      """)
    let after = try readings()
    #expect(try cluster.rows("SELECT code FROM moved")[48...].map { $0[0] } == ["c3", "c20"])
    for (one, other) in zip(before, after) {
      #expect(isSame(one.layer, other.layer))
      #expect(one.report.sha256 == other.report.sha256)
      #expect(one.layer?.count == 50)
    }
  }

  @Test("connects with a password, and keeps it out of report and diagnostics in every spelling")
  func passwords() throws {
    let cluster = try PostGISCluster(plannersPassword: #"s3cret it's;a\long"#)
    try cluster.run(
      "CREATE TABLE towns AS SELECT 1 AS id, 'SRID=25832;POINT(5 6)'::geometry(Point, 25832) AS geom"
    )
    let right = [
      #"PG:\#(cluster.address) user=planner password='s3cret it\'s;a\\long'"#,
      #"PG:\#(cluster.address) user=planner password = s3cret\ it\'s;a\\long"#,
      #"PG:password='s3cret it\'s;a\\long' \#(cluster.address) user=planner"#,
      "postgresql://planner:s3cret%20it's%3Ba%5Clong@/town?host="
        + cluster.folder.replacingOccurrences(of: "/", with: "%2F"),
      "postgresql://planner@/town?password=s3cret%20it's%3Ba%5Clong&host=\(cluster.folder)",
    ]
    // Wrong ones, and one that is no connection string because the password is not quoted.
    let wrong = [
      "PG:\(cluster.address) user=planner password=s3cretlong",
      "PG:\(cluster.address) user=planner",
      "PG:\(cluster.address) user=planner password=s3cret it's;a long",
      "PG:\(cluster.address) user=planner password='s3cret long",
      "postgresql://planner:s3cret%20long@/town?host=\(cluster.folder)",
    ]
    for (index, text) in (right + wrong).enumerated() {
      var source = LayerSource(text)
      source.layer = "towns"
      let reading = read(source)
      #expect(!"\(reading)".contains("s3cret"), "\(index)")
      #expect(!"\(reading)".contains("long"), "\(index)")
      #expect(!"\(reading)".contains("it's"), "\(index)")
      if index < right.count {
        #expect(reading.layer?.count == 1, "\(text): \(reading.diagnostics)")
        #expect(reading.codes == ["layer.password-in-plan"], "\(reading.diagnostics)")
        #expect(!reading.report.source.contains("planner"), "\(reading.report.source)")
      } else {
        #expect(reading.codes == ["layer.not-readable"], "\(text)")
      }
    }
  }

  @Test("says in one sentence what keeps it from the table, with what to do")
  func refused() throws {
    let cluster = try PostGISCluster.current()
    try cluster.run(
      "CREATE TABLE quarters AS SELECT 1 AS id, 'SRID=25832;POINT(5 6)'::geometry AS geom")
    let folder = try Folder()
    for (text, words) in [
      ("PG:host=\(folder.path) dbname=town user=postgres", "No such file"),
      ("PG:host=127.0.0.1 port=1 dbname=town user=postgres", "refused"),
      ("PG:host=\(cluster.folder) dbname=village user=postgres", "village"),
      ("PG:host=\(cluster.folder) dbname=town user=nobody", "nobody"),
    ] {
      let reading = read(LayerSource(text))
      #expect(reading.codes == ["layer.not-readable"])
      let found = try #require(reading.diagnostics.first)
      #expect(found.severity == .error && found.count == 1)
      #expect(found.message.hasPrefix("The database or service does not answer: "))
      #expect(found.message.contains(words) && !found.message.contains("\n"), "\(found.message)")
      #expect(found.remedy == "Check the connection string, and that the service runs.")
    }
    let misspelt = read(try source("quartres"))
    #expect(misspelt.codes == ["layer.unknown-layer"])
    #expect(misspelt.diagnostics.first?.remedy.contains("quarters") == true)
  }
}
