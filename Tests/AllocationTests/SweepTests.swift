import PlanModel
import Testing

@testable import Allocation

/// Three units with a cheap (1 t) and a dear (3 t) option, a target and a budget.
private func town(target: Double, budget: Double = 100) -> PlanningProblem {
  PlanningProblem(
    sense: .minimise, units: 3, unit: [0, 0, 1, 1, 2, 2], slot: Array(repeating: 0, count: 6),
    optionClass: [1, 2, 1, 2, 1, 2], objective: [1, 3.5, 1, 4.5, 1, 5.5],
    amounts: [("co2", [1, 3, 1, 3, 1, 3]), ("land", [0, 2, 0, 1, 0, 0])],
    groups: [("district", [0, 0, 1])],
    rows: [
      .init(name: "target", terms: [(0, 1)], sense: .atLeast, rhs: [target]),
      .init(name: "land", terms: [(1, 1)], sense: .atMost, rhs: [budget]),
      .init(name: "floor", terms: [(0, 1)], sense: .atLeast, group: 0, rhs: [0, 0]),
    ])
}

private let exact = SolveLimits(gap: 0)

@Suite struct SweepTests {
  @Test(
    "a sweep gives the best plan at each limit, its price, what changed, and no plan where none is")
  func target() throws {
    let curve = try sweep(
      town(target: 5), row: "target", from: 3, to: 11, steps: 5, limits: exact)
    #expect(curve.points.map(\.rhs) == [3, 5, 7, 9, 11])
    #expect(curve.points.map(\.plan.objective).dropLast() == [3, 5.5, 9, 13.5])
    #expect(
      curve.points.map(\.plan.status) == [.optimal, .optimal, .optimal, .optimal, .infeasible])
    #expect(curve.points.map(\.plan.changed) == [nil, 1, 1, 1, nil])
    #expect(curve.points[1].plan.sums == [5, 2, 4, 1])
    #expect(curve.current == 5)
    #expect(curve.rowNames == ["target", "land", "floor[0]", "floor[1]"])
    #expect(curve.points.dropLast().allSatisfy { $0.price >= 0 })
    let back = try sweep(
      town(target: 5), row: "target", from: 11, to: 3, steps: 5, limits: exact)
    #expect(back.points.map(\.plan.objective).dropFirst() == [13.5, 9, 5.5, 3])
  }

  @Test("a member of a row for each group can be swept; the row alone is no right-hand side")
  func member() throws {
    let curve = try sweep(
      town(target: 3), row: "floor[1]", from: 0, to: 3, steps: 4, limits: exact)
    #expect(curve.points.map(\.plan.objective) == [3, 3, 5.5, 5.5])
    for (name, word) in [("floor", "floor[0]"), ("tarjet", "target")] {
      do {
        _ = try sweep(town(target: 3), row: name, from: 0, to: 3, steps: 4)
        Issue.record("\(name) is no row")
      } catch AllocationFailure.invalid(let found) {
        #expect(found.count == 1)
        #expect(found[0].remedy.contains(word))
      }
    }
  }

  @Test(
    "each point is as good as full enumeration, whatever the sense of the row", arguments: 0..<4)
  func agreesWithEnumeration(block: Int) throws {
    var decided = 0
    for seed in block * 80..<(block + 1) * 80 {
      let problem = smallProblem(seed: seed, atMost: 300)
      guard let row = problem.rows.first(where: { $0.group == nil }) else { continue }
      let scale = max(abs(row.rhs[0]), 1)
      let curve = try sweep(
        problem, row: row.name, from: row.rhs[0] - scale, to: row.rhs[0] + scale, steps: 5,
        limits: exact)
      for point in curve.points {
        var own = problem
        own.rows[own.rows.firstIndex { $0.name == row.name } ?? 0].rhs = [point.rhs]
        guard let best = Enumeration.solve(own).best else {
          #expect(point.plan.status == .infeasible, "seed \(seed) at \(point.rhs)")
          continue
        }
        decided += 1
        #expect(
          abs(point.plan.objective - best) <= 1e-6 * abs(best) + 1e-18,
          "seed \(seed) at \(point.rhs): \(point.plan.objective) where \(best) is possible")
      }
    }
    #expect(decided > 20)
  }

  @Test("under a wide gap the curve still never goes the wrong way, and its bounds hold")
  func monotone() throws {
    for seed in 0..<60 {
      let problem = smallProblem(seed: seed, atMost: 300)
      guard let row = problem.rows.first(where: { $0.group == nil && $0.sense != .equal }) else {
        continue
      }
      let curve = try sweep(
        problem, row: row.name, from: row.rhs[0] - abs(row.rhs[0]), to: row.rhs[0] + 4, steps: 6,
        limits: SolveLimits(gap: 0.5))
      let sign =
        (problem.sense == .minimise ? 1.0 : -1.0) * (row.sense == .atLeast ? 1 : -1)
      let plans = curve.points.filter { $0.plan.status != .infeasible }
      for (left, right) in zip(plans, plans.dropFirst()) {
        #expect(sign * (right.plan.objective - left.plan.objective) >= 0, "seed \(seed)")
        #expect(sign * (right.plan.bound - left.plan.bound) >= 0, "seed \(seed)")
      }
    }
  }

  @Test("a sweep of fewer than two points is refused")
  func wrong() {
    #expect(throws: AllocationFailure.self) {
      try sweep(town(target: 3), row: "target", from: 0, to: 3, steps: 1)
    }
  }
}

