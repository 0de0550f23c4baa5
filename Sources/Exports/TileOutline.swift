/// The outlines of one feature on the grid of one zoom, made coarser, then cut to tiles.
///
/// Every vertex goes to the nearest point of the zoom's grid, and vertices on a straight line are left out. Both depend
/// on the vertices alone, so a border that two areas share stays shared, and no gap opens between them.
struct TileOutline {
  /// A vertex in steps of a zoom's grid, of the world or of a tile.
  struct Point: Hashable {
    var x: Int
    var y: Int

    /// The coordinate along an axis.
    @inline(__always) subscript(axis: Axis) -> Int {
      get { axis == .x ? x : y }
      set { if axis == .x { x = newValue } else { y = newValue } }
    }
  }
  enum Axis { case x, y }
  /// A ring, a line, or some points.
  struct Ring {
    var points: [Point]
    var isOuter: Bool
  }
  /// Point, line or polygon, as vector tiles number them.
  var kind: UInt8
  var rings: [Ring]

  /// A feature at a zoom; nil where nothing of it is left there.
  ///
  /// Above the deepest zoom the grid is of half a pixel of the screen, and with `dropsSmall` what is smaller than a
  /// pixel both ways is left out.
  init?(_ shapes: TileShapes, _ feature: Int, zoom: Int, dropsSmall: Bool) {
    kind = shapes.kinds[feature]
    if kind == 0 { return nil }
    rings = []
    let coarse = zoom < TileGrid.deepest ? 2 : 0
    let shift = TileGrid.deepest - zoom + coarse
    let half = shift > 0 ? 1 << (shift - 1) : 0
    var (minX, minY, maxX, maxY) = (Int.max, Int.max, Int.min, Int.min)
    var keepsHoles = false
    for ring in shapes.rings[feature]..<shapes.rings[feature + 1] {
      if kind == 3, !shapes.isOuter[ring], !keepsHoles { continue }
      var points: [Point] = []
      points.reserveCapacity(shapes.vertices[ring + 1] - shapes.vertices[ring])
      for k in shapes.vertices[ring]..<shapes.vertices[ring + 1] {
        let point = Point(
          x: ((Int(shapes.x[k]) + half) >> shift) << coarse,
          y: ((Int(shapes.y[k]) + half) >> shift) << coarse)
        minX = min(minX, point.x)
        maxX = max(maxX, point.x)
        minY = min(minY, point.y)
        maxY = max(maxY, point.y)
        Self.append(point, to: &points, isStraightened: kind > 1)
      }
      if kind == 3 { Self.close(&points) }
      if kind == 2, points.count < 2 { continue }
      if kind == 3 {
        let area = points.count < 3 ? 0 : Self.doubledArea(points)
        if shapes.isOuter[ring] { keepsHoles = area != 0 }
        if area == 0 { continue }
        // The specification wants outer rings of positive area, holes of negative.
        if (area > 0) != shapes.isOuter[ring] { points.reverse() }
      }
      rings.append(Ring(points: points, isOuter: shapes.isOuter[ring]))
    }
    if rings.isEmpty { return nil }
    if dropsSmall, coarse > 0, kind > 1, maxX - minX < 8, maxY - minY < 8 { return nil }
  }

  private init(kind: UInt8, rings: [Ring]) {
    self.kind = kind
    self.rings = rings
  }

  /// Twice the area by the surveyor's formula, positive where the ring turns clockwise on the screen.
  static func doubledArea(_ points: [Point]) -> Int {
    var area = 0
    var last = points[points.count - 1]
    for point in points {
      area += last.x * point.y - point.x * last.y
      last = point
    }
    return area
  }

  private static func isStraight(_ a: Point, _ b: Point, _ c: Point) -> Bool {
    (b.x - a.x) * (c.y - b.y) == (b.y - a.y) * (c.x - b.x)
  }

  private static func append(_ point: Point, to points: inout [Point], isStraightened: Bool) {
    if points.last == point { return }
    while isStraightened, points.count > 1,
      isStraight(points[points.count - 2], points[points.count - 1], point)
    {
      points.removeLast()
      if points.last == point { return }
    }
    points.append(point)
  }

  /// Leaves out what is straight where a ring's end meets its start.
  private static func close(_ points: inout [Point]) {
    var start = 0
    while points.count - start > 2 {
      let end = points.count - 1
      if points[end] == points[start] || isStraight(points[end - 1], points[end], points[start]) {
        points.removeLast()
      } else if isStraight(points[end], points[start], points[start + 1]) {
        start += 1
      } else {
        break
      }
    }
    points.removeFirst(start)
  }

