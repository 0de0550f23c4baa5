import PlanModel
import Testing

@testable import Allocation

@Suite struct HonestCertificateTests {
  @Test("prices of the wrong sign in a start cannot raise the bound of a problem with borders")
  func wrongSigns() throws {
    var problem = cells(8, penalty: 0.3)
    let honest = try allocate(problem, limits: SolveLimits(gap: 0.01, solver: .decomposition))
    let wrong = WarmStart(chosen: [], prices: honest.rows.map { -10 * $0.price - 5 })
    let plan = try allocate(
      problem, limits: SolveLimits(gap: 0.01, solver: .decomposition), from: wrong)
    #expect(verify(plan, against: problem) == [])
    // No bound may be beyond a plan that is known to exist.
    #expect(plan.bound >= honest.objective - 1e-9 * abs(honest.objective))
    problem.sense = .minimise
    let least = try allocate(
      problem, limits: SolveLimits(gap: 0.01, solver: .decomposition),
      from: WarmStart(chosen: [], prices: [5, 5]))
    #expect(least.bound <= 1e-9)
  }

  @Test("a cost of changes and a rule for blocks of the first class go together")
  func stabilityWithBlocks() throws {
    var problem = cells(4, penalty: 0.1)
    problem.clusters = [.init(name: "network", classes: [1], amount: nil, least: 2)]
    let before = try allocate(problem, limits: SolveLimits(gap: 0.01))
    problem.rows[0].rhs[0] *= 0.9
    let new = try replan(
      problem, from: EarlierPlan(before, in: problem), stability: 0.2,
      limits: SolveLimits(gap: 0.01))
    #expect(new.plan.status != .infeasible)
    #expect(new.plan.objective.isFinite)
    #expect(verify(new.plan, against: problem) == [])
  }

  @Test("a time that is nearly up leaves the plan and the bound that were found")
  func shortTime() throws {
    let problem = townProblem(units: 4000, options: 4, seed: 6)
    // The clock jumps past the limit at the fortieth look at it.
    final class Looks: @unchecked Sendable { var count = 0 }
    for limit in [5, 20, 40, 80] {
      let looks = Looks()
      do {
        let plan = try allocate(problem, limits: SolveLimits(gap: 1e-9, timeLimit: 1)) {
          looks.count += 1
          return looks.count > limit ? 2 : 0
        }
        #expect(verify(plan, against: problem) == [])
        // The bound is that of prices, not the sum of all that could be had.
        if limit >= 40 { #expect(plan.gap < 0.5) }
      } catch AllocationFailure.noPlanInTime {
        #expect(limit < 40)
      }
    }
  }

  @Test("a firmness out of range is an error that names it", arguments: [0, -1, 1e-300, 1e308])
  func firmness(value: Double) {
    var problem = cells(2, penalty: 0)
    problem.rows[0].firmness = value
    problem.locks = [.init(option: 0, lockedIn: true, name: "school", firmness: value)]
    let found = problemDiagnostics(problem).filter { $0.code == "problem.firmness" }
    #expect(found.count == 2)
    problem.rows[0].firmness = .infinity
    problem.locks[0].firmness = 10
    #expect(!problemDiagnostics(problem).contains { $0.code == "problem.firmness" })
  }

  @Test("options of a start that do not exist are left out, and the rest counts")
  func startWithoutOptions() throws {
    let problem = townProblem(units: 40, options: 3, seed: 8)
    let plan = try allocate(problem)
    let table = DecisionTable(problem, workers: Workers(1))
    let pick = try #require(table.pick(of: plan.chosen + [problem.optionCount + 7, -3]))
    #expect(pick.filter { $0 >= 0 }.count == plan.chosen.count)
    #expect(CoupledProblem(problem).keepingLocks([-3] + plan.chosen) == plan.chosen)
  }
}
