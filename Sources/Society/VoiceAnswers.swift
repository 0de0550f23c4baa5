public import PlanModel

/// What became of each voice, and what stood against those that were not followed.
///
/// For a voice that was not followed, the unit with its largest lost part is looked at. The choice that would follow it best
/// there, at the prices of the rows, is compared with the plan's: the difference is what it would do to the objective, and for
/// each row its price × what it would do to the row. The largest of these parts is the cause.
///
/// - Complexity: O(*parts* × options of a unit × rows).
public func answers(
  to contributions: Contributions, heard: Hearing, options: OptionTable,
  problem: PlanningProblem, plan: Plan
) -> [VoiceAnswer] {
  let parts = demandParts(
    of: contributions, heard: heard, options: options, units: problem.units)
  let prices = RowPrices(problem: problem, plan: plan)
  var isChosen = Array(repeating: false, count: problem.optionCount)
  for option in plan.chosen { isChosen[option] = true }
  var answers: [VoiceAnswer] = []
  answers.reserveCapacity(contributions.count)
  var next = 0
  for row in 0..<contributions.count {
    var got = CompensatedSum()
    var asked = CompensatedSum()
    var worst: DemandPart?
    while next < parts.count, parts[next].row == row {
      let part = parts[next]
      next += 1
      asked.add(part.worth)
      if part.options.contains(where: { isChosen[$0] }) == (part.direction > 0) {
        got.add(part.worth)
      } else if part.worth > worst?.worth ?? 0 {
        worst = part
      }
    }
    guard asked.value > 0 else {
      answers.append(VoiceAnswer(followed: nil, against: nil))
      continue
    }
    answers.append(
      VoiceAnswer(
        followed: got.value / asked.value,
        against: worst.map { prices.cause(of: $0, isChosen: isChosen) }))
  }
  return answers
}

/// The prices of a plan's rows, laid out for options.
private struct RowPrices {
  let problem: PlanningProblem
  /// Row by row: the price of each member.
  let prices: [[Double]]
  /// The options of each unit start here.
  let firstOption: [Int]
  let lockOf: [Int: String]

  init(problem: PlanningProblem, plan: Plan) {
    self.problem = problem
    var at = 0
    var prices: [[Double]] = []
    for row in problem.rows {
      let own = (0..<row.rhs.count).map { member in
        plan.rows.indices.contains(at + member) ? plan.rows[at + member].price : 0
      }
      prices.append(own.map { $0.isFinite ? $0 : 0 })
      at += row.rhs.count
    }
    self.prices = prices
    var first = Array(repeating: 0, count: problem.units + 1)
    for unit in problem.unit { first[Int(unit) + 1] += 1 }
    for unit in 0..<problem.units { first[unit + 1] += first[unit] }
    firstOption = first
    var lockOf: [Int: String] = [:]
    for lock in problem.locks { lockOf[lock.option] = lock.name }
    self.lockOf = lockOf
  }

  /// What an option is worth by its parts, small being good: the objective, then each row's price × what it adds.
  private func parts(of option: Int?) -> [Double] {
    guard let option else { return Array(repeating: 0, count: problem.rows.count + 1) }
    let sign = problem.sense == .minimise ? 1.0 : -1.0
    var parts = [sign * problem.objective[option]]
    for (position, row) in problem.rows.enumerated() {
      let sum = row.terms.map { $0.factor * problem.amounts[$0.amount].values[option] }
        .compensatedSum()
      var member = 0
      if let group = row.group {
        member = Int(problem.groups[group].group[Int(problem.unit[option])])
      }
      parts.append(member < 0 ? 0 : -sign * prices[position][member] * sum)
    }
    return parts
  }

  /// What stands against one part of a voice.
  func cause(of part: DemandPart, isChosen: [Bool]) -> StandsAgainst {
    let unit = Int32(part.unit)
    guard let any = part.options.first else {
      return StandsAgainst(unit: unit, cause: .notPossible, worse: 0)
    }
    let slot = problem.slot[any]
    let inSlot = (firstOption[part.unit]..<firstOption[part.unit + 1]).filter {
      problem.slot[$0] == slot
    }
    let chosen = inSlot.first { isChosen[$0] }
    let wanted: [Int?] =
      part.direction > 0
      ? part.options.map { $0 } : [nil] + inSlot.filter { !part.options.contains($0) }.map { $0 }
    let free = wanted.filter { $0.map { lockOf[$0] == nil } ?? true }
    let decided =
      chosen.flatMap { lockOf[$0] }
      ?? wanted.lazy.compactMap { $0 }.compactMap {
        lockOf[$0]
      }.first
    if let decided, free.isEmpty || chosen.map({ lockOf[$0] != nil }) ?? false {
      return StandsAgainst(unit: unit, cause: .lock(decided), worse: 0)
    }
    let now = parts(of: chosen)
    let candidates = free.map { option in zip(parts(of: option), now).map { $0 - $1 } }
    guard let best = candidates.min(by: { $0.compensatedSum() < $1.compensatedSum() }) else {
      return StandsAgainst(unit: unit, cause: .notPossible, worse: 0)
    }
    let worse = best.compensatedSum()
    // Less than a millionth of what the choice itself comes to is the rounding of prices.
    let size = max(abs(now[0]), best.map { abs($0) }.max() ?? 0, 1e-9)
    guard worse > 1e-6 * size, let largest = best.indices.max(by: { best[$0] < best[$1] }) else {
      return StandsAgainst(unit: unit, cause: .wholeness, worse: worse)
    }
    return StandsAgainst(
      unit: unit, cause: largest == 0 ? .objective : .row(problem.rows[largest - 1].name),
      worse: worse)
  }
}
