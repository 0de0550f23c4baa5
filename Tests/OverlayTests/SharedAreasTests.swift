import GEOSBinding
import Overlay
import PlanModel
import TestSupport
import Testing

@Suite struct SharedAreasTests {
  /// The shared areas as a dense table.
  private func table(
    _ left: GeometryColumn, _ right: GeometryColumn, workers: Int = 2
  ) throws -> [[Double]] {
    var table = Array(
      repeating: Array(repeating: 0.0, count: right.count), count: left.count)
    for entry in try sharedAreas(of: left, with: right, gridSize: 0, workers: Workers(workers)) {
      table[entry.feature][entry.area] = entry.shared
    }
    return table
  }

  @Test("squares that share a half, a corner, an edge, nothing, or lie in one another")
  func squares() throws {
    let square = Shapes.column(Shapes.rectangle(0, 0, 2, 2))
    let others = Shapes.column(
      Shapes.rectangle(1, 0, 3, 2), Shapes.rectangle(2, 2, 3, 3), Shapes.rectangle(2, 0, 3, 2),
      Shapes.rectangle(5, 5, 6, 6), Shapes.rectangle(0.5, 0.5, 1, 1),
      Shapes.rectangle(-9, -9, 9, 9),
      Shapes.rectangle(0, 0, 2, 2), [], Shapes.point(1, 1), Shapes.line([(0, 0), (2, 2)]),
      Shapes.polygon(Shapes.corners(-1, -1, 3, 3), Shapes.corners(0.5, 0.5, 1.5, 1.5)))
    #expect(try table(square, others) == [[2, 0, 0, 0, 0.25, 4, 4, 0, 0, 0, 3]])
  }

  @Test("triangles that cross share what can be worked out by hand")
  func triangles() throws {
    // Two right triangles over the same square of side 2, mirrored: they share a triangle of area 1.
    let left = Shapes.column(Shapes.polygon([(0, 0), (2, 0), (0, 2)]))
    let right = Shapes.column(Shapes.polygon([(0, 0), (2, 0), (2, 2)]))
    #expect(try table(left, right) == [[1]])
  }

  @Test(
    "trap 7: on random hostile layers the index finds what brute force with GEOS finds",
    arguments: 0..<30 as Range<UInt64>)
  func agreesWithBruteForce(seed: UInt64) throws {
    var shapes = try HostileShapes(seed: seed)
    let left = try shapes.column(25)
    let right = try shapes.column(20)
    let fast = try table(left, right)
    for row in 0..<left.count {
      for other in 0..<right.count {
        let plain = try plainSharedArea(left.row(row), right.row(other), in: shapes.context)
        #expect(
          abs(fast[row][other] - plain) <= 1e-9 * max(1, plain), "pair \(row), \(other)")
      }
    }
  }

  @Test("order of the rows and number of workers do not matter")
  func orderAndWorkers() throws {
    var shapes = try HostileShapes(seed: 77)
    let left = try shapes.column(60)
    let right = try shapes.column(40)
    let one = try table(left, right, workers: 1)
    #expect(try table(left, right, workers: 4) == one)
    let backwards = left.selecting((0..<left.count).reversed())
    #expect(try table(backwards, right) == one.reversed())
  }

  @Test(
    "the pieces of a polygon in the cells of a grid add up to it", arguments: 0..<5 as Range<UInt64>
  )
  func piecesAddUp(seed: UInt64) throws {
    var shapes = try HostileShapes(seed: 3 * seed)
    let column = try shapes.column(20)
    var rows: [[UInt8]] = []
    for row in -10..<30 {
      for column in -10..<30 {
        let x = Double(column) * 10
        let y = Double(row) * 10
        rows.append(Shapes.rectangle(x, y, x + 10, y + 10))
      }
    }
    let cells = GeometryColumn(rows: rows)
    let all = try measures(of: column, workers: Workers(1))
    let shared = try table(column, cells)
    for row in 0..<column.count where all.extents[row].maxY < 300 {
      #expect(abs(shared[row].compensatedSum() - all.area[row]) <= 1e-10 * max(1, all.area[row]))
    }
  }

  @Test("an area that is supported and opposed counts once, by district")
  func conflicts() throws {
    let support = Shapes.column(Shapes.rectangle(0, 0, 4, 4), Shapes.rectangle(2, 0, 6, 4))
    let oppose = Shapes.column(
      Shapes.rectangle(3, 0, 9, 2), Shapes.rectangle(3, 0, 4, 2), Shapes.point(1, 1))
    let districts = Shapes.column(
      Shapes.rectangle(0, 0, 5, 5), Shapes.rectangle(5, 0, 9, 5), Shapes.rectangle(20, 0, 21, 1))
    let areas = try conflictAreas(
      support: support, oppose: oppose, districts: districts, gridSize: 0.001, workers: Workers(2))
    #expect(areas == [4, 2, 0])
  }
}
