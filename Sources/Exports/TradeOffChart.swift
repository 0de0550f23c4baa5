import PlanModel

/// A curve of two quantities as an SVG image that stands alone: axes with units and round ticks, points with their numbers,
/// the plan of today marked, places without a plan crossed; light and dark by the reader's choice.
public struct TradeOffChart: Sendable {
  /// One of the two quantities.
  public struct Axis: Sendable {
    /// What it is.
    public var title: String
    /// The unit of the numbers given.
    public var unit: String

    /// Creates an axis.
    public init(title: String, unit: String) {
      self.title = title
      self.unit = unit
    }
  }
  /// The image's title.
  public var title: String
  /// What can be read from it, for who does not see it.
  public var summary: String
  /// The axis to the right.
  public var horizontal: Axis
  /// The axis upwards.
  public var vertical: Axis
  /// The points of the curve, in order.
  public var points: [(x: Double, y: Double)]
  /// Where on the horizontal axis no plan exists.
  public var missing: [Double] = []
  /// The plan of today; nil: not shown.
  public var current: (x: Double, y: Double)?
  /// What stands below: how sure the points are, then what must stand on every output of the plan.
  public var notes: [String] = []

  /// Creates a chart.
  public init(
    title: String, summary: String, horizontal: Axis, vertical: Axis,
    points: [(x: Double, y: Double)]
  ) {
    self.title = title
    self.summary = summary
    self.horizontal = horizontal
    self.vertical = vertical
    self.points = points
  }

  private static let width = 760.0
  private static let height = 460.0
  private static let left = 96.0
  private static let right = 732.0
  private static let top = 64.0
  private static let bottom = 392.0

