import Foundation

/// A point in metres, relative to the town's centre.
typealias Point = SIMD2<Double>

/// The sine of an angle in radians.
func sine(_ angle: Double) -> Double { sin(angle) }

/// The cosine of an angle in radians.
func cosine(_ angle: Double) -> Double { cos(angle) }

extension SIMD2<Double> {
  /// The distance from the origin.
  var length: Double { (x * x + y * y).squareRoot() }

  /// The point turned about the origin, anticlockwise.
  func turned(by angle: Double) -> Point {
    let c = cosine(angle)
    let s = sine(angle)
    return Point(c * x - s * y, s * x + c * y)
  }

  /// The scalar product.
  func dot(_ other: Point) -> Double { x * other.x + y * other.y }

  /// The direction of the point, of length 1.
  var direction: Point { self / length }

  /// The point turned by a right angle, anticlockwise.
  var perpendicular: Point { Point(-y, x) }
}

/// Twice the signed area of a ring, anticlockwise positive.
func doubleArea(of ring: [Point]) -> Double {
  var sum = 0.0
  for (i, p) in ring.enumerated() {
    let q = ring[i + 1 == ring.count ? 0 : i + 1]
    sum += p.x * q.y - q.x * p.y
  }
  return sum
}

/// Whether a point lies in a ring.
func contains(_ ring: [Point], _ p: Point) -> Bool {
  var inside = false
  var a = ring[ring.count - 1]
  for b in ring {
    if (a.y > p.y) != (b.y > p.y), p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x {
      inside.toggle()
    }
    a = b
  }
  return inside
}

/// A line between two nodes that bends, the same for whoever asks with the same key.
///
/// - Returns: The points after `a` and before `b`. The bend is at most about `bend` of the distance, which keeps
///   neighbouring lines of a mesh apart.
func wavyLine(
  from a: Point, to b: Point, bend: Double, pieces: Int, random: inout TownRandom
) -> [Point] {
  let first = random.number(-1, 1) * bend
  let second = random.number(-0.3, 0.3) * bend
  let third = random.number(-0.15, 0.15) * bend
  let along = b - a
  let across = along.perpendicular
  return (1..<pieces).map { i in
    let t = Double(i) / Double(pieces)
    let offset =
      first * sine(.pi * t) + second * sine(2 * .pi * t) + third * sine(3 * .pi * t)
    return a + along * t + across * offset
  }
}
