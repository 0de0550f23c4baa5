import GDALBinding
import PlanModel

/// Reading a source that may lie on the web.
struct WebReading {
  private let source: LayerSource
  private let cache: WebCache?

  init(_ source: LayerSource) {
    self.source = source
    cache = source.web.cache.map { WebCache($0, layer: "\(source.source)\n\(source.layer ?? "")") }
  }

  /// The address of a web source; nil where the source is none.
  static func address(of source: String) -> String? {
    let lower = source.lowercased()
    let prefix = ["wfs:", "oapif:", "oapif_collection:"].first { lower.hasPrefix($0) } ?? ""
    let address = String(source.dropFirst(prefix.count))
    return WebGate.host(of: address) == nil ? nil : address
  }

  /// Whether a source is fetched by GDAL as a file, which no gate can stand before.
  static func isRemoteFile(_ source: String) -> Bool {
    let remote = [
      "/vsicurl", "/vsis3", "/vsigs", "/vsiaz", "/vsiadls", "/vsioss", "/vsiswift", "/vsihdfs",
      "/vsiwebhdfs",
    ]
    let lower = source.lowercased()
    return remote.contains { lower.contains($0) }
  }

  /// Findings that a service's silence is the reason of.
  private static let causedBySilence: Set = [
    "layer.not-readable", "layer.no-layers", "layer.broken",
  ]

  /// Runs `body`, which opens or reads the source, with its answers kept or taken from those kept.
  ///
  /// - Parameter isWhole: Whether `body` reads all that the layer is made of, so that the answers may take the place of
  ///   those of an earlier run; what is only looked at waits until then.
  func run<Result>(
    _ diagnostics: inout [Diagnostic], isWhole: Bool = false,
    _ body: (inout [Diagnostic]) -> Result?
  ) -> Result? {
    var found: [Diagnostic] = []
    let result = guarded(&found, isWhole: isWhole, body)
    diagnostics += found.map { SourceLocation.withoutSecrets($0) }
    return result
  }

  private func guarded<Result>(
    _ diagnostics: inout [Diagnostic], isWhole: Bool, _ body: (inout [Diagnostic]) -> Result?
  ) -> Result? {
    let shown = SourceLocation.withoutSecrets(source.source)
    let place = Place(file: shown, layer: source.name.isEmpty ? nil : source.name)
    if Self.isRemoteFile(source.source),
      let refusal = offlineRefusal(of: source.source, named: source.name, web: source.web)
    {
      diagnostics.append(refusal)
      return nil
    }
    guard let address = Self.address(of: source.source), let host = WebGate.host(of: address) else {
      return body(&diagnostics)
    }
    let gate = WebGate(
      hosts: [host], timeLimit: source.web.timeLimit, isOffline: source.web.isOffline,
      isSecure: address.lowercased().hasPrefix("https:"), kept: { cache?.answer(to: $0) })
    var found: [Diagnostic] = []
    let result = gate.guarding { body(&found) }
    let hasFailed = found.containError
    if hasFailed, gate.missing > 0 {
      // What GDAL makes of the missing answer says nothing more.
      found.removeAll { $0.severity == .error }
      found.append(
        Diagnostic(
          .error, "layer.not-kept",
          "The answers of the service are not all kept, or not as they were received.",
          remedy: "Run once without --offline; the answers are kept in the folder cache.",
          at: place, count: gate.missing))
    } else if hasFailed, let reason = gate.failure {
      for position in found.indices where found[position].severity == .error {
        if Self.causedBySilence.contains(found[position].code) {
          found[position] = Diagnostic(
            .error, "layer.service-fails",
            "The service at \(host) does not answer: \(sentence(reason))",
            remedy: reason.contains("401") || reason.contains("403")
              ? "The service asks for a right that the request lacks: check its key or password, or ask its keeper."
              : cache?.exists == true
                ? "Try again later, or use the answers of an earlier run with --offline."
                : "Check the address, and that the service runs.", at: place)
        }
      }
    }
    if !gate.refusedHosts.isEmpty {
      found.append(
        Diagnostic(
          .warning, "layer.other-host",
          "The service leads to hosts that the plan does not name: \(listed(gate.refusedHosts)). "
            + "Nothing was taken from there.",
          remedy: "Where you trust one of them, name it as the source.", at: place,
          count: gate.refusedHosts.count))
    }
    if !hasFailed { keep(gate, isWhole: isWhole, place, &found) }
    diagnostics += found
    return result
  }

  private func keep(
    _ gate: WebGate, isWhole: Bool, _ place: Place, _ found: inout [Diagnostic]
  ) {
    guard source.web.keepsAnswers else { return }
    do {
      try cache?.keep(gate.fetched, isWhole: isWhole)
    } catch {
      found.append(
        Diagnostic(
          .warning, "layer.cache-not-written",
          "The answers of the service cannot be kept: \(sentence("\(error)"))",
          remedy: "Make the folder cache beside the plan file writable.", at: place))
    }
  }

  /// A warning where a layer holds something else than at the run before.
  func change(of report: LayerReport, within extent: Extent?) -> Diagnostic? {
    guard let cache, source.web.keepsAnswers, !source.web.isOffline,
      Self.address(of: source.source) != nil,
      !report.sha256.isEmpty
    else { return nil }
    // What is asked for decides what comes back, so it is part of what is compared.
    let asked = [
      source.source, source.layer ?? "", source.filter ?? "", source.idField ?? "",
      source.fields.map { $0.field ?? "" }.joined(separator: "\u{1F}"),
      extent.map { "\($0.minX) \($0.minY) \($0.maxX) \($0.maxY)" } ?? "",
    ].joined(separator: "\n")
    guard
      (try? cache.changes(asked, named: source.name, sha256: report.sha256)) == true
    else { return nil }
    return Diagnostic(
      .warning, "layer.changed", "The service gives other features than at the run before.",
      remedy: "Results may differ from earlier ones; `compare` says in what.",
      at: Place(file: report.source, layer: source.name))
  }
}
