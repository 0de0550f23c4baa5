import CairoBinding

/// A document as pages of A4: laid out first, so that every page knows how many there are.
///
/// Blocks flow down the page; a heading stays with what follows it, a table goes on with its header on the next page, a
/// picture goes to the next page where it finds no room.
struct PDFPages {
  /// A part with its place on a page, in points.
  private enum Part {
    case text(TextLayout, x: Double, y: Double, colour: String, tag: String)
    case rule(x: Double, y: Double, width: Double, colour: String)
    case picture(Drawing, x: Double, y: Double, scale: Double)
    case outline(String, y: Double)
  }

  static let width = 595.28
  static let height = 841.89
  static let margin = 46.0
  static let bottom = height - 52
  static let textWidth = width - 2 * margin
  /// Charts are not made smaller than this, so that their smallest letters are six points high.
  private static let leastScale = 0.6

  private let fonts: TextSetter
  private let document: Document
  private var pages: [[Part]] = [[]]
  /// Where the next block begins on the last page.
  private var y = PDFPages.margin
  /// Whether everything goes on one page, however long, to be measured.
  private let isEndless: Bool

  /// Lays a document out.
  ///
  /// - Parameter isEndless: Whether pages have no end; for measuring.
  init(_ document: Document, _ fonts: TextSetter, isEndless: Bool = false) throws(CairoError) {
    self.document = document
    self.fonts = fonts
    self.isEndless = isEndless
    pages[0].append(.outline(document.title, y: y))
    try put(document.title, size: 19, isBold: true, tag: "H1", after: 2)
    try put(document.subtitle, size: 9, colour: Drawing.soft, after: 6)
    if let notice = document.notice {
      try put(notice, size: 9, isBold: true, colour: "#882255", after: 6)
    }
    for (position, block) in document.blocks.enumerated() {
      try put(block, next: document.blocks.dropFirst(position + 1).first)
    }
  }

  /// The number of pages.
  var count: Int { pages.count }

  /// Where the last page's blocks end, in points from its top.
  var end: Double { y }

  /// Writes the file; the same document gives the same bytes.
  func write(to path: String) throws(CairoError) {
    let canvas = try CairoCanvas(pdf: path, width: Self.width, height: Self.height)
    canvas.describe(
      title: document.title, subject: document.subtitle, creator: "CommonGround")
    for (number, parts) in pages.enumerated() {
      if number > 0 { canvas.beginNextPage() }
      for part in parts { try paint(part, on: canvas) }
      let foot = try fonts.set(
        "\(document.title) · page \(number + 1) of \(pages.count)", size: 8, width: Self.textWidth)
      foot.alignRight()
      canvas.draw(
        foot, x: Self.margin, y: Self.height - 36, colour: Drawing.colour(Drawing.soft))
    }
    try canvas.finish()
  }

  private func paint(_ part: Part, on canvas: CairoCanvas) throws(CairoError) {
    switch part {
    case .text(let layout, let x, let y, let colour, let tag):
      canvas.tagged(tag) {
        canvas.draw(layout, x: x, y: y, colour: Drawing.colour(colour))
      }
    case .rule(let x, let y, let width, let colour):
      canvas.move(x: x, y: y)
      canvas.line(x: x + width, y: y)
      canvas.stroke(Drawing.colour(colour), width: 0.6)
    case .picture(let drawing, let x, let y, let scale):
      try paint(drawing, x: x, y: y, scale: scale, on: canvas)
    case .outline(let title, let y): canvas.addOutline(title, y: y)
    }
  }

  private func paint(
    _ drawing: Drawing, x: Double, y: Double, scale: Double, on canvas: CairoCanvas
  ) throws(CairoError) {
    var failure: CairoError?
    canvas.saving {
      canvas.translate(x: x, y: y)
      canvas.scale(by: scale)
      canvas.move(x: 0, y: 0)
      canvas.line(x: drawing.width, y: 0)
      canvas.line(x: drawing.width, y: drawing.height)
      canvas.line(x: 0, y: drawing.height)
      canvas.close()
      canvas.clip()
      do throws(CairoError) { try drawing.paint(on: canvas, fonts) } catch { failure = error }
    }
    if let failure { throw failure }
  }

  private mutating func beginPage() {
    pages.append([])
    y = Self.margin
  }

  /// Begins a page where less than `height` is left of this one.
  private mutating func need(_ height: Double) {
    if !isEndless, y + height > Self.bottom, !pages[pages.count - 1].isEmpty { beginPage() }
  }

