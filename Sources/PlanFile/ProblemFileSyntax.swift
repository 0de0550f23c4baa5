internal import PlanModel

/// A JSON text taken apart; arrays of numbers are columns, so that a million options stay small.
indirect enum JSONNode {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  /// An array of numbers; `null` and `NaN` among them are NaN.
  case numbers([Double])
  case array([JSONNode])
  case object([(key: String, value: JSONNode)])

  /// What it is, for messages.
  var kind: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "a text"
    case .numbers: "a list of numbers"
    case .array: "a list"
    case .object: "an object"
    }
  }
}

/// What is wrong with a JSON text, and where.
struct JSONSyntaxError: Error {
  let message: String
  let line: Int
}

/// Reads JSON from bytes; besides the standard it accepts `NaN` and `Infinity`, which Python writes, so that they can be
/// reported by column and entry.
struct JSONReader {
  private let bytes: [UInt8]
  private var position = 0
  /// Deeper nesting is an error, not a stack overflow.
  private static let largestDepth = 64

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The value that the whole text is.
  mutating func read() throws(JSONSyntaxError) -> JSONNode {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    let node = try value(depth: 0)
    skipSpace()
    if position < bytes.count { throw failure("there is more after the end of the value") }
    return node
  }

  private func failure(_ message: String) -> JSONSyntaxError {
    let line = bytes[..<min(position, bytes.count)].reduce(1) { $0 + ($1 == 0x0A ? 1 : 0) }
    return JSONSyntaxError(message: message, line: line)
  }

  private mutating func skipSpace() {
    while position < bytes.count {
      let byte = bytes[position]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
      position += 1
    }
  }

  private mutating func value(depth: Int) throws(JSONSyntaxError) -> JSONNode {
    if depth > Self.largestDepth { throw failure("values are nested too deeply") }
    skipSpace()
    guard position < bytes.count else { throw failure("the text ends too early") }
    switch bytes[position] {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t") where take("true"): return .bool(true)
    case UInt8(ascii: "f") where take("false"): return .bool(false)
    case UInt8(ascii: "n") where take("null"): return .null
    default: return .number(try number())
    }
  }

  private mutating func take(_ word: StaticString) -> Bool {
    let text = Array("\(word)".utf8)
    guard bytes[position...].starts(with: text) else { return false }
    position += text.count
    return true
  }

