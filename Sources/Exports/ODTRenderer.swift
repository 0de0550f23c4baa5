import PlanModel

/// Documents as OpenDocument texts (ODF 1.3, ISO/IEC 26300); every text is escaped.
///
/// Only a word processor knows where its pages end, so the page numbers of the list of contents are references to the
/// headings, which it fills when it opens the file; its entries lead to the headings.
struct ODTRenderer {
  private let document: Document
  private var columnStyles: [String] = []
  private var pictures: [(path: String, svg: String)] = []
  private var headings = 0
  private var tables = 0
  private var numberedTables = 0
  /// Whether the page of the block that is written stands on its side.
  private var isOnItsSide = false

  private init(_ document: Document) { self.document = document }

  /// The bytes of the file.
  static func bytes(_ document: Document) -> [UInt8] {
    var renderer = ODTRenderer(document)
    let body = renderer.body
    let content = """
      <?xml version="1.0" encoding="UTF-8"?>
      <office:document-content \(ODTStyles.namespaces) office:version="1.3">
      <office:automatic-styles>
      \(ODTStyles.tables)
      \(ODTStyles.turns)
      \(renderer.columnStyles.joined(separator: "\n"))
      </office:automatic-styles>
      <office:body><office:text>
      <text:sequence-decls><text:sequence-decl text:display-outline-level="0" text:name="Table"/></text:sequence-decls>
      \(body)
      </office:text></office:body>
      </office:document-content>

      """
    var zip = StoredZip()
    zip.add("mimetype", Array("application/vnd.oasis.opendocument.text".utf8))
    zip.add("content.xml", Array(content.utf8))
    zip.add(
      "styles.xml",
      Array(ODTStyles.text(title: escaped(document.title), words: document.words).utf8))
    zip.add("meta.xml", Array(meta(document).utf8))
    for picture in renderer.pictures { zip.add(picture.path, Array(picture.svg.utf8)) }
    zip.add("META-INF/manifest.xml", Array(renderer.manifest.utf8))
    return zip.archive
  }

  private static func meta(_ document: Document) -> String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <office:document-meta \(ODTStyles.namespaces) office:version="1.3"><office:meta>
    <meta:generator>CommonGround</meta:generator>
    <dc:title>\(escaped(document.title))</dc:title>
    <dc:subject>\(escaped(document.subtitle))</dc:subject>
    <dc:language>\(ODTStyles.locale(of: document.words.language).joined(separator: "-"))</dc:language>
    </office:meta></office:document-meta>

