import Foundation
import PlanModel
import Planning
import Testing

/// The made-up town with an inventory and what people say for the Covenant.
private func town(_ secap: String, others: [(name: String, text: String)] = []) -> MiniTown {
  var town = MiniTown().replacing(
    "problem:\n",
    by: """
      inventory:
        emissionFactors: {electricity: 231 kg/MWh}
        energy:
          residential: {naturalGas: 900 MWh, electricity: 400 MWh}
          transport: {diesel: 3 GWh}
        emissions: {waste: 300 t, land: -80 t}
      secap:
      \(secap)
      problem:

      """)
  town.others += others
  return town
}

private let later = """
  table,sector,carrier,value,unit
  final_energy,residential,naturalGas,800,MWh/a
  final_energy,residential,electricity,410,MWh/a
  final_energy,transport,diesel,2500,MWh/a
  emissions,waste,,290,tCO2eq/a
  emissions,land,,-80,tCO2eq/a

  """

private func run(_ folder: String) throws -> RunOutcome {
  try runPlan(at: folder, into: folder + "out", settings: RunSettings()) { _ in }
}

private func rows(_ folder: String, _ table: String) throws -> [[String]] {
  CSVRecords(try String(contentsOfFile: folder + "out/secap/\(table).csv", encoding: .utf8)).rows
}

@Suite("The Covenant workbook of a whole run")
struct SECAPRunTests {
  @Test("all sums agree, and a changed default is flagged")
  func agrees() throws {
    let folder = try town("  vision: A town that needs no coal.").write()
    let outcome = try run(folder)
    #expect(!outcome.diagnostics.contains { $0.code == "secap.disagrees" })
    let checks = try rows(folder, "checks")
    #expect(checks.count > 10)
    #expect(checks.dropFirst().allSatisfy { $0[5] == "yes" })
    let changed = try rows(folder, "changed-defaults")[1]
    #expect(changed[0] == "Emission factor: Electricity")
    #expect(changed[1] == "0.231" && changed[2] == "0.401")
    #expect(try rows(folder, "vision")[1][1] == "A town that needs no coal.")
  }

  @Test("two runs write the same bytes")
  func sameBytes() throws {
    let folder = try town("  vision: One.").write()
    _ = try run(folder)
    let first = try Data(contentsOf: URL(filePath: folder + "out/secap/secap.xlsx"))
    _ = try run(folder)
    #expect(try Data(contentsOf: URL(filePath: folder + "out/secap/secap.xlsx")) == first)
  }

  @Test("a later inventory is set beside the base year")
  func monitoring() throws {
    let folder = try town(
      "  monitoringInventory: {file: mei.csv, year: 2026}", others: [("mei.csv", later)]
    ).write()
    _ = try run(folder)
    let comparison = try rows(folder, "mei-comparison")
    let waste = try #require(comparison.first { $0[0] == "Waste" })
    #expect(Array(waste[1...3]) == ["300", "290", "10"])
    #expect(try rows(folder, "mei-head")[1][1] == "2026")
  }

  @Test("an action that no catalogue has and a language without labels are errors, told at once")
  func wrong() throws {
    let folder = try town("  actions: [{action: roof-pvs}]\n  language: xx").write()
    let failure = #expect(throws: PlanningFailure.self) { try run(folder) }
    let codes = failure?.diagnostics.map(\.code) ?? []
    #expect(codes.contains("secap.unknown-action") && codes.contains("labels.no-language"))
  }

  @Test("`report` writes the workbook again in another language, when plan and data are gone")
  func report() throws {
    let folder = try town("  vision: A town that needs no coal.").write()
    _ = try run(folder)
    try FileManager.default.removeItem(atPath: folder + "plan.yaml")
    let done = try Command.run(
      "report", folder + "out", "--format", "secap", "--language", "it", "--out", folder + "it")
    #expect(done.status == 0)
    #expect(done.errors.contains("have no label in “it”"))
    let gap = try String(contentsOfFile: folder + "it/gap.csv", encoding: .utf8)
    #expect(gap.contains("Trasporti") && gap.contains("Totale"))
    let checks = try String(contentsOfFile: folder + "it/checks.csv", encoding: .utf8)
    #expect(!checks.contains(",no"))

    #expect(try Command.run("report", folder + "nowhere", "--format", "secap").status == 1)
    #expect(try Command.run("report", folder + "out", "--format", "sekap").status == 2)
    #expect(
      try Command.run("report", folder + "out", "--format", "secap", "--language", "xx").status == 1
    )
  }

  @Test("a number that somebody changed in the run's file is told by `report`")
  func changed() throws {
    let folder = try town("  vision: One.").write()
    _ = try run(folder)
    let path = folder + "out/secap/secap.json"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.contains(" 900,"))
    try text.replacingOccurrences(of: " 900,", with: " 901,")
      .write(toFile: path, atomically: true, encoding: .utf8)
    let told = try Command.run("report", folder + "out", "--format", "secap")
    #expect(told.errors.contains("Inventory: table A, and the plan's final energy"))
    try Data("{}".utf8).write(to: URL(filePath: path))
    #expect(try Command.run("report", folder + "out", "--format", "secap").status == 1)
  }
}
