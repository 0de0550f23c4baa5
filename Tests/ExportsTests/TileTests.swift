import Foundation
import GDALBinding
import PlanModel
import TestSupport
import Testing

@testable import Exports

/// A layer in Web Mercator whose coordinates are in steps of the grid of tiles.
private func layer(_ rows: [[UInt8]]) -> Layer {
  Layer(
    name: "areas",
    crs: CRS(definition: "EPSG:3857", name: "Web Mercator", isMetric: true),
    ids: rows.indices.map { "a\($0)" }, geometry: GeometryColumn(rows: rows),
    fields: [("n", .number(NumberColumn(values: rows.indices.map { Double($0) - 0.5 })))])
}

/// The metres of a step of the grid, and back from steps counted from the middle of the world.
private let metresPerStep = 40_075_016.685_578_49 / Double(1 << 26)

private func ring(_ steps: [(Int, Int)]) -> [Shapes.Corner] {
  // A ring of Web Mercator counts northings upwards.
  steps.map { (Double($0.0) * metresPerStep, -Double($0.1) * metresPerStep) }
}

private func polygon(_ steps: [(Int, Int)]) -> [UInt8] { Shapes.polygon(ring(steps)) }

private func outline(_ rows: [[UInt8]], _ row: Int, zoom: Int) throws -> TileOutline? {
  TileOutline(
    try TileShapes(layer(rows), workers: Workers(1)), row, zoom: zoom, dropsSmall: false)
}

private func area(_ outline: TileOutline?) -> Int {
  (outline?.rings ?? []).reduce(0) { $0 + TileOutline.doubledArea($1.points) }
}

