import PlanModel

/// The edges of the polygons of a column, each polygon cut into vertical strips.
///
/// A strip lists the edges that reach into it, so that a question about a small extent looks at a few edges
/// of a polygon of any size. Rows that are no polygons have no edges.
struct PolygonIndex: Sendable {
  /// The extent of each row.
  var extents: [Extent] = []
  /// The edges of all rows, one after another.
  var edges: [Edge] = []
  /// Where the edges of each row start, and where the last end.
  var edgeStarts = [0]
  /// For each row, where its strips start in `stripStarts`; a row with n strips has n + 1 entries.
  var rowStrips: [Int] = []
  /// The number of strips of each row.
  var stripCounts: [Int] = []
  /// Where the list of each strip starts in `stripEdges`.
  var stripStarts: [Int] = []
  /// The edges of each strip, as positions within the row.
  var stripEdges: [Int32] = []

  /// Creates an index of no rows.
  init() {}

  /// Builds the index of a column.
  init(_ geometry: GeometryColumn, extents: [Extent], workers: Workers) throws {
    let chunks = try workers.mapChunks(of: geometry.count, size: 1024) { rows in
      var chunk = PolygonIndex()
      for row in rows {
        let isGood = chunk.append(geometry[row], extent: extents[row])
        if !isGood { throw MalformedGeometry(row: row) }
      }
      return chunk
    }
    reserve(chunks)
    for chunk in chunks { append(chunk) }
  }

  /// Builds the index of one geometry.
  init(_ wkb: [UInt8]) throws {
    guard let measure = unsafe RowMeasure(wkb: wkb.span.bytes),
      unsafe append(wkb.span.bytes, extent: measure.extent)
    else { throw MalformedGeometry(row: 0) }
  }

  /// The number of rows.
  var count: Int { extents.count }

  /// Whether a row has polygons.
  func hasEdges(_ row: Int) -> Bool { edgeStarts[row + 1] > edgeStarts[row] }

  /// Adds a row; false where the bytes are malformed.
  private mutating func append(_ wkb: RawSpan, extent: Extent) -> Bool {
    let first = edges.count
    guard appendEdges(of: wkb, to: &edges) else { return false }
    extents.append(extent)
    edgeStarts.append(edges.count)
    rowStrips.append(stripStarts.count)
    let count = edges.count - first
    // Long edges lie in many strips. The number of strips is such that the lists stay linear in the edges.
    var spread = 0.0
    for edge in first..<edges.count { spread += edges[edge].rightX - edges[edge].leftX }
    let most = spread > 0 ? 5 * Double(count) * extent.width / spread : 1
    let strips = count == 0 ? 1 : Swift.max(1, Int(Swift.min(most, Double(count) / 2 + 1)))
    stripCounts.append(strips)
    var sizes = Array(repeating: 0, count: strips)
    for edge in first..<edges.count {
      for strip in self.strips(of: edges[edge].leftX, edges[edge].rightX, extent, strips) {
        sizes[strip] += 1
      }
    }
    var next: [Int] = []
    next.reserveCapacity(strips)
    var position = stripEdges.count
    for size in sizes {
      next.append(position)
      stripStarts.append(position)
      position += size
    }
    stripStarts.append(position)
    stripEdges.append(contentsOf: repeatElement(0, count: position - stripEdges.count))
    for edge in first..<edges.count {
      for strip in self.strips(of: edges[edge].leftX, edges[edge].rightX, extent, strips) {
        stripEdges[next[strip]] = Int32(edge - first)
        next[strip] += 1
      }
    }
    return true
  }

  private mutating func reserve(_ chunks: [PolygonIndex]) {
    extents.reserveCapacity(chunks.reduce(0) { $0 + $1.extents.count })
    edges.reserveCapacity(chunks.reduce(0) { $0 + $1.edges.count })
    edgeStarts.reserveCapacity(chunks.reduce(1) { $0 + $1.extents.count })
    stripStarts.reserveCapacity(chunks.reduce(0) { $0 + $1.stripStarts.count })
    stripEdges.reserveCapacity(chunks.reduce(0) { $0 + $1.stripEdges.count })
  }

  private mutating func append(_ other: PolygonIndex) {
    let firstEdge = edges.count
    let firstStrip = stripStarts.count
    let firstEntry = stripEdges.count
    extents += other.extents
    edges += other.edges
    for start in other.edgeStarts.dropFirst() { edgeStarts.append(firstEdge + start) }
    for start in other.rowStrips { rowStrips.append(firstStrip + start) }
    stripCounts += other.stripCounts
    for start in other.stripStarts { stripStarts.append(firstEntry + start) }
    stripEdges += other.stripEdges
  }

  /// The strips that a range of x touches; ranges outside the row fall into its first or last strip.
  @inline(__always)
  private func strips(
    of low: Double, _ high: Double, _ extent: Extent, _ count: Int
  ) -> ClosedRange<Int> {
    let first = Self.strip(of: low, extent, count)
    return first...Swift.max(first, Self.strip(of: high, extent, count))
  }

  /// The strip of an x.
  @inline(__always)
  static func strip(of x: Double, _ extent: Extent, _ count: Int) -> Int {
    let width = extent.maxX - extent.minX
    if !(width > 0) { return 0 }
    let position = (x - extent.minX) / width * Double(count)
    return Int(Swift.min(Swift.max(position, 0), Double(count - 1)))
  }
}
