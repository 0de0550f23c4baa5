import Frameworks

/// Looks words of a document up in labels, and keeps those that have none.
///
/// Numbers in a text, as the year in `Goal until 2035`, stand in labels as `{1}`, `{2}`, …; a unit behind a comma is no
/// part of a label.
struct LabelReader {
  private let labels: Labels
  /// The words without a label, each once, in the order they were looked up.
  private(set) var missing: [String] = []
  private var seen: Set<String> = []

  init(_ labels: Labels) { self.labels = labels }

  /// The words for a text of the document's form; the text itself where there are none, which is noted.
  mutating func label(_ english: String) -> String {
    if let words = known(english) { return words }
    let text = Self.splitUnit(english).text
    let key = Self.pattern(text).key
    if !Self.isUnit(text[...]), Self.hasWord(text), seen.insert(key).inserted {
      missing.append(key)
    }
    return english
  }

  /// The words for a text that may as well be people's: nothing is noted where there are none.
  func known(_ english: String) -> String? {
    if let words = labels.translation(of: english) { return words }
    let (text, unit) = Self.splitUnit(english)
    if let words = labels.translation(of: text) { return words + unit }
    let (key, numbers) = Self.pattern(text)
    guard var words = labels.translation(of: key) else { return nil }
    for (position, number) in numbers.enumerated() {
      words = words.replacing("{\(position + 1)}", with: number)
    }
    return words + unit
  }

  /// The words for a list of words, each looked up by itself; the list itself where one has none.
  func list(_ english: String) -> String {
    if let words = known(english) { return words }
    for separator in ["; ", ", "] where english.contains(separator) {
      let parts = english.split(separator: separator).map { known(String($0)) }
      if !parts.contains(nil) { return parts.compactMap { $0 }.joined(separator: separator) }
    }
    return english
  }

  /// A text and the unit behind its first comma that one follows, with the comma; or a number of a template's table.
  static func splitUnit(_ text: String) -> (text: String, unit: String) {
    for separator in [", ", " (T"] {
      for range in text.ranges(of: separator) {
        let rest = text[range.upperBound...]
        if separator == ", " ? isUnit(rest) : rest.first?.isNumber == true {
          return (String(text[..<range.lowerBound]), String(text[range.lowerBound...]))
        }
      }
    }
    return (text, "")
  }

  private static func isUnit(_ text: Substring) -> Bool {
    ["%", "ha", "m²", "job-years"].contains(String(text))
      || ["t CO2", "EUR", "MWh/a", "kWh/a", "t/MWh", "t per MWh"].contains(where: text.hasPrefix)
  }

  /// Whether a text has words: formulas as CH4 and names of sectors as AFOLU are the same in all languages.
  private static func hasWord(_ text: String) -> Bool {
    zip(text, text.dropFirst()).contains { $0.isLowercase && $1.isLowercase }
  }

  /// A text with places in place of its numbers, and the numbers.
  static func pattern(_ text: String) -> (key: String, numbers: [String]) {
    var key = ""
    var numbers: [String] = []
    var number = ""
    func isInside(_ character: Character) -> Bool {
      character.isASCII && character.isNumber || character == "." && !number.isEmpty
    }
    func close() {
      if number.isEmpty { return }
      // A point at the end belongs to the sentence.
      let end = number.hasSuffix(".") ? "." : ""
      numbers.append(String(number.dropLast(end.count)))
      key += "{\(numbers.count)}\(end)"
      number = ""
    }
    var before: Character = " "
    var isCode = false
    for character in text {
      // Digits inside a word or a code are no number: CO2, N2O, A-1.1.
      let isDigit = character.isASCII && character.isNumber
      if isDigit, number.isEmpty, before.isLetter || before == "-" { isCode = true }
      if !isDigit, character != "." { isCode = false }
      if isInside(character), !isCode {
        number.append(character)
      } else {
        close()
        key.append(character)
      }
      before = character
    }
    close()
    return (key, numbers)
  }
}
