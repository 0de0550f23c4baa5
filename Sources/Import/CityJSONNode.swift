import PlanModel

/// A value of a JSON text.
///
/// The members of an object keep their order; of a name that stands twice, the first counts.
indirect enum CityJSONNode: Sendable {
  case null
  case truth(Bool)
  case number(Double)
  case text(String)
  case list([CityJSONNode])
  case object([(key: String, value: CityJSONNode)])

  /// The member of a name; nil where there is none, or where this is no object.
  subscript(key: String) -> CityJSONNode? { members.first { $0.key == key }?.value }

  /// The members of an object, else none.
  var members: [(key: String, value: CityJSONNode)] {
    if case .object(let members) = self { members } else { [] }
  }

  /// The elements of a list; nil where this is none.
  var list: [CityJSONNode]? { if case .list(let nodes) = self { nodes } else { nil } }

  /// The text; nil where this is none.
  var text: String? { if case .text(let text) = self { text } else { nil } }

  /// The finite number; nil where this is none.
  var number: Double? { if case .number(let number) = self { number } else { nil } }

  /// The whole number that is a position in a list; nil where this is none.
  var index: Int? { number.flatMap { Int(exactly: $0) }.flatMap { $0 >= 0 ? $0 : nil } }

  /// What an attribute says in one line: of a list its first element; nil of an object and of nothing.
  var word: String? {
    switch self {
    case .text(let text): text
    case .number(let number): number.shortest
    case .truth(let truth): truth ? "true" : "false"
    case .list(let nodes): nodes.first?.word
    case .null, .object: nil
    }
  }
}

/// Reads JSON texts (RFC 8259), one after another.
struct CityJSONParser {
  private let bytes: [UInt8]
  private var position = 0

  /// Takes a text in UTF-8.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  /// The line of the position, counted from 1.
  var line: Int { bytes[..<min(position, bytes.count)].reduce(1) { $0 + ($1 == 10 ? 1 : 0) } }

  /// The next value; nil at the end of the text.
  mutating func next() throws(CityFormatError) -> CityJSONNode? {
    skipSpaces()
    return position < bytes.count ? try value(depth: 0) : nil
  }

  private func broken() -> CityFormatError {
    .broken(
      position >= bytes.count
        ? "it breaks off at line \(line)" : "it is no JSON at line \(line)")
  }

  private mutating func value(depth: Int) throws(CityFormatError) -> CityJSONNode {
    // Deeper than any model; each level takes a frame of the stack.
    guard depth < 64, position < bytes.count else { throw broken() }
    switch bytes[position] {
    case UInt8(ascii: "{"): return try object(depth)
    case UInt8(ascii: "["): return try list(depth)
    case UInt8(ascii: "\""): return .text(try string())
    case UInt8(ascii: "t"): return try word("true", .truth(true))
    case UInt8(ascii: "f"): return try word("false", .truth(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return .number(try number())
    }
  }

  private mutating func object(_ depth: Int) throws(CityFormatError) -> CityJSONNode {
    var members: [(key: String, value: CityJSONNode)] = []
    position += 1
    skipSpaces()
    if take("}") { return .object([]) }
    while true {
      skipSpaces()
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { throw broken() }
      let key = try string()
      skipSpaces()
      guard take(":") else { throw broken() }
      skipSpaces()
      members.append((key, try value(depth: depth + 1)))
      skipSpaces()
      if take(",") { continue }
      guard take("}") else { throw broken() }
      return .object(members)
    }
  }

  private mutating func list(_ depth: Int) throws(CityFormatError) -> CityJSONNode {
    var nodes: [CityJSONNode] = []
    position += 1
    skipSpaces()
    if take("]") { return .list([]) }
    while true {
      skipSpaces()
      nodes.append(try value(depth: depth + 1))
      skipSpaces()
      if take(",") { continue }
      guard take("]") else { throw broken() }
      return .list(nodes)
    }
  }

  private mutating func number() throws(CityFormatError) -> Double {
    let start = position
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"),
        UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
        position += 1
        continue
      default: break
      }
      break
    }
    guard let number = CityXMLCursor.number(bytes[start..<position]) else {
      position = start
      throw broken()
    }
    return number
  }

  private mutating func string() throws(CityFormatError) -> String {
    position += 1
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
      if bytes[position] == UInt8(ascii: "\\") { return try escaped(from: start) }
      position += 1
    }
    guard position < bytes.count else { throw broken() }
    position += 1
    return String(decoding: bytes[start..<(position - 1)], as: UTF8.self)
  }

  /// A string from its first escape on.
  private mutating func escaped(from start: Int) throws(CityFormatError) -> String {
    var text = Array(bytes[start..<position])
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "\"") { return String(decoding: text, as: UTF8.self) }
      guard byte == UInt8(ascii: "\\") else {
        text.append(byte)
        continue
      }
      guard position < bytes.count else { break }
      let sign = bytes[position]
      position += 1
      switch sign {
      case UInt8(ascii: "n"): text.append(10)
      case UInt8(ascii: "t"): text.append(9)
      case UInt8(ascii: "r"): text.append(13)
      case UInt8(ascii: "b"): text.append(8)
      case UInt8(ascii: "f"): text.append(12)
      case UInt8(ascii: "u"): text += Array(String(try unicode()).utf8)
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(sign)
      default: throw broken()
      }
    }
    throw broken()
  }

  /// The character of an escape `\u`, with the second half of a surrogate pair; a lone half is the replacement character.
  private mutating func unicode() throws(CityFormatError) -> Character {
    let first = try hexadecimal()
    var code = first
    if (0xD800..<0xDC00).contains(first), position + 1 < bytes.count,
      bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u")
    {
      let back = position
      position += 2
      let second = try hexadecimal()
      if (0xDC00..<0xE000).contains(second) {
        code = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
      } else {
        position = back
      }
    }
    return Character(Unicode.Scalar(code) ?? "\u{FFFD}")
  }

  private mutating func hexadecimal() throws(CityFormatError) -> UInt32 {
    guard position + 4 <= bytes.count else { throw broken() }
    let digits = String(decoding: bytes[position..<(position + 4)], as: UTF8.self)
    guard let code = UInt32(digits, radix: 16), !digits.hasPrefix("+") else { throw broken() }
    position += 4
    return code
  }

  private mutating func word(
    _ word: String, _ node: CityJSONNode
  ) throws(CityFormatError) -> CityJSONNode {
    guard bytes[position...].starts(with: Array(word.utf8)) else { throw broken() }
    position += word.utf8.count
    return node
  }

  private mutating func take(_ sign: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: sign) else { return false }
    position += 1
    return true
  }

  private mutating func skipSpaces() {
    while position < bytes.count {
      let byte = bytes[position]
      guard byte == 32 || byte == 10 || byte == 13 || byte == 9 else { return }
      position += 1
    }
  }
}
