import PlanModel
import Testing

@testable import Allocation

/// A problem with one slot, one column and rows over it, as money is booked: to the cent.
private func booked(
  unit: [Int32], objective: [Double], money: [Double],
  rows: [(name: String, sense: RowSense, rhs: Double)]
) -> PlanningProblem {
  PlanningProblem(
    sense: .minimise, units: Int(unit.max() ?? -1) + 1, unit: unit,
    slot: Array(repeating: 0, count: unit.count),
    optionClass: Array(repeating: 1, count: unit.count), objective: objective,
    amounts: [("money", money)],
    rows: rows.map { .init(name: $0.name, terms: [(0, 1)], sense: $0.sense, rhs: [$0.rhs]) })
}

/// A random problem whose rows fit one of its plans to the last decimal: an equality, or a floor and a cap that leave no room,
/// and a cap on a second amount.
func decimalProblem(seed: Int, units given: Int? = nil) -> PlanningProblem {
  var draws = Draws(seed: seed)
  let units = given ?? draws.whole(2...5)
  let unitsOfAmount = [10.0, 1e3, 1e5, 1e6, 1e8][draws.whole(0...4)]
  let decimals = [10.0, 100, 100, 1000][draws.whole(0...3)]
  let power = draws.whole(0...1) == 0 ? 1 : 3
  func amount() -> Double {
    let share = draws.share()
    return ((power == 3 ? share * share * share : share) * unitsOfAmount * decimals).rounded()
      / decimals
  }
  var unit: [Int32] = []
  for u in 0..<units { for _ in 0..<draws.whole(1...3) { unit.append(Int32(u)) } }
  let count = unit.count
  var money = (0..<count).map { _ in amount() }
  let land = (0..<count).map { _ in amount() }
  let members = (0..<units).map { u in unit.indices.filter { unit[$0] == Int32(u) } }
  // Pairs of units where one gives what the other takes, so that several plans come to one sum.
  for _ in 0..<3 {
    let a = members[draws.whole(0...(units - 1))]
    let b = members[draws.whole(0...(units - 1))]
    guard a[0] != b[0], a.count > 1, b.count > 1 else { continue }
    let step = amount()
    money[a[1]] = ((money[a[0]] + step) * decimals).rounded() / decimals
    money[b[0]] = ((money[b[1]] + step) * decimals).rounded() / decimals
  }
  let known = members.compactMap { list in
    draws.share() < 0.7 ? list[draws.whole(0...(list.count - 1))] : nil
  }
  func sum(_ column: [Double]) -> Double {
    (known.reduce(0) { $0 + column[$1] } * decimals).rounded() / decimals
  }
  var rows: [PlanningProblem.Row] = []
  if draws.share() < 0.7 {
    rows.append(.init(name: "equal", terms: [(0, 1)], sense: .equal, rhs: [sum(money)]))
  } else {
    rows.append(.init(name: "floor", terms: [(0, 1)], sense: .atLeast, rhs: [sum(money)]))
    rows.append(.init(name: "cap", terms: [(0, 1)], sense: .atMost, rhs: [sum(money)]))
  }
  if draws.share() < 0.6 {
    rows.append(.init(name: "land", terms: [(1, 1)], sense: .atMost, rhs: [sum(land)]))
  }
  var problem = PlanningProblem(
    sense: .minimise, units: units, unit: unit, slot: Array(repeating: 0, count: count),
    optionClass: Array(repeating: 1, count: count),
    objective: (0..<count).map { _ in Double(draws.whole(-500...500)) / 100 },
    amounts: [("money", money), ("land", land)], rows: rows)
  for option in known where draws.share() < 0.25 {
    problem.locks.append(
      .init(option: option, lockedIn: true, name: "lock[\(problem.locks.count)]"))
  }
  return problem
}

@Suite struct DecimalEqualityTests {
  @Test("33 874.74 and 90.54 come to 33 965.28, so there is a plan")
  func twoUnits() throws {
    let problem = booked(
      unit: [0, 0, 1, 1, 1], objective: [0.73, -1, -2.51, -3.62, -0.77],
      money: [813024.96, 33874.74, 133694.63, 123.28, 90.54],
      rows: [("sum", .equal, 33965.28)])
    let plan = try allocate(problem, limits: SolveLimits(gap: 0))
    #expect(plan.chosen == [1, 4])
    #expect(plan.status == .optimal)
    #expect(verify(plan, against: problem) == [])
  }

