import PlanModel
import Yams

/// Turns the library's nodes into ours, within limits on number and depth.
struct YAMLConversion {
  /// What marks a key that stood twice and was set aside; a private-use character that no keyboard writes.
  static let setAside = "\u{e000}"

  private let findings: YAMLFindings
  private let dropsMarked: Bool
  private var count = 0
  private var hasFailed = false

  /// Starts a conversion; `dropsMarked` says whether keys were set aside.
  init(findings: YAMLFindings, dropsMarked: Bool) {
    self.findings = findings
    self.dropsMarked = dropsMarked
  }

  /// The value of a node, or nil after a finding.
  mutating func node(from node: Node) -> YAMLNode? {
    let converted = convert(node, depth: 0, line: 1)
    return hasFailed ? nil : converted
  }

  private mutating func convert(_ node: Node, depth: Int, line: Int) -> YAMLNode {
    let line = node.mark?.line ?? line
    count += 1
    let nothing = YAMLNode(content: .null, line: line)
    if hasFailed { return nothing }
    if count > YAMLDocument.mostNodes {
      fail("too-many-values", "The file has more than \(YAMLDocument.mostNodes) values.", line)
      return nothing
    }
    if depth > YAMLDocument.deepestNesting {
      fail("too-deep", "Values are nested more than \(YAMLDocument.deepestNesting) deep.", line)
      return nothing
    }
    switch node {
    case .scalar(let scalar):
      let isQuoted = scalar.style != .plain && scalar.style != .any
      if !isQuoted, ["", "~", "null", "Null", "NULL"].contains(scalar.string) { return nothing }
      return YAMLNode(content: .scalar(scalar.string, isQuoted: isQuoted), line: line)
    case .sequence(let items):
      var list: [YAMLNode] = []
      for item in items { list.append(convert(item, depth: depth + 1, line: line)) }
      return YAMLNode(content: .list(list), line: line)
    case .mapping(let pairs):
      return YAMLNode(
        content: .mapping(entries(of: pairs, depth: depth, line: line)), line: line)
    case .alias:
      // The parser fills aliases in; a node of this kind only comes from code.
      return nothing
    }
  }

  private mutating func entries(
    of pairs: Node.Mapping, depth: Int, line: Int
  ) -> [YAMLNode.Entry] {
    var entries: [YAMLNode.Entry] = []
    var lines: [String: Int] = [:]
    for (key, value) in pairs {
      let keyLine = key.mark?.line ?? line
      guard case .scalar(let scalar) = key else {
        findings.report(
          "key-not-text", "A key is a list or a mapping.",
          remedy: "Write keys as plain words; quote a text that has brackets or braces in it.",
          line: keyLine)
        continue
      }
      if dropsMarked, scalar.string.contains(Self.setAside) { continue }
      // The library tells `1` from `"1"`; to a reader they are one key.
      if let first = lines[scalar.string] {
        findings.report(
          "duplicate-key",
          "The key `\(scalar.string.shortened)` stands twice in one mapping, first in line \(first).",
          remedy: "Keep one of the two.", line: keyLine, field: scalar.string.shortened)
        continue
      }
      lines[scalar.string] = keyLine
      let converted = convert(value, depth: depth + 1, line: keyLine)
      entries.append(YAMLNode.Entry(key: scalar.string, line: keyLine, value: converted))
    }
    return entries
  }

  private mutating func fail(_ code: String, _ message: String, _ line: Int) {
    hasFailed = true
    findings.report(code, message, remedy: "Write the plan more simply.", line: line)
  }
}
