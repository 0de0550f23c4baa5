import PlanModel

/// The bodies of a plan and their links as an SVG image that stands alone: levels as rows, boxes with their groups by name and colour,
/// links by dash and arrow, so that it can be read in grey; light and dark by the reader's choice.
struct GovernanceDiagram {
  private let governance: GovernanceDescription
  private let groups: [HelixGroup]
  private let title: String
  private let notice: String?

  init(
    _ governance: GovernanceDescription, groups: [HelixGroup], of name: String, notice: String?
  ) {
    self.governance = governance
    self.groups = groups
    title = "Governance of \(name)"
    self.notice = notice
  }

  private static let left = 16.0
  private static let cell = 226.0

  /// The layout below the title.
  var layout: GovernanceLayout {
    GovernanceLayout(governance, groups: groups, top: headHeight)
  }

  private var headLines: [String] { WrappedText.lines(title, width: 44) }
  private var headHeight: Double { 40 + 24 * Double(headLines.count) }

  /// The image with the line that says that it is XML.
  var file: String { "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + svg }

  /// The image, to stand in a page.
  var svg: String {
    let layout = layout
    let legend = legend(from: layout.height + 8, width: max(layout.width, 480))
    let wide = at(max(layout.width, 480))
    var lines = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"governance\" viewBox=\"0 0 \(wide) \(at(legend.bottom))\" width=\"\(wide)\" height=\"\(at(legend.bottom))\" role=\"img\" aria-labelledby=\"governance-title governance-desc\">",
      "<title id=\"governance-title\">\(text(title))</title>",
      "<desc id=\"governance-desc\">\(text(summary))</desc>",
      "<style>\(Self.style)</style>",
      "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>",
    ]
    lines += stacked(headLines, x: Self.left, y: 34, step: 24, style: "head")
    for band in layout.bands {
      lines.append(
        "<rect class=\"band\" x=\"0\" y=\"\(at(band.y))\" width=\"100%\" height=\"\(at(band.height))\"/>"
      )
      lines += stacked(band.title, x: Self.left, y: band.y + 28, step: 17, style: "level")
    }
    lines += layout.routes.map(line)
    lines += layout.boxes.flatMap(box)
    lines += legend.lines
    return (lines + ["</svg>"]).joined(separator: "\n") + "\n"
  }

