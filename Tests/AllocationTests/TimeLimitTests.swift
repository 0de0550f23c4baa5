import PlanModel
import Testing

@testable import Allocation

/// A clock that stands at 0 for so many looks and from then on jumps beyond any limit with each.
private final class JumpingClock: @unchecked Sendable {
  private var looks = 0
  private let jump: Int

  init(after jump: Int) { self.jump = jump }

  func elapsed() -> Double {
    looks += 1
    return looks > jump ? 1e6 * Double(looks) : 0
  }
}

/// Many units that can each bring 1, a target that never gives and a budget for half of it.
private func impossible(units: Int = 3000) -> PlanningProblem {
  PlanningProblem(
    sense: .minimise, units: units, unit: (0..<Int32(units)).map { $0 },
    slot: Array(repeating: 0, count: units), optionClass: Array(repeating: 1, count: units),
    objective: Array(repeating: 1, count: units),
    amounts: [("co2", Array(repeating: 1, count: units))],
    rows: [
      .init(
        name: "target", terms: [(0, 1)], sense: .atLeast, rhs: [Double(units) * 0.8],
        firmness: .infinity),
      .init(name: "budget", terms: [(0, 1)], sense: .atMost, rhs: [Double(units) * 0.4]),
    ])
}

@Suite struct TimeLimitTests {
  @Test("a limit of time holds where the caller gives no clock, and the seconds are told")
  func ownClock() throws {
    let problem = townProblem(units: 4000, options: 4, seed: 6)
    #expect(try allocate(problem).seconds > 0)
    do {
      // A millionth of a second is over before there are prices.
      let plan = try allocate(problem, limits: SolveLimits(gap: 1e-9, timeLimit: 1e-6))
      #expect(plan.status == .limit)
    } catch AllocationFailure.noPlanInTime {}
    let clock = secondsFromNow()
    let (first, second) = (clock(), clock())
    #expect(first >= 0 && second >= first)
  }

  @Test("a proof that there is no plan that finds no time proves nothing", arguments: [2000, 4000])
  func proofInTime(units: Int) throws {
    let problem = impossible(units: units)
    let limits = SolveLimits(timeLimit: 1)
    #expect(try isProvedImpossible(problem, limits, elapsed: { 0 }))
    #expect(try !isProvedImpossible(problem, limits, elapsed: { 2 }))
    // Looks at the clock: before the search, and before its first step.
    #expect(try !isProvedImpossible(problem, limits, elapsed: JumpingClock(after: 0).elapsed))
  }

  @Test("a search for a way out that was cut short says so, and never that nothing need give")
  func unknownWayOut() throws {
    let problem = impossible()
    let full = try allocate(problem)
    #expect(full.status == .infeasible)
    #expect(full.conflict == ["target", "budget"] && full.conflictIsSmallest)
    #expect(full.relaxation.map(\.name) == ["budget"] && !full.relaxationIsUnknown)
    let clock = JumpingClock(after: 2)
    let short = try withoutPlan(
      problem, CoupledProblem(problem), limits: SolveLimits(timeLimit: 1), elapsed: clock.elapsed)
    guard case .infeasible(let plan) = short else {
      Issue.record("there is no plan")
      return
    }
    #expect(plan.relaxation.isEmpty && plan.relaxationIsUnknown)
    #expect(!plan.relaxationIsCheapest && !plan.conflictIsSmallest)
    #expect(verify(plan, against: problem) == [])
    var silent = plan
    silent.relaxationIsUnknown = false
    #expect(verify(silent, against: problem).contains("nothing must give, so there is a plan"))
  }

  @Test(
    "where the second search of a plan near to an earlier one finds no time, the first one's plan comes back"
  )
  func firstPlanStays() throws {
    let problem = townProblem(units: 300, options: 4, seed: 3)
    let before = try allocate(problem)
    var tighter = problem
    for row in tighter.rows.indices {
      tighter.rows[row].rhs = tighter.rows[row].rhs.map {
        $0 * (tighter.rows[row].sense == .atMost ? 0.9 : 1.05)
      }
    }
    let earlier = EarlierPlan(before, of: problem, in: tighter)
    var answers = 0
    for looks in [1, 3, 6, 10, 20, 40, 80] {
      for keeping in [true, false] {
        let clock = JumpingClock(after: looks)
        let limits = SolveLimits(gap: 0, timeLimit: 1)
        do {
          let new =
            keeping
            ? try replan(
              tighter, from: earlier, keeping: 0.99, limits: limits, elapsed: clock.elapsed)
            : try replan(
              tighter, from: earlier, stability: 1, limits: limits, elapsed: clock.elapsed)
          answers += 1
          #expect(verify(new.plan, against: tighter) == [])
          #expect(new.nearby.status != .infeasible || new.nearby.objective.isNaN)
        } catch AllocationFailure.noPlanInTime {
          // Only where not even the first search had found a plan.
          #expect(looks < 6, "nothing after \(looks) looks")
        }
      }
    }
    #expect(answers > 6)
  }

  @Test("a point of a sweep that finds no time is told as such, and the others stand")
  func sweepInParts() throws {
    let problem = townProblem(units: 1500, options: 4, seed: 2)
    let row = problem.rows[0]
    /// Time runs only while the second point is searched for.
    final class Points: @unchecked Sendable {
      var solved = 0
      var time = 0.0

      func elapsed() -> Double {
        if solved == 1 { time += 1e6 }
        return time
      }
    }
    let points = Points()
    let curve = try sweep(
      problem, row: row.name, from: row.rhs[0], to: row.rhs[0] * 1.02, steps: 3,
      limits: SolveLimits(gap: 0.01, timeLimit: 100, solver: .exact), elapsed: points.elapsed,
      advance: { points.solved = $0 })
    #expect(curve.points.map { $0.unanswered == nil } == [true, false, true])
    #expect(curve.points.map(\.plan.hasPlan) == [true, false, true])
    #expect(curve.points[1].plan.status == .limit)
    #expect(curve.points[1].unanswered?.contains("100 seconds") == true)
  }

  @Test("what locks cost and alternatives come back as far as they were found")
  func partsOfAnswers() throws {
    let problem = townProblem(units: 60, options: 4, seed: 9)
    let plan = try allocate(problem)
    let limits = SolveLimits(gap: 0, timeLimit: 1e-9)
    let costs = try lockCosts(of: plan, in: problem, limits: limits)
    #expect(costs.map(\.name) == Array(Set(problem.locks.map(\.name))).sorted())
    for cost in costs where cost.unanswered != nil { #expect(cost.cost == 0 && cost.atMost > 0) }
    let others = try alternatives(to: plan, in: problem, count: 3, within: 0.1, limits: limits)
    #expect(others.plans.count == 3 || others.endedBy != nil || others.plans.isEmpty)
    for other in others.plans { #expect(verify(other.plan, against: problem) == []) }
  }
}
