import Foundation
import PlanModel
import Planning
import Testing

/// A JSON file of a run.
private func object(_ path: String) throws -> [String: Any] {
  let data = try Data(contentsOf: URL(filePath: path))
  return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
}

/// The properties of the units of a run.
private func units(_ out: String) throws -> [[String: Any]] {
  let features = try object(out + "/layers/units.geojson")["features"] as? [[String: Any]] ?? []
  return features.compactMap { $0["properties"] as? [String: Any] }
}

private func run(_ folder: String, into out: String, from earlier: String? = nil) throws
  -> RunOutcome
{
  var settings = RunSettings()
  settings.earlierRun = earlier
  return try runPlan(at: folder, into: out, settings: settings) { _ in }
}

@Suite("Plans in phases, from file to file")
struct PhasedPlanTests {
  /// The mini town with two phases, a small budget first and a target at the end of each phase.
  private func town() -> MiniTown {
    MiniTown().replacing(
      "    - {name: budget, amount: investment, atMost: 2 MEUR}",
      by:
        "    - {name: budget, amount: investment, atMost: {soon: 300 kEUR, later: 2 MEUR}, carriesOver: true}"
    ).replacing(
      "    - {name: target, amount: co2, atLeast: 20 % of baseline}",
      by: """
            - {name: target, amount: co2, atLeast: {soon: 3 % of baseline, later: 20 % of baseline}}
          phases:
            - {name: soon, years: 2024-2026}
            - {name: later, years: 2027-2030}
          sequence:
            - {first: [renovation-medium, renovation-deep], then: roof-pv}
        """)
  }

  @Test("choices begin in phases, and rows hold at the end of each")
  func phases() throws {
    let folder = try town().write()
    let outcome = try run(folder, into: folder + "out")
    #expect(outcome.status == .optimal || outcome.status == .gap)
    let record = try object(folder + "out/run.json")
    let rows = record["rows"] as? [[String: Any]] ?? []
    let names = rows.compactMap { $0["name"] as? String }
    for name in ["budget (until soon)", "budget (until later)", "target (until soon)"] {
      #expect(names.contains(name), "\(name) is missing in \(names.prefix(8))")
    }
    let totals = try #require(record["totals"] as? [String: Any])
    let phases = try #require(totals["phases"] as? [[String: Any]])
    let investment = phases.map { $0["investment"] as? Double ?? .nan }
    #expect(phases.map { $0["name"] as? String } == ["soon", "later"])
    #expect(investment[0] <= 300_000 * (1 + 1e-6))
    let whole = try #require(totals["investment"] as? Double)
    #expect(abs(investment[0] + investment[1] - whole) <= 1e-6 * whole)
    // By the middle of 2024 to 2026, and of 2027 to 2030: five and one and a half years until 2030.
    let co2 = phases.map { $0["co2"] as? Double ?? .nan }
    let cumulated = try #require(totals["co2Cumulated"] as? Double)
    #expect(abs(cumulated - (5 * co2[0] + 1.5 * co2[1])) <= 1e-6 * cumulated)
    #expect(co2[0] > 0)
    // The layer, the table and the sheet say when.
    let begun = try units(folder + "out").compactMap { $0["roof_phase"] as? String }
    #expect(begun.allSatisfy { $0 == "soon" || $0 == "later" })
    let actions = try String(
      contentsOf: URL(filePath: folder + "out/actions.csv"), encoding: .utf8)
    #expect(actions.contains("phase,cumulated_reduction_t_CO2e"))
    let sheet = try String(
      contentsOf: URL(filePath: folder + "out/municipality.md"), encoding: .utf8)
    #expect(sheet.contains("Begun in") && sheet.contains("begun in "))
    #expect(
      try String(contentsOf: URL(filePath: folder + "out/index.html"), encoding: .utf8)
        .contains("function begun"))
  }

  @Test("a plan without phases says nothing of them")
  func without() throws {
    let folder = try SharedRun.of().folder
    for file in ["actions.csv", "index.html", "layers/units.geojson", "run.json"] {
      // The workbook has its table of phases in any case; it then says why it is empty.
      let text = try String(contentsOf: URL(filePath: folder + "out/" + file), encoding: .utf8)
        .replacingOccurrences(of: "secap/phases.csv", with: "")
      #expect(!text.contains("phase"), "\(file)")
    }
    #expect(!FileManager.default.fileExists(atPath: folder + "out/neighbours.csv"))
  }

  @Test("a run that starts from an earlier one keeps its choices, and says how many")
  func earlier() throws {
    let shared = try SharedRun.of()
    let (folder, first) = (shared.folder, shared.outcome)
    let again = try run(folder, into: folder + "again", from: folder + "out")
    #expect(!first.summary.contains("of the earlier run"))
    let count = try units(folder + "out").flatMap { unit in
      unit.keys.filter { $0.hasSuffix("_actions") && unit[$0] is String }
    }.count
    #expect(
      again.summary.contains("Of the \(count) choices of the earlier run, \(count) are kept."))
    #expect(again.summary.contains("decided by"))
  }

  @Test("a folder that holds no run cannot be started from")
  func noEarlier() throws {
    let folder = try MiniTown().write()
    #expect {
      try run(folder, into: folder + "out", from: folder + "nothing")
    } throws: { error in
      (error as? PlanningFailure)?.diagnostics.contains { $0.code == "plan.no-earlier-run" }
        ?? false
    }
  }

  @Test("rules that never give are told as such where they conflict")
  func firm() throws {
    let town = MiniTown().replacing("20 % of baseline}", by: "60 % of baseline, bends: never}")
      .replacing("2 MEUR}", by: "1 kEUR, bends: never}")
    let folder = try town.write()
    let outcome = try run(folder, into: folder + "out")
    #expect(outcome.status == .infeasible)
    #expect(outcome.summary.contains("There is no way out: they never give"))
    let bent = try town.replacing("1 kEUR, bends: never}", by: "1 kEUR}").write()
    #expect(try run(bent, into: bent + "out").summary.contains("the limit of “budget”"))
  }
}