  /// A text in lines of at most so many letters, broken between words.
  private static func lines(of text: String, letters: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + 1 + word.count <= letters {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }

  /// The image.
  public var svg: String {
    // At 17 and 11 pixels wide fonts take some 9.6 and 6.4 pixels a letter.
    let head = Self.lines(of: title, letters: 72)
    let foot = notes.flatMap { Self.lines(of: $0, letters: 112) }
    let down = 21 * Double(max(0, head.count - 1))
    let height = Self.height + down + 16 * Double(foot.count)
    let mark = current.map { [$0] } ?? []
    let x = ChartScale(
      points.map(\.x) + missing + mark.map(\.x), unit: horizontal.unit, from: Self.left,
      to: Self.right)
    let y = ChartScale(
      points.map(\.y) + mark.map(\.y), unit: vertical.unit, from: Self.bottom, to: Self.top)
    func text(_ value: String) -> String { HTMLRenderer.escaped(value) }
    var lines = [
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(Int(Self.width)) \(Int(height))\" width=\"\(Int(Self.width))\" height=\"\(Int(height))\" role=\"img\" aria-labelledby=\"title desc\">",
      "<title id=\"title\">\(text(title))</title>",
      "<desc id=\"desc\">\(text(summary))</desc>",
      "<style>\(Self.style)</style>",
      "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>",
    ]
    for (number, line) in head.enumerated() {
      lines.append("<text class=\"head\" x=\"24\" y=\"\(28 + 21 * number)\">\(text(line))</text>")
    }
    for (number, line) in foot.enumerated() {
      let y = height - 16 * Double(foot.count - number) + 4
      lines.append("<text class=\"foot\" x=\"24\" y=\"\(at(y))\">\(text(line))</text>")
    }
    lines.append("<g transform=\"translate(0 \(at(down)))\">")
    for tick in x.ticks {
      let place = at(x.place(tick: tick))
      lines.append(
        "<path class=\"grid\" d=\"M\(place) \(at(Self.top))V\(at(Self.bottom))\"/><text class=\"tick\" x=\"\(place)\" y=\"\(at(Self.bottom + 20))\" text-anchor=\"middle\">\(x.label(tick))</text>"
      )
    }
    for tick in y.ticks {
      let place = y.place(tick: tick)
      lines.append(
        "<path class=\"grid\" d=\"M\(at(Self.left)) \(at(place))H\(at(Self.right))\"/><text class=\"tick\" x=\"\(at(Self.left - 8))\" y=\"\(at(place + 4))\" text-anchor=\"end\">\(y.label(tick))</text>"
      )
    }
    lines.append(
      "<text class=\"axis\" x=\"\(at((Self.left + Self.right) / 2))\" y=\"\(at(Self.bottom + 46))\" text-anchor=\"middle\">\(text(x.title(horizontal.title)))</text>"
    )
    let middle = (Self.top + Self.bottom) / 2
    lines.append(
      "<text class=\"axis\" transform=\"translate(22 \(at(middle))) rotate(-90)\" text-anchor=\"middle\">\(text(y.title(vertical.title)))</text>"
    )
    if points.count > 1 {
      let path = points.map { "\(at(x.place($0.x))) \(at(y.place($0.y)))" }
      lines.append("<path class=\"curve\" d=\"M\(path.joined(separator: "L"))\"/>")
    }
    for point in points {
      lines.append(
        "<circle class=\"point\" cx=\"\(at(x.place(point.x)))\" cy=\"\(at(y.place(point.y)))\" r=\"4.5\"><title>\(text(words(point)))</title></circle>"
      )
    }
    for place in missing {
      let (a, b) = (x.place(place), Self.bottom - 10)
      lines.append(
        "<path class=\"missing\" d=\"M\(at(a - 5)) \(at(b - 5))L\(at(a + 5)) \(at(b + 5))M\(at(a + 5)) \(at(b - 5))L\(at(a - 5)) \(at(b + 5))\"><title>\(text("No plan at \(ShownUnit.phrase(place, horizontal.unit))"))</title></path>"
      )
    }
    if let current {
      let (a, b) = (x.place(current.x), y.place(current.y))
      // A ring of its own shape, so that it is told from the points without its colour.
      lines.append(
        "<path class=\"today\" d=\"M\(at(a)) \(at(b - 11))L\(at(a + 11)) \(at(b))L\(at(a)) \(at(b + 11))L\(at(a - 11)) \(at(b))Z\"><title>\(text("The plan of today: \(words(current))"))</title></path>"
      )
    }
    lines.append(legend)
    return (lines + ["</g>", "</svg>"]).joined(separator: "\n") + "\n"
  }

  private func words(_ point: (x: Double, y: Double)) -> String {
    "\(horizontal.title) \(ShownUnit.phrase(point.x, horizontal.unit)), \(vertical.title) \(ShownUnit.phrase(point.y, vertical.unit))"
  }

  private var legend: String {
    var parts: [String] = []
    var place = Self.left
    func add(_ shape: (Double) -> String, _ words: String) {
      parts.append(
        shape(place + 8) + "<text class=\"tick\" x=\"\(at(place + 24))\" y=\"53\">\(words)</text>")
      place += 190
    }
    if current != nil {
      add(
        {
          "<path class=\"today\" d=\"M\(at($0)) 41L\(at($0 + 8)) 49L\(at($0)) 57L\(at($0 - 8)) 49Z\"/>"
        },
        "the plan of today")
    }
    if !missing.isEmpty {
      add(
        {
          "<path class=\"missing\" d=\"M\(at($0 - 5)) 44L\(at($0 + 5)) 54M\(at($0 + 5)) 44L\(at($0 - 5)) 54\"/>"
        }, "no plan can meet the rules")
    }
    return parts.joined(separator: "\n")
  }

  /// A coordinate to a tenth of a pixel.
  private func at(_ value: Double) -> String { value.rounded(toDecimals: 1) }

  static let style = """
    svg { --paper: #fcfcfa; --ink: #1d2226; --soft: #5b666e; --line: #d5dade; --accent: #00577a; --warn: #a13d00; color-scheme: light dark; }
    @media (prefers-color-scheme: dark) { svg { --paper: #15191c; --ink: #e8ebec; --soft: #a3adb3; --line: #38424a; --accent: #7cc4e4; --warn: #ffb07a; } }
    text { font: 13px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; fill: var(--ink); }
    .paper { fill: var(--paper); } .head { font-size: 17px; font-weight: 600; } .tick { fill: var(--soft); }
    .foot { font-size: 11px; fill: var(--soft); }
    .grid { stroke: var(--line); } .curve { fill: none; stroke: var(--accent); stroke-width: 2.5; stroke-linejoin: round; }
    .point { fill: var(--accent); } .today { fill: none; stroke: var(--warn); stroke-width: 3; } .missing { stroke: var(--warn); stroke-width: 2.5; }
    """
}
