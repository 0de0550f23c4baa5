import Actions
import Allocation
import PlanModel
import Testing

/// Who gets a grant is decided with the plan where own money is short, and counted out by hand here.
@Suite("Who gets a grant")
struct FundChoiceTests {
  /// Two funds with caps and one without, and a budget of own money.
  private func small(seed: UInt64, own: Double, target: Double) -> SmallPlan {
    var small = SmallPlan(units: 3, seed: seed)
    func fund(_ id: String, rate: Double, cap: Double?, _ actions: [String]) -> Fund {
      var fund = Fund(id: id, name: id, level: .national, rate: rate)
      fund.cap = cap
      fund.actions = actions
      return fund
    }
    small.plan.funds = FundsDescription(builtIn: false)
    small.plan.funds?.funds = [
      fund("first", rate: 0.5, cap: 12, ["mini-a", "mini-c"]),
      fund("open", rate: 0.1, cap: nil, ["mini-b", "mini-c"]),
      fund("last", rate: 0.4, cap: 9, ["mini-a", "mini-b"]),
    ]
    var budget = RowDescription(
      name: "own", amount: .investment, sense: .atMost, limit: .amount(own))
    budget.isNetOfFunds = true
    small.plan.problem.rows = [
      budget,
      RowDescription(name: "target", amount: .co2, sense: .atLeast, limit: .amount(target)),
    ]
    return small
  }

  /// One unit's choice with one choice of grants: cost, tonnes, own money, and what it draws of the two funds with a cap.
  private struct Choice {
    var cost = 0.0
    var tonnes = 0.0
    var own = 0.0
    var first = 0.0
    var last = 0.0
  }

  /// What grants come to from the rates themselves; `declined` says which of the two capped funds a slot does without.
  private func choice(
    _ chosen: [Int], _ declined: [(first: Bool, last: Bool)], _ table: OptionTable
  ) -> Choice {
    var sum = Choice()
    for (option, without) in zip(chosen, declined) {
      sum.cost += table.amount(.annualCost, of: option)
      sum.tonnes += table.amount(.co2, of: option)
      for action in table.packages[Int(table.package[option])] {
        let money = table.amount(.investment, of: option, by: action)
        var asked = 0.6
        let first = action == 1 || without.first ? 0 : min(asked, 0.5)
        asked -= first
        let open = action == 0 ? 0 : min(asked, 0.1)
        asked -= open
        let last = action == 2 || without.last ? 0 : min(asked, 0.4)
        sum.first += first * money
        sum.last += last * money
        sum.own += money * (1 - first - open - last)
      }
    }
    return sum
  }

  private func choices(_ small: SmallPlan) -> [[Choice]] {
    let levels = [(false, false), (true, false), (false, true), (true, true)]
    return small.choices(small.options).map { unit in
      unit.flatMap { chosen -> [Choice] in
        switch chosen.count {
        case 0: return [Choice()]
        case 1: return levels.map { choice(chosen, [$0], small.options) }
        default:
          return levels.flatMap { a in levels.map { choice(chosen, [a, $0], small.options) } }
        }
      }
    }
  }

  /// The least cost of all choices that keep the rules; nil where none does.
  private func best(_ small: SmallPlan, own: Double, target: Double) -> Double? {
    let units = choices(small)
    var best = Double.infinity
    for a in units[0] {
      for b in units[1] where a.cost + b.cost < best {
        for c in units[2] where a.cost + b.cost + c.cost < best {
          let slack = 1e-9
          if a.tonnes + b.tonnes + c.tonnes >= target - slack,
            a.own + b.own + c.own <= own + slack, a.first + b.first + c.first <= 12 + slack,
            a.last + b.last + c.last <= 9 + slack
          {
            best = a.cost + b.cost + c.cost
          }
        }
      }
    }
    return best.isFinite ? best : nil
  }

  @Test(
    "the plan is the best of all choices of actions and grants, and grants and own money are the cost",
    arguments: 1...8 as ClosedRange<UInt64>)
  func enumeration(seed: UInt64) throws {
    var isDearerWithoutChoice = false
    for own in [20.0, 35, 60] {
      let target = 60.0
      var small = small(seed: seed, own: own, target: target)
      let options = small.options.withFundLevels(of: small.plan)
      let plan = try allocate(small.problem(options), limits: SolveLimits(gap: 0))
      guard let best = best(small, own: own, target: target) else {
        #expect(plan.status == .infeasible, "own \(own)")
        continue
      }
      #expect(abs(plan.objective - best) < 1e-6, "own \(own)")
      let account = ImplementationAccount(
        small.plan, options: options, chosen: plan.chosen, districtOfUnit: small.units.district,
        districts: small.districts)
      let granted = (0..<3).map { account.drawn(from: $0) }
      #expect(granted[0] <= 12 + 1e-9 && granted[2] <= 9 + 1e-9)
      let cost = plan.chosen.map { options.amount(.investment, of: $0) }.reduce(0, +)
      let row = try #require(plan.rows.first { $0.name == "own" })
      #expect(abs(granted.reduce(0, +) + row.lhs - cost) < 1e-9)
      #expect(abs(account.lines.map(\.coFinancing).reduce(0, +) - row.lhs) < 1e-9)
      // Where a fund is required, its money limits the work as well.
      for fund in [0, 2] { small.plan.funds?.funds[fund].isRequired = true }
      let bound = small.options.withFundLevels(of: small.plan)
      #expect(bound.levels.isEmpty)
      let strict = try allocate(small.problem(bound), limits: SolveLimits(gap: 0))
      if strict.status == .infeasible || strict.objective > plan.objective + 1e-6 {
        isDearerWithoutChoice = true
      } else {
        #expect(strict.objective >= plan.objective - 1e-6)
      }
    }
    // The caps are felt in the first of these plans, so that the choice of who gets a grant is worth something.
    #expect(isDearerWithoutChoice || seed > 3)
  }

  @Test("an option says which grant it does without, and the first of a package takes all")
  func levels() throws {
    let small = small(seed: 1, own: 20, target: 1)
    let options = small.options.withFundLevels(of: small.plan)
    // Of a unit: `a` with and without each of two, `b` with and without the last, both with and without each, `c` without the first.
    #expect(options.count == 3 * (4 + 2 + 4 + 2))
    #expect(options.title(of: 0) == "mini-a")
    #expect(
      Set((0..<4).map(options.title(of:))) == [
        "mini-a", "mini-a (without first)", "mini-a (without last)",
        "mini-a (without first and last)",
      ])
    #expect(Set((0..<options.count).map { options.unitPackage(of: $0) }).count == options.count)
    // Amounts are those of the same package.
    #expect(
      (0..<4).allSatisfy {
        options.amount(.co2, of: $0) == small.options.amount(.co2, of: 0)
      })
    var without = small
    without.plan.problem.rows[0].isNetOfFunds = false
    #expect(without.options.withFundLevels(of: without.plan).levels.isEmpty)
  }
}
