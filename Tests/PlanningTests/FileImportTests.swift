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

/// Files of one's own, guided by a mapping file.
@Suite struct FileImportTests {
  private func square(_ x: Double, _ properties: String) -> String {
    let corners = [(x, 0.0), (x + 10, 0), (x + 10, 10), (x, 10), (x, 0)]
      .map { "[\(500_000 + $0.0), \(5_500_000 + $0.1)]" }.joined(separator: ", ")
    return
      #"{"type": "Feature", "properties": {\#(properties)}, "geometry": {"type": "Polygon", "coordinates": [[\#(corners)]]}}"#
  }

  private func write(_ features: [String], to path: String) throws {
    let text =
      #"{"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "EPSG:25832"}}, "features": ["#
      + features.joined(separator: ",\n") + "]}"
    try Data(text.utf8).write(to: URL(filePath: path))
  }

  private func importing(
    _ file: String, as role: String, into folder: String, replacing: Bool = false
  ) throws -> ProfileOutcome {
    var order = ProfileOrder(profile: "", files: [file])
    order.country = "DE"
    order.replaces = replacing
    return try importFile(order, as: role, mapping: nil, into: folder, workers: Workers(2))
  }

  private var parcels: [String] {
    [
      #""gid": 1, "type": "Polygon", "Nutzungsart": "Wald", "flaeche": 100.25"#,
      #""gid": 2, "type": "Polygon", "Nutzungsart": "Ackerland", "flaeche": 99.5"#,
      #""gid": 3, "type": "Polygon", "Nutzungsart": "Wald", "flaeche": 101.5"#,
    ]
  }

