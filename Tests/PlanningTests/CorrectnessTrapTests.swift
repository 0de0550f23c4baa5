import Foundation
import GDALBinding
import Layers
import Overlay
import PlanModel
import Planning
import TestSupport
import Testing

/// Where well-known systems get it wrong, each as a case that ours must get right.
@Suite("Correctness traps")
struct CorrectnessTrapTests {
  private let workers = Workers(2)

  /// The rows of a run's area ledger as fields by name, of the mini town changed as wanted.
  private func ledger(_ town: MiniTown, _ addFiles: ((String) throws -> Void)? = nil) throws
    -> [[String: String]]
  {
    var folder = ""
    if let addFiles {
      folder = try town.write()
      try addFiles(folder)
      _ = try run(folder)
    } else {
      folder = try SharedRun.of(town).folder
    }
    defer { if addFiles != nil { try? FileManager.default.removeItem(atPath: folder) } }
    let text = try String(contentsOf: URL(filePath: folder + "out/ledger.csv"), encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return lines.dropFirst().map { line in
      Dictionary(zip(lines[0], line), uniquingKeysWith: { first, _ in first })
    }
  }

  private func run(_ folder: String) throws -> RunOutcome {
    var settings = RunSettings()
    settings.workers = workers
    return try runPlan(at: folder, into: folder + "out", settings: settings) { _ in }
  }

  /// Whether a constraint is one of those that cover a row; setbacks of actions stand beside it.
  private func isIn(_ constraint: String, _ row: [String: String]) -> Bool {
    (row["constraints"] ?? "").split(separator: "; ").contains { $0 == constraint }
  }

  /// The area of the rows of a ledger that a condition holds for, m².
  private func area(
    _ rows: [[String: String]], where isWanted: ([String: String]) -> Bool
  ) -> Double {
    rows.filter(isWanted).compactMap { Double($0["area_m2"] ?? "") }.compensatedSum()
  }

  // Trap 1: geopandas' `identity` counted overlapping constraints twice, +16.2 % of the total area.
  @Test("trap 1: overlapping constraint polygons count once, and the ledger closes")
  func overlapsCountOnce() throws {
    let rows = try ledger(MiniTown())
    // 400 × 300 and 900 × 200 m, less the 200 × 200 m in which both lie.
    let excluded = area(rows) { isIn("protected", $0) }
    #expect(abs(excluded - 260_000) < 1e-4)
    #expect(abs(area(rows) { $0["district"] == "W" } - 1_000_000) < 1e-3)
    #expect(abs(area(rows) { $0["district"] == "E" } - 1_000_000) < 1e-3)
  }

  // Trap 2: GLAES #30 and #90 did not see features outside of the region.
  @Test("trap 2: a buffer that reaches in from outside the municipality takes its land")
  func bufferFromOutside() throws {
    let town = MiniTown().replacing(
      "- {name: protected, source: protected.geojson, crs: EPSG:3794}",
      by: "- {name: road, source: road.gpkg, buffer: 300 m}")
    let rows = try ledger(town) { folder in
      // A road 100 m east of the eastern district: 200 m of it lie within 300 m of the road.
      let (x, y) = MiniTown.origin
      try writeLayer(
        Shapes.column(Shapes.line([(x + 2100, y - 5000), (x + 2100, y + 6000)])),
        to: folder + "road.gpkg", crs: "EPSG:3794", geometry: .lineString)
    }
    #expect(abs(area(rows) { isIn("road", $0) } - 200_000) < 1e-3)
    #expect(area(rows) { isIn("road", $0) && $0["district"] == "W" } == 0)
  }

  // Trap 3: GLAES #70 took no data for "not eligible".
  @Test("trap 3: no data is neither excluded nor eligible nor zero, but a row of its own")
  func noData() throws {
    let rows = try ledger(MiniTown())
    // The drawing has no land use in the northernmost 20 m of either district.
    for district in ["W", "E"] {
      #expect(
        abs(area(rows) { $0["district"] == district && $0["state"] == "unknown" } - 20_000) < 1e-4)
    }
    let folder = try TemporaryFolder()
    let zone = Shapes.column(Shapes.rectangle(500_000, 5_000_000, 500_020, 5_000_010))
    let found = try zonal([7, -9], columns: 2, zone, in: folder)
    #expect(found.sum == 7 && found.count == 1 && found.missing == 1 && found.mean == 7)
    let none = try zonal([-9, -9], columns: 2, zone, in: folder)
    #expect(none.mean == nil && none.missing == 2)
  }

