import PlanModel

/// Tables on sheets, before they become a spreadsheet, comma-separated text or JSON.
///
/// One model writes all three, so they cannot differ. A sum is a formula over other cells; its value is computed from
/// their numbers as a spreadsheet does, so what is cached and what is computed afresh agree.
struct Workbook: Sendable, Equatable {
  /// One sheet, a tab of a spreadsheet.
  struct Sheet: Sendable, Equatable {
    /// A stable id, for example `strategy`.
    var id: String
    /// The title, at most 31 letters in English.
    var title: String
    /// What the sheet is, in a sentence or two.
    var about: String
    /// The tables, from top to bottom.
    var tables: [Table]
  }

  /// What people have to do with a column.
  enum Kind: String, Sendable, CaseIterable {
    /// The framework asks for it.
    case mandatory
    /// The framework takes it.
    case optional
    /// It follows from other cells, or from the plan's model.
    case calculated
  }

  /// One column.
  struct Column: Sendable, Equatable {
    /// The title for people.
    var title: String
    /// The unit of its numbers; empty: it has none.
    var unit: String
    /// What people have to do with it.
    var kind: Kind

    /// Creates a column.
    init(_ title: String, _ unit: String = "", _ kind: Kind = .mandatory) {
      self.title = title
      self.unit = unit
      self.kind = kind
    }

    /// Title and unit as they head the column.
    var heading: String { unit.isEmpty ? title : "\(title) [\(unit)]" }
  }

  /// One table: every row has as many cells as there are columns.
  struct Table: Sendable, Equatable {
    /// A stable id, unique in the workbook; the name of its file of comma-separated text.
    var id: String
    /// The title for people.
    var title: String
    /// What must be known to read it; empty: nothing.
    var note: String
    /// The columns.
    var columns: [Column]
    /// The rows.
    var rows: [[Cell]]

    /// Creates a table.
    init(
      _ id: String, _ title: String, note: String = "", _ columns: [Column], rows: [[Cell]] = []
    ) {
      self.id = id
      self.title = title
      self.note = note
      self.columns = columns
      self.rows = rows
    }

    /// Adds a row of as many cells as there are columns.
    mutating func add(_ cells: [Cell]) {
      precondition(cells.count == columns.count, "a row of \(id) has a cell for each column")
      rows.append(cells)
    }

    /// Says in one row why there are no others.
    mutating func explainIfEmpty(_ reason: String) {
      guard rows.isEmpty else { return }
      rows = [[.reason(reason)] + columns.dropFirst().map { _ in .text("") }]
    }

    /// Adds the sums of all rows so far in the columns from one on; what stands before has none.
    ///
    /// - Precondition: There are rows.
    mutating func addTotal(from first: Int) {
      let rows = 0...rows.count - 1
      add(
        [.term("Total")] + (1..<first).map { _ in .text("") }
          + (first..<columns.count).map { .formula(.sum($0, rows: rows, of: id)) })
    }
  }

  /// One cell.
  enum Cell: Sendable, Equatable {
    /// Words of people or of the plan; an empty text leaves the cell empty.
    case text(String)
    /// Words of a framework, of which there may be labels in other languages.
    case terms([String])
    /// A finite number, in the unit of the column.
    case number(Double)
    /// What follows from other cells.
    case formula(Formula)
    /// What people must write, with guidance.
    case toWrite(String)
    /// Why nothing else stands here.
    case reason(String)

    /// One word of a framework.
    static func term(_ word: String) -> Cell { .terms([word]) }

    /// A number, or why there is none.
    static func number(_ value: Double?, or reason: String) -> Cell {
      guard let value, value.isFinite else { return .reason(reason) }
      return .number(value.roundedToTwelveDigits)
    }

    /// A number rounded to twelve digits that count.
    static func amount(_ value: Double) -> Cell { .number(value.roundedToTwelveDigits) }

    /// Yes or no.
    static func answer(_ isTrue: Bool) -> Cell { .term(isTrue ? "yes" : "no") }
  }

  /// The title of the whole.
  var title: String
  /// A sentence that stands on every output; nil: none.
  var notice: String?
  /// The sheets, in their order.
  var sheets: [Sheet]

  /// All tables, in the order of the sheets.
  var tables: [Table] { sheets.flatMap(\.tables) }

  /// A table by its id.
  ///
  /// - Precondition: There is one.
  func table(_ id: String) -> Table {
    guard let table = tables.first(where: { $0.id == id }) else {
      preconditionFailure("the workbook has no table \(id)")
    }
    return table
  }

  /// What a cell says in words; numbers are not words.
  static func words(of cell: Cell) -> String? {
    switch cell {
    case .text(let text), .reason(let text): text
    case .terms(let terms): terms.joined(separator: "; ")
    case .toWrite(let guidance): toWriteBegins + guidance
    case .number, .formula: nil
    }
  }

  /// How a cell begins that people must write.
  static let toWriteBegins = "To be written by the municipality: "
}
