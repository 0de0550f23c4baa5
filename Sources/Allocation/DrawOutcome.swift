public import PlanModel

/// A problem as it would be if its uncertain numbers were others.
public struct DrawnProblem: Sendable {
  /// The problem; its rows and options may be others than those of the problem that was decided.
  public var problem: PlanningProblem
  /// Where each option of the decided problem is here, −1 for one that does not exist; nil: where it was.
  public var positions: [Int]?

  /// Creates a drawn problem.
  public init(_ problem: PlanningProblem, positions: [Int]? = nil) {
    self.problem = problem
    self.positions = positions
  }
}

/// How a drawn problem is decided.
public enum DrawMethod: Sendable, Hashable {
  /// By the linear relaxation, as `relaxedChoice` does: quick, and whole but in a few units; rows may be missed by their size.
  case relaxed
  /// By `allocate`, to the gap of the limits.
  case proved(SolveLimits)
}

/// What one draw came to, for a plan that was decided before.
public struct DrawOutcome: Sendable {
  /// The options that are chosen in the draw, in its own numbering; nil: no plan meets its rules, or it could not be decided.
  public var chosen: [Int]?
  /// Whether the choice could not be made, so that nothing is known.
  public var isUndecided: Bool
  /// The options of the earlier plan that exist in the draw, in its numbering.
  public var kept: [Int]
  /// Whether all options of the earlier plan exist.
  public var isWhole: Bool
  /// The draw's rows over `kept`.
  public var rows: RowSums
  /// How much worse the plan is than the choice of the draw, in the objective's unit, at least 0; nil where it has lost an
  /// option or breaks a row, so that the two cannot be compared, and where there is no choice.
  public var regret: Double?

  /// Decides a draw and holds a plan against it.
  ///
  /// - Parameter plan: The plan's chosen options, in the numbering of the problem that it was made for.
  /// - Throws: `AllocationFailure`.
  public init(of drawn: DrawnProblem, keeping plan: [Int], method: DrawMethod) throws {
    let problem = drawn.problem
    try problem.requireSound()
    let kept = plan.compactMap { option -> Int? in
      let now = drawn.positions.map { $0[option] } ?? option
      return now >= 0 ? now : nil
    }
    self.kept = kept
    isWhole = kept.count == plan.count
    rows = RowSums(of: kept, in: problem)
    isUndecided = false
    switch method {
    case .relaxed:
      switch try Allocation.relaxedChoice(problem) {
      case .plan(let options): chosen = options
      case .noPlan: chosen = nil
      case .unknown:
        chosen = nil
        isUndecided = true
      }
    case .proved(let limits):
      do {
        let best = try allocate(problem, limits: limits, from: WarmStart(chosen: kept))
        chosen = best.status == .infeasible ? nil : best.chosen
      } catch AllocationFailure.noPlanInTime {
        chosen = nil
        isUndecided = true
      }
    }
    guard let chosen, isWhole, rows.isMet.allSatisfy({ $0 }) else { return }
    let sign = problem.sense == .minimise ? 1.0 : -1.0
    func value(_ options: [Int]) -> Double {
      options.lazy.map { problem.objective[$0] }.compensatedSum()
    }
    regret = max(0, sign * (value(kept) - value(chosen)))
  }
}
