public import PlanModel

/// What a table of progress says, and everything that is wrong with it.
///
/// Comma-separated text with columns in any order, further ones are ignored: `action`, `district`, `unit`, `status`, `done`,
/// `measure`, `spent_EUR`, `saved_t_per_a`, `start`, `end`, `note`. `action` and `status` must be there, and `district` or
/// `unit`; an empty cell says nothing. Numbers have a decimal point; months and days are ISO 8601.
///
/// Rows with something wrong are no entries; what they name is returned beside them, so that it can be looked for.
///
/// - Parameters:
///   - text: The table in UTF-8.
///   - file: The name that findings carry.
///   - year: The year by whose end things stand as told.
public func readProgress(
  text: String, file: String, year: Int
) -> (entries: [ProgressEntry], unread: [ProgressEntry], diagnostics: [Diagnostic]) {
  var reader = ProgressTableReader(file: file, year: year)
  reader.read(CSVRecords(text))
  return (reader.entries, reader.unread, reader.findings)
}

/// Reads the rows one by one.
private struct ProgressTableReader {
  var entries: [ProgressEntry] = []
  var unread: [ProgressEntry] = []
  var findings: [Diagnostic] = []
  let file: String
  let year: Int
  private var line = 0

  init(file: String, year: Int) {
    self.file = file
    self.year = year
  }

  private static let form =
    "Begin with a line `action,district,status,done,spent_EUR`; a row is for example `roof-pv,D01,Ongoing,40,120000`."

  mutating func read(_ records: CSVRecords) {
    guard let header = records.rows.first?.map(\.trimmed) else {
      report("empty-table", "The table of progress has no rows.", remedy: Self.form)
      return
    }
    line = records.lines[0]
    let missing = ["action", "status"].filter { !header.contains($0) }
    if !missing.isEmpty {
      report("no-column", "The table has no column \(inSentence(missing)).", remedy: Self.form)
      return
    }
    let twice = Set(header.filter { name in !name.isEmpty && header.count { $0 == name } > 1 })
      .sorted()
    if !twice.isEmpty {
      report(
        "column-twice", "The table has more than one column \(inSentence(twice)).",
        remedy: "Keep one of each.")
      return
    }
    if !header.contains("district"), !header.contains("unit") {
      report("no-column", "The table has neither `district` nor `unit`.", remedy: Self.form)
      return
    }
    for (fields, line) in zip(records.rows, records.lines).dropFirst() {
      self.line = line
      if records.openQuotes.contains(line) {
        report(
          "open-quote", "A quotation mark is opened and not closed in its line.",
          remedy: "Close it, or write two for one that is part of the text.")
        continue
      }
      func field(_ name: String) -> String {
        guard let column = header.firstIndex(of: name), column < fields.count else { return "" }
        return fields[column].trimmed
      }
      guard let entry = entry(field) else {
        if let named = named(field) { unread.append(named) }
        continue
      }
      if let other = entries.first(where: {
        $0.action == entry.action && $0.unit == entry.unit
          && (entry.unit != nil || $0.district == entry.district)
      }) {
        report(
          "told-twice",
          "`\(entry.action.shortened)` is told for `\((entry.unit ?? entry.district ?? "").shortened)` in line \(other.line) already.",
          remedy: "Join the two rows.")
        continue
      }
      entries.append(entry)
    }
  }

  /// What a row names; nil where it names no action.
  private func named(_ field: (String) -> String) -> ProgressEntry? {
    func text(_ name: String) -> String? { field(name).isEmpty ? nil : field(name) }
    return text("action").map {
      ProgressEntry(
        action: $0, district: text("district"), unit: text("unit"), status: .notStarted, line: line)
    }
  }

  /// A row, or nil after a finding.
  private mutating func entry(_ field: (String) -> String) -> ProgressEntry? {
    let before = findings.count
    let action = field("action")
    if action.isEmpty { report("no-action", "A row has no action.", remedy: "Write its id.") }
    if field("district").isEmpty, field("unit").isEmpty {
      report("no-place", "A row has no place.", remedy: "Write a district or a unit by its id.")
    }
    let status = status(field("status"))
    let measure = measure(field("measure"))
    let largest = measure == .share ? 1000.0 : 1e15
    let done = number(field("done"), "done", in: 0...largest)
    let spent = number(field("spent_EUR"), "spent_EUR", in: 0...1e15)
    let saved = number(field("saved_t_per_a"), "saved_t_per_a", in: -1e12...1e12)
    let start = month(field("start"), "start", isEnd: false)
    let end = month(field("end"), "end", isEnd: true)
    guard findings.count == before, let status, var entry = named(field) else { return nil }
    entry.status = status
    entry.measure = measure
    entry.done = done.map { measure == .share ? $0 / 100 : $0 }
    entry.spent = spent
    entry.saved = saved
    entry.start = start
    entry.end = end
    entry.note = field("note")
    check(entry)
    return findings.count == before ? entry : nil
  }

