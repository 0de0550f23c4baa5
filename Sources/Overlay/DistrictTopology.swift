import GEOSBinding
public import PlanModel

/// How the districts fit together.
public struct DistrictTopology: Sendable {
  /// The pairs of districts that overlap, by left and then right row, with the area they share in m².
  public var overlaps: [(left: Int, right: Int, area: Double)]
  /// What is counted more than once when the areas of the districts are added, m²: the sum of the areas less
  /// this is the area of the union.
  public var overlapArea: Double
  /// The number of gaps: holes of the union, in which no district lies.
  public var gaps: Int
  /// The area of all gaps, m².
  public var gapArea: Double
  /// The area of the union, m².
  public var unionArea: Double
  /// What could not be computed exactly, with a cause.
  public var diagnostics: [Diagnostic]

  /// Creates a topology.
  public init(
    overlaps: [(left: Int, right: Int, area: Double)], overlapArea: Double, gaps: Int,
    gapArea: Double, unionArea: Double, diagnostics: [Diagnostic] = []
  ) {
    self.overlaps = overlaps
    self.overlapArea = overlapArea
    self.gaps = gaps
    self.gapArea = gapArea
    self.unionArea = unionArea
    self.diagnostics = diagnostics
  }
}

/// Finds overlaps between districts and gaps enclosed by them.
///
/// Overlaps and gaps of less than 1 cm² are the rounding of shared borders and not counted. A gap is every
/// hole of the union, be it a sliver between two borders or a neighbour's exclave.
///
/// - Complexity: O(*pairs of districts whose extents meet*) shared areas, and one union of all districts.
public func districtTopology(
  of districts: GeometryColumn, workers: Workers
) throws -> DistrictTopology {
  let leastArea = 1e-4
  let all = try measures(of: districts, workers: workers)
  let index = try PolygonIndex(districts, extents: all.extents, workers: workers)
  let tree = ExtentTree(all.extents)
  let overlaps = try workers.mapChunks(of: districts.count, size: 8) { rows in
    var pairs: [(left: Int, right: Int, area: Double)] = []
    var scratch = OverlayScratch()
    for row in rows where all.area[row] > 0 {
      tree.find(all.extents[row], into: &scratch.found, scratch: &scratch.nodes)
      for other in scratch.found.map(Int.init) where other > row {
        let area = index.sharedArea(of: row, with: other, in: index, scratch: &scratch.local)
        if area > leastArea { pairs.append((row, other, area)) }
      }
    }
    return pairs
  }.flatMap { $0 }
  let sum = all.area.compensatedSum()
  let pairSum = overlaps.map(\.area).compensatedSum()
  var topology = DistrictTopology(
    overlaps: overlaps, overlapArea: pairSum, gaps: 0, gapArea: 0, unionArea: sum - pairSum)
  // Where three districts overlap in one place, the pairs count it three times although it is two too many.
  let mayOverlapThrice = Set(overlaps.flatMap { [$0.left, $0.right] }).count < 2 * overlaps.count
  let ladder = try OverlayLadder(gridSize: 0.001)
  do {
    let parts = try (0..<districts.count).filter { all.area[$0] > 0 }.map {
      try ladder.context.read(wkb: districts[$0])
    }
    if parts.isEmpty { return topology }
    let union = ladder.union(parts, expected: mayOverlapThrice ? nil : topology.unionArea)
    guard let geometry = union.geometry else { throw MissingUnion(cause: union.cause ?? "") }
    if mayOverlapThrice {
      topology.unionArea = union.area
      topology.overlapArea = sum - union.area
    }
    let gaps = try geometry.withoutHoles().unaryUnion().difference(geometry).polygons()
    for part in 0..<(gaps?.partCount ?? 0) {
      let area = try gaps?.part(part).area() ?? 0
      if area <= leastArea { continue }
      topology.gaps += 1
      topology.gapArea += area
    }
  } catch {
    topology.diagnostics.append(
      Diagnostic(
        .warning, "overlay.no-union",
        "The districts could not be united, so gaps between them are not known: \(error).",
        remedy: "Check the districts' borders for spikes and tiny loops.",
        at: Place(layer: "districts")))
  }
  return topology
}

/// No rung of the ladder gave a union.
private struct MissingUnion: Error, CustomStringConvertible {
  var cause: String
  var description: String { cause }
}
