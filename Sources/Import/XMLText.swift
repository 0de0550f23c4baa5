/// Text of XML: its five entities and characters by number.
enum XMLText {
  /// The text that bytes of an attribute or between tags stand for; what is no entity stays as it is.
  static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
    if !bytes.contains(UInt8(ascii: "&")) { return String(decoding: bytes, as: UTF8.self) }
    var result = ""
    var rest = bytes
    while let start = rest.firstIndex(of: UInt8(ascii: "&")) {
      result += String(decoding: rest[..<start], as: UTF8.self)
      let marks = [UInt8(ascii: ";"), UInt8(ascii: "&")]
      guard let end = rest[(start + 1)...].prefix(11).firstIndex(where: marks.contains),
        rest[end] == UInt8(ascii: ";")
      else {
        result += "&"
        rest = rest[(start + 1)...]
        continue
      }
      let name = String(decoding: rest[(start + 1)..<end], as: UTF8.self)
      result += character(name) ?? "&\(name);"
      rest = rest[(end + 1)...]
    }
    return result + String(decoding: rest, as: UTF8.self)
  }

  private static func character(_ name: String) -> String? {
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    default:
      guard name.hasPrefix("#") else { return nil }
      let digits = name.dropFirst()
      let code =
        digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits, radix: 10)
      return code.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
    }
  }
}
