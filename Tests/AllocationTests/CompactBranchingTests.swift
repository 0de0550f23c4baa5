import PlanModel
import Testing

@testable import Allocation

@Suite struct CompactBranchingTests {
  @Test(
    "branch and bound over borders is as good as full enumeration where enumeration is not used",
    arguments: 0..<4)
  func agreesWithEnumeration(block: Int) throws {
    var feasible = 0
    for seed in block * 25..<(block + 1) * 25 {
      let problem = smallCompactProblem(seed: seed + 9000, atMost: 300)
      let coupled = CoupledProblem(problem)
      let limits = SolveLimits(gap: 0)
      guard
        var solver = CompactSolver(problem, coupled: coupled, limits: limits, elapsed: { 0 })
      else { continue }
      solver.planLimit = 0
      let plan = try compactPlan(solver, coupled, problem, limits, from: nil, elapsed: { 0 })
      #expect(verify(plan, against: problem) == [], "seed \(seed)")
      guard let best = CompactTwin.best(problem) else {
        #expect(plan.status == .infeasible, "seed \(seed)")
        continue
      }
      feasible += 1
      let sign = problem.sense == .minimise ? 1.0 : -1
      let slack = 1e-9 * abs(best) + 1e-18
      #expect(sign * (best - plan.bound) >= -slack, "seed \(seed): the bound crosses \(best)")
      #expect(
        abs(plan.objective - best) <= 1e-5 * abs(best) + 1e-18,
        "seed \(seed): \(plan.objective) where \(best) is possible")
    }
    #expect(feasible > 2)
  }
}