@Suite("Vector tiles")
struct TileTests {
  @Test("gzip packs what gunzip unpacks, and alike each time")
  func gzip() throws {
    let bytes = Array(String(repeating: "the same again, ", count: 500).utf8)
    let packed = try gzipped(bytes)
    let again = try gzipped(bytes)
    #expect(packed.count < 200 && again == packed)
    let folder = try TemporaryFolder()
    try Data(packed).write(to: URL(filePath: folder.path("x.gz")))
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["gzip", "-dc", folder.path("x.gz")]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let text = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0 && Array(text) == bytes)
  }

  @Test("a border that two areas share stays shared at every zoom", arguments: 4...14)
  func sharedBorders(zoom: Int) throws {
    let border = (0...40).map { k in (20_000 + (k * k * 37) % 3001, k * 1000) }
    let left = [(0, 40_000), (0, 0)] + border
    let right = border + [(60_000, 40_000), (60_000, 0)]
    let whole = [(0, 0), (60_000, 0), (60_000, 40_000), (0, 40_000)]
    let rows = [left, right, whole].map(polygon)
    let areas = try (0..<3).map { abs(area(try outline(rows, $0, zoom: zoom))) }
    #expect(areas[0] > 0 && areas[1] > 0)
    #expect(areas[0] + areas[1] == areas[2])
  }

  @Test("outer rings turn one way and holes the other, however they came")
  func winding() throws {
    let outer = [(0, 0), (4000, 0), (4000, 4000), (0, 4000)]
    let hole = [(1000, 1000), (2000, 1000), (2000, 2000), (1000, 2000)]
    for (a, b) in [(outer, hole), (outer.reversed(), hole), (outer, hole.reversed())] {
      let found = try #require(try outline([Shapes.polygon(ring(a), ring(b))], 0, zoom: 14))
      #expect(found.rings.map { TileOutline.doubledArea($0.points) } == [32_000_000, -2_000_000])
    }
  }

  @Test("a square over four tiles is in each with a quarter and the buffer, and nothing is lost")
  func cutting() throws {
    // The middle of the world is a corner of four tiles at each zoom but the first.
    let square = polygon([(-1000, -1000), (1000, -1000), (1000, 1000), (-1000, 1000)])
    let whole = try #require(try outline([square], 0, zoom: 14))
    var found: [[Int]] = []
    whole.forEachTile(zoom: 14) { x, y, part in found.append([x, y, area(part) / 2]) }
    let side = 1000 + TileGrid.buffer
    #expect(
      found
        == [[8191, 8191], [8191, 8192], [8192, 8191], [8192, 8192]].map { $0 + [side * side] })
  }

  @Test("a line that leaves a tile and comes back is in it as two lines")
  func lines() throws {
    let line = Shapes.line(ring([(100, 100), (5000, 100), (5000, 300), (100, 300)]))
    let whole = try #require(try outline([line], 0, zoom: 14))
    var parts: [Int: [[TileOutline.Point]]] = [:]
    whole.forEachTile(zoom: 14) { x, _, part in parts[x, default: []] += part.rings.map(\.points) }
    #expect(parts[8192]?.map(\.count) == [2, 2])
    #expect(parts[8192]?[0].map(\.x) == [100, 4160])
    #expect(parts[8193]?.map(\.count) == [4])
  }

  @Test("numbers of tiles are those of the specification of PMTiles")
  func hilbert() {
    #expect(PMTilesWriter.id(0, 0, 0) == 0)
    #expect(
      [(0, 0), (0, 1), (1, 1), (1, 0)].map { PMTilesWriter.id(1, $0.0, $0.1) } == [1, 2, 3, 4])
    #expect(PMTilesWriter.id(2, 0, 0) == 5)
    #expect(PMTilesWriter.id(12, 3423, 1763) == 19_078_479)
  }

  @Test(
    "GDAL reads each unit, its attributes and its place back from the MBTiles",
    .enabled(if: TestTools.has("ogr2ogr"), "ogr2ogr is not installed"))
  func mbtiles() throws {
    let exported = try Exported()
    let csv = try #require(
      TestTools.output(
        "ogr2ogr",
        [
          "-f", "CSV", "/vsistdout/", exported.folder.path("out/tiles/plan.mbtiles"), "units",
          "-select", "id,district,main_action,investment_EUR",
        ]))
    let rows = Set(csv.split(separator: "\n").dropFirst().map(String.init))
    let units = try exported.json("layers/units.geojson")["features"].array.map { unit in
      let values = unit["properties"]
      func word(_ key: String) -> String {
        values[key].string ?? values[key].number.map { "\(Int($0))" } ?? ""
      }
      return ["id", "district", "main_action", "investment_EUR"].map(word)
    }
    #expect(units.count == 6)
    for unit in units {
      let place = rows.first { $0.contains(unit[0]) } ?? "\(unit[0]) is missing"
      for word in unit { #expect(place.contains(word), "\(place)") }
    }
  }

  @Test(
    "PMTiles and MBTiles hold the same tiles, read by readers of other people",
    .enabled(if: TestPython.has("pmtiles"), "the Python package pmtiles is not installed"))
  func pmtiles() throws {
    let exported = try Exported()
    let script = """
      import gzip, json, sqlite3, sys
      from pmtiles.reader import MmapSource, Reader, all_tiles
      source = MmapSource(open(sys.argv[1], "rb"))
      header = Reader(source).header()
      theirs = {(z, x, (1 << z) - 1 - y): bytes(t) for (z, x, y), t in all_tiles(source)}
      rows = sqlite3.connect(sys.argv[2]).execute("select * from tiles").fetchall()
      ours = {(z, x, y): t for z, x, y, t in rows}
      print(theirs == ours, len(ours) > 3, header["min_zoom"], header["max_zoom"],
            all(gzip.decompress(t) for t in ours.values()),
            [l["id"] for l in Reader(source).metadata()["vector_layers"]],
            Reader(source).metadata()["attribution"])
      """
    let text = TestPython.run(
      script,
      ["tiles/plan.pmtiles", "tiles/plan.mbtiles"].map { exported.folder.path("out/" + $0) })
    #expect(
      text
        == "True True 11 14 True ['districts', 'units', 'eligibility', 'interests', 'buildings'] The geometry of this town is made up.\n"
    )
  }

  @Test(
    "the style beside the tiles colours each main action, and names layers and fields that the tiles have"
  )
  func style() throws {
    let exported = try Exported()
    let style = try exported.json("tiles/style.json")
    #expect(style["version"].number == 8)
    #expect(style["sources"]["plan"]["url"].string == "pmtiles://plan.pmtiles")
    let layers = style["layers"].array
    #expect(
      layers.map { $0["id"].string } == ["units", "unit-borders", "buildings", "district-borders"])
    #expect(
      layers.map { $0["source-layer"].string } == ["units", "units", "buildings", "districts"])
    #expect(layers.map { $0["minzoom"].number } == [11, 11, 13, 11])
    let match = layers[0]["paint"]["fill-color"].array
    #expect(match[0].string == "match" && match[1].array.map(\.string) == ["get", "main_action"])
    #expect(match.count == 3 + 2 * 2 && match.last?.string == "#d9dcdd")
    let named = Set(stride(from: 2, to: match.count - 1, by: 2).compactMap { match[$0].string })
    let drawn = try exported.json("layers/units.geojson")["features"].array.compactMap {
      $0["properties"]["main_action"].string
    }
    #expect(named == Set(drawn))
  }

  @Test(
    "more tiles than a root directory holds go to leaf directories, and each is found again",
    .enabled(if: TestPython.has("pmtiles"), "the Python package pmtiles is not installed"))
  func leaves() throws {
    let far = layer([polygon([(-500_000, -350_000), (500_000, -340_000), (0, 350_000)])])
    let shapes = try TileShapes(far, workers: Workers(1))
    let layers = [TileLayer(name: "areas", shapes: shapes, fields: [])]
    let pyramid = try TilePyramid(
      layers, zooms: 14...14, box: shapes.box, workers: Workers(2))
    #expect(pyramid.tiles.count > 10_000)
    let folder = try TemporaryFolder()
    let out = try OutputFolder(replacing: folder.path("out"))
    let metadata = TileMetadata(
      name: "n", description: "d", attribution: "", layers: layers, zooms: 14...14,
      box: shapes.box)
    _ = try PMTilesWriter(pyramid: pyramid, metadata: metadata, longestRoot: 500)
      .write(to: "x.pmtiles", in: out)
    let script = """
      import sys
      from pmtiles.reader import MmapSource, Reader
      reader = Reader(MmapSource(open(sys.argv[1], "rb")))
      print(reader.header()["leaf_directory_length"] > 0,
            all(reader.get(*map(int, t.split("/"))) for t in sys.argv[2:]), reader.get(14, 0, 0))
      """
    let asked = stride(from: 0, to: pyramid.tiles.count, by: 500).map {
      "\(pyramid.tiles[$0].zoom)/\(pyramid.tiles[$0].x)/\(pyramid.tiles[$0].y)"
    }
    #expect(
      TestPython.run(script, [out.url(of: "x.pmtiles").path()] + asked) == "True True None\n")
  }
}
