import Foundation
import GDALBinding
import PlanModel
import Planning
import TestSupport
import Testing

private let shared = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  .appending(path: "shared/data").path(percentEncoded: false)

private func importing(
  _ profile: String, _ files: String..., into folder: String,
  _ change: (inout ProfileOrder) -> Void = { _ in }
) throws -> ProfileOutcome {
  var order = ProfileOrder(profile: profile, files: files)
  order.country = "DE"
  change(&order)
  return try importByProfile(order, into: folder, workers: Workers(2))
}

/// Four squares of 10 m in EPSG:25832, of which the last was pulled down.
private let houses = """
  {"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "EPSG:25832"}}, "features": [
  {"type": "Feature", "properties": {"code": "a", "type": "Polygon", "art": "1000", "baujahr": 1965, "hoehe_cm": 900, "stand": "aktuell"}, "geometry": {"type": "Polygon", "coordinates": [[[500000, 5500000], [500010, 5500000], [500010, 5500010], [500000, 5500010], [500000, 5500000]]]}},
  {"type": "Feature", "properties": {"code": "b", "type": "Polygon", "art": "2000", "baujahr": 9999, "hoehe_cm": 1200, "stand": "aktuell"}, "geometry": {"type": "Polygon", "coordinates": [[[500020, 5500000], [500030, 5500000], [500030, 5500010], [500020, 5500010], [500020, 5500000]]]}},
  {"type": "Feature", "properties": {"code": "c", "type": "Polygon", "art": "77", "baujahr": null, "hoehe_cm": null, "stand": "aktuell"}, "geometry": {"type": "Polygon", "coordinates": [[[500040, 5500000], [500050, 5500000], [500050, 5500010], [500040, 5500010], [500040, 5500000]]]}},
  {"type": "Feature", "properties": {"code": "d", "type": "Polygon", "art": "1000", "baujahr": 1900, "hoehe_cm": 500, "stand": "historisch"}, "geometry": {"type": "Polygon", "coordinates": [[[500060, 5500000], [500070, 5500000], [500070, 5500010], [500060, 5500010], [500060, 5500000]]]}}
  ]}
  """

private let profile = """
  commongroundProfile: 1
  name: our-houses
  title: Houses of our own office
  role: buildings
  licence: CC0
  id: [code]
  filter: stand = 'aktuell'
  fields:
    use: {field: art, values: {"1000": singleFamily, "2000": office}, otherwise: otherNonResidential}
    year: {field: BAUJAHR, missing: ["9999"]}
    height: {field: hoehe_cm, unit: cm}
    owner: {field: eigentuemer, values: {"Stadt": municipal}}
  """

