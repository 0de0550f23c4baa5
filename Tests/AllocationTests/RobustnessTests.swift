import PlanModel
import Testing

@testable import Allocation

/// Two units with a cheap and a dear option; the target asks for one dear one.
private func town(dear: [Double] = [3, 4], target: Double = 4) -> PlanningProblem {
  PlanningProblem(
    sense: .minimise, units: 2, unit: [0, 0, 1, 1], slot: [0, 0, 0, 0], optionClass: [1, 2, 1, 2],
    objective: [1, dear[0], 1, dear[1]], amounts: [("co2", [1, 3, 1, 3])],
    rows: [.init(name: "target", terms: [(0, 1)], sense: .atLeast, rhs: [target])])
}

private let proved = DrawMethod.proved(SolveLimits(gap: 0))

@Suite struct RobustnessTests {
  @Test("options are counted, the plan's regret is its cost beyond the best of the draw")
  func counts() throws {
    // In draws 0 and 1 unit 0 is the place for the dear option, in 2 unit 1; in 3 the target is out of the plan's reach, in 4
    // out of any.
    let found = try robustness(of: [1, 2], in: town(), draws: 5, method: proved) { draw in
      switch draw {
      case 2: DrawnProblem(town(dear: [9, 4]))
      case 3: DrawnProblem(town(target: 6))
      case 4: DrawnProblem(town(target: 7))
      default: DrawnProblem(town())
      }
    }
    #expect(found.times == [1, 3, 2, 2])
    #expect(found.regrets == [0, 0, 5, nil, nil])
    #expect(found.withoutPlan == 1)
    #expect(found.withoutPart == 0)
    #expect(found.rowsMet == [3])
    #expect(abs(found.missed[3] - 1.0 / 3) < 1e-12)
    #expect(found.missed[0] == 0)
    #expect(found.noRegretOptions().isEmpty)
    #expect(found.noRegretOptions(share: 0.6) == [1])
    #expect(found.regret(quantile: 0.5) == 0)
    #expect(found.regret(quantile: 1) == 5)
  }

  @Test("options are followed to where they are in a draw, and a plan without a part keeps no row")
  func positions() throws {
    // The draw has the units the other way round, and lacks the dear option of unit 0.
    let drawn = PlanningProblem(
      sense: .minimise, units: 2, unit: [0, 0, 1], slot: [0, 0, 0], optionClass: [1, 2, 1],
      objective: [1, 4, 1], amounts: [("co2", [1, 3, 1])],
      rows: [.init(name: "target", terms: [(0, 1)], sense: .atLeast, rhs: [2])])
    let found = try robustness(of: [1, 2], in: town(), draws: 1, method: proved) { _ in
      DrawnProblem(drawn, positions: [2, -1, 0, 1])
    }
    #expect(found.times == [1, 0, 1, 0])
    #expect(found.withoutPart == 1)
    #expect(found.rowsMet == [0])
    #expect(found.regrets == [nil])
  }

  @Test("neither the number of workers nor the method of drawing twice changes the result")
  func deterministic() throws {
    let base = (0..<40).map { smallProblem(seed: $0, atMost: 200) }
      .first { $0.optionCount > 7 && !$0.rows.isEmpty }
    let problem = try #require(base)
    let plan = try allocate(problem, limits: SolveLimits(gap: 0))
    func drawn(_ workers: Int, _ method: DrawMethod) throws -> Robustness {
      try robustness(
        of: plan.chosen, in: problem, draws: 12, method: method, workers: Workers(workers)
      ) { draw in
        var draws = Draws(seed: draw)
        var other = problem
        other.objective = problem.objective.map { $0 * (0.8 + 0.4 * draws.share()) }
        return DrawnProblem(other)
      }
    }
    for method in [proved, .relaxed] {
      let one = try drawn(1, method)
      let four = try drawn(4, method)
      #expect(one.times == four.times)
      #expect(one.regrets == four.regrets)
      #expect(one.missed == four.missed)
    }
    // Rows do not change, so a plan keeps them everywhere and is never better than the best.
    let found = try drawn(2, proved)
    #expect(found.rowsMet.allSatisfy { $0 == 12 } || plan.status == .infeasible)
    #expect(found.regrets.compactMap { $0 }.allSatisfy { $0 >= 0 })
  }

  @Test("a draw in which nothing can be decided counts as one without a plan")
  func nothing() throws {
    let found = try robustness(of: [1, 2], in: town(), draws: 2) { _ in nil }
    #expect(found.withoutPlan == 2)
    #expect(found.withoutPart == 2)
    #expect(found.times == [0, 0, 0, 0])
    #expect(found.regret(quantile: 0.5) == nil)
  }
}
