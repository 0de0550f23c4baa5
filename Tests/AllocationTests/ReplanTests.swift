import PlanModel
import Testing

@testable import Allocation

/// Four units with a cheap (1) and a dear (2) option, and a target that asks for so much.
private func town(target: Double, dear: [Double] = [3, 4, 5, 6]) -> PlanningProblem {
  PlanningProblem(
    sense: .minimise, units: 4, unit: [0, 0, 1, 1, 2, 2, 3, 3], slot: Array(repeating: 0, count: 8),
    optionClass: [1, 2, 1, 2, 1, 2, 1, 2],
    objective: [1, dear[0], 1, dear[1], 1, dear[2], 1, dear[3]],
    amounts: [("co2", [1, 3, 1, 3, 1, 3, 1, 3])],
    rows: [.init(name: "target", terms: [(0, 1)], sense: .atLeast, rhs: [target])])
}

private func exact(_ problem: PlanningProblem) throws -> Plan {
  try allocate(problem, limits: SolveLimits(gap: 0))
}

/// The best objective with a charge for changes, by enumeration: true objective + charge × changed decisions.
private func enumerated(
  _ problem: PlanningProblem, from earlier: [Int], charge: Double
) -> Double? {
  var charged = problem
  let old = Set(earlier)
  let sign = problem.sense == .minimise ? 1.0 : -1.0
  var constant = 0.0
  for option in 0..<problem.optionCount {
    let own = (0..<problem.optionCount).filter {
      problem.unit[$0] == problem.unit[option] && problem.slot[$0] == problem.slot[option]
    }
    // Changed: another option than the old one, or any where none was; nothing where one was: in the constant.
    let hadOption = own.contains { old.contains($0) }
    if old.contains(option) {
      charged.objective[option] -= sign * charge
      constant += sign * charge
    } else if !hadOption {
      charged.objective[option] += sign * charge
    }
  }
  return Enumeration.solve(charged).best.map { $0 + constant }
}

@Suite struct ReplanTests {
  @Test("a dear change is left out, a cheap one made, and what stability costs is said")
  func weighs() throws {
    let before = try exact(town(target: 6))
    #expect(before.chosen == [1, 2, 4, 6])
    // Unit 0's dear option now costs 5, unit 1's 4: moving saves 1 and changes two decisions.
    let now = town(target: 6, dear: [5, 4, 5, 6])
    let earlier = EarlierPlan(before, in: now)
    let moved = try replan(now, from: earlier, stability: 0.4, limits: SolveLimits(gap: 0))
    #expect(moved.plan.objective == 7)
    #expect(moved.changed == 2)
    #expect(moved.stabilityCost == 0)
    let kept = try replan(now, from: earlier, stability: 0.6, limits: SolveLimits(gap: 0))
    #expect(kept.plan.chosen == before.chosen)
    #expect(kept.plan.objective == 8)
    #expect(kept.changed == 0)
    #expect(kept.keptShare == 1)
    #expect(kept.stabilityCost == 1)
    #expect(kept.withoutStability.objective == 7)
    #expect(verify(kept.plan, against: now) == [])
    #expect(kept.plan.bound == 7)
  }

  @Test(
    "the proof with charges stands apart, and optimal is said of the problem itself only where it is"
  )
  func twoProofs() throws {
    let before = try exact(town(target: 6))
    let now = town(target: 6, dear: [5, 4, 5, 6])
    let earlier = EarlierPlan(before, in: now)
    // Held at 8 where 7 is possible: the best with charges, and not the best without.
    let kept = try replan(now, from: earlier, stability: 0.6, limits: SolveLimits(gap: 0))
    #expect(kept.nearby == Certificate(status: .optimal, objective: 8, bound: 8, gap: 0))
    #expect(kept.plan.status == .gap && kept.plan.gap == 1.0 / 8)
    #expect(kept.withoutStability.status == .optimal)
    // Moved for 1 less at 2 × 0.25: 7 by itself, 7.5 with the charges.
    let moved = try replan(now, from: earlier, stability: 0.25, limits: SolveLimits(gap: 0))
    #expect(moved.nearby == Certificate(status: .optimal, objective: 7.5, bound: 7.5, gap: 0))
    #expect(moved.plan.status == .optimal && moved.plan.objective == 7)
    // With a share to keep, the best among the plans that keep it.
    let half = try replan(now, from: earlier, keeping: 1, limits: SolveLimits(gap: 0))
    #expect(half.nearby.status == .optimal && half.nearby.bound == 8)
    #expect(half.plan.status == .gap)
  }

