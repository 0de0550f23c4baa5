import PlanModel
import TestSupport
import Testing

@testable import Exports

/// Rings of polygons, each with its closing corner.
private func rings(of column: GeometryColumn) throws -> [[[Shapes.Corner]]] {
  func read(_ cursor: inout WKBCursor) throws -> [[Shapes.Corner]] {
    let type = try cursor.type()
    let count = try cursor.count()
    var rings: [[Shapes.Corner]] = []
    for _ in 0..<count {
      if type == 6 {
        rings += try read(&cursor)
        continue
      }
      var (x, y): ([Double], [Double]) = ([], [])
      try cursor.coordinates(try cursor.count(), x: &x, y: &y)
      rings.append(zip(x, y).map { ($0, $1) })
    }
    return rings
  }
  return try (0..<column.count).map { row in
    var cursor = WKBCursor(column, row: row)
    return try read(&cursor)
  }
}

private func area(_ ring: [Shapes.Corner]) -> Double {
  zip(ring, ring.dropFirst()).map { ($0.x * $1.y - $1.x * $0.y) / 2 }.reduce(0, +)
}

private func edges(_ rings: [[[Shapes.Corner]]]) -> [(a: Shapes.Corner, b: Shapes.Corner)] {
  rings.joined().flatMap { ring in zip(ring, ring.dropFirst()).map { ($0, $1) } }
}

/// Cells that fill a square of 1,000 m, with winding borders inside and a straight one around.
private struct WindingCells {
  static let cells = 5
  static let steps = 24

  /// A point of the border between two knots; the same from both sides.
  private static func border(_ i: Int, _ j: Int, alongX: Bool) -> [Shapes.Corner] {
    let side = 1000.0 / Double(cells)
    let isOuter = alongX ? j == 0 || j == cells : i == 0 || i == cells
    var state = UInt64(1 + i * 131 + j * 17 + (alongX ? 7777 : 0))
    return (0...steps).map { step in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let wiggle =
        isOuter || step == 0 || step == steps ? 0 : Double(state >> 40) / Double(1 << 24) * 12 - 6
      let along = side * Double(step) / Double(steps)
      let (x, y) = (side * Double(i), side * Double(j))
      return alongX ? (x + along, y + wiggle) : (x + wiggle, y + along)
    }
  }

  static var column: GeometryColumn {
    var rows: [[UInt8]] = []
    for i in 0..<cells {
      for j in 0..<cells {
        let low = border(i, j, alongX: true)
        let right = border(i + 1, j, alongX: false)
        let top = border(i, j + 1, alongX: true).reversed()
        let left = border(i, j, alongX: false).reversed()
        let ring =
          low.dropLast() + right.dropLast() + Array(top).dropLast() + Array(left).dropLast()
        rows.append(Shapes.polygon(Array(ring)))
      }
    }
    return GeometryColumn(rows: rows)
  }
}

@Suite("Borders with fewer corners")
struct BorderSimplifierTests {
  @Test("borders stay shared, corner by corner: no gap, no overlap", arguments: [0.5, 5, 50])
  func shared(tolerance: Double) throws {
    let before = WindingCells.column
    let after = try rings(of: BorderSimplifier.simplified(before, tolerance: tolerance))
    // Every edge inside is run once each way, every edge around once; and the whole is the square.
    func key(_ a: Shapes.Corner, _ b: Shapes.Corner) -> [Double] { [a.x, a.y, b.x, b.y] }
    let all = edges(after)
    let known = Set(all.map { key($0.a, $0.b) })
    #expect(known.count == all.count)
    for (a, b) in all where !known.contains(key(b, a)) {
      let isAround = [0, 1000].contains { side in
        a.x == side && b.x == side || a.y == side && b.y == side
      }
      #expect(isAround, "(\(a)) – (\(b)) has no other side")
    }
    let sum = after.map { area($0[0]) }.reduce(0, +)
    #expect(abs(sum - 1_000_000) < 1e-6)
    #expect(after.allSatisfy { area($0[0]) > 0 })
    // A border may take at most a strip as wide as the tolerance from a cell.
    for (cell, former) in zip(after, try rings(of: before)) {
      #expect(abs(area(cell[0]) - area(former[0])) <= 4 * 200 * 1.5 * tolerance)
    }
    // At 5 m a third stays of borders that wind by 6 m either way; at 50 m little more than the knots.
    let count = edges(try rings(of: before)).count
    #expect(all.count < (tolerance < 1 ? count * 9 / 10 : tolerance < 10 ? count / 2 : count / 8))
  }

