import Allocation
import PlanModel
import Testing

/// A street of houses with what joining the network (class 1) saves each; a house brings 10 of heat.
private func street(_ savings: [Double], least: Double) -> PlanningProblem {
  let count = savings.count
  return PlanningProblem(
    sense: .maximise, units: count, unit: (0..<Int32(count)).map { $0 },
    slot: Array(repeating: 0, count: count), optionClass: Array(repeating: 1, count: count),
    objective: savings, amounts: [("heat", Array(repeating: 10, count: count))],
    compactness: .init(
      penalty: 0, left: (0..<Int32(max(0, count - 1))).map { $0 },
      right: (0..<Int32(max(0, count - 1))).map { $0 + 1 },
      length: Array(repeating: 1, count: max(0, count - 1))),
    clusters: [.init(name: "network", classes: [1], amount: 0, least: least)])
}

@Suite struct BlockTests {
  @Test("a block takes in a house that alone would not join, where the others are worth it")
  func grows() throws {
    // 5 and 5 need the −1 between them to come to 30.
    let problem = street([5, -1, 5, -9, 2], least: 30)
    let plan = try allocate(problem, limits: SolveLimits(gap: 0))
    #expect(plan.chosen == [0, 1, 2] && plan.objective == 9 && plan.status == .optimal)
    #expect(verify(plan, against: problem) == [])
  }

  @Test("a block that is not worth what it needs is given up")
  func givesUp() throws {
    let plan = try allocate(street([5, -11, 5, -9, 2], least: 30), limits: SolveLimits(gap: 0))
    #expect(plan.chosen == [] && plan.status == .optimal)
  }

  @Test("where a lock wants a block that cannot be, the rule is named")
  func blocked() throws {
    var problem = street([5, -1], least: 30)
    problem.locks = [.init(option: 0, lockedIn: true, name: "council")]
    let plan = try allocate(problem)
    #expect(plan.status == .infeasible)
    #expect(plan.conflict.contains("network"))
    #expect(plan.relaxation == [.init(name: "network", by: 20)])
    #expect(verify(plan, against: problem) == [])
  }

  @Test("a plan with a block that is too small does not pass")
  func verified() throws {
    let problem = street([5, -1, 5], least: 30)
    var plan = try allocate(problem, limits: SolveLimits(gap: 0))
    plan.chosen = [0, 2]
    plan.objective = 10
    #expect(verify(plan, against: problem).contains { $0.contains("network") })
  }

  @Test("blocks of several hundred houses are kept together", arguments: [1, 2, 3])
  func larger(seed: Int) throws {
    var problem = cells(16, penalty: 0.2, seed: seed)
    problem.clusters = [
      .init(name: "network", classes: [1, 2], amount: nil, least: 6),
      .init(name: "park", classes: [3], amount: 1, least: 1),
    ]
    let plan = try allocate(problem, limits: SolveLimits(gap: 0.01, solver: .decomposition))
    #expect(verify(plan, against: problem) == [])
    #expect(plan.objective > 0)
  }
}
