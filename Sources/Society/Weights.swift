public import PlanModel

/// How weights follow from a ranking of things, the most important first.
public enum RankRule: String, Sendable, CaseIterable {
  /// w_i = (1/n) Σ_{k=i…n} 1/k, the centre of all weights that keep the ranking (formula recalled).
  case centroid
  /// w_i = 2 (n + 1 − i) / (n (n + 1)) (formula recalled).
  case sum
  /// w_i = (1/i) / Σ_j 1/j (formula recalled).
  case reciprocal
  /// w_i = 1/n whatever the ranking.
  case equal
}

/// Weights of criteria or of groups: not negative, and together 1.
///
/// Names of the rules of ranking as read in Sustainability 12 (14), 5588; their formulas are recalled. Weights of points and of
/// swings are recalled (swings: von Winterfeldt and Edwards 1986).
public struct Weights: Sendable, Hashable {
  /// The weights, in the order of what they weigh.
  public let values: [Double]

  /// Takes numbers that add up to something to 1.
  init(scaling numbers: [Double]) {
    let sum = numbers.compensatedSum()
    values = numbers.map { $0 / sum }
  }

  /// The same weight for each of `count` things.
  ///
  /// - Precondition: At least one thing.
  public init(equal count: Int) {
    precondition(count > 0, "weights of nothing")
    values = Array(repeating: 1 / Double(count), count: count)
  }

  /// Weights by points that were handed out among the things, usually 100: w = p / Σp.
  ///
  /// - Throws: `PlanningFailure` with every number of points that is negative or no number, or where all are 0.
  public init(points: [Double]) throws(PlanningFailure) {
    var complaints = Complaints("society.points")
    complaints.expect(points, "number of points", in: 0...1e300 / Double(max(points.count, 1)))
    complaints.expect(
      !points.contains { $0.isNaN } && points.contains { $0 > 0 }, "No points were given.",
      "Hand out 100 points among the criteria.")
    try complaints.settle()
    self.init(scaling: points)
  }

  /// Weights by swings: how much the step from the worst to the best state of each criterion matters, beside the
  /// most important step, which is 100; w = s / Σs.
  ///
  /// They belong to the ranges of the criteria that were shown: ask again where a range changes.
  ///
  /// - Throws: `PlanningFailure` with every swing outside 0…100, or where none is 100.
  public init(swings: [Double]) throws(PlanningFailure) {
    var complaints = Complaints("society.swings")
    complaints.expect(swings, "swing", in: 0...100)
    complaints.expect(
      swings.contains(100), "No swing is 100.",
      "Give 100 to the criterion whose step from worst to best matters most.")
    try complaints.settle()
    self.init(scaling: swings)
  }

  /// Weights by a ranking: 1 for the most important thing; things of one rank share the mean weight of their places.
  ///
  /// Only the order of the numbers counts, so `[1, 2, 2, 4]`, `[1, 2, 2, 3]` and `[1, 5, 5, 9]` mean the same.
  ///
  /// - Throws: `PlanningFailure` where nothing is ranked.
  public init(ranks: [Int], by rule: RankRule) throws(PlanningFailure) {
    var complaints = Complaints("society.ranks")
    complaints.expect(!ranks.isEmpty, "Nothing is ranked.", "Rank at least one criterion.")
    try complaints.settle()
    let order = ranks.indices.sorted { (ranks[$0], $0) < (ranks[$1], $1) }
    let places = Self.places(count: ranks.count, by: rule)
    var numbers = Array(repeating: 0.0, count: ranks.count)
    var place = 0
    while place < order.count {
      let tied = order[place...].prefix { ranks[$0] == ranks[order[place]] }
      let mean = places[tied.indices].compensatedSum() / Double(tied.count)
      for thing in tied { numbers[thing] = mean }
      place += tied.count
    }
    self.init(scaling: numbers)
  }

  /// The weights of the places of a ranking without ties.
  private static func places(count n: Int, by rule: RankRule) -> [Double] {
    switch rule {
    case .centroid:
      var weights = Array(repeating: 0.0, count: n)
      var sum = CompensatedSum()
      for i in stride(from: n, through: 1, by: -1) {
        sum.add(1 / Double(i))
        weights[i - 1] = sum.value / Double(n)
      }
      return weights
    case .sum: return (0..<n).map { 2 * Double(n - $0) / (Double(n) * Double(n + 1)) }
    case .reciprocal:
      let sum = (1...n).map { 1 / Double($0) }.compensatedSum()
      return (1...n).map { 1 / Double($0) / sum }
    case .equal: return Array(repeating: 1 / Double(n), count: n)
    }
  }
}
