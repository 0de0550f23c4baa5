extension ShapeChunk {
  /// Whether a row is certainly a valid polygon: one part, one ring, whose edges provably meet only
  /// where they follow each other.
  ///
  /// False means that GEOS must decide. Most features pass, and no GEOS object is made for them.
  func isCertainlyValid(_ row: Int) -> Bool {
    guard kinds[row] == .polygon, partStarts[row + 1] - partStarts[row] == 1 else { return false }
    let part = partStarts[row]
    guard ringStarts[part + 1] - ringStarts[part] == 1 else { return false }
    let start = pointStarts[ringStarts[part]]
    let edges = pointStarts[ringStarts[part] + 1] - start - 1
    return isCertainlySimple(xs.span, ys.span, from: start, edges: edges)
  }
}