  @Test("a land use in plain German is guessed, its ids too, and what means nothing is named")
  func guessed() throws {
    let folder = try TemporaryFolder()
    try write(
      parcels.enumerated().map { square(Double($0) * 20, $1) },
      to: folder.path("Flächen 2024.geojson"))
    let made = try importing(
      folder.path("Flächen 2024.geojson"), as: "landUse", into: folder.path("town"))
    let mapping = folder.path("town/fl-chen-2024.fields.yaml")
    let text = try String(contentsOfFile: mapping, encoding: .utf8)
    #expect(text.contains("\"Wald\": forest   # 2 ×"), "\(text)")
    #expect(text.contains("\"Ackerland\": arable   # 1 ×"))
    #expect(text.contains("id: [\"gid\"]"))
    // A column `type` that holds "Polygon" says nothing of the ground.
    #expect(
      made.summary.contains("  without a meaning in the plan: type, flaeche"), "\(made.summary)")
    #expect(made.summary.contains("  class: known of 3 (100 %)"), "\(made.summary)")
    #expect(FileManager.default.fileExists(atPath: folder.path("town/plan.yaml")))
  }

  @Test("a value that nobody knows stops the import until a person says what it means")
  func open() throws {
    let folder = try TemporaryFolder()
    let file = folder.path("land.geojson")
    let odd = parcels + [#""gid": 4, "type": "Polygon", "Nutzungsart": "Xyz 7", "flaeche": 98.5"#]
    try write(odd.enumerated().map { square(Double($0) * 20, $1) }, to: file)
    let town = folder.path("town")
    let first = #expect(throws: PlanningFailure.self) {
      try importing(file, as: "landUse", into: town)
    }
    #expect(first?.diagnostics.map(\.code) == ["import.open-values"])
    #expect(first?.diagnostics.first?.message.contains("class: Xyz 7 (1 ×)") == true)
    #expect(!FileManager.default.fileExists(atPath: town + "/data"))
    // The same again without a change is refused with the line.
    let second = #expect(throws: PlanningFailure.self) {
      try importing(file, as: "landUse", into: town)
    }
    #expect(
      second?.diagnostics.contains { $0.place.line != nil } == true, "\(String(describing: second))"
    )
    let mapping = town + "/land.fields.yaml"
    let text = try String(contentsOfFile: mapping, encoding: .utf8)
    let filled = text.replacing("\"Xyz 7\": ", with: "\"Xyz 7\": shrub ")
    try Data(filled.utf8).write(to: URL(filePath: mapping))
    let made = try importing(file, as: "landUse", into: town)
    #expect(made.summary.contains("  class: known of 4 (100 %)"), "\(made.summary)")
    #expect(try String(contentsOfFile: mapping, encoding: .utf8) == filled)
    // A later delivery with a new word is not swallowed.
    let later = odd + [#""gid": 5, "type": "Polygon", "Nutzungsart": "Neu", "flaeche": 98.5"#]
    try write(later.enumerated().map { square(Double($0) * 20, $1) }, to: file)
    let third = #expect(throws: PlanningFailure.self) {
      try importing(file, as: "landUse", into: town, replacing: true)
    }
    #expect(third?.diagnostics.map(\.code) == ["import.unmapped"])
    #expect(third?.diagnostics.first?.message.contains("Neu (1 ×)") == true)
  }

  @Test("codes of a known list are recognised under any name of the column")
  func codes() throws {
    let folder = try TemporaryFolder()
    let file = folder.path("cover.geojson")
    try write(
      ["112", "211", "211", "311"].enumerated().map {
        square(Double($0) * 20, #""nr": \#($0), "kode": "\#($1)""#)
      }, to: file)
    let made = try importing(file, as: "landUse", into: folder.path("town"))
    #expect(made.summary.contains("  class: kode, values as in corine"), "\(made.summary)")
  }

  @Test("buildings: names of fields in other languages, years that mean nothing stay visible")
  func buildings() throws {
    let folder = try TemporaryFolder()
    let file = folder.path("houses.geojson")
    try write(
      (0..<3).map {
        square(
          Double($0) * 20,
          #""OBJECTID": \#($0), "Baujahr": \#(1950 + $0), "Geschosse": 2, "Nutzung": "\#($0 == 0 ? "Schule" : "Wohnhaus")""#
        )
      }, to: file)
    let made = try importing(file, as: "buildings", into: folder.path("town"))
    for line in ["  use: Nutzung", "  levels: Geschosse", "  year: Baujahr"] {
      #expect(made.summary.contains(line), "\(made.summary)")
    }
    #expect(made.summary.contains("  use: known of 3 (100 %)"))
    let plan = try String(contentsOfFile: folder.path("town/plan.yaml"), encoding: .utf8)
    #expect(plan.contains("buildings:"))
  }

  @Test("small numbers are no codes: levels are no use, a constant and a rank are no class of land")
  func smallNumbers() throws {
    let folder = try TemporaryFolder()
    let file = folder.path("houses.geojson")
    try write(
      (0..<6).map {
        square(
          Double($0) * 20,
          #""id": \#($0), "levels": \#(1 + $0 % 2), "rank": \#(1 + $0), "origin": 1"#)
      }, to: file)
    let made = try importing(file, as: "buildings", into: folder.path("town"))
    #expect(made.summary.contains("  levels: levels"), "\(made.summary)")
    #expect(!made.summary.contains { $0.contains("use:") }, "\(made.summary)")
    let failure = #expect(throws: PlanningFailure.self) {
      try importing(file, as: "landUse", into: folder.path("land"))
    }
    #expect(failure?.diagnostics.map(\.code) == ["import.no-class"])
    // The mapping file is there for a person to fill in, and the failure says so.
    #expect(failure?.written == [folder.path("land/houses.fields.yaml")])
  }

  @Test("a column called like a class asks what its numbers mean, beside a constant of CORINE's")
  func namedCodes() throws {
    let folder = try TemporaryFolder()
    let file = folder.path("cover.geojson")
    try write(
      [34100, 35412, 34100].enumerated().map {
        square(Double($0) * 20, #""AINLAHDE": 1, "LUOKKA": \#($1)"#)
      }, to: file)
    let failure = #expect(throws: PlanningFailure.self) {
      try importing(file, as: "landUse", into: folder.path("town"))
    }
    #expect(failure?.diagnostics.map(\.code) == ["import.open-values"])
    #expect(failure?.diagnostics[0].message.contains("class: 34100 (2 ×)") == true)
  }

  @Test("years are found by their values and told as a guess")
  func years() throws {
    let folder = try TemporaryFolder()
    let file = folder.path("houses.geojson")
    try write(
      [1900, 1900, 1890, 1975].enumerated().map {
        square(Double($0) * 20, #""plot": \#(2500 + $0), "age": \#($1)"#)
      }, to: file)
    let made = try importing(file, as: "buildings", into: folder.path("town"))
    #expect(
      made.summary.contains("  year: age, guessed by its values, which look like years"),
      "\(made.summary)")
  }

  /// Two squares as a Shapefile that says neither its encoding nor, on wish, its CRS.
  private func shapefile(
    at path: String, name: String, encoding: String, hasCRS: Bool
  ) throws {
    func area(_ x: Double) -> [UInt8] {
      Extent(minX: 500_000 + x, minY: 5_500_000, maxX: 500_010 + x, maxY: 5_500_010).polygon
    }
    let (one, two) = (area(0), area(20))
    try withVectorFile(creating: path + ".shp", driver: "ESRI Shapefile") { writer in
      let layer = try writer.createLayer(
        "places", crs: "EPSG:25832", geometry: .polygon, fields: [OutputField("name", .text)],
        options: [("ENCODING", encoding)])
      try writer.append(
        VectorRows(
          geometryBytes: one + two, geometryOffsets: [0, one.count, one.count + two.count],
          columns: [.texts([name, "Brno"])]), to: layer)
    }
    try? FileManager.default.removeItem(atPath: path + ".cpg")
    if !hasCRS { try? FileManager.default.removeItem(atPath: path + ".prj") }
    let table = try FileHandle(forUpdating: URL(filePath: path + ".dbf"))
    try table.seek(toOffset: 29)
    try table.write(contentsOf: Data([0]))
    try table.close()
  }

  @Test(
    "a guessed encoding is told with where to correct it, and --encoding is kept in the mapping")
  func encodings() throws {
    let folder = try TemporaryFolder()
    try shapefile(
      at: folder.path("places"), name: "Řečkovice", encoding: "CP1250", hasCRS: true)
    let guess = try importing(folder.path("places.shp"), as: "districts", into: folder.path("a"))
    let told = guess.diagnostics.filter { $0.code == "layer.encoding-guessed" }
    #expect(told.count == 1, "\(guess.diagnostics)")
    #expect(told.first?.remedy.contains("places.fields.yaml") == true)
    var order = ProfileOrder(profile: "", files: [folder.path("places.shp")])
    order.country = "CZ"
    order.encoding = "CP1250"
    let made = try importFile(
      order, as: "districts", mapping: nil, into: folder.path("b"), workers: Workers(2))
    #expect(!made.diagnostics.contains { $0.code == "layer.encoding-guessed" })
    // Without the option the mapping file remembers.
    order.encoding = nil
    order.replaces = true
    let again = try importFile(
      order, as: "districts", mapping: nil, into: folder.path("b"), workers: Workers(2))
    #expect(!again.diagnostics.contains { $0.code == "layer.encoding-guessed" })
    let layer = try #require(
      try GDALDataset(folder.path("b/data/places.gpkg"), as: .vector).layer(at: 0))
    #expect(layer.sampledTexts(rows: 9).contains { $0.contains("Řečkovice") })
  }

  @Test("texts that the guess cannot read stop the import before anything is written")
  func unreadable() throws {
    let folder = try TemporaryFolder()
    // Ž is no letter in ISO-8859-1.
    try shapefile(at: folder.path("places"), name: "Žďár", encoding: "CP1250", hasCRS: true)
    let failure = #expect(throws: PlanningFailure.self) {
      try importing(folder.path("places.shp"), as: "districts", into: folder.path("a"))
    }
    #expect(failure?.diagnostics.map(\.code) == ["layer.bad-text"])
    #expect(failure?.diagnostics.first?.remedy.contains("--encoding CP1250") == true)
    #expect(!FileManager.default.fileExists(atPath: folder.path("a")))
    // A profile of one's own says it too.
    let text =
      "commongroundProfile: 1\nname: ours\nrole: districts\nfields: {name: name}\nencoding: CP1250\n"
    try Data(text.utf8).write(to: URL(filePath: folder.path("ours.yaml")))
    var order = ProfileOrder(profile: folder.path("ours.yaml"), files: [folder.path("places.shp")])
    order.country = "CZ"
    let made = try importByProfile(order, into: folder.path("b"), workers: Workers(2))
    #expect(made.summary.contains("  name: known of 2 (100 %)"), "\(made.summary)")
  }

  @Test("a missing CRS is asked for in the mapping file that was written, or by --source-crs")
  func projection() throws {
    let folder = try TemporaryFolder()
    try shapefile(at: folder.path("places"), name: "Telč", encoding: "UTF-8", hasCRS: false)
    let town = folder.path("town")
    let failure = #expect(throws: PlanningFailure.self) {
      try importing(folder.path("places.shp"), as: "districts", into: town)
    }
    let told = failure?.diagnostics.filter { $0.code == "layer.no-crs" } ?? []
    #expect(told.count == 1, "\(String(describing: failure))")
    #expect(told.first?.remedy.contains("--source-crs") == true)
    #expect(told.first?.remedy.contains("\(town)/places.fields.yaml") == true)
    #expect(failure?.written == ["\(town)/places.fields.yaml"])
    var order = ProfileOrder(profile: "", files: [folder.path("places.shp")])
    order.country = "DE"
    order.sourceCRS = "EPSG:25832"
    let made = try importFile(
      order, as: "districts", mapping: nil, into: town, workers: Workers(2))
    #expect(made.summary.contains { $0.contains("2 features in ETRS89 / UTM zone 32N") })
  }

  @Test("a mapping file of another role, and an unknown role, are refused by name")
  func roles() throws {
    let folder = try TemporaryFolder()
    let file = folder.path("land.geojson")
    try write(parcels.enumerated().map { square(Double($0) * 20, $1) }, to: file)
    _ = try importing(file, as: "landUse", into: folder.path("town"))
    let other = #expect(throws: PlanningFailure.self) {
      try importing(file, as: "districts", into: folder.path("town"))
    }
    #expect(other?.diagnostics.map(\.code) == ["import.other-role"])
    let unknown = #expect(throws: PlanningFailure.self) {
      try importing(file, as: "roads", into: folder.path("town"))
    }
    #expect(unknown?.diagnostics.map(\.code) == ["import.unknown-role"])
  }

  @Test(
    "Aachen: outline, land use from the raster of CORINE and protected areas by mapping files make a plan",
    .enabled(
      if: FileManager.default.fileExists(atPath: shared + "/aachen-de"),
      "the shared real data are not at hand"))
  func aachen() throws {
    let folder = try TemporaryFolder()
    let town = folder.path("aachen")
    let data = shared + "/aachen-de/"
    var outline = ProfileOrder(profile: "", files: [data + "de_nw_aachen_outline.shp"])
    outline.country = "DE"
    outline.crs = "EPSG:25832"
    _ = try importFile(outline, as: "districts", mapping: nil, into: town, workers: Workers(2))
    let land = try importing(data + "clc-aachen_clipped.tif", as: "landUse", into: town)
    #expect(land.summary.contains("  class: value, values as in corine"), "\(land.summary)")
    _ = try importing(data + "Natura2000_aachenClipped.shp", as: "constraints", into: town)
    var settings = RunSettings()
    settings.workers = Workers(2)
    let outcome = try runPlan(at: town, into: town + "/out", settings: settings) { _ in }
    #expect(outcome.status == .optimal || outcome.status == .gap)
    let ledger = try String(contentsOfFile: town + "/out/ledger.csv", encoding: .utf8)
    let rows = ledger.components(separatedBy: "\r\n").dropFirst().filter {
      !$0.isEmpty && !$0.contains(",outside,")
    }
    let area = rows.reduce(0) { $0 + (Double($1.components(separatedBy: ",").last ?? "") ?? 0) }
    #expect(abs(area - 160_909_177) < 1000, "\(area)")
    // CORINE knows all of the ground.
    #expect(
      !rows.contains { $0.contains(",unknown,") }, "\(rows.filter { $0.contains("unknown") })")
  }
}
