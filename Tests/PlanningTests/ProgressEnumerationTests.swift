import Actions
import Allocation
import PlanModel
import Testing

/// The rest of a plan in the middle of the work, against all choices counted out with what became of the work fixed.
///
/// The counting knows no rows that move: it adds up what everything comes to in the end, what is done and told, what goes on,
/// and what is newly chosen, and holds that against the limits of the plan.
@Suite("The rest of a plan, counted out")
struct ProgressEnumerationTests {
  private static let limits = (
    budget: 150.0, target: 70.0, fund: 40.0, capital: 60.0, land: 70.0, ceiling: 0.7
  )

  /// Four units with a budget, a target, a cap of land, a fund that is required, capital of one who leads, and adoption.
  private func small(seed: UInt64) -> SmallPlan {
    var small = SmallPlan(units: 4, seed: seed)
    let limits = Self.limits
    small.plan.problem.rows = [
      RowDescription(
        name: "budget", amount: .investment, sense: .atMost, limit: .amount(limits.budget)),
      RowDescription(name: "target", amount: .co2, sense: .atLeast, limit: .amount(limits.target)),
      RowDescription(name: "land", amount: .land, sense: .atMost, limit: .amount(limits.land)),
    ]
    var fund = Fund(id: "fund", name: "fund", level: .national, rate: 0.5)
    fund.actions = ["mini-a", "mini-b"]
    fund.cap = limits.fund
    fund.isRequired = true
    small.plan.funds = FundsDescription(builtIn: false)
    small.plan.funds?.funds = [fund]
    var coop = Stakeholder(id: "coop", name: "coop")
    coop.leads = ["mini-c"]
    coop.districts = ["W"]
    coop.capital = limits.capital
    small.plan.society = SocietyDescription()
    small.plan.society?.stakeholders = [coop]
    small.plan.adoption = [
      AdoptionRule(
        action: "mini-a", ceiling: limits.ceiling,
        curve: .logistic(midpoint: 1900, steepness: 5))
    ]
    return small
  }

  /// A table by chance: what is told of some units' actions, chosen or not.
  private func entries(_ small: SmallPlan, chosen: [Int], seed: UInt64) -> [ProgressEntry] {
    var random = SmallRandom(seed &+ 77)
    var entries: [ProgressEntry] = []
    for unit in 0..<small.units.count {
      for action in 0..<3 where random.below(2) == 0 {
        let isPlanned = chosen.contains {
          small.options.unit[$0] == Int32(unit)
            && small.options.packages[Int(small.options.package[$0])].contains(action)
        }
        let words: [ProgressStatus] =
          isPlanned ? [.ongoing, .completed, .cancelled, .postponed] : [.new]
        var entry = ProgressEntry(
          action: small.options.actions[action].id, district: nil, unit: small.units.ids[unit],
          status: words[random.below(words.count)], line: entries.count + 2)
        entry.done = isPlanned ? Double(random.below(5)) / 4 : nil
        entry.spent = random.below(2) == 0 || !isPlanned ? Double(random.below(20)) : nil
        entry.saved = random.below(2) == 0 || !isPlanned ? Double(random.below(12)) : nil
        entries.append(entry)
      }
    }
    return entries
  }

  /// What a choice comes to in the end.
  private struct End {
    var cost = 0.0
    var money = 0.0
    var tonnes = 0.0
    var land = 0.0
    var grants = 0.0
    var moreGrants = 0.0
    var capital = 0.0
    var adopted = 0.0

    /// What the fund is asked for: it gets nothing back of what was planned to be drawn.
    var drawn: Double { grants + max(0, moreGrants) }
  }

  private func end(_ choice: [Int], _ lines: [ProgressLine], _ small: SmallPlan) -> End {
    let table = small.options
    let sizes = (0..<small.units.count).map { unit in
      (0..<table.count).filter {
        table.unit[$0] == Int32(unit) && table.packages[Int(table.package[$0])].first == 0
      }.map { table.size[$0] }.max() ?? 0
    }
    let allSizes = sizes.reduce(0, +)
    var end = End()
    for line in lines {
      // Spent and saved, and the rest of what is under way as planned.
      let unit = line.unit ?? 0
      let money = line.actual.investment + line.underWay * line.planned.investment
      end.money += money
      end.tonnes += line.actual.reduction + line.underWay * line.planned.reduction
      switch line.action {
      case 2: end.capital += small.units.district[unit] == 0 ? money : 0
      default:
        end.grants += line.isHeld ? 0.5 * line.planned.investment : 0
        end.moreGrants += 0.5 * (money - (line.isHeld ? line.planned.investment : 0))
      }
      if line.action == 0 {
        let share = line.options.isEmpty ? 1 : line.doneShare + line.underWay
        end.adopted += share * sizes[unit] / allSizes
      }
    }
    for option in choice {
      end.cost += table.amount(.annualCost, of: option)
      end.land += table.amount(.land, of: option)
      let unit = Int(table.unit[option])
      for action in table.packages[Int(table.package[option])] {
        let isCounted = lines.contains { line in
          line.isHeld && line.action == action
            && line.options.contains { table.unit[$0] == table.unit[option] }
        }
        if isCounted { continue }
        let money = table.amount(.investment, of: option, by: action)
        end.money += money
        end.tonnes += table.amount(.co2, of: option, by: action)
        if action < 2 { end.grants += 0.5 * money }
        if action == 2, small.units.district[unit] == 0 { end.capital += money }
        if action == 0 { end.adopted += sizes[unit] / allSizes }
      }
    }
    return end
  }

