import GEOSBinding
public import PlanModel

/// The area of each district that is both supported and opposed, m².
///
/// Overlapping claims of one side count once: it is the area of (union of support) ∩ (union of oppose) ∩
/// district. Features without an area count nothing.
///
/// - Parameter gridSize: The precision grid of the second attempt where an overlay fails, in m.
public func conflictAreas(
  support: GeometryColumn, oppose: GeometryColumn, districts: GeometryColumn, gridSize: Double,
  workers: Workers
) throws -> [Double] {
  let sides = try [support, oppose].map { side in
    let all = try measures(of: side, workers: workers)
    return (geometry: side, tree: ExtentTree(all.extents), area: all.area)
  }
  let extents = try measures(of: districts, workers: workers).extents
  return try workers.mapChunks(of: districts.count, size: 4) { rows in
    let ladder = try OverlayLadder(gridSize: gridSize)
    var scratch = OverlayScratch()
    var areas: [Double] = []
    for row in rows {
      var rest: GEOSGeometry?
      for side in sides {
        side.tree.find(extents[row], into: &scratch.found, scratch: &scratch.nodes)
        let features = scratch.found.map(Int.init).filter { side.area[$0] > 0 }
        if features.isEmpty {
          rest = nil
          break
        }
        let parts = try features.map { try ladder.context.read(wkb: side.geometry[$0]) }
        guard let union = ladder.union(parts, expected: nil).geometry else {
          rest = nil
          break
        }
        guard let first = rest else {
          let district = try ladder.context.read(wkb: districts[row])
          rest = ladder.cut(district, union, .intersection, expected: nil).geometry
          if rest == nil { break }
          continue
        }
        rest = ladder.cut(first, union, .intersection, expected: nil).geometry
      }
      areas.append(try rest?.area() ?? 0)
    }
    return areas
  }.flatMap { $0 }
}
