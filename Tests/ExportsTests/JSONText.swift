import Foundation

/// What is not JSON by RFC 8259, with the place of the byte where it ends to be.
struct MalformedJSON: Error {
  let place: Int
}

/// JSON as it is written: members in their order, doubled ones too, and numbers with all their digits.
///
/// A slow reader for tests, because Foundation's forgets what a check of the text must know.
enum JSONText {
  case object([Member])
  case array([JSONText])
  case string(String)
  /// The digits as they stand.
  case digits(String)
  case word(Bool?)

  /// A member of an object.
  struct Member {
    let name: String
    let value: JSONText
  }

  /// - Throws: ``MalformedJSON``.
  init(parsing bytes: [UInt8]) throws(MalformedJSON) {
    var reader = Reader(bytes: bytes)
    self = try reader.value()
    reader.skipSpace()
    if reader.place != bytes.count { throw MalformedJSON(place: reader.place) }
  }

  /// The first member of a name.
  subscript(_ name: String) -> JSONText? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  var elements: [JSONText]? {
    if case .array(let elements) = self { elements } else { nil }
  }
  var text: String? {
    if case .string(let text) = self { text } else { nil }
  }
  var number: Double? {
    if case .digits(let digits) = self { Double(digits) } else { nil }
  }
  var isObject: Bool {
    if case .object = self { true } else { false }
  }
  var isNull: Bool {
    if case .word(nil) = self { true } else { false }
  }

  private struct Reader {
    let bytes: [UInt8]
    var place = 0

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    mutating func skipSpace() {
      while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { place += 1 }
    }

    private mutating func takes(_ byte: Character) -> Bool {
      if next != byte.asciiValue { return false }
      place += 1
      return true
    }

    private mutating func expect(_ byte: Character) throws(MalformedJSON) {
      if !takes(byte) { throw MalformedJSON(place: place) }
    }

    mutating func value() throws(MalformedJSON) -> JSONText {
      skipSpace()
      if takes("{") { return .object(try members()) }
      if takes("[") { return .array(try elements()) }
      if next == UInt8(ascii: "\"") { return .string(try string()) }
      let start = place
      while let byte = next, !",]} \t\r\n".utf8.contains(byte) { place += 1 }
      let word = String(decoding: bytes[start..<place], as: UTF8.self)
      switch word {
      case "true": return .word(true)
      case "false": return .word(false)
      case "null": return .word(nil)
      default:
        guard word.wholeMatch(of: /-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/) != nil else {
          throw MalformedJSON(place: start)
        }
        return .digits(word)
      }
    }

    private mutating func members() throws(MalformedJSON) -> [Member] {
      var members: [Member] = []
      skipSpace()
      if takes("}") { return [] }
      repeat {
        skipSpace()
        let name = try string()
        skipSpace()
        try expect(":")
        members.append(Member(name: name, value: try value()))
        skipSpace()
      } while takes(",")
      try expect("}")
      return members
    }

    private mutating func elements() throws(MalformedJSON) -> [JSONText] {
      var elements: [JSONText] = []
      skipSpace()
      if takes("]") { return [] }
      repeat {
        elements.append(try value())
        skipSpace()
      } while takes(",")
      try expect("]")
      return elements
    }

    private mutating func string() throws(MalformedJSON) -> String {
      let start = place
      try expect("\"")
      while let byte = next, byte != UInt8(ascii: "\"") {
        place += byte == UInt8(ascii: "\\") ? 2 : 1
      }
      try expect("\"")
      // Escapes are Foundation's to undo.
      let literal = Data("[".utf8) + Data(bytes[start..<min(place, bytes.count)]) + Data("]".utf8)
      guard let read = try? JSONSerialization.jsonObject(with: literal) as? [String],
        let text = read.first
      else { throw MalformedJSON(place: start) }
      return text
    }
  }
}
