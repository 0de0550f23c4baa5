import PlanModel

/// Borders that run along one another without being the same bit for bit.
///
/// Each edge is compared with those near it that run the other way; what lies within the tolerance of one of
/// them is shared with its unit. Where several are near, the nearest has the stretch, so that no metre of an
/// edge counts twice.
struct LooseBorders: Sendable {
  /// The edges.
  let edges: [SingleEdge]
  /// What is shared, as each side has it.
  private(set) var shared: [[SharedBorder]] = []
  /// The length of each edge that is shared with none, m.
  private(set) var free: [Double]

  /// - Complexity: O(*n* log *n* + *pairs of edges whose extents come near*).
  init(_ edges: [SingleEdge], tolerance: Double, workers: Workers) throws {
    self.edges = edges
    let bands = EdgeBands(edges, tolerance: tolerance)
    let found = try workers.mapChunks(of: bands.count, size: Swift.max(1, bands.count / 64)) {
      var stretches: [Stretch] = []
      for band in $0 { bands.appendStretches(of: band, to: &stretches) }
      return stretches
    }
    var starts = Array(repeating: 0, count: edges.count + 1)
    for chunk in found { for stretch in chunk { starts[Int(stretch.edge) + 1] += 1 } }
    for edge in edges.indices { starts[edge + 1] += starts[edge] }
    let none = Stretch(edge: 0, other: 0, step: 0, from: 0, to: 0)
    var sorted = Array(repeating: none, count: starts[edges.count])
    var next = starts
    for chunk in found {
      for stretch in chunk {
        sorted[next[Int(stretch.edge)]] = stretch
        next[Int(stretch.edge)] += 1
      }
    }
    let (first, all) = (starts, sorted)
    let results = try workers.mapChunks(of: edges.count, size: 16_384) { rows in
      var shared: [SharedBorder] = []
      var free: [Double] = []
      free.reserveCapacity(rows.count)
      for edge in rows {
        let length = edges[edge].length
        let stretches = all[first[edge]..<first[edge + 1]]
        free.append(
          stretches.isEmpty
            ? length : Self.divide(length, among: stretches, unit: edges[edge].unit, &shared))
      }
      return (shared: shared, free: free)
    }
    shared = results.map(\.shared)
    free = results.flatMap(\.free)
  }

  /// Gives each part of an edge to the nearest of those beside it, and returns the length that none has.
  private static func divide(
    _ length: Double, among stretches: ArraySlice<Stretch>, unit: Int32,
    _ shared: inout [SharedBorder]
  ) -> Double {
    var free = [(from: 0.0, to: length)]
    var taken = false
    for stretch in stretches.sorted(by: {
      ($0.step, $0.other, $0.from) < ($1.step, $1.other, $1.from)
    }) {
      var rest: [(from: Double, to: Double)] = []
      var share = 0.0
      for part in free {
        let from = Swift.max(part.from, stretch.from)
        let to = Swift.min(part.to, stretch.to)
        if to <= from {
          rest.append(part)
          continue
        }
        share += to - from
        if part.from < from { rest.append((part.from, from)) }
        if to < part.to { rest.append((to, part.to)) }
      }
      free = rest
      taken = taken || share > 0
      // Parts of one unit beside one another have no border between them.
      if share > 0 && stretch.other != unit {
        shared.append(SharedBorder(unit: unit, other: stretch.other, length: share))
      }
    }
    return taken ? free.reduce(0) { $0 + $1.to - $1.from } : length
  }
}

/// A part of an edge that another edge runs along.
private struct Stretch: Sendable {
  var edge: Int32
  /// The unit of the other edge.
  var other: Int32
  /// How far off it is, in sixteenths of the tolerance, so that rounding does not decide which is nearest.
  var step: Int32
  /// Where the part starts and ends, in m from the start of the edge.
  var from: Double
  var to: Double
}

/// Edges in horizontal bands, to find those near one another.
private struct EdgeBands: Sendable {
  private let edges: [SingleEdge]
  private let tolerance: Double
  private var minY = 0.0
  private var height = 0.0
  /// The number of bands.
  private(set) var count = 0
  private var starts = [0]
  private var entries: [Int32] = []

