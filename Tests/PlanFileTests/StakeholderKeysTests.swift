import PlanModel
import Testing

@testable import PlanFile

@Suite("Stakeholders in a plan file")
struct StakeholderKeysTests {
  private let folder: PlanFolder

  init() throws { folder = try PlanFolder() }

  @Test("a stakeholder says who it is, what it leads and what it can carry")
  func complete() throws {
    let plan = try #require(folder.read(PlanFolder.completePlan).plan)
    let coop = try #require(plan.society?.stakeholders.first)
    #expect(coop.id == "coop" && coop.name == "Roof cooperative" && coop.group == "business")
    #expect(coop.engagement == .collaborate)
    #expect(coop.interest == 0.75 && coop.influence == 0.4)
    #expect(coop.stance == "keep informed")
    #expect(coop.districts == ["A"] && coop.leads == ["roof-pv"] && coop.partners == ["heat-pump"])
    #expect(coop.roles == ["Energy communities"])
    #expect(coop.members == 120 && coop.skills == ["planning of roofs"])
    #expect(coop.capital == 300_000 && !coop.isPerson)
    #expect(coop.capacities.map(\.amount) == [.gridPower, .investment])
    #expect(coop.capacities.map(\.most) == [500, 2_000_000])
    #expect(coop.capacities.map(\.isYearly) == [true, false])
    #expect(coop.capacities.map(\.firmness) == [2, 1])
  }

  @Test(
    "what is wrong with a stakeholder is said where it stands",
    arguments: [
      ("group: business\n", "group: busines\n", "plan.unknown-word"),
      ("engagement: collaborate", "engagement: colaborate", "plan.unknown-word"),
      ("interest: high", "interest: 140 %", "plan.out-of-range"),
      ("interest: high", "interest: much", "plan.unknown-word"),
      ("atMost: 500 kW", "atMost: 500 kEUR", "plan.wrong-unit"),
      ("atMost: 2 MEUR", "atMost: 20 % of plan", "plan.share-of-all"),
      ("members: 120", "member: 120", "plan.unknown-key"),
      ("leads: [roof-pv]", "leads: [heat-pump]", "plan.repeated-entry"),
      ("          leads: [roof-pv]\n", "", "plan.nothing-led"),
      ("per: year, bends: 2", "per: year, phase: soon", "plan.unknown-phase"),
      (
        "      stakeholders:\n", "      stakeholders:\n        - {id: coop}\n",
        "plan.duplicate-name"
      ),
    ])
  func wrong(old: String, new: String, code: String) throws {
    // The plan is written with an indent of four that Swift takes away.
    let text = PlanFolder.completePlan
    let unindented = { (part: String) in
      part.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        line.hasPrefix("    ") ? String(line.dropFirst(4)) : String(line)
      }.joined(separator: "\n")
    }
    #expect(text.contains(unindented(old)), "the plan has no \(old)")
    let codes = folder.read(text.replacing(unindented(old), with: unindented(new)))
      .diagnostics.map(\.code)
    #expect(codes.contains(code), "\(codes)")
  }

  @Test(
    "two capacities of one amount for the same years are told, those of two phases are not",
    arguments: [
      ("{amount: gridPower, atMost: 5 kW}, {amount: gridPower, atMost: 9 kW}", true),
      (
        "{amount: gridPower, atMost: 5 kW, per: year}, {amount: gridPower, atMost: 9 kW, phase: soon}",
        true
      ),
      (
        "{amount: gridPower, atMost: 5 kW, phase: late}, {amount: gridPower, atMost: 9 kW, phase: soon}",
        false
      ),
      ("{amount: gridPower, atMost: 5 kW, per: year}, {amount: gridPower, atMost: 9 kW}", false),
      ("{amount: gridPower, atMost: 5 kW}, {atMost: 9 kEUR}", false),
    ])
  func sameYears(capacities: String, isTold: Bool) {
    let found = folder.read(
      """
      commonground: 1
      name: Oslo
      country: NO
      years: {base: 2020, target: 2030}
      layers: {districts: {source: data/town.gpkg, id: code}}
      problem:
        phases: [{name: soon, years: 2021-2025}, {name: late, years: 2026-2030}]
      society:
        stakeholders: [{id: coop, leads: [roof-pv], capacity: [\(capacities)]}]
      """
    ).diagnostics.filter { $0.severity == .error }
    #expect(found.map(\.code) == (isTold ? ["plan.repeated-entry"] : []), "\(found)")
    #expect(found.allSatisfy { $0.place.line == 9 })
  }
}
