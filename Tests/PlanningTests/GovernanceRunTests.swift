import Foundation
import Testing

@Suite("A run with a governance")
struct GovernanceRunTests {
  private static let society = """
    society:
      factors: {answers: {}}
      stakeholders:
        - {id: coop, name: Roof cooperative, group: civil, area: [E], leads: [roof-pv]}
      governance:
        bodies:
          - {id: council, name: Town council, kind: council, group: public, decides: [all]}
          - {id: village, name: Village council West, kind: council, level: district, group: civil, districts: [W], decides: [roof-pv]}
          - {id: forestry, name: Forest service, kind: agency, level: region}
          - {id: lonely, name: Lonely office, kind: department}
        links:
          - {from: village, to: council, kind: reports}
          - {from: council, to: forestry, kind: consults}
        agreements:
          - {body: forestry, landUse: [forest, arable]}
          - {body: village, constraints: [protected], actions: [roof-pv]}

    """

  private var town: MiniTown {
    var town = MiniTown().replacing(
      "  targets:",
      by: """
          locks:
            - {district: W, action: roof-pv, decision: in, reason: council}
            - {district: E, action: roof-pv, decision: in, reason: council}
          targets:
        """)
    // A reserve among the houses of the south-west.
    town.protected = MiniTown.collection([
      MiniTown.feature(#"{"id": 1}"#, MiniTown.rectangle(100, 100, 300, 300))
    ])
    town.plan += Self.society
    return town
  }

  private func text(_ folder: String, _ name: String) throws -> String {
    try String(contentsOfFile: folder + name, encoding: .utf8)
  }

  @Test("parts, agreements, drawing, sheets and findings tell one story, twice the same")
  func wholeRun() throws {
    let folder = try town.write()
    let run = try Command.run("plan", folder, "--out", folder + "out", "--draws", "0")
    #expect(run.status == 0, "\(run.errors)")
    let out = folder + "out/"
    let raci = try text(out, "raci.csv").split(whereSeparator: \.isNewline).map(String.init)
    // In the west the village decides on roofs, in the east the council; the cooperative leads in the east only.
    let west = try #require(raci.first { $0.hasPrefix("roof-pv,") && $0.contains(",W,") })
    #expect(west.contains(",Village council West,") && west.hasSuffix(",role,decides"))
    let east = try #require(raci.first { $0.hasPrefix("roof-pv,") && $0.contains(",E,") })
    #expect(east.contains(",E,Roof cooperative,Town council,") && east.hasSuffix(",lead,decides"))
    #expect(east.contains("Forest service"))
    let agreements = try text(out, "agreements.csv")
    #expect(
      agreements.contains(",forestry,Forest service,") && agreements.contains(",arable land\r\n"))
    #expect(
      agreements.contains(
        ",village,Village council West,roof-pv,the area touches protected and"))
    let sheet = try text(out, "municipality.html")
    #expect(sheet.contains("<h2>Governance</h2>") && sheet.contains("<svg xmlns"))
    #expect(try text(out, "municipality.md").contains("](governance.svg)"))
    #expect(try text(out, "index.html").contains("<h2>Governance</h2>"))
    let district = try text(out, "districts/W.md")
    #expect(district.contains("Village council West (council, district)"))
    #expect(!district.contains("governance.svg"))
    #expect(try text(out, "governance.svg").contains("Village council West"))

    let record = try #require(
      try JSONSerialization.jsonObject(with: Data(try text(out, "run.json").utf8))
        as? [String: Any])
    let governance = try #require(record["governance"] as? [String: Any])
    #expect((governance["bodies"] as? [Any])?.count == 4)
    let codes = (record["diagnostics"] as? [[String: Any]])?.compactMap { $0["code"] as? String }
    for code in ["isolated", "not-heard", "must-agree", "missing-level"] {
      #expect(codes?.contains("governance.\(code)") == true, "\(code)")
    }
    #expect(codes?.contains("governance.nobody-accountable") == false)
    // Business and academia are nowhere; the public sits in the council, civil society in both districts.
    let heard = try #require(governance["heard"] as? [[String: Any]])
    #expect(heard.map { $0["public"] as? String } == ["municipality", "municipality"])
    #expect(heard.map { $0["civil"] as? String } == ["here", "here"])
    #expect(heard.map { $0["business"] as? String } == ["nobody", "nobody"])
    // The west has a village council, the east a cooperative, so no early warning of missing organisations.
    let factors = try #require(record["factors"] as? [String: Any])
    let areas = try #require(factors["districts"] as? [[String: Any]])
    let kinds = areas.map { area in
      (area["warnings"] as? [[String: Any]] ?? []).compactMap { $0["kind"] as? String }
    }
    #expect(kinds.allSatisfy { !$0.contains("noOrganisation") && $0.contains("unanswered") })
    #expect(kinds[0].contains("noLead"))

    let again = try Command.run(
      "plan", folder, "--out", folder + "two", "--draws", "0", "--workers", "1")
    #expect(again.status == 0)
    for name in [
      "governance.svg", "raci.csv", "agreements.csv", "factors.csv", "municipality.html",
    ] {
      #expect(try text(out, name) == text(folder + "two/", name), "\(name)")
    }
  }

  @Test(
    "only what says so is accountable: without a deciding body and a lead, nobody is, and that is told"
  )
  func nobody() throws {
    var town = MiniTown()
    town.plan += """
      society:
        governance: {bodies: [{id: council, group: public}]}

      """
    let folder = try town.write()
    let run = try Command.run("plan", folder, "--out", folder + "out", "--draws", "0")
    #expect(run.status == 0, "\(run.errors)")
    #expect(try text(folder + "out/", "diagnostics.csv").contains("governance.nobody-accountable"))
    #expect(try text(folder + "out/", "municipality.md").contains("| nobody |"))
    let files = try text(folder + "out/", "run.json")
    #expect(files.contains("\"raci.csv\"") && !files.contains("agreements.csv"))
  }

  @Test("the part about people alone has governance and factors, where nobody spoke")
  func society() throws {
    let folder = try town.write()
    let run = try Command.run("society", folder, "--out", folder + "people")
    #expect(run.status == 0, "\(run.errors)")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder + "people").sorted()
    #expect(
      names == [
        ".commonground-files", "agreements.csv", "factors.csv", "governance.svg", "raci.csv",
        "society.html", "society.md",
      ])
    #expect(try text(folder + "people/", "society.md").contains("## Governance"))
  }

  @Test("unknown ids of a governance are told with those of the rest of the plan")
  func unknown() throws {
    var town = town
    town.plan = town.plan.replacingOccurrences(of: "to: forestry", with: "to: forstry")
      .replacingOccurrences(of: "districts: [W]", with: "districts: [West]")
    let run = try Command.run("check", try town.write())
    #expect(run.status == 1)
    let told = run.output + run.errors
    #expect(told.contains("There is no body `forstry`") && told.contains("Did you mean `forestry`"))
    #expect(told.contains("There is no district `West`"))
  }
}
