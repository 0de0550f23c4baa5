public import PlanModel

/// The areas that features share with areas, feature by feature.
public struct SharedAreas: Sendable, RandomAccessCollection {
  /// The pairs that share something, by feature and then area.
  public var pairs: [SharedArea] = []
  /// How many pairs a border passed through, so that their shared area was computed edge by edge; the others
  /// are known from the extents.
  public var cutPairs = 0

  /// Creates a result without pairs.
  public init() {}

  /// The position of the first pair.
  public var startIndex: Int { 0 }
  /// The position after the last pair.
  public var endIndex: Int { pairs.count }
  /// The pair at a position.
  public subscript(position: Int) -> SharedArea { pairs[position] }
}

/// The area that a feature and an area share.
public struct SharedArea: Sendable, Hashable {
  /// The feature's row.
  public var feature: Int
  /// The area's row.
  public var area: Int
  /// What they share, in square units of the coordinates (m² in a metric CRS).
  public var shared: Double

  /// Creates a pair.
  public init(feature: Int, area: Int, shared: Double) {
    self.feature = feature
    self.area = area
    self.shared = shared
  }
}

/// The area that each feature shares with each area it meets, m², by feature and then area.
///
/// Pairs that share nothing, or only the rounding of touching borders, are left out; overlapping areas each
/// count in full. Points and lines share no area. No geometry is made.
///
/// - Parameters:
///   - cover: Ground that does not count: where it covers a feature, that part is taken away.
///   - gridSize: The precision grid, in units of the coordinates; a pair that shares less than one of its
///     cells (and less than a millionth of the feature) is left out, as is one below 1e-10 of the feature.
/// - Complexity: O(*features* log *areas*) plus the edges near the cut pairs.
public func sharedAreas(
  of features: GeometryColumn, with areas: GeometryColumn, without cover: DissolvedCover? = nil,
  gridSize: Double, workers: Workers
) throws -> SharedAreas {
  let extents = try measures(of: areas, workers: workers).extents
  let index = try PolygonIndex(areas, extents: extents, workers: workers)
  return try sharedAreas(
    of: features, with: index, tree: ExtentTree(extents), without: cover, gridSize: gridSize,
    workers: workers)
}

/// The area that each feature shares with each row of an index, by feature and then row.
///
/// - Parameter tree: That of the index's extents.
func sharedAreas(
  of features: GeometryColumn, with index: PolygonIndex, tree: ExtentTree,
  without cover: DissolvedCover? = nil, gridSize: Double, workers: Workers
) throws -> SharedAreas {
  let lookup = AreaLookup(index, questions: features.count)
  let chunks = try workers.mapChunks(of: features.count, size: 4096) { rows in
    var sharer = AreaSharer(
      index: index, tree: tree, lookup: lookup, cover: cover, gridSize: gridSize)
    for row in rows { try sharer.append(row, of: features) }
    return sharer.found
  }
  var all = SharedAreas()
  all.pairs.reserveCapacity(chunks.reduce(0) { $0 + $1.pairs.count })
  for chunk in chunks {
    all.pairs += chunk.pairs
    all.cutPairs += chunk.cutPairs
  }
  return all
}

/// The shared areas of one chunk of features; lives in one worker.
private struct AreaSharer {
  let index: PolygonIndex
  let tree: ExtentTree
  let lookup: AreaLookup
  let cover: DissolvedCover?
  let gridSize: Double
  var found = SharedAreas()
  private var scratch = OverlayScratch()
  private var feature = FeatureEdges()

  init(
    index: PolygonIndex, tree: ExtentTree, lookup: AreaLookup, cover: DissolvedCover?,
    gridSize: Double
  ) {
    self.index = index
    self.tree = tree
    self.lookup = lookup
    self.cover = cover
    self.gridSize = gridSize
  }

  /// Adds the pairs of one feature.
  mutating func append(_ row: Int, of features: GeometryColumn) throws {
    guard let measure = RowMeasure(wkb: features[row]) else { throw MalformedGeometry(row: row) }
    let area = measure.area
    if area <= 0 { return }
    let extent = measure.extent
    // Less than this is the rounding of two polygons that only touch.
    let least = Swift.max(1e-10 * area, Swift.min(gridSize * gridSize, 1e-6 * area))
    feature.take(extent)
    switch lookup.find(extent) {
    case .outside: return
    case .inside(let other):
      return try appendWhole(row, of: features, area, in: other, least)
    case .unsure: break
    }
    tree.find(extent, into: &scratch.found, scratch: &scratch.nodes)
    for entry in scratch.found.indices {
      let other = Int(scratch.found[entry])
      switch index.relation(of: extent, to: other) {
      case .outside: continue
      case .inside: try appendWhole(row, of: features, area, in: other, least)
      case .crosses:
        found.cutPairs += 1
        try feature.fill(row, of: features)
        let edges = feature.edges(near: index.extents[other])
        var shared = index.sharedArea(
          of: edges, extent: extent, with: other, scratch: &scratch.local)
        if let cover, shared > least {
          shared -= cover.area(
            of: edges, extent: extent, and: other, in: index, scratch: &scratch)
        }
        append(row, other, shared, least)
      }
    }
  }

  /// Adds the pair of a feature that lies wholly in an area.
  private mutating func appendWhole(
    _ row: Int, of features: GeometryColumn, _ area: Double, in other: Int, _ least: Double
  ) throws {
    var shared = area
    if let cover {
      shared -= try cover.area(of: &feature, row, features, area: area, scratch: &scratch)
    }
    append(row, other, shared, least)
  }

  private mutating func append(_ row: Int, _ other: Int, _ shared: Double, _ least: Double) {
    if shared > least { found.pairs.append(SharedArea(feature: row, area: other, shared: shared)) }
  }
}
