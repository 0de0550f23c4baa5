import Allocation
import Foundation
import PlanModel
import Testing

@testable import Planning

@Suite("A plan in the middle of the work")
struct ProgressRunTests {
  /// The mini town with a table of progress at the end of 2026; its work goes from 2024 to 2030, so three sevenths are due.
  private func town(_ rows: [String], _ town: MiniTown = MiniTown()) -> MiniTown {
    town.withProgress(rows)
  }

  /// What the mini town plans: the lines of a table that says nothing, by investment, largest first.
  private func plannedLines(_ town: MiniTown = MiniTown()) throws -> (PlanResult, [ProgressLine]) {
    let result = try decided(self.town([], town))
    let lines = try #require(result.progress?.lines)
    return (
      result, lines.sorted { $0.planned.investment > $1.planned.investment }
    )
  }

  private func place(_ line: ProgressLine, _ result: PlanResult) -> (
    action: String, district: String
  ) {
    (result.options.actions[line.action].id, result.districts.ids[line.district])
  }

  @Test("a table that says nothing changes no decision, and all that is planned has not begun")
  func empty() throws {
    let plain = try decided(MiniTown())
    let result = try decided(town([]))
    #expect(result.plan.chosen == plain.plan.chosen)
    let progress = try #require(result.progress)
    #expect(progress.lines.allSatisfy { $0.notBegun == 1 && $0.now == $0.planned })
    #expect(progress.lines.allSatisfy { abs($0.dueShare - 3.0 / 7) < 1e-12 })
    let budget = try #require(progress.budgets.first)
    #expect(budget.limit == 2e6 && budget.spent == 0 && budget.committed == 0)
    #expect(result.record.closures.allSatisfy { $0.holds })
    #expect(plain.progress == nil)
  }

