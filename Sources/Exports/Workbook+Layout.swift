extension Workbook {
  /// Where the parts of a sheet stand; rows count from 0.
  struct Layout {
    /// The row of each table's title, by id.
    private(set) var titleRow: [String: Int] = [:]
    /// The row of each table's first row of cells, by id.
    private(set) var firstRow: [String: Int] = [:]
    /// The sheet of each table, by its position.
    private(set) var sheet: [String: Int] = [:]
    /// The lines of each sheet's description.
    private(set) var about: [[String]] = []
    /// The lines of each table's note, by id.
    private(set) var note: [String: [String]] = [:]
    private let names: [String]

    /// Lays out a workbook: title, description, then each table with title, note, header, rows and an empty row.
    ///
    /// - Parameter names: The names of the sheets as they stand in the file.
    init(_ workbook: Workbook, names: [String]) {
      self.names = names
      for (position, sheet) in workbook.sheets.enumerated() {
        let lines = Self.lines(of: sheet.about)
        about.append(lines)
        var row = 1 + lines.count + 1
        for table in sheet.tables {
          self.sheet[table.id] = position
          titleRow[table.id] = row
          let noteLines = Self.lines(of: table.note)
          note[table.id] = noteLines
          row += 1 + noteLines.count
          firstRow[table.id] = row + 1
          row += 1 + table.rows.count + 1
        }
      }
    }

    /// The row of a table's header.
    func headerRow(_ table: String) -> Int { firstRow[table]! - 1 }

    /// A formula in the English words of spreadsheets, as it stands in a cell of a sheet.
    func text(of formula: Formula, on sheet: Int) -> String {
      let operands = formula.operands.map { reference($0, from: sheet) }
      switch formula.operation {
      case .sum: return "=SUM(\(operands.joined(separator: ",")))"
      case .product: return "=" + operands.joined(separator: "*")
      case .difference: return "=" + operands.joined(separator: "-")
      case .percent: return "=IF(\(operands[1])=0,0,100*\(operands[0])/\(operands[1]))"
      }
    }

    /// A range as spreadsheets write it, for example `B5:B9`, with the name of its sheet where it is another.
    private func reference(_ range: Range, from sheet: Int) -> String {
      let first = firstRow[range.table]!
      func cell(_ row: Int, _ column: Int) -> String {
        Self.letters(of: column) + "\(first + row + 1)"
      }
      let start = cell(range.rows.lowerBound, range.columns.lowerBound)
      let end = cell(range.rows.upperBound, range.columns.upperBound)
      let place = start == end ? start : "\(start):\(end)"
      let other = self.sheet[range.table]!
      if other == sheet { return place }
      return "'"
        + names[other].split(separator: "'", omittingEmptySubsequences: false)
        .joined(separator: "''") + "'!" + place
    }

    /// The letters of a column: 0 is A, 26 is AA.
    static func letters(of column: Int) -> String {
      var letters = ""
      var rest = column + 1
      while rest > 0 {
        rest -= 1
        letters = String(UnicodeScalar(UInt8(65 + rest % 26))) + letters
        rest /= 26
      }
      return letters
    }

    /// A text in lines that can be read on a screen; none for an empty text.
    private static func lines(of text: String) -> [String] {
      var lines: [String] = []
      var line = ""
      for word in text.split(separator: " ") {
        if !line.isEmpty, line.count + word.count >= 130 {
          lines.append(line)
          line = ""
        }
        line += (line.isEmpty ? "" : " ") + word
      }
      return line.isEmpty ? lines : lines + [line]
    }
  }

  /// The names of the sheets as spreadsheets allow them: at most 31 letters, no `[]:*?/\`, no two alike.
  var sheetNames: [String] {
    var taken: Set<String> = []
    return sheets.enumerated().map { position, sheet in
      let allowed = sheet.title.filter { !"[]:*?/\\'".contains($0) }
      var name = String(allowed.prefix(31))
      if name.isEmpty || !taken.insert(name.lowercased()).inserted {
        name = String(allowed.prefix(26)) + " (\(position + 1))"
        taken.insert(name.lowercased())
      }
      return name
    }
  }
}
