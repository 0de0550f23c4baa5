internal import PlanModel

/// A problem laid out for passes over all decisions: one line an option, the lines of a decision one after the other.
///
/// Rows that sum the same amounts share their columns: a target over the town and a floor for each district read the same
/// numbers. What an option earns at prices of the rows is then a sum over amounts, with one price an amount that is the
/// same for all decisions of a signature.
struct DecisionTable: Sendable {
  /// Rows that sum the same terms: one row, or one for each member of a group.
  struct Family: Sendable {
    /// The factor of each amount of the table.
    var factor: [Double]
    /// The position of the first of its rows in `rows`.
    var firstRow: Int
    /// How many rows it has.
    var rowCount: Int
    /// The position of the problem's group; nil: one row over all units.
    var group: Int?
  }

  /// 1 where the stated objective is minimised, −1 where it is maximised.
  let sign: Double
  /// How many amounts a line holds after its cost.
  let amountCount: Int
  /// Cost, then amounts, of each line; the cost is infinite where the option is locked out or another is locked in.
  let lines: [Double]
  /// The mean of the |costs| that are open; 1 where all are zero.
  let costScale: Double
  /// Where the lines of each decision start; one more than there are decisions.
  let starts: [Int32]
  /// The option of each line; empty where they are the same.
  let options: [Int32]
  /// The unit of each decision.
  let unit: [Int32]
  /// Whether a decision must choose, because an option is locked in.
  let mustChoose: [Bool]
  let families: [Family]
  /// The rows, those of a family one after the other, in the problem's order.
  let rows: [CoupledProblem.Row]
  /// The row of each family for each signature, or −1; families of one signature one after the other.
  let signatureRows: [Int32]
  /// The signature of each decision: which rows it counts in.
  let signature: [Int32]
  /// The decisions by signature, ascending within one; empty where they are in that order anyway.
  let bySignature: [Int32]

  /// Numbers from one line to the next.
  var stride: Int { amountCount + 1 }
  var decisionCount: Int { starts.count - 1 }
  var lineCount: Int { Int(starts[starts.count - 1]) }
  var signatureCount: Int { families.isEmpty ? 1 : signatureRows.count / families.count }

  /// The option of a line.
  func option(of line: Int) -> Int { options.isEmpty ? line : Int(options[line]) }

  /// The lines of a decision.
  func lines(of decision: Int) -> Range<Int> {
    Int(starts[decision])..<Int(starts[decision + 1])
  }

  /// A decision by its place in the order of signatures.
  func decision(at place: Int) -> Int { bySignature.isEmpty ? place : Int(bySignature[place]) }

  /// The row of a family that a decision counts in, or −1.
  func row(of family: Int, decision: Int) -> Int {
    Int(signatureRows[Int(signature[decision]) * families.count + family])
  }

  /// How much a line adds to a row of a family.
  func coefficient(of family: Int, line: Int) -> Double {
    let first = line * stride + 1
    var sum = 0.0
    for amount in 0..<amountCount where families[family].factor[amount] != 0 {
      sum += families[family].factor[amount] * lines[first + amount]
    }
    return sum
  }

  /// The cost of a line; that of nothing, line −1, is 0.
  func cost(of line: Int) -> Double { line < 0 ? 0 : lines[line * stride] }

