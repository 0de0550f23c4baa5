import TestSupport

/// A slow twin of the overlay engine: vertical slabs between all corners and crossings.
///
/// In a slab no two edges cross, so the edges sorted by their height in its middle bound trapezoids, and a
/// polygon is entered or left at each of its edges. All numbers are counted from the first corner, so far-away
/// coordinates cost no digits.
struct SlabTwin {
  private struct Line {
    var polygon: Int
    var left: Shapes.Corner
    var right: Shapes.Corner

    func height(at x: Double) -> Double {
      let share = (x - left.x) / (right.x - left.x)
      return left.y + share * (right.y - left.y)
    }
  }

  private var lines: [Line] = []
  private let count: Int

  /// Takes polygons or multipolygons apart; empty rows have no area.
  init(_ polygons: [[UInt8]]) {
    count = polygons.count
    var origin: Shapes.Corner?
    for (polygon, wkb) in polygons.enumerated() {
      for ring in cornerRings(of: wkb) {
        let first = origin ?? ring[0]
        origin = first
        let corners = ring.map { (x: $0.x - first.x, y: $0.y - first.y) }
        for (from, to) in zip(corners, corners.dropFirst()) where from.x != to.x {
          lines.append(
            Line(
              polygon: polygon, left: from.x < to.x ? from : to, right: from.x < to.x ? to : from))
        }
      }
    }
  }

  /// Calls `body` with the area of each piece and, for each polygon, whether the piece lies in it.
  func forEachPiece(_ body: ([Bool], Double) -> Void) {
    var ends = lines.flatMap { [$0.left.x, $0.right.x] }
    for (position, one) in lines.enumerated() {
      for other in lines[(position + 1)...] {
        let low = Swift.max(one.left.x, other.left.x)
        let high = Swift.min(one.right.x, other.right.x)
        if low >= high { continue }
        let before = one.height(at: low) - other.height(at: low)
        let after = one.height(at: high) - other.height(at: high)
        if before * after < 0 { ends.append(low + (high - low) * before / (before - after)) }
      }
    }
    ends.sort()
    for (low, high) in zip(ends, ends.dropFirst()) where low < high {
      let middle = low + (high - low) / 2
      let active = lines.filter { $0.left.x <= low && $0.right.x >= high }
        .map { (height: $0.height(at: middle), polygon: $0.polygon) }
        .sorted { $0.height < $1.height }
      var isInside = Array(repeating: false, count: count)
      for (edge, next) in zip(active, active.dropFirst()) {
        isInside[edge.polygon].toggle()
        if next.height > edge.height {
          body(isInside, (next.height - edge.height) * (high - low))
        }
      }
    }
  }
}
