/// A named number with a unit, for one kind of area.
public struct Indicator: Sendable, Hashable {
  /// A stable id, for example `heat-density`.
  public var id: String
  /// The name for people.
  public var title: String
  /// The unit's symbol.
  public var unit: String
  /// The formula and its source in one sentence.
  public var method: String
  /// The area the number was computed at: `building`, `hectare`, `unit`, `district`, `municipality`.
  public var support: String
  /// How far it can be trusted.
  public var confidence: Confidence
  /// The layers that it is computed from: `districts`, `buildings`, `landUse`, `wasteHeat`; `constraints`, `hazards` and
  /// `interests` stand for all of their kind, `potentials.radiation` and its like for the rasters of one.
  public var layers: [String] = []
  /// The names of the default numbers that it rests on; one that ends with `.` stands for all that begin with it.
  public var defaults: [String] = []

  /// Creates a definition.
  public init(
    id: String, title: String, unit: String, method: String, support: String,
    confidence: Confidence
  ) {
    self.id = id
    self.title = title
    self.unit = unit
    self.method = method
    self.support = support
    self.confidence = confidence
  }
}

/// Indicators of areas: one column an indicator.
public struct IndicatorTable: Sendable {
  /// The definitions.
  public var indicators: [Indicator]
  /// The values: the first index is the indicator, the second the area.
  public var values: [NumberColumn]

  /// Creates a table.
  public init(indicators: [Indicator] = [], values: [NumberColumn] = []) {
    self.indicators = indicators
    self.values = values
  }
}
