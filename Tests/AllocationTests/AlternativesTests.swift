import PlanModel
import Testing

@testable import Allocation

private let exact = SolveLimits(gap: 0)

/// Four units with a cheap (1 t) and two dear (3 t) options that cost nearly the same, and a target.
private func town(target: Double = 8) -> PlanningProblem {
  PlanningProblem(
    sense: .minimise, units: 4, unit: [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3],
    slot: Array(repeating: 0, count: 12), optionClass: [1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3],
    objective: [1, 3, 3.1, 1, 4, 4.1, 1, 5, 5.1, 1, 6, 6.1],
    amounts: [("co2", [1, 3, 3, 1, 3, 3, 1, 3, 3, 1, 3, 3])],
    rows: [.init(name: "target", terms: [(0, 1)], sense: .atLeast, rhs: [target])])
}

@Suite struct AlternativesTests {
  @Test("alternatives keep the share, the rules and the locks, and are all different")
  func keepShare() throws {
    let problem = town()
    let best = try allocate(problem, limits: exact)
    #expect(best.objective == 9)
    // 3 or 3.1 with 4 or 4.1: within 10 % there are three others, and no fourth.
    let few = try alternatives(to: best, in: problem, count: 5, within: 0.1, limits: exact)
    #expect(few.plans.map(\.plan.objective).sorted().map { ($0 * 10).rounded() } == [91, 91, 92])
    let found = try alternatives(to: best, in: problem, count: 5, within: 0.2, limits: exact)
    #expect(found.plans.count == 5)
    #expect(Set(found.plans.map(\.plan.chosen) + [best.chosen]).count == 6)
    for alternative in found.plans {
      #expect(verify(alternative.plan, against: problem) == [])
      #expect(alternative.plan.objective <= 10.8 + 1e-9)
      #expect(alternative.plan.bound == best.bound)
      #expect(abs(alternative.worse - (alternative.plan.objective - 9) / 9) < 1e-12)
    }
    // The first differs as much as 1.8 more allow.
    #expect((found.plans.first?.differing ?? 0) >= 2)
    #expect(found.staying.count == 4)
  }

  @Test("the first alternative differs as much as any plan within the share", arguments: 0..<3)
  func agreesWithEnumeration(block: Int) throws {
    var asked = 0
    for seed in block * 60..<(block + 1) * 60 {
      let problem = smallProblem(seed: seed, atMost: 300)
      let best = try allocate(problem, limits: exact)
      if best.status == .infeasible || best.chosen.isEmpty { continue }
      let found = try alternatives(to: best, in: problem, count: 2, within: 0.3, limits: exact)
      let sign = problem.sense == .minimise ? 1.0 : -1.0
      let limit = sign * best.objective + 0.3 * abs(best.objective)
      let most = mostDifferent(problem, best.chosen, limit: limit)
      asked += 1
      #expect((found.plans.first?.differing ?? 0) == most, "seed \(seed)")
      for alternative in found.plans {
        #expect(verify(alternative.plan, against: problem) == [], "seed \(seed)")
        #expect(sign * alternative.plan.objective <= limit + 1e-9 * abs(limit), "seed \(seed)")
      }
    }
    #expect(asked > 15)
  }

  /// The most decisions in which any plan that costs at most so much differs.
  private func mostDifferent(_ problem: PlanningProblem, _ best: [Int], limit: Double) -> Int {
    let coupled = CoupledProblem(problem)
    let picks = coupled.picks(of: best)
    var most = 0
    var chosen: [Int] = []
    func search(_ decision: Int) {
      if decision == coupled.decisionCount {
        guard coupled.brokenRows(of: chosen).isEmpty,
          coupled.keepingLocks(chosen).map({ $0 == chosen.sorted() }) ?? false,
          coupled.cost(of: chosen) <= limit + 1e-9 * abs(limit)
        else { return }
        most = max(most, zip(picks, coupled.picks(of: chosen)).count { $0 != $1 })
        return
      }
      search(decision + 1)
      for option in coupled.options(of: decision) {
        chosen.append(Int(option))
        search(decision + 1)
        chosen.removeLast()
      }
    }
    search(0)
    return most
  }

