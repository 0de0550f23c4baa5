import Foundation
import PlanModel
import Planning
import Testing

private let inventory = """
  inventory:
    emissionFactors: {electricity: 231 kg/MWh}
    energy:
      residential: {naturalGas: 900 MWh, electricity: 400 MWh}
      transport: {diesel: 3 GWh}
    emissions: {waste: 300 t}

  """

private func town(_ keys: String, others: [(name: String, text: String)] = []) -> MiniTown {
  var town = MiniTown().replacing("problem:\n", by: inventory + keys + "problem:\n")
  town.others += others
  return town
}

private func run(_ folder: String) throws -> RunOutcome {
  try runPlan(at: folder, into: folder + "out", settings: RunSettings()) { _ in }
}

private func text(_ folder: String, _ path: String) throws -> String {
  try String(contentsOfFile: folder + "out/" + path, encoding: .utf8)
}

/// 10 % less gas, half the diesel, and nothing said of waste.
private let later = """
  table,sector,carrier,value,unit
  final_energy,residential,naturalGas,810,MWh/a
  final_energy,residential,electricity,400,MWh/a
  final_energy,transport,diesel,1500,MWh/a

  """

@Suite("Contract, capacity and monitoring of a whole run")
struct ContractRunTests {
  @Test("the contract's gap is that of the Covenant workbook, cell by cell")
  func gap() throws {
    let folder = try town(
      "ccc:\n  existing: [{sector: Transport, reduction: 12 t/a, plan: Buses}]\n"
    )
    .write()
    let outcome = try run(folder)
    #expect(!outcome.diagnostics.contains { $0.code == "secap.disagrees" })
    let secap = CSVRecords(try text(folder, "secap/gap.csv")).rows
    let contract = try text(folder, "ccc/action-plan.md").split(separator: "\n")
      .map { $0.split(separator: "|").map { $0.filter { $0 != "*" && $0 != " " } } }
    var compared = 0
    for sector in ["Buildings", "Transport", "Waste", "Total"] {
      let row = try #require(secap.first { $0[0] == sector })
      let line = try #require(contract.first { $0.first == sector && $0.count == 9 })
      for column in 1...7 {
        let shown = line[column].filter { $0 != "\u{202F}" }.replacing("−", with: "-")
        let value = try #require(Double(row[column]))
        #expect(abs(try #require(Double(shown)) - value) <= 0.5, "\(sector), column \(column)")
        compared += 1
      }
      if sector == "Transport" { #expect(row[3] == "12") }
    }
    #expect(compared == 28)
  }

  @Test("two runs write the same bytes")
  func sameBytes() throws {
    let folder = try town("").write()
    _ = try run(folder)
    for path in ["ccc/action-plan.odt", "ccc/investment-plan.odt", "capacity/assessment.odt"] {
      let bytes = try [folder, SharedRun.of(town("")).folder].map {
        try Data(contentsOf: URL(filePath: $0 + "out/" + path))
      }
      #expect(bytes[0] == bytes[1], "\(path)")
    }
  }

  @Test("a measured year is held against the plan, and what nobody measured is left out")
  func monitoring() throws {
    let folder = try town(
      "monitoring:\n  - {year: 2027, inventory: later.csv, statuses: statuses.csv}\n",
      others: [
        ("later.csv", later),
        (
          "statuses.csv",
          "action,district,status,investment_EUR\nroof-pv,W,Ongoing,1000\nroof-pv,W,Completed,2000\n"
        ),
      ]
    ).write()
    _ = try run(folder)
    let rows = CSVRecords(try text(folder, "monitoring.csv")).rows
    let header = rows[0]
    func cell(_ row: [String], _ name: String) -> String {
      row[header.firstIndex(of: name)!]
    }
    let transport = try #require(rows.first { $0[1] == "sector" && $0[2] == "Transport" })
    // 3 GWh and 1.5 GWh of diesel at 0.268 kg/kWh.
    #expect(cell(transport, "base") == "804" && cell(transport, "measured") == "402")
    let waste = try #require(rows.first { $0[1] == "sector" && $0[2] == "Waste" })
    #expect(cell(waste, "base") == "300" && cell(waste, "measured").isEmpty)
    let all = try #require(rows.first { $0[1] == "emissions" })
    let sum = try #require(Double(cell(all, "measured")))
    #expect(abs(sum - (402 + 810 * 0.202 + 400 * 0.231)) < 1e-6)
    // The last row of an action and district holds.
    let action = try #require(
      rows.first { $0[1] == "investment" && $0[2] == "roof-pv" && $0[3] == "W" })
    #expect(cell(action, "status") == "Completed" && cell(action, "measured") == "2000")
    let report = try text(folder, "monitoring/report.md")
    let gap = try #require(report.split(separator: "\n").first { $0.contains("says nothing of") })
    #expect(gap.contains("; Waste management."))
    #expect(!gap.contains("Residential"))
    // The Covenant workbook takes the same inventory without being told again.
    #expect(try text(folder, "secap/mei-comparison.csv").contains("402"))
  }

  @Test("unknown actions and districts of a table of statuses are told with the nearest name")
  func unknown() throws {
    let folder = try town(
      "monitoring: [{year: 2027, statuses: statuses.csv}]\n",
      others: [("statuses.csv", "action,district,status\nroof-pw,W,Ongoing\nroof-pv,WW,Ongoing\n")]
    ).write()
    #expect {
      try run(folder)
    } throws: { error in
      let found = (error as? PlanningFailure)?.diagnostics ?? []
      return found.contains {
        $0.code == "statuses.unknown-action" && $0.remedy.contains("roof-pv")
      }
        && found.contains { $0.code == "statuses.unknown-district" }
    }
  }

  @Test("the capacity assessment takes answers, and tells what the plan shows where none is given")
  func capacity() throws {
    let folder = try town(
      "capacity: [{file: cap.yaml}]\nccc: {target: 80 %}\n",
      others: [
        (
          "cap.yaml",
          "commongroundCapacity: 1\nyear: 2025\npopulation: 60000\nanswers:\n  leadership: {items: [mayor], maturity: 3, evidence: Decree 9}\n"
        )
      ]
    ).write()
    _ = try run(folder)
    let report = try text(folder, "capacity/assessment.md")
    #expect(report.contains("Decree 9"))
    #expect(report.contains("Read from the plan: an emission inventory"))
    #expect(report.contains("is of the size that was asked for"))
    #expect(try text(folder, "capacity/radar.svg").contains("<title>Scores by dimension</title>"))
  }

  @Test(
    "documents of a run can be had in another folder", arguments: ["ccc", "districts", "capacity"])
  func again(format: String) throws {
    let folder = try SharedRun.of(town("")).folder
    let copy = folder + "copy-\(format)/"
    let outcome = try writeDocuments(
      try #require(RunDocuments(rawValue: format)), ofRunAt: folder + "out", into: copy)
    #expect(outcome.files.count >= 4)
    for path in outcome.files {
      let copied = try Data(contentsOf: URL(filePath: copy + path))
      let own = format == "districts" ? path : "\(format)/\(path)"
      #expect(try Data(contentsOf: URL(filePath: folder + "out/" + own)) == copied, "\(path)")
    }
  }

  @Test("a folder that is no run is told")
  func noRun() throws {
    let folder = try town("").write()
    #expect(throws: PlanningFailure.self) {
      try writeDocuments(.ccc, ofRunAt: folder, into: folder + "copy")
    }
  }
}
