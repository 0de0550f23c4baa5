import PlanModel

/// Cuts a convex cell by the border of a polygon where the two cross plainly.
///
/// The pieces of the border inside the cell are joined by the cell's own sides. A border that touches a
/// side, passes a corner within the tolerance or closes a ring inside the cell is left to a careful overlay.
/// Two cells that share a side, and two polygons that share a piece of border, get the same bits for the
/// point where the two cross.
struct CellClip {
  /// A corner of a cell.
  typealias Corner = (x: Double, y: Double)

  /// What is inside the cell of one piece of the border.
  private struct Piece {
    /// The side that it comes in by, or −1 where it starts inside.
    var entry = -1
    /// The side that it goes out by, or −1 where it ends inside.
    var exit = -1
    var segment: BorderSegment
  }
  /// A place on the cell's border where the polygon's border comes in or goes out.
  private struct Crossing {
    /// The side, and how far along it as a part of 1.
    var position: Double
    var isEntry: Bool
    var chain: Int
  }

  private var pieces: [Piece] = []
  private var points: [Corner] = []
  private var chainStarts: [Int] = []
  private var crossings: [Crossing] = []
  private var ring: [Corner] = []

  /// Adds the polygons inside both to `bytes`; false, with nothing added, where this is no plain case.
  ///
  /// - Parameters:
  ///   - border: The border of the polygon.
  ///   - near: The pieces of it that may meet the cell, ascending.
  ///   - cell: The cell's corners, counter-clockwise.
  ///   - tolerance: What is nearer than this touches, in units of the coordinates.
  mutating func append(
    _ border: [BorderSegment], near: [Int32], cell: [Corner], tolerance: Double,
    to bytes: inout [UInt8]
  ) -> Bool {
    points.removeAll(keepingCapacity: true)
    chainStarts.removeAll(keepingCapacity: true)
    crossings.removeAll(keepingCapacity: true)
    var first = 0
    while first < near.count {
      let ring = border[Int(near[first])].ring
      pieces.removeAll(keepingCapacity: true)
      var end = first
      while end < near.count, border[Int(near[end])].ring == ring {
        guard addPiece(of: border[Int(near[end])], cell, tolerance) else { return false }
        end += 1
      }
      guard addChains(cell) else { return false }
      first = end
    }
    if crossings.isEmpty { return false }
    crossings.sort { ($0.position, $0.chain) < ($1.position, $1.chain) }
    return isPlain(cell, tolerance) && join(cell, into: &bytes)
  }

  /// Adds the inside of one piece of the border; false where it touches the cell's border.
  private mutating func addPiece(
    of segment: BorderSegment, _ cell: [Corner], _ tolerance: Double
  ) -> Bool {
    let runX = segment.endX - segment.startX
    let runY = segment.endY - segment.startY
    let length = (runX * runX + runY * runY).squareRoot()
    var piece = Piece(segment: segment)
    var from = 0.0
    var to = 1.0
    var startDepth = Double.infinity
    var endDepth = Double.infinity
    var isOutside = false
    for side in cell.indices {
      let corner = cell[side]
      let next = cell[side + 1 == cell.count ? 0 : side + 1]
      let sideX = next.x - corner.x
      let sideY = next.y - corner.y
      let sideLength = (sideX * sideX + sideY * sideY).squareRoot()
      let start =
        (sideX * (segment.startY - corner.y) - sideY * (segment.startX - corner.x)) / sideLength
      let end =
        (sideX * (segment.endY - corner.y) - sideY * (segment.endX - corner.x)) / sideLength
      startDepth = Swift.min(startDepth, start)
      endDepth = Swift.min(endDepth, end)
      // Where the border passes a corner of the cell, which side it crosses is a matter of rounding.
      let along = ((corner.x - segment.startX) * runX + (corner.y - segment.startY) * runY) / length
      let off = (runX * (corner.y - segment.startY) - runY * (corner.x - segment.startX)) / length
      if abs(off) < tolerance && along > -tolerance && along < length + tolerance { return false }
      if start < 0 && end < 0 {
        isOutside = true
      } else if start < 0 {
        let place = start / (start - end)
        if place > from {
          from = place
          piece.entry = side
        }
      } else if end < 0 {
        let place = start / (start - end)
        if place < to {
          to = place
          piece.exit = side
        }
      }
    }
    if abs(startDepth) < tolerance || abs(endDepth) < tolerance { return false }
    if !isOutside && from < to { pieces.append(piece) }
    return true
  }

