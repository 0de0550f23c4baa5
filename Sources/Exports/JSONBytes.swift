import PlanModel

/// JSON in the making as bytes, for files too large for text values.
struct JSONBytes {
  /// What is written so far.
  private(set) var bytes: [UInt8] = []

  /// Makes room.
  mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  /// How much is written so far.
  var count: Int { bytes.count }

  /// Adds syntax as it stands.
  mutating func add(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// Adds one byte.
  @inline(__always) mutating func add(_ byte: UInt8) { bytes.append(byte) }

  /// Adds bytes made before.
  mutating func add(_ piece: [UInt8]) { bytes.append(contentsOf: piece) }

  /// Adds a part of bytes made before.
  mutating func add(_ block: [UInt8], _ range: Range<Int>) {
    bytes.append(contentsOf: block[range])
  }

  /// Adds a text in quotes.
  mutating func add(quoted text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0..<0x20:
        bytes.append(contentsOf: "\\u00".utf8)
        bytes.append(Self.hex(byte >> 4))
        bytes.append(Self.hex(byte & 15))
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Adds a number rounded half away from zero to `decimals` decimals, trailing zeros left out.
  mutating func add(_ value: Double, decimals: Int) {
    let scale = Self.scales[decimals]
    let scaled = (value * scale).rounded(.toNearestOrAwayFromZero)
    guard abs(scaled) < 9e15 else {
      bytes.append(contentsOf: (value.isFinite ? value.shortest : "null").utf8)
      return
    }
    let whole = Int64(scaled)
    if whole < 0 { bytes.append(UInt8(ascii: "-")) }
    var rest = whole.magnitude
    var fraction = decimals
    while fraction > 0, rest % 10 == 0 {
      rest /= 10
      fraction -= 1
    }
    var digits = InlineArray<24, UInt8>(repeating: 0)
    var start = 24
    var written = 0
    repeat {
      if written == fraction, fraction > 0 {
        start -= 1
        digits[start] = UInt8(ascii: ".")
      }
      start -= 1
      digits[start] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
      written += 1
    } while rest > 0 || written <= fraction
    for k in start..<24 { bytes.append(digits[k]) }
  }

  private static let scales: [Double] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7]

  private static func hex(_ digit: UInt8) -> UInt8 {
    digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
  }

  /// A text in quotes.
  static func quoted(_ text: String) -> [UInt8] {
    var json = JSONBytes()
    json.add(quoted: text)
    return json.bytes
  }
}
