import Foundation
import GDALBinding
import Layers
import PlanModel
import Planning
import Testing

/// Layers as offices hand them over, each with one defect, through the check and the whole plan.
@Suite struct DefectiveLayerTests {
  private struct Told {
    var check: [Diagnostic]
    var isPlanned: Bool
    var closures: [[String: Any]]
    var out: String
  }

  /// Checks and plans a town; every sum of the plan must close.
  private func plan(_ town: MiniTown, prepare: (String) throws -> Void = { _ in }) throws -> Told {
    let folder = try town.write()
    try prepare(folder)
    let check = checkPlan(at: folder, settings: RunSettings()).diagnostics
    #expect(!check.containError, "\(check)")
    var settings = RunSettings()
    settings.workers = Workers(2)
    let outcome = try runPlan(at: folder, into: folder + "out", settings: settings) { _ in }
    let record = try JSONSerialization.jsonObject(
      with: Data(contentsOf: URL(filePath: folder + "out/run.json")))
    let closures = try #require((record as? [String: Any])?["closures"] as? [[String: Any]])
    for closure in closures { #expect(closure["holds"] as? Bool == true, "\(closure)") }
    return Told(
      check: check, isPlanned: outcome.status == .optimal || outcome.status == .gap,
      closures: closures, out: folder + "out/")
  }

  /// The two districts as a Shapefile in Windows' code page of western Europe.
  private func shapefile(in folder: String, without lost: [String]) throws {
    let corner = MiniTown.origin
    func square(_ x: Double) -> [UInt8] {
      Extent(minX: corner.x + x, minY: corner.y, maxX: corner.x + x + 1000, maxY: corner.y + 1000)
        .polygon
    }
    let (west, east) = (square(0), square(1000))
    try withVectorFile(creating: folder + "districts.shp", driver: "ESRI Shapefile") { writer in
      let layer = try writer.createLayer(
        "districts", crs: "EPSG:3794", geometry: .polygon,
        fields: [
          OutputField("id", .text), OutputField("name", .text), OutputField("people", .integer),
        ], options: [("ENCODING", "CP1252")])
      try writer.append(
        VectorRows(
          geometryBytes: west + east, geometryOffsets: [0, west.count, west.count + east.count],
          columns: [
            .texts(["W", "E"]), .texts(["Grünau", "Ostëge"]), .integers([400, 600]),
          ]), to: layer)
    }
    for suffix in lost {
      try? FileManager.default.removeItem(atPath: folder + "districts." + suffix)
    }
    // What the header says of the code page: nothing better than the writer's own ("ANSI").
    if lost.contains("cpg") {
      let table = try FileHandle(forUpdating: URL(filePath: folder + "districts.dbf"))
      try table.seek(toOffset: 29)
      try table.write(contentsOf: Data([0x57]))
      try table.close()
    }
  }

  private var shapes: MiniTown {
    MiniTown().replacing(
      "source: districts.geojson\n    crs: EPSG:3794", by: "source: districts.shp")
  }

  @Test(
    "a Shapefile without .cpg is read by a guess that the check shows, and names reach the sheets")
  func encoding() throws {
    let told = try plan(shapes) { try shapefile(in: $0, without: ["cpg"]) }
    let found = told.check.filter { $0.code == "layer.encoding-guessed" }
    #expect(found.count == 1 && found[0].message.contains("Grünau"), "\(found)")
    let sheet = try String(contentsOfFile: told.out + "districts/W.md", encoding: .utf8)
    #expect(sheet.contains("Grünau"))
    // The code page that the plan names is no guess any more.
    let named = try plan(
      shapes.replacing("source: districts.shp", by: "source: districts.shp\n    encoding: CP1252")
    ) { try shapefile(in: $0, without: ["cpg"]) }
    #expect(!named.check.contains { $0.code == "layer.encoding-guessed" })
  }

  @Test("a Shapefile without .prj asks for its CRS, and the plan that names it runs")
  func projection() throws {
    let folder = try shapes.write()
    try shapefile(in: folder, without: ["prj"])
    let errors = checkPlan(at: folder, settings: RunSettings()).diagnostics
      .filter { $0.severity == .error }
    #expect(errors.map(\.code) == ["layer.no-crs"], "\(errors)")
    #expect(errors.allSatisfy { $0.remedy.contains("EPSG") })
    let told = try plan(
      shapes.replacing("source: districts.shp", by: "source: districts.shp\n    crs: EPSG:3794")
    ) { try shapefile(in: $0, without: ["prj"]) }
    #expect(told.isPlanned)
  }

  @Test(
    "15 invalid polygons and a line among the land use are mended and left out, and the ledger closes"
  )
  func invalidPolygons() throws {
    var town = MiniTown()
    let bows = (0..<15).map { number -> String in
      let x = 100 * Double(number)
      return MiniTown.feature(
        #"{"id": \#(10 + number), "class": "wood"}"#,
        MiniTown.polygon([(x, 910), (x + 60, 970), (x + 60, 910), (x, 970)]))
    }
    let line = MiniTown.feature(
      #"{"id": 99, "class": "field"}"#,
      #"{"type": "LineString", "coordinates": [[\#(MiniTown.origin.x), \#(MiniTown.origin.y)], [\#(MiniTown.origin.x + 9), \#(MiniTown.origin.y + 9)]]}"#
    )
    town.landUse = MiniTown.collection(
      [MiniTown.feature(#"{"id": 1, "class": "town"}"#, MiniTown.rectangle(0, 0, 2000, 400))]
        + bows + [line])
    let told = try plan(town)
    let repaired = told.check.filter { $0.code == "layer.repaired" }
    #expect(repaired.map(\.count) == [15], "\(repaired)")
    let unwanted = told.check.filter { $0.code == "layer.unwanted-geometry" }
    #expect(unwanted.map(\.count) == [1], "\(unwanted)")
    // Each bow tie is two triangles of 60 m by 30 m.
    let ledger = try String(contentsOfFile: told.out + "ledger.csv", encoding: .utf8)
    let forest = ledger.components(separatedBy: "\r\n").filter { $0.contains(",forest,") }
      .compactMap { Double($0.components(separatedBy: ",").last ?? "") }.reduce(0, +)
    #expect(abs(forest - 15 * 1800) < 0.01, "\(forest)")
  }

  @Test("buildings as polygons, points, lines and collections: each kind is counted or told")
  func mixedGeometry() throws {
    var town = MiniTown()
    let (x, y) = (MiniTown.origin.x, MiniTown.origin.y)
    let mixed = [
      #"{"type": "Point", "coordinates": [\#(x + 30), \#(y + 300)]}"#,
      #"{"type": "LineString", "coordinates": [[\#(x + 30), \#(y + 320)], [\#(x + 60), \#(y + 320)]]}"#,
      #"{"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [\#(x + 90), \#(y + 300)]}, \#(MiniTown.square(90, 330, 10))]}"#,
      "null",
    ].enumerated().map { number, geometry in
      MiniTown.feature(
        #"{"id": "m\#(number)", "use": "house", "floors": 2, "built": 1970}"#, geometry)
    }
    town.buildings = town.buildings.replacing(
      "{\"type\": \"FeatureCollection\", \"features\": [",
      with: "{\"type\": \"FeatureCollection\", \"features\": [" + mixed.joined(separator: ",\n")
        + ",\n")
    let told = try plan(town)
    let codes = Set(told.check.filter { $0.place.layer == "buildings" }.map(\.code))
    #expect(codes.contains("layer.unwanted-geometry"), "\(codes)")
    #expect(codes.contains("layer.missing-geometry"), "\(codes)")
    let read = told.closures.first {
      ($0["name"] as? String)?.hasPrefix("Features of buildings") == true
    }
    #expect(read?["whole"] as? Double == 44)
  }

  @Test(
    "a column `type` that holds \"Polygon\" is no use of buildings, and the plan says so and goes on"
  )
  func typeColumn() throws {
    var town = MiniTown().replacing(
      "use: {field: use, values: {house: singleFamily, flats: apartmentBlock}}",
      by: "use: {field: type, values: {house: singleFamily, flats: apartmentBlock}}")
    town.buildings = town.buildings.replacing(
      "\"floors\"", with: "\"type\": \"Polygon\", \"floors\"")
    let told = try plan(town)
    let found = told.check.filter { $0.message.contains("Polygon") }
    #expect(found.count == 1 && found[0].severity == .warning, "\(told.check)")
    #expect(told.check.contains { $0.code == "buildings.no-use" })
  }
}
