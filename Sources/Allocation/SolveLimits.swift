public import PlanModel

/// How close to the best a plan must be proved, by which solver, and what that may take.
public struct SolveLimits: Sendable, Hashable {
  /// How a plan is sought.
  public enum Solver: String, Sendable, CaseIterable {
    /// By the size and the kind of the problem; the plan says which it was.
    case auto
    /// A linear relaxation, then branch and bound by CBC.
    case exact
    /// Prices on the rows, and each unit's best answer to them.
    case decomposition
  }
  /// The gap that is good enough, as a share of the objective; 0 asks for the optimum.
  public var gap: Double
  /// Seconds the search may take; nil: no limit. With a limit, the answer may differ between machines.
  public var timeLimit: Double?
  /// The seed of the solver's random choices.
  public var seed: UInt64
  /// How the plan is sought.
  public var solver: Solver
  /// How many workers may be used; the plan does not depend on it.
  public var workers: Workers

  /// Creates limits.
  public init(
    gap: Double = 0.001, timeLimit: Double? = nil, seed: UInt64 = 1, solver: Solver = .auto,
    workers: Workers = Workers(1)
  ) {
    self.gap = gap
    self.timeLimit = timeLimit
    self.seed = seed
    self.solver = solver
    self.workers = workers
  }

  /// - Throws: `AllocationFailure.wrongLimits` where the gap or the time limit makes no sense.
  func requireSound() throws(AllocationFailure) {
    guard gap >= 0, gap.isFinite else {
      throw .wrongLimits("The asked gap must be a number of at least 0.")
    }
    if let timeLimit, !(timeLimit > 0) {
      throw .wrongLimits("The time limit must be a positive number of seconds.")
    }
  }

  /// The same with a share of the time that is left of the limit; at least a thousandth of a second, in which what is known
  /// already is still told.
  ///
  /// - Parameter elapsed: Seconds since the limit began to run.
  func left(after elapsed: Double, share: Double = 1) -> SolveLimits {
    var limits = self
    limits.timeLimit = timeLimit.map { max(($0 - elapsed) * share, 1e-3) }
    return limits
  }
}
