public import PlanModel

/// Where a hazard strikes, and what of the units and of some features lies in it; overlapping polygons count once.
public struct HazardGround: Sendable {
  /// The area of each unit that lies in it, m².
  public var unitArea: [Double]
  /// The share of each feature that lies in it and in a unit, one for each entry of the memberships; empty without features.
  public var entryShare: [Double]
  /// What could not be drawn or united.
  public var diagnostics: [Diagnostic]
}

/// Dissolves the polygons of a hazard, drawn with their buffers, and measures units and features in it.
///
/// - Parameters:
///   - layers: The polygons, and lines or points with a buffer.
///   - features: Buildings, say, with their measures and the units they lie in; nil: none.
///   - gridSize: The precision grid, m.
/// - Complexity: That of one union and of the shared areas of units and features with it.
public func hazardGround(
  of layers: [ConstraintLayer], in units: PlanningUnits,
  features: (geometry: GeometryColumn, measures: GeometryMeasures, memberships: Memberships)?,
  gridSize: Double, workers: Workers
) throws -> HazardGround {
  let whole = try measures(of: units.geometry, workers: workers).total
  var diagnostics: [Diagnostic] = []
  var polygons: [[UInt8]] = []
  for layer in layers {
    let cover = try ConstraintCover(layer, area: whole, workers: workers)
    polygons += (0..<cover.geometry.count).map { cover.geometry.row($0) }
    diagnostics += cover.diagnostics.map { finding in
      var finding = finding
      if finding.code == "constraint.no-area" {
        finding.code = "hazard.no-area"
        finding.message =
          "The hazard \(layer.name) has only points or lines and no buffer, so it strikes nowhere."
        finding.remedy = "Give the hazard a buffer, such as 50 m."
      } else {
        finding.message =
          "The distance of \(layer.buffer.shortest) m around a feature could not be drawn; it is left out."
      }
      return finding
    }
  }
  let cover = try DissolvedCover(
    GeometryColumn(rows: polygons), gridSize: gridSize, workers: workers)
  diagnostics += cover.diagnostics.map { finding in
    var finding = finding
    finding.place.layer = layers.first?.name
    return finding
  }
  var sums = Array(repeating: CompensatedSum(), count: units.count)
  for pair in try sharedAreas(
    of: cover.geometry, with: units.geometry, gridSize: gridSize, workers: workers)
  {
    sums[pair.area].add(pair.shared)
  }
  return HazardGround(
    unitArea: zip(sums, units.area).map { min($0.value, $1) },
    entryShare: try features.map {
      try exposedShares(
        of: $0.geometry, measures: $0.measures, memberships: $0.memberships, in: cover,
        units: units, gridSize: gridSize, workers: workers)
    } ?? [],
    diagnostics: diagnostics)
}

/// The share of each feature inside a cover and a unit, for each entry of the memberships.
///
/// Of a feature wholly in one unit that is its share in the cover; of one that the border of a unit cuts, what the unit
/// has of it less what the cover leaves there.
private func exposedShares(
  of features: GeometryColumn, measures: GeometryMeasures, memberships: Memberships,
  in cover: DissolvedCover, units: PlanningUnits, gridSize: Double, workers: Workers
) throws -> [Double] {
  // The polygons of a union do not overlap, so they are units of one district.
  let count = cover.geometry.count
  let pieces = PlanningUnits(
    ids: (0..<count).map { "\($0)" }, geometry: cover.geometry,
    district: Array(repeating: 0, count: count), area: cover.areas)
  let inside = try Overlay.memberships(
    of: features, measures: measures, in: pieces, gridSize: gridSize, workers: workers)
  var shares = memberships.share
  var cut: [Int] = []
  for row in 0..<memberships.featureCount {
    let entries = memberships.starts[row]..<memberships.starts[row + 1]
    let covered = 1 - inside.outside[row]
    for entry in entries { shares[entry] *= covered }
    let isCut = entries.count > 1 || memberships.outside[row] > 0
    if isCut && covered > 0 && covered < 1 && measures.area[row] > 0 && !entries.isEmpty {
      cut.append(row)
    }
  }
  if cut.isEmpty { return shares }
  let left = try sharedAreas(
    of: features.selecting(cut), with: units.geometry, without: cover, gridSize: 0,
    workers: workers)
  for row in cut {
    for entry in memberships.starts[row]..<memberships.starts[row + 1] {
      shares[entry] = memberships.share[entry]
    }
  }
  for pair in left {
    let row = cut[pair.feature]
    for entry in memberships.starts[row]..<memberships.starts[row + 1]
    where Int(memberships.unit[entry]) == pair.area {
      // Where units overlap, the first has the ground, so a later one may have less than it shares.
      shares[entry] = max(0, memberships.share[entry] - pair.shared / measures.area[row])
    }
  }
  return shares
}
