import PlanModel

/// Joins polygons that fit together like tiles: borders that two of them share fall away.
///
/// Corners two units in the last place apart are one: where a cut crosses a common border, the corner that GEOS
/// computes for either neighbour may differ by that much.
/// What is left must be rings that provably meet in corners only; where a corner of one polygon stands within an
/// edge of its neighbour, or anything else is in doubt, there is no result and the polygons need a true union.
/// The polygons must not overlap.
struct JoinedPolygons {
  /// The coordinates of each corner, once.
  private var xs: [Double] = []
  private var ys: [Double] = []
  /// How far apart corners are still one.
  private let play: Double
  /// A table of corners by the square they stand in, open to the next free place; −1 where nothing is.
  private var table: [Int32]
  /// The edges with the polygon on their left, by corner.
  private var starts: [Int32] = []
  private var ends: [Int32] = []

  /// Joins polygons; nil where that is not certain to be right.
  ///
  /// - Parameter reach: The largest coordinate.
  /// - Returns: One polygon or multipolygon, as well-known binary.
  /// - Complexity: O(*n* log *n*) in the edges, more where many edges lie above one another.
  static func bytes(of parts: [[UInt8]], reach: Double) -> [UInt8]? {
    var joined = JoinedPolygons(bytes: parts.reduce(0) { $0 + $1.count }, reach: reach)
    for part in parts {
      // Safe: the span is of an array that lives through the call.
      let isGood = unsafe joined.append(part.span.bytes)
      if !isGood { return nil }
    }
    guard joined.removeTwins(), joined.meetInCornersOnly(), let rings = joined.rings() else {
      return nil
    }
    return joined.write(rings)
  }

  private init(bytes: Int, reach: Double) {
    play = 2 * reach.ulp
    var size = 16
    while size < bytes / 8 { size *= 2 }
    table = Array(repeating: -1, count: size)
  }

  /// Adds the edges of a geometry; false where it is malformed.
  private mutating func append(_ wkb: RawSpan) -> Bool {
    var cursor = PartCursor()
    while let part = cursor.next(in: wkb) {
      guard part.role == .shell || part.role == .hole, part.count > 3 else { return false }
      let first = starts.count
      let begin = corner(wkb, part.offset)
      var last = begin
      var twice = 0.0
      for position in 1..<part.count {
        let next = corner(wkb, part.offset + 16 * position)
        if next == last { continue }
        twice += cross(begin, last, next)
        starts.append(last)
        ends.append(next)
        last = next
      }
      if last != begin { return false }
      if (twice < 0) == (part.role == .shell) {
        for edge in first..<starts.count { swap(&starts[edge], &ends[edge]) }
      }
    }
    return !cursor.isMalformed
  }

  /// The number of the corner whose coordinates stand at an offset.
  private mutating func corner(_ wkb: RawSpan, _ offset: Int) -> Int32 {
    let x = wkb.number(at: offset)
    let y = wkb.number(at: offset + 8)
    let size = 64 * play
    let column = (x / size).rounded(.down)
    let row = (y / size).rounded(.down)
    if let known = corner(x, y, column, row) { return known }
    // Near its border a corner may stand in the next square.
    let nextColumn = ((x + play) / size).rounded(.down) - column
    let lastColumn = ((x - play) / size).rounded(.down) - column
    let nextRow = ((y + play) / size).rounded(.down) - row
    let lastRow = ((y - play) / size).rounded(.down) - row
    let sideways = nextColumn + lastColumn
    let upwards = nextRow + lastRow
    if sideways != 0, let known = corner(x, y, column + sideways, row) { return known }
    if upwards != 0, let known = corner(x, y, column, row + upwards) { return known }
    if sideways != 0 && upwards != 0,
      let known = corner(x, y, column + sideways, row + upwards)
    {
      return known
    }
    var place = place(column, row)
    while table[place] >= 0 { place = (place + 1) & (table.count - 1) }
    table[place] = Int32(xs.count)
    xs.append(x)
    ys.append(y)
    return table[place]
  }