  @Test("no corner that goes lies farther from its border than the tolerance")
  func deviation() throws {
    let before = try rings(of: WindingCells.column)
    let after = try rings(of: BorderSimplifier.simplified(WindingCells.column, tolerance: 4))
    for (cell, former) in zip(after, before) {
      let sides = edges([cell])
      for corner in former[0] {
        let nearest = sides.map { a, b -> Double in
          let (dx, dy) = (b.x - a.x, b.y - a.y)
          let share = max(
            0, min(1, ((corner.x - a.x) * dx + (corner.y - a.y) * dy) / (dx * dx + dy * dy)))
          let (ex, ey) = (corner.x - a.x - share * dx, corner.y - a.y - share * dy)
          return (ex * ex + ey * ey).squareRoot()
        }.min()!
        #expect(nearest <= 4 + 1e-9)
      }
    }
  }

  @Test("no two borders come to cross, told by trying all pairs")
  func crossings() throws {
    let after = try rings(of: BorderSimplifier.simplified(WindingCells.column, tolerance: 30))
    func side(_ a: Shapes.Corner, _ b: Shapes.Corner, _ c: Shapes.Corner) -> Double {
      (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
    }
    let all = edges(after)
    for (k, one) in all.enumerated() {
      for other in all[(k + 1)...] {
        let crosses =
          side(one.a, one.b, other.a) * side(one.a, one.b, other.b) < 0
          && side(other.a, other.b, one.a) * side(other.a, other.b, one.b) < 0
        #expect(!crosses)
      }
    }
  }

  @Test("a small feature keeps its ground where the tolerance is larger than itself")
  func smallFeatures() throws {
    let lens = Shapes.polygon([(0, 0), (1, -0.5), (2, 0), (1, 0.5)])
    let circle = Shapes.polygon([(10, 0), (11, -1), (12, 0), (11, 1), (10.5, 0.8)])
    let after = try rings(
      of: BorderSimplifier.simplified(Shapes.column(lens, [], circle), tolerance: 100)
        .selecting([0, 2]))
    #expect(after.allSatisfy { $0[0].count >= 4 && area($0[0]) > 0.1 })
  }

  @Test("two borders between the same two corners do not fall onto each other")
  func lens() throws {
    let low: [Shapes.Corner] = [(0, 0), (5, -1), (10, 0)]
    let high: [Shapes.Corner] = [(0, 0), (5, 1), (10, 0)]
    let outer: [Shapes.Corner] = [(10, 0), (10, 10), (0, 10)]
    let under: [Shapes.Corner] = [(10, 0), (10, -10), (0, -10)]
    let column = Shapes.column(
      Shapes.polygon(Array(low + [high[1]])), Shapes.polygon(high + outer.dropFirst()),
      Shapes.polygon(low + under.dropFirst()))
    let after = try rings(of: BorderSimplifier.simplified(column, tolerance: 3))
    #expect(abs(area(after[0][0])) > 1)
  }

  @Test("a hole is not crossed by the border around it, and points and missing rows stay")
  func holes() throws {
    let shape = Shapes.polygon(
      [(0, 0), (10, 0), (10, 10), (5, 10.5), (0, 10)],
      [(4, 9.9), (5, 10.3), (6, 9.9)])
    let point = Shapes.point(3, 4)
    let after = try BorderSimplifier.simplified(Shapes.column(shape, [], point), tolerance: 2)
    let first = try rings(of: after.selecting([0]))[0]
    // Without the corner (5, 10.5) the hole would reach out.
    #expect(first[0].contains { $0 == (5, 10.5) } && first[1].count == 4)
    #expect(after.isMissing(1) && after.row(2) == point)
  }

  @Test("a corner where one neighbour has none stays, so that no gap opens")
  func junctions() throws {
    // The upper polygon has no corner at (5, 0), where two lower ones meet a little below the line of the next corners.
    let column = Shapes.column(
      Shapes.polygon([(0, 0), (10, 0), (10, 5), (0, 5)]),
      Shapes.polygon([(0, -5), (5, -5), (5, 0), (0, 0)]),
      Shapes.polygon([(5, -5), (10, -5), (10, 0), (5, 0)]))
    let after = try rings(of: BorderSimplifier.simplified(column, tolerance: 1))
    #expect(after.map { $0[0].count } == [5, 5, 5])
  }

  @Test("the order of rows and where a ring begins change nothing of a lone ring")
  func starts() throws {
    var low: [Shapes.Corner] = []
    var high: [Shapes.Corner] = []
    for k in 0..<20 {
      low.append((Double(k), Double(k % 3) * 0.2))
      high.append((Double(k), 10 + Double(k % 5) * 0.1))
    }
    let ring: [Shapes.Corner] = low + high.reversed()
    func left(from start: Int) throws -> Set<[Double]> {
      let turned: [Shapes.Corner] = Array(ring[start...]) + Array(ring[..<start])
      let after = try rings(
        of: BorderSimplifier.simplified(Shapes.column(Shapes.polygon(turned)), tolerance: 0.5))
      return Set(after[0][0].map { [$0.x, $0.y] })
    }
    #expect(try left(from: 0).count < 20)
    #expect(try left(from: 0) == left(from: 17))
  }
}