  @Test(
    "rows that fit one plan to the last decimal are met as well as by full enumeration",
    arguments: 0..<4)
  func agreesWithEnumeration(block: Int) throws {
    for seed in block * 500..<(block + 1) * 500 {
      let problem = decimalProblem(seed: seed)
      let truth = Enumeration.solve(problem)
      let best = try #require(truth.best, "seed \(seed): the known plan holds")
      let plan = try allocate(problem, limits: SolveLimits(gap: 0))
      #expect(verify(plan, against: problem) == [], "seed \(seed)")
      #expect(plan.status == .optimal, "seed \(seed): \(plan.status) \(plan.conflict)")
      #expect(abs(plan.objective - best) <= 1e-6, "seed \(seed): \(plan.objective), best \(best)")
    }
  }

  @Test("a problem too large to go through is met too, as a plan of it is known")
  func largerOnes() throws {
    for seed in 0..<8 {
      let problem = decimalProblem(seed: seed, units: 12)
      let plan = try allocate(problem, limits: SolveLimits(gap: 0))
      #expect(verify(plan, against: problem) == [], "seed \(seed)")
      #expect(plan.status == .optimal, "seed \(seed): \(plan.status) \(plan.conflict)")
    }
  }

  /// Units of eight options, of which the effect and the cost must both come to a number with many decimals, and the cost is
  /// the objective.
  private func twoEqualities(units: Int, seed: Int) -> PlanningProblem {
    var draws = Draws(seed: seed)
    var effect: [Double] = []
    var money: [Double] = []
    var best = 0.0
    for _ in 0..<units {
      let size = 0.3 + 3 * draws.share() * draws.share()
      for option in 0..<8 {
        effect.append(size * (0.2 + 0.8 * draws.share()))
        money.append(effect.last! * (0.5 + draws.share()) * (0.5 + 0.2 * Double(option)) + 0.05)
      }
      best += effect.suffix(8).max() ?? 0
    }
    return PlanningProblem(
      sense: .minimise, units: units, unit: (0..<Int32(8 * units)).map { $0 / 8 },
      slot: Array(repeating: 0, count: 8 * units),
      optionClass: (0..<Int32(8 * units)).map { $0 % 8 + 1 }, objective: money,
      amounts: [("effect", effect), ("money", money)],
      rows: [
        .init(name: "target", terms: [(0, 1)], sense: .equal, rhs: [0.55 * best]),
        .init(
          name: "jobs", terms: [(1, 1)], sense: .equal, rhs: [0.3 * money.reduce(0, +) / 8]),
      ])
  }

  @Test("where there is no plan yet, none is good enough")
  func nothingIsGoodEnough() {
    let table = DecisionTable(twoEqualities(units: 3, seed: 0), workers: Workers(1))
    let scan = SwapScan(table, prices: [0, 0], workers: Workers(1))
    let repair = PlanRepair(table: table, scan: scan, bound: 10, gap: 0.5)
    #expect(!repair.isGoodEnough(.infinity))
    #expect(repair.isGoodEnough(19) && !repair.isGoodEnough(21))
  }

  @Test("an infeasible plan that says nothing must give is a fault")
  func emptyRelaxation() {
    let problem = booked(
      unit: [0], objective: [1], money: [1], rows: [("sum", .equal, 1)])
    let plan = Plan(
      status: .infeasible, objective: .nan, bound: .nan, gap: .nan, solver: "exact", seconds: 0,
      chosen: [], rows: [], reasons: [], conflict: ["sum"], relaxation: [])
    #expect(verify(plan, against: problem) == ["nothing must give, so there is a plan"])
  }
}

@Suite struct RowToleranceTests {
  /// One unit whose option misses an equality of 1,000 by so much.
  private func nearly(_ missed: Double, sense: RowSense = .equal) -> PlanningProblem {
    PlanningProblem(
      sense: .minimise, units: 1, unit: [0], slot: [0], optionClass: [1], objective: [1],
      amounts: [("heat", [1000 - missed])],
      rows: [
        .init(name: "heat", terms: [(0, 1)], sense: sense, rhs: [1000], firmness: .infinity)
      ])
  }

  @Test(
    "the decomposition, the sums of rows and the verifier take the same equalities for kept",
    arguments: [(0.0, true), (0.0005, true), (0.0009, true), (0.0011, false), (0.01, false)])
  func one(missed: Double, isKept: Bool) throws {
    let problem = nearly(missed)
    // The exact search, whose proof is of exact equalities, holds them closer than that.
    let exact = try allocate(problem, limits: SolveLimits(gap: 0, solver: .exact))
    #expect((exact.status != .infeasible) == (missed == 0))
    let table = DecisionTable(problem, workers: Workers(1))
    #expect(table.rows[0].tolerance == 1000 * RowTolerance.equality)
    #expect(RowSums(of: [0], in: problem).isMet == [isKept])
    // Of another sense, the same is missed.
    #expect(RowSums(of: [0], in: nearly(missed, sense: .atLeast)).isMet == [missed == 0])
    var plan = try allocate(nearly(0))
    plan.rows[0].lhs = 1000 - missed
    #expect(verify(plan, against: problem).isEmpty == isKept)
  }
}
