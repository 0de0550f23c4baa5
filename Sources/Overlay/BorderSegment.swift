import PlanModel

/// One straight piece of a polygon's border, with the polygon on its left.
struct BorderSegment: Sendable {
  var startX: Double
  var startY: Double
  var endX: Double
  var endY: Double
  /// The ring that it belongs to, counted through the geometry.
  var ring: Int32

  /// The same piece with the polygon on the other side.
  var reversed: BorderSegment {
    BorderSegment(startX: endX, startY: endY, endX: startX, endY: startY, ring: ring)
  }

  var extent: Extent {
    Extent(
      minX: Swift.min(startX, endX), minY: Swift.min(startY, endY), maxX: Swift.max(startX, endX),
      maxY: Swift.max(startY, endY))
  }
}

/// The border of all polygons of a geometry, ring by ring, each in its own direction.
///
/// Rings may be written either way round: the first of a polygon is its border, the others are holes.
/// Repeated corners are left out; lines and points have no border. Malformed bytes end the list.
func borderSegments(of wkb: RawSpan) -> [BorderSegment] {
  var segments: [BorderSegment] = []
  var cursor = PartCursor()
  var ring: Int32 = 0
  if wkb.byteCount == 0 { return [] }
  while let part = cursor.next(in: wkb) {
    guard part.role == .shell || part.role == .hole, part.count > 2 else { continue }
    let first = segments.count
    var x = wkb.number(at: part.offset)
    var y = wkb.number(at: part.offset + 8)
    let start = (x: x, y: y)
    var twice = 0.0
    for corner in 1..<part.count {
      let nextX = wkb.number(at: part.offset + 16 * corner)
      let nextY = wkb.number(at: part.offset + 16 * corner + 8)
      if nextX == x && nextY == y { continue }
      twice += (x - start.x) * (nextY - start.y) - (nextX - start.x) * (y - start.y)
      segments.append(
        BorderSegment(startX: x, startY: y, endX: nextX, endY: nextY, ring: ring))
      x = nextX
      y = nextY
    }
    if (twice < 0) == (part.role == .shell) {
      segments[first...].reverse()
      for position in first..<segments.count { segments[position] = segments[position].reversed }
    }
    ring += 1
  }
  return segments
}
