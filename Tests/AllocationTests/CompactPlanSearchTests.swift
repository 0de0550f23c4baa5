import PlanModel
import Testing

@testable import Allocation

/// A problem with borders made ready, as the search sees it.
private func ready(
  _ problem: PlanningProblem
) -> (compact: CompactProblem, reduction: Reduction, isFree: [Bool], isFixed: [Bool]) {
  let coupled = CoupledProblem(problem)
  let reduction = Reduction(
    coupled, cost: coupled.cost, rowIsActive: coupled.rows.map { _ in true },
    lockIsActive: coupled.locks.map { _ in true }, isSeparable: false)
  var isFree = Array(repeating: false, count: coupled.optionCount)
  for option in reduction.free { isFree[option] = true }
  return (
    CompactProblem(problem, coupled: coupled), reduction, isFree,
    LockedOptions(coupled).isDecided
  )
}

@Suite struct CompactPlanSearchTests {
  @Test("where borders are dear, a plan is never worse than doing nothing", arguments: 0..<3)
  func neverWorseThanNothing(seed: Int) throws {
    let problem = cells(15, penalty: 3, seed: seed, classes: 8)
    for solver in [SolveLimits.Solver.decomposition, .auto] {
      let plan = try allocate(problem, limits: SolveLimits(timeLimit: 5, solver: solver))
      #expect(verify(plan, against: problem) == [])
      #expect(plan.objective >= 0)
    }
  }

  @Test("melted and cooled, nearly every small grid ends in its enumerated optimum")
  func annealing() throws {
    var optimal = 0
    for seed in 0..<30 {
      let problem = cells(3, penalty: 0.3, seed: seed, classes: 2)
      let (compact, _, isFree, isFixed) = ready(problem)
      let best = try #require(CompactTwin.best(problem))
      var plan = BorderedPlan(compact, isFree: isFree, isFixed: isFixed, chosen: [])
      plan.anneal(
        moves: 20_000, hottest: 2, coldest: 0.02, seed: UInt64(seed), isOutOfTime: { false })
      #expect(compact.holds(plan.chosen), "seed \(seed)")
      let cost = compact.cost(of: plan.chosen)
      #expect(-cost <= best + 1e-9, "seed \(seed): \(-cost) beats \(best)")
      if -cost >= best - 1e-9 { optimal += 1 }
    }
    #expect(optimal >= 24, "\(optimal) of 30")
  }

  @Test("what is locked stays while all else melts")
  func annealingKeepsLocks() {
    var problem = cells(4, penalty: 0.3, classes: 3)
    problem.locks = [
      .init(option: 4, lockedIn: true, name: "in"), .init(option: 9, lockedIn: false, name: "out"),
    ]
    let (compact, reduction, isFree, isFixed) = ready(problem)
    var plan = BorderedPlan(compact, isFree: isFree, isFixed: isFixed, chosen: reduction.fixed)
    plan.anneal(moves: 10_000, hottest: 5, coldest: 1, seed: 3, isOutOfTime: { false })
    #expect(plan.chosen.contains(4) && !plan.chosen.contains(9))
    #expect(plan.chosen.count > 1)
  }

  @Test("a coarse plan costs and uses what the plan costs and uses that it stands for")
  func coarseAgreesWithFine() {
    let problem = cells(20, penalty: 0.7, classes: 4)
    let (compact, reduction, isFree, _) = ready(problem)
    var dual = CompactDual(compact, reduction, isFree: isFree, prices: [-0.4, -0.1])
    dual.price()
    let coarse = CoarseProblem(dual, size: 40)
    let clusters = coarse.problem.graph.count
    #expect(clusters <= 40 && clusters > 15)
    #expect(Set(coarse.clusterOf).count == clusters)
    var draws = Draws(seed: 5)
    for _ in 0..<20 {
      var chosen: [Int] = []
      for decision in 0..<clusters {
        let options = coarse.problem.coupled.options(of: decision)
        let pick = draws.whole(-1...(options.count - 1))
        if pick >= 0 { chosen.append(Int(options[options.startIndex + pick])) }
      }
      let fine = dual.options(of: coarse.labels(of: chosen))
      let cost = compact.cost(of: fine)
      #expect(abs(coarse.problem.cost(of: chosen) - cost) <= 1e-9 * abs(cost))
      let sums = zip(
        coarse.problem.coupled.activities(of: chosen), compact.coupled.activities(of: fine))
      for (own, other) in sums { #expect(abs(own - other) <= 1e-9 * abs(other)) }
    }
  }

  @Test("what locks decide leaves the right-hand sides of the coarse problem smaller")
  func coarseLocks() {
    var problem = cells(6, penalty: 0.7, classes: 4)
    problem.locks = [.init(option: 0, lockedIn: true, name: "in")]
    let (compact, reduction, isFree, _) = ready(problem)
    var dual = CompactDual(compact, reduction, isFree: isFree, prices: [-0.4, -0.1])
    dual.price()
    let coarse = CoarseProblem(dual, size: 9)
    for row in 0..<2 {
      let left = compact.coupled.rows[row].rhs - problem.amounts[row].values[0]
      #expect(abs(coarse.problem.coupled.rows[row].rhs - left) < 1e-12)
    }
  }
}
