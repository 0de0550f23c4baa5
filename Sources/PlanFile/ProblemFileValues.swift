internal import PlanModel

/// Reading single values of a problem file, each with a message that says what was expected where.
extension ProblemBuilder {
  /// The members of an object; unknown keys are errors that name the nearest known one.
  mutating func object(_ node: JSONNode?, _ field: String, keys: [String]) -> [String: JSONNode]? {
    guard case .object(let members)? = node else {
      wrongType(node, "an object", field: field)
      return nil
    }
    var result: [String: JSONNode] = [:]
    for (key, value) in members {
      if keys.contains(key) {
        result[key] = value
      } else {
        error(
          "problem.unknown-key", "The key \"\(key)\" of \(field) is not known.",
          suggestion(for: key, among: keys), field)
      }
    }
    return result
  }

  mutating func wrongType(_ node: JSONNode?, _ expected: String, field: String) {
    if let node {
      error(
        "problem.wrong-type", "\(field) is \(node.kind) where \(expected) is expected.",
        "Write \(expected).", field)
    } else {
      error("problem.missing-key", "\(field) is missing.", "Add it; it is \(expected).", field)
    }
  }

  /// The elements of a list that may be left out.
  mutating func list(_ node: JSONNode?, field: String) -> [JSONNode] {
    switch node {
    case nil, .null?: return []
    case .array(let items)?: return items
    case .numbers(let items)?: return items.map { .number($0) }
    default:
      wrongType(node, "a list", field: field)
      return []
    }
  }

  mutating func number(_ node: JSONNode?, field: String) -> Double? {
    guard case .number(let value)? = node else {
      wrongType(node, "a number", field: field)
      return nil
    }
    return value
  }

  mutating func text(_ node: JSONNode?, field: String) -> String? {
    guard case .string(let value)? = node else {
      wrongType(node, "a text", field: field)
      return nil
    }
    return value
  }

  mutating func wholeNumber(_ node: JSONNode?, field: String) -> Int? {
    guard let value = number(node, field: field) else { return nil }
    guard let whole = Int32(exactly: value) else {
      error(
        "problem.not-whole", "\(field) is \(value.shortest), which is no whole number of use here.",
        "Write a whole number.", field)
      return nil
    }
    return Int(whole)
  }

  mutating func numbers(_ node: JSONNode?, field: String) -> [Double]? {
    guard case .numbers(let values)? = node else {
      wrongType(node, "a list of numbers", field: field)
      return nil
    }
    return values
  }

  /// A list of whole numbers; only the first that is not whole is named, with the count of all.
  mutating func indices(_ node: JSONNode?, field: String) -> [Int32]? {
    guard let values = numbers(node, field: field) else { return nil }
    var result: [Int32] = []
    result.reserveCapacity(values.count)
    var wrong = 0
    var firstWrong = 0
    for (position, value) in values.enumerated() {
      if let whole = Int32(exactly: value) {
        result.append(whole)
      } else {
        if wrong == 0 { firstWrong = position }
        wrong += 1
      }
    }
    if wrong == 0 { return result }
    diagnostics.append(
      Diagnostic(
        .error, "problem.not-whole",
        "Entry \(firstWrong) of \(field) is \(values[firstWrong].shortest), which is no whole number.",
        remedy: "Write whole numbers, counted from 0.", at: Place(file: file, field: field),
        count: wrong))
    return nil
  }

  /// Named columns of numbers, in the order of the file; none where the key is left out.
  mutating func columns(_ node: JSONNode?, field: String) -> [(name: String, values: [Double])] {
    switch node {
    case nil, .null?: return []
    case .object(let members)?:
      return members.map { key, value in
        (key, numbers(value, field: "\(field).\(key)") ?? [])
      }
    default:
      wrongType(node, "an object of named columns", field: field)
      return []
    }
  }

  /// One of a few words.
  mutating func word<Word: RawRepresentable>(
    _ node: JSONNode?, _ type: Word.Type, _ words: [String], field: String
  ) -> Word? where Word.RawValue == String {
    guard let text = text(node, field: field) else { return nil }
    if let word = Word(rawValue: text) { return word }
    error(
      "problem.unknown-word", "\(field) is \"\(text)\".",
      "Write one of \(words.joined(separator: ", ")).", field)
    return nil
  }

  /// The position of a name that must be known.
  mutating func known(
    _ node: JSONNode?, among names: [String], noun: String, field: String
  ) -> Int? {
    guard let name = text(node, field: field) else { return nil }
    if let position = names.firstIndex(of: name) { return position }
    error(
      "problem.unknown-name", "There is no \(noun) called \"\(name)\".",
      names.isEmpty ? "Add the \(noun) first." : suggestion(for: name, among: names), field)
    return nil
  }

  /// What to do about a word that is not known.
  func suggestion(for word: String, among words: [String]) -> String {
    if let near = word.nearest(among: words) { return "Did you mean \"\(near)\"?" }
    return "Use one of \(inSentence(words, "or"))."
  }

  /// How unwillingly a row or lock gives: a positive number, or "never"; 1 where the key is left out.
  mutating func firmness(_ node: JSONNode?, field: String) -> Double {
    switch node {
    case nil: return 1
    case .string("never")?: return .infinity
    case .number(let value)? where value > 0: return value
    default:
      error(
        "problem.firmness", "\(field) is no firmness.",
        "Write a number above 0, 1 as a rule, or \"never\".", field)
      return 1
    }
  }
}
