import GEOSBinding

/// The ground that surfaces of a building cover in plan view.
///
/// Lives in one worker, because its GEOS context does.
final class CityFootprint {
  private let context: GEOSContext

  init() throws(GEOSError) { context = try GEOSContext() }

  /// Surfaces steeper than this stand: a wall of 10 m that leans by its rounding to millimetres covers no ground.
  private static let steepest = 0.001
  /// Holes smaller than this, in square units, are gaps between surfaces that do not quite meet, and no courtyards.
  private static let smallestHole = 0.01

  /// The union of what the surfaces cover; nil where they cover nothing.
  ///
  /// A closed body needs no more than this: each of its upper surfaces lies over the ground that it stands on.
  func union(of surfaces: [CitySurface]) throws(GEOSError) -> GEOSGeometry? {
    var flat: [GEOSGeometry] = []
    for surface in surfaces {
      guard let border = surface.rings.first, Self.isLying(border) else { continue }
      let rings = surface.rings.compactMap(Self.closed)
      guard rings.count == surface.rings.count else { continue }
      let shape = try context.read(wkb: ShapeBytes.polygon(rings))
      guard let valid = try (shape.isValid() ? shape : shape.makeValid()).polygons() else {
        continue
      }
      if valid.kind == .polygon {
        flat.append(valid)
      } else {
        for index in 0..<valid.partCount { flat.append(try valid.part(index)) }
      }
    }
    return try union(flat)
  }

  /// The union of footprints; nil where there is none.
  func union(_ shapes: [GEOSGeometry]) throws(GEOSError) -> GEOSGeometry? {
    if shapes.isEmpty { return nil }
    var polygons: [GEOSGeometry] = []
    for shape in shapes {
      if shape.kind == .polygon {
        polygons.append(shape)
      } else {
        for index in 0..<shape.partCount { polygons.append(try shape.part(index)) }
      }
    }
    let all = try context.collection(of: polygons)
    let joined: GEOSGeometry
    do { joined = try all.unaryUnion() } catch { joined = try all.unaryUnion(gridSize: 0.001) }
    guard let shape = try joined.polygons(), try shape.area() > 0 else { return nil }
    return try withoutGaps(shape)
  }

  /// The shape with its smallest holes filled.
  private func withoutGaps(_ shape: GEOSGeometry) throws(GEOSError) -> GEOSGeometry {
    let holes = try shape.withoutHoles().difference(shape)
    guard let gaps = try holes.polygons() else { return shape }
    var small: [GEOSGeometry] = []
    let count = gaps.kind == .polygon ? 1 : gaps.partCount
    for index in 0..<count {
      let hole = gaps.kind == .polygon ? gaps : try gaps.part(index)
      if try hole.area() < Self.smallestHole { small.append(hole) }
    }
    if small.isEmpty { return shape }
    var filled = shape
    for hole in small { filled = try filled.joined(with: hole) }
    return try filled.polygons() ?? shape
  }

  /// Whether a ring covers ground, told by its normal (Newell's method).
  private static func isLying(_ ring: [CityPoint]) -> Bool {
    guard let origin = ring.first else { return false }
    var (a, b, c) = (0.0, 0.0, 0.0)
    for index in ring.indices {
      let p = ring[index]
      let q = ring[index + 1 < ring.count ? index + 1 : 0]
      // Coordinates of a national grid would swallow the digits of the products.
      let (px, py, pz) = (p.x - origin.x, p.y - origin.y, p.z - origin.z)
      let (qx, qy, qz) = (q.x - origin.x, q.y - origin.y, q.z - origin.z)
      a += (py - qy) * (pz + qz)
      b += (pz - qz) * (px + qx)
      c += (px - qx) * (py + qy)
    }
    let length = (a * a + b * b + c * c).squareRoot()
    return length > 0 && abs(c) > steepest * length
  }

  /// The ring in the plane with its first corner at its end; nil where it has fewer than three corners.
  private static func closed(_ ring: [CityPoint]) -> [(x: Double, y: Double)]? {
    var points = ring.map { (x: $0.x, y: $0.y) }
    guard let first = points.first, let last = points.last else { return nil }
    if first.x != last.x || first.y != last.y { points.append(first) }
    return points.count < 4 ? nil : points
  }
}
