import PlanModel

/// Polygons as SVG paths on a whole-number grid, north up.
struct SVGPaths {
  /// The width of the drawing; a step of the grid is a ten-thousandth of the map's width.
  static let width = 10_000.0
  let height: Double
  private let extent: Extent
  private let scale: Double

  /// Fits the drawing around polygons.
  init(around column: GeometryColumn) {
    var extent = Extent.empty
    for row in 0..<column.count {
      let (x, y) = Self.coordinates(column, row)
      for k in x.indices { extent.extend(x: x[k], y: y[k]) }
    }
    self.extent = extent
    scale = extent.width > 0 ? Self.width / extent.width : 1
    height = extent.isEmpty ? Self.width : max(1, (extent.height * scale).rounded())
  }

  /// The metres that a step of the grid stands for.
  var metresPerStep: Double { 1 / scale }

  /// The outline of a row; empty where it is no polygon or smaller than the grid.
  ///
  /// - Parameter tolerance: Points nearer than this many steps to the one before are left out.
  func path(_ column: GeometryColumn, _ row: Int, tolerance: Int = 1) -> String {
    var text = ""
    forEachRing(column, row) { x, y in
      var points: [(Int, Int)] = []
      for k in x.indices {
        let point = step(x[k], y[k])
        if let last = points.last, abs(last.0 - point.0) < tolerance,
          abs(last.1 - point.1) < tolerance
        {
          continue
        }
        points.append(point)
      }
      if points.count > 1, points[0] == points[points.count - 1] { points.removeLast() }
      guard points.count > 2 else { return }
      text += "M\(points[0].0) \(points[0].1)l"
      for k in 1..<points.count {
        let (dx, dy) = (points[k].0 - points[k - 1].0, points[k].1 - points[k - 1].1)
        text += (k > 1 && dx >= 0 ? " " : "") + "\(dx)" + (dy >= 0 ? " " : "") + "\(dy)"
      }
      text += "z"
    }
    return text
  }

  /// Where a label stands: inside the largest ring, in the middle of its longest stretch at half height.
  func labelPlace(_ column: GeometryColumn, _ row: Int) -> (x: Int, y: Int)? {
    var best: (x: [Double], y: [Double], area: Double)?
    forEachRing(column, row) { x, y in
      var area = 0.0
      for k in 0..<(x.count - 1) {
        area += (x[k] - x[0]) * (y[k + 1] - y[0]) - (x[k + 1] - x[0]) * (y[k] - y[0])
      }
      if abs(area) > best?.area ?? 0 { best = (x, y, abs(area)) }
    }
    guard let (x, y, _) = best, let low = y.min(), let high = y.max() else { return nil }
    let middle = (low + high) / 2
    var crossings: [Double] = []
    for k in 0..<(x.count - 1) where (y[k] > middle) != (y[k + 1] > middle) {
      crossings.append(x[k] + (middle - y[k]) / (y[k + 1] - y[k]) * (x[k + 1] - x[k]))
    }
    crossings.sort()
    var place: (middle: Double, width: Double)?
    for k in stride(from: 0, to: crossings.count - 1, by: 2) {
      let width = crossings[k + 1] - crossings[k]
      if width > place?.width ?? 0 { place = ((crossings[k] + crossings[k + 1]) / 2, width) }
    }
    return place.map { step($0.middle, middle) }
  }

  private func step(_ x: Double, _ y: Double) -> (Int, Int) {
    (Int(((x - extent.minX) * scale).rounded()), Int(((extent.maxY - y) * scale).rounded()))
  }

  private static func coordinates(_ column: GeometryColumn, _ row: Int) -> ([Double], [Double]) {
    var x: [Double] = []
    var y: [Double] = []
    if column.isMissing(row) { return (x, y) }
    var cursor = WKBCursor(column, row: row)
    // What cannot be read has stopped the writing of the layers before.
    try? cursor.allCoordinates(x: &x, y: &y)
    return (x, y)
  }

  private func forEachRing(
    _ column: GeometryColumn, _ row: Int, _ body: (_ x: [Double], _ y: [Double]) -> Void
  ) {
    if column.isMissing(row) { return }
    var cursor = WKBCursor(column, row: row)
    try? cursor.rings(body)
  }
}
