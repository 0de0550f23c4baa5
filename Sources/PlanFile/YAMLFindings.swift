import PlanModel

/// The findings of one YAML document, in the order they were made.
///
/// A class, because every value of the document reports into the same list. It stays in the function that reads
/// the document.
final class YAMLFindings {
  /// The file's path or name, for the place of each finding.
  let file: String
  /// What the codes begin with: `plan` or `catalogue`.
  let domain: String
  /// The most findings that are kept one by one; nobody reads more, and a hostile file could ask for any number.
  static let most = 1000

  /// The findings so far.
  private(set) var diagnostics: [Diagnostic]
  private var omitted = 0
  private var worstOmitted = Severity.note

  /// Starts a list, empty or with what an earlier reading of the same document found.
  init(file: String, domain: String, diagnostics: [Diagnostic] = []) {
    self.file = file
    self.domain = domain
    self.diagnostics = diagnostics
  }

  /// Adds a finding; `code` is the part behind the domain, `field` the dotted path of keys.
  func report(
    _ code: String, _ message: String, remedy: String = "", as severity: Severity = .error,
    line: Int?, field: String? = nil
  ) {
    if isFull {
      omitted += 1
      worstOmitted = max(worstOmitted, severity)
      return
    }
    let place = Place(file: file, line: line, field: field.flatMap { $0.isEmpty ? nil : $0 })
    diagnostics.append(
      Diagnostic(severity, "\(domain).\(code)", message, remedy: remedy, at: place))
  }

  /// Whether further findings are only counted.
  var isFull: Bool { diagnostics.count >= Self.most }

  /// The findings in the order of the file: by line, those without one first; ties keep their order. What was only
  /// counted is one finding at the end.
  var inOrder: [Diagnostic] {
    let sorted = diagnostics.enumerated()
      .sorted { ($0.element.place.line ?? 0, $0.offset) < ($1.element.place.line ?? 0, $1.offset) }
      .map(\.element)
    if omitted == 0 { return sorted }
    return sorted + [
      Diagnostic(
        worstOmitted, "\(domain).too-many-findings", "There are more findings than are listed.",
        remedy: "Mend those above first.", at: Place(file: file), count: omitted)
    ]
  }
}
