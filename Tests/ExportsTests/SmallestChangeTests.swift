import PlanModel
import TestSupport
import Testing

@testable import Exports

@Suite("The smallest change that turns a choice")
struct SmallestChangeTests {
  /// One unit with two packages of one action each, decided by prices that can be done in the head.
  ///
  /// Investments are 1000 and 2000 EUR; a tenth and 0 % running share of them is due each year, so 100 and 200 EUR a year.
  private func result(
    sense: OptimisationSense, margin: Double, rows: [PlanningProblem.Row], prices: [Double],
    chosen: Int32 = 0, runnerUp: Int32 = 1
  ) -> PlanResult {
    var result = MadeUpTown().result
    var options = OptionTable(
      actions: Array(result.options.actions.prefix(2)), slots: ["one"], packages: [[0], [1]],
      packageSlot: [0, 0])
    for action in options.actions.indices {
      options.actions[action].cost = ActionCost()
      options.actions[action].stage = .save
    }
    options.unit = [0, 0]
    options.package = [0, 1]
    options.annuities = [0.1, 0.1]
    options.amounts = Amount.allCases.map { amount in
      switch amount {
      case .investment: [1000, 2000]
      case .co2: [5, 9]
      case .annualCost: [100, 200]
      default: [0, 0]
      }
    }
    for amount in Amount.allCases {
      options.stageAmounts[amount.index] = options.amounts[amount.index]
    }
    for stage in 1..<Action.Stage.allCases.count {
      for amount in Amount.allCases {
        options.stageAmounts[stage * Amount.allCases.count + amount.index] = [0, 0]
      }
    }
    options.carriers = Carrier.allCases.map { _ in [0, 0] }
    options.size = [1, 1]
    options.power = [0, 0]
    result.options = options
    let objective = sense == .minimise ? Amount.annualCost : .co2
    result.description.problem.objective = sense == .minimise ? .leastCost : .mostReduction
    result.description.problem.rows = []
    result.problem = PlanningProblem(
      sense: sense, units: result.units.count, unit: [0, 0], slot: [0, 0], optionClass: [1, 2],
      objective: options.amounts[objective.index],
      amounts: Amount.allCases.map { ($0.rawValue, options.amounts[$0.index]) }, rows: rows)
    result.plan.chosen = chosen < 0 ? [] : [Int(chosen)]
    result.plan.rows = zip(rows, prices).map {
      .init(name: $0.name, lhs: 5, sense: $0.sense, rhs: $0.rhs[0], price: $1)
    }
    result.plan.reasons = [
      .init(unit: 0, slot: 0, chosen: chosen, runnerUp: runnerUp, margin: margin)
    ]
    return result
  }

  private func change(_ result: PlanResult) -> SmallestChange.Change? {
    SmallestChange(result).change(of: result.plan.reasons[0])
  }

  @Test("a runner-up that is 20 EUR a year behind and costs 200 a year must be a tenth cheaper")
  func runnerUp() throws {
    let found = try #require(change(result(sense: .minimise, margin: 20, rows: [], prices: [])))
    #expect(found.subject == .runnerUpCost)
    #expect(abs(found.share + 0.1) < 1e-12)
  }

