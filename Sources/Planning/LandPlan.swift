import Actions
import Overlay
import PlanModel

/// The land actions with everything that keeps them off: the plan's constraints and their own setbacks.
struct LandPlan {
  /// Constraints of the plan, then setbacks.
  var constraints: [ConstraintLayer] = []
  /// What may claim land.
  var actions: [Overlay.LandAction] = []

  /// - Parameter nationalSetback: The country's distance of turbines from built-up land, m.
  init(inputs: PlanInputs, actions catalogue: [Action], nationalSetback: Double) {
    let known = landActions(
      in: catalogue,
      constraints: inputs.constraints.map { ($0.source.source.name, $0.source.excludes) },
      nationalSetback: nationalSetback)
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
        excludedBy: action.excludedBy.filter(names.contains), minimumPatch: action.minimumPatch,
        minimumWidth: action.minimumWidth)
    }
  }

  /// The units cut by land use and constraints, and by what is too narrow or too small for an action.
  ///
  /// The second cut is made only where an action asks for a least patch or width; its constraints are then
  /// part of the plan as all others are.
  mutating func partition(
    _ units: PlanningUnits, landUse: Layer?, gridSize: Double, workers: Workers
  ) throws -> AreaPartitioning {
    let partitioning = try areaPartition(
      of: units, landUse: landUse, constraints: constraints, gridSize: gridSize, workers: workers)
    let picky = actions.filter { $0.minimumPatch > 0 || $0.minimumWidth > 0 }
    if picky.isEmpty { return partitioning }
    let land = try Overlay.eligibility(
      of: picky, in: partitioning, units: units, workers: workers)
    let patches = try patchConstraints(
      of: land, actions: picky, gridSize: gridSize, workers: workers)
    if patches.isEmpty { return partitioning }
    for (constraint, action) in patches {
      constraints.append(constraint)
      for position in actions.indices where actions[position].id == action {
        actions[position].excludedBy.append(constraint.name)
      }
    }
    return try areaPartition(
      of: units, landUse: landUse, constraints: constraints, gridSize: gridSize, workers: workers)
  }

  /// How far outside the districts land use can matter, in m.
  static func reach(of actions: [Action], nationalSetback: Double) -> Double {
    let stated = actions.flatMap { $0.rule.setbacks.map(\.distance) }
    let national = actions.contains(where: \.rule.usesNationalSetback) ? [nationalSetback] : []
    return (stated + national).max() ?? 0
  }
}
