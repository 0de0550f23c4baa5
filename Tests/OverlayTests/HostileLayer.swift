import GEOSBinding
import PlanModel
import TestSupport

/// Layers of everything that breaks overlay engines, each row valid as Layers would let it in.
struct HostileLayer {
  /// What a row is.
  enum Kind: CaseIterable {
    case sliver, spike, touchingRings, repeatedPoints, nearlyPrevious, tiny, collinear, touchingHole
    case nestedHoles, sharedCorners, bowTie, selfOverlap, comb, star, duplicate, whole, missing
  }

  var random: Seeded
  let context: GEOSContext
  /// Where the layer lies: near the origin, in Europe, and where coordinates are a nanometre apart.
  let origin: Shapes.Corner
  private var previous: [[Shapes.Corner]] = []

  init(seed: UInt64) throws {
    random = Seeded(seed)
    context = try GEOSContext()
    let origins = [(0.0, 0.0), (4_321_000.5, 2_710_000.25), (5e6, 5e6), (1e7, -1e7)]
    origin = origins[Int(seed % 4)]
  }

  /// A column of rows in a square of 100 m.
  mutating func column(_ count: Int) throws -> GeometryColumn {
    GeometryColumn(
      rows: try (0..<count).map { _ in
        let kind = Kind.allCases.randomElement(using: &random) ?? .star
        if kind == .missing { return [] }
        let polygons = shape(kind)
        previous = polygons.flatMap { $0 }
        let raw =
          polygons.count == 1
          ? Shapes.polygon(rings: polygons[0])
          : Shapes.multiPolygon(polygons.map { Shapes.polygon(rings: $0) })
        let geometry = try context.read(wkb: raw)
        if try geometry.isValid() { return raw }
        return try geometry.makeValid().polygons()?.wkb() ?? []
      })
  }

  private mutating func number(_ range: ClosedRange<Double>) -> Double { random.number(range) }

  /// Polygons as rings without their closing corner.
  private mutating func shape(_ kind: Kind) -> [[[Shapes.Corner]]] {
    let x = origin.x + number(0...80)
    let y = origin.y + number(0...80)
    let r = number(2...30)
    let q = r / 8
    let square = Shapes.corners(x, y, x + r, y + r)
    switch kind {
    case .sliver:
      let width = [1e-3, 1e-5, 1e-7].randomElement(using: &random) ?? 1e-3
      return [[[(x, y), (x + r, y + r / 3), (x + r, y + r / 3 + width), (x, y + width)]]]
    case .spike:
      return [
        [[(x, y), (x + r, y), (x + r, y + r), (x + r / 2, y + 5 * r), (x + r, y + r), (x, y + r)]]
      ]
    case .touchingRings:
      return [[square], [Shapes.corners(x + r, y + r, x + 2 * r, y + 2 * r)]]
    case .repeatedPoints: return [[square.flatMap { [$0, $0, $0] }]]
    case .nearlyPrevious:
      if previous.isEmpty { return [[square]] }
      let offsets = [1e-3, 1e-6, 1e-9, 1e-10, 1e-12, 0]
      let offset = offsets.randomElement(using: &random) ?? 0
      return [
        [
          previous[0].map { corner in
            // No offset: one unit in the last place, or none.
            offset > 0
              ? (corner.x + number(-offset...offset), corner.y + number(-offset...offset))
              : (random.next() % 2 == 0 ? corner.x.nextUp : corner.x, corner.y.nextDown)
          }
        ]
      ]
    case .tiny: return [[Shapes.corners(x, y, x + 1e-4, y + 1e-4)]]
    case .collinear:
      return [
        [
          (0..<12).map { (x + r * Double($0) / 12, y) }
            + (0..<12).map { (x + r - r * Double($0) / 12, y + r) }
        ]
      ]
    case .touchingHole:
      return [[square, [(x, y + r / 2), (x + r / 2, y + r / 4), (x + r / 2, y + r / 2)]]]
    case .nestedHoles:
      return [
        [square, Shapes.corners(x + q, y + q, x + 7 * q, y + 7 * q)],
        [
          Shapes.corners(x + 2 * q, y + 2 * q, x + 6 * q, y + 6 * q),
          Shapes.corners(x + 3 * q, y + 3 * q, x + 5 * q, y + 5 * q),
        ],
      ]
    case .sharedCorners:
      return (0..<4).map { turn in
        let (dx, dy) = [(q, q), (-q, q), (-q, -q), (q, -q)][turn]
        return [[(x, y), (x + dx, y), (x + dx, y + dy), (x, y + dy)]]
      }
    case .bowTie: return [[[(x, y), (x + r, y + r), (x + r, y), (x, y + r)]]]
    case .selfOverlap:
      return [[(0..<9).map { _ in (x + number(0...r), y + number(0...r)) }]]
    case .comb:
      let teeth = Int.random(in: 20...120, using: &random)
      let step = 60 / Double(teeth)
      return [
        [
          [(x, y), (x + 60, y)]
            + (0..<teeth).reversed().flatMap { tooth -> [Shapes.Corner] in
              let left = x + step * Double(tooth)
              return [(left + step * 0.9, y + r), (left + step * 0.1, y + q)]
            }
        ]
      ]
    case .star:
      let corners = Int.random(in: 5...60, using: &random)
      let ring = (0..<corners).map { corner -> Shapes.Corner in
        let turn = 4 * Double(corner) / Double(corners)
        let along = turn - turn.rounded(.down)
        let (ux, uy) = [
          (1 - along, along), (-along, 1 - along), (along - 1, -along), (along, along - 1),
        ][Int(turn)]
        let radius = corner % 2 == 0 ? r : number(0.1...1) * r
        return (x + radius * ux, y + radius * uy)
      }
      return [[random.next() % 2 == 0 ? ring : ring.reversed()]]
    case .duplicate: return previous.isEmpty ? [[square]] : [[previous[0]]]
    case .whole, .missing:
      return [[Shapes.corners(origin.x, origin.y, origin.x + 100, origin.y + 100)]]
    }
  }
}
