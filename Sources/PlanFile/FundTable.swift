import Frameworks
public import PlanModel

/// The funds of a table of comma-separated text, and everything that is wrong with it.
///
/// Columns in any order, further ones are ignored: `id`, `name`, `level`, `cap_EUR`, `rate_percent`, `deadline`, `actions`,
/// `sectors`, `payers`, `minimum_EUR`, `maximum_EUR`, `not_with`, `source`, `year`, `confidence`. Lists are separated by
/// semicolons. Only `id`, `name`, `level` and `rate_percent` must be there; an empty cell says nothing.
///
/// - Parameter text: The table in UTF-8.
/// - Parameter file: The name that findings carry.
public func readFunds(text: String, file: String) -> (funds: [Fund], diagnostics: [Diagnostic]) {
  var reader = FundTableReader(file: file)
  reader.read(CSVRecords(text, separator: UInt8(ascii: ",")))
  return (reader.funds, reader.findings)
}

/// Reads the rows one by one.
private struct FundTableReader {
  var funds: [Fund] = []
  var findings: [Diagnostic] = []
  let file: String
  private var line = 0

  init(file: String) { self.file = file }

  mutating func read(_ records: CSVRecords) {
    guard let header = records.rows.first?.map(\.trimmed) else {
      report("empty-table", "The table of funds has no rows.", remedy: Self.form)
      return
    }
    let missing = ["id", "name", "level", "rate_percent"].filter { !header.contains($0) }
    guard missing.isEmpty else {
      line = records.lines[0]
      report(
        "no-column", "The table of funds has no column \(inSentence(missing)).", remedy: Self.form)
      return
    }
    for (fields, line) in zip(records.rows, records.lines).dropFirst() {
      self.line = line
      guard
        let fund = fund({ name in
          guard let column = header.firstIndex(of: name), column < fields.count else { return "" }
          return fields[column].trimmed
        })
      else { continue }
      if funds.contains(where: { $0.id == fund.id }) {
        report(
          "duplicate-fund", "The fund `\(fund.id.shortened)` stands twice.",
          remedy: "Give each fund an id of its own.")
      } else {
        funds.append(fund)
      }
    }
  }

  private static let form =
    "Begin with a line `id,name,level,rate_percent`; a row is for example `green,Green fund,national,40`."

  /// A fund, or nil after a finding.
  private mutating func fund(_ field: (String) -> String) -> Fund? {
    let before = findings.count
    let id = field("id")
    if id.isEmpty { report("no-id", "A fund has no id.", remedy: "Give it a short name.") }
    let level = word(field("level"), of: "level", among: Fund.Level.allCases.map(\.rawValue))
    let rate = number(field("rate_percent"), "rate_percent", in: 0...100)
    if rate == nil, field("rate_percent").isEmpty {
      report(
        "no-rate", "The fund `\(id.shortened)` does not say how much it pays.",
        remedy: "Write the largest share of an investment in percent.")
    }
    let cap = number(field("cap_EUR"), "cap_EUR", in: 0...1e15)
    let minimum = number(field("minimum_EUR"), "minimum_EUR", in: 0...1e15)
    let maximum = number(field("maximum_EUR"), "maximum_EUR", in: 0...1e15)
    let deadline = number(field("deadline"), "deadline", in: 1990...2150)
    let year = number(field("year"), "year", in: 1900...2200)
    let sectors = words(field("sectors"), of: "sectors", among: SECAP.sectors.terms)
    let payers = words(field("payers"), of: "payers", among: Payers.words)
    let confidence =
      field("confidence").isEmpty
      ? nil
      : word(field("confidence"), of: "confidence", among: Confidence.allCases.map(\.rawValue))
    guard findings.count == before, let rate, let level = level.flatMap(Fund.Level.init) else {
      return nil
    }
    var fund = Fund(
      id: id, name: field("name").isEmpty ? id : field("name"), level: level, rate: rate / 100)
    fund.cap = cap
    fund.minimum = minimum
    fund.maximum = maximum
    fund.deadline = deadline.map { Int($0) }
    fund.actions = Self.list(field("actions"))
    fund.sectors = sectors
    fund.payers = payers
    fund.notWith = Self.list(field("not_with"))
    fund.source = field("source")
    fund.year = year.map { Int($0) }
    fund.confidence = confidence.flatMap(Confidence.init)
    return fund
  }

  private static func list(_ text: String) -> [String] {
    text.split(separator: ";").map { String($0).trimmed }.filter { !$0.isEmpty }
  }

  /// A number, or nil where the cell is empty or after a finding.
  private mutating func number(
    _ text: String, _ column: String, in range: ClosedRange<Double>
  ) -> Double? {
    if text.isEmpty { return nil }
    if let number = Double(plain: text), range.contains(number) { return number }
    report(
      "bad-number", "`\(column)` is `\(text.shortened)`.",
      remedy: "Write a number from \(range.lowerBound.shortest) to \(range.upperBound.shortest).")
    return nil
  }

  private mutating func word(
    _ text: String, of column: String, among words: [String]
  ) -> String? {
    if words.contains(text) { return text }
    let near = text.nearest(among: words).map { "Did you mean `\($0)`? " } ?? ""
    report(
      "unknown-word", "`\(column)` is `\(text.shortened)`, which is none of its words.",
      remedy: near + "Use \(inSentence(words, "or")).")
    return nil
  }

  private mutating func words(
    _ text: String, of column: String, among words: [String]
  ) -> [String] {
    var found: [String] = []
    for item in Self.list(text) {
      if let word = word(item, of: column, among: words) { found.append(word) }
    }
    return found
  }

  private mutating func report(_ code: String, _ message: String, remedy: String) {
    findings.append(
      Diagnostic(
        .error, "funds.\(code)", message, remedy: remedy,
        at: Place(file: file, line: line == 0 ? nil : line)))
  }
}