  @Test("against doing nothing, the choice must be dearer by its margin")
  func chosen() throws {
    let found = try #require(
      change(result(sense: .minimise, margin: 30, rows: [], prices: [], runnerUp: -1)))
    #expect(found.subject == .chosenCost)
    #expect(abs(found.share - 0.3) < 1e-12)
  }

  @Test("a target's price counts the difference of what the two reduce")
  func price() throws {
    // At 10 EUR/t the first is worth 100 − 50 = 50, the second 200 − 90 = 110: 60 behind, over 4 t: 15 EUR/t more, which is
    // more than the whole of the price; the second must cost 60 of its 200 less.
    let target = PlanningProblem.Row(
      name: "target", terms: [(Amount.co2.index, 1)], sense: .atLeast, rhs: [5])
    let far = try #require(
      change(result(sense: .minimise, margin: 60, rows: [target], prices: [10])))
    #expect(far.subject == .runnerUpCost && abs(far.share + 0.3) < 1e-12)
    // At 24 EUR/t it is 4 behind: 1 EUR/t more, a twenty-fourth of the price; or 2 % of the cost, which is less.
    let near = try #require(
      change(result(sense: .minimise, margin: 4, rows: [target], prices: [24])))
    #expect(near.subject == .runnerUpCost && abs(near.share + 0.02) < 1e-12)
    // Of two options that cost nothing to speak of, only the price can turn the choice.
    var free = result(sense: .minimise, margin: 4, rows: [target], prices: [24])
    free.options.annuities = [0, 0]
    let found = try #require(change(free))
    #expect(found.subject == .rowPrice(0))
    #expect(abs(found.by - 1) < 1e-12 && abs(found.share - 1 / 24) < 1e-12)
    let words = PlanWords(PlanAccount(free)).reason(free.plan.reasons[0])
    #expect(words.contains("it would take its place if the price of “target” were 4.17 % higher"))
  }

  @Test("where reduction is made most, money counts by the price of the budget")
  func budget() throws {
    // 2 t a year for 1000 EUR: the first is worth 5 − 2 = 3 t, the second 9 − 4 = 5; so the second is chosen, 2 t ahead.
    let budget = PlanningProblem.Row(
      name: "budget", terms: [(Amount.investment.index, 1)], sense: .atMost, rhs: [2000])
    let found = try #require(
      change(
        result(
          sense: .maximise, margin: 2, rows: [budget], prices: [0.002], chosen: 1, runnerUp: 0)))
    // The second dearer by half costs 2 t more; the first cannot be made cheap enough before that; a price of twice as much
    // would do as well.
    #expect(found.subject == .chosenCost && abs(found.share - 0.5) < 1e-12)
  }

  @Test("a choice that stands against the prices, or has no other, has no such change")
  func none() {
    #expect(change(result(sense: .minimise, margin: -3, rows: [], prices: [])) == nil)
    #expect(change(result(sense: .minimise, margin: .infinity, rows: [], prices: [])) == nil)
    // 500 EUR a year cannot be made up by the whole of 200.
    #expect(
      change(result(sense: .minimise, margin: 500, rows: [], prices: [])) == nil)
  }

  @Test("each kind of rule says what a handy step of it does, for both objectives")
  func steps() {
    func words(
      _ sense: OptimisationSense, _ amount: Amount, _ rowSense: RowSense, rhs: Double,
      price: Double
    ) -> String? {
      let row = PlanningProblem.Row(
        name: "r", terms: [(amount.index, 1)], sense: rowSense, rhs: [rhs])
      var result = result(sense: sense, margin: 1, rows: [row], prices: [price])
      result.description.problem.rows = [
        RowDescription(name: "r", amount: amount, sense: rowSense, limit: .amount(rhs))
      ]
      return PlanWords(PlanAccount(result)).price(of: result.plan.rows[0])?
        .replacing("\u{00A0}", with: " ").replacing("\u{202F}", with: " ")
    }
    #expect(
      words(.maximise, .investment, .atMost, rhs: 12e6, price: 0.000312)
        == "with 1 MEUR more the plan would cut 312 t CO2e/a more")
    #expect(
      words(.minimise, .investment, .atMost, rhs: 500_000, price: -0.001)
        == "with 100 kEUR more the plan would cost 100 EUR/a less")
    #expect(
      words(.minimise, .co2, .atLeast, rhs: 500, price: 210)
        == "with 1 t a year less asked for the plan would cost 210 EUR/a less")
    #expect(
      words(.minimise, .land, .atMost, rhs: 200_000, price: -0.0012)
        == "with 1 ha more the plan would cost 12.0 EUR/a less")
    #expect(
      words(.maximise, .gridPower, .atMost, rhs: 5000, price: 0.002)
        == "with 1 MW more the plan would cut 2.00 t CO2e/a more")
    #expect(words(.minimise, .co2, .atLeast, rhs: 500, price: 0) == nil)
  }

  @Test("a rule that does not bind says how much room it leaves")
  func room() {
    let row = PlanningProblem.Row(
      name: "budget", terms: [(0, 1)], sense: .atMost, rhs: [900_000])
    var result = result(sense: .minimise, margin: 1, rows: [row], prices: [0])
    result.description.problem.rows = [
      RowDescription(name: "budget", amount: .investment, sense: .atMost, limit: .amount(900_000))
    ]
    result.plan.rows[0].lhs = 500_000
    let words = PlanWords(PlanAccount(result)).room(of: result.plan.rows[0])
    #expect(words.hasPrefix("holds with room to spare: 400") && words.hasSuffix("unspent"))
    result.plan.rows[0].lhs = 900_000
    #expect(
      PlanWords(PlanAccount(result)).room(of: result.plan.rows[0])
        == "moving it a little changes nothing")
  }

  @Test(
    "a rule that leaves much room is told by its room first, whatever its price in the relaxation")
  func pricedRoom() {
    let row = PlanningProblem.Row(
      name: "land", terms: [(0, 1)], sense: .atMost, rhs: [110_000])
    var result = result(sense: .minimise, margin: 1, rows: [row], prices: [-0.0012])
    result.description.problem.rows = [
      RowDescription(name: "land", amount: .land, sense: .atMost, limit: .amount(110_000))
    ]
    result.plan.rows[0].lhs = 77_600
    // Numbers and units are joined by spaces that do not break.
    func spoken(_ result: PlanResult) -> String {
      let words = PlanWords(PlanAccount(result)).moving(result.plan.rows[0])
      return String(words.map { $0.isWhitespace ? " " : $0 })
    }
    let words = spoken(result)
    #expect(words.hasPrefix("holds with room to spare: 3.24 ha unused; in the linear relaxation"))
    #expect(words.hasSuffix("with 1 ha more the plan would cost 12.0 EUR/a less"))
    // What whole choices leave of a rule that binds is no room.
    result.plan.rows[0].lhs = 109_000
    #expect(spoken(result) == "with 1 ha more the plan would cost 12.0 EUR/a less")
  }
}
