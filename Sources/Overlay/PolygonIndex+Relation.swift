import PlanModel

/// How a small extent lies to a polygon.
enum Relation {
  /// No point of the extent is in the polygon.
  case outside
  /// Every point of the extent is in the polygon.
  case inside
  /// The polygon's border passes through the extent or touches it.
  case crosses
}

extension PolygonIndex {
  /// How an extent lies to the polygon of a row.
  ///
  /// - Complexity: O(*edges in the strips that the extent touches*).
  func relation(of extent: Extent, to row: Int) -> Relation {
    let bounds = extents[row]
    if !bounds.meets(extent) { return .outside }
    let firstEdge = edgeStarts[row]
    let count = stripCounts[row]
    let firstList = rowStrips[row]
    let low = Self.strip(of: extent.minX, bounds, count)
    let high = Self.strip(of: extent.maxX, bounds, count)
    // Where no edge meets the extent, all of it lies on the side of its lower left corner.
    var winding = 0.0
    for strip in low...high {
      let list = stripStarts[firstList + strip]..<stripStarts[firstList + strip + 1]
      for entry in list {
        let edge = edges[firstEdge + Int(stripEdges[entry])]
        if edge.highY < extent.minY { continue }
        if edge.meets(extent) { return .crosses }
        if strip == low, edge.leftX <= extent.minX, extent.minX < edge.rightX,
          edge.height(at: extent.minX) > extent.minY
        {
          winding += edge.side
        }
      }
    }
    return winding > 0.5 ? .inside : .outside
  }

  /// Whether a point belongs to the polygon of a row.
  ///
  /// Borders are half-open: of two polygons that share an edge, bit for bit, exactly one owns a point on it
  /// (the upper, and of left and right the right one).
  func owns(x: Double, y: Double, row: Int) -> Bool {
    let bounds = extents[row]
    guard bounds.meets(Extent(minX: x, minY: y, maxX: x, maxY: y)) else { return false }
    let list = rowStrips[row] + Self.strip(of: x, bounds, stripCounts[row])
    var winding = 0.0
    for entry in stripStarts[list]..<stripStarts[list + 1] {
      let edge = edges[edgeStarts[row] + Int(stripEdges[entry])]
      if edge.leftX <= x, x < edge.rightX, edge.height(at: x) > y { winding += edge.side }
    }
    return winding > 0.5
  }
}
