/// What a hazard meets at one level, one entry an area in each column; overlapping features count once.
public struct HazardExposure: Sendable {
  /// What strikes.
  public var hazard: ClimateHazard
  /// How bad it is there; nil: the plan gives no level.
  public var level: HazardLevel?
  /// Exposed ground, m².
  public var area: [Double]
  /// People whose dwellings lie in it.
  public var people: [Double]
  /// Buildings, each by the share of its footprint that lies in it.
  public var buildings: [Double]
  /// Gross floor area of these, m².
  public var floorArea: [Double]

  /// Creates the exposure of no area.
  public init(hazard: ClimateHazard, level: HazardLevel?) {
    self.hazard = hazard
    self.level = level
    area = []
    people = []
    buildings = []
    floorArea = []
  }
}

/// The risk of one hazard, one entry an area in each column.
public struct HazardRisk: Sendable {
  /// What strikes.
  public var hazard: ClimateHazard
  /// Level × exposed share of people × vulnerability.
  public var index: [Double]
  /// The class of the index; nil where nothing is exposed.
  public var level: [HazardLevel?]

  /// Creates the risk of a hazard.
  public init(hazard: ClimateHazard, index: [Double], level: [HazardLevel?]) {
    self.hazard = hazard
    self.index = index
    self.level = level
  }
}

/// Exposure and risk of areas.
public struct ClimateRisk: Sendable {
  /// By hazard, then level from high to low.
  public var exposures: [HazardExposure]
  /// By hazard.
  public var risks: [HazardRisk]
  /// How vulnerable the people of each area are, 1 as in the municipality.
  public var vulnerability: [Double]
  /// How the index and its classes come about, in words.
  public var rule: String

  /// Creates a risk.
  public init(
    exposures: [HazardExposure], risks: [HazardRisk], vulnerability: [Double], rule: String
  ) {
    self.exposures = exposures
    self.risks = risks
    self.vulnerability = vulnerability
    self.rule = rule
  }
}
