import Allocation
import PlanModel
import Testing

/// One unit whose only option costs 10 and brings 10, one whose only option costs 10 and brings 5.
private func twoUnits(budget: Double, target: Double) -> PlanningProblem {
  PlanningProblem(
    sense: .minimise, units: 2, unit: [0, 1], slot: [0, 0], optionClass: [1, 1],
    objective: [10, 10], amounts: [("money", [10, 10]), ("co2", [10, 5])],
    rows: [
      .init(name: "budget", terms: [(0, 1)], sense: .atMost, rhs: [budget]),
      .init(name: "target", terms: [(1, 1)], sense: .atLeast, rhs: [target]),
    ])
}

@Suite("What may bend where no plan can meet all")
struct FirmnessTests {
  @Test("the rule that gives less willingly stays")
  func weights() throws {
    // One option brings 10 of 12: the target may fall by a sixth, or the budget double.
    var problem = twoUnits(budget: 10, target: 12)
    #expect(try allocate(problem).relaxation == [.init(name: "target", by: 2)])
    // Seven times as firm, the sixth counts seven sixths, and the budget gives.
    problem.rows[1].firmness = 7
    let plan = try allocate(problem)
    #expect(plan.relaxation == [.init(name: "budget", by: 10)])
    #expect(plan.relaxationIsCheapest)
    #expect(verify(plan, against: problem).isEmpty)
  }

  @Test("what never gives is kept, whatever it costs")
  func never() throws {
    var problem = twoUnits(budget: 10, target: 12)
    problem.rows[1].firmness = .infinity
    #expect(try allocate(problem).relaxation == [.init(name: "budget", by: 10)])
    problem.rows[1].firmness = 1
    problem.rows[0].firmness = .infinity
    #expect(try allocate(problem).relaxation == [.init(name: "target", by: 2)])
  }

  @Test("where nothing may give there is no way out, and the conflict names only what is firm")
  func noWayOut() throws {
    var problem = twoUnits(budget: 10, target: 12)
    problem.rows[0].firmness = .infinity
    problem.rows[1].firmness = .infinity
    // Impossible by itself, but it bends.
    problem.rows.append(.init(name: "dream", terms: [(1, 1)], sense: .atLeast, rhs: [100]))
    let plan = try allocate(problem)
    #expect(plan.status == .infeasible)
    #expect(plan.conflict == ["budget", "target"])
    #expect(plan.relaxation.isEmpty && !plan.relaxationIsCheapest)
    #expect(verify(plan, against: problem).isEmpty)
  }

  @Test("a decision that is never lifted makes the rule give")
  func locks() throws {
    var problem = twoUnits(budget: 100, target: 12)
    problem.locks = [.init(option: 1, lockedIn: false, name: "council")]
    // Lifting a decision counts 1, the missing 2 of 12 a sixth; ten times as firm, the target is dearer.
    problem.rows[1].firmness = 10
    #expect(try allocate(problem).relaxation == [.init(name: "council", by: 1)])
    problem.locks[0].firmness = .infinity
    #expect(try allocate(problem).relaxation == [.init(name: "target", by: 2)])
    problem.locks[0].firmness = 1
    problem.rows[1].firmness = 1
    #expect(try allocate(problem).relaxation == [.init(name: "target", by: 2)])
  }

  @Test("a relaxation of what never gives is a fault")
  func verifier() throws {
    var problem = twoUnits(budget: 10, target: 12)
    let plan = try allocate(problem)
    problem.rows[1].firmness = .infinity
    #expect(verify(plan, against: problem).contains("target gives, and never may"))
  }

  @Test("random problems: firm rows are kept, and what gives is enough", arguments: 0..<4)
  func random(block: Int) throws {
    var infeasible = 0
    for seed in block * 50..<(block + 1) * 50 {
      var problem = smallProblem(seed: seed, atMost: 300)
      guard Enumeration.solve(problem).best == nil else { continue }
      infeasible += 1
      var draws = Draws(seed: seed)
      for row in problem.rows.indices {
        problem.rows[row].firmness = [1, 3, .infinity][draws.whole(0...2)]
      }
      let plan = try allocate(problem)
      #expect(verify(plan, against: problem).isEmpty, "seed \(seed)")
      // Without what may give: is there a plan at all?
      let firm = Set(problem.rows.filter { $0.firmness == .infinity }.map(\.name))
      let giving = names(of: problem).filter { name in
        !firm.contains { name == $0 || name.hasPrefix("\($0)[") }
      }
      let isPossible = Enumeration.solve(without(giving, problem)).best != nil
      #expect(plan.relaxation.isEmpty == !isPossible, "seed \(seed): \(plan.relaxation)")
      if isPossible {
        #expect(
          Enumeration.solve(relaxed(problem, by: plan.relaxation)).best != nil, "seed \(seed)")
      } else {
        #expect(Set(plan.conflict).isDisjoint(with: giving), "seed \(seed): \(plan.conflict)")
      }
    }
    #expect(infeasible > 3)
  }
}
