import GDALBinding
import Layers
import PlanModel
import TestSupport
import Testing

@Suite("Coordinate reference systems")
struct CRSTests {
  @Test("a layer without a CRS is an error that says how to declare one")
  func noCRS() throws {
    let folder = try Folder()
    try writeSample(to: folder.file("a.shp"), driver: "ESRI Shapefile", rows: 5, crs: nil)
    let reading = read(LayerSource(folder.file("a.shp")))
    #expect(reading.codes == ["layer.no-crs"])
    #expect(reading.diagnostics[0].remedy.contains("crs: EPSG:"))
    #expect(reading.layer == nil)
    #expect(read(LayerSource(folder.file("a.shp")) { $0.crs = "EPSG:25832" }).layer?.count == 5)
  }

  @Test("the CRS of a Shapefile is recognised by its parameters")
  func identified() throws {
    let folder = try Folder()
    try writeSample(to: folder.file("a.shp"), driver: "ESRI Shapefile", rows: 5)
    #expect(read(LayerSource(folder.file("a.shp"))).report.crs.definition == "EPSG:25832")
  }

  @Test(
    "codes, names and texts resolve; what is unknown or places nothing does not",
    arguments: [
      ("EPSG:25832", "EPSG:25832"), ("epsg:5514", "EPSG:5514"),
      ("ETRS89 / UTM zone 32N", "EPSG:25832"),
      ("urn:ogc:def:crs:EPSG::4326", "EPSG:4326"), ("EPSG:7415", "EPSG:28992"),
      ("EPSG:99999", nil), ("25832", nil), ("UTM zone 32", nil), ("", nil), ("EPSG:5703", nil),
      ("rubbish", nil),
    ] as [(String, String?)])
  func resolving(text: String, definition: String?) {
    let result = resolveCRS(text)
    #expect((try? result.get())?.definition == definition)
    if case .failure(let diagnostic) = result {
      #expect(diagnostic.severity == .error && !diagnostic.remedy.isEmpty)
    }
  }

  @Test("degrees come out in metres where they belong")
  func transformation() throws {
    let folder = try Folder()
    // The central meridian of zone 32 at 45° north is x = 500 000 exactly.
    let path = try folder.write(
      geoJSON([("{}", "{\"type\":\"Point\",\"coordinates\":[9,45]}")], crs: nil), to: "a.geojson")
    let reading = read(LayerSource(path))
    let row = try #require(reading.layer?.geometry.row(0))
    let point = Shapes.point(500_000, 4_982_950.400_215_61)
    #expect(zip(row, point).allSatisfy { $0 == $1 } || isNear(row, 500_000, 4_982_950.400_2))
    #expect(reading.diagnostic("layer.transformed") != nil)
  }

  @Test("a file in latitude, longitude and one in longitude, latitude give one result")
  func swappedAxes() throws {
    let folder = try Folder()
    let right = try folder.write(
      geoJSON([("{}", rectangle(11, 45, 11.01, 45.01))], crs: nil), to: "right.geojson")
    let swapped = try folder.write(
      geoJSON(
        [("{}", polygon("[45,11],[45,11.01],[45.01,11.01],[45.01,11],[45,11]"))], crs: nil),
      to: "swapped.geojson")
    let first = read(LayerSource(right))
    let second = read(LayerSource(swapped))
    #expect(first.layer?.geometry.bytes == second.layer?.geometry.bytes)
    #expect(first.diagnostic("layer.swapped-axes") == nil)
    #expect(second.diagnostic("layer.swapped-axes")?.severity == .warning)
  }

  @Test("coordinates that no CRS of the layer explains are told")
  func outside() throws {
    let folder = try Folder()
    let path = try folder.write(geoJSON([("{}", rectangle(5, 5, 6, 6))]), to: "a.geojson")
    let found = read(LayerSource(path)).diagnostics.first { $0.code == "layer.outside-crs-area" }
    #expect(found != nil)
    // Where the layer is in the plan's CRS, its name is said once.
    let inPlan = read(
      LayerSource(
        try folder.write(geoJSON([("{}", rectangle(5, 5, 6, 6))]), to: "b.geojson")
      ) { $0.crs = "EPSG:25832" })
    let message = inPlan.diagnostics.first { $0.code == "layer.outside-crs-area" }?.message ?? ""
    #expect(message.split(separator: "UTM").count == 2, "\(inPlan.diagnostics)")
  }

