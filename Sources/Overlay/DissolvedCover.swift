import GEOSBinding
public import PlanModel

/// The union of any number of polygons, ready to be taken away from features.
///
/// Overlapping polygons count once. The union is made once, whatever the number of features; what it takes from
/// each of them is then summed edge by edge, without a geometry.
public struct DissolvedCover: Sendable {
  /// The polygons of the union, which do not overlap.
  public let geometry: GeometryColumn
  /// The area of the union, in square units of the coordinates.
  public let area: Double
  /// What could not be united exactly.
  public let diagnostics: [Diagnostic]
  let index: PolygonIndex
  let tree: ExtentTree
  /// The area of each polygon.
  let areas: [Double]

  /// Dissolves the polygons of a column; points and lines cover nothing.
  ///
  /// Each polygon must lie in the union by our own arithmetic; where one does not, a diagnostic says so.
  ///
  /// - Parameter gridSize: The precision grid of the further attempts where a union fails.
  public init(_ polygons: GeometryColumn, gridSize: Double, workers: Workers) throws {
    let source = try measures(of: polygons, workers: workers)
    let groups = Self.connectedGroups(source)
    let united = try workers.mapChunks(of: groups.count, size: 1) { chunk in
      try Self.union(of: groups[chunk.lowerBound], in: polygons, gridSize: gridSize)
    }
    let pieces = try Self.joining(united, of: groups, gridSize: gridSize, workers: workers)
    geometry = GeometryColumn(rows: pieces.flatMap(\.polygons))
    let all = try measures(of: geometry, workers: workers)
    areas = all.area
    area = all.area.compensatedSum()
    index = try PolygonIndex(geometry, extents: all.extents, workers: workers)
    tree = ExtentTree(all.extents)
    var found = pieces.compactMap(\.cause).map { cause in
      Diagnostic(
        .warning, "overlay.inexact-union",
        "Polygons could not be united without losing or doubling some area: \(cause).",
        remedy: "Check the layer for spikes and for borders that nearly coincide.")
    }
    let shares = try sharedAreas(
      of: polygons, with: index, tree: tree, gridSize: 0, workers: workers)
    var covered = Array(repeating: 0.0, count: polygons.count)
    for pair in shares { covered[pair.feature] += pair.shared }
    let lost = covered.indices.filter {
      source.area[$0] - covered[$0] > Swift.max(gridSize * gridSize, 1e-9 * source.area[$0])
    }
    if let first = lost.first {
      found.append(
        Diagnostic(
          .warning, "overlay.lossy-union",
          "The union of \(polygons.count) polygons misses part of \(lost.count) of them.",
          remedy: "Check the layer for spikes and for borders that nearly coincide.",
          at: Place(feature: "row \(first + 1)"), count: lost.count))
    }
    diagnostics = found
  }

  /// Some polygons united.
  private struct Piece: Sendable {
    var polygons: [[UInt8]]
    var cause: String?
  }

  /// A run of rows that are united together, and the group of connected rows that it belongs to.
  private struct Group: Sendable {
    var rows: [Int]
    var connected: Int
  }

  /// Rows whose extents hang together, each group cut into runs of neighbours so that all workers have some.
  ///
  /// Only the input decides how it is cut, so that the number of workers does not change the result.
  private static func connectedGroups(_ measures: GeometryMeasures) -> [Group] {
    let tree = ExtentTree(measures.extents)
    var scratch = OverlayScratch()
    var isTaken = measures.area.map { $0 <= 0 }
    var groups: [Group] = []
    var connected = 0
    for start in isTaken.indices where !isTaken[start] {
      var rows = [start]
      isTaken[start] = true
      var next = 0
      while next < rows.count {
        tree.find(measures.extents[rows[next]], into: &scratch.found, scratch: &scratch.nodes)
        for other in scratch.found.map(Int.init) where !isTaken[other] {
          isTaken[other] = true
          rows.append(other)
        }
        next += 1
      }
      let most = 64
      let order = rows.sorted {
        (measures.extents[$0].minX, $0) < (measures.extents[$1].minX, $1)
      }
      for first in stride(from: 0, to: order.count, by: most) {
        groups.append(
          Group(
            rows: Array(order[first..<Swift.min(order.count, first + most)]), connected: connected))
      }
      connected += 1
    }
    return groups
  }

