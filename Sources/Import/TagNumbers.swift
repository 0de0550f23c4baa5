import PlanModel

/// What mappers write for numbers, understood: levels, heights and years of construction.
///
/// Pure functions from a tag's value to a number, or nil where no number can be meant. Nothing is guessed beyond what
/// the OpenStreetMap wiki gives the notations for.
enum TagNumbers {
  /// Levels above ground of `building:levels`: `3`, `2.5`, `2,5`, `2½`, `~4`, `G+2` (ground and two), `3-4` (the mean).
  ///
  /// Of a list such as `3;2` (parts of a building), the largest counts: it is what is seen from the street. Levels beyond
  /// 163, the most there are in the world, are nothing.
  static func levels(_ text: String) -> Double? {
    var word = text.lowercased().trimmed
    if word.hasPrefix("g+"), let above = plain(String(word.dropFirst(2))) {
      return bounded(above + 1, 0...163)
    }
    for suffix in ["levels", "level", "floors", "storeys", "stories", "etages", "étages", "piani"]
    where word.hasSuffix(suffix) { word = String(word.dropLast(suffix.count)).trimmed }
    return list(word).compactMap(range).max().flatMap { bounded($0, 0...163) }
  }

  /// Metres of `height`: `12`, `12 m`, `12,5m`, `40'`, `40 ft`, `6'7"`, `12’6”`, `90"`, `1200 cm`, `~12`, `10-12` (the mean).
  ///
  /// Of a list, the largest counts. Nothing above 1,000 m is a building.
  static func height(_ text: String) -> Double? {
    list(text.lowercased().trimmed).compactMap(length).max().flatMap { bounded($0, 0...1000) }
  }

  /// The year of `start_date`: `1905`, `2001-05`, `12.05.1998`, `~1905`, `1905?`, `1905 AD`, `1890s`, `C19`, `19th century`, `late C19`, `before 1950`,
  /// `1950..1960`, `1914-1918`, `mid 1920s`.
  ///
  /// A span counts as its middle (`1890s` is 1895, `C19` is 1850, `early` and `late` are the thirds of it); of
  /// `before 1950` and `after 1950`, the year that is named. Years from 500 to 2100.
  static func year(_ text: String) -> Int? {
    var word = text.lowercased().trimmed
    for prefix in [
      "~", "ca.", "ca ", "circa", "c.", "about", "around", "vor ", "before", "after", "nach ",
      "um ",
      "avant", "by ", "≈", "<", ">",
    ] where word.hasPrefix(prefix) {
      word = String(word.dropFirst(prefix.count)).trimmed
      break
    }
    // `j:` says that the date is of the Julian calendar, which changes no year.
    if word.hasPrefix("j:") { word = String(word.dropFirst(2)) }
    // Of several dates, the first is that of the building; the others are of what was done to it.
    word = (word.split(on: ";").first ?? "").trimmed
    for separator in ["..", "/", " - ", "–", " to "] {
      let parts = word.split(on: separator)
      if parts.count == 2, let first = span(parts[0]), let last = span(parts[1]), first.0 <= last.1
      {
        return settled((first.0, last.1))
      }
    }
    if let only = span(word) { return settled(only) }
    // Two years with a dash between them; a year and a month is read as a date before.
    let parts = word.split(on: "-")
    if parts.count == 2, let first = span(parts[0]), let last = span(parts[1]), first.0 <= last.1 {
      return settled((first.0, last.1))
    }
    return nil
  }

  // MARK: Numbers

  private static func list(_ text: String) -> [String] {
    text.split(separator: ";").map { String($0).trimmed }
  }

  /// A number with a point or a comma, with or without a mark of doubt.
  private static func plain(_ text: String) -> Double? {
    var word = text.trimmed
    if word.hasPrefix("~") || word.hasPrefix("≈") { word = String(word.dropFirst()).trimmed }
    if word.hasSuffix("½") { return plain(String(word.dropLast()) + ".5") }
    if word.hasPrefix(".") { word = "0" + word }
    let digits = word.utf8.map { $0 == UInt8(ascii: ",") ? UInt8(ascii: ".") : $0 }
    // No exponents and no words such as `nan`.
    guard !digits.isEmpty,
      digits.allSatisfy({ (48...57).contains($0) || $0 == UInt8(ascii: ".") }),
      let number = Double(String(decoding: digits, as: UTF8.self))
    else { return nil }
    return number
  }

  /// A number, or the mean of two with a dash between them.
  private static func range(_ text: String) -> Double? {
    if let number = plain(text) { return number }
    for separator in ["-", "–", ".."] {
      let parts = text.split(on: separator)
      if parts.count == 2, let low = plain(parts[0]), let high = plain(parts[1]), low <= high {
        return (low + high) / 2
      }
    }
    return nil
  }

