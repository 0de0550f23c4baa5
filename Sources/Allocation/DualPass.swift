internal import Glibc
internal import PlanModel

/// One pass over all decisions at prices of the rows: what the Lagrangian dual and its smoothed twin come to, and how they
/// change with the prices.
///
/// The dual is Σ y·rhs + Σ over decisions of the least priced cost (Geoffrion, Mathematical Programming Study 2, 1974,
/// 82–114). The smoothed twin puts −t·log Σ exp(−r/t) in the place of the least, as Nesterov does (Mathematical
/// Programming 103, 2005, 127–152); its gradient is the right-hand side less what the decisions' mixtures sum to, its
/// curvature the mixtures' covariance divided by t.
struct DualPass: Sendable {
  /// The Lagrangian dual.
  var dual: Double
  /// The smoothed dual.
  var smoothed: Double
  /// Σ |terms| of the dual, for its rounding.
  var size: Double
  /// The signature of each part of the sums below.
  var signatures: [Int32]
  /// For each part the mean of the amounts, then the upper triangle of their covariance.
  var moments: [Double]

  /// Decisions in a chunk; fixed, so that sums do not depend on the number of workers.
  static let chunk = 1024

  /// How many numbers a part of `moments` has.
  static func width(_ table: DecisionTable) -> Int {
    let amounts = table.amountCount
    return amounts + amounts * (amounts + 1) / 2
  }

  /// Passes over all decisions.
  ///
  /// - Parameters:
  ///   - prices: One a row, of the sign that its sense allows.
  ///   - temperature: The t of the smoothing, in units of cost; 0: none, and no covariance.
  init(_ table: DecisionTable, prices: [Double], temperature: Double, workers: Workers) {
    let parts =
      (try? workers.mapChunks(of: table.decisionCount, size: Self.chunk) { places in
        ChunkSums(table, places: places, prices: prices, temperature: temperature)
      }) ?? []
    var dual = CompensatedSum()
    var smoothed = CompensatedSum()
    var size = 0.0
    for (row, price) in zip(table.rows, prices) where price != 0 {
      let term = price * row.rhs
      dual.add(term)
      smoothed.add(term)
      size += abs(term)
      // A plan may use up the tolerance, so the bound must allow for it.
      dual.add(-abs(price) * row.tolerance)
    }
    signatures = []
    moments = []
    signatures.reserveCapacity(parts.reduce(0) { $0 + $1.signatures.count })
    moments.reserveCapacity(parts.reduce(0) { $0 + $1.moments.count })
    for part in parts {
      dual.add(part.dual)
      smoothed.add(part.smoothed)
      size += part.size
      signatures += part.signatures
      moments += part.moments
    }
    self.dual = dual.value
    self.smoothed = smoothed.value
    self.size = size
  }

  /// How fast the smoothed dual grows with each price: the right-hand side less what the mixtures sum to.
  func gradient(_ table: DecisionTable) -> [Double] {
    var result = table.rows.map(\.rhs)
    let width = Self.width(table)
    let count = table.families.count
    for (part, signature) in signatures.enumerated() {
      let first = part * width
      for family in 0..<count {
        let row = Int(table.signatureRows[Int(signature) * count + family])
        if row < 0 { continue }
        var sum = 0.0
        for amount in 0..<table.amountCount {
          sum += table.families[family].factor[amount] * moments[first + amount]
        }
        result[row] -= sum
      }
    }
    return result
  }
}

/// The sums of one chunk of decisions.
private struct ChunkSums: Sendable {
  var dual = 0.0
  var smoothed = 0.0
  var size = 0.0
  var signatures: [Int32] = []
  var moments: [Double] = []

  init(_ table: DecisionTable, places: Range<Int>, prices: [Double], temperature: Double) {
    let amounts = table.amountCount
    let stride = amounts + 1
    let width = DualPass.width(table)
    let families = table.families.count
    var price = Array(repeating: 0.0, count: amounts)
    var own = Array(repeating: 0.0, count: width)
    var mean = Array(repeating: 0.0, count: amounts)
    var priced: [Double] = []
    var current = Int32(-1)
    let lines = table.lines.span
    let starts = table.starts.span
    let isSmooth = temperature > 0
    let inverse = isSmooth ? 1 / temperature : 0
    let reach = 30 * temperature
    for place in places {
      let decision = table.decision(at: place)
      let signature = table.signature[decision]
      if signature != current {
        if current >= 0 {
          signatures.append(current)
          moments += own
          for index in 0..<width { own[index] = 0 }
        }
        current = signature
        for amount in 0..<amounts { price[amount] = 0 }
        for family in 0..<families {
          let row = Int(table.signatureRows[Int(signature) * families + family])
          if row < 0 || prices[row] == 0 { continue }
          for amount in 0..<amounts {
            price[amount] += prices[row] * table.families[family].factor[amount]
          }
        }
      }
      let first = Int(unsafe starts[unchecked: decision])
      let count = Int(unsafe starts[unchecked: decision + 1]) - first
      while priced.count < count { priced.append(0) }
      let nothing = table.mustChoose[decision] ? Double.infinity : 0
      var least = nothing
      var best = -1
      for index in 0..<count {
        let base = (first + index) * stride
        var value = unsafe lines[unchecked: base]
        for amount in 0..<amounts {
          value -= price[amount] * (unsafe lines[unchecked: base + 1 + amount])
        }
        priced[index] = value
        if value < least {
          least = value
          best = index
        }
      }
      dual += least
      // What is taken off each other counts in full: the sum may be small where its terms are large.
      size += abs(least)
      if best >= 0 {
        let base = (first + best) * stride
        size += abs(unsafe lines[unchecked: base])
        for amount in 0..<amounts {
          size += abs(price[amount] * (unsafe lines[unchecked: base + 1 + amount]))
        }
      }
      guard isSmooth else {
        smoothed += least
        if best >= 0 { take(lines, (first + best) * stride, amounts, &own) }
        continue
      }
      var total = 0.0
      var near = 0
      for index in 0..<count {
        let above = priced[index] - least
        priced[index] = 0
        if !(above < reach) { continue }
        near += 1
        priced[index] = exp(-above * inverse)
        total += priced[index]
      }
      if nothing - least < reach {
        near += 1
        total += exp((least - nothing) * inverse)
      }
      if near == 1 {
        smoothed += least
        if best >= 0 { take(lines, (first + best) * stride, amounts, &own) }
        continue
      }
      smoothed += least - temperature * log(total)
      let share = 1 / total
      for amount in 0..<amounts { mean[amount] = 0 }
      for index in 0..<count {
        if priced[index] == 0 { continue }
        let base = (first + index) * stride
        let weight = priced[index] * share
        var position = amounts
        for amount in 0..<amounts {
          let part = weight * (unsafe lines[unchecked: base + 1 + amount])
          mean[amount] += part
          for other in amount..<amounts {
            own[position] += part * (unsafe lines[unchecked: base + 1 + other])
            position += 1
          }
        }
      }
      var position = amounts
      for amount in 0..<amounts {
        own[amount] += mean[amount]
        for other in amount..<amounts {
          own[position] -= mean[amount] * mean[other]
          position += 1
        }
      }
    }
    if current >= 0 {
      signatures.append(current)
      moments += own
    }
  }

  private func take(
    _ lines: Span<Double>, _ base: Int, _ amounts: Int, _ own: inout [Double]
  ) {
    for amount in 0..<amounts { own[amount] += unsafe lines[unchecked: base + 1 + amount] }
  }
}
