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
  /// Borders and blocks, which it does not see, are decided on as `allocate` does by decomposition, to a gap of 1 %.
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
  /// The draw's rules for blocks that `kept` breaks, in the order of `clusters`.
  public var brokenBlocks: [String]
  /// How much worse the plan is than the choice of the draw, in the objective's unit with what borders cost, at least 0; nil
  /// where it has lost an option or breaks a row or a block, so that the two cannot be compared, and where there is no choice.
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
    let coupled = CoupledProblem(problem)
    let compact = CompactProblem(where: problem, coupled: coupled)
    brokenBlocks =
      compact.map { compact in
        let broken = Set(compact.smallBlocks(of: kept).map(\.rule))
        return broken.sorted().map { compact.clusters[$0].name }
      } ?? []
    do {
      switch method {
      case .relaxed: chosen = try Self.relaxed(problem, coupled, near: kept)
      case .proved(let limits):
        let best = try allocate(problem, limits: limits, from: WarmStart(chosen: kept))
        chosen = best.status == .infeasible ? nil : best.chosen
      }
      isUndecided = false
    } catch let failure as AllocationFailure where failure.leavesItOpen {
      chosen = nil
      isUndecided = true
    }
    guard let chosen, isWhole, rows.isMet.allSatisfy({ $0 }), brokenBlocks.isEmpty else { return }
    func cost(_ options: [Int]) -> Double {
      compact?.cost(of: options) ?? coupled.cost(of: options)
    }
    regret = max(0, cost(kept) - cost(chosen))
  }

  /// The choice by the relaxation or, with borders or blocks, by decomposition; nil: no plan meets the rules.
  ///
  /// - Throws: `AllocationFailure` where it cannot be made.
  private static func relaxed(
    _ problem: PlanningProblem, _ coupled: CoupledProblem, near kept: [Int]
  ) throws -> [Int]? {
    let options: [Int]
    switch try relaxedChoice(problem) {
    case .noPlan: return nil
    case .unknown: throw AllocationFailure.noPlanFound
    case .plan(let whole): options = whole
    }
    let limits = SolveLimits(gap: 0.01, solver: .decomposition)
    guard let solver = CompactSolver(problem, coupled: coupled, limits: limits, elapsed: { 0 })
    else { return options }
    guard case .plan(let chosen, _, _, _) = try solver.solve(start: WarmStart(chosen: kept)) else {
      return nil
    }
    return chosen
  }
}
