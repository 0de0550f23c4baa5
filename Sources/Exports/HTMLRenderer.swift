/// Documents as HTML pages that need nothing but themselves; every text is escaped.
enum HTMLRenderer {
  /// A whole page.
  ///
  /// - Parameter home: The relative address of the map page.
  static func page(_ document: Document, home: String?) -> String {
    let notice = document.notice.map { "<p class=\"notice\">\(escaped($0))</p>\n" } ?? ""
    let back = home.map {
      "<p class=\"back\"><a href=\"\(escaped($0))\">← Map and overview</a></p>\n"
    }
    return """
      <!doctype html>
      <html lang="\(escaped(document.words.language))">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(escaped(document.title))</title>
      <style>
      \(PageStyle.common)
      </style>
      </head>
      <body>
      <main class="sheet">
      \(back ?? "")<h1>\(escaped(document.title))</h1>
      <p class="subtitle">\(escaped(document.subtitle))</p>
      \(notice)\(contents(of: document))\(body(document.blocks, root: document.root, isLinked: document.hasContents, words: document.words))
      </main>
      </body>
      </html>

      """
  }

  /// The list of headings; nothing where the document has none.
  private static func contents(of document: Document) -> String {
    guard document.hasContents else { return "" }
    let items = document.contents.filter { !$0.isSub }.map {
      "<li><a href=\"#h\($0.position)\">\(escaped($0.title))</a></li>"
    }
    let title = escaped(document.words.contents)
    return
      "<nav aria-label=\"\(title)\"><h2>\(title)</h2>\n<ol>\(items.joined(separator: "\n"))</ol></nav>\n"
  }

  /// The blocks of a document, in `<section>`s that begin with a heading.
  ///
  /// - Parameters:
  ///   - root: The way from the page's folder to the result's.
  ///   - isLinked: Whether headings have anchors.
  ///   - words: The words of the document's form.
  static func body(
    _ blocks: [Document.Block], root: String = "", isLinked: Bool = false,
    words: DocumentWords = DocumentWords()
  ) -> String {
    var lines: [String] = []
    var isOpen = false
    var headings = 0
    var tables = 0
    func anchor() -> String {
      headings += 1
      return isLinked ? " id=\"h\(headings)\"" : ""
    }
    for block in blocks {
      switch block {
      case .heading(let title):
        if isOpen { lines.append("</section>") }
        lines.append("<section>\n<h2\(anchor())>\(escaped(title))</h2>")
        isOpen = true
      case .subheading(let title): lines.append("<h3\(anchor())>\(escaped(title))</h3>")
      case .paragraph(let text): lines.append("<p>\(escaped(text))</p>")
      case .figures(let figures):
        let items = figures.map {
          "<div><dt>\(escaped($0.name))</dt><dd>\(escaped($0.value))</dd></div>"
        }
        lines.append("<dl class=\"figures\">\(items.joined())</dl>")
      case .list(let items):
        lines.append("<ul>\(items.map { "<li>\(escaped($0))</li>" }.joined(separator: "\n"))</ul>")
      case .drawing(let svg, _, _): lines.append("<figure class=\"drawing\">\(svg)</figure>")
      case .table(let table): lines.append(Self.table(table))
      case .folded(let title, let table):
        lines.append(
          "<details><summary>\(escaped(title))</summary>\n\(Self.table(table))</details>")
      case .figure(let figure): lines.append(Self.figure(figure, root: root))
      case .links(let links):
        let items = links.map {
          "<li><a href=\"\(escaped(root + $0.path))\">\(escaped($0.title))</a></li>"
        }
        lines.append("<ul>\(items.joined(separator: "\n"))</ul>")
      case .numbered(let title, let table):
        tables += 1
        lines.append(Self.table(table, caption: "\(words.table) \(tables). \(title)"))
      case .toBeWritten(let title, let guidance):
        lines.append(
          "<p class=\"notice\"><strong>\(escaped(words.toBeWritten)): \(escaped(title)).</strong> \(escaped(guidance))</p>"
        )
      }
    }
    if isOpen { lines.append("</section>") }
    return lines.joined(separator: "\n")
  }

  /// A picture inside the page, so that the page needs no other file; one of very many shapes as a link to its image.
  private static func figure(_ figure: Figure, root: String) -> String {
    let picture =
      figure.isLight
      ? figure.drawing.svg(name: "fig-\(figure.topic.rawValue)", isInline: true)
      : "<img src=\"\(escaped(root + figure.path)).png\" alt=\"\(escaped(figure.drawing.title + ". " + figure.drawing.summary))\">"
    return "<figure class=\"drawing\">\(picture)</figure>"
  }

  private static func table(_ table: Document.Table, caption: String? = nil) -> String {
    func row(_ cells: [String], _ tag: String, scope: String = "") -> String {
      let parts = zip(cells, table.columns).map { cell, column in
        "<\(tag)\(scope)\(column.isNumber ? " class=\"n\"" : "")>\(escaped(cell))</\(tag)>"
      }
      return "<tr>\(parts.joined())</tr>"
    }
    var lines = ["<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"Table\"><table>"]
    if let caption { lines.append("<caption>\(escaped(caption))</caption>") }
    lines.append("<thead>\(row(table.columns.map(\.title), "th", scope: " scope=\"col\""))</thead>")
    lines.append("<tbody>\(table.rows.map { row($0, "td") }.joined(separator: "\n"))</tbody>")
    if let total = table.total { lines.append("<tfoot>\(row(total, "td"))</tfoot>") }
    lines.append("</table></div>")
    return lines.joined(separator: "\n")
  }

  /// A text that HTML reads as text, in elements and in quoted attributes.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      // HTML has no way to write most control characters.
      case _ where scalar.value < 0x20 && scalar != "\n" && scalar != "\t": escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
