public import PlanModel

/// Which polygons share a border, and how many metres of it.
///
/// Edges that are the same bit for bit are paired first; in a grid and in a topologically clean layer these
/// are nearly all. What is left is compared edge by edge, so that borders with corners in different places
/// (T-junctions) and borders that run within `tolerance` of one another, with a gap or an overlap between
/// them, count as well, once. The length of such a border is the mean of what the two sides have of it.
/// Polygons that only touch in a corner share nothing, and pairs with less than four tolerances of border are
/// taken for such corners. Borders of one polygon's own parts against one another are no border of it.
///
/// For each polygon the shared lengths and the outer border add up to its perimeter; where borders nearly
/// coincide, or more than two polygons run along one line, to some tolerances a corner.
///
/// - Parameters:
///   - geometry: Valid polygons; rows of other kinds have no border and no neighbour.
///   - tolerance: How far apart two borders may be and still be one, in m; the precision grid is a good choice.
/// - Throws: An error that names the row where the bytes are malformed.
/// - Complexity: O(*edges*), and for the edges without a twin O(*n* log *n* + *pairs near one another*).
///   16 bytes an edge while it runs.
public func neighbours(
  of geometry: GeometryColumn, tolerance: Double = 0.001, workers: Workers
) throws -> Neighbours {
  precondition(tolerance >= 0 && tolerance.isFinite, "a tolerance is a length")
  let twins = try BorderTwins(geometry, workers: workers)
  var outer = Array(repeating: 0.0, count: geometry.count)
  let exact = SharedBorders(units: geometry.count, twins.shared)
  let loose = try LooseBorders(twins.single, tolerance: tolerance, workers: workers)
  for (edge, length) in zip(loose.edges, loose.free) { outer[Int(edge.unit)] += length }
  let near = SharedBorders(units: geometry.count, loose.shared)

  var all = Neighbours(left: [], right: [], length: [], outer: [])
  all.left.reserveCapacity(exact.count)
  all.right.reserveCapacity(exact.count)
  all.length.reserveCapacity(exact.count)
  let corner = 4 * tolerance
  var e = 0
  var n = 0
  while e < exact.count || n < near.count {
    let exactKey = e < exact.count ? (exact.left[e], exact.right[e]) : (.max, .max)
    let nearKey = n < near.count ? (near.left[n], near.right[n]) : (.max, .max)
    let key =
      Swift.min(exactKey.0, nearKey.0) == exactKey.0 && exactKey <= nearKey
      ? exactKey : nearKey
    var length = 0.0
    if exactKey == key {
      length += exact.ofLeft[e]
      e += 1
    }
    if nearKey == key {
      let mean = (near.ofLeft[n] + near.ofRight[n]) / 2
      if length == 0 && mean < corner {
        outer[Int(key.0)] += near.ofLeft[n]
        outer[Int(key.1)] += near.ofRight[n]
      } else {
        length += mean
      }
      n += 1
    }
    if length > 0 {
      all.left.append(key.0)
      all.right.append(key.1)
      all.length.append(length)
    }
  }
  all.outer = outer
  return all
}

/// A length of border that two units share, as one of them has it.
struct SharedBorder: Sendable {
  /// The unit whose border it is; for edges that are the same the one with the lower row.
  var unit: Int32
  /// The unit on the other side.
  var other: Int32
  /// m
  var length: Double
}

/// Shared borders added up by pair, in the order of the pairs.
private struct SharedBorders {
  var left: [Int32] = []
  var right: [Int32] = []
  /// What the left unit has of the border, m.
  var ofLeft: [Double] = []
  /// What the right unit has of it, m.
  var ofRight: [Double] = []

  var count: Int { left.count }

  init(units: Int, _ chunks: [[SharedBorder]]) {
    var starts = Array(repeating: 0, count: units + 1)
    for chunk in chunks {
      for border in chunk { starts[Int(Swift.min(border.unit, border.other)) + 1] += 1 }
    }
    for unit in 0..<units { starts[unit + 1] += starts[unit] }
    let none = SharedBorder(unit: 0, other: 0, length: 0)
    var sorted = Array(repeating: none, count: starts[units])
    var next = starts
    for chunk in chunks {
      for border in chunk {
        let unit = Int(Swift.min(border.unit, border.other))
        sorted[next[unit]] = border
        next[unit] += 1
      }
    }
    for unit in 0..<units where starts[unit + 1] > starts[unit] {
      Self.sort(&sorted, starts[unit]..<starts[unit + 1])
      for border in sorted[starts[unit]..<starts[unit + 1]] {
        let right = Swift.max(border.unit, border.other)
        if left.last != Int32(unit) || self.right.last != right {
          left.append(Int32(unit))
          self.right.append(right)
          ofLeft.append(0)
          ofRight.append(0)
        }
        if border.unit == unit {
          ofLeft[count - 1] += border.length
        } else {
          ofRight[count - 1] += border.length
        }
      }
    }
  }

  /// Sorts the borders of one left unit by the right one, those of one pair staying in their order.
  private static func sort(_ borders: inout [SharedBorder], _ range: Range<Int>) {
    func right(_ border: SharedBorder) -> Int32 { Swift.max(border.unit, border.other) }
    if range.count > 24 {
      let order = range.sorted { (right(borders[$0]), $0) < (right(borders[$1]), $1) }
      let moved = order.map { borders[$0] }
      borders.replaceSubrange(range, with: moved)
      return
    }
    for position in range.dropFirst() {
      let border = borders[position]
      var place = position
      while place > range.lowerBound, right(borders[place - 1]) > right(border) {
        borders[place] = borders[place - 1]
        place -= 1
      }
      borders[place] = border
    }
  }
}
