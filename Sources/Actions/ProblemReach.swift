import PlanModel

/// Rows that no choice of options can meet, each with what it needs and what is possible.
///
/// Each row is looked at alone, with the best option of every unit and slot for it; rows that conflict only together are
/// for the solver. Locked-out options do not count.
func rowsOutOfReach(
  in problem: PlanningProblem, labels: [RowLabel], file: String
) -> [Diagnostic] {
  var isOut = Array(repeating: false, count: problem.optionCount)
  for lock in problem.locks where !lock.lockedIn { isOut[lock.option] = true }
  var found: [Diagnostic] = []
  for (row, label) in zip(problem.rows, labels) where !label.isMetByNothing {
    let reach = reach(of: row, in: problem, isOut: isOut)
    for member in row.rhs.indices {
      let rhs = row.rhs[member]
      let slack = 1e-9 * max(1, abs(rhs))
      let needsMore = row.sense != .atMost && reach.most[member] < rhs - slack
      let needsLess = row.sense != .atLeast && reach.least[member] > rhs + slack
      guard needsMore || needsLess else { continue }
      let unit = label.unit.isEmpty ? "" : " " + label.unit
      let place = label.members.map { " in \($0[member])" } ?? ""
      let possible = needsMore ? reach.most[member] : reach.least[member]
      found.append(
        Diagnostic(
          .warning, "problem.out-of-reach",
          "The row `\(label.name)`\(place) needs \(needsMore ? "at least" : "at most") \(rhs.rounded(toDecimals: 1))\(unit), and the \(needsMore ? "most" : "least") that the options give is \(possible.rounded(toDecimals: 1))\(unit).",
          remedy: "Change the row, offer more actions, or remove locks.",
          at: Place(file: file, line: label.line)))
    }
  }
  return found
}

/// The most and the least that a row's sum can be, by member.
///
/// Options come by unit and slot, as `planningOptions` writes them, so each run of equal unit and slot is one choice.
func reach(
  of row: PlanningProblem.Row, in problem: PlanningProblem, isOut: [Bool]
) -> (most: [Double], least: [Double]) {
  var most = Array(repeating: CompensatedSum(), count: row.rhs.count)
  var least = most
  var high = 0.0
  var low = 0.0
  for option in 0..<problem.optionCount {
    if !isOut[option] {
      var value = 0.0
      for term in row.terms { value += term.factor * problem.amounts[term.amount].values[option] }
      high = max(high, value)
      low = min(low, value)
    }
    let isLast =
      option + 1 == problem.optionCount || problem.unit[option + 1] != problem.unit[option]
      || problem.slot[option + 1] != problem.slot[option]
    guard isLast else { continue }
    let member = row.group.map { Int(problem.groups[$0].group[Int(problem.unit[option])]) } ?? 0
    if most.indices.contains(member) {
      most[member].add(high)
      least[member].add(low)
    }
    high = 0
    low = 0
  }
  return (most.map(\.value), least.map(\.value))
}
