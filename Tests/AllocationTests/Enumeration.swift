import PlanModel

/// A generator of random numbers with a seed (SplitMix64), so that a failing case can be named.
struct Draws {
  private var state: UInt64

  init(seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A whole number in a range.
  mutating func whole(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.count))
  }

  /// A number in 0..<1.
  mutating func share() -> Double { Double(next() >> 11) * 0x1p-53 }
}

/// The slow twin: all plans of a problem, one after the other.
enum Enumeration {
  /// What full enumeration finds.
  struct Result {
    /// The best objective; nil: no plan keeps all rows and locks.
    var best: Double?
    var plans = 0
  }

  /// Tries every plan; rows may be missed by 1e-9 of the larger of right-hand side and largest coefficient.
  static func solve(_ problem: PlanningProblem) -> Result {
    var decisions: [[Int32]: [Int]] = [:]
    for option in 0..<problem.optionCount {
      decisions[[problem.unit[option], problem.slot[option]], default: []].append(option)
    }
    let choices = decisions.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
    var result = Result()
    var chosen: [Int] = []
    search(problem, choices, 0, &chosen, &result)
    return result
  }

  private static func search(
    _ problem: PlanningProblem, _ choices: [[Int]], _ depth: Int, _ chosen: inout [Int],
    _ result: inout Result
  ) {
    if depth == choices.count {
      result.plans += 1
      guard holds(problem, Set(chosen)) else { return }
      let objective = chosen.reduce(0) { $0 + problem.objective[$1] }
      guard let best = result.best else {
        result.best = objective
        return
      }
      result.best = problem.sense == .minimise ? min(best, objective) : max(best, objective)
      return
    }
    search(problem, choices, depth + 1, &chosen, &result)
    for option in choices[depth] {
      chosen.append(option)
      search(problem, choices, depth + 1, &chosen, &result)
      chosen.removeLast()
    }
  }

  static func holds(_ problem: PlanningProblem, _ chosen: Set<Int>) -> Bool {
    for lock in problem.locks where chosen.contains(lock.option) != lock.lockedIn { return false }
    for row in problem.rows {
      for (member, rhs) in row.rhs.enumerated() {
        var sum = 0.0
        var largest = 0.0
        for option in 0..<problem.optionCount {
          let unit = Int(problem.unit[option])
          if let group = row.group, Int(problem.groups[group].group[unit]) != member { continue }
          let value = row.terms.reduce(0) {
            $0 + $1.factor * problem.amounts[$1.amount].values[option]
          }
          largest = max(largest, abs(value))
          if chosen.contains(option) { sum += value }
        }
        let tolerance = 1e-9 * max(abs(rhs), largest)
        if row.sense != .atLeast, sum > rhs + tolerance { return false }
        if row.sense != .atMost, sum < rhs - tolerance { return false }
      }
    }
    return true
  }
}

/// A random problem small enough to enumerate, with every kind of row, sense, group, lock and several slots.
func smallProblem(seed: Int, atMost limit: Double = 5000) -> PlanningProblem {
  var draws = Draws(seed: seed)
  let units = draws.whole(0...12)
  // So many plans at most, so that enumeration ends.
  var plans = 1.0
  var unit: [Int32] = []
  var slot: [Int32] = []
  for u in 0..<units {
    for s in 0..<draws.whole(1...2) {
      let options = draws.whole(0...3)
      if plans * Double(options + 1) > limit { continue }
      plans *= Double(options + 1)
      for _ in 0..<options {
        unit.append(Int32(u))
        slot.append(Int32(s))
      }
    }
  }
  let count = unit.count
  // Whole numbers make ties and exact equalities; fractions make generic cases.
  let isWhole = draws.whole(0...2) > 0
  let magnitude = [1.0, 1.0, 1.0, 1e-9, 1e6, 1e12][draws.whole(0...5)]
  func column(_ low: Int, _ high: Int, _ draws: inout Draws) -> [Double] {
    (0..<count).map { _ in
      let whole = Double(draws.whole(low...high))
      return (isWhole ? whole : whole * draws.share()) * magnitude
    }
  }
  let money = column(0, 9, &draws)
  let effect = column(0, 6, &draws)
  let balance = column(-4, 4, &draws)
  let objective =
    draws.whole(0...9) == 0 ? Array(repeating: 0, count: count) : column(-2, 9, &draws)
  let members = draws.whole(1...3)
  let group = (0..<units).map { _ in Int32(draws.whole(-1...(members - 1))) }
  var rows: [PlanningProblem.Row] = []
  for index in 0..<draws.whole(0...4) {
    let sense = RowSense.allCases[draws.whole(0...2)]
    var terms: [(amount: Int, factor: Double)] = [(draws.whole(0...2), 1)]
    if draws.whole(0...2) == 0 { terms.append((draws.whole(0...2), -0.5)) }
    let isGrouped = draws.whole(0...2) == 0
    let rhs = (0..<(isGrouped ? members : 1)).map { _ in
      Double(draws.whole(-1...(isGrouped ? 4 : 16))) * magnitude
    }
    rows.append(
      PlanningProblem.Row(
        name: "row\(index)", terms: terms, sense: sense, group: isGrouped ? 0 : nil, rhs: rhs))
  }
  var problem = PlanningProblem(
    sense: draws.whole(0...1) == 0 ? .minimise : .maximise, units: units, unit: unit, slot: slot,
    optionClass: Array(repeating: 1, count: count), objective: objective,
    amounts: [("money", money), ("effect", effect), ("balance", balance)],
    groups: [("district", group)], rows: rows)
  if count > 0 {
    var lockedIn: Set<[Int32]> = []
    for _ in 0..<draws.whole(0...3) {
      let option = draws.whole(0...(count - 1))
      if problem.locks.contains(where: { $0.option == option }) { continue }
      var isIn = draws.whole(0...2) == 0
      if isIn, !lockedIn.insert([unit[option], slot[option]]).inserted { isIn = false }
      problem.locks.append(
        PlanningProblem.Lock(
          option: option, lockedIn: isIn, name: "lock[\(problem.locks.count)]"))
    }
  }
  return problem
}
