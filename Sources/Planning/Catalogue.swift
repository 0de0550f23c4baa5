import Actions
import Foundation
import PlanFile
import PlanModel

/// The actions that are on offer in a plan: the built-in catalogue and the city's own files.
///
/// An action of a file replaces the built-in one of the same id.
///
/// - Parameter drawn: The value that counts for a number of a catalogue, in its unit; nil: the catalogue's own.
func offeredActions(
  _ plan: PlanDescription, drawn: ((SourcedNumber) -> Double)? = nil
) throws -> (
  actions: [Action], diagnostics: [Diagnostic]
) {
  var actions: [Action] = []
  var diagnostics: [Diagnostic] = []
  if plan.actions.builtIn {
    let builtIn = readCatalogue(
      text: try builtInCatalogueText(), file: "built-in catalogue", drawn: drawn)
    actions += builtIn.actions
    diagnostics += builtIn.diagnostics
  }
  for file in plan.actions.files {
    guard let data = FileManager.default.contents(atPath: file) else {
      diagnostics.append(
        Diagnostic(
          .error, "catalogue.no-file", "The catalogue cannot be read.",
          remedy: "Check the path under actions.files.", at: Place(file: file)))
      continue
    }
    guard let text = String(data: data, encoding: .utf8) else {
      diagnostics.append(
        Diagnostic(
          .error, "catalogue.encoding", "The catalogue is not UTF-8 text.",
          remedy: "Save it as UTF-8.", at: Place(file: file)))
      continue
    }
    let own = readCatalogue(text: text, file: file, drawn: drawn)
    diagnostics += own.diagnostics
    for action in own.actions {
      if let same = actions.firstIndex(where: { $0.id == action.id }) {
        actions[same] = action
      } else {
        actions.append(action)
      }
    }
  }
  let known = actions.map(\.id)
  for (key, ids) in [
    ("only", plan.actions.only), ("with", plan.actions.with), ("without", plan.actions.without),
  ] {
    for id in ids where !known.contains(id) {
      diagnostics.append(
        Diagnostic(
          .error, "plan.unknown-action", "There is no action \(id).",
          remedy: "The catalogue has \(known.joined(separator: ", ")).",
          at: Place(file: plan.file, field: "actions.\(key)")))
    }
  }
  let wanted = actions.filter { action in
    (plan.actions.only.isEmpty || plan.actions.only.contains(action.id))
      && !plan.actions.without.contains(action.id)
      && (!action.onRequest || plan.actions.with.contains(action.id)
        || plan.actions.only.contains(action.id))
  }
  let offered = wanted.filter { hasNeededLayer($0, plan.layers) }
  for action in wanted where !hasNeededLayer(action, plan.layers) {
    let layer = action.rule.needsLayer?.rawValue ?? ""
    diagnostics.append(
      Diagnostic(
        .note, "catalogue.needs-layer",
        "\(action.name) (\(action.id)) is not on offer: without a layer under `\(layer)` nobody knows where it makes sense.",
        remedy: layer == NeededLayer.hazards.rawValue
          ? "Add a layer of \(action.hazards.joined(separator: " or ")) under `layers: hazards`."
          : "Add the sources under `layers: \(layer)`.", at: action.place))
  }
  diagnostics += requirementDiagnostics(actions, offered: Set(offered.map(\.id)))
  diagnostics += exclusionDiagnostics(plan, actions: actions, offered: offered)
  return (offered, diagnostics + catalogueDiagnostics(offered))
}

/// Whether the plan has the layer without which an action could stand anywhere.
private func hasNeededLayer(_ action: Action, _ layers: LayersDescription) -> Bool {
  switch action.rule.needsLayer {
  case nil: true
  case .wasteHeat: layers.wasteHeat != nil
  case .hazards: layers.hazards.contains { action.hazards.contains($0.hazard.rawValue) }
  }
}