  /// The known corner near a place, of those in a square.
  private func corner(_ x: Double, _ y: Double, _ column: Double, _ row: Double) -> Int32? {
    var place = place(column, row)
    while table[place] >= 0 {
      let other = Int(table[place])
      if abs(xs[other] - x) <= play && abs(ys[other] - y) <= play { return table[place] }
      place = (place + 1) & (table.count - 1)
    }
    return nil
  }

  /// The first place of the table for the corners of a square.
  private func place(_ column: Double, _ row: Double) -> Int {
    // −0 and 0 are one.
    var hash = (column + 0).bitPattern &* 0x9E37_79B9_7F4A_7C15
    hash = (hash ^ hash >> 32 ^ (row + 0).bitPattern) &* 0xFF51_AFD7_ED55_8CCD
    return Int(truncatingIfNeeded: hash >> 20) & (table.count - 1)
  }

  /// Takes away edges that face each other; false where two edges lie on each other, so that polygons overlap.
  private mutating func removeTwins() -> Bool {
    let outgoing = outgoing()
    var left = 0
    for edge in starts.indices {
      let (start, end) = (starts[edge], ends[edge])
      for other in outgoing.edges(of: start) where Int(other) != edge {
        if outgoing.ends[Int(other)] == end { return false }
      }
      if outgoing.edges(of: end).contains(where: { outgoing.ends[Int($0)] == start }) { continue }
      starts[left] = start
      ends[left] = end
      left += 1
    }
    starts.removeLast(starts.count - left)
    ends.removeLast(ends.count - left)
    return true
  }

  /// Twice the area of the triangle of three corners, positive where they run counter-clockwise.
  private func cross(_ a: Int32, _ b: Int32, _ c: Int32) -> Double {
    let (a, b, c) = (Int(a), Int(b), Int(c))
    return (xs[b] - xs[a]) * (ys[c] - ys[a]) - (xs[c] - xs[a]) * (ys[b] - ys[a])
  }

  /// 1 where `c` certainly lies left of the line from `a` to `b`, −1 right of it, 0 where it is unsure.
  private func side(_ a: Int32, _ b: Int32, _ c: Int32) -> Int {
    let (a, b, c) = (Int(a), Int(b), Int(c))
    let left = (xs[a] - xs[c]) * (ys[b] - ys[c])
    let right = (ys[a] - ys[c]) * (xs[b] - xs[c])
    let determinant = left - right
    // (3 + 16 ε) ε with ε = 2⁻⁵³: the first filter of Shewchuk, Discrete & Computational Geometry 18, 1997.
    let error = 3.330_669_073_875_471_6e-16 * (abs(left) + abs(right))
    return determinant > error ? 1 : determinant < -error ? -1 : 0
  }
}

extension JoinedPolygons {
  /// The edges that leave each corner.
  private struct Outgoing {
    var first: [Int32]
    var order: [Int32]
    let ends: [Int32]

    func edges(of corner: Int32) -> ArraySlice<Int32> {
      order[Int(first[Int(corner)])..<Int(first[Int(corner) + 1])]
    }
  }

  private func outgoing() -> Outgoing {
    var first = Array(repeating: Int32(0), count: xs.count + 1)
    for start in starts { first[Int(start) + 1] += 1 }
    for corner in 0..<xs.count { first[corner + 1] += first[corner] }
    var next = first
    var order = Array(repeating: Int32(0), count: starts.count)
    for edge in starts.indices {
      order[Int(next[Int(starts[edge])])] = Int32(edge)
      next[Int(starts[edge])] += 1
    }
    return Outgoing(first: first, order: order, ends: ends)
  }

