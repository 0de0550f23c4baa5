import Foundation
import Import
import PlanModel
import Testing

private let shared = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  .appending(path: "shared/data")
private let extracts = shared.appending(path: "osm").path()

struct BrokenFileTests {
  @Test(
    "what is no OpenStreetMap file gets one message",
    arguments: [
      ("", "osm.empty"), ("<!DOCTYPE html><html><body>404</body></html>", "osm.not-osm"),
      ("PK\u{3}\u{4}", "osm.not-osm"), ("<osm version=\"0.6\">", "osm.broken"),
      ("<osm version=\"0.6\"><node id=\"1\" lat=\"45", "osm.broken"),
      ("<osm version=\"0.6\"><node lat=\"45\" lon=\"10\"/></osm>", "osm.broken"),
      ("<osm version=\"0.6\"></osm>", "osm.empty"), ("<osm version=0.6></osm>", "osm.broken"),
      ("<osm><!-- </osm>", "osm.broken"), ("\u{1f}\u{8b}", "osm.not-osm"),
    ])
  func broken(text: String, code: String) throws {
    let failure = #expect(throws: PlanningFailure.self) { try Imported(Data(text.utf8)) }
    #expect(failure?.diagnostics.map(\.code) == [code])
  }

  @Test("places that are no numbers, and nodes that are not there, stop nothing")
  func oddPlaces() throws {
    let text = """
      <osm><node id="1" lat="x" lon="10"/><node id="2" lat="45" lon="10"/><node id="3" lat="999" lon="999"/>
      <node id="2" lat="46" lon="10"/><node id="4" lat="45.01" lon="10.01"/><node id="-5" lat="45.01" lon="10"/>
      <way id="1"><nd ref="1"/><nd ref="2"/><nd ref="4"/><nd ref="1"/><tag k="building" v="yes"/></way>
      <way id="2"><nd ref="2"/><nd ref="77"/><nd ref="4"/><nd ref="2"/><tag k="building" v="yes"/></way>
      <way id="3"><nd ref="2"/><nd ref="4"/><nd ref="-5"/><nd ref="2"/><tag k="building" v="yes"/></way></osm>
      """
    let made = try Imported(Data(text.utf8)) { $0.country = "IT" }
    #expect(try made.column("buildings", "osm_id") == ["way/3"])
    #expect(made.findings("osm.missing-nodes").first?.count == 1)
    #expect(made.text("completeness.csv").contains("elements with an id that was there before,1"))
  }

  @Test(
    "a binary file that is cut or changed anywhere is refused or read, never a crash",
    .enabled(
      if: FileManager.default.fileExists(atPath: extracts), "no extracts beside this checkout"))
  func cutBinary() throws {
    let path = extracts + "/rome_esquilino_2026.osm.pbf"
    let bytes = try Data(contentsOf: URL(filePath: path))
    for share in [0.0001, 0.01, 0.1, 0.5, 0.9, 0.9999] {
      let cut = bytes.prefix(Int(Double(bytes.count) * share))
      let failure = #expect(throws: PlanningFailure.self) { try Imported(cut) }
      #expect(failure?.diagnostics.count == 1)
      #expect(["osm.broken", "osm.not-osm"].contains(failure?.diagnostics.first?.code))
    }
    for position in stride(from: 3, to: bytes.count, by: bytes.count / 40) {
      var changed = bytes
      changed[position] ^= 0x55
      do { _ = try Imported(changed) } catch let failure as PlanningFailure {
        #expect(!failure.diagnostics.isEmpty)
      }
    }
  }

  @Test(
    "no file of the folders of broken inputs is taken for OpenStreetMap",
    .enabled(
      if: FileManager.default.fileExists(atPath: shared.appending(path: "suites").path()),
      "no suites beside this checkout"))
  func suites() throws {
    let folder = shared.appending(path: "suites")
    let files = try #require(FileManager.default.enumerator(atPath: folder.path()))
    var count = 0
    for case let file as String in files {
      let url = folder.appending(path: file)
      guard let bytes = try? Data(contentsOf: url) else { continue }
      count += 1
      #expect(throws: PlanningFailure.self, "\(file)") { try Imported(bytes) }
    }
    #expect(count > 100)
  }
}

/// Counts that independent tools find in real extracts (pyosmium 4 for elements and tags).
@Suite(
  .enabled(if: FileManager.default.fileExists(atPath: extracts), "no extracts beside this checkout")
)
struct RealExtractTests {
  private func imported(
    _ file: String, _ change: (inout OSMRequest) -> Void = { _ in }
  ) throws -> Imported {
    try Imported(Data(contentsOf: URL(filePath: extracts + "/" + file)), change)
  }

  @Test("Geneva has the elements and buildings that osmium counts, and no whole municipality")
  func geneva() throws {
    let made = try imported("geneva.osm.pbf")
    let table = made.text("completeness.csv")
    #expect(table.contains("file,ways,32636,,"))
    #expect(table.contains("file,buildings of closed ways,11641,,"))
    // 57 of more than three nodes; 63 more have one to three, which GDAL's driver and osmium count as closed.
    #expect(table.contains("left out,building ways that are not closed,57,,"))
    #expect(made.findings("osm.no-boundary").count == 1)
    #expect(made.text("completeness.md").contains("Genève (admin level 8, relation/1685488)"))
    #expect(made.result.country == "CH" && made.result.crs == "EPSG:2056")
  }

  @Test("Liechtenstein has its eleven municipalities for districts")
  func liechtenstein() throws {
    let made = try imported("liechtenstein_2015.osm.pbf") {
      $0.municipality = .named("Liechtenstein")
    }
    #expect(made.result.country == "LI" && made.result.crs == "EPSG:2056")
    #expect(made.result.districtKind == "boundaries of admin level 8")
    #expect(made.result.districts == 11)
    #expect(made.text("completeness.csv").contains("file,buildings of closed ways,8990,,"))
    let context = try GEOSAreas.sum(made.shapes("districts"))
    #expect(abs(context / 160.5e6 - 1) < 0.01, "the country has 160.5 km²")
  }

  @Test("north Bayreuth is read from gzip")
  func bayreuth() throws {
    let made = try imported("north_bayreuth_2014.osm.gz") { $0.country = "DE" }
    #expect(made.result.name == "Heinersreuth")
    #expect(made.result.buildings > 500)
  }

  @Test("the test cases of multipolygons are read to the end")
  func multipolygons() throws {
    let made = try imported("multipolygon_testcases.osm") { $0.country = "DE" }
    #expect(made.result.landUse > 50)
  }
}
