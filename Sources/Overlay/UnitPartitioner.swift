import GEOSBinding
import PlanModel

/// A row of the partition with its polygons.
struct PartitionRow: Sendable {
  var unit: Int32
  var landUse: UInt8
  var set: ConstraintSet
  var area: Double
  var bytes: [UInt8]
}

/// What one chunk of units gave.
struct PartitionChunk: Sendable {
  var rows: [PartitionRow] = []
  var landUseOverlap: [Double] = []
  var diagnostics: [Diagnostic] = []
  var largestError = 0.0
}

/// A part of a unit on its way through the constraints.
struct Piece {
  var landUse: UInt8
  var set = ConstraintSet()
  var bytes: [UInt8]
  var area: Double
  var extent: Extent
  /// The row of the land-use feature it was cut from; −1 for ground of unknown use.
  var source: Int
}

/// Cuts units by land use and constraints; lives in one worker.
struct UnitPartitioner {
  let units: PlanningUnits
  let measures: GeometryMeasures
  let index: PolygonIndex
  let landUse: LandUseCover?
  let constraints: [ConstraintCover]
  let ladder: OverlayLadder
  var found = PartitionChunk()
  var scratch = OverlayScratch()

  init(
    units: PlanningUnits, measures: GeometryMeasures, index: PolygonIndex, landUse: LandUseCover?,
    constraints: [ConstraintCover], gridSize: Double
  ) throws {
    self.units = units
    self.measures = measures
    self.index = index
    self.landUse = landUse
    self.constraints = constraints
    ladder = try OverlayLadder(gridSize: gridSize)
  }

  /// Adds the rows of one unit.
  mutating func append(_ unit: Int) throws {
    found.landUseOverlap.append(0)
    let area = measures.area[unit]
    if area <= 0 { return }
    var pieces: [Piece] = []
    if let landUse { pieces = try cutLandUse(unit, landUse) }
    if let rest = try rest(of: unit, without: pieces) { pieces.append(rest) }
    for position in constraints.indices { try apply(position, unit: unit, to: &pieces) }
    let first = found.rows.count
    try collect(pieces, unit: unit)
    let sum = found.rows[first...].map(\.area).compensatedSum()
    found.largestError = Swift.max(found.largestError, abs(sum - area) / area)
  }

  /// An area that is rounding in a unit.
  private func rounding(_ unit: Int) -> Double { 1e-12 * measures.area[unit] }

  /// The parts of a unit with a land use, each square metre once.
  private mutating func cutLandUse(_ unit: Int, _ cover: LandUseCover) throws -> [Piece] {
    let extent = measures.extents[unit]
    let area = measures.area[unit]
    let rounding = rounding(unit)
    var pieces: [Piece] = []
    var whole: GEOSGeometry?
    cover.tree.find(extent, into: &scratch.found, scratch: &scratch.nodes)
    for feature in scratch.found.map(Int.init) where cover.measures.area[feature] > 0 {
      var part: (bytes: [UInt8], area: Double)?
      switch index.relation(of: cover.measures.extents[feature], to: unit) {
      case .outside: continue
      case .inside: part = (try polygonBytes(cover.geometry, feature), cover.measures.area[feature])
      case .crosses:
        switch cover.index.relation(of: extent, to: feature) {
        case .outside: continue
        case .inside: part = (try polygonBytes(units.geometry, unit), area)
        case .crosses:
          let shared = cover.index.sharedArea(
            of: feature, with: unit, in: index, scratch: &scratch.local)
          if shared <= rounding { continue }
          if cover.measures.area[feature] - shared <= rounding {
            part = (try polygonBytes(cover.geometry, feature), cover.measures.area[feature])
          } else if area - shared <= rounding {
            part = (try polygonBytes(units.geometry, unit), area)
          } else {
            let ground = try whole ?? ladder.context.read(wkb: units.geometry[unit])
            whole = ground
            let result = ladder.cut(
              try ladder.context.read(wkb: cover.geometry[feature]), ground, .intersection,
              expected: shared)
            note(result, "land use \(cover.ids[feature])", unit: unit)
            if let geometry = result.geometry { part = (try geometry.wkb(), result.area) }
          }
        }
      }
      guard let part else { continue }
      var piece = Piece(
        landUse: cover.classes[feature], bytes: part.bytes, area: part.area,
        extent: RowMeasure(part.bytes)?.extent ?? .empty, source: feature)
      if try !cover.earlier[feature].isEmpty
        && !takeAway(cover.earlier[feature], cover, from: &piece, unit: unit)
      {
        continue
      }
      pieces.append(piece)
    }
    return pieces
  }

