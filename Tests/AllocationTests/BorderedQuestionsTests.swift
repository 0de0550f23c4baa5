import PlanModel
import Testing

@testable import Allocation

/// A random problem with borders or blocks, small enough to look at all its plans; whole numbers of a handy size.
private func bordered(seed: Int) -> PlanningProblem? {
  let problem = smallCompactProblem(seed: seed, atMost: 100)
  guard problem.units <= 6, problem.optionCount > 0,
    (problem.amounts[0].values.map { abs($0) }.max() ?? 0) < 1e7,
    CompactProblem(where: problem, coupled: CoupledProblem(problem)) != nil
  else { return nil }
  return problem
}

/// The size of a problem's numbers, for what rounding may do.
private func scale(_ problem: PlanningProblem) -> Double {
  problem.objective.reduce(problem.compactness?.penalty ?? 0) { max($0, abs($1)) }
}

@Suite struct BorderedQuestionsTests {
  /// Two neighbours that each can take one of two classes; unlike ones cost 10.
  private func pair(_ objective: [Double] = [1, 2, 5, 2]) -> PlanningProblem {
    PlanningProblem(
      sense: .minimise, units: 2, unit: [0, 0, 1, 1], slot: [0, 0, 0, 0],
      optionClass: [1, 2, 1, 2],
      objective: objective, amounts: [("co2", [1, 1, 1, 1])],
      rows: [.init(name: "target", terms: [(0, 1)], sense: .atLeast, rhs: [2])],
      compactness: .init(penalty: 10, left: [0], right: [1], length: [1]))
  }

  @Test("regret counts what borders cost, of the plan and of the choice in the draw")
  func regret() throws {
    // Unlike classes: 1 + 2 + 10 = 13; both of class 2: 4.
    for method in [DrawMethod.proved(SolveLimits(gap: 0)), .relaxed] {
      let outcome = try DrawOutcome(of: DrawnProblem(pair()), keeping: [0, 3], method: method)
      #expect(outcome.chosen == [1, 3])
      #expect(outcome.regret == 9)
    }
  }

  @Test("regret is the distance to the best of all plans, borders included", arguments: 0..<3)
  func regretAgrees(block: Int) throws {
    var compared = 0
    for seed in block * 160..<(block + 1) * 160 {
      guard let problem = bordered(seed: seed) else { continue }
      let sign = problem.sense == .minimise ? 1.0 : -1.0
      let plans = allPlans(problem)
      guard let best = CompactTwin.best(problem) else { continue }
      for plan in plans.prefix(6) {
        let truth = sign * (CompactTwin.objective(problem, plan) - best)
        let proved = try DrawOutcome(
          of: DrawnProblem(problem), keeping: plan, method: .proved(SolveLimits(gap: 0)))
        #expect(proved.brokenBlocks.isEmpty, "seed \(seed)")
        let regret = try #require(proved.regret, "seed \(seed)")
        #expect(abs(regret - truth) <= 1e-5 * (scale(problem) + abs(best)), "seed \(seed)")
        // What the quick method chooses is a plan, so its regret is never above the truth.
        let quick = try DrawOutcome(of: DrawnProblem(problem), keeping: plan, method: .relaxed)
        if let regret = quick.regret {
          #expect(regret <= truth + 1e-6 * (scale(problem) + abs(best)), "seed \(seed)")
        }
        compared += 1
      }
      // A choice that breaks a block is compared with nothing.
      let whole = Array(0..<problem.optionCount).filter { problem.slot[$0] == 0 }
      if let single = whole.first(where: { !CompactTwin.holdsBlocks(problem, [$0]) }) {
        let broken = try DrawOutcome(of: DrawnProblem(problem), keeping: [single], method: .relaxed)
        #expect(broken.regret == nil && !broken.brokenBlocks.isEmpty, "seed \(seed)")
      }
    }
    #expect(compared > 30)
  }

  @Test("a flip counts the borders to the neighbours as they are")
  func flip() throws {
    let problem = pair()
    let plan = try allocate(problem, limits: SolveLimits(gap: 0))
    #expect(plan.chosen == [1, 3])
    let found = try #require(flips(plan, problem, unit: 0).first)
    // Class 1 is 1 cheaper and has a border for 10; nothing is 2 cheaper and has the same border.
    let price = plan.rows[0].price
    #expect(found.runnerUp == 0 && abs(found.margin - 9) < 1e-12 || price < 1)
    let reason = try #require(plan.reasons.first { $0.unit == 0 })
    #expect(found.runnerUp == Int(reason.runnerUp))
    #expect(abs(found.margin - reason.margin) < 1e-12)
  }

