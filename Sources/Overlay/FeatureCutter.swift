import GEOSBinding
import PlanModel

/// A part of a district on its way to become a unit.
struct UnitPiece: Sendable {
  var district: Int
  /// The row of the feature; nil: ground without a feature.
  var feature: Int?
  var bytes: [UInt8]
  /// m²
  var area: Double
}

/// What one chunk of pairs of district and feature gave.
struct CutFeatures: Sendable {
  var pieces: [UnitPiece] = []
  /// What features have in a district, m², whoever has it in the end.
  var inside: [(feature: Int, area: Double)] = []
  /// What features claim although earlier ones have it, m².
  var overlaps: [(feature: Int, area: Double)] = []
}

/// Cuts features by districts and takes away what earlier features claim; lives in one worker.
struct FeatureCutter {
  let cover: LandUseCover
  let districts: GeometryColumn
  let index: PolygonIndex
  let ladder: OverlayLadder
  /// What was found so far.
  var found = CutFeatures()
  private var scratch = OverlayScratch()

  init(
    cover: LandUseCover, districts: GeometryColumn, index: PolygonIndex, gridSize: Double
  ) throws {
    self.cover = cover
    self.districts = districts
    self.index = index
    ladder = try OverlayLadder(gridSize: gridSize)
  }

  /// An area below which there is nothing to cut: one cell of the precision grid.
  private var least: Double { ladder.gridSize * ladder.gridSize }

  /// Adds what a feature has of a district.
  mutating func append(_ feature: Int, in district: Int) throws {
    let area = cover.measures.area[feature]
    var piece = UnitPiece(
      district: district, feature: feature, bytes: cover.geometry.row(feature), area: area)
    switch index.relation(of: cover.measures.extents[feature], to: district) {
    case .outside: return
    case .inside: break
    case .crosses:
      let shared = index.sharedArea(
        of: district, with: feature, in: cover.index, scratch: &scratch.local)
      if shared <= least { return }
      if area - shared > least {
        let result = ladder.cut(
          try ladder.context.read(wkb: piece.bytes),
          try ladder.context.read(wkb: districts[district]), .intersection, expected: shared)
        guard let geometry = result.geometry else { return }
        piece.bytes = try geometry.wkb()
        piece.area = result.area
      }
    }
    found.inside.append((feature, piece.area))
    if try !takeAwayEarlier(from: &piece, feature) { return }
    found.pieces.append(piece)
  }

  /// Takes what earlier features claim from a piece; false where nothing is left.
  private mutating func takeAwayEarlier(from piece: inout UnitPiece, _ feature: Int) throws -> Bool
  {
    let before = piece.area
    defer { if piece.area < before { found.overlaps.append((feature, before - piece.area)) } }
    for other in cover.earlier[feature].map(Int.init) {
      let extent = RowMeasure(piece.bytes)?.extent ?? .empty
      if !cover.measures.extents[other].meets(extent) { continue }
      scratch.edges.removeAll(keepingCapacity: true)
      guard appendEdges(ofBytes: piece.bytes, to: &scratch.edges) else { return false }
      let shared = cover.index.sharedArea(
        of: scratch.edges[...], extent: extent, with: other, scratch: &scratch.local)
      if shared <= least { continue }
      if piece.area - shared <= least {
        piece.area = 0
        return false
      }
      let result = ladder.cut(
        try ladder.context.read(wkb: piece.bytes),
        try ladder.context.read(wkb: cover.geometry[other]), .difference,
        expected: piece.area - shared)
      guard let geometry = result.geometry else {
        piece.area = 0
        return false
      }
      piece.bytes = try geometry.wkb()
      piece.area = result.area
    }
    return true
  }
}
