import Foundation
import GDALBinding
import Layers
import PlanModel
import TestSupport
import Testing

@Suite("Formats")
struct FormatTests {
  @Test(
    "every format gives the same layer",
    arguments: [
      ("GPKG", "a.gpkg"), ("FlatGeobuf", "a.fgb"), ("GeoJSON", "a.geojson"),
      ("ESRI Shapefile", "a.shp"), ("SQLite", "a.sqlite"), ("GML", "a.gml"),
    ])
  func sameFromEveryFormat(driver: String, file: String) throws {
    let folder = try Folder()
    try writeSample(to: folder.file(file), driver: driver, rows: 60)
    let before = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    let reading = read(LayerSource(folder.file(file), fields: sampleFields) { $0.idField = "id" })
    let layer = try #require(reading.layer, "\(reading.diagnostics)")
    #expect(layer.count == 60)
    // FlatGeobuf has an index by default, and keeps features in its order.
    #expect(Set(layer.ids) == Set((0..<60).map { "b\($0)" }))
    let hasGaps = driver != "FlatGeobuf"
    for (row, id) in layer.ids.enumerated() {
      let number = try #require(Int(id.dropFirst()))
      #expect(layer.geometry.isMissing(row) == (hasGaps && number % 11 == 10))
      #expect(layer.numbers("height")?[row] == (number % 3 == 0 ? nil : Double(number) / 4))
      let word = ["house", "school", "Gemüsehof"][number % 3]
      #expect(layer.texts("use")?[row] == (number % 4 == 3 ? nil : word))
      if number % 11 != 10 { #expect(layer.geometry.row(row).count == 93) }
    }
    #expect(reading.isAccountedFor)
    #expect(reading.report.missing == (hasGaps ? 5 : 0))
    #expect(reading.report.driver == driver)
    #expect(reading.report.sha256.count == 64)
    #expect(!reading.diagnostics.containError)
    // Reading leaves nothing behind beside the data.
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == before)
  }

  @Test("the digest of a plain file is that of the file")
  func digestOfFile() throws {
    let folder = try Folder()
    let path = try folder.write(geoJSON([("{}", rectangle(0, 0, 1, 1))]), to: "a.geojson")
    for workers in [1, 2] {
      #expect(try read(LayerSource(path), workers: workers).report.sha256 == sha256(ofFile: path))
    }
  }

  @Test("a zipped file is read by its name, and by the archive's where it is the only one")
  func zipped() throws {
    let folder = try Folder()
    let text = geoJSON([("{}", rectangle(500_000, 5_000_000, 500_010, 5_000_010))])
    let path = try folder.write(
      storedZip([("inner/a.geojson", Array(text.utf8)), ("readme.txt", [65])]), to: "a.zip")
    for source in ["/vsizip/\(path)/inner/a.geojson", path] {
      let reading = read(LayerSource(source))
      #expect(reading.layer?.count == 1, "\(reading.diagnostics)")
      #expect(try reading.report.sha256 == sha256(ofFile: path))
    }
  }

  @Test("an archive with two candidates asks which")
  func whichFile() throws {
    let folder = try Folder()
    let text = Array(geoJSON([("{}", rectangle(0, 0, 1, 1))]).utf8)
    let path = try folder.write(
      storedZip([("a.geojson", text), ("b.geojson", text)]), to: "a.zip")
    #expect(read(LayerSource(path)).codes == ["layer.which-file"])
  }

  @Test("an archive whose entries lead out of it is refused")
  func zipSlip() throws {
    let folder = try Folder()
    let text = Array(geoJSON([("{}", rectangle(0, 0, 1, 1))]).utf8)
    let path = try folder.write(
      storedZip([("a.geojson", text), ("../../outside.geojson", text)]), to: "a.zip")
    for source in [path, "/vsizip/\(path)/a.geojson", "/vsizip/\(path)/../../outside.geojson"] {
      let reading = read(LayerSource(source))
      #expect(reading.layer == nil)
      #expect(reading.codes == ["layer.zip-slip"], "\(source)")
    }
  }

  @Test("a virtual file is refused, also inside an archive and under another name")
  func virtualFile() throws {
    let folder = try Folder()
    let inner = try folder.write(geoJSON([("{}", rectangle(0, 0, 1, 1))]), to: "a.geojson")
    let text =
      "<OGRVRTDataSource><OGRVRTLayer name=\"a\"><SrcDataSource>\(inner)</SrcDataSource>"
      + "</OGRVRTLayer></OGRVRTDataSource>"
    let plain = try folder.write(text, to: "a.vrt")
    #expect(read(LayerSource(plain)).codes == ["layer.format-refused"])
    let disguised = try folder.write(text, to: "a.gpkg")
    #expect(read(LayerSource(disguised)).codes == ["layer.not-readable"])
    let zipped = try folder.write(storedZip([("a.vrt", Array(text.utf8))]), to: "a.zip")
    #expect(read(LayerSource("/vsizip/\(zipped)/a.vrt")).codes == ["layer.format-refused"])
  }

  @Test("passwords of a connection string reach neither report nor diagnostics")
  func passwords() {
    for source in [
      "PG:host=127.0.0.1 port=1 dbname=town user=planner password=s3cret",
      "PG:host=127.0.0.1 port=1 dbname=town password='s3cret word'",
      "postgresql://planner:s3cret@127.0.0.1:1/town",
    ] {
      let reading = read(LayerSource(source))
      #expect(reading.codes == ["layer.not-readable"])
      #expect(!"\(reading)".contains("s3cret"))
    }
  }
}

/// A zip archive of files that are stored as they are.
func storedZip(_ files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
  func little(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
  func checksum(_ bytes: [UInt8]) -> Int {
    var crc: UInt32 = .max
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0xedb8_8320 : crc >> 1 }
    }
    return Int(~crc)
  }
  var archive: [UInt8] = []
  var directory: [UInt8] = []
  for (name, bytes) in files {
    let common =
      little(20, 2) + little(0, 2) + little(0, 2) + little(0, 4) + little(checksum(bytes), 4)
      + little(bytes.count, 4) + little(bytes.count, 4) + little(name.utf8.count, 2) + little(0, 2)
    directory += little(0x0201_4b50, 4) + little(20, 2) + common
    directory += little(0, 2) + little(0, 2) + little(0, 2) + little(0, 4)
    directory += little(archive.count, 4) + Array(name.utf8)
    archive += little(0x0403_4b50, 4) + common + Array(name.utf8) + bytes
  }
  let end =
    little(0x0605_4b50, 4) + little(0, 4) + little(files.count, 2) + little(files.count, 2)
    + little(directory.count, 4) + little(archive.count, 4) + little(0, 2)
  return archive + directory + end
}
