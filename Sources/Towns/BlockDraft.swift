/// The buildings of blocks, in the making; used again for block after block.
struct BlockDraft {
  /// One building.
  struct Building {
    /// The outer ring in `points`.
    var outer: Range<Int>
    /// The ring of the courtyard in `points`; empty where there is none.
    var hole: Range<Int>
    var use: TownUse
    var levels: Int
    var year: Int
  }

  /// The corners of all rings, in metres of the town.
  private(set) var points: [Point] = []
  /// The buildings.
  private(set) var buildings: [Building] = []

  /// The free width of the block, m.
  private(set) var width = 0.0
  /// The free depth of the block, m.
  private(set) var depth = 0.0
  var random = TownRandom(seed: 0, tag: 0)
  /// How far out the block is, as a share of its settlement's radius.
  private(set) var ratio = 0.0

  private var origin = Point.zero
  private var right = Point.zero
  private var up = Point.zero
  private var outerEnd = 0

  /// Lays out the buildings of one block, instead of those of the block before.
  ///
  /// - Parameter corners: The middle lines' crossings at the block's corners, anticlockwise.
  mutating func layOut(
    _ kind: BlockKind, corners: (Point, Point, Point, Point), ratio: Double, random: TownRandom
  ) {
    points.removeAll(keepingCapacity: true)
    buildings.removeAll(keepingCapacity: true)
    self.random = random
    self.ratio = ratio
    place(corners, margin: kind == .perimeter || kind == .civic ? 6 : 7)
    if width < 14 || depth < 14 { return }
    switch kind {
    case .open: break
    case .perimeter: layOutPerimeter()
    case .rows: layOutRows()
    case .slabs: layOutSlabs()
    case .houses: layOutHouses(empty: 0.06, plot: 19...25)
    case .fringe: layOutHouses(empty: 0.5, plot: 22...32)
    case .village: layOutFarms()
    case .villageCentre: layOutVillageCentre()
    case .civic: layOutCivic()
    case .school: layOutSchool()
    case .halls: layOutHalls()
    }
  }

  /// Finds the largest rectangle along the block's own direction that its borders leave, less the streets.
  private mutating func place(_ corners: (Point, Point, Point, Point), margin: Double) {
    let (a, b, c, d) = corners
    right = ((b - a) + (c - d)).direction
    up = right.perpendicular
    let left = Swift.max(a.dot(right), d.dot(right)) + margin
    let end = Swift.min(b.dot(right), c.dot(right)) - margin
    let bottom = Swift.max(a.dot(up), b.dot(up)) + margin
    let top = Swift.min(c.dot(up), d.dot(up)) - margin
    origin = right * left + up * bottom
    width = end - left
    depth = top - bottom
  }

  /// Adds a corner to the ring that is being drawn.
  mutating func corner(_ x: Double, _ y: Double) { points.append(origin + right * x + up * y) }

  /// Ends the outer ring; what follows is the courtyard.
  mutating func beginCourtyard() { outerEnd = points.count }

  /// Ends a building, with a year drawn from a span.
  mutating func finish(_ use: TownUse, levels: Int, years: ClosedRange<Int>) {
    let start = buildings.last.map { Swift.max($0.outer.upperBound, $0.hole.upperBound) } ?? 0
    let end = outerEnd > start ? outerEnd : points.count
    // Two draws: most years lie around the middle of the span.
    let share = (random.unit() + random.unit()) / 2
    let year = years.lowerBound + Int(Double(years.count) * share)
    buildings.append(
      Building(
        outer: start..<end, hole: end..<points.count, use: use, levels: Swift.max(1, levels),
        year: Swift.min(2023, year)))
    outerEnd = 0
  }

  /// Adds a rectangular building.
  mutating func rectangle(
    _ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double, _ use: TownUse, levels: Int,
    years: ClosedRange<Int>
  ) {
    corner(x0, y0)
    corner(x1, y0)
    corner(x1, y1)
    corner(x0, y1)
    finish(use, levels: levels, years: years)
  }

  /// Adds a building in the shape of an L: a rectangle without one of its four corners.
  mutating func angle(
    _ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double, cut: Point, quarter: Int,
    _ use: TownUse,
    levels: Int, years: ClosedRange<Int>
  ) {
    switch quarter {
    case 0:
      corner(x0 + cut.x, y0)
      corner(x1, y0)
      corner(x1, y1)
      corner(x0, y1)
      corner(x0, y0 + cut.y)
      corner(x0 + cut.x, y0 + cut.y)
    case 1:
      corner(x0, y0)
      corner(x1 - cut.x, y0)
      corner(x1 - cut.x, y0 + cut.y)
      corner(x1, y0 + cut.y)
      corner(x1, y1)
      corner(x0, y1)
    case 2:
      corner(x0, y0)
      corner(x1, y0)
      corner(x1, y1 - cut.y)
      corner(x1 - cut.x, y1 - cut.y)
      corner(x1 - cut.x, y1)
      corner(x0, y1)
    default:
      corner(x0, y0)
      corner(x1, y0)
      corner(x1, y1)
      corner(x0 + cut.x, y1)
      corner(x0 + cut.x, y1 - cut.y)
      corner(x0, y1 - cut.y)
    }
    finish(use, levels: levels, years: years)
  }
}
