public import PlanModel

/// Statistics of one band's cells under each zone; see ``zonalResults(of:zones:request:weights:mask:workers:)``.
///
/// - Parameter zones: Polygons in the raster's CRS.
public func zonalStatistics(
  of raster: Raster, zones: GeometryColumn, workers: Workers
) throws -> [ZonalStatistics] {
  var request = ZonalRequest()
  request.extremes = true
  return try zonalResults(of: raster, zones: zones, request: request, workers: workers)[0]
    .statistics
}

/// Statistics of the cells of each band under each zone, weighted by the exactly covered fraction of each cell.
///
/// The raster is read once, window by window, whatever the number of zones, and the fractions of a window are computed
/// once, whatever the number of bands. What a zone covers without a value there, be it nodata or ground outside the
/// raster, counts as missing, so that count and missing add up to the zone's area in cells. Zones without an area
/// (points, lines, missing rows) cover nothing.
///
/// - Parameters:
///   - zones: Polygons in the raster's CRS.
///   - weights: A raster of one band and the same cells, for the weighted mean.
///   - mask: A raster of one band and the same cells: where it is 0 or has no value, and outside the raster, ground
///     is left out altogether, neither counted nor missing.
/// - Returns: One result a band.
/// - Throws: What reading throws; an error that names the row of a malformed geometry.
/// - Complexity: O(*cells under the zones* + *edges* × *cells an edge passes*); each worker holds one window of one band
///   (about a million cells, or a tile), and its zones' fractions. Quantiles and frequencies also hold 16 bytes for each
///   cell under a zone; where that comes to more than 64 million cells, zones are taken in groups and the raster is
///   read once a group.
public func zonalResults(
  of raster: Raster, zones: GeometryColumn, request: ZonalRequest, weights: Raster? = nil,
  mask: Raster? = nil, workers: Workers
) throws -> [ZonalResult] {
  let grid = raster.grid
  precondition(grid.cellWidth > 0 && grid.cellHeight > 0, "cells have a size")
  precondition(
    weights.map { $0.grid.hasSameCells(as: grid) } ?? true, "weights have the same cells")
  precondition(mask.map { $0.grid.hasSameCells(as: grid) } ?? true, "the mask has the same cells")
  let all = try measures(of: zones, workers: workers)
  // What has no area covers nothing, and no cell need be looked at.
  let extents = (0..<zones.count).map { all.area[$0] > 0 ? all.extents[$0] : .empty }
  let pass = ZonalPass(
    raster: raster, weights: weights, mask: mask, zones: zones, extents: extents, request: request,
    workers: workers)
  var results = Array(
    repeating: ZonalResult(
      statistics: Array(repeating: ZonalStatistics(), count: zones.count)),
    count: raster.bands.count)
  for rows in groups(of: all, request, raster) { try pass.run(rows, into: &results) }
  if mask != nil { return results }
  for zone in 0..<zones.count where all.area[zone] > 0 {
    if grid.extent.contains(all.extents[zone]) { continue }
    let whole = all.area[zone] / (grid.cellWidth * grid.cellHeight)
    for band in results.indices {
      let covered = results[band].statistics[zone].count + results[band].statistics[zone].missing
      if whole - covered > 1e-9 * whole {
        results[band].statistics[zone].missing += whole - covered
      }
    }
  }
  return results
}

/// Runs of zones whose cells' values may be kept at the same time.
private func groups(
  of all: GeometryMeasures, _ request: ZonalRequest, _ raster: Raster
) -> [Range<Int>] {
  let zones = all.area.count
  if !request.keepsValues || zones == 0 { return [0..<zones] }
  let most = 67_108_864.0 / Double(raster.bands.count)
  let cell = raster.grid.cellWidth * raster.grid.cellHeight
  var groups: [Range<Int>] = []
  var first = 0
  var cells = 0.0
  for zone in 0..<zones {
    let own = all.area[zone] / cell
    if cells > 0, cells + own > most {
      groups.append(first..<zone)
      first = zone
      cells = 0
    }
    cells += own
  }
  return groups + [first..<zones]
}
