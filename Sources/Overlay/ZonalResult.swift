public import PlanModel

/// What to compute besides count, sum and missing.
public struct ZonalRequest: Sendable, Hashable {
  /// Whether the smallest and the largest value are wanted.
  public var extremes = false
  /// Whether the variance is wanted.
  public var variance = false
  /// The quantiles that are wanted, each in 0…1.
  public var quantiles: [Double] = []
  /// Whether majority, minority and variety are wanted.
  public var frequencies = false
  /// Whether the covered area of each value is wanted.
  public var shares = false

  /// Asks for count, sum and missing alone.
  public init() {}

  /// Whether the single values of cells must be kept until all of a zone's are known.
  var keepsValues: Bool { !quantiles.isEmpty || frequencies || shares }
}

/// Which values lie under a zone, by the area they cover.
public struct ZonalFrequencies: Sendable, Hashable {
  /// The value that covers most; of equal ones the largest. Nil where no cell has a value.
  public var majority: Double?
  /// The value that covers least; of equal ones the smallest. Nil where no cell has a value.
  public var minority: Double?
  /// How many different values there are.
  public var variety = 0

  /// Creates the frequencies of no cell.
  public init() {}
}

/// The statistics of one band under all zones.
public struct ZonalResult: Sendable {
  /// Of each zone.
  public var statistics: [ZonalStatistics]
  /// For each quantile that was asked for, of each zone; nil where no cell has a value.
  public var quantiles: [[Double?]] = []
  /// Of each zone, where asked for.
  public var frequencies: [ZonalFrequencies] = []
  /// Of each zone, where asked for: the values by size, with the sum of coverage fractions of each.
  public var shares: [[(value: Double, count: Double)]] = []
}
