import PlanModel

/// The corners of a layer's borders and what each is linked with, over all rings and lines together.
///
/// Two corners are the same where their coordinates are equal, bit for bit.
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
  private var order: [Int32] = []
  /// The two neighbours of a corner in the layer as it was; −1: none.
  private var former: [(Int32, Int32)] = []
  /// The two neighbours now, each on the side of the former one.
  private var now: [(Int32, Int32)] = []

  private struct Place: Hashable {
    let x: UInt64
    let y: UInt64
  }
  private var corners: [Place: Int32] = [:]

  /// Reads all rings and lines of a column.
  init(_ column: GeometryColumn) throws {
    for row in 0..<column.count where !column.isMissing(row) {
      var cursor = WKBCursor(column, row: row)
      try read(&cursor)
    }
    corners = [:]
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
    let path = Path(range: start..<order.count, isRing: isRing)
    paths.append(path)
    let corners = Array(order[path.range])
    if !isRing {
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
    let new = Int32(x.count)
    corners[place] = new
    x.append(px)
    y.append(py)
    stays.append(false)
    former.append((-1, -1))
    return new
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

  /// The column this was made of, without the corners that have gone.
  func rewritten(_ column: GeometryColumn, without gone: [Bool]) throws -> GeometryColumn {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(column.bytes.count)
    var offsets = [0]
    var next = 0
    for row in 0..<column.count {
      if !column.isMissing(row) {
        var cursor = WKBCursor(column, row: row)
        try rewrite(&cursor, to: &bytes, path: &next, gone)
      }
      offsets.append(bytes.count)
    }
    return GeometryColumn(bytes: bytes, offsets: offsets)
  }

  private func rewrite(
    _ cursor: inout WKBCursor, to bytes: inout [UInt8], path: inout Int, _ gone: [Bool]
  ) throws {
    let type = try cursor.type()
    bytes.append(1)
    bytes.append(little: type)
    if type == 1 {
      var px: [Double] = []
      var py: [Double] = []
      try cursor.coordinates(1, x: &px, y: &py)
      bytes.append(little: px[0].bitPattern)
      bytes.append(little: py[0].bitPattern)
      return
    }
    let count = type == 2 ? 1 : try cursor.count()
    if type != 2 { bytes.append(little: UInt32(count)) }
    for _ in 0..<count {
      if type > 3 {
        try rewrite(&cursor, to: &bytes, path: &path, gone)
        continue
      }
      try cursor.skip(try cursor.count())
      var corners = order[paths[path].range].filter { !gone[Int($0)] }
      if paths[path].isRing, let first = corners.first { corners.append(first) }
      bytes.append(little: UInt32(corners.count))
      for corner in corners {
        bytes.append(little: x[Int(corner)].bitPattern)
        bytes.append(little: y[Int(corner)].bitPattern)
      }
      path += 1
    }
  }
}

extension [UInt8] {
  /// Adds a number with its lowest byte first.
  fileprivate mutating func append(little number: some FixedWidthInteger) {
    for shift in stride(from: 0, to: number.bitWidth, by: 8) {
      append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }
}
