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
      from: nodes[first], to: nodes[last], bend: 0.14, pieces: 4, random: &random)
    return [nodes[a]] + (a < b ? bend : bend.reversed())
  }
}
