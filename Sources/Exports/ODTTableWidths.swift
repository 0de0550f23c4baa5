/// How wide the columns of a table are in a text: each holds its longest word, and what is left of the page goes to the
/// columns that make rows high.
struct ODTTableWidths {
  /// Letters on a line of an upright page, and of one on its side: 174 mm and 261 mm with letters of 1.7 mm, or 1.4 mm in
  /// wide tables, as wide faces have them.
  static func letters(isSmall: Bool, isOnItsSide: Bool) -> Double {
    (isSmall ? 124 : 102) * (isOnItsSide ? 1.5 : 1)
  }

  /// The widths in tenths of a letter.
  ///
  /// - Complexity: O(*p* × *c* × *r*) for *p* letters of the page, *c* columns and *r* rows.
  static func tenths(of table: Document.Table, letters page: Double) -> [Int] {
    let rows = [table.columns.map(\.title)] + table.rows + (table.total.map { [$0] } ?? [])
    // A narrow space keeps the thousands of a number together, so it is no end of a word; a line may end behind a stroke
    // as behind a hyphen.
    func longestWord(_ text: String) -> Int {
      text.split { " -/".contains($0) }.map(\.count).max() ?? 0
    }
    var widths = table.columns.indices.map { column in
      let cells = rows.dropFirst().map { longestWord($0[column]) }.max() ?? 0
      // Heads are bold, a sixth wider.
      let head = (longestWord(rows[0][column]) * 7 + 5) / 6
      return Double(min(max(cells, head, 4), 24) + 2)
    }
    let lengths = rows.map { $0.map { Double($0.count) } }
    var spare = page - widths.reduce(0, +)
    while spare >= 1 {
      // A letter more takes length ÷ width² lines off a cell; only the highest cell of a row makes it lower.
      var gains = Array(repeating: 0.0, count: widths.count)
      for row in lengths {
        guard
          let highest = row.indices.max(by: { row[$0] / widths[$0] < row[$1] / widths[$1] }),
          row[highest] > widths[highest]
        else { continue }
        gains[highest] += row[highest] / (widths[highest] * widths[highest])
      }
      guard let best = gains.indices.max(by: { gains[$0] < gains[$1] }), gains[best] > 0 else {
        break
      }
      widths[best] += 1
      spare -= 1
    }
    return widths.map { Int((10 * $0).rounded()) }
  }
}
