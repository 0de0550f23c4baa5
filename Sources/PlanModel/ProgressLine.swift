/// What became of one planned action in one place by the end of a year.
///
/// The lines of a table part the plan: what is planned of all lines is the plan. What is planned of a line is done, under
/// way, not begun, or given up.
public struct ProgressLine: Sendable, Hashable {
  /// Money and yearly emissions.
  public struct Amounts: Sendable, Hashable {
    /// EUR.
    public var investment: Double
    /// t CO2e/a avoided.
    public var reduction: Double

    /// Creates a pair.
    public init(investment: Double = 0, reduction: Double = 0) {
      self.investment = investment
      self.reduction = reduction
    }

    /// A share of both.
    public static func * (share: Double, amounts: Amounts) -> Amounts {
      Amounts(
        investment: share * amounts.investment, reduction: share * amounts.reduction)
    }
  }

  /// The position of the action in the catalogue.
  public var action: Int
  /// The row of the district.
  public var district: Int
  /// The planning unit; nil: the units of the district that no line of their own tells.
  public var unit: Int?
  /// Where it stands; what the table leaves out has not started.
  public var status: ProgressStatus
  /// What the table says; nil: nothing.
  public var entry: ProgressEntry?
  /// The planned options with the action in this place, ascending; none where it was not planned.
  public var options: [Int]
  /// The units of those.
  public var units: Int
  /// What was planned.
  public var planned: Amounts
  /// What is done as a share of what was planned; above 1 where more was done. 1 where nothing was planned and all is new.
  public var doneShare: Double
  /// What should be done by now by the plan's years, as a share of what was planned.
  public var dueShare: Double
  /// The years in which the plan does it; nil where it was not planned.
  public var years: ClosedRange<Int>?
  /// What was spent, EUR, and what that avoids, t CO2e/a: told, or the done share of the plan.
  public var actual: Amounts
  /// What is planned now in this place, after planning again; nothing where there is no new plan.
  public var now = Amounts()

  /// Whether what the plan chose stays chosen: it is done, under way, or waits half-way.
  public var isHeld: Bool {
    switch status {
    case .ongoing, .completed: !options.isEmpty
    case .postponed: !options.isEmpty && doneShare > 0
    case .notStarted, .cancelled, .new: false
    }
  }

  /// The share of the plan that is done.
  public var done: Double { options.isEmpty ? 0 : min(1, doneShare) }
  /// The share of the plan that is under way: the rest of what has begun.
  public var underWay: Double { isHeld && status != .completed ? 1 - done : 0 }
  /// The share of the plan that will not come: the rest of what is cancelled, or completed with less.
  public var givenUp: Double {
    switch status {
    case .cancelled, .completed: options.isEmpty ? 0 : 1 - done
    case .notStarted, .ongoing, .postponed, .new: 0
    }
  }
  /// The share of the plan that has not begun.
  public var notBegun: Double { options.isEmpty ? 0 : 1 - done - underWay - givenUp }

  /// What it comes to once it is at its end: what is spent and avoided already, and the rest of what is under way as planned.
  public var expected: Amounts {
    let rest = underWay * planned
    return Amounts(
      investment: actual.investment + rest.investment,
      reduction: actual.reduction + rest.reduction)
  }

  /// How much more than planned it comes to; of what is free to be planned again, what is spent and avoided already.
  public var surplus: Amounts {
    let expected = expected
    guard isHeld else { return expected }
    return Amounts(
      investment: expected.investment - planned.investment,
      reduction: expected.reduction - planned.reduction)
  }

  /// How far work is behind the plan's years, in months; 0 where it is not.
  public var monthsBehind: Double {
    guard let years, status != .completed, status != .cancelled, status != .new else { return 0 }
    return max(0, dueShare - done) * Double(years.count) * 12
  }

  /// Whether work is late at the end of a year: its end is past, by the table or by the plan, or it is a year behind.
  ///
  /// An end later than the plan's is an agreed delay, which counts as behind, not as past.
  public func isLate(in year: Int) -> Bool {
    guard let years, status != .completed, status != .cancelled, status != .new else {
      return false
    }
    if let end = entry?.end {
      return end <= ProgressMonth(year: year, month: 12) || monthsBehind >= 12
    }
    return years.upperBound <= year || monthsBehind >= 12
  }
}

extension ProgressLine {
  /// A line of what was not planned, and what no table tells.
  public init(unplanned action: Int, in district: Int) {
    self.init(
      action: action, district: district, unit: nil, status: .notStarted, entry: nil, options: [],
      units: 0, planned: Amounts(), doneShare: 0, dueShare: 0, years: nil, actual: Amounts())
  }
}
