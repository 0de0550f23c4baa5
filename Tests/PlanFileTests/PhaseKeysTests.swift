import PlanModel
import Testing

@testable import PlanFile

@Suite("Phases, orders, borders, clusters and firmness in a plan file")
struct PhaseKeysTests {
  /// The complete plan with further keys of the problem.
  private func problem(_ keys: String, _ old: String = "gap: 0.2 %", _ new: String = "gap: 0.2 %")
    throws -> ProblemDescription
  {
    let folder = try PlanFolder()
    let text = PlanFolder.completePlan.replacing(old, with: new)
      .replacing("gap: 0.2 %", with: "gap: 0.2 %\n" + keys)
    let reading = folder.read(text)
    #expect(reading.diagnostics.filter { $0.severity > .note }.map(\.description) == [])
    return try #require(reading.plan).problem
  }

  private let phases = """
      phases:
        - {name: soon, years: 2022-2026}
        - {name: later, from: 2027, to: 2030}
    """

  @Test("phases have a name and two years, written either way")
  func names() throws {
    let phases = try problem(phases).phases
    #expect(phases.map(\.name) == ["soon", "later"])
    #expect(phases.map(\.first) == [2022, 2027])
    #expect(phases.map(\.last) == [2026, 2030])
    #expect(phases.map(\.middle) == [2024, 2028.5])
    // Built evenly from 2022 to 2026: on average six years by the end of 2030.
    #expect(phases[0].yearsInOperation(until: 2030) == 6)
    #expect(phases[1].yearsInOperation(until: 2030) == 1.5)
  }

  @Test("a budget for each phase is a row for each")
  func budgets() throws {
    let rows = try problem(
      phases, "atMost: 12 MEUR,", "atMost: {soon: 5 MEUR, later: 7 MEUR},"
    ).rows
    #expect(rows[0].name == "town budget (soon)" && rows[1].name == "town budget (later)")
    #expect(rows[0].span == .during(0) && rows[1].span == .during(1))
    #expect(rows[0].limit == .amount(5e6) && rows[1].limit == .amount(7e6))
    #expect(rows[2].span == .all)
  }

  @Test("a budget that carries over limits what is spent up to the end of each phase")
  func carriesOver() throws {
    let rows = try problem(
      phases, "atMost: 12 MEUR,", "atMost: {soon: 5 MEUR, later: 7 MEUR}, carriesOver: true,"
    ).rows
    #expect(rows[0].span == .through(0) && rows[1].span == .through(1))
    #expect(rows[0].limit == .amount(5e6) && rows[1].limit == .amount(12e6))
    #expect(rows[1].name == "town budget (until later)")
  }

  @Test("a target for each phase is what has been reached when it ends")
  func targets() throws {
    let rows = try problem(
      phases, "{name: climate, atLeast: 40 % of baseline}",
      "{name: climate, atLeast: {soon: 10 % of baseline, later: 40 % of baseline}}"
    ).rows.filter { $0.name.hasPrefix("climate") }
    #expect(rows.map(\.span) == [.through(0), .through(1)])
    #expect(rows.map(\.limit) == [.shareOfBaseline(0.1), .shareOfBaseline(0.4)])
  }

  @Test("`phase` counts what begins in a phase, `by` what has begun when it ends")
  func spans() throws {
    let rows = try problem(
      phases + "\n  sequence: [{first: roof-pv, then: [wind, ground-pv]}]",
      "atLeast: 2 GWh,", "atLeast: 2 GWh, by: soon,"
    )
    #expect(rows.rows[4].span == .through(0))
    #expect(rows.sequence.map(\.first) == [["roof-pv"]])
    #expect(rows.sequence.map(\.then) == [["wind", "ground-pv"]])
  }

  @Test("rows and decisions say how unwillingly they give")
  func firmness() throws {
    let problem = try problem(
      "", "decision: in}", "decision: in, bends: never}")
    #expect(problem.locks.map(\.firmness) == [1, .infinity])
    let rows = try self.problem("", "atMost: 12 MEUR,", "atMost: 12 MEUR, bends: 10,").rows
    #expect(rows[0].firmness == 10 && rows[1].firmness == 1)
  }

  @Test("a metre of border has a price in the unit of what is made best")
  func compactness() throws {
    let tonnes = try problem("  compactness: {penalty: 2 kg/m, slot: land}")
    #expect(tonnes.compactness?.penalty == 0.002)
    #expect(tonnes.compactness?.slot == "land")
    let money = try problem(
      "  compactness: 20 EUR/m\n  stability: 200 EUR", "objective: mostReduction",
      "objective: leastCost")
    #expect(money.compactness?.penalty == 20)
    #expect(money.compactness?.slot == nil)
    #expect(money.stability == 200)
  }

  @Test("a block is measured in useful heat, area or units")
  func clusters() throws {
    let clusters = try problem(
      """
        clusters:
          - {name: a, actions: [district-heating], atLeast: 5 GWh of useful heat}
          - {name: b, actions: [district-heating], atLeast: 20 ha}
          - {name: c, actions: [district-heating], atLeast: 12 units}
      """
    ).clusters
    #expect(clusters.map(\.measure) == [.heat, .area, .units])
    #expect(clusters.map(\.least) == [5e6, 200_000, 12])
  }

  @Test("a firmness in a problem file is a number above 0 or never")
  func problemFile() throws {
    let text = """
      { "commongroundProblem": 1, "sense": "minimise", "units": 1,
        "options": { "unit": [0], "objective": [1], "amounts": { "a": [1] } },
        "rows": [ { "name": "r", "amount": "a", "sense": ">=", "rhs": 1, "firmness": "never" },
                  { "name": "s", "amount": "a", "sense": "<=", "rhs": 1, "firmness": 2.5 },
                  { "name": "t", "amount": "a", "sense": "<=", "rhs": 1 } ],
        "locks": [ { "option": 0, "in": true, "firmness": 4 } ] }
      """
    let reading = readProblem(json: Array(text.utf8), file: "p.json")
    let problem = try #require(reading.problem)
    #expect(problem.rows.map(\.firmness) == [.infinity, 2.5, 1])
    #expect(problem.locks.map(\.firmness) == [4])
    let wrong = text.replacing("2.5", with: "0")
    #expect(
      readProblem(json: Array(wrong.utf8), file: "p.json").diagnostics.map(\.code)
        == ["problem.firmness"])
  }
}
