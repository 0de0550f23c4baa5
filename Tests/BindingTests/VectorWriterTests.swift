import Foundation
import GDALBinding
import PlanModel
import TestSupport
import Testing

@Suite("Writing layers")
struct VectorWriterTests {
  @discardableResult
  private func withPath<Result>(
    _ name: String, _ body: (String) throws -> Result
  ) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "writer-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder.appending(path: name).path(percentEncoded: false))
  }

  private func writeSample(_ path: String, driver: String = "GPKG") throws {
    let shapes = Shapes.column(Shapes.rectangle(0, 0, 2, 1), [], Shapes.rectangle(5, 5, 6, 6))
    try withVectorFile(creating: path, driver: driver) { writer in
      let layer = try writer.createLayer(
        "sample", crs: "EPSG:3794", geometry: .polygon,
        fields: [
          OutputField("count", .integer), OutputField("share", .real), OutputField("word", .text),
          OutputField("note", .text),
        ])
      try writer.append(
        VectorRows(
          geometryBytes: shapes.bytes, geometryOffsets: shapes.offsets,
          columns: [
            .integers([.max, 0, -7], present: [1, 0, 1]),
            .reals([0.1, -2.5e300, 0], present: [1, 1, 0]),
            .codes([1, -1, 0], categories: ["Συνοικία", "León's \"río\""]),
            .texts([nil, "Emajõgi\n二", ""]),
          ]), to: layer)
    }
  }

  @Test(
    "every kind of column comes back as it was written, missing values and all letters included")
  func roundTrip() throws {
    try withPath("sample.gpkg") { path in
      try writeSample(path)
      let dataset = try GDALDataset(path, as: .vector)
      let layer = try #require(dataset.layer(named: "sample"))
      #expect(layer.fields.map(\.name) == ["count", "share", "word", "note"])
      let table = try layer.read(fields: [0, 1, 2, 3]).table
      let shapes = Shapes.column(Shapes.rectangle(0, 0, 2, 1), [], Shapes.rectangle(5, 5, 6, 6))
      #expect(table.geometryBytes == shapes.bytes && table.geometryOffsets == shapes.offsets)
      guard case .integers(let counts, let known) = table.columns[0],
        case .reals(let shares, let measured) = table.columns[1],
        case .texts(let words) = table.columns[2], case .texts(let notes) = table.columns[3]
      else {
        Issue.record("a field of another kind")
        return
      }
      #expect(counts == [.max, 0, -7] && known == [true, false, true])
      #expect(shares == [0.1, -2.5e300, 0] && measured == [true, true, false])
      #expect(texts(words) == ["León's \"río\"", nil, "Συνοικία"])
      #expect(texts(notes) == [nil, "Emajõgi\n二", ""])
    }
  }

  private func texts(_ column: RawTexts) -> [String?] {
    column.codes.map { $0 < 0 ? nil : String(decoding: column.bytes(of: Int($0)), as: UTF8.self) }
  }

  @Test("two writings of the same rows have the same bytes")
  func determinism() throws {
    func written() throws -> Data {
      try withPath("sample.gpkg") { path in
        try writeSample(path)
        return try Data(contentsOf: URL(filePath: path))
      }
    }
    #expect(try written() == written())
  }

  @Test("GeoJSON, which has no transactions, takes the same rows")
  func otherFormat() throws {
    try withPath("sample.geojson") { path in
      try writeSample(path, driver: "GeoJSON")
      let dataset = try GDALDataset(path, as: .vector)
      #expect(try dataset.layer(at: 0)?.read(fields: []).table.count == 3)
    }
  }

  @Test("tables, SQL and metadata go into the same file")
  func sqlAndMetadata() throws {
    try withPath("plan.gpkg") { path in
      try withVectorFile(creating: path) { writer in
        let table = try writer.createLayer(
          "notes", crs: nil, geometry: .none, fields: [OutputField("text", .text)])
        try writer.append(VectorRows(columns: [.texts(["one", nil])]), to: table)
        try writer.execute(
          sql: "CREATE TABLE extra (id INTEGER PRIMARY KEY, style TEXT NOT NULL)")
        // GDAL lists a table of one's own only where the package's contents name it.
        try writer.execute(
          sql: "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change) "
            + "VALUES ('extra', 'attributes', 'extra', '2000-01-01T00:00:00.000Z')")
        try writer.execute(
          sql: "INSERT INTO extra VALUES (1, \(VectorWriter.quoted("it's <qgis/>")))")
        try writer.setMetadata("notice", "made up")
      }
      let dataset = try GDALDataset(path, as: .vector)
      #expect(dataset.layerNames.contains("notes"))
      let extra = try #require(dataset.layer(named: "extra"))
      guard case .texts(let styles) = try extra.read(fields: [0]).table.columns[0] else {
        Issue.record("no text")
        return
      }
      #expect(texts(styles) == ["it's <qgis/>"])
    }
  }

  @Test("wrong SQL is an error that says what SQLite says, and leaves no file")
  func wrongSQL() throws {
    try withPath("plan.gpkg") { path in
      let failure = try #require(throws: GDALError.self) {
        try withVectorFile(creating: path) { try $0.execute(sql: "INSERT INTO nowhere VALUES (1)") }
      }
      #expect(failure.message.contains("nowhere"))
      #expect(!FileManager.default.fileExists(atPath: path))
    }
  }

  @Test("an unknown CRS is an error", arguments: ["EPSG:999999", "nonsense", "/etc/passwd", ""])
  func unknownCRS(crs: String) throws {
    try withPath("plan.gpkg") { path in
      #expect(throws: GDALError.self) {
        try withVectorFile(creating: path) {
          _ = try $0.createLayer("a", crs: crs, geometry: .point, fields: [])
        }
      }
    }
  }

  @Test("bytes that are no geometry are an error that names the row")
  func brokenGeometry() throws {
    try withPath("plan.gpkg") { path in
      let failure = try #require(throws: GDALError.self) {
        try withVectorFile(creating: path) { writer in
          let layer = try writer.createLayer("a", crs: "EPSG:3794", geometry: .any, fields: [])
          try writer.append(
            VectorRows(
              geometryBytes: [1, 3, 0, 0, 0, 9], geometryOffsets: [0, 0, 6], columns: []),
            to: layer)
        }
      }
      #expect(failure.message.contains("a, row 1"))
    }
  }

  @Test("a path in a folder that is not there is an error, not a trap")
  func unwritablePath() {
    #expect(throws: GDALError.self) {
      try withVectorFile(creating: "/nowhere/at/all.gpkg") { _ in }
    }
    #expect(throws: GDALError.self) {
      try writeGeoTIFF(
        OutputRaster(
          crs: "EPSG:3794", originX: 0, originY: 0, cellWidth: 1, cellHeight: 1, columns: 1,
          values: [1], nodata: -1), to: "/nowhere/at/all.tif")
    }
  }

  @Test("a raster comes back with its cells, its place and its nodata")
  func raster() throws {
    try withPath("sun.tif") { path in
      try writeGeoTIFF(
        OutputRaster(
          crs: "EPSG:3794", originX: 100, originY: 900, cellWidth: 50, cellHeight: 25, columns: 3,
          values: [1, 2, 3, 4, -9999, 6.5], nodata: -9999), to: path)
      let dataset = try GDALDataset(path, as: .raster)
      let description = dataset.rasterDescription()
      #expect(description.columns == 3 && description.rows == 2)
      #expect(description.transform == [100, 50, 0, 900, 0, -25])
      let band = try dataset.bandDescription(1)
      #expect(band.type == "Float32" && band.fitsSingle && !band.isInteger && !band.hasMask)
      #expect(band.nodata == -9999)
      var values = Array(repeating: Float(0), count: 4)
      try dataset.read(band: 1, columns: 1..<3, rows: 0..<2, into: &values)
      #expect(values == [2, 3, -9999, 6.5])
      #expect(throws: GDALError.self) { try dataset.bandDescription(2) }
    }
  }
}
