/// A value of a YAML document with the line it starts on; scalars are kept as written.
///
/// Scalars are not resolved to Booleans or numbers here, so the country `NO` and the id `007` stay what they are.
struct YAMLNode: Sendable {
  /// What the value is.
  enum Content: Sendable {
    /// Nothing: an empty value, `~` or `null`.
    case null
    /// A scalar; `isQuoted` says whether it stood in quotes or as a block of text.
    case scalar(String, isQuoted: Bool)
    /// A sequence.
    case list([YAMLNode])
    /// A mapping, in the order of the document; keys are unique.
    case mapping([Entry])
  }
  /// One key of a mapping.
  struct Entry: Sendable {
    /// The key.
    let key: String
    /// The line of the key, counted from 1.
    let line: Int
    /// The value.
    let value: YAMLNode
  }

  /// What the value is.
  let content: Content
  /// The line, counted from 1.
  let line: Int

  /// The value in words, for a message.
  var inWords: String {
    switch content {
    case .null: "nothing"
    case .scalar(let text, _): "`\(text.shortened)`"
    case .list: "a list"
    case .mapping: "a mapping"
    }
  }
}

extension String {
  /// The first line, cut after 60 characters, for a message.
  var shortened: String {
    let line = split(separator: "\n", omittingEmptySubsequences: false).first.map(String.init) ?? ""
    let isCut = line.count > 60 || line.utf8.count < utf8.count
    return isCut ? String(line.prefix(60)) + "…" : line
  }
}
