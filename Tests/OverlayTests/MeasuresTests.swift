import Overlay
import PlanModel
import TestSupport
import Testing

@Suite struct MeasuresTests {
  @Test("a square with a hole has the area of both less, and the centroid away from the hole")
  func squareWithHole() throws {
    let column = Shapes.column(
      Shapes.polygon(Shapes.corners(0, 0, 4, 4), Shapes.corners(0, 0, 2, 2).reversed()), [],
      Shapes.point(3, 7), Shapes.line([(0, 0), (4, 0), (4, 2)]))
    let result = try measures(of: column, workers: Workers(2))
    #expect(result.area == [12, 0, 0, 0])
    // (16 · 2 − 4 · 1) ÷ 12 for the square; (4 · 2 + 2 · 4) ÷ 6 for the line.
    #expect(abs(result.centroidX[0] - 28.0 / 12) < 1e-14)
    #expect(result.centroidX[1].isNaN && result.centroidY[1].isNaN)
    #expect(result.centroidX[2] == 3 && result.centroidY[2] == 7)
    #expect(abs(result.centroidX[3] - 16.0 / 6) < 1e-14)
    #expect(result.extents[1].isEmpty)
    #expect(result.total == Extent(minX: 0, minY: 0, maxX: 4, maxY: 7))
  }

  @Test("rings may run either way round, and far from the origin no digit is lost")
  func orientationAndOffset() throws {
    let x = 4_321_000.0
    let y = 5_432_000.0
    let corners = Shapes.corners(x, y, x + 10, y + 5)
    let column = Shapes.column(
      Shapes.polygon(corners), Shapes.polygon(corners.reversed()),
      Shapes.multiPolygon([
        Shapes.rectangle(x, y, x + 1, y + 1), Shapes.rectangle(x + 5, y, x + 6, y + 1),
      ]))
    let result = try measures(of: column, workers: Workers(1))
    #expect(result.area == [50, 50, 2])
    #expect(result.centroidX == [x + 5, x + 5, x + 3])
    #expect(result.centroidY == [y + 2.5, y + 2.5, y + 0.5])
  }

  @Test(
    "bytes that are no geometry are an error that names the row",
    arguments: [
      [9], [1, 3, 0, 0, 0], [1, 3, 0, 0, 0, 1, 0, 0, 0, 255, 255, 255, 255],
      [1, 6, 0, 0, 0, 255, 255, 255, 255], [1, 99, 0, 0, 0, 0, 0, 0, 0],
      Shapes.polygon([(0, 0), (1, 0), (.infinity, 1)]),
      Shapes.polygon([(0, 0), (1, 0), (.nan, 1)]),
    ] as [[UInt8]])
  func brokenBytes(bytes: [UInt8]) {
    let column = Shapes.column(Shapes.rectangle(0, 0, 1, 1), bytes)
    let error = #expect(throws: (any Error).self) {
      try measures(of: column, workers: Workers(1))
    }
    #expect(error.map { "\($0)" }?.contains("row 1") == true)
  }
}
