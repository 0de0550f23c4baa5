import Foundation
import PlanModel
import Planning
import Testing

@Suite("Who carries a plan out, from file to file")
struct ImplementationRunTests {
  private func run(_ town: MiniTown) throws -> (outcome: RunOutcome, out: String) {
    let run = try SharedRun.of(town)
    return (run.outcome, run.out + "/")
  }

  private func text(_ path: String) throws -> String {
    try String(contentsOf: URL(filePath: path), encoding: .utf8)
  }

  private func record(_ out: String) throws -> [String: Any] {
    let data = try Data(contentsOf: URL(filePath: out + "run.json"))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  /// The rows of a table by column; cells of these tests hold no line breaks.
  private func table(_ path: String) throws -> [[String: String]] {
    let records = CSVRecords(try text(path), separator: UInt8(ascii: ","))
    let header = try #require(records.rows.first)
    return records.rows.dropFirst().map { row in
      Dictionary(zip(header, row), uniquingKeysWith: { first, _ in first })
    }
  }

  /// The mini town with a cooperative in the west, the town everywhere, two funds and a curve.
  private var town: MiniTown {
    var town = MiniTown()
    town.plan += """
      society:
        stakeholders:
          - {id: town, name: Town of Mini, group: public, engagement: empower, interest: high, influence: high, leads: [roof-pv, renovation-light, renovation-medium]}
          - id: coop
            name: Ana Novak
            person: true
            group: civil
            area: [W]
            leads: [roof-pv]
            capacity: [{amount: investment, atMost: 40 kEUR}]
        pledges:
          - {by: coop, action: roof-pv, districts: [W], amount: 10 MEUR}
          - {by: town, action: ground-pv}
      funds:
        list:
          - {id: erdf, cap: 50 kEUR, required: true}
      adoption:
        roof-pv: {ceiling: 80 %, midpoint: 2028, steepness: 0.5, source: a judgement}

      """
    return town
  }

  @Test("leads, funds and pledges are written, and rows and gaps are told")
  func whole() throws {
    let (outcome, out) = try run(town)
    #expect(outcome.status == .optimal || outcome.status == .gap)
    let lines = try table(out + "implementation.csv")
    #expect(!lines.isEmpty)
    for line in lines {
      let isLed = ["roof-pv", "renovation-light", "renovation-medium"].contains(line["action"])
      #expect(line["lead_is"] == (isLed ? "stakeholder" : "role"), "\(line)")
      #expect(line["legal_basis"]?.isEmpty == false && line["milestones"]?.isEmpty == false)
      if line["action"] == "roof-pv" {
        #expect(line["lead"] == (line["district"] == "W" ? "coop" : "Town of Mini"))
      }
    }
    // The parts of actions add up to the plan.
    let record = try record(out)
    let totals = try #require(record["totals"] as? [String: Any])
    let whole = try #require(totals["investment"] as? Double)
    let sum = lines.compactMap { $0["investment_EUR"].flatMap(Double.init) }.reduce(0, +)
    #expect(abs(sum - whole) <= 1e-6 * whole)
    // Capacity, fund and adoption are rows that hold, with titles and units.
    let rows = try #require(record["rows"] as? [[String: Any]])
    for (name, unit) in [
      ("capacity:coop investment", "EUR"), ("fund:erdf", "EUR"), ("adoption:roof-pv", "share"),
    ] {
      let row = try #require(rows.first { $0["name"] as? String == name }, "\(name)")
      let lhs = try #require(row["lhs"] as? Double)
      let rhs = try #require(row["rhs"] as? Double)
      #expect(lhs <= rhs * (1 + 1e-6), "\(name)")
      #expect(row["unit"] as? String == unit)
    }
    // What funds.csv draws is what the row sums.
    let drawn = try table(out + "funds.csv").filter { $0["fund"] == "erdf" }
      .compactMap { $0["drawn_EUR"].flatMap(Double.init) }.reduce(0, +)
    let row = try #require(rows.first { $0["name"] as? String == "fund:erdf" })
    #expect(abs(drawn - (row["lhs"] as? Double ?? .nan)) < 1e-3)
    let pledges = try table(out + "pledges.csv")
    #expect(pledges.count == 2)
    #expect(["partly", "not needed"].contains(pledges[0]["status"] ?? ""))
    #expect(
      try table(out + "stakeholders.csv").map { $0["name"] ?? "" } == ["Town of Mini", "coop"])
    #expect(try text(out + "municipality.md").contains("Who carries it out"))
    #expect(try text(out + "districts/W.html").contains("Who carries it out"))
  }