  private mutating func object(depth: Int) throws(JSONSyntaxError) -> JSONNode {
    position += 1
    var members: [(key: String, value: JSONNode)] = []
    var keys: Set<String> = []
    skipSpace()
    if position < bytes.count, bytes[position] == UInt8(ascii: "}") {
      position += 1
      return .object([])
    }
    while true {
      skipSpace()
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
        throw failure("a key in quotes is expected")
      }
      let key = try string()
      if !keys.insert(key).inserted { throw failure("the key \"\(key)\" is given twice") }
      skipSpace()
      guard position < bytes.count, bytes[position] == UInt8(ascii: ":") else {
        throw failure("a colon is expected after \"\(key)\"")
      }
      position += 1
      members.append((key, try value(depth: depth + 1)))
      if try isLast(closedBy: UInt8(ascii: "}")) { return .object(members) }
    }
  }

  private mutating func array(depth: Int) throws(JSONSyntaxError) -> JSONNode {
    position += 1
    var numbers: [Double] = []
    var nodes: [JSONNode] = []
    skipSpace()
    if position < bytes.count, bytes[position] == UInt8(ascii: "]") {
      position += 1
      return .numbers([])
    }
    while true {
      skipSpace()
      if nodes.isEmpty, position < bytes.count,
        isDigit(bytes[position]) || bytes[position] == UInt8(ascii: "-")
      {
        // The common case, a column of a million numbers, makes no node for each.
        numbers.append(try number())
        if try isLast(closedBy: UInt8(ascii: "]")) { return .numbers(numbers) }
        continue
      }
      let node = try value(depth: depth + 1)
      switch node {
      case .number(let number) where nodes.isEmpty: numbers.append(number)
      // A list that starts with null may still be a column with missing numbers.
      case .null where nodes.isEmpty: numbers.append(.nan)
      default:
        if nodes.isEmpty { nodes = numbers.map { .number($0) } }
        nodes.append(node)
      }
      if try isLast(closedBy: UInt8(ascii: "]")) {
        return nodes.isEmpty ? .numbers(numbers) : .array(nodes)
      }
    }
  }

  private mutating func isLast(closedBy end: UInt8) throws(JSONSyntaxError) -> Bool {
    skipSpace()
    guard position < bytes.count else { throw failure("the text ends too early") }
    defer { position += 1 }
    if bytes[position] == end { return true }
    if bytes[position] == UInt8(ascii: ",") { return false }
    throw failure("a comma is missing")
  }

  private mutating func string() throws(JSONSyntaxError) -> String {
    position += 1
    var text: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text.append(contentsOf: try escape())
      case 0..<0x20: throw failure("a text holds a control character")
      default: text.append(byte)
      }
    }
    throw failure("a text has no end")
  }

  private mutating func escape() throws(JSONSyntaxError) -> [UInt8] {
    guard position < bytes.count else { throw failure("a text has no end") }
    defer { position += 1 }
    switch bytes[position] {
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [bytes[position]]
    case UInt8(ascii: "u"):
      var units = [try codeUnit()]
      // A surrogate is half a character; the other half follows as an escape of its own.
      if UTF16.isLeadSurrogate(units[0]), position + 2 < bytes.count,
        bytes[position + 1] == UInt8(ascii: "\\"), bytes[position + 2] == UInt8(ascii: "u")
      {
        position += 2
        units.append(try codeUnit())
      }
      return Array(String(decoding: units, as: UTF16.self).utf8)
    default: throw failure("an escape in a text is unknown")
    }
  }

  /// The four digits after the `u` at `position`; leaves `position` at the last of them.
  private mutating func codeUnit() throws(JSONSyntaxError) -> UInt16 {
    guard position + 4 < bytes.count,
      let unit = UInt16(
        String(decoding: bytes[position + 1...position + 4], as: UTF8.self), radix: 16)
    else { throw failure("an escape in a text is unknown") }
    position += 4
    return unit
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private mutating func number() throws(JSONSyntaxError) -> Double {
    let start = position
    if !isDigit(bytes[position]) {
      // Looked at first, because a column may hold a million negative numbers.
      let next = position + 1 < bytes.count ? bytes[position + 1] : 0
      if bytes[position] != UInt8(ascii: "-") {
        if take("NaN") { return .nan }
        if take("Infinity") { return .infinity }
      } else if next == UInt8(ascii: "I"), take("-Infinity") {
        return -.infinity
      }
    }
    let isNegative = bytes[position] == UInt8(ascii: "-")
    if isNegative { position += 1 }
    var mantissa: UInt64 = 0
    var digits = 0
    var fraction = 0
    var isFraction = false
    while position < bytes.count {
      let byte = bytes[position]
      if byte >= 0x30, byte <= 0x39 {
        digits += 1
        // More digits than fit are read by the general way below.
        if digits <= 18 { mantissa = mantissa * 10 + UInt64(byte - 0x30) }
        if isFraction { fraction += 1 }
      } else if byte == UInt8(ascii: "."), !isFraction, digits > 0 {
        isFraction = true
      } else {
        break
      }
      position += 1
    }
    guard digits > 0, !isFraction || fraction > 0 else { throw failure("a value is expected") }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      if position < bytes.count,
        bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-")
      {
        position += 1
      }
      let first = position
      while position < bytes.count, bytes[position] >= 0x30, bytes[position] <= 0x39 {
        position += 1
      }
      if position == first { throw failure("an exponent has no digits") }
    } else if digits <= 15, fraction <= 22 {
      // Exact: both numbers are exact in Double, and one division rounds once.
      let value = Double(mantissa) / Self.powersOfTen[fraction]
      return isNegative ? -value : value
    }
    return Double(String(decoding: bytes[start..<position], as: UTF8.self)) ?? .nan
  }

  private static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}
