import Foundation
import PlanModel
import Planning
import Testing

/// A run's files with their bytes; `run.json` without the parts that may differ.
private func contents(of directory: String) throws -> [String: Data] {
  var contents: [String: Data] = [:]
  let paths = try #require(FileManager.default.enumerator(atPath: directory))
  for case let path as String in paths {
    let full = directory + "/" + path
    let attributes = try FileManager.default.attributesOfItem(atPath: full)
    guard attributes[.type] as? FileAttributeType == .typeRegular else { continue }
    let data = try Data(contentsOf: URL(filePath: full))
    if path == "run.json" {
      var record = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
      record["timings"] = nil
      record["peakMemory"] = nil
      contents[path] = try JSONSerialization.data(withJSONObject: record, options: .sortedKeys)
    } else {
      contents[path] = data
    }
  }
  return contents
}

private func run(_ folder: String, into out: String, workers: Int = 2) throws -> RunOutcome {
  var settings = RunSettings()
  settings.workers = Workers(workers)
  return try runPlan(at: folder, into: out, settings: settings) { _ in }
}

private func record(_ out: String) throws -> [String: Any] {
  let data = try Data(contentsOf: URL(filePath: out + "/run.json"))
  return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
}

@Suite struct WholeRunTests {
  @Test("a run writes every file that users rely on, and proves its plan")
  func writesEverything() throws {
    let shared = try SharedRun.of()
    let (folder, outcome) = (shared.folder, shared.outcome)
    #expect(outcome.status == .optimal || outcome.status == .gap)
    let files = Set(try contents(of: folder + "out").keys)
    let promised = [
      "run.json", "plan.gpkg", "plan.qgz", "index.html", "actions.csv", "ledger.csv",
      "exclusions.csv",
      "diagnostics.csv",
      "municipality.md", "municipality.html", "municipality.json", "districts/W.md",
      "districts/W.html", "districts/W.json", "districts/E.md",
      "layers/districts.geojson", "layers/units.geojson", "layers/eligibility.geojson",
      "layers/interests.geojson", "layers/buildings.geojson", "tiles/plan.mbtiles",
      "tiles/plan.pmtiles",
    ]
    for path in promised { #expect(files.contains(path), "\(path) is missing") }
    let certificate = try #require(try record(folder + "out")["certificate"] as? [String: Any])
    let gap = try #require(certificate["gap"] as? Double)
    #expect(gap <= 0.001)
  }

  @Test("every sum that a run checks closes")
  func sumsClose() throws {
    let folder = try SharedRun.of().folder
    let closures = try #require(try record(folder + "out")["closures"] as? [[String: Any]])
    #expect(closures.count > 10)
    for closure in closures { #expect(closure["holds"] as? Bool == true, "\(closure)") }
  }

  @Test("the land of the mini town is where the drawing says")
  func ledgerByHand() throws {
    let folder = try SharedRun.of().folder
    let text = try String(contentsOf: URL(filePath: folder + "out/ledger.csv"), encoding: .utf8)
    let header = try #require(text.split(whereSeparator: \.isNewline).first)
    let areaColumn = try #require(
      header.split(separator: ",").firstIndex { $0.hasPrefix("area") })
    // West: 400 m of town, 500 m of field of which 400 × 300 + 500 × 200 protected, 80 m wood, 20 m unknown.
    var sum = 0.0
    for line in text.split(whereSeparator: \.isNewline).dropFirst() where line.hasPrefix("W,") {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      sum += Double(fields[areaColumn]) ?? 0
    }
    #expect(abs(sum - 1_000_000) < 1e-3)
    // The drawing has no land use beyond the districts; the row says so all the same.
    #expect(text.contains(",outside all districts,outside,"))
    #expect(text.contains("20000"))
    #expect(text.contains("80000"))
  }

  @Test("one worker and four, and a second run, write the same bytes")
  func sameBytes() throws {
    let folder = try MiniTown().write()
    _ = try run(folder, into: folder + "one", workers: 1)
    _ = try run(folder, into: folder + "four", workers: 4)
    let one = try contents(of: folder + "one")
    for other in [try contents(of: folder + "four"), try contents(of: SharedRun.of().out)] {
      #expect(one.keys.sorted() == other.keys.sorted())
      for (path, bytes) in one { #expect(other[path] == bytes, "\(path) differs") }
    }
  }

  @Test("a run that fails leaves the results before it as they were")
  func failureKeepsResults() throws {
    var town = MiniTown()
    let folder = try town.write()
    _ = try run(folder, into: folder + "out")
    let before = try contents(of: folder + "out")
    town.districts = "{"
    try Data(town.districts.utf8).write(to: URL(filePath: folder + "districts.geojson"))
    #expect(throws: PlanningFailure.self) { try run(folder, into: folder + "out") }
    #expect(try contents(of: folder + "out") == before)
  }

  @Test(
    "a target above what is possible is a result that names the row and by how much it must give")
  func infeasible() throws {
    let town = MiniTown().replacing("20 % of baseline", by: "90 % of baseline")
      .replacing("atMost: 2 MEUR", by: "atMost: 10 kEUR")
    let folder = try town.write()
    let outcome = try run(folder, into: folder + "out")
    #expect(outcome.status == .infeasible)
    let certificate = try #require(try record(folder + "out")["certificate"] as? [String: Any])
    let conflict = try #require(certificate["conflict"] as? [String])
    #expect(!conflict.isEmpty)
    #expect(Set(conflict).isSubset(of: ["budget", "target"]))
  }

  @Test("a higher budget never makes the best reduction smaller")
  func budgetIsMonotone() throws {
    var reductions: [Double] = []
    for budget in ["0.2 MEUR", "0.5 MEUR", "1 MEUR", "2 MEUR"] {
      let town = MiniTown().replacing("leastCost", by: "mostReduction")
        .replacing("atMost: 2 MEUR", by: "atMost: \(budget)")
        .replacing("atLeast: 20 % of baseline", by: "atLeast: 0 % of baseline")
      let folder = try town.write()
      _ = try run(folder, into: folder + "out")
      let totals = try #require(try record(folder + "out")["totals"] as? [String: Any])
      reductions.append(try #require(totals["co2"] as? Double))
    }
    for (less, more) in zip(reductions, reductions.dropFirst()) {
      #expect(more >= less * (1 - 0.001))
    }
    #expect(reductions[0] > 0)
  }

  @Test("districts alone are enough for a plan file to be read and a plan to be decided")
  func districtsAlone() throws {
    var town = MiniTown()
    let start = try #require(town.plan.range(of: "  buildings:"))
    let end = try #require(town.plan.range(of: "units:"))
    town.plan.replaceSubrange(start.lowerBound..<end.lowerBound, with: "")
    town.plan = town.plan.replacingOccurrences(of: "atLeast: 20 %", with: "atLeast: 0 %")
    let folder = try town.write()
    let outcome = try run(folder, into: folder + "out")
    #expect(outcome.status == .optimal)
  }

  @Test("a unit's explanation names what came second in each slot")
  func explanation() throws {
    let folder = try SharedRun.of().folder
    let data = try Data(contentsOf: URL(filePath: folder + "out/layers/units.geojson"))
    let layer = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let features = try #require(layer["features"] as? [[String: Any]])
    let properties = try #require(features.first?["properties"] as? [String: Any])
    let id = try #require(properties["id"] as? String)
    let explanation = try explainRun(at: folder + "out", unit: id)
    #expect(explanation.text.contains("budget"))
    #expect(explanation.text.contains("building:"))
    // Every row says its unit, the one that the plan file does not name included.
    #expect(explanation.text.contains("(at most 2.00"), "\(explanation.text)")
    let own = explanation.text.split(separator: "\n").first { $0.hasPrefix("  own electricity:") }
    #expect(own?.contains("Wh/a") == true, "\(explanation.text)")
    // What is generated stands beside all that is used, not beside what is used today.
    let record = try #require(
      try JSONSerialization.jsonObject(
        with: Data(contentsOf: URL(filePath: folder + "out/run.json"))) as? [String: Any])
    let row = try #require(
      (record["rows"] as? [[String: Any]])?.first { $0["name"] as? String == "own electricity" })
    let generated = try #require(
      (record["totals"] as? [String: Any])?["renewableEnergy"] as? Double)
    let words = try #require(row["inWords"] as? String)
    let shown = try #require(
      words.dropFirst("own electricity: ".count).split(separator: "\u{00A0}").first.flatMap {
        Double($0.filter { !$0.isWhitespace })
      })
    // In GWh or MWh, to three digits.
    let scale = words.contains("GWh/a (") ? 1e6 : 1e3
    // Renewable energy has the heat of collectors beside it, so it may be more; less it cannot be.
    #expect(shown * scale <= 1.006 * generated, "\(words), \(generated)")
    #expect(shown * scale >= 0.5 * generated, "\(words), \(generated)")
    #expect(throws: PlanningFailure.self) { try explainRun(at: folder + "out", unit: "nowhere") }
    // Land: what the layer says is free in the unit, and what the table counts for the district.
    let land = try #require(
      try JSONSerialization.jsonObject(
        with: Data(contentsOf: URL(filePath: folder + "out/layers/eligibility.geojson")))
        as? [String: Any])
    let free = try #require(land["features"] as? [[String: Any]])
      .compactMap { $0["properties"] as? [String: Any] }
      .first { $0["unit"] as? String == id && $0["action"] as? String == "afforestation" }
    let told = try #require(
      try JSONSerialization.jsonObject(with: Data(explanation.json.utf8)) as? [String: Any])
    let entry = try #require(
      (told["land"] as? [[String: Any]])?.first { $0["action"] as? String == "afforestation" })
    #expect(entry["eligible"] as? Double == free?["area_m2"] as? Double ?? 0)
    let kept = try #require(entry["excludedInDistrict"] as? [String: Double])
    let table = try String(contentsOfFile: folder + "out/exclusions.csv", encoding: .utf8)
    let district = try #require(properties["district"] as? String)
    for (reason, area) in kept {
      #expect(
        table.split(whereSeparator: \.isNewline).contains { row in
          let fields = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
          return fields[0] == district && fields[2] == "afforestation" && fields[4] == reason
            && Double(fields[7]) == area
        })
    }
    #expect(kept["protected"] != nil && kept["land use"] != nil)
    #expect(explanation.text.contains("by protected"), "\(explanation.text)")
    // The answer comes first, and the machine's version has the certificate and whole rows.
    #expect(explanation.text.hasPrefix("Unit \(id), district "))
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(explanation.json.utf8)) as? [String: Any])
    #expect((json["certificate"] as? [String: Any])?["bound"] as? Double != nil)
    let rows = try #require(json["rows"] as? [[String: Any]])
    #expect(rows.allSatisfy { $0["lhs"] as? Double != nil && $0["rhs"] as? Double != nil })
    let slots = try #require(json["slots"] as? [[String: Any]])
    #expect(!slots.isEmpty && slots.allSatisfy { ($0["inWords"] as? String)?.isEmpty == false })
  }

  @Test("the explanation of a run without a plan names the conflict, the way out and the rules")
  func explanationWithoutPlan() throws {
    let folder = try MiniTown().replacing("20 % of baseline", by: "60 % of baseline")
      .replacing("2 MEUR", by: "1 kEUR").write()
    let outcome = try run(folder, into: folder + "out")
    #expect(outcome.status == .infeasible)
    let explanation = try explainRun(at: folder + "out", unit: nil)
    for words in [
      "There is no plan", "“budget”", "way out: ", "Rules that were to be met:", "at least",
    ] {
      #expect(explanation.text.contains(words), "\(words): \(explanation.text)")
    }
    let rows = try #require(try record(folder + "out")["rows"] as? [[String: Any]])
    #expect(rows.count >= 2)
    #expect(outcome.summaryJSON.contains("\"lhs\": null"))
    let data = try Data(contentsOf: URL(filePath: folder + "out/layers/units.geojson"))
    let layer = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let features = try #require(layer["features"] as? [[String: Any]])
    let id = try #require((features.first?["properties"] as? [String: Any])?["id"] as? String)
    let unit = try explainRun(at: folder + "out", unit: id).text
    #expect(unit.hasPrefix("Unit \(id), district ") && unit.contains("nothing is decided here"))
  }
}
