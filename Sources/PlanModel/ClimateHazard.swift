/// A climate hazard, as the Covenant of Mayors' risk and vulnerability assessment names it.
///
/// The Covenant has one row for floods and sea-level rise; here they are two, because their places differ.
public enum ClimateHazard: String, Sendable, CaseIterable {
  case extremeHeat
  case extremeCold
  case heavyPrecipitation
  case flood
  case seaLevelRise
  case drought
  case storm
  case massMovement
  case wildfire
  case chemicalChange
  case biological

  /// The name for people.
  public var title: String {
    switch self {
    case .extremeHeat: "Extreme heat"
    case .extremeCold: "Extreme cold"
    case .heavyPrecipitation: "Heavy precipitation"
    case .flood: "Flood"
    case .seaLevelRise: "Sea-level rise"
    case .drought: "Drought and water scarcity"
    case .storm: "Storm"
    case .massMovement: "Mass movement"
    case .wildfire: "Wildfire"
    case .chemicalChange: "Chemical change"
    case .biological: "Biological hazard"
    }
  }

  /// The word in ids of indicators, for example `extreme-heat`.
  public var slug: String {
    rawValue.map { $0.isUppercase ? "-" + $0.lowercased() : String($0) }.joined()
  }
}

/// How bad a hazard is where it strikes.
public enum HazardLevel: UInt8, Sendable, CaseIterable {
  case low
  case moderate
  case high

  /// The word used in plan files.
  public var word: String { "\(self)" }
}

/// A layer of where a hazard strikes.
public struct HazardSource: Sendable {
  /// Where the features come from.
  public var source: LayerSource
  /// What strikes.
  public var hazard: ClimateHazard
  /// How far around its features it reaches, in m.
  public var buffer = 0.0

  /// Creates a source of a hazard.
  public init(source: LayerSource, hazard: ClimateHazard) {
    self.source = source
    self.hazard = hazard
  }
}