  private static func union(
    of group: Group, in polygons: GeometryColumn, gridSize: Double
  ) throws -> Piece {
    if group.rows.count == 1, polygons[group.rows[0]].byte(at: 1) == 3 {
      return Piece(polygons: [polygons.row(group.rows[0])])
    }
    let ladder = try OverlayLadder(gridSize: gridSize)
    return try unite(
      try group.rows.map { try ladder.context.read(wkb: polygons[$0]) }, ladder: ladder)
  }

  /// Unites the runs of each connected group.
  private static func joining(
    _ runs: [Piece], of groups: [Group], gridSize: Double, workers: Workers
  ) throws -> [Piece] {
    var starts: [Int] = []
    for group in groups.indices
    where group == 0 || groups[group].connected != groups[group - 1].connected {
      starts.append(group)
    }
    starts.append(groups.count)
    let bounds = starts
    return try workers.mapChunks(of: bounds.count - 1, size: 1) { chunk in
      let members = runs[bounds[chunk.lowerBound]..<bounds[chunk.lowerBound + 1]]
      if members.count == 1 { return members.first! }
      let ladder = try OverlayLadder(gridSize: gridSize)
      let parts = try members.flatMap(\.polygons).map { try ladder.context.read(wkb: $0) }
      var piece = try unite(parts, ladder: ladder)
      piece.cause = members.compactMap(\.cause).first ?? piece.cause
      return piece
    }
  }

  private static func unite(_ parts: [GEOSGeometry], ladder: OverlayLadder) throws -> Piece {
    let result = ladder.union(parts, expected: nil)
    guard let geometry = result.geometry else { return Piece(polygons: [], cause: result.cause) }
    return Piece(
      polygons: try (0..<geometry.partCount).map { try geometry.part($0).wkb() },
      cause: result.isExact ? nil : result.cause)
  }

  /// The part of a feature's area that is covered.
  func area(
    of feature: inout FeatureEdges, _ row: Int, _ features: GeometryColumn, area: Double,
    scratch: inout OverlayScratch
  ) throws -> Double {
    let extent = feature.extent
    tree.find(extent, into: &scratch.covers, scratch: &scratch.nodes)
    var covered = 0.0
    for part in scratch.covers.map(Int.init) {
      switch index.relation(of: extent, to: part) {
      case .outside: continue
      case .inside: return area
      case .crosses:
        try feature.fill(row, of: features)
        covered += index.sharedArea(
          of: feature.edges(near: index.extents[part]), extent: extent, with: part,
          scratch: &scratch.local)
      }
    }
    return Swift.min(covered, area)
  }

  /// The covered part of what a feature shares with a row of another index.
  func area(
    of edges: ArraySlice<Edge>, extent: Extent, and row: Int, in other: PolygonIndex,
    scratch: inout OverlayScratch
  ) -> Double {
    let window = extent.intersection(other.extents[row])
    tree.find(window, into: &scratch.covers, scratch: &scratch.nodes)
    if scratch.covers.isEmpty { return 0 }
    scratch.products.removeAll(keepingCapacity: true)
    other.appendIntersection(
      of: edges, extent: extent, with: row, into: &scratch.products, scratch: &scratch.local)
    var covered = 0.0
    for part in scratch.covers.map(Int.init) {
      if index.relation(of: window, to: part) == .outside { continue }
      covered += index.sharedArea(
        of: scratch.products[...], extent: window, with: part, scratch: &scratch.local)
    }
    return covered
  }
}