  @Test("with borders alternatives keep the share, borders counted, and are all different")
  func borders() throws {
    var found = 0
    for seed in 0..<120 {
      let problem = smallCompactProblem(seed: seed, atMost: 100)
      guard problem.optionCount > 0, (problem.compactness?.penalty ?? 0) > 0 else { continue }
      let best = try allocate(problem, limits: exact)
      if best.status == .infeasible { continue }
      let others = try alternatives(to: best, in: problem, count: 2, within: 0.3, limits: exact)
      let sign = problem.sense == .minimise ? 1.0 : -1.0
      let limit = sign * best.objective + 0.3 * abs(best.objective)
      let size = problem.objective.reduce(problem.compactness?.penalty ?? 0) { max($0, abs($1)) }
      for other in others.plans {
        found += 1
        #expect(verify(other.plan, against: problem) == [], "seed \(seed)")
        #expect(sign * other.plan.objective <= limit + 1e-6 * size, "seed \(seed)")
        #expect(other.differing > 0, "seed \(seed)")
      }
      #expect(Set(others.plans.map(\.plan.chosen)).count == others.plans.count, "seed \(seed)")
      // Where a plan is clearly within the share, one is found.
      let isOther = allPlans(problem).contains {
        $0 != best.chosen && sign * CompactTwin.objective(problem, $0) <= limit - 1e-3 * size
      }
      if isOther { #expect(!others.plans.isEmpty, "seed \(seed)") }
    }
    #expect(found > 20)
  }

  @Test("where there are no more plans, fewer are given")
  func noMore() throws {
    var problem = town(target: 12)
    problem.locks = [2, 5, 8, 11].map { .init(option: $0, lockedIn: false, name: "out[\($0)]") }
    let best = try allocate(problem, limits: exact)
    #expect(best.objective == 18)
    #expect(
      try alternatives(to: best, in: problem, count: 3, within: 0.5, limits: exact).plans.isEmpty)
  }

  @Test("an amount weighs decisions, and an unknown one is named")
  func weighed() throws {
    var problem = town()
    problem.amounts.append(("people", [0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 9, 9]))
    let best = try allocate(problem, limits: exact)
    // The only decision that counts is the last, and changing it costs at least 0.9 + 5 more or nothing less.
    let found = try alternatives(
      to: best, in: problem, count: 1, within: 0.6, weighedBy: "people", limits: exact)
    let picks = CoupledProblem(problem).picks(of: try #require(found.plans.first).plan.chosen)
    #expect(picks[3] != CoupledProblem(problem).picks(of: best.chosen)[3])
    #expect(throws: AllocationFailure.self) {
      try alternatives(to: best, in: problem, count: 1, within: 0.1, weighedBy: "peple")
    }
  }

  @Test(
    "what every plan without a choice costs more is bounded from below, and exact when asked",
    arguments: 0..<3)
  func irreplaceable(block: Int) throws {
    var positive = 0
    for seed in block * 40..<(block + 1) * 40 {
      let problem = smallProblem(seed: seed, atMost: 300)
      let plan = try allocate(problem, limits: exact)
      if plan.status == .infeasible { continue }
      for entry in irreplaceability(of: plan, in: problem) {
        var without = problem
        without.locks.append(.init(option: entry.option, lockedIn: false, name: "gone"))
        let sign = problem.sense == .minimise ? 1.0 : -1.0
        let best = Enumeration.solve(without).best
        let truth = best.map { sign * ($0 - plan.objective) } ?? .infinity
        #expect(
          entry.atLeast <= truth + 1e-9 * max(abs(plan.objective), abs(truth)),
          "seed \(seed): \(entry.atLeast) where \(truth) is true")
        if entry.atLeast > 0 { positive += 1 }
        let solved = try replacementCost(
          of: entry.option, in: plan, problem: problem, limits: exact)
        if let best {
          #expect(
            abs(solved.cost - max(0, truth)) <= 2e-6 * max(abs(best), abs(plan.objective)),
            "seed \(seed)")
        } else {
          #expect(solved.cost == .infinity, "seed \(seed)")
        }
      }
    }
    #expect(positive > 3)
  }

  @Test("what a lock costs is the difference to the best plan without it", arguments: 0..<3)
  func locks(block: Int) throws {
    var asked = 0
    for seed in block * 80..<(block + 1) * 80 {
      let problem = smallProblem(seed: seed, atMost: 300)
      let plan = try allocate(problem, limits: exact)
      if plan.status == .infeasible || problem.locks.isEmpty { continue }
      let sign = problem.sense == .minimise ? 1.0 : -1.0
      let costs = try lockCosts(of: plan, in: problem, limits: exact)
      #expect(costs.map(\.name) == problem.locks.map(\.name))
      for cost in costs {
        asked += 1
        var lifted = problem
        lifted.locks.removeAll { $0.name == cost.name }
        let best = try #require(Enumeration.solve(lifted).best)
        let truth = sign * (plan.objective - best)
        let size = max(abs(best), abs(plan.objective))
        #expect(abs(cost.cost - truth) <= 2e-6 * size, "seed \(seed): \(cost) where \(truth)")
        #expect(cost.atMost >= truth - 2e-9 * size, "seed \(seed)")
      }
    }
    #expect(asked > 20)
  }
}
