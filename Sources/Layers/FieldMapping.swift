import GDALBinding
import PlanModel

/// How one field of a source becomes a column of the model.
struct FieldMapping {
  let source: FieldSource
  let kind: VectorField.Kind
  let encoding: String?
  /// The encoding that texts are read in that are not in UTF-8, where none is declared: a guess. It is not made of texts
  /// with bytes that are no letters in it, as the code pages of Windows have.
  var assumedEncoding: String?
  let place: Place

  /// Rows that were no number, not finite or no valid text, for the diagnostics.
  struct Losses {
    var notNumbers = 0
    var firstNotNumber: String?
    var notFinite = 0
    var badText = 0
    /// The first text that was read by a guess.
    var guessedText: String?
  }

  /// The column, and what was lost.
  func column(from raw: VectorColumn) -> (column: Column, diagnostics: [Diagnostic]) {
    var losses = Losses()
    let column: Column =
      source.isNumber
      ? .number(numbers(from: raw, &losses)) : .text(texts(from: raw, &losses))
    return (column, diagnostics(losses))
  }

  /// A column of one value, where the plan gives a constant.
  static func constant(
    _ source: FieldSource, rows: Int, place: Place
  ) -> (column: Column, diagnostics: [Diagnostic]) {
    let text = source.constant?.trimmed ?? ""
    if !source.isNumber {
      let isMissing = text.isEmpty
      return (
        .text(
          TextColumn(
            codes: Array(repeating: isMissing ? -1 : 0, count: rows),
            categories: isMissing ? [] : [text])), []
      )
    }
    let number = Self.number(text, role: source.role).map { $0 * source.factor }
      .flatMap { $0.isFinite ? $0 : nil }
    let column = NumberColumn(
      values: Array(repeating: number ?? 0, count: rows),
      present: ValidityMask(count: rows, present: number != nil))
    if number != nil || text.isEmpty { return (.number(column), []) }
    return (
      .number(column),
      [
        Diagnostic(
          .error, "layer.constant-not-number",
          "The value \"\(shortened(text))\" of \(source.role) is no number.",
          remedy: "Write a number, or leave it out.", at: place)
      ]
    )
  }

  // MARK: Numbers

  private func numbers(from raw: VectorColumn, _ losses: inout Losses) -> NumberColumn {
    switch raw {
    case .integers(let values, let present):
      let missing = numbersThatMeanMissing
      return mapped(values.count, present, &losses) { row in
        Double(values[row])
      } isMissing: {
        missing.contains($0)
      }
    case .reals(let values, let present):
      let missing = numbersThatMeanMissing
      return mapped(values.count, present, &losses) { row in
        values[row]
      } isMissing: {
        missing.contains($0)
      }
    case .texts(let texts): return numbers(from: texts, &losses)
    }
  }

  private var numbersThatMeanMissing: [Double] { source.missing.compactMap { Double($0.trimmed) } }

  private func mapped(
    _ count: Int, _ present: [Bool], _ losses: inout Losses, value: (Int) -> Double,
    isMissing: (Double) -> Bool
  ) -> NumberColumn {
    // A meaning that is no number, such as an empty text, is kept as NaN: nothing is known.
    let meanings = Dictionary(
      source.values.sorted { $0.key < $1.key }.compactMap { word, meaning in
        Double(word.trimmed).map { ($0, Self.number(meaning.trimmed, role: source.role) ?? .nan) }
      }, uniquingKeysWith: { first, _ in first })
    let otherwise = source.otherwise.map { Self.number($0.trimmed, role: source.role) ?? .nan }
    let isMapped = !source.values.isEmpty
    var column = NumberColumn(
      values: Array(repeating: 0, count: count), present: ValidityMask(count: count, present: false)
    )
    for row in 0..<count where present[row] {
      var number = value(row)
      if !number.isFinite {
        losses.notFinite += 1
        continue
      }
      if isMissing(number) { continue }
      if isMapped, let meaning = meanings[number] ?? otherwise {
        if meaning.isNaN { continue }
        number = meaning
      }
      number *= source.factor
      guard number.isFinite else {
        losses.notFinite += 1
        continue
      }
      column.values[row] = number
      column.present[row] = true
    }
    return column
  }