  @Test("a transformed layer keeps its count, and comes back to a micrometre")
  func roundTrip() throws {
    let rows = (0..<500).map {
      Shapes.rectangle(500_000 + Double($0), 5_000_000, 500_010, 5_000_010)
    }
    let column = GeometryColumn(rows: rows + [[]])
    let utm33 = try resolveCRS("EPSG:25833").get()
    let there = try transformed(column, from: utm32, to: utm33, workers: Workers(2))
    #expect(there.count == 501)
    #expect(there.isMissing(500))
    let back = try transformed(there, from: utm33, to: utm32, workers: Workers(1))
    for row in 0..<500 {
      let (a, b) = (coordinates(column.row(row)), coordinates(back.row(row)))
      #expect(zip(a, b).allSatisfy { abs($0 - $1) < 1e-6 })
    }
    #expect(
      try transformed(column, from: utm32, to: utm32, workers: Workers(1)).bytes == column.bytes)
  }

  @Test("the plan's CRS is the declared one where it is metric and true to area")
  func declared() throws {
    let folder = try Folder()
    let path = try folder.write(
      geoJSON([("{}", rectangle(11, 45, 11.1, 45.1))], crs: nil), to: "a.geojson")
    let districts = LayerSource(path)
    #expect(planCRS(declared: "EPSG:25832", districts: districts).crs?.definition == "EPSG:25832")
    #expect(
      planCRS(declared: "EPSG:4326", districts: districts).diagnostics[0].code == "crs.not-metric")
    #expect(
      planCRS(declared: "EPSG:3857", districts: districts).diagnostics[0].code
        == "crs.distorts-area")
    #expect(planCRS(declared: "EPSG:0", districts: districts).diagnostics[0].code == "crs.unknown")
  }

  @Test(
    "without a declaration it is derived from the districts",
    arguments: [
      ([11, 45, 11.1, 45.1], "EPSG:25832"), ([-70, -33, -69.9, -32.9], "EPSG:32719"),
      ([-3, 40, 20, 50], "EPSG:3035"), ([174, -41, 174.1, -40.9], "EPSG:32760"),
    ] as [([Double], String)])
  func derived(box: [Double], definition: String) throws {
    let folder = try Folder()
    let path = try folder.write(
      geoJSON([("{}", rectangle(box[0], box[1], box[2], box[3]))], crs: nil), to: "a.geojson")
    let (crs, diagnostics) = planCRS(declared: nil, districts: LayerSource(path))
    #expect(crs?.definition == definition)
    #expect(diagnostics.map(\.code) == ["crs.derived"])
    let projected = try folder.write(
      geoJSON([("{}", rectangle(500_000, 5_000_000, 500_100, 5_000_100))]), to: "b.geojson")
    #expect(
      planCRS(declared: nil, districts: LayerSource(projected)).crs?.definition == "EPSG:25832")
    let mercator = try folder.write(
      geoJSON([("{}", rectangle(1_220_000, 5_600_000, 1_221_000, 5_601_000))], crs: "EPSG:3857"),
      to: "c.geojson")
    #expect(
      planCRS(declared: nil, districts: LayerSource(mercator)).crs?.definition == "EPSG:25832")
  }

  private func coordinates(_ wkb: [UInt8]) -> [Double] {
    stride(from: 13, to: wkb.count, by: 8).map { start in
      Double(bitPattern: (0..<8).reduce(0) { $0 | UInt64(wkb[start + $1]) << UInt64(8 * $1) })
    }
  }

  private func isNear(_ wkb: [UInt8], _ x: Double, _ y: Double) -> Bool {
    let values = stride(from: 5, to: 21, by: 8).map { start in
      Double(bitPattern: (0..<8).reduce(0) { $0 | UInt64(wkb[start + $1]) << UInt64(8 * $1) })
    }
    return abs(values[0] - x) < 1e-3 && abs(values[1] - y) < 1e-3
  }
}
