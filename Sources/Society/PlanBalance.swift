public import PlanModel

/// Which options would be first under any balance of the groups (SMAA-2 over the groups' weights).
///
/// For each unit and slot the options and doing nothing are alternatives. A group's score of an option is Σ weight × amount ÷
/// range over the criteria, costs counted against it; the range of a criterion is what it comes to from its worst to its best
/// choice in all units and slots together, so one euro weighs the same everywhere. The weights of a group hold for exactly
/// these ranges.
public func balance(
  of options: OptionTable, acceptance: [[Double]]?, criteria: CriteriaDescription,
  priorities: GroupPriorities, units: Int, seed: UInt64, workers: Workers
) throws -> BalanceResult {
  let groups = priorities.weights.count
  let slots = options.slots.count
  // The options of each unit and slot, then nothing.
  var members = Array(repeating: [Int](), count: units * slots)
  for option in 0..<options.count {
    members[Int(options.unit[option]) * slots + options.slot(of: option)].append(option)
  }
  let asked = members.indices.filter { !members[$0].isEmpty }
  var ranges: [[Double]] = []
  for criterion in criteria.criteria {
    let columns: [[Double]] =
      criterion.amount.map { [options.amounts[$0.index]] } ?? acceptance ?? []
    ranges.append(
      columns.map { column in
        asked.map { place in
          let values = members[place].map { column[$0] }
          return max(0, values.max() ?? 0) - min(0, values.min() ?? 0)
        }.compensatedSum()
      })
  }
  func score(_ option: Int, _ group: Int) -> Double {
    var sum = 0.0
    for (position, criterion) in criteria.criteria.enumerated() {
      let own = ranges[position]
      if own.isEmpty { continue }
      let range = own.count == 1 ? own[0] : own[group]
      if range <= 0 { continue }
      let value =
        criterion.amount.map { options.amounts[$0.index][option] } ?? acceptance![group][option]
      sum +=
        priorities.weights[group][position] * (criterion.isCost ? -value : value) / range
    }
    return sum
  }
  var offsets = [0]
  var scores: [Double] = []
  for place in asked {
    for option in members[place] { for group in 0..<groups { scores.append(score(option, group)) } }
    scores += Array(repeating: 0, count: groups)
    offsets.append(scores.count / groups)
  }
  let balances = try GroupBalances(
    groups: groups, draws: criteria.draws, seed: seed, workers: workers)
  let ranked = try BalanceOfGroups(
    of: OptionScores(groups: groups, offsets: offsets, score: scores), under: balances, seed: seed,
    workers: workers)
  var result = BalanceResult(
    draws: criteria.draws, weights: priorities.weights,
    first: Array(repeating: 0, count: options.count),
    confidence: Array(repeating: nil, count: options.count),
    central: Array(repeating: nil, count: options.count),
    nothingFirst: Array(repeating: nil, count: units * slots))
  for (row, place) in asked.enumerated() {
    for (position, option) in members[place].enumerated() {
      let at = offsets[row] + position
      result.first[option] = ranked.acceptability(of: at, rank: 0, in: row)
      result.confidence[option] = ranked.confidence(of: at)
      result.central[option] = ranked.centralWeights(of: at)
    }
    result.nothingFirst[place] = ranked.acceptability(
      of: offsets[row + 1] - 1, rank: 0, in: row)
  }
  return result
}