private func rows(of path: String, _ fields: [String]) throws -> [[String?]] {
  let dataset = try GDALDataset(path, as: .vector)
  let layer = try #require(dataset.layer(at: 0))
  let names = layer.fields.map(\.name)
  let places = try fields.map { try #require(names.firstIndex(of: $0)) }
  return layer.sampledTexts(rows: 100).map { row in places.map { row[$0] } }
}

@Suite struct ProfileImportTests {
  @Test(
    "a city's own profile maps words, units, words that say nothing, and leaves old records out")
  func own() throws {
    let folder = try TemporaryFolder()
    try Data(houses.utf8).write(to: URL(filePath: folder.path("houses.geojson")))
    try Data(profile.utf8).write(to: URL(filePath: folder.path("ours.yaml")))
    let made = try importing(
      folder.path("ours.yaml"), folder.path("houses.geojson"), into: folder.path("town"))
    #expect(
      made.files == ["data/our-houses.gpkg", "data/our-houses.layer.yaml", "plan.yaml"])
    let found = try rows(
      of: folder.path("town/data/our-houses.gpkg"), ["id", "use", "year", "height"])
    #expect(
      found == [
        ["a", "singleFamily", "1965", "9"], ["b", "office", nil, "12"],
        ["c", "otherNonResidential", nil, nil],
      ])
    #expect(made.summary.contains("  year: known of 1 (33 %)"), "\(made.summary)")
    // The field that the source lacks is left out, and not an error.
    #expect(!made.summary.contains { $0.contains("owner") })
  }

  @Test("an archive whose files hold the same layer is one source, another is asked about")
  func archive() throws {
    let folder = try TemporaryFolder()
    let second = houses.replacing("\"code\": \"", with: "\"code\": \"2")
    for (name, text) in [("one", houses), ("two", second), ("other", houses)] {
      // A name in the file makes the layer's, so that both are of one kind.
      let layer = name == "other" ? "sheds" : "houses"
      try Data(
        text.replacing(
          "\"FeatureCollection\",", with: "\"FeatureCollection\", \"name\": \"\(layer)\","
        ).utf8
      )
      .write(to: URL(filePath: folder.path("\(name).geojson")))
    }
    try Data(profile.utf8).write(to: URL(filePath: folder.path("ours.yaml")))
    func zip(_ names: [String], into archive: String) throws {
      let code =
        "import sys, zipfile\nwith zipfile.ZipFile(sys.argv[1], 'w') as z:\n  for n in sys.argv[2:]: z.write(n, n.split('/')[-1])"
      _ = try PostGISCluster.output(
        of: ["python3", "-c", code, folder.path(archive)]
          + names.map { folder.path("\($0).geojson") })
    }
    try zip(["one", "two"], into: "both.zip")
    let made = try importing(
      folder.path("ours.yaml"), folder.path("both.zip"), into: folder.path("town"))
    #expect(made.summary[0].contains(": 6 features"), "\(made.summary)")
    try zip(["one", "other"], into: "mixed.zip")
    let failure = #expect(throws: PlanningFailure.self) {
      try importing(
        folder.path("ours.yaml"), folder.path("mixed.zip"), into: folder.path("town2"))
    }
    #expect(failure?.diagnostics.contains { $0.code == "layer.which-file" } == true)
  }

  @Test("of the parts of a feature the largest number counts, and its own where it has one")
  func parts() throws {
    let folder = try TemporaryFolder()
    try Data(houses.utf8).write(to: URL(filePath: folder.path("houses.geojson")))
    let wings = ["a#1", "a#2", "c#1", "z#1"].enumerated().map { number, id in
      #"{"type": "Feature", "properties": {"code": "\#(id)", "floors": \#(number + 1)}, "geometry": {"type": "Polygon", "coordinates": [[[500000, 5500000], [500010, 5500000], [500010, 5500010], [500000, 5500010], [500000, 5500000]]]}}"#
    }
    let text =
      #"{"type": "FeatureCollection", "name": "wings", "crs": {"type": "name", "properties": {"name": "EPSG:25832"}}, "features": ["#
      + wings.joined(separator: ",\n") + "]}"
    try Data(text.utf8).write(to: URL(filePath: folder.path("wings.geojson")))
    let withParts =
      profile + "\nparts: {layers: [wings], id: [code], mark: \"#\", fields: {levels: floors}}\n"
    try Data(withParts.utf8).write(to: URL(filePath: folder.path("ours.yaml")))
    let made = try importing(
      folder.path("ours.yaml"), folder.path("houses.geojson"), folder.path("wings.geojson"),
      into: folder.path("town"))
    let found = try rows(of: folder.path("town/data/our-houses.gpkg"), ["id", "levels"])
    #expect(found == [["a", "2"], ["b", nil], ["c", "3"]])
    #expect(made.diagnostics.contains { $0.code == "import.stray-parts" && $0.count == 1 })
  }

  @Test("a file of another supplier is an error that names its layers, not a plan of its shapes")
  func foreign() throws {
    let folder = try TemporaryFolder()
    try Data(houses.utf8).write(to: URL(filePath: folder.path("houses.geojson")))
    for (name, code) in [("ruian-buildings", "import.no-layer"), ("cdda", "import.no-field")] {
      let failure = #expect(throws: PlanningFailure.self) {
        try importing(name, folder.path("houses.geojson"), into: folder.path(name))
      }
      #expect(failure?.diagnostics.map(\.code) == [code], "\(String(describing: failure))")
      #expect(!FileManager.default.fileExists(atPath: folder.path(name)))
    }
  }

  @Test("imports fill one folder, whose plan grows with them until a person changes it")
  func growing() throws {
    let folder = try TemporaryFolder()
    try Data(houses.utf8).write(to: URL(filePath: folder.path("houses.geojson")))
    try Data(profile.utf8).write(to: URL(filePath: folder.path("ours.yaml")))
    let areas =
      profile.replacing("our-houses", with: "our-areas")
      .replacing("role: buildings", with: "role: districts")
      .components(separatedBy: "fields:")[0] + "fields: {name: code}\n"
    try Data(areas.utf8).write(to: URL(filePath: folder.path("areas.yaml")))
    let town = folder.path("town")
    let file = folder.path("houses.geojson")
    _ = try importing(folder.path("ours.yaml"), file, into: town)
    // Without districts there is nothing to plan for, and the check says so.
    #expect(checkPlan(at: town, settings: RunSettings()).diagnostics.containError)
    let second = try importing(folder.path("areas.yaml"), file, into: town)
    #expect(second.files.contains("plan.yaml"))
    let checked = checkPlan(at: town, settings: RunSettings()).diagnostics
    #expect(!checked.containError, "\(checked)")
    // The same again is refused, and replaces on demand with the same bytes.
    let again = #expect(throws: PlanningFailure.self) {
      try importing(folder.path("ours.yaml"), file, into: town)
    }
    #expect(again?.diagnostics.map(\.code) == ["import.exists"])
    let before = FileManager.default.contents(atPath: town + "/data/our-houses.gpkg")
    _ = try importing(folder.path("ours.yaml"), file, into: town) { $0.replaces = true }
    #expect(FileManager.default.contents(atPath: town + "/data/our-houses.gpkg") == before)
    let text = try String(contentsOfFile: town + "/plan.yaml", encoding: .utf8)
    let changed = text.replacing("  buildings:", with: "  # Checked by Ada.\n  buildings:")
    try Data(changed.utf8).write(to: URL(filePath: town + "/plan.yaml"))
    let third = try importing(folder.path("ours.yaml"), file, into: town) { $0.replaces = true }
    #expect(!third.files.contains("plan.yaml"))
    #expect(try String(contentsOfFile: town + "/plan.yaml", encoding: .utf8) == changed)
  }

  @Test("what is wrong with a profile is told at once with lines, and the nearest name of one")
  func wrong() throws {
    let folder = try TemporaryFolder()
    let broken = profile.replacing("filter:", with: "filtre:")
      .replacing("singleFamily", with: "castle")
    try Data(broken.utf8).write(to: URL(filePath: folder.path("broken.yaml")))
    let failure = #expect(throws: PlanningFailure.self) {
      try importing(folder.path("broken.yaml"), "x.gpkg", into: folder.path("town"))
    }
    let found = failure?.diagnostics ?? []
    #expect(found.count == 2, "\(found)")
    let text = "\(found)"
    #expect(text.contains("filter") && text.contains("castle"))
    #expect(found.allSatisfy { $0.place.line != nil })
    let unknown = #expect(throws: PlanningFailure.self) {
      try importing("natura-2000", "x.gpkg", into: folder.path("town"))
    }
    let remedy = unknown?.diagnostics.first?.remedy ?? ""
    #expect(remedy.contains("natura2000"))
    #expect(!FileManager.default.fileExists(atPath: folder.path("town")))
  }

  @Test("every profile that comes with the program can be read")
  func all() throws {
    let profiles = try importProfiles()
    #expect(profiles.count >= 13)
    #expect(profiles.allSatisfy { !$0.title.isEmpty })
  }

  @Test("a draft names every field with its commonest values, and is a profile as it stands")
  func draft() throws {
    let folder = try TemporaryFolder()
    try Data(houses.utf8).write(to: URL(filePath: folder.path("houses.geojson")))
    let text = try fieldsDraft(
      of: folder.path("houses.geojson"), layer: nil, role: "buildings")
    #expect(text.contains("#   \"art\" (text)\n#     2 × \"1000\"\n#     1 × \"2000\""), "\(text)")
    #expect(text.contains("#  year:    # The year of construction."))
    try Data(text.utf8).write(to: URL(filePath: folder.path("draft.yaml")))
    let made = try importing(
      folder.path("draft.yaml"), folder.path("houses.geojson"), into: folder.path("town"))
    #expect(made.summary.count == 1 && made.summary[0].contains("4 features"))
  }
}

