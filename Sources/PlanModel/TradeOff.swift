/// One plan on a trade-off curve, without its reasons.
public struct TradeOffPoint: Sendable, Hashable {
  /// How far the plan is proved; `infeasible`: no choice meets the rules here; `limit` without an objective: the search ended
  /// before any plan was found.
  public var status: PlanStatus
  /// The objective of the problem; NaN where there is no plan.
  public var objective: Double
  /// What no plan can beat in the objective: at all on a sweep; with at least as good a sum of the other quantity on a
  /// frontier.
  public var bound: Double
  /// The gap between the two, as a share.
  public var gap: Double
  /// The sum of each row, in the order of the curve's `rowNames`; empty where there is no plan.
  public var sums: [Double]
  /// How many decisions differ from those of the point before that has a plan; nil at the first.
  public var changed: Int?
  /// The chosen options, ascending.
  public var chosen: [Int]

  /// Whether a plan was found.
  public var hasPlan: Bool { !objective.isNaN }

  /// Creates a point.
  public init(
    status: PlanStatus, objective: Double, bound: Double, gap: Double, sums: [Double],
    changed: Int? = nil, chosen: [Int]
  ) {
    self.status = status
    self.objective = objective
    self.bound = bound
    self.gap = gap
    self.sums = sums
    self.changed = changed
    self.chosen = chosen
  }
}

/// How the best objective moves with one row's right-hand side.
public struct Sweep: Sendable {
  /// The best plan at one right-hand side.
  public struct Point: Sendable {
    /// The right-hand side, in the row's unit.
    public var rhs: Double
    /// The plan.
    public var plan: TradeOffPoint
    /// What one more unit of right-hand side does to the objective, at the linear relaxation; NaN where there is no plan.
    public var price: Double
    /// Why it is not known whether there is a plan, as a sentence; nil: it is.
    public var unanswered: String?

    /// Creates a point.
    public init(rhs: Double, plan: TradeOffPoint, price: Double, unanswered: String? = nil) {
      self.rhs = rhs
      self.plan = plan
      self.price = price
      self.unanswered = unanswered
    }
  }
  /// The row.
  public var row: String
  /// Its right-hand side in the problem.
  public var current: Double
  /// The names of all rows, as in `Plan.rows`.
  public var rowNames: [String]
  /// The points, in the order asked for.
  public var points: [Point]

  /// Creates a curve.
  public init(row: String, current: Double, rowNames: [String], points: [Point]) {
    self.row = row
    self.current = current
    self.rowNames = rowNames
    self.points = points
  }
}

/// The plans between the best for the objective and the best for a second quantity that some weighting makes best.
public struct Frontier: Sendable {
  /// One supported plan.
  public struct Point: Sendable {
    /// The plan; no other with at least as good a sum of the second quantity can beat its bound in the objective.
    public var plan: TradeOffPoint
    /// The sum of the second quantity.
    public var amount: Double
    /// What no plan can beat in the second quantity; told at the end where that was made best, nil elsewhere.
    public var amountBound: Double?
    /// How much objective a unit of the second quantity was worth where the plan was found: 0 at one end, infinite at the
    /// other.
    public var weight: Double

    /// Creates a point.
    public init(
      plan: TradeOffPoint, amount: Double, amountBound: Double? = nil, weight: Double
    ) {
      self.plan = plan
      self.amount = amount
      self.amountBound = amountBound
      self.weight = weight
    }
  }
  /// The name of the second quantity.
  public var amount: String
  /// Whether more of it is better.
  public var moreIsBetter: Bool
  /// The names of all rows, as in `Plan.rows`.
  public var rowNames: [String]
  /// The points from the best objective to the best second quantity; empty where no plan meets the rules.
  public var points: [Point]
  /// Whether no supported plan is missing, to the gap asked for; otherwise the number of points or a limit of time ended the
  /// search.
  public var isComplete: Bool
  /// The searches that gave up, one sentence each; what they would have found is missing.
  public var unanswered: [String]

  /// Creates a frontier.
  public init(
    amount: String, moreIsBetter: Bool, rowNames: [String], points: [Point], isComplete: Bool,
    unanswered: [String] = []
  ) {
    self.amount = amount
    self.moreIsBetter = moreIsBetter
    self.rowNames = rowNames
    self.points = points
    self.isComplete = isComplete
    self.unanswered = unanswered
  }
}
