import Foundation
import GEOSBinding
import Import
import PlanModel
import Testing

private let extracts = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  .appending(path: "shared/data/osm").path()
private let ogrinfo = "/usr/bin/ogrinfo"

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
    #expect(made.count("file", "nodes") == 168_716)
    #expect(made.count("file", "ways") == 32636)
    #expect(made.count("file", "relations") == 1260)
    #expect(made.count("file", "closed ways with building") == 11641)
    #expect(made.count("file", "relations with building") == 40)
    // 57 of several nodes whose ends do not meet, and 63 of one to three nodes.
    #expect(made.count("file", "other ways with building") == 120)
    #expect(made.count("buildings left out", "way that is not closed") == 57)
    #expect(made.unaccounted == 0)
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
    #expect(made.count("file", "closed ways with building") == 8990)
    #expect(made.unaccounted == 0)
    // The villages' nodes bear the people of their municipalities; the country had 37 129 at the end of 2013.
    #expect(made.result.population == 36838)
    let context = try GEOSAreas.sum(made.shapes("districts"))
    #expect(abs(context / 160.5e6 - 1) < 0.01, "the country has 160.5 km²")
  }

  @Test(
    "as many buildings become areas as GDAL's driver finds",
    .enabled(if: FileManager.default.isExecutableFile(atPath: ogrinfo), "no ogrinfo here"),
    arguments: [
      ("liechtenstein_2015.osm.pbf", 8994), ("monaco_2021.osm.pbf", 1207),
      ("karlsruhe_kirchfeld_2026.osm.pbf", 2995), ("rome_esquilino_2026.osm.pbf", 714),
    ])
  func agreesWithGDAL(file: String, count: Int) throws {
    let process = Process()
    process.executableURL = URL(filePath: ogrinfo)
    process.arguments = [
      "-q", extracts + "/" + file, "-dialect", "SQLITE", "-sql",
      "SELECT count(*) AS n FROM multipolygons WHERE building IS NOT NULL",
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(text.contains("n (Integer) = \(count)"), "\(text)")
    let made = try imported(file)
    #expect(made.buildingAreas == count)
    #expect(made.unaccounted == 0)
  }

  @Test("north Bayreuth is read from gzip")
  func bayreuth() throws {
    let made = try imported("north_bayreuth_2014.osm.gz") { $0.country = "DE" }
    #expect(made.result.name == "Heinersreuth")
    #expect(made.result.buildings > 500)
  }

  @Test("the test cases of multipolygons are read to the end")
  func multipolygons() throws {
    // The cases are spread over the whole world; here they are drawn together to a hundredth.
    let file = URL(filePath: extracts + "/multipolygon_testcases.osm")
    let text = try String(contentsOf: file, encoding: .utf8)
      .replacing(/(lat|lon)='([-0-9.]+)'/) { match in
        let degrees = (Double(match.2) ?? .nan) / 100 + (match.1 == "lat" ? 45 : 10)
        return "\(match.1)='\(degrees)'"
      }
      .replacing(
        "<tag k='type' v='multipolygon' />",
        with: "<tag k='type' v='multipolygon' /><tag k='landuse' v='forest' />")
    let made = try Imported(Data(text.utf8)) { $0.country = "DE" }
    // Of its 31 multipolygons 24 have an area; the rest are named, each for one reason.
    #expect(made.result.landUse == 24)
    let leftOut = ["osm.missing-members", "osm.open-relations", "osm.lost", "osm.too-few-nodes"]
      .flatMap { made.findings($0) }
    #expect(leftOut.reduce(0) { $0 + $1.count } >= 7)
    let context = try GEOSContext()
    for shape in try made.shapes("land_use") {
      #expect(try context.read(wkb: shape).isValid())
    }
  }
}