  private mutating func add(_ part: Part) { pages[pages.count - 1].append(part) }

  private mutating func put(
    _ text: String, size: Double, isBold: Bool = false, colour: String = Drawing.ink,
    tag: String = "P", indent: Double = 0, after: Double
  ) throws(CairoError) {
    let layout = try fonts.set(
      text, size: size, isBold: isBold, width: Self.textWidth - indent)
    let height = layout.size.height
    need(height)
    add(.text(layout, x: Self.margin + indent, y: y, colour: colour, tag: tag))
    y += height + after
  }

  private mutating func put(_ block: Document.Block, next: Document.Block?) throws(CairoError) {
    switch block {
    case .heading(let title):
      y += 6
      var follower = 50.0
      switch next {
      case .figure(let figure)?: follower = size(of: figure).height
      case .table(let table)?:
        follower = try SetTable(table, width: Self.textWidth, fonts).heightTogether
      default: break
      }
      need(20 + follower)
      add(.outline(title, y: y))
      try put(title, size: 12, isBold: true, tag: "H2", after: 3)
    case .subheading(let title): try put(title, size: 10, isBold: true, tag: "H3", after: 2)
    case .paragraph(let text): try put(text, size: 9, after: 5)
    case .list(let items):
      for item in items {
        let bullet = try fonts.set("•", size: 9)
        need(12)
        let layout = try fonts.set(item, size: 9, width: Self.textWidth - 12)
        need(layout.size.height)
        add(.text(bullet, x: Self.margin + 2, y: y, colour: Drawing.ink, tag: "P"))
        add(.text(layout, x: Self.margin + 12, y: y, colour: Drawing.ink, tag: "P"))
        y += layout.size.height + 2
      }
      y += 4
    case .figures(let figures): try put(figures)
    case .table(let table): try put(table)
    case .folded(let title, let table), .numbered(let title, let table):
      try put(title, size: 9, isBold: true, after: 2)
      try put(table)
    case .figure(let figure):
      let size = size(of: figure)
      need(size.height)
      add(
        .picture(
          figure.drawing, x: Self.margin + (Self.textWidth - size.width) / 2, y: y,
          scale: size.width / figure.drawing.width))
      y += size.height + 6
    // The image lies beside the page as a file of its own; what can be read from it stands here.
    case .drawing(_, _, let summary): try put(summary, size: 9, after: 5)
    case .toBeWritten(let title, let guidance):
      try put("\(Document.toBeWritten): \(title). \(guidance)", size: 9, after: 5)
    case .links: break
    }
  }

  /// The room for a picture: the text's width, or less where it would be higher than its limit.
  private func size(of figure: Figure) -> (width: Double, height: Double) {
    let drawing = figure.drawing
    let least = figure.pageHeight == nil ? Self.leastScale : 0
    let scale = min(
      Self.textWidth / drawing.width,
      max((figure.pageHeight ?? 236) / drawing.height, least))
    return (drawing.width * scale, drawing.height * scale)
  }

  /// Names with values in four columns.
  private mutating func put(_ figures: [(name: String, value: String)]) throws(CairoError) {
    let column = Self.textWidth / 4
    for row in stride(from: 0, to: figures.count, by: 4) {
      var height = 0.0
      var parts: [(TextLayout, TextLayout, Double)] = []
      for k in row..<min(row + 4, figures.count) {
        let name = try fonts.set(figures[k].name, size: 7.5, width: column - 8)
        let value = try fonts.set(figures[k].value, size: 11, isBold: true, width: column - 8)
        parts.append((name, value, Self.margin + Double(k - row) * column))
        height = max(height, name.size.height + value.size.height)
      }
      need(height)
      for (name, value, x) in parts {
        add(.text(name, x: x, y: y, colour: Drawing.soft, tag: "P"))
        add(.text(value, x: x, y: y + name.size.height, colour: Drawing.ink, tag: "P"))
      }
      y += height + 5
    }
    y += 2
  }

  private mutating func put(_ table: Document.Table) throws(CairoError) {
    let set = try SetTable(table, width: Self.textWidth, fonts)
    let (columns, head, rows) = (set.columns, set.head, set.rows)
    let headHeight = SetTable.height(of: head)
    need(set.heightTogether)
    putRow(head, columns, height: headHeight)
    add(.rule(x: Self.margin, y: y - 1.5, width: Self.textWidth, colour: Drawing.ink))
    for (number, row) in rows.enumerated() {
      let isTotal = number == table.rows.count
      let height = SetTable.height(of: row)
      if !isEndless, y + height > Self.bottom {
        beginPage()
        putRow(head, columns, height: headHeight)
        add(.rule(x: Self.margin, y: y - 1.5, width: Self.textWidth, colour: Drawing.ink))
      }
      if isTotal {
        add(.rule(x: Self.margin, y: y - 1, width: Self.textWidth, colour: Drawing.ink))
      }
      putRow(row, columns, height: height)
    }
    y += 6
  }

