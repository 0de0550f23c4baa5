import Foundation
import PlanModel

/// A source as it may be shown and recorded: without passwords, tokens and the names of database users.
public func shownSource(_ source: String) -> String { SourceLocation.withoutSecrets(source) }

extension SourceLocation {
  /// A connection string without passwords and users, because what is shown ends up in the run record.
  static func withoutSecrets(_ source: String) -> String {
    var text = source
    for range in secrets(in: source).reversed() { text.replaceSubrange(range, with: "***") }
    for range in users(in: text).reversed() { text.replaceSubrange(range, with: "***") }
    return text
  }

  /// Whether a source is a connection string with a password or token in it.
  static func holdsPassword(_ source: String) -> Bool { !secrets(in: source).isEmpty }

  /// Where the users of a database stand.
  private static func users(in source: String) -> [Range<String.Index>] {
    let lower = source.lowercased()
    guard lower.hasPrefix("pg:") || lower.hasPrefix("postgresql:") else { return [] }
    return ranges(
      of: [
        #"\buser\s*=\s*('(?:\\.|[^'\\])*'|(?:\\.|[^\s\\&])+)"#, #"://([^:/@\s]+)(?=[:@])"#,
      ], in: source)
  }

  /// A message about a source without its passwords, whole or in the parts that libpq quotes where it cannot
  /// read a connection string.
  static func withoutSecrets(_ message: String, of source: String) -> String {
    let secrets = secrets(in: source).map { source[$0] }
    let parts = withoutSecrets(message).components(separatedBy: "\"")
    return parts.enumerated().map { position, part in
      // Every second part stands between quotes.
      position % 2 == 1 && !part.isEmpty && secrets.contains { $0.contains(part) } ? "***" : part
    }.joined(separator: "\"")
  }

  /// Where passwords stand, in ascending order and without overlaps.
  private static func secrets(in source: String) -> [Range<String.Index>] {
    let lower = source.lowercased()
    var patterns = [#"://[^:/@\s]*:([^@\s]+)(?=@)"#]
    if lower.hasPrefix("pg:") && !lower.contains("://") {
      // As libpq reads it: in quotes or not, with backslashes before what would end it. Where quotes are
      // forgotten, it is everything up to the next keyword.
      patterns = [
        #"password\s*=\s*('(?:\\.|[^'\\])*'|(?:\\.|[^\s\\])(?:\\.|[^\\])*?)(?=\s+\w+\s*=|\s*$)"#
      ]
    } else if lower.hasPrefix("pg:") || lower.hasPrefix("postgresql:") {
      patterns.append(#"password=([^&#\s]+)"#)
    } else {
      patterns += [
        #"password\s*=\s*('[^']*'|"[^"]*"|[^\s,;&]+)"#, #"(?:pwd|token|apikey)\s*=\s*([^\s,;&]+)"#,
      ]
    }
    return ranges(of: patterns, in: source)
  }

  /// Where the first groups of some patterns stand, in ascending order and without overlaps.
  private static func ranges(
    of patterns: [String], in source: String
  ) -> [Range<String.Index>] {
    var found: [Range<String.Index>] = []
    for pattern in patterns {
      guard
        let expression = try? NSRegularExpression(
          pattern: pattern, options: [.caseInsensitive, .dotMatchesLineSeparators])
      else { continue }
      let whole = NSRange(source.startIndex..., in: source)
      for match in expression.matches(in: source, range: whole) {
        guard let range = Range(match.range(at: 1), in: source) else { continue }
        if !found.contains(where: { $0.overlaps(range) }) { found.append(range) }
      }
    }
    return found.sorted { $0.lowerBound < $1.lowerBound }
  }
}
