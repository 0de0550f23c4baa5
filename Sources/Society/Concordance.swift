import Glibc
public import PlanModel

/// How far several groups agree on the order of areas: Kendall's coefficient of concordance.
///
/// W = 12 Σ(R_i − R̄)² / (m² (n³ − n) − m Σ T), with R_i the sum of area i's ranks over m groups, ranks of equal scores
/// shared, and T = Σ (t³ − t) over a group's runs of t equal scores. The formula and its correction for ties are recalled.
public struct Concordance: Sendable, Hashable {
  /// W: 1 where all groups have one order, 0 where they cancel out.
  public let coefficient: Double
  /// m (n − 1) W, about chi-square with n − 1 degrees of freedom where the orders have nothing to do with one another.
  public let chiSquare: Double
  /// The number of areas less one.
  public let degreesOfFreedom: Int
  /// The probability of at least so high a value by chance; rough for fewer than some seven areas.
  public let probability: Double

  /// Compares the scores that groups give to areas.
  ///
  /// - Parameter scores: For each group the scores of all areas; only their order counts.
  /// - Returns: nil for fewer than two groups or areas, or where every group finds all areas equal.
  /// - Throws: `PlanningFailure` where columns do not fit or a score is no number.
  public init?(of scores: [[Double]]) throws(PlanningFailure) {
    var complaints = Complaints("society.scores")
    let n = scores.first?.count ?? 0
    for (group, column) in scores.enumerated() {
      complaints.expect(
        column.count == n,
        "Group \(group + 1) scores \(column.count) areas and the first group \(n).",
        "State one score of each group for each area.")
      complaints.expect(
        column, "score of group \(group + 1)",
        in: -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude)
    }
    try complaints.settle()
    guard scores.count > 1, n > 1 else { return nil }
    var sums = Array(repeating: 0.0, count: n)
    var ties = 0.0
    for column in scores {
      let order = column.indices.sorted { (column[$0], $0) < (column[$1], $1) }
      var place = 0
      while place < n {
        let run = order[place...].prefix { column[$0] == column[order[place]] }
        let length = Double(run.count)
        // Halves add up exactly, so no compensation is needed.
        for area in run { sums[area] += Double(place) + (length + 1) / 2 }
        ties += length * length * length - length
        place += run.count
      }
    }
    let m = Double(scores.count)
    let count = Double(n)
    let mean = m * (count + 1) / 2
    let largest = m * m * (count * count * count - count) - m * ties
    guard largest > 0 else { return nil }
    let squares = sums.map { ($0 - mean) * ($0 - mean) }.compensatedSum()
    coefficient = min(1, 12 * squares / largest)
    chiSquare = m * (count - 1) * coefficient
    degreesOfFreedom = n - 1
    probability = upperGamma((count - 1) / 2, chiSquare / 2)
  }
}

/// The regularised upper incomplete gamma function Q(a, x): the tail of chi-square is Q(df/2, x/2).
///
/// By its series below a + 1 and its continued fraction above (recalled: Press and others, Numerical Recipes, section 6.2).
func upperGamma(_ a: Double, _ x: Double) -> Double {
  if x <= 0 { return 1 }
  let front = exp(a * log(x) - x - lgamma(a).0)
  let most = 200 + Int(20 * a.squareRoot())
  if x < a + 1 {
    var term = 1 / a
    var sum = term
    for step in 1...most {
      term *= x / (a + Double(step))
      sum += term
      if term < sum * 1e-16 { break }
    }
    return max(0, 1 - front * sum)
  }
  var b = x + 1 - a
  var c = 1e300
  var d = 1 / b
  var result = d
  for step in 1...most {
    let term = -Double(step) * (Double(step) - a)
    b += 2
    d = 1 / max(1e-300, abs(term * d + b)) * ((term * d + b) < 0 ? -1 : 1)
    c = b + term / c
    if abs(c) < 1e-300 { c = 1e-300 }
    result *= d * c
    if abs(d * c - 1) < 1e-15 { break }
  }
  return min(1, front * result)
}
