import Foundation
import PlanModel
import Planning
import Testing

@Suite("What a plan file states twice")
struct StatedTwiceTests {
  private func messages(
    _ keys: String, others: [(name: String, text: String)] = []
  ) throws -> [String] {
    var town = MiniTown().replacing("problem:\n", by: keys + "problem:\n")
    town.others += others
    return checkPlan(at: try town.write(), settings: RunSettings()).diagnostics
      .filter { $0.code == "plan.stated-twice" }.map(\.message)
  }

  @Test("other plans with two sums in a source sector are told, alike ones are not")
  func otherPlans() throws {
    let found = try messages(
      """
      ccc:
        existing: [{sector: Transport, reduction: 12 t/a, plan: Buses}, {sector: Waste, reduction: 5 t/a, plan: Bins}]
      secap:
        underWay: {transport: 20 t/a, waste: 5 t/a}

      """)
    #expect(found.count == 1)
    #expect(found.first?.contains("Transport by 12 t CO2e/a") == true)
    #expect(found.first?.contains("by 20 t CO2e/a") == true)
    #expect(
      try messages("secap: {underWay: {transport: 20 t/a}}\n").isEmpty)
  }

  @Test("other plans that take more from a sector than it emits are told, of land use they are not")
  func aboveBaseline() throws {
    func found(_ keys: String) throws -> [Diagnostic] {
      let town = MiniTown().replacing("problem:\n", by: keys + "problem:\n")
      return checkPlan(at: try town.write(), settings: RunSettings()).diagnostics
        .filter { $0.code == "plan.above-baseline" }
    }
    // The town has buildings alone: nothing of it is waste.
    let covenant = try found(
      "secap: {underWay: {waste: 3 t/a, buildings: 1 t/a, land: 5 t/a}}\n")
    #expect(covenant.map(\.place.field) == ["secap.underWay"])
    #expect(covenant.first?.message.contains("Waste by 3 t CO2e/a, more than the 0") == true)
    let contract = try found(
      """
      ccc:
        existing:
          - {sector: Buildings, reduction: 1e6 t/a, plan: Codes}
          - {sector: Buildings, reduction: 1 t/a, plan: Stoves}

      """)
    #expect(contract.first?.message.contains("Buildings by 1000001 t CO2e/a") == true)
    #expect(contract.count == 1 && contract.allSatisfy { $0.severity == .warning })
  }

  @Test("two targets for one year are told, targets of two years are not")
  func targets() throws {
    func found(_ year: Int, _ share: String) throws -> [String] {
      try messages(
        "ccc: {target: 80 %}\nsecap: {targets: [{pillar: mitigation, year: \(year), reduction: \(share)}]}\n"
      )
    }
    #expect(try found(2030, "55 %").first?.contains("80.0 %") == true)
    #expect(try found(2030, "80 %").isEmpty)
    #expect(try found(2040, "55 %").isEmpty)
  }

  @Test("an action with two statuses and a second inventory for one year are told")
  func monitoring() throws {
    let inventory = "table,sector,carrier,value,unit\nfinal_energy,transport,diesel,1,GWh/a\n"
    let found = try messages(
      """
      monitoring: [{year: 2027, inventory: later.csv, statuses: statuses.csv}]
      secap:
        monitoringInventory: {file: other.csv, year: 2027}
        actions: [{action: roof-pv, status: Not started}, {action: wind, status: Completed}]

      """,
      others: [
        ("later.csv", inventory), ("other.csv", inventory),
        (
          "statuses.csv",
          "action,status\nroof-pv,Postponed\nroof-pv,Ongoing\nwind,Completed\n"
        ),
      ])
    #expect(found.count == 2)
    #expect(found.contains { $0.contains("roof-pv is “Not started”") && $0.contains("“Ongoing”") })
    #expect(found.contains { $0.contains("another inventory") })
  }
}