  @Test("beyond a flip's price the other option is better with its borders, before it is not")
  func flipsThere() throws {
    var tried = 0
    for seed in 0..<600 {
      guard let problem = bordered(seed: seed) else { continue }
      let coupled = CoupledProblem(problem)
      let plan = try allocate(problem, limits: SolveLimits(gap: 0))
      if plan.status == .infeasible { continue }
      let sign = coupled.sign
      /// Cost of the whole plan with one option in the place of another, less what rows pay at prices.
      func value(_ pick: Int, _ other: Int, _ prices: [Double]) -> Double {
        let changed = plan.chosen.filter { $0 != pick } + (other < 0 ? [] : [other])
        let sums = coupled.activities(of: changed)
        return sign * CompactTwin.objective(problem, changed)
          - zip(prices, sums).reduce(0) { $0 + sign * $1.0 * $1.1 }
      }
      let known = coupled.pricing(at: plan.rows.map(\.price))
      for found in flips(plan, problem, units: Array(0..<problem.units)) where !found.isLocked {
        let prices = known.prices.map { sign * $0 }
        if let runnerUp = found.runnerUp {
          let margin =
            value(found.chosen, runnerUp, prices) - value(found.chosen, found.chosen, prices)
          #expect(
            abs(margin - found.margin) <= 1e-6 * (scale(problem) + abs(margin)), "seed \(seed)")
          let other = plan.chosen.filter { $0 != found.chosen } + (runnerUp < 0 ? [] : [runnerUp])
          #expect(CompactTwin.holdsBlocks(problem, other), "seed \(seed)")
        }
        for flip in found.prices where found.margin > 1e-3 * scale(problem) {
          tried += 1
          for (step, isFlipped) in [(1 + 1e-4, true), (1 - 1e-4, false)] {
            var moved = prices
            moved[flip.row] = flip.from + (flip.to - flip.from) * step
            let gain =
              value(found.chosen, found.chosen, moved) - value(found.chosen, flip.option, moved)
            #expect((gain > 0) == isFlipped, "seed \(seed)")
          }
        }
      }
    }
    #expect(tried > 20)
  }

  @Test(
    "the difference of the objective is the sum of its parts, borders being one", arguments: 0..<3)
  func differenceCloses(block: Int) throws {
    var withBorders = 0
    for seed in block * 160..<(block + 1) * 160 {
      guard let problem = bordered(seed: seed) else { continue }
      let plan = try allocate(problem, limits: SolveLimits(gap: 0))
      if plan.status == .infeasible { continue }
      for old in allPlans(problem).prefix(5) {
        let difference = PlanDifference(
          from: EarlierPlan(chosen: old), to: plan, in: problem)
        let change = difference.objective
        let room = 1e-9 * (scale(problem) * 10 + abs(plan.objective))
        #expect(abs(change.before - CompactTwin.objective(problem, old)) <= room, "seed \(seed)")
        #expect(abs(change.after - plan.objective) <= room, "seed \(seed)")
        #expect(
          abs(change.before + change.options + change.borders - change.after) <= room,
          "seed \(seed)")
        #expect(
          abs(difference.changes.reduce(0) { $0 + $1.objective } - change.options) <= room,
          "seed \(seed)")
        if change.borders != 0 { withBorders += 1 }
      }
    }
    #expect(withBorders > 5)
  }

  @Test(
    "a change that only borders explain is put down to them, one that a block forbids to the block")
  func causes() throws {
    let problem = pair()
    let plan = try allocate(problem, limits: SolveLimits(gap: 0))
    let difference = PlanDifference(from: EarlierPlan(chosen: [0, 3]), to: plan, in: problem)
    #expect(difference.changes.map(\.cause) == [.borders])
    #expect(difference.objective.before == 13 && difference.objective.after == 4)
    #expect(difference.objective.options == 1 && difference.objective.borders == -10)
    // Three in a row that need a block of three; the last alone would rather not.
    let street = PlanningProblem(
      sense: .maximise, units: 3, unit: [0, 1, 2], slot: [0, 0, 0], optionClass: [1, 1, 1],
      objective: [5, 5, -1], amounts: [],
      compactness: .init(penalty: 0, left: [0, 1], right: [1, 2], length: [1, 1]),
      clusters: [.init(name: "network", classes: [1], amount: nil, least: 3)])
    let all = try allocate(street, limits: SolveLimits(gap: 0))
    #expect(all.chosen == [0, 1, 2])
    let grown = PlanDifference(from: EarlierPlan(chosen: [0, 1]), to: all, in: street)
    #expect(grown.changes.map(\.cause) == [.brokenBlock("network")])
    // Neither of the first two can leave without the block falling short.
    #expect(flips(all, street, units: [0, 1, 2]).allSatisfy { $0.runnerUp == nil })
  }

  @Test(
    "where a limit of nodes ends the search for blocks, it goes on until there is a plan or a proof",
    arguments: 0..<2)
  func goesOn(block: Int) throws {
    var decided = 0
    for seed in block * 60..<(block + 1) * 60 {
      let problem = smallCompactProblem(seed: seed + 4000, atMost: 300)
      if problem.clusters.isEmpty { continue }
      let coupled = CoupledProblem(problem)
      let limits = SolveLimits(gap: 0)
      guard
        var solver = CompactSolver(problem, coupled: coupled, limits: limits, elapsed: { 0 })
      else { continue }
      solver.planLimit = 0
      solver.certainUnits = -1
      solver.nodeLimit = 0
      let plan = try compactPlan(solver, coupled, problem, limits, from: nil, elapsed: { 0 })
      #expect((plan.status == .infeasible) == (CompactTwin.best(problem) == nil), "seed \(seed)")
      decided += 1
    }
    #expect(decided > 10)
  }

  @Test("a search that gives up without a limit of time does not speak of one")
  func trueEnd() {
    #expect(!"\(AllocationFailure.withoutPlan(SolveLimits()))".contains("seconds"))
    #expect("\(AllocationFailure.withoutPlan(SolveLimits(timeLimit: 3)))".contains("3 seconds"))
  }
}
