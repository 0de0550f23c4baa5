/// Where an action stands, by the words of the Covenant of Mayors.
public enum ProgressStatus: String, Sendable, CaseIterable {
  /// Nothing has begun.
  case notStarted = "Not started"
  /// Work has begun and is not at its end.
  case ongoing = "Ongoing"
  /// Nothing more will be done, because all that was meant is there.
  case completed = "Completed"
  /// It waits; what is built already stays.
  case postponed = "Postponed"
  /// It will not be done, or not go on.
  case cancelled = "Cancelled"
  /// It was done without being part of the plan.
  case new = "New"
}

/// A month of a year, as in `2027-03`.
public struct ProgressMonth: Sendable, Hashable, Comparable {
  /// The year.
  public var year: Int
  /// The month, 1 to 12.
  public var month: Int

  /// Names a month.
  public init(year: Int, month: Int) {
    self.year = year
    self.month = month
  }

  /// By time.
  public static func < (lhs: ProgressMonth, rhs: ProgressMonth) -> Bool {
    (lhs.year, lhs.month) < (rhs.year, rhs.month)
  }

  /// As ISO 8601 writes it.
  public var text: String { "\(year)-\(month < 10 ? "0" : "")\(month)" }
}

/// What a table of progress says of one action in one place.
public struct ProgressEntry: Sendable, Hashable {
  /// What a done amount is counted in.
  public enum Measure: String, Sendable, CaseIterable {
    /// A share of what is planned.
    case share = "%"
    /// Investment, EUR.
    case investment = "EUR"
    /// Power at the grid, kW.
    case gridPower = "kW"
    /// Renewable energy in a year, kWh.
    case renewableEnergy = "kWh/a"
    /// Land, m².
    case land = "m2"
    /// Yearly reduction of emissions, t CO2e.
    case reduction = "t/a"
    /// Planning units.
    case units = "units"

    /// The amount of options that it is; nil for shares and for units.
    public var amount: Amount? {
      switch self {
      case .share, .units: nil
      case .investment: .investment
      case .gridPower: .gridPower
      case .renewableEnergy: .renewableEnergy
      case .land: .land
      case .reduction: .co2
      }
    }
  }

  /// The action, by id.
  public var action: String
  /// The district, by id; nil where the unit alone is named.
  public var district: String?
  /// The planning unit, by id; nil: what the district has beside the units that are told on their own.
  public var unit: String?
  /// Where it stands.
  public var status: ProgressStatus
  /// How much is done, in the measure; a share is in 0…1 of the plan. Nil: not said.
  public var done: Double?
  /// What the done amount is counted in.
  public var measure = Measure.share
  /// What was spent so far, EUR; nil: not said.
  public var spent: Double?
  /// What that avoids in a year, t CO2e; nil: not said.
  public var saved: Double?
  /// When work began or is to begin.
  public var start: ProgressMonth?
  /// When it ended or is to end.
  public var end: ProgressMonth?
  /// For people.
  public var note = ""
  /// The line of the table.
  public var line: Int

  /// Creates an entry that says no more than the status.
  public init(
    action: String, district: String?, unit: String? = nil, status: ProgressStatus, line: Int
  ) {
    self.action = action
    self.district = district
    self.unit = unit
    self.status = status
    self.line = line
  }
}

extension ProgressEntry {
  /// What is told as done, where it is told in an amount, in its unit; nil else.
  func done(in amount: Amount) -> Double? { measure.amount == amount ? done : nil }
}

/// What the plan file says of progress.
public struct ProgressDescription: Sendable, Hashable {
  /// The table, as an absolute path.
  public var file: String
  /// The year by whose end the table tells what is done.
  public var year: Int
  /// What the table says, once it is read.
  public var entries: [ProgressEntry] = []
  /// Rows that cannot be read, with what they name: action, district, unit and line.
  public var unread: [ProgressEntry] = []
  /// The line of the plan file.
  public var line: Int?

  /// Names a table.
  public init(file: String, year: Int, line: Int? = nil) {
    self.file = file
    self.year = year
    self.line = line
  }
}
