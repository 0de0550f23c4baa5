internal import PlanModel

/// A problem made ready for solving: least cost, one flat list of rows, coefficients by option.
///
/// A decision is what a unit does in one slot: at most one of the decision's options. Every plan is one pick a decision;
/// only the rows couple them.
struct CoupledProblem: Sendable {
  /// One row over all units, or one member of a row per group.
  struct Row: Sendable {
    /// The name in results, `floor[2]` for a member of a group.
    var name: String
    var sense: RowSense
    var rhs: Double
    /// The largest |coefficient|, or 1 where all are zero.
    var scale: Double
    /// By how much the sum may miss the right-hand side, in the row's unit.
    var tolerance: Double

    /// The nearest price that the row's sense allows, in terms of least cost: at most 0 for ≤, at least 0 for ≥; 0 for what is
    /// no number.
    func allowed(_ price: Double) -> Double {
      guard price.isFinite else { return 0 }
      return switch sense {
      case .atMost: min(0, price)
      case .atLeast: max(0, price)
      case .equal: price
      }
    }
  }

  /// 1 where the stated objective is minimised, −1 where it is maximised.
  let sign: Double
  /// The cost of each option: the objective × `sign`.
  let cost: [Double]
  var rows: [Row]
  /// Where the coefficients of each option start; one more than there are options.
  let starts: [Int]
  /// The row of each coefficient.
  let entryRow: [Int32]
  /// The value of each coefficient; never zero.
  let entryValue: [Double]
  /// The decision of each option.
  let decision: [Int32]
  /// Where the options of each decision start in `decisionOptions`; one more than there are decisions.
  let decisionStarts: [Int]
  /// The options by decision, ascending; decisions are ordered by unit, then slot.
  let decisionOptions: [Int32]
  let locks: [PlanningProblem.Lock]
  /// The names of the locks, each once, in order of first appearance: one decision may lock many options.
  let lockNames: [String]
  /// The position of each lock's name in `lockNames`.
  let nameOfLock: [Int]

  var optionCount: Int { cost.count }
  var decisionCount: Int { decisionStarts.count - 1 }

  /// The options of a decision, ascending.
  func options(of decision: Int) -> ArraySlice<Int32> {
    decisionOptions[decisionStarts[decision]..<decisionStarts[decision + 1]]
  }

  /// Makes a problem ready; the problem must have no errors by `problemDiagnostics`.
  init(_ problem: PlanningProblem) {
    let count = problem.optionCount
    sign = problem.sense == .minimise ? 1 : -1
    let sign = sign
    cost = problem.objective.map { $0 * sign }
    locks = problem.locks
    var nameIndex: [String: Int] = [:]
    var lockNames: [String] = []
    nameOfLock = problem.locks.map { lock in
      if let known = nameIndex[lock.name] { return known }
      nameIndex[lock.name] = lockNames.count
      lockNames.append(lock.name)
      return lockNames.count - 1
    }
    self.lockNames = lockNames

    var rows: [Row] = []
    var firstRow: [Int] = []
    for row in problem.rows {
      firstRow.append(rows.count)
      for (member, rhs) in row.rhs.enumerated() {
        rows.append(
          Row(
            name: row.group == nil ? row.name : "\(row.name)[\(member)]", sense: row.sense,
            rhs: rhs, scale: 0, tolerance: 0))
      }
    }
    var starts = [0]
    var entryRow: [Int32] = []
    var entryValue: [Double] = []
    starts.reserveCapacity(count + 1)
    for option in 0..<count {
      for (position, row) in problem.rows.enumerated() {
        var target = firstRow[position]
        if let group = row.group {
          let member = problem.groups[group].group[Int(problem.unit[option])]
          if member < 0 { continue }
          target += Int(member)
        }
        var value = 0.0
        for term in row.terms { value += term.factor * problem.amounts[term.amount].values[option] }
        if value == 0 { continue }
        entryRow.append(Int32(target))
        entryValue.append(value)
        rows[target].scale = max(rows[target].scale, abs(value))
      }
      starts.append(entryRow.count)
    }
    for index in rows.indices {
      // Closer than an equality must be held: branch and bound takes it as exact, so its proof says nothing of plans that use
      // up the tolerance.
      rows[index].tolerance = Self.tolerance(rhs: rows[index].rhs, scale: rows[index].scale)
      if rows[index].scale == 0 { rows[index].scale = 1 }
    }
    self.rows = rows
    self.starts = starts
    self.entryRow = entryRow
    self.entryValue = entryValue

    let order = (0..<Int32(count)).sorted { a, b in
      let left = (problem.unit[Int(a)], problem.slot[Int(a)], a)
      let right = (problem.unit[Int(b)], problem.slot[Int(b)], b)
      return left < right
    }
    var decision = [Int32](repeating: 0, count: count)
    var decisionStarts: [Int] = []
    for (position, option) in order.enumerated() {
      let before = position == 0 ? nil : order[position - 1]
      if before.map({
        problem.unit[Int($0)] != problem.unit[Int(option)]
          || problem.slot[Int($0)] != problem.slot[Int(option)]
      }) ?? true {
        decisionStarts.append(position)
      }
      decision[Int(option)] = Int32(decisionStarts.count - 1)
    }
    decisionStarts.append(count)
    self.decision = decision
    self.decisionStarts = decisionStarts
    decisionOptions = order
  }

