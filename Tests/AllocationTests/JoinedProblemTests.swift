import Allocation
import PlanModel
import Testing

/// Municipalities of a few units each, with rules of their own, a shared budget and a shared target.
private func parts(_ seed: UInt64) -> [(id: String, problem: PlanningProblem)] {
  var state = seed
  func draw(_ range: ClosedRange<Int>) -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(range.lowerBound + Int((state >> 33) % UInt64(range.count)))
  }
  return (0..<3).map { part in
    let units = 2 + part % 2
    var problem = PlanningProblem(
      sense: .minimise, units: units, unit: [], slot: [], optionClass: [], objective: [],
      amounts: [])
    var money: [Double] = []
    var tonnes: [Double] = []
    for unit in 0..<units {
      for option in 0..<2 {
        problem.unit.append(Int32(unit))
        problem.slot.append(Int32(part == 1 ? option : 0))
        problem.optionClass.append(Int32(option + 1))
        problem.objective.append(draw(1...20))
        money.append(draw(1...9))
        tonnes.append(draw(1...9))
      }
    }
    // Parts have their columns in orders of their own.
    problem.amounts =
      part == 0
      ? [("own", money), ("money", money), ("tonnes", tonnes)]
      : [("tonnes", tonnes), ("own", tonnes), ("money", money)]
    problem.groups = [("half", (0..<units).map { Int32($0 == 0 ? 0 : -1) })]
    let own = part == 0 ? 0 : 1
    problem.rows = [
      PlanningProblem.Row(name: "own", terms: [(own, 1)], sense: .atLeast, rhs: [2]),
      PlanningProblem.Row(
        name: "half", terms: [(own, 2)], sense: .atMost, group: 0, rhs: [16]),
    ]
    if part == 2 {
      problem.locks = [PlanningProblem.Lock(option: 1, lockedIn: true, name: "decided")]
    }
    return ("m\(part)", problem)
  }
}

/// Every choice of a part that keeps its own rows: objective, money, tonnes.
private func choices(_ problem: PlanningProblem) -> [(cost: Double, money: Double, tonnes: Double)]
{
  func column(_ name: String) -> [Double] {
    problem.amounts.first { $0.name == name }?.values ?? []
  }
  var found: [(Double, Double, Double)] = []
  for mask in 0..<1 << problem.optionCount {
    let chosen = (0..<problem.optionCount).filter { mask >> $0 & 1 == 1 }
    let places = chosen.map { [problem.unit[$0], problem.slot[$0]] }
    if Set(places).count < places.count { continue }
    if problem.locks.contains(where: { chosen.contains($0.option) != $0.lockedIn }) { continue }
    let own = column("own")
    if chosen.reduce(0, { $0 + own[$1] }) < 2 { continue }
    if chosen.filter({ problem.unit[$0] == 0 }).reduce(0, { $0 + 2 * own[$1] }) > 16 { continue }
    let sums = [problem.objective, column("money"), column("tonnes")].map { values in
      chosen.reduce(0) { $0 + values[$1] }
    }
    found.append((sums[0], sums[1], sums[2]))
  }
  return found
}

@Suite struct JoinedProblemTests {
  @Test(
    "the split of a shared budget and target is the best of all splits there are",
    arguments: UInt64(1)...30)
  func enumeration(seed: UInt64) throws {
    let parts = parts(seed)
    var joined = JoinedProblem(parts, shared: ["money", "tonnes"])
    joined.add("budget", amount: 0, .atMost, 22)
    joined.add("target", amount: 1, .atLeast, 24)
    joined.addForEach("floor", amount: 0, .atLeast, [2, 3, 4])
    // What each part has spent already counts in its share and in the whole.
    let beside = seed % 2 == 0 ? [0.0, 0, 0] : [1, 0, 2]
    joined.addShareForEach("fair", amount: 0, .atLeast, share: 0.2, beside: beside)
    let plan = try allocate(joined.problem, limits: SolveLimits(gap: 0))
    #expect(verify(plan, against: joined.problem).isEmpty)

    let all = parts.map { choices($0.problem) }
    var best = Double.infinity
    for a in all[0] {
      for b in all[1] {
        for c in all[2] {
          let money = [a.money, b.money, c.money]
          let sum = money.reduce(0, +)
          guard sum <= 22, a.tonnes + b.tonnes + c.tonnes >= 24 else { continue }
          guard money[0] >= 2, money[1] >= 3, money[2] >= 4 else { continue }
          let whole = sum + beside.reduce(0, +)
          guard zip(money, beside).allSatisfy({ $0 + $1 >= 0.2 * whole - 1e-9 }) else { continue }
          best = min(best, a.cost + b.cost + c.cost)
        }
      }
    }
    if best.isFinite {
      #expect(plan.status == .optimal)
      #expect(abs(plan.objective - best) < 1e-9)
      let sums = parts.indices.map { part in
        joined.chosen(plan.chosen, of: part).map { parts[part].problem.objective[$0] }
          .reduce(0, +)
      }
      #expect(abs(sums.reduce(0, +) - best) < 1e-9)
    } else {
      #expect(plan.status == .infeasible)
    }
  }

