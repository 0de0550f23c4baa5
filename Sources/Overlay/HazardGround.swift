public import PlanModel

/// Where a hazard strikes, and what of the units and of some features lies in it; overlapping polygons count once.
public struct HazardGround: Sendable {
  /// The area of each unit that lies in it, m².
  public var unitArea: [Double]
  /// The share of each feature that lies in it, in 0…1; empty without features.
  public var featureShare: [Double]
  /// What could not be drawn or united.
  public var diagnostics: [Diagnostic]
}

/// Dissolves the polygons of a hazard, drawn with their buffers, and measures units and features in it.
///
/// - Parameters:
///   - layers: The polygons, and lines or points with a buffer.
///   - features: Buildings, say, with their measures; nil: none.
///   - gridSize: The precision grid, m.
/// - Complexity: That of one union and of the shared areas of units and features with it.
public func hazardGround(
  of layers: [ConstraintLayer], in units: PlanningUnits,
  features: (geometry: GeometryColumn, measures: GeometryMeasures)?, gridSize: Double,
  workers: Workers
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
  var shares: [Double] = []
  if let features {
    // The polygons of a union do not overlap, so they are units of one district.
    let count = cover.geometry.count
    let pieces = PlanningUnits(
      ids: (0..<count).map { "\($0)" }, geometry: cover.geometry,
      district: Array(repeating: 0, count: count), area: cover.areas)
    let inside = try memberships(
      of: features.geometry, measures: features.measures, in: pieces, gridSize: gridSize,
      workers: workers)
    shares = inside.outside.map { 1 - $0 }
  }
  return HazardGround(
    unitArea: zip(sums, units.area).map { min($0.value, $1) }, featureShare: shares,
    diagnostics: diagnostics)
}
