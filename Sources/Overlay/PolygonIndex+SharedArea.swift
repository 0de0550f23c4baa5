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
  /// Rows of a cover found by a tree.
  var covers: [Int32] = []
  /// Edges of what two polygons share.
  var products: [Edge] = []
}

extension PolygonIndex {
  /// The area that a polygon shares with the polygon of a row.
  ///
  /// A polygon is the sum of the areas below its upper edges less those below its lower edges. The product
  /// of two polygons is then a sum over pairs of edges of the area below both, with a sign: no corner is
  /// computed, nothing is classified, and touching, equal or nearly equal edges need no care. The result
  /// does not depend on a precision grid; its error is some units in the last place of the area in which the
  /// two extents meet. Both polygons must be valid.
  ///
  /// - Parameters:
  ///   - edges: The edges of the polygon.
  ///   - extent: Its extent.
  /// - Complexity: O(*n* log *n*) in the number of edges that reach into the strip in which the extents meet, as
  ///   long as edges do not all pass close to one point.
  func sharedArea(
    of edges: ArraySlice<Edge>, extent: Extent, with row: Int, scratch: inout [Edge]
  ) -> Double {
    let bounds = extents[row]
    guard bounds.meets(extent) else { return 0 }
    let window = Window(extent, bounds)
    let mine = clip(edges, and: row, to: window, into: &scratch)
    if mine == 0 { return 0 }
    let area = areaBelowBoth(
      scratch[..<mine], scratch[mine...], width: window.width, height: window.height)
    return Swift.max(0, area)
  }

  /// Adds edges, whose order means nothing, that bound what a polygon shares with the polygon of a row.
  ///
  /// For each pair of edges the lower of the two, with the product of their signs: summed, they give the shared
  /// ground as `sharedArea` does, and can be shared with a third polygon in turn.
  func appendIntersection(
    of edges: ArraySlice<Edge>, extent: Extent, with row: Int, into products: inout [Edge],
    scratch: inout [Edge]
  ) {
    guard extents[row].meets(extent) else { return }
    let window = Window(extent, extents[row])
    let mine = clip(edges, and: row, to: window, into: &scratch)
    for other in mine..<scratch.count {
      for edge in scratch[..<mine] { window.appendLower(of: edge, scratch[other], to: &products) }
    }
  }

  /// Replaces `scratch` by the edges of a polygon and then those of a row, clipped to a window.
  ///
  /// - Returns: How many are of the polygon; 0 where there is nothing to share.
  private func clip(
    _ edges: ArraySlice<Edge>, and row: Int, to window: Window, into scratch: inout [Edge]
  ) -> Int {
    if !(window.width > 0 && window.height > 0) { return 0 }
    scratch.removeAll(keepingCapacity: true)
    for edge in edges { window.clip(edge, into: &scratch) }
    let mine = scratch.count
    if mine == 0 { return 0 }
    let bounds = extents[row]
    let firstEdge = edgeStarts[row]
    let count = stripCounts[row]
    let firstList = rowStrips[row]
    let low = Self.strip(of: window.x, bounds, count)
    let high = Self.strip(of: window.x + window.width, bounds, count)
    for strip in low...high {
      for entry in stripStarts[firstList + strip]..<stripStarts[firstList + strip + 1] {
        let edge = self.edges[firstEdge + Int(stripEdges[entry])]
        // An edge in several strips counts in the first of them only.
        if strip > low, Self.strip(of: edge.leftX, bounds, count) < strip { continue }
        window.clip(edge, into: &scratch)
      }
    }
    return mine
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
