internal import PlanModel

/// A model in the MPS form taken apart: rows, columns with their entries, right-hand sides, ranges, bounds.
///
/// Fields are told apart by white space, so names have none; of several rows of kind N the first is the objective and the
/// others are passed over.
struct MPSText {
  /// One row of the model.
  struct Row {
    var name: String
    /// `L`, `G`, `E` or `N`, as in the file.
    var kind: UInt8
    var rhs = 0.0
    var range: Double?
  }
  /// One column of the model.
  struct Column {
    var name: String
    var isInteger: Bool
    var lower = 0.0
    /// Infinite where the file sets none.
    var upper = Double.infinity
    var objective = 0.0
    var entries: [(row: Int, value: Double)] = []
  }

  var isMaximised = false
  var rows: [Row] = []
  var columns: [Column] = []
  /// What the objective holds beside the columns.
  var constant = 0.0
  private(set) var diagnostics: [Diagnostic] = []

  private let file: String
  private var line = 0
  private var section = ""
  private var isInMarker = false
  private var objective = -1
  private var rowNamed: [String: Int] = [:]
  private var columnNamed: [String: Int] = [:]
  private var isEnded = false

  /// Reads a text in UTF-8.
  init(_ bytes: [UInt8], file: String) {
    self.file = file
    for text in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      line += 1
      if isEnded { break }
      guard let first = text.first, first != UInt8(ascii: "*") else { continue }
      let fields = text.split(whereSeparator: { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D })
        .map { String(decoding: $0, as: UTF8.self) }
      if fields.isEmpty { continue }
      if first == 0x20 || first == 0x09 { read(fields) } else { open(fields) }
    }
    if !isEnded {
      fault("mps.cut-short", "The file ends without ENDATA.", "Check that it was copied whole.")
    }
    if objective < 0, diagnostics.isEmpty {
      fault("mps.no-objective", "The model has no row of kind N.", "Add the objective to ROWS.")
    }
  }

  /// Notes a fault; of one kind the first is told, with the count of all.
  private mutating func fault(_ code: String, _ message: String, _ remedy: String) {
    if let known = diagnostics.firstIndex(where: { $0.code == code }) {
      diagnostics[known].count += 1
    } else {
      diagnostics.append(
        Diagnostic(
          .error, code, message, remedy: remedy, at: Place(file: file, line: line)))
    }
  }

  private mutating func open(_ fields: [String]) {
    section = fields[0].uppercased()
    switch section {
    case "NAME", "ROWS", "COLUMNS", "RHS", "RANGES", "BOUNDS": return
    case "ENDATA": isEnded = true
    case "OBJSENSE", "OBJSENSE:": if fields.count > 1 { readSense(fields[1]) }
    default:
      fault(
        "mps.section", "The section \(fields[0]) is not known.",
        "Use NAME, OBJSENSE, ROWS, COLUMNS, RHS, RANGES, BOUNDS and ENDATA; lines within a section begin with a space."
      )
    }
  }

  private mutating func readSense(_ word: String) {
    switch word.uppercased() {
    case "MAX", "MAXIMIZE", "MAXIMISE": isMaximised = true
    case "MIN", "MINIMIZE", "MINIMISE": isMaximised = false
    default: fault("mps.sense", "The objective's sense is \(word).", "Write MIN or MAX.")
    }
  }

  private mutating func read(_ fields: [String]) {
    switch section {
    case "ROWS": readRow(fields)
    case "COLUMNS": readColumn(fields)
    case "RHS", "RANGES": readSides(fields)
    case "BOUNDS": readBound(fields)
    case "OBJSENSE", "OBJSENSE:": readSense(fields[0])
    default: return
    }
  }

  private mutating func readRow(_ fields: [String]) {
    guard fields.count == 2, let kind = fields[0].uppercased().utf8.first,
      fields[0].utf8.count == 1,
      "LGEN".utf8.contains(kind)
    else {
      return fault(
        "mps.row", "A line of ROWS is not a kind (N, L, G or E) and a name.",
        "Write one of each, without spaces in the name.")
    }
    if rowNamed[fields[1]] != nil {
      return fault(
        "mps.duplicate-row", "Two rows are called \(fields[1]).", "Give each a name of its own.")
    }
    if kind == UInt8(ascii: "N"), objective < 0 { objective = rows.count }
    rowNamed[fields[1]] = rows.count
    rows.append(Row(name: fields[1], kind: kind))
  }

  private mutating func readColumn(_ fields: [String]) {
    if fields.count >= 3, fields[1] == "'MARKER'" {
      isInMarker = fields.last == "'INTORG'"
      return
    }
    guard fields.count % 2 == 1, fields.count > 1 else {
      return fault(
        "mps.column", "A line of COLUMNS is not a column and pairs of row and number.",
        "Write them apart by spaces, without spaces in names.")
    }
    if columns.last?.name != fields[0] {
      if columnNamed[fields[0]] != nil {
        return fault(
          "mps.duplicate-column", "The column \(fields[0]) comes in two places.",
          "Put all lines of a column one after the other, or give each a name of its own.")
      }
      columnNamed[fields[0]] = columns.count
      columns.append(Column(name: fields[0], isInteger: isInMarker))
    }
    for (row, value) in pairs(fields.dropFirst()) {
      if row == objective {
        columns[columns.count - 1].objective += value
      } else if rows[row].kind != UInt8(ascii: "N"), value != 0 {
        if columns[columns.count - 1].entries.contains(where: { $0.row == row }) {
          fault(
            "mps.duplicate-entry",
            "The column \(fields[0]) has two numbers in row \(rows[row].name).",
            "Keep one, or write their sum.")
        }
        columns[columns.count - 1].entries.append((row, value))
      }
    }
  }

  private mutating func readSides(_ fields: [String]) {
    for (row, value) in pairs(fields.count % 2 == 1 ? fields.dropFirst() : fields[...]) {
      if section == "RANGES" {
        rows[row].range = value
      } else if row == objective {
        // By convention the right-hand side of the objective is minus its constant.
        constant = -value
      } else {
        rows[row].rhs = value
      }
    }
  }

  private mutating func readBound(_ fields: [String]) {
    let kind = fields[0].uppercased()
    let isPlain = ["BV", "FR", "MI", "PL"].contains(kind)
    guard isPlain || ["UP", "LO", "FX", "LI", "UI"].contains(kind),
      isPlain ? (2...4).contains(fields.count) : (3...4).contains(fields.count)
    else {
      return fault(
        "mps.bound", "A line of BOUNDS is not a kind, a set, a column and a number.",
        "Use the kinds BV, UP, LO, FX, LI, UI, FR, MI and PL.")
    }
    let name = isPlain ? fields[fields.count == 2 ? 1 : 2] : fields[fields.count - 2]
    guard let column = columnNamed[name] else {
      return fault(
        "mps.unknown-column", "There is no column called \(name).", "Name one of COLUMNS.")
    }
    var value = 0.0
    if !isPlain {
      guard let number = number(fields[fields.count - 1]) else { return }
      value = number
    }
    switch kind {
    case "BV":
      columns[column].isInteger = true
      (columns[column].lower, columns[column].upper) = (0, 1)
    case "UP", "UI": columns[column].upper = value
    case "LO", "LI": columns[column].lower = value
    case "FX": (columns[column].lower, columns[column].upper) = (value, value)
    case "FR", "MI": columns[column].lower = -.infinity
    default: columns[column].upper = .infinity
    }
    if kind == "UI" || kind == "LI" { columns[column].isInteger = true }
  }

  /// Rows and numbers, in turn.
  private mutating func pairs(_ fields: ArraySlice<String>) -> [(row: Int, value: Double)] {
    var result: [(Int, Double)] = []
    var position = fields.startIndex
    while position + 1 < fields.endIndex {
      defer { position += 2 }
      guard let row = rowNamed[fields[position]] else {
        fault(
          "mps.unknown-row", "There is no row called \(fields[position]).", "Name one of ROWS.")
        continue
      }
      guard let value = number(fields[position + 1]) else { continue }
      result.append((row, value))
    }
    return result
  }

  private mutating func number(_ text: String) -> Double? {
    if let value = Double(text), !value.isNaN { return value }
    fault("mps.number", "\"\(text)\" is not a number.", "Write a decimal number, such as 1.5e3.")
    return nil
  }
}
