import CBCBinding
import PlanModel
import Testing

@testable import Allocation

/// Units with eight options each, in districts of 50 units: amounts and costs are drawn, and costs go with effects.
private func town(units: Int, floors: Double, budget: Double) -> PlanningProblem {
  var draws = Draws(seed: 11)
  var unit: [Int32] = []
  for u in 0..<units { unit += Array(repeating: Int32(u), count: 8) }
  let effect = unit.map { _ in draws.share() }
  let cost = effect.map { $0 * (0.5 + draws.share()) }
  let districts = units / 50
  return PlanningProblem(
    sense: .minimise, units: units, unit: unit, slot: unit.map { _ in 0 },
    optionClass: unit.map { _ in 1 }, objective: cost,
    amounts: [("effect", effect), ("money", cost)],
    groups: [("district", (0..<units).map { Int32($0 / 50) })],
    rows: [
      .init(
        name: "floor", terms: [(0, 1)], sense: .atLeast, group: 0,
        rhs: Array(repeating: floors, count: districts)),
      .init(name: "budget", terms: [(1, 1)], sense: .atMost, rhs: [budget]),
      .init(name: "target", terms: [(0, 1)], sense: .atLeast, rhs: [floors]),
    ])
}

@Suite("Large problems without a plan")
struct LargeConflictTests {
  @Test("a budget too small for all floors conflicts with floors, and is none without any of them")
  func floors() throws {
    // 300 units, 2400 options: more than the plain relaxation takes.
    let problem = town(units: 300, floors: 30, budget: 40)
    let plan = try allocate(problem)
    #expect(plan.status == .infeasible)
    #expect(verify(plan, against: problem).isEmpty)
    #expect(plan.conflict.contains("budget") && !plan.conflict.contains("target"))
    let others = names(of: problem).subtracting(plan.conflict)
    for name in plan.conflict {
      let less = try allocate(
        without(others.union([name]), problem), limits: SolveLimits(gap: 1))
      #expect(less.status != .infeasible, "\(plan.conflict) conflicts without \(name)")
    }
    let bent = try allocate(relaxed(problem, by: plan.relaxation), limits: SolveLimits(gap: 1))
    #expect(bent.status != .infeasible, "\(plan.relaxation) is not enough")
  }

  @Test("a floor that no choice can reach is named alone, and gives what is missing")
  func impossible() throws {
    var problem = town(units: 300, floors: 1, budget: 1000)
    problem.rows[0].rhs[3] = 51
    let plan = try allocate(problem)
    #expect(plan.conflict == ["floor[3]"])
    #expect(plan.relaxation.map(\.name) == ["floor[3]"])
    // At most 1 a unit.
    #expect(plan.relaxation[0].by > 1 && plan.relaxation[0].by < 51)
  }

  @Test("a target that is one unit above what money can buy gives about that unit")
  func oneShort() throws {
    var problem = town(units: 300, floors: 1, budget: 1000)
    problem.sense = .maximise
    problem.objective = problem.amounts[0].values
    problem.rows[1].rhs = [40]
    problem.rows[2].rhs = [0]
    let best = try allocate(problem, limits: SolveLimits(gap: 0.0001))
    problem.rows[2].rhs = [best.bound + 1]
    let plan = try allocate(problem)
    #expect(plan.status == .infeasible)
    #expect(Set(plan.conflict) == ["budget", "target"])
    #expect(plan.relaxation.count == 1)
    if plan.relaxation.first?.name == "target" {
      #expect(plan.relaxation[0].by > 0.99 && plan.relaxation[0].by < 1.3)
    }
    // The budget may never give: then the target does.
    problem.rows[1].firmness = .infinity
    #expect(try allocate(problem).relaxation.map(\.name) == ["target"])
  }

  @Test("the relaxation in blocks comes to what the whole relaxation comes to", arguments: 0..<4)
  func agreement(seed: Int) throws {
    let problem = town(units: 150, floors: Double(20 + 5 * seed), budget: Double(30 + 10 * seed))
    let coupled = CoupledProblem(problem)
    let none = Array(repeating: 0.0, count: problem.optionCount)
    let active = Array(repeating: true, count: coupled.rows.count)
    let reduction = Reduction(
      coupled, cost: none, rowIsActive: active, lockIsActive: [], isElastic: true)
    let weights = coupled.rows.map { max($0.rhs, 1) }
    let blocks = BlockRelaxation(coupled, reduction, cost: none)
    guard
      case .solved(let objective, let bound, _) = try blocks.solve(
        .least(weights: weights), isActive: active, secondsLeft: { nil })
    else {
      Issue.record("the relaxation in blocks is not solved")
      return
    }
    var model = LinearModel()
    for row in coupled.rows {
      model.addRow(
        lower: row.sense == .atMost ? -.infinity : row.rhs,
        upper: row.sense == .atLeast ? .infinity : row.rhs)
    }
    for _ in 0..<coupled.decisionCount { model.addRow(lower: -.infinity, upper: 1) }
    for option in 0..<problem.optionCount {
      model.addColumn(
        objective: 0, isInteger: false,
        entries: (coupled.starts[option]..<coupled.starts[option + 1]).map {
          (Int(coupled.entryRow[$0]), coupled.entryValue[$0])
        } + [(coupled.rows.count + Int(coupled.decision[option]), 1)])
    }
    for (row, weight) in weights.enumerated() {
      model.addColumn(
        objective: 1, upper: .infinity, isInteger: false,
        entries: [(row, coupled.rows[row].sense == .atMost ? -weight : weight)])
    }
    let solver = try RelaxationSolver(model)
    #expect(try solver.solve() == .optimal)
    let tolerance = 2e-4 * max(solver.objective, 1e-3)
    #expect(abs(objective - solver.objective) <= tolerance)
    #expect(bound <= solver.objective + 1e-9 && bound >= solver.objective - tolerance)
  }
}
