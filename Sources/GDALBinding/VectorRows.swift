/// A field of a layer that is written: its name and what it holds.
public struct OutputField: Sendable, Hashable {
  /// What a field holds.
  public enum Kind: Sendable, Hashable {
    /// Whole numbers of 64 bits.
    case integer
    /// Numbers.
    case real
    /// Text in UTF-8.
    case text
  }
  /// The field's name.
  public let name: String
  /// What it holds.
  public let kind: Kind

  /// Creates a field.
  public init(_ name: String, _ kind: Kind) {
    self.name = name
    self.kind = kind
  }
}

/// The values of one field, one a row.
public enum OutputColumn: Sendable {
  /// Whole numbers. `present` has one byte a row, 0 where the row is missing; empty: all are present.
  case integers([Int64], present: [UInt8] = [])
  /// Numbers. `present` has one byte a row, 0 where the row is missing; empty: all are present.
  case reals([Double], present: [UInt8] = [])
  /// Texts as positions in `categories`; −1 where the row is missing. Fastest where texts repeat.
  case codes([Int32], categories: [String])
  /// Texts; nil where the row is missing.
  case texts([String?])

  /// The number of rows.
  public var count: Int {
    switch self {
    case .integers(let values, _): values.count
    case .reals(let values, _): values.count
    case .codes(let values, _): values.count
    case .texts(let values): values.count
    }
  }

  /// What a field must hold to take the column.
  var kind: OutputField.Kind {
    switch self {
    case .integers: .integer
    case .reals: .real
    case .codes, .texts: .text
    }
  }
}

/// Rows to write: geometries as one block of well-known binary, and one column a field.
public struct VectorRows: Sendable {
  /// The well-known binary of all rows, one after another.
  public var geometryBytes: [UInt8]
  /// Where each row's geometry starts, and where the last one ends; a row of no bytes has none.
  public var geometryOffsets: [Int]
  /// The columns, in the order of the layer's fields.
  public var columns: [OutputColumn]

  /// Creates rows with geometries.
  ///
  /// - Precondition: The offsets and all columns have the same number of rows.
  public init(geometryBytes: [UInt8], geometryOffsets: [Int], columns: [OutputColumn]) {
    precondition(
      geometryOffsets.first == 0 && geometryOffsets.last == geometryBytes.count,
      "offsets do not cover the bytes")
    precondition(
      columns.allSatisfy { $0.count == geometryOffsets.count - 1 }, "columns of different length")
    self.geometryBytes = geometryBytes
    self.geometryOffsets = geometryOffsets
    self.columns = columns
  }

  /// Creates rows of a table without geometries.
  ///
  /// - Precondition: All columns have the same number of rows.
  public init(columns: [OutputColumn]) {
    let count = columns.first?.count ?? 0
    self.init(
      geometryBytes: [], geometryOffsets: Array(repeating: 0, count: count + 1), columns: columns)
  }

  /// The number of rows.
  public var count: Int { geometryOffsets.count - 1 }
}
