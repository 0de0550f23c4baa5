/// A picture as a value: shapes and texts on white paper, in the order in which they are drawn.
///
/// A unit is a pixel of the screen; the origin is the upper left corner, y grows downwards. The same value becomes SVG
/// (`svg`), PNG and a part of a PDF page (`paint`), so that the three show the same.
struct Drawing: Sendable {
  /// Lines or areas: each part from `starts[i]` to the next start.
  struct Outline: Sendable, Hashable {
    var x: [Double] = []
    var y: [Double] = []
    var starts: [Int] = []

    /// Adds a part.
    mutating func add(_ points: [(x: Double, y: Double)]) {
      starts.append(x.count)
      for point in points {
        x.append(point.x)
        y.append(point.y)
      }
    }

    /// The parts as ranges of coordinates.
    var parts: [Range<Int>] {
      starts.indices.map { starts[$0]..<($0 + 1 < starts.count ? starts[$0 + 1] : x.count) }
    }

    /// A rectangle.
    static func box(_ box: Box) -> Outline {
      var outline = Outline()
      outline.add([
        (box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom),
      ])
      return outline
    }

    /// One line through points.
    static func line(_ points: [(x: Double, y: Double)]) -> Outline {
      var outline = Outline()
      outline.add(points)
      return outline
    }
  }

  /// What sets an area apart where colours are not seen; the numbers are those of ``Palette``, which has no dots.
  enum Hatch: Int, Sendable, CaseIterable {
    case none
    case rising
    case falling
    case level
    case upright
    case crossed
    case dotted
  }

  /// How an area is filled.
  struct Fill: Sendable, Hashable {
    /// As `#rrggbb`.
    var colour: String
    var hatch = Hatch.none
    /// 1 covers what lies below.
    var alpha = 1.0

    /// The colour of the hatching: white on dark grounds, else it would not be seen.
    var hatchColour: String {
      let value = Int(colour.dropFirst(), radix: 16) ?? 0
      // Luma after Rec. 601, as a grey copy shows it.
      let luma =
        0.299 * Double(value >> 16 & 255) + 0.587 * Double(value >> 8 & 255)
        + 0.114 * Double(value & 255)
      return luma * alpha + 255 * (1 - alpha) < 110 ? "#ffffff" : Drawing.ink
    }
  }

  /// How a line is drawn.
  struct Line: Sendable, Hashable {
    /// As `#rrggbb`.
    var colour: String
    var width: Double
    /// Lengths of dashes and gaps in turn; empty for none.
    var dashes: [Double] = []
  }

  /// A line of text.
  struct Text: Sendable, Hashable {
    enum Anchor: String, Sendable {
      case start
      case middle
      case end
    }
    var text: String
    var x: Double
    /// The base line.
    var y: Double
    var size = 12.0
    var isBold = false
    var anchor = Anchor.start
    var colour = Drawing.ink
    /// Whether the letters have a white rim, so that they are read on any ground.
    var hasHalo = false
    /// Whether the text runs upwards.
    var isUpright = false
  }

  /// A part of the picture.
  enum Mark: Sendable {
    /// Areas with one look; each is filled for itself, its holes left out.
    case areas([Outline], Fill?, Line?)
    case lines(Outline, Line)
    case text(Text)
  }

  var width: Double
  var height: Double
  /// What the picture is, in a few words.
  var title: String
  /// What can be read from it, for who does not see it.
  var summary: String
  var marks: [Mark] = []

  static let ink = "#1d2226"
  static let soft = "#4d575e"
  static let rule = "#c4cace"
  static let font = "DejaVu Sans"

  mutating func add(_ text: Text) { marks.append(.text(text)) }

  mutating func add(_ box: Box, _ fill: Fill?, _ line: Line? = nil) {
    marks.append(.areas([.box(box)], fill, line))
  }

  mutating func add(line points: [(x: Double, y: Double)], _ line: Line) {
    marks.append(.lines(.line(points), line))
  }

  /// How many points the shapes have: what its size in bytes goes by.
  var pointCount: Int {
    marks.reduce(0) { sum, mark in
      switch mark {
      case .areas(let outlines, _, _): sum + outlines.reduce(0) { $0 + $1.x.count }
      case .lines(let outline, _): sum + outline.x.count
      case .text: sum
      }
    }
  }
}

/// A rectangle of a drawing.
struct Box: Sendable, Hashable {
  var left: Double
  var top: Double
  var right: Double
  var bottom: Double
  var width: Double { right - left }
  var height: Double { bottom - top }

  /// Whether the two share an area.
  func overlaps(_ other: Box) -> Bool {
    left < other.right && other.left < right && top < other.bottom && other.top < bottom
  }

  /// Whether another lies inside.
  func holds(_ other: Box) -> Bool {
    left <= other.left && other.right <= right && top <= other.top && other.bottom <= bottom
  }

  /// The rectangle with a margin added, or taken away where it is negative.
  func expanded(by margin: Double) -> Box {
    Box(left: left - margin, top: top - margin, right: right + margin, bottom: bottom + margin)
  }
}
