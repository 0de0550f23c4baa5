import GEOSBinding
public import PlanModel

/// What the features of a layer come to in each of some areas.
public struct FeatureTotals: Sendable {
  /// How many features have a part in each area; a multipoint counts once.
  public var features: [Int]
  /// The area of polygons in each area, in square units of the coordinates.
  public var area: [Double]
  /// The length of lines in each area, in units of the coordinates.
  public var length: [Double]
  /// How many pairs of a feature and an area there are.
  public var pairs: Int
  /// How many pairs a border passed through, so that more than extents had to be looked at.
  public var cutPairs: Int
}

/// What the features of a layer come to in each area: how many there are, their area, their length.
///
/// Features that overlap each other count each in full, and so do areas that overlap. A point on the border of
/// two areas that share an edge belongs to one of them.
///
/// - Parameters:
///   - measures: The measures of `areas`.
///   - cover: Ground that does not count: polygons lose what it covers, lines what runs in it, points in it are
///     left out; a feature of which nothing is left in an area is not counted there.
///   - gridSize: The precision grid, in units of the coordinates.
/// - Complexity: O(*features* log *areas*) plus the edges near the cut pairs.
public func featureTotals(
  of features: GeometryColumn, in areas: GeometryColumn, measures: GeometryMeasures,
  without cover: DissolvedCover? = nil, gridSize: Double, workers: Workers
) throws -> FeatureTotals {
  precondition(measures.area.count == areas.count, "measures of another column")
  let index = try PolygonIndex(areas, extents: measures.extents, workers: workers)
  let tree = ExtentTree(index.extents)
  let shared = try sharedAreas(
    of: features, with: index, tree: tree, without: cover, gridSize: gridSize, workers: workers)
  let zeros = Array(repeating: 0, count: areas.count)
  var totals = FeatureTotals(
    features: zeros, area: zeros.map(Double.init), length: zeros.map(Double.init),
    pairs: shared.count, cutPairs: shared.cutPairs)
  var sums = Array(repeating: CompensatedSum(), count: areas.count)
  for pair in shared {
    totals.features[pair.area] += 1
    sums[pair.area].add(pair.shared)
  }
  totals.area = sums.map(\.value)
  let others = try thinPairs(
    of: features, in: areas, with: index, tree: tree, without: cover, gridSize: gridSize,
    workers: workers)
  for pair in others {
    totals.features[pair.area] += 1
    totals.length[pair.area] += pair.length
    totals.pairs += 1
    if pair.isCut { totals.cutPairs += 1 }
  }
  return totals
}

/// What is left of each polygon of a layer outside a cover, each polygon an area of its own.
///
/// - Complexity: O(*features* log *parts of the cover*) plus the edges near its border.
public func uncoveredTotals(
  of features: GeometryColumn, without cover: DissolvedCover?, workers: Workers
) throws -> FeatureTotals {
  let chunks = try workers.mapChunks(of: features.count, size: 512) { rows in
    var scratch = OverlayScratch()
    var feature = FeatureEdges()
    return try rows.map { row -> (area: Double, isCut: Bool) in
      guard let measure = RowMeasure(wkb: features[row]) else { throw MalformedGeometry(row: row) }
      guard let cover, measure.area > 0 else { return (measure.area, false) }
      feature.take(measure.extent)
      let covered = try cover.area(
        of: &feature, row, features, area: measure.area, scratch: &scratch)
      // Less than this is rounding.
      let left = measure.area - covered
      return (left > 1e-10 * measure.area ? left : 0, feature.isFilled)
    }
  }.flatMap { $0 }
  let area = chunks.map(\.area)
  return FeatureTotals(
    features: area.map { $0 > 0 ? 1 : 0 }, area: area,
    length: Array(repeating: 0, count: features.count), pairs: area.count { $0 > 0 },
    cutPairs: chunks.count { $0.isCut })
}

/// A point or line in an area.
private struct ThinPair: Sendable {
  var area: Int
  var length: Double
  var isCut: Bool
}

