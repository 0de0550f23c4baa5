internal import CBCBinding
internal import PlanModel

/// The linear relaxation of a large problem, by Dantzig–Wolfe decomposition (Operations Research 8, 1960, 101–111).
///
/// Decisions are put together in blocks. A column of the small master problem is one choice for all decisions of a block; new
/// columns are each block's best answer to the prices of the master, or to the weights of its proof that there is none. One
/// pass over the options a round, and a master of as many rows as the problem has rows and blocks, take the place of a
/// relaxation with a row for each decision. Columns do not depend on which rows are asked about, so later questions start
/// with all that earlier ones found.
final class BlockRelaxation {
  /// What is sought.
  enum Goal {
    /// The least of costs and of what rows are missed by, in units of the weights; nil: the row may not be missed.
    case least(weights: [Double?])
    /// Room in all rows.
    case room
  }
  /// What a search came to.
  enum Outcome {
    /// Rows whose weights prove that no plan keeps the rows, ascending.
    case infeasible(proof: [Int])
    /// The objective, what no plan is below by our own arithmetic, and the prices of the rows.
    case solved(objective: Double, bound: Double, prices: [Double])
    /// A plan that keeps the rows.
    case plan
    /// Nothing is known for certain.
    case open
  }

  /// One choice for the decisions of a block.
  private struct Column {
    var block: Int
    var cost: Double
    /// The sum of each row of the reduction, by its position there.
    var sums: [(row: Int, value: Double)]
    /// The option of each decision of the block, or −1, in the block's order.
    var picks: [Int32]
  }

  private let problem: CoupledProblem
  private let reduction: Reduction
  private let cost: [Double]
  /// The free options of each decision that has some, and where they start.
  private var options: [Int] = []
  private var starts: [Int] = [0]
  /// The decisions, as positions in `starts`, of each block.
  private var blocks: [[Int]] = []
  private var columns: [Column] = []
  private var position: [Int]
  private let rowScale: [Double]
  /// More rounds than this are not worth the wait.
  static let largestRounds = 150
  /// Two values of a block that are nearer than this share of the objective are the same.
  static let accuracy = 1e-7

  init(_ problem: CoupledProblem, _ reduction: Reduction, cost: [Double]) {
    self.problem = problem
    self.reduction = reduction
    self.cost = cost
    position = Array(repeating: -1, count: problem.rows.count)
    for (index, row) in reduction.rows.enumerated() { position[row] = index }
    rowScale = reduction.rows.map { row in
      PowerOfTen.scale(for: max(abs(problem.rows[row].rhs), problem.rows[row].scale))
    }
    var isFree = Array(repeating: false, count: problem.optionCount)
    for option in reduction.free { isFree[option] = true }
    // A block is what the same row that only some decisions touch binds together, such as a district; else what is near.
    var touches = Array(repeating: 0, count: problem.rows.count)
    for entry in problem.entryRow { touches[Int(entry)] += 1 }
    var blockOfRow: [Int: Int] = [:]
    for decision in 0..<problem.decisionCount {
      let free = problem.options(of: decision).map { Int($0) }.filter { isFree[$0] }
      if free.isEmpty { continue }
      var own: Int?
      for entry in problem.starts[free[0]]..<problem.starts[free[0] + 1] {
        let row = Int(problem.entryRow[entry])
        if touches[row] * 8 < problem.optionCount, touches[row] > 64 { own = row }
      }
      let key = own ?? -1 - (starts.count - 1) / 512
      let block = blockOfRow[key] ?? blocks.count
      if block == blocks.count {
        blockOfRow[key] = block
        blocks.append([])
      }
      blocks[block].append(starts.count - 1)
      options += free
      starts.append(options.count)
    }
  }

