import PlanModel

/// The edges of the feature that a worker has in hand, taken from its bytes when first asked for.
///
/// A feature of many edges is indexed, so that a small area asks only for those in its columns.
struct FeatureEdges {
  private(set) var extent = Extent.empty
  private var all: [Edge] = []
  private var near: [Edge] = []
  private var index: PolygonIndex?
  /// Whether anything asked for the edges, that is, a border passes through the feature's extent.
  private(set) var isFilled = false

  /// Above this, gathering the edges near an area by the index costs less than passing over all of them.
  private static let many = 64

  /// Turns to another feature.
  mutating func take(_ extent: Extent) {
    self.extent = extent
    isFilled = false
  }

  /// Reads the edges of the feature, where that has not been done.
  mutating func fill(_ row: Int, of features: GeometryColumn) throws {
    if isFilled { return }
    all.removeAll(keepingCapacity: true)
    guard appendEdges(of: features[row], to: &all) else { throw MalformedGeometry(row: row) }
    index = all.count > Self.many ? try PolygonIndex(features.row(row)) : nil
    isFilled = true
  }

  /// The edges that may bound something within an extent: at least all that pass over or under it.
  mutating func edges(near other: Extent) -> ArraySlice<Edge> {
    guard let index, other.width < extent.width / 2 else { return all[...] }
    near.removeAll(keepingCapacity: true)
    index.gatherEdges(of: 0, inColumnsOf: other, into: &near)
    return near[...]
  }
}

extension PolygonIndex {
  /// Adds each edge of a row that reaches into the columns of an extent, once.
  func gatherEdges(of row: Int, inColumnsOf extent: Extent, into edges: inout [Edge]) {
    let bounds = extents[row]
    guard bounds.meets(extent) else { return }
    let count = stripCounts[row]
    let firstList = rowStrips[row]
    let low = Self.strip(of: extent.minX, bounds, count)
    let high = Self.strip(of: extent.maxX, bounds, count)
    for strip in low...high {
      for entry in stripStarts[firstList + strip]..<stripStarts[firstList + strip + 1] {
        let edge = self.edges[edgeStarts[row] + Int(stripEdges[entry])]
        // An edge in several strips counts in the first of them only.
        if strip > low, Self.strip(of: edge.leftX, bounds, count) < strip { continue }
        edges.append(edge)
      }
    }
  }
}
