import Testing

@testable import PlanModel
@testable import Planning

/// Work counts in the phase in which it was done, what is left of it in the phase in which it is planned.
@Suite("Progress of a plan in phases")
struct ProgressPhasesTests {
  /// One unit's choice of 100 EUR and 10 t, planned in the second of two phases: 2024-2026 and 2027-2030.
  private func line(
    _ status: ProgressStatus, done: Double, spent: Double, from: Int? = nil, until: Int? = nil
  ) -> (line: ProgressLine, table: OptionTable) {
    var table = SmallPlan(units: 1, seed: 1).options
    table.phases = [
      Phase(name: "soon", first: 2024, last: 2026), Phase(name: "later", first: 2027, last: 2030),
    ]
    table.optionPhase = Array(repeating: 1, count: table.count)
    var entry = ProgressEntry(
      action: "mini-c", district: "W", unit: nil, status: status, line: 2)
    entry.start = from.map { ProgressMonth(year: $0, month: 1) }
    entry.end = until.map { ProgressMonth(year: $0, month: 12) }
    let option = table.packages.firstIndex(of: [2])!
    return (
      ProgressLine(
        action: 2, district: 0, unit: nil, status: status, entry: entry,
        options: [(0..<table.count).first { Int(table.package[$0]) == option }!], units: 1,
        planned: .init(investment: 100, reduction: 10), doneShare: done, dueShare: 0,
        years: 2027...2030, actual: .init(investment: spent, reduction: 10 * done)),
      table
    )
  }

  @Test(
    "what was done before its phase is off the phase in which it was spent, and gives its own back")
  func early() {
    let (line, table) = line(.completed, done: 1, spent: 120, from: 2025)
    func surplus(_ span: PhaseSpan, _ amount: Amount = .investment) -> Double {
      line.surplus(of: amount, in: span, of: table, year: 2026)
    }
    #expect(surplus(.during(0)) == 120 && surplus(.during(1)) == -100)
    #expect(surplus(.through(0)) == 120 && surplus(.through(1)) == 20 && surplus(.all) == 20)
    #expect(surplus(.through(0), .co2) == 10 && surplus(.through(1), .co2) == 0)
    #expect(line.expected(in: .during(1), of: table, year: 2026).investment == 0)
  }

  @Test("of what is under way the rest stays in its phase")
  func halfWay() {
    let (line, table) = line(.ongoing, done: 0.25, spent: 40, from: 2026)
    func part(_ span: PhaseSpan) -> Double {
      line.expected(in: span, of: table, year: 2026).investment
    }
    #expect(part(.during(0)) == 40 && part(.during(1)) == 75 && part(.all) == 115)
    // Of the 100 planned in the later phase 25 are not needed there.
    #expect(line.surplus(of: .investment, in: .during(1), of: table, year: 2026) == -25)
    #expect(line.surplusShare(in: .during(0), of: table, year: 2026) == 0.25)
    #expect(line.surplusShare(in: .during(1), of: table, year: 2026) == -0.25)
  }

  @Test("where nobody says when, it was as planned, but not after the table's year or the end told")
  func unsaid() {
    let (plain, table) = line(.completed, done: 1, spent: 100)
    #expect(plain.spentShare(in: .during(0), of: table, year: 2026) == 1)
    #expect(plain.spentShare(in: .during(1), of: table, year: 2028) == 1)
    let (ended, _) = line(.completed, done: 1, spent: 100, until: 2026)
    #expect(ended.spentShare(in: .during(0), of: table, year: 2028) == 1)
    let (late, _) = line(.completed, done: 1, spent: 100, from: 2027)
    #expect(late.spentShare(in: .during(1), of: table, year: 2028) == 1)
  }

  /// The mini town with a budget for each of two phases.
  private var town: MiniTown {
    MiniTown().replacing(
      "    - {name: budget, amount: investment, atMost: 2 MEUR}",
      by: "    - {name: budget, amount: investment, atMost: {soon: 300 kEUR, later: 2 MEUR}}"
    ).replacing(
      "    - {name: target, amount: co2, atLeast: 20 % of baseline}",
      by: """
            - {name: target, amount: co2, atLeast: {later: 20 % of baseline}}
          phases:
            - {name: soon, years: 2024-2026}
            - {name: later, years: 2027-2030}
        """)
  }

  @Test("money spent in a phase that is over leaves the budget of the next as it is")
  func budget() throws {
    let before = try decided(town.withProgress([]))
    let planned = try #require(
      before.progress?.lines.filter { line in
        !line.options.isEmpty && line.options.allSatisfy { before.options.phase(of: $0) == 1 }
      }.max { $0.planned.investment < $1.planned.investment })
    let action = before.options.actions[planned.action].id
    let district = before.districts.ids[planned.district]
    let spent = planned.planned.investment + 1000
    let result = try decided(
      town.withProgress(["\(action),\(district),,Completed,,,\(spent),,2025,2026,"]))
    let budget = try #require(result.progress?.budgets.first { $0.name == "budget (later)" })
    #expect(budget.limit == 2e6 && budget.spent == 0 && budget.committed == 0)
    let rule = try #require(result.plan.rows.first { $0.name == "budget (later)" })
    // The row still counts the choice as planned; that is given back.
    #expect(abs(rule.rhs - 2e6 - planned.planned.investment) < 1e-6)
    #expect(abs(budget.left - (rule.rhs - rule.lhs)) < 1e-3)
    #expect(result.record.closures.allSatisfy { $0.holds })
    // The same work begun in the phase itself is charged to it.
    let late = try decided(
      town.withProgress(["\(action),\(district),,Ongoing,50,,\(spent),,2027,,"])
        .replacing("year: 2026", by: "year: 2027"))
    let charged = try #require(late.progress?.budgets.first { $0.name == "budget (later)" })
    #expect(abs(charged.spent - spent) < 1e-6 && charged.committed > 0)
  }
}
