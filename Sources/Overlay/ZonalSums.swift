public import PlanModel

/// Statistics of a raster's cells under each zone, weighted by the exactly covered fraction of each cell.
///
/// The raster is read once, by blocks of rows, whatever the number of zones. What a zone covers without a
/// value there, be it nodata or ground outside the raster, counts as missing, so that count and missing add
/// up to the zone's area in cells. Zones without an area (points, lines, missing rows) cover nothing.
///
/// - Parameter zones: Polygons in the band's CRS.
/// - Throws: What reading the band throws.
/// - Complexity: O(*cells under the zones* + *edges* × *cells an edge passes*); at most about a million cells
///   of the raster a worker are in memory.
public func zonalStatistics(
  of band: RasterBand, zones: GeometryColumn, workers: Workers
) throws -> [ZonalStatistics] {
  let grid = band.grid
  precondition(grid.cellWidth > 0 && grid.cellHeight > 0, "cells have a size")
  let all = try measures(of: zones, workers: workers)
  var statistics = Array(repeating: ZonalStatistics(), count: zones.count)
  if grid.rows < 1 || grid.columns < 1 { return statistics }
  // Rasters are often stored in tiles of 256 rows: blocks that are whole tiles decode each tile once.
  let fitting = Swift.max(1, 1_048_576 / grid.columns)
  let blockRows = Swift.min(grid.rows, fitting > 256 ? fitting / 256 * 256 : fitting)
  let blocks = (grid.rows + blockRows - 1) / blockRows
  var zonesOfBlock = Array(repeating: [Int32](), count: blocks)
  for zone in 0..<zones.count where all.area[zone] > 0 && all.extents[zone].meets(grid.extent) {
    let extent = all.extents[zone]
    let top = (grid.originY - extent.maxY) / grid.cellHeight
    let bottom = (grid.originY - extent.minY) / grid.cellHeight
    let first = Int(Swift.min(Swift.max(top, 0), Double(grid.rows - 1))) / blockRows
    let last = Int(Swift.min(Swift.max(bottom, 0), Double(grid.rows - 1))) / blockRows
    for block in first...last { zonesOfBlock[block].append(Int32(zone)) }
  }
  let buckets = zonesOfBlock
  let parts = try workers.mapChunks(of: blocks, size: 1) { chunk in
    let block = chunk.lowerBound
    if buckets[block].isEmpty { return [ZonalStatistics]() }
    let rows = block * blockRows..<Swift.min(grid.rows, (block + 1) * blockRows)
    let cells = try band.read(rows)
    var coverage = CoverageFractions()
    var edges: [Edge] = []
    return try buckets[block].map { zone in
      edges.removeAll(keepingCapacity: true)
      guard appendEdges(of: zones[Int(zone)], to: &edges) else {
        throw MalformedGeometry(row: Int(zone))
      }
      coverage.cover(edges, extent: all.extents[Int(zone)], grid: grid, rows: rows)
      return summarise(cells, under: coverage, columns: grid.columns)
    }
  }
  // Joined block by block from the top, so that the number of workers does not change a digit.
  for (block, part) in parts.enumerated() {
    for (zone, sum) in zip(buckets[block], part) { statistics[Int(zone)].add(sum) }
  }
  for zone in 0..<zones.count where all.area[zone] > 0 {
    if grid.extent.contains(all.extents[zone]) { continue }
    let whole = all.area[zone] / (grid.cellWidth * grid.cellHeight)
    let covered = statistics[zone].count + statistics[zone].missing
    if whole - covered > 1e-9 * whole { statistics[zone].missing += whole - covered }
  }
  return statistics
}

/// The statistics of one block under one zone.
private func summarise(
  _ cells: RasterBlock, under coverage: CoverageFractions, columns: Int
) -> ZonalStatistics {
  var statistics = ZonalStatistics()
  var index = 0
  for row in coverage.rows {
    let first = (row - cells.rows.lowerBound) * columns
    for column in coverage.columns {
      let fraction = coverage.fractions[index]
      index += 1
      if fraction == 0 { continue }
      let cell = first + column
      if cells.present[cell] == 0 {
        statistics.missing += fraction
        continue
      }
      let value = cells.values[cell]
      statistics.count += fraction
      statistics.sum += fraction * value
      statistics.min = Swift.min(statistics.min, value)
      statistics.max = Swift.max(statistics.max, value)
    }
  }
  return statistics
}

extension ZonalStatistics {
  /// Adds the statistics of other cells.
  mutating func add(_ other: ZonalStatistics) {
    count += other.count
    sum += other.sum
    min = Swift.min(min, other.min)
    max = Swift.max(max, other.max)
    missing += other.missing
  }
}
