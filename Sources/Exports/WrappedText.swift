/// Text broken into lines of a box, for images that cannot ask how wide a letter is.
///
/// A letter is taken to be as wide as a wide one of the usual fonts, a letter of East Asian scripts or a pictograph as two, so that
/// no font makes a line wider than its box.
enum WrappedText {
  /// The lines of a text.
  ///
  /// - Parameter width: Letters a line, at least 2; a longer word is broken with a hyphen.
  static func lines(_ text: String, width: Int) -> [String] {
    precondition(width >= 2, "a line has room for a letter and a hyphen")
    var lines: [String] = []
    var line = ""
    for word in text.split(whereSeparator: \.isWhitespace).map(String.init) {
      if !line.isEmpty, Self.width(line) + 1 + Self.width(word) <= width {
        line += " " + word
        continue
      }
      if !line.isEmpty { lines.append(line) }
      line = ""
      for character in word {
        // One place is kept for the hyphen.
        if !line.isEmpty, Self.width(line) + Self.width(String(character)) > width - 1,
          Self.width(word) > width
        {
          lines.append(line + "-")
          line = ""
        }
        line.append(character)
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }

  /// How many letters' room a text takes.
  static func width(_ text: String) -> Int {
    text.reduce(0) { sum, character in
      let isWide = character.unicodeScalars.contains { $0.value >= 0x1100 }
      return sum + (isWide ? 2 : 1)
    }
  }
}
