public import PlanModel

/// How a run is to be done; none of it changes what the plan file says.
public struct RunSettings: Sendable {
  /// Which solver decides.
  public enum Solver: String, Sendable, CaseIterable {
    /// Picked by the size of the problem; the run record says which.
    case auto
    /// Branch and bound by CBC.
    case exact
    /// Prices and repair, for very large problems.
    case decomposition
  }

  /// How many workers each stage may use; the result does not depend on it.
  public var workers = Workers(2)
  /// The gap that is good enough, as a share; nil: the plan file's.
  public var gap: Double?
  /// Seconds the solver may take; nil: no limit.
  public var timeLimit: Double?
  /// The seed; nil: the plan file's.
  public var seed: UInt64?
  /// Which solver decides.
  public var solver = Solver.auto
  /// In how many possible worlds the plan is asked again; nil: as many as the plan file says.
  public var draws: Int?

  /// The folder of an earlier run to start from; nil: none.
  public var earlierRun: String?

  /// Rows beside those of the plan file: a municipality's part of what a region shares.
  var regionalRows: [RowDescription] = []
  /// A plan that keeps all rows, as options of the problem, where one is known.
  var knownPlan: [Int]?

  /// Creates the usual settings.
  public init() {}
}
