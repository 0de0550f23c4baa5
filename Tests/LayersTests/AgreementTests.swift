import GDALBinding
import PlanModel
import TestSupport
import Testing

@testable import Layers

/// The same source by the stream where that is used, and by rows.
func readByBothWays(
  _ source: LayerSource, into crs: CRS = utm32, within extent: Extent? = nil
) -> (stream: LayerReading, rows: LayerReading) {
  (
    readLayer(source, into: crs, expecting: .any, within: extent, workers: Workers(2)),
    readLayerByRows(source, into: crs, expecting: .any, within: extent, workers: Workers(2))
  )
}

@Suite("The Arrow stream and the rows agree")
struct AgreementTests {
  @Test(
    "on every field, null and geometry", arguments: [("GPKG", "a.gpkg"), ("FlatGeobuf", "a.fgb")])
  func fields(driver: String, file: String) throws {
    let folder = try Folder()
    try writeSample(to: folder.file(file), driver: driver, rows: 5000)
    let (stream, rows) = readByBothWays(
      LayerSource(folder.file(file), fields: sampleFields) { $0.idField = "id" })
    #expect(stream.layer?.count == 5000)
    #expect(isSame(stream.layer, rows.layer))
    #expect(stream.report.sha256 == rows.report.sha256)
  }

  @Test("on truths, which the stream of GDAL below 3.8.3 gets wrong")
  func truths() throws {
    let folder = try Folder()
    try writeSample(
      to: folder.file("a.gpkg"), driver: "GPKG", rows: 64,
      alter: [
        "ALTER TABLE buildings ADD COLUMN heated BOOLEAN",
        "UPDATE buildings SET heated = (fid % 3 = 0)",
        "UPDATE buildings SET heated = NULL WHERE fid % 5 = 0",
      ])
    let fields = [
      FieldSource(role: "heated", field: "heated", isNumber: true),
      FieldSource(role: "word", field: "heated", isNumber: false),
    ]
    let (stream, rows) = readByBothWays(LayerSource(folder.file("a.gpkg"), fields: fields))
    #expect(isSame(stream.layer, rows.layer))
    let layer = try #require(stream.layer)
    for row in 0..<64 {
      let expected = (row + 1) % 5 == 0 ? nil : (row + 1) % 3 == 0 ? 1.0 : 0.0
      #expect(layer.numbers("heated")?[row] == expected)
      #expect(layer.texts("word")?[row] == expected.map { $0 == 1 ? "true" : "false" })
    }
  }

  @Test("under a filter and an extent", arguments: [("GPKG", "a.gpkg"), ("FlatGeobuf", "a.fgb")])
  func filters(driver: String, file: String) throws {
    let folder = try Folder()
    try writeSample(to: folder.file(file), driver: driver, rows: 2000)
    let source = LayerSource(folder.file(file), fields: sampleFields) {
      $0.idField = "id"
      $0.filter = "levels >= 3 AND use = 'house'"
    }
    let extent = Extent(minX: 500_105, minY: 5_000_000, maxX: 500_500, maxY: 5_000_300)
    let (stream, rows) = readByBothWays(source, within: extent)
    #expect(isSame(stream.layer, rows.layer))
    let layer = try #require(stream.layer)
    #expect(layer.count > 0 && layer.count < 500)
    #expect((0..<layer.count).allSatisfy { layer.numbers("levels")?[$0] ?? 0 >= 3 })
    #expect((0..<layer.count).allSatisfy { layer.texts("use")?[$0] == "house" })
    // Field by field against all rows: the extent is exact, not only the driver's index.
    let all = try #require(read(LayerSource(folder.file(file), fields: sampleFields)).layer)
    let expected = (0..<all.count).count { row in
      guard all.numbers("levels")?[row] ?? 0 >= 3, all.texts("use")?[row] == "house",
        !all.geometry.isMissing(row)
      else { return false }
      var reader = ShapeReader()
      reader.append(all.geometry[row])
      return reader.chunk.extent(of: 0).meets(extent)
    }
    #expect(layer.count == expected)
  }

  @Test("and so do one worker and four, on every byte")
  func workers() throws {
    let folder = try Folder()
    try writeSample(to: folder.file("a.gpkg"), driver: "GPKG", rows: 20_000)
    let source = LayerSource(folder.file("a.gpkg"), fields: sampleFields)
    let wgs84 = CRS(definition: "EPSG:3035", name: "LAEA", isMetric: true)
    let one = read(source, into: wgs84, workers: 1)
    let four = read(source, into: wgs84, workers: 4)
    #expect(isSame(one.layer, four.layer))
    #expect(one.diagnostics == four.diagnostics)
    #expect(one.report.sha256 == four.report.sha256)
  }
}
