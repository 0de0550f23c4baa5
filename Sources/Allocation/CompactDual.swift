internal import PlanModel

/// Prices of the rows and messages over the borders, and the bound that both give together.
///
/// For fixed prices the rows are gone and what is left is a labelling with borders, which message passing bounds; the bound
/// is concave in prices and messages together. So prices take one step after each pair of sweeps, and messages are kept.
struct CompactDual {
  let problem: CompactProblem
  let reduction: Reduction
  var sweeps: PottsSweeps
  /// The price of each row.
  private(set) var prices: [Double]
  /// The sum of each row over what nodes prefer at the prices.
  private(set) var sums: [Double]
  /// What the misses of each row are compared with.
  let norms: [Double]
  /// What no plan costs less than, to the precision of the messages, at the latest prices.
  private(set) var estimate = -Double.infinity
  /// The option locked in of each decision, −1 for none.
  let lockedIn: [Int32]
  let isFree: [Bool]
  /// The best option of each label of a node at the prices, −1 where there is none, label 0 first.
  var bestOption: [Int32]
  let stride: Int
  /// The decisions in other slots, which no border sees.
  private let otherDecisions: [Int]
  /// The best options of other slots, and what they cost at the prices.
  private(set) var otherPicks: [Int32] = []
  private var otherCost = 0.0
  /// What all nodes cost with label 0.
  private var base = 0.0
  /// The next step of each price, and the direction of the last.
  private var steps: [Double]
  private var direction: [Double]
  /// Only nodes below it are priced and swept, and stand for all others. The bound needs all.
  var sample: Int
  /// What labels cost in excess at each node, `stride` numbers a node; empty: nothing. Only suggestions heed it.
  var tilt: [Float] = []
  /// The sums and prices before the last step.
  private var before: (sums: [Double], prices: [Double]) = ([], [])

  init(
    _ problem: CompactProblem, _ reduction: Reduction, isFree: [Bool], prices: [Double]
  ) {
    self.problem = problem
    self.reduction = reduction
    self.isFree = isFree
    sweeps = PottsSweeps(problem.graph, labels: problem.labelCount)
    stride = problem.labelCount
    sample = problem.graph.count
    otherDecisions = (0..<problem.coupled.decisionCount).filter { problem.nodeOfDecision[$0] < 0 }
    let rowCount = problem.coupled.rows.count
    self.prices = Self.allowed(prices, problem.coupled.rows)
    sums = Array(repeating: 0, count: rowCount)
    bestOption = Array(repeating: -1, count: problem.graph.count * stride)
    var lockedIn = Array(repeating: Int32(-1), count: problem.coupled.decisionCount)
    for option in reduction.fixed {
      lockedIn[Int(problem.coupled.decision[option])] = Int32(option)
    }
    self.lockedIn = lockedIn
    var largest = Array(repeating: 0.0, count: rowCount)
    var size = 0.0
    for decision in 0..<problem.coupled.decisionCount {
      var cost = 0.0
      for option in problem.coupled.options(of: decision) where isFree[Int(option)] {
        cost = max(cost, abs(problem.coupled.cost[Int(option)]))
        for entry in problem.coupled.starts[Int(option)]..<problem.coupled.starts[Int(option) + 1] {
          // An average over the options would need their number a row; the half of the sum over a few is near enough.
          largest[Int(problem.coupled.entryRow[entry])] += abs(problem.coupled.entryValue[entry])
        }
      }
      size += cost
    }
    norms = problem.coupled.rows.indices.map { row in
      let rhs = abs(problem.coupled.rows[row].rhs)
      return max(rhs, 0.01 * largest[row], problem.coupled.rows[row].scale)
    }
    direction = Array(repeating: 0, count: rowCount)
    let norms = self.norms
    let startsAfresh = prices.isEmpty
    steps = problem.coupled.rows.indices.map { row in
      // A price at which the row's whole right-hand side is worth this share of all that there is to gain.
      (startsAfresh ? 0.02 : 0.002) * size / max(norms[row], 0.1 * largest[row])
    }
  }

  /// Prices with the signs that their rows allow; zeros where there is not one a row.
  private static func allowed(_ prices: [Double], _ rows: [CoupledProblem.Row]) -> [Double] {
    guard prices.count == rows.count else { return rows.map { _ in 0 } }
    return zip(rows, prices).map { $0.allowed($1) }
  }

  /// The cost of an option at the prices.
  @inline(__always)
  private func priced(_ option: Int) -> Double {
    var cost = problem.coupled.cost[option]
    for entry in problem.coupled.starts[option]..<problem.coupled.starts[option + 1] {
      cost -= prices[Int(problem.coupled.entryRow[entry])] * problem.coupled.entryValue[entry]
    }
    return cost
  }

  /// Sets what labels cost at the prices.
  mutating func price() {
    let coupled = problem.coupled
    otherCost = 0
    otherPicks.removeAll(keepingCapacity: true)
    for decision in otherDecisions {
      let locked = Int(lockedIn[decision])
      var pick = locked
      var best = locked < 0 ? 0 : priced(locked)
      if locked < 0 {
        for option in coupled.options(of: decision) where isFree[Int(option)] {
          let cost = priced(Int(option))
          if cost < best {
            best = cost
            pick = Int(option)
          }
        }
      }
      otherCost += best
      if pick >= 0 { otherPicks.append(Int32(pick)) }
    }
    base = priceNodes()
  }

  /// Sweeps forth and back, and takes the sums of what nodes then prefer.
  mutating func sweep() {
    _ = sweeps.sweep(isForward: true, below: sample)
    var total = sweeps.sweep(isForward: false, below: sample) + base + otherCost
    for (row, price) in zip(problem.coupled.rows, prices) { total += price * row.rhs }
    estimate = total
    sums = sum(over: sweeps.preferred)
  }