  @Test("where nothing was chosen before, every option is a change")
  func nothingBefore() throws {
    var gain = town(target: 0)
    gain.rows = []
    gain.objective = Array(repeating: -1, count: 8)
    let earlier = EarlierPlan(chosen: [])
    let bold = try replan(gain, from: earlier, stability: 0.5, limits: SolveLimits(gap: 0))
    #expect(bold.changed == 4)
    let shy = try replan(gain, from: earlier, stability: 1.5, limits: SolveLimits(gap: 0))
    #expect(shy.plan.chosen == [])
    #expect(shy.stabilityCost == 4)
  }

  @Test("the charged plan is as good as full enumeration", arguments: 0..<4)
  func agreesWithEnumeration(block: Int) throws {
    var asked = 0
    for seed in block * 60..<(block + 1) * 60 {
      let problem = smallProblem(seed: seed, atMost: 600)
      var before = problem
      before.rows = Array(problem.rows.dropLast())
      let old = try exact(before)
      if old.status == .infeasible { continue }
      let scale = problem.objective.map { abs($0) }.max() ?? 1
      let charge = 0.2 * scale
      let new = try replan(
        problem, from: EarlierPlan(old, of: before, in: problem), stability: charge,
        limits: SolveLimits(gap: 0))
      let truth = enumerated(problem, from: old.chosen, charge: charge)
      guard let truth else {
        #expect(new.plan.status == .infeasible, "seed \(seed)")
        continue
      }
      asked += 1
      #expect(verify(new.plan, against: problem) == [], "seed \(seed)")
      let sign = problem.sense == .minimise ? 1.0 : -1.0
      let value = new.plan.objective + sign * charge * Double(new.changed)
      #expect(
        abs(value - truth) <= 2e-6 * abs(truth) + 1e-9 * scale,
        "seed \(seed): \(value) where \(truth) is possible")
      #expect(new.stabilityCost >= 0, "seed \(seed)")
      let room = 2e-6 * abs(truth) + 1e-9 * scale
      #expect(abs(new.nearby.objective - truth) <= room, "seed \(seed)")
      #expect(sign * (new.nearby.bound - truth) <= room, "seed \(seed)")
      if new.plan.status == .optimal {
        let best = try #require(Enumeration.solve(problem).best)
        #expect(abs(new.plan.objective - best) <= 2e-6 * max(abs(best), 1e-9), "seed \(seed)")
      }
    }
    #expect(asked > 15)
  }

  @Test("a share to keep is kept at least cost, and its price is a cost of change that leads there")
  func share() throws {
    let before = try exact(town(target: 6))
    let now = town(target: 10, dear: [9, 4, 5, 6])
    let earlier = EarlierPlan(before, in: now)
    // Without regard to it: three dear options are needed, and units 1, 2, 3 are cheapest: all four change.
    #expect(try exact(now).chosen == [0, 3, 5, 7])
    let half = try replan(now, from: earlier, keeping: 0.5, limits: SolveLimits(gap: 0))
    #expect(half.changed == 2)
    #expect(half.keepsEnough)
    #expect(half.plan.chosen == [1, 3, 5, 6])
    #expect(half.stabilityCost == 19 - 16)
    #expect(verify(half.plan, against: now) == [])
    #expect(half.plan.rows.map(\.name) == ["target"])
  }

  @Test("a share that the rules do not allow is approached as far as they do, and said")
  func tooMuch() throws {
    let before = try exact(town(target: 6))
    let now = town(target: 10)
    let all = try replan(
      now, from: EarlierPlan(before, in: now), keeping: 1, limits: SolveLimits(gap: 0))
    #expect(!all.keepsEnough)
    #expect(all.changed == 2)
    #expect(all.plan.objective == 13)
  }

  @Test("a problem that no plan meets stays one")
  func infeasible() throws {
    let now = town(target: 13)
    let new = try replan(now, from: EarlierPlan(chosen: [0]), stability: 1)
    #expect(new.plan.status == .infeasible)
    #expect(
      try replan(now, from: EarlierPlan(chosen: [0]), keeping: 0.5).plan.conflict == ["target"])
  }

  @Test("a charge that is no cost is refused")
  func wrongCharge() {
    #expect(throws: AllocationFailure.self) {
      try replan(town(target: 6), from: EarlierPlan(chosen: []), stability: -1)
    }
    #expect(throws: AllocationFailure.self) {
      try replan(town(target: 6), from: EarlierPlan(chosen: []), keeping: 95)
    }
  }
}

@Suite struct PlanDifferenceTests {
  private func difference(
    _ before: PlanningProblem, _ now: PlanningProblem, positions: [Int]? = nil
  ) throws -> PlanDifference {
    let old = try exact(before)
    let new = try exact(now)
    return PlanDifference(
      from: EarlierPlan(old, of: before, in: now, positions: positions), to: new, in: now)
  }

