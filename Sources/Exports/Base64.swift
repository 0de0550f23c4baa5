/// Bytes as text of letters, digits, `+` and `/` (RFC 4648), as pages carry them.
enum Base64 {
  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The text of some bytes.
  static func text(_ bytes: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    var k = 0
    while k < bytes.count {
      let rest = bytes.count - k
      let word =
        UInt32(bytes[k]) << 16 | (rest > 1 ? UInt32(bytes[k + 1]) << 8 : 0)
        | (rest > 2 ? UInt32(bytes[k + 2]) : 0)
      text.append(digits[Int(word >> 18)])
      text.append(digits[Int(word >> 12 & 63)])
      text.append(rest > 1 ? digits[Int(word >> 6 & 63)] : UInt8(ascii: "="))
      text.append(rest > 2 ? digits[Int(word & 63)] : UInt8(ascii: "="))
      k += 3
    }
    return text
  }
}
