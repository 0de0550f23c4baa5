/// What is proved of one search, in the terms of the problem that was searched.
public struct Certificate: Sendable, Hashable {
  /// How far it is proved.
  public var status: PlanStatus
  /// The objective of the plan found; NaN where none was.
  public var objective: Double
  /// What no plan of the problem can beat; NaN where no plan exists.
  public var bound: Double
  /// |objective − bound| ÷ max(|objective|, 1e−9); NaN where no plan was found.
  public var gap: Double

  /// Creates a certificate.
  public init(status: PlanStatus, objective: Double, bound: Double, gap: Double) {
    self.status = status
    self.objective = objective
    self.bound = bound
    self.gap = gap
  }
}