  @Test("a lock is the reason where it holds the new choice or forbids the old one")
  func lock() throws {
    var now = town(target: 6)
    now.locks = [.init(option: 1, lockedIn: false, name: "monument")]
    let found = try difference(town(target: 6), now)
    #expect(found.changes.first?.cause == .lock("monument"))
    #expect(found.changes.map(\.unit) == [0, 1])
    let back = try difference(now, town(target: 6))
    #expect(back.changes.first?.cause == .lockLifted("monument"))
  }

  @Test("a target that rose is the reason through its price")
  func price() throws {
    let found = try difference(town(target: 6), town(target: 10))
    #expect(found.changes.map(\.unit) == [1, 2])
    #expect(found.changes.map(\.from) == [2, 4])
    #expect(found.changes.map(\.to) == [3, 5])
    #expect(found.changes.first?.cause == .price(row: 0, rose: true))
    #expect(found.rows.first?.before == 6)
    #expect(found.rows.first?.after == 10)
  }

  @Test("an option that became dear, and one that is gone, are reasons themselves")
  func numbers() throws {
    let dear = try difference(town(target: 6), town(target: 6, dear: [9, 4, 5, 6]))
    #expect(dear.changes.first?.cause == .numbersChanged)
    // Option 1 is gone; the others move up.
    var now = town(target: 6)
    now.unit.remove(at: 1)
    now.slot.remove(at: 1)
    now.optionClass.remove(at: 1)
    now.objective.remove(at: 1)
    now.amounts[0].values.remove(at: 1)
    let gone = try difference(town(target: 6), now, positions: [0, -1, 1, 2, 3, 4, 5, 6])
    #expect(gone.changes.first?.cause == .optionGone)
    #expect(gone.changes.first?.from == -1)
  }

  @Test("equal choices are a near tie, and the same plan has no changes")
  func tie() throws {
    var now = town(target: 6)
    now.rows = []
    now.objective = [-1, -1, -2, -1, -2, -1, -2, -1]
    let new = try exact(now)
    let other = [new.chosen[0] == 0 ? 1 : 0] + new.chosen.dropFirst()
    let found = PlanDifference(
      from: EarlierPlan(chosen: other, rows: new.rows), to: new, in: now)
    #expect(found.changes.map(\.cause) == [.nearTie])
    #expect(
      PlanDifference(from: EarlierPlan(new, in: now), to: new, in: now).changes == [])
  }

  @Test(
    "an earlier choice that is no worse at the prices, but would break a row, is put down to the row"
  )
  func broken() throws {
    // 1.5 for one unit: at the relaxation half of the dear option is bought, and its price makes both equal.
    let before = PlanningProblem(
      sense: .minimise, units: 1, unit: [0, 0], slot: [0, 0], optionClass: [1, 2],
      objective: [1, 4], amounts: [("co2", [1, 3])],
      rows: [.init(name: "target", terms: [(0, 1)], sense: .atLeast, rhs: [1])])
    var now = before
    now.rows[0].rhs = [2]
    let new = try exact(now)
    #expect(new.chosen == [1])
    var rows = new.rows
    rows[0].lhs = 1
    // The same prices as now: no price moved.
    let found = PlanDifference(from: EarlierPlan(chosen: [0], rows: rows), to: new, in: now)
    #expect(found.changes.map(\.cause) == [.broken(row: 0)])
  }

  @Test("an option of a plan file that is no longer the same unit's counts as gone")
  func renumbered() throws {
    let old = try exact(town(target: 6))
    var now = town(target: 6)
    now.unit[1] = 1
    let earlier = EarlierPlan(old, in: now)
    #expect(earlier.lost == [EarlierPlan.Decision(unit: 0, slot: 0)])
    #expect(earlier.chosen == [2, 4, 6])
  }
}

@Suite struct ReplanScaleTests {
  @Test(
    "with a target 5 % higher, 95 % of 4,000 units keep their option, and what that costs is stated"
  )
  func keepsMost() throws {
    let before = townProblem(units: 4000, options: 6, seed: 3)
    let plan = try allocate(before, limits: SolveLimits(gap: 0.001))
    #expect(plan.status != .infeasible)
    var now = before
    let target = try #require(
      now.rows.firstIndex { $0.group == nil && $0.sense == .atLeast && $0.rhs[0] > 0 })
    now.rows[target].rhs[0] *= 1.05
    let earlier = EarlierPlan(plan, of: before, in: now)
    let kept = try replan(now, from: earlier, keeping: 0.95, limits: SolveLimits(gap: 0.001))
    #expect(kept.plan.status != .infeasible)
    #expect(kept.keptShare >= 0.95)
    #expect(kept.stabilityCost >= 0)
    #expect(kept.plan.gap < 0.02)
    #expect(verify(kept.plan, against: now) == [])
  }
}
