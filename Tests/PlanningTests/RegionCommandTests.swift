import Foundation
import Testing

@Suite struct RegionCommandTests {
  @Test("plans that share a budget add up, keep it, and are proved to be the best together")
  func together() throws {
    let region = try MiniRegion(sharedByTwo)
    let run = try region.run("--workers", "2")
    #expect(run.status == 0, "\(run.errors)")
    let record = try region.object("out/region.json")
    let certificate = try #require(record["certificate"] as? [String: Any])
    let objective = try #require(certificate["objective"] as? Double)
    let bound = try #require(certificate["bound"] as? Double)
    #expect(objective >= bound && objective - bound <= 0.001 * abs(objective) + 1e-6)

    let members = try #require(record["municipalities"] as? [[String: Any]])
    #expect(members.map { $0["id"] as? String } == ["east", "west"])
    var sums = [0.0, 0.0, 0.0]
    for member in members {
      let id = try #require(member["id"] as? String)
      let own = try region.object("out/municipalities/\(id)/run.json")
      let proof = try #require(own["certificate"] as? [String: Any])
      let totals = try #require(own["totals"] as? [String: Any])
      sums[0] += try #require(proof["objective"] as? Double)
      sums[1] += try #require(totals["investment"] as? Double)
      sums[2] += try #require(totals["co2"] as? Double)
      #expect((member["closures"] as? [String: Any])?["open"] as? Int == 0)
      let why = try #require(member["why"] as? String)
      #expect(why.contains("fund") && why.contains("target"))
    }
    #expect(abs(sums[0] - objective) <= 1e-9 * abs(objective))
    let rows = try #require(record["rows"] as? [[String: Any]])
    #expect(rows.count == 4)
    #expect(rows.allSatisfy { $0["holds"] as? Bool == true })
    for (row, sum) in zip(rows, [sums[1], sums[2]]) {
      #expect(abs(try #require(row["lhs"] as? Double) - sum) <= 1e-9 * sum)
    }
    #expect(sums[1] <= 1.2e6 * (1 + 1e-9))

    // By people and emissions it would cost as much at least, or not be possible at all.
    let proRata = try #require(record["proRata"] as? [String: Any])
    let unable = try #require(proRata["unable"] as? [String])
    if let other = proRata["bound"] as? Double {
      #expect(unable.isEmpty && other >= bound - 1e-6 * abs(bound))
    } else {
      #expect(!unable.isEmpty)
    }

    let layer = try region.object("out/region.geojson")
    let features = try #require(layer["features"] as? [[String: Any]])
    #expect(features.count == 2)
    let geometry = try #require(features[0]["geometry"] as? [String: Any])
    // Two districts side by side have one outline.
    #expect(geometry["type"] as? String == "Polygon")
    for file in ["region.gpkg", "region.md", "region.html"] {
      #expect(FileManager.default.fileExists(atPath: region.folder + "out/" + file))
    }
  }

  @Test("one worker and three give the same bytes, and a second run plans nothing again")
  func alike() throws {
    let region = try MiniRegion(sharedByTwo)
    #expect(try region.run("--workers", "1").status == 0)
    #expect(try region.run("--workers", "3", out: "other").status == 0)
    for file in [
      "region.json", "region.md", "region.html", "region.geojson", "region.gpkg",
      "municipalities/east/actions.csv", "municipalities/west/layers/units.geojson",
    ] {
      let bytes = try ["out/", "other/"].map {
        try Data(contentsOf: URL(filePath: region.folder + $0 + file))
      }
      #expect(bytes[0] == bytes[1], "\(file)")
    }
    let record = try Data(contentsOf: URL(filePath: region.folder + "out/region.json"))
    let files = ["east", "west"].flatMap {
      ["out/municipalities/\($0)/run.json", "out/desks/\($0)/problem.json"]
    }
    let dates = try files.map(region.date)
    #expect(try region.run().status == 0)
    #expect(try files.map(region.date) == dates)
    #expect(
      try Data(contentsOf: URL(filePath: region.folder + "out/region.json")) == record)

