import PlanModel
import Testing

@testable import Actions

@Suite("Phases of a planning problem")
struct PhaseTests {
  /// Two phases of five years; unit costs of heat pumps fall by half a year, of roof modules not at all.
  private let phases = [
    Phase(name: "soon", first: 2026, last: 2030), Phase(name: "later", first: 2031, last: 2035),
  ]

  private func table(_ actions: [Action]) throws -> OptionTable {
    try planningOptions(
      actions: actions, stock: someStock(units: 2), eligibility: [], economy: someEconomy(),
      workers: Workers(1), phases: phases, baseYear: 2027
    ).options
  }

  private let units = PlanningUnits(
    ids: ["a", "b"], geometry: GeometryColumn(rows: [[], []]), district: [0, 1], area: [100, 200])

  private func problem(
    _ table: OptionTable, borders: Neighbours? = nil, _ change: (inout ProblemDescription) -> Void
  ) -> (problem: PlanningProblem, diagnostics: [Diagnostic]) {
    var description = PlanDescription()
    description.file = "plan.yaml"
    description.problem.phases = phases
    change(&description.problem)
    return planningProblem(
      options: table, description: description, units: units, districtIDs: ["north", "south"],
      baselines: Baselines(
        districtEmissions: [60, 30], districtEnergy: [300_000, 150_000], municipalEmissions: 90,
        municipalEnergy: 450_000), borders: borders)
  }

  @Test("every package is an option once a phase, of one class, and does the same by the year")
  func options() throws {
    let table = try table([renovation(), roofModules()])
    // Two packages in two phases in two units.
    #expect(table.count == 8)
    #expect(table.optionPhase == [0, 1, 0, 1, 0, 1, 0, 1])
    #expect(table.package == [0, 0, 1, 1, 0, 0, 1, 1])
    #expect(table.amount(.co2, of: 0) == table.amount(.co2, of: 1))
    let problem = problem(table) { _ in }.problem
    #expect(problem.optionClass == [1, 1, 1, 1, 1, 1, 1, 1])
    #expect(table.phaseName(of: 1) == "later")
  }