/// Files of suppliers, which are not part of the project; skipped where they are not beside this checkout.
@Suite(
  .enabled(
    if: FileManager.default.fileExists(atPath: shared), "the shared real data are not at hand"))
struct RealProfileTests {
  @Test(
    "suppliers' own files give as many features as they have, with the fields that a plan needs",
    arguments: [
      ("catastro", "melque-es/A.ES.SDGC.BU.40146.building.gml", 246, "  year: known of 246"),
      ("inspire-zones", "melque-es/A.ES.SDGC.CP.40146.cadastralzoning.gml", 42, "  name"),
      ("inspire-parcels", "melque-es/A.ES.SDGC.CP.40146.cadastralparcel.gml", 1443, ""),
      ("bag", "doesburg-nl/0221PND15092020.zip", 7227, "  year: known of 7227"),
      ("eubucco", "vichy-fr/v0_1-FRA_1_2_3_11_1-Vichy.gpkg.zip", 11_141, "  height: known of 9518"),
      ("natura2000", "aachen-de/Natura2000_aachenClipped.shp", 42, "  name: known of 42"),
      ("cdda", "aachen-de/CDDA_aachenClipped.shp", 55, "  name: known of 55"),
      ("corine", "/vsizip/tartu-ee/L5.zip/corine_tartu.shp", 2281, "  class: known of 2281"),
    ])
  func counts(profile: String, file: String, features: Int, line: String) throws {
    let folder = try TemporaryFolder()
    let path =
      file.hasPrefix("/vsizip/") ? "/vsizip/\(shared)/" + file.dropFirst(8) : "\(shared)/\(file)"
    let made = try importing(profile, path, into: folder.path("town"))
    #expect(made.summary[0].contains(": \(features) features"), "\(made.summary)")
    #expect(line.isEmpty || made.summary.contains { $0.hasPrefix(line) }, "\(made.summary)")
  }

