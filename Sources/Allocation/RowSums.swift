public import PlanModel

/// How the rows of a problem stand for some chosen options.
public struct RowSums: Sendable {
  /// The name of each row.
  public let names: [String]
  /// The sum of each row; rows per group one after the other, as in `Plan.rows`.
  public let sums: [Double]
  /// Whether the sum keeps the row, to the tolerance that plans are held to.
  public let isMet: [Bool]
  /// By how much the row that is missed most is missed, as a share of its right-hand side (of its largest amount where that
  /// is 0); 0 where all rows are kept.
  public let missed: Double

  /// Adds every row up over the chosen options.
  ///
  /// - Precondition: The problem has no error by `problemDiagnostics`.
  public init(of chosen: [Int], in problem: PlanningProblem) {
    let coupled = CoupledProblem(problem)
    names = coupled.rows.map(\.name)
    sums = coupled.activities(of: chosen)
    var isMet: [Bool] = []
    var worst = 0.0
    for (index, sum) in sums.enumerated() {
      let row = coupled.rows[index]
      let tolerance = CoupledProblem.tolerance(
        rhs: row.rhs, scale: row.scale, share: RowTolerance.share(row.sense))
      let missed = coupled.violation(of: index, activity: sum)
      isMet.append(missed <= tolerance)
      if missed > tolerance {
        let side = abs(row.rhs)
        worst = max(worst, missed / (side > 0 ? side : row.scale))
      }
    }
    self.isMet = isMet
    missed = worst
  }
}
