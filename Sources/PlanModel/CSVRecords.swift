/// The records of comma-separated text (RFC 4180) with the lines that they stand in.
///
/// A quoted field may hold commas and doubled quotes, but no line break. Empty lines are left out, a byte-order mark at
/// the start too; lines may end as on Windows.
public struct CSVRecords: Sendable {
  /// The records, the header first; they may differ in length.
  public private(set) var rows: [[String]] = []
  /// The line of each record, counted from 1.
  public private(set) var lines: [Int] = []

  /// The lines with a quoted field that does not end in them.
  public private(set) var openQuotes: Set<Int> = []

  /// Takes a text apart.
  ///
  /// - Parameter separator: The ASCII character between fields; nil: a semicolon where the first line has one and no
  ///   comma, as spreadsheets write it where the comma is the decimal sign, else a comma.
  public init(_ text: String, separator: UInt8? = nil) {
    // Bytes, because walking by character takes most of a program's start otherwise.
    var bytes = Array(text.utf8)[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    var separator = separator
    var line = 0
    for record in bytes.split(separator: newline, omittingEmptySubsequences: false) {
      line += 1
      let trimmed = record.last == carriageReturn ? record.dropLast() : record
      if trimmed.isEmpty { continue }
      if separator == nil {
        separator = trimmed.contains(semicolon) && !trimmed.contains(comma) ? semicolon : comma
      }
      rows.append(Self.fields(of: trimmed, separator: separator ?? comma))
      lines.append(line)
      if trimmed.count(where: { $0 == quote }) % 2 == 1 { openQuotes.insert(line) }
    }
  }

  private static func fields(of record: ArraySlice<UInt8>, separator: UInt8) -> [String] {
    if !record.contains(quote) {
      return record.split(separator: separator, omittingEmptySubsequences: false)
        .map { String(decoding: $0, as: UTF8.self) }
    }
    var fields: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    var wasQuote = false
    for byte in record {
      if byte == quote {
        // A second quote in a row inside a quoted field stands for one.
        if !isQuoted && wasQuote { field.append(quote) }
        isQuoted.toggle()
        wasQuote = !isQuoted
        continue
      }
      wasQuote = false
      if byte == separator && !isQuoted {
        fields.append(String(decoding: field, as: UTF8.self))
        field.removeAll(keepingCapacity: true)
      } else {
        field.append(byte)
      }
    }
    fields.append(String(decoding: field, as: UTF8.self))
    return fields
  }
}

private let newline = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")
private let comma = UInt8(ascii: ",")
private let semicolon = UInt8(ascii: ";")
private let quote = UInt8(ascii: "\"")
