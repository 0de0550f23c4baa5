import Foundation
import GDALBinding
import Layers
import PlanModel
import TestSupport
import Testing

@Suite("Bad input")
struct BadInputTests {
  @Test(
    "what is no layer is one clear error",
    arguments: [
      ("missing", "layer.no-file"), ("nothing", "layer.empty-file"), ("text", "layer.not-readable"),
      ("folder", "layer.not-readable"), ("half", "layer.not-readable"),
    ])
  func noLayer(kind: String, code: String) throws {
    let folder = try Folder()
    let path = folder.file("a.gpkg")
    switch kind {
    case "nothing": _ = try folder.write([], to: "a.gpkg")
    case "text": _ = try folder.write("This is no database.\n", to: "a.gpkg")
    case "folder":
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    case "half": _ = try folder.write(Array("SQLite format 3\0".utf8), to: "a.gpkg")
    default: break
    }
    let reading = read(LayerSource(path))
    #expect(reading.layer == nil)
    #expect(reading.codes == [code], "\(reading.diagnostics)")
    #expect(reading.diagnostics.allSatisfy { $0.severity == .error && !$0.remedy.isEmpty })
    #expect(reading.diagnostics.allSatisfy { $0.place.file == path })
  }

  @Test("a Shapefile that does not say its encoding is read by a guess, told with an example")
  func guessedEncoding() throws {
    let folder = try Folder()
    try writeSample(to: folder.file("a.shp"), driver: "ESRI Shapefile", rows: 50)
    let source = LayerSource(
      folder.file("a.shp"), fields: [FieldSource(role: "use", field: "use", isNumber: false)])
    // GDAL writes a .cpg only for encodings other than this one.
    _ = try folder.write("ISO-8859-1", to: "a.cpg")
    #expect(!read(source).codes.contains("layer.encoding-guessed"))
    try FileManager.default.removeItem(atPath: folder.file("a.cpg"))
    let found = read(source).diagnostics.filter { $0.code == "layer.encoding-guessed" }
    #expect(found.count == 1 && found[0].message.contains("Gemüsehof"), "\(found)")
    var declared = source
    declared.encoding = "ISO-8859-1"
    let reading = read(declared)
    #expect(!reading.codes.contains("layer.encoding-guessed"))
    #expect(reading.layer?.texts("use")?.categories.contains("Gemüsehof") == true)
  }

  @Test(
    "a Shapefile that says nothing at all is UTF-8 where it can be, else read by the same guess")
  func silentEncoding() throws {
    let folder = try Folder()
    let use = [FieldSource(role: "use", field: "use", isNumber: false)]
    for (encoding, isGuess) in [("ISO-8859-1", true), ("UTF-8", false)] {
      let path = folder.file("\(isGuess).shp")
      try writeSample(
        to: path, driver: "ESRI Shapefile", rows: 50, options: [("ENCODING", encoding)])
      try? FileManager.default.removeItem(atPath: folder.file("\(isGuess).cpg"))
      let table = try FileHandle(forUpdating: URL(filePath: folder.file("\(isGuess).dbf")))
      try table.seek(toOffset: 29)
      try table.write(contentsOf: Data([0]))
      try table.close()
      let reading = read(LayerSource(path, fields: use))
      #expect(reading.layer?.texts("use")?.categories.contains("Gemüsehof") == true)
      let found = reading.diagnostics.filter { $0.code == "layer.encoding-guessed" }
      #expect(found.count == (isGuess ? 1 : 0), "\(reading.diagnostics)")
      #expect(!reading.codes.contains("layer.bad-text"))
    }
  }