/// The pairs of points and lines with areas, by feature and then area.
private func thinPairs(
  of features: GeometryColumn, in areas: GeometryColumn, with index: PolygonIndex,
  tree: ExtentTree, without cover: DissolvedCover?,
  gridSize: Double, workers: Workers
) throws -> [ThinPair] {
  return try workers.mapChunks(of: features.count, size: 4096) { rows in
    var finder = ThinPairFinder(areas: areas, index: index, tree: tree, cover: cover)
    for row in rows { try finder.append(row, of: features, gridSize: gridSize) }
    return finder.found
  }.flatMap { $0 }
}

/// Finds the areas of points and lines; lives in one worker.
private struct ThinPairFinder {
  let areas: GeometryColumn
  let index: PolygonIndex
  let tree: ExtentTree
  let cover: DissolvedCover?
  var found: [ThinPair] = []
  private var scratch = OverlayScratch()
  private var ladder: OverlayLadder?

  init(
    areas: GeometryColumn, index: PolygonIndex, tree: ExtentTree, cover: DissolvedCover?
  ) {
    self.areas = areas
    self.index = index
    self.tree = tree
    self.cover = cover
  }

  mutating func append(_ row: Int, of features: GeometryColumn, gridSize: Double) throws {
    var cursor = PartCursor()
    guard let first = cursor.next(in: features[row]) else { return }
    switch first.role {
    case .point: appendPoints(row, of: features)
    case .line: try appendLine(row, of: features, gridSize: gridSize)
    case .shell, .hole: return
    }
  }

  private mutating func appendPoints(_ row: Int, of features: GeometryColumn) {
    var areas: Set<Int> = []
    var cursor = PartCursor()
    while let part = cursor.next(in: features[row]) {
      let x = features[row].number(at: part.offset)
      let y = features[row].number(at: part.offset + 8)
      let place = Extent(minX: x, minY: y, maxX: x, maxY: y)
      if let cover {
        cover.tree.find(place, into: &scratch.covers, scratch: &scratch.nodes)
        if scratch.covers.contains(where: { cover.index.owns(x: x, y: y, row: Int($0)) }) {
          continue
        }
      }
      tree.find(place, into: &scratch.found, scratch: &scratch.nodes)
      for area in scratch.found where index.owns(x: x, y: y, row: Int(area)) {
        areas.insert(Int(area))
      }
    }
    for area in areas.sorted() { found.append(ThinPair(area: area, length: 0, isCut: false)) }
  }

  private mutating func appendLine(
    _ row: Int, of features: GeometryColumn, gridSize: Double
  ) throws {
    guard let extent = RowMeasure(wkb: features[row])?.extent else {
      throw MalformedGeometry(row: row)
    }
    tree.find(extent, into: &scratch.found, scratch: &scratch.nodes)
    if scratch.found.isEmpty { return }
    let ladder = try self.ladder ?? OverlayLadder(gridSize: gridSize)
    self.ladder = ladder
    var line = try ladder.context.read(wkb: features[row])
    if let cover {
      cover.tree.find(extent, into: &scratch.covers, scratch: &scratch.nodes)
      for part in scratch.covers.map(Int.init)
      where cover.index.relation(of: extent, to: part) != .outside {
        let polygon = try ladder.context.read(wkb: cover.geometry[part])
        line = try line.difference(polygon)
      }
    }
    let whole = try line.length()
    for area in scratch.found.map(Int.init) {
      switch index.relation(of: extent, to: area) {
      case .outside: continue
      case .inside:
        if whole > 0 { found.append(ThinPair(area: area, length: whole, isCut: false)) }
      case .crosses:
        let polygon = try ladder.context.read(wkb: areas[area])
        let length = try line.intersection(polygon).length()
        // Less than this is the rounding of a line that only touches.
        if length > 1e-9 * Swift.max(1, whole) {
          found.append(ThinPair(area: area, length: length, isCut: true))
        }
      }
    }
  }
}
