import GEOSBinding
import Overlay
import PlanModel
import TestSupport
import Testing

@Suite struct ZonalTests {
  /// A band whose values are a function of column and row; nil is nodata.
  private func band(
    _ grid: RasterGrid, _ value: @escaping @Sendable (Int, Int) -> Double?
  ) -> Raster { madeUpRaster(grid, value) }

  private let three = RasterGrid(
    originX: 0, originY: 3, cellWidth: 1, cellHeight: 1, columns: 3, rows: 3)

  @Test("trap 9: on a 3 × 3 grid cells count by the fraction that is covered, not by their centre")
  func fractions() throws {
    let values = band(three) { column, row in Double(3 * row + column + 1) }
    let statistics = try zonalStatistics(
      of: values,
      zones: Shapes.column(
        Shapes.rectangle(0.5, 1.5, 2, 3), Shapes.rectangle(1, 1, 2, 2),
        Shapes.rectangle(0.25, 0.25, 0.5, 0.5),
        Shapes.polygon([(0, 0), (3, 0), (0, 3)]), Shapes.point(1, 1), []), workers: Workers(2))
    // Cells 1 and 4 by half the width, 2 and 5 whole; the lower row by half its height.
    #expect(statistics[0].count == 2.25)
    #expect(statistics[0].sum == 0.5 * 1 + 2 + 0.25 * 4 + 0.5 * 5)
    #expect(statistics[0].min == 1 && statistics[0].max == 5)
    // A zone that is one cell, with its border on the grid lines, touches that cell alone.
    #expect(statistics[1].count == 1 && statistics[1].sum == 5)
    #expect(statistics[1].min == 5 && statistics[1].max == 5)
    // A zone far from every centre still counts.
    #expect(statistics[2].count == 0.0625 && statistics[2].sum == 0.0625 * 7)
    #expect(abs(statistics[3].count - 4.5) < 1e-12)
    #expect(abs(statistics[3].sum - (0.5 * (1 + 5 + 9) + 4 + 7 + 8)) < 1e-12)
    #expect(statistics[4].count == 0 && statistics[4].mean == nil && statistics[5].count == 0)
  }

  @Test("trap 3: nodata and ground outside the raster are missing, never zero")
  func missing() throws {
    let values = band(three) { column, row in column == 1 ? nil : 10 }
    let statistics = try zonalStatistics(
      of: values,
      zones: Shapes.column(Shapes.rectangle(0, 0, 3, 3), Shapes.rectangle(2, 2, 5, 4)),
      workers: Workers(1))
    #expect(statistics[0].count == 6 && statistics[0].missing == 3 && statistics[0].mean == 10)
    #expect(statistics[1].count == 1 && statistics[1].missing == 5 && statistics[1].mean == 10)
  }

  @Test(
    "coverage agrees with GEOS cutting every cell, on hostile zones",
    arguments: 0..<10 as Range<UInt64>)
  func agreesWithGEOS(seed: UInt64) throws {
    var shapes = try HostileShapes(seed: 3 * seed)
    let zones = try shapes.column(12)
    let grid = RasterGrid(
      originX: -20, originY: 130, cellWidth: 7.5, cellHeight: 6, columns: 22, rows: 27)
    let values = band(grid) { column, row in
      (column + row) % 7 == 0 ? nil : Double(column * column - 3 * row)
    }
    let statistics = try zonalStatistics(of: values, zones: zones, workers: Workers(2))
    for zone in 0..<zones.count where !zones.isMissing(zone) {
      let polygon = try shapes.context.read(wkb: zones.row(zone))
      var count = 0.0
      var sum = 0.0
      for row in 0..<grid.rows {
        for column in 0..<grid.columns where (column + row) % 7 != 0 {
          let x = grid.originX + Double(column) * grid.cellWidth
          let y = grid.originY - Double(row) * grid.cellHeight
          let cell = try shapes.context.box(
            minX: x, minY: y - grid.cellHeight, maxX: x + grid.cellWidth, maxY: y)
          let fraction =
            try polygon.intersection(cell).area() / (grid.cellWidth * grid.cellHeight)
          count += fraction
          sum += fraction * Double(column * column - 3 * row)
        }
      }
      #expect(abs(statistics[zone].count - count) < 1e-9 * max(1, count), "zone \(zone)")
      #expect(abs(statistics[zone].sum - sum) < 1e-9 * max(1, 500 * count), "zone \(zone)")
      let cells = try polygon.area() / (grid.cellWidth * grid.cellHeight)
      #expect(
        abs(statistics[zone].count + statistics[zone].missing - cells) < 1e-8 * max(1, cells))
    }
  }

  @Test("a raster of several blocks gives the same with one worker and with four")
  func blocks() throws {
    let grid = RasterGrid(
      originX: 0, originY: 2000, cellWidth: 1, cellHeight: 1, columns: 2500, rows: 2000)
    let values = band(grid) { column, row in Double(column) + 0.001 * Double(row) }
    let zones = Shapes.column(
      Shapes.polygon([(3, 3), (2400, 40), (1200.5, 1999)]), Shapes.rectangle(0.5, 0.5, 2.5, 1999.5))
    let one = try zonalStatistics(of: values, zones: zones, workers: Workers(1))
    #expect(try zonalStatistics(of: values, zones: zones, workers: Workers(4)) == one)
    #expect(abs(one[1].count - 2 * 1999) < 1e-9)
    let area = try measures(of: zones, workers: Workers(1)).area[0]
    #expect(abs(one[0].count - area) < 1e-9 * area)
  }
}
