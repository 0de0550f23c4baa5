internal import PlanModel

/// A choice of one line in each decision, with the sum of each row, while it is being repaired and improved.
struct PlanInProgress: Sendable {
  let table: DecisionTable
  /// The line that each decision chooses; −1: nothing.
  private(set) var pick: [Int32]
  /// The sum of each row over what is chosen.
  private(set) var sums: [Double]

  /// Starts with a choice, whose sums are added up afresh.
  init(_ table: DecisionTable, pick: [Int32]) {
    self.table = table
    self.pick = pick
    sums = []
    sums = freshSums()
  }

  /// Starts with what each decision does best at prices.
  init(_ table: DecisionTable, prices: [Double], workers: Workers) {
    let chunks =
      (try? workers.mapChunks(of: table.decisionCount, size: DualPass.chunk) { range in
        range.map { decision in
          var best = Int32(-1)
          var least = table.mustChoose[decision] ? Double.infinity : 0
          for line in table.lines(of: decision) {
            let value = table.pricedCost(of: line, decision: decision, prices: prices)
            if value < least {
              least = value
              best = Int32(line)
            }
          }
          return best
        }
      }) ?? []
    self.init(table, pick: chunks.flatMap { $0 })
  }

  /// The sums of all rows, compensated.
  func freshSums() -> [Double] {
    var sums = Array(repeating: CompensatedSum(), count: table.rows.count)
    for (decision, line) in pick.enumerated() where line >= 0 {
      for family in table.families.indices {
        let row = table.row(of: family, decision: decision)
        if row >= 0 { sums[row].add(table.coefficient(of: family, line: Int(line))) }
      }
    }
    return sums.map(\.value)
  }

  /// Adds the sums up afresh, so that what swaps rounded off does not pile up.
  mutating func refresh() { sums = freshSums() }

  /// What the choice costs, compensated.
  var cost: Double {
    pick.lazy.map { table.cost(of: Int($0)) }.compensatedSum()
  }

  /// By how much a sum misses its row; 0 where it holds to the tolerance.
  func missed(_ row: Int, sum: Double) -> Double {
    let own = table.rows[row]
    let over = sum - own.rhs
    let missed =
      switch own.sense {
      case .atMost: over
      case .atLeast: -over
      case .equal: abs(over)
      }
    return missed > own.tolerance ? missed : 0
  }

  /// The rows that do not hold.
  var brokenRows: [Int] { sums.indices.filter { missed($0, sum: sums[$0]) > 0 } }

  /// By how much the row of a family changes when a decision takes another line; −1 stands for nothing.
  func change(of family: Int, from line: Int, to other: Int) -> Double {
    (other < 0 ? 0 : table.coefficient(of: family, line: other))
      - (line < 0 ? 0 : table.coefficient(of: family, line: line))
  }

  /// Whether all rows of a decision hold after it took another line.
  ///
  /// A row that is missed already may be missed by less, but not by more.
  func holds(_ decision: Int, taking other: Int) -> Bool {
    let line = Int(pick[decision])
    for family in table.families.indices {
      let row = table.row(of: family, decision: decision)
      if row < 0 { continue }
      let change = change(of: family, from: line, to: other)
      if change == 0 { continue }
      let after = missed(row, sum: sums[row] + change)
      if after > 0, after >= missed(row, sum: sums[row]) { return false }
    }
    return true
  }

  /// The first row that would be missed after a decision took another line, or nil.
  func brokenRow(of decision: Int, taking other: Int) -> Int? {
    let line = Int(pick[decision])
    var broken: Int?
    for family in table.families.indices {
      let row = table.row(of: family, decision: decision)
      if row < 0 || broken.map({ $0 <= row }) ?? false { continue }
      let change = change(of: family, from: line, to: other)
      if change != 0, missed(row, sum: sums[row] + change) > 0 { broken = row }
    }
    return broken
  }

  /// Takes another line in a decision.
  mutating func take(_ other: Int, in decision: Int) {
    let line = Int(pick[decision])
    for family in table.families.indices {
      let row = table.row(of: family, decision: decision)
      if row >= 0 { sums[row] += change(of: family, from: line, to: other) }
    }
    pick[decision] = Int32(other)
  }

  /// The chosen options, ascending.
  var chosen: [Int] {
    let options = pick.lazy.filter { $0 >= 0 }.map { table.option(of: Int($0)) }
    return table.options.isEmpty ? Array(options) : options.sorted()
  }
}

extension DecisionTable {
  /// The cost of a line less what it earns at prices; that of nothing, line −1, is 0.
  func pricedCost(of line: Int, decision: Int, prices: [Double]) -> Double {
    if line < 0 { return 0 }
    var value = lines[line * stride]
    for family in families.indices {
      let row = row(of: family, decision: decision)
      if row < 0 || prices[row] == 0 { continue }
      value -= prices[row] * coefficient(of: family, line: line)
    }
    return value
  }
}