@Suite struct FrontierTests {
  @Test("the frontier has the supported plans from the cheapest to the one that does most")
  func hand() throws {
    var problem = town(target: 0)
    problem.rows = []
    let curve = try frontier(problem, against: "co2", moreIsBetter: true, limits: exact)
    // Steps of 1 EUR/t from nothing to all cheap ones; then 1.25, 1.75 and 2.25 EUR/t.
    #expect(curve.points.map(\.plan.objective) == [0, 3, 5.5, 9, 13.5])
    #expect(curve.points.map(\.amount) == [0, 3, 5, 7, 9])
    #expect(curve.isComplete)
    #expect(curve.points.first?.weight == 0)
    #expect(curve.points.last?.weight == .infinity)
    let short = try frontier(
      problem, against: "co2", moreIsBetter: true, mostPoints: 3, limits: exact)
    #expect(short.points.count == 3)
    #expect(!short.isComplete)
  }

  /// The supported values among all plans of a problem: the lower hull of (cost, −amount).
  private func hull(_ problem: PlanningProblem, amount: Int, more: Bool) -> [[Double]] {
    let sign = problem.sense == .minimise ? 1.0 : -1.0
    let side = more ? -1.0 : 1.0
    var all: [[Double]] = []
    let coupled = CoupledProblem(problem)
    var chosen: [Int] = []
    func search(_ decision: Int) {
      if decision == coupled.decisionCount {
        guard coupled.brokenRows(of: chosen).isEmpty,
          problem.locks.allSatisfy({ chosen.contains($0.option) == $0.lockedIn })
        else { return }
        all.append([
          sign * chosen.reduce(0) { $0 + problem.objective[$1] },
          side * chosen.reduce(0) { $0 + problem.amounts[amount].values[$1] },
        ])
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
    var hull: [[Double]] = []
    for point in all.sorted(by: { ($0[0], $0[1]) < ($1[0], $1[1]) }) {
      if let last = hull.last, point[1] >= last[1] - 1e-9 * abs(last[1]) { continue }
      while hull.count > 1 {
        let (a, b) = (hull[hull.count - 2], hull[hull.count - 1])
        let turn = (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0])
        // On the line between its neighbours a plan is supported, but need not be found.
        if turn <= 1e-9 * abs((b[0] - a[0]) * (point[1] - a[1])) {
          hull.removeLast()
        } else {
          break
        }
      }
      hull.append(point)
    }
    return hull
  }

  @Test("every corner of the hull of all plans is found", arguments: 0..<4)
  func agreesWithEnumeration(block: Int) throws {
    var corners = 0
    for seed in block * 50..<(block + 1) * 50 {
      let problem = smallProblem(seed: seed, atMost: 300)
      if problem.optionCount == 0 { continue }
      // Sums of 1e12 and costs of 1 leave no digits for a weighting.
      if (problem.amounts[0].values.map { abs($0) }.max() ?? 0) > 1e7 { continue }
      let more = seed % 2 == 0
      let curve = try frontier(problem, against: "effect", moreIsBetter: more, limits: exact)
      let truth = hull(problem, amount: 1, more: more)
      let scale = max(1e-12, truth.map { abs($0[0]) }.max() ?? 0)
      #expect(curve.points.isEmpty == truth.isEmpty, "seed \(seed)")
      for corner in truth {
        corners += 1
        let cost = (problem.sense == .minimise ? 1.0 : -1.0) * corner[0]
        let amount = (more ? -1.0 : 1.0) * corner[1]
        #expect(
          curve.points.contains {
            abs($0.plan.objective - cost) <= 1e-6 * scale
              && abs($0.amount - amount) <= 1e-6 * max(abs(amount), 1e-12)
          },
          "seed \(seed): \(corner) is missing of \(curve.points.map { ($0.plan.objective, $0.amount) })"
        )
      }
    }
    #expect(corners > 20)
  }

  @Test("an amount that is not there is named with the nearest one")
  func unknown() {
    #expect(throws: AllocationFailure.self) {
      try frontier(town(target: 0), against: "c02", moreIsBetter: true)
    }
  }
}
