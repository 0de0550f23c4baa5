public import PlanModel

/// Columns of numbers with an id for each row, to be written as comma-separated values.
///
/// The form is that of all our tables: RFC 4180, UTF-8, CRLF, a header; numbers in full and without locale, missing ones
/// empty; ids that a spreadsheet would run as a formula get an apostrophe.
public struct NumberTable: Sendable {
  /// The id of each row.
  public var ids: [String]
  /// The columns, as long as `ids`.
  public var columns: [(name: String, values: [Double?])]

  /// Creates a table.
  public init(ids: [String], columns: [(name: String, values: [Double?])]) {
    precondition(columns.allSatisfy { $0.values.count == ids.count }, "columns of one length")
    self.ids = ids
    self.columns = columns
  }

  /// The bytes of the file.
  ///
  /// - Complexity: O(*cells*), shared between the workers.
  public func csv(workers: Workers) throws -> [UInt8] {
    let parts = try workers.mapChunks(of: ids.count, size: 2048) { rows in
      var bytes: [UInt8] = []
      for row in rows {
        bytes += CSVTable.field(ids[row]).utf8
        for column in columns {
          bytes.append(UInt8(ascii: ","))
          if let value = column.values[row], value.isFinite { bytes += value.shortest.utf8 }
        }
        bytes += [13, 10]
      }
      return bytes
    }
    let header = (["id"] + columns.map(\.name)).map { CSVTable.field($0) }.joined(separator: ",")
    return Array((header + "\r\n").utf8) + parts.joined()
  }
}
