import Allocation
import PlanModel
import Testing

/// A problem with one slot and one option a unit.
private func simple(
  _ sense: OptimisationSense = .minimise, objective: [Double], money: [Double],
  rows: [PlanningProblem.Row] = []
) -> PlanningProblem {
  let count = objective.count
  return PlanningProblem(
    sense: sense, units: count, unit: (0..<Int32(count)).map { $0 },
    slot: Array(repeating: 0, count: count), optionClass: Array(repeating: 1, count: count),
    objective: objective, amounts: [("money", money)], rows: rows)
}

@Suite struct HostileTests {
  @Test("the example of the documented form is solved by hand: 10.5")
  func documentedExample() throws {
    let problem = PlanningProblem(
      sense: .minimise, units: 3, unit: [0, 0, 1, 2], slot: [0, 0, 0, 0],
      optionClass: [1, 2, 1, 1], objective: [4, 7.5, 3, 2],
      amounts: [("co2", [1, 2.5, 0.8, 0.4]), ("money", [4, 7.5, 3, 2])],
      groups: [("district", [0, 0, 1])],
      rows: [
        .init(name: "target", terms: [(0, 1)], sense: .atLeast, rhs: [2]),
        .init(name: "floor", terms: [(1, 1)], sense: .atLeast, group: 0, rhs: [1, 1]),
      ], locks: [.init(option: 2, lockedIn: true, name: "lock[0]")])
    let plan = try allocate(problem, limits: SolveLimits(gap: 0))
    #expect(verify(plan, against: problem) == [])
    // Units 1 and 2 give 1.2, so unit 0 must give 0.8 more: the small option does at 4.
    #expect(plan.chosen == [0, 2, 3])
    #expect(plan.objective == 9)
    #expect(plan.status == .optimal)
    #expect(plan.rows.map(\.name) == ["target", "floor[0]", "floor[1]"])
  }

  @Test("no units, no options, no rows: the empty plan, proved")
  func nothing() throws {
    for units in [0, 5] {
      let problem = PlanningProblem(
        sense: .maximise, units: units, unit: [], slot: [], optionClass: [], objective: [],
        amounts: [])
      let plan = try allocate(problem)
      #expect(plan.status == .optimal && plan.chosen.isEmpty && plan.objective == 0)
      #expect(verify(plan, against: problem) == [])
    }
  }

  @Test("without options, a row above zero is the conflict, and gives all of itself")
  func onlyARow() throws {
    let problem = simple(
      objective: [], money: [],
      rows: [.init(name: "target", terms: [(0, 1)], sense: .atLeast, rhs: [5])])
    let plan = try allocate(problem)
    #expect(plan.conflict == ["target"])
    #expect(plan.relaxation == [.init(name: "target", by: 5)])
    #expect(verify(plan, against: problem) == [])
  }

  @Test("without rows each unit takes what is good for it")
  func noRows() throws {
    let problem = simple(.maximise, objective: [3, -1, 0, 2], money: [1, 1, 1, 1])
    let plan = try allocate(problem, limits: SolveLimits(gap: 0))
    #expect(plan.objective == 5)
    #expect(plan.chosen == [0, 3])
  }

  @Test("all locked: the plan is the locks")
  func allLocked() throws {
    var problem = simple(objective: [3, 1, 2], money: [1, 1, 1])
    problem.locks = (0..<3).map { .init(option: $0, lockedIn: $0 != 1, name: "lock[\($0)]") }
    let plan = try allocate(problem, limits: SolveLimits(gap: 0))
    #expect(plan.chosen == [0, 2])
    #expect(plan.objective == 5 && plan.bound == 5)
    #expect(verify(plan, against: problem) == [])
  }

  @Test("equal options and zero costs: the same plan on every run")
  func equalOptions() throws {
    var problem = simple(
      objective: Array(repeating: 0, count: 40), money: Array(repeating: 1, count: 40),
      rows: [.init(name: "share", terms: [(0, 1)], sense: .equal, rhs: [7])])
    problem.unit = (0..<40).map { Int32($0 / 4) }
    problem.units = 10
    let plan = try allocate(problem, limits: SolveLimits(gap: 0))
    #expect(plan.status == .optimal)
    #expect(plan.chosen.count == 7)
    #expect(verify(plan, against: problem) == [])
    #expect(try allocate(problem, limits: SolveLimits(gap: 0)).chosen == plan.chosen)
  }

