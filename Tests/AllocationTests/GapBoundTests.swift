import Allocation
import PlanModel
import Testing

@Suite struct GapBoundTests {
  /// Two municipalities' worth of decisions under a shared budget, with a rule of its own each.
  private func problem(_ seed: UInt64, decisions: Int) -> PlanningProblem {
    var state = seed
    func draw() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 33) / Double(UInt64(1) << 31)
    }
    var problem = PlanningProblem(
      sense: .minimise, units: decisions, unit: [], slot: [], optionClass: [], objective: [],
      amounts: [])
    var money: [Double] = []
    var power: [Double] = []
    for unit in 0..<decisions {
      let size = 0.1 + 10 * draw() * draw()
      for option in 1...6 {
        problem.unit.append(Int32(unit))
        problem.slot.append(0)
        problem.optionClass.append(Int32(option))
        let spent = size * Double(option) * (5000 + 3000 * draw())
        money.append(spent)
        power.append(size * Double(option) * (400 + 300 * draw()))
        problem.objective.append(-spent * (0.03 + 0.05 * draw()))
      }
    }
    problem.amounts = [("money", money), ("power", power)]
    problem.groups = [("half", (0..<decisions).map { Int32($0 % 2) })]
    let most = money.reduce(0, +) / 12
    problem.rows = [
      PlanningProblem.Row(name: "budget", terms: [(0, 1)], sense: .atMost, rhs: [most]),
      PlanningProblem.Row(
        name: "grid", terms: [(1, 1)], sense: .atMost, group: 0, rhs: [most / 16, most / 20]),
    ]
    return problem
  }

  @Test(
    "a bound at a wide gap is a bound: it is never beyond the best plan",
    arguments: [6, 11, 17, 29, 34])
  func bound(seed: UInt64) throws {
    let problem = problem(seed, decisions: 30)
    let best = try allocate(problem, limits: SolveLimits(gap: 0, solver: .exact))
    #expect(best.status == .optimal)
    for gap in [0.0005, 0.001, 0.002, 0.005, 0.01] {
      for start in [nil, WarmStart(chosen: best.chosen.dropLast())] {
        let plan = try allocate(
          problem, limits: SolveLimits(gap: gap, solver: .exact), from: start)
        #expect(
          plan.bound <= best.objective + 1e-6 * abs(best.objective),
          "at \(gap) the bound is \(plan.bound), and a plan costs \(best.objective)")
      }
    }
  }
}
