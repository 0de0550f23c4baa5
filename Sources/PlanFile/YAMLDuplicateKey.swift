/// Finds the second of two equal keys in the lines of a text, because the library only tells where the first is.
struct YAMLDuplicateKey {
  /// The line of the second key, counted from 0.
  let line: Int
  /// The position behind the key's last character, in Unicode scalars.
  private let end: Int

  /// Looks behind the first key: in its line (a flow mapping), then in the lines below that are indented alike.
  ///
  /// - Parameters:
  ///   - line: The line of the first key, counted from 0.
  ///   - column: The position of the first key in its line, in Unicode scalars, counted from 0.
  init?(_ key: String, behind line: Int, column: Int, in lines: [String]) {
    guard lines.indices.contains(line), !key.isEmpty else { return nil }
    let key = Array(key.unicodeScalars)
    let first = Array(lines[line].unicodeScalars)
    for start in stride(from: column + key.count, to: first.count, by: 1)
    where " ,{".unicodeScalars.contains(first[start - 1]) {
      if let end = Self.end(of: key, at: start, in: first) {
        self.line = line
        self.end = end
        return
      }
    }
    for below in lines.indices.dropFirst(line + 1) {
      let text = Array(lines[below].unicodeScalars)
      guard let start = text.firstIndex(where: { $0 != " " }), text[start] != "#" else { continue }
      if start < column { return nil }
      if start == column, let end = Self.end(of: key, at: start, in: text) {
        self.line = below
        self.end = end
        return
      }
    }
    return nil
  }

  /// The line of the second key with a mark behind the key, so that it is a key of its own.
  func marked(_ mark: String, in lines: [String]) -> String {
    let text = Array(lines[line].unicodeScalars)
    var marked = String.UnicodeScalarView(text[..<end])
    marked += mark.unicodeScalars
    marked += text[end...]
    return String(marked)
  }

  /// The position behind a key that starts at `start`, in quotes or not, with a colon behind it; or nil.
  private static func end(
    of key: [Unicode.Scalar], at start: Int, in text: [Unicode.Scalar]
  ) -> Int? {
    guard text.indices.contains(start) else { return nil }
    let isQuoted = text[start] == "\"" || text[start] == "'"
    let begin = isQuoted ? start + 1 : start
    let end = begin + key.count
    guard end < text.count, text[begin..<end].elementsEqual(key) else { return nil }
    var rest = text[end...]
    if isQuoted {
      guard rest.first == text[start] else { return nil }
      rest = rest.dropFirst()
    }
    return rest.first { $0 != " " } == ":" ? end : nil
  }
}
