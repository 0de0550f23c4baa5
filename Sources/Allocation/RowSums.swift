public import PlanModel

/// How the rows of a problem stand for some chosen options.
public struct RowSums: Sendable {
  /// The name of each row.
  public let names: [String]
  /// The sum of each row; rows per group one after the other, as in `Plan.rows`.
  public let sums: [Double]
  /// Whether the sum keeps the row, to the tolerance that plans are held to.
  public let isMet: [Bool]

  /// Adds every row up over the chosen options.
  ///
  /// - Precondition: The problem has no error by `problemDiagnostics`.
  public init(of chosen: [Int], in problem: PlanningProblem) {
    let coupled = CoupledProblem(problem)
    names = coupled.rows.map(\.name)
    sums = coupled.activities(of: chosen)
    isMet = zip(coupled.rows, sums).map { row, sum in
      switch row.sense {
      case .atMost: sum <= row.rhs + row.tolerance
      case .atLeast: sum >= row.rhs - row.tolerance
      case .equal: abs(sum - row.rhs) <= 1e-6 * max(1, abs(row.rhs))
      }
    }
  }
}
