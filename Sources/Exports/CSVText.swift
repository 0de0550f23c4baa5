/// The records of a table that ``CSVTable`` wrote, line breaks inside of quotes included.
struct CSVText {
  /// The records, the header first.
  private(set) var rows: [[String]] = []

  init(_ text: String) {
    var row: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    var wasQuote = false
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") {
        // A second quote in a row inside a quoted field stands for one.
        if !isQuoted && wasQuote { field.append(byte) }
        isQuoted.toggle()
        wasQuote = !isQuoted
        continue
      }
      wasQuote = false
      if isQuoted {
        field.append(byte)
        continue
      }
      switch byte {
      case UInt8(ascii: ","), UInt8(ascii: "\n"):
        row.append(String(decoding: field, as: UTF8.self))
        field.removeAll(keepingCapacity: true)
        if byte == UInt8(ascii: "\n") {
          rows.append(row)
          row.removeAll(keepingCapacity: true)
        }
      case UInt8(ascii: "\r"): continue
      default: field.append(byte)
      }
    }
  }

  /// A text without the apostrophe that keeps spreadsheets from running it.
  static func unguarded(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard scalars.first == "'", let second = scalars.dropFirst().first,
      "=+-@\t\r\n".unicodeScalars.contains(second)
    else { return text }
    return String(scalars.dropFirst())
  }
}
