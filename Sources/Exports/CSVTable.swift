import PlanModel

/// A table as comma-separated values after RFC 4180: UTF-8, CRLF, a header, quotes where they are needed.
///
/// Numbers are written to twelve digits that count, without locale. A cell of *text* that begins with `=`, `+`, `-`, `@`, a tab or a line break
/// gets an apostrophe before it: spreadsheets run such cells as formulas, and ids and names come from strangers.
/// A reader that wants the text back takes one leading apostrophe away where one of those characters follows.
struct CSVTable {
  /// One cell.
  enum Cell {
    /// Text from people's data.
    case text(String)
    /// A number; nil, or one that is not finite, leaves the cell empty.
    case number(Double?)
    /// A count.
    case integer(Int)
  }
  /// The table so far.
  private(set) var text: String
  /// The columns, without the notice.
  private(set) var columns: [TableColumn]
  private let notice: String?

  /// Starts a table; where there is a notice, each row ends with it in a column of its own.
  init(header: [String], notice: String?) {
    columns = header.map { TableColumn(name: $0) }
    self.notice = notice
    text = ""
    append((notice == nil ? header : header + ["notice"]).map(Self.quoted))
  }

  /// Adds a row of as many cells as the header has.
  mutating func add(_ cells: [Cell]) {
    precondition(cells.count == columns.count, "a row has as many cells as the header")
    for (column, cell) in cells.enumerated() {
      if case .text = cell { columns[column].isNumber = false }
    }
    var fields = cells.map { cell in
      switch cell {
      case .text(let text): Self.field(text)
      case .number(let value?) where value.isFinite: value.roundedToTwelveDigits.shortest
      case .number: ""
      case .integer(let value): "\(value)"
      }
    }
    if let notice { fields.append(Self.field(notice)) }
    append(fields)
  }

  private mutating func append(_ fields: [String]) {
    text += fields.joined(separator: ",")
    text += "\r\n"
  }

  /// A text as it stands in a row.
  static func field(_ text: String) -> String { quoted(guarded(text)) }

  private static func guarded(_ text: String) -> String {
    guard let first = text.unicodeScalars.first, "=+-@\t\r\n".unicodeScalars.contains(first) else {
      return text
    }
    return "'" + text
  }

  private static func quoted(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { "\",\r\n".unicodeScalars.contains($0) }) else {
      return text
    }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }
}
