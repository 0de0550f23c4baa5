import Foundation

extension Workbook {
  /// Reads what `json` wrote.
  ///
  /// - Returns: nil where the bytes are no workbook of ours: a key is missing, a row is too short, a formula speaks of
  ///   cells that are not there or leads back to itself.
  init?(json data: Data) {
    guard let root = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      (root["commongroundWorkbook"] as? NSNumber)?.intValue == 1,
      let title = root["title"] as? String, let sheets = root["sheets"] as? [[String: Any]]
    else { return nil }
    self.title = title
    notice = root["notice"] as? String
    self.sheets = []
    for sheet in sheets {
      guard let id = sheet["id"] as? String, let title = sheet["title"] as? String,
        let about = sheet["about"] as? String, let tables = sheet["tables"] as? [[String: Any]]
      else { return nil }
      var read: [Table] = []
      for table in tables {
        guard let table = Self.table(table) else { return nil }
        read.append(table)
      }
      self.sheets.append(Sheet(id: id, title: title, about: about, tables: read))
    }
    guard isWhole else { return nil }
  }

  private static func table(_ members: [String: Any]) -> Table? {
    guard let id = members["id"] as? String, let title = members["title"] as? String,
      let note = members["note"] as? String, let columns = members["columns"] as? [[String: Any]],
      let rows = members["rows"] as? [[Any]]
    else { return nil }
    // The id becomes the name of a file.
    guard !id.isEmpty, id.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") })
    else { return nil }
    let heads = columns.compactMap { column -> Column? in
      guard let title = column["title"] as? String, let unit = column["unit"] as? String,
        let kind = (column["kind"] as? String).flatMap(Kind.init(rawValue:))
      else { return nil }
      return Column(title, unit, kind)
    }
    guard heads.count == columns.count, !heads.isEmpty else { return nil }
    var table = Table(id, title, note: note, heads)
    for row in rows {
      let cells = row.compactMap { cell($0) }
      guard cells.count == row.count, cells.count == heads.count else { return nil }
      table.rows.append(cells)
    }
    return table
  }

  private static func cell(_ value: Any) -> Cell? {
    if let text = value as? String { return .text(text) }
    if let number = value as? NSNumber {
      return number.doubleValue.isFinite ? .number(number.doubleValue) : nil
    }
    guard let members = value as? [String: Any] else { return nil }
    if let terms = members["terms"] as? [String] { return .terms(terms) }
    if let guidance = members["toWrite"] as? String { return .toWrite(guidance) }
    if let reason = members["reason"] as? String { return .reason(reason) }
    guard
      let operation = (members["formula"] as? String).flatMap(Formula.Operation.init(rawValue:)),
      let operands = members["of"] as? [[String: Any]]
    else { return nil }
    let ranges = operands.compactMap { operand -> Range? in
      guard let table = operand["table"] as? String, let rows = range(operand["rows"]),
        let columns = range(operand["columns"])
      else { return nil }
      return Range(table: table, rows: rows, columns: columns)
    }
    let least = operation == .percent ? 2 : 1
    guard ranges.count == operands.count, ranges.count >= least else { return nil }
    return .formula(Formula(operation: operation, operands: ranges))
  }

  private static func range(_ value: Any?) -> ClosedRange<Int>? {
    guard let ends = (value as? [NSNumber])?.map(\.intValue), ends.count == 2, 0 <= ends[0],
      ends[0] <= ends[1]
    else { return nil }
    return ends[0]...ends[1]
  }

  /// Whether ids are unique and every formula speaks of cells that are there and does not lead back to itself.
  private var isWhole: Bool {
    let tables = tables
    guard Set(tables.map(\.id)).count == tables.count else { return false }
    var byID: [String: Table] = [:]
    for table in tables { byID[table.id] = table }
    var formulas: [(String, Int, Int, Formula)] = []
    for table in tables {
      for (row, cells) in table.rows.enumerated() {
        for case (let column, .formula(let formula)) in cells.enumerated() {
          formulas.append((table.id, row, column, formula))
        }
      }
    }
    // Formulas are taken away once all they rest on are taken away; what is left leads back to itself.
    var open = Set(formulas.map { "\($0.0) \($0.1) \($0.2)" })
    var left = formulas
    repeat {
      let before = left.count
      var next: [(String, Int, Int, Formula)] = []
      for entry in left {
        var isOpen = false
        for range in entry.3.operands {
          guard let table = byID[range.table], range.rows.upperBound < table.rows.count,
            range.columns.upperBound < table.columns.count
          else { return false }
          for row in range.rows {
            for column in range.columns where open.contains("\(range.table) \(row) \(column)") {
              isOpen = true
            }
          }
        }
        if isOpen { next.append(entry) } else { open.remove("\(entry.0) \(entry.1) \(entry.2)") }
      }
      left = next
      if left.count == before { break }
    } while !left.isEmpty
    return left.isEmpty
  }
}
