import XLSXBinding

extension Workbook {
  /// Writes the workbook as a spreadsheet; the same workbook gives the same bytes.
  ///
  /// - Throws: `XLSXError` where the file cannot be written.
  func writeXLSX(to path: String) throws(XLSXError) {
    let names = sheetNames
    let layout = Layout(self, names: names)
    let values = values()
    let file = try XLSXFile(at: path, title: title)
    for (position, sheet) in sheets.enumerated() {
      let number = try file.addSheet(named: names[position])
      try write(
        sheet, lines: layout.about[position], as: number, into: file, layout, values)
    }
    try file.close()
  }

  private func write(
    _ sheet: Sheet, lines: [String], as number: Int, into file: XLSXFile, _ layout: Layout,
    _ values: [String: [[Double?]]]
  ) throws(XLSXError) {
    try file.write(sheet.title, row: 0, column: 0, of: number, as: .heading)
    for (position, line) in lines.enumerated() {
      try file.write(line, row: 1 + position, column: 0, of: number, as: .note)
    }
    var widths: [Double] = []
    for table in sheet.tables {
      for (column, width) in Self.widths(of: table).enumerated() {
        if column < widths.count {
          widths[column] = max(widths[column], width)
        } else {
          widths.append(width)
        }
      }
      try file.write(
        table.title, row: layout.titleRow[table.id]!, column: 0, of: number, as: .tableTitle)
      for (position, line) in layout.note[table.id]!.enumerated() {
        try file.write(
          line, row: layout.titleRow[table.id]! + 1 + position, column: 0, of: number, as: .note)
      }
      for (column, head) in table.columns.enumerated() {
        try file.write(
          head.heading, row: layout.headerRow(table.id), column: column, of: number,
          as: .header(head.kind))
      }
      for (row, cells) in table.rows.enumerated() {
        for (column, cell) in cells.enumerated() {
          try write(
            cell, value: values[table.id]![row][column], in: table.columns[column],
            row: layout.firstRow[table.id]! + row, column: column, of: number, into: file, layout)
        }
      }
    }
    for (column, width) in widths.enumerated() {
      try file.setWidth(width, column: column, of: number)
    }
    file.printAcross(number)
  }

  private func write(
    _ cell: Cell, value: Double?, in head: Column, row: Int, column: Int, of sheet: Int,
    into file: XLSXFile, _ layout: Layout
  ) throws(XLSXError) {
    switch cell {
    case .number(let number):
      try file.write(
        number, row: row, column: column, of: sheet,
        as: .number(number, of: head.unit, head.kind))
    case .formula(let formula):
      let value = value ?? 0
      try file.write(
        formula: layout.text(of: formula, on: sheet), value: value, row: row, column: column,
        of: sheet, as: .number(value, of: head.unit, .calculated))
    case .text, .terms, .toWrite, .reason:
      try file.write(
        Self.words(of: cell) ?? "", row: row, column: column, of: sheet,
        as: .words(of: cell, head.kind))
    }
  }

  /// The width of each column of a table in letters: as its longest word or number needs, text being wrapped.
  private static func widths(of table: Table) -> [Double] {
    table.columns.enumerated().map { column, head in
      let longest = table.rows.reduce(0) { longest, row in
        max(longest, words(of: row[column])?.count ?? 12)
      }
      let heading = head.heading.split(separator: " ").map(\.count).max() ?? 0
      return Double(min(max(longest + 2, heading + 2, min(head.heading.count + 2, 18), 10), 44))
    }
  }
}

extension XLSXStyle {
  /// The title of a sheet.
  static let heading = {
    var style = XLSXStyle()
    style.isBold = true
    style.size = 16
    return style
  }()

  /// The title of a table.
  static let tableTitle = {
    var style = XLSXStyle()
    style.isBold = true
    style.size = 12
    return style
  }()

  /// What must be known.
  static let note = {
    var style = XLSXStyle()
    style.isItalic = true
    style.color = 0x595959
    return style
  }()

  /// The colour behind the cells of a kind: the lighter one.
  static func color(of kind: Workbook.Kind) -> UInt32 {
    switch kind {
    case .mandatory: 0xFFF8E1
    case .optional: 0xF1F5F9
    case .calculated: 0xE6F2E6
    }
  }

  /// The head of a column.
  static func header(_ kind: Workbook.Kind) -> XLSXStyle {
    var style = XLSXStyle()
    style.isBold = true
    style.wraps = true
    style.hasBorder = true
    style.background =
      switch kind {
      case .mandatory: 0xFFE08A
      case .optional: 0xCBD8E6
      case .calculated: 0xB7DDB9
      }
    return style
  }

  /// Words in a cell.
  static func words(of cell: Workbook.Cell, _ kind: Workbook.Kind) -> XLSXStyle {
    var style = XLSXStyle()
    style.wraps = true
    style.hasBorder = true
    style.background = color(of: kind)
    switch cell {
    case .toWrite:
      style.background = 0xFBD5C5
    case .reason:
      style.isItalic = true
      style.color = 0x595959
    case .text, .terms, .number, .formula: break
    }
    return style
  }

  /// A number in a cell: years plain, small numbers with decimals.
  static func number(_ value: Double, of unit: String, _ kind: Workbook.Kind) -> XLSXStyle {
    var style = XLSXStyle()
    style.hasBorder = true
    style.background = color(of: kind)
    if unit == "year" {
      style.numberFormat = "0"
    } else if value == value.rounded() || abs(value) >= 1000 {
      style.numberFormat = "#,##0"
    } else {
      style.numberFormat = abs(value) < 10 ? "#,##0.0000" : "#,##0.0"
    }
    return style
  }
}