  @Test(
    "a file cut off anywhere is an error or a smaller layer with an error, never a trap",
    arguments: [
      ("GPKG", "a.gpkg"), ("FlatGeobuf", "a.fgb"), ("GeoJSON", "a.geojson"),
      ("ESRI Shapefile", "a.shp"),
    ])
  func truncated(driver: String, file: String) throws {
    let folder = try Folder()
    try writeSample(to: folder.file(file), driver: driver, rows: 3000)
    let bytes = try Array(Data(contentsOf: URL(filePath: folder.file(file))))
    for share in [0.02, 0.3, 0.6, 0.9, 0.999] {
      let path = try folder.write(Array(bytes[..<Int(Double(bytes.count) * share)]), to: file)
      let reading = read(LayerSource(path, fields: sampleFields))
      #expect(
        reading.diagnostics.containError || reading.layer?.count == 3000,
        "\(share) \(reading.codes)")
    }
  }

  @Test("bytes altered in a FlatGeobuf are an error or another layer, never a trap")
  func altered() throws {
    let folder = try Folder()
    try writeSample(to: folder.file("a.fgb"), driver: "FlatGeobuf", rows: 50)
    let bytes = try Array(Data(contentsOf: URL(filePath: folder.file("a.fgb"))))
    for index in stride(from: 0, to: min(bytes.count, 2000), by: 13) {
      var copy = bytes
      // Also what makes counts huge.
      copy[index] ^= 0xff
      let reading = read(LayerSource(try folder.write(copy, to: "b.fgb"), fields: sampleFields))
      #expect(reading.layer != nil || reading.diagnostics.containError)
    }
  }

  @Test("all that is wrong with fields, filter and CRS is told at once, with the nearest names")
  func allAtOnce() throws {
    let folder = try Folder()
    try writeSample(to: folder.file("a.gpkg"), driver: "GPKG", rows: 5)
    let fields = [
      FieldSource(role: "levels", field: "level", isNumber: true),
      FieldSource(role: "use", field: "usage_code", isNumber: false),
    ]
    let reading = read(
      LayerSource(folder.file("a.gpkg"), fields: fields) {
        $0.filter = "levels >> 'house"
        $0.crs = "EPSG:999999"
        $0.idField = "ident"
      })
    #expect(
      reading.codes == [
        "crs.unknown", "layer.unknown-field", "layer.unknown-field", "layer.unknown-field",
        "layer.bad-filter",
      ])
    #expect(reading.diagnostics[2].remedy.contains("Did you mean levels?"))
    #expect(reading.diagnostics[3].remedy.contains("id, levels, height, use"))
    #expect(reading.diagnostics.allSatisfy { $0.severity == .error && !$0.remedy.isEmpty })
  }

  @Test("an unknown layer names those that there are")
  func unknownLayer() throws {
    let folder = try Folder()
    try writeSample(to: folder.file("a.gpkg"), driver: "GPKG", rows: 5)
    let reading = read(LayerSource(folder.file("a.gpkg")) { $0.layer = "bildings" })
    #expect(reading.codes == ["layer.unknown-layer"])
    #expect(reading.diagnostics[0].remedy.contains("Did you mean buildings?"))
  }

  @Test(
    "a filter that a database cannot understand is one error",
    arguments: [
      ("GPKG", "a.gpkg"), ("ESRI Shapefile", "a.shp"), ("GeoJSON", "a.geojson"),
    ])
  func badFilter(driver: String, file: String) throws {
    let folder = try Folder()
    try writeSample(to: folder.file(file), driver: driver, rows: 5)
    for filter in ["nosuchfield = 1", "levels = = 2", "(((", "levels = 'a"] {
      let reading = read(LayerSource(folder.file(file)) { $0.filter = filter })
      #expect(reading.codes == ["layer.bad-filter"], "\(filter): \(reading.diagnostics)")
    }
  }

  @Test(
    "a filter of several statements is refused, whatever quotes and comments say",
    arguments: [
      "1=1; drop table districts", "use = 'a'; x", "use = 'it''s'; x", "use = E'\\''; x --'",
      "1=1 --'\n; x --'", "use = 'a;",
    ])
  func statements(filter: String) throws {
    let folder = try Folder()
    try writeSample(to: folder.file("a.gpkg"), driver: "GPKG", rows: 10)
    let reading = read(LayerSource(folder.file("a.gpkg")) { $0.filter = filter })
    #expect(reading.codes == ["layer.bad-filter"], "\(reading.diagnostics)")
    #expect(reading.diagnostics.first?.message.contains("semicolon") == true)
  }

  @Test("a semicolon in quotes is a character like another")
  func quotedSemicolon() throws {
    let folder = try Folder()
    try writeSample(to: folder.file("a.gpkg"), driver: "GPKG", rows: 10)
    let reading = read(LayerSource(folder.file("a.gpkg")) { $0.filter = "use <> 'a;b' OR 1=1" })
    #expect(!reading.codes.contains("layer.bad-filter"), "\(reading.diagnostics)")
    #expect(reading.layer?.count == 10)
  }

  @Test("a filter keeps what it says, also on fields that are not read")
  func filter() throws {
    let folder = try Folder()
    for (driver, file) in [
      ("GPKG", "a.gpkg"), ("ESRI Shapefile", "a.shp"), ("GeoJSON", "a.geojson"),
    ] {
      try writeSample(to: folder.file(file), driver: driver, rows: 100)
      let reading = read(
        LayerSource(folder.file(file)) {
          $0.idField = "id"
          $0.filter = "use = 'school'"
        })
      let expected = (0..<100).filter { $0 % 4 != 3 && $0 % 3 == 1 }.map { "b\($0)" }
      #expect(reading.layer?.ids == expected, "\(driver)")
    }
  }

  @Test(
    "duplicate and missing ids are errors that name them; the layer stays usable for other checks")
  func ids() throws {
    let folder = try Folder()
    let path = try folder.write(
      geoJSON(
        ["\"a\"", "\"b\"", "\"a\"", "null", "\"\"", "\"a (row 3)\""].map {
          ("{\"id\":\($0)}", rectangle(500_000, 5_000_000, 500_001, 5_000_001))
        }), to: "a.geojson")
    let reading = read(LayerSource(path) { $0.idField = "id" })
    #expect(reading.diagnostic("layer.duplicate-id")?.message.contains(": a.") == true)
    #expect(reading.diagnostic("layer.missing-id")?.message.contains("rows 4, 5") == true)
    #expect(reading.diagnostic("layer.duplicate-id")?.severity == .error)
    #expect(reading.diagnostic("layer.missing-id")?.count == 2)
    let ids = try #require(reading.layer?.ids)
    #expect(Set(ids).count == 6)
  }

  @Test("an empty layer, and one of nulls, are told")
  func empty() throws {
    let folder = try Folder()
    let none = try folder.write(geoJSON([]), to: "none.geojson")
    let reading = read(LayerSource(none))
    #expect(reading.codes.contains("layer.empty"), "\(reading.diagnostics)")
    #expect(reading.layer?.count ?? 0 == 0)
    let nulls = try folder.write(geoJSON([("{}", "null"), ("{}", "null")]), to: "nulls.geojson")
    let second = read(LayerSource(nulls))
    #expect(second.report.missing == 2)
    #expect(second.diagnostic("layer.missing-geometry")?.count == 2)
  }

  @Test("text in number fields and numbers in text fields are read, and what is neither is counted")
  func numbersAsText() throws {
    let folder = try Folder()
    let values = ["\"3\"", "\"2,5\"", "\" 4 \"", "\"many\"", "\"9999\"", "null", "\"\"", "\"1e2\""]
    let path = try folder.write(
      geoJSON(values.map { ("{\"n\":\($0),\"w\":3}", "null") }), to: "a.geojson")
    var number = FieldSource(role: "levels", field: "n", isNumber: true)
    number.missing = ["9999"]
    number.factor = 2
    var word = FieldSource(role: "use", field: "w", isNumber: false)
    word.values = ["3.0": "house"]
    let reading = read(LayerSource(path, fields: [number, word]))
    let levels = try #require(reading.layer?.numbers("levels"))
    #expect((0..<8).map { levels[$0] } == [6, 5, 8, nil, nil, nil, nil, 200])
    #expect(reading.diagnostic("layer.not-numbers")?.count == 1)
    #expect(reading.diagnostic("layer.not-numbers")?.message.contains("many") == true)
    #expect(reading.layer?.texts("use")?[0] == "house")
  }

  @Test("words are mapped, others become otherwise, and constants fill every row")
  func words() throws {
    let folder = try Folder()
    let path = try folder.write(
      geoJSON(["\"B\"", "\"C\"", "\"?\"", "null"].map { ("{\"u\":\($0)}", "null") }),
      to: "a.geojson")
    var use = FieldSource(role: "use", field: "u", isNumber: false)
    use.values = ["B": "house"]
    use.otherwise = "other"
    use.missing = ["?"]
    var constant = FieldSource(role: "owner", field: nil, isNumber: false)
    constant.constant = "city"
    var number = FieldSource(role: "levels", field: nil, isNumber: true)
    number.constant = "2"
    let layer = try #require(read(LayerSource(path, fields: [use, constant, number])).layer)
    #expect((0..<4).map { layer.texts("use")?[$0] } == ["house", "other", nil, nil])
    #expect((0..<4).allSatisfy { layer.texts("owner")?[$0] == "city" })
    #expect((0..<4).allSatisfy { layer.numbers("levels")?[$0] == 2 })
  }

  @Test("NaN and infinite numbers in a field are missing, and counted")
  func notFiniteValues() throws {
    let folder = try Folder()
    try writeSample(
      to: folder.file("a.gpkg"), driver: "GPKG", rows: 10,
      alter: ["UPDATE buildings SET height = 9e999 WHERE fid = 2"])
    let reading = read(LayerSource(folder.file("a.gpkg"), fields: sampleFields))
    #expect(reading.layer?.numbers("height")?[1] == nil)
    #expect(reading.diagnostic("layer.not-finite")?.count == 1)
  }
}
