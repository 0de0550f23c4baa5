import PlanModel
import Testing

@testable import Allocation

@Suite struct DecompositionTests {
  @Test(
    "on small problems the decomposition's bound never crosses the enumerated optimum, and its plans hold",
    arguments: 0..<8)
  func holdsAgainstEnumeration(block: Int) throws {
    var optimal = 0
    var feasible = 0
    for seed in block * 100..<(block + 1) * 100 {
      let problem = smallProblem(seed: seed, atMost: 1500)
      let truth = Enumeration.solve(problem)
      let plan = try allocate(problem, limits: SolveLimits(gap: 0, solver: .decomposition))
      #expect(verify(plan, against: problem) == [], "seed \(seed)")
      guard let best = truth.best else {
        #expect(plan.status == .infeasible, "seed \(seed)")
        continue
      }
      #expect(plan.status != .infeasible, "seed \(seed)")
      feasible += 1
      let slack = 1e-9 * abs(best) + 1e-18
      let lead = problem.sense == .minimise ? best - plan.bound : plan.bound - best
      #expect(lead >= -slack, "seed \(seed): the bound \(plan.bound) crosses \(best)")
      let loss = problem.sense == .minimise ? plan.objective - best : best - plan.objective
      #expect(loss >= -1e-6 * abs(best) - 1e-18, "seed \(seed): \(plan.objective) beats \(best)")
      if abs(loss) <= 1e-6 * abs(best) + 1e-18 { optimal += 1 }
    }
    // Prices and swaps alone find most optima even where a handful of choices leave wide gaps.
    #expect(optimal * 10 > feasible * 6, "\(optimal) of \(feasible)")
  }

  @Test("exact and decomposition agree within their two gaps", arguments: 0..<40)
  func agreesWithExact(seed: Int) throws {
    let problem = townProblem(units: 120, options: 5, seed: seed)
    let exact = try allocate(problem, limits: SolveLimits(gap: 0.001, solver: .exact))
    let other = try allocate(problem, limits: SolveLimits(gap: 0.001, solver: .decomposition))
    #expect(verify(exact, against: problem) == [])
    #expect(verify(other, against: problem) == [])
    #expect((exact.status == .infeasible) == (other.status == .infeasible))
    if exact.status == .infeasible { return }
    let sign = problem.sense == .minimise ? 1.0 : -1
    #expect(sign * (exact.objective - other.bound) >= -1e-9 * abs(other.bound))
    #expect(sign * (other.objective - exact.bound) >= -1e-9 * abs(exact.bound))
    #expect(other.gap <= 0.02)
  }

  @Test(
    "a pass over the table comes to what each row and option give one by one", arguments: 0..<30)
  func passAgreesWithSlowTwin(seed: Int) throws {
    let problem = smallProblem(seed: seed + 5000)
    if problem.optionCount == 0 || !problem.locks.isEmpty { return }
    let table = DecisionTable(problem, workers: Workers(1))
    var draws = Draws(seed: seed)
    let prices = table.rows.map { $0.allowed(draws.share() * 4 - 2) }
    let pass = DualPass(table, prices: prices, temperature: 0, workers: Workers(2))
    // The slow twin: coefficients by option and row from the problem as stated.
    let coupled = CoupledProblem(problem)
    var dual = 0.0
    // The tolerance is the table's own: it holds equalities to the promise, where the exact solver holds them closer.
    for (row, price) in zip(table.rows, prices) {
      dual += price * row.rhs - abs(price) * row.tolerance
    }
    var picks: [Int] = []
    for decision in 0..<coupled.decisionCount {
      var best = 0.0
      var pick = -1
      for option in coupled.options(of: decision).map(Int.init) {
        var value = coupled.cost[option]
        for entry in coupled.starts[option]..<coupled.starts[option + 1] {
          value -= prices[Int(coupled.entryRow[entry])] * coupled.entryValue[entry]
        }
        if value < best {
          best = value
          pick = option
        }
      }
      dual += best
      if pick >= 0 { picks.append(pick) }
    }
    #expect(abs(pass.dual - dual) <= 1e-12 * pass.size)
    let gradient = pass.gradient(table)
    for (row, sum) in coupled.activities(of: picks).enumerated() {
      let scale = coupled.rows[row].scale * Double(picks.count + 1) + abs(coupled.rows[row].rhs)
      #expect(abs(coupled.rows[row].rhs - sum - gradient[row]) <= 1e-12 * scale)
    }
  }

