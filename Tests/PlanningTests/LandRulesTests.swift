import Foundation
import PlanModel
import Planning
import Testing

/// Whole runs of the mini town on units of a layer and with rules on land, checked in the files they write.
@Suite struct LandRulesTests {
  private func run(
    _ town: MiniTown, adding files: [(name: String, text: String)]
  ) throws -> String {
    let folder = try town.write()
    for file in files { try Data(file.text.utf8).write(to: URL(filePath: folder + file.name)) }
    _ = try runPlan(at: folder, into: folder + "out", settings: RunSettings()) { _ in }
    let record = try JSONSerialization.jsonObject(
      with: Data(contentsOf: URL(filePath: folder + "out/run.json")))
    let closures = try #require((record as? [String: Any])?["closures"] as? [[String: Any]])
    for closure in closures { #expect(closure["holds"] as? Bool == true, "\(closure)") }
    return folder + "out/"
  }

  /// The rows of a table by the names of its columns.
  private func table(_ path: String) throws -> [[String: String]] {
    let lines = try String(contentsOf: URL(filePath: path), encoding: .utf8)
      .split(whereSeparator: \.isNewline).drop { $0.hasPrefix("#") }
    let header = try #require(lines.first).split(separator: ",").map(String.init)
    return lines.dropFirst().map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      return Dictionary(zip(header, cells)) { first, _ in first }
    }
  }

  private func sum(_ rows: [[String: String]], _ column: String) -> Double {
    rows.reduce(0) { $0 + (Double($1[column] ?? "") ?? 0) }
  }

