import Glibc
public import PlanModel

/// The weights that follow from comparisons in pairs, and how far the comparisons agree with one another.
///
/// As read in pyDecision (`ahp.py`) and others: w is the principal eigenvector, λmax = mean((A w)_i / w_i),
/// CI = (λmax − n) / (n − 1), CR = CI / RI; up to 0.10 counts as consistent.
public struct PairwisePriorities: Sendable {
  /// A judgement that the others contradict.
  public struct Contradiction: Sendable, Hashable {
    /// The thing compared, counted from 0.
    public let row: Int
    /// What it is compared with, counted from 0.
    public let column: Int
    /// How many times more the row matters, as judged.
    public let stated: Double
    /// What the other judgements say together: the geometric mean of a_ik a_kj over all k, held within 1/9…9.
    public let implied: Double
  }
  /// The weights.
  public let weights: Weights
  /// The principal eigenvalue; n where all judgements agree.
  public let principalEigenvalue: Double
  /// (λmax − n) / (n − 1); 0 for one or two things.
  public let consistencyIndex: Double
  /// The index as a share of that of random judgements; 0 for one or two things, which cannot contradict each other.
  public let consistencyRatio: Double
  /// The judgement that is farthest from what the others say; the first of equal ones; nil for fewer than three things.
  public let farthest: Contradiction?

  /// Changes of all weights below this end the power iteration.
  private static let tolerance = 1e-14
  /// Matrices of positive judgements converge in some ten to a hundred rounds.
  private static let mostRounds = 10_000

  /// Works out weights and consistency.
  ///
  /// - Parameter randomIndices: The mean index of random judgements for 1, 2, 3, … things (`SocietyRules.randomIndices`).
  /// - Throws: `PlanningFailure` where no index is known for so many things.
  public init(
    of comparison: PairwiseComparison, randomIndices: [Double]
  ) throws(PlanningFailure) {
    let n = comparison.count
    var complaints = Complaints("society.comparisons")
    complaints.expect(
      n <= randomIndices.count && (n < 3 || randomIndices[n - 1] > 0),
      "No random index is known for \(n) things.",
      "Compare at most \(randomIndices.count) things in pairs.")
    try complaints.settle()
    func image(_ w: [Double]) -> [Double] {
      (0..<n).map { i in (0..<n).map { comparison.judgement(i, over: $0) * w[$0] }.compensatedSum()
      }
    }
    var w = Array(repeating: 1 / Double(n), count: n)
    for _ in 0..<Self.mostRounds {
      let next = Weights(scaling: image(w)).values
      let change = zip(next, w).map { abs($0 - $1) }.max() ?? 0
      w = next
      if change < Self.tolerance { break }
    }
    let eigenvalue = zip(image(w), w).map { $0 / $1 }.compensatedSum() / Double(n)
    weights = Weights(scaling: w)
    principalEigenvalue = eigenvalue
    // Rounding can bring a consistent matrix a hair below n.
    consistencyIndex = n < 3 ? 0 : max(0, (eigenvalue - Double(n)) / Double(n - 1))
    consistencyRatio = n < 3 ? 0 : consistencyIndex / randomIndices[n - 1]
    farthest = Self.farthest(in: comparison)
  }

  private static func farthest(in comparison: PairwiseComparison) -> Contradiction? {
    let n = comparison.count
    guard n > 2 else { return nil }
    var worst: (Contradiction, Double)?
    for i in 0..<n {
      for j in (i + 1)..<max(n, i + 1) {
        let others = (0..<n).filter { $0 != i && $0 != j }.map {
          log(comparison.judgement(i, over: $0)) + log(comparison.judgement($0, over: j))
        }
        let implied = others.compensatedSum() / Double(n - 2)
        let distance = abs(log(comparison.judgement(i, over: j)) - implied)
        // Equal distances differ by rounding; the first one stands.
        if worst.map({ distance > $0.1 + 1e-9 }) ?? true {
          worst = (
            Contradiction(
              row: i, column: j, stated: comparison.judgement(i, over: j),
              implied: min(9, max(1 / 9, exp(implied)))), distance
          )
        }
      }
    }
    return worst?.0
  }

  /// What to tell a group whose judgements contradict one another; nil where they agree well enough.
  ///
  /// - Parameters:
  ///   - names: What is compared.
  ///   - limit: The largest ratio that passes (`SocietyRules.consistencyLimit`).
  public func finding(names: [String], limit: Double) -> Diagnostic? {
    precondition(names.count == weights.values.count, "one name for each thing")
    guard consistencyRatio > limit, let farthest else { return nil }
    let pair = "\(names[farthest.row]) against \(names[farthest.column])"
    return Diagnostic(
      .warning, "society.inconsistent",
      "The comparisons contradict one another: their consistency ratio is \(short(consistencyRatio)), above \(short(limit)).",
      remedy:
        "Ask again about \(pair): it was judged \(short(farthest.stated)), and the other comparisons together say \(short(farthest.implied))."
    )
  }

  /// A number with two decimals.
  private func short(_ number: Double) -> String {
    let hundredths = Int((number * 100).rounded())
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }
}
