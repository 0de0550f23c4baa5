import Allocation
import PlanModel
import Testing

/// A grid of cells with a few classes, a budget and a cap on land, maximised; the penalty is per border.
func cells(_ side: Int, penalty: Double, seed: Int = 1, classes: Int = 4) -> PlanningProblem {
  var draws = Draws(seed: seed)
  let count = side * side
  var problem = PlanningProblem(
    sense: .maximise, units: count, unit: [], slot: [], optionClass: [], objective: [],
    amounts: [("money", []), ("land", [])])
  for unit in 0..<count {
    let size = 0.4 + 2 * draws.share() * draws.share()
    for option in 0..<classes {
      let effect = size * (0.2 + 0.8 * draws.share())
      problem.unit.append(Int32(unit))
      problem.slot.append(0)
      problem.optionClass.append(Int32(option + 1))
      problem.objective.append(effect + 0.15 * draws.share())
      problem.amounts[0].values.append(effect * (0.5 + draws.share()) + 0.05)
      problem.amounts[1].values.append(option % 3 == 0 ? size * (0.1 + 0.5 * draws.share()) : 0)
    }
  }
  let money = problem.amounts[0].values.reduce(0, +) / Double(classes)
  let land = problem.amounts[1].values.reduce(0, +) / Double(classes)
  problem.rows = [
    .init(name: "budget", terms: [(0, 1)], sense: .atMost, rhs: [0.12 * money]),
    .init(name: "land", terms: [(1, 1)], sense: .atMost, rhs: [0.25 * land]),
  ]
  var borders = PlanningProblem.Compactness(penalty: penalty, left: [], right: [], length: [])
  for unit in 0..<count {
    for next in [unit + 1, unit + side]
    where next < count && (next == unit + side || next % side != 0) {
      borders.left.append(Int32(unit))
      borders.right.append(Int32(next))
      borders.length.append(1)
    }
  }
  problem.compactness = borders
  return problem
}

@Suite struct CompactTests {
  @Test("plans with borders and blocks are as good as full enumeration", arguments: 0..<8)
  func agreesWithEnumeration(block: Int) throws {
    var feasible = 0
    for seed in block * 40..<(block + 1) * 40 {
      let problem = smallCompactProblem(seed: seed, atMost: 300)
      let plan = try allocate(problem, limits: SolveLimits(gap: 0))
      #expect(verify(plan, against: problem) == [], "seed \(seed)")
      guard let best = CompactTwin.best(problem) else {
        #expect(plan.status == .infeasible, "seed \(seed)")
        continue
      }
      feasible += 1
      #expect(plan.status == .optimal, "seed \(seed)")
      #expect(
        abs(plan.objective - best) <= 1e-6 * abs(best) + 1e-18,
        "seed \(seed): \(plan.objective) where \(best) is possible")
      let lead = problem.sense == .minimise ? best - plan.bound : plan.bound - best
      #expect(lead >= -1e-9 * abs(best) - 1e-18, "seed \(seed): \(plan.bound) crosses \(best)")
    }
    #expect(feasible > 8)
  }

  @Test("the bound of prices and messages never crosses the best plan", arguments: 0..<4)
  func boundHolds(block: Int) throws {
    for seed in block * 25..<(block + 1) * 25 {
      // Small enough to enumerate, and large enough that the solver does not.
      var problem = cells(3, penalty: 0.4, seed: seed, classes: 2)
      problem.clusters = []
      let best = try #require(CompactTwin.best(problem))
      let plan = try allocate(problem, limits: SolveLimits(gap: 0.5, solver: .decomposition))
      #expect(verify(plan, against: problem) == [], "seed \(seed)")
      #expect(plan.bound >= best - 1e-9 && plan.objective <= best + 1e-9, "seed \(seed)")
    }
  }

  @Test(
    "the gap of 400 cells is small where borders cost little, and stated where they cost much",
    arguments: [(0.1, 0.02), (0.3, 0.2), (1.0, 10)])
  func midSize(penalty: Double, gap: Double) throws {
    let problem = cells(20, penalty: penalty)
    let limits = SolveLimits(gap: 0.002, solver: .decomposition)
    let plan = try allocate(problem, limits: limits)
    #expect(verify(plan, against: problem) == [])
    #expect(plan.gap <= gap)
    #expect(plan.objective > 0)
    let again = try allocate(
      problem, limits: SolveLimits(gap: 0.002, solver: .decomposition, workers: Workers(4)))
    #expect(again.chosen == plan.chosen && again.bound == plan.bound)
    // No single choice that keeps the rows would be better.
    let sums = RowSums(of: plan.chosen, in: problem).sums
    var pick = Array(repeating: -1, count: problem.units)
    for option in plan.chosen { pick[Int(problem.unit[option])] = option }
    for unit in 0..<problem.units {
      for option in [-1] + (0..<4).map({ unit * 4 + $0 }) where option != pick[unit] {
        let fits = (0..<2).allSatisfy { row in
          let values = problem.amounts[row].values
          let change = (option < 0 ? 0 : values[option]) - (pick[unit] < 0 ? 0 : values[pick[unit]])
          return sums[row] + change <= problem.rows[row].rhs[0]
        }
        if !fits { continue }
        let other = plan.chosen.filter { $0 != pick[unit] } + (option < 0 ? [] : [option])
        #expect(CompactTwin.objective(problem, other) <= plan.objective + 1e-6)
      }
    }
  }

  @Test("without a penalty, borders change nothing")
  func noPenalty() throws {
    var problem = cells(5, penalty: 0)
    let plan = try allocate(problem, limits: SolveLimits(gap: 0))
    problem.compactness = nil
    let alone = try allocate(problem, limits: SolveLimits(gap: 0))
    #expect(plan.objective == alone.objective && plan.chosen == alone.chosen)
  }

  @Test("penalties of any size are counted as they are", arguments: [1e-9, 1, 1e9])
  func penalties(penalty: Double) throws {
    let problem = cells(3, penalty: penalty, classes: 2)
    let plan = try allocate(problem, limits: SolveLimits(gap: 0))
    #expect(verify(plan, against: problem) == [])
    let best = try #require(CompactTwin.best(problem))
    #expect(abs(plan.objective - best) <= 1e-6 * abs(best))
    #expect(plan.status == .optimal)
  }

  @Test("one unit, no unit, no border and everything locked are problems like others")
  func edges() throws {
    var one = cells(1, penalty: 3)
    #expect(verify(try allocate(one), against: one) == [])
    one.clusters = [.init(name: "block", classes: [1, 2, 3, 4], amount: nil, least: 2)]
    #expect(try allocate(one).chosen == [])

    let none = PlanningProblem(
      sense: .minimise, units: 0, unit: [], slot: [], optionClass: [], objective: [], amounts: [],
      clusters: [.init(name: "block", classes: [1], amount: nil, least: 2)])
    #expect(try allocate(none).objective == 0)

    var locked = cells(3, penalty: 1)
    locked.rows = []
    locked.locks = (0..<9).map {
      .init(option: 4 * $0 + $0 % 2, lockedIn: true, name: "lock[\($0)]")
    }
    let plan = try allocate(locked)
    #expect(verify(plan, against: locked) == [])
    // A chessboard: all 12 borders of the 3 × 3 cells count.
    let options = plan.chosen.reduce(0) { $0 + locked.objective[$1] }
    #expect(abs(plan.objective - (options - 12)) < 1e-9)
    #expect(plan.reasons.allSatisfy { $0.brokenRow == -1 })
  }
}
