import Foundation
import PlanModel

/// Documents as JSON: every block with its texts, from which all forms can be written again.
func documentsJSON(_ documents: [NamedDocument]) -> JSONValue {
  .object([
    ("commongroundDocuments", .integer(1)),
    (
      "documents",
      .array(
        documents.map { named in
          .object([
            ("path", .string(named.path)), ("title", .string(named.document.title)),
            ("subtitle", .string(named.document.subtitle)),
            ("notice", named.document.notice.map { .string($0) } ?? .null),
            ("contents", .bool(named.document.hasContents)),
            ("blocks", .array(named.document.blocks.map(blockJSON))),
          ])
        })
    ),
  ])
}

private func blockJSON(_ block: Document.Block) -> JSONValue {
  func object(_ kind: String, _ members: [(String, JSONValue)]) -> JSONValue {
    .object([("kind", .string(kind))] + members)
  }
  switch block {
  case .heading(let text): return object("heading", [("text", .string(text))])
  case .subheading(let text): return object("subheading", [("text", .string(text))])
  case .paragraph(let text): return object("paragraph", [("text", .string(text))])
  case .figures(let figures):
    return object(
      "figures",
      [("items", .array(figures.map { .array([.string($0.name), .string($0.value)]) }))])
  case .list(let items):
    return object("list", [("items", .array(items.map { .string($0) }))])
  case .table(let table): return object("table", tableJSON(table))
  case .folded(let title, let table):
    return object("folded", [("text", .string(title))] + tableJSON(table))
  case .numbered(let title, let table):
    return object("numbered", [("text", .string(title))] + tableJSON(table))
  case .toBeWritten(let title, let guidance):
    return object("toBeWritten", [("text", .string(title)), ("guidance", .string(guidance))])
  case .drawing(let svg, let file, let summary):
    return object(
      "drawing", [("file", .string(file)), ("summary", .string(summary)), ("svg", .string(svg))])
  case .figure(let figure):
    return object(
      "drawing",
      [
        ("file", .string(figure.path + ".svg")), ("summary", .string(figure.drawing.summary)),
        ("svg", .string(figure.drawing.svg(name: "fig-\(figure.topic.rawValue)"))),
      ])
  case .links(let links):
    return object("list", [("items", .array(links.map { .string("\($0.title): \($0.path)") }))])
  }
}

private func tableJSON(_ table: Document.Table) -> [(String, JSONValue)] {
  func texts(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
  return [
    ("columns", texts(table.columns.map(\.title))),
    ("numbers", .array(table.columns.map { .bool($0.isNumber) })),
    ("rows", .array(table.rows.map(texts))), ("total", table.total.map(texts) ?? .null),
  ]
}

extension NamedDocument {
  /// Documents that ``documentsJSON(_:)`` wrote; nil where the object is none, or names a path that leads elsewhere.
  static func read(_ object: [String: Any]) -> [NamedDocument]? {
    guard object["commongroundDocuments"] as? Int == 1,
      let documents = object["documents"] as? [[String: Any]]
    else { return nil }
    var result: [NamedDocument] = []
    for entry in documents {
      guard let path = entry["path"] as? String, isInside(path),
        let title = entry["title"] as? String, let subtitle = entry["subtitle"] as? String,
        let blocks = entry["blocks"] as? [[String: Any]]
      else { return nil }
      var document = Document(
        title: title, subtitle: subtitle, notice: entry["notice"] as? String)
      document.hasContents = entry["contents"] as? Bool ?? false
      for block in blocks {
        guard let block = Document.Block(json: block) else { return nil }
        document.blocks.append(block)
      }
      result.append(NamedDocument(path: path, document: document, home: "../index.html"))
    }
    return result
  }

  /// Whether a path stays in the folder that it starts from.
  static func isInside(_ path: String) -> Bool {
    !path.isEmpty && !path.hasPrefix("/")
      && !path.split(separator: "/", omittingEmptySubsequences: false).contains { $0 == ".." }
  }
}

extension Document.Block {
  /// Reads what `blockJSON` wrote; nil where it is of no known kind or lacks a part.
  fileprivate init?(json: [String: Any]) {
    let text = json["text"] as? String
    let items = json["items"] as? [String]
    let table = Document.Table(json: json)
    switch (json["kind"] as? String, text, table) {
    case ("heading", let text?, _): self = .heading(text)
    case ("subheading", let text?, _): self = .subheading(text)
    case ("paragraph", let text?, _): self = .paragraph(text)
    case ("list", _, _):
      guard let items else { return nil }
      self = .list(items)
    case ("figures", _, _):
      guard let pairs = json["items"] as? [[String]], pairs.allSatisfy({ $0.count == 2 }) else {
        return nil
      }
      self = .figures(pairs.map { ($0[0], $0[1]) })
    case ("table", _, let table?): self = .table(table)
    case ("folded", let text?, let table?): self = .folded(text, table)
    case ("numbered", let text?, let table?): self = .numbered(text, table)
    case ("toBeWritten", let text?, _):
      guard let guidance = json["guidance"] as? String else { return nil }
      self = .toBeWritten(text, guidance: guidance)
    case ("drawing", _, _):
      guard let file = json["file"] as? String, NamedDocument.isInside(file),
        let summary = json["summary"] as? String, let svg = json["svg"] as? String
      else { return nil }
      self = .drawing(svg: svg, file: file, summary: summary)
    default: return nil
    }
  }
}

extension Document.Table {
  /// Reads what `tableJSON` wrote; nil where rows and columns do not fit.
  fileprivate init?(json: [String: Any]) {
    guard let titles = json["columns"] as? [String], let numbers = json["numbers"] as? [Bool],
      let rows = json["rows"] as? [[String]], titles.count == numbers.count,
      rows.allSatisfy({ $0.count == titles.count })
    else { return nil }
    let total = json["total"] as? [String]
    if let total, total.count != titles.count { return nil }
    self.init(
      zip(titles, numbers).map { Column(title: $0, isNumber: $1) }, rows: rows, total: total)
  }
}
