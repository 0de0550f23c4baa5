import Glibc
public import PlanModel
import Reference

/// A group's judgements of things in pairs by Saaty's analytic hierarchy process: how many times more row matters than column.
///
/// As read in pyDecision (`ahp.py`) and others: a judgement lies between 1/9 and 9, and a_ji = 1 / a_ij.
public struct PairwiseComparison: Sendable, Hashable {
  /// The number of things, at least 1.
  public let count: Int
  /// The judgements, row by row.
  let matrix: [Double]

  /// The largest number of things that a random index is known for.
  public static let mostThings = ReferenceData.mostCompared

  /// Takes the judgements above the diagonal, row by row: 1 with 2, 1 with 3, …, 2 with 3, ….
  ///
  /// - Throws: `PlanningFailure` with every judgement outside 1/9…9, or where there are not n (n − 1) / 2 for n in 1…10.
  public init(count: Int, upperTriangle: [Double]) throws(PlanningFailure) {
    var complaints = Complaints("society.comparisons")
    complaints.expect(
      (1...Self.mostThings).contains(count), "\(count) things are compared in pairs.",
      "Compare 1 to \(Self.mostThings) things; with more, use ranks or swings, or group them in two levels."
    )
    try complaints.settle()
    let wanted = count * (count - 1) / 2
    complaints.expect(
      upperTriangle.count == wanted,
      "There are \(upperTriangle.count) judgements where \(count) things have \(wanted) pairs.",
      "State one judgement for each pair.")
    // 1/9 is no exact number; whoever writes 0.1111 means it.
    complaints.expect(upperTriangle, "judgement", in: 0.111...9.000_001)
    try complaints.settle()
    var matrix = Array(repeating: 1.0, count: count * count)
    var next = 0
    for i in 0..<count {
      for j in (i + 1)..<max(count, i + 1) {
        matrix[i * count + j] = upperTriangle[next]
        matrix[j * count + i] = 1 / upperTriangle[next]
        next += 1
      }
    }
    self.init(count: count, matrix: matrix)
  }

  private init(count: Int, matrix: [Double]) {
    self.count = count
    self.matrix = matrix
  }

  /// How many times more `row` matters than `column`, counted from 0.
  public func judgement(_ row: Int, over column: Int) -> Double { matrix[row * count + column] }

  /// The judgements of several people as those of one group: a_ij = Π_k a_ij,k^λ_k (aggregation of individual judgements).
  ///
  /// The weighted geometric mean keeps a_ji = 1 / a_ij. As read in pyDecision and others.
  ///
  /// - Throws: `PlanningFailure` where there is nobody, or people compare different numbers of things.
  public static func group(
    of people: [PairwiseComparison], counting weights: Weights
  ) throws(PlanningFailure) -> PairwiseComparison {
    var complaints = Complaints("society.comparisons")
    complaints.expect(!people.isEmpty, "Nobody compared anything.", "Ask at least one person.")
    complaints.expect(
      people.count == weights.values.count,
      "There are comparisons of \(people.count) people and \(weights.values.count) weights.",
      "State one weight for each person.")
    let count = people.first?.count ?? 0
    for (person, comparison) in people.enumerated() {
      complaints.expect(
        comparison.count == count,
        "Person \(person + 1) compares \(comparison.count) things and the first person \(count).",
        "Ask everybody for the same pairs.")
    }
    try complaints.settle()
    var matrix = Array(repeating: 1.0, count: count * count)
    for i in 0..<count {
      for j in 0..<i {
        let logarithm = zip(people, weights.values).map { log($0.matrix[i * count + j]) * $1 }
          .compensatedSum()
        matrix[i * count + j] = exp(logarithm)
        matrix[j * count + i] = exp(-logarithm)
      }
    }
    return PairwiseComparison(count: count, matrix: matrix)
  }
}