    """
  }

  private var manifest: String {
    let files =
      ["content.xml", "styles.xml", "meta.xml"].map { ($0, "text/xml") }
      + pictures.map { ($0.path, "image/svg+xml") }
    let entries = files.map {
      "<manifest:file-entry manifest:full-path=\"\($0)\" manifest:media-type=\"\($1)\"/>"
    }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
      <manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="application/vnd.oasis.opendocument.text"/>
      \(entries.joined(separator: "\n"))
      </manifest:manifest>

      """
  }

  private var body: String {
    mutating get {
      var parts = [
        paragraph(document.title, style: "Title"), paragraph(document.subtitle, style: "Subtitle"),
      ]
      if let notice = document.notice { parts.append(paragraph(notice, style: "Notice")) }
      if document.hasContents { parts.append(contents) }
      let sides = Self.areOnTheirSide(document.blocks)
      for (block, side) in zip(document.blocks, sides) {
        let turns = side != isOnItsSide
        isOnItsSide = side
        parts.append(text(of: block, turns: turns))
      }
      return parts.joined(separator: "\n")
    }
  }

  private var contents: String {
    let templates = (1...2).map { level in
      """
      <text:table-of-content-entry-template text:outline-level="\(level)" text:style-name="Contents_20_\(level)">
      <text:index-entry-link-start/><text:index-entry-text/><text:index-entry-tab-stop style:type="right" style:leader-char="."/><text:index-entry-page-number/><text:index-entry-link-end/>
      </text:table-of-content-entry-template>
      """
    }
    let entries = document.contents.map { entry in
      "<text:p text:style-name=\"Contents_20_\(entry.isSub ? 2 : 1)\"><text:a xlink:type=\"simple\" xlink:href=\"#h\(entry.position)\">\(Self.escaped(entry.title))<text:tab/><text:bookmark-ref text:reference-format=\"page\" text:ref-name=\"h\(entry.position)\"/></text:a></text:p>"
    }
    return """
      <text:table-of-content text:name="Contents" text:protected="false">
      <text:table-of-content-source text:outline-level="2">
      <text:index-title-template text:style-name="Contents_20_Heading">\(Self.escaped(document.words.contents))</text:index-title-template>
      \(templates.joined(separator: "\n"))
      </text:table-of-content-source>
      <text:index-body>
      <text:index-title text:name="Contents_Head"><text:p text:style-name="Contents_20_Heading">\(Self.escaped(document.words.contents))</text:p></text:index-title>
      \(entries.joined(separator: "\n"))
      </text:index-body>
      </text:table-of-content>
      <text:p text:style-name="After_20_Table"/>
      """
  }

  /// - Parameter turns: Whether a page of the other shape begins with the block, which then is a heading.
  private mutating func text(of block: Document.Block, turns: Bool = false) -> String {
    switch block {
    case .heading(let title): return heading(title, level: 1, turns: turns)
    case .subheading(let title): return heading(title, level: 2, turns: turns)
    case .paragraph(let text): return paragraph(text)
    case .figures(let figures):
      return table(
        Document.Table(
          [Document.Table.text("Number"), Document.Table.number("Value")],
          rows: figures.map { [$0.name, $0.value] }))
    case .list(let items):
      let entries = items.map {
        "<text:list-item>\(paragraph($0, style: "List_20_Item"))</text:list-item>"
      }
      return
        "<text:list text:style-name=\"Points\">\(entries.joined(separator: "\n"))</text:list>"
    case .table(let table): return self.table(table)
    case .folded(let title, let table):
      return paragraph(title, style: "Caption") + "\n" + self.table(table)
    case .numbered(let title, let table):
      numberedTables += 1
      let number =
        "<text:sequence text:ref-name=\"refTable\(numberedTables)\" text:name=\"Table\" text:formula=\"ooow:Table+1\" style:num-format=\"1\">\(numberedTables)</text:sequence>"
      return
        "<text:p text:style-name=\"Caption\">\(Self.escaped(document.words.table)) \(number). \(Self.escaped(title))</text:p>\n"
        + self.table(table)
    case .toBeWritten(let title, let guidance):
      return
        "<text:p text:style-name=\"To_20_Write\"><text:span text:style-name=\"Strong\">\(Self.escaped(document.words.toBeWritten)): \(Self.escaped(title)).</text:span> \(Self.escaped(guidance))</text:p>"
    case .drawing(let svg, _, let summary): return drawing(svg, summary)
    case .figure(let figure):
      return drawing(
        figure.drawing.svg(name: "fig-\(figure.topic.rawValue)"), figure.drawing.summary)
    case .links(let links): return self.text(of: .list(links.map { "\($0.title): \($0.path)" }))
    }
  }

  private mutating func heading(_ title: String, level: Int, turns: Bool) -> String {
    headings += 1
    let style = turns ? "H\(level)_\(isOnItsSide ? "Wide" : "Upright")" : "Heading_20_\(level)"
    return
      "<text:h text:style-name=\"\(style)\" text:outline-level=\"\(level)\"><text:bookmark text:name=\"h\(headings)\"/>\(Self.escaped(title))</text:h>"
  }

  private func paragraph(_ text: String, style: String = "Text_20_body") -> String {
    "<text:p text:style-name=\"\(style)\">\(Self.escaped(text))</text:p>"
  }

  /// An image as wide as the text, or less where it would be too high for a page.
  private mutating func drawing(_ svg: String, _ summary: String) -> String {
    let path = "Pictures/\(pictures.count + 1).svg"
    pictures.append((path, svg))
    let ratio = Self.heightOfWidth(svg)
    let width = min(174, 200 / ratio)
    return """
      <text:p text:style-name="Picture"><draw:frame draw:name="Picture \(pictures.count)" text:anchor-type="as-char" svg:width="\(width.fixed(1))mm" svg:height="\((width * ratio).fixed(1))mm"><draw:image xlink:href="\(path)" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad" draw:mime-type="image/svg+xml"/><svg:desc>\(Self.escaped(summary))</svg:desc></draw:frame></text:p>
      """
  }

  /// The height of a drawing over its width, as its view box says; 1 where it says none.
  static func heightOfWidth(_ svg: String) -> Double {
    guard let start = svg.firstRange(of: "viewBox=\"")?.upperBound else { return 1 }
    let numbers = svg[start...].prefix { $0 != "\"" }.split(separator: " ").compactMap {
      Double($0)
    }
    guard numbers.count == 4, numbers[2] > 0, numbers[3] > 0 else { return 1 }
    return numbers[3] / numbers[2]
  }

  private mutating func table(_ table: Document.Table) -> String {
    tables += 1
    let name = "T\(tables)"
    let isWide = Self.isWide(table)
    let letters = ODTTableWidths.letters(isSmall: isWide, isOnItsSide: isOnItsSide)
    let widths = ODTTableWidths.tenths(of: table, letters: letters)
    let columns = widths.enumerated().map { position, width in
      columnStyles.append(
        "<style:style style:name=\"\(name)C\(position + 1)\" style:family=\"table-column\"><style:table-column-properties style:rel-column-width=\"\(width)*\"/></style:style>"
      )
      return "<table:table-column table:style-name=\"\(name)C\(position + 1)\"/>"
    }
    func row(_ cells: [String], _ style: String, _ paragraphStyle: String) -> String {
      let parts = zip(cells, table.columns).map { cell, column in
        let kind =
          "Cell_20_\(paragraphStyle)\(column.isNumber ? "_20_Number" : "")\(isWide ? "_20_Small" : "")"
        return
          "<table:table-cell table:style-name=\"\(style)\" office:value-type=\"string\"><text:p text:style-name=\"\(kind)\">\(Self.cell(cell))</text:p></table:table-cell>"
      }
      return "<table:table-row table:style-name=\"Row\">\(parts.joined())</table:table-row>"
    }
    var lines = [
      "<table:table table:name=\"\(name)\" table:style-name=\"Table\">", columns.joined(),
      "<table:table-header-rows>\(row(table.columns.map(\.title), "Head", "Head"))</table:table-header-rows>",
    ]
    lines += table.rows.map { row($0, "Cell", "Text") }
    if let total = table.total { lines.append(row(total, "Sum", "Sum")) }
    lines.append("</table:table>")
    lines.append("<text:p text:style-name=\"After_20_Table\"/>")
    return lines.joined(separator: "\n")
  }

  /// A cell's text; a unit of tonnes stays on one line.
  private static func cell(_ text: String) -> String {
    escaped(text.replacing("t CO2", with: "t\u{00A0}CO2"))
  }

  /// Whether a table has so many columns that its letters are smaller.
  private static func isWide(_ table: Document.Table) -> Bool { table.columns.count > 6 }

  /// A text as XML text or attribute; what XML has no way to write becomes U+FFFD.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "\n", "\r", "\t": escaped += " "
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
        escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
