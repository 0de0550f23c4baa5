import PlanModel
import Testing

@testable import Allocation

/// Every plan of a problem that keeps rows, locks and blocks.
func allPlans(_ problem: PlanningProblem) -> [[Int]] {
  let coupled = CoupledProblem(problem)
  var plans: [[Int]] = []
  var chosen: [Int] = []
  func search(_ decision: Int) {
    if decision == coupled.decisionCount {
      if Enumeration.holds(problem, Set(chosen)), CompactTwin.holdsBlocks(problem, chosen) {
        plans.append(chosen.sorted())
      }
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
  return plans
}

@Suite struct FrontierBoundTests {
  /// Checks each point of a frontier against all plans.
  private func check(_ problem: PlanningProblem, amount: Int, more: Bool, seed: Int) throws -> Int {
    let curve = try frontier(
      problem, against: problem.amounts[amount].name, moreIsBetter: more,
      limits: SolveLimits(gap: 0))
    let plans = allPlans(problem)
    #expect(curve.points.isEmpty == plans.isEmpty, "seed \(seed)")
    let sign = problem.sense == .minimise ? 1.0 : -1.0
    let side = more ? -1.0 : 1.0
    func sum(_ chosen: [Int]) -> Double {
      chosen.reduce(0) { $0 + problem.amounts[amount].values[$1] }
    }
    let scale = max(
      1e-12, problem.objective.reduce(0) { max($0, abs($1)) },
      (problem.compactness?.penalty ?? 0))
    for point in curve.points {
      let room = 1e-6 * (scale + abs(point.plan.objective))
      #expect(
        abs(CompactTwin.objective(problem, point.plan.chosen) - point.plan.objective) <= room,
        "seed \(seed)")
      // The bound is on the better side, and no plan with as good a sum is beyond it.
      #expect(sign * (point.plan.objective - point.plan.bound) >= 0, "seed \(seed)")
      let tolerance = 1e-9 * max(abs(point.amount), 1e-12)
      let rivals = plans.filter { side * sum($0) <= side * point.amount + tolerance }
      let best = rivals.map { sign * CompactTwin.objective(problem, $0) }.min() ?? .infinity
      #expect(
        sign * point.plan.bound <= best + room,
        "seed \(seed): bound \(point.plan.bound) where \(sign * best) is possible")
      if point.plan.status == .optimal {
        #expect(sign * point.plan.objective <= best + 2 * room, "seed \(seed)")
      }
      let most = plans.map { side * sum($0) }.min() ?? .nan
      if let bound = point.amountBound {
        #expect(side * bound <= most + 1e-6 * max(abs(most), 1e-12), "seed \(seed)")
      }
      #expect((point.amountBound != nil) == (point.weight == .infinity), "seed \(seed)")
    }
    return curve.points.count
  }

  @Test(
    "the bound of a point is one for all plans with as good a sum, in the sense of the objective",
    arguments: 0..<4)
  func bounds(block: Int) throws {
    var points = 0
    for seed in block * 40..<(block + 1) * 40 {
      let problem = smallProblem(seed: seed, atMost: 200)
      if problem.optionCount == 0 { continue }
      // Sums of 1e12 and costs of 1 leave no digits for a weighting.
      if (problem.amounts[0].values.map { abs($0) }.max() ?? 0) > 1e7 { continue }
      points += try check(problem, amount: 1, more: seed % 2 == 0, seed: seed)
    }
    #expect(points > 20)
  }

  @Test("the same with borders, which count in the objective at both ends", arguments: 0..<2)
  func borders(block: Int) throws {
    var points = 0
    for seed in block * 80..<(block + 1) * 80 {
      let problem = smallCompactProblem(seed: seed, atMost: 100)
      if problem.optionCount == 0 { continue }
      if (problem.amounts[0].values.map { abs($0) }.max() ?? 0) > 1e7 { continue }
      points += try check(problem, amount: 1, more: seed % 2 == 1, seed: seed)
    }
    #expect(points > 20)
  }

  @Test("a maximum is bounded from above")
  func maximum() throws {
    let problem = PlanningProblem(
      sense: .maximise, units: 2, unit: [0, 1], slot: [0, 0], optionClass: [1, 1],
      objective: [5, 3], amounts: [("money", [4, 1])])
    let curve = try frontier(
      problem, against: "money", moreIsBetter: false, limits: SolveLimits(gap: 0))
    // All for 8, the second alone for 3, nothing for 0.
    #expect(curve.points.map(\.plan.objective) == [8, 3, 0])
    #expect(curve.points.map(\.plan.bound) == [8, 3, 0])
    #expect(curve.points.map(\.amount) == [5, 1, 0])
    #expect(curve.points.last?.amountBound == 0)
  }
}
