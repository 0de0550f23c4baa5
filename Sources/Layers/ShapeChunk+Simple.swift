extension ShapeChunk {
  /// Rings with more points than this are left to GEOS, whose sweep is faster than all pairs.
  private static let mostPoints = 24

  /// Whether a row is certainly a valid polygon: one part, one ring, whose edges provably meet only
  /// where they follow each other.
  ///
  /// False means that GEOS must decide. Most buildings pass, for some tenths of a microsecond each, and no
  /// GEOS object is made for them. The proof rests on signs of determinants that are larger than their
  /// rounding error (Shewchuk, Discrete & Computational Geometry 18, 1997, 305–363, the first filter).
  func isCertainlyValid(_ row: Int) -> Bool {
    guard kinds[row] == .polygon, partStarts[row + 1] - partStarts[row] == 1 else { return false }
    let part = partStarts[row]
    guard ringStarts[part + 1] - ringStarts[part] == 1 else { return false }
    let start = pointStarts[ringStarts[part]]
    let edges = pointStarts[ringStarts[part] + 1] - start - 1
    guard edges >= 3, edges < Self.mostPoints else { return false }
    for i in 0..<edges {
      let a = start + i
      let b = a + 1
      let c = i + 1 == edges ? start + 1 : b + 1
      // Neighbours share their point and no more where they are not in line, or go on straight ahead.
      if side(a, b, c) == 0 {
        let ahead = (xs[b] - xs[a]) * (xs[c] - xs[b]) + (ys[b] - ys[a]) * (ys[c] - ys[b])
        // Far from zero compared with its terms, so that its sign is right.
        let size = abs((xs[b] - xs[a]) * (xs[c] - xs[b])) + abs((ys[b] - ys[a]) * (ys[c] - ys[b]))
        guard ahead > 0.5 * size, size > 0 else { return false }
      }
    }
    for i in 0..<max(0, edges - 2) {
      // The last edge is a neighbour of the first.
      for j in (i + 2)..<(i == 0 ? edges - 1 : edges)
      where !areApart(start + i, start + j) { return false }
    }
    return true
  }

  /// Whether the edges that start at two points certainly share none.
  @inline(__always)
  private func areApart(_ i: Int, _ j: Int) -> Bool {
    if max(xs[i], xs[i + 1]) < min(xs[j], xs[j + 1])
      || max(xs[j], xs[j + 1]) < min(xs[i], xs[i + 1])
      || max(ys[i], ys[i + 1]) < min(ys[j], ys[j + 1])
      || max(ys[j], ys[j + 1]) < min(ys[i], ys[i + 1])
    {
      return true
    }
    return side(i, i + 1, j) * side(i, i + 1, j + 1) > 0
      || side(j, j + 1, i) * side(j, j + 1, i + 1) > 0
  }

  /// 1 where `c` certainly lies left of the line from `a` to `b`, −1 right of it, 0 where it is unsure.
  @inline(__always)
  private func side(_ a: Int, _ b: Int, _ c: Int) -> Int {
    let left = (xs[a] - xs[c]) * (ys[b] - ys[c])
    let right = (ys[a] - ys[c]) * (xs[b] - xs[c])
    let determinant = left - right
    // (3 + 16 ε) ε with ε = 2⁻⁵³, from the paper.
    let error = 3.330_669_073_875_471_6e-16 * (abs(left) + abs(right))
    return determinant > error ? 1 : determinant < -error ? -1 : 0
  }
}
