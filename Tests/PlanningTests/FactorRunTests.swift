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