  init(_ edges: [SingleEdge], tolerance: Double) {
    self.edges = edges
    self.tolerance = tolerance
    if edges.isEmpty { return }
    var low = Double.infinity
    var high = -Double.infinity
    var spread = 0.0
    for edge in edges {
      low = Swift.min(low, edge.startY, edge.endY)
      high = Swift.max(high, edge.startY, edge.endY)
      spread += abs(edge.endY - edge.startY) + 2 * tolerance
    }
    low -= 2 * tolerance
    minY = low
    // As many bands as keep the lists within three entries an edge.
    let most = 2 * Double(edges.count) * (high - low) / Swift.max(spread, .leastNormalMagnitude)
    count = Int(Swift.max(1, Swift.min(most, Double(edges.count).squareRoot(), 8192)))
    height = (high + 2 * tolerance - low) / Double(count)
    var sizes = Array(repeating: 0, count: count)
    for edge in edges { for band in bands(of: edge) { sizes[band] += 1 } }
    for size in sizes { starts.append(starts[starts.count - 1] + size) }
    entries = Array(repeating: 0, count: starts[count])
    var next = starts
    for (position, edge) in edges.enumerated() {
      for band in bands(of: edge) {
        entries[next[band]] = Int32(position)
        next[band] += 1
      }
    }
  }

  private func band(of y: Double) -> Int {
    height > 0 ? Swift.min(count - 1, Swift.max(0, Int((y - minY) / height))) : 0
  }

  private func bands(of edge: SingleEdge) -> ClosedRange<Int> {
    let first = band(of: Swift.min(edge.startY, edge.endY) - tolerance)
    return first...Swift.max(first, band(of: Swift.max(edge.startY, edge.endY) + tolerance))
  }

  /// Adds what the edges of a band run along; a pair that is in several bands counts in the first.
  func appendStretches(of band: Int, to stretches: inout [Stretch]) {
    let byX = entries[starts[band]..<starts[band + 1]].map {
      (x: Swift.min(edges[Int($0)].startX, edges[Int($0)].endX), edge: $0)
    }.sorted { ($0.x, $0.edge) < ($1.x, $1.edge) }
    for position in byX.indices {
      let one = edges[Int(byX[position].edge)]
      let end = Swift.max(one.startX, one.endX) + tolerance
      let low = Swift.min(one.startY, one.endY)
      let high = Swift.max(one.startY, one.endY)
      var next = position + 1
      while next < byX.count, byX[next].x <= end {
        let other = edges[Int(byX[next].edge)]
        next += 1
        let otherLow = Swift.min(other.startY, other.endY)
        if otherLow > high + tolerance
          || Swift.max(other.startY, other.endY) < low - tolerance
          || self.band(of: Swift.max(low, otherLow) - tolerance) != band
        {
          continue
        }
        add(Int32(byX[position].edge), Int32(byX[next - 1].edge), to: &stretches)
      }
    }
  }

  private func add(_ one: Int32, _ other: Int32, to stretches: inout [Stretch]) {
    let a = edges[Int(one)]
    let b = edges[Int(other)]
    let (ax, ay) = (a.endX - a.startX, a.endY - a.startY)
    let (bx, by) = (b.endX - b.startX, b.endY - b.startY)
    // Only edges that run against one another, within 30°, can be two sides of one border.
    let dot = ax * bx + ay * by
    let cross = ax * by - ay * bx
    if dot >= 0 || abs(cross) > 0.6 * -dot { return }
    if let stretch = stretch(of: one, a, along: b) { stretches.append(stretch) }
    if let stretch = stretch(of: other, b, along: a) { stretches.append(stretch) }
  }

  /// The part of an edge that lies within the tolerance of another.
  private func stretch(of edge: Int32, _ a: SingleEdge, along b: SingleEdge) -> Stretch? {
    let length = a.length
    let ux = (a.endX - a.startX) / length
    let uy = (a.endY - a.startY) / length
    // The other edge runs backwards, so its end comes first.
    let fromX = b.endX - a.startX
    let fromY = b.endY - a.startY
    let toX = b.startX - a.startX
    let toY = b.startY - a.startY
    let begin = ux * fromX + uy * fromY
    let end = ux * toX + uy * toY
    let offBegin = ux * fromY - uy * fromX
    let offEnd = ux * toY - uy * toX
    var from = Swift.max(0, begin)
    var to = Swift.min(length, end)
    if to <= from { return nil }
    let slope = (offEnd - offBegin) / (end - begin)
    if slope != 0 {
      let one = begin + (-tolerance - offBegin) / slope
      let other = begin + (tolerance - offBegin) / slope
      // Rounding must not cut short what is near all along.
      if abs(offBegin + (from - begin) * slope) > tolerance {
        from = Swift.max(from, Swift.min(one, other))
      }
      if abs(offBegin + (to - begin) * slope) > tolerance {
        to = Swift.min(to, Swift.max(one, other))
      }
      if to <= from { return nil }
    } else if abs(offBegin) > tolerance {
      return nil
    }
    let off = abs(offBegin + ((from + to) / 2 - begin) * slope)
    let step = tolerance > 0 ? Int32(Swift.min(16, (16 * off / tolerance).rounded())) : 0
    return Stretch(edge: edge, other: b.unit, step: step, from: from, to: to)
  }
}