  private static func length(_ text: String) -> Double? {
    for (unit, metres) in [
      ("metres", 1.0), ("meters", 1), ("metre", 1), ("meter", 1), ("feet", 0.3048), ("ft", 0.3048),
      ("cm", 0.01), ("km", 1000), ("m", 1),
    ] where text.hasSuffix(unit) {
      return range(String(text.dropLast(unit.count)).trimmed).map { $0 * metres }
    }
    let marks = text.map { "′’‘".contains($0) ? "'" : "″”“".contains($0) ? "\"" : $0 }
    var word = String(marks)
    if word.hasSuffix("''") { word = word.dropLast(2) + "\"" }
    if word.hasSuffix("\""), !word.contains("'") {
      return plain(String(word.dropLast())).map { $0 * 0.0254 }
    }
    if let mark = word.firstIndex(of: "'") {
      guard let feet = plain(String(word[..<mark])) else { return nil }
      let rest = String(word[word.index(after: mark)...]).trimmed
      if rest.isEmpty { return feet * 0.3048 }
      guard rest.hasSuffix("\""), let inches = plain(String(rest.dropLast())), inches < 12 else {
        return nil
      }
      return feet * 0.3048 + inches * 0.0254
    }
    return range(word)
  }

  private static func bounded(_ number: Double, _ range: ClosedRange<Double>) -> Double? {
    range.contains(number) ? number : nil
  }

  // MARK: Years

  /// The first and the last year that a word can mean.
  private static func span(_ text: String) -> (Int, Int)? {
    var word = text.trimmed
    if word.hasPrefix("~") { word = String(word.dropFirst()).trimmed }
    for suffix in ["?", " ad", " ce"] where word.hasSuffix(suffix) {
      word = String(word.dropLast(suffix.count)).trimmed
    }
    for suffix in ["st century", "nd century", "rd century", "th century"]
    where word.hasSuffix(suffix) {
      word = word.replacing(suffix, with: "").replacing("the ", with: "")
      // `late 19th century`: the part stays before the century.
      if let number = word.split(separator: " ").last {
        word = word.dropLast(number.count) + "c\(number)"
      }
    }
    for (prefix, third) in [("early", 0), ("mid", 1), ("late", 2)] where word.hasPrefix(prefix) {
      let rest = word.dropFirst(prefix.count).drop { $0 == " " || $0 == "-" }
      guard let whole = span(String(rest)) else { return nil }
      let length = whole.1 - whole.0 + 1
      return (whole.0 + length * third / 3, whole.0 + length * (third + 1) / 3 - 1)
    }
    if word.hasPrefix("c"), let century = digits(word.dropFirst(), 1...2),
      (6...21).contains(century)
    {
      return ((century - 1) * 100, century * 100 - 1)
    }
    if word.hasSuffix("s"), let decade = digits(word.dropLast(), 4...4) {
      // `1900s` is the decade; the wiki keeps `C20` for the century.
      return decade % 10 == 0 ? (decade, decade + 9) : nil
    }
    if let year = digits(word[...], 3...4) { return (year, year) }
    // A date: the part of four digits is the year, the others are small.
    for separator in ["-", ".", "/"] {
      let parts = word.split(on: separator)
      guard parts.count == 2 || parts.count == 3 else { continue }
      let time = parts.map { $0.prefix { $0 != "t" && $0 != " " } }
      let years = time.compactMap { digits($0, 4...4) }
      let others = time.compactMap { digits($0, 1...2) }
      if years.count == 1, others.count == parts.count - 1,
        others.allSatisfy({ (0...31).contains($0) })
      {
        return (years[0], years[0])
      }
    }
    return nil
  }

  private static func digits(_ text: some StringProtocol, _ length: ClosedRange<Int>) -> Int? {
    guard length.contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else {
      return nil
    }
    return Int(text)
  }

  private static func settled(_ span: (Int, Int)) -> Int? {
    // The middle of a whole decade or century is the year that begins its second half.
    let middle = (span.0 + span.1 + 1) / 2
    return (500...2100).contains(middle) ? middle : nil
  }
}

extension String {
  /// The parts between a separator of any length, empty ones too.
  func split(on separator: String) -> [String] {
    let (text, mark) = (Array(utf8), Array(separator.utf8))
    var parts: [String] = []
    var start = 0
    var position = 0
    while position + mark.count <= text.count {
      if text[position...].starts(with: mark) {
        parts.append(String(decoding: text[start..<position], as: UTF8.self))
        position += mark.count
        start = position
      } else {
        position += 1
      }
    }
    parts.append(String(decoding: text[start...], as: UTF8.self))
    return parts
  }
}
