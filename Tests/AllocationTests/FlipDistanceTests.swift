import PlanModel
import Testing

@testable import Allocation

@Suite struct FlipDistanceTests {
  /// A unit with a cheap and a dear option; the price of a tonne is set by hand.
  private let problem = PlanningProblem(
    sense: .minimise, units: 2, unit: [0, 0, 1], slot: [0, 0, 1], optionClass: [1, 2, 1],
    objective: [1, 4, 2], amounts: [("co2", [1, 3, 1]), ("land", [0, 2, 0])],
    rows: [
      .init(name: "target", terms: [(0, 1)], sense: .atLeast, rhs: [1]),
      .init(name: "land", terms: [(1, 1)], sense: .atMost, rhs: [5]),
    ])

  private func plan(_ chosen: [Int], co2: Double, land: Double) -> Plan {
    Plan(
      status: .gap, objective: 0, bound: 0, gap: 0, solver: "exact", seconds: 0, chosen: chosen,
      rows: [
        .init(name: "target", lhs: 0, sense: .atLeast, rhs: 1, price: co2),
        .init(name: "land", lhs: 0, sense: .atMost, rhs: 5, price: land),
      ], reasons: [])
  }

  @Test("the price at which the runner-up takes over, and what it would have to cost or bring")
  func hand() throws {
    // At 1.2 EUR/t the cheap option costs −0.2 and the dear one 0.4; nothing costs 0.
    let found = try #require(flips(plan([0], co2: 1.2, land: 0), problem, unit: 0).first)
    #expect(found.runnerUp == -1)
    #expect(abs(found.margin - 0.2) < 1e-12)
    let target = try #require(found.prices.first { $0.row == 0 })
    // Down to 1 EUR/t nothing is as good; up to 1.5 EUR/t the dear one.
    #expect(target.option == -1)
    #expect(abs(target.to - 1) < 1e-12)
    #expect(abs(target.relative - 0.2 / 1.2) < 1e-12)
    // Land could only become dearer, which never helps the option that needs it.
    #expect(found.prices.count == 1)
    #expect(found.runnerUpObjective.isNaN)
    // At 1.45 EUR/t the dear one is the runner-up, 0.1 behind: 0.05 EUR/t more, or 0.1 EUR less.
    let near = try #require(flips(plan([0], co2: 1.45, land: 0), problem, unit: 0).first)
    #expect(near.runnerUp == 1)
    #expect(near.prices.first.map { abs($0.to - 1.5) < 1e-12 && $0.option == 1 } ?? false)
    #expect(abs(near.runnerUpObjective - 3.9) < 1e-12)
    #expect(near.amounts.map(\.amount) == [0])
    #expect(abs(near.amounts[0].to - (3 + 0.1 / 1.45)) < 1e-12)
  }

  @Test("a maximum is told in its own sense, a lock is never flipped by a price")
  func senses() throws {
    var gain = problem
    gain.sense = .maximise
    gain.objective = [-1, -4, -2]
    let found = try #require(flips(plan([0], co2: -1.45, land: 0), gain, unit: 0).first)
    #expect(found.prices.first.map { abs($0.to + 1.5) < 1e-12 } ?? false)
    #expect(abs(found.runnerUpObjective + 3.9) < 1e-12)
    var locked = problem
    locked.locks = [.init(option: 0, lockedIn: true, name: "in")]
    let held = try #require(flips(plan([0], co2: 9, land: 0), locked, unit: 0).first)
    #expect(held.isLocked)
    #expect(held.margin < 0)
    #expect(held.prices.isEmpty)
    #expect(flips(plan([0], co2: 1, land: 0), problem, unit: 1).map(\.slot) == [1])
  }

  @Test("just beyond the price the choice at the prices is the other one, just before it is not")
  func flipsThere() {
    var tried = 0
    for seed in 0..<120 {
      let problem = smallProblem(seed: seed, atMost: 300)
      let coupled = CoupledProblem(problem)
      // Prices by lot, and the choice that is best at them; `flips` does not ask whether the rows are met.
      var draws = Draws(seed: seed)
      let prices = coupled.rows.map { row in
        let size = 3 * draws.share() * coupled.sign
        return row.sense == .atMost ? -size : size
      }
      let best = coupled.pricing(at: prices)
      let locked = LockedOptions(coupled)
      let chosen = (0..<coupled.decisionCount).compactMap { decision -> Int? in
        let own = coupled.options(of: decision).map { Int($0) }.filter { !locked.isOut[$0] }
        return own.min { best.pricedCost[$0] < best.pricedCost[$1] }
          .flatMap { best.pricedCost[$0] < 0 ? $0 : nil }
      }
      let plan = Plan(
        status: .gap, objective: 0, bound: 0, gap: 0, solver: "exact", seconds: 0, chosen: chosen,
        rows: zip(coupled.rows, prices).map {
          .init(name: $0.name, lhs: 0, sense: $0.sense, rhs: $0.rhs, price: $1)
        }, reasons: [])
      for unit in 0..<problem.units {
        for found in flips(plan, problem, unit: unit) where !found.isLocked && found.margin > 1e-6 {
          for flip in found.prices where flip.relative < 1e6 && flip.relative > 1e-9 {
            tried += 1
            for (step, isFlipped) in [(1 + 1e-6, true), (1 - 1e-6, false)] {
              var prices = plan.rows.map(\.price)
              prices[flip.row] = flip.from + (flip.to - flip.from) * step
              let pricing = coupled.pricing(at: prices)
              func value(_ option: Int) -> Double { option < 0 ? 0 : pricing.pricedCost[option] }
              // A price that would change its sign is cut to 0, and then nothing can be seen beyond.
              if coupled.sign * prices[flip.row] != pricing.prices[flip.row] { continue }
              #expect(
                (value(flip.option) < value(found.chosen)) == isFlipped, "seed \(seed) unit \(unit)"
              )
            }
          }
        }
      }
    }
    #expect(tried > 100)
  }
}
