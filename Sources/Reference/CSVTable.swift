import PlanModel

/// A table of comma-separated text with a header, as the data files of this package are written (RFC 4180).
struct CSVTable: Sendable {
  /// The file's name, for messages.
  let file: String
  /// The names of the columns.
  let header: [String]
  /// The rows, each as long as the header.
  let rows: [[String]]
  /// The line of each row in the file, counted from 1.
  let lines: [Int]

  /// Reads a table.
  ///
  /// - Throws: `PlanningFailure` that names the file and each line that does not fit the header.
  init(_ text: String, file: String, columns: [String]) throws {
    self.file = file
    let records = CSVRecords(text, separator: UInt8(ascii: ","))
    var findings: [Diagnostic] = []
    for (fields, line) in zip(records.rows, records.lines) where fields.count != columns.count {
      findings.append(
        dataError(
          "The data file has \(fields.count) columns where \(columns.count) are expected.",
          at: Place(file: file, line: line)))
    }
    if findings.isEmpty, records.rows.first != columns {
      findings.append(
        dataError(
          "The data file does not start with the columns \(columns.joined(separator: ", ")).",
          at: Place(file: file, line: 1)))
    }
    if !findings.isEmpty { throw PlanningFailure(findings) }
    header = columns
    rows = Array(records.rows.dropFirst())
    lines = Array(records.lines.dropFirst())
  }
}

/// An error in a data file of this package.
func dataError(_ message: String, at place: Place) -> Diagnostic {
  Diagnostic(
    .error, "reference.bad-data", message,
    remedy: "Install the program again with its data folder.", at: place)
}
