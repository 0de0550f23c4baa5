import Foundation
import GDALBinding
import Layers
import PlanModel
import Planning
import TestSupport
import Testing

private let shared = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  .appending(path: "shared/data").path(percentEncoded: false)

/// Cells of 100 m in LAEA Europe near Aachen, which 0 leaves empty.
///
/// 2 is discontinuous urban fabric, 12 arable land, 23 broad-leaved forest; two cells of forest touch at a corner only.
private let cells: [Float] = [
  2, 2, 12, 12,
  2, 23, 12, 12,
  12, 12, 23, 12,
  0, 12, 12, 12,
]

private func raster(_ values: [Float], at path: String) throws {
  try writeGeoTIFF(
    OutputRaster(
      crs: "EPSG:3035", originX: 4_040_000, originY: 3_080_000, cellWidth: 100, cellHeight: 100,
      columns: 4, values: values, nodata: 0), to: path)
}

private func areas(_ folder: String) throws -> [String: (count: Int, area: Double)] {
  let crs = try #require(try? resolveCRS("EPSG:3035").get())
  var source = LayerSource(name: "land", source: folder + "/data/corine.gpkg")
  source.fields = [FieldSource(role: "class", field: "class", isNumber: false)]
  let reading = readLayer(
    source, into: crs, expecting: .polygons, within: nil, workers: Workers(1))
  #expect(!reading.diagnostics.contains { $0.code == "layer.repaired" }, "\(reading.diagnostics)")
  let layer = try #require(reading.layer)
  var found: [String: (count: Int, area: Double)] = [:]
  for row in 0..<layer.count {
    let name = layer.texts("class")?[row] ?? "none"
    let before = found[name] ?? (0, 0)
    found[name] = (before.count + 1, before.area + shoelace(layer.geometry.row(row)))
  }
  return found
}

/// The area of a polygon or multipolygon in little-endian well-known binary; outer rings count and holes are taken away.
private func shoelace(_ wkb: [UInt8]) -> Double {
  var position = 1
  func integer() -> Int {
    defer { position += 4 }
    return (0..<4).reduce(0) { $0 | Int(wkb[position + $1]) << (8 * $1) }
  }
  func number() -> Double {
    defer { position += 8 }
    return Double(
      bitPattern: (0..<8).reduce(UInt64(0)) { $0 | UInt64(wkb[position + $1]) << UInt64(8 * $1) })
  }
  let isPolygon = integer() == 3
  var sum = 0.0
  for _ in 0..<(isPolygon ? 1 : integer()) {
    if !isPolygon { position += 5 }
    for ring in 0..<integer() {
      let count = integer()
      var corners: [(x: Double, y: Double)] = []
      for _ in 0..<count {
        let x = number()
        corners.append((x, number()))
      }
      var twice = 0.0
      // From a corner of the ring itself no digits are lost.
      let (x, y) = corners[0]
      for (a, b) in zip(corners, corners.dropFirst()) {
        twice += (a.x - x) * (b.y - y) - (b.x - x) * (a.y - y)
      }
      sum += (ring == 0 ? 1 : -1) * abs(twice) / 2
    }
  }
  return sum
}

@Suite struct RasterImportTests {
  @Test("cells of CORINE become areas in the plan's words, and their areas are those of the cells")
  func cellsBecomeAreas() throws {
    let folder = try TemporaryFolder()
    try raster(cells, at: folder.path("U2018_CLC2018_V2020_20u1.tif"))
    var order = ProfileOrder(
      profile: "corine", files: [folder.path("U2018_CLC2018_V2020_20u1.tif")])
    order.country = "DE"
    order.crs = "EPSG:3035"
    let made = try importByProfile(order, into: folder.path("town"), workers: Workers(2))
    #expect(made.diagnostics.allSatisfy { $0.severity == .note }, "\(made.diagnostics)")
    let found = try areas(folder.path("town"))
    #expect(found["built"]?.count == 1)
    #expect(found["built"]?.area == 30_000)
    // Cells that touch at a corner only are two areas.
    #expect(found["forest"]?.count == 2)
    #expect(found["forest"]?.area == 20_000)
    #expect(found["arable"]?.area == 100_000, "\(found)")
    #expect(found.count == 3)
  }

