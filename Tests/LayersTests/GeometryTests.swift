import Foundation
import GDALBinding
import PlanModel
import TestSupport
import Testing

@testable import Layers

/// The layer of one GeoJSON geometry, x and y near 500 km, 5000 km.
private func reading(
  of geometry: String, expecting: GeometryExpectation = .any
) throws -> LayerReading {
  let folder = try Folder()
  let path = try folder.write(geoJSON([("{}", geometry)]), to: "a.geojson")
  return read(LayerSource(path), expecting: expecting)
}

private func ring(_ corners: [(Double, Double)]) -> String {
  corners.map { "[\(500_000 + $0.0),\(5_000_000 + $0.1)]" }.joined(separator: ",")
}

/// Each kind of invalidity that GEOS tells apart, with the area that is left.
private let invalid: [(name: String, geometry: String, reason: String, area: Double)] = [
  (
    "a bow tie", polygon(ring([(0, 0), (10, 10), (10, 0), (0, 10), (0, 0)])),
    "Self-intersection", 50
  ),
  (
    "a ring that touches itself",
    polygon(ring([(0, 0), (10, 0), (5, 5), (10, 10), (0, 10), (5, 5), (0, 0)])),
    "Ring Self-intersection", 50
  ),
  (
    "a hole outside of its shell",
    "{\"type\":\"Polygon\",\"coordinates\":[[\(ring([(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)]))],"
      + "[\(ring([(20, 0), (22, 0), (22, 2), (20, 2), (20, 0)]))]]}",
    "Hole lies outside shell", 104
  ),
  (
    "a hole in a hole",
    "{\"type\":\"Polygon\",\"coordinates\":[[\(ring([(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)]))],"
      + "[\(ring([(2, 2), (8, 2), (8, 8), (2, 8), (2, 2)]))],"
      + "[\(ring([(4, 4), (6, 4), (6, 6), (4, 6), (4, 4)]))]]}",
    "Holes are nested", 64
  ),
  (
    "a shell in a shell",
    "{\"type\":\"MultiPolygon\",\"coordinates\":[[[\(ring([(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)]))]],"
      + "[[\(ring([(2, 2), (8, 2), (8, 8), (2, 8), (2, 2)]))]]]}",
    "Nested shells", 100
  ),
  (
    "an interior cut in two",
    "{\"type\":\"Polygon\",\"coordinates\":[[\(ring([(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)]))],"
      + "[\(ring([(5, 0), (10, 5), (5, 10), (0, 5), (5, 0)]))]]}",
    "Interior is disconnected", 50
  ),
  (
    "a ring twice",
    "{\"type\":\"MultiPolygon\",\"coordinates\":[[[\(ring([(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)]))]],"
      + "[[\(ring([(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)]))]]]}",
    "Self-intersection", 100
  ),
  (
    "a ring without an area", polygon(ring([(0, 0), (10, 0), (0, 0), (10, 0), (0, 0)])),
    "Self-intersection", 0
  ),
  (
    "a ring of two points", polygon(ring([(0, 0), (10, 0), (0, 0)])), "Too few points in geometry",
    0
  ),
  (
    "a spike", polygon(ring([(0, 0), (10, 0), (10, 10), (10, 20), (10, 10), (0, 10), (0, 0)])),
    "Ring Self-intersection", 100
  ),
  (
    "an open ring", polygon(ring([(0, 0), (10, 0), (10, 10), (0, 10)])), "Ring not closed", 100
  ),
]

@Suite("Geometries")
struct GeometryTests {
  @Test("invalid polygons are mended and told", arguments: invalid.indices)
  func repair(index: Int) throws {
    let (name, geometry, reason, area) = invalid[index]
    let reading = try reading(of: geometry, expecting: .polygons)
    let repair = try #require(reading.report.repairs.first, "\(name): \(reading.diagnostics)")
    #expect(repair.reason == reason, "\(name)")
    #expect(abs(repair.areaAfter - area) < 1e-6, "\(name)")
    #expect((499_990...500_030).contains(repair.x) && (4_999_990...5_000_030).contains(repair.y))
    let layer = try #require(reading.layer)
    #expect(layer.count == 1)
    var reader = ShapeReader()
    reader.append(layer.geometry[0])
    #expect(abs(reader.chunk.area(of: 0) - area) < 1e-6, "\(name)")
    #expect(layer.geometry.isMissing(0) == (area == 0))
    #expect(reading.diagnostic("layer.repaired")?.count == 1)
    #expect(!reading.diagnostics.containError)
    #expect(reading.isAccountedFor)
  }