  /// Calls `body` with each tile that the feature touches, and what lies in it, in steps of the tile.
  func forEachTile(zoom: Int, _ body: (_ x: Int, _ y: Int, _ part: TileOutline) -> Void) {
    let (extent, buffer) = (TileGrid.extent, TileGrid.buffer)
    let last = (1 << zoom) - 1
    func tiles(_ low: Int, _ high: Int) -> ClosedRange<Int> {
      let first = min(last, max(0, (low - buffer) / extent))
      return first...min(last, max(first, (high + buffer) / extent))
    }
    func span(_ axis: Axis, of rings: [Ring]) -> (Int, Int) {
      var (low, high) = (Int.max, Int.min)
      for ring in rings {
        for point in ring.points {
          low = min(low, point[axis])
          high = max(high, point[axis])
        }
      }
      return (low, high)
    }
    let (minX, maxX) = span(.x, of: rings)
    for x in tiles(minX, maxX) {
      let (left, right) = (x * extent - buffer, (x + 1) * extent + buffer)
      let column =
        minX >= left && maxX <= right ? rings : cut(rings, by: .x, from: left, to: right)
      if column.isEmpty { continue }
      let (minY, maxY) = span(.y, of: column)
      for y in tiles(minY, maxY) {
        let (top, bottom) = (y * extent - buffer, (y + 1) * extent + buffer)
        let cell =
          minY >= top && maxY <= bottom ? column : cut(column, by: .y, from: top, to: bottom)
        if cell.isEmpty { continue }
        let moved = cell.map { ring in
          Ring(
            points: ring.points.map { Point(x: $0.x - x * extent, y: $0.y - y * extent) },
            isOuter: ring.isOuter)
        }
        body(x, y, TileOutline(kind: kind, rings: moved))
      }
    }
  }

  /// What lies between two lines across the grid.
  private func cut(
    _ rings: [Ring], by axis: Axis, from low: Int, to high: Int
  ) -> [Ring] {
    var parts: [Ring] = []
    var keepsHoles = false
    for ring in rings {
      switch kind {
      case 1:
        let points = ring.points.filter { (low...high).contains($0[axis]) }
        if !points.isEmpty { parts.append(Ring(points: points, isOuter: true)) }
      case 2:
        for points in Self.pieces(of: ring.points, axis, low, high) {
          parts.append(Ring(points: points, isOuter: true))
        }
      default:
        if !ring.isOuter, !keepsHoles { continue }
        var points = Self.half(ring.points, axis, limit: low, keepsAbove: true)
        points = Self.half(points, axis, limit: high, keepsAbove: false)
        let isLeft = points.count > 2 && Self.doubledArea(points) != 0
        if ring.isOuter { keepsHoles = isLeft }
        if isLeft { parts.append(Ring(points: points, isOuter: ring.isOuter)) }
      }
    }
    return parts
  }

  private static func crossing(
    _ a: Point, _ b: Point, _ axis: Axis, _ limit: Int
  ) -> Point {
    let share = Double(limit - a[axis]) / Double(b[axis] - a[axis])
    let across: Axis = axis == .x ? .y : .x
    var point = a
    point[axis] = limit
    point[across] += Int((share * Double(b[across] - a[across])).rounded())
    return point
  }

  /// The part of a ring on one side of a line (Sutherland and Hodgman, CACM 17, 1974).
  private static func half(
    _ points: [Point], _ axis: Axis, limit: Int, keepsAbove: Bool
  ) -> [Point] {
    guard var last = points.last else { return [] }
    func isKept(_ point: Point) -> Bool {
      keepsAbove ? point[axis] >= limit : point[axis] <= limit
    }
    var kept: [Point] = []
    var wasKept = isKept(last)
    for point in points {
      let keeps = isKept(point)
      if keeps != wasKept {
        // From the lower end, so that two areas get the same point on the border they share.
        let (a, b) = keeps ? (point, last) : (last, point)
        let cut = crossing(a, b, axis, limit)
        if kept.last != cut { kept.append(cut) }
      }
      if keeps, kept.last != point { kept.append(point) }
      last = point
      wasKept = keeps
    }
    if kept.count > 1, kept[0] == kept[kept.count - 1] { kept.removeLast() }
    return kept
  }

  /// The pieces of a line between two lines across the grid.
  private static func pieces(
    of points: [Point], _ axis: Axis, _ low: Int, _ high: Int
  ) -> [[Point]] {
    var pieces: [[Point]] = []
    var piece: [Point] = []
    for k in points.indices.dropLast() {
      var (a, b) = (points[k], points[k + 1])
      let isOutside =
        max(a[axis], b[axis]) < low || min(a[axis], b[axis]) > high
      if !isOutside {
        let (start, end) = (a, b)
        if start[axis] < low { a = crossing(start, end, axis, low) }
        if start[axis] > high { a = crossing(start, end, axis, high) }
        if end[axis] < low { b = crossing(start, end, axis, low) }
        if end[axis] > high { b = crossing(start, end, axis, high) }
        if piece.last != a {
          if piece.count > 1 { pieces.append(piece) }
          piece = [a]
        }
        if b != a { piece.append(b) }
      }
    }
    if piece.count > 1 { pieces.append(piece) }
    return pieces
  }
}
