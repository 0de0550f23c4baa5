import GEOSBinding
import PlanModel

/// A polygon that pieces are cut by.
private struct Cutter {
  var index: PolygonIndex
  var row: Int
  var bytes: [UInt8]
  var geometry: GEOSGeometry?
}

extension UnitPartitioner {
  /// Marks the pieces of a unit that a constraint covers, and cuts those that its border passes through.
  mutating func apply(
    _ position: Int, unit: Int, to pieces: inout [Piece]
  ) throws {
    let constraint = constraints[position]
    let extent = measures.extents[unit]
    constraint.tree.find(extent, into: &scratch.found, scratch: &scratch.nodes)
    var crossing: [Int] = []
    for row in scratch.found.map(Int.init) {
      switch constraint.index.relation(of: extent, to: row) {
      case .outside: continue
      case .inside:
        for piece in pieces.indices { pieces[piece].set.insert(position) }
        return
      case .crosses: crossing.append(row)
      }
    }
    if crossing.isEmpty { return }
    var cutters = try cutters(of: constraint, rows: crossing, unit: unit)
    // Features that could not be united cut one after another; what the first takes the next never sees.
    var outside = pieces
    pieces = []
    for cutter in cutters.indices {
      var rest: [Piece] = []
      for piece in outside {
        let parts = try split(piece, by: &cutters[cutter], name: constraint.name, unit: unit)
        if var inside = parts.inside {
          inside.set.insert(position)
          pieces.append(inside)
        }
        if let outside = parts.outside { rest.append(outside) }
      }
      outside = rest
    }
    pieces += outside
  }

  /// What to cut by: the union of the features near a unit, or each of them where they cannot be united.
  private mutating func cutters(
    of constraint: ConstraintCover, rows: [Int], unit: Int
  ) throws -> [Cutter] {
    if rows.count > 1 {
      let extent = measures.extents[unit].expanded(by: 1)
      let box = try ladder.context.box(
        minX: extent.minX, minY: extent.minY, maxX: extent.maxX, maxY: extent.maxY)
      var parts: [GEOSGeometry] = []
      for row in rows {
        let feature = try ladder.context.read(wkb: constraint.geometry[row])
        if extent.contains(constraint.measures.extents[row]) {
          parts.append(feature)
        } else if let part = ladder.cut(feature, box, .intersection, expected: nil).geometry {
          // Only what is near the unit is united, however large the feature is.
          parts.append(part)
        }
      }
      if parts.isEmpty { return [] }
      if let union = ladder.union(parts, expected: nil).geometry {
        let bytes = try union.wkb()
        return [Cutter(index: try PolygonIndex(bytes), row: 0, bytes: bytes, geometry: union)]
      }
    }
    return rows.map {
      Cutter(index: constraint.index, row: $0, bytes: constraint.geometry.row($0), geometry: nil)
    }
  }

  /// The parts of a piece inside and outside a polygon.
  private mutating func split(
    _ piece: Piece, by cutter: inout Cutter, name: String, unit: Int
  ) throws -> (inside: Piece?, outside: Piece?) {
    switch cutter.index.relation(of: piece.extent, to: cutter.row) {
    case .outside: return (nil, piece)
    case .inside: return (piece, nil)
    case .crosses: break
    }
    let shared = try sharedArea(of: piece, with: cutter.row, in: cutter.index)
    // What is smaller than a cell of the precision grid is not cut off; no area is lost by that.
    let least = Swift.min(ladder.gridSize * ladder.gridSize, 1e-6 * piece.area)
    if shared <= least { return (nil, piece) }
    if piece.area - shared <= least { return (piece, nil) }
    let other = try cutter.geometry ?? ladder.context.read(wkb: cutter.bytes)
    cutter.geometry = other
    let ground = try ladder.context.read(wkb: piece.bytes)
    let inside = ladder.cut(ground, other, .intersection, expected: shared)
    let outside = ladder.cut(ground, other, .difference, expected: piece.area - shared)
    note(inside, "constraint \(name)", unit: unit)
    note(outside, "constraint \(name)", unit: unit)
    // Where a side failed altogether, the piece stays whole on the side that has more of it.
    guard inside.geometry != nil && outside.geometry != nil else {
      return shared > piece.area / 2 ? (piece, nil) : (nil, piece)
    }
    return (try part(inside, of: piece), try part(outside, of: piece))
  }

