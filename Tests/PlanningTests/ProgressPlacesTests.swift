import Foundation
import PlanModel
import Testing

@testable import Planning

/// Rows of units, phases that are over, and runs that were carried out.
@Suite("Progress by unit, by phase and from a run")
struct ProgressPlacesTests {
  /// The mini town in two phases with a budget and a target for each; the first is over at the end of 2026.
  private func phased(carriesOver: Bool) -> MiniTown {
    MiniTown().replacing(
      "    - {name: budget, amount: investment, atMost: 2 MEUR}",
      by:
        "    - {name: budget, amount: investment, atMost: {soon: 300 kEUR, later: 2 MEUR}\(carriesOver ? ", carriesOver: true" : "")}"
    ).replacing(
      "    - {name: target, amount: co2, atLeast: 20 % of baseline}",
      by: """
            - {name: target, amount: co2, atLeast: {soon: 3 % of baseline, later: 20 % of baseline}}
          phases:
            - {name: soon, years: 2024-2026}
            - {name: later, years: 2027-2030}
        """)
  }

  /// The planned line of the largest investment that passes.
  private func line(
    of result: PlanResult, where passes: (ProgressLine) -> Bool
  ) throws -> ProgressLine {
    let lines = try #require(result.progress?.lines)
    return try #require(
      lines.filter { !$0.options.isEmpty && passes($0) }.max {
        $0.planned.investment < $1.planned.investment
      })
  }

  /// The units of a district where a plan has an action, by id.
  private func places(
    of action: String, in district: Int, _ result: PlanResult
  ) -> Set<String> {
    Set(
      result.plan.chosen.filter { result.options.actionIDs(of: $0).contains(action) }
        .map { Int(result.options.unit[$0]) }.filter { result.units.district[$0] == district }
        .map { result.units.ids[$0] })
  }

  @Test(
    "a unit that is told on its own is a line of its own, and the district's row is for the others")
  func unit() throws {
    let before = try decided(MiniTown().withProgress([]))
    let whole = try line(of: before) { $0.units > 1 }
    let action = before.options.actions[whole.action].id
    let district = before.districts.ids[whole.district]
    let option = whole.options[0]
    let unit = before.units.ids[Int(before.options.unit[option])]
    let result = try decided(
      MiniTown().withProgress([
        "\(action),\(district),,Cancelled,,,,,,,", "\(action),,\(unit),Completed,,,,,,,",
      ]))
    let lines = try #require(result.progress?.lines).filter {
      $0.action == whole.action && $0.district == whole.district
    }
    // The unit's line goes before that of the rest; together they are what was planned.
    #expect(lines.map { $0.unit.map { result.units.ids[$0] } } == [unit, nil])
    #expect(lines.map(\.units) == [1, whole.units - 1])
    let own = before.options.amount(.investment, of: option, by: whole.action)
    #expect(abs(lines[0].planned.investment - own) < 1e-6)
    #expect(
      abs(lines.map(\.planned.investment).reduce(0, +) - whole.planned.investment) < 1e-6)
    #expect(lines[0].done == 1 && lines[0].isHeld)
    #expect(lines[1].givenUp == 1 && lines[1].now == ProgressLine.Amounts())
    // What is done stays; of the rest nothing is planned again.
    #expect(places(of: action, in: whole.district, result) == [unit])
    #expect(result.record.closures.allSatisfy { $0.holds })
  }

  @Test("a unit that is cancelled leaves the others of its district free")
  func cancelledUnit() throws {
    let before = try decided(MiniTown().withProgress([]))
    let whole = try line(of: before) { $0.units > 1 }
    let action = before.options.actions[whole.action].id
    let district = before.districts.ids[whole.district]
    let units = places(of: action, in: whole.district, before)
    let unit = try #require(units.min())
    let result = try decided(
      MiniTown().withProgress([
        "\(action),\(district),,Ongoing,50,,,,,,", "\(action),\(district),\(unit),Cancelled,,,,,,,",
      ]))
    let after = places(of: action, in: whole.district, result)
    #expect(!after.contains(unit) && after.isSuperset(of: units.subtracting([unit])))
    #expect(result.record.closures.allSatisfy { $0.holds })
  }

  @Test("a unit that the plan does not have, or has in another district, is told at its line")
  func wrongUnits() throws {
    let before = try decided(MiniTown().withProgress([]))
    let west = try #require(before.units.ids.indices.first { before.units.district[$0] == 0 })
    let home = before.districts.ids[0]
    let other = before.districts.ids[1]
    let folder = try MiniTown().withProgress([
      "roof-pv,\(other),\(before.units.ids[west]),Ongoing,40,,,,,,",
      "roof-pv,,nowhere,Ongoing,40,,,,,,",
    ]).write()
    let found = checkPlan(at: folder, settings: RunSettings()).diagnostics.filter {
      $0.code.hasPrefix("progress.")
    }
    #expect(found.map(\.code) == ["progress.other-district", "progress.unknown-unit"])
    #expect(found.map(\.place.line) == [2, 3])
    #expect(found.first?.message.contains("lies in `\(home)`, not in `\(other)`") == true)
    #expect(found.allSatisfy { $0.severity == .error && !$0.remedy.isEmpty })
  }

  @Test(
    "rules of a phase that is over bind nothing, nothing begins in it, and the other phase's budget is left",
    arguments: [true, false])
  func pastPhase(carriesOver: Bool) throws {
    let result = try decided(phased(carriesOver: carriesOver).withProgress([]))
    let progress = try #require(result.progress)
    let over = carriesOver ? "budget (until soon)" : "budget (soon)"
    let rest = carriesOver ? "budget (until later)" : "budget (later)"
    #expect(progress.pastRows.sorted() == [over, "target (until soon)"])
    let names = result.plan.rows.map(\.name)
    #expect(names.contains(rest) && names.contains("target (until later)"))
    #expect(!names.contains(over) && !names.contains("target (until soon)"))
    let told = result.diagnostics.filter { $0.code == "progress.past-row" }
    #expect(told.count == 2 && told.allSatisfy { $0.severity == .note })
    #expect(result.plan.chosen.allSatisfy { result.options.phase(of: $0) == 1 })
    // What the plan began in the first phase has not started: all of its years are over.
    let late = progress.lines.filter { $0.years == 2024...2026 }
    #expect(!late.isEmpty && late.allSatisfy { $0.dueShare == 1 && $0.isLate(in: 2026) })
    #expect(progress.budgets.map(\.name) == [rest])
    let budget = try #require(progress.budgets.first)
    #expect(abs(budget.limit - (carriesOver ? 2.3e6 : 2e6)) < 1e-6)
    #expect(budget.spent == 0 && budget.committed == 0)
    let planned = result.plan.chosen.map { result.options.amount(.investment, of: $0) }
      .reduce(0, +)
    #expect(abs(budget.plannedAnew - planned) < 1e-3)
    #expect(result.record.closures.allSatisfy { $0.holds })
  }

  @Test(
    "what was done in a phase that is over stays in it, and counts against the budgets that reach back to it",
    arguments: [true, false])
  func doneInPastPhase(carriesOver: Bool) throws {
    let town = phased(carriesOver: carriesOver)
    let before = try decided(town.withProgress([]))
    let soon = try line(of: before) { $0.years == 2024...2026 }
    let action = before.options.actions[soon.action].id
    let district = before.districts.ids[soon.district]
    let cost = soon.planned.investment
    let result = try decided(
      town.withProgress(["\(action),\(district),,Completed,,,\(cost + 1000),,2024,2026-12,"]))
    let progress = try #require(result.progress)
    let line = try #require(
      progress.lines.first { $0.action == soon.action && $0.district == soon.district })
    #expect(line.isHeld && !line.isLate(in: 2026) && line.monthsBehind == 0)
    // The choices of the first phase are those that are done, with what else stands in their packages.
    let first = result.plan.chosen.filter { result.options.phase(of: $0) == 0 }
    #expect(
      Set(first.map { result.options.unit[$0] })
        == Set(soon.options.map { result.options.unit[$0] }))
    #expect(first.allSatisfy { result.options.actionIDs(of: $0).contains(action) })
    let budget = try #require(progress.budgets.first)
    let spent = carriesOver ? cost + 1000 : 0
    #expect(progress.budgets.count == 1 && abs(budget.spent - spent) < 1e-6)
    #expect(budget.committed.magnitude < 1e-6)
    // 1,000 EUR beyond the plan are off the row that counts the first phase.
    let rule = try #require(result.plan.rows.first { $0.name == budget.name })
    #expect(abs(rule.rhs - (carriesOver ? 2.3e6 - 1000 : 2e6)) < 1e-6)
    #expect(abs(budget.left - (rule.rhs - rule.lhs)) < 1e-3)
    #expect(result.record.closures.allSatisfy { $0.holds })
  }

  @Test(
    "with --from the plan that was carried out is that of the run, not what the plan file would give"
  )
  func earlierRun() throws {
    var settings = RunSettings()
    settings.draws = 0
    let folder = try MiniTown().write()
    _ = try runPlan(at: folder, into: folder + "out", settings: settings) { _ in }
    let carriedOut = try decided(MiniTown())
    // Since then the target has become harder.
    let harder = MiniTown().replacing("20 % of baseline", by: "70 % of baseline")
    let without = try decided(harder.withProgress([]))
    let begun = try line(of: try decided(MiniTown().withProgress([]))) { _ in true }
    let action = carriedOut.options.actions[begun.action].id
    let district = carriedOut.districts.ids[begun.district]
    settings.earlierRun = folder + "out"
    let result = try decidePlan(
      at: harder.withProgress(["\(action),\(district),,Ongoing,50,,,,,,"]).write(),
      settings: settings, clock: StageClock { _ in })
    func investment(_ plan: PlanResult) -> Double {
      plan.plan.chosen.map { plan.options.amount(.investment, of: $0) }.reduce(0, +)
    }
    let progress = try #require(result.progress)
    #expect(abs(progress.plannedInvestment - investment(carriedOut)) < 1e-3)
    #expect(
      (try #require(without.progress)).plannedInvestment > progress.plannedInvestment + 1)
    let line = try #require(
      progress.lines.first { $0.action == begun.action && $0.district == begun.district })
    #expect(line.options == begun.options && line.done == 0.5 && line.underWay == 0.5)
    // What is under way stays, and the harder target is met by more.
    let units = places(of: action, in: begun.district, carriedOut)
    #expect(places(of: action, in: begun.district, result).isSuperset(of: units))
    #expect(investment(result) > investment(carriedOut))
    let choices = try #require(result.earlier)
    #expect(choices.chosen == carriedOut.plan.chosen && choices.lost == 0)
    #expect(result.record.closures.allSatisfy { $0.holds })
  }

  @Test("with --from a folder that holds no run, progress has nothing to be held against")
  func noEarlierRun() throws {
    var settings = RunSettings()
    let folder = try MiniTown().withProgress([]).write()
    settings.earlierRun = folder + "nothing"
    let failure = #expect(throws: PlanningFailure.self) {
      try decidePlan(at: folder, settings: settings, clock: StageClock { _ in })
    }
    #expect(failure?.diagnostics.contains { $0.code == "plan.no-earlier-run" } == true)
  }
}
