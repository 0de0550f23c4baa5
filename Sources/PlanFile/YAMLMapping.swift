import PlanModel

/// A mapping with known keys. A getter reads a key as its declaration says: range, unit and words stand there only.
///
/// A getter returns nil where the key is absent or empty, and nil after a finding where its value is wrong.
struct YAMLMapping {
  /// The declaration.
  let keys: YAMLKeys
  /// What stands in the document.
  let entries: [YAMLNode.Entry]
  /// The mapping as a value.
  let value: YAMLValue

  /// The line of the mapping.
  var line: Int { value.line }

  /// The value at a key, or nil where it is absent or empty. A key of a later version is reported as such.
  func value(_ key: String) -> YAMLValue? {
    let declaration = declaration(of: key)
    guard let entry = entries.first(where: { $0.key == key }) else { return nil }
    if case .unsupported(let instead) = declaration.shape {
      report(
        "unsupported", "`\(path(of: key))` is not supported yet in this version.", remedy: instead,
        at: key)
      return nil
    }
    if entry.value.isNull { return nil }
    return YAMLValue(node: entry.value, path: path(of: key), findings: value.findings)
  }

  /// Whether the key stands in the document, be it empty.
  func has(_ key: String) -> Bool { entries.contains { $0.key == key } }

  /// The line of a key, or of the mapping where the key is absent.
  func line(of key: String) -> Int { entries.first { $0.key == key }?.line ?? line }

  /// Reports a finding at a key, or at the mapping.
  func report(
    _ code: String, _ message: String, remedy: String = "", as severity: Severity = .error,
    at key: String? = nil
  ) {
    value.findings.report(
      code, message, remedy: remedy, as: severity, line: key.map(line(of:)) ?? line,
      field: key.map(path(of:)) ?? value.path)
  }

  /// Text.
  func text(_ key: String) -> String? { value(key)?.text() }

  /// A number in the declared range.
  func number(_ key: String) -> Double? {
    guard case .number(let range) = declaration(of: key).shape else { mismatch(key) }
    return value(key)?.number(in: range)
  }

  /// A whole number in the declared range.
  func integer(_ key: String) -> Int? {
    guard case .integer(let range) = declaration(of: key).shape else { mismatch(key) }
    return value(key)?.integer(in: range)
  }

  /// `true` or `false`.
  func flag(_ key: String) -> Bool? { value(key)?.flag() }

  /// A quantity of the declared dimension, in its internal unit; a share as a part of 1.
  func quantity(_ key: String) -> Double? {
    guard case .quantity(let dimension, let range) = declaration(of: key).shape else {
      mismatch(key)
    }
    return value(key)?.quantity(as: dimension, in: range)
  }

  /// One of the declared words.
  func word(_ key: String) -> String? {
    guard case .word(let words) = declaration(of: key).shape else { mismatch(key) }
    return value(key)?.word(among: words)
  }

  /// One of the declared words, as the case of an enumeration with that raw value.
  func word<T: RawRepresentable<String>>(_ key: String, as type: T.Type) -> T? {
    word(key).flatMap(T.init(rawValue:))
  }

  /// A country code.
  func country(_ key: String) -> String? { value(key)?.country() }

  /// The items of a list; empty where the key is absent.
  func items(_ key: String) -> [YAMLValue] { value(key)?.items() ?? [] }

  /// The texts of a list; where the list is one of words, only those.
  func texts(_ key: String) -> [String] {
    if case .list(of: .word(let words)) = declaration(of: key).shape {
      return items(key).compactMap { $0.word(among: words) }
    }
    return items(key).compactMap { $0.text() }
  }

  /// The mapping at a key.
  func mapping(_ key: String) -> YAMLMapping? {
    guard let keys = declaration(of: key).shape.keys else { mismatch(key) }
    return value(key)?.mapping(of: keys)
  }

  /// The mappings of the list at a key.
  func mappings(_ key: String) -> [YAMLMapping] {
    guard let keys = declaration(of: key).shape.keys else { mismatch(key) }
    return items(key).compactMap { $0.mapping(of: keys) }
  }

  /// The entries of a mapping with free keys, or with keys among the declared words, in the document's order.
  func entries(_ key: String) -> [(key: String, value: YAMLValue)] {
    guard case .table(_, let words) = declaration(of: key).shape else { mismatch(key) }
    return value(key)?.entries(among: words) ?? []
  }

  /// The quantities of a mapping whose values are all of one dimension, in the document's order.
  func quantities(_ key: String) -> [(key: String, amount: Double)] {
    guard case .table(of: .quantity(let dimension, let range), _) = declaration(of: key).shape
    else { mismatch(key) }
    return entries(key).compactMap { entry in
      entry.value.quantity(as: dimension, in: range).map { (entry.key, $0) }
    }
  }

  private func path(of key: String) -> String {
    value.path.isEmpty ? key : "\(value.path).\(key)"
  }

  private func declaration(of key: String) -> YAMLKey {
    guard let declaration = keys[key] else {
      preconditionFailure("\(keys.title) does not declare the key \(key)")
    }
    return declaration
  }

  private func mismatch(_ key: String) -> Never {
    preconditionFailure("\(keys.title) declares the key \(key) with another shape")
  }
}
