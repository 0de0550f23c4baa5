import PlanModel

/// One edge of a polygon, from left to right, with the side on which the polygon lies.
struct Edge: Sendable {
  var leftX: Double
  var leftY: Double
  var rightX: Double
  var rightY: Double
  /// Rise per run; 0 for a vertical edge.
  var slope: Double
  /// 1 where the polygon lies below the edge, −1 where it lies above, 0 for a vertical edge.
  var side: Double

  var lowY: Double { @inline(__always) get { Swift.min(leftY, rightY) } }
  var highY: Double { @inline(__always) get { Swift.max(leftY, rightY) } }

  /// The height at `x`; the same bits for the two polygons that share the edge.
  @inline(__always) func height(at x: Double) -> Double { leftY + (x - leftX) * slope }

  /// Whether the edge and an extent share a point.
  @inline(__always) func meets(_ extent: Extent) -> Bool {
    if leftX > extent.maxX || rightX < extent.minX || lowY > extent.maxY || highY < extent.minY {
      return false
    }
    if side == 0 { return true }
    // The edge misses the extent only if all four corners lie on one side of its line.
    let atMin = height(at: extent.minX)
    let atMax = height(at: extent.maxX)
    return !(Swift.min(atMin, atMax) > extent.maxY || Swift.max(atMin, atMax) < extent.minY)
  }
}

/// Adds the edges of all polygons of a geometry to a list; lines and points have none.
///
/// Rings may run either way round: the first ring of a polygon is its border, the others are holes.
///
/// - Returns: Whether the bytes were well formed.
func appendEdges(of wkb: RawSpan, to edges: inout [Edge]) -> Bool {
  if wkb.byteCount == 0 { return true }
  var cursor = PartCursor()
  while let part = cursor.next(in: wkb) {
    guard part.role == .shell || part.role == .hole, part.count > 2 else { continue }
    let first = edges.count
    let startX = wkb.number(at: part.offset)
    let startY = wkb.number(at: part.offset + 8)
    var x = startX
    var y = startY
    var twice = 0.0
    for corner in 1..<part.count {
      let offset = part.offset + 16 * corner
      let nextX = wkb.number(at: offset)
      let nextY = wkb.number(at: offset + 8)
      twice += (x - startX) * (nextY - startY) - (nextX - startX) * (y - startY)
      let slope = (nextY - y) / (nextX - x)
      if slope.isFinite {
        let isForward = nextX > x
        edges.append(
          Edge(
            leftX: isForward ? x : nextX, leftY: isForward ? y : nextY,
            rightX: isForward ? nextX : x, rightY: isForward ? nextY : y, slope: slope,
            side: isForward ? -1 : 1))
      } else if nextY != y {
        // Vertical, or so nearly that its slope is no number: it bounds no area.
        edges.append(
          Edge(
            leftX: Swift.min(x, nextX), leftY: Swift.min(y, nextY), rightX: Swift.max(x, nextX),
            rightY: Swift.max(y, nextY), slope: 0, side: 0))
      }
      x = nextX
      y = nextY
    }
    // The sides above are those of a border that runs counter-clockwise.
    if (twice < 0) == (part.role == .shell) {
      for edge in first..<edges.count { edges[edge].side = -edges[edge].side }
    }
  }
  return !cursor.isMalformed
}

/// Adds the edges of all polygons of a geometry to a list.
///
/// - Returns: Whether the bytes were well formed.
func appendEdges(ofBytes bytes: [UInt8], to edges: inout [Edge]) -> Bool {
  // Safe: the span is of an array that lives through the call.
  unsafe appendEdges(of: bytes.span.bytes, to: &edges)
}