  @Test("what is done or under way stays, what was spent is off the budget, and the parts close")
  func held() throws {
    let (before, lines) = try plannedLines()
    let first = place(lines[0], before)
    let half = lines[0].planned.investment / 2
    let row = "\(first.action),\(first.district),,Ongoing,50,%,\(half + 100_000),,2024-03,2027-06,"
    let result = try decided(town([row]))
    let progress = try #require(result.progress)
    let line = try #require(
      progress.lines.first { $0.action == lines[0].action && $0.district == lines[0].district })
    // Each of the units that had it still has it.
    let units = Set(line.options.map { result.options.unit[$0] })
    for unit in units {
      #expect(
        result.plan.chosen.contains { option in
          result.options.unit[option] == unit
            && result.options.actionIDs(of: option).contains(first.action)
        })
    }
    #expect(line.done == 0.5 && line.underWay == 0.5)
    #expect(abs(line.surplus.investment - 100_000) < 1e-6)
    let budget = try #require(progress.budgets.first)
    #expect(abs(budget.spent - half - 100_000) < 1e-6 && abs(budget.committed - half) < 1e-6)
    #expect(budget.left > -1e-3)
    // The row holds 100,000 EUR less than the plan file says, and a parts' sum is the whole.
    let rule = try #require(result.plan.rows.first { $0.name == "budget" })
    #expect(abs(rule.rhs - 1.9e6) < 1e-6)
    #expect(abs(budget.left - (rule.rhs - rule.lhs)) < 1e-3)
    #expect(result.record.closures.allSatisfy { $0.holds })
    #expect(
      result.record.closures.contains { $0.name.hasPrefix("Budget budget: spent, committed") })
    // Half is done where three sevenths are due.
    #expect(line.monthsBehind == 0 && !line.isLate(in: 2026))
  }

  @Test(
    "what is cancelled is chosen nowhere in its district, and what it saved already is off the target"
  )
  func cancelled() throws {
    let (before, lines) = try plannedLines()
    let last = lines[lines.count - 1]
    let name = place(last, before)
    let result = try decided(
      town(["\(name.action),\(name.district),,Cancelled,10,%,5000,0.25,,,"]))
    let units = result.units.district.indices.filter { result.units.district[$0] == last.district }
    for option in result.plan.chosen where units.contains(Int(result.options.unit[option])) {
      #expect(!result.options.actionIDs(of: option).contains(name.action))
    }
    let target = { (result: PlanResult) in result.plan.rows.first { $0.name == "target" }?.rhs }
    #expect(abs(try #require(target(before)) - (try #require(target(result))) - 0.25) < 1e-9)
    let line = try #require(
      result.progress?.lines.first { $0.action == last.action && $0.district == last.district })
    #expect(abs(line.givenUp - 0.9) < 1e-12 && line.now.investment == 0)
    #expect(result.record.closures.allSatisfy { $0.holds })
  }

  @Test(
    "what is less done than is due by a year is late, and so is what ended without being completed")
  func late() throws {
    let (before, lines) = try plannedLines()
    let name = place(lines[0], before)
    // 20 % of seven years are 16.8 months; three years are due.
    let slow = try decided(town(["\(name.action),\(name.district),,Ongoing,20,,,,,2030,"]))
    let line = try #require(slow.progress?.lines.first { $0.entry != nil })
    #expect(abs(line.monthsBehind - (36 - 16.8)) < 1e-9 && line.isLate(in: 2026))
    let ended = try decided(town(["\(name.action),\(name.district),,Ongoing,60,,,,,2026-05,"]))
    let finding = try #require(ended.diagnostics.first { $0.code == "progress.late" })
    #expect(finding.message.contains("\(name.action) in \(name.district)"))
  }

  @Test("what is done where a decision rules it out is told, with the line of the decision")
  func ruledOut() throws {
    let locked = MiniTown().replacing(
      "  objective: leastCost",
      by: "  objective: leastCost\n  locks:\n    - {district: W, action: roof-pv, decision: out}")
    let folder = try town(["roof-pv,W,,Completed,,,,,,,", "roof-pv,E,,Completed,,,,,,,"], locked)
      .write()
    let found = checkPlan(at: folder, settings: RunSettings()).diagnostics.filter {
      $0.code == "progress.against-lock"
    }
    #expect(found.map(\.place.line) == [2])
    #expect(found.first?.message.contains("rules it out there in line") == true)
  }

  @Test("what was saved otherwise than planned is in the totals, as it is in the target's row")
  func besidePlan() throws {
    let (before, lines) = try plannedLines()
    let most = try #require(lines.max { $0.planned.reduction < $1.planned.reduction })
    let name = place(most, before)
    // All of it is done, and nothing is saved.
    let folder = try town(["\(name.action),\(name.district),,Completed,100,%,,0,,,"]).write()
    var settings = RunSettings()
    settings.draws = 0
    _ = try runPlan(at: folder, into: folder + "out", settings: settings) { _ in }
    let record = try #require(
      try JSONSerialization.jsonObject(
        with: Data(contentsOf: URL(filePath: folder + "out/run.json"))) as? [String: Any])
    let totals = try #require(record["totals"] as? [String: Any])
    func number(_ key: String) throws -> Double { try #require(totals[key] as? Double) }
    let surplus = -most.planned.reduction
    #expect(
      abs(
        try number("baselineEmissions") - number("co2") - surplus - number("remainingEmissions"))
        < 1e-6)
    let rows = try #require(record["rows"] as? [[String: Any]])
    let target = try #require(rows.first { $0["name"] as? String == "target" })
    let lhs = try #require(target["lhs"] as? Double)
    let room = lhs - (try #require(target["rhs"] as? Double))
    // The row holds, so nothing is missing.
    #expect(room > -1e-6)
    #expect(try number("missingReduction") < 1e-6)
    let sheet = try String(
      contentsOf: URL(filePath: folder + "out/municipality.md"), encoding: .utf8)
    #expect(sheet.contains("Of the reduction, by what was done otherwise than planned"))
    let gap = try String(contentsOf: URL(filePath: folder + "out/secap/gap.csv"), encoding: .utf8)
    let table = CSVRecords(gap, separator: UInt8(ascii: ","))
    let header = try #require(table.rows.first)
    let existing = try #require(header.firstIndex { $0.hasPrefix("(3)") })
    let last = try #require(table.rows.last)
    #expect(abs(try #require(Double(last[existing])) - surplus) < 1e-6)
  }

  @Test("what the table gets wrong is told with its line, all at once")
  func wrong() throws {
    let rows = [
      "roof-pw,W,,Ongoing,40,,,,,,", "roof-pv,North,,Ongoing,40,,,,,,",
      "roof-pv,W,,Ongoing,,,,,,,", "roof-pv,E,,Begun,,,,,,,", "wind,E,,Completed,,,a lot,,,,",
      "wind,W,,Completed,,,,,2025-13,,",
    ]
    let folder = try town(rows).write()
    let found = checkPlan(at: folder, settings: RunSettings()).diagnostics.filter {
      $0.code.hasPrefix("progress.")
    }
    #expect(
      found.map(\.code) == [
        "progress.not-said", "progress.unknown-word", "progress.bad-number", "progress.bad-date",
        "progress.unknown-action", "progress.unknown-district",
      ])
    #expect(found.map(\.place.line) == [4, 5, 6, 7, 2, 3])
    let unknown = try town(Array(rows.prefix(2))).write()
    let named = checkPlan(at: unknown, settings: RunSettings()).diagnostics.filter {
      $0.code.hasPrefix("progress.")
    }
    #expect(named.map(\.code) == ["progress.unknown-action", "progress.unknown-district"])
    #expect(named.first?.remedy == "Did you mean `roof-pv`?")
  }

  @Test("what a row names is looked for though the row cannot be read, and no plan comes of it")
  func unreadRow() throws {
    let folder = try town(["roof-pw,North,,Ongoing,a lot,,,,,,"]).write()
    func codes(_ found: [Diagnostic]) -> [String] {
      found.map(\.code).filter { $0.hasPrefix("progress.") }
    }
    let expected = [
      "progress.bad-number", "progress.unknown-action", "progress.unknown-district",
    ]
    #expect(codes(checkPlan(at: folder, settings: RunSettings()).diagnostics) == expected)
    // A name alone ends a run as well: nothing is written.
    let named = try town(["roof-pv,North,,Ongoing,40,,,,,,"]).write()
    #expect {
      _ = try runPlan(at: named, into: named + "out", settings: RunSettings()) { _ in }
    } throws: { error in
      codes((error as? PlanningFailure)?.diagnostics ?? []) == ["progress.unknown-district"]
    }
    #expect(!FileManager.default.fileExists(atPath: named + "out"))
  }

  @Test("a table in another encoding, and one with nothing in it, are told as what they are")
  func noTable() throws {
    func finding(_ bytes: [UInt8]) throws -> Diagnostic? {
      let folder = try town([]).write()
      try Data(bytes).write(to: URL(filePath: folder + "progress.csv"))
      return checkPlan(at: folder, settings: RunSettings()).diagnostics.first {
        $0.code.hasPrefix("progress.")
      }
    }
    // “Živo” as Windows writes it in Central Europe, and a table in UTF-16.
    let foreign = try finding(
      Array("action,district,status,note\n".utf8) + [0x8E, 0x69, 0x76, 0x6F])
    #expect(foreign?.code == "progress.not-utf8")
    #expect(
      try finding([0xFF, 0xFE, 0x61, 0x00, 0x2C, 0x00])?.remedy == "Save it as CSV in UTF-8.")
    let empty = try finding([])
    #expect(empty?.code == "progress.empty-table" && empty?.place.line == nil)
  }

  @Test("one limit of time holds for both searches: what the plan without progress took is gone")
  func sharedTime() throws {
    let folder = try town(["roof-pv,W,,Ongoing,40,,,,,,"]).write()
    var prepared = try PreparedPlan.prepare(folder, RunSettings(), StageClock { _ in })
    let limits = SolveLimits(gap: prepared.plan.problem.gap, timeLimit: 2000)
    // The clock of the run, stopped, so that the machine's speed does not matter: there is time for the first search.
    let found = try prepared.followProgress(from: nil, limits, elapsed: { 600 })
    let before = try #require(found).before
    func rest(after seconds: Double) throws -> PlanStatus {
      try replan(
        prepared.problem, from: before, stability: 0, limits: limits, elapsed: { seconds }
      ).plan.status
    }
    #expect([.optimal, .gap].contains(try rest(after: 1200)))
    // Once all the time is gone, the rest ends at once, with what is known or with nothing.
    let last = try? rest(after: 2100)
    #expect(last == nil || last == .limit)
  }

  @Test("progress is written as table, section, layer columns and in the run record")
  func outputs() throws {
    let (before, lines) = try plannedLines()
    let name = place(lines[0], before)
    let folder = try town(["\(name.action),\(name.district),,Completed,100,,12345.5,1.5,,2026,done"]
    )
    .write()
    let outcome = try runPlan(at: folder, into: folder + "out", settings: RunSettings()) { _ in }
    #expect(outcome.status != .infeasible)
    func text(_ path: String) throws -> String {
      try String(contentsOf: URL(filePath: folder + "out/" + path), encoding: .utf8)
    }
    let records = CSVRecords(try text("progress.csv"), separator: UInt8(ascii: ","))
    let header = try #require(records.rows.first)
    let row = try #require(records.rows.first { $0.contains("Completed") })
    let cells = Dictionary(zip(header, row), uniquingKeysWith: { first, _ in first })
    #expect(cells["spent_EUR"] == "12345.5" && cells["stays"] == "yes" && cells["late"] == "no")
    #expect(try text("municipality.md").contains("## Progress"))
    #expect(try text("districts/\(name.district).md").contains("## Progress"))
    #expect(try text("layers/districts.geojson").contains("progress_done_share"))
    #expect(try text("layers/units.geojson").contains("\(name.action) completed"))
    let record = try #require(
      try JSONSerialization.jsonObject(with: Data(text("run.json").utf8)) as? [String: Any])
    #expect((record["progress"] as? [String: Any])?["year"] as? Int == 2026)
    #expect((record["files"] as? [String])?.contains("progress.csv") == true)
  }
}