  /// Whether the edges certainly share no more than corners.
  private func meetInCornersOnly() -> Bool {
    let boxes = starts.indices.map { edge in
      let (a, b) = (Int(starts[edge]), Int(ends[edge]))
      return Extent(
        minX: Swift.min(xs[a], xs[b]), minY: Swift.min(ys[a], ys[b]),
        maxX: Swift.max(xs[a], xs[b]), maxY: Swift.max(ys[a], ys[b]))
    }
    let order = boxes.indices.sorted { (boxes[$0].minX, $0) < (boxes[$1].minX, $1) }
    for (position, edge) in order.enumerated() {
      let box = boxes[edge]
      var next = position + 1
      while next < order.count {
        let other = order[next]
        if boxes[other].minX > box.maxX { break }
        next += 1
        if boxes[other].minY > box.maxY || boxes[other].maxY < box.minY { continue }
        if !meetInCornersOnly(edge, other) { return false }
      }
    }
    return true
  }

  private func meetInCornersOnly(_ one: Int, _ other: Int) -> Bool {
    let (a, b, c, d) = (starts[one], ends[one], starts[other], ends[other])
    if a == c { return b != d && areApart(b, a, d) }
    if b == d { return areApart(a, b, c) }
    if b == c { return a != d && areApart(a, b, d) }
    if a == d { return areApart(c, a, b) }
    return side(a, b, c) * side(a, b, d) > 0 || side(c, d, a) * side(c, d, b) > 0
  }

  /// Whether the edges from a corner to two others certainly share no more than the corner.
  private func areApart(_ one: Int32, _ corner: Int32, _ other: Int32) -> Bool {
    side(one, corner, other) != 0 || goesOn(one, corner, other)
  }

  /// Whether the way from `a` by `b` to `c` certainly goes on instead of back.
  private func goesOn(_ a: Int32, _ b: Int32, _ c: Int32) -> Bool {
    let (a, b, c) = (Int(a), Int(b), Int(c))
    let x = (xs[b] - xs[a]) * (xs[c] - xs[b])
    let y = (ys[b] - ys[a]) * (ys[c] - ys[b])
    return x + y > 0.5 * (abs(x) + abs(y))
  }

  /// The rings, each as corners without the closing one; nil where a turn is in doubt.
  private func rings() -> [[Int32]]? {
    let outgoing = outgoing()
    var isUsed = Array(repeating: false, count: starts.count)
    /// Where a corner stands in the walk, or −1.
    var place = Array(repeating: -1, count: xs.count)
    var rings: [[Int32]] = []
    for first in starts.indices where !isUsed[first] {
      var walk: [Int32] = []
      var edge = first
      while !isUsed[edge] {
        isUsed[edge] = true
        let corner = starts[edge]
        if place[Int(corner)] >= 0 {
          // A walk that comes back to a corner has gone round a ring that touches the rest there.
          let ring = Array(walk[place[Int(corner)]...])
          for passed in ring { place[Int(passed)] = -1 }
          walk.removeLast(ring.count)
          rings.append(ring)
        }
        place[Int(corner)] = walk.count
        walk.append(corner)
        guard let next = next(after: edge, outgoing) else { return nil }
        edge = next
      }
      for passed in walk { place[Int(passed)] = -1 }
      if starts[edge] != walk[0] { return nil }
      rings.append(walk)
    }
    return rings.allSatisfy { $0.count > 2 } ? rings : nil
  }

  /// The edge along which the ground on the left of an edge goes on; nil where that is in doubt.
  private func next(after edge: Int, _ outgoing: Outgoing) -> Int? {
    let candidates = outgoing.edges(of: ends[edge])
    guard var best = candidates.first else { return nil }
    for candidate in candidates.dropFirst() {
      guard let isSooner = isSooner(Int(candidate), than: Int(best), after: edge) else {
        return nil
      }
      if isSooner { best = candidate }
    }
    return Int(best)
  }

  /// Whether, clockwise from where an edge came, one edge comes before another; nil where that is in doubt.
  private func isSooner(_ one: Int, than other: Int, after edge: Int) -> Bool? {
    let (from, corner) = (starts[edge], ends[edge])
    // Left of the edge comes first: clockwise from the way back, the left side is swept before the right one.
    let a = side(from, corner, ends[one])
    let b = side(from, corner, ends[other])
    // On the line of the edge lies what goes straight on; of two such edges neither is the next for certain.
    if a == 0 && !goesOn(from, corner, ends[one]) || b == 0 && !goesOn(from, corner, ends[other]) {
      return nil
    }
    if a != b { return a > b }
    if a == 0 { return nil }
    let turn = side(corner, ends[one], ends[other])
    return turn == 0 ? nil : turn < 0
  }
}

