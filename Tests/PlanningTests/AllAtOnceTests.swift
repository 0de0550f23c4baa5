import Foundation
import PlanModel
import Testing

@testable import Planning

/// All that is wrong is told at once, and nothing of it twice.
@Suite("Findings, all at once and one a cause")
struct AllAtOnceTests {
  private func errors(_ town: MiniTown) throws -> [Diagnostic] {
    checkPlan(at: try town.write(), settings: RunSettings()).diagnostics
      .filter { $0.severity == .error }
  }

  /// The mini town with keys of `society`, indented by two, and rules and decisions that name what there is not.
  private func town(society keys: String) -> MiniTown {
    var town = MiniTown().replacing("problem:\n", by: "society:\n\(keys)\nproblem:\n").replacing(
      "  objective: leastCost",
      by: """
          objective: leastCost
          floors:
            - {name: floor, amount: investment, atLeast: 1 kEUR, districts: [North]}
          locks:
            - {district: North, action: roof-pv, decision: in}
            - {unit: W/99-99, action: roof-pw, decision: out}
            - {district: W, action: roof-pv, decision: out}
        """)
    town = town.withProgress(["roof-px,South,,Ongoing,40,,,,,,"])
    town.others.append(
      (
        "votes.pb",
        """
        META
        key;value
        budget;1000
        vote_type;approval
        PROJECTS
        project_id;cost
        1;600
        VOTES
        voter_id;vote
        a;1

        """
      ))
    return town
  }

  /// What rules, decisions and progress of the town name.
  private static let words = ["North", "North", "W/99-99", "roof-pw", "roof-px", "South"]

  private func unknownWords(_ found: [Diagnostic]) -> [String] {
    found.filter { $0.code.contains("unknown-") }.compactMap { finding in
      finding.message.split(separator: "`").map(String.init).last { word in
        Self.words.contains(word) || ["roof-py", "East", "coup", "2", "wnd"].contains(word)
      }
    }.sorted()
  }

  @Test(
    "unknown names of rules, decisions and progress are told together with those of pledges and votes"
  )
  func words() throws {
    let promises = """
        stakeholders: [{id: coop, leads: [roof-pv]}]
        pledges: [{by: coup, action: roof-py, districts: [East]}]
        votes:
          - name: citizens
            source: votes.pb
            projects:
              - {id: "2", action: wnd, districts: [E]}
      """
    let found = try errors(town(society: promises))
    let expected = Self.words + ["roof-py", "East", "coup", "2", "wnd"]
    #expect(unknownWords(found) == expected.sorted(), "\(found.map(\.message))")
    // Each of rules and decisions has its line.
    #expect(found.allSatisfy { $0.place.line != nil })
  }

  @Test("without other errors the same names of rules, decisions and progress are told")
  func alone() throws {
    let found = try errors(town(society: "  stakeholders: [{id: coop, leads: [roof-pv]}]"))
    #expect(unknownWords(found) == Self.words.sorted(), "\(found.map(\.message))")
  }

  @Test("names are looked for even where a layer cannot be read")
  func noLayer() throws {
    var town = town(society: "  stakeholders: [{id: coop, leads: [roof-pv]}]")
    town.buildings = "{"
    let found = try errors(town)
    #expect(found.contains { $0.code.hasPrefix("layer.") })
    #expect(unknownWords(found) == ["roof-pw", "roof-px"])
  }

  @Test("a fund whose rate cannot be read is one error")
  func fundRate() throws {
    let town = MiniTown().replacing(
      "problem:\n", by: "funds: [{id: own, name: Own, rate: 140 %}]\nproblem:\n")
    #expect(try errors(town).map(\.code) == ["plan.out-of-range"])
  }

  @Test("a rule that is named like one of ours is told in the plan file")
  func reservedName() throws {
    let town = MiniTown().replacing("name: budget", by: "name: \"fund:erdf\"")
    let found = try errors(town)
    #expect(found.map(\.code) == ["plan.reserved-name"])
    #expect(found.first?.place.line != nil && found.first?.place.file == "plan.yaml")
  }

  @Test("a CRS that is refused is told once, and no layer is said to be taken to it")
  func refusedCRS() throws {
    let folder = try MiniTown().replacing("crs: EPSG:3794\nyears", by: "crs: EPSG:4326\nyears")
      .write()
    let found = checkPlan(at: folder, settings: RunSettings()).diagnostics
    #expect(found.filter { $0.severity == .error }.count == 1, "\(found)")
    #expect(!found.contains { $0.code == "layer.transformed" })
  }

  @Test("an empty argument is a matter of usage", arguments: ["check", "plan", "explain"])
  func emptyArgument(command: String) throws {
    let done = try Command.run(command, "")
    #expect(done.status == 2 && done.errors.contains("An argument is empty"))
  }

  @Test(
    "an object that no run wrote is not explained",
    arguments: ["{}", "{\"type\": \"Feature\"}", "[]"])
  func noRun(text: String) throws {
    let folder = try MiniTown().write()
    try Data(text.utf8).write(to: URL(filePath: folder + "run.json"))
    let done = try Command.run("explain", folder)
    #expect(done.status == 1 && done.errors.contains("There is no readable result."))
  }

  @Test("the country of an inventory may be in small letters, and one that is none is an error")
  func country() throws {
    let folder = try MiniTown().write()
    let table = folder + "inventory.csv"
    try Data("table,sector,carrier,value,unit\nfinal_energy,transport,diesel,1,GWh/a\n".utf8)
      .write(to: URL(filePath: table))
    let small = try Command.run("inventory", table, "--country", "si")
    #expect(small.status == 0 && !small.errors.contains("no factors of the country"))
    #expect(small.output == (try Command.run("inventory", table, "--country", "SI").output))
    let none = try Command.run("inventory", table, "--country", "xx")
    #expect(none.status == 1 && none.errors.contains("`xx` is no country code"))
  }
}
