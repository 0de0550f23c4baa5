import Glibc
public import PlanModel

/// Whether like values lie side by side: Moran's I of a map.
///
/// I = (n / S0) Σ_ij w_ij z_i z_j / Σ z_i², z_i the deviation from the mean (formula recalled). Expected by chance is
/// −1 / (n − 1); the variance is that of values put on the units at random (Cliff and Ord 1981; recalled).
public struct SpatialAutocorrelation: Sendable, Hashable {
  /// I: above the expected value where like values lie together, below it where they alternate.
  public let index: Double
  /// −1 / (n − 1).
  public let expected: Double
  /// How many standard deviations I is from the expected value; nil where the variance is 0.
  public let zScore: Double?
  /// How likely a value at least as far from the expected one is by chance, if I is normally distributed, which it nearly is for
  /// many units; nil where the variance is 0.
  public var normalProbability: Double? { zScore.map { erfc(abs($0) / 2.0.squareRoot()) } }

  /// The share of permutations at least as far from the expected value, (k + 1) / (R + 1); nil without permutations.
  public let probability: Double?

  /// Measures it.
  ///
  /// - Parameters:
  ///   - values: One value a unit.
  ///   - permutations: How many permutations are tried (`SocietyRules.permutations`); 0: none.
  ///   - seed: Two runs with one seed try the same permutations, whatever the number of workers.
  /// - Returns: nil for fewer than four units, without any neighbours, or where all values are equal.
  /// - Throws: `PlanningFailure` where the columns do not fit or a value is no number.
  public init?(
    of values: [Double], near weights: SpatialWeights, permutations: Int = 0, seed: UInt64 = 0,
    workers: Workers = Workers(1)
  ) throws {
    var complaints = Complaints("society.values")
    complaints.expect(
      values.count == weights.count,
      "There are \(values.count) values and \(weights.count) units with neighbours.",
      "State one value for each unit.")
    complaints.expect(values, "value", in: -1e100...1e100)
    complaints.expect(
      permutations >= 0, "The number of permutations is \(permutations).", "State at least 0.")
    try complaints.settle()
    guard values.count >= 4, !weights.weight.isEmpty else { return nil }
    let n = Double(values.count)
    let mean = values.compensatedSum() / n
    let z = values.map { $0 - mean }
    let squares = z.map { $0 * $0 }.compensatedSum()
    // Equal values leave a rounding error of their mean.
    guard squares > n * mean * mean * 1e-28, squares > 0 else { return nil }
    let total = weights.weight.compensatedSum()
    @Sendable func moran(_ z: [Double]) -> Double {
      let products = z.indices.map { z[$0] * weights.lag(z, of: $0) }
      return n / total * products.compensatedSum() / squares
    }
    let observed = moran(z)
    let byChance = -1 / (n - 1)
    index = observed
    expected = byChance
    let fourth = z.map { $0 * $0 * $0 * $0 }.compensatedSum()
    let variance = Self.variance(
      weights, total: total, kurtosis: n * fourth / (squares * squares))
    zScore = variance > 0 ? (observed - byChance) / variance.squareRoot() : nil
    if permutations == 0 {
      probability = nil
    } else {
      let far = try workers.mapChunks(of: permutations, size: 16) { chunk in
        var count = 0
        for permutation in chunk {
          var random = RandomStream(seed: seed, purpose: 1, number: permutation)
          var shuffled = z
          for last in stride(from: shuffled.count - 1, to: 0, by: -1) {
            shuffled.swapAt(last, random.below(last + 1))
          }
          // As far as rounding tells: a permutation into itself counts.
          if abs(moran(shuffled) - byChance) >= abs(observed - byChance) * (1 - 1e-12) {
            count += 1
          }
        }
        return count
      }
      probability = Double(far.reduce(0, +) + 1) / Double(permutations + 1)
    }
  }

  private static func variance(
    _ weights: SpatialWeights, total s0: Double, kurtosis b2: Double
  ) -> Double {
    let n = Double(weights.count)
    // S1 = ½ Σ_ij (w_ij + w_ji)², S2 = Σ_i (w_i. + w_.i)².
    let s1 =
      zip(weights.weight, weights.reverse).map { ($0 + $1) * ($0 + $1) }.compensatedSum() / 2
    let s2 = (0..<weights.count).map { unit in
      let row = weights.offsets[unit]..<weights.offsets[unit + 1]
      let sum = row.map { weights.weight[$0] + weights.reverse[$0] }.compensatedSum()
      return sum * sum
    }.compensatedSum()
    let first = n * ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * s0 * s0)
    let second = b2 * ((n * n - n) * s1 - 2 * n * s2 + 6 * s0 * s0)
    return (first - second) / ((n - 1) * (n - 2) * (n - 3) * s0 * s0) - 1 / ((n - 1) * (n - 1))
  }
}

/// Where high or low values gather: Getis and Ord's Gi* of each unit, as a z-score.
///
/// Gi* = (Σ_j w_ij x_j − x̄ Σ_j w_ij) / (s √((n Σ_j w_ij² − (Σ_j w_ij)²) / (n − 1))), with the unit itself among its
/// neighbours and s the standard deviation of the population (Ord and Getis 1995; recalled). Above 1.96 it is a hot spot and
/// below −1.96 a cold spot at 95 %, one unit by itself.
///
/// - Parameter selfWeight: The weight of the unit itself: 1 with pairs of weight 1.
/// - Returns: nil for fewer than four units or where all values are equal; a unit that is near to all others alike has nil.
/// - Throws: `PlanningFailure` where the columns do not fit or a value is no number.
public func hotSpots(
  of values: [Double], near weights: SpatialWeights, selfWeight: Double = 1
) throws(PlanningFailure) -> [Double?]? {
  var complaints = Complaints("society.values")
  complaints.expect(
    values.count == weights.count,
    "There are \(values.count) values and \(weights.count) units with neighbours.",
    "State one value for each unit.")
  complaints.expect(values, "value", in: -1e100...1e100)
  complaints.expect([selfWeight], "weight of a unit itself", in: 0...1e100)
  try complaints.settle()
  guard values.count >= 4 else { return nil }
  let n = Double(values.count)
  let mean = values.compensatedSum() / n
  let z = values.map { $0 - mean }
  let squares = z.map { $0 * $0 }.compensatedSum()
  guard squares > n * mean * mean * 1e-28, squares > 0 else { return nil }
  let deviation = (squares / n).squareRoot()
  return values.indices.map { unit in
    let row = weights.weight[weights.offsets[unit]..<weights.offsets[unit + 1]]
    let sum = row.compensatedSum() + selfWeight
    let sumOfSquares = row.map { $0 * $0 }.compensatedSum() + selfWeight * selfWeight
    let spread = (n * sumOfSquares - sum * sum) / (n - 1)
    guard spread > 1e-12 * sumOfSquares else { return nil }
    return (weights.lag(z, of: unit) + selfWeight * z[unit]) / (deviation * spread.squareRoot())
  }
}