  /// What can be read from it, for who does not see it.
  var summary: String {
    let names = Dictionary(
      governance.bodies.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    var sentences = GovernanceLevel.allCases.compactMap { level -> String? in
      let own = governance.bodies.filter { $0.level == level }.map(\.name)
      return own.isEmpty ? nil : "\(level.title): \(own.joined(separator: ", "))."
    }
    sentences += governance.links.map { link in
      "\(names[link.from] ?? link.from) \(Self.words(link.kind)) \(names[link.to] ?? link.to)."
    }
    return sentences.joined(separator: " ")
  }

  /// What a link says, between the names of two bodies.
  static func words(_ kind: GovernanceLink.Kind) -> String {
    switch kind {
    case .reports: "reports to"
    case .consults: "consults"
    case .funds: "funds"
    case .coordinates: "coordinates with"
    case .delegates: "delegates to"
    }
  }

  private func line(_ route: GovernanceLayout.Route) -> String {
    let link = governance.links[route.link]
    let path = route.points.map { "\(at($0.x)) \(at($0.y))" }.joined(separator: "L")
    let last = route.points.count - 1
    var heads = Self.head(at: route.points[last], from: route.points[last - 1])
    if link.kind == .coordinates {
      heads += Self.head(at: route.points[0], from: route.points[1])
    }
    let names = [link.from, link.to].map { id in
      governance.bodies.first { $0.id == id }?.name ?? id
    }
    return
      "<g class=\"link \(link.kind.rawValue)\"><title>\(text("\(names[0]) \(Self.words(link.kind)) \(names[1])"))</title><path d=\"M\(path)\"/><path class=\"tip\" d=\"\(heads)\"/></g>"
  }

  /// The triangle of an arrow; the last stretch of a line is upright.
  private static func head(
    at tip: (x: Double, y: Double), from before: (x: Double, y: Double)
  ) -> String {
    let back = tip.y > before.y ? tip.y - 9 : tip.y + 9
    func at(_ value: Double) -> String { value.rounded(toDecimals: 1) }
    return
      "M\(at(tip.x)) \(at(tip.y))L\(at(tip.x - 4)) \(at(back))L\(at(tip.x + 4)) \(at(back))Z"
  }

  private func box(_ box: GovernanceLayout.Box) -> [String] {
    let body = governance.bodies[box.body]
    let marks = groups.indices.filter { body.groups.contains(groups[$0].id) }
    var lines = [
      "<g><title>\(text(body.mandate.isEmpty ? body.name : "\(body.name): \(body.mandate)"))</title>",
      "<rect class=\"body\" x=\"\(at(box.x))\" y=\"\(at(box.y))\" width=\"\(at(box.width))\" height=\"\(at(box.height))\"/>",
    ]
    let part = box.height / Double(max(1, marks.count))
    for (position, group) in marks.enumerated() {
      lines.append(
        "<rect x=\"\(at(box.x))\" y=\"\(at(box.y + part * Double(position)))\" width=\"\(at(GovernanceLayout.stripe))\" height=\"\(at(part))\" fill=\"\(Palette.mark(group).colour)\"/>"
      )
    }
    let x = box.x + GovernanceLayout.stripe + 10
    lines += stacked(
      box.name, x: x, y: box.y + 23, step: GovernanceLayout.nameLine, style: "name")
    let below = box.y + 23 + GovernanceLayout.nameLine * Double(box.name.count)
    lines += stacked(box.about, x: x, y: below, step: GovernanceLayout.aboutLine, style: "about")
    return lines + ["</g>"]
  }

  /// The signs that are used, with their meaning, and the notice.
  private func legend(
    from top: Double, width: Double
  ) -> (lines: [String], bottom: Double) {
    var lines: [String] = []
    let columns = max(1, Int((width - Self.left) / Self.cell))
    var count = 0
    var y = top + 20
    func place() -> Double { Self.left + Self.cell * Double(count % columns) }
    func next() {
      count += 1
      if count % columns == 0 { y += 24 }
    }
    for kind in GovernanceLink.Kind.allCases
    where governance.links.contains(where: { $0.kind == kind }) {
      let x = place()
      lines.append(
        "<g class=\"link \(kind.rawValue)\"><path d=\"M\(at(x)) \(at(y - 4))h44\"/></g><text class=\"about\" x=\"\(at(x + 54))\" y=\"\(at(y))\">\(Self.words(kind))</text>"
      )
      next()
    }
    for (position, group) in groups.enumerated()
    where governance.bodies.contains(where: { $0.groups.contains(group.id) }) {
      let x = place()
      let words = WrappedText.lines(group.name, width: 21)
      lines.append(
        "<rect x=\"\(at(x))\" y=\"\(at(y - 13))\" width=\"16\" height=\"16\" fill=\"\(Palette.mark(position).colour)\"/><text class=\"about\" x=\"\(at(x + 24))\" y=\"\(at(y))\">\(text(words.count > 1 ? words[0] + " …" : group.name))</text>"
      )
      next()
    }
    if count % columns != 0 { y += 24 }
    if let notice {
      let told = WrappedText.lines(notice, width: Int((width - 2 * Self.left) / 7.4))
      lines += stacked(told, x: Self.left, y: y, step: 16, style: "about")
      y += 16 * Double(told.count)
    }
    return (lines, y + 8)
  }

  private func stacked(
    _ texts: [String], x: Double, y: Double, step: Double, style: String
  ) -> [String] {
    texts.enumerated().map { line, words in
      "<text class=\"\(style)\" x=\"\(at(x))\" y=\"\(at(y + step * Double(line)))\">\(text(words))</text>"
    }
  }

  private func text(_ value: String) -> String { HTMLRenderer.escaped(value) }

  /// A coordinate to a tenth of a pixel.
  private func at(_ value: Double) -> String { value.rounded(toDecimals: 1) }

  // Every rule begins with the class, because the image stands inside pages as well.
  private static let style = """
    .governance { --paper: #fcfcfa; --ink: #1d2226; --soft: #4c565d; --band: #eef0f1; --edge: #7d878e; max-width: 100%; height: auto; color-scheme: light dark; }
    @media (prefers-color-scheme: dark) { .governance { --paper: #15191c; --ink: #e8ebec; --soft: #b4bdc2; --band: #1f2529; --edge: #7d878e; } }
    .governance text { font: 13px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; fill: var(--ink); }
    .governance .paper { fill: var(--paper); } .governance .band { fill: var(--band); } .governance .body { fill: var(--paper); stroke: var(--edge); }
    .governance text.head { font-size: 17px; font-weight: 600; } .governance text.level, .governance text.name { font-weight: 600; } .governance text.about { font-size: 12px; fill: var(--soft); }
    .governance .link path { fill: none; stroke: var(--ink); stroke-width: 1.6; stroke-linejoin: round; } .governance .link path.tip { fill: var(--ink); stroke: none; }
    .governance .consults path { stroke-dasharray: 7 4; } .governance .funds path { stroke-dasharray: 2 3; stroke-width: 2.2; } .governance .coordinates path { stroke-dasharray: 10 3 2 3; } .governance .delegates path { stroke-dasharray: 16 5; }
    """
}