  /// Lays a problem out; it must have no errors by `problemDiagnostics`.
  init(_ problem: PlanningProblem, workers: Workers) {
    sign = problem.sense == .minimise ? 1 : -1
    let count = problem.optionCount
    let unitOf = problem.unit
    let slotOf = problem.slot
    let options = Self.order(problem)
    self.options = options

    var used = Array(repeating: false, count: problem.amounts.count)
    for row in problem.rows {
      for term in row.terms where term.factor != 0 { used[term.amount] = true }
    }
    let amounts = problem.amounts.indices.filter { used[$0] }
    amountCount = amounts.count
    let stride = amounts.count + 1

    var starts: [Int32] = []
    var unit: [Int32] = []
    starts.reserveCapacity(count / 4 + 1)
    unit.reserveCapacity(count / 4)
    var last: (unit: Int32, slot: Int32) = (-1, -1)
    for line in 0..<count {
      let option = options.isEmpty ? line : Int(options[line])
      let own = (unitOf[option], slotOf[option])
      if own.0 != last.unit || own.1 != last.slot {
        starts.append(Int32(line))
        unit.append(own.0)
        last = own
      }
    }
    starts.append(Int32(count))
    self.starts = starts
    self.unit = unit

    let sign = sign
    let columns = amounts.map { problem.amounts[$0].values }
    let objective = problem.objective
    var lines = Array(repeating: 0.0, count: count * stride)
    // Column by column, so that each is read as one stream.
    for line in 0..<count {
      lines[line * stride] = sign * objective[options.isEmpty ? line : Int(options[line])]
    }
    for (position, column) in columns.enumerated() {
      if options.isEmpty {
        for line in 0..<count { lines[line * stride + 1 + position] = column[line] }
      } else {
        for line in 0..<count { lines[line * stride + 1 + position] = column[Int(options[line])] }
      }
    }
    mustChoose = Self.applyLocks(problem, starts: starts, options: options, stride: stride, &lines)
    self.lines = lines
    costScale = Self.costScale(lines, stride: stride)

    var families: [Family] = []
    var rows: [CoupledProblem.Row] = []
    for row in problem.rows {
      var factor = Array(repeating: 0.0, count: amounts.count)
      for term in row.terms where term.factor != 0 {
        factor[amounts.firstIndex(of: term.amount) ?? 0] += term.factor
      }
      families.append(
        Family(
          factor: factor, firstRow: rows.count, rowCount: row.rhs.count, group: row.group))
      for (member, rhs) in row.rhs.enumerated() {
        rows.append(
          CoupledProblem.Row(
            name: row.group == nil ? row.name : "\(row.name)[\(member)]", sense: row.sense,
            rhs: rhs, scale: 0, tolerance: 0))
      }
    }
    self.families = families

    let signed = Self.signatures(problem, families: families, unit: unit)
    signature = signed.ofDecision
    signatureRows = signed.rows
    bySignature = Self.sorted(signed.ofDecision, count: signed.rows.count / max(1, families.count))

    // The largest coefficient of each row, for its tolerance.
    let groups = families.map { family in family.group.map { problem.groups[$0].group } }
    for (position, family) in families.enumerated() {
      let active = family.factor.indices.filter { family.factor[$0] != 0 }
      for decision in unit.indices {
        let member = groups[position].map { Int($0[Int(unit[decision])]) } ?? 0
        if member < 0 { continue }
        var largest = rows[family.firstRow + member].scale
        for line in Int(starts[decision])..<Int(starts[decision + 1]) {
          var value = 0.0
          for amount in active {
            value += family.factor[amount] * lines[line * stride + 1 + amount]
          }
          largest = max(largest, abs(value))
        }
        rows[family.firstRow + member].scale = largest
      }
    }
    for index in rows.indices {
      rows[index].tolerance = CoupledProblem.tolerance(
        rhs: rows[index].rhs, scale: rows[index].scale,
        share: RowTolerance.share(rows[index].sense))
      if rows[index].scale == 0 { rows[index].scale = 1 }
    }
    self.rows = rows
  }

  /// The options by unit, then slot, then position; empty where they are in that order.
  private static func order(_ problem: PlanningProblem) -> [Int32] {
    let unit = problem.unit
    let slot = problem.slot
    let isSorted = unit.indices.dropFirst().allSatisfy {
      unit[$0 - 1] < unit[$0] || unit[$0 - 1] == unit[$0] && slot[$0 - 1] <= slot[$0]
    }
    if isSorted { return [] }
    return (0..<Int32(problem.optionCount)).sorted { a, b in
      (unit[Int(a)], slot[Int(a)], a) < (unit[Int(b)], slot[Int(b)], b)
    }
  }

  /// The line of each option; empty where they are the same.
  static func lineOfOption(_ options: [Int32]) -> [Int32] {
    var lineOf = Array(repeating: Int32(0), count: options.count)
    for (line, option) in options.enumerated() { lineOf[Int(option)] = Int32(line) }
    return lineOf
  }

