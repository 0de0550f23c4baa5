/// A model in columns: minimise Σ objective · x where every row's sum and every column lie between their bounds.
///
/// The matrix is stored by columns without gaps: column `j` has the entries `starts[j]..<starts[j + 1]` of `indices`
/// (rows) and `values`. An infinite bound is no bound.
public struct LinearModel: Sendable {
  /// Where each column starts; one more than there are columns.
  public var starts: [Int32] = [0]
  /// The row of each entry.
  public var indices: [Int32] = []
  /// The coefficient of each entry.
  public var values: [Double] = []
  /// The cost of each column.
  public var objective: [Double] = []
  /// The least value of each column.
  public var columnLower: [Double] = []
  /// The largest value of each column.
  public var columnUpper: [Double] = []
  /// Whether each column takes whole numbers only.
  public var isInteger: [Bool] = []
  /// The least sum of each row.
  public var rowLower: [Double] = []
  /// The largest sum of each row.
  public var rowUpper: [Double] = []

  /// Creates a model without rows and columns.
  public init() {}

  /// The number of columns.
  public var columnCount: Int { objective.count }
  /// The number of rows.
  public var rowCount: Int { rowLower.count }

  /// Adds a row without entries.
  ///
  /// - Returns: Its index.
  @discardableResult
  public mutating func addRow(lower: Double, upper: Double) -> Int {
    rowLower.append(lower)
    rowUpper.append(upper)
    return rowCount - 1
  }

  /// Adds a column; its rows must exist when the model is solved.
  ///
  /// - Returns: Its index.
  @discardableResult
  public mutating func addColumn(
    objective cost: Double, lower: Double = 0, upper: Double = 1, isInteger whole: Bool,
    entries: [(row: Int, value: Double)]
  ) -> Int {
    for entry in entries where entry.value != 0 {
      indices.append(Int32(entry.row))
      values.append(entry.value)
    }
    starts.append(Int32(indices.count))
    objective.append(cost)
    columnLower.append(lower)
    columnUpper.append(upper)
    isInteger.append(whole)
    return columnCount - 1
  }

  /// Stops the program where the model could make the C libraries read outside its arrays or compute with NaN.
  func checkIsSound() {
    precondition(starts.count == columnCount + 1, "one start a column, and the end")
    precondition(
      columnLower.count == columnCount && columnUpper.count == columnCount
        && isInteger.count == columnCount && rowUpper.count == rowCount,
      "the columns of a model are of one length")
    precondition(
      indices.allSatisfy { $0 >= 0 && $0 < rowCount }, "entries lie in rows of the model")
    precondition(
      values.allSatisfy(\.isFinite) && objective.allSatisfy(\.isFinite),
      "coefficients are finite numbers")
    precondition(
      !(columnLower + columnUpper + rowLower + rowUpper).contains(where: \.isNaN),
      "bounds are numbers")
  }
}

/// A failure of CBC or Clp that is neither a solution, a proof nor a limit.
public struct CBCError: Error, Sendable {
  /// The C function, for example `Cbc_solve`.
  public let function: StaticString
  /// What it reported.
  public let message: String

  init(_ function: StaticString, _ message: String) {
    self.function = function
    self.message = message
  }
}
