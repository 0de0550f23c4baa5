extension BorderGraph {
  /// Puts the corners of others that lie on a path, within the snapping distance, into it, so that a border without a corner where another
  /// layer has one gets it.
  ///
  /// - Complexity: O(*n* log *n*) for *n* corners that lie evenly along their borders.
  mutating func takeInCorners() {
    let grid = CornerGrid(x: x, y: y)
    var longer: [Int32] = []
    longer.reserveCapacity(order.count)
    var ranges: [Range<Int>] = []
    for path in paths {
      let start = longer.count
      let corners = order[path.range]
      for (place, corner) in zip(corners.indices, corners) {
        longer.append(corner)
        if place + 1 < corners.endIndex {
          longer += cornersOnEdge(corner, corners[place + 1], grid)
        } else if path.isRing, let first = corners.first, first != corner {
          longer += cornersOnEdge(corner, first, grid)
        }
      }
      ranges.append(start..<longer.count)
    }
    replace(order: longer, ranges: ranges)
  }

  /// The corners within the snapping distance of an edge and between its ends, from the one end to the other.
  private func cornersOnEdge(_ a: Int32, _ b: Int32, _ grid: CornerGrid) -> [Int32] {
    let (ax, ay) = (x[Int(a)], y[Int(a)])
    let (dx, dy) = (x[Int(b)] - ax, y[Int(b)] - ay)
    let length = (dx * dx + dy * dy).squareRoot()
    var found: [(share: Double, corner: Int32)] = []
    // Piece by piece, because the box of a long slanting edge holds half the layer.
    let pieces = max(1, Int((length / (4 * grid.side)).rounded(.up)))
    for piece in 0..<pieces {
      let (from, to) = (Double(piece) / Double(pieces), Double(piece + 1) / Double(pieces))
      let xs = [ax + from * dx, ax + to * dx]
      let ys = [ay + from * dy, ay + to * dy]
      _ = grid.allIn(
        xs.min()! - snap...xs.max()! + snap, ys.min()! - snap...ys.max()! + snap
      ) { corner in
        if corner == a || corner == b { return true }
        let (px, py) = (x[Int(corner)] - ax, y[Int(corner)] - ay)
        let share = (px * dx + py * dy) / (length * length)
        let aside = abs(px * dy - py * dx) / length
        if share > 0, share < 1, aside <= snap { found.append((share, corner)) }
        return true
      }
    }
    found.sort { ($0.share, $0.corner) < ($1.share, $1.corner) }
    var corners: [Int32] = []
    for (_, corner) in found where corners.last != corner { corners.append(corner) }
    return corners
  }
}