    // Results that somebody changed are not taken for those of a run.
    let changed = region.folder + "out/municipalities/east/run.json"
    let text = try String(contentsOfFile: changed, encoding: .utf8)
    try Data(text.replacingOccurrences(of: "Easttown", with: "Elsewhere").utf8)
      .write(to: URL(filePath: changed))
    #expect(try region.run().status == 0)
    #expect(
      try Data(contentsOf: URL(filePath: region.folder + "out/region.json")) == record)
  }

  @Test("where nothing is shared, only the municipality whose data have changed is planned again")
  func resumed() throws {
    let region = try MiniRegion("")
    #expect(try region.run().status == 0)
    let files = ["east", "west"].map { "out/municipalities/\($0)/run.json" }
    let before = try files.map(region.date)
    let land = URL(filePath: region.folder + "towns/west/land.geojson")
    let text = try String(contentsOf: land, encoding: .utf8)
    try Data(text.replacingOccurrences(of: "wood", with: "field").utf8).write(to: land)
    #expect(try region.run().status == 0)
    let after = try files.map(region.date)
    #expect(after[0] == before[0])
    #expect(after[1] > before[1])
  }

  @Test("a municipality that fails is told, and the others are planned")
  func failing() throws {
    let region = try MiniRegion(sharedByTwo) { folder in
      try Data("not a layer".utf8).write(
        to: URL(filePath: folder + "towns/east/districts.geojson"))
    }
    let run = try region.run()
    #expect(run.status == 1)
    #expect(run.errors.contains("east could not be planned"))
    let record = try region.object("out/region.json")
    let members = try #require(record["municipalities"] as? [[String: Any]])
    #expect(members.map { $0["state"] as? String } == ["failed", "planned"])
    #expect((members[0]["messages"] as? [String])?.isEmpty == false)
    #expect(!"\(record)".contains(region.folder), "\(members[0])")
    let sheet = try String(
      contentsOf: URL(filePath: region.folder + "out/region.md"), encoding: .utf8)
    #expect(sheet.contains("Without a plan"))
  }

  @Test("compact areas and blocks of a municipality count in what the region decides")
  func compact() throws {
    let rule = """
        compactness: {penalty: 20 EUR/m, slot: building}
        clusters: [{name: network, actions: [district-heating], atLeast: 1 TWh}]

      """
    let region = try MiniRegion(sharedByTwo) { folder in
      let plan = URL(filePath: folder + "towns/east/plan.yaml")
      let text = try String(contentsOf: plan, encoding: .utf8)
      try Data(
        text.replacingOccurrences(
          of: "  objective: leastCost\n", with: "  objective: leastCost\n" + rule
        ).utf8
      ).write(to: plan)
    }
    let run = try region.run()
    #expect(run.status == 0, "\(run.errors)")
    let record = try region.object("out/region.json")
    let certificate = try #require(record["certificate"] as? [String: Any])
    let objective = try #require(certificate["objective"] as? Double)
    let bound = try #require(certificate["bound"] as? Double)
    #expect(objective >= bound - 1e-6 * abs(bound) && objective - bound <= 0.001 * abs(objective))
    var sum = 0.0
    for id in ["east", "west"] {
      let own = try region.object("out/municipalities/\(id)/run.json")
      let proof = try #require(own["certificate"] as? [String: Any])
      sum += try #require(proof["objective"] as? Double)
      let actions = try String(
        contentsOfFile: region.folder + "out/municipalities/\(id)/actions.csv", encoding: .utf8)
      // No town needs as much heat as the east asks of a network; the west asks nothing.
      #expect(id == "west" || !actions.contains("district-heating"))
    }
    #expect(abs(sum - objective) <= 1e-9 * abs(objective))
    let problem = try String(
      contentsOfFile: region.folder + "out/desks/east/problem.json", encoding: .utf8)
    #expect(problem.contains("compactness") && problem.contains("network"))
  }

  @Test("a folder with files of somebody else's is refused, and stays as it was")
  func foreignFiles() throws {
    let region = try MiniRegion(sharedByTwo)
    try FileManager.default.createDirectory(
      atPath: region.folder + "mine", withIntermediateDirectories: true)
    try Data("mine".utf8).write(to: URL(filePath: region.folder + "mine/letter.txt"))
    let run = try region.run(out: "mine")
    #expect(run.status == 1 && run.errors.contains("letter.txt"), "\(run.errors)")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: region.folder + "mine")
        == ["letter.txt"])
  }

  @Test("rules that no plans can meet are told with what conflicts")
  func infeasible() throws {
    let region = try MiniRegion(
      """
        budgets: [{name: fund, atMost: 1 kEUR}]
        targets: [{name: target, atLeast: 40 % of baseline}]

      """)
    let run = try region.run()
    #expect(run.status == 3, "\(run.errors)")
    #expect(run.output.contains("fund") && run.output.contains("target"))
    let record = try region.object("out/region.json")
    let certificate = try #require(record["certificate"] as? [String: Any])
    #expect(certificate["status"] as? String == "infeasible")
    #expect((certificate["conflict"] as? [String])?.sorted() == ["fund", "target"])
  }

  @Test("a municipality whose own rules cannot be met is told with them, and ends the run with 3")
  func oneInfeasible() throws {
    let region = try MiniRegion("") { folder in
      let plan = URL(filePath: folder + "towns/east/plan.yaml")
      let text = try String(contentsOf: plan, encoding: .utf8)
      try Data(
        text.replacingOccurrences(
          of: "  objective: leastCost\n",
          with: """
              objective: leastCost
              budgets: [{name: purse, atMost: 1 kEUR}]
              targets: [{name: goal, atLeast: 60 % of baseline}]

            """
        ).utf8
      ).write(to: plan)
    }
    let run = try region.run()
    #expect(run.status == 3, "\(run.errors)")
    #expect(run.errors.contains("east has no plan") && run.errors.contains("purse"))
    let record = try region.object("out/region.json")
    let members = try #require(record["municipalities"] as? [[String: Any]])
    #expect(members.map { $0["state"] as? String } == ["infeasible", "planned"])
    #expect((members[0]["why"] as? String)?.contains("goal") == true)
    let findings = try #require(record["diagnostics"] as? [[String: Any]])
    #expect(findings.contains { $0["code"] as? String == "region.municipality-infeasible" })
  }

  @Test("plans that seek different things cannot be added up")
  func objectives() throws {
    let region = try MiniRegion(sharedByTwo) { folder in
      let plan = URL(filePath: folder + "towns/east/plan.yaml")
      let text = try String(contentsOf: plan, encoding: .utf8)
      try Data(text.replacingOccurrences(of: "leastCost", with: "mostReduction").utf8)
        .write(to: plan)
    }
    let run = try region.run()
    #expect(run.status == 1)
    #expect(run.errors.contains("their sum means nothing"))
  }
}
