import Overlay
import PlanModel
import TestSupport
import Testing

@Suite struct FuzzTests {
  @Test(
    "bytes with random errors are measured and overlaid, or refused, but never read out of bounds")
  func mutatedBytes() throws {
    var random = Seeded(2024)
    let seeds = [
      Shapes.polygon(Shapes.corners(0, 0, 9, 9), Shapes.corners(2, 2, 3, 3)), Shapes.point(1, 2),
      Shapes.multiPolygon([Shapes.rectangle(0, 0, 1, 1), Shapes.rectangle(3, 3, 4, 4)]),
      Shapes.collection([Shapes.point(0, 0), Shapes.line([(0, 0), (5, 5)])]),
    ]
    let square = Shapes.column(Shapes.rectangle(0, 0, 5, 5))
    let grid = RasterGrid(
      originX: 0, originY: 10, cellWidth: 1, cellHeight: 1, columns: 10, rows: 10)
    let band = madeUpRaster(grid) { _, _ in 1 }
    var refused = 0
    var accepted = 0
    for round in 0..<3000 {
      var bytes = seeds[round % seeds.count]
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let position = Int.random(in: 0..<bytes.count, using: &random)
        bytes[position] = UInt8.random(in: .min ... .max, using: &random)
      }
      if round % 5 == 0 { bytes.removeLast(Int.random(in: 1..<bytes.count, using: &random)) }
      let column = GeometryColumn(rows: [bytes])
      do {
        let all = try measures(of: column, workers: Workers(1))
        #expect(all.area[0].isFinite)
        let shared = try sharedAreas(of: square, with: column, gridSize: 0.001, workers: Workers(1))
        #expect(shared.allSatisfy { $0.shared.isFinite })
        let zonal = try zonalStatistics(of: band, zones: column, workers: Workers(1))
        #expect(zonal[0].count.isFinite)
        accepted += 1
      } catch {
        refused += 1
      }
    }
    #expect(refused > 500 && accepted > 500)
  }

  @Test("a huge polygon with few edges and a small one share the small one to nine digits")
  func hugeAndSmall() throws {
    let huge = Shapes.column(Shapes.rectangle(-1e7, -1e7, 1e7, 1e7))
    let small = Shapes.column(
      Shapes.polygon([(0.1, 0.1), (3.2, 0.4), (2.9, 2.2), (1.7, 1.1), (0.4, 2.6)]))
    let area = try measures(of: small, workers: Workers(1)).area[0]
    for (left, right) in [(huge, small), (small, huge)] {
      let shared = try sharedAreas(of: left, with: right, gridSize: 0, workers: Workers(1))
      #expect(shared.count <= 1)
      // As a share of the huge one it is below what is reported.
      if left.bytes == small.bytes { #expect(abs(shared[0].shared - area) <= 1e-12 * area) }
    }
    let bent = Shapes.column(
      Shapes.polygon([(-1e7, -1e7), (1e7, -1e7), (1e7, 1e7), (1.5, 1e7), (1.5, -1e6)]))
    let sum = try sharedAreas(of: small, with: bent, gridSize: 0, workers: Workers(1))
    let left = Shapes.column(Shapes.polygon([(-1e7, -1e7), (1.5, -1e6), (1.5, 1e7), (-1e7, 1e7)]))
    let rest = try sharedAreas(of: small, with: left, gridSize: 0, workers: Workers(1))
    #expect(abs(sum[0].shared + rest[0].shared - area) <= 1e-9 * area)
  }
}