  @Test("the smoothed dual's gradient and curvature are those of finite differences")
  func derivatives() throws {
    let problem = townProblem(units: 60, options: 4, seed: 3)
    let table = DecisionTable(problem, workers: Workers(1))
    let prices = table.rows.map { $0.allowed($0.sense == .atMost ? -0.3 : 0.4) }
    let temperature = 0.5
    func pass(_ prices: [Double]) -> DualPass {
      DualPass(table, prices: prices, temperature: temperature, workers: Workers(1))
    }
    let here = pass(prices)
    let gradient = here.gradient(table)
    let system = ArrowSystem(table)
    let diagonal = system.diagonal(here, temperature: temperature)
    for row in table.rows.indices where prices[row] != 0 {
      let step = 1e-4
      var up = prices
      var down = prices
      up[row] += step
      down[row] -= step
      let slope = (pass(up).smoothed - pass(down).smoothed) / (2 * step)
      #expect(abs(slope - gradient[row]) <= 1e-5 * max(1, abs(gradient[row])))
      let bend = (pass(up).gradient(table)[row] - pass(down).gradient(table)[row]) / (2 * step)
      #expect(abs(bend + diagonal[row]) <= 1e-4 * max(1, diagonal[row]))
    }
    // The step solves the system: along it the gradient falls at the rate of itself, less what the damping takes.
    let step = system.step(
      here, temperature: temperature, gradient: gradient,
      isHeld: gradient.map { _ in false }, damping: diagonal)
    let length = step.map(abs).max() ?? 1
    func along(_ share: Double) -> [Double] {
      pass(zip(prices, step).map { $0 + share / length * $1 }).gradient(table)
    }
    let largest = gradient.map(abs).max() ?? 0
    for (row, pair) in zip(along(1e-4), along(-1e-4)).enumerated() {
      let slope = (pair.0 - pair.1) / 2e-4
      #expect(
        abs(slope + (gradient[row] - diagonal[row] * step[row]) / length) <= 1e-4 * largest / length
      )
    }
  }

  @Test("the plan is the same for any number of workers", arguments: [2, 3, 8])
  func workers(count: Int) throws {
    let problem = townProblem(units: 3000, options: 5, seed: 1)
    func plan(_ workers: Int) throws -> Plan {
      try allocate(
        problem, limits: SolveLimits(solver: .decomposition, workers: Workers(workers)))
    }
    let one = try plan(1)
    let other = try plan(count)
    #expect(one.chosen == other.chosen)
    #expect(one.bound == other.bound)
    #expect(one.rows == other.rows)
    #expect(one.reasons == other.reasons)
  }

  @Test("options in any order give the plan of sorted ones")
  func order() throws {
    let problem = townProblem(units: 400, options: 4, seed: 2)
    var draws = Draws(seed: 9)
    var order = Array(0..<problem.optionCount)
    for index in order.indices.reversed() { order.swapAt(index, draws.whole(0...index)) }
    var shuffled = problem
    shuffled.unit = order.map { problem.unit[$0] }
    shuffled.slot = order.map { problem.slot[$0] }
    shuffled.optionClass = order.map { problem.optionClass[$0] }
    shuffled.objective = order.map { problem.objective[$0] }
    shuffled.amounts = problem.amounts.map { amount in
      (amount.name, order.map { amount.values[$0] })
    }
    for lock in shuffled.locks.indices {
      shuffled.locks[lock].option = order.firstIndex(of: problem.locks[lock].option) ?? 0
    }
    let limits = SolveLimits(solver: .decomposition)
    let plan = try allocate(problem, limits: limits)
    let other = try allocate(shuffled, limits: limits)
    #expect(verify(other, against: shuffled) == [])
    #expect(abs(plan.objective - other.objective) <= 1e-3 * abs(plan.objective))
    #expect(abs(plan.bound - other.bound) <= 1e-6 * abs(plan.bound))
  }

  @Test("a known plan leads to a plan as good after a lock and a smaller budget")
  func warm() throws {
    var problem = townProblem(units: 3000, options: 5, seed: 4)
    let limits = SolveLimits(solver: .decomposition)
    let before = try allocate(problem, limits: limits)
    problem.locks = [.init(option: before.chosen[7], lockedIn: false, name: "council")]
    problem.rows[0].rhs[0] *= problem.sense == .minimise ? 1.01 : 0.99
    let cold = try allocate(problem, limits: limits)
    let warm = try allocate(problem, limits: limits, from: before.warmStart)
    #expect(verify(warm, against: problem) == [])
    #expect(!warm.chosen.contains(before.chosen[7]))
    #expect(cold.status != .limit && warm.status != .limit)
  }
}