  /// The mean of the |costs| that are open; 1 where all are zero.
  private static func costScale(_ lines: [Double], stride: Int) -> Double {
    var sum = 0.0
    var count = 0
    for place in Swift.stride(from: 0, to: lines.count, by: stride) where lines[place].isFinite {
      sum += abs(lines[place])
      count += 1
    }
    return sum > 0 ? sum / Double(count) : 1
  }

  /// Makes the costs of options infinite that locks take out of the choice; whether each decision must choose.
  private static func applyLocks(
    _ problem: PlanningProblem, starts: [Int32], options: [Int32], stride: Int,
    _ lines: inout [Double]
  ) -> [Bool] {
    var mustChoose = Array(repeating: false, count: starts.count - 1)
    if problem.locks.isEmpty { return mustChoose }
    let lineOf = lineOfOption(options)
    func line(of option: Int) -> Int { options.isEmpty ? option : Int(lineOf[option]) }
    func decision(of line: Int) -> Int {
      var low = 0
      var high = starts.count - 1
      while high - low > 1 {
        let middle = (low + high) / 2
        if Int(starts[middle]) <= line { low = middle } else { high = middle }
      }
      return low
    }
    for lock in problem.locks where !lock.lockedIn {
      lines[line(of: lock.option) * stride] = .infinity
    }
    for lock in problem.locks where lock.lockedIn {
      let own = line(of: lock.option)
      let decision = decision(of: own)
      mustChoose[decision] = true
      for other in Int(starts[decision])..<Int(starts[decision + 1]) where other != own {
        lines[other * stride] = .infinity
      }
    }
    return mustChoose
  }

  /// Which rows each decision counts in, each combination once.
  private static func signatures(
    _ problem: PlanningProblem, families: [Family], unit: [Int32]
  ) -> (ofDecision: [Int32], rows: [Int32]) {
    let groups = Array(Set(families.compactMap(\.group))).sorted()
    var ofDecision = Array(repeating: Int32(0), count: unit.count)
    var members: [[Int32]] = [groups.map { _ in -1 }]
    if let only = groups.first, groups.count == 1 {
      // One group: the signature is the member, and no table is needed.
      let group = problem.groups[only].group
      let count = Int(group.max() ?? -1) + 2
      for (decision, own) in unit.enumerated() { ofDecision[decision] = group[Int(own)] + 1 }
      members = (0..<Int32(max(1, count))).map { [$0 - 1] }
    } else if groups.count > 1 {
      var known: [[Int32]: Int32] = [:]
      members = []
      for (decision, own) in unit.enumerated() {
        let key = groups.map { problem.groups[$0].group[Int(own)] }
        if let signature = known[key] {
          ofDecision[decision] = signature
        } else {
          ofDecision[decision] = Int32(members.count)
          known[key] = Int32(members.count)
          members.append(key)
        }
      }
      if members.isEmpty { members = [groups.map { _ in -1 }] }
    }
    var rows: [Int32] = []
    rows.reserveCapacity(members.count * families.count)
    for member in members {
      for family in families {
        guard let group = family.group else {
          rows.append(Int32(family.firstRow))
          continue
        }
        let own = member[groups.firstIndex(of: group) ?? 0]
        rows.append(own < 0 ? -1 : Int32(family.firstRow) + own)
      }
    }
    return (ofDecision, rows)
  }

  /// Decisions by signature, by counting; empty where they are in that order.
  private static func sorted(_ signature: [Int32], count: Int) -> [Int32] {
    let isSorted = signature.indices.dropFirst().allSatisfy { signature[$0 - 1] <= signature[$0] }
    if isSorted { return [] }
    var next = Array(repeating: 0, count: max(1, count) + 1)
    for own in signature { next[Int(own) + 1] += 1 }
    for index in 1..<next.count { next[index] += next[index - 1] }
    var result = Array(repeating: Int32(0), count: signature.count)
    for (decision, own) in signature.enumerated() {
      result[next[Int(own)]] = Int32(decision)
      next[Int(own)] += 1
    }
    return result
  }
}
