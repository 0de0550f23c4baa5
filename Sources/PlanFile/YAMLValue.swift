import PlanModel

/// A value of a YAML document that reads itself as what is wanted, and reports where it is something else.
///
/// Every reading returns nil after it has reported a finding; nothing throws, so that one pass finds all problems.
struct YAMLValue {
  /// The value.
  let node: YAMLNode
  /// The dotted path of keys that leads here, for example `layers.constraints[0].buffer`.
  let path: String
  /// Where findings go.
  let findings: YAMLFindings

  /// The line, counted from 1.
  var line: Int { node.line }

  /// Whether nothing stands here.
  var isNull: Bool { if case .null = node.content { true } else { false } }

  /// Whether a list stands here.
  var isList: Bool { if case .list = node.content { true } else { false } }

  /// Whether a mapping stands here.
  var isMapping: Bool { if case .mapping = node.content { true } else { false } }

  /// The scalar as written, without a finding; nil for anything else.
  var scalar: String? { if case .scalar(let text, _) = node.content { text } else { nil } }

  /// Reports a finding at this value.
  func report(
    _ code: String, _ message: String, remedy: String = "", as severity: Severity = .error
  ) {
    findings.report(code, message, remedy: remedy, as: severity, line: line, field: path)
  }

  /// Reports that something of another kind is wanted.
  func reportWrongType(_ wanted: String, example: String) {
    report(
      "wrong-type", "`\(path)` must be \(wanted), and here stands \(node.inWords).",
      remedy: "Write e.g. `\(example)`.")
  }

