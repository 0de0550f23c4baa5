import PlanModel

/// The corners of the borders of layers and what each is linked with, over all rings and lines together.
///
/// Two corners are the same where their coordinates are equal, bit for bit, or, where a distance is given, where the one lies that near
/// the other; then a border also takes in the corners of others that lie that near it.
struct BorderGraph {
  /// The corners, each once, in the order they are met.
  private(set) var x: [Double] = []
  private(set) var y: [Double] = []
  /// Whether a corner must stay: borders meet or end there, or it is the one that a lone ring is held by.
  private(set) var stays: [Bool] = []
  /// A ring, without its closing corner, or a line.
  struct Path {
    /// Where its corners stand in `order`.
    var range: Range<Int>
    var isRing: Bool
  }
  private(set) var paths: [Path] = []
  /// The corners of all paths, one after another.
  private(set) var order: [Int32] = []
  /// The two neighbours of a corner in the layer as it was; −1: none.
  private var former: [(Int32, Int32)] = []
  /// The two neighbours now, each on the side of the former one.
  private var now: [(Int32, Int32)] = []

  private struct Place: Hashable {
    let x: UInt64
    let y: UInt64
  }
  private var corners: [Place: Int32] = [:]

  /// A square as wide as the snapping distance.
  private struct Square: Hashable {
    let x: Int64
    let y: Int64
  }
  /// The corners in each square, where corners that lie near count as one.
  private var near: [Square: [Int32]] = [:]

  /// How near corners and borders are taken as one, in units of the coordinates; 0: they must be equal.
  let snap: Double

  /// Reads all rings and lines of columns, one column after another.
  init(_ columns: [GeometryColumn], snap: Double = 0) throws {
    self.snap = snap
    for column in columns {
      for row in 0..<column.count where !column.isMissing(row) {
        var cursor = WKBCursor(column, row: row)
        try read(&cursor)
      }
    }
    corners = [:]
    near = [:]
    if snap > 0 { takeInCorners() }
    for path in paths { join(path) }
    now = former
    for corner in x.indices where former[corner].1 < 0 { stays[corner] = true }
    // A ring that meets nothing is held by one corner, the same wherever the ring begins.
    for path in paths where path.isRing && !order[path.range].contains(where: { stays[Int($0)] }) {
      let anchor = order[path.range].min { (x[Int($0)], y[Int($0)]) < (x[Int($1)], y[Int($1)]) }
      if let anchor { stays[Int(anchor)] = true }
    }
  }

  private mutating func read(_ cursor: inout WKBCursor) throws(WKBCursor.Malformed) {
    switch try cursor.type() {
    case 1: try cursor.skip(1)
    case 2: try add(try cursor.count(), of: &cursor, isRing: false)
    case 3:
      for _ in 0..<(try cursor.count()) { try add(try cursor.count(), of: &cursor, isRing: true) }
    default:
      for _ in 0..<(try cursor.count()) { try read(&cursor) }
    }
  }

  private mutating func add(
    _ count: Int, of cursor: inout WKBCursor, isRing: Bool
  ) throws(WKBCursor.Malformed) {
    var xs: [Double] = []
    var ys: [Double] = []
    try cursor.coordinates(count, x: &xs, y: &ys)
    let start = order.count
    for (px, py) in zip(xs, ys) {
      let corner = self.corner(px, py)
      if order.count == start || order.last != corner { order.append(corner) }
    }
    while isRing, order.count - start > 1, order.last == order[start] { order.removeLast() }
    paths.append(Path(range: start..<order.count, isRing: isRing))
  }

  /// Links the corners of a path.
  private mutating func join(_ path: Path) {
    let corners = Array(order[path.range])
    if !path.isRing {
      if let first = corners.first { stays[Int(first)] = true }
      if let last = corners.last { stays[Int(last)] = true }
    }
    forEachEdge(of: path) { a, b in
      link(a, b)
      link(b, a)
    }
    // Where a border turns back on itself, the corner is an end.
    for k in corners.indices where corners.count > 1 {
      let before = corners[(k + corners.count - 1) % corners.count]
      let after = corners[(k + 1) % corners.count]
      if before == after { stays[Int(corners[k])] = true }
    }
  }

  private mutating func corner(_ px: Double, _ py: Double) -> Int32 {
    // Adding zero makes one zero of the two.
    let place = Place(x: (px + 0).bitPattern, y: (py + 0).bitPattern)
    if let known = corners[place] { return known }
    if snap > 0, let neighbour = firstNear(px, py) {
      corners[place] = neighbour
      return neighbour
    }
    let new = Int32(x.count)
    if snap > 0 { near[square(px, py), default: []].append(new) }
    corners[place] = new
    x.append(px)
    y.append(py)
    stays.append(false)
    former.append((-1, -1))
    return new
  }

  /// The corner that was met first of those within the snapping distance.
  private func firstNear(_ px: Double, _ py: Double) -> Int32? {
    let (column, row) = (square(px, py).x, square(px, py).y)
    var first: Int32?
    for dx: Int64 in -1...1 {
      for dy: Int64 in -1...1 {
        for corner in near[Square(x: column + dx, y: row + dy)] ?? [] {
          let (ex, ey) = (x[Int(corner)] - px, y[Int(corner)] - py)
          if ex * ex + ey * ey <= snap * snap, corner < first ?? .max { first = corner }
        }
      }
    }
    return first
  }

  private func square(_ px: Double, _ py: Double) -> Square {
    Square(x: Int64((px / snap).rounded(.down)), y: Int64((py / snap).rounded(.down)))
  }

  private mutating func link(_ a: Int32, _ b: Int32) {
    let links = former[Int(a)]
    if links.0 == b || links.1 == b { return }
    if links.0 < 0 {
      former[Int(a)].0 = b
    } else if links.1 < 0 {
      former[Int(a)].1 = b
    } else {
      stays[Int(a)] = true
    }
  }

  /// Puts other corners in the place of those of all paths.
  mutating func replace(order: [Int32], ranges: [Range<Int>]) {
    self.order = order
    for (place, range) in ranges.enumerated() { paths[place].range = range }
  }

  /// Calls `body` with both ends of each edge of a path, the closing one of a ring included.
  func forEachEdge(of path: Path, _ body: (Int32, Int32) -> Void) {
    let corners = order[path.range]
    guard let first = corners.first, let last = corners.last, corners.count > 1 else { return }
    for (a, b) in zip(corners, corners.dropFirst()) { body(a, b) }
    if path.isRing, first != last { body(last, first) }
  }

  /// The neighbours of a corner that need not stay.
  func links(of corner: Int32) -> (Int32, Int32) { now[Int(corner)] }

  /// Puts another neighbour in the place of one that goes, where the corner need not stay.
  mutating func replace(_ gone: Int32, by neighbour: Int32, at corner: Int32) {
    if stays[Int(corner)] { return }
    if now[Int(corner)].0 == gone {
      now[Int(corner)].0 = neighbour
    } else {
      now[Int(corner)].1 = neighbour
    }
  }

  /// Whether something holds for all corners that lay between a corner and its neighbour `end`.
  func allBetween(_ corner: Int32, and end: Int32, _ holds: (Int32) -> Bool) -> Bool {
    var before = corner
    var here = now[Int(corner)].0 == end ? former[Int(corner)].0 : former[Int(corner)].1
    while here != end {
      if !holds(here) { return false }
      let links = former[Int(here)]
      (before, here) = (here, links.0 == before ? links.1 : links.0)
    }
    return true
  }
}
