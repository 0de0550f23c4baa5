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
    var rows: [[String]] = []
    var lines: [Int] = []
    var findings: [Diagnostic] = []
    var line = 0
    // Bytes, because walking by character takes most of a program's start otherwise.
    for record in Array(text.utf8).split(separator: newline, omittingEmptySubsequences: false) {
      line += 1
      let trimmed = record.last == carriageReturn ? record.dropLast() : record
      if trimmed.isEmpty { continue }
      let fields = Self.fields(of: trimmed)
      if fields.count != columns.count {
        findings.append(
          dataError(
            "The data file has \(fields.count) columns where \(columns.count) are expected.",
            at: Place(file: file, line: line)))
        continue
      }
      rows.append(fields)
      lines.append(line)
    }
    if findings.isEmpty, rows.first != columns {
      findings.append(
        dataError(
          "The data file does not start with the columns \(columns.joined(separator: ", ")).",
          at: Place(file: file, line: 1)))
    }
    if !findings.isEmpty { throw PlanningFailure(findings) }
    header = columns
    self.rows = Array(rows.dropFirst())
    self.lines = Array(lines.dropFirst())
  }

  /// The fields of one record; a quoted field may hold commas and doubled quotes, but no line break.
  private static func fields(of record: ArraySlice<UInt8>) -> [String] {
    if !record.contains(quote) {
      return record.split(separator: comma, omittingEmptySubsequences: false)
        .map { String(decoding: $0, as: UTF8.self) }
    }
    var fields: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    var wasQuote = false
    for byte in record {
      if byte == quote {
        // A second quote in a row inside a quoted field stands for one.
        if !isQuoted && wasQuote { field.append(quote) }
        isQuoted.toggle()
        wasQuote = !isQuoted
        continue
      }
      wasQuote = false
      if byte == comma && !isQuoted {
        fields.append(String(decoding: field, as: UTF8.self))
        field.removeAll(keepingCapacity: true)
      } else {
        field.append(byte)
      }
    }
    fields.append(String(decoding: field, as: UTF8.self))
    return fields
  }
}

private let newline = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")
private let comma = UInt8(ascii: ",")
private let quote = UInt8(ascii: "\"")

/// An error in a data file of this package.
func dataError(_ message: String, at place: Place) -> Diagnostic {
  Diagnostic(
    .error, "reference.bad-data", message,
    remedy: "Install the program again with its data folder.", at: place)
}
