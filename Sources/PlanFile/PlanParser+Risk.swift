import PlanModel

extension PlanParser {
  /// One layer of where a hazard strikes.
  mutating func hazard(_ mapping: YAMLMapping) -> HazardSource? {
    let name = layerName(mapping)
    let hazard = mapping.word("hazard", as: ClimateHazard.self)
    let buffer = mapping.quantity("buffer")
    let source = source(mapping, name: name ?? "", roles: PlanKeys.hazardRoles)
    guard name != nil, let hazard, let source else { return nil }
    var result = HazardSource(source: source, hazard: hazard)
    result.buffer = buffer ?? 0
    return result
  }

  /// A finding where the points of waste heat do not say how much it is.
  func checkWasteHeat(_ mapping: YAMLMapping, _ source: LayerSource?) {
    guard let source else { return }
    let roles = Set(source.fields.map(\.role))
    if roles.contains("energy") || roles.isSuperset(of: ["power", "hours"]) { return }
    mapping.report(
      "no-waste-heat", "The layer of waste heat does not say how much it is.",
      remedy: "Map a field to the role `energy`, or two to `power` and `hours`.", at: "fields")
  }
}