  /// Whether what a row says goes together.
  private mutating func check(_ entry: ProgressEntry) {
    if entry.status == .ongoing, entry.done == nil {
      report(
        "not-said", "`\(entry.action.shortened)` is ongoing, and how much is done is not said.",
        remedy: "Write percent under `done`, or an amount with its `measure`.")
    }
    if entry.status == .notStarted, entry.done ?? 0 > 0 {
      report(
        "begun", "`\(entry.action.shortened)` has not started, and something is done.",
        remedy: "Write `Ongoing`, or empty `done`.")
    }
    if let start = entry.start, let end = entry.end, end < start {
      report("time-order", "`end` is before `start`.", remedy: "Swap the two, or correct one.")
    }
    if entry.status == .completed, let end = entry.end,
      end > ProgressMonth(year: year, month: 12)
    {
      report(
        "not-over", "`\(entry.action.shortened)` is completed, and ends after \(year).",
        remedy: "Write `Ongoing`, or correct `end` or the plan's `progress: year`.")
    }
  }

  private mutating func status(_ text: String) -> ProgressStatus? {
    let words = ProgressStatus.allCases.map(\.rawValue)
    if let status = ProgressStatus.allCases.first(where: {
      $0.rawValue.lowercased() == text.lowercased()
    }) {
      return status
    }
    let near = text.nearest(among: words).map { "Did you mean `\($0)`? " } ?? ""
    report(
      "unknown-word", "`status` is `\(text.shortened)`, which is none of its words.",
      remedy: near + "Use \(inSentence(words, "or")).")
    return nil
  }

  private mutating func measure(_ text: String) -> ProgressEntry.Measure {
    if text.isEmpty { return .share }
    if let measure = ProgressEntry.Measure(rawValue: text) { return measure }
    report(
      "unknown-word", "`measure` is `\(text.shortened)`, which is none of its words.",
      remedy: "Use \(inSentence(ProgressEntry.Measure.allCases.map(\.rawValue), "or")).")
    return .share
  }

  /// A number, or nil where the cell is empty or after a finding.
  private mutating func number(
    _ text: String, _ column: String, in range: ClosedRange<Double>
  ) -> Double? {
    if text.isEmpty { return nil }
    if let number = Double(plain: text), range.contains(number) { return number }
    report(
      "bad-number", "`\(column)` is `\(text.shortened)`.",
      remedy:
        "Write a number from \(range.lowerBound.shortest) to \(range.upperBound.shortest) with a decimal point and no unit."
    )
    return nil
  }

  /// `2027`, `2027-03` or `2027-03-31`; a year alone begins in January and ends in December.
  private mutating func month(_ text: String, _ column: String, isEnd: Bool) -> ProgressMonth? {
    if text.isEmpty { return nil }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let isDigits = parts.allSatisfy { part in part.utf8.allSatisfy { (48...57).contains($0) } }
    let widths = parts.map(\.utf8.count)
    let numbers = parts.compactMap { Int($0) }
    if isDigits, [[4], [4, 2], [4, 2, 2]].contains(widths), numbers.count == parts.count,
      (1900...2200).contains(numbers[0]), numbers.count < 2 || (1...12).contains(numbers[1]),
      numbers.count < 3 || (1...31).contains(numbers[2])
    {
      return ProgressMonth(year: numbers[0], month: numbers.count > 1 ? numbers[1] : isEnd ? 12 : 1)
    }
    report(
      "bad-date", "`\(column)` is `\(text.shortened)`.",
      remedy: "Write a year, a month or a day as in `2027`, `2027-03` or `2027-03-31`.")
    return nil
  }

  private mutating func report(_ code: String, _ message: String, remedy: String) {
    findings.append(
      Diagnostic(
        .error, "progress.\(code)", message, remedy: remedy,
        at: Place(file: file, line: line > 0 ? line : nil)))
  }
}
