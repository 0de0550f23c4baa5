internal import PlanModel

/// What is left of a problem once locks are applied and options that cannot be in a best plan are dropped.
///
/// Exact: among the best plans of the problem, at least one uses only options that are left.
struct Reduction {
  /// Options locked in, ascending.
  var fixed: [Int] = []
  /// Options still free, ascending.
  var free: [Int] = []
  /// Rows that can still be broken by a choice among the free options.
  var rows: [Int] = []
  /// The sum of each row over `fixed`, for all rows of the problem.
  var base: [Double]
  /// A row that no choice can meet; nil: none found.
  var impossibleRow: Int?

  /// The smallest and largest sum that each row can come to, over plans that keep the locks.
  private var least: [Double]
  private var most: [Double]

  /// Reduces a problem.
  ///
  /// - Parameters:
  ///   - cost: What is minimised, one number an option.
  ///   - rowIsActive: The rows that count; others are as if they were not there.
  ///   - lockIsActive: The locks that count.
  ///   - isElastic: Whether rows may be broken at a price. Then a row forbids no option and is never impossible.
  ///   - isSeparable: Whether only the rows couple decisions. With borders between units, an option that is no better in
  ///     cost and rows may still be the one that its neighbours have, so none is dropped for that.
  init(
    _ problem: CoupledProblem, cost: [Double], rowIsActive: [Bool], lockIsActive: [Bool],
    isElastic: Bool = false, isSeparable: Bool = true
  ) {
    var alive = Array(repeating: true, count: problem.optionCount)
    var lockedIn = Array(repeating: false, count: problem.decisionCount)
    for (position, lock) in problem.locks.enumerated() where lockIsActive[position] {
      if lock.lockedIn {
        let decision = Int(problem.decision[lock.option])
        if lockedIn[decision] { continue }
        lockedIn[decision] = true
        for option in problem.options(of: decision) { alive[Int(option)] = false }
        fixed.append(lock.option)
      } else {
        alive[lock.option] = false
      }
    }
    fixed.sort()
    base = problem.activities(of: fixed)
    least = base
    most = base
    rows = problem.rows.indices.filter { rowIsActive[$0] }
    // Twice: fewer options make more rows impossible to break, and fewer rows make more options dominated.
    for _ in 0..<2 {
      findRanges(problem, alive: alive)
      if !isElastic { impossibleRow = rows.first { isImpossible(problem, row: $0) } }
      if impossibleRow != nil { break }
      rows = rows.filter { !cannotBreak(problem, row: $0) }
      if !isElastic { dropForbidden(problem, alive: &alive) }
      if isSeparable { dropDominated(problem, cost: cost, alive: &alive) }
    }
    free = alive.indices.filter { alive[$0] }
  }

  /// The rows of the problem that no choice can meet, by their ranges alone.
  func impossibleRows(_ problem: CoupledProblem) -> [Int] {
    problem.rows.indices.filter { isImpossible(problem, row: $0) }
  }

  private func isImpossible(_ problem: CoupledProblem, row: Int) -> Bool {
    let tolerance = problem.rows[row].tolerance
    let rhs = problem.rows[row].rhs
    return switch problem.rows[row].sense {
    case .atMost: least[row] > rhs + tolerance
    case .atLeast: most[row] < rhs - tolerance
    case .equal: least[row] > rhs + tolerance || most[row] < rhs - tolerance
    }
  }

  private func cannotBreak(_ problem: CoupledProblem, row: Int) -> Bool {
    let rhs = problem.rows[row].rhs
    return switch problem.rows[row].sense {
    case .atMost: most[row] <= rhs
    case .atLeast: least[row] >= rhs
    case .equal: least[row] == rhs && most[row] == rhs
    }
  }

  /// The range of each row: choosing nothing is always possible in a decision that is free.
  private mutating func findRanges(_ problem: CoupledProblem, alive: [Bool]) {
    var low = Array(repeating: CompensatedSum(), count: problem.rows.count)
    var high = low
    for row in problem.rows.indices {
      low[row].add(base[row])
      high[row].add(base[row])
    }
    Self.forEachRange(problem, alive: alive) { row, smallest, largest in
      low[row].add(smallest)
      high[row].add(largest)
    }
    least = low.map(\.value)
    most = high.map(\.value)
  }

