import Frameworks

extension Workbook {
  /// The workbook in another language, as far as there are labels: titles, heads of columns, words of the framework.
  ///
  /// Texts of people and of the plan stay as they are. Words without a label stay English.
  ///
  /// - Returns: The workbook and the words without a label, in their order, each once.
  func translated(by labels: Labels) -> (workbook: Workbook, missing: [String]) {
    if labels.language == "en" { return (self, []) }
    var missing: [String] = []
    var seen: Set<String> = []
    func label(_ english: String) -> String {
      if let words = labels.translation(of: english) { return words }
      if !english.isEmpty, seen.insert(english).inserted { missing.append(english) }
      return english
    }
    var book = self
    for sheet in book.sheets.indices {
      book.sheets[sheet].title = label(book.sheets[sheet].title)
      for table in book.sheets[sheet].tables.indices {
        var words = book.sheets[sheet].tables[table]
        words.title = label(words.title)
        for column in words.columns.indices {
          words.columns[column].title = label(words.columns[column].title)
        }
        for row in words.rows.indices {
          for case (let column, .terms(let terms)) in words.rows[row].enumerated() {
            words.rows[row][column] = .terms(terms.map(label))
          }
        }
        book.sheets[sheet].tables[table] = words
      }
    }
    return (book, missing)
  }
}
