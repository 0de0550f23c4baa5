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
    let widths = Self.widths(of: sheet)
    for (column, width) in widths.enumerated() {
      try file.setWidth(width, column: column, of: number)
    }
    try file.write(sheet.title, row: 0, column: 0, of: number, as: .heading)
    try file.setHeight(24, row: 0, of: number)
    for (position, line) in lines.enumerated() {
      try file.write(line, row: 1 + position, column: 0, of: number, as: .note)
    }
    for table in sheet.tables {
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
      try file.setHeight(
        Self.height(of: table.columns.map(\.heading), in: widths, isBold: true),
        row: layout.headerRow(table.id), of: number)
      for (row, cells) in table.rows.enumerated() {
        try file.setHeight(
          Self.height(of: cells.map { Self.words(of: $0) ?? "" }, in: widths),
          row: layout.firstRow[table.id]! + row, of: number)
        for (column, cell) in cells.enumerated() {
          try write(
            cell, value: values[table.id]![row][column], in: table.columns[column],
            row: layout.firstRow[table.id]! + row, column: column, of: number, into: file, layout)
        }
      }
    }
    // About as many letters as a page across can hold and still be read.
    let pages = max(1, Int((widths.reduce(0, +) / 190).rounded()))
    file.printAcross(number, pages: pages, repeatingFirst: pages > 1 ? 2 : 0)
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

  /// The width of each column of a sheet in letters: as its longest word, number or text needs, text being wrapped.
  ///
  /// The more columns a sheet has, the sooner text is wrapped.
  private static func widths(of sheet: Sheet) -> [Double] {
    let columns = sheet.tables.map(\.columns.count).max() ?? 0
    let most =
      switch columns {
      case ...3: 62
      case ...6: 42
      case ...11: 30
      default: 22
      }
    return (0..<columns).map { column in
      var width = 10
      for table in sheet.tables where column < table.columns.count {
        let heading = table.columns[column].heading
        let longestWord = heading.split(separator: " ").map(\.count).max() ?? 0
        let longest = table.rows.reduce(0) { max($0, words(of: $1[column])?.count ?? 11) }
        width = max(
          width, min(longestWord + 2, most), min(heading.count + 2, 18),
          min(longest + 2, column == 0 ? max(most, 36) : most))
      }
      return Double(width)
    }
  }

  /// The height of a row in points, so that its wrapped texts are seen whole.
  ///
  /// Spreadsheets fit heights only when people edit a row, so it is set here; a letter counts as wide as the
  /// digit that widths are counted in, a bold one as a tenth wider.
  private static func height(of texts: [String], in widths: [Double], isBold: Bool = false)
    -> Double
  {
    var lines = 1
    for (text, width) in zip(texts, widths) {
      var used = 0.0
      var count = 1
      for word in text.split(separator: " ") {
        let length = Double(word.count) * (isBold ? 1.1 : 1)
        if used > 0, used + length > width - 1 {
          count += 1
          used = 0
        }
        count += Int(length / width)
        used += length + 1
      }
      lines = max(lines, count)
    }
    // 409 points is the most that a row may have.
    return min(409, 14 * Double(lines) + 1)
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
