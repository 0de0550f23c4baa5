import Foundation
import Layers
import PlanModel
import Testing

/// Runs only where the shared real data are at hand; they are too large and too mixed in licence to ship.
@Suite("Real layers")
struct RealDataTests {
  @Test(
    "Děčany: all 310 building records are accounted for",
    .enabled(if: sharedData("decany-cz") != nil, "the shared data are not at hand"))
  func decany() throws {
    let path = try #require(sharedData("decany-cz")) + "/decany_ruian_derived.gpkg"
    let krovak = try resolveCRS("EPSG:5514").get()
    var source = LayerSource(name: "buildings", source: path)
    source.layer = "StavebniObjekt"
    source.idField = "Kod"
    source.fields = [
      FieldSource(role: "levels", field: "PocetPodlazi", isNumber: true),
      FieldSource(role: "dwellings", field: "PocetBytu", isNumber: true),
    ]
    let reading = read(source, into: krovak, expecting: .polygonsOrPoints)
    let layer = try #require(reading.layer, "\(reading.diagnostics)")
    #expect(reading.report.read == 310)
    #expect(layer.count == 310)
    #expect(reading.isAccountedFor)
    #expect(layer.numbers("levels")?.present.missingCount == 310 - 175)
    #expect(layer.numbers("dwellings")?.present.missingCount == 310 - 209)
    #expect(!reading.diagnostics.containError, "\(reading.diagnostics)")
    var districts = LayerSource(name: "districts", source: path)
    districts.layer = "Zsj"
    #expect(planCRS(declared: nil, districts: districts).crs?.definition == "EPSG:5514")
    let zsj = read(districts, into: krovak, expecting: .polygons)
    #expect(zsj.layer?.count == 4)
    let bothWays = readByBothWays(source, into: krovak)
    #expect(isSame(bothWays.stream.layer, bothWays.rows.layer))
  }

  @Test(
    "Melque: INSPIRE GML is read without leaving a file beside it",
    .enabled(if: sharedData("melque-es") != nil, "the shared data are not at hand"))
  func melque() throws {
    let folder = try Folder()
    let original = try #require(sharedData("melque-es")) + "/A.ES.SDGC.BU.40146.building.gml"
    let path = folder.file("building.gml")
    try FileManager.default.copyItem(atPath: original, toPath: path)
    var source = LayerSource(name: "buildings", source: path)
    source.layer = "Building"
    source.idField = "localId"
    source.fields = [
      FieldSource(role: "use", field: "currentUse", isNumber: false),
      FieldSource(role: "dwellings", field: "numberOfDwellings", isNumber: true),
      FieldSource(role: "year", field: "beginning", isNumber: true),
    ]
    let utm30 = try resolveCRS("EPSG:25830").get()
    let reading = read(source, into: utm30, expecting: .polygons)
    let layer = try #require(reading.layer, "\(reading.diagnostics)")
    #expect(reading.report.read == 246)
    #expect(reading.isAccountedFor)
    #expect(reading.report.crs.definition == "EPSG:25830")
    let years = try #require(layer.numbers("year"))
    #expect((0..<layer.count).compactMap { years[$0] }.allSatisfy { (1000...2030).contains($0) })
    #expect(years.present.missingCount < 246)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["building.gml"])
  }

  @Test(
    "no file of the suites stops a run, and each that gives no layer says why",
    .enabled(if: sharedData("suites") != nil, "the shared data are not at hand"),
    arguments: sharedFiles("suites/geojson", [".geojson", ".json"])
      + sharedFiles("suites/geopackage", [".gpkg"])
      + sharedFiles("suites/shapefile", [".shp", ".geojson", ".csv"])
      + sharedFiles("suites/zonal", [".shp", ".geojson"]))
  func suites(path: String) {
    let wgs84 = CRS(definition: "EPSG:3857", name: "WGS 84 / Pseudo-Mercator", isMetric: true)
    let reading = read(LayerSource(path) { $0.crs = "EPSG:4326" }, into: wgs84)
    if reading.layer == nil {
      #expect(reading.diagnostics.containError)
    } else {
      #expect(reading.isAccountedFor)
      let rows = readByBothWays(LayerSource(path) { $0.crs = "EPSG:4326" }, into: wgs84)
      #expect(isSame(rows.stream.layer, rows.rows.layer))
    }
    for diagnostic in reading.diagnostics where diagnostic.severity == .error {
      #expect(!diagnostic.remedy.isEmpty)
    }
  }

  @Test(
    "a zipped GeoPackage of a real town is read",
    .enabled(if: sharedData("vichy-fr") != nil, "the shared data are not at hand"))
  func vichy() throws {
    let path = try #require(sharedData("vichy-fr")) + "/v0_1-FRA_1_2_3_11_1-Vichy.gpkg.zip"
    let laea = try resolveCRS("EPSG:3035").get()
    let reading = read(
      LayerSource(path, fields: [FieldSource(role: "height", field: "height", isNumber: true)]),
      into: laea)
    #expect(reading.report.read == 11_141, "\(reading.diagnostics)")
    #expect(reading.layer?.numbers("height")?.present.missingCount == 11_141 - 9_518)
  }
}
