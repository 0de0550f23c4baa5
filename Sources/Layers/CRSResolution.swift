public import PlanModel
import PROJBinding

/// The CRS that a text means.
///
/// - Parameter definition: An authority code such as `EPSG:25832`, an exact name, a PROJ string or well-known text.
/// - Returns: The CRS, or a diagnostic with code `crs.unknown` or `crs.not-horizontal`.
public func resolveCRS(_ definition: String) -> Result<CRS, Diagnostic> {
  switch referenceSystem(definition) {
  case .success(let system): .success(CRS(system))
  case .failure(let diagnostic): .failure(diagnostic)
  }
}

extension CRS {
  /// The CRS of the model with what PROJ knows about it.
  init(_ system: PROJReferenceSystem) {
    self.init(definition: system.definition, name: system.name, isMetric: system.isMetric)
  }
}

/// What PROJ knows about the CRS that a text means.
func referenceSystem(_ definition: String) -> Result<PROJReferenceSystem, Diagnostic> {
  let text = definition.trimmed
  let remedy =
    Int(text) != nil
    ? "Write EPSG:\(text) if that is the code you mean."
    : "Write the code of the authority, for example EPSG:25832; epsg.io lists them."
  let unknown = Diagnostic(
    .error, "crs.unknown",
    "\"\(shortened(text))\" is no coordinate reference system that PROJ knows.",
    remedy: remedy)
  // A bare number would be taken for part of a name.
  if text.isEmpty || Int(text) != nil { return .failure(unknown) }
  guard let system = try? PROJReferenceSystem(text) else { return .failure(unknown) }
  // PROJ also accepts a part of a name and takes the first that fits; a plan must not rest on that.
  let isFormal =
    text.contains(":") || text.contains("[") || text.contains("+") || text.contains("{")
  guard isFormal || system.name.lowercased() == text.lowercased() else {
    return .failure(
      Diagnostic(
        .error, "crs.unknown",
        "\"\(shortened(text))\" is no exact name of a coordinate reference system.",
        remedy: "If you mean \(system.name), write \(shortened(system.definition))."))
  }
  if system.kind == .other {
    return .failure(
      Diagnostic(
        .error, "crs.not-horizontal",
        "\"\(shortened(text))\" (\(system.name)) places nothing on the earth's surface.",
        remedy:
          "Name a geographic or projected coordinate reference system, for example EPSG:25832."))
  }
  return .success(system)
}

/// A long definition cut for a message.
func shortened(_ text: String) -> String {
  text.count <= 80 ? text : text.prefix(77) + "…"
}
