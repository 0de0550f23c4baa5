import PlanModel
import Testing

@testable import Actions

@Suite("What stakeholders can carry")
struct CapacityTests {
  /// Two districts of one unit each: renovation or modules, each at some investment.
  private func problem(
    _ stakeholders: [Stakeholder], phases: [Phase] = []
  ) throws -> (options: OptionTable, problem: PlanningProblem, diagnostics: [Diagnostic]) {
    let options = try planningOptions(
      actions: [renovation(), roofModules()], stock: someStock(units: 2), eligibility: [],
      economy: someEconomy(), workers: Workers(1), phases: phases, baseYear: 2020
    ).options
    let units = PlanningUnits(
      ids: ["A", "B"], geometry: GeometryColumn(rows: [[], []]), district: [0, 1],
      area: [1, 1])
    var plan = PlanDescription()
    plan.baseYear = 2020
    plan.targetYear = 2030
    plan.problem.phases = phases
    plan.society = SocietyDescription()
    plan.society?.stakeholders = stakeholders
    let built = planningProblem(
      options: options, description: plan, units: units, districtIDs: ["A", "B"],
      baselines: Baselines(
        districtEmissions: [30, 30], districtEnergy: [1, 1], municipalEmissions: 60,
        municipalEnergy: 2))
    return (options, built.problem, built.diagnostics)
  }

  private func stakeholder(
    _ id: String, leads: [String], area: [String] = [], _ capacities: [StakeholderCapacity] = []
  ) -> Stakeholder {
    var stakeholder = Stakeholder(id: id, name: id)
    stakeholder.leads = leads
    stakeholder.districts = area
    stakeholder.capacities = capacities
    return stakeholder
  }

  /// What a row sums for an option.
  private func sum(_ row: PlanningProblem.Row, _ option: Int, _ problem: PlanningProblem) -> Double
  {
    row.terms.map { problem.amounts[$0.amount].values[option] * $0.factor }.reduce(0, +)
  }

  @Test("a capacity counts what the actor leads, and only where no other leads it")
  func area() throws {
    let made = try problem([
      stakeholder("town", leads: ["pv"], [StakeholderCapacity(amount: .investment, most: 9000)]),
      stakeholder("coop", leads: ["pv"], area: ["B"]),
    ])
    let row = try #require(made.problem.rows.first { $0.name == "capacity:town investment" })
    #expect(row.sense == .atMost && row.rhs == [9000])
    let inA = try #require(option(["pv"], unit: 0, in: made.options))
    let inB = try #require(option(["pv"], unit: 1, in: made.options))
    let other = try #require(option(["renovation"], unit: 0, in: made.options))
    // 90 m² of roof × 0.2 kWp/m² × 1000 EUR/kWp.
    #expect(abs(sum(row, inA, made.problem) - 18_000) < 1e-6)
    #expect(sum(row, inB, made.problem) == 0)
    #expect(sum(row, other, made.problem) == 0)
    #expect(made.diagnostics.map(\.code) == [])
  }

  @Test("a limit for each year is one row a phase, times its years; the capital is one row")
  func yearly() throws {
    var capacity = StakeholderCapacity(amount: .investment, most: 1000)
    capacity.isYearly = true
    var actor = stakeholder("coop", leads: ["pv", "renovation"], [capacity])
    actor.capital = 5000
    let made = try problem(
      [actor],
      phases: [
        Phase(name: "soon", first: 2021, last: 2023), Phase(name: "late", first: 2024, last: 2030),
      ])
    let rows = made.problem.rows.filter { $0.name.hasPrefix("capacity:") }
    #expect(
      rows.map(\.name) == [
        "capacity:coop investment (soon)", "capacity:coop investment (late)",
        "capacity:coop capital",
      ])
    #expect(rows.map(\.rhs) == [[3000], [7000], [5000]])
    let whole = try problem([actor]).problem.rows.filter { $0.name.hasPrefix("capacity:") }
    #expect(whole.map(\.rhs) == [[10_000], [5000]])
  }

  @Test("unknown districts are errors, actions that are not on offer are doubtful")
  func unknown() throws {
    let made = try problem([stakeholder("coop", leads: ["pw"], area: ["C"])])
    #expect(
      made.diagnostics.map(\.code) == ["problem.unknown-district", "society.action-not-offered"])
    #expect(made.diagnostics.map(\.severity) == [.error, .warning])
    #expect(made.diagnostics[1].remedy == "Did you mean `pv`?")
  }

  @Test("who leads: first who names the district, then who names none; the others are partners")
  func leads() {
    let table = LeadTable([
      stakeholder("town", leads: ["pv"]), stakeholder("coop", leads: ["pv"], area: ["B"]),
      stakeholder("late", leads: ["pv"], area: ["B"]),
    ])
    #expect(table.lead(of: "pv", in: "A") == 0)
    #expect(table.lead(of: "pv", in: "B") == 1)
    #expect(table.lead(of: "renovation", in: "B") == nil)
    #expect(table.partners(in: "pv", of: "B") == [0, 2])
    #expect(table.partners(in: "pv", of: "A") == [])
    #expect(table.districts(of: ["A", "B"], where: 1, leads: "pv") == ["B"])
  }
}
