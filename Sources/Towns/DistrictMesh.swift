/// The districts: an exact partition of the municipality, made of hexagons with shared, winding borders.
///
/// Every border between two nodes is made once and used by both neighbours, so that they agree in every point.
struct DistrictMesh: Sendable {
  /// The outer ring of each district, anticlockwise; the central district first.
  private(set) var rings: [[Point]] = []
  /// The ring around all districts, anticlockwise.
  private(set) var outline: [Point] = []
  /// The middle of each district, m.
  private(set) var middles: [Point] = []

  /// The corners of a hexagon around its middle, in half widths and half heights, anticlockwise.
  private static let corners = [(1, -1), (1, 1), (0, 2), (-1, 1), (-1, -1), (0, -2)]

  private struct Node: Hashable {
    var x: Int
    var y: Int
  }

  /// Makes the districts of a town.
  ///
  /// - Parameter area: The area of all together, m².
  init(count: Int, area: Double, seed: UInt64) {
    let cells = Self.chosenCells(count: count, seed: seed)
    // Made once at an arbitrary size to learn the area, then at the size that gives the right one.
    let trial = Self.rings(of: cells, scale: 1000, seed: seed)
    let trialArea = trial.map { doubleArea(of: $0) / 2 }.reduce(0, +)
    let scale = 1000 * (area / trialArea).squareRoot()
    rings = Self.rings(of: cells, scale: scale, seed: seed)
    middles = rings.map { ring in ring.reduce(.zero, +) / Double(ring.count) }
    outline = Self.outline(of: cells, scale: scale, seed: seed)
  }

  /// The cells nearest to the middle, in a shape that is no circle.
  private static func chosenCells(count: Int, seed: UInt64) -> [Node] {
    var random = TownRandom(seed: seed, tag: 30)
    let phases = (random.number(0, 6.28), random.number(0, 6.28))
    let rings = Int((Double(count)).squareRoot()) + 2
    var candidates: [(distance: Double, cell: Node)] = []
    for r in -rings...rings {
      for q in -2 * rings...2 * rings {
        let cell = Node(x: 2 * q + r, y: 3 * r)
        let p = Point(Double(cell.x) * 0.866_025_403_784_438_6, Double(cell.y) * 0.5)
        let length = p.length
        if length == 0 {
          candidates.append((0, cell))
          continue
        }
        // cos 2θ and cos 3θ from the coordinates, shifted by the drawn phases.
        let turned = p.turned(by: phases.0) / length
        let other = p.turned(by: phases.1) / length
        let shape =
          1 + 0.2 * (2 * turned.x * turned.x - 1)
          + 0.1 * (4 * other.x * other.x * other.x - 3 * other.x)
        candidates.append((length / shape, cell))
      }
    }
    candidates.sort { ($0.distance, $0.cell.y, $0.cell.x) < ($1.distance, $1.cell.y, $1.cell.x) }
    return candidates.prefix(count).map(\.cell)
  }

  /// Where a node lies: moved a little at random, and drawn to the middle, where districts are smaller.
  private static func position(_ node: Node, scale: Double, seed: UInt64) -> Point {
    var random = TownRandom(seed: seed, tag: 31, node.x, node.y)
    let shift = Point(random.number(-0.24, 0.24), random.number(-0.24, 0.24))
    let p = Point(Double(node.x) * 0.866_025_403_784_438_6, Double(node.y) * 0.5) + shift
    return p * p.length.squareRoot().squareRoot() * scale
  }

  /// The border from one node to the next, with the first and without the last, on the grid of 1 cm.
  private static func border(from a: Node, to b: Node, scale: Double, seed: UInt64) -> [Point] {
    let isForward = (a.y, a.x) < (b.y, b.x)
    let first = isForward ? a : b
    let last = isForward ? b : a
    var random = TownRandom(
      seed: seed, tag: 32, first.x &* 65_537 &+ first.y, last.x &* 65_537 &+ last.y)
    let start = position(first, scale: scale, seed: seed)
    let end = position(last, scale: scale, seed: seed)
    var line = [start]
    line += wavyLine(from: start, to: end, bend: 0.16, pieces: 18, random: &random)
    line.append(end)
    if !isForward { line.reverse() }
    return line.dropLast().map { p in
      Point((p.x * 100).rounded() / 100, (p.y * 100).rounded() / 100)
    }
  }