  @Test("unit costs are those of the middle of the phase")
  func learning() throws {
    let table = try table([heatPump().with { $0.cost.learning = 1 }])
    // 2028 is one year from 2027, and 2033 six: 2 and 64 times the cost.
    #expect(
      abs(table.amount(.investment, of: 1) / table.amount(.investment, of: 0) - 32) < 1e-9)
  }

  @Test("what has been avoided by a year counts the years since the middle of the phase")
  func cumulated() throws {
    let table = try table([renovation()])
    let yearly = table.amount(.co2, of: 0)
    #expect(table.cumulatedReduction(of: 0, until: 2035) == yearly * 7)
    #expect(table.cumulatedReduction(of: 1, until: 2035) == yearly * 2)
  }

  @Test("a row for a phase sums what begins in it, or up to its end")
  func rows() throws {
    let table = try table([renovation()])
    let built = problem(table) { problem in
      for span in [PhaseSpan.all, .during(1), .through(0), .through(1)] {
        var row = RowDescription(
          name: "\(span)", amount: .jobs, sense: .atMost, limit: .amount(5))
        row.span = span
        row.firmness = 3
        problem.rows.append(row)
      }
    }.problem
    let column = { (row: Int) in built.amounts[built.rows[row].terms[0].amount].values }
    let jobs = table.amounts[Amount.jobs.index]
    #expect(column(0) == jobs)
    #expect(column(1) == [0, jobs[1], 0, jobs[3]])
    #expect(column(2) == [jobs[0], 0, jobs[2], 0])
    #expect(column(3) == jobs)
    #expect(built.rows.map(\.firmness) == [3, 3, 3, 3])
  }

  @Test("an action of another slot may not begin before the one that it waits for")
  func sequence() throws {
    let table = try table([renovation(), roofModules()])
    let built = problem(table) {
      $0.sequence = [SequenceDescription(first: ["renovation"], then: ["pv"])]
    }
    #expect(built.diagnostics.filter { $0.severity == .error }.isEmpty)
    let row = try #require(built.problem.rows.last)
    #expect(row.name == "pv not before renovation (soon)")
    #expect(row.rhs == [1, 1] && row.sense == .atMost && row.firmness == .infinity)
    // By hand: the options of a unit are renovation soon and later, modules soon and later.
    func sum(_ options: [Int]) -> Double {
      options.reduce(0) { sum, option in
        sum + row.terms.reduce(0) { $0 + built.problem.amounts[$1.amount].values[option] }
      }
    }
    for (renovation, modules, isAllowed) in [
      (0, 2, true), (0, 3, true), (1, 2, false), (1, 3, true),
    ] {
      #expect((sum([renovation, modules]) <= 1) == isAllowed)
    }
    #expect(sum([2]) <= 1 && sum([1]) <= 1)
  }

  @Test("`follows` of the catalogue says the same, and actions of one slot begin at once")
  func follows() throws {
    let across = problem(
      try table([renovation(), roofModules().with { $0.follows = ["renovation"] }])
    ) { _ in }
    #expect(across.problem.rows.map(\.name) == ["pv not before renovation (soon)"])
    let within = problem(
      try table([renovation(), heatPump().with { $0.follows = ["renovation"] }])
    ) { _ in }
    #expect(within.problem.rows.isEmpty)
  }

  @Test("an order that names nothing known is an error")
  func unknownOrder() throws {
    let found = problem(try table([renovation(), roofModules()])) {
      $0.sequence = [SequenceDescription(first: ["renovatoin"], then: ["pv"], line: 7)]
    }.diagnostics.filter { $0.severity == .error }
    #expect(found.map(\.code) == ["problem.unknown-action"])
    #expect(found.first?.remedy == "Did you mean `renovation`?")
  }

  @Test("borders become a compactness term about the named slot, which comes first")
  func compactness() throws {
    let table = try planningOptions(
      actions: [renovation(), roofModules()], stock: someStock(units: 2), eligibility: [],
      economy: someEconomy(), workers: Workers(1), firstSlot: "roof"
    ).options
    #expect(table.slots == ["roof", "building"])
    let borders = Neighbours(left: [0], right: [1], length: [50], outer: [10, 10])
    let built = problem(table, borders: borders) {
      $0.phases = []
      $0.compactness = CompactnessDescription(penalty: 20, slot: "roof")
    }.problem
    #expect(built.compactness?.penalty == 20)
    #expect(built.compactness?.left == [0] && built.compactness?.right == [1])
    #expect(built.compactness?.length == [50])
    #expect(built.slot == [0, 1, 0, 1])
    // Without a price there are no borders, and nothing changes.
    #expect(problem(table, borders: borders) { _ in }.problem.compactness == nil)
  }

  @Test("a cluster counts the packages that contain its actions, by heat, area or units")
  func clusters() throws {
    let table = try planningOptions(
      actions: [renovation(), heatPump()], stock: someStock(units: 2), eligibility: [],
      economy: someEconomy(), workers: Workers(1)
    ).options
    let borders = Neighbours(left: [0], right: [1], length: [50], outer: [10, 10])
    let built = problem(table, borders: borders) {
      $0.clusters = [
        ClusterDescription(name: "net", actions: ["heat-pump"], measure: .heat, least: 90_000),
        ClusterDescription(name: "land", actions: ["heat-pump"], measure: .area, least: 150),
        ClusterDescription(name: "many", actions: ["renovation"], measure: .units, least: 2),
      ]
    }.problem
    // Packages: heat pump, renovation, renovation with heat pump.
    let names = table.packages.map { $0.map { table.actions[$0].id }.joined(separator: "+") }
    #expect(names == ["heat-pump", "renovation", "renovation+heat-pump"])
    #expect(built.clusters.map(\.classes) == [[1, 3], [1, 3], [2, 3]])
    #expect(built.compactness?.penalty == 0)
    let heat = built.amounts[try #require(built.clusters[0].amount)].values
    // 60 % of 120 MWh; renovation saves 40 % of half of the 100 MWh of space heat.
    #expect(abs(heat[0] - 72_000) < 1e-6 && heat[1] == 0 && abs(heat[2] - 60_000) < 1e-6)
    let area = built.amounts[try #require(built.clusters[1].amount)].values
    #expect(area == [100, 100, 100, 200, 200, 200])
    #expect(built.clusters[2].amount == nil)
  }

  @Test("a cluster of two slots, or of heat that nobody supplies, is an error")
  func wrongClusters() throws {
    let table = try planningOptions(
      actions: [renovation(), roofModules()], stock: someStock(units: 2), eligibility: [],
      economy: someEconomy(), workers: Workers(1)
    ).options
    let found = problem(table) {
      $0.clusters = [
        ClusterDescription(name: "a", actions: ["pv"], measure: .units, least: 2),
        ClusterDescription(name: "b", actions: ["renovation"], measure: .heat, least: 2),
      ]
    }.diagnostics.filter { $0.severity == .error }
    #expect(found.map(\.code) == ["cluster.other-slot", "cluster.no-heat"])
  }
}

extension Action {
  /// The action with a change.
  fileprivate func with(_ change: (inout Action) -> Void) -> Action {
    var copy = self
    change(&copy)
    return copy
  }
}
