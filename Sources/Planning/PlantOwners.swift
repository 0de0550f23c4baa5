import PlanModel

extension PlanDescription {
  /// The actions with the owners that the plan file names for plants on land.
  ///
  /// - Parameter actions: The actions that are on offer.
  func applyingOwners(to actions: [Action]) -> (actions: [Action], diagnostics: [Diagnostic]) {
    var diagnostics: [Diagnostic] = []
    for stated in benefits.owners {
      let place = Place(file: file, line: stated.line, field: "benefits.owners")
      guard let action = actions.first(where: { $0.id == stated.action }) else {
        let near = stated.action.nearest(among: actions.filter(\.isPlantOnLand).map(\.id))
        diagnostics.append(
          Diagnostic(
            .error, "benefits.unknown-action",
            "`benefits.owners` names \(stated.action), which is not on offer.",
            remedy: near.map { "Did you mean `\($0)`?" } ?? "Name an action that is on offer.",
            at: place))
        continue
      }
      if !action.isPlantOnLand {
        diagnostics.append(
          Diagnostic(
            .error, "benefits.no-plant",
            "`benefits.owners` names \(action.id), which sells nothing that it generates on land.",
            remedy:
              "Remove it; who pays for other actions is said by `payers` in a catalogue.",
            at: place))
      }
    }
    let owned = actions.map { action in
      guard action.isPlantOnLand, let owner = benefits.owner(of: action.id) else { return action }
      return action.owned(by: owner)
    }
    return (owned, diagnostics)
  }
}
