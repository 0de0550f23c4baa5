/// A budget of the plan in the middle of the work.
///
/// What it allows is spent, committed to what is under way, planned anew, or left.
public struct ProgressBudget: Sendable, Hashable {
  /// The row's name; that of a row for each district has the district's id behind it.
  public var name: String
  /// What the budget allows, EUR.
  public var limit: Double
  /// What was spent, EUR.
  public var spent: Double
  /// What the rest of the work under way takes, EUR.
  public var committed: Double
  /// What is planned anew of it, EUR.
  public var plannedAnew: Double

  /// Creates a budget of which nothing is planned anew yet.
  public init(name: String, limit: Double, spent: Double, committed: Double) {
    self.name = name
    self.limit = limit
    self.spent = spent
    self.committed = committed
    plannedAnew = 0
  }

  /// What may still be planned, EUR; negative where more is spent and committed than there is.
  public var free: Double { limit - spent - committed }
  /// What stays over after planning again, EUR.
  public var left: Double { free - plannedAnew }
}

/// What became of a plan by the end of a year, and what is planned of the rest.
public struct ProgressResult: Sendable, Hashable {
  /// The year by whose end things stand as told.
  public var year: Int
  /// The lines: by district, then in the order of the catalogue, a unit's own lines before the rest of its district.
  public var lines: [ProgressLine]
  /// The budgets for investment.
  public var budgets: [ProgressBudget]
  /// Rows of the plan that are about phases that are over, so that they bind nothing any more.
  public var pastRows: [String]
  /// The investment of the plan that was being carried out, EUR.
  public var plannedInvestment: Double

  /// Creates a result.
  public init(
    year: Int, lines: [ProgressLine], budgets: [ProgressBudget], pastRows: [String],
    plannedInvestment: Double
  ) {
    self.year = year
    self.lines = lines
    self.budgets = budgets
    self.pastRows = pastRows
    self.plannedInvestment = plannedInvestment
  }
}
