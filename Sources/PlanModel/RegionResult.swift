/// What several municipalities that are planned together came to.
public struct RegionResult: Sendable {
  /// A municipality of the region.
  public struct Member: Sendable {
    /// How far it came.
    public enum State: String, Sendable {
      /// It has a plan.
      case planned
      /// No plan can meet its rules together with its part of what is shared.
      case infeasible
      /// Its plan or its data are wrong, or its run ended otherwise; it has no part in the region's sums.
      case failed
    }
    /// The id in the region file.
    public var id: String
    /// The municipality's name; the id where its plan could not be read.
    public var name: String
    /// How far it came.
    public var state = State.failed
    /// Its planning units.
    public var units = 0
    /// Its options.
    public var options = 0
    /// Its inhabitants.
    public var population = 0.0
    /// Its emissions today, t CO2e/a.
    public var baselineEmissions = 0.0
    /// Its final energy today, kWh/a.
    public var baselineEnergy = 0.0
    /// The sum of each amount over its plan, in the order of `Amount`; empty without a plan.
    public var amounts: [Double] = []
    /// Its objective; NaN without a plan.
    public var objective = Double.nan
    /// What no plan of it with its part can beat; NaN without a plan.
    public var bound = Double.nan
    /// |objective − bound| ÷ max(|objective|, 1e−9); NaN without a plan.
    public var gap = Double.nan
    /// Its certificate's status, as its run record writes it; empty without one.
    public var status = ""
    /// How many of its own sums were compared, and how many do not agree.
    public var closures = (count: 0, open: 0)
    /// What was said where it failed, worst first.
    public var messages: [String] = []

    /// Creates a municipality that nothing is known of yet.
    public init(id: String, name: String) {
      self.id = id
      self.name = name
    }
  }
  /// A shared row with what it came to.
  public struct Row: Sendable {
    /// The row as the region file states it.
    public var row: RegionRow
    /// The municipality that it is about, by its position; nil: all.
    public var member: Int?
    /// The sum over the plans.
    public var lhs: Double
    /// The right-hand side, in the unit of the amount.
    public var rhs: Double
    /// How much the objective changes with a unit more of the right-hand side.
    public var price: Double

    /// Creates a row.
    public init(row: RegionRow, member: Int?, lhs: Double, rhs: Double, price: Double) {
      self.row = row
      self.member = member
      self.lhs = lhs
      self.rhs = rhs
      self.price = price
    }

    /// Whether the sum keeps the right-hand side, to 1e-6 of it.
    public var holds: Bool {
      let slack = 1e-6 * max(1, abs(rhs))
      return switch row.sense {
      case .atMost: lhs <= rhs + slack
      case .atLeast: lhs >= rhs - slack
      case .equal: abs(lhs - rhs) <= slack
      }
    }
  }
  /// What a split of the shared rows by inhabitants and emissions would have come to.
  public struct ProRata: Sendable {
    /// The sum of the objectives; nil where some municipality could not meet its part.
    public var objective: Double?
    /// What no such split can beat; nil as above.
    public var bound: Double?
    /// The municipalities that could not meet their part, by position.
    public var unable: [Int]

    /// Creates a result.
    public init(objective: Double?, bound: Double?, unable: [Int]) {
      self.objective = objective
      self.bound = bound
      self.unable = unable
    }
  }

  /// The region as its file states it.
  public var description: RegionDescription
  /// What is made best.
  public var objectiveAmount: Amount
  /// The municipalities, in the order of the region file.
  public var members: [Member]
  /// The shared rows.
  public var rows: [Row] = []
  /// How far the whole is proved.
  public var status = PlanStatus.infeasible
  /// The sum of the objectives of all plans; NaN without plans.
  public var objective = Double.nan
  /// What no plans of all municipalities that keep the shared rows can beat; NaN without.
  public var bound = Double.nan
  /// |objective − bound| ÷ max(|objective|, 1e−9).
  public var gap = Double.nan
  /// Which solver proved it.
  public var solver = ""
  /// Where no plans can meet all rows: names of those that conflict.
  public var conflict: [String] = []
  /// By how much each must give in a way out.
  public var relaxation: [Plan.Relaxation] = []
  /// What a split by inhabitants and emissions would have come to; nil where nothing is shared or nothing is planned.
  public var proRata: ProRata?
  /// What was found about the whole.
  public var diagnostics: [Diagnostic] = []

  /// Creates a result without plans.
  public init(
    description: RegionDescription, objectiveAmount: Amount, members: [Member]
  ) {
    self.description = description
    self.objectiveAmount = objectiveAmount
    self.members = members
  }

  /// The sum of an amount over all plans.
  public func total(_ amount: Amount) -> Double {
    members.filter { !$0.amounts.isEmpty }.map { $0.amounts[amount.index] }.compensatedSum()
  }
}
