internal import CBCBinding
internal import PlanModel

/// Asks again and again which sets of rows a plan can keep, with all locks or none, over one linear relaxation.
///
/// Rows that are not asked about are set free, so each answer starts from where the last one ended. The relaxation looks for
/// the plan that keeps the rows with the most room, in units of each row's largest amount: rounding it then moves no row
/// across its limit wherever there is room, and the question is settled without a search.
final class RowQuestions {
  /// What a relaxation can say.
  enum Answer {
    /// No plan keeps the rows; those whose weights prove it, ascending.
    case no(proof: [Int])
    /// A plan keeps them.
    case yes
    /// The relaxation has a solution, or there was no time, and nothing more is known.
    case open
  }

  private let problem: CoupledProblem
  private let reduction: Reduction
  private let scaled: ScaledModel
  private let solver: RelaxationSolver
  /// In place of the two where there are many options.
  private let blocks: BlockRelaxation?
  /// With more free options than this, decisions are put together in blocks.
  static let largestPlain = 2000
  /// Rows that even the best choice for each of them alone cannot meet.
  let impossible: [Int]

  /// - Throws: `CBCError`.
  init(_ problem: CoupledProblem, keepsLocks: Bool) throws(CBCError) {
    self.problem = problem
    // As if rows could be broken: then no option is dropped on account of a row that is not asked about.
    let reduction = Reduction(
      problem, cost: Array(repeating: 0, count: problem.optionCount),
      rowIsActive: Array(repeating: true, count: problem.rows.count),
      lockIsActive: Array(repeating: keepsLocks, count: problem.locks.count), isElastic: true)
    self.reduction = reduction
    impossible = reduction.impossibleRows(problem)
    let cost = Array(repeating: 0.0, count: problem.optionCount)
    let isLarge = reduction.free.count > Self.largestPlain
    blocks = isLarge ? BlockRelaxation(problem, reduction, cost: cost) : nil
    var scaled = ScaledModel(
      problem, reduction, cost: cost, options: isLarge ? [] : reduction.free, isInteger: false)
    // The room: at most a fraction a row is fractional, so one largest amount a row is all that rounding can move.
    let room = reduction.rows.enumerated().compactMap { index, row -> (row: Int, value: Double)? in
      let size = problem.rows[row].scale * scaled.rowScale[index]
      return switch problem.rows[row].sense {
      case .atMost: (index, size)
      case .atLeast: (index, -size)
      case .equal: nil
      }
    }
    scaled.model.addColumn(
      objective: -1, upper: Double(reduction.rows.count + 1), isInteger: false, entries: room)
    self.scaled = scaled
    solver = try RelaxationSolver(scaled.model)
  }

  /// Whether a plan keeps some rows.
  ///
  /// - Throws: `CBCError`.
  func ask(
    _ rows: [Int], secondsLeft: () -> Double? = { nil }
  ) throws(CBCError) -> Answer {
    var isAsked = Array(repeating: false, count: problem.rows.count)
    for row in rows { isAsked[row] = true }
    if let blocks {
      return switch try blocks.solve(.room, isActive: isAsked, secondsLeft: secondsLeft) {
      case .infeasible(let proof): .no(proof: proof)
      case .plan: .yes
      case .open, .solved: .open
      }
    }
    let seconds = secondsLeft()
    for (index, row) in scaled.rows.enumerated() {
      solver.setRow(
        index, lower: isAsked[row] ? scaled.model.rowLower[index] : -.infinity,
        upper: isAsked[row] ? scaled.model.rowUpper[index] : .infinity)
    }
    switch try solver.solve(seconds: seconds) {
    case .stopped: return .open
    case .infeasible:
      // What is proved must be proved by the rows that are named, so weights that are nearly nothing go first.
      let ray = solver.ray
      let largest = ray.reduce(0) { max($0, abs($1)) }
      let clear = ray.map { abs($0) > 1e-9 * largest ? $0 : 0 }
      var weights = scaled.unscaled(prices: clear, rowCount: problem.rows.count)
      for row in weights.indices where !isAsked[row] { weights[row] = 0 }
      guard Pricing.provesNoPlan(problem, reduction, ray: weights) else { return .open }
      let proof = zip(scaled.rows, clear).filter { isAsked[$0.0] && $0.1 != 0 }
      return .no(proof: proof.map(\.0))
    case .optimal:
      let rounded = reduction.fixed + scaled.chosen(from: solver.values, in: problem)
      return problem.brokenRows(of: rounded).contains { isAsked[$0] } ? .open : .yes
    }
  }
}
