/// Joins neighbouring cells of one class to polygons with shared borders.
struct CellPolygons {
  /// A polygon: its outer ring first, then its holes.
  struct Patch {
    /// The class of its cells.
    var kind: UInt8
    /// The rings, not closed; the outer one anticlockwise.
    var rings: [[Point]]
  }

  /// Patches end at tiles of this many cells, as surveys end at their sheets.
  private static let tile = 14

  private let lattice: StreetLattice
  private let classes: [UInt8]
  private let straight: Set<UInt8>
  /// The patch of each cell, or −1.
  private var patch: [Int32]
  /// Up to two sides that leave each node on the border of the patch at hand, as directions; −1 where none.
  private var leaving: [(Int8, Int8)]

  /// Prepares to join the cells of a lattice.
  ///
  /// - Parameter straight: The classes whose borders are streets.
  init(lattice: StreetLattice, classes: [UInt8], straight: Set<UInt8>) {
    self.lattice = lattice
    self.classes = classes
    self.straight = straight
    patch = Array(repeating: -1, count: classes.count)
    leaving = Array(repeating: (-1, -1), count: lattice.nodes.count)
  }

  /// The polygons, by their first cell; cells of class `except` are left out.
  mutating func patches(except: UInt8) -> [Patch] {
    var result: [Patch] = []
    for cell in classes.indices where classes[cell] != except && patch[cell] < 0 {
      let members = flood(from: cell, number: Int32(result.count))
      result.append(Patch(kind: classes[cell], rings: rings(around: members)))
    }
    return result
  }

  /// The cells that are joined to `first` over shared sides.
  private mutating func flood(from first: Int, number: Int32) -> [Int] {
    let side = lattice.count
    let (tileX, tileY) = (first % side / Self.tile, first / side / Self.tile)
    var members = [first]
    patch[first] = number
    var next = 0
    while next < members.count {
      let cell = members[next]
      next += 1
      let (i, j) = (cell % side, cell / side)
      for (x, y) in [(i + 1, j), (i - 1, j), (i, j + 1), (i, j - 1)] {
        guard x >= 0, y >= 0, x < side, y < side, x / Self.tile == tileX, y / Self.tile == tileY
        else { continue }
        let other = y * side + x
        if patch[other] < 0, classes[other] == classes[first] {
          patch[other] = number
          members.append(other)
        }
      }
    }
    return members
  }

  /// The rings around cells, with the cells on their left.
  private mutating func rings(around members: [Int]) -> [[Point]] {
    let side = lattice.count
    let lines = lattice.lines
    var starts: [Int] = []
    func isSame(_ x: Int, _ y: Int, _ number: Int32) -> Bool {
      x >= 0 && y >= 0 && x < side && y < side && patch[y * side + x] == number
    }
    for cell in members {
      let (i, j) = (cell % side, cell / side)
      let number = patch[cell]
      // East along the south side, north along the east, west along the north, south along the west.
      let sides = [
        (j * lines + i, 0, i, j - 1), (j * lines + i + 1, 1, i + 1, j),
        ((j + 1) * lines + i + 1, 2, i, j + 1), ((j + 1) * lines + i, 3, i - 1, j),
      ]
      for (node, direction, x, y) in sides where !isSame(x, y, number) {
        if leaving[node].0 < 0 {
          leaving[node].0 = Int8(direction)
        } else {
          leaving[node].1 = Int8(direction)
        }
        starts.append(node)
      }
    }
    var result: [[Point]] = []
    for start in starts {
      while let ring = trace(from: start) { result.append(ring) }
    }
    let outer = result.indices.filter { doubleArea(of: result[$0]) > 0 }
    let holes = result.indices.filter { doubleArea(of: result[$0]) <= 0 }
    return (outer + holes).map { result[$0] }
  }

  /// Follows one ring and takes its sides away; nil where no side leaves `start` any more.
  private mutating func trace(from start: Int) -> [Point]? {
    let steps = [1, lattice.lines, -1, -lattice.lines]
    if leaving[start].0 < 0 { return nil }
    var points: [Point] = []
    var node = start
    var direction = take(node, preferring: Int(leaving[start].0))
    while true {
      let next = node + steps[direction]
      points += lattice.border(
        from: node, to: next, isStraight: isStreet(node: node, direction: direction))
      node = next
      if node == start { return points }
      // Where two corners of a patch meet in a point, the right turn keeps ring and hole apart.
      direction = take(node, preferring: (direction + 3) % 4)
    }
  }

  private mutating func take(_ node: Int, preferring wanted: Int) -> Int {
    let (first, second) = leaving[node]
    if Int(second) == wanted {
      leaving[node] = (first, -1)
      return wanted
    }
    leaving[node] = (second, -1)
    return Int(first)
  }

  /// Whether a block lies on either side of a side.
  private func isStreet(node: Int, direction: Int) -> Bool {
    let side = lattice.count
    let (i, j) = (node % lattice.lines, node / lattice.lines)
    let cells: [(Int, Int)]
    switch direction {
    case 0: cells = [(i, j), (i, j - 1)]
    case 1: cells = [(i, j), (i - 1, j)]
    case 2: cells = [(i - 1, j), (i - 1, j - 1)]
    default: cells = [(i, j - 1), (i - 1, j - 1)]
    }
    return cells.contains { x, y in
      x >= 0 && y >= 0 && x < side && y < side && straight.contains(classes[y * side + x])
    }
  }
}
