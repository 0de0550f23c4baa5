public import PlanModel

/// An exact partition of the units by land use and constraints, with its polygons.
public struct AreaPartitioning: Sendable {
  /// The rows: unit, land use, set of constraints, area; by unit, then land use, then set.
  public var partition: AreaPartition
  /// One polygon or multipolygon for each row of the partition.
  public var pieces: GeometryColumn
  /// What was found: overlapping land use, overlays that lost area, constraints without an area.
  public var diagnostics: [Diagnostic]
  /// The area of land-use features outside all units, m².
  public var landUseOutside: Double
  /// The largest |sum of rows − unit area| ÷ unit area over all units; 0 where there is none.
  ///
  /// Coordinates of some thousand kilometres are 1e-9 m apart, so a unit that is a sliver of less than a few
  /// m² may show more than 1e-9 here; the district it lies in does not.
  public var largestError: Double

  /// Creates a partition with its polygons.
  public init(
    partition: AreaPartition, pieces: GeometryColumn, diagnostics: [Diagnostic],
    landUseOutside: Double, largestError: Double = 0
  ) {
    self.partition = partition
    self.pieces = pieces
    self.diagnostics = diagnostics
    self.landUseOutside = landUseOutside
    self.largestError = largestError
  }
}

/// Cuts every unit by land use and constraints, so that each square metre is in exactly one row.
///
/// A row holds the area of one unit with one land-use class (or none known) inside exactly one set of
/// constraints. Where land-use features overlap, the first in the order of the layer has the area, and what
/// the others claim in vain is stated per unit. Overlapping constraints count once. The rows are measured,
/// not balanced: `largestError` is what they miss of the unit.
///
/// Only what a border passes through is cut by GEOS, and each cut must have the area that our own
/// arithmetic expects (`PolygonIndex.sharedArea`); where no way of cutting gives it, the unit is named.
///
/// - Parameters:
///   - landUse: The land use, with the text role `class` of `LandUseClass` words; nil: all unknown.
///   - constraints: Any number, with features outside the units as far as their buffer reaches.
///   - gridSize: The precision grid in m, for overlays that fail in floating precision; pieces below one of
///     its cells are not cut off.
public func areaPartition(
  of units: PlanningUnits, landUse: Layer?, constraints: [ConstraintLayer], gridSize: Double,
  workers: Workers
) throws -> AreaPartitioning {
  let unitMeasures = try measures(of: units.geometry, workers: workers)
  let unitIndex = try PolygonIndex(
    units.geometry, extents: unitMeasures.extents, workers: workers)
  let cover = try landUse.map { try LandUseCover($0, gridSize: gridSize, workers: workers) }
  let covers = try constraints.map {
    try ConstraintCover($0, area: unitMeasures.total, workers: workers)
  }
  // Few units are large units: one a chunk keeps all workers busy.
  let chunks = try workers.mapChunks(of: units.count, size: units.count < 2000 ? 1 : 16) { rows in
    var partitioner = try UnitPartitioner(
      units: units, measures: unitMeasures, index: unitIndex, landUse: cover, constraints: covers,
      gridSize: gridSize)
    for row in rows { try partitioner.append(row) }
    return partitioner.found
  }
  let sets = Set(chunks.lazy.flatMap { $0.rows.lazy.map(\.set) }).sorted()
  let positions = Dictionary(uniqueKeysWithValues: zip(sets, sets.indices.map(Int32.init)))
  var result = AreaPartitioning(
    partition: AreaPartition(
      constraints: constraints.map(\.name), unit: chunks.flatMap { $0.rows.map(\.unit) },
      landUse: chunks.flatMap { $0.rows.map(\.landUse) },
      sets: sets, constraintSet: chunks.flatMap { $0.rows.compactMap { positions[$0.set] } },
      area: chunks.flatMap { $0.rows.map(\.area) },
      landUseOverlap: chunks.flatMap(\.landUseOverlap)),
    pieces: GeometryColumn(rows: chunks.flatMap { $0.rows.map(\.bytes) }),
    diagnostics: covers.flatMap(\.diagnostics) + chunks.flatMap(\.diagnostics), landUseOutside: 0,
    largestError: chunks.map(\.largestError).max() ?? 0)
  guard let cover else { return result }
  let inside = try memberships(
    of: cover.geometry, measures: cover.measures, in: units, index: unitIndex, gridSize: gridSize,
    workers: workers)
  result.landUseOutside = zip(inside.outside, cover.measures.area).map { $0 * $1 }.compensatedSum()
  let overlap = result.partition.landUseOverlap.compensatedSum()
  if let first = cover.earlier.firstIndex(where: { !$0.isEmpty }), overlap > 0 {
    let count = cover.earlier.reduce(0) { $0 + ($1.isEmpty ? 0 : 1) }
    result.diagnostics.append(
      Diagnostic(
        // What is nothing as printed is the rounding of shared borders.
        overlap < 0.005 ? .note : .warning, "landuse.overlap",
        "Land-use features claim \(overlap < 0.005 ? "less than 0.01" : "\(rounded(overlap))") m² that earlier features have already; the first in the layer counts.",
        remedy: "Mend the layer, or put the features that count first.",
        at: Place(layer: landUse?.name, feature: cover.ids[first]), count: count))
  }
  return result
}

/// An area to two digits after the point, for a message.
func rounded(_ area: Double) -> Double { (area * 100).rounded() / 100 }
