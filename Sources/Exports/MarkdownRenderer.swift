/// Documents as Markdown with tables (GitHub's form); every text is escaped.
enum MarkdownRenderer {
  static func text(_ document: Document) -> String {
    var lines = ["# \(escaped(document.title))", "", escaped(document.subtitle), ""]
    if let notice = document.notice { lines += ["> **\(escaped(notice))**", ""] }
    var tables = 0
    for block in document.blocks {
      switch block {
      case .heading(let title): lines += ["## \(escaped(title))", ""]
      case .subheading(let title): lines += ["### \(escaped(title))", ""]
      case .paragraph(let text): lines += [escaped(text), ""]
      case .figures(let figures):
        lines += figures.map { "- \(escaped($0.name)): **\(escaped($0.value))**" } + [""]
      case .list(let items): lines += items.map { "- \(escaped($0))" } + [""]
      case .drawing(_, let file, let summary):
        lines += ["![\(escaped(summary))](\(file))", ""]
      case .table(let table): lines += rows(of: table) + [""]
      case .folded(let title, let table): lines += [escaped(title), ""] + rows(of: table) + [""]
      case .figure(let figure):
        lines += [
          "![\(escaped(figure.drawing.title))](\(document.root)\(figure.path).svg)", "",
        ]
      case .links(let links):
        lines += links.map { "- [\(escaped($0.title))](\(document.root)\($0.path))" } + [""]
      case .numbered(let title, let table):
        tables += 1
        lines +=
          ["**\(escaped(document.words.table)) \(tables). \(escaped(title))**", ""]
          + rows(of: table) + [""]
      case .toBeWritten(let title, let guidance):
        lines += [
          "> **\(escaped(document.words.toBeWritten)): \(escaped(title)).** \(escaped(guidance))",
          "",
        ]
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func rows(of table: Document.Table) -> [String] {
    func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
    var rows = [
      row(table.columns.map { escaped($0.title) }),
      row(table.columns.map { $0.isNumber ? "---:" : "---" }),
    ]
    rows += table.rows.map { row($0.map(escaped)) }
    if let total = table.total {
      rows.append(row(total.map { $0.isEmpty ? "" : "**\(escaped($0))**" }))
    }
    return rows
  }

  /// A text with everything that Markdown or HTML inside it would read as a mark made harmless.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", "`", "*", "_", "[", "]", "|", "#", "~": escaped += "\\" + String(scalar)
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\n", "\r", "\t": escaped += " "
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    // A number and a dot, a plus or a minus would begin a list.
    if let first = escaped.unicodeScalars.first, "+-".unicodeScalars.contains(first) {
      escaped = "\\" + escaped
    }
    return escaped
  }
}
