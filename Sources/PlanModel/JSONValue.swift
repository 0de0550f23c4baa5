/// A JSON text in the making: keys stay in the order given, numbers are written without locale.
public indirect enum JSONValue: Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  /// A number; one that is not finite is written as null, because JSON has no word for it.
  case number(Double)
  /// A number rounded to twelve digits that count, so that the rounding of sums does not show; null where it is not finite.
  case published(Double)
  /// A number rounded to a fixed count of decimals, trailing zeros left out.
  case rounded(Double, decimals: Int)
  case string(String)
  case array([JSONValue])
  case object([(String, JSONValue)])

  /// The text.
  ///
  /// - Parameter indented: Whether objects and arrays of objects are spread over lines.
  public func text(indented: Bool = true) -> String {
    var text = ""
    write(to: &text, indent: indented ? 0 : nil)
    return text
  }

  private func write(to text: inout String, indent: Int?) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += "\(value)"
    case .number(let value): text += value.isFinite ? value.shortest : "null"
    case .published(let value):
      text += value.isFinite ? value.roundedToTwelveDigits.shortest : "null"
    case .rounded(let value, let decimals):
      text += value.isFinite ? value.rounded(toDecimals: decimals) : "null"
    case .string(let value): Self.write(value, to: &text)
    case .array(let items):
      let isNested = items.contains { item in
        switch item {
        case .array, .object: true
        default: false
        }
      }
      Self.write(
        items.map { (nil, $0) }, "[", "]", to: &text, indent: isNested ? indent : nil)
    case .object(let members):
      Self.write(members.map { ($0.0, $0.1) }, "{", "}", to: &text, indent: indent)
    }
  }

  private static func write(
    _ members: [(String?, JSONValue)], _ open: String, _ close: String, to text: inout String,
    indent: Int?
  ) {
    text += open
    for (position, (key, value)) in members.enumerated() {
      if position > 0 { text += indent == nil ? ", " : "," }
      if let indent { text += "\n" + String(repeating: "  ", count: indent + 1) }
      if let key {
        write(key, to: &text)
        text += ": "
      }
      value.write(to: &text, indent: indent.map { $0 + 1 })
    }
    if let indent, !members.isEmpty { text += "\n" + String(repeating: "  ", count: indent) }
    text += close
  }

  private static func write(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20:
        let hex = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}

extension Double {
  /// The shortest decimal text that reads back as the same number; whole numbers without a point.
  public var shortest: String {
    if self == rounded(.towardZero), abs(self) < 1e15 { return "\(Int64(self))" }
    return "\(self)"
  }

  /// The number rounded to twelve digits that count: more than any measure has, fewer than sums round to.
  ///
  /// Numbers below 1e−10 and from 1e22 on stay as they are.
  public var roundedToTwelveDigits: Double {
    let size = abs(self)
    guard size >= 1e-10, size < 1e22 else { return self }
    // Powers of ten up to 22 are exact, so the result is the number nearest to its decimal text.
    var scale = 1.0
    if size >= 1e12 {
      while size / scale >= 1e12 { scale *= 10 }
      return (self / scale).rounded() * scale
    }
    while size * scale < 1e11 { scale *= 10 }
    let digits = (self * scale).rounded()
    return digits / scale
  }

  /// The number with at most `decimals` decimals, rounded half away from zero, trailing zeros left out.
  public func rounded(toDecimals decimals: Int) -> String {
    fixed(decimals, trimmed: true)
  }

  /// The number with `decimals` decimals, rounded half away from zero.
  ///
  /// - Parameter trimmed: Whether trailing zeros are left out.
  public func fixed(_ decimals: Int, trimmed: Bool = false) -> String {
    guard isFinite else { return isNaN ? "NaN" : self > 0 ? "Infinity" : "-Infinity" }
    var scale: Int64 = 1
    for _ in 0..<decimals { scale *= 10 }
    let scaled = (self * Double(scale)).rounded(.toNearestOrAwayFromZero)
    guard abs(scaled) < 9e18 else { return "\(self)" }
    let whole = Int64(scaled)
    let magnitude = whole.magnitude
    var text = whole < 0 ? "-" : ""
    text += "\(magnitude / scale.magnitude)"
    var fraction = magnitude % scale.magnitude
    if decimals == 0 || trimmed && fraction == 0 { return text }
    var digits = decimals
    if trimmed {
      while fraction % 10 == 0 {
        fraction /= 10
        digits -= 1
      }
    }
    let tail = "\(fraction)"
    return text + "." + String(repeating: "0", count: digits - tail.count) + tail
  }
}