  @Test("codes of three digits mean the same as the numbers of cells")
  func codes() throws {
    let folder = try TemporaryFolder()
    let codes: [Float: Float] = [2: 112, 12: 211, 23: 311]
    try raster(cells.map { codes[$0] ?? 0 }, at: folder.path("clc.tif"))
    var order = ProfileOrder(profile: "corine", files: [folder.path("clc.tif")])
    order.country = "DE"
    order.crs = "EPSG:3035"
    _ = try importByProfile(order, into: folder.path("town"), workers: Workers(1))
    let found = try areas(folder.path("town"))
    let sums: [String: Double] = found.mapValues(\.area)
    #expect(sums == ["built": 30_000, "forest": 20_000, "arable": 100_000])
  }

  @Test("neighbours still share their borders in the plan's CRS")
  func noSlivers() throws {
    let folder = try TemporaryFolder()
    // One long area beside short ones: without its inner corners its edge would be straight in the other CRS.
    var stripes: [Float] = []
    for row in 0..<1000 {
      let short = Float(15 + row % 8)
      stripes += [12, short, short, short]
    }
    try raster(stripes, at: folder.path("clc.tif"))
    var order = ProfileOrder(profile: "corine", files: [folder.path("clc.tif")])
    order.country = "DE"
    order.crs = "EPSG:25832"
    _ = try importByProfile(order, into: folder.path("town"), workers: Workers(2))
    let crs = try #require(try? resolveCRS("EPSG:25832").get())
    let reading = readLayer(
      LayerSource(name: "land", source: folder.path("town/data/corine.gpkg")), into: crs,
      expecting: .polygons, within: nil, workers: Workers(1))
    let geometry = try #require(reading.layer).geometry
    let sum = (0..<geometry.count).reduce(0.0) { $0 + shoelace(geometry.row($1)) }
    // The same shape in one piece, drawn with all its corners.
    try raster(Array(repeating: 12, count: 4000), at: folder.path("one.tif"))
    var whole = ProfileOrder(profile: "corine", files: [folder.path("one.tif")])
    whole.country = "DE"
    whole.crs = "EPSG:25832"
    _ = try importByProfile(whole, into: folder.path("whole"), workers: Workers(2))
    let one = readLayer(
      LayerSource(name: "land", source: folder.path("whole/data/corine.gpkg")), into: crs,
      expecting: .polygons, within: nil, workers: Workers(1))
    let single = try #require(one.layer).geometry
    #expect(single.count == 1)
    #expect(abs(shoelace(single.row(0)) - sum) < 0.01, "\(sum)")
  }

  @Test("of a raster only the surroundings of the plan's districts are taken")
  func surroundings() throws {
    let folder = try TemporaryFolder()
    // 40 km of cells of 100 m; the district is the square kilometre in its middle.
    let wide = (0..<400 * 400).map { Float($0 % 400 < 200 ? 12 : 23) }
    try writeGeoTIFF(
      OutputRaster(
        crs: "EPSG:3035", originX: 4_040_000, originY: 3_080_000, cellWidth: 100, cellHeight: 100,
        columns: 400, values: wide, nodata: 0), to: folder.path("clc.tif"))
    let corners =
      "[4059500,3059500],[4060500,3059500],[4060500,3060500],[4059500,3060500],[4059500,3059500]"
    try Data(
      """
      {"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:3035"}},"features":[{"type":"Feature","properties":{"code":"a"},"geometry":{"type":"Polygon","coordinates":[[\(corners)]]}}]}
      """.utf8
    ).write(to: URL(filePath: folder.path("areas.geojson")))
    try Data(
      "commongroundProfile: 1\nname: areas\nrole: districts\nid: [code]\nfields: {name: code}\n"
        .utf8
    ).write(to: URL(filePath: folder.path("areas.yaml")))
    var order = ProfileOrder(
      profile: folder.path("areas.yaml"), files: [folder.path("areas.geojson")])
    order.country = "DE"
    _ = try importByProfile(order, into: folder.path("town"), workers: Workers(2))
    let land = ProfileOrder(profile: "corine", files: [folder.path("clc.tif")])
    let made = try importByProfile(land, into: folder.path("town"), workers: Workers(2))
    #expect(made.summary.contains { $0.contains("5000 m of the districts") }, "\(made.summary)")
    let found = try areas(folder.path("town"))
    // The district with 5 km and one cell on each side.
    #expect(found.mapValues(\.count) == ["arable": 1, "forest": 1])
    let all: Double = found.values.map(\.area).reduce(0, +)
    #expect(all == 125_440_000, "\(found)")
    #expect(!checkPlan(at: folder.path("town"), settings: RunSettings()).diagnostics.containError)
  }

