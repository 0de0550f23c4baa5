import PlanModel

/// Where coordinates of the plan's CRS lie on paper: north up, one scale, the extent in the middle of a box.
struct MapFrame: Sendable {
  /// The box on paper.
  let box: Box
  private let extent: Extent
  /// Pixels a metre.
  let scale: Double
  private let shiftX: Double
  private let shiftY: Double

  /// Puts an extent into a box; an extent without size is one metre wide.
  init(_ extent: Extent, in box: Box) {
    self.box = box
    self.extent = extent
    let scale = min(box.width / max(extent.width, 1), box.height / max(extent.height, 1))
    self.scale = scale
    shiftX = (box.left + box.right) / 2 - (extent.minX + extent.maxX) / 2 * scale
    shiftY = (box.top + box.bottom) / 2 + (extent.minY + extent.maxY) / 2 * scale
  }

  /// Where a point lies on paper.
  func place(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
    (x * scale + shiftX, shiftY - y * scale)
  }

  /// The part of the CRS's plane that the box shows.
  var shown: Extent {
    Extent(
      minX: (box.left - shiftX) / scale, minY: (shiftY - box.bottom) / scale,
      maxX: (box.right - shiftX) / scale, maxY: (shiftY - box.top) / scale)
  }

  /// A polygon on paper, without points nearer than half a pixel to the one before; nil where it lies outside the box.
  ///
  /// A polygon that is smaller than that keeps its bounds, so that no area is lost from sight.
  ///
  /// - Complexity: O(*points*).
  func outline(of column: GeometryColumn, _ row: Int) -> Drawing.Outline? {
    guard !column.isMissing(row) else { return nil }
    var outline = Drawing.Outline()
    var bounds = Extent.empty
    var cursor = WKBCursor(column, row: row)
    // What cannot be read has stopped the writing of the layers before.
    try? cursor.rings { x, y in
      var points: [(x: Double, y: Double)] = []
      for k in x.indices {
        let point = place(x[k], y[k])
        bounds.extend(x: point.x, y: point.y)
        if let last = points.last, abs(last.x - point.x) < Self.tolerance,
          abs(last.y - point.y) < Self.tolerance
        {
          continue
        }
        points.append(point)
      }
      if points.count > 1, let first = points.first, let last = points.last,
        abs(first.x - last.x) < Self.tolerance, abs(first.y - last.y) < Self.tolerance
      {
        points.removeLast()
      }
      if points.count > 2 { outline.add(points) }
    }
    let paper = Extent(minX: box.left, minY: box.top, maxX: box.right, maxY: box.bottom)
    guard !bounds.isEmpty, bounds.meets(paper) else { return nil }
    if outline.starts.isEmpty {
      outline = .box(
        Box(
          left: bounds.minX, top: bounds.minY, right: max(bounds.maxX, bounds.minX + 0.3),
          bottom: max(bounds.maxY, bounds.minY + 0.3)))
    }
    return outline
  }

  private static let tolerance = 0.5

  /// The bounds of some rows.
  static func extent(of column: GeometryColumn, rows: some Sequence<Int>) -> Extent {
    var extent = Extent.empty
    for row in rows where !column.isMissing(row) {
      var cursor = WKBCursor(column, row: row)
      var x: [Double] = []
      var y: [Double] = []
      try? cursor.allCoordinates(x: &x, y: &y)
      for k in x.indices { extent.extend(x: x[k], y: y[k]) }
    }
    return extent
  }
}

extension Drawing.Outline {
  /// The part of the largest area as a box's middle: the middle of its longest stretch at half height.
  var middle: (x: Double, y: Double)? {
    var best: (part: Range<Int>, area: Double)?
    for part in parts {
      var area = 0.0
      for k in part {
        let next = k + 1 < part.upperBound ? k + 1 : part.lowerBound
        area += x[k] * y[next] - x[next] * y[k]
      }
      if abs(area) > best?.area ?? 0 { best = (part, abs(area)) }
    }
    guard let part = best?.part, let low = y[part].min(), let high = y[part].max() else {
      return nil
    }
    let level = (low + high) / 2
    // Holes count too: a stretch ends where one begins.
    var crossings: [Double] = []
    for part in parts {
      for k in part {
        let next = k + 1 < part.upperBound ? k + 1 : part.lowerBound
        if (y[k] > level) != (y[next] > level) {
          crossings.append(x[k] + (level - y[k]) / (y[next] - y[k]) * (x[next] - x[k]))
        }
      }
    }
    crossings.sort()
    var longest: (middle: Double, width: Double)?
    for k in stride(from: 0, to: crossings.count - 1, by: 2)
    where crossings[k + 1] - crossings[k] > longest?.width ?? 0 {
      longest = ((crossings[k] + crossings[k + 1]) / 2, crossings[k + 1] - crossings[k])
    }
    return longest.map { ($0.middle, level) }
  }

  /// The area inside, holes taken away where they turn the other way, in square pixels.
  var area: Double {
    abs(
      parts.reduce(0.0) { sum, part in
        part.reduce(sum) { sum, k in
          let next = k + 1 < part.upperBound ? k + 1 : part.lowerBound
          return sum + (x[k] * y[next] - x[next] * y[k]) / 2
        }
      })
  }
}
