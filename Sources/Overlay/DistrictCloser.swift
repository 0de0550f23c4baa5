import GEOSBinding
import PlanModel

/// A district whose pieces add up to it.
struct ClosedDistrict: Sendable {
  /// The pieces of features in the order of the layer, then the rest.
  var pieces: [UnitPiece] = []
  /// The ground in no feature, m².
  var restArea = 0.0
  /// Whether the pieces add up to the district.
  var isExact = true
}

/// Adds to the pieces of a district the ground that no feature covers, and merges slivers; lives in one worker.
struct DistrictCloser {
  private let ladder: OverlayLadder
  /// Pieces below this many m² are merged.
  private let least = 1.0

  init(gridSize: Double) throws { ladder = try OverlayLadder(gridSize: gridSize) }

  /// Closes one district.
  ///
  /// - Parameters:
  ///   - pieces: What features have of it, without overlap.
  ///   - area: The area of the district, m².
  mutating func close(
    _ pieces: [UnitPiece], district: Int, geometry: GeometryColumn, area: Double
  ) throws -> ClosedDistrict {
    var closed = ClosedDistrict(pieces: pieces)
    if area <= 0 { return closed }
    let gap = area - pieces.map(\.area).compensatedSum()
    var rest: [UnitPiece] = []
    // Below the tolerance of one closed district there is only rounding.
    if gap > 1e-10 * area {
      rest = try self.rest(of: district, without: pieces, geometry: geometry, gap: gap)
      closed.restArea = rest.map(\.area).compensatedSum()
    }
    closed.pieces = try merging(pieces + rest)
    let sum = closed.pieces.map(\.area).compensatedSum()
    closed.isExact = abs(sum - area) <= Swift.max(1e-9 * area, ladder.gridSize * ladder.gridSize)
    return closed
  }

  /// The polygons of a district that lie in no piece.
  private func rest(
    of district: Int, without pieces: [UnitPiece], geometry: GeometryColumn, gap: Double
  ) throws -> [UnitPiece] {
    let ground = try ladder.context.read(wkb: geometry[district])
    var rest = try ground.polygons()
    if !pieces.isEmpty {
      let parts = try pieces.map { try ladder.context.read(wkb: $0.bytes) }
      let union = ladder.union(parts, expected: pieces.map(\.area).compensatedSum())
      guard let covered = union.geometry else { return [] }
      rest = ladder.cut(ground, covered, .difference, expected: gap).geometry
    }
    guard let rest else { return [] }
    return try (0..<rest.partCount).compactMap { part in
      let bytes = try rest.part(part).wkb()
      guard let area = RowMeasure(bytes)?.area, area > 0 else { return nil }
      return UnitPiece(district: district, feature: nil, bytes: bytes, area: area)
    }
  }

  /// The pieces with slivers merged into the largest neighbour, and the parts of the rest as one.
  private func merging(_ pieces: [UnitPiece]) throws -> [UnitPiece] {
    var pieces = pieces
    var isMerged = Array(repeating: false, count: pieces.count)
    if pieces.contains(where: { $0.area < least }) {
      let sizes = pieces.map(\.area)
      let borders = try neighbours(
        of: GeometryColumn(rows: pieces.map(\.bytes)), tolerance: ladder.gridSize,
        workers: Workers(1))
      var largest: [Int: Int] = [:]
      for pair in 0..<borders.count {
        let (left, right) = (Int(borders.left[pair]), Int(borders.right[pair]))
        for (piece, other) in [(left, right), (right, left)]
        where sizes[piece] < least && sizes[other] >= least {
          // Of equal neighbours the first.
          if let known = largest[piece], (sizes[known], -known) > (sizes[other], -other) {
            continue
          }
          largest[piece] = other
        }
      }
      for piece in pieces.indices {
        guard let other = largest[piece] else { continue }
        let union = ladder.union(
          [
            try ladder.context.read(wkb: pieces[other].bytes),
            try ladder.context.read(wkb: pieces[piece].bytes),
          ], expected: pieces[other].area + pieces[piece].area)
        guard let geometry = union.geometry, union.isExact else { continue }
        pieces[other].bytes = try geometry.wkb()
        pieces[other].area = RowMeasure(pieces[other].bytes)?.area ?? 0
        isMerged[piece] = true
      }
    }
    let kept = pieces.indices.filter { !isMerged[$0] }.map { pieces[$0] }
    var units = kept.filter { $0.feature != nil }
    let rest = kept.filter { $0.feature == nil }
    if let first = rest.first {
      let bytes = try unitedPolygons(
        rest.map { ($0.bytes, $0.area, RowMeasure($0.bytes)?.extent ?? .empty) }, ladder: ladder
      ).bytes
      units.append(
        UnitPiece(
          district: first.district, feature: nil, bytes: bytes,
          area: rest.map(\.area).compensatedSum()))
    }
    return units
  }
}
