public import PlanModel

/// The metric CRS that several layers have in common, for work on them without a plan.
///
/// - Parameter declared: The CRS to use instead, whatever the layers are in; it must be metric.
/// - Returns: The CRS, or nil with everything that is in the way: layers that cannot be opened or say no CRS,
///   layers in unlike CRSs, a CRS that is not in metres or distorts areas by more than 2 % there.
public func commonCRS(
  of sources: [LayerSource], declared: String?
) -> (crs: CRS?, diagnostics: [Diagnostic]) {
  precondition(!sources.isEmpty, "there is at least one layer")
  var diagnostics: [Diagnostic] = []
  var systems: [(source: LayerSource, crs: CRS)] = []
  for source in sources {
    guard let opened = WebReading(source).run(&diagnostics, { OpenedLayer(source, &$0) }),
      let system = opened.system
    else { continue }
    systems.append((source, CRS(system)))
  }
  if let declared {
    var found = planCRS(declared: declared, districts: sources[0])
    for position in found.diagnostics.indices {
      found.diagnostics[position].place = Place(field: "--crs")
    }
    diagnostics += found.diagnostics
    return (diagnostics.containError ? nil : found.crs, diagnostics)
  }
  if diagnostics.containError { return (nil, diagnostics) }
  let first = systems[0].crs
  let others = systems.filter { $0.crs.definition != first.definition }
  let derived = planCRS(declared: nil, districts: sources[0])
  let proposal = derived.crs.map { "--crs \($0.definition)" } ?? "--crs EPSG:3035"
  if !others.isEmpty {
    let list = systems.map {
      "\($0.source.name) is in \($0.crs.name) (\($0.crs.definition.shortened))"
    }
    diagnostics.append(
      Diagnostic(
        .error, "crs.mixed", "The layers are in unlike CRSs: \(list.joined(separator: "; ")).",
        remedy: "Name the metric CRS to measure in, as in \(proposal).", at: Place(field: "--crs")))
  } else if let crs = derived.crs, crs.definition == first.definition {
    return (crs, diagnostics)
  } else if derived.crs == nil {
    diagnostics += derived.diagnostics
  } else {
    diagnostics.append(
      Diagnostic(
        .error, first.isMetric ? "crs.distorts-area" : "crs.not-metric",
        first.isMetric
          ? "\(first.name) (\(first.definition.shortened)) changes areas by more than 2 % where the layers are."
          : "\(first.name) (\(first.definition.shortened)) is not projected in metres.",
        remedy: "Name the metric CRS to measure in, as in \(proposal).", at: Place(field: "--crs")))
  }
  return (nil, diagnostics)
}

extension String {
  /// A definition cut for a message.
  fileprivate var shortened: String { Layers.shortened(self) }
}