  // Trap 4: atlite #430, integer overflow and negative shares.
  @Test("trap 4: areas beyond any 32-bit number keep their digits, and shares lie in 0…1")
  func largeAreas() throws {
    // 3,000 × 3,000 km are 9 · 10¹² m²; a stripe of 1 m along it is 3 · 10⁶ m².
    let districts = Shapes.column(
      Shapes.rectangle(0, 0, 3e6, 3e6), Shapes.rectangle(3e6, 0, 3_000_001, 3e6))
    let layer = layer(districts)
    let units = try planningUnits(
      .districts, districts: layer, gridSize: 0.001, workers: workers)
    let features = Shapes.column(
      Shapes.rectangle(0, 0, 3_000_001, 3e6), Shapes.rectangle(-1e6, 1, 4e6, 2))
    let sizes = try measures(of: features, workers: workers)
    #expect(sizes.area == [9_000_003_000_000, 5_000_000])
    let found = try memberships(
      of: features, measures: sizes, in: units, gridSize: 0.001, workers: workers)
    let expected: [Double] = [3_000_000.0 / 3_000_001.0, 1.0 / 3_000_001.0, 0.6, 2e-7]
    #expect(zip(found.share, expected).allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(found.share.count == 4)
    #expect(found.share.allSatisfy { $0 >= 0 && $0 <= 1 })
    #expect(abs(found.outside[1] - 0.399_999_8) < 1e-12)
    let partition = try areaPartition(
      of: units, landUse: nil, constraints: [], gridSize: 0.001, workers: workers
    ).partition
    #expect(partition.area == [9e12, 3e6])
  }

  // Trap 5: geopandas #1724 and #2792, QGIS #47449: valid polygons stop a run with a topology exception.
  @Test("trap 5: valid polygons whose borders nearly coincide never stop a run")
  func nearlyEqualBorders() throws {
    for offset in [1e-3, 1e-6, 1e-9, 5e-10, 1e-12] {
      // 60 teeth whose tips are moved by next to nothing, far from the origin.
      func comb(_ shift: Double) -> [UInt8] {
        var ring: [Shapes.Corner] = [(4_321_000, 2_710_000), (4_321_120, 2_710_000)]
        for tooth in (0..<60).reversed() {
          let x = 4_321_000 + 2 * Double(tooth)
          ring.append((x + 1.1 + shift, 2_710_001 + 50.0 / 3 + shift * Double(tooth)))
          ring.append((x + shift, 2_710_000.1 + 1.0 / 3))
        }
        return Shapes.polygon(ring)
      }
      let layer = layer(Shapes.column(comb(0)))
      let units = try planningUnits(
        .districts, districts: layer, gridSize: 0.001, workers: workers)
      let result = try areaPartition(
        of: units, landUse: nil,
        constraints: (1...4).map {
          ConstraintLayer(
            name: "\($0)", geometry: Shapes.column(comb(Double($0) * offset)), buffer: 0)
        }, gridSize: 0.001, workers: workers)
      #expect(result.largestError < 1e-9, "\(offset)")
      #expect(result.diagnostics.allSatisfy { $0.place.feature != nil })
    }
  }