  @Test("amounts of 1e-9 and of 1e12 are decided as those of 1", arguments: [1e-9, 1.0, 1e12])
  func magnitudes(scale: Double) throws {
    let problem = simple(
      .maximise, objective: [6 * scale, 5 * scale, 5 * scale, scale],
      money: [6 * scale, 5 * scale, 5 * scale, scale],
      rows: [.init(name: "budget", terms: [(0, 1)], sense: .atMost, rhs: [10 * scale])])
    let plan = try allocate(problem, limits: SolveLimits(gap: 0))
    #expect(plan.chosen == [1, 2])
    #expect(plan.status == .optimal)
    #expect(verify(plan, against: problem) == [])
  }

  @Test("a thousandth beside a million in one row: the small ones are still decided")
  func mixedMagnitudes() throws {
    let problem = simple(
      objective: [1e6, 0.004, 0.002, 0.003], money: [1e6, 0.003, 0.002, 0.002],
      rows: [.init(name: "floor", terms: [(0, 1)], sense: .atLeast, rhs: [0.004])])
    let plan = try allocate(problem, limits: SolveLimits(gap: 0))
    #expect(plan.chosen == [2, 3])
    #expect(verify(plan, against: problem) == [])
  }

  @Test("a budget of a million is not overdrawn by one")
  func tightBudget() throws {
    let problem = simple(
      .maximise, objective: [10, 11], money: [1_000_000, 1_000_001],
      rows: [.init(name: "budget", terms: [(0, 1)], sense: .atMost, rhs: [1_000_000])])
    #expect(try allocate(problem, limits: SolveLimits(gap: 0)).chosen == [0])
  }

  @Test("a price is what the relaxation gains by one more unit, and reasons use it")
  func pricesAndReasons() throws {
    // Effect per euro: 3, 2 and 1; the budget pays for the first and half of the second.
    var problem = simple(
      .maximise, objective: [6, 4, 2], money: [2, 2, 2],
      rows: [.init(name: "budget", terms: [(0, 1)], sense: .atMost, rhs: [3])])
    var plan = try allocate(problem, limits: SolveLimits(gap: 0))
    #expect(plan.chosen == [0])
    #expect(abs(plan.rows[0].price - 2) < 1e-9)
    let margins = plan.reasons.map { ($0.margin * 1e9).rounded() / 1e9 }
    #expect(margins == [2, 0, 2])
    #expect(plan.reasons.map(\.runnerUp) == [-1, 1, 2])
    // The same as least cost: paying less for a target that needs one unit less.
    problem.sense = .minimise
    problem.objective = [2, 3, 9]
    problem.rows = [.init(name: "target", terms: [(0, 1)], sense: .atLeast, rhs: [3])]
    plan = try allocate(problem, limits: SolveLimits(gap: 0))
    #expect(plan.objective == 5)
    #expect(abs(plan.rows[0].price - 1.5) < 1e-9)
  }

  @Test("a negative margin says what a lock costs")
  func lockMargin() throws {
    var problem = simple(objective: [1, 5], money: [0, 0])
    problem.unit = [0, 0]
    problem.locks = [.init(option: 1, lockedIn: true, name: "council")]
    let plan = try allocate(problem)
    #expect(plan.reasons == [.init(unit: 0, slot: 0, chosen: 1, runnerUp: -1, margin: -5)])
  }

  @Test("wrong limits are refused by a sentence")
  func wrongLimits() {
    let problem = simple(objective: [1], money: [1])
    #expect(throws: AllocationFailure.self) {
      try allocate(problem, limits: SolveLimits(gap: -1))
    }
    #expect(throws: AllocationFailure.self) {
      try allocate(problem, limits: SolveLimits(gap: .nan))
    }
    #expect(throws: AllocationFailure.self) {
      try allocate(problem, limits: SolveLimits(timeLimit: 0))
    }
  }
}