  @Test("parcels of a layer are the units, cut by the districts, and the rest is one more")
  func unitsOfLayer() throws {
    let parcels = MiniTown.collection([
      MiniTown.feature(#"{"no": "P1"}"#, MiniTown.rectangle(0, 0, 1500, 1000)),
      MiniTown.feature(#"{"no": "P2"}"#, MiniTown.rectangle(1500, 0, 2000, 900)),
    ])
    let town = MiniTown().replacing(
      "units: {squares: 500 m}",
      by: "units: {layer: {source: parcels.geojson, crs: EPSG:3794, id: no}}")
    let out = try run(town, adding: [("parcels.geojson", parcels)])
    let layer = try JSONSerialization.jsonObject(
      with: Data(contentsOf: URL(filePath: out + "layers/units.geojson")))
    let features = try #require((layer as? [String: Any])?["features"] as? [[String: Any]])
    let units = try features.map { feature in
      let properties = try #require(feature["properties"] as? [String: Any])
      let id = try #require(feature["id"] as? String ?? properties["id"] as? String)
      let area = try #require(properties["area_m2"] as? Double)
      return "\(id) \(area.rounded())"
    }
    #expect(
      units == ["W/P1 1000000.0", "E/P1 500000.0", "E/P2 450000.0", "E/rest 50000.0"])
    let findings = try String(
      contentsOf: URL(filePath: out + "diagnostics.csv"), encoding: .utf8)
    #expect(findings.contains("units.rest"))
    let record = try String(contentsOf: URL(filePath: out + "run.json"), encoding: .utf8)
    #expect(record.contains("parcels.geojson"))
  }

  @Test("trap 2: a constraint outside all districts keeps off what its buffer reaches in them")
  func bufferFromOutside() throws {
    // A road 50 m east of the districts, well longer than they are high.
    let road = MiniTown.collection([
      MiniTown.feature(#"{"id": 1}"#, MiniTown.rectangle(2050, -500, 2060, 1500))
    ])
    let town = MiniTown().replacing(
      "  constraints:\n",
      by:
        "  constraints:\n    - {name: road, source: road.geojson, crs: EPSG:3794, buffer: 100 m}\n"
    )
    let out = try run(town, adding: [("road.geojson", road)])
    // 50 m of the field, which is 500 m high, and of 20 m of which no use is known; in all 1000 m of the district.
    let rows = try table(out + "exclusions.csv").filter {
      $0["action"] == "ground-pv" && $0["reason"] == "road"
    }
    #expect(rows.map { $0["district"] } == ["E"])
    #expect(abs(sum(rows, "alone_m2") - 26_000) < 0.01 && sum(rows, "jointly_m2") == 0)
    let ledger = try table(out + "ledger.csv").filter {
      $0["constraints"]?.contains("road") ?? false
    }
    #expect(abs(sum(ledger, "area_m2") - 50_000) < 0.01)
  }

  @Test("land that is too narrow for an action is excluded by a reason of its own")
  func leastWidth() throws {
    let catalogue = try Self.catalogue(
      adding: "minimumWidth: {value: 150 m, year: 2025, source: test, confidence: low}")
    let town = MiniTown().replacing("units:", by: "actions: {files: [ours.yaml]}\nunits:")
    let out = try run(town, adding: [("ours.yaml", catalogue)])
    // Of the field of 2000 × 500 less 260,000 m² protected, these go: 100 × 500 in the west, 1100 × 100 in the
    // south, 400 × 100 in the north of the protected land.
    let rows = try table(out + "exclusions.csv").filter { $0["action"] == "ground-pv" }
    let narrow = rows.filter { $0["reason"] == "narrower than 150 m (ground-pv)" }
    #expect(abs(sum(narrow, "alone_m2") - 200_000) < 10)
    #expect(abs(sum(rows.filter { $0["state"] == "eligible" }, "counted_m2") - 540_000) < 10)
    for district in ["W", "E"] {
      let all = rows.filter { $0["district"] == district }
      #expect(abs(sum(all, "counted_m2") - 1_000_000) < 1e-3)
    }
    let ledger = try table(out + "ledger.csv").filter {
      $0["constraints"]?.contains("narrower") ?? false
    }
    #expect(abs(sum(ledger, "area_m2") - 200_000) < 10)
  }

  @Test("a patch that units cut is judged as a whole, and one that is too small is excluded")
  func leastPatch() throws {
    // In the field lies a protected ring around 100 × 100 m.
    var town = MiniTown().replacing("units: {squares: 500 m}", by: "units: {squares: 90 m}")
    town.protected = MiniTown.collection([
      MiniTown.feature(#"{"id": 1}"#, MiniTown.rectangle(400, 500, 700, 600)),
      MiniTown.feature(#"{"id": 2}"#, MiniTown.rectangle(400, 700, 700, 800)),
      MiniTown.feature(#"{"id": 3}"#, MiniTown.rectangle(400, 600, 500, 700)),
      MiniTown.feature(#"{"id": 4}"#, MiniTown.rectangle(600, 600, 700, 700)),
    ])
    let catalogue = try Self.catalogue(
      adding: "minimumPatch: {value: 2 ha, year: 2025, source: test, confidence: low}")
    let plan = town.replacing("units:", by: "actions: {files: [ours.yaml]}\nunits:")
    let out = try run(plan, adding: [("ours.yaml", catalogue)])
    let rows = try table(out + "exclusions.csv").filter { $0["action"] == "ground-pv" }
    let small = rows.filter { $0["reason"] == "patch under 2 ha (ground-pv)" }
    #expect(abs(sum(small, "alone_m2") - 10_000) < 0.01)
    #expect(
      abs(sum(rows.filter { $0["state"] == "eligible" }, "counted_m2") - 910_000) < 0.01)
  }

  /// The built-in entry of photovoltaics on open land, without its least land a unit, with one more rule.
  private static func catalogue(adding rule: String) throws -> String {
    let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/Actions/data/catalogue.yaml")
    let text = try String(contentsOf: path, encoding: .utf8)
    let start = try #require(text.range(of: "  - id: ground-pv")).lowerBound
    let end = try #require(text.range(of: "  - id: wind")).lowerBound
    let entry = text[start..<end].split(separator: "\n").map { line in
      line.contains("minimumLand:") ? "      \(rule)" : String(line)
    }.joined(separator: "\n")
    return "commongroundCatalogue: 1\nactions:\n\(entry)\n"
  }
}
