import Foundation
import PlanModel

/// Scores by dimension as a radar: each series has its own line and marker, so that it reads in grey.
struct RadarChart {
  let title: String
  let dimensions: [String]
  /// Names and values 0…1 in the order of the dimensions; nil: not answered. The first `mostSeries` are drawn.
  let series: [(name: String, values: [Double?])]

  /// More lines than this cannot be told apart.
  static let mostSeries = 4
  /// Width and height of the drawing, in its own units.
  static let width = 760.0
  var height: Double { 600 + 22 * Double(min(series.count, Self.mostSeries)) }

  private static let centre = (x: 380.0, y: 320.0)
  private static let radius = 200.0
  private static let strokes: [(colour: String, dash: String)] = [
    ("#00577a", "none"), ("#a03c1c", "8 4"), ("#4d4d4d", "2 4"),
    ("#b8860b", "12 4 2 4"),
  ]

  /// What the drawing shows, for those who do not see it.
  var alternative: String {
    let texts = series.prefix(Self.mostSeries).map { series in
      let known = zip(dimensions, series.values).compactMap { dimension, value in
        value.map { "\(dimension) \(($0 * 100).grouped(0)) %" }
      }
      let open = dimensions.count - known.count
      return "\(series.name): "
        + (known + (open > 0 ? ["\(open.counted("dimension")) not answered"] : []))
        .joined(separator: ", ")
    }
    return "Radar of scores by dimension. \(texts.joined(separator: ". "))."
  }

  private func point(_ axis: Int, _ value: Double) -> (x: Double, y: Double) {
    let angle = 2 * Double.pi * Double(axis) / Double(dimensions.count) - Double.pi / 2
    return (
      Self.centre.x + cos(angle) * Self.radius * value,
      Self.centre.y + sin(angle) * Self.radius * value
    )
  }

  private static func pair(_ point: (x: Double, y: Double)) -> String {
    "\(point.x.fixed(1)),\(point.y.fixed(1))"
  }

  private var grid: [String] {
    var lines = (1...4).map { ring -> String in
      let points = dimensions.indices.map { Self.pair(point($0, Double(ring) / 4)) }
      return
        "<polygon points=\"\(points.joined(separator: " "))\" fill=\"none\" stroke=\"#b8c0c5\" stroke-width=\"\(ring == 4 ? "1.2" : "0.6")\"/>"
    }
    for axis in dimensions.indices {
      let end = point(axis, 1)
      lines.append(
        "<line x1=\"\(Self.centre.x.fixed(1))\" y1=\"\(Self.centre.y.fixed(1))\" x2=\"\(end.x.fixed(1))\" y2=\"\(end.y.fixed(1))\" stroke=\"#b8c0c5\" stroke-width=\"0.6\"/>"
      )
      let label = point(axis, 1.08)
      let side =
        abs(label.x - Self.centre.x) < 20
        ? "middle" : label.x > Self.centre.x ? "start" : "end"
      lines.append(
        "<text x=\"\(label.x.fixed(1))\" y=\"\((label.y + 4).fixed(1))\" text-anchor=\"\(side)\">\(HTMLRenderer.escaped(dimensions[axis]))</text>"
      )
    }
    for ring in 1...4 {
      let y = Self.centre.y - Self.radius * Double(ring) / 4
      lines.append(
        "<text x=\"\((Self.centre.x + 4).fixed(1))\" y=\"\((y + 11).fixed(1))\" font-size=\"10\" fill=\"#5b666e\">\(ring * 25) %</text>"
      )
    }
    return lines
  }

  private func marker(_ kind: Int, _ at: (x: Double, y: Double), _ colour: String) -> String {
    let (x, y) = at
    switch kind {
    case 0:
      return "<circle cx=\"\(x.fixed(1))\" cy=\"\(y.fixed(1))\" r=\"4\" fill=\"\(colour)\"/>"
    case 1:
      return
        "<rect x=\"\((x - 4).fixed(1))\" y=\"\((y - 4).fixed(1))\" width=\"8\" height=\"8\" fill=\"#ffffff\" stroke=\"\(colour)\" stroke-width=\"2\"/>"
    case 2:
      return
        "<polygon points=\"\(Self.pair((x, y - 5))) \(Self.pair((x + 5, y + 4))) \(Self.pair((x - 5, y + 4)))\" fill=\"\(colour)\"/>"
    default:
      return
        "<polygon points=\"\(Self.pair((x, y - 5))) \(Self.pair((x + 5, y))) \(Self.pair((x, y + 5))) \(Self.pair((x - 5, y)))\" fill=\"#ffffff\" stroke=\"\(colour)\" stroke-width=\"2\"/>"
    }
  }

  private var lines: [String] {
    var lines: [String] = []
    for (kind, series) in series.prefix(Self.mostSeries).enumerated() {
      let stroke = Self.strokes[kind]
      for axis in dimensions.indices {
        let next = (axis + 1) % dimensions.count
        // A line only between neighbours that are answered: no value is drawn where nobody gave one.
        guard let from = series.values[axis], let to = series.values[next] else { continue }
        let (a, b) = (point(axis, from), point(next, to))
        lines.append(
          "<line x1=\"\(a.x.fixed(1))\" y1=\"\(a.y.fixed(1))\" x2=\"\(b.x.fixed(1))\" y2=\"\(b.y.fixed(1))\" stroke=\"\(stroke.colour)\" stroke-width=\"2\" stroke-dasharray=\"\(stroke.dash)\"/>"
        )
      }
      for axis in dimensions.indices {
        guard let value = series.values[axis] else { continue }
        lines.append(marker(kind, point(axis, value), stroke.colour))
      }
      let y = 600 + 22 * Double(kind)
      lines.append(
        "<line x1=\"40\" y1=\"\(y.fixed(1))\" x2=\"90\" y2=\"\(y.fixed(1))\" stroke=\"\(stroke.colour)\" stroke-width=\"2\" stroke-dasharray=\"\(stroke.dash)\"/>"
      )
      lines.append(marker(kind, (65, y), stroke.colour))
      lines.append(
        "<text x=\"100\" y=\"\((y + 4).fixed(1))\">\(HTMLRenderer.escaped(series.name))</text>")
    }
    return lines
  }

  /// The drawing.
  var svg: String {
    """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Self.width.shortest) \(height.shortest)" width="\(Self.width.shortest)" height="\(height.shortest)" role="img" font-family="sans-serif" font-size="12" fill="#1d2226">
    <title>\(HTMLRenderer.escaped(title))</title>
    <desc>\(HTMLRenderer.escaped(alternative))</desc>
    <rect width="100%" height="100%" fill="#ffffff"/>
    <text x="16" y="26" font-size="15" font-weight="bold">\(HTMLRenderer.escaped(title))</text>
    \((grid + lines).joined(separator: "\n"))
    </svg>

    """
  }
}
