import PlanModel

extension Drawing {
  /// The picture as SVG with texts as text, so that it can be searched, read aloud and edited.
  ///
  /// - Parameters:
  ///   - name: What the ids in it begin with; two pictures in one page need two names.
  ///   - isInline: Whether it stands inside an HTML page.
  func svg(name: String, isInline: Bool = false) -> String {
    var writer = SVGWriter(name: name)
    writer.write(self, isInline: isInline)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

/// Writes one picture; coordinates are to a tenth of a pixel.
private struct SVGWriter {
  let name: String
  var bytes: [UInt8] = []

  init(name: String) { self.name = name }

  private mutating func put(_ text: String) { bytes.append(contentsOf: text.utf8) }

  mutating func write(_ drawing: Drawing, isInline: Bool) {
    let (width, height) = (number(drawing.width), number(drawing.height))
    if !isInline { put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n") }
    put(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(width) \(height)\" width=\"\(width)\" height=\"\(height)\" role=\"img\" aria-labelledby=\"\(name)-t \(name)-d\" font-family=\"'\(Drawing.font)',Verdana,sans-serif\" stroke-linejoin=\"round\">\n"
    )
    put("<title id=\"\(name)-t\">\(HTMLRenderer.escaped(drawing.title))</title>\n")
    put("<desc id=\"\(name)-d\">\(HTMLRenderer.escaped(drawing.summary))</desc>\n")
    writePatterns(of: drawing)
    put("<rect width=\"\(width)\" height=\"\(height)\" fill=\"#fff\"/>\n")
    for mark in drawing.marks {
      switch mark {
      case .areas(let outlines, let fill, let line): writeAreas(outlines, fill, line)
      case .lines(let outline, let line):
        put("<path fill=\"none\"\(attributes(of: line)) d=\"")
        write(outline, isClosed: false)
        put("\"/>\n")
      case .text(let text): write(text)
      }
    }
    put("</svg>\n")
  }

  /// The hatchings that the picture uses, on a transparent ground.
  private mutating func writePatterns(of drawing: Drawing) {
    var patterns: [(id: String, fill: Drawing.Fill)] = []
    for case .areas(_, let fill?, _) in drawing.marks where fill.hatch != .none {
      let id = id(of: fill)
      if !patterns.contains(where: { $0.id == id }) { patterns.append((id, fill)) }
    }
    if patterns.isEmpty { return }
    put("<defs>")
    for (id, fill) in patterns {
      put("<pattern id=\"\(id)\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\">")
      let colour = fill.hatchColour
      let line = "stroke=\"\(colour)\" stroke-opacity=\"0.6\" stroke-width=\"0.8\""
      switch fill.hatch {
      case .none: break
      case .rising: put("<path d=\"M-1 1L1-1M0 7L7 0M6 8L8 6\" \(line)/>")
      case .falling: put("<path d=\"M-1 6L1 8M0 0L7 7M6-1L8 1\" \(line)/>")
      case .level: put("<path d=\"M0 3.5H7\" \(line)/>")
      case .upright: put("<path d=\"M3.5 0V7\" \(line)/>")
      case .crossed: put("<path d=\"M0 3.5H7M3.5 0V7\" \(line)/>")
      case .dotted:
        let dot = "r=\"0.9\" fill=\"\(colour)\" fill-opacity=\"0.6\"/>"
        put("<circle cx=\"1.75\" cy=\"1.75\" \(dot)<circle cx=\"5.25\" cy=\"5.25\" \(dot)")
      }
      put("</pattern>")
    }
    put("</defs>\n")
  }

  private func id(of fill: Drawing.Fill) -> String {
    "\(name)-h\(fill.hatch.rawValue)\(fill.hatchColour == Drawing.ink ? "" : "w")"
  }

  private mutating func writeAreas(
    _ outlines: [Drawing.Outline], _ fill: Drawing.Fill?, _ line: Drawing.Line?
  ) {
    let paint =
      fill.map {
        "fill=\"\($0.colour)\"" + ($0.alpha < 1 ? " fill-opacity=\"\(number($0.alpha, 2))\"" : "")
      } ?? "fill=\"none\""
    put("<g \(paint) fill-rule=\"evenodd\"\(line.map(attributes) ?? "")>")
    writePaths(outlines)
    put("</g>\n")
    guard let fill, fill.hatch != .none else { return }
    put("<g fill=\"url(#\(id(of: fill)))\" fill-rule=\"evenodd\">")
    writePaths(outlines)
    put("</g>\n")
  }

  private mutating func writePaths(_ outlines: [Drawing.Outline]) {
    for outline in outlines where !outline.starts.isEmpty {
      put("<path d=\"")
      write(outline, isClosed: true)
      put("\"/>")
    }
  }

  private func attributes(of line: Drawing.Line) -> String {
    let dashes =
      line.dashes.isEmpty
      ? "" : " stroke-dasharray=\"\(line.dashes.map { number($0) }.joined(separator: " "))\""
    return " stroke=\"\(line.colour)\" stroke-width=\"\(number(line.width, 2))\"\(dashes)"
  }

  /// Points after the first are steps from the one before, in whole tenths, so that no error adds up.
  private mutating func write(_ outline: Drawing.Outline, isClosed: Bool) {
    for part in outline.parts {
      var last = (x: 0, y: 0)
      for k in part {
        let here = (
          x: Int((outline.x[k] * 10).rounded()), y: Int((outline.y[k] * 10).rounded())
        )
        if k == part.lowerBound { bytes.append(UInt8(ascii: "M")) }
        if k == part.lowerBound + 1 { bytes.append(UInt8(ascii: "l")) }
        let step = (x: here.x - last.x, y: here.y - last.y)
        put(tenths: step.x, spaced: k > part.lowerBound + 1)
        put(tenths: step.y, spaced: true)
        last = here
      }
      if isClosed { bytes.append(UInt8(ascii: "z")) }
    }
  }

  private mutating func put(tenths value: Int, spaced: Bool) {
    if spaced, value >= 0 { bytes.append(UInt8(ascii: " ")) }
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    let size = abs(value)
    put("\(size / 10)")
    if size % 10 != 0 {
      bytes.append(UInt8(ascii: "."))
      bytes.append(UInt8(48 + size % 10))
    }
  }

  private mutating func write(_ text: Drawing.Text) {
    let place =
      text.isUpright
      ? "transform=\"translate(\(number(text.x)) \(number(text.y))) rotate(-90)\""
      : "x=\"\(number(text.x))\" y=\"\(number(text.y))\""
    put(
      "<text \(place) font-size=\"\(number(text.size))\" fill=\"\(text.colour)\""
        + (text.isBold ? " font-weight=\"bold\"" : "")
        + (text.anchor == .start ? "" : " text-anchor=\"\(text.anchor.rawValue)\"")
        + (text.hasHalo
          ? " stroke=\"#fff\" stroke-width=\"\(number(Drawing.haloWidth * 2))\" paint-order=\"stroke\""
          : "")
        + ">\(HTMLRenderer.escaped(text.text))</text>\n")
  }

  private func number(_ value: Double, _ decimals: Int = 1) -> String {
    value.rounded(toDecimals: decimals)
  }
}

extension Drawing {
  /// How far the rim of a text reaches beyond its letters.
  static let haloWidth = 1.6
}