  // Trap 6: QGIS #31552, a union that loses features.
  @Test("trap 6: the area that goes in comes out, per land use and per district")
  func nothingIsLost() throws {
    // 400 land-use squares of 37 m, turned by a sixth, over 3 × 3 districts of 250 m.
    let use = GeometryColumn(
      rows: (0..<400).map { cell in
        let (i, j) = (Double(cell % 20), Double(cell / 20))
        let (x, y) = (600_000 + 37 * i - 6 * j, 150_000 + 37 * j + 6 * i)
        return Shapes.polygon([(x, y), (x + 37, y + 6), (x + 31, y + 43), (x - 6, y + 37)])
      })
    let districts = GeometryColumn(
      rows: (0..<9).map { cell in
        let (x, y) = (600_000 + 250 * Double(cell % 3), 150_000 + 250 * Double(cell / 3))
        return Shapes.rectangle(x, y, x + 250, y + 250)
      })
    var landUse = layer(use)
    let words = LandUseClass.allCases.prefix(4).map(\.word)
    landUse.fields = [("class", .text(TextColumn((0..<400).map { words[$0 % 4] })))]
    let units = try planningUnits(
      .districts, districts: layer(districts), gridSize: 0.001, workers: workers)
    let result = try areaPartition(
      of: units, landUse: landUse, constraints: [], gridSize: 0.001, workers: workers)
    var sums = Array(repeating: CompensatedSum(), count: 9)
    for row in result.partition.unit.indices {
      sums[Int(result.partition.unit[row])].add(result.partition.area[row])
    }
    for sum in sums { #expect(abs(sum.value - 62_500) < 1e-9 * 62_500) }
    // By feature and district without any cutting, and the polygons that come out.
    let pairs = try sharedAreas(of: use, with: districts, gridSize: 0, workers: workers)
    let drawn = try measures(of: result.pieces, workers: workers).area
    for (position, word) in words.enumerated() {
      let inside = pairs.filter { $0.feature % 4 == position }.map(\.shared).compensatedSum()
      let rows = result.partition.landUse.indices.filter {
        LandUseClass(rawValue: result.partition.landUse[$0])?.word == word
      }
      let cut = rows.map { result.partition.area[$0] }.compensatedSum()
      #expect(abs(cut - inside) < 1e-9 * inside, "\(word)")
      #expect(abs(rows.map { drawn[$0] }.compensatedSum() - inside) < 1e-8 * inside, "\(word)")
    }
    let outside = 400 * (37.0 * 37 + 36) - pairs.map(\.shared).compensatedSum()
    #expect(abs(result.landUseOutside - outside) < 1e-9 * 400 * 1405)
  }
}

extension CorrectnessTrapTests {
  // Trap 7: geopandas #404, wrong pairs from a spatial index at scale.
  @Test("trap 7: 1,500 × 1,500 random rectangles share what brute force says, pair by pair")
  func pairsAtScale() throws {
    var state: UInt64 = 404
    func next(_ most: UInt64) -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double((state >> 33) % most)
    }
    func boxes() -> [Extent] {
      (0..<1500).map { _ in
        let (x, y) = (5_000_000 + next(1000), 5_000_000 + next(1000))
        return Extent(minX: x, minY: y, maxX: x + 1 + next(40), maxY: y + 1 + next(40))
      }
    }
    let (left, right) = (boxes(), boxes())
    func column(_ boxes: [Extent]) -> GeometryColumn {
      GeometryColumn(rows: boxes.map { Shapes.rectangle($0.minX, $0.minY, $0.maxX, $0.maxY) })
    }
    let found = try sharedAreas(
      of: column(left), with: column(right), gridSize: 0, workers: Workers(2))
    var position = 0
    for (row, one) in left.enumerated() {
      for (other, two) in right.enumerated() {
        let width = Swift.min(one.maxX, two.maxX) - Swift.max(one.minX, two.minX)
        let height = Swift.min(one.maxY, two.maxY) - Swift.max(one.minY, two.minY)
        if !(width > 0 && height > 0) { continue }
        guard position < found.count, found[position].feature == row,
          found[position].area == other, found[position].shared == width * height
        else {
          Issue.record("rectangles \(row) and \(other) share \(width * height)")
          return
        }
        position += 1
      }
    }
    #expect(position == found.count && position > 3000)
  }

