public import PlanModel

/// In which units a layer in the plan's words has its numbers.
public enum ProfileUnits {
  /// The roles of a layer's fields, each with the unit that a plan file must state, or nil where it states none.
  public static func roles(of layer: Layer) -> [(role: String, unit: String?)] {
    let known = PlanKeys.buildingRoles + PlanKeys.districtRoles
    return layer.fields.map { field in
      guard let role = known.first(where: { $0.name == field.role }),
        case .measure(let dimension) = role.kind
      else { return (field.role, nil) }
      let symbol = Unit.internal(dimension).symbol
      // Counts and shares are written without a unit.
      return (field.role, dimension == .count || symbol.isEmpty ? nil : symbol)
    }
  }
}
