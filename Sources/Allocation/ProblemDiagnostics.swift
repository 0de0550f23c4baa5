public import PlanModel

/// Everything that is wrong or doubtful in a problem, all at once; without an error it can be solved.
///
/// Errors: columns of unlike length, indices out of range, numbers that are not finite or too large to compute with,
/// locks that contradict each other, names of amounts, groups, rows or locks that would mean two things, wrong counts of
/// right-hand sides, borders of units that do not exist, a negative penalty, blocks of classes or amounts that do not exist.
/// Warnings: members of a group without a unit, blocks without borders.
public func problemDiagnostics(_ problem: PlanningProblem) -> [Diagnostic] {
  var found = ProblemFindings()
  found.checkColumns(problem)
  // The rest reads the columns by index.
  if found.list.containError { return found.list }
  found.checkNumbers(problem)
  found.checkRows(problem)
  if !found.list.containError { found.checkSizes(problem) }
  found.checkLocks(problem)
  found.checkNames(problem)
  found.checkBorders(problem)
  found.checkClusters(problem)
  return found.list
}

struct ProblemFindings {
  /// Numbers beyond this cannot be added and compared sensibly.
  static let largest = 1e30

  var list: [Diagnostic] = []

  mutating func error(
    _ code: String, _ message: String, remedy: String, field: String, count: Int = 1
  ) {
    list.append(
      Diagnostic(.error, code, message, remedy: remedy, at: Place(field: field), count: count))
  }

  mutating func checkColumns(_ problem: PlanningProblem) {
    let count = problem.optionCount
    var lengths = [
      ("options.slot", problem.slot.count), ("options.class", problem.optionClass.count),
      ("options.objective", problem.objective.count),
    ]
    lengths += problem.amounts.map { ("options.amounts.\($0.name)", $0.values.count) }
    for (name, length) in lengths where length != count {
      error(
        "problem.column-length",
        "The column \(name) has \(length) entries, but there are \(count) options.",
        remedy: "Give every column of the options one entry an option.", field: name)
    }
    if problem.units < 0 {
      error(
        "problem.units", "The number of units is \(problem.units).",
        remedy: "State how many units there are.", field: "units")
    }
    for group in problem.groups where group.group.count != problem.units {
      error(
        "problem.column-length",
        "The group \(group.name) has \(group.group.count) entries, but there are \(problem.units) units.",
        remedy: "Give every group one entry a unit, −1 for a unit in none.",
        field: "groups.\(group.name)")
    }
    range("options.unit", problem.unit.map(Int.init), within: 0..<max(0, problem.units), "unit")
    range("options.slot", problem.slot.map(Int.init), within: 0..<Int(Int32.max), "slot")
    range("options.class", problem.optionClass.map(Int.init), within: 0..<Int(Int32.max), "class")
    range("locks.option", problem.locks.map(\.option), within: 0..<count, "option")
  }

  mutating func range(
    _ field: String, _ values: [Int], within: Range<Int>, _ noun: String
  ) {
    let wrong = values.enumerated().filter { !within.contains($0.element) }
    guard let first = wrong.first else { return }
    let bounds = within.upperBound == Int(Int32.max) ? "from 0" : "from 0 to \(within.count - 1)"
    error(
      "problem.index",
      "Entry \(first.offset) of \(field) names \(noun) \(first.element), which does not exist.",
      remedy: within.isEmpty
        ? "There is no \(noun) to name; remove the entry." : "Count each \(noun) \(bounds).",
      field: field, count: wrong.count)
  }

  mutating func checkNumbers(_ problem: PlanningProblem) {
    numbers("options.objective", problem.objective)
    for amount in problem.amounts { numbers("options.amounts.\(amount.name)", amount.values) }
    repeated("amount", problem.amounts.map(\.name), field: "options.amounts")
    repeated("group", problem.groups.map(\.name), field: "groups")
  }

  mutating func numbers(_ field: String, _ values: [Double]) {
    let wrong = values.enumerated().filter { !(abs($0.element) <= Self.largest) }
    guard let first = wrong.first else { return }
    let isFinite = first.element.isFinite
    error(
      isFinite ? "problem.too-large" : "problem.not-finite",
      "Entry \(first.offset) of \(field) is \(first.element)"
        + (isFinite ? ", too large to compute with." : ", which is not a number to compute with."),
      remedy: isFinite
        ? "Use a larger unit, so that numbers stay below 1e30."
        : "Correct the entry; leave the option out where its amounts are not known.",
      field: field, count: wrong.count)
  }

  mutating func repeated(_ noun: String, _ names: [String], field: String) {
    var seen: Set<String> = []
    var told: Set<String> = []
    for name in names where !seen.insert(name).inserted && told.insert(name).inserted {
      error(
        "problem.duplicate-name", "Two of the \(noun)s are called \(name).",
        remedy: "Give each \(noun) a name of its own.", field: field)
    }
  }

