import PlanModel

/// Horizontal bars with their values beside them: readable in grey, because no colour says anything.
struct SectorBars {
  let title: String
  /// Names and values; below zero a bar goes to the left.
  let bars: [(name: String, value: Double)]
  /// What must stand on every output of the plan; nil: nothing.
  let notice: String?

  /// The width of the drawing, in its own units.
  static let width = 640.0
  private static let rowHeight = 26.0
  private static let left = 150.0
  private static let right = 110.0

  /// The height of the drawing, in the same units.
  var height: Double { 40 + Self.rowHeight * Double(bars.count) + (notice == nil ? 0 : 18) }

  /// What the drawing shows, for those who do not see it.
  var alternative: String {
    "\(title): "
      + bars.map { "\($0.name) \($0.value.grouped(0))" }.joined(separator: ", ") + "."
  }

  /// The drawing.
  var svg: String {
    let least = min(0, bars.map(\.value).min() ?? 0)
    let most = max(0, bars.map(\.value).max() ?? 0)
    let span = max(most - least, 1e-9)
    let room = Self.width - Self.left - Self.right
    func x(_ value: Double) -> Double { Self.left + (value - least) / span * room }
    var lines: [String] = []
    for (row, bar) in bars.enumerated() {
      let y = 32 + Self.rowHeight * Double(row)
      let (from, to) = (min(x(0), x(bar.value)), max(x(0), x(bar.value)))
      let middle = (y + 15).fixed(1)
      lines.append(
        "<text x=\"\((Self.left - 8).fixed(1))\" y=\"\(middle)\" text-anchor=\"end\">\(HTMLRenderer.escaped(bar.name))</text>"
      )
      lines.append(
        "<rect x=\"\(from.fixed(1))\" y=\"\((y + 3).fixed(1))\" width=\"\((to - from).fixed(1))\" height=\"\((Self.rowHeight - 8).fixed(1))\" fill=\"#4a6a7a\"/>"
      )
      lines.append(
        "<text x=\"\((to + 6).fixed(1))\" y=\"\(middle)\">\(bar.value.grouped(0))</text>")
    }
    if let notice {
      lines.append(
        "<text x=\"8\" y=\"\((height - 8).fixed(1))\" font-size=\"10\">\(HTMLRenderer.escaped(notice))</text>"
      )
    }
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Self.width.shortest) \(height.shortest)" width="\(Self.width.shortest)" height="\(height.shortest)" role="img" aria-labelledby="sectors-t sectors-d" font-family="sans-serif" font-size="13" fill="#1d2226">
      <title id="sectors-t">\(HTMLRenderer.escaped(title))</title>
      <desc id="sectors-d">\(HTMLRenderer.escaped(alternative))</desc>
      <rect width="100%" height="100%" fill="#ffffff"/>
      <text x="8" y="18" font-weight="bold">\(HTMLRenderer.escaped(title))</text>
      \(lines.joined(separator: "\n"))
      <line x1="\(x(0).fixed(1))" y1="30" x2="\(x(0).fixed(1))" y2="\((34 + Self.rowHeight * Double(bars.count)).fixed(1))" stroke="#1d2226"/>
      </svg>

      """
  }
}