  private func part(_ result: OverlayLadder.Result, of piece: Piece) throws -> Piece? {
    guard let geometry = result.geometry else { return nil }
    var part = piece
    part.bytes = try geometry.wkb()
    part.area = result.area
    part.extent = RowMeasure(part.bytes)?.extent ?? .empty
    return part
  }

  /// Adds one row for each land use and set of constraints, in this order.
  mutating func collect(_ pieces: [Piece], unit: Int) throws {
    let order = pieces.indices.sorted {
      (pieces[$0].landUse, pieces[$0].set, $0) < (pieces[$1].landUse, pieces[$1].set, $1)
    }
    var start = 0
    while start < order.count {
      let first = pieces[order[start]]
      var end = start + 1
      while end < order.count, pieces[order[end]].landUse == first.landUse,
        pieces[order[end]].set == first.set
      { end += 1 }
      let group = order[start..<end].map { pieces[$0] }
      let united = try unitedPolygons(
        group.map { (bytes: $0.bytes, area: $0.area, extent: $0.extent) }, ladder: ladder)
      found.rows.append(
        PartitionRow(
          unit: Int32(unit), landUse: first.landUse, set: first.set,
          area: group.map(\.area).compensatedSum(), bytes: united.bytes))
      if !united.isUnited {
        found.diagnostics.append(
          Diagnostic(
            .note, "overlay.not-united",
            "Pieces of one land use could not be united; they are drawn side by side, and no area is lost.",
            at: Place(layer: "units", feature: units.ids[unit])))
      }
      start = end
    }
  }
}

/// The union of polygons that do not overlap, as one valid polygon or multipolygon; empty where there is none.
///
/// Only polygons whose extents meet are united, by GEOS where they do not fit together like tiles; the others are
/// put side by side. Where GEOS cannot unite a group without losing area, it is put side by side as well, and
/// `isUnited` says so.
func unitedPolygons(
  _ parts: [(bytes: [UInt8], area: Double, extent: Extent)], ladder: OverlayLadder
) throws -> (bytes: [UInt8], isUnited: Bool) {
  if parts.count < 2 { return (parts.first?.bytes ?? [], true) }
  var isUnited = true
  let tree = ExtentTree(parts.map(\.extent))
  var scratch = OverlayScratch()
  var group = Array(repeating: -1, count: parts.count)
  var united: [[UInt8]] = []
  for start in parts.indices where group[start] < 0 {
    var members = [start]
    group[start] = start
    var next = 0
    while next < members.count {
      tree.find(parts[members[next]].extent, into: &scratch.found, scratch: &scratch.nodes)
      for other in scratch.found.map(Int.init) where group[other] < 0 {
        group[other] = start
        members.append(other)
      }
      next += 1
    }
    if members.count == 1 {
      united.append(parts[start].bytes)
      continue
    }
    let area = members.map { parts[$0].area }.compensatedSum()
    // Most pieces fit together like tiles; only where they do not is a true union needed.
    let extent = members.reduce(into: Extent.empty) { $0.extend(parts[$1].extent) }
    if let bytes = JoinedPolygons.bytes(of: members.map { parts[$0].bytes }, reach: extent.reach),
      let measure = RowMeasure(bytes), abs(measure.area - area) <= ladder.tolerance(area)
    {
      united.append(bytes)
      continue
    }
    let geometries = try members.map { try ladder.context.read(wkb: parts[$0].bytes) }
    let result = ladder.union(geometries, expected: area)
    if result.isExact, let geometry = result.geometry {
      united.append(try geometry.wkb())
    } else {
      united += members.map { parts[$0].bytes }
      isUnited = false
    }
  }
  return (gatheredPolygons(united), isUnited)
}

extension Extent {
  /// The largest coordinate, whatever its sign.
  fileprivate var reach: Double {
    Swift.max(abs(minX), abs(maxX), abs(minY), abs(maxY))
  }
}
