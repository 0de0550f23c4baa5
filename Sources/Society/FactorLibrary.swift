public import PlanModel
import Reference

/// The factors of success and failure that a municipality and its districts are asked about.
public struct FactorLibrary: Sendable {
  /// The factors, in the order of the table; those of a city's own table behind the built-in ones.
  public private(set) var factors: [SuccessFactor] = []

  /// Creates a library without factors.
  public init() {}

  /// The built-in library: some thirty factors, each with its evidence, source, confidence and steps.
  ///
  /// - Throws: `PlanningFailure` where the table is missing or wrong.
  public static func load() throws -> FactorLibrary {
    let folder = try resourceFolder(of: "Reference", holding: "the factors of success and failure")
    let file = "\(folder)/factors.csv"
    var library = FactorLibrary()
    let wrong = library.add(try resourceText(at: file), file: file)
    guard wrong.isEmpty else { throw PlanningFailure(wrong) }
    return library
  }

  /// Adds the factors of a table; one with a known id takes the place of the earlier one.
  ///
  /// The columns `id`, `dimension` and `question` must be there; `asked`, `evidence`, `role`, `watched`, `mitigation` (steps with
  /// `|` between), `source`, `year` and `confidence` may.
  ///
  /// - Returns: What is wrong with the table, one finding a cell; a wrong row adds nothing.
  public mutating func add(_ text: String, file: String) -> [Diagnostic] {
    let records = CSVRecords(text)
    guard let header = records.rows.first else {
      return [
        Diagnostic(
          .error, "factors.empty", "The table of factors is empty.",
          remedy: "Give it the columns \(Self.columns.joined(separator: ", ")).",
          at: Place(file: file))
      ]
    }
    var findings = TableFindings(file: file)
    let names = header.map(\.trimmed)
    for (position, name) in names.enumerated() where !Self.columns.contains(name) {
      findings.add(
        "factors.unknown-column", "There is no column `\(name)` in a table of factors.",
        Self.hint(name, Self.columns), line: records.lines[0], field: "column \(position + 1)")
    }
    for name in ["id", "dimension", "question"] where !names.contains(name) {
      findings.add(
        "factors.missing-column", "The table of factors has no column `\(name)`.",
        "Add it; the columns are \(Self.columns.joined(separator: ", ")).", line: records.lines[0],
        field: name)
    }
    guard findings.found.isEmpty else { return findings.found }
    var seen: Set<String> = []
    for (fields, line) in zip(records.rows, records.lines).dropFirst() {
      var row = Row(names: names, fields: fields, line: line, findings: findings)
      let factor = row.factor(isNew: { seen.insert($0).inserted })
      findings = row.findings
      guard let factor else { continue }
      if let known = factors.firstIndex(where: { $0.id == factor.id }) {
        factors[known] = factor
      } else {
        factors.append(factor)
      }
    }
    return findings.found
  }

  static let columns = [
    "id", "dimension", "asked", "question", "evidence", "role", "watched", "mitigation", "source",
    "year", "confidence",
  ]

  fileprivate static func hint(_ word: String, _ words: [String]) -> String {
    (word.nearest(among: words).map { "Did you mean `\($0)`? " } ?? "")
      + "The words are \(words.joined(separator: ", "))."
  }
}

/// What is wrong with a table.
private struct TableFindings {
  let file: String
  var found: [Diagnostic] = []

  init(file: String) { self.file = file }

  mutating func add(
    _ code: String, _ message: String, _ remedy: String, line: Int, field: String
  ) {
    found.append(
      Diagnostic(
        .error, code, message, remedy: remedy, at: Place(file: file, line: line, field: field)))
  }
}

/// One row of a table of factors.
private struct Row {
  let names: [String]
  let fields: [String]
  let line: Int
  var findings: TableFindings

  private func text(_ column: String) -> String {
    guard let position = names.firstIndex(of: column), fields.indices.contains(position) else {
      return ""
    }
    return fields[position].trimmed
  }

  /// The word of a column as a case; the standard where nothing stands there, nil after a finding.
  private mutating func word<T: RawRepresentable<String> & CaseIterable>(
    _ column: String, _ standard: T?
  ) -> T? {
    let text = text(column)
    if text.isEmpty, let standard { return standard }
    if let value = T(rawValue: text) { return value }
    findings.add(
      "factors.unknown-word", "`\(text)` is no \(column) of a factor.",
      FactorLibrary.hint(text, T.allCases.map(\.rawValue)), line: line, field: column)
    return nil
  }

  /// The factor; nil after a finding.
  mutating func factor(isNew: (String) -> Bool) -> SuccessFactor? {
    let before = findings.found.count
    if fields.count != names.count {
      findings.add(
        "factors.bad-row", "The row has \(fields.count) columns, the header has \(names.count).",
        "Put texts with commas into quotation marks.", line: line, field: "id")
      return nil
    }
    let id = text("id")
    for column in ["id", "question"] where text(column).isEmpty {
      findings.add(
        "factors.empty-cell", "A factor has no \(column).", "Write one, or remove the row.",
        line: line, field: column)
    }
    if !id.isEmpty, !isNew(id) {
      findings.add(
        "factors.duplicate", "The factor `\(id)` stands twice in the table.",
        "Give each an id of its own.", line: line, field: "id")
    }
    let dimension: FactorDimension? = word("dimension", nil)
    let asked: SuccessFactor.Asked? = word("asked", .both)
    let role: SuccessFactor.Role? = word("role", .judged)
    let confidence: Confidence? = word("confidence", .low)
    var watched: EarlyWarning?
    if !text("watched").isEmpty { watched = word("watched", nil) }
    let year = Int(text("year"))
    if year == nil, !text("year").isEmpty {
      findings.add(
        "factors.bad-year", "`\(text("year"))` is no year.", "Write it with four digits.",
        line: line, field: "year")
    }
    guard findings.found.count == before, let dimension, let asked, let role, let confidence
    else { return nil }
    var factor = SuccessFactor(id: id, dimension: dimension, question: text("question"))
    factor.asked = asked
    factor.evidence = text("evidence")
    factor.role = role
    factor.watched = watched
    factor.mitigation = text("mitigation").split(separator: "|").map { String($0).trimmed }
      .filter { !$0.isEmpty }
    factor.source = text("source")
    factor.year = year
    factor.confidence = confidence
    return factor
  }
}
