package import PlanModel

/// Takes corners from the borders of layers so that what shared a border still shares it, corner by corner.
///
/// A corner stays where borders meet or end. Between such corners, the corner with the smallest triangle goes first (the
/// order of Visvalingam and Whyatt, 1993), as long as every corner that has gone lies within the tolerance of the new
/// edge and the triangle holds no other corner. A line can only cross the new edge if it has a corner in that triangle or
/// crossed the border before; so no border comes to cross or touch another, no ring turns inside out, and none is lost.
///
/// It works on whole layers because only a layer knows who shares what: a corner belongs to all rings that pass it and goes
/// from all of them at once.
package struct BorderSimplifier {
  /// How far a corner that goes may lie from the border that stays, in units of the coordinates.
  private let tolerance: Double
  private var graph: BorderGraph
  private let grid: CornerGrid
  /// Edges between two corners that both stay; a second border between them must keep a corner.
  private var edges: Set<Edge>
  private var isGone: [Bool]

  private struct Edge: Hashable {
    let low: Int32
    let high: Int32

    init(_ a: Int32, _ b: Int32) {
      low = min(a, b)
      high = max(a, b)
    }
  }

  /// The layer's geometries with fewer corners; points stay as they are.
  ///
  /// - Parameter tolerance: How far a corner that goes may lie from the border that stays, in units of the coordinates.
  /// - Throws: Where a row is not well-known binary.
  /// - Complexity: O(*n* log *n*) for *n* corners, as long as triangles hold few others.
  package static func simplified(
    _ column: GeometryColumn, tolerance: Double
  ) throws -> GeometryColumn {
    try simplified(BorderGraph([column]), [column], tolerance: tolerance)[0]
  }

  /// How near corners and borders of two layers are taken as one, in metres: the layers are cut from one another on a grid of 1 mm, which moves a
  /// corner by up to 0.71 mm, and an edge that such a corner was taken from by as much again.
  static let snap = 0.002

  /// The geometries of several layers with fewer corners, as one: where a border of one runs along a border of another, it still does.
  ///
  /// Where two layers were cut from each other, corners that lie within 2 mm of each other, or of a border, count as the same, and the first
  /// layer's place is taken.
  ///
  /// - Parameter tolerance: How far the borders may lie from the exact ones, in metres; more than 4 mm.
  /// - Throws: Where a row is not well-known binary.
  static func simplified(
    together columns: [GeometryColumn], tolerance: Double
  ) throws -> [GeometryColumn] {
    // A corner is moved by at most the snapping distance to another, and a border by as much to a corner that is moved itself.
    try simplified(
      BorderGraph(columns, snap: snap), columns, tolerance: tolerance - 2 * snap)
  }

  private static func simplified(
    _ graph: BorderGraph, _ columns: [GeometryColumn], tolerance: Double
  ) throws -> [GeometryColumn] {
    var simplifier = BorderSimplifier(graph, tolerance: tolerance)
    simplifier.run()
    return try graph.rewritten(columns, without: simplifier.isGone)
  }

  private init(_ graph: BorderGraph, tolerance: Double) {
    self.tolerance = tolerance
    self.graph = graph
    grid = CornerGrid(x: graph.x, y: graph.y)
    isGone = Array(repeating: false, count: graph.x.count)
    edges = []
    for path in graph.paths {
      graph.forEachEdge(of: path) { a, b in
        if graph.stays[Int(a)], graph.stays[Int(b)] { edges.insert(Edge(a, b)) }
      }
    }
  }

  private mutating func run() {
    var queue = SmallestFirst()
    for corner in graph.x.indices where !graph.stays[corner] {
      queue.push(triangle(at: Int32(corner)), Int32(corner))
    }
    while let (size, corner) = queue.pop() {
      // A corner is queued again when a neighbour goes; only its latest size counts.
      if isGone[Int(corner)] || size != triangle(at: corner) || !mayGo(corner) { continue }
      let (a, b) = graph.links(of: corner)
      isGone[Int(corner)] = true
      graph.replace(corner, by: b, at: a)
      graph.replace(corner, by: a, at: b)
      if graph.stays[Int(a)], graph.stays[Int(b)] { edges.insert(Edge(a, b)) }
      for neighbour in [a, b] where !graph.stays[Int(neighbour)] {
        queue.push(triangle(at: neighbour), neighbour)
      }
    }
  }

  /// Twice the area of the triangle that a corner and its neighbours make.
  private func triangle(at corner: Int32) -> Double {
    let (a, b) = graph.links(of: corner)
    return abs(cross(a, corner, b))
  }

  private func cross(_ a: Int32, _ b: Int32, _ c: Int32) -> Double {
    let (a, b, c) = (Int(a), Int(b), Int(c))
    return (graph.x[b] - graph.x[a]) * (graph.y[c] - graph.y[a])
      - (graph.y[b] - graph.y[a]) * (graph.x[c] - graph.x[a])
  }

  private func mayGo(_ corner: Int32) -> Bool {
    let (a, b) = graph.links(of: corner)
    if a == b || areJoined(a, b) { return false }
    // All that went between the neighbours before, and now the corner itself.
    if distance(from: corner, a, b) > tolerance { return false }
    for end in [a, b] {
      let isNear = graph.allBetween(corner, and: end) { distance(from: $0, a, b) <= tolerance }
      if !isNear { return false }
    }
    return isEmpty(a, corner, b)
  }

  private func areJoined(_ a: Int32, _ b: Int32) -> Bool {
    if !graph.stays[Int(a)] {
      let links = graph.links(of: a)
      return links.0 == b || links.1 == b
    }
    if !graph.stays[Int(b)] {
      let links = graph.links(of: b)
      return links.0 == a || links.1 == a
    }
    return edges.contains(Edge(a, b))
  }

  /// The distance of a corner from the edge between two others.
  private func distance(from corner: Int32, _ a: Int32, _ b: Int32) -> Double {
    let (p, a, b) = (Int(corner), Int(a), Int(b))
    let (dx, dy) = (graph.x[b] - graph.x[a], graph.y[b] - graph.y[a])
    let (px, py) = (graph.x[p] - graph.x[a], graph.y[p] - graph.y[a])
    let length = dx * dx + dy * dy
    let place = length > 0 ? min(1, max(0, (px * dx + py * dy) / length)) : 0
    let (ex, ey) = (px - place * dx, py - place * dy)
    return (ex * ex + ey * ey).squareRoot()
  }

  /// Whether no other corner lies in the triangle or on its edges.
  private func isEmpty(_ a: Int32, _ b: Int32, _ c: Int32) -> Bool {
    let xs = [graph.x[Int(a)], graph.x[Int(b)], graph.x[Int(c)]]
    let ys = [graph.y[Int(a)], graph.y[Int(b)], graph.y[Int(c)]]
    let (left, right, low, high) = (xs.min()!, xs.max()!, ys.min()!, ys.max()!)
    // What rounding may add to a product; in doubt a corner counts as inside.
    let slack = 1e-12 * ((right - left) * (right - left) + (high - low) * (high - low))
    return grid.allIn(left...right, low...high) { corner in
      if corner == a || corner == b || corner == c || isGone[Int(corner)] { return true }
      let (px, py) = (graph.x[Int(corner)], graph.y[Int(corner)])
      if px < left || px > right || py < low || py > high { return true }
      let sides = [cross(a, b, corner), cross(b, c, corner), cross(c, a, corner)]
      return sides.contains { $0 > slack } && sides.contains { $0 < -slack }
    }
  }
}

/// A queue that gives the smallest triangle first, and of equal ones the corner met first.
private struct SmallestFirst {
  private var heap: [(size: Double, corner: Int32)] = []

  private static func isBefore(
    _ a: (size: Double, corner: Int32), _ b: (size: Double, corner: Int32)
  ) -> Bool {
    a.size < b.size || a.size == b.size && a.corner < b.corner
  }

  mutating func push(_ size: Double, _ corner: Int32) {
    heap.append((size, corner))
    var place = heap.count - 1
    while place > 0 {
      let parent = (place - 1) / 2
      if !Self.isBefore(heap[place], heap[parent]) { break }
      heap.swapAt(place, parent)
      place = parent
    }
  }

  mutating func pop() -> (size: Double, corner: Int32)? {
    guard let first = heap.first, let last = heap.popLast() else { return nil }
    if heap.isEmpty { return first }
    heap[0] = last
    var place = 0
    while true {
      var least = place
      for child in [2 * place + 1, 2 * place + 2] where child < heap.count {
        if Self.isBefore(heap[child], heap[least]) { least = child }
      }
      if least == place { return first }
      heap.swapAt(place, least)
      place = least
    }
  }
}
