import Foundation
import Testing

@Suite("A run that asks what helps and what hinders")
struct FactorRunTests {
  private func town(_ factors: String) -> MiniTown {
    var town = MiniTown()
    town.plan += "society:\n  factors:\n\(factors)"
    return town
  }

  private func record(_ folder: String) throws -> [String: Any] {
    let data = try Data(contentsOf: URL(filePath: folder + "/run.json"))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  @Test("answers stand in table, sheets and record, and the plan itself stays as it was")
  func wholeRun() throws {
    let plain = try MiniTown().write()
    let asking = try town(
      """
          answers: {steering-body: in force, staff-time: 0, political-mandate: 3}
          districts: {W: {local-organisations: planned}}

      """
    ).write()
    for folder in [plain, asking] {
      let run = try Command.run("plan", folder, "--out", folder + "out", "--gap", "0")
      #expect(run.status == 0, "\(run.errors)")
    }
    let table = try String(contentsOfFile: asking + "out/factors.csv", encoding: .utf8)
    #expect(table.contains("municipality,Minitown,institutional,organisation,steering-body"))
    #expect(table.contains("district,W,social,networks,local-organisations"))
    let sheet = try String(contentsOfFile: asking + "out/municipality.md", encoding: .utf8)
    #expect(sheet.contains("## What helps and what hinders"))
    // 2 + 0 + 3 of 9.
    #expect(sheet.contains("| **All** | **56 %** | **2** |"))
    #expect(sheet.contains("Have officers hours of their own for the plan? No."))
    #expect(sheet.contains("Questions without an answer"))
    let west = try String(contentsOfFile: asking + "out/districts/W.md", encoding: .utf8)
    #expect(west.contains("| Networks | 33 % | 0 | 1 of"))
    let record = try record(asking + "out")
    let factors = try #require(record["factors"] as? [String: Any])
    let municipality = try #require(factors["municipality"] as? [String: Any])
    let all = try #require(municipality["all"] as? [String: Any])
    #expect(all["answered"] as? Int == 3)
    let kinds = (municipality["warnings"] as? [[String: Any]])?.compactMap { $0["kind"] as? String }
    #expect(kinds == ["unanswered"])
    #expect((record["files"] as? [String])?.contains("factors.csv") == true)
    let codes = (record["diagnostics"] as? [[String: Any]])?.compactMap { $0["code"] as? String }
    #expect(codes?.filter { $0 == "factors.early-warning" }.count == 1)
    // A question asked is no row of the problem.
    for name in ["actions.csv", "ledger.csv", "layers/units.geojson"] {
      let pair = try [plain, asking].map { try Data(contentsOf: URL(filePath: $0 + "out/" + name)) }
      #expect(pair[0] == pair[1], "\(name)")
    }
    #expect(!FileManager.default.fileExists(atPath: plain + "out/factors.csv"))
    #expect(try self.record(plain + "out")["factors"] == nil)
  }

  @Test("two municipalities are compared by dimension")
  func compared() throws {
    let before = try MiniTown().write()
    let after = try town("    answers: {steering-body: 1, staff-time: 2}\n").write()
    for folder in [before, after] {
      _ = try Command.run("plan", folder, "--out", folder + "out", "--draws", "0")
    }
    let told = try Command.run(
      "compare", before + "out", after + "out", "--out", after + "changes", "--json")
    #expect(told.status == 0, "\(told.errors)")
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(told.output.utf8)) as? [String: Any])
    let lines = try #require(json["factors"] as? [[String: Any]])
    let organisation = try #require(lines.first { $0["dimension"] as? String == "organisation" })
    #expect(organisation["after"] as? Double == 0.5)
    #expect(organisation["before"] is NSNull)
    let table = try String(
      contentsOfFile: after + "changes/factors-comparison.csv", encoding: .utf8)
    #expect(table.contains("organisation,,0.5,,,2 of "))
    #expect(
      try Command.run("compare", before + "out", after + "out").output.contains("Organisation"))
    #expect(
      !(try Command.run("compare", before + "out", before + "out").output.contains("hinders")))
  }

  @Test("three municipalities stand side by side, one that did not ask among them")
  func board() throws {
    let towns = [
      try town("    answers: {steering-body: 1, staff-time: 2}\n").write(),
      try town("    answers: {steering-body: 3}\n")
        .replacing("name: Minitown", by: "name: Othertown").write(), try MiniTown().write(),
    ]
    for folder in towns {
      _ = try Command.run("plan", folder, "--out", folder + "out", "--draws", "0")
    }
    let outs = towns.map { $0 + "out" }
    let told = try Command.run(
      "compare", outs[0], outs[1], outs[2], "--out", towns[0] + "board", "--json")
    #expect(told.status == 0, "\(told.errors)")
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(told.output.utf8)) as? [String: Any])
    #expect(
      json["runs"] as? [String] == [
        "Minitown (\(outs[0]))", "Othertown", "Minitown (\(outs[2]))",
      ])
    let lines = try #require(json["dimensions"] as? [[String: Any]])
    let organisation = try #require(lines.first { $0["dimension"] as? String == "organisation" })
    let scores = try #require(organisation["scores"] as? [Any])
    // The mean of planned and in force is a half, that of monitored alone is one.
    #expect((scores[0] as? [String: Any])?["score"] as? Double == 0.5)
    #expect((scores[1] as? [String: Any])?["score"] as? Double == 1)
    #expect((scores[1] as? [String: Any])?["answered"] as? Int == 1)
    #expect(scores[2] is NSNull)
    let table = try String(
      contentsOfFile: towns[0] + "board/factors-comparison.csv", encoding: .utf8)
    let row = try #require(
      table.split(whereSeparator: \.isNewline).first { $0.hasPrefix("organisation,") })
    #expect(row.hasPrefix("organisation,0.5,2,") && row.contains(",1,1,") && row.hasSuffix(",,,"))
    let page = try String(
      contentsOfFile: towns[0] + "board/factors-comparison.html", encoding: .utf8)
    #expect(page.contains("<th") && page.contains("Othertown") && page.contains("not asked"))
    let text = try Command.run("compare", outs[0], outs[1], outs[2])
    #expect(text.output.contains("Organisation") && text.output.contains("100 % (1 of "))
    // Where nobody asks there is nothing to compare.
    let none = try Command.run("compare", outs[2], outs[2], outs[2])
    #expect(none.status == 1 && (none.output + none.errors).contains("None of the runs asks"))
  }

  @Test(
    "unknown factors and districts are told together, with what is meant",
    arguments: [("check", 1), ("plan", 1)])
  func wrong(command: String, status: Int32) throws {
    let folder = try town(
      """
          answers: {steering-bodi: 1, local-organisations: 2}
          districts: {X: {turnout: 1}}

      """
    ).write()
    let run = try Command.run(command, folder)
    #expect(run.status == status)
    let told = run.output + run.errors
    #expect(told.contains("There is no factor `steering-bodi`"))
    #expect(told.contains("Did you mean `steering-body`"))
    #expect(told.contains("`local-organisations` is not asked of the municipality"))
    #expect(told.contains("There is no district `X`"))
  }
}
