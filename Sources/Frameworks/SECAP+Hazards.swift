public import PlanModel

extension SECAP {
  /// Climate hazards of the risk and vulnerability assessment.
  public static let hazards = Vocabulary(
    title: "SECAP hazard",
    terms: [
      "Extreme heat", "Extreme cold", "Heavy precipitation", "Floods & sea-level rise",
      "Droughts & water scarcity", "Storms", "Mass movement", "Wildfires", "Chemical change",
      "Biological hazards",
    ])

  /// Levels of the current probability and impact of a hazard.
  public static let hazardLevels = Vocabulary(
    title: "SECAP hazard level", terms: ["Low", "Moderate", "High", "Unknown"])

  /// The Covenant's word for a hazard; floods and sea-level rise share one.
  public static func term(of hazard: ClimateHazard) -> String {
    switch hazard {
    case .extremeHeat: "Extreme heat"
    case .extremeCold: "Extreme cold"
    case .heavyPrecipitation: "Heavy precipitation"
    case .flood, .seaLevelRise: "Floods & sea-level rise"
    case .drought: "Droughts & water scarcity"
    case .storm: "Storms"
    case .massMovement: "Mass movement"
    case .wildfire: "Wildfires"
    case .chemicalChange: "Chemical change"
    case .biological: "Biological hazards"
    }
  }

  /// The Covenant's word for the level of a hazard.
  public static func term(of level: HazardLevel?) -> String {
    switch level {
    case .low: "Low"
    case .moderate: "Moderate"
    case .high: "High"
    case nil: "Unknown"
    }
  }
}