  /// Solves the relaxation over some rows of the problem.
  ///
  /// - Parameter isActive: The rows that count.
  func solve(
    _ goal: Goal, isActive: [Bool], secondsLeft: () -> Double?
  ) throws(CBCError) -> Outcome {
    var hasCost = false
    if case .least = goal { hasCost = true }
    if columns.isEmpty {
      _ = answer(Array(repeating: 0, count: problem.rows.count), withCost: hasCost)
    }
    var best = -Double.infinity
    for _ in 0..<Self.largestRounds {
      let seconds = secondsLeft()
      if let seconds, seconds <= 0 { return .open }
      let model = master(goal, isActive)
      let solver = try RelaxationSolver(model)
      switch try solver.solve(seconds: seconds) {
      case .stopped: return .open
      case .infeasible:
        guard let weights = proof(unscaled(solver.ray), isActive) else { return .open }
        if weights.isProven {
          let rows = reduction.rows.filter { isActive[$0] && abs(weights.rows[$0]) > 0 }
          return .infeasible(proof: rows)
        }
        if !answer(weights.rows, withCost: false) { return .open }
      case .optimal:
        var prices = clamped(unscaled(solver.prices), isActive)
        if case .room = goal, keeps(rounded(solver.values), isActive) { return .plan }
        if case .least(let weights) = goal {
          for row in reduction.rows {
            guard let weight = weights[row] else { continue }
            prices[row] = min(max(prices[row], -1 / weight), 1 / weight)
          }
          best = max(best, bound(prices))
          // A ten-thousandth is nearer than any rule is known.
          if solver.objective - best <= 1e-4 * abs(solver.objective) {
            return .solved(objective: solver.objective, bound: best, prices: prices)
          }
        }
        if !answer(prices, withCost: hasCost) {
          if case .room = goal { return .open }
          return .solved(objective: solver.objective, bound: best, prices: prices)
        }
      }
    }
    return .open
  }

  /// The master over the columns so far.
  private func master(_ goal: Goal, _ isActive: [Bool]) -> LinearModel {
    var model = LinearModel()
    for (index, row) in reduction.rows.enumerated() {
      let rest = (problem.rows[row].rhs - reduction.base[row]) * rowScale[index]
      let sense = problem.rows[row].sense
      model.addRow(
        lower: !isActive[row] || sense == .atMost ? -.infinity : rest,
        upper: !isActive[row] || sense == .atLeast ? .infinity : rest)
    }
    for _ in blocks { model.addRow(lower: 1, upper: 1) }
    let rowCount = reduction.rows.count
    var isLeast = false
    if case .least = goal { isLeast = true }
    for column in columns {
      model.addColumn(
        objective: isLeast ? column.cost : 0, upper: .infinity, isInteger: false,
        entries: column.sums.map { ($0.row, $0.value * rowScale[$0.row]) }
          + [(rowCount + column.block, 1)])
    }
    switch goal {
    case .room:
      model.addColumn(
        objective: -1, upper: Double(rowCount + 1), isInteger: false,
        entries: reduction.rows.enumerated().compactMap { index, row in
          let size = problem.rows[row].scale * rowScale[index]
          return switch problem.rows[row].sense {
          case .atMost: (index, size)
          case .atLeast: (index, -size)
          case .equal: nil
          }
        })
    case .least(let weights):
      for (index, row) in reduction.rows.enumerated() {
        guard let weight = weights[row] else { continue }
        for (sense, sign) in [(RowSense.atMost, 1.0), (.atLeast, -1)]
        where problem.rows[row].sense != sense {
          model.addColumn(
            objective: 1, upper: .infinity, isInteger: false,
            entries: [(index, sign * weight * rowScale[index])])
        }
      }
    }
    return model
  }

  /// Weights of the master's rows as weights of the problem's.
  private func unscaled(_ weights: [Double]) -> [Double] {
    var result = Array(repeating: 0.0, count: problem.rows.count)
    for (index, row) in reduction.rows.enumerated() where index < weights.count {
      result[row] = weights[index] * rowScale[index]
    }
    return result
  }

  private func clamped(_ prices: [Double], _ isActive: [Bool]) -> [Double] {
    prices.enumerated().map { row, price in
      isActive[row] ? problem.rows[row].allowed(price) : 0
    }
  }

  /// The direction in which weights prove that the columns so far keep the rows in no mix, and whether they prove it of all
  /// plans; nil where they prove neither.
  private func proof(
    _ ray: [Double], _ isActive: [Bool]
  ) -> (rows: [Double], isProven: Bool)? {
    let largest = ray.reduce(0) { max($0, abs($1)) }
    guard largest > 0, largest.isFinite else { return nil }
    var chosen: (rows: [Double], isProven: Bool)?
    for sign in [1.0, -1] {
      let weights = clamped(ray.map { $0 / largest * sign }, isActive).map {
        abs($0) > 1e-12 ? $0 : 0
      }
      let none = Array(repeating: 0.0, count: problem.optionCount)
      let pricing = Pricing(problem, reduction, cost: none, prices: weights)
      if pricing.bound > pricing.accuracy { return (weights, true) }
      if ofColumns(weights, isActive) > 0 { chosen = (weights, false) }
    }
    return chosen
  }

