public import PlanModel

/// What kind of work an action is, for the value that it adds in the place.
public enum ValueTechnology: String, Sendable, CaseIterable {
  case envelope
  case heat
  case network
  case solar
  case wind
  case transport
  case green
  case equipment

  /// The kind of an action, by what it does.
  public init(_ action: Action) {
    switch action.effect {
    case .saveSpaceHeat: self = .envelope
    case .supplyHeat: self = action.cost.includesNetwork ? .network : .heat
    case .solarThermal, .photovoltaic: self = .solar
    case .wind: self = .wind
    case .saveActivity, .switchActivity:
      self = action.activities.contains(where: \.isTransport) ? .transport : .equipment
    case .green, .sequester, .adapt: self = .green
    case .saveElectricity, .saveAppliances, .saveEnergy, .reduceEmissions: self = .equipment
    }
  }
}