  @Test("what the quick proof calls valid, GEOS calls valid, and it knows most simple rings")
  func quickProof() throws {
    var seed: UInt64 = 7
    func random() -> Double {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      // A coarse grid, so that touching and collinear edges are frequent.
      return Double((seed >> 33) % 12)
    }
    var rows: [[UInt8]] = []
    for _ in 0..<4000 {
      let corners = (0..<Int(3 + random() / 2)).map { _ in (x: random(), y: random()) }
      rows.append(Shapes.polygon(corners))
    }
    // Stars of up to 90 corners, some with one corner thrown far off.
    for star in 0..<400 {
      let count = 5 + Int(random() * 7)
      var corners = (0..<count).map { corner in
        let turn = 4 * Double(corner) / Double(count)
        let along = turn - turn.rounded(.down)
        let radius = 50 + random()
        return switch Int(turn) {
        case 0: (x: radius * (1 - along), y: radius * along)
        case 1: (x: -radius * along, y: radius * (1 - along))
        case 2: (x: radius * (along - 1), y: -radius * along)
        default: (x: radius * along, y: radius * (along - 1))
        }
      }
      if star % 3 == 0 { corners[star % count] = (random() * 9, random() * -9) }
      rows.append(Shapes.polygon(corners))
    }
    var reader = ShapeReader()
    let column = GeometryColumn(rows: rows)
    for row in 0..<rows.count { reader.append(column[row]) }
    let isValid = try geosValidity(of: column)
    var proved = 0
    var ring = SimpleRing()
    for row in 0..<rows.count {
      // The proof on the bytes is the proof on the coordinates taken apart.
      let isRead = ring.read(column[row], reach: 1e8)
      #expect(isRead)
      #expect(ring.isCertainlyValid == reader.chunk.isCertainlyValid(row))
      if !reader.chunk.isCertainlyValid(row) { continue }
      #expect(isValid[row], "row \(row)")
      proved += 1
    }
    // Three random corners are nearly always a triangle: the proof must find those.
    #expect(proved > 1300)
    #expect(proved <= isValid.count { $0 })
  }

