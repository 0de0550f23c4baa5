import Foundation
import PlanModel

/// A source as it may be shown and recorded: without passwords, keys, tokens and the names of database users.
public func shownSource(_ source: String) -> String { SourceLocation.withoutSecrets(source) }

extension SourceLocation {
  /// A place or a sentence without passwords, keys and users, because what is shown ends up in the run record.
  ///
  /// Of a query only the values of names that are known to be harmless stay, because services call their keys as they
  /// like; too much is hidden rather than too little.
  static func withoutSecrets(_ text: String) -> String {
    var shown = text
    for range in joined(secrets(in: text) + users(in: text)).reversed() {
      shown.replaceSubrange(range, with: "***")
    }
    return shown
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

  /// A finding about a source without what nobody may see.
  static func withoutSecrets(_ finding: Diagnostic) -> Diagnostic {
    var shown = finding
    shown.message = withoutSecrets(finding.message)
    shown.remedy = withoutSecrets(finding.remedy)
    shown.place.file = finding.place.file.map { withoutSecrets($0) }
    return shown
  }

  /// Whether a source has a password, token or key in it, by a name or place that is known for them.
  static func holdsPassword(_ source: String) -> Bool {
    !ranges(of: passwordPatterns(for: source), in: source).isEmpty
  }

  /// Names of a query whose values every reader may see; all others are taken for keys.
  private static let harmless = [
    "service", "request", "version", "acceptversions", "typename", "typenames", "collection",
    "collections", "layer", "layers", "table", "tables", "schema", "f", "format", "outputformat",
    "resulttype", "limit", "offset", "startindex", "count", "maxfeatures", "page", "bbox",
    "bbox-crs", "crs", "srs", "srsname", "propertyname", "properties", "sortby", "datetime",
    "lang", "language", "map", "host", "port", "dbname", "database", "server", "sslmode",
  ]

  /// Where passwords, keys and tokens stand.
  private static func secrets(in text: String) -> [Range<String.Index>] {
    let names = harmless.joined(separator: "|")
    let query = [
      // A value of a query, its fragment or the options of a virtual file system.
      #"[?&;#](?!(?:\#(names))=)[^=&?#;\s"<>]+=([^&#\s"<>]+)"#,
      // A key alone, as in `https://host/tiles?abc123`.
      #"://[^\s?"]*\?([^=&#\s"]+)(?=[&#\s"]|$)"#,
    ]
    return joined(ranges(of: passwordPatterns(for: text) + query, in: text))
  }

  private static func passwordPatterns(for text: String) -> [String] {
    let lower = text.lowercased()
    let isDatabase = lower.hasPrefix("pg:") || lower.hasPrefix("postgresql:")
    if isDatabase && !lower.contains("://") {
      // As libpq reads it: in quotes or not, with backslashes before what would end it. Where quotes are
      // forgotten, it is everything up to the next keyword.
      return [
        #"password\s*=\s*('(?:\\.|[^'\\])*'|(?:\\.|[^\s\\])(?:\\.|[^\\])*?)(?=\s+\w+\s*=|\s*$)"#
      ]
    }
    var patterns = [
      // A password before the host; up to the last @ where it has one of its own.
      #"://[^:/@\s]*:([^@\s]+)(?=@)"#, #"://[^:/@\s]*:([^/?#\s]+)(?=@)"#,
      #"%3A%2F%2F[^&\s]*?%3A([^&\s]+?)(?=%40)"#,
      // Oracle's `OCI:user/password@database`.
      #"\boci:"?[^/\s]+/(\S+(?=@)|[^\s@]+)"#,
      #"\bbearer\s+([\w.~+/=-]{8,})"#, #"authorization\s*[:=]\s*(?:\w+\s+)?([^\s,;&"]+)"#,
    ]
    let word =
      #"(?:[\w-]*(?:password|passwd|passphrase|pwd|token|api[-_]?key|secret|signature)[\w-]*|\bpass|\bsig)"#
    if isDatabase {
      patterns.append(#"\#(word)=([^&#\s]+)"#)
    } else {
      patterns.append(#"\#(word)\s*=\s*('[^']*'|"[^"]*"|[^\s,;&"]+)"#)
      patterns.append(#"\#(word)["']\s*:\s*["']([^"']*)"#)
      // A token in the place of a user.
      patterns.append(#"https?://([^:/?#@\s]+)(?=@)"#)
    }
    return patterns
  }

  /// Where the users of a database stand.
  private static func users(in text: String) -> [Range<String.Index>] {
    let lower = text.lowercased()
    if lower.contains("oci:") { return ranges(of: [#"\boci:"?([^/\s]+)(?=/)"#], in: text) }
    guard lower.hasPrefix("pg:") || lower.hasPrefix("postgresql:") else { return [] }
    return ranges(
      of: [
        #"\buser\s*=\s*('(?:\\.|[^'\\])*'|(?:\\.|[^\s\\&])+)"#, #"://([^:/@\s]+)(?=[:@])"#,
      ], in: text)
  }

  /// Where the first groups of some patterns stand.
  private static func ranges(
    of patterns: [String], in text: String
  ) -> [Range<String.Index>] {
    let whole = NSRange(text.startIndex..., in: text)
    return patterns.flatMap { pattern -> [Range<String.Index>] in
      guard
        let expression = try? NSRegularExpression(
          pattern: pattern, options: [.caseInsensitive, .dotMatchesLineSeparators])
      else { preconditionFailure("the pattern \(pattern) is none") }
      return expression.matches(in: text, range: whole)
        .compactMap { Range($0.range(at: 1), in: text) }
    }
  }

  /// Ranges in ascending order, those that overlap or touch as one.
  private static func joined(_ ranges: [Range<String.Index>]) -> [Range<String.Index>] {
    var found: [Range<String.Index>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
      if let last = found.last, range.lowerBound <= last.upperBound {
        found[found.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        found.append(range)
      }
    }
    return found
  }
}
