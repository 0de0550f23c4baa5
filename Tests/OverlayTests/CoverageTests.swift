import GEOSBinding
import Overlay
import PlanModel
import TestSupport
import Testing

/// Exactly covered fractions against laws and against cutting every cell.
@Suite struct CoverageTests {
  /// The polygon of a cell.
  private func cell(_ grid: RasterGrid, _ column: Int, _ row: Int) -> [UInt8] {
    let x = grid.originX + Double(column) * grid.cellWidth
    let y = grid.originY - Double(row) * grid.cellHeight
    return Shapes.rectangle(x, y - grid.cellHeight, x + grid.cellWidth, y)
  }

  /// A star of some corners about a point, with one hole or none.
  private func star(_ random: inout Seeded, x: Double, y: Double, reach: Double) -> [UInt8] {
    let corners = Int.random(in: 3...14, using: &random)
    let radii = (0..<corners).map { _ in Double.random(in: 0.2...1, using: &random) * reach }
    func ring(_ share: Double) -> [(Double, Double)] {
      var points = radii.enumerated().map { index, radius in
        // Rational points of the circle, so that no library function decides the digits.
        let t = Double(index) / Double(corners) * 4
        let (quarter, s) = (Int(t), t - Double(Int(t)))
        let (c, d) = ((1 - s * s) / (1 + s * s), 2 * s / (1 + s * s))
        let turned = [(c, d), (-d, c), (-c, -d), (d, -c)][quarter % 4]
        return (x + turned.0 * radius * share, y + turned.1 * radius * share)
      }
      points.append(points[0])
      return points
    }
    return Bool.random(using: &random)
      ? Shapes.polygon(ring(1), ring(0.4)) : Shapes.polygon(ring(1))
  }

