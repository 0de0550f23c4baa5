import Testing

@testable import PlanModel

@Suite("A line of who carries out what")
struct ImplementationLineTests {
  private func line(asked: Double, investment: Double, draws: [Double])
    -> ImplementationAccount.Line
  {
    ImplementationAccount.Line(
      action: 0, district: 0, lead: nil, partners: [], phases: [0], units: 1,
      investment: investment, draws: draws, asked: asked, municipal: 0,
      unitsWithoutPrerequisite: 0)
  }

  @Test("what is left by the rounding of sums alone is exactly nothing")
  func rounding() {
    let covered = line(asked: 0.1 + 0.2, investment: 0.1 + 0.2, draws: [0.3])
    #expect(covered.asked > 0.3)
    #expect(covered.uncovered == 0 && covered.coFinancing == 0)
    let over = line(asked: 0.3, investment: 1, draws: [0.1 + 0.2])
    #expect(over.uncovered == 0)
    let cent = line(asked: 1_000_000, investment: 2_000_000, draws: [999_999.99])
    #expect(abs(cent.uncovered - 0.01) < 1e-9)
    #expect(line(asked: 0, investment: 0, draws: []).uncovered == 0)
  }

  @Test("what other funds pay leaves out the one that is asked about")
  func others() {
    let line = line(asked: 100, investment: 100, draws: [50, 30, 5])
    #expect((0..<3).map { line.drawn(beside: $0) } == [35, 55, 80])
    #expect(line.coFinancing == 15)
  }

  @Test("a row is found by action and district, and none where the action is not chosen")
  func row() {
    func row(_ action: Int, _ district: Int) -> RACIRow {
      RACIRow(
        action: action, district: district, responsible: ["\(action) \(district)"], accountable: [],
        consulted: [], informed: [], responsibleOrigin: .lead, accountableOrigin: .nobody,
        bodies: [])
    }
    var result = GovernanceResult()
    #expect(result.row(of: 0, in: 0) == nil)
    result.rows = [row(0, 2), row(1, 0), row(1, 1), row(1, 3), row(4, 0)]
    for known in result.rows {
      #expect(result.row(of: known.action, in: known.district) == known)
    }
    for (action, district) in [(0, 0), (0, 3), (1, 2), (2, 0), (4, 1), (5, 0)] {
      #expect(result.row(of: action, in: district) == nil)
    }
  }

  @Test("the group in brackets is no part of the role that leads")
  func leadRole() {
    var action = Action(
      id: "a", name: "A", slot: "s", stage: .save, size: ActionSize(base: .heatedArea, share: 1),
      effect: .adapt, cost: ActionCost(),
      codes: ActionCodes(sector: "", policyArea: "", instrument: "", field: "", lever: ""))
    #expect(action.leadRole == "")
    action.leadActor = "Firms (large) and residents (business)"
    #expect(action.leadRole == "Firms (large) and residents")
    action.leadActor = "Municipality"
    #expect(action.leadRole == "Municipality")
  }

  @Test("a role is filled by those who say so, where they are")
  func holders() {
    var town = Stakeholder(id: "town", name: "Town")
    town.roles = ["Local authority"]
    var village = Stakeholder(id: "village", name: "Village")
    village.roles = ["Local authority", "Residents"]
    village.districts = ["D2"]
    let table = LeadTable([town, village])
    #expect(table.holders(of: "Local authority", in: "D1") == [0])
    #expect(table.holders(of: "Local authority", in: "D2") == [0, 1])
    #expect(table.holders(of: "Residents", in: "D1") == [])
    // Whoever fills a role leads nothing by it.
    #expect(table.lead(of: "wind", in: "D2") == nil)
  }
}
