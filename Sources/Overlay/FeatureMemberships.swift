import GEOSBinding
public import PlanModel

/// Which features lie in which units, and with what share of their area.
///
/// A line's shares are shares of its length, a multipoint's of its points. What units share belongs to the
/// first of them, so that the shares of a feature and what lies outside always add up to 1; a point on the
/// border of two units belongs to one of them. A missing geometry lies outside with all it has.
///
/// Only pairs in which a unit's border passes through the feature's extent are looked at closely
/// (`cutPairs`), and their shared area is computed without making a geometry.
///
/// - Parameters:
///   - measures: The measures of `features`.
///   - gridSize: The distance, in units of the coordinates, within which a point outside all units still
///     belongs to the unit at whose border it lies.
/// - Complexity: O(*features* log *units*) plus the edges near the cut pairs.
public func memberships(
  of features: GeometryColumn, measures: GeometryMeasures, in units: PlanningUnits,
  gridSize: Double, workers: Workers
) throws -> Memberships {
  precondition(measures.area.count == features.count, "measures of another column")
  let extents = try Overlay.measures(of: units.geometry, workers: workers).extents
  let index = try PolygonIndex(units.geometry, extents: extents, workers: workers)
  return try memberships(
    of: features, measures: measures, in: units, index: index, gridSize: gridSize,
    workers: workers)
}

/// The memberships in units whose index is known already.
func memberships(
  of features: GeometryColumn, measures: GeometryMeasures, in units: PlanningUnits,
  index: PolygonIndex, gridSize: Double, workers: Workers
) throws -> Memberships {
  let tree = ExtentTree(index.extents)
  let lookup = AreaLookup(index, questions: features.count)
  let chunks = try workers.mapChunks(of: features.count, size: 8192) { rows in
    var finder = try MembershipFinder(
      features: features, measures: measures, units: units, index: index, tree: tree,
      lookup: lookup, gridSize: gridSize)
    for row in rows { try finder.append(row) }
    return finder.found
  }
  var all = Memberships(starts: [0], unit: [], share: [], outside: [])
  all.starts.reserveCapacity(features.count + 1)
  all.unit.reserveCapacity(chunks.reduce(0) { $0 + $1.unit.count })
  all.share.reserveCapacity(chunks.reduce(0) { $0 + $1.unit.count })
  all.outside.reserveCapacity(features.count)
  for chunk in chunks {
    let first = all.unit.count
    for start in chunk.starts.dropFirst() { all.starts.append(first + start) }
    all.unit += chunk.unit
    all.share += chunk.share
    all.outside += chunk.outside
    all.cutPairs += chunk.cutPairs
  }
  return all
}

/// Two units at whose border a feature lies.
private struct UnitPair: Hashable {
  var left: Int32
  var right: Int32
}

/// The memberships of one chunk of features.
private struct MembershipFinder {
  let features: GeometryColumn
  let measures: GeometryMeasures
  let units: PlanningUnits
  let index: PolygonIndex
  let tree: ExtentTree
  let lookup: AreaLookup
  let ladder: OverlayLadder
  var found = Memberships(starts: [0], unit: [], share: [], outside: [])
  private var scratch = OverlayScratch()
  /// What two units share, of the pairs that were asked for: many features lie on one border.
  private var overlaps: [UnitPair: Double] = [:]
  /// The amounts of the feature in hand: area, length or number of points.
  private var entries: [(unit: Int32, amount: Double)] = []

  init(
    features: GeometryColumn, measures: GeometryMeasures, units: PlanningUnits,
    index: PolygonIndex, tree: ExtentTree, lookup: AreaLookup, gridSize: Double
  ) throws {
    self.features = features
    self.measures = measures
    self.units = units
    self.index = index
    self.tree = tree
    self.lookup = lookup
    ladder = try OverlayLadder(gridSize: gridSize)
  }

  /// Adds the entries of one feature.
  mutating func append(_ row: Int) throws {
    entries.removeAll(keepingCapacity: true)
    let extent = measures.extents[row]
    var whole = measures.area[row]
    if !extent.isEmpty {
      if whole > 0 {
        try findAreas(row, area: whole)
      } else if try !findPoints(row, &whole) {
        whole = try findLengths(row)
      }
    }
    var inside = 0.0
    for entry in entries {
      let share = Swift.min(1, entry.amount / whole)
      // Less than this is the rounding of two polygons that only touch.
      if !(share > 1e-10) { continue }
      found.unit.append(entry.unit)
      found.share.append(share)
      inside += share
    }
    let outside = 1 - inside
    found.outside.append(outside > 1e-9 ? outside : 0)
    found.starts.append(found.unit.count)
  }