  @Test("a raster of measures, and one that lies elsewhere, are told apart from land use")
  func wrong() throws {
    let folder = try TemporaryFolder()
    try raster(cells.map { $0 + 0.5 }, at: folder.path("heights.tif"))
    var order = ProfileOrder(profile: "corine", files: [folder.path("heights.tif")])
    order.country = "DE"
    let failure = #expect(throws: PlanningFailure.self) {
      try importByProfile(order, into: folder.path("town"), workers: Workers(1))
    }
    #expect(failure?.diagnostics.map(\.code) == ["raster.not-classes"])
    #expect(!FileManager.default.fileExists(atPath: folder.path("town")))
  }

  @Test("a new plan is never of a country that nobody named")
  func country() throws {
    let folder = try TemporaryFolder()
    try raster(cells, at: folder.path("clc.tif"))
    var order = ProfileOrder(profile: "corine", files: [folder.path("clc.tif")])
    order.crs = "EPSG:3035"
    let failure = #expect(throws: PlanningFailure.self) {
      try importByProfile(order, into: folder.path("town"), workers: Workers(1))
    }
    #expect(failure?.diagnostics.map(\.code) == ["import.no-country"])
    let profile = """
      commongroundProfile: 1
      name: ours
      role: landUse
      country: EE
      fields: {class: {field: value, values: {"2": built}, otherwise: forest}}
      """
    try Data(profile.utf8).write(to: URL(filePath: folder.path("ours.yaml")))
    order.profile = folder.path("ours.yaml")
    _ = try importByProfile(order, into: folder.path("town"), workers: Workers(1))
    let text = try String(contentsOfFile: folder.path("town/plan.yaml"), encoding: .utf8)
    #expect(text.contains("\ncountry: EE\n"))
    try Data(profile.replacing("EE", with: "Estland").utf8)
      .write(to: URL(filePath: folder.path("ours.yaml")))
    let wrong = #expect(throws: PlanningFailure.self) {
      try importByProfile(order, into: folder.path("other"), workers: Workers(1))
    }
    #expect(wrong?.diagnostics.first?.place.line == 4, "\(String(describing: wrong))")
  }

  @Test(
    "the raster of Aachen has as many hectares of each kind as it has cells",
    .enabled(
      if: FileManager.default.fileExists(atPath: shared + "/aachen-de"),
      "the shared real data are not at hand"))
  func aachen() throws {
    let folder = try TemporaryFolder()
    var order = ProfileOrder(
      profile: "corine", files: [shared + "/aachen-de/clc-aachen_clipped.tif"])
    order.country = "DE"
    order.crs = "EPSG:3035"
    _ = try importByProfile(order, into: folder.path("town"), workers: Workers(2))
    let hectares = try areas(folder.path("town")).mapValues { $0.area / 10_000 }
    // Counts of cells by gdalinfo -hist.
    #expect(hectares["built"] == 80349.0)
    #expect(hectares["industrial"] == 22135.0)
    #expect(hectares["forest"] == 173125.0)
    #expect(hectares["water"] == 4187.0)
    let all: Double = hectares.values.reduce(0, +)
    #expect(all == 653_400)
  }
}
