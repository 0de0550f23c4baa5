import PlanModel

/// Where one worker keeps what it needs between two questions.
struct OverlayScratch {
  /// Edges of the geometry that is looked at.
  var edges: [Edge] = []
  /// Edges of one geometry in local coordinates.
  var local: [Edge] = []
  /// Rows found by a tree.
  var found: [Int32] = []
  /// Nodes a tree has still to visit.
  var nodes: [Int32] = []
}

extension PolygonIndex {
  /// The area that a polygon shares with the polygon of a row.
  ///
  /// A polygon is the sum of the areas below its upper edges less those below its lower edges. The product
  /// of two polygons is then a sum over pairs of edges of the area below both, with a sign: no corner is
  /// computed, nothing is classified, and touching, equal or nearly equal edges need no care. The result
  /// does not depend on a precision grid; its error is some units in the last place of the smaller extent's
  /// area. Both polygons must be valid.
  ///
  /// - Parameters:
  ///   - edges: The edges of the polygon.
  ///   - extent: Its extent.
  /// - Complexity: O(*edges* × *edges in the strips that the extent touches*).
  func sharedArea(
    of edges: ArraySlice<Edge>, extent: Extent, with row: Int, scratch: inout [Edge]
  ) -> Double {
    let bounds = extents[row]
    guard bounds.meets(extent) else { return 0 }
    let x0 = extent.minX
    let y0 = extent.minY
    scratch.removeAll(keepingCapacity: true)
    for edge in edges where edge.side != 0 {
      scratch.append(
        Edge(
          leftX: edge.leftX - x0, leftY: edge.leftY - y0, rightX: edge.rightX - x0,
          rightY: edge.rightY - y0, slope: edge.slope, side: edge.side))
    }
    let width = extent.maxX - x0
    let height = extent.maxY - y0
    let firstEdge = edgeStarts[row]
    let count = stripCounts[row]
    let firstList = rowStrips[row]
    let low = Self.strip(of: extent.minX, bounds, count)
    let high = Self.strip(of: extent.maxX, bounds, count)
    var area = 0.0
    for strip in low...high {
      for entry in stripStarts[firstList + strip]..<stripStarts[firstList + strip + 1] {
        var edge = self.edges[firstEdge + Int(stripEdges[entry])]
        if edge.side == 0 || edge.highY <= y0 { continue }
        // An edge in several strips counts in the first of them only.
        if strip > low, Self.strip(of: edge.leftX, bounds, count) < strip { continue }
        edge.leftX -= x0
        edge.rightX -= x0
        edge.leftY -= y0
        edge.rightY -= y0
        if edge.leftX >= width || edge.rightX <= 0 { continue }
        let below =
          edge.lowY >= height
          ? Self.areaBelow(scratch, from: edge.leftX, to: edge.rightX)
          : Self.areaBelow(scratch, and: edge)
        area += edge.side * below
      }
    }
    return Swift.max(0, area)
  }

  /// The area of a polygon between two x.
  private static func areaBelow(_ edges: [Edge], from low: Double, to high: Double) -> Double {
    var area = 0.0
    for edge in edges {
      let left = Swift.max(edge.leftX, low)
      let right = Swift.min(edge.rightX, high)
      if right <= left { continue }
      area += edge.side * edge.height(at: (left + right) / 2) * (right - left)
    }
    return area
  }

  /// The area of a polygon below an edge.
  private static func areaBelow(_ edges: [Edge], and limit: Edge) -> Double {
    var area = 0.0
    for edge in edges {
      let left = Swift.max(edge.leftX, limit.leftX)
      let right = Swift.min(edge.rightX, limit.rightX)
      if right <= left { continue }
      let atLeft = edge.height(at: left)
      let atRight = edge.height(at: right)
      let limitAtLeft = limit.height(at: left)
      let limitAtRight = limit.height(at: right)
      let aboveLeft = atLeft - limitAtLeft
      let aboveRight = atRight - limitAtRight
      var below: Double
      if aboveLeft <= 0 && aboveRight <= 0 {
        below = (atLeft + atRight) / 2 * (right - left)
      } else if aboveLeft >= 0 && aboveRight >= 0 {
        below = (limitAtLeft + limitAtRight) / 2 * (right - left)
      } else {
        let share = aboveLeft / (aboveLeft - aboveRight)
        let cut = share * (right - left)
        let atCut = atLeft + share * (atRight - atLeft)
        let start = aboveLeft < 0 ? atLeft : limitAtLeft
        let end = aboveLeft < 0 ? limitAtRight : atRight
        below = (start + atCut) / 2 * cut + (atCut + end) / 2 * (right - left - cut)
      }
      area += edge.side * below
    }
    return area
  }

  /// The area that two rows share.
  func sharedArea(
    of row: Int, with other: Int, in index: PolygonIndex, scratch: inout [Edge]
  ) -> Double {
    // The inner loop runs over the edges of the first, so the smaller one comes first.
    let mine = edgeStarts[row + 1] - edgeStarts[row]
    let theirs = index.edgeStarts[other + 1] - index.edgeStarts[other]
    if mine <= theirs {
      return index.sharedArea(
        of: edges[edgeStarts[row]..<edgeStarts[row + 1]], extent: extents[row], with: other,
        scratch: &scratch)
    }
    return sharedArea(
      of: index.edges[index.edgeStarts[other]..<index.edgeStarts[other + 1]],
      extent: index.extents[other], with: row, scratch: &scratch)
  }
}
