public import PlanModel

/// The area that each feature shares with each area it meets, m², by feature and then area.
///
/// Pairs that share nothing, or only the rounding of touching borders, are left out; overlapping areas each
/// count in full. Points and lines share no area. No geometry is made.
///
/// - Parameter gridSize: The precision grid, in units of the coordinates; a pair that shares less than one of
///   its cells (and less than a millionth of the feature) is left out, as is one below 1e-10 of the feature.
public func sharedAreas(
  of features: GeometryColumn, with areas: GeometryColumn, gridSize: Double, workers: Workers
) throws -> [(feature: Int, area: Int, shared: Double)] {
  let featureMeasures = try measures(of: features, workers: workers)
  let extents = try measures(of: areas, workers: workers).extents
  let index = try PolygonIndex(areas, extents: extents, workers: workers)
  return try sharedAreas(
    of: features, measures: featureMeasures, with: index, gridSize: gridSize, workers: workers
  ).map { (Int($0.feature), Int($0.area), $0.shared) }
}

/// The area that two rows share.
struct SharedArea: Sendable {
  var feature: Int32
  var area: Int32
  var shared: Double
}

/// The area that each feature shares with each row of an index, by feature and then row.
func sharedAreas(
  of features: GeometryColumn, measures: GeometryMeasures, with index: PolygonIndex,
  gridSize: Double, workers: Workers
) throws -> [SharedArea] {
  let tree = ExtentTree(index.extents)
  return try workers.mapChunks(of: features.count, size: 2048) { rows in
    var pairs: [SharedArea] = []
    var scratch = OverlayScratch()
    for row in rows where measures.area[row] > 0 {
      let area = measures.area[row]
      let extent = measures.extents[row]
      tree.find(extent, into: &scratch.found, scratch: &scratch.nodes)
      var mine: PolygonIndex?
      for other in scratch.found {
        switch index.relation(of: extent, to: Int(other)) {
        case .outside: continue
        case .inside: pairs.append(SharedArea(feature: Int32(row), area: other, shared: area))
        case .crosses:
          let feature = try mine ?? PolygonIndex(features.row(row))
          mine = feature
          let shared = feature.sharedArea(
            of: 0, with: Int(other), in: index, scratch: &scratch.local)
          if shared > Swift.max(1e-10 * area, Swift.min(gridSize * gridSize, 1e-6 * area)) {
            pairs.append(SharedArea(feature: Int32(row), area: other, shared: shared))
          }
        }
      }
    }
    return pairs
  }.flatMap { $0 }
}