  /// Σ weight · rest + Σ over blocks of the least −Σ weight · sum over the columns so far.
  private func ofColumns(_ weights: [Double], _ isActive: [Bool]) -> Double {
    var least = Array(repeating: Double.infinity, count: blocks.count)
    for column in columns {
      least[column.block] = min(least[column.block], value(of: column, weights, withCost: false))
    }
    let rest = reduction.rows.reduce(0) {
      $0 + weights[$1] * (problem.rows[$1].rhs - reduction.base[$1])
    }
    return rest + least.reduce(0, +)
  }

  private func value(of column: Column, _ weights: [Double], withCost: Bool) -> Double {
    column.sums.reduce(withCost ? column.cost : 0) {
      $0 - weights[reduction.rows[$1.row]] * $1.value
    }
  }

  /// The Lagrangian bound at prices.
  private func bound(_ prices: [Double]) -> Double {
    let pricing = Pricing(problem, reduction, cost: cost, prices: prices)
    return pricing.bound - pricing.accuracy
  }

  /// Adds each block's best answer to prices where it betters the columns so far; whether any does.
  private func answer(_ prices: [Double], withCost: Bool) -> Bool {
    var least = Array(repeating: Double.infinity, count: blocks.count)
    var size = 0.0
    for column in columns {
      let value = value(of: column, prices, withCost: withCost)
      least[column.block] = min(least[column.block], value)
    }
    for value in least where value.isFinite { size += abs(value) }
    var isAny = false
    for (block, decisions) in blocks.enumerated() {
      var column = Column(block: block, cost: 0, sums: [], picks: [])
      column.picks.reserveCapacity(decisions.count)
      var sums = Array(repeating: 0.0, count: reduction.rows.count)
      for decision in decisions {
        var best = 0.0
        var pick = -1
        for index in starts[decision]..<starts[decision + 1] {
          let option = options[index]
          var value = withCost ? cost[option] : 0
          for entry in problem.starts[option]..<problem.starts[option + 1] {
            value -= prices[Int(problem.entryRow[entry])] * problem.entryValue[entry]
          }
          if value < best {
            best = value
            pick = option
          }
        }
        column.picks.append(Int32(pick))
        if pick < 0 { continue }
        column.cost += cost[pick]
        for entry in problem.starts[pick]..<problem.starts[pick + 1] {
          let row = position[Int(problem.entryRow[entry])]
          if row >= 0 { sums[row] += problem.entryValue[entry] }
        }
      }
      column.sums = sums.enumerated().filter { $0.element != 0 }.map { ($0.offset, $0.element) }
      let value = value(of: column, prices, withCost: withCost)
      if value < least[block] - Self.accuracy * max(size / Double(blocks.count), 1e-12) {
        columns.append(column)
        isAny = true
      }
    }
    return isAny
  }

  /// A plan that shares the decisions of each block among its columns as the master mixes them.
  private func rounded(_ values: [Double]) -> [Int] {
    var chosen = reduction.fixed
    var byBlock = Array(repeating: [(column: Int, share: Double)](), count: blocks.count)
    for (index, column) in columns.enumerated() where values[index] > 1e-9 {
      byBlock[column.block].append((index, values[index]))
    }
    for (block, mix) in byBlock.enumerated() {
      var given = Array(repeating: 0.0, count: mix.count)
      for place in blocks[block].indices {
        // To the column that is furthest behind its share.
        var next = 0
        for index in mix.indices
        where mix[index].share * Double(place + 1) - given[index]
          > mix[next].share * Double(place + 1) - given[next]
        { next = index }
        if mix.isEmpty { continue }
        given[next] += 1
        let pick = columns[mix[next].column].picks[place]
        if pick >= 0 { chosen.append(Int(pick)) }
      }
    }
    return chosen.sorted()
  }

  private func keeps(_ chosen: [Int], _ isActive: [Bool]) -> Bool {
    !problem.brokenRows(of: chosen).contains { isActive[$0] }
  }
}
