import Actions
import Foundation
import PlanFile
import PlanModel

/// The catalogues of a plan, parsed once: the built-in one and the city's own files.
struct PlanCatalogues: Sendable {
  private var documents: [CatalogueDocument] = []
  /// Files that could not be read.
  private(set) var diagnostics: [Diagnostic] = []

  /// Opens the catalogues that a plan names.
  init(of plan: PlanDescription) throws {
    if plan.actions.builtIn {
      documents.append(
        CatalogueDocument(text: try builtInCatalogueText(), file: "built-in catalogue"))
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
      documents.append(CatalogueDocument(text: text, file: file))
    }
  }

  /// All actions; one of a later file replaces that of the same id.
  ///
  /// - Parameter drawn: The value that counts for a number of a catalogue, in its unit; nil: the catalogue's own.
  func actions(
    drawn: ((SourcedNumber) -> Double)? = nil
  ) -> (actions: [Action], diagnostics: [Diagnostic]) {
    var actions: [Action] = []
    var diagnostics: [Diagnostic] = []
    for document in documents {
      let own = document.read(drawn: drawn)
      diagnostics += own.diagnostics
      for action in own.actions {
        if let same = actions.firstIndex(where: { $0.id == action.id }) {
          actions[same] = action
        } else {
          actions.append(action)
        }
      }
    }
    return (actions, diagnostics)
  }
}

/// The actions that are on offer in a plan.
func offeredActions(
  _ plan: PlanDescription, of catalogues: PlanCatalogues
) -> (actions: [Action], diagnostics: [Diagnostic]) {
  let all = catalogues.actions()
  let actions = all.actions
  var diagnostics = catalogues.diagnostics + all.diagnostics
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
  var offered: [Action] = []
  for action in wanted {
    if hasNeededLayer(action, plan.layers) {
      offered.append(action)
      continue
    }
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