  // Trap 8: atlite before 0.5, two CRSs mixed and axes swapped.
  @Test("trap 8: degrees in either order and metres are one place, and no CRS is an error")
  func axisOrder() throws {
    let folder = try TemporaryFolder()
    let crs = CRS(definition: "EPSG:3794", name: "D96/TM", isMetric: true)
    // Latitude first, as EPSG:4326 defines it and a GML with a URN has it; longitude first, as GeoJSON has it.
    let corners = [(46.5, 16.1), (46.5, 16.2), (46.6, 16.2), (46.6, 16.1), (46.5, 16.1)]
    let gml = """
      <?xml version="1.0" encoding="utf-8"?>
      <w:all xmlns:w="http://example.org/w" xmlns:gml="http://www.opengis.net/gml/3.2" gml:id="a">
      <w:member><w:area gml:id="b"><w:shape>
      <gml:Polygon gml:id="c" srsName="urn:ogc:def:crs:EPSG::4326"><gml:exterior><gml:LinearRing><gml:posList>
      \(corners.map { "\($0.0) \($0.1)" }.joined(separator: " "))
      </gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>
      </w:shape></w:area></w:member></w:all>
      """
    let ring = corners.map { "[\($0.1), \($0.0)]" }.joined(separator: ", ")
    let json =
      #"{"type": "Polygon", "coordinates": [[\#(ring)]]}"#
    try Data(gml.utf8).write(to: URL(filePath: folder.path("area.gml")))
    try Data(json.utf8).write(to: URL(filePath: folder.path("area.geojson")))
    func read(_ path: String) -> LayerReading {
      readLayer(
        LayerSource(name: "area", source: path), into: crs, expecting: .polygons, within: nil,
        workers: Workers(2))
    }
    let first = try #require(read(folder.path("area.gml")).layer)
    let second = try #require(read(folder.path("area.geojson")).layer)
    #expect(first.geometry.bytes == second.geometry.bytes)
    // The same ground in metres, and it lies in Slovenia.
    let extent = try measures(of: first.geometry, workers: Workers(1)).total
    #expect(extent.minX > 580_000 && extent.maxX < 600_000 && extent.minY > 145_000)
    try writeLayer(second.geometry, to: folder.path("metres.gpkg"), crs: "EPSG:3794")
    #expect(read(folder.path("metres.gpkg")).layer?.geometry.bytes == second.geometry.bytes)
    try writeLayer(second.geometry, to: folder.path("nowhere.shp"), crs: nil)
    let reading = read(folder.path("nowhere.shp"))
    #expect(reading.layer == nil)
    #expect(reading.diagnostics.contains { $0.code == "layer.no-crs" && $0.severity == .error })
  }

  // Trap 9: terra and prioritizr #130, cells that count wholly or not at all, by their centre.
  @Test("trap 9: cells of a raster file count by the fraction that a polygon covers")
  func partialCells() throws {
    let folder = try TemporaryFolder()
    // 3 × 3 cells of 10 m, 1 to 9 from the top. The polygon covers the middle cell whole, a quarter of its
    // four neighbours and a sixteenth of the corners; no centre but the middle one is inside.
    let zone = Shapes.column(
      Shapes.rectangle(500_007.5, 5_000_007.5, 500_022.5, 5_000_022.5))
    let found = try zonal((1...9).map(Float.init), columns: 3, zone, in: folder)
    #expect(abs(found.count - 2.25) < 1e-12)
    #expect(abs(found.sum - 11.25) < 1e-12 && found.missing == 0)
    // The lower left half of the raster by its diagonal: 1 + 4 + 5 + 7 + 8 + 9 less half of 1, 5 and 9.
    let half = Shapes.column(
      Shapes.polygon([(500_000, 5_000_000), (500_030, 5_000_000), (500_000, 5_000_030)]))
    let triangle = try zonal((1...9).map(Float.init), columns: 3, half, in: folder)
    #expect(abs(triangle.count - 4.5) < 1e-12 && abs(triangle.sum - 26.5) < 1e-12)
  }

