/// Walks through an XML document from tag to tag.
///
/// What GML uses is understood: elements with quoted attributes, text, CDATA, comments, declarations, the five named entities
/// and character references. Names lose their prefix, because the element names of CityGML differ without it. Entities of
/// a document type are not expanded.
struct CityXMLCursor {
  /// What a step meets.
  enum Event {
    /// A start tag; an empty element is one, too, and its end follows.
    case open(String)
    /// An end tag.
    case close(String)
    /// The end of the document.
    case end
  }

  private let bytes: [UInt8]
  private var position = 0
  private var names: [String] = []
  private var isEmptyElement = false
  private var attributes = 0..<0
  private var pieces: [Range<Int>] = []

  /// Takes a document in UTF-8, or in ISO-8859-1 where it says so.
  ///
  /// - Throws: `CityFormatError` where its encoding is another one.
  init(_ bytes: [UInt8]) throws(CityFormatError) { self.bytes = try Self.decoded(bytes) }

  /// How many elements are open.
  var depth: Int { names.count }

  /// The line of the position, counted from 1.
  var line: Int { bytes[..<min(position, bytes.count)].reduce(1) { $0 + ($1 == 10 ? 1 : 0) } }

  private static func decoded(_ bytes: [UInt8]) throws(CityFormatError) -> [UInt8] {
    let start = String(decoding: bytes.prefix(200), as: UTF8.self).lowercased()
    if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) {
      throw CityFormatError(
        "encoding", "The file is in UTF-16.", remedy: "Convert it to UTF-8, with its declaration.")
    }
    guard let key = start.firstRange(of: "encoding="), start.hasPrefix("<?xml") else {
      return bytes
    }
    let name = start[key.upperBound...].dropFirst().prefix { $0 != "\"" && $0 != "'" }
    switch name {
    case "utf-8", "utf8", "us-ascii", "ascii": return bytes
    case "iso-8859-1", "latin1", "windows-1252", "iso-8859-15":
      // The letters of all three are the same; only signs such as the euro differ.
      var text: [UInt8] = []
      text.reserveCapacity(bytes.count + bytes.count / 32)
      for byte in bytes {
        if byte < 0x80 {
          text.append(byte)
        } else {
          text.append(0xC0 | byte >> 6)
          text.append(0x80 | byte & 0x3F)
        }
      }
      return text
    default:
      throw CityFormatError(
        "encoding", "The file is in the encoding \(name.prefix(40)).",
        remedy: "Convert it to UTF-8, with its declaration.")
    }
  }

  /// Goes to the next tag; the text before it is then ``text``.
  mutating func next() throws(CityFormatError) -> Event {
    pieces.removeAll(keepingCapacity: true)
    if isEmptyElement {
      isEmptyElement = false
      return .close(names.removeLast())
    }
    while true {
      let start = position
      while position < bytes.count, bytes[position] != UInt8(ascii: "<") { position += 1 }
      if start < position { pieces.append(start..<position) }
      guard position + 1 < bytes.count else {
        guard names.isEmpty, position == bytes.count else { throw brokenOff() }
        return .end
      }
      position += 1
      switch bytes[position] {
      case UInt8(ascii: "!"): try skipDeclaration()
      case UInt8(ascii: "?"): try skip(past: "?>")
      case UInt8(ascii: "/"):
        position += 1
        let name = self.name()
        try skip(past: ">")
        guard names.last == name else { throw brokenOff() }
        names.removeLast()
        return .close(name)
      default:
        let name = self.name()
        guard !name.isEmpty else { throw brokenOff() }
        // Deeper than any model; a hostile file must not fill the memory with names.
        guard names.count < 512 else { throw brokenOff() }
        try readAttributes()
        names.append(name)
        return .open(name)
      }
    }
  }

  /// Passes over the rest of the element whose start tag was met last.
  mutating func skipElement() throws(CityFormatError) {
    let outside = names.count - 1
    while names.count > outside { _ = try next() }
  }

  /// The text between the last two tags, with its entities resolved.
  var text: String {
    pieces.count == 1
      ? XMLText.decoded(bytes[pieces[0]]) : pieces.map { XMLText.decoded(bytes[$0]) }.joined()
  }

  /// Adds the numbers between the last two tags to a list.
  ///
  /// - Parameter hasCommas: Whether commas separate numbers, too, as in the coordinates of GML 2.
  /// - Returns: Whether all of it was finite numbers.
  func numbers(hasCommas: Bool, to list: inout [Double]) -> Bool {
    for piece in pieces {
      var index = piece.lowerBound
      while index < piece.upperBound {
        if Self.separates(bytes[index], hasCommas) {
          index += 1
          continue
        }
        let start = index
        while index < piece.upperBound, !Self.separates(bytes[index], hasCommas) { index += 1 }
        guard let number = Self.number(bytes[start..<index]) else { return false }
        list.append(number)
      }
    }
    return true
  }

  private static func separates(_ byte: UInt8, _ hasCommas: Bool) -> Bool {
    byte <= 32 || hasCommas && byte == UInt8(ascii: ",")
  }

  /// The value of an attribute of the start tag met last, by its name without prefix.
  func attribute(_ wanted: String) -> String? {
    var index = attributes.lowerBound
    while index < attributes.upperBound {
      guard let equals = bytes[index..<attributes.upperBound].firstIndex(of: UInt8(ascii: "=")),
        let open = bytes[equals..<attributes.upperBound].firstIndex(where: {
          $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'")
        }), let close = bytes[(open + 1)..<attributes.upperBound].firstIndex(of: bytes[open])
      else { return nil }
      // Every element of a large file is asked; no text is made where the name is another one.
      let name = bytes[index..<equals].split { $0 <= 32 || $0 == UInt8(ascii: ":") }.last
      if let name, name.elementsEqual(wanted.utf8) {
        return XMLText.decoded(bytes[(open + 1)..<close])
      }
      index = close + 1
    }
    return nil
  }

  // MARK: Tags

  private func brokenOff() -> CityFormatError {
    .broken("it breaks off or is damaged at line \(line)")
  }

  /// The name at the position without its prefix.
  private mutating func name() -> String {
    var start = position
    while position < bytes.count, Self.isInName(bytes[position]) {
      if bytes[position] == UInt8(ascii: ":") { start = position + 1 }
      position += 1
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private static func isInName(_ byte: UInt8) -> Bool {
    byte > 32 && byte != UInt8(ascii: ">") && byte != UInt8(ascii: "/")
      && byte != UInt8(ascii: "=") && byte != UInt8(ascii: "<")
  }

  /// Goes behind the start tag; attributes are understood when they are asked for.
  private mutating func readAttributes() throws(CityFormatError) {
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: ">") {
        isEmptyElement = position > start && bytes[position - 1] == UInt8(ascii: "/")
        attributes = start..<(isEmptyElement ? position - 1 : position)
        position += 1
        return
      }
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        guard let end = bytes[(position + 1)...].firstIndex(of: byte) else { throw brokenOff() }
        position = end
      }
      position += 1
    }
    throw brokenOff()
  }

  private mutating func skipDeclaration() throws(CityFormatError) {
    if bytes[position...].starts(with: Array("!--".utf8)) {
      position += 3
      try skip(past: "-->")
    } else if bytes[position...].starts(with: Array("![CDATA[".utf8)) {
      position += 8
      let start = position
      try skip(past: "]]>")
      pieces.append(start..<(position - 3))
    } else if bytes[position...].starts(with: Array("!DOCTYPE".utf8)) {
      let start = position
      while position < bytes.count, bytes[position] != UInt8(ascii: ">"),
        bytes[position] != UInt8(ascii: "[")
      { position += 1 }
      if position < bytes.count, bytes[position] == UInt8(ascii: "[") {
        try skip(past: "]")
        try skip(past: ">")
      } else {
        position = start
        try skip(past: ">")
      }
    } else {
      throw brokenOff()
    }
  }

  private mutating func skip(past text: String) throws(CityFormatError) {
    let wanted = Array(text.utf8)
    while position + wanted.count <= bytes.count {
      if bytes[position] == wanted[0],
        bytes[position..<(position + wanted.count)].elementsEqual(wanted)
      {
        position += wanted.count
        return
      }
      position += 1
    }
    throw brokenOff()
  }

  // MARK: Numbers

  /// A finite number; nil where the bytes are none.
  ///
  /// Digits of up to 2⁵³ and a power of ten of up to 10²² are exact numbers, so that one division rounds as it must;
  /// all else is left to the standard library.
  static func number(_ bytes: ArraySlice<UInt8>) -> Double? {
    var index = bytes.startIndex
    let isNegative = index < bytes.endIndex && bytes[index] == UInt8(ascii: "-")
    if isNegative { index += 1 }
    var digits = 0
    var count = 0
    var decimals = 0
    var hasPoint = false
    while index < bytes.endIndex, count < 16 {
      let byte = bytes[index]
      if byte == UInt8(ascii: "."), !hasPoint {
        hasPoint = true
      } else if 48...57 ~= byte {
        digits = digits * 10 + Int(byte - 48)
        count += 1
        if hasPoint { decimals += 1 }
      } else {
        break
      }
      index += 1
    }
    if index == bytes.endIndex, count > 0, digits < 1 << 53 {
      let value = Double(digits) / powers[decimals]
      return isNegative ? -value : value
    }
    return Double(String(decoding: bytes, as: UTF8.self)).flatMap { $0.isFinite ? $0 : nil }
  }

  private static let powers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
  ]
}