  @Test(
    "heights and measures are left out, curves become lines, collections become their highest kind")
  func awkward() throws {
    let folder = try Folder()
    let wkt = [
      "POLYGON Z ((0 0 5,10 0 5,10 10 6,0 0 5))", "POINT ZM (1 2 3 4)", "POINT M (1 2 3)",
      "CURVEPOLYGON (CIRCULARSTRING (0 0,10 10,20 0,10 -10,0 0))",
      "GEOMETRYCOLLECTION (POLYGON ((0 0,1 0,1 1,0 0)),POLYGON ((5 5,6 5,6 6,5 5)))",
      "GEOMETRYCOLLECTION (POINT (3 3),POLYGON ((0 0,1 0,1 1,0 0)))",
      "GEOMETRYCOLLECTION EMPTY", "POLYGON EMPTY", "POINT EMPTY", "MULTIPOINT (1 1,2 2)",
      "LINESTRING (0 0,1 1)", "COMPOUNDCURVE ((0 0,1 1),CIRCULARSTRING (1 1,2 2,3 1))",
      "TRIANGLE ((0 0,4 0,0 4,0 0))",
      "TIN (((0 0,4 0,0 4,0 0)),((4 0,4 4,0 4,4 0)))",
      "MULTISURFACE (((0 0,1 0,1 1,0 0)),CURVEPOLYGON ((5 5,6 5,6 6,5 5)))",
    ]
    let text = "id,WKT\n" + wkt.enumerated().map { "\($0),\"\($1)\"" }.joined(separator: "\n")
    let path = try folder.write(text, to: "a.csv")
    let reading = read(LayerSource(path) { $0.crs = "EPSG:25832" })
    let layer = try #require(reading.layer, "\(reading.diagnostics)")
    var reader = ShapeReader()
    for row in 0..<layer.count { reader.append(layer.geometry[row]) }
    let kinds: [ShapeChunk.Kind] = [
      .polygon, .point, .point, .polygon, .polygon, .polygon, .missing, .missing, .missing, .point,
      .line, .line, .polygon, .polygon, .polygon,
    ]
    #expect(reader.chunk.kinds == kinds)
    #expect(layer.geometry.row(1) == Shapes.point(1, 2))
    #expect(layer.geometry.row(0) == Shapes.polygon([(0, 0), (10, 0), (10, 10)]))
    // A circle of radius 10, as chords of 4 degrees: 100 π less a fifth of a percent.
    #expect(abs(reader.chunk.area(of: 3) - 100 * Double.pi) < 1)
    #expect(reading.diagnostic("layer.mixed-geometry")?.count == 1)
    #expect(reading.isAccountedFor)
    #expect(
      read(LayerSource(path) { $0.crs = "EPSG:25832" }, expecting: .polygonsOrPoints).report.dropped
        == 2)
    let polygons = read(LayerSource(path) { $0.crs = "EPSG:25832" }, expecting: .polygons)
    #expect(polygons.report.dropped == 5)
    #expect(polygons.diagnostic("layer.unwanted-geometry")?.count == 5)
    #expect(polygons.layer?.count == 10)
  }

  @Test("coordinates that are NaN or infinite drop the feature, with its id")
  func notFinite() throws {
    let folder = try Folder()
    let corner = (x: 500_000.0, y: 5_000_000.0)
    // The driver refuses to write them, so the bytes of two marks are altered afterwards.
    let rows = [500_111.5, 500_222.5, 500_010].map {
      Shapes.polygon([corner, (x: $0, y: 5_000_000), (x: 500_010, y: 5_000_010)])
    }
    try withVectorFile(creating: folder.file("a.shp"), driver: "ESRI Shapefile") { writer in
      let layer = try writer.createLayer(
        "a", crs: "EPSG:25832", geometry: .polygon, fields: [OutputField("id", .text)])
      try writer.append(
        VectorRows(
          geometryBytes: rows.flatMap { $0 },
          geometryOffsets: [0, rows[0].count, 2 * rows[0].count, 3 * rows[0].count],
          columns: [.texts(["b", "c", "a"])]), to: layer)
    }
    var bytes = try Array(Data(contentsOf: URL(filePath: folder.file("a.shp"))))
    for (mark, value) in [(500_111.5, Double.nan), (500_222.5, .infinity)] {
      // A point without its header is a number and another.
      let old = Array(Shapes.point(mark, 0)[5..<13])
      let new = Array(Shapes.point(value, 0)[5..<13])
      for start in 100..<bytes.count - 7 where Array(bytes[start..<start + 8]) == old {
        bytes.replaceSubrange(start..<start + 8, with: new)
      }
    }
    _ = try folder.write(bytes, to: "a.shp")
    let reading = read(LayerSource(folder.file("a.shp")) { $0.idField = "id" })
    #expect(reading.layer?.ids == ["a"])
    #expect(reading.report.dropped == 2)
    #expect(reading.diagnostic("layer.bad-coordinates")?.place.feature == "b")
    #expect(reading.isAccountedFor)
  }

  @Test("bytes cut off or altered anywhere are told apart from a geometry, and never trap")
  func malformed() {
    let whole = Shapes.collection([
      Shapes.multiPolygon([Shapes.rectangle(0, 0, 1, 1)]), Shapes.point(1, 1),
    ])
    var reader = ShapeReader()
    for length in 1..<whole.count {
      reader.append(GeometryColumn(rows: [Array(whole[..<length])])[0])
    }
    #expect(reader.chunk.findings.allSatisfy { $0.contains(.malformed) })
    #expect(reader.chunk.kinds.allSatisfy { $0 == .missing })
    var altered = ShapeReader()
    for index in whole.indices {
      for value: UInt8 in [0, 1, 0x7f, 0x80, 0xff] {
        var bytes = whole
        bytes[index] = value
        altered.append(GeometryColumn(rows: [bytes])[0])
      }
    }
    #expect(altered.chunk.count == whole.count * 5)
    // Collections in collections, deeper than any that is meant.
    let deep = (0..<200).reduce(Shapes.point(0, 0)) { inner, _ in Shapes.collection([inner]) }
    reader.append(GeometryColumn(rows: [deep])[0])
    #expect(reader.chunk.findings.last == .malformed)
  }
}
