public import PlanModel

/// Area, centroid and extent of each row of a geometry column, taken from the bytes.
public struct GeometryMeasures: Sendable {
  /// Planar area in square units of the coordinates (m² in the plan's CRS); 0 for points, lines, missing rows.
  public var area: [Double]
  /// The x of the centroid of the parts of highest dimension; NaN for a missing or empty row.
  public var centroidX: [Double]
  /// The y of the centroid; NaN for a missing or empty row.
  public var centroidY: [Double]
  /// The extent of each row; empty for a missing or empty row.
  public var extents: [Extent]
  /// The extent of all rows.
  public var total: Extent

  /// Creates measures.
  public init(
    area: [Double], centroidX: [Double], centroidY: [Double], extents: [Extent], total: Extent
  ) {
    self.area = area
    self.centroidX = centroidX
    self.centroidY = centroidY
    self.extents = extents
    self.total = total
  }
}

/// Area, centroid and extent of each row, in the order of the rows.
///
/// Areas are shoelace sums around a corner of the ring itself, so that large coordinates lose no digits
/// (Bourke 1988, "Calculating the area and centroid of a polygon"). Points and lines have area 0; their
/// centroid is the mean of the points, or of the segments by length.
///
/// - Throws: An error that names the row where the bytes are no two-dimensional little-endian well-known
///   binary or a coordinate is not within ±10¹².
/// - Complexity: O(*corners*), with no geometry object.
public func measures(
  of geometry: GeometryColumn, workers: Workers
) throws -> GeometryMeasures {
  let chunks = try workers.mapChunks(of: geometry.count, size: 16_384) { rows in
    var chunk = GeometryMeasures(
      area: [], centroidX: [], centroidY: [], extents: [], total: .empty)
    chunk.area.reserveCapacity(rows.count)
    chunk.centroidX.reserveCapacity(rows.count)
    chunk.centroidY.reserveCapacity(rows.count)
    chunk.extents.reserveCapacity(rows.count)
    for row in rows {
      let measure = RowMeasure(wkb: geometry[row])
      guard let measure else { throw MalformedGeometry(row: row) }
      chunk.area.append(measure.area)
      chunk.centroidX.append(measure.centroid.x)
      chunk.centroidY.append(measure.centroid.y)
      chunk.extents.append(measure.extent)
      chunk.total.extend(measure.extent)
    }
    return chunk
  }
  if chunks.count == 1 { return chunks[0] }
  var all = GeometryMeasures(area: [], centroidX: [], centroidY: [], extents: [], total: .empty)
  all.area.reserveCapacity(geometry.count)
  all.centroidX.reserveCapacity(geometry.count)
  all.centroidY.reserveCapacity(geometry.count)
  all.extents.reserveCapacity(geometry.count)
  for chunk in chunks {
    all.area += chunk.area
    all.centroidX += chunk.centroidX
    all.centroidY += chunk.centroidY
    all.extents += chunk.extents
    all.total.extend(chunk.total)
  }
  return all
}

/// The measures of one geometry.
struct RowMeasure {
  /// Area; 0 where there is no polygon.
  var area = 0.0
  /// Centroid; NaN where there is no point.
  var centroid = (x: Double.nan, y: Double.nan)
  /// Extent; empty where there is no point.
  var extent = Extent.empty

  /// The largest coordinate: beyond it no metric CRS reaches, and products of coordinates lose their sense.
  static let reach = 1e12

  /// Measures one geometry; nil where the bytes are malformed or a coordinate is out of reach.
  init?(_ bytes: [UInt8]) {
    // Safe: the span is of an array that lives through the call.
    unsafe self.init(wkb: bytes.span.bytes)
  }

  /// Measures one geometry; nil where the bytes are malformed or a coordinate is out of reach.
  init?(wkb: RawSpan) {
    if wkb.byteCount == 0 { return }
    // First moments of polygons, lines and points about the first corner of all.
    var moment = (x: 0.0, y: 0.0)
    var lineMoment = (x: 0.0, y: 0.0)
    var length = 0.0
    var pointMoment = (x: 0.0, y: 0.0)
    var points = 0.0
    var origin = (x: 0.0, y: 0.0)
    var hasOrigin = false
    var isInReach = true
    var cursor = PartCursor()
    while let part = cursor.next(in: wkb) {
      if part.count == 0 { continue }
      var x = wkb.number(at: part.offset)
      var y = wkb.number(at: part.offset + 8)
      if !hasOrigin {
        origin = (x, y)
        hasOrigin = true
      }
      extent.extend(x: x, y: y)
      isInReach = isInReach && abs(x) <= Self.reach && abs(y) <= Self.reach
      x -= origin.x
      y -= origin.y
      let start = (x: x, y: y)
      pointMoment.x += x
      pointMoment.y += y
      points += 1
      var twice = 0.0
      var ring = (x: 0.0, y: 0.0)
      let isRing = part.role == .shell || part.role == .hole
      for corner in 1..<max(1, part.count) {
        let offset = part.offset + 16 * corner
        let nextX = wkb.number(at: offset)
        let nextY = wkb.number(at: offset + 8)
        extent.extend(x: nextX, y: nextY)
        isInReach = isInReach && abs(nextX) <= Self.reach && abs(nextY) <= Self.reach
        let u = nextX - origin.x
        let v = nextY - origin.y
        if isRing {
          // About the ring's own start: a ring far from the origin keeps its digits.
          let ax = x - start.x
          let ay = y - start.y
          let bx = u - start.x
          let by = v - start.y
          let cross = ax * by - bx * ay
          twice += cross
          ring.x += cross * (ax + bx)
          ring.y += cross * (ay + by)
        } else {
          let step = ((u - x) * (u - x) + (v - y) * (v - y)).squareRoot()
          length += step
          lineMoment.x += step * (x + u) / 2
          lineMoment.y += step * (y + v) / 2
        }
        x = u
        y = v
      }
      if isRing {
        let sign: Double = (twice < 0) == (part.role == .shell) ? -1 : 1
        area += sign * twice / 2
        moment.x += sign * (ring.x / 6 + start.x * twice / 2)
        moment.y += sign * (ring.y / 6 + start.y * twice / 2)
      }
    }
    if cursor.isMalformed || !isInReach { return nil }
    if !hasOrigin { return }
    if area > 0 {
      centroid = (origin.x + moment.x / area, origin.y + moment.y / area)
    } else if length > 0 {
      centroid = (origin.x + lineMoment.x / length, origin.y + lineMoment.y / length)
    } else {
      centroid = (origin.x + pointMoment.x / points, origin.y + pointMoment.y / points)
    }
  }
}