  @Test(
    "random zones agree with cutting every cell, on any grid and by any windows",
    arguments: 0..<24 as Range<UInt64>)
  func agreesWithCutting(seed: UInt64) throws {
    var random = Seeded(seed &* 977 + 5)
    let grid = RasterGrid(
      originX: Double.random(in: -1e4...1e4, using: &random),
      originY: Double.random(in: -1e4...1e4, using: &random),
      cellWidth: Double.random(in: 0.3...9, using: &random),
      cellHeight: Double.random(in: 0.3...9, using: &random),
      columns: Int.random(in: 1...13, using: &random), rows: Int.random(in: 1...13, using: &random))
    let extent = grid.extent
    let zones = GeometryColumn(
      rows: (0..<12).map { _ in
        star(
          &random, x: Double.random(in: extent.minX...extent.maxX, using: &random),
          y: Double.random(in: extent.minY...extent.maxY, using: &random),
          reach: Double.random(in: 0.05...1.2, using: &random) * max(extent.width, extent.height))
      })
    let salt = Int(seed)
    let value: @Sendable (Int, Int) -> Double? = { column, row in
      (column * 7 + row * 3 + salt) % 5 == 0
        ? nil : Double((column * 31 + row * 17 + salt) % 101) - 50
    }
    let raster = madeUpRaster(
      grid, tile: (Int.random(in: 1...5, using: &random), Int.random(in: 1...5, using: &random)),
      isSingle: seed % 2 == 0, value)
    var request = ZonalRequest()
    request.extremes = true
    request.variance = true
    let found = try zonalResults(
      of: raster, zones: zones, request: request, workers: Workers(2))[0].statistics
    let context = try GEOSContext()
    for zone in 0..<zones.count {
      let polygon = try context.read(wkb: zones.row(zone))
      guard try polygon.invalidity() == nil else { continue }
      var parts: [(value: Double, fraction: Double)] = []
      for row in 0..<grid.rows {
        for column in 0..<grid.columns {
          guard let value = value(column, row) else { continue }
          let box = try context.read(wkb: cell(grid, column, row))
          let fraction =
            try polygon.intersection(box).area() / (grid.cellWidth * grid.cellHeight)
          if fraction > 1e-9 { parts.append((value, fraction)) }
        }
      }
      let count = parts.map(\.fraction).compensatedSum()
      let sum = parts.map { $0.value * $0.fraction }.compensatedSum()
      let statistics = found[zone]
      #expect(abs(statistics.count - count) < 1e-8, "zone \(zone)")
      #expect(abs(statistics.sum - sum) < 1e-6, "zone \(zone)")
      let area = try polygon.area() / (grid.cellWidth * grid.cellHeight)
      #expect(abs(statistics.count + statistics.missing - area) < 1e-8 * max(1, area))
      guard count > 1e-6 else { continue }
      let mean = sum / count
      let squares = parts.map { ($0.value - mean) * ($0.value - mean) * $0.fraction }
      #expect(abs(statistics.squares - squares.compensatedSum()) < 1e-5 * max(1, count))
      #expect(
        statistics.min <= parts.map(\.value).min()! && statistics.max >= parts.map(\.value).max()!)
    }
  }

  @Test(
    "the parts of a partition of the extent cover each cell once",
    arguments: 0..<8 as Range<UInt64>)
  func partition(seed: UInt64) throws {
    var random = Seeded(seed)
    // A fan of triangles and quadrilaterals about a point covers the extent without a gap.
    let grid = RasterGrid(
      originX: 100, originY: 50, cellWidth: 0.7, cellHeight: 1.3, columns: 17, rows: 11)
    let e = grid.extent
    let middle = (
      Double.random(in: e.minX...e.maxX, using: &random),
      Double.random(in: e.minY...e.maxY, using: &random)
    )
    var rim: [(Double, Double)] = []
    for _ in 0..<4 { rim.append((Double.random(in: e.minX...e.maxX, using: &random), e.minY)) }
    rim.sort { $0.0 < $1.0 }
    rim = [(e.minX, e.minY)] + rim + [(e.maxX, e.minY), (e.maxX, e.maxY), (e.minX, e.maxY)]
    let zones = GeometryColumn(
      rows: rim.indices.map { index in
        let next = rim[(index + 1) % rim.count]
        return Shapes.polygon([middle, rim[index], next, middle])
      })
    // Each cell alone: a raster that is 1 there and missing elsewhere.
    for row in 0..<grid.rows {
      for column in 0..<grid.columns {
        let raster = madeUpRaster(grid) { $0 == column && $1 == row ? 1 : nil }
        let found = try zonalStatistics(of: raster, zones: zones, workers: Workers(1))
        #expect(abs(found.map(\.count).compensatedSum() - 1) < 1e-12)
      }
    }
    let values = madeUpRaster(grid) { Double($0 * 13 % 7 - $1) }
    let sums = try zonalStatistics(of: values, zones: zones, workers: Workers(2)).map(\.sum)
    let whole = (0..<11).flatMap { row in (0..<17).map { Double($0 * 13 % 7 - row) } }
    #expect(abs(sums.compensatedSum() - whole.reduce(0, +)) < 1e-9)
  }

  @Test("neither the order of zones, nor the tiles, nor the workers change a digit of a zone")
  func orderAndWorkers() throws {
    var random = Seeded(11)
    let grid = RasterGrid(
      originX: 0, originY: 700, cellWidth: 1, cellHeight: 1, columns: 900, rows: 700)
    let rows = (0..<60).map { _ in
      star(
        &random, x: Double.random(in: 0...900, using: &random),
        y: Double.random(in: 0...700, using: &random), reach: 200)
    }
    let value: @Sendable (Int, Int) -> Double? = { c, r in
      (c * r) % 11 == 0 ? nil : Double(c - 3 * r)
    }
    var request = ZonalRequest()
    request.extremes = true
    request.variance = true
    request.frequencies = true
    request.quantiles = [0.1, 0.5]
    let raster = madeUpRaster(grid, tile: (100, 70), value)
    func results(_ rows: [[UInt8]], _ workers: Int) throws -> ZonalResult {
      try zonalResults(
        of: raster, zones: GeometryColumn(rows: rows), request: request, workers: Workers(workers))[
          0]
    }
    let one = try results(rows, 1)
    let four = try results(rows, 4)
    let turned = try results(rows.reversed(), 3)
    #expect(one.statistics == four.statistics && one.quantiles == four.quantiles)
    #expect(one.frequencies == four.frequencies)
    #expect(one.statistics == turned.statistics.reversed())
    #expect(one.quantiles.map { $0.reversed() } == turned.quantiles)
    #expect(one.frequencies == turned.frequencies.reversed())
  }

  @Test("zones with borders on grid lines touch their own cells only, whatever the size of cells")
  func gridLines() throws {
    for size in [0.1, 1.0 / 3, 1, 5, 30] {
      let grid = RasterGrid(
        originX: 12 * size, originY: 40 * size, cellWidth: size, cellHeight: size, columns: 9,
        rows: 9)
      let raster = madeUpRaster(grid) { $0 == 4 && $1 == 4 ? 7 : 1e6 }
      // The ninth cell of nine, and a block of three by two.
      let zones = Shapes.column(
        Shapes.rectangle(16 * size, 35 * size, 17 * size, 36 * size),
        Shapes.rectangle(12 * size, 38 * size, 15 * size, 40 * size))
      let found = try zonalStatistics(of: raster, zones: zones, workers: Workers(1))
      #expect(found[0].max == 7, "cells of \(size)")
      #expect(abs(found[0].count - 1) < 1e-9 && abs(found[1].count - 6) < 1e-9)
    }
  }

  @Test("a raster of one cell; zones inside, around, beside it")
  func oneCell() throws {
    let grid = RasterGrid(
      originX: 0, originY: 10, cellWidth: 10, cellHeight: 10, columns: 1, rows: 1)
    let raster = madeUpRaster(grid) { _, _ in 4 }
    let zones = Shapes.column(
      Shapes.rectangle(2, 2, 4, 7), Shapes.rectangle(-5, -5, 15, 15),
      Shapes.rectangle(20, 0, 30, 10),
      Shapes.polygon(Shapes.corners(-5, -5, 15, 15), Shapes.corners(0, 0, 10, 10)))
    let found = try zonalStatistics(of: raster, zones: zones, workers: Workers(2))
    #expect(abs(found[0].count - 0.1) < 1e-15 && found.dropFirst().map(\.count) == [1, 0, 0])
    #expect(found.map(\.missing) == [0, 3, 1, 3])
  }

  @Test("no zones, and zones without an area, give nothing and read nothing")
  func nothing() throws {
    let grid = RasterGrid(originX: 0, originY: 1, cellWidth: 1, cellHeight: 1, columns: 1, rows: 1)
    let raster = Raster(
      crs: metric, grid: grid, bands: [Raster.Band(name: "a", isInteger: false)], tile: (1, 1)
    ) {
      Issue.record("nothing need be opened")
      return RasterReader { _, _, _ in }
    }
    #expect(
      try zonalStatistics(of: raster, zones: GeometryColumn(rows: []), workers: Workers(2)).isEmpty)
    let found = try zonalStatistics(
      of: raster, zones: Shapes.column(Shapes.point(0, 0), []), workers: Workers(2))
    #expect(found.map(\.count) == [0, 0] && found.map(\.missing) == [0, 0])
  }
}