  private func numbers(from texts: RawTexts, _ losses: inout Losses) -> NumberColumn {
    // Words are few compared with rows: each is understood once.
    var meanings: [Double?] = []
    var isWrong: [Bool] = []
    for code in 0..<texts.distinctCount {
      let word = self.text(texts.bytes(of: code)).text.trimmed
      guard !word.isEmpty, let meaning = meaning(of: word), !meaning.isEmpty else {
        meanings.append(nil)
        isWrong.append(false)
        continue
      }
      let number = Self.number(meaning, role: source.role)
      meanings.append(number.map { $0 * source.factor })
      isWrong.append(number == nil)
      if number == nil && losses.firstNotNumber == nil { losses.firstNotNumber = meaning }
    }
    var column = NumberColumn(
      values: Array(repeating: 0, count: texts.codes.count),
      present: ValidityMask(count: texts.codes.count, present: false))
    for (row, code) in texts.codes.enumerated() where code >= 0 {
      if let number = meanings[Int(code)] {
        if number.isFinite {
          column.values[row] = number
          column.present[row] = true
        } else {
          losses.notFinite += 1
        }
      } else if isWrong[Int(code)] {
        losses.notNumbers += 1
      }
    }
    return column
  }

  /// The number that a text gives: `12`, `12.5`, `12,5`; of a date its year where the role is a year.
  static func number(_ text: String, role: String) -> Double? {
    if let number = Double(text) { return number }
    if role == "year" {
      // Dates, and what mappers write: 1998-05-12, 12.5.1998, ~1900, 1890s, before 1900.
      let years = text.split(whereSeparator: { !$0.isASCII || !$0.isNumber })
      if let year = years.first(where: { $0.utf8.count == 4 }) { return Double(year) }
    }
    if role == "height", text.hasSuffix("m") { return Double(String(text.dropLast()).trimmed) }
    // A comma for the decimal point, unless it could stand for thousands.
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    if parts.count == 2, !text.contains("."), parts[1].utf8.count != 3 || parts[0] == "0" {
      return Double(parts[0] + "." + parts[1])
    }
    return nil
  }

  // MARK: Texts

  private func texts(from raw: VectorColumn, _ losses: inout Losses) -> TextColumn {
    switch raw {
    case .integers(let values, let present):
      return coded(values.count) {
        present[$0] ? values[$0] : nil
      } word: { value in
        kind == .boolean ? (value == 0 ? "false" : "true") : String(value)
      }
    case .reals(let values, let present):
      losses.notFinite += values.indices.reduce(0) {
        $0 + (present[$1] && !values[$1].isFinite ? 1 : 0)
      }
      return coded(values.count) {
        present[$0] && values[$0].isFinite ? values[$0] : nil
      } word: {
        canonicalText($0)
      }
    case .texts(let texts):
      var words: [String] = []
      var isBad: [Bool] = []
      for code in 0..<texts.distinctCount {
        let bytes = texts.bytes(of: code)
        let (word, isValid) = text(bytes)
        if assumedEncoding != nil, isValid, losses.guessedText == nil,
          String(validating: bytes, as: UTF8.self) == nil
        {
          losses.guessedText = word.trimmed
        }
        words.append(word.trimmed)
        isBad.append(!isValid)
      }
      for code in texts.codes where code >= 0 && isBad[Int(code)] { losses.badText += 1 }
      return coded(texts.codes.count) {
        texts.codes[$0] >= 0 ? texts.codes[$0] : nil
      } word: {
        words[Int($0)]
      }
    }
  }

