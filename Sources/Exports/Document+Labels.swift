import Frameworks

extension Document {
  /// The document in another language, as far as there are labels: titles, headings, captions, heads of columns, names of
  /// what people must write with its guidance, and words of the framework in cells.
  ///
  /// Sentences with the plan's numbers, and all that people wrote, stay as they are. Words without a label stay English.
  ///
  /// - Returns: The document and the words without a label, in their order, each once.
  func translated(by labels: Labels) -> (document: Document, missing: [String]) {
    if labels.language == "en" { return (self, []) }
    var reader = LabelReader(labels)
    var document = self
    document.words = DocumentWords({ reader.known($0) ?? $0 }, language: labels.language)
    // The municipality's name stands before the colon.
    document.title = Self.afterColon(title) { reader.label($0) }
    document.subtitle = subtitle.split(separator: " · ").map { reader.label(String($0)) }
      .joined(separator: " · ")
    document.blocks = blocks.map { $0.translated(&reader, words: document.words) }
    return (document, reader.missing)
  }

  /// A text with other words behind its last colon, or for the whole where it has none.
  fileprivate static func afterColon(_ text: String, _ words: (String) -> String) -> String {
    guard let range = text.ranges(of: ": ").last else { return words(text) }
    return text[..<range.upperBound] + words(String(text[range.upperBound...]))
  }
}

extension Document.Block {
  /// Captions whose words before the colon are the form's, and those behind it the plan's.
  private static let named = ["Outline of action", "Scores of", "Answers of"]

  fileprivate func translated(_ reader: inout LabelReader, words: DocumentWords) -> Document.Block {
    switch self {
    case .heading(let title): return .heading(reader.label(title))
    case .subheading(let title): return .subheading(Self.module(title, &reader))
    case .paragraph(let text):
      return .paragraph(
        (reader.known(text) ?? text)
          .replacing("“\(Document.toBeWritten)”", with: "“\(words.toBeWritten)”"))
    case .table(let table): return .table(table.translated(&reader))
    case .folded(let title, let table):
      return .folded(reader.label(title), table.translated(&reader))
    case .numbered(let title, let table):
      return .numbered(Self.caption(title, &reader), table.translated(&reader))
    case .toBeWritten(let title, let guidance):
      return .toBeWritten(
        reader.label(title), guidance: Self.guidance(guidance, &reader))
    case .figures, .list, .drawing, .figure, .links: return self
    }
  }

  /// A heading behind the code of its module, which stays.
  private static func module(_ title: String, _ reader: inout LabelReader) -> String {
    guard let space = title.firstIndex(of: " "), title[..<space].contains("-"),
      title[..<space].contains(where: \.isNumber)
    else { return reader.label(title) }
    return title[...space] + reader.label(String(title[title.index(after: space)...]))
  }

  private static func caption(_ title: String, _ reader: inout LabelReader) -> String {
    guard let start = named.first(where: title.hasPrefix) else { return reader.label(title) }
    if let colon = title.firstRange(of: ": "), start == named[0] {
      return reader.label(String(title[..<colon.lowerBound])) + title[colon.lowerBound...]
    }
    return reader.label(start) + title.dropFirst(start.count)
  }

  /// What belongs in a text, then columns and the key of the plan file.
  private static func guidance(_ text: String, _ reader: inout LabelReader) -> String {
    var sentence = text
    var columns = ""
    var key = ""
    if let range = sentence.ranges(of: " (Plan file: ").last {
      key = " (\(reader.label("Plan file")): \(sentence[range.upperBound...])"
      sentence = String(sentence[..<range.lowerBound])
    }
    if let range = sentence.firstRange(of: " Columns: ") {
      let titles = sentence[range.upperBound...].dropLast().split(separator: ", ")
      columns =
        " \(reader.label("Columns")): "
        + titles.map { reader.label(String($0)) }.joined(separator: ", ") + "."
      sentence = String(sentence[..<range.lowerBound])
    }
    return reader.label(sentence) + columns + key
  }
}

extension Document.Table {
  /// The columns whose cells are words of the framework or of the form, by their English heads.
  private static let ofTerms: Set<String> = [
    "", "Source sector", "Energy source", "Sector", "Field of action", "Field", "Systemic levers",
    "Indirect impacts", "Part", "Item", "Scope 1", "Scope 2", "Scope 3", "Activity",
    "Kinds of sources", "Group", "Known from", "How far it is agreed", "Status",
    "Outcome or impact", "Dimension", "Maturity", "Direct impact: source sectors",
    "Indirect impact: co-benefits",
  ]

  fileprivate func translated(_ reader: inout LabelReader) -> Document.Table {
    var table = self
    for (position, column) in columns.enumerated() {
      table.columns[position].title = reader.label(column.title)
      guard Self.ofTerms.contains(column.title) else { continue }
      for row in rows.indices { table.rows[row][position] = reader.list(rows[row][position]) }
    }
    if let total { table.total = total.map { reader.known($0) ?? $0 } }
    return table
  }
}
