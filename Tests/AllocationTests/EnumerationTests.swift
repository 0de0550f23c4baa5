import Allocation
import PlanModel
import Testing

/// How many random problems each batch holds; eight batches run side by side.
private let batch = 150

@Suite struct EnumerationTests {
  @Test(
    "the exact plan is as good as full enumeration, and infeasible only where enumeration is",
    arguments: 0..<8)
  func agreesWithEnumeration(block: Int) throws {
    var feasible = 0
    for seed in block * batch..<(block + 1) * batch {
      let problem = smallProblem(seed: seed, atMost: 1500)
      let truth = Enumeration.solve(problem)
      let plan = try allocate(problem, limits: SolveLimits(gap: 0))
      #expect(verify(plan, against: problem) == [], "seed \(seed)")
      guard let best = truth.best else {
        #expect(plan.status == .infeasible, "seed \(seed)")
        continue
      }
      feasible += 1
      #expect(plan.status == .optimal, "seed \(seed)")
      #expect(
        abs(plan.objective - best) <= 1e-6 * abs(best) + 1e-18,
        "seed \(seed): \(plan.objective) where \(best) is possible")
      let lead = problem.sense == .minimise ? best - plan.bound : plan.bound - best
      #expect(
        lead >= -1e-9 * abs(best) - 1e-18, "seed \(seed): the bound \(plan.bound) crosses \(best)")
    }
    #expect(feasible > batch / 4)
  }
}
