import PlanModel

/// Free land of actions in units where no option came of it, and why: what a reader of the map asks who sees land and no action.
struct IdleLand {
  /// Land of one action in one unit.
  struct Patch {
    /// The action's place in the option table.
    var action: Int
    /// Eligible area, m².
    var area: Double
    /// Why nothing can be done with it.
    var reason: String
  }
  private let patches: [Int: [Patch]]

  init(_ result: PlanResult) {
    let table = result.options
    var offered = Array(repeating: Set<Int32>(), count: table.actions.count)
    for option in table.unit.indices {
      for action in table.packages[Int(table.package[option])] {
        offered[action].insert(table.unit[option])
      }
    }
    var patches: [Int: [Patch]] = [:]
    for land in result.eligibility {
      guard let action = table.actions.firstIndex(where: { $0.id == land.action }) else { continue }
      let need = Self.need(of: table.actions[action])
      for (unit, area) in land.eligible.enumerated()
      where area > 0 && !offered[action].contains(Int32(unit)) {
        let reason =
          area * (1 + 1e-12) < need.area
          ? "\(need.what) \(ShownUnit.phrase(need.area, "m²")) in one area"
          : "its other conditions are not met here"
        patches[unit, default: []].append(Patch(action: action, area: area, reason: reason))
      }
    }
    self.patches = patches
  }

  /// The patches of a unit, in the order of the catalogue's land actions.
  subscript(unit: Int) -> [Patch] { patches[unit] ?? [] }

  /// The least land that an action needs in one unit, m², and in words what needs it.
  private static func need(of action: Action) -> (area: Double, what: String) {
    if case .wind(let density, _, _, let unitPower) = action.effect {
      let turbine = unitPower / density / action.size.share
      if turbine > action.rule.minimumLand { return (turbine, "one turbine needs") }
    }
    return (action.rule.minimumLand, "it needs")
  }
}