  /// Takes what earlier features claim from a piece; false where nothing is left.
  private mutating func takeAway(
    _ earlier: [Int32], _ cover: LandUseCover, from piece: inout Piece, unit: Int
  ) throws -> Bool {
    for other in earlier.map(Int.init) where cover.measures.extents[other].meets(piece.extent) {
      let shared = try sharedArea(of: piece, with: other, in: cover.index)
      if shared <= rounding(unit) { continue }
      if piece.area - shared <= rounding(unit) {
        found.landUseOverlap[found.landUseOverlap.count - 1] += piece.area
        return false
      }
      let result = ladder.cut(
        try ladder.context.read(wkb: piece.bytes),
        try ladder.context.read(wkb: cover.geometry[other]), .difference,
        expected: piece.area - shared)
      note(result, "land use \(cover.ids[piece.source])", unit: unit)
      guard let geometry = result.geometry else { return false }
      found.landUseOverlap[found.landUseOverlap.count - 1] += piece.area - result.area
      piece.bytes = try geometry.wkb()
      piece.area = result.area
      piece.extent = RowMeasure(piece.bytes)?.extent ?? .empty
    }
    return true
  }

  /// The part of a unit that no land use claims, or nil where there is none.
  private mutating func rest(of unit: Int, without pieces: [Piece]) throws -> Piece? {
    let area = measures.area[unit]
    let gap = area - pieces.map(\.area).compensatedSum()
    // Below the tolerance of one closed unit there is only rounding; above, the gap is cut out and measured.
    if gap <= 1e-10 * area { return nil }
    var bytes = try polygonBytes(units.geometry, unit)
    var rest = area
    if !pieces.isEmpty {
      let ground = try ladder.context.read(wkb: bytes)
      var result = OverlayLadder.Result()
      if let union = try union(of: pieces, area: area - gap) {
        result = ladder.cut(ground, union, .difference, expected: gap)
      }
      note(result, "ground without land use", unit: unit)
      guard let geometry = result.geometry else { return nil }
      bytes = try geometry.wkb()
      rest = result.area
    }
    return Piece(
      landUse: AreaPartition.unknown, bytes: bytes, area: rest,
      extent: RowMeasure(bytes)?.extent ?? .empty, source: -1)
  }

  /// The union of pieces that do not overlap; nil where nothing is left of them.
  private func union(of pieces: [Piece], area: Double) throws -> GEOSGeometry? {
    let united = try unitedPolygons(
      pieces.map { (bytes: $0.bytes, area: $0.area, extent: $0.extent) }, ladder: ladder)
    if united.isUnited { return try ladder.context.read(wkb: united.bytes) }
    let parts = try pieces.map { try ladder.context.read(wkb: $0.bytes) }
    return ladder.union(parts, expected: area).geometry
  }

  /// The area that a piece shares with a polygon of an index.
  mutating func sharedArea(
    of piece: Piece, with row: Int, in index: PolygonIndex
  ) throws -> Double {
    scratch.edges.removeAll(keepingCapacity: true)
    guard appendEdges(ofBytes: piece.bytes, to: &scratch.edges) else {
      throw MalformedGeometry(row: row)
    }
    return index.sharedArea(
      of: scratch.edges[...], extent: piece.extent, with: row, scratch: &scratch.local)
  }

  /// The polygons of a row, as polygon or multipolygon.
  private func polygonBytes(_ column: GeometryColumn, _ row: Int) throws -> [UInt8] {
    let bytes = column.row(row)
    if bytes[1] == 3 || bytes[1] == 6 { return bytes }
    return try ladder.context.read(wkb: bytes).polygons()?.wkb() ?? []
  }

  /// Records a cut that did not give the expected area.
  mutating func note(_ result: OverlayLadder.Result, _ what: String, unit: Int) {
    if result.isExact { return }
    found.diagnostics.append(
      Diagnostic(
        .warning, "overlay.inexact",
        "Cutting \(what) lost or doubled some area: \(result.cause ?? "nothing was left").",
        remedy: "Check the feature for spikes and for borders that nearly coincide.",
        at: Place(layer: "units", feature: units.ids[unit])))
  }
}
