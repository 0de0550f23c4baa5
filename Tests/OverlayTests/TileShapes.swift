import GEOSBinding
import PlanModel
import TestSupport

/// Random shapes that consist of whole tiles of a board; touching, overlapping, doubled and broken ones among them.
struct TileShapes {
  var random: Seeded
  let twin: TileTwin
  let context: GEOSContext
  /// The last shape made, for exact duplicates.
  private var previous: [UInt8] = []

  /// A board that depends on the seed: near and far from the origin, with squares of 1/1024 m, 1 m and 256 m.
  init(seed: UInt64, size: Int = 8) throws {
    random = Seeded(seed)
    context = try GEOSContext()
    let origins = [(0.0, 0.0), (4_321_000, 2_710_000), (5_000_000, 5_000_000), (-1e7, 1e7)]
    let scales = [1, 1, 256, 1.0 / 1024]
    let (x, y) = origins[Int(seed % 4)]
    twin = TileTwin(size: size, origin: (x, y), scale: scales[Int(seed / 4 % 4)])
  }

  /// A column of shapes, each valid as the engine may expect; a few rows are missing.
  mutating func column(_ count: Int) throws -> GeometryColumn {
    GeometryColumn(rows: try (0..<count).map { _ in try shape() })
  }

  /// A shape as a layer would have it after reading: what is invalid is mended.
  private mutating func shape() throws -> [UInt8] {
    if random.next() % 16 == 0 { return [] }
    if random.next() % 8 == 0 { return previous }
    let raw = rawShape()
    let geometry = try context.read(wkb: raw)
    let bytes = try geometry.isValid() ? raw : geometry.makeValid().polygons()?.wkb() ?? []
    previous = bytes
    return bytes
  }

  private mutating func whole(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &random)
  }

  private mutating func rawShape() -> [UInt8] {
    let n = twin.size
    let x = whole(0...(n - 2))
    let y = whole(0...(n - 2))
    let most = n - max(x, y)
    let a = whole(1...most)
    switch whole(0...9) {
    case 0: return polygon([(x, y), (whole((x + 1)...n), y)], to: whole((y + 1)...n))
    case 1: return polygon([[(x, y), (x + a, y), (x, y + a)]])
    case 2:
      // The whole board, now and then with a hole: what equals the area it is in.
      let hole = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]
      return polygon([corners(0, 0, n, n)] + (a % 2 == 0 && x > 0 && y > 0 ? [hole] : []))
    case 3:
      // A diamond with a square hole that touches its border in four points.
      let r = 2 * whole(1...(n / 4))
      let (cx, cy) = (n / 2, n / 2)
      return polygon([
        [(cx - r, cy), (cx, cy - r), (cx + r, cy), (cx, cy + r)],
        corners(cx - r / 2, cy - r / 2, cx + r / 2, cy + r / 2),
      ])
    case 4: return polygon([[(x, y), (x + a, y + a), (x + a, y), (x, y + a)]])
    case 5:
      // Squares that share corners, one of them in the hole of another.
      return multi([
        [corners(0, 0, n - 2, n - 2), corners(1, 1, n - 3, n - 3)],
        [corners(2, 2, n - 4, n - 4)], [corners(n - 2, n - 2, n, n)],
      ])
    case 6: return comb(y)
    default: return walk()
    }
  }

  /// A comb whose teeth are squares a square apart.
  private mutating func comb(_ y: Int) -> [UInt8] {
    let n = twin.size
    var ring = [(0, 0), (n, 0)]
    for tooth in stride(from: n, to: 0, by: -2) {
      ring += [(tooth, y + 2), (tooth - 1, y + 2), (tooth - 1, y + 1), (tooth - 2, y + 1)]
    }
    return polygon([ring])
  }

  /// A walk along lines of the board that crosses, touches and overlaps itself as it likes.
  private mutating func walk() -> [UInt8] {
    let n = twin.size
    var ring = [(whole(0...n), whole(0...n))]
    for _ in 0..<whole(3...8) {
      let (x, y) = ring[ring.count - 1]
      let (dx, dy) = (whole(-1...1), whole(-1...1))
      let length = whole(1...4)
      let next = (x + dx * length, y + dy * length)
      if (0...n).contains(next.0) && (0...n).contains(next.1) { ring.append(next) }
    }
    ring.append((ring[0].0, ring[ring.count - 1].1))
    return polygon([ring])
  }

  private func corners(_ x0: Int, _ y0: Int, _ x1: Int, _ y1: Int) -> [(Int, Int)] {
    [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
  }

  private mutating func polygon(_ base: [(Int, Int)], to top: Int) -> [UInt8] {
    polygon([corners(base[0].0, base[0].1, base[1].0, top)])
  }

  private mutating func multi(_ polygons: [[[(Int, Int)]]]) -> [UInt8] {
    Shapes.multiPolygon(polygons.map { polygon($0) })
  }

  /// A polygon on the board: rings run either way, some corners come twice, some stand on straight edges.
  private mutating func polygon(_ rings: [[(Int, Int)]]) -> [UInt8] {
    Shapes.polygon(
      rings: rings.map { ring in
        var corners: [Shapes.Corner] = []
        for (position, (x, y)) in ring.enumerated() {
          corners.append(place(Double(x), Double(y)))
          let (nextX, nextY) = ring[(position + 1) % ring.count]
          switch random.next() % 8 {
          case 0: corners.append(place(Double(x), Double(y)))
          case 1: corners.append(place(Double(x + nextX) / 2, Double(y + nextY) / 2))
          default: break
          }
        }
        return random.next() % 2 == 0 ? corners : corners.reversed()
      })
  }

  private func place(_ x: Double, _ y: Double) -> Shapes.Corner {
    (twin.origin.x + twin.scale * x, twin.origin.y + twin.scale * y)
  }
}