  /// Calls `body` with the smallest and largest coefficient (0 included) of each row in each decision.
  private static func forEachRange(
    _ problem: CoupledProblem, alive: [Bool], _ body: (Int, Double, Double) -> Void
  ) {
    var smallest = Array(repeating: 0.0, count: problem.rows.count)
    var largest = smallest
    var touched: [Int] = []
    for decision in 0..<problem.decisionCount {
      for option in problem.options(of: decision) where alive[Int(option)] {
        for entry in problem.starts[Int(option)]..<problem.starts[Int(option) + 1] {
          let row = Int(problem.entryRow[entry])
          if smallest[row] == 0, largest[row] == 0 { touched.append(row) }
          smallest[row] = min(smallest[row], problem.entryValue[entry])
          largest[row] = max(largest[row], problem.entryValue[entry])
        }
      }
      for row in touched {
        body(row, smallest[row], largest[row])
        smallest[row] = 0
        largest[row] = 0
      }
      touched.removeAll(keepingCapacity: true)
    }
  }

  /// Drops options that break a row whatever the other decisions are.
  private func dropForbidden(_ problem: CoupledProblem, alive: inout [Bool]) {
    var isActive = Array(repeating: false, count: problem.rows.count)
    for row in rows { isActive[row] = true }
    var smallest = Array(repeating: 0.0, count: problem.rows.count)
    var largest = smallest
    for decision in 0..<problem.decisionCount {
      let options = problem.options(of: decision)
      for option in options where alive[Int(option)] {
        for entry in problem.starts[Int(option)]..<problem.starts[Int(option) + 1] {
          let row = Int(problem.entryRow[entry])
          smallest[row] = min(smallest[row], problem.entryValue[entry])
          largest[row] = max(largest[row], problem.entryValue[entry])
        }
      }
      let candidates = options.filter { alive[Int($0)] }
      for option in candidates {
        for entry in problem.starts[Int(option)]..<problem.starts[Int(option) + 1] {
          let row = Int(problem.entryRow[entry])
          guard isActive[row] else { continue }
          let value = problem.entryValue[entry]
          let limit = problem.rows[row]
          // Twice the tolerance, so that rounding in the sums never drops an option that just fits.
          let breaksAtMost =
            least[row] - smallest[row] + value > limit.rhs + 2 * limit.tolerance
          let breaksAtLeast = most[row] - largest[row] + value < limit.rhs - 2 * limit.tolerance
          if limit.sense != .atLeast && breaksAtMost || limit.sense != .atMost && breaksAtLeast {
            alive[Int(option)] = false
          }
        }
      }
      for option in options {
        for entry in problem.starts[Int(option)]..<problem.starts[Int(option) + 1] {
          smallest[Int(problem.entryRow[entry])] = 0
          largest[Int(problem.entryRow[entry])] = 0
        }
      }
    }
  }

  /// Drops an option where another of its decision, or choosing nothing, costs no more and is no worse in any row.
  ///
  /// Of equal options the first stays, so the result does not depend on the order of comparison.
  private func dropDominated(_ problem: CoupledProblem, cost: [Double], alive: inout [Bool]) {
    var isActive = Array(repeating: false, count: problem.rows.count)
    for row in rows { isActive[row] = true }
    var column = Array(repeating: -1, count: problem.rows.count)
    var touched: [Int] = []
    var table: [Double] = []
    for decision in 0..<problem.decisionCount {
      let options = problem.options(of: decision).filter { alive[Int($0)] }
      if options.isEmpty { continue }
      // Columns of the table: the cost, then each row (an equality twice, once a direction); small is good.
      var width = 1
      for option in options {
        for entry in problem.starts[Int(option)]..<problem.starts[Int(option) + 1] {
          let row = Int(problem.entryRow[entry])
          guard isActive[row], column[row] < 0 else { continue }
          column[row] = width
          width += problem.rows[row].sense == .equal ? 2 : 1
          touched.append(row)
        }
      }
      table.removeAll(keepingCapacity: true)
      // The first line is "nothing": all zeros.
      table.append(contentsOf: repeatElement(0, count: width * (options.count + 1)))
      for (position, option) in options.enumerated() {
        let line = (position + 1) * width
        table[line] = cost[Int(option)]
        for entry in problem.starts[Int(option)]..<problem.starts[Int(option) + 1] {
          let row = Int(problem.entryRow[entry])
          guard column[row] >= 0 else { continue }
          let value = problem.entryValue[entry]
          table[line + column[row]] = problem.rows[row].sense == .atLeast ? -value : value
          if problem.rows[row].sense == .equal { table[line + column[row] + 1] = -value }
        }
      }
      for row in touched { column[row] = -1 }
      touched.removeAll(keepingCapacity: true)
      var isKept = Array(repeating: true, count: options.count + 1)
      for worse in 1...options.count {
        for better in 0...options.count where better != worse && isKept[better] {
          var isDominated = true
          var isEqual = true
          for position in 0..<width {
            let left = table[better * width + position]
            let right = table[worse * width + position]
            if left > right {
              isDominated = false
              break
            }
            if left < right { isEqual = false }
          }
          if isDominated, !isEqual || better < worse {
            isKept[worse] = false
            alive[Int(options[worse - 1])] = false
            break
          }
        }
      }
    }
  }
}
