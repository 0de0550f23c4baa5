import PlanModel

/// The layers of a result as tables with geometry, in the plan's CRS.
enum MapLayers {
  /// The names of the layers that a result has, in the order they are written.
  static func names(of result: PlanResult) -> [String] {
    ["districts", "units", "eligibility", "interests", "buildings"]
  }
}
