/// How close to the best a plan must be proved, and what that may take.
public struct SolveLimits: Sendable, Hashable {
  /// The gap that is good enough, as a share of the objective; 0 asks for the optimum.
  public var gap: Double
  /// Seconds the search may take; nil: no limit. With a limit, the answer may differ between machines.
  public var timeLimit: Double?
  /// The seed of the solver's random choices.
  public var seed: UInt64

  /// Creates limits.
  public init(gap: Double = 0.001, timeLimit: Double? = nil, seed: UInt64 = 1) {
    self.gap = gap
    self.timeLimit = timeLimit
    self.seed = seed
  }
}