  /// By how much a row's sum may miss its right-hand side.
  ///
  /// Rows are held to a share of the right-hand side (of the amounts where that is 0), so that a row whose amounts are all
  /// 1e-9 does not hold for any plan, and never less close than the promise to users. What rounding of the largest amount
  /// can move is always allowed.
  ///
  /// - Parameter share: How close, as a share of the right-hand side.
  static func tolerance(
    rhs: Double, scale: Double, share: Double = RowTolerance.inequality
  ) -> Double {
    let close = max(share * (rhs == 0 ? scale : abs(rhs)), 4e-16 * scale)
    return min(RowTolerance.promise * max(1, abs(rhs)), close)
  }

  /// The sum of each row over chosen options, compensated.
  func activities(of chosen: some Sequence<Int>) -> [Double] {
    var sums = Array(repeating: CompensatedSum(), count: rows.count)
    for option in chosen {
      for entry in starts[option]..<starts[option + 1] {
        sums[Int(entryRow[entry])].add(entryValue[entry])
      }
    }
    return sums.map(\.value)
  }

  /// The cost of an option less what it earns at prices of the rows, compensated.
  ///
  /// - Parameter own: What the option itself costs.
  func pricedCost(of option: Int, costing own: Double, at prices: [Double]) -> Double {
    var sum = CompensatedSum()
    sum.add(own)
    for entry in starts[option]..<starts[option + 1] {
      sum.add(-prices[Int(entryRow[entry])] * entryValue[entry])
    }
    return sum.value
  }

  /// By how much each row is missed: positive beyond the right-hand side, 0 where it holds.
  func violation(of row: Int, activity: Double) -> Double {
    let row = rows[row]
    let over = activity - row.rhs
    return switch row.sense {
    case .atMost: max(0, over)
    case .atLeast: max(0, -over)
    case .equal: abs(over)
    }
  }

  /// The rows that a plan misses by more than their tolerance.
  func brokenRows(of chosen: [Int]) -> [Int] {
    activities(of: chosen).enumerated()
      .filter { violation(of: $0.offset, activity: $0.element) > rows[$0.offset].tolerance }
      .map(\.offset)
  }

  /// A choice with the locks put right, ascending; options that do not exist are left out. Nil where it names two of a
  /// decision.
  func keepingLocks(_ chosen: [Int]) -> [Int]? {
    var pick = Array(repeating: -1, count: decisionCount)
    for option in chosen where option >= 0 && option < optionCount {
      if pick[Int(decision[option])] >= 0 { return nil }
      pick[Int(decision[option])] = option
    }
    for lock in locks {
      let own = Int(decision[lock.option])
      if lock.lockedIn {
        pick[own] = lock.option
      } else if pick[own] == lock.option {
        pick[own] = -1
      }
    }
    return pick.filter { $0 >= 0 }.sorted()
  }

  /// The cost of chosen options, compensated.
  func cost(of chosen: [Int]) -> Double { chosen.lazy.map { cost[$0] }.compensatedSum() }
}