  @Test("floors of the Spanish cadastre come from the parts of its buildings, the highest of each")
  func catastroParts() throws {
    let folder = try TemporaryFolder()
    let place = "\(shared)/melque-es/A.ES.SDGC.BU.40146."
    let made = try importing(
      "catastro", place + "building.gml", place + "buildingpart.gml", into: folder.path("town"))
    #expect(made.summary[0].contains(": 246 features"), "\(made.summary)")
    #expect(made.summary.contains("  levels: known of 242 (98 %)"), "\(made.summary)")
    // Parts alone are no buildings.
    let failure = #expect(throws: PlanningFailure.self) {
      try importing("catastro", place + "buildingpart.gml", into: folder.path("parts"))
    }
    #expect(failure?.diagnostics.map(\.code) == ["import.no-layer"])
  }

  @Test(
    "Děčany from the register's own file: 310 buildings, 3,172 parcels and 4 units that fill the commune"
  )
  func decany() throws {
    let folder = try TemporaryFolder()
    let file = "/vsigzip/\(shared)/decany-cz/OB_UKSH.xml.gz"
    let town = folder.path("town")
    for (profile, count) in [
      ("ruian-districts", 4), ("ruian-buildings", 310), ("ruian-land", 3172),
    ] {
      let made = try importing(profile, file, into: town) { $0.country = "CZ" }
      #expect(made.summary[0].contains(": \(count) features"), "\(made.summary)")
    }
    let outcome = try runPlan(at: town, into: town + "/results", settings: RunSettings()) { _ in }
    #expect(outcome.status == .optimal || outcome.status == .gap)
    let ledger = try String(contentsOfFile: town + "/results/ledger.csv", encoding: .utf8)
    let area = ledger.components(separatedBy: "\r\n").dropFirst()
      .filter { !$0.isEmpty && !$0.contains(",outside,") }
      .reduce(0) {
        $0 + (Double($1.split(separator: ",", omittingEmptySubsequences: false).last ?? "") ?? 0)
      }
    #expect(abs(area - 12_372_590) <= 1, "\(area)")
  }
}
