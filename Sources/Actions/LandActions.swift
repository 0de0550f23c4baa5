public import PlanModel

/// An action on land, as the overlay asks for it.
public struct LandAction: Sendable, Hashable {
  /// The action's id.
  public var id: String
  /// The land uses that it may claim.
  public var landUse: [LandUseClass]
  /// The names of the constraints that keep it off, setbacks included, each once.
  public var excludedBy: [String]
  /// The least area of a patch of land, m²; 0: any.
  public var minimumPatch = 0.0
  /// The least width of a patch of land, m; 0: any.
  public var minimumWidth = 0.0
}

/// A distance that actions keep from a land use: a constraint made of the land use's own polygons.
public struct SetbackConstraint: Sendable, Hashable {
  /// For example `setback built 500 m (wind)`.
  public var name: String
  /// The land use to keep away from.
  public var from: LandUseClass
  /// The distance, m.
  public var distance: Double
  /// The ids of the actions that it keeps off.
  public var excludes: [String]
}

/// What the overlay needs to know of the catalogue.
public struct LandActions: Sendable, Hashable {
  /// The actions on land, in the order of the catalogue.
  public var actions: [LandAction]
  /// The extra constraints, in the order in which the catalogue first asks for them.
  public var setbacks: [SetbackConstraint]
}

/// The actions of a catalogue that claim land, with the plan's constraints and their own setbacks.
///
/// - Parameters:
///   - constraints: The plan's constraints; one that names no action excludes all.
///   - nationalSetback: The country's distance of turbines from built-up land, m; it takes the place of the catalogue's
///     for actions that ask for it. nil: the catalogue's holds.
public func landActions(
  in actions: [Action], constraints: [(name: String, excludes: [String])],
  nationalSetback: Double? = nil
) -> LandActions {
  var setbacks: [SetbackConstraint] = []
  let onLand = actions.filter(\.rule.needsLand)
  for action in onLand {
    var wanted = action.rule.setbacks
    if let nationalSetback, action.rule.usesNationalSetback {
      wanted.removeAll { $0.from == .built }
      wanted.append((.built, nationalSetback))
    }
    for setback in wanted where setback.distance > 0 {
      let known = setbacks.firstIndex {
        $0.from == setback.from && $0.distance == setback.distance
      }
      if let known {
        if !setbacks[known].excludes.contains(action.id) {
          setbacks[known].excludes.append(action.id)
        }
      } else {
        setbacks.append(
          SetbackConstraint(
            name: "", from: setback.from, distance: setback.distance, excludes: [action.id]))
      }
    }
  }
  for i in setbacks.indices {
    let distance = setbacks[i].distance.shortest
    let excluded = setbacks[i].excludes.joined(separator: ", ")
    setbacks[i].name = "setback \(setbacks[i].from.word) \(distance) m (\(excluded))"
  }
  let list = onLand.map { action in
    LandAction(
      id: action.id, landUse: action.rule.landUse,
      excludedBy: constraints.filter { $0.excludes.isEmpty || $0.excludes.contains(action.id) }
        .map(\.name)
        + setbacks.filter { $0.excludes.contains(action.id) }.map(\.name),
      minimumPatch: action.rule.minimumPatch, minimumWidth: action.rule.minimumWidth)
  }
  return LandActions(actions: list, setbacks: setbacks)
}