  /// Whether a choice leaves what stays and takes nothing that is cancelled or there already.
  private func isOpen(_ choice: [Int], _ lines: [ProgressLine], _ table: OptionTable) -> Bool {
    lines.allSatisfy { line in
      guard let unit = line.unit else { return true }
      let has = choice.contains {
        table.unit[$0] == Int32(unit)
          && table.packages[Int(table.package[$0])].contains(line.action)
      }
      return line.isHeld ? has : line.status == .cancelled || line.status == .new ? !has : true
    }
  }

  /// Whether the limits hold; what stays may overdraw a fund, capital or adoption by itself, if nothing is added to it.
  private func holds(_ end: End, beside held: End) -> Bool {
    let slack = 1e-9
    let limits = Self.limits
    func within(_ value: Double, _ held: Double, _ most: Double) -> Bool {
      value <= max(most, held) + slack
    }
    return end.money <= limits.budget + slack && end.tonnes >= limits.target - slack
      && end.land <= limits.land + slack && within(end.drawn, held.drawn, limits.fund)
      && within(end.capital, held.capital, limits.capital)
      && within(end.adopted, held.adopted, limits.ceiling)
  }

  /// The least cost of all choices that keep what is done and the limits; infinite where none does.
  private func best(_ lines: [ProgressLine], _ small: SmallPlan) -> Double {
    let table = small.options
    let units = small.choices(table).enumerated().map { unit, choices in
      choices.filter { isOpen($0, lines.filter { $0.unit == unit }, table) }
    }
    // What stays, alone: what an action adds is positive, so the cheapest choice holds nothing else.
    func money(_ choice: [Int]) -> Double {
      choice.map { table.amount(.investment, of: $0) }.reduce(0, +)
    }
    let kept = units.flatMap { $0.min { money($0) < money($1) } ?? [] }
    let least = end(kept, lines, small)
    var best = Double.infinity
    for a in units[0] {
      for b in units[1] {
        for c in units[2] {
          for d in units[3] {
            let end = end(a + b + c + d, lines, small)
            if end.cost < best, holds(end, beside: least) { best = end.cost }
          }
        }
      }
    }
    return best
  }

  @Test("the new plan is the best of all choices that keep what is done, with what it took counted")
  func enumeration() throws {
    var decided = 0
    var moved = 0
    for seed in UInt64(1)...24 {
      let small = small(seed: seed)
      var problem = small.problem(small.options)
      let before = try allocate(problem, limits: SolveLimits(gap: 0))
      if before.status == .infeasible { continue }
      var progress = ProgressDescription(file: "progress.csv", year: 2024)
      progress.entries = entries(small, chosen: before.chosen, seed: seed)
      let account = ProgressAccount(
        progress, options: small.options, chosen: before.chosen, units: small.units,
        districts: small.districts, years: small.plan.workYears)
      try #require(account.diagnostics.isEmpty, "seed \(seed)")
      let rules = ProgressRules(
        account.lines, options: small.options, units: small.units, districts: small.districts,
        plan: small.plan, year: progress.year)
      rules.apply(to: &problem, options: small.options)
      let plan = try allocate(problem, limits: SolveLimits(gap: 0))
      // The lines without a unit are the rest of a district, which the table says nothing of.
      let best = best(account.lines.filter { $0.unit != nil }, small)
      guard best.isFinite else {
        #expect(plan.status == .infeasible, "seed \(seed)")
        continue
      }
      decided += 1
      moved += plan.chosen == before.chosen ? 0 : 1
      #expect(
        plan.status != .infeasible && abs(plan.objective - best) < 1e-6,
        "seed \(seed): \(plan.objective), counted out \(best)")
    }
    // The limits are such that most tables leave a plan, and change it.
    #expect(decided >= 8 && moved >= 6, "\(decided) decided, \(moved) moved")
  }

  @Test("what is done and ruled out at once is a contradiction, not a plan without it")
  func ruledOut() throws {
    let small = small(seed: 1)
    var free = small
    free.plan.problem.rows = []
    var problem = free.problem(small.options)
    // One unit's renovation is done, and a decision rules out each package that holds it.
    var progress = ProgressDescription(file: "progress.csv", year: 2024)
    progress.entries = [
      ProgressEntry(action: "mini-c", district: nil, unit: "u0", status: .completed, line: 2)
    ]
    let chosen = try #require(
      (0..<small.options.count).first {
        small.options.unit[$0] == 0 && small.options.slot(of: $0) == 1
      })
    let account = ProgressAccount(
      progress, options: small.options, chosen: [chosen], units: small.units,
      districts: small.districts, years: small.plan.workYears)
    problem.locks.append(.init(option: chosen, lockedIn: false, name: "council"))
    ProgressRules(
      account.lines, options: small.options, units: small.units, districts: small.districts,
      plan: free.plan, year: 2024
    ).apply(to: &problem, options: small.options)
    let plan = try allocate(problem, limits: SolveLimits(gap: 0))
    #expect(plan.status == .infeasible)
    #expect(plan.conflict.contains("council"))
  }
}