  private mutating func findAreas(_ row: Int, area: Double) throws {
    let extent = measures.extents[row]
    switch lookup.find(extent) {
    case .outside: return
    case .inside(let unit): return entries.append((Int32(unit), area))
    case .unsure: break
    }
    tree.find(extent, into: &scratch.found, scratch: &scratch.nodes)
    var hasEdges = false
    var sum = 0.0
    for unit in scratch.found {
      switch index.relation(of: extent, to: Int(unit)) {
      case .outside: continue
      case .inside:
        entries.append((unit, area))
        sum += area
      case .crosses:
        if !hasEdges {
          scratch.edges.removeAll(keepingCapacity: true)
          let features = self.features
          guard appendEdges(of: features[row], to: &scratch.edges) else {
            throw MalformedGeometry(row: row)
          }
          hasEdges = true
        }
        found.cutPairs += 1
        let shared = index.sharedArea(
          of: scratch.edges[...], extent: extent, with: Int(unit), scratch: &scratch.local)
        if shared > 1e-10 * area {
          entries.append((unit, shared))
          sum += shared
        }
      }
    }
    // More than the feature has is shared out only where units overlap; less may be, too, where some of the
    // feature lies outside.
    guard entries.count > 1, sum > (1 + 1e-9) * area || unitsOverlap(by: 1e-9 * area)
    else { return }
    try takeTurns(row) { try $0.area() }
  }

  /// Whether two of the units in hand share more than an area; those of one district never do.
  private mutating func unitsOverlap(by least: Double) -> Bool {
    for (position, one) in entries.enumerated() {
      for other in entries[(position + 1)...]
      where units.district[Int(one.unit)] != units.district[Int(other.unit)] {
        let pair = UnitPair(left: one.unit, right: other.unit)
        let overlap =
          overlaps[pair]
          ?? index.sharedArea(
            of: Int(one.unit), with: Int(other.unit), in: index, scratch: &scratch.local)
        overlaps[pair] = overlap
        if overlap > least { return true }
      }
    }
    return false
  }

  /// Gives each unit what those before it have left.
  private mutating func takeTurns(_ row: Int, _ size: (GEOSGeometry) throws -> Double) throws {
    var rest = try ladder.context.read(wkb: features[row])
    for entry in entries.indices {
      let unit = try ladder.context.read(wkb: units.geometry[Int(entries[entry].unit)])
      do {
        entries[entry].amount = try size(try rest.intersection(unit))
        rest = try rest.difference(unit)
      } catch {
        let valid = try unit.makeValid()
        rest = try rest.makeValid()
        entries[entry].amount = try size(
          try rest.intersection(valid, gridSize: ladder.gridSize))
        rest = try rest.difference(valid, gridSize: ladder.gridSize)
      }
    }
  }

  /// Finds the units of points; false where the feature is no point.
  private mutating func findPoints(_ row: Int, _ count: inout Double) throws -> Bool {
    var points: [(x: Double, y: Double)] = []
    var cursor = PartCursor()
    while let part = cursor.next(in: features[row]) {
      guard part.role == .point else { continue }
      points.append(
        (features[row].number(at: part.offset), features[row].number(at: part.offset + 8)))
    }
    if points.isEmpty { return false }
    count = Double(points.count)
    for point in points {
      let near = Extent(minX: point.x, minY: point.y, maxX: point.x, maxY: point.y)
        .expanded(by: ladder.gridSize)
      guard let owner = owner(of: point, near) else { continue }
      if let entry = entries.firstIndex(where: { $0.unit == owner }) {
        entries[entry].amount += 1
      } else {
        entries.append((owner, 1))
      }
    }
    entries.sort { $0.unit < $1.unit }
    return true
  }

  /// The unit of a point, or nil where it lies in none.
  private mutating func owner(of point: (x: Double, y: Double), _ near: Extent) -> Int32? {
    switch lookup.find(near) {
    case .outside: return nil
    case .inside(let unit): return Int32(unit)
    case .unsure: break
    }
    tree.find(near, into: &scratch.found, scratch: &scratch.nodes)
    // A point on the outer border is owned by no unit, but lies at the border of at least one.
    return scratch.found.first { index.owns(x: point.x, y: point.y, row: Int($0)) }
      ?? scratch.found.first { index.relation(of: near, to: Int($0)) == .crosses }
  }

  /// Finds the units of a line, and gives its length.
  private mutating func findLengths(_ row: Int) throws -> Double {
    let extent = measures.extents[row]
    tree.find(extent, into: &scratch.found, scratch: &scratch.nodes)
    let line = try ladder.context.read(wkb: features[row])
    let length = try line.length()
    for unit in scratch.found {
      let relation = index.relation(of: extent, to: Int(unit))
      if relation == .outside { continue }
      if relation == .crosses { found.cutPairs += 1 }
      entries.append((unit, length))
      if relation == .inside && entries.count == 1 { return length }
    }
    try takeTurns(row) { try $0.length() }
    return length
  }
}