  mutating func checkRows(_ problem: PlanningProblem) {
    var names: [String] = []
    for row in problem.rows {
      names.append(row.name)
      let field = "rows.\(row.name)"
      numbers("\(field).rhs", row.rhs)
      numbers("\(field).factor", row.terms.map(\.factor))
      checkFirmness(row.firmness, of: "row \(row.name)", field: "\(field).firmness")
      if row.terms.contains(where: { !problem.amounts.indices.contains($0.amount) }) {
        error(
          "problem.index", "The row \(row.name) sums an amount that does not exist.",
          remedy: "Use the names of the columns in options.amounts.", field: field)
      }
      guard let group = row.group else {
        if row.rhs.count != 1 { wrongCount(row, expected: 1) }
        continue
      }
      guard problem.groups.indices.contains(group) else {
        error(
          "problem.index", "The row \(row.name) is repeated over a group that does not exist.",
          remedy: "Use the name of one of the groups.", field: field)
        continue
      }
      let members = problem.groups[group].group
      if let wrong = members.first(where: { $0 < -1 }) {
        error(
          "problem.index", "The group \(problem.groups[group].name) has a member \(wrong).",
          remedy: "Count members from 0; use −1 for a unit in none.", field: field)
      }
      let count = Int(members.max() ?? -1) + 1
      if row.rhs.count < count { wrongCount(row, expected: count) }
      let present = Set(members)
      let empty = row.rhs.indices.filter { !present.contains(Int32($0)) }
      if let first = empty.first, row.rhs.count >= count {
        list.append(
          Diagnostic(
            .warning, "problem.empty-group",
            "Member \(first) of the group \(problem.groups[group].name) has no unit, so \(row.name)[\(first)] sums to 0.",
            remedy: "Remove the member, or check which units belong to it.",
            at: Place(field: field), count: empty.count))
      }
    }
    repeated("row", names, field: "rows")
  }

  /// Firmness weighs rules against each other, so numbers far apart would drown each other.
  private mutating func checkFirmness(_ firmness: Double, of what: String, field: String) {
    if firmness == .infinity || (1e-3...1e3).contains(firmness) { return }
    error(
      "problem.firmness", "The firmness of the \(what) is \(firmness).",
      remedy: "Give a number from 0.001 to 1000, or \"never\" for what never gives.", field: field)
  }

  private mutating func wrongCount(_ row: PlanningProblem.Row, expected: Int) {
    error(
      "problem.rhs-count",
      "The row \(row.name) has \(row.rhs.count) right-hand sides where \(expected) are needed.",
      remedy: row.group == nil
        ? "Give one right-hand side, or say which group the row is repeated over."
        : "Give one right-hand side for each member of the group.",
      field: "rows.\(row.name)")
  }

  /// Products and sums of numbers that are each small enough must be small enough as well.
  mutating func checkSizes(_ problem: PlanningProblem) {
    for row in problem.rows {
      var total = 0.0
      for term in row.terms {
        for value in problem.amounts[term.amount].values { total += abs(term.factor * value) }
      }
      if !(total <= Self.largest * 1e6) {
        error(
          "problem.too-large", "The amounts of row \(row.name) are too large to add up.",
          remedy: "Use larger units for the amounts, or smaller factors.", field: "rows.\(row.name)"
        )
      }
    }
  }

  mutating func checkLocks(_ problem: PlanningProblem) {
    guard problem.locks.allSatisfy({ $0.option >= 0 && $0.option < problem.optionCount }) else {
      return
    }
    var lockedIn: [[Int32]: PlanningProblem.Lock] = [:]
    var byOption: [Int: PlanningProblem.Lock] = [:]
    for lock in problem.locks {
      checkFirmness(lock.firmness, of: "lock \(lock.name)", field: lock.name)
      let unit = problem.unit[lock.option]
      let slot = problem.slot[lock.option]
      if let other = byOption[lock.option], other.lockedIn != lock.lockedIn {
        error(
          "problem.lock-conflict",
          "Unit \(unit): \(other.name) locks option \(lock.option) \(other.lockedIn ? "in" : "out") and \(lock.name) locks it \(lock.lockedIn ? "in" : "out").",
          remedy: "Remove \(other.name) or \(lock.name).", field: lock.name)
        continue
      }
      byOption[lock.option] = lock
      guard lock.lockedIn else { continue }
      if let other = lockedIn[[unit, slot]], other.option != lock.option {
        error(
          "problem.lock-conflict",
          "Unit \(unit): \(other.name) and \(lock.name) lock in two options (\(other.option) and \(lock.option)) of slot \(slot).",
          remedy: "Remove \(other.name) or \(lock.name): a slot holds one option.",
          field: lock.name)
        continue
      }
      lockedIn[[unit, slot]] = lock
    }
  }
}
