import GEOSBinding
public import PlanModel

/// The part of each zone that lies in some polygon of a mask; a missing geometry where there is none.
///
/// - Parameters:
///   - zones: Valid polygons.
///   - mask: Valid polygons in the same CRS; where they overlap, ground counts once.
///   - gridSize: The precision grid for cuts that fail without, in units of the coordinates.
/// - Returns: The parts in the order of the zones, with the rows of zones whose cut is not exact.
/// - Throws: Where GEOS cannot be started or a geometry is malformed.
/// - Complexity: O(*n* log *m*) extents, and an overlay for each zone that meets the mask.
public func masked(
  _ zones: GeometryColumn, by mask: GeometryColumn, gridSize: Double, workers: Workers
) throws -> (zones: GeometryColumn, inexact: [Int]) {
  let own = try measures(of: zones, workers: workers)
  let tree = ExtentTree(
    try measures(of: mask, workers: workers).extents.enumerated().map { row, extent in
      mask.isMissing(row) ? .empty : extent
    })
  let chunks = try workers.mapChunks(of: zones.count, size: 256) { rows in
    let ladder = try OverlayLadder(gridSize: gridSize)
    var found: [Int32] = []
    var scratch: [Int32] = []
    var bytes: [[UInt8]] = []
    var inexact: [Int] = []
    for zone in rows {
      found.removeAll(keepingCapacity: true)
      if own.area[zone] > 0 { tree.find(own.extents[zone], into: &found, scratch: &scratch) }
      if found.isEmpty {
        bytes.append([])
        continue
      }
      // In the order of the rows, so that the result does not depend on the tree.
      let parts = try found.sorted().map { try ladder.context.read(wkb: mask.row(Int($0))) }
      let whole = try ladder.context.read(wkb: zones.row(zone))
      let union = parts.count == 1 ? parts[0] : ladder.union(parts, expected: nil).geometry
      guard let union else {
        bytes.append([])
        inexact.append(zone)
        continue
      }
      let cut = ladder.cut(whole, union, .intersection, expected: nil)
      if !cut.isExact { inexact.append(zone) }
      bytes.append(try cut.geometry?.wkb() ?? [])
    }
    return (bytes, inexact)
  }
  return (GeometryColumn(rows: chunks.flatMap(\.0)), chunks.flatMap(\.1))
}
