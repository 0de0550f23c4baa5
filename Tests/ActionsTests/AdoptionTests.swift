import PlanModel
import Testing

@testable import Actions

@Suite("How fast people take actions up")
struct AdoptionTests {
  @Test("the logistic curve has half its ceiling at its midpoint, 3/4 of it ln 3 ÷ k later")
  func logistic() {
    let rule = AdoptionRule(
      action: "pv", ceiling: 0.6, curve: .logistic(midpoint: 2030, steepness: 0.5))
    #expect(rule.reached(by: 2030) == 0.3)
    #expect(abs(rule.reached(by: 2030 + 2 * 1.098_612_288_668_11) - 0.45) < 1e-12)
    #expect(rule.reached(by: 1990) > 0 && rule.reached(by: 2100) <= 0.6)
  }

  @Test("Bass's curve is steepest after ln(q ÷ p) ÷ (p + q) years, at a half less p ÷ 2q")
  func bass() {
    let rule = AdoptionRule(
      action: "pv", ceiling: 1, curve: .bass(start: 2020, innovation: 0.03, imitation: 0.38))
    #expect(rule.reached(by: 2019) == 0 && rule.reached(by: 2020) == 0)
    // ln(0.38 ÷ 0.03) ÷ 0.41 = 6.192 61 years.
    let peak = 2020 + 6.192619
    #expect(abs(rule.reached(by: peak) - (0.5 - 0.03 / 0.76)) < 1e-5)
    let years = stride(from: 2020.0, through: 2060, by: 1).map { rule.reached(by: $0) }
    #expect(zip(years, years.dropFirst()).allSatisfy { $0 < $1 } && years[40] < 1)
  }

  @Test("the units with an action hold at most the curve's share of its whole size, phase by phase")
  func rows() throws {
    var stock = someStock(units: 2)
    stock[.suitableRoof, .residential, 1] = 300
    let phases = [
      Phase(name: "soon", first: 2021, last: 2025), Phase(name: "late", first: 2026, last: 2030),
    ]
    let options = try planningOptions(
      actions: [renovation(), roofModules()], stock: stock, eligibility: [],
      economy: someEconomy(), workers: Workers(1), phases: phases, baseYear: 2020
    ).options
    var plan = PlanDescription()
    plan.problem.phases = phases
    plan.adoption = [
      AdoptionRule(
        action: "pv", ceiling: 0.8, curve: .logistic(midpoint: 2025, steepness: 0.4)),
      AdoptionRule(
        action: "pw", ceiling: 0.8, curve: .logistic(midpoint: 2025, steepness: 0.4)),
    ]
    let built = planningProblem(
      options: options, description: plan,
      units: PlanningUnits(
        ids: ["A", "B"], geometry: GeometryColumn(rows: [[], []]), district: [0, 1], area: [1, 1]),
      districtIDs: ["A", "B"],
      baselines: Baselines(
        districtEmissions: [30, 30], districtEnergy: [1, 1], municipalEmissions: 60,
        municipalEnergy: 2))
    #expect(built.diagnostics.first?.code == "problem.unknown-action")
    let rows = built.problem.rows.filter { $0.name.hasPrefix("adoption:") }
    #expect(rows.map(\.name) == ["adoption:pv (until soon)", "adoption:pv (until late)"])
    #expect(rows[0].rhs == [0.4])
    // A has 100 m² of roof, B 300 m².
    for option in 0..<options.count {
      let isModules = options.actionIDs(of: option).contains("pv")
      let share = options.unit[option] == 0 ? 0.25 : 0.75
      let early = built.problem.amounts[rows[0].terms[0].amount].values[option]
      let late = built.problem.amounts[rows[1].terms[0].amount].values[option]
      #expect(abs(late - (isModules ? share : 0)) < 1e-12)
      #expect(abs(early - (isModules && options.phase(of: option) == 0 ? share : 0)) < 1e-12)
    }
  }
}
