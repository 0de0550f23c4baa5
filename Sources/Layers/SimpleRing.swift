import PlanModel

/// The one ring of a simple polygon, read from well-known binary that needs no change.
///
/// Most features of a town are such polygons: two-dimensional, little-endian, one closed ring of finite
/// coordinates that provably meets itself nowhere. They are let in as they are, byte for byte.
struct SimpleRing {
  /// The corners, the first again at the end.
  private(set) var xs: [Double] = []
  private(set) var ys: [Double] = []

  /// Rings with more points than this are left to GEOS, whose sweep is faster than all pairs.
  static let mostPoints = 128

  /// Reads a geometry; false where it is anything but one ring of few corners, all within `reach` of the origin.
  mutating func read(_ wkb: borrowing RawSpan, reach: Double) -> Bool {
    xs.removeAll(keepingCapacity: true)
    ys.removeAll(keepingCapacity: true)
    let head = 13
    guard wkb.byteCount >= head,
      unsafe wkb.unsafeLoad(fromByteOffset: 0, as: UInt8.self) == 1,
      unsafe UInt32(littleEndian: wkb.unsafeLoadUnaligned(fromByteOffset: 1, as: UInt32.self)) == 3,
      unsafe UInt32(littleEndian: wkb.unsafeLoadUnaligned(fromByteOffset: 5, as: UInt32.self)) == 1
    else { return false }
    let points = Int(
      UInt32(littleEndian: unsafe wkb.unsafeLoadUnaligned(fromByteOffset: 9, as: UInt32.self)))
    guard points >= 4, points <= Self.mostPoints, wkb.byteCount == head + 16 * points else {
      return false
    }
    var isInReach = true
    for point in 0..<points {
      // Safe: the length was checked above.
      let x = Double(
        bitPattern: UInt64(
          littleEndian: unsafe wkb.unsafeLoadUnaligned(
            fromByteOffset: head + 16 * point, as: UInt64.self)))
      let y = Double(
        bitPattern: UInt64(
          littleEndian: unsafe wkb.unsafeLoadUnaligned(
            fromByteOffset: head + 16 * point + 8, as: UInt64.self)))
      // False for NaN too.
      isInReach = isInReach && abs(x) <= reach && abs(y) <= reach
      xs.append(x)
      ys.append(y)
    }
    return isInReach && xs[0] == xs[points - 1] && ys[0] == ys[points - 1]
  }

  /// The extent of the corners.
  var extent: Extent {
    var extent = Extent.empty
    for corner in xs.indices { extent.extend(x: xs[corner], y: ys[corner]) }
    return extent
  }

  /// Whether the ring certainly bounds a valid polygon; see `isCertainlySimple(_:_:from:edges:)`.
  var isCertainlyValid: Bool {
    isCertainlySimple(xs.span, ys.span, from: 0, edges: xs.count - 1)
  }
}

/// Whether the edges of a closed ring provably meet only where they follow each other.
///
/// False means that GEOS must decide. The proof rests on signs of determinants that are larger than their
/// rounding error (Shewchuk, Discrete & Computational Geometry 18, 1997, 305–363, the first filter).
///
/// - Complexity: O(*n*²) with comparisons of extents only for most pairs.
func isCertainlySimple(
  _ xs: borrowing Span<Double>, _ ys: borrowing Span<Double>, from start: Int, edges: Int
) -> Bool {
  guard edges >= 3, edges < SimpleRing.mostPoints else { return false }
  for i in 0..<edges {
    let a = start + i
    let b = a + 1
    let c = i + 1 == edges ? start + 1 : b + 1
    // Neighbours share their point and no more where they are not in line, or go on straight ahead.
    if side(xs, ys, a, b, c) == 0 {
      let ahead = (xs[b] - xs[a]) * (xs[c] - xs[b]) + (ys[b] - ys[a]) * (ys[c] - ys[b])
      // Far from zero compared with its terms, so that its sign is right.
      let size = abs((xs[b] - xs[a]) * (xs[c] - xs[b])) + abs((ys[b] - ys[a]) * (ys[c] - ys[b]))
      guard ahead > 0.5 * size, size > 0 else { return false }
    }
  }
  for i in 0..<max(0, edges - 2) {
    let a = start + i
    let lowX = min(xs[a], xs[a + 1])
    let highX = max(xs[a], xs[a + 1])
    let lowY = min(ys[a], ys[a + 1])
    let highY = max(ys[a], ys[a + 1])
    // The last edge is a neighbour of the first.
    for j in (i + 2)..<(i == 0 ? edges - 1 : edges) {
      let b = start + j
      if max(xs[b], xs[b + 1]) < lowX || min(xs[b], xs[b + 1]) > highX
        || max(ys[b], ys[b + 1]) < lowY || min(ys[b], ys[b + 1]) > highY
      {
        continue
      }
      guard
        side(xs, ys, a, a + 1, b) * side(xs, ys, a, a + 1, b + 1) > 0
          || side(xs, ys, b, b + 1, a) * side(xs, ys, b, b + 1, a + 1) > 0
      else { return false }
    }
  }
  return true
}

/// 1 where `c` certainly lies left of the line from `a` to `b`, −1 right of it, 0 where it is unsure.
@inline(__always)
private func side(
  _ xs: borrowing Span<Double>, _ ys: borrowing Span<Double>, _ a: Int, _ b: Int, _ c: Int
) -> Int {
  let left = (xs[a] - xs[c]) * (ys[b] - ys[c])
  let right = (ys[a] - ys[c]) * (xs[b] - xs[c])
  let determinant = left - right
  // (3 + 16 ε) ε with ε = 2⁻⁵³, from the paper.
  let error = 3.330_669_073_875_471_6e-16 * (abs(left) + abs(right))
  return determinant > error ? 1 : determinant < -error ? -1 : 0
}