  @Test(
    "a role that a stakeholder fills is told by its name, and one that no action knows is a warning"
  )
  func roles() throws {
    let filled = town.replacing(
      "leads: [roof-pv, renovation-light, renovation-medium]}",
      by:
        "leads: [roof-pv, renovation-light, renovation-medium], roles: [Local authority, Grid operators]}"
    )
    let (outcome, out) = try run(filled)
    let found = outcome.diagnostics.filter { $0.code == "society.unknown-role" }
    #expect(found.count == 1)
    #expect(found.first?.remedy == "Did you mean `Grid operator`?")
    for path in ["implementation.csv", "secap/actors.csv"] {
      let text = try text(out + path)
      #expect(text.contains("Town of Mini") && !text.contains("Local authority"), "\(path)")
    }
    // Whoever leads, is a partner and fills a role is named once.
    let lines = try table(out + "implementation.csv")
    for line in lines {
      let names = ["lead", "partners", "others"].flatMap {
        (line[$0] ?? "").components(separatedBy: "; ")
      }
      #expect(names.count { $0 == "Town of Mini" } <= 1, "\(line)")
    }
    #expect(lines.contains { $0["others"]?.contains("Town of Mini") == true })
  }

  @Test("the name of a single person is in no output")
  func person() throws {
    let (_, out) = try run(town)
    let files = try #require(FileManager.default.enumerator(atPath: out))
    var read = 0
    for case let path as String in files {
      guard let data = FileManager.default.contents(atPath: out + path) else { continue }
      read += 1
      #expect(data.range(of: Data("Novak".utf8)) == nil, "\(path)")
    }
    #expect(read > 10)
  }

  @Test("a plan that names neither actors nor funds decides as before and reports no gap")
  func without() throws {
    let (outcome, out) = try run(MiniTown())
    #expect(!outcome.diagnostics.contains { $0.code.hasPrefix("society.no-") })
    for file in ["stakeholders.csv", "funds.csv", "pledges.csv"] {
      #expect(!FileManager.default.fileExists(atPath: out + file))
    }
    let rows = try #require(try record(out)["rows"] as? [[String: Any]])
    let names = rows.compactMap { $0["name"] as? String }
    #expect(
      !names.contains {
        $0.hasPrefix("capacity:") || $0.hasPrefix("fund:") || $0.hasPrefix("adoption:")
      })
  }

  @Test("actions that nobody leads are one finding with their number, names and districts")
  func noLead() throws {
    let lonely = town.replacing(", renovation-light, renovation-medium]", by: "]")
      .replacing("leads: [roof-pv", by: "leads: [wind")
    let (outcome, out) = try run(lonely)
    let finding = try #require(outcome.diagnostics.first { $0.code == "society.no-lead" })
    let lines = try table(out + "implementation.csv")
    let actions = Set(lines.compactMap { $0["action"] }).count
    let districts = Set(lines.compactMap { $0["district"] }).count
    #expect(finding.count == lines.count)
    #expect(
      finding.message.hasPrefix(
        "No lead for \(actions) action\(actions == 1 ? "" : "s") in \(districts) district\(districts == 1 ? "" : "s"): "
      ), "\(finding.message)")
  }
}
