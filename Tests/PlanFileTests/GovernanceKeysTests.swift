import PlanModel
import Testing

@testable import PlanFile

@Suite("Governance in the plan file")
struct GovernanceKeysTests {
  let folder: PlanFolder

  init() throws { folder = try PlanFolder() }

  private func read(
    _ governance: String
  ) -> (governance: GovernanceDescription?, diagnostics: [Diagnostic]) {
    let reading = folder.read(society: "  governance: \(governance)")
    return (reading.society?.governance, reading.diagnostics)
  }

  @Test("the complete plan's governance")
  func complete() throws {
    let society = try #require(folder.read(PlanFolder.completePlan).plan?.society)
    let governance = try #require(society.governance)
    #expect(governance.bodies.map(\.id) == ["board", "forestry"])
    let board = governance.bodies[0]
    #expect(board.name == "Steering group" && board.kind == "steering group")
    #expect(board.level == .municipality && board.groups == ["business"])
    #expect(board.members == ["coop", "the mayor"] && board.decides == ["all"])
    #expect(board.mandate == "Decides by phase." && board.districts == ["A"])
    #expect(governance.bodies[1].level == .state && governance.bodies[1].name == "forestry")
    #expect(governance.links.map(\.kind) == [.consults])
    #expect(governance.assignments.map(\.action) == ["all", "roof-pv"])
    #expect(governance.assignments[0].accountable == "board")
    #expect(governance.assignments[1].responsible == ["coop"])
    #expect(governance.assignments[1].consulted == ["forestry"])
    #expect(governance.assignments[1].informed == ["board"])
    let rule = try #require(governance.agreements.first)
    #expect(rule.body == "forestry" && rule.landUse == [.forest] && rule.constraints == ["reserve"])
    #expect(rule.topics == ["wind"] && rule.districts == ["A"] && rule.actions == ["wind"])
  }

  @Test("a body is of the municipality and of no kind unless it says so, and * is all")
  func least() throws {
    let reading = read("{bodies: [{id: a, decides: [\"*\"]}], raci: {\"*\": {accountable: a}}}")
    #expect(reading.diagnostics == [])
    let governance = try #require(reading.governance)
    #expect(governance.bodies[0].kind == "other" && governance.bodies[0].level == .municipality)
    #expect(governance.bodies[0].decides == [RACIAssignment.all])
    #expect(governance.assignments.map(\.action) == [RACIAssignment.all])
  }

  @Test(
    "what is wrong by form is told",
    arguments: [
      ("{bodies: [{id: a}, {id: a}]}", "plan.duplicate-name"),
      ("{bodies: [{id: a, kind: bord}]}", "plan.unknown-word"),
      ("{bodies: [{id: a, level: planet}]}", "plan.unknown-word"),
      ("{bodies: [{name: a}]}", "plan.missing-key"), ("{links: []}", "plan.missing-key"),
      ("{bodies: [{id: a}], links: [{from: a, to: a, kind: loves}]}", "plan.unknown-word"),
      ("{bodies: [{id: a}], raci: {wind: {acountable: a}}}", "plan.unknown-key"),
      ("{bodies: [{id: a}], raci: {wind: {accountable: [a, b]}}}", "plan.wrong-type"),
      ("{bodies: [{id: a}], agreements: [{body: a, landUse: [wood]}]}", "plan.unknown-word"),
    ])
  func wrong(governance: String, code: String) {
    #expect(read(governance).diagnostics.map(\.code) == [code])
  }
}
