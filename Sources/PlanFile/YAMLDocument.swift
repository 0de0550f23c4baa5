import Foundation
import PlanModel
import Yams

/// Reads a YAML document into values that know their lines; everything that is wrong with the text is a finding.
enum YAMLDocument {
  /// The largest file that is read, in bytes; a plan file has a few thousand.
  static let largestSize = 4_194_304
  /// The most uses of `*name`. Sixteen aliases can blow a text up by some hundred times, not by millions.
  static let mostAliases = 16
  /// The most values after aliases were filled in.
  static let mostNodes = 200_000
  /// The deepest nesting.
  static let deepestNesting = 64

  /// The document in a file, or nil after a finding.
  static func read(path: String, findings: YAMLFindings) -> YAMLValue? {
    let resolved = URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false)
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: resolved) else {
      findings.report(
        "file-not-found", "There is no file `\(path.shortened)` that can be read.",
        remedy: "Check the path and the permissions.", line: nil)
      return nil
    }
    // A pipe or a device would be waited for, or never end.
    guard attributes[.type] as? FileAttributeType == .typeRegular else {
      findings.report(
        "no-file", "`\(path.shortened)` is not a file with text in it.",
        remedy: "Name a YAML file.", line: nil)
      return nil
    }
    if let size = attributes[.size] as? Int, size > largestSize {
      reportSize(size, findings)
      return nil
    }
    guard let bytes = FileManager.default.contents(atPath: path) else {
      findings.report(
        "unreadable", "`\(path.shortened)` cannot be read.",
        remedy: "Check the permissions of the file.",
        line: nil)
      return nil
    }
    return read(bytes: Array(bytes), findings: findings)
  }

  /// The document in some bytes, or nil after a finding.
  static func read(bytes: [UInt8], findings: YAMLFindings) -> YAMLValue? {
    if bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff]) {
      findings.report(
        "encoding", "The file is UTF-16 text.", remedy: "Save it as UTF-8.", line: 1)
      return nil
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      let lines = bytes.split(separator: 0x0a, omittingEmptySubsequences: false)
      let line = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }
      findings.report(
        "encoding", "The file has bytes that are not UTF-8.",
        remedy: "Save it as UTF-8; the first such byte is in this line.", line: line.map { $0 + 1 })
      return nil
    }
    return read(text: text, findings: findings)
  }

  /// The document in a text, or nil after a finding.
  static func read(text: String, findings: YAMLFindings) -> YAMLValue? {
    var text = text
    text.makeContiguousUTF8()
    if text.hasPrefix("\u{feff}") { text.removeFirst() }
    if text.utf8.count > largestSize {
      reportSize(text.utf8.count, findings)
      return nil
    }
    guard hasNoControlCharacter(text, findings), hasFewAliases(text, findings),
      let root = compose(text, findings)
    else { return nil }
    return YAMLValue(node: root, path: "", findings: findings)
  }

  private static func reportSize(_ size: Int, _ findings: YAMLFindings) {
    findings.report(
      "too-large", "The file has \(size) bytes, more than the \(largestSize) that are read.",
      remedy: "Keep data in layers, and only the plan in this file.", line: nil)
  }

  private static func hasNoControlCharacter(_ text: String, _ findings: YAMLFindings) -> Bool {
    var line = 1
    for scalar in text.unicodeScalars {
      let code = scalar.value
      if code == 0x0a { line += 1 }
      // What YAML 1.2 calls not printable; 0x85 is a line break.
      let isControl =
        code < 0x20 && code != 0x0a && code != 0x0d && code != 0x09
        || code >= 0x7f && code < 0xa0 && code != 0x85 || code == 0xfffe || code == 0xffff
      guard isControl else { continue }
      findings.report(
        "control-character", "The file has a control character (code \(code)) in it.",
        remedy: "Remove it; a plan file is plain text.", line: line)
      return false
    }
    return true
  }

  /// Counts `*name` where YAML takes it for an alias: first on a line, or behind one of `:-,[{?`.
  ///
  /// This must come before parsing: a few hundred bytes of nested aliases stand for more values than any memory
  /// holds, and the library compares and hashes them while it parses.
  private static func hasFewAliases(_ text: String, _ findings: YAMLFindings) -> Bool {
    var aliases = 0
    var line = 1
    var before: UInt8 = 0x0a
    var wasStar = false
    for byte in text.utf8 {
      if wasStar, byte > 0x20 { aliases += 1 }
      // Bytes from 0x80 may end one of Unicode's line breaks.
      wasStar =
        byte == UInt8(ascii: "*") && (before >= 0x80 || ":-,[{?\n\r".utf8.contains(before))
      if aliases > mostAliases {
        findings.report(
          "too-many-aliases", "The file uses more than \(mostAliases) aliases (`*name`).",
          remedy: "Write the values out.", line: line)
        return false
      }
      if byte == 0x0a { line += 1 }
      if byte > 0x20 || byte == 0x0a || byte == 0x0d { before = byte }
    }
    return true
  }

  /// The root, after keys that stand twice were set aside one by one, so that one pass finds them all.
  private static func compose(_ text: String, _ findings: YAMLFindings) -> YAMLNode? {
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(
      String.init)
    var isPatched = false
    // A text that has the mark already is not patched, so that no key of the user's is set aside.
    let attempts = text.contains(YAMLConversion.setAside) ? 0 : 20
    for attempt in 0...attempts {
      let yaml = isPatched ? lines.joined(separator: "\n") : text
      do {
        // Without rules of resolution, which are regular expressions that nothing here needs.
        guard let node = try Yams.compose(yaml: yaml, .basic) else {
          findings.report(
            "empty", "The file is empty.",
            remedy: "Run `commonground init` for a file to start from.",
            line: 1)
          return nil
        }
        var conversion = YAMLConversion(findings: findings, dropsMarked: isPatched)
        return conversion.node(from: node)
      } catch YamlError.duplicatedKeysInMapping(let duplicates, let context) {
        let key = duplicates.first ?? ""
        let second = YAMLDuplicateKey(
          key, behind: context.mark.line - 1, column: context.mark.column - 1, in: lines)
        findings.report(
          "duplicate-key",
          "The key `\(key.shortened)` stands twice in one mapping, first in line \(context.mark.line).",
          remedy: "Keep one of the two.", line: second.map { $0.line + 1 } ?? context.mark.line,
          field: key.shortened)
        guard let second, attempt < attempts else { return nil }
        lines[second.line] = second.marked("\(YAMLConversion.setAside)\(attempt)", in: lines)
        isPatched = true
      } catch {
        report(error, lines: lines, findings)
        return nil
      }
    }
    return nil
  }

  private static func report(_ error: any Error, lines: [String], _ findings: YAMLFindings) {
    var problem = "\(error)"
    var line: Int?
    switch error {
    case YamlError.scanner(let context, let text, let mark, _),
      YamlError.parser(let context, let text, let mark, _),
      YamlError.composer(let context, let text, let mark, _):
      if text == "but found another document" {
        findings.report(
          "several-documents", "The file holds more than one YAML document.",
          remedy: "Remove the `---` or `...` line and what belongs to another plan.",
          line: mark.line)
        return
      }
      problem = (context.map { "\($0.text), " } ?? "") + text
      line = mark.line
    case YamlError.reader(let text, _, _, _): problem = text
    case YamlError.memory: problem = "it is nested too deeply"
    default: break
    }
    let near = lines.indices.filter { line == nil || abs($0 + 1 - line!) <= 1 }
    if let tab = near.first(where: { lines[$0].prefix { $0.isWhitespace }.contains("\t") }) {
      findings.report(
        "tab", "A line is indented with a tab.", remedy: "Indent with spaces.", line: tab + 1)
      return
    }
    findings.report(
      "syntax", "The file is no valid YAML here: \(problem).",
      remedy:
        "Check indentation, colons, brackets and quotes here, and quotes and brackets that are opened further up.",
      line: line.map { min($0, max(1, lines.count)) })
  }
}
