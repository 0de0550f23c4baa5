import Actions
import Overlay
import PlanModel
import Reference

/// The land actions with everything that keeps them off: the plan's constraints and their own setbacks.
struct LandPlan {
  /// Constraints of the plan, then setbacks.
  var constraints: [ConstraintLayer] = []
  /// What may claim land.
  var actions: [Overlay.LandAction] = []

  init(inputs: PlanInputs, actions catalogue: [Action]) {
    let known = landActions(
      in: catalogue,
      constraints: inputs.constraints.map { ($0.source.source.name, $0.source.excludes) })
    for (source, layer) in inputs.constraints {
      constraints.append(
        ConstraintLayer(
          name: source.source.name, geometry: layer.geometry, buffer: source.buffer))
    }
    // Without a land-use layer every square metre is unknown, and there is nothing to keep away from.
    if let landUse = inputs.landUse {
      for setback in known.setbacks {
        constraints.append(
          setbackConstraint(
            name: setback.name, from: [setback.from], distance: setback.distance,
            landUse: landUse))
      }
    }
    let names = Set(constraints.map(\.name))
    actions = known.actions.map { action in
      Overlay.LandAction(
        id: action.id, landUse: action.landUse,
        excludedBy: action.excludedBy.filter(names.contains))
    }
  }

  /// How far outside the districts land use can matter, in m.
  static func reach(of actions: [Action]) -> Double {
    actions.flatMap { $0.rule.setbacks.map(\.distance) }.max() ?? 0
  }

  /// The actions with the country's distance of wind turbines from built-up land, where the action came from
  /// the built-in catalogue; a city's own catalogue states its own.
  static func withCountrySetbacks(
    _ actions: [Action], country: String, reference: ReferenceData,
    defaults: inout [SourcedNumber]
  ) -> [Action] {
    let national = reference.windSetback(country: country)
    return actions.map { action in
      guard case .wind = action.effect, action.place.file == builtInCatalogueName else {
        return action
      }
      var action = action
      action.rule.setbacks = action.rule.setbacks.map { setback in
        setback.from == .built ? (setback.from, national.value) : setback
      }
      defaults.append(national)
      return action
    }
  }
}
