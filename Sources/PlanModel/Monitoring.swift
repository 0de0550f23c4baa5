/// Where a measured year is read.
public struct MonitoringSource: Sendable, Hashable {
  /// The year that was measured.
  public var year: Int
  /// The table of that year's inventory, as absolute path; nil: none.
  public var inventory: String?
  /// The table of where actions stand, as absolute path; nil: none.
  public var statuses: String?

  /// Creates a source.
  public init(year: Int, inventory: String?, statuses: String?) {
    self.year = year
    self.inventory = inventory
    self.statuses = statuses
  }
}

/// A measured year.
public struct MonitoredYear: Sendable {
  /// The year.
  public var year: Int
  /// The inventory of that year; nil: not measured.
  public var inventory: Inventory?
  /// Where actions stand, in the order of the table; nil: not reported.
  public var statuses: [ActionStatus]?

  /// Creates a year.
  public init(year: Int, inventory: Inventory?, statuses: [ActionStatus]?) {
    self.year = year
    self.inventory = inventory
    self.statuses = statuses
  }
}

/// Where an action stands in a district.
public struct ActionStatus: Sendable, Hashable {
  /// The statuses, in the Covenant of Mayors' words.
  public enum Status: String, Sendable, CaseIterable {
    case notStarted = "Not started"
    case ongoing = "Ongoing"
    case completed = "Completed"
    case postponed = "Postponed"
    case cancelled = "Cancelled"
  }
  /// The action's id.
  public var action: String
  /// The district's id; nil: the whole municipality.
  public var district: String?
  /// Where it stands.
  public var status: Status
  /// Spent so far, EUR; nil: not reported.
  public var investment: Double?
  /// Reached so far, t CO2e/a; nil: not reported.
  public var reduction: Double?
  /// The date of the report, as written; empty: none.
  public var date = ""
  /// A remark; empty: none.
  public var note = ""
  /// Where it stands in the table.
  public var place = Place()

  /// Creates a report of a status.
  public init(
    action: String, district: String?, status: Status, investment: Double? = nil,
    reduction: Double? = nil
  ) {
    self.action = action
    self.district = district
    self.status = status
    self.investment = investment
    self.reduction = reduction
  }
}
