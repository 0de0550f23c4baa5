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

/// The rectangle in which the extents of two polygons meet, with its lower left corner as origin.
private struct Window {
  var x: Double
  var y: Double
  var width: Double
  var height: Double

  init(_ one: Extent, _ other: Extent) {
    x = Swift.max(one.minX, other.minX)
    y = Swift.max(one.minY, other.minY)
    width = Swift.min(one.maxX, other.maxX) - x
    height = Swift.min(one.maxY, other.maxY) - y
  }

  /// Adds what an edge bounds in the window: its part inside, and level parts where it passes above.
  ///
  /// Where it passes below, it bounds nothing.
  @inline(__always)
  func clip(_ edge: Edge, into pieces: inout [Edge]) {
    if edge.side == 0 || edge.leftX >= x + width || edge.rightX <= x { return }
    let left = Swift.max(edge.leftX - x, 0)
    let right = Swift.min(edge.rightX - x, width)
    if right <= left { return }
    let atLeft = edge.leftX - x >= 0 ? edge.leftY - y : edge.height(at: x) - y
    let atRight =
      edge.rightX - x <= width ? edge.rightY - y : edge.height(at: x + width) - y
    if atLeft <= 0 && atRight <= 0 { return }
    if atLeft >= height && atRight >= height {
      append(left, height, right, height, edge.side, to: &pieces)
      return
    }
    var low = (x: left, y: atLeft)
    var high = (x: right, y: atRight)
    // Both ends are walked inwards, so that an edge through the whole window gives three pieces at most.
    let run = (right - left) / (atRight - atLeft)
    func crossing(_ level: Double) -> Double {
      Swift.min(Swift.max(left + (level - atLeft) * run, left), right)
    }
    if atLeft < 0 {
      low = (crossing(0), 0)
    } else if atLeft > height {
      low = (crossing(height), height)
      append(left, height, low.x, height, edge.side, to: &pieces)
    }
    if atRight < 0 {
      high = (crossing(0), 0)
    } else if atRight > height {
      high = (crossing(height), height)
      append(high.x, height, right, height, edge.side, to: &pieces)
    }
    append(low.x, low.y, high.x, high.y, edge.side, to: &pieces)
  }

  /// Adds the lower of two clipped edges where both are, in the coordinates of the map.
  func appendLower(of one: Edge, _ other: Edge, to products: inout [Edge]) {
    let left = Swift.max(one.leftX, other.leftX)
    let right = Swift.min(one.rightX, other.rightX)
    if right <= left { return }
    let side = one.side * other.side
    let atLeft = one.height(at: left) - other.height(at: left)
    let atRight = one.height(at: right) - other.height(at: right)
    if atLeft <= 0 && atRight <= 0 { return append(one, left, right, side, to: &products) }
    if atLeft >= 0 && atRight >= 0 { return append(other, left, right, side, to: &products) }
    let cut = left + atLeft / (atLeft - atRight) * (right - left)
    append(atLeft < 0 ? one : other, left, cut, side, to: &products)
    append(atLeft < 0 ? other : one, cut, right, side, to: &products)
  }

  /// Adds the part of a clipped edge in a range of x, in the coordinates of the map.
  private func append(
    _ edge: Edge, _ left: Double, _ right: Double, _ side: Double, to products: inout [Edge]
  ) {
    if right <= left { return }
    products.append(
      Edge(
        leftX: x + left, leftY: y + edge.height(at: left), rightX: x + right,
        rightY: y + edge.height(at: right), slope: edge.slope, side: side))
  }

  @inline(__always)
  private func append(
    _ leftX: Double, _ leftY: Double, _ rightX: Double, _ rightY: Double, _ side: Double,
    to pieces: inout [Edge]
  ) {
    let slope = (rightY - leftY) / (rightX - leftX)
    // A run too small for a finite slope bounds no area.
    if rightX <= leftX || !slope.isFinite { return }
    pieces.append(
      Edge(
        leftX: leftX, leftY: leftY, rightX: rightX, rightY: rightY, slope: slope, side: side))
  }
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
  /// - Complexity: O(*n* × *m*) in the numbers of edges that reach into the strip in which the extents meet.
  func sharedArea(
    of edges: ArraySlice<Edge>, extent: Extent, with row: Int, scratch: inout [Edge]
  ) -> Double {
    let bounds = extents[row]
    guard bounds.meets(extent) else { return 0 }
    let window = Window(extent, bounds)
    let mine = clip(edges, and: row, to: window, into: &scratch)
    if mine == 0 { return 0 }
    var area = 0.0
    for other in mine..<scratch.count {
      let edge = scratch[other]
      area += edge.side * Self.areaBelow(scratch[..<mine], and: edge)
    }
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

  /// The area of a polygon below an edge.
  private static func areaBelow(_ edges: ArraySlice<Edge>, and limit: Edge) -> Double {
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
