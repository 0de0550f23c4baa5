import Overlay
import PlanModel
import TestSupport
import Testing

/// Statistics on grids whose numbers can be checked in the head.
@Suite struct ZonalMeasureTests {
  private let line = RasterGrid(
    originX: 0, originY: 1, cellWidth: 1, cellHeight: 1, columns: 5, rows: 1)

  private func result(
    _ values: [Double?], _ zones: [UInt8]..., weights: [Double?]? = nil, mask: [Double?]? = nil,
    _ change: (inout ZonalRequest) -> Void
  ) throws -> ZonalResult {
    var request = ZonalRequest()
    change(&request)
    func row(_ values: [Double?]) -> Raster { madeUpRaster(line) { column, _ in values[column] } }
    return try zonalResults(
      of: row(values), zones: GeometryColumn(rows: zones), request: request,
      weights: weights.map(row), mask: mask.map(row), workers: Workers(2))[0]
  }

  private let all = Shapes.rectangle(0, 0, 5, 1)

  @Test("quantiles of whole cells are those of spreadsheets")
  func wholeCells() throws {
    let found = try result([50, 10, 30, 20, 40], all, Shapes.rectangle(0, 0, 2, 1)) {
      $0.quantiles = [0, 0.05, 0.25, 0.5, 0.9, 1]
    }
    #expect(found.quantiles.map { $0[0]! } == [10, 12, 20, 30, 46, 50])
    #expect(found.quantiles.map { $0[1]! } == [10, 12, 20, 30, 46, 50])
  }

  @Test("a cell that is covered by half counts half in a quantile")
  func fractions() throws {
    // 10 by a half, 20, 30 whole: places 0, 0 + ½·2 + 1·1 = 2, 2·1 + 2·1.5 = 5 on a scale to 2·2.5 = 5.
    let found = try result([10, 20, 30, 0, 0], Shapes.rectangle(0.5, 0, 3, 1)) {
      $0.quantiles = [0.2, 0.4, 0.7]
    }
    #expect(found.quantiles.map { $0[0]! } == [15, 20, 25])
  }

  @Test(
    "a zone without a value has no quantile, no majority and no variance; one value is all of them")
  func noneAndOne() throws {
    let found = try result(
      [nil, 8, nil, nil, nil], Shapes.rectangle(0, 0, 1, 1), Shapes.rectangle(0, 0, 1.25, 1)
    ) {
      $0.quantiles = [0.5]
      $0.frequencies = true
      $0.variance = true
    }
    #expect(found.quantiles[0] == [nil, 8])
    #expect(found.frequencies[0] == ZonalFrequencies())
    #expect(found.frequencies[1].majority == 8 && found.frequencies[1].variety == 1)
    #expect(found.statistics[0].variance == nil && found.statistics[1].variance == 0)
    #expect(found.statistics[1].count == 0.25 && found.statistics[1].missing == 1)
  }

  @Test("majority, minority, variety and shares go by the covered area, not by the number of cells")
  func frequencies() throws {
    // 3 covers 0.25 + 0.5, 7 covers 1, 1 covers 1.
    let found = try result([3, 7, 1, 3, 9], Shapes.rectangle(0.75, 0, 3.5, 1)) {
      $0.frequencies = true
      $0.shares = true
    }
    #expect(found.frequencies[0].majority == 7)
    #expect(found.frequencies[0].minority == 3)
    #expect(found.frequencies[0].variety == 3)
    #expect(found.shares[0].map(\.value) == [1, 3, 7])
    #expect(found.shares[0].map(\.count) == [1, 0.75, 1])
  }

  @Test(
    "variance is that of all cells, also where large numbers differ by little and blocks are many")
  func variance() throws {
    let found = try result([2, 4, 4, 4, 6], all) { $0.variance = true }
    #expect(abs(found.statistics[0].variance! - 1.6) < 1e-15)
    let grid = RasterGrid(
      originX: 0, originY: 400, cellWidth: 1, cellHeight: 1, columns: 400, rows: 400)
    let raster = madeUpRaster(grid, tile: (50, 50)) { 1e9 + Double(($0 + $1) % 2) }
    var request = ZonalRequest()
    request.variance = true
    let many = try zonalResults(
      of: raster, zones: Shapes.column(Shapes.rectangle(0, 0, 400, 400)), request: request,
      workers: Workers(2))[0].statistics[0]
    #expect(abs(many.variance! - 0.25) < 1e-9)
  }

  @Test("weights multiply fractions; a cell without a weight has no part in the weighted mean")
  func weights() throws {
    let found = try result(
      [10, 20, 30, nil, 50], Shapes.rectangle(0.5, 0, 4, 1), weights: [2, 3, nil, 9, 1]
    ) { _ in }
    // ½·2·10 + 1·3·20 over ½·2 + 3.
    #expect(found.statistics[0].weight == 4 && found.statistics[0].weightedSum == 70)
    #expect(found.statistics[0].weightedMean == 17.5)
    #expect(found.statistics[0].count == 2.5 && found.statistics[0].missing == 1)
  }

  @Test("what a mask does not have is left out, neither counted nor missing")
  func mask() throws {
    let found = try result(
      [10, 20, nil, 40, 50], Shapes.rectangle(-1, 0, 5, 1), mask: [1, 0, 1, nil, 2]
    ) { $0.extremes = true }
    let statistics = found.statistics[0]
    #expect(statistics.count == 2 && statistics.missing == 1)
    #expect(statistics.sum == 60 && statistics.min == 10 && statistics.max == 50)
  }

  @Test("several bands, and many, get the fractions of one window")
  func bands() throws {
    let bands: [@Sendable (Int, Int) -> Double?] = (0..<24).map { band in
      { column, row in (column + row + band) % 9 == 0 ? nil : Double(band * 100 + column) }
    }
    let grid = RasterGrid(
      originX: 0, originY: 30, cellWidth: 1, cellHeight: 1, columns: 40, rows: 30)
    let zones = Shapes.column(
      Shapes.polygon([(1.5, 2.5), (38, 4), (20.2, 28.9)]), Shapes.rectangle(30, 10, 50, 20))
    let together = try zonalResults(
      of: madeUpRaster(grid, bands: bands), zones: zones, request: ZonalRequest(),
      workers: Workers(2))
    for band in 0..<24 {
      let alone = try zonalResults(
        of: madeUpRaster(grid, bands[band]), zones: zones, request: ZonalRequest(),
        workers: Workers(1))
      #expect(together[band].statistics == alone[0].statistics)
    }
  }

  @Test("a vector mask cuts zones exactly, and where its features overlap ground counts once")
  func vectorMask() throws {
    let zones = Shapes.column(
      Shapes.rectangle(0, 0, 4, 4), Shapes.rectangle(20, 20, 21, 21), Shapes.rectangle(1, 1, 2, 2),
      [])
    let mask = Shapes.column(
      Shapes.rectangle(1, 1, 3, 3), Shapes.rectangle(2, 2, 9, 9), Shapes.point(0, 0))
    let cut = try masked(zones, by: mask, gridSize: 1e-6, workers: Workers(2))
    #expect(cut.inexact.isEmpty)
    let areas = try measures(of: cut.zones, workers: Workers(1)).area
    #expect(areas == [7, 0, 1, 0])
  }
}
