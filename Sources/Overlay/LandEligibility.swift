public import PlanModel

/// Where each action may go: eligible, excluded and unknown area of each unit, and the eligible polygons.
///
/// Eligible is land of a use the action may claim outside every constraint that excludes it. Excluded is
/// land inside such a constraint, or of a use the action may not claim. Unknown is land of unknown use
/// outside all such constraints; it is never taken for either. The three add up to the unit.
public func eligibility(
  of actions: [LandAction], in partitioning: AreaPartitioning, units: PlanningUnits,
  workers: Workers
) throws -> [Eligibility] {
  let partition = partitioning.partition
  let measures = try measures(of: partitioning.pieces, workers: workers)
  let rules = actions.map { LandRule($0, in: partition) }
  // Actions with one rule share one result.
  var distinct: [LandRule] = []
  let positions = rules.map { rule in
    if let position = distinct.firstIndex(of: rule) { return position }
    distinct.append(rule)
    return distinct.count - 1
  }
  var rowStarts = Array(repeating: 0, count: units.count + 1)
  for unit in partition.unit { rowStarts[Int(unit) + 1] += 1 }
  for unit in 0..<units.count { rowStarts[unit + 1] += rowStarts[unit] }
  let starts = rowStarts
  let results = try distinct.map { rule in
    let chunks = try workers.mapChunks(of: units.count, size: 64) { chunk in
      let ladder = try OverlayLadder(gridSize: 0.001)
      return try chunk.map { unit in
        var sums = (
          eligible: CompensatedSum(), excluded: CompensatedSum(), unknown: CompensatedSum()
        )
        var parts: [(bytes: [UInt8], area: Double, extent: Extent)] = []
        for row in starts[unit]..<starts[unit + 1] {
          let area = partition.area[row]
          switch rule.state(landUse: partition.landUse[row], set: partition.constraintSet[row]) {
          case .eligible:
            sums.eligible.add(area)
            parts.append((partitioning.pieces.row(row), area, measures.extents[row]))
          case .wrongUse, .excluded: sums.excluded.add(area)
          case .unknown: sums.unknown.add(area)
          }
        }
        return UnitEligibility(
          eligible: sums.eligible.value, excluded: sums.excluded.value,
          unknown: sums.unknown.value, bytes: try unitedPolygons(parts, ladder: ladder).bytes)
      }
    }
    return chunks.flatMap { $0 }
  }
  return zip(actions, positions).map { action, position in
    let rows = results[position]
    return Eligibility(
      action: action.id, eligible: rows.map(\.eligible), excluded: rows.map(\.excluded),
      unknown: rows.map(\.unknown), geometry: GeometryColumn(rows: rows.map(\.bytes)))
  }
}

/// What one unit is for an action.
private struct UnitEligibility: Sendable {
  var eligible: Double
  var excluded: Double
  var unknown: Double
  var bytes: [UInt8]
}
