import PlanModel

/// The lattice that streets, blocks and fields follow: rows and columns of uneven width, gently bent.
struct StreetLattice: Sendable {
  /// The usual side of a cell, m.
  static let side = 108.0

  /// Cells a row, and rows.
  let count: Int
  /// The nodes, row by row from the south.
  let nodes: [Point]
  private let seed: UInt64

  /// Makes the lattice over a square that reaches `reach` metres from the centre.
  init(reach: Double, seed: UInt64, workers: Workers) throws {
    let half = Int((reach / Self.side).rounded(.up))
    count = 2 * half
    self.seed = seed
    let lines = count + 1
    var random = TownRandom(seed: seed, tag: 40)
    let angle = random.number(-0.6, 0.6)
    let bends = [5200.0, 2300].map { length in
      (
        2 * .pi / (length * random.number(0.85, 1.2)), random.number(0, 2 * .pi),
        random.number(0, 2 * .pi), 0.021 * length
      )
    }
    func spacing(_ tag: UInt64) -> [Double] {
      (0..<lines).map { line in
        var random = TownRandom(seed: seed, tag: tag, line - half)
        return (Double(line - half) + random.number(-0.17, 0.17)) * Self.side
      }
    }
    let us = spacing(41)
    let vs = spacing(42)
    nodes = try workers.mapChunks(of: lines, size: 32) { rows in
      rows.flatMap { j in
        (0..<lines).map { i in
          var random = TownRandom(seed: seed, tag: 43, i - half, j - half)
          var p = Point(us[i] + random.number(-6, 6), vs[j] + random.number(-6, 6))
          // Each bend turns the lattice more than it shears it, so that blocks stay nearly square.
          for (k, first, second, height) in bends {
            p = Point(
              p.x + height * sine(k * p.y + first), p.y - height * sine(k * p.x + second))
          }
          return p.turned(by: angle)
        }
      }
    }.flatMap { $0 }
  }

  /// The number of nodes a row.
  var lines: Int { count + 1 }

  /// The node at the south-west of a cell, for example.
  func node(_ i: Int, _ j: Int) -> Point { nodes[j * lines + i] }

  /// The corners of a cell, anticlockwise from the south-west.
  func corners(_ cell: Int) -> (Point, Point, Point, Point) {
    let i = cell % count
    let j = cell / count
    return (node(i, j), node(i + 1, j), node(i + 1, j + 1), node(i, j + 1))
  }

  /// The middle of a cell.
  func middle(_ cell: Int) -> Point {
    let (a, b, c, d) = corners(cell)
    return (a + b + c + d) / 4
  }

  /// The node nearest to a point, by steps towards it: the lattice is bent only a little.
  func nearestNode(to p: Point) -> (i: Int, j: Int) {
    var i = count / 2
    var j = count / 2
    while true {
      var best = (i, j)
      var least = (node(i, j) - p).length
      for (x, y) in [(i + 1, j), (i - 1, j), (i, j + 1), (i, j - 1)]
      where x >= 0 && y >= 0 && x < lines && y < lines && (node(x, y) - p).length < least {
        best = (x, y)
        least = (node(x, y) - p).length
      }
      if best == (i, j) { return best }
      (i, j) = best
    }
  }

  /// The cell whose middle is nearest to a point inside the lattice.
  func cell(at p: Point) -> Int {
    let (i, j) = nearestNode(to: p)
    var best = 0
    var least = Double.infinity
    for (x, y) in [(i, j), (i - 1, j), (i, j - 1), (i - 1, j - 1)]
    where x >= 0 && y >= 0 && x < count && y < count {
      let distance = (middle(y * count + x) - p).length
      if distance < least {
        least = distance
        best = y * count + x
      }
    }
    return best
  }

  /// The lattice with nodes moved where no block needs them: fields are less regular than streets.
  func loosened(around blocks: [Int]) -> StreetLattice {
    var isFixed = [Bool](repeating: false, count: nodes.count)
    for cell in blocks {
      let corner = cell / count * lines + cell % count
      for node in [corner, corner + 1, corner + lines, corner + lines + 1] { isFixed[node] = true }
    }
    var moved = nodes
    for node in nodes.indices where !isFixed[node] {
      var random = TownRandom(
        seed: seed, tag: 45, node % lines - count / 2, node / lines - count / 2)
      moved[node] += Point(random.number(-12, 12), random.number(-12, 12))
    }
    return StreetLattice(count: count, nodes: moved, seed: seed)
  }

  private init(count: Int, nodes: [Point], seed: UInt64) {
    self.count = count
    self.nodes = nodes
    self.seed = seed
  }

  /// The border between two neighbouring nodes, with the first and without the last.
  ///
  /// - Parameter isStraight: Whether it is a street between blocks; field borders wind.
  func border(from a: Int, to b: Int, isStraight: Bool) -> [Point] {
    if isStraight { return [nodes[a]] }
    let first = Swift.min(a, b)
    let last = Swift.max(a, b)
    var random = TownRandom(
      seed: seed, tag: 44, first % lines - count / 2,
      (first / lines - count / 2) * 2 + (last - first == 1 ? 0 : 1))
    let bend = wavyLine(
      from: nodes[first], to: nodes[last], bend: 0.11, pieces: 4, random: &random)
    return [nodes[a]] + (a < b ? bend : bend.reversed())
  }
}
