public import PlanModel

/// What stands against opening a source that no kept answer can take the place of, while nothing may be fetched.
///
/// Layers of web services ask through a gate that knows their answers; rasters and files on the network do not.
///
/// - Returns: The diagnostic `layer.offline`; nil where something may be fetched or the source lies here.
public func offlineRefusal(
  of source: String, named name: String, web: WebAccess
) -> Diagnostic? {
  guard
    web.isOffline,
    WebReading.isRemoteFile(source) || WebReading.address(of: source) != nil
  else { return nil }
  return Diagnostic(
    .error, "layer.offline", "The source lies on the network, and nothing may be fetched.",
    remedy: "Save it as a file, or run without --offline.",
    at: Place(file: SourceLocation.withoutSecrets(source), layer: name))
}
