import PlanModel
import TestSupport
import Testing

@testable import Overlay

@Suite("Where roofs face in a height model")
struct RoofFacingTests {
  private let slopes = RoofSlopes(flatBelow: 10, steepest: 60)

  /// A plane on 0.5 m cells that rises by `east` and `north` per metre.
  private func plane(
    _ east: Double, _ north: Double, columns: Int = 3, rows: Int = 3, tile: Int = 64
  ) -> Raster {
    madeUpRaster(
      RasterGrid(
        originX: 0, originY: Double(rows) / 2, cellWidth: 0.5, cellHeight: 0.5, columns: columns,
        rows: rows), tile: (tile, tile)
    ) { column, row in 100 + east * 0.5 * Double(column) - north * 0.5 * Double(row) }
  }

  private func facing(_ raster: Raster, column: Int = 1, row: Int = 1) throws -> RoofFacing? {
    let faces = roofFacingRaster(of: raster, slopes: slopes)
    var found: [RoofFacing] = []
    for facing in RoofFacing.allCases {
      let cells = try faces.cells(
        band: facing.rawValue,
        RasterWindow(columns: column..<column + 1, rows: row..<row + 1))
      if cells[0] == 1 { found.append(facing) }
    }
    #expect(found.count <= 1)
    return found.first
  }

  @Test("Horn's formula gives the slope of a plane, whatever its direction")
  func hornOfPlane() {
    for (east, north) in [(0.0, 0.0), (0.5, 0), (0, -0.25), (1.5, 2), (-0.125, 0.75)] {
      var heights = Array(repeating: 0.0, count: 9)
      for row in 0..<3 {
        for column in 0..<3 {
          // Cells of 2 m by 4 m.
          heights[3 * row + column] = 7 + east * 2 * Double(column) - north * 4 * Double(row)
        }
      }
      let rise = hornGradient(
        (
          heights[0], heights[1], heights[2], heights[3], heights[4], heights[5], heights[6],
          heights[7], heights[8]
        ), cellWidth: 2, cellHeight: 4)
      #expect(rise.east == east && rise.north == north)
    }
  }

  @Test("Horn weights the nearest neighbours twice, as his paper has it")
  func hornOfBump() {
    // A corner 8 m up in the north-east, cells of 1 m: (8 − 0) ÷ 8 in both directions.
    let corner = hornGradient((0, 0, 8, 0, 0, 0, 0, 0, 0), cellWidth: 1, cellHeight: 1)
    #expect(corner.east == 1 && corner.north == 1)
    // The neighbour in the east counts twice; the middle does not count.
    let side = hornGradient((0, 0, 0, 0, 99, 8, 0, 0, 0), cellWidth: 1, cellHeight: 1)
    #expect(side.east == 2 && side.north == 0)
  }

  @Test("a roof faces the way water runs: a plane that rises to the north faces south")
  func directions() throws {
    // Half a metre per metre is 26.6 degrees.
    #expect(try facing(plane(0, 0.5)) == .south)
    #expect(try facing(plane(0, -0.5)) == .north)
    #expect(try facing(plane(0.5, 0)) == .west)
    #expect(try facing(plane(-0.5, 0)) == .east)
    // On a diagonal north and south have it.
    #expect(try facing(plane(0.5, 0.5)) == .south)
  }

  @Test("below 10 degrees a roof is flat, above 60 it is a wall and missing")
  func tilts() throws {
    // tan 9.9° = 0.1745…, tan 10.1° = 0.178…; tan 59.9° = 1.725…, tan 60.1° = 1.739….
    #expect(try facing(plane(0, 0.174)) == .flat)
    #expect(try facing(plane(0, 0.179)) == .south)
    #expect(try facing(plane(0, 1.724)) == .south)
    #expect(try facing(plane(0, 1.74)) == nil)
  }

  @Test("at the edge and beside a gap a cell is missing")
  func missing() throws {
    let raster = madeUpRaster(
      RasterGrid(originX: 0, originY: 4, cellWidth: 1, cellHeight: 1, columns: 5, rows: 4)
    ) { column, row in column == 4 && row == 3 ? nil : 1 }
    let faces = roofFacingRaster(of: raster, slopes: slopes)
    let cells = try faces.cells(band: 0, raster.grid.window)
    let present = (0..<20).filter { cells[$0] != nil }
    // Of the six inner cells the one whose neighbour has no height is out.
    #expect(present == [6, 7, 8, 11, 12])
  }

  @Test(
    "a roof of two planes is half one face and half the other, whatever the tiles",
    arguments: [1, 2, 3, 64])
  func ridge(tile: Int) throws {
    // A ridge along x = 5 m on cells of 0.5 m: west of it the roof rises to the east, so it faces west.
    let raster = madeUpRaster(
      RasterGrid(originX: 0, originY: 4, cellWidth: 0.5, cellHeight: 0.5, columns: 20, rows: 8),
      tile: (tile, tile)
    ) { column, _ in 10 - 0.5 * abs(0.5 * (Double(column) + 0.5) - 5) }
    let shares = try zonalResults(
      of: roofFacingRaster(of: raster, slopes: slopes),
      zones: Shapes.column(Shapes.rectangle(1, 1, 9, 3)), request: ZonalRequest(),
      workers: Workers(3)
    ).map { $0.statistics[0].mean }
    // At the ridge itself Horn sees no slope in half of the two columns beside it: still 0.25 m/m, 14 degrees.
    #expect(shares == [0, 0, 0.5, 0, 0.5])
  }
}
