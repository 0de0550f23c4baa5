import PlanModel

extension Workbook {
  /// A rectangle of cells in a table; rows and columns count from 0 and do not count the header.
  struct Range: Sendable, Equatable {
    /// The table, by its id.
    var table: String
    /// The rows.
    var rows: ClosedRange<Int>
    /// The columns.
    var columns: ClosedRange<Int>

    /// Some rows of a column.
    static func column(_ column: Int, rows: ClosedRange<Int>, of table: String) -> Range {
      Range(table: table, rows: rows, columns: column...column)
    }

    /// One cell.
    static func cell(_ row: Int, _ column: Int, of table: String) -> Range {
      Range(table: table, rows: row...row, columns: column...column)
    }
  }

  /// What follows from other cells.
  struct Formula: Sendable, Equatable {
    /// How it follows.
    enum Operation: String, Sendable, CaseIterable {
      /// The sum of all numbers in the ranges; words count as nothing.
      case sum
      /// The product of single cells.
      case product
      /// The first cell less all others.
      case difference
      /// The first cell in percent of the second; 0 where that is 0.
      case percent
    }
    /// How it follows.
    var operation: Operation
    /// From what.
    var operands: [Range]

    /// The sum of some rows of a column of one's own table.
    static func sum(_ column: Int, rows: ClosedRange<Int>, of table: String) -> Formula {
      Formula(operation: .sum, operands: [.column(column, rows: rows, of: table)])
    }
  }

  /// The values of all cells that are numbers or formulas: by table, row and column; nil elsewhere.
  ///
  /// - Precondition: No formula leads back to itself.
  func values() -> [String: [[Double?]]] {
    var evaluation = Evaluation(
      tables: Dictionary(tables.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }))
    var values: [String: [[Double?]]] = [:]
    for table in tables {
      values[table.id] = table.rows.indices.map { row in
        table.columns.indices.map { evaluation.value(table.id, row, $0) }
      }
    }
    return values
  }
}

/// Computes formulas, each once.
private struct Evaluation {
  private struct Place: Hashable {
    var table: String
    var row: Int
    var column: Int
  }
  let tables: [String: Workbook.Table]
  private var known: [Place: Double] = [:]
  private var open: Set<Place> = []

  init(tables: [String: Workbook.Table]) { self.tables = tables }

  mutating func value(_ table: String, _ row: Int, _ column: Int) -> Double? {
    guard let found = tables[table] else { preconditionFailure("there is no table \(table)") }
    switch found.rows[row][column] {
    case .number(let number): return number
    case .formula(let formula):
      let place = Place(table: table, row: row, column: column)
      if let value = known[place] { return value }
      precondition(open.insert(place).inserted, "a formula of \(table) leads back to itself")
      let value = self.value(of: formula)
      open.remove(place)
      known[place] = value
      return value
    case .text, .terms, .toWrite, .reason: return nil
    }
  }

  private mutating func numbers(_ range: Workbook.Range) -> [Double] {
    var numbers: [Double] = []
    for row in range.rows {
      for column in range.columns {
        if let number = value(range.table, row, column) { numbers.append(number) }
      }
    }
    return numbers
  }

  private mutating func value(of formula: Workbook.Formula) -> Double {
    let value: Double
    switch formula.operation {
    case .sum: value = formula.operands.flatMap { numbers($0) }.compensatedSum()
    case .product: value = formula.operands.map { numbers($0).first ?? 0 }.reduce(1, *)
    case .difference:
      let terms = formula.operands.map { numbers($0).first ?? 0 }
      value = (terms[0] - terms.dropFirst().compensatedSum())
    case .percent:
      let whole = numbers(formula.operands[1]).first ?? 0
      value = whole == 0 ? 0 : 100 * (numbers(formula.operands[0]).first ?? 0) / whole
    }
    return value.roundedToTwelveDigits
  }
}