extension JoinedPolygons {
  /// A ring with what is needed to place it.
  private struct Ring {
    var corners: [Int32]
    var twice: Double
    var extent: Extent
  }

  /// The rings as well-known binary; nil where it is in doubt which ring lies in which.
  private func write(_ all: [[Int32]]) -> [UInt8]? {
    let rings = all.map { corners in
      var ring = Ring(corners: corners, twice: 0, extent: .empty)
      for (position, corner) in corners.enumerated() {
        ring.extent.extend(x: xs[Int(corner)], y: ys[Int(corner)])
        if position > 1 { ring.twice += cross(corners[0], corners[position - 1], corner) }
      }
      return ring
    }
    let shells = rings.filter { $0.twice > 0 }
    var holes: [[Ring]] = Array(repeating: [], count: shells.count)
    for ring in rings where !(ring.twice > 0) {
      guard ring.twice < 0, let shell = shell(of: ring, in: shells) else { return nil }
      holes[shell].append(ring)
    }
    // A shell in a shell must stand in a hole of it; rings that overlap are no result.
    for (position, shell) in shells.enumerated() {
      var depth = 0
      for (other, ring) in shells.enumerated()
      where other != position && ring.extent.contains(shell.extent) {
        guard let isInside = lies(shell, in: ring) else { return nil }
        if !isInside { continue }
        depth += 1
        for hole in holes[other] where hole.extent.contains(shell.extent) {
          guard let isInHole = lies(shell, in: hole) else { return nil }
          if isInHole { depth -= 1 }
        }
      }
      if depth != 0 { return nil }
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(16 * (starts.count + all.count) + 16 * all.count)
    if shells.count != 1 {
      bytes.append(1)
      bytes.append(word: 6)
      bytes.append(word: UInt32(shells.count))
    }
    for (shell, holes) in zip(shells, holes) {
      bytes.append(1)
      bytes.append(word: 3)
      bytes.append(word: UInt32(1 + holes.count))
      for ring in [shell] + holes {
        bytes.append(word: UInt32(ring.corners.count + 1))
        for corner in ring.corners + [ring.corners[0]] {
          bytes.append(number: xs[Int(corner)])
          bytes.append(number: ys[Int(corner)])
        }
      }
    }
    return shells.isEmpty ? nil : bytes
  }

  /// The smallest shell around a hole; nil where there is none or it is in doubt.
  private func shell(of hole: Ring, in shells: [Ring]) -> Int? {
    var best: Int?
    for (position, shell) in shells.enumerated()
    where shell.extent.contains(hole.extent) && shell.twice > -hole.twice {
      if let best, shells[best].twice <= shell.twice { continue }
      guard let isInside = lies(hole, in: shell) else { return nil }
      if isInside { best = position }
    }
    return best
  }

  /// Whether a ring lies in another that it touches in corners at most; nil where every corner is in doubt.
  private func lies(_ ring: Ring, in other: Ring) -> Bool? {
    for corner in ring.corners {
      if let isInside = lies(corner, in: other) { return isInside }
    }
    return nil
  }

  private func lies(_ corner: Int32, in ring: Ring) -> Bool? {
    let y = ys[Int(corner)]
    var isInside = false
    var last = ring.corners[ring.corners.count - 1]
    for next in ring.corners {
      if next == corner { return nil }
      defer { last = next }
      if (ys[Int(last)] > y) == (ys[Int(next)] > y) { continue }
      let side = side(last, next, corner)
      if side == 0 { return nil }
      // Left of an edge that goes up, or right of one that goes down: the edge lies to the right of the corner.
      if (side > 0) == (ys[Int(next)] > ys[Int(last)]) { isInside.toggle() }
    }
    return isInside
  }
}