  /// A column of what the words of the rows mean; each different value is understood once.
  private func coded<Value: Hashable>(
    _ count: Int, value: (Int) -> Value?, word: (Value) -> String
  ) -> TextColumn {
    var codeOfValue: [Value: Int32] = [:]
    var codeOfMeaning: [String: Int32] = [:]
    var column = TextColumn(codes: [], categories: [])
    column.codes.reserveCapacity(count)
    for row in 0..<count {
      guard let value = value(row) else {
        column.codes.append(-1)
        continue
      }
      if let code = codeOfValue[value] {
        column.codes.append(code)
        continue
      }
      var code: Int32 = -1
      let text = word(value)
      if !text.isEmpty, let meaning = meaning(of: text), !meaning.isEmpty {
        if let known = codeOfMeaning[meaning] {
          code = known
        } else {
          code = Int32(column.categories.count)
          codeOfMeaning[meaning] = code
          column.categories.append(meaning)
        }
      }
      codeOfValue[value] = code
      column.codes.append(code)
    }
    return column
  }

  /// What a word means by the plan; nil where it means that nothing is known.
  private func meaning(of word: String) -> String? {
    if source.missing.contains(where: { isSame($0.trimmed, word) }) { return nil }
    if source.values.isEmpty { return word }
    if let meaning = source.values[word] { return meaning.trimmed }
    // Truths may be written as 1 and 0 too.
    if kind == .boolean, let meaning = source.values[word == "true" ? "1" : "0"] {
      return meaning.trimmed
    }
    // Numbers are the same however they are written: 3 and 3.0.
    if let number = Double(word),
      let key = source.values.keys.sorted().first(where: { Double($0.trimmed) == number })
    {
      return source.values[key]?.trimmed
    }
    return source.otherwise?.trimmed ?? word
  }

  private func isSame(_ a: String, _ b: String) -> Bool {
    if a == b { return true }
    guard let a = Double(a), let b = Double(b) else { return false }
    return a == b
  }

  /// The text of some bytes, and whether they were valid.
  private func text(_ bytes: ArraySlice<UInt8>) -> (text: String, isValid: Bool) {
    if let text = String(validating: bytes, as: UTF8.self) { return (text, true) }
    if let encoding, let text = GDALText.text(bytes, encoding: encoding) { return (text, true) }
    if encoding == nil, let assumedEncoding, !bytes.contains(where: { (0x80...0x9F).contains($0) }),
      let text = GDALText.text(bytes, encoding: assumedEncoding)
    {
      return (text, true)
    }
    return (String(decoding: bytes, as: UTF8.self), false)
  }

  /// The finding that texts were read by a guess of their encoding, with an example.
  static func guessed(_ encoding: String, giving example: String, at place: Place) -> Diagnostic {
    Diagnostic(
      .warning, "layer.encoding-guessed",
      "The Shapefile does not say its encoding; \(encoding) is assumed, which gives \"\(shortened(example))\".",
      remedy: "If that is wrong, declare the encoding of the layer, as in encoding: CP1250.",
      at: place)
  }

  private func diagnostics(_ losses: Losses) -> [Diagnostic] {
    var place = place
    place.field = source.field
    var diagnostics: [Diagnostic] = []
    if losses.notNumbers > 0 {
      diagnostics.append(
        Diagnostic(
          .warning, "layer.not-numbers",
          "The field is read as numbers for \(source.role), but some values are none, such as "
            + "\"\(shortened(losses.firstNotNumber ?? ""))\"; they count as missing.",
          remedy: "Correct them, or list what they mean under values or missing.", at: place,
          count: losses.notNumbers))
    }
    if losses.notFinite > 0 {
      diagnostics.append(
        Diagnostic(
          .warning, "layer.not-finite", "Some values are NaN or infinite; they count as missing.",
          remedy: "Correct them in the source.", at: place, count: losses.notFinite))
    }
    if let example = losses.guessedText, let assumedEncoding {
      diagnostics.append(Self.guessed(assumedEncoding, giving: example, at: place))
    }
    if losses.badText > 0 {
      diagnostics.append(
        Diagnostic(
          .warning, "layer.bad-text",
          "Some texts are not in UTF-8; what cannot be read is shown as \u{FFFD}.",
          remedy: "Declare the encoding of the layer, as in encoding: CP1250.", at: place,
          count: losses.badText))
    }
    return diagnostics
  }
}

/// A number as text, the same for whole numbers however they are stored: `3`, `3.5`.
func canonicalText(_ number: Double) -> String {
  number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : "\(number)"
}