  /// Joins the pieces of one ring to chains from where they come in to where they go out.
  private mutating func addChains(_ cell: [Corner]) -> Bool {
    if pieces.isEmpty { return true }
    guard let first = pieces.firstIndex(where: { $0.entry >= 0 }) else { return false }
    var isOpen = false
    for step in pieces.indices {
      let piece = pieces[(first + step) % pieces.count]
      if isOpen == (piece.entry >= 0) { return false }
      if piece.entry >= 0 {
        chainStarts.append(points.count)
        add(crossing(of: piece.segment, with: piece.entry, cell), side: piece.entry, true, cell)
        isOpen = true
      }
      if piece.exit >= 0 {
        add(crossing(of: piece.segment, with: piece.exit, cell), side: piece.exit, false, cell)
        isOpen = false
      } else {
        points.append((piece.segment.endX, piece.segment.endY))
      }
    }
    return !isOpen
  }

  private mutating func add(_ point: Corner, side: Int, _ isEntry: Bool, _ cell: [Corner]) {
    let corner = cell[side]
    let next = cell[side + 1 == cell.count ? 0 : side + 1]
    let share =
      abs(next.x - corner.x) > abs(next.y - corner.y)
      ? (point.x - corner.x) / (next.x - corner.x) : (point.y - corner.y) / (next.y - corner.y)
    points.append(point)
    crossings.append(
      Crossing(
        position: Double(side) + Swift.min(Swift.max(share, 0), 1), isEntry: isEntry,
        chain: chainStarts.count - 1))
  }

  /// Where a piece of the border crosses a side.
  ///
  /// Both are looked at from the lesser end, so that neither the cell nor the polygon decides on the bits.
  private func crossing(of segment: BorderSegment, with side: Int, _ cell: [Corner]) -> Corner {
    var a: Corner = (segment.startX, segment.startY)
    var b: Corner = (segment.endX, segment.endY)
    if b < a { swap(&a, &b) }
    var c = cell[side]
    var d = cell[side + 1 == cell.count ? 0 : side + 1]
    if d < c { swap(&c, &d) }
    let atA = (d.x - c.x) * (a.y - c.y) - (d.y - c.y) * (a.x - c.x)
    let atB = (d.x - c.x) * (b.y - c.y) - (d.y - c.y) * (b.x - c.x)
    let place = atA / (atA - atB)
    return (
      c.x == d.x ? c.x : a.x + place * (b.x - a.x), c.y == d.y ? c.y : a.y + place * (b.y - a.y)
    )
  }

  /// Whether ways in and out take turns along the cell's border, well apart.
  private func isPlain(_ cell: [Corner], _ tolerance: Double) -> Bool {
    for position in crossings.indices {
      let one = crossings[position]
      let next = crossings[position + 1 == crossings.count ? 0 : position + 1]
      if one.isEntry == next.isEntry { return false }
      let a = cell[Int(one.position) % cell.count]
      let b = cell[(Int(one.position) + 1) % cell.count]
      let length = ((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y)).squareRoot()
      let apart = next.position - one.position
      if apart >= 0 && apart * length < tolerance { return false }
    }
    return true
  }

  /// Closes the chains along the cell's border to rings, and adds them as polygon or multipolygon.
  private func join(_ cell: [Corner], into bytes: inout [UInt8]) -> Bool {
    var entries = Array(repeating: 0, count: chainStarts.count)
    var exits = entries
    for (position, crossing) in crossings.enumerated() {
      if crossing.isEntry {
        entries[crossing.chain] = position
      } else {
        exits[crossing.chain] = position
      }
    }
    var isUsed = Array(repeating: false, count: chainStarts.count)
    var rings: [[Corner]] = []
    for start in chainStarts.indices where !isUsed[start] {
      var ring: [Corner] = []
      var chain = start
      repeat {
        isUsed[chain] = true
        let end = chain + 1 < chainStarts.count ? chainStarts[chain + 1] : points.count
        ring += points[chainStarts[chain]..<end]
        let next = (exits[chain] + 1) % crossings.count
        let from = crossings[exits[chain]].position
        let to = crossings[next].position
        var corner = Int(from) + 1
        let last = Int(to) + (to < from ? cell.count : 0)
        while corner <= last {
          ring.append(cell[corner % cell.count])
          corner += 1
        }
        chain = crossings[next].chain
      } while chain != start && !isUsed[chain]
      if chain != start { return false }
      rings.append(ring)
    }
    if rings.count > 1 {
      bytes.append(1)
      bytes.append(word: 6)
      bytes.append(word: UInt32(rings.count))
    }
    for ring in rings { bytes.append(polygon: ring) }
    return true
  }
}
