import GDALBinding
import Layers
import PlanModel
import TestSupport
import Testing

@Suite("Numbers that no map has")
struct ExtremeNumberTests {
  private func written(
    _ folder: borrowing Folder, _ geometries: [String], crs: String? = "EPSG:25832"
  ) throws -> String {
    try folder.write(
      geoJSON(
        geometries.enumerated().map { (#"{"id": \#($0.offset)}"#, $0.element) }, crs: crs),
      to: "a.geojson")
  }

  @Test(
    "a coordinate that is nowhere on earth leaves its feature out, also without a transformation",
    arguments: ["1e300", "-1e300", "1e9"])
  func nowhere(x: String) throws {
    let folder = try Folder()
    let path = try written(
      folder,
      [
        rectangle(500_000, 5_500_000, 500_100, 5_500_100),
        polygon("[\(x),0],[500100,0],[500100,100],[\(x),0]"),
      ])
    let reading = read(LayerSource(path))
    #expect(reading.layer?.count == 1)
    #expect(reading.codes.contains("layer.bad-coordinates"))
    #expect(reading.report.dropped == 1)
  }

  @Test(
    "an extent in degrees of any size gives a diagnostic or a CRS",
    arguments: ["1e300", "-1e300", "1e19", "-181"])
  func hugeDegrees(x: String) throws {
    let folder = try Folder()
    let path = try written(
      folder, [polygon("[\(x),40],[-\(x),41],[10,45],[\(x),40]".replacing("--", with: ""))],
      crs: nil)
    let found = planCRS(declared: nil, districts: LayerSource(path))
    #expect(found.crs != nil || found.diagnostics.containError)
  }

  @Test(
    "a constant that is not finite, or is not in the internal unit, is an error and no number",
    arguments: ["nan", "inf", "-infinity", "1e308"])
  func constantNotFinite(text: String) throws {
    let folder = try Folder()
    let path = try written(folder, [rectangle(500_000, 5_500_000, 500_100, 5_500_100)])
    var field = FieldSource(role: "levels", field: nil, isNumber: true)
    field.constant = text
    field.factor = 1000
    let reading = read(LayerSource(path, fields: [field]))
    #expect(reading.codes.contains("layer.constant-not-number"))
    #expect(reading.layer?.numbers("levels")?[0] == nil)
  }

  @Test("a number that is too large in the internal unit counts as missing")
  func productNotFinite() throws {
    let folder = try Folder()
    let path = try folder.write(
      geoJSON([
        (#"{"area": 1e308}"#, rectangle(500_000, 5_500_000, 500_100, 5_500_100)),
        (#"{"area": 2.5}"#, rectangle(500_000, 5_500_000, 500_100, 5_500_100)),
      ]), to: "a.geojson")
    var field = FieldSource(role: "floorArea", field: "area", isNumber: true)
    field.factor = 10_000
    let reading = read(LayerSource(path, fields: [field]))
    #expect(reading.codes.contains("layer.not-finite"))
    let column = reading.layer?.numbers("floorArea")
    #expect(column?[0] == nil)
    #expect(column?[1] == 25_000)
  }

  @Test("a FlatGeobuf that uses a name twice is read without mixing the two up")
  func nameTwice() throws {
    let folder = try Folder()
    let path = folder.file("a.fgb")
    try withVectorFile(creating: path, driver: "FlatGeobuf") { writer in
      let layer = try writer.createLayer(
        "a", crs: "EPSG:25832", geometry: .point,
        fields: [OutputField("n", .integer), OutputField("n", .text)])
      try writer.append(
        VectorRows(
          geometryBytes: pointBytes(500_000, 5_500_000), geometryOffsets: [0, 21],
          columns: [.integers([7]), .texts(["seven"])]), to: layer)
    }
    let reading = read(
      LayerSource(path, fields: [FieldSource(role: "levels", field: "n", isNumber: true)]))
    #expect(reading.layer?.numbers("levels")?[0] == 7)
  }

  private func pointBytes(_ x: Double, _ y: Double) -> [UInt8] {
    var bytes: [UInt8] = [1, 1, 0, 0, 0]
    for number in [x, y] {
      for byte in 0..<8 {
        bytes.append(UInt8(truncatingIfNeeded: number.bitPattern >> UInt64(8 * byte)))
      }
    }
    return bytes
  }

  @Test("a raster that claims a row of thirty million cells is refused, however small its file")
  func wideRaster() throws {
    // A TIFF of one sparse strip: width, height, bits, no compression, black is zero, no offset, no bytes.
    let entries: [(tag: UInt16, value: UInt32)] = [
      (256, 30_000_000), (257, 1), (258, 8), (259, 1), (262, 1), (273, 0), (277, 1), (278, 1),
      (279, 0),
    ]
    var bytes: [UInt8] = [0x49, 0x49, 42, 0, 8, 0, 0, 0, UInt8(entries.count), 0]
    for (tag, value) in entries {
      bytes += [UInt8(tag & 255), UInt8(tag >> 8), 4, 0, 1, 0, 0, 0]
      for byte in 0..<4 { bytes.append(UInt8(truncatingIfNeeded: value >> UInt32(8 * byte))) }
    }
    let folder = try Folder()
    var source = PotentialSource(
      name: "wind", kind: .windSpeed, source: try folder.write(bytes + [0, 0, 0, 0], to: "a.tif"))
    source.crs = "EPSG:25832"
    let opened = openRaster(source)
    #expect(opened.raster == nil)
    #expect(opened.diagnostics.map(\.code) == ["raster.too-large"], "\(opened.diagnostics)")
  }

  @Test(
    "a raster whose size or place makes no sense is refused before a cell is read",
    arguments: [
      ("ncols 2\nnrows 1\nxllcorner 0\nyllcorner 0\ncellsize 1e-305", "raster.not-placed"),
      ("ncols 2\nnrows 1\nxllcorner 0\nyllcorner 0\ncellsize 1e300", "raster.not-placed"),
      ("ncols 2\nnrows 1\nxllcorner 1e300\nyllcorner 0\ncellsize 1", "raster.not-placed"),
    ])
  func raster(header: String, code: String) throws {
    let folder = try Folder()
    let path = try folder.write(header + "\nNODATA_value -9\n1 2\n", to: "a.asc")
    var source = PotentialSource(name: "wind", kind: .windSpeed, source: path)
    source.crs = "EPSG:25832"
    let opened = openRaster(source)
    #expect(opened.raster == nil)
    #expect(opened.diagnostics.map(\.code) == [code], "\(opened.diagnostics)")
  }
}
