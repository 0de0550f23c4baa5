import Allocation
import Foundation
import PlanModel
import Testing

/// Three units. The first two can renovate (option 0 and 2) or renovate deeply (1 and 3), the third can build a wind turbine.
private func exampleProblem() -> PlanningProblem {
  PlanningProblem(
    sense: .minimise,
    units: 3,
    unit: [0, 0, 1, 1, 2],
    slot: [0, 0, 0, 0, 0],
    optionClass: [1, 2, 1, 2, 3],
    objective: [10, 30, 12, 40, 25],
    amounts: [
      (name: "co2", values: [20, 45, 25, 60, 50]),
      (name: "money", values: [200, 600, 250, 800, 900]),
    ],
    groups: [(name: "district", group: [0, 0, 1])],
    rows: [
      .init(name: "target", terms: [(amount: 0, factor: 1)], sense: .atLeast, rhs: [70]),
      .init(name: "budget", terms: [(amount: 1, factor: 1)], sense: .atMost, rhs: [1200]),
      .init(
        name: "floor", terms: [(amount: 1, factor: 1)], sense: .atLeast, group: 0, rhs: [100, 0]),
    ],
    locks: [])
}

@Suite struct DocumentedExampleTests {
  @Test("the example of the documentation does what it says")
  func example() throws {
    let problem = exampleProblem()
    let plan = try allocate(problem, limits: SolveLimits(gap: 0))
    print(plan.status, plan.objective, plan.chosen)
    #expect(plan.status == .optimal)
    #expect(plan.chosen == [0, 4])
    #expect(plan.objective == 35)
    #expect(verify(plan, against: problem).isEmpty)

    var tighter = problem
    tighter.rows[1].rhs = [1000]
    let next = try allocate(tighter, limits: SolveLimits(gap: 0), from: plan.warmStart)
    #expect(next.objective == 42)

    let earlier = EarlierPlan(plan, of: problem, in: tighter)
    let kept = try replan(tighter, from: earlier, stability: 5, limits: SolveLimits(gap: 0))
    let difference = PlanDifference(from: earlier, to: kept.plan, in: tighter)
    for change in difference.changes { print(change.unit, change.from, change.to, change.cause) }
    #expect(kept.changed == 3)
    #expect(difference.changes.count == 3)

    let curve = try sweep(problem, row: "budget", from: 800, to: 1600, steps: 5)
    for point in curve.points { print(point.rhs, point.plan.status, point.plan.objective) }
    #expect(curve.points.map(\.plan.status.rawValue).first == "infeasible")
    #expect(curve.points.map(\.plan.objective).dropFirst() == [42, 35, 35, 35])

    let front = try frontier(problem, against: "co2", moreIsBetter: true)
    for point in front.points { print(point.amount, point.plan.objective, point.weight) }
    #expect(front.points.first?.plan.objective == 35)
    #expect(front.isComplete)

    let others = try alternatives(to: plan, in: problem, count: 2, within: 0.5)
    for other in others.plans { print(other.plan.chosen, other.worse, other.differing) }
    let needed = irreplaceability(of: plan, in: problem)
    #expect(others.plans.allSatisfy { $0.plan.objective <= 52.5 })
    #expect(needed.count == 2)

    let sure = try robustness(of: plan.chosen, in: problem, draws: 100, workers: Workers(2)) {
      draw in
      var other = problem
      let money = 0.8 + 0.4 * Double((draw * 37) % 100) / 100
      other.amounts[1].values = problem.amounts[1].values.map { $0 * money }
      return DrawnProblem(other)
    }
    print(sure.share(of: 4), sure.noRegretOptions(share: 0.9), sure.rowsMet)
    #expect(sure.draws == 100)
    // The plan costs 1100 of 1200: it is within the budget up to prices 9 % higher.
    #expect(sure.rowsMet[1] == 73)

    let near = flips(plan, problem, unit: 2)
    #expect(near.first?.chosen == 4)
  }

  @Test("every line of Swift in the documentation stands in this test")
  func sameCode() throws {
    let file = URL(filePath: #filePath)
    let docs = file.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "docs/allocation.md")
    let own = Set(
      try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map {
        String($0).trimmed
      })
    let parts = try String(contentsOf: docs, encoding: .utf8).components(separatedBy: "```")
    var checked = 0
    for part in parts where part.hasPrefix("swift\n") {
      for line in part.split(separator: "\n").dropFirst() {
        let text = String(line).trimmed
        // Package manifests are no code of ours.
        if text.isEmpty || text.hasPrefix(".package") || text.hasPrefix(".product") { continue }
        checked += 1
        #expect(own.contains(text), "\(text)")
      }
    }
    #expect(checked > 30)
  }
}