  @Test("without shared rows the whole is the sum of its parts")
  func apart() throws {
    var compared = 0
    for seed in UInt64(1)...10 {
      let parts = parts(seed)
      let plans = try parts.map { try allocate($0.problem, limits: SolveLimits(gap: 0)) }
      let whole = try allocate(
        JoinedProblem(parts, shared: ["money"]).problem, limits: SolveLimits(gap: 0))
      if plans.contains(where: { $0.status == .infeasible }) {
        #expect(whole.status == .infeasible)
      } else {
        compared += 1
        #expect(abs(whole.objective - plans.reduce(0) { $0 + $1.objective }) < 1e-9)
      }
    }
    #expect(compared > 0)
  }

  /// Two parts as rows of four units with borders between neighbours, each option bringing so much warmth.
  private func rows(of seed: UInt64) -> [(id: String, problem: PlanningProblem)] {
    var state = seed
    func draw(_ range: ClosedRange<Int>) -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(range.lowerBound + Int((state >> 33) % UInt64(range.count)))
    }
    return (0..<2).map { part in
      var problem = PlanningProblem(
        sense: .minimise, units: 4, unit: [], slot: [], optionClass: [], objective: [], amounts: [])
      for unit in 0..<4 {
        for option in 0..<2 {
          problem.unit.append(Int32(unit))
          problem.slot.append(0)
          problem.optionClass.append(Int32(option + 1))
          problem.objective.append(draw(1...9))
        }
      }
      let tonnes = (0..<8).map { _ in draw(1...9) }
      // Parts have their columns in orders of their own.
      problem.amounts =
        part == 0
        ? [("tonnes", tonnes), ("warmth", (0..<8).map { _ in draw(1...6) })]
        : [("warmth", (0..<8).map { _ in draw(1...6) }), ("tonnes", tonnes)]
      problem.compactness = PlanningProblem.Compactness(
        penalty: part == 0 ? 0.5 : 2, left: [0, 1, 2], right: [1, 2, 3], length: [3, 2, 4])
      problem.clusters = [
        PlanningProblem.Cluster(
          name: "net", classes: [1], amount: part == 0 ? 1 : nil, least: part == 0 ? 7 : 2)
      ]
      return ("m\(part)", problem)
    }
  }

  /// What each choice of a part costs with its borders, and its tonnes; only those whose blocks are large enough.
  private func compactChoices(_ part: PlanningProblem) -> [(cost: Double, tonnes: Double)] {
    let warmth = part.amounts.first { $0.name == "warmth" }?.values ?? []
    let tonnes = part.amounts.first { $0.name == "tonnes" }?.values ?? []
    let rule = part.clusters[0]
    let term = part.compactness!
    var found: [(Double, Double)] = []
    for code in 0..<81 {
      // One digit to base 3 a unit: nothing, its first or its second option.
      let digits = [code % 3, code / 3 % 3, code / 9 % 3, code / 27]
      let picks = digits.enumerated().filter { $0.element > 0 }
        .map { 2 * $0.offset + $0.element - 1 }
      var cost = picks.reduce(0) { $0 + part.objective[$1] }
      for border in 0..<3 where digits[border] != digits[border + 1] {
        cost += term.penalty * term.length[border]
      }
      var isKept = true
      var block = 0.0
      for unit in 0...4 {
        if unit < 4, digits[unit] == 1 {
          block += rule.amount == nil ? 1 : warmth[2 * unit]
        } else {
          if block > 0, block < rule.least { isKept = false }
          block = 0
        }
      }
      if isKept { found.append((cost, picks.reduce(0) { $0 + tonnes[$1] })) }
    }
    return found
  }

  @Test(
    "borders and blocks stay inside their parts, and the whole is the best of all there is",
    arguments: UInt64(1)...20)
  func borders(seed: UInt64) throws {
    let parts = rows(of: seed)
    var joined = JoinedProblem(parts, shared: ["tonnes"])
    joined.add("target", amount: 0, .atLeast, 34)
    #expect(problemDiagnostics(joined.problem).isEmpty)
    let plan = try allocate(joined.problem, limits: SolveLimits(gap: 0))
    #expect(verify(plan, against: joined.problem).isEmpty)
    let all = parts.map { compactChoices($0.problem) }
    var best = Double.infinity
    for a in all[0] {
      for b in all[1] where a.tonnes + b.tonnes >= 34 { best = min(best, a.cost + b.cost) }
    }
    if best.isFinite {
      #expect(plan.status == .optimal)
      #expect(abs(plan.objective - best) < 1e-9)
    } else {
      #expect(plan.status == .infeasible)
    }
    #expect(joined.problem.clusters.map(\.name) == ["m0: net", "m1: net"])
  }

  @Test("rows and locks carry the name of their part")
  func names() {
    let problem = JoinedProblem(parts(1), shared: ["money", "tonnes"]).problem
    #expect(problem.rows.map(\.name).prefix(3) == ["m0: own", "m0: half", "m1: own"])
    #expect(problem.locks.map(\.name) == ["m2: decided"])
  }
}
