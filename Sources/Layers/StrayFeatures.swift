import PROJBinding
public import PlanModel

/// What is found of single features that lie elsewhere than the rest of their layer.
public struct StrayFeatures: Sendable {
  /// One finding a layer and reason, with the first ids and how many they are.
  public let diagnostics: [Diagnostic]
  /// The extent of all features that lie where the layer does, in the plan's CRS; empty where there are none.
  public let others: Extent
}

/// Looks for features that lie on the municipality only with x and y exchanged or as degrees, reach far beyond the area that the plan's
/// CRS is made for, or lie more than 100 km from all others.
///
/// A layer that lies elsewhere as a whole is not asked about: that is told when it is read.
///
/// - Parameters:
///   - layer: The layer, in the plan's CRS.
///   - report: How it was read, for the CRS of its source.
///   - municipality: The extent of the districts, for any other layer; nil: the layer is that of the districts, where
///     features that cannot be right are errors, because they would be missing from every total.
/// - Complexity: O(*n*) in coordinates.
/// - Throws: Nothing of its own.
public func strayFeatures(
  of layer: Layer, readAs report: LayerReport, around municipality: Extent? = nil, workers: Workers
) throws -> StrayFeatures {
  let extents = try extents(of: layer.geometry, workers: workers)
  // Some 500 km around what the CRS is made for: nothing there can be meant, however the rest of the layer lies.
  let spread = FeatureSpread(extents, area: area(of: layer.crs, margin: 5), home: municipality)
  let home = municipality ?? spread.core
  let doubtful = spread.outside + spread.far
  if doubtful.isEmpty { return StrayFeatures(diagnostics: [], others: spread.core) }
  let middles = SourceMiddles(doubtful, extents, from: report.crs, in: layer.crs)
  // A district at the edge lies beside what all others cover.
  let near = home.isEmpty ? home : home.expanded(by: max(home.width, home.height, 5_000))
  let swapped = middles.swapped(into: near)
  let inDegrees = middles.inDegrees(into: near).subtracting(swapped)
  let isExplained = swapped.union(inDegrees)
  // Far from all others, and where the CRS is not made for: a degree of margin, because towns lie across the edges of zones.
  let narrow = spread.far.isEmpty ? nil : area(of: layer.crs, margin: 1)
  let outside = (spread.outside + spread.far.filter { !(narrow?.contains(extents[$0]) ?? true) })
    .filter { !isExplained.contains($0) }.sorted()
  let isDistricts = municipality == nil
  let consequence = isDistricts ? "" : "; as they are, they count outside all districts"
  var diagnostics: [Diagnostic] = []
  func tell(
    _ severity: Severity, _ code: String, _ message: String, _ remedy: String, _ rows: [Int]
  ) {
    guard let first = rows.first else { return }
    var place = Place(file: report.source, layer: layer.name)
    place.feature = layer.ids[first]
    let ids = rows.prefix(10).map { shortened(layer.ids[$0]) }.joined(separator: ", ")
    let total = rows.count > 10 ? ", … (\(rows.count) in all)" : ""
    diagnostics.append(
      Diagnostic(
        severity, code, "\(message)\(consequence): \(ids)\(total).", remedy: remedy, at: place,
        count: rows.count))
  }
  tell(
    isDistricts ? .error : .warning, "layer.swapped-feature",
    "Single features lie on the municipality only with x and y exchanged",
    "Exchange the two coordinates of these features in the source; the others are in the right order.",
    swapped.sorted())
  tell(
    isDistricts ? .error : .warning, "layer.degree-feature",
    "Single features lie on the municipality only where their coordinates are degrees, and \(report.crs.name) is in metres",
    "Write these features in the CRS of the others.", inDegrees.sorted())
  tell(
    isDistricts ? .error : .warning, "layer.outside-feature",
    "Single features reach far beyond the area that \(layer.crs.name) is made for",
    "Correct their coordinates in the source, or leave them out with a filter.",
    outside)
  let told = isExplained.union(outside)
  let far = spread.far.filter { !told.contains($0) }
  // A layer of a whole country has most of its features far from any one place.
  if isDistricts || far.count * 2 < layer.count {
    let distance = far.first.map { (extents[$0].gap(to: home) / 1000).rounded() } ?? 0
    tell(
      .warning, "layer.far-feature",
      "Features lie more than 100 km from all others (the first \(distance.shortest) km)",
      "Check their coordinates; where they do belong here, nothing is to be done.", far)
  }
  return StrayFeatures(diagnostics: diagnostics, others: spread.core)
}

