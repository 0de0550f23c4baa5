import Foundation
import PlanModel
import Planning
import Testing

/// One thing wrong with the data of a plan, and what the check must say.
struct BadData: Sendable, CustomTestStringConvertible {
  var title: String
  /// The code of a finding, or its beginning.
  var code: String
  var severity = Severity.error
  /// A word that the message, the remedy or the place must have.
  var word: String
  var spoil: @Sendable (inout MiniTown) -> Void

  var testDescription: String { title }
}

private func replacing(_ old: String, by new: String) -> @Sendable (inout MiniTown) -> Void {
  { $0 = $0.replacing(old, by: new) }
}

extension MiniTown {
  /// The town with its constraint for one action only.
  fileprivate func excluding(_ action: String) -> MiniTown {
    replacing(
      "source: protected.geojson, crs: EPSG:3794}",
      by: "source: protected.geojson, crs: EPSG:3794, excludes: [\(action)]}")
  }
}

private let west = #"{"id": "W", "name": "West", "people": 400}"#

private let cases: [BadData] = [
  BadData(title: "missing file", code: "", word: "districts.geojson") {
    $0 = $0.replacing("districts.geojson", by: "district.geojson")
  },
  BadData(title: "unknown key", code: "plan.", word: "buildings") {
    $0 = $0.replacing("  buildings:", by: "  buidlings:")
  },
  BadData(title: "number without a unit", code: "plan.", word: "unit") {
    $0 = $0.replacing("2 MEUR", by: "2000000")
  },
  BadData(title: "unit of another kind", code: "plan.", word: "EUR") {
    $0 = $0.replacing("2 MEUR", by: "2 ha")
  },
  BadData(title: "unknown CRS of the plan", code: "", word: "EPSG:999999") {
    $0 = $0.replacing("country: SI\ncrs: EPSG:3794", by: "country: SI\ncrs: EPSG:999999")
  },
  BadData(title: "geographic CRS for the plan", code: "", word: "metre") {
    $0 = $0.replacing("country: SI\ncrs: EPSG:3794", by: "country: SI\ncrs: EPSG:4326")
  },
  BadData(title: "unknown CRS of a layer", code: "", word: "districts") {
    $0 = $0.replacing(
      "source: districts.geojson\n    crs: EPSG:3794",
      by: "source: districts.geojson\n    crs: EPSG:999999")
  },
  BadData(title: "unknown field", code: "layer.", word: "people") {
    $0 = $0.replacing("population: people", by: "population: peoples")
  },
  BadData(title: "unknown id field", code: "layer.", word: "id") {
    $0 = $0.replacing(
      "districts.geojson\n    crs: EPSG:3794\n    id: id",
      by: "districts.geojson\n    crs: EPSG:3794\n    id: code")
  },
  BadData(title: "district without an id", code: "layer.", word: "id") {
    $0.districts = $0.districts.replacingOccurrences(of: #""id": "W""#, with: #""id": null"#)
  },
  BadData(title: "two districts with one id", code: "layer.duplicate-id", word: "W") {
    $0.districts = $0.districts.replacingOccurrences(of: #""id": "E""#, with: #""id": "W""#)
  },
  BadData(title: "no district", code: "layer.", word: "districts") {
    $0.districts = MiniTown.collection([])
  },
  BadData(title: "districts that are points", code: "layer.", word: "districts") {
    $0.districts = MiniTown.collection([
      MiniTown.feature(west, #"{"type": "Point", "coordinates": [595000, 155000]}"#)
    ])
  },
  BadData(title: "a district without geometry", code: "layer.", severity: .warning, word: "W") {
    $0.districts = MiniTown.collection([
      MiniTown.feature(west, "null"),
      MiniTown.feature(#"{"id": "E", "people": 5}"#, MiniTown.square(1000, 0, 1000)),
    ])
  },
  BadData(title: "no GeoJSON at all", code: "layer.", word: "districts.geojson") {
    $0.districts = "{"
  },
  BadData(title: "more people than there are", code: "layer.too-large", word: "population") {
    $0.districts = $0.districts.replacing("400", with: "1e300")
  },
  BadData(
    title: "a constraint for an action whose id is misspelt", code: "constraint.unknown-action",
    word: "`wind`"
  ) { $0 = $0.excluding("windd") },
  BadData(
    title: "a constraint for an action that claims no land", code: "constraint.no-land-action",
    word: "roof-pv"
  ) { $0 = $0.excluding("roof-pv") },
  BadData(
    title: "a constraint for an action that the plan leaves out",
    code: "constraint.action-left-out", severity: .note, word: "wind"
  ) {
    $0 = $0.excluding("wind")
    $0.plan += "actions: {without: [wind]}\n"
  },
  BadData(
    title: "radiation of a year declared as that of a day", code: "potential.implausible",
    severity: .warning, word: "438000"
  ) { $0 = $0.withPotential("radiation", of: 1200, unit: "kWh/m²/d") },
  BadData(
    title: "wind in km/h declared as m/s", code: "potential.implausible", severity: .warning,
    word: "8 of 8 units 25 to 25 m/s"
  ) { $0 = $0.withPotential("windSpeed", of: 25, unit: "m/s") },
  BadData(
    title: "a raster of another place", code: "potential.covers-nothing", severity: .warning,
    word: "raster"
  ) { $0 = $0.withPotential("radiation", of: 1200, unit: "kWh/m²", east: 9000) },
  BadData(title: "an empty file", code: "layer.", word: "districts.geojson") { $0.districts = "" },
  BadData(title: "overlapping districts", code: "districts.overlap", severity: .warning, word: "E")
  {
    $0.districts = MiniTown.collection([
      MiniTown.feature(west, MiniTown.square(0, 0, 1000)),
      MiniTown.feature(#"{"id": "E", "people": 5}"#, MiniTown.square(900, 0, 1000)),
    ])
  },
  BadData(title: "a gap between districts", code: "districts.gap", severity: .warning, word: "gap")
  {
    $0.districts = MiniTown.collection([
      MiniTown.feature(
        west,
        #"{"type": "Polygon", "coordinates": [[[595000, 155000], [597000, 155000], [597000, 157000], [595000, 157000], [595000, 155000]], [[595500, 155500], [595500, 155600], [595600, 155600], [595600, 155500], [595500, 155500]]]}"#
      )
    ])
  },
  BadData(title: "a bow-tie", code: "layer.", severity: .warning, word: "b3") {
    $0.buildings = MiniTown.collection([
      MiniTown.feature(
        #"{"id": "b3", "use": "house", "floors": 2, "built": 1990}"#,
        MiniTown.polygon([(100, 100), (120, 120), (120, 100), (100, 120)]))
    ])
  },
  BadData(title: "text where numbers should be", code: "layer.", severity: .warning, word: "levels")
  {
    $0.buildings = $0.buildings.replacingOccurrences(of: #""floors": 2"#, with: #""floors": "two""#)
  },
  BadData(title: "negative people", code: "layer.negative", word: "population") {
    $0.districts = $0.districts.replacingOccurrences(of: #""people": 400"#, with: #""people": -4"#)
  },
  BadData(title: "a filter that is no condition", code: "layer.", word: "filter") {
    $0 = $0.replacing(
      "source: buildings.geojson", by: "source: buildings.geojson\n    filter: \"floors >< 2\"")
  },
  BadData(title: "coordinates that are not in the CRS", code: "layer.", word: "districts") {
    $0.districts = $0.districts.replacingOccurrences(of: "595000.0", with: "1e300")
  },
  BadData(
    title: "districts outside of the area of their CRS", code: "layer.outside-crs-area",
    word: "districts"
  ) {
    $0.districts = $0.districts.replacingOccurrences(of: "595", with: "995")
      .replacingOccurrences(of: "596", with: "996").replacingOccurrences(of: "597", with: "997")
  },
  BadData(
    title: "one district of two that is nowhere on earth", code: "layer.bad-coordinates",
    word: "districts"
  ) {
    $0.districts = $0.districts.replacingOccurrences(of: "597000.0", with: "1e300")
  },
  BadData(
    title: "one district of two with x and y exchanged", code: "layer.swapped-feature", word: "E"
  ) {
    $0.districts = MiniTown.collection([
      MiniTown.feature(west, MiniTown.square(0, 0, 1000)),
      MiniTown.feature(
        #"{"id": "E", "people": 600}"#,
        #"{"type": "Polygon", "coordinates": [[[155000, 596000], [156000, 596000], [156000, 597000], [155000, 597000], [155000, 596000]]]}"#
      ),
    ])
  },
  BadData(
    title: "a building with x and y exchanged", code: "layer.swapped-feature", severity: .warning,
    word: "b3"
  ) {
    $0.buildings = $0.buildings.replacingOccurrences(
      of: MiniTown.square(50 + 3 * 190, 60, 12),
      with:
        #"{"type": "Polygon", "coordinates": [[[155060, 595620], [155072, 595620], [155072, 595632], [155060, 595632], [155060, 595620]]]}"#
    )
  },
  BadData(title: "a raster that is none", code: "", word: "radiation") {
    $0 = $0.replacing(
      "units:",
      by: "units:")
    $0.plan = $0.plan.replacingOccurrences(
      of: "units: {squares",
      with:
        "  potentials:\n    - {name: radiation, kind: radiation, source: land.geojson, unit: kWh/m²}\nunits: {squares"
    )
  },
  BadData(title: "a lock on an action that is not there", code: "", word: "roof-pv") {
    $0.plan += "  locks:\n    - {district: W, action: roof-pw, decision: in, reason: council}\n"
  },
  BadData(title: "a lock on a place that is not there", code: "", word: "X") {
    $0.plan += "  locks:\n    - {district: X, action: roof-pv, decision: in, reason: council}\n"
  },
  BadData(title: "locked in and locked out", code: "", word: "W") {
    $0.plan +=
      "  locks:\n    - {district: W, action: roof-pv, decision: in, reason: a}\n    - {district: W, action: roof-pv, decision: out, reason: b}\n"
  },
  BadData(title: "a zero budget", code: "", severity: .warning, word: "budget") {
    $0 = $0.replacing("2 MEUR", by: "0 EUR")
  },
  BadData(title: "a target above what is possible", code: "", severity: .warning, word: "target") {
    $0 = $0.replacing("20 % of baseline", by: "100 % of baseline")
    $0.plan = $0.plan.replacingOccurrences(of: "actions:", with: "actions:")
    $0.plan += "actions: {only: [street-lighting]}\n"
  },
  BadData(title: "a source outside the archive", code: "", word: "..") {
    $0 = $0.replacing(
      "source: districts.geojson", by: "source: /vsizip/districts.zip/../../etc/passwd")
  },
  BadData(title: "a virtual format that names other files", code: "layer.", word: "districts") {
    $0.districts =
      "<OGRVRTDataSource><OGRVRTLayer name=\"x\"><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
  },
]

@Suite struct BadDataTests {
  @Test("a check names what is wrong, where, and what to do", arguments: cases)
  func named(bad: BadData) throws {
    var town = MiniTown()
    bad.spoil(&town)
    let folder = try town.write()
    let findings = checkPlan(at: folder, settings: RunSettings()).diagnostics
    let found = findings.filter { finding in
      finding.severity == bad.severity && finding.code.hasPrefix(bad.code)
        && "\(finding)".contains(bad.word)
    }
    #expect(!found.isEmpty, "\(findings)")
    for finding in found { #expect(!finding.remedy.isEmpty, "\(finding)") }
  }

  @Test("a good plan has no error, and a check writes nothing")
  func goodPlan() throws {
    let folder = try MiniTown().write()
    let before = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    let findings = checkPlan(at: folder, settings: RunSettings()).diagnostics
    #expect(!findings.containError, "\(findings)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == before)
  }

  @Test(
    "a decision about a whole district, whose units have many options, is no error",
    arguments: ["in", "out"])
  func districtDecision(decision: String) throws {
    var town = MiniTown()
    town.plan +=
      "  locks:\n    - {district: W, action: roof-pv, decision: \(decision), reason: a}\n"
    let findings = checkPlan(at: try town.write(), settings: RunSettings()).diagnostics
    #expect(!findings.containError, "\(findings)")
  }

  @Test("a plan without a layer of buildings is possible, and says what cannot be known")
  func withoutBuildings() throws {
    var town = MiniTown()
    let lines = town.plan.components(separatedBy: "\n")
    let first = try #require(lines.firstIndex(of: "  buildings:"))
    let next = try #require(lines.firstIndex(of: "  landUse:"))
    town.plan = (lines[..<first] + lines[next...]).joined(separator: "\n")
      .replacingOccurrences(of: "20 % of baseline", with: "0 t")
    let findings = checkPlan(at: try town.write(), settings: RunSettings()).diagnostics
    #expect(!findings.containError, "\(findings)")
    #expect(findings.count { $0.code == "buildings.none" && $0.severity == .warning } == 1)
    #expect(
      !checkPlan(at: try MiniTown().write(), settings: RunSettings()).diagnostics
        .contains { $0.code == "buildings.none" })
  }

  @Test("an empty GeoJSON layer, which cannot declare fields, is empty and nothing worse")
  func emptyLayers() throws {
    var town = MiniTown()
    town.buildings = MiniTown.collection([])
    town.landUse = MiniTown.collection([])
    town.protected = MiniTown.collection([])
    town.plan = town.plan.replacingOccurrences(of: "20 % of baseline", with: "0 t")
    let findings = checkPlan(at: try town.write(), settings: RunSettings()).diagnostics
    #expect(!findings.containError, "\(findings)")
    #expect(findings.filter { $0.code == "layer.empty" }.count == 3, "\(findings)")
  }

  @Test("a district source that cannot be read is told once")
  func toldOnce() throws {
    var town = MiniTown().replacing("country: SI\ncrs: EPSG:3794", by: "country: SI")
    town.districts = "{"
    let findings = checkPlan(at: try town.write(), settings: RunSettings()).diagnostics
    let broken = findings.filter { $0.code == "layer.not-readable" }
    #expect(broken.count == 1, "\(findings)")
  }

  @Test("five things wrong at once are told at once")
  func allAtOnce() throws {
    var town = MiniTown().replacing("2 MEUR", by: "2").replacing(
      "population: people", by: "population: peple"
    )
    .replacing("levels: floors", by: "levels: flors").replacing("land.geojson", by: "lnd.geojson")
    town.plan += "wishes: many\n"
    let folder = try town.write()
    let errors = checkPlan(at: folder, settings: RunSettings()).diagnostics
      .filter { $0.severity == .error }
    #expect(errors.count >= 5, "\(errors)")
  }
}