  /// Text of one line, not empty; the line breaks that end a block of text do not count.
  func text() -> String? {
    guard var text = scalar else {
      reportWrongType("text", example: "\(lastKey): a text")
      return nil
    }
    while text.last?.isNewline ?? false { text.removeLast() }
    if text.trimmed.isEmpty {
      report(
        "empty-text", "`\(path)` is an empty text.", remedy: "Write something or leave the key out."
      )
      return nil
    }
    if text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7f }) {
      report(
        "control-character", "`\(path)` has a line break or another control character in it.",
        remedy: "Write it in one line.")
      return nil
    }
    return text
  }

  /// A finite number in a range.
  func number(in range: ClosedRange<Double>) -> Double? {
    guard case .scalar(let text, false) = node.content, let number = Double(plain: text) else {
      reportWrongType("a number", example: "\(lastKey): 1.5")
      return nil
    }
    return checked(number, in: range, unit: "")
  }

  /// A whole number in a range.
  func integer(in range: ClosedRange<Int>) -> Int? {
    guard case .scalar(let text, false) = node.content, let number = Double(plain: text),
      let whole = Int(exactly: number)
    else {
      reportWrongType(
        "a whole number",
        example: "\(lastKey): \(Swift.min(Swift.max(1, range.lowerBound), range.upperBound))")
      return nil
    }
    if range.contains(whole) { return whole }
    report(
      "out-of-range", "`\(path)` is \(whole).",
      remedy: "Write a whole number from \(range.lowerBound) to \(range.upperBound).")
    return nil
  }

  /// `true` or `false`; `yes`, `no`, `on` and `off` are taken as well.
  func flag() -> Bool? {
    switch scalar?.lowercased() {
    case "true", "yes", "on": return true
    case "false", "no", "off": return false
    default:
      reportWrongType("`true` or `false`", example: "\(lastKey): true")
      return nil
    }
  }

  /// One of some words.
  func word(among words: [String]) -> String? {
    guard let text = scalar else {
      reportWrongType(
        "one of \(inSentence(words, "or"))", example: "\(lastKey): \(words.first ?? "")")
      return nil
    }
    if words.contains(text) { return text }
    let nearest =
      (findings.isFull ? nil : text.nearest(among: words)).map { "Did you mean `\($0)`? " } ?? ""
    report(
      "unknown-word", "`\(path)` does not know the word `\(text.shortened)`.",
      remedy: nearest + "The words are \(inSentence(words)).")
    return nil
  }

  /// One of the cases of an enumeration, by its raw value.
  func word<T>(as type: T.Type) -> T? where T: RawRepresentable<String> & CaseIterable {
    word(among: T.allCases.map(\.rawValue)).flatMap(T.init(rawValue:))
  }

  /// The items of a list; empty after a finding where it is no list.
  func items() -> [YAMLValue] {
    guard case .list(let items) = node.content else {
      report(
        "wrong-type", "`\(path)` must be a list, and here stands \(node.inWords).",
        remedy: "Write the entries as `[…, …]` or each on a line of its own with `- ` before it.")
      return []
    }
    return items.enumerated().map { position, item in
      YAMLValue(node: item, path: "\(path)[\(position)]", findings: findings)
    }
  }

  /// The texts of a list.
  func texts() -> [String] { items().compactMap { $0.text() } }

  /// The entries of a mapping whose keys are free, or among some words; in the order of the document.
  func entries(among words: [String]? = nil) -> [(key: String, value: YAMLValue)] {
    guard case .mapping(let entries) = node.content else {
      report(
        "wrong-type", "`\(path)` must be a mapping, and here stands \(node.inWords).",
        remedy: "Write `{key: value, …}` or each `key: value` on a line of its own.")
      return []
    }
    return entries.compactMap { entry in
      let value = YAMLValue(
        node: entry.value, path: "\(path).\(entry.key.shortened)", findings: findings)
      guard let words, !words.contains(entry.key) else { return (entry.key, value) }
      reportUnknownKey(entry, among: words, of: "`\(path)`")
      return nil
    }
  }

  /// A mapping with known keys: unknown and missing ones are reported here, once.
  func mapping(of keys: YAMLKeys) -> YAMLMapping? {
    guard case .mapping(let entries) = node.content else {
      report(
        "wrong-type",
        "\(path.isEmpty ? "The file" : "`\(path)`") must be \(keys.title) with keys, and here stands \(node.inWords).",
        remedy: "Write `key: value` lines; the keys are \(inSentence(keys.keys.map(\.name))).")
      return nil
    }
    for entry in entries where keys[entry.key] == nil {
      let parent = keys.keys.first { $0.shape.keys?[entry.key] != nil }
      reportUnknownKey(
        entry, among: keys.keys.map(\.name), of: keys.title, parent: parent?.name)
    }
    for key in keys.keys where key.isRequired {
      let entry = entries.first { $0.key == key.name }
      guard entry == nil || entry!.value.isNull else { continue }
      findings.report(
        "missing-key", "\(keys.title.capitalisedFirst) needs `\(key.name)`.",
        remedy: "Add `\(key.name)`: \(key.about)", line: entry?.line ?? line,
        field: path.isEmpty ? key.name : "\(path).\(key.name)")
    }
    return YAMLMapping(keys: keys, entries: entries, value: self)
  }

  /// The last part of the path, to show how a line is written.
  var lastKey: String { path.split(separator: ".").last.map(String.init) ?? "key" }

  private func reportUnknownKey(
    _ entry: YAMLNode.Entry, among words: [String], of title: String, parent: String? = nil
  ) {
    // A slip of the pen and a key in the wrong place look alike, so both ways are told.
    let near = findings.isFull ? nil : entry.key.nearest(among: words)
    let nearest =
      (near.map { "Did you mean `\($0)`? " } ?? "")
      + (parent.map { near == nil ? "It belongs under `\($0)`. " : "Or it belongs under `\($0)`. " }
        ?? "")
    findings.report(
      "unknown-key", "\(title.capitalisedFirst) has no key `\(entry.key.shortened)`.",
      remedy: nearest + "The keys here are \(inSentence(words)).", line: entry.line,
      field: path.isEmpty ? entry.key.shortened : "\(path).\(entry.key.shortened)")
  }

  /// The number, or nil after a finding where it lies outside the range.
  func checked(_ number: Double, in range: ClosedRange<Double>, unit: String) -> Double? {
    if range.contains(number) { return number }
    let unit = unit.isEmpty ? "" : " \(unit)"
    report(
      "out-of-range",
      "`\(path)` is \(scalar?.shortened ?? number.shortest), which is \(number < range.lowerBound ? "too small" : "too large").",
      remedy:
        "Write a value from \(range.lowerBound.shortest)\(unit) to \(range.upperBound.shortest)\(unit)."
    )
    return nil
  }
}

extension YAMLNode {
  /// Whether nothing stands here.
  var isNull: Bool { if case .null = content { true } else { false } }
}

extension String {
  /// The text with a capital first letter.
  var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}

extension Double {
  /// A finite number written with digits, sign, point and exponent; `_` may group digits. No `nan`, `inf` or `0x10`.
  init?(plain text: String) {
    let digits = text.filter { $0 != "_" }
    guard !digits.isEmpty, digits.allSatisfy({ "+-0123456789.eE".contains($0) }),
      let number = Double(digits), number.isFinite
    else { return nil }
    self = number
  }
}