/// The extent of each row; empty where it has no geometry.
func extents(of geometry: GeometryColumn, workers: Workers) throws -> [Extent] {
  let chunks = try workers.mapChunks(of: geometry.count, size: 4096) { rows -> [Extent] in
    var reader = ShapeReader()
    for row in rows { reader.append(geometry[row]) }
    return (0..<rows.count).map { reader.chunk.extent(of: $0) }
  }
  return chunks.flatMap { $0 }
}

/// The area that a CRS is made for with some degrees around it, in the CRS's own plane; nil where that is unknown or reaches
/// over the date line.
private func area(of crs: CRS, margin: Double) -> Extent? {
  guard let area = try? PROJReferenceSystem(crs.definition).areaOfUse, area.west <= area.east,
    let transformer = try? PROJTransformer(from: CRS.wgs84.definition, to: crs.definition),
    let bounds = transformer.transformBounds(
      minX: max(-180, area.west - margin), minY: max(-90, area.south - margin),
      maxX: min(180, area.east + margin), maxY: min(90, area.north + margin))
  else { return nil }
  return Extent(minX: bounds.minX, minY: bounds.minY, maxX: bounds.maxX, maxY: bounds.maxY)
}

/// The middles of features as their source gives them, and where they come to lie where that is read in another way.
private struct SourceMiddles {
  private let rows: [Int]
  private let source: CRS
  private let plan: CRS
  private var xs: [Double]
  private var ys: [Double]

  /// - Parameter extents: Of all rows, in the plan's CRS.
  init(_ rows: [Int], _ extents: [Extent], from source: CRS, in plan: CRS) {
    self.rows = rows
    self.source = source
    self.plan = plan
    xs = rows.map { (extents[$0].minX + extents[$0].maxX) / 2 }
    ys = rows.map { (extents[$0].minY + extents[$0].maxY) / 2 }
    if source.definition == plan.definition { return }
    (try? PROJTransformer(from: plan.definition, to: source.definition))?
      .transform(xs: &xs, ys: &ys)
  }

  /// The rows that lie in `home` with x and y exchanged.
  func swapped(into home: Extent) -> Set<Int> { lying(in: home, from: source, xs: ys, ys: xs) }

  /// The rows of a source that is not in degrees that lie in `home` where their coordinates are degrees, in either order.
  func inDegrees(into home: Extent) -> Set<Int> {
    guard let system = try? PROJReferenceSystem(source.definition), system.kind != .geographic
    else { return [] }
    return lying(in: home, from: .wgs84, xs: xs, ys: ys)
      .union(lying(in: home, from: .wgs84, xs: ys, ys: xs))
  }

  private func lying(
    in home: Extent, from crs: CRS, xs: [Double], ys: [Double]
  ) -> Set<Int> {
    var (xs, ys) = (xs, ys)
    if crs.definition != plan.definition {
      guard let transformer = try? PROJTransformer(from: crs.definition, to: plan.definition)
      else { return [] }
      transformer.transform(xs: &xs, ys: &ys)
    }
    return Set(
      rows.indices.filter {
        home.contains(Extent(minX: xs[$0], minY: ys[$0], maxX: xs[$0], maxY: ys[$0]))
      }.map { rows[$0] })
  }
}

extension Extent {
  /// The larger of what lies between the two from east to west and from north to south.
  fileprivate func gap(to other: Extent) -> Double {
    max(
      0, other.minX - maxX, minX - other.maxX, other.minY - maxY, minY - other.maxY)
  }
}
