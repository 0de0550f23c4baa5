/// Several municipalities that are planned together, as a region file states them.
public struct RegionDescription: Sendable, Hashable {
  /// The region file's path, or the name to use in messages.
  public var file = ""
  /// The folder that relative paths start from.
  public var folder = ""
  /// The region's name.
  public var name = ""
  /// A sentence that must stand on every output.
  public var notice: String?
  /// The layer of municipalities that all have the common plan; nil: there is none.
  public var layer: LayerSource?
  /// The common plan's file or the folder of it, as absolute path.
  public var commonPlan: String?
  /// The municipalities, in the order of the file; of a folder in the order of their names, of a layer in that of their ids.
  public var municipalities: [RegionMember] = []
  /// What all of them share, in the order of the file.
  public var rows: [RegionRow] = []
  /// The gap that is good enough for the split between them.
  public var gap = 0.001
  /// The seed of the solver's random choices.
  public var seed: UInt64 = 1

  /// Creates an empty description.
  public init() {}
}

/// A municipality of a region.
public struct RegionMember: Sendable, Hashable {
  /// A short name for files and rows; unique in the region.
  public var id: String
  /// Its plan file or the folder of it, as absolute path.
  public var plan: String
  /// The line of the region file.
  public var line: Int?
  /// What of the common plan's sources is its own; nil: it has a plan of its own.
  public var territory: PlanTerritory?

  /// Creates a municipality.
  public init(id: String, plan: String, line: Int? = nil) {
    self.id = id
    self.plan = plan
    self.line = line
  }
}

/// A budget, target, floor or cap that municipalities share.
public struct RegionRow: Sendable, Hashable {
  /// The right-hand side.
  public enum Limit: Sendable, Hashable {
    /// An amount in internal units.
    case amount(Double)
    /// A share of the baseline of all municipalities, or of each its own where the row is one for each.
    case shareOfBaseline(Double)
    /// A share of what all municipalities together come to; only of rows that are one for each.
    case shareOfPlan(Double)
  }
  /// The row's name, unique in the region.
  public var name: String
  /// What is summed.
  public var amount: Amount
  /// Whether each municipality has the row for itself.
  public var isForEach: Bool
  /// How the sum compares.
  public var sense: RowSense
  /// With what.
  public var limit: Limit
  /// The line of the region file.
  public var line: Int?

  /// Creates a row.
  public init(
    name: String, amount: Amount, isForEach: Bool, sense: RowSense, limit: Limit, line: Int? = nil
  ) {
    self.name = name
    self.amount = amount
    self.isForEach = isForEach
    self.sense = sense
    self.limit = limit
    self.line = line
  }
}