  private mutating func putRow(_ row: [TextLayout], _ columns: TableColumns, height: Double) {
    for (layout, x) in zip(row, columns.starts) {
      add(.text(layout, x: Self.margin + x, y: y, colour: Drawing.ink, tag: "P"))
    }
    y += height + 3
  }
}

/// A table with its texts set, and how much of it stays on one page.
private struct SetTable {
  let columns: TableColumns
  let head: [TextLayout]
  /// The rows, the sum last.
  let rows: [[TextLayout]]
  /// The height that must be free where the table begins: all of a short one, else its head and first lines.
  let heightTogether: Double

  init(_ table: Document.Table, width: Double, _ fonts: TextSetter) throws(CairoError) {
    columns = try TableColumns(table, width: width, fonts)
    head = try columns.set(table.columns.map(\.title), isBold: true, fonts)
    var rows: [[TextLayout]] = []
    for cells in table.rows { rows.append(try columns.set(cells, isBold: false, fonts)) }
    if let total = table.total { rows.append(try columns.set(total, isBold: true, fonts)) }
    self.rows = rows
    let first = Self.height(of: head)
    let whole = rows.map { Self.height(of: $0) + 3 }.reduce(first + 3, +)
    heightTogether = whole < PDFPages.height / 5 ? whole : first + 30
  }

  static func height(of row: [TextLayout]) -> Double { row.map(\.size.height).max() ?? 0 }
}

/// How wide the columns of a table are, and in which size its text is set.
struct TableColumns {
  /// Where each column begins, in points.
  let starts: [Double]
  private let widths: [Double]
  private let size: Double
  private let isNumber: [Bool]
  private static let gap = 8.0

  /// Fits a table: numbers keep their width, texts share what is left and are broken into lines; the text is made smaller
  /// where numbers alone are too wide.
  init(_ table: Document.Table, width: Double, _ fonts: TextSetter) throws(CairoError) {
    var chosen: (size: Double, widths: [Double]) = (6, [])
    for size in [8.0, 7, 6] {
      var least: [Double] = []
      var wished: [Double] = []
      for (position, column) in table.columns.enumerated() {
        var wide = 0.0
        for cells in table.rows + (table.total.map { [$0] } ?? []) {
          wide = max(wide, try fonts.set(cells[position], size: size, isBold: true).size.width)
        }
        var word = 0.0
        for part in column.title.split(separator: " ") {
          word = max(word, try fonts.set(String(part), size: size, isBold: true).size.width)
        }
        let title = try fonts.set(column.title, size: size, isBold: true).size.width
        least.append(column.isNumber ? max(wide, word) : max(word, min(wide, 54)))
        wished.append(column.isNumber ? max(wide, word) : max(wide, min(title, 80)))
      }
      let room = width - Self.gap * Double(table.columns.count - 1)
      let needed = least.reduce(0, +)
      let extra = wished.reduce(0, +) - needed
      let share = extra > 0 ? min(1, max(0, room - needed) / extra) : 0
      var widths = zip(least, wished).map { $0 + ($1 - $0) * share }
      let rest = room - widths.reduce(0, +)
      // What is over goes to the first column, so that numbers stand together at the right.
      if rest > 0, !widths.isEmpty { widths[0] += rest }
      if rest < 0 { widths = widths.map { $0 * room / (room - rest) } }
      chosen = (size, widths)
      if rest >= -0.5 { break }
    }
    size = chosen.size
    widths = chosen.widths
    isNumber = table.columns.map(\.isNumber)
    var x = 0.0
    starts = widths.map { width in
      defer { x += width + Self.gap }
      return x
    }
  }

  /// Sets the cells of a row.
  func set(
    _ cells: [String], isBold: Bool, _ fonts: TextSetter
  ) throws(CairoError) -> [TextLayout] {
    var row: [TextLayout] = []
    for (position, cell) in cells.enumerated() {
      let layout = try fonts.set(cell, size: size, isBold: isBold, width: widths[position] + 0.5)
      if isNumber[position] { layout.alignRight() }
      row.append(layout)
    }
    return row
  }
}
