public import PlanModel

/// The words of tables in one language.
///
/// A table of labels is comma-separated text with the columns `id`, `en` and one for each language. What stands in a cell
/// of a workbook is looked up by its English text. A word without translation stays English, and is told.
public struct Labels: Sendable {
  /// The language, by its two letters of ISO 639; `en` needs no table.
  public let language: String
  private var words: [String: String] = [:]

  /// English.
  public init() { language = "en" }

  /// Reads tables; what a later one says of a word holds.
  ///
  /// - Parameters:
  ///   - language: The language, for example `it`.
  ///   - tables: The texts of tables with the names of their files.
  /// - Returns: The labels, and what is wrong with the tables. Where no table has the language, that is an error.
  public static func read(
    language: String, tables: [(text: String, file: String)]
  ) -> (labels: Labels, diagnostics: [Diagnostic]) {
    var labels = Labels(language: language)
    var found: [Diagnostic] = []
    var known: Set<String> = ["en"]
    for table in tables { labels.read(table.text, table.file, &known, &found) }
    if !known.contains(language), !found.containError {
      let near = language.nearest(among: known.sorted()).map { "Did you mean \($0)? " } ?? ""
      found.append(
        Diagnostic(
          .error, "labels.no-language", "There are no labels in the language “\(language)”.",
          remedy:
            "\(near)The languages are \(known.sorted().joined(separator: ", ")); give a table with a column “\(language)” for another one.",
          at: Place(file: tables.last?.file)))
    }
    return (labels, found)
  }

  private init(language: String) { self.language = language }

  private mutating func read(
    _ text: String, _ file: String, _ known: inout Set<String>, _ found: inout [Diagnostic]
  ) {
    let records = CSVRecords(text)
    let header = records.rows.first ?? []
    guard header.starts(with: ["id", "en"]) else {
      found.append(
        Diagnostic(
          .error, "labels.bad-header",
          "The table of labels does not begin with the columns id, en.",
          remedy: "Write `id,en,` and the languages into the first line.",
          at: Place(file: file, line: 1)))
      return
    }
    known.formUnion(header.dropFirst(2))
    let column = header.firstIndex(of: language)
    for (row, line) in zip(records.rows, records.lines).dropFirst() {
      guard row.count == header.count else {
        found.append(
          Diagnostic(
            .error, "labels.bad-row",
            "A row of labels has \(row.count) fields where the header has \(header.count).",
            remedy: "Put texts with commas in quotes, and leave unknown words empty.",
            at: Place(file: file, line: line)))
        continue
      }
      if let column, column > 1, !row[column].isEmpty { words[row[1]] = row[column] }
    }
  }

  /// The words for an English text; nil where there are none.
  public func translation(of english: String) -> String? {
    language == "en" ? english : words[english]
  }
}