  private static func ring(of cell: Node) -> [Node] {
    corners.map { Node(x: cell.x + $0.0, y: cell.y + $0.1) }
  }

  private static func rings(of cells: [Node], scale: Double, seed: UInt64) -> [[Point]] {
    cells.map { cell in
      let nodes = ring(of: cell)
      return nodes.indices.flatMap { i in
        border(from: nodes[i], to: nodes[(i + 1) % nodes.count], scale: scale, seed: seed)
      }
    }
  }

  /// The borders that only one district has, joined to a ring.
  private static func outline(of cells: [Node], scale: Double, seed: UInt64) -> [Point] {
    struct Side: Hashable {
      var from: Node
      var to: Node
    }
    var sides: [Side] = []
    for cell in cells {
      let nodes = ring(of: cell)
      for i in nodes.indices {
        sides.append(Side(from: nodes[i], to: nodes[(i + 1) % nodes.count]))
      }
    }
    let known = Set(sides)
    var next: [Node: Node] = [:]
    var outer: Node?
    for side in sides where !known.contains(Side(from: side.to, to: side.from)) {
      next[side.from] = side.to
      // The lowest node is on the outer ring, whatever holes there may be.
      if outer.map({ (side.from.y, side.from.x) < ($0.y, $0.x) }) ?? true { outer = side.from }
    }
    guard let start = outer else { return [] }
    var points: [Point] = []
    var node = start
    repeat {
      guard let following = next[node] else { break }
      points += border(from: node, to: following, scale: scale, seed: seed)
      node = following
    } while node != start
    return points
  }
}

/// Finds the district of a point.
struct DistrictIndex: Sendable {
  private struct Edge {
    var a: Point
    var b: Point
    /// The district east of the edge, or −1 where the edge has it in the west.
    var district: Int
  }
  private var rows: [[Edge]]
  private let bottom: Double
  private let height: Double

  /// Indexes the districts' edges by rows of `height` metres.
  init(_ mesh: DistrictMesh, height: Double = 150) {
    let ys = mesh.rings.joined().map(\.y)
    bottom = ys.min() ?? 0
    self.height = height
    rows = Array(repeating: [], count: Int(((ys.max() ?? 0) - bottom) / height) + 1)
    for (district, ring) in mesh.rings.enumerated() {
      for (i, a) in ring.enumerated() {
        let b = ring[i + 1 == ring.count ? 0 : i + 1]
        let first = Int((Swift.min(a.y, b.y) - bottom) / height)
        let last = Int((Swift.max(a.y, b.y) - bottom) / height)
        // The ring runs anticlockwise: downwards, it has its district in the east.
        for row in first...last {
          rows[row].append(Edge(a: a, b: b, district: b.y < a.y ? district : -1))
        }
      }
    }
  }

  /// The district of a point, or −1 outside all.
  func district(at p: Point) -> Int {
    let row = (p.y - bottom) / height
    if row < 0 || Int(row) >= rows.count { return -1 }
    var nearest = -Double.infinity
    var found = -1
    for edge in rows[Int(row)] where (edge.a.y > p.y) != (edge.b.y > p.y) {
      let x = edge.a.x + (edge.b.x - edge.a.x) * (p.y - edge.a.y) / (edge.b.y - edge.a.y)
      if x > p.x { continue }
      if x > nearest + 1e-6 {
        nearest = x
        found = edge.district
      } else if x > nearest - 1e-6, edge.district >= 0 {
        // The same border, seen from the other side.
        found = edge.district
      }
    }
    return found
  }
}
