import Actions
import PlanModel

/// What is wrong with the actions that the plan's constraints name.
///
/// A misspelt id would switch a constraint off without a word, and land under protection would be built on.
///
/// - Parameters:
///   - actions: The whole catalogue, before `actions.only` and `actions.without`.
///   - offered: What is left of it.
func exclusionDiagnostics(
  _ plan: PlanDescription, actions: [Action], offered: [Action]
) -> [Diagnostic] {
  let onLand = actions.filter(\.rule.needsLand).map(\.id)
  let isOffered = Set(offered.map(\.id))
  var found: [Diagnostic] = []
  for (position, constraint) in plan.layers.constraints.enumerated() {
    let place = Place(
      file: plan.file, line: constraint.source.line,
      field: "layers.constraints[\(position)].excludes")
    let name = constraint.source.name
    for id in constraint.excludes where !isOffered.contains(id) || !onLand.contains(id) {
      if onLand.contains(id) {
        found.append(
          Diagnostic(
            .note, "constraint.action-left-out",
            "The constraint `\(name)` excludes `\(id)`, which the plan's actions leave out anyway.",
            remedy: "Take it out of `excludes`, or leave it for a plan that offers it.", at: place))
      } else if actions.contains(where: { $0.id == id }) {
        found.append(
          Diagnostic(
            .error, "constraint.no-land-action",
            "The constraint `\(name)` excludes `\(id)`, which claims no land, so nothing is excluded.",
            remedy: "Actions on land are \(listed(onLand)).", at: place))
      } else {
        let nearest = id.nearest(among: onLand).map { "Write `\($0)`, if that is meant; a" } ?? "A"
        found.append(
          Diagnostic(
            .error, "constraint.unknown-action",
            "The constraint `\(name)` excludes `\(id)`, and there is no such action.",
            remedy: "\(nearest)ctions on land are \(listed(onLand)).", at: place))
      }
    }
  }
  return found
}

private func listed(_ ids: [String]) -> String {
  ids.map { "`\($0)`" }.joined(separator: ", ")
}