  private func sum(over labels: [Int32]) -> [Double] {
    var sums = Array(repeating: 0.0, count: prices.count)
    let coupled = problem.coupled
    func add(_ option: Int) {
      for entry in coupled.starts[option]..<coupled.starts[option + 1] {
        sums[Int(coupled.entryRow[entry])] += coupled.entryValue[entry]
      }
    }
    for node in problem.graph.nodeOf.lazy.map({ Int($0) }) where node < sample {
      let option = Int(bestOption[node * stride + Int(labels[node])])
      if option >= 0 { add(option) }
    }
    let scale = Double(problem.graph.count) / Double(max(1, sample))
    for row in sums.indices { sums[row] *= scale }
    for option in otherPicks { add(Int(option)) }
    return sums
  }

  /// Whether each row is about kept by what nodes prefer, or its price is 0 and it is kept.
  var isSettled: Bool { miss <= 0.03 }

  /// By how much of its norm the worst row is missed, or left unused at a price.
  var miss: Double {
    var worst = 0.0
    for row in prices.indices {
      let limits = problem.coupled.rows[row]
      let over = sums[row] - limits.rhs
      if limits.sense == .atMost, over < 0, prices[row] == 0 { continue }
      if limits.sense == .atLeast, over > 0, prices[row] == 0 { continue }
      worst = max(worst, abs(over) / norms[row])
    }
    return worst
  }

  /// Moves each price towards keeping its row: faster while the direction stays, at half the pace after it turned.
  ///
  /// By the signs of slopes alone (Riedmiller and Braun, IEEE International Conference on Neural Networks 1993, 586–591),
  /// because the slope jumps where whole regions change their class at once. Where the sums answer the prices smoothly, a
  /// secant keeps the step from going too far.
  mutating func step(growth: Double) {
    let known = before
    before = (sums, prices)
    for row in prices.indices {
      let limits = problem.coupled.rows[row]
      let over = sums[row] - limits.rhs
      if over == 0 { continue }
      if limits.sense == .atMost, over < 0, prices[row] == 0 { continue }
      if limits.sense == .atLeast, over > 0, prices[row] == 0 { continue }
      let sign = over > 0 ? -1.0 : 1.0
      if sign == direction[row] {
        steps[row] *= growth
      } else if direction[row] != 0 {
        steps[row] *= 0.5
      }
      direction[row] = sign
      var length = steps[row] * min(1, 4 * abs(over) / norms[row])
      if !known.sums.isEmpty, prices[row] != known.prices[row] {
        let slope = (sums[row] - known.sums[row]) / (prices[row] - known.prices[row])
        if slope > 0 { length = min(length, abs(over) / slope) }
      }
      prices[row] = limits.allowed(prices[row] + sign * length)
    }
  }

  /// Goes on at other prices.
  mutating func set(prices: [Double]) {
    self.prices = Self.allowed(prices, problem.coupled.rows)
  }

  /// Goes by the sums of a choice instead of what nodes prefer.
  mutating func follow(_ chosen: [Int]) { sums = problem.coupled.activities(of: chosen) }

  /// Goes on with steps that bring the price of each row to a share of itself.
  mutating func restart(share: Double) {
    for row in prices.indices {
      if prices[row] != 0 { steps[row] = share * abs(prices[row]) }
      direction[row] = 0
    }
    before = ([], [])
  }

  /// The options that the best labels of messages and prices stand for; they may break rows and blocks.
  func suggestion() -> [Int] { options(of: sweeps.rounded()) }

  /// The options that labels stand for at the prices.
  func options(of labels: [Int32]) -> [Int] {
    var chosen = otherPicks.map { Int($0) }
    for node in problem.graph.nodeOf.lazy.map({ Int($0) }) {
      let option = Int(bestOption[node * stride + Int(labels[node])])
      if option >= 0 { chosen.append(option) }
    }
    return chosen.sorted()
  }

  /// What no plan costs less than at the latest prices and messages, proved in full precision.
  ///
  /// Rows may be missed by their tolerance, and every number may be off by rounding; both are taken off.
  func certificate() -> Double {
    var total = CompensatedSum()
    var size = 0.0
    for (row, price) in zip(problem.coupled.rows, prices) where price != 0 {
      total.add(price * row.rhs)
      total.add(-abs(price) * row.tolerance)
      size += abs(price * row.rhs)
    }
    for decision in 0..<problem.coupled.decisionCount where problem.nodeOfDecision[decision] < 0 {
      var best = 0.0
      if lockedIn[decision] >= 0 {
        best = priced(Int(lockedIn[decision]))
      } else {
        for option in problem.coupled.options(of: decision) where isFree[Int(option)] {
          best = min(best, priced(Int(option)))
        }
      }
      total.add(best)
      size += abs(best)
    }
    let (bound, potts) = sweeps.certificate { node, value in
      let decision = Int(problem.decisionOfNode[node])
      if decision >= 0, lockedIn[decision] >= 0 {
        let option = Int(lockedIn[decision])
        value[Int(problem.label[option])] = priced(option)
        size += abs(problem.coupled.cost[option])
        return
      }
      value[0] = 0
      if decision < 0 { return }
      for option in problem.coupled.options(of: decision) where isFree[Int(option)] {
        let label = Int(problem.label[Int(option)])
        value[label] = min(value[label], priced(Int(option)))
      }
    }
    total.add(bound)
    // Some hundred units in the last place of all that was added, because products and messages round as well.
    return total.value - 1e-13 * (size + potts)
  }
}
