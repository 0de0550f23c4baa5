import Actions
import Overlay
import PlanModel

/// The land actions with everything that keeps them off: the plan's constraints and their own setbacks.
struct LandPlan {
  /// Constraints of the plan, then setbacks.
  var constraints: [ConstraintLayer] = []
  /// What may claim land.
  var actions: [LandAction] = []

  init(_ plan: PlanDescription, inputs: PlanInputs, actions catalogue: [Action]) {
    for (source, layer) in inputs.constraints {
      constraints.append(
        ConstraintLayer(
          name: source.source.name, geometry: layer.geometry, buffer: source.buffer))
    }
    for action in catalogue where action.rule.needsLand {
      var excludedBy = inputs.constraints.filter {
        $0.source.excludes.isEmpty || $0.source.excludes.contains(action.id)
      }.map(\.source.source.name)
      if let landUse = inputs.landUse {
        for setback in action.rule.setbacks {
          let name = "\(setback.distance.shortest) m from \(setback.from.word)"
          if !constraints.contains(where: { $0.name == name }) {
            constraints.append(
              setbackConstraint(
                name: name, from: [setback.from], distance: setback.distance, landUse: landUse))
          }
          excludedBy.append(name)
        }
      }
      actions.append(
        LandAction(id: action.id, landUse: action.rule.landUse, excludedBy: excludedBy))
    }
  }

  /// How far outside the districts land use can matter, in m.
  static func reach(of actions: [Action]) -> Double {
    actions.flatMap { $0.rule.setbacks.map(\.distance) }.max() ?? 0
  }
}
