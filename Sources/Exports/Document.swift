import PlanModel

/// A document for people, before it is Markdown or HTML.
struct Document {
  /// A table whose rows are texts.
  struct Table {
    /// A column: its heading, and whether it holds numbers.
    struct Column {
      var title: String
      var isNumber = false
    }
    var columns: [Column]
    var rows: [[String]]
    /// A last row that sums the others.
    var total: [String]?

    init(_ columns: [Column], rows: [[String]], total: [String]? = nil) {
      self.columns = columns
      self.rows = rows
      self.total = total
    }
  }
  /// A part of the document.
  enum Block {
    case heading(String)
    /// A heading inside a section.
    case subheading(String)
    case paragraph(String)
    /// Names with their values, shown large.
    case figures([(name: String, value: String)])
    case list([String])
    case table(Table)
    /// An image: inside the page where the format can, else the file beside it, with what can be read from it.
    case drawing(svg: String, file: String, summary: String)
    /// A table that is folded away where the format can.
    case folded(String, Table)
    /// A picture.
    case figure(Figure)
    /// Files of the result, by title and path in its folder.
    case links([(title: String, path: String)])
    /// A table with a number and a caption.
    case numbered(String, Table)
    /// A text that people must write: its name, and what belongs there.
    case toBeWritten(String, guidance: String)
  }
  var title: String
  var subtitle: String
  /// A sentence that stands on every output, or nil.
  var notice: String?
  /// The way from the document's folder to the result's: empty, or `../`.
  var root = ""
  var blocks: [Block] = []
  /// Whether a list of the headings stands at the beginning.
  var hasContents = false
  /// The words of its form.
  var words = DocumentWords()

  /// Adds a heading and its parts, unless there are none.
  mutating func section(_ title: String, _ parts: [Block]) {
    if parts.isEmpty { return }
    blocks.append(.heading(title))
    blocks += parts
  }

  /// The headings with their positions among all headings and subheadings, counted from 1.
  var contents: [(position: Int, title: String, isSub: Bool)] {
    var position = 0
    return blocks.compactMap { block in
      switch block {
      case .heading(let title):
        position += 1
        return (position, title, false)
      case .subheading(let title):
        position += 1
        return (position, title, true)
      default: return nil
      }
    }
  }

  /// What stands before the guidance on a text that people must write.
  static let toBeWritten = "To be written by the municipality"
}

extension Document.Table {
  /// A column of texts.
  static func text(_ title: String) -> Column { Column(title: title) }
  /// A column of numbers.
  static func number(_ title: String) -> Column { Column(title: title, isNumber: true) }

  /// A table made of whole columns; a column of numbers carries its unit in its heading.
  ///
  /// - Parameter summed: Whether a last row sums the numbers; nil where a number has no sum.
  init(texts: [(String, [String])], numbers: [(String, String, [Double], Bool)], summed: String?) {
    var columns = texts.map { Self.text($0.0) }
    let count = texts.first?.1.count ?? 0
    var cells = texts.map(\.1)
    var total = texts.indices.map { $0 == 0 ? summed ?? "" : "" }
    for (title, unit, values, adds) in numbers {
      let (symbol, shown) = ShownUnit.column(values + [values.compensatedSum()], unit)
      columns.append(Self.number(symbol == "1" || symbol.isEmpty ? title : "\(title), \(symbol)"))
      cells.append(Array(shown.dropLast()))
      total.append(adds ? shown[count] : "")
    }
    self.init(
      columns, rows: (0..<count).map { row in cells.map { $0[row] } },
      total: summed == nil ? nil : total)
  }
}