  // Trap 15: Hotmaps' wiki, a coarse value shown for a finer area as if it were measured there.
  @Test("trap 15: what is shared out says by which key, and each number its support and confidence")
  func supportIsTold() throws {
    let folder = try SharedRun.of().folder
    func json(_ path: String) throws -> [String: Any] {
      let data = try Data(contentsOf: URL(filePath: folder + "out/" + path))
      return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }
    for (path, support) in [
      ("districts/W.json", "district"), ("municipality.json", "municipality"),
    ] {
      let indicators = try #require(try json(path)["indicators"] as? [[String: Any]])
      #expect(indicators.count > 20)
      for indicator in indicators {
        #expect(indicator["support"] as? String == support)
        #expect((indicator["method"] as? String)?.isEmpty == false)
        let confidence = try #require(indicator["confidence"] as? String)
        #expect(Confidence(rawValue: confidence) != nil)
      }
      let population = try #require(indicators.first { $0["id"] as? String == "population" })
      #expect((population["method"] as? String)?.contains("shared by dwellings") == true)
    }
    // The district's people are shared among its units, not repeated in each.
    let features = try #require(try json("layers/units.geojson")["features"] as? [[String: Any]])
    let people = features.compactMap { $0["properties"] as? [String: Any] }
      .filter { ($0["id"] as? String)?.hasPrefix("W") == true }
      .compactMap { $0["i_population"] as? Double }
    #expect(people.count > 1 && abs(people.reduce(0, +) - 400) < 1e-3)
  }

  /// The statistics of one zone over a raster file of 10 m cells whose lower left corner is (500,000, 5,000,000).
  private func zonal(
    _ values: [Float], columns: Int, _ zone: GeometryColumn, in folder: TemporaryFolder
  ) throws -> ZonalStatistics {
    let path = folder.path("\(UUID().uuidString).tif")
    try writeGeoTIFF(
      OutputRaster(
        crs: "EPSG:25832", originX: 500_000,
        originY: 5_000_000 + 10 * Double(values.count / columns),
        cellWidth: 10, cellHeight: 10, columns: columns, values: values, nodata: -9), to: path)
    let (raster, _, diagnostics) = openRaster(
      PotentialSource(name: "sun", kind: .radiation, source: path))
    let found = try zonalStatistics(
      of: #require(raster, "\(diagnostics)"), zones: zone, workers: Workers(2))
    return found[0]
  }

  private func layer(_ geometry: GeometryColumn) -> Layer {
    Layer(
      name: "areas", crs: CRS(definition: "EPSG:3035", name: "LAEA", isMetric: true),
      ids: (0..<geometry.count).map { "\($0)" }, geometry: geometry)
  }

  /// Writes a layer without fields but an id.
  private func writeLayer(
    _ geometry: GeometryColumn, to path: String, crs: String?,
    geometry kind: VectorWriter.GeometryKind = .polygon
  ) throws {
    try withVectorFile(
      creating: path, driver: path.hasSuffix("shp") ? "ESRI Shapefile" : "GPKG"
    ) { writer in
      let layer = try writer.createLayer(
        "areas", crs: crs, geometry: kind, fields: [OutputField("id", .text)])
      try writer.append(
        VectorRows(
          geometryBytes: geometry.bytes, geometryOffsets: geometry.offsets,
          columns: [.texts((0..<geometry.count).map { "\($0)" })]), to: layer)
    }
  }
}
