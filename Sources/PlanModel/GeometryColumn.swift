/// The geometries of a layer, as one block of well-known binary.
///
/// Row `i` is `bytes[offsets[i]..<offsets[i + 1]]`: two-dimensional, little-endian, ISO. A row of no
/// bytes is a missing geometry. The column is immutable and `Sendable`, so every worker may read it.
public struct GeometryColumn: Sendable {
  /// The well-known binary of all rows, one after another.
  public let bytes: [UInt8]
  /// Where each row starts, and where the last one ends.
  public let offsets: [Int]

  /// Creates a column from its two buffers.
  ///
  /// - Precondition: `offsets` is ascending, starts at 0 and ends at `bytes.count`.
  public init(bytes: [UInt8], offsets: [Int]) {
    precondition(
      offsets.first == 0 && offsets.last == bytes.count, "offsets do not cover the bytes")
    self.bytes = bytes
    self.offsets = offsets
  }

  /// Creates a column from rows; an empty row is a missing geometry.
  public init(rows: [[UInt8]]) {
    var offsets = [0]
    offsets.reserveCapacity(rows.count + 1)
    for row in rows { offsets.append(offsets[offsets.count - 1] + row.count) }
    self.init(bytes: rows.flatMap { $0 }, offsets: offsets)
  }

  /// Creates a column of the rows of several, one column after another.
  public init(joining columns: [GeometryColumn]) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(columns.reduce(0) { $0 + $1.bytes.count })
    var offsets = [0]
    offsets.reserveCapacity(columns.reduce(1) { $0 + $1.count })
    for column in columns {
      for offset in column.offsets.dropFirst() { offsets.append(bytes.count + offset) }
      bytes += column.bytes
    }
    self.init(bytes: bytes, offsets: offsets)
  }

  /// The number of rows.
  @inlinable public var count: Int { offsets.count - 1 }

  /// Whether a row has no geometry.
  @inlinable public func isMissing(_ row: Int) -> Bool { offsets[row] == offsets[row + 1] }

  /// The well-known binary of one row.
  @inlinable
  public subscript(row: Int) -> RawSpan {
    @_lifetime(borrow self)
    borrowing get { unsafe bytes.span.bytes.extracting(offsets[row]..<offsets[row + 1]) }
  }

  /// A copy of the well-known binary of one row.
  public func row(_ row: Int) -> [UInt8] { Array(bytes[offsets[row]..<offsets[row + 1]]) }

  /// The column with only some rows, in the order given.
  public func selecting(_ rows: [Int]) -> GeometryColumn {
    GeometryColumn(rows: rows.map { row($0) })
  }
}
