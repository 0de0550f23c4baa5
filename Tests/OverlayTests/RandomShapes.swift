import GEOSBinding
import Overlay
import PlanModel
import TestSupport

/// A seeded source of numbers: the same layer every time (SplitMix64).
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  mutating func number(_ range: ClosedRange<Double>) -> Double {
    Double.random(in: range, using: &self)
  }
}

/// Layers of awkward but valid polygons.
struct HostileShapes {
  var random: Seeded
  let context: GEOSContext
  /// Where the shapes are: far out, coordinates have few digits left.
  var origin = (x: 0.0, y: 0.0)

  init(seed: UInt64) throws {
    random = Seeded(seed)
    context = try GEOSContext()
    if seed % 3 == 1 { origin = (4_321_000, 2_710_000) }
  }

  /// A column of polygons in a square of some size; every one valid, some missing.
  mutating func column(_ count: Int, size: Double = 100) throws -> GeometryColumn {
    var rows: [[UInt8]] = []
    while rows.count < count {
      let previous = rows.last { !$0.isEmpty }
      let raw = shape(size: size, previous: previous)
      if raw.isEmpty {
        rows.append(raw)
      } else if let polygons = try context.read(wkb: raw).makeValid().polygons() {
        rows.append(try polygons.wkb())
      }
    }
    return GeometryColumn(rows: rows)
  }

  private mutating func shape(size: Double, previous: [UInt8]?) -> [UInt8] {
    let x = origin.x + random.number(0...size)
    let y = origin.y + random.number(0...size)
    let reach = random.number(1...(size / 3))
    switch Int.random(in: 0..<9, using: &random) {
    case 0:
      // Corners on whole numbers: many touch, many share edges.
      let w = random.number(1...20).rounded()
      let h = random.number(1...20).rounded()
      return Shapes.rectangle(x.rounded(), y.rounded(), x.rounded() + w, y.rounded() + h)
    case 1:
      // A sliver.
      return Shapes.polygon([(x, y), (x + reach, y + 1e-5), (x + reach, y + 2e-5), (x, y + 1e-5)])
    case 2:
      // A spike and a repeated point.
      return Shapes.polygon([
        (x, y), (x + reach, y), (x + reach, y), (x + reach, y + reach), (x + reach, y + 9 * reach),
        (x + reach, y + reach), (x, y + reach),
      ])
    case 3:
      // A bow tie.
      return Shapes.polygon([(x, y), (x + reach, y + reach), (x + reach, y), (x, y + reach)])
    case 4:
      // A ring with a hole that touches its border in a point.
      return Shapes.polygon(
        Shapes.corners(x, y, x + reach, y + reach),
        [(x, y + reach / 2), (x + reach / 2, y + reach / 4), (x + reach / 2, y + reach / 2)])
    case 5:
      // Two polygons in one, with a hole that holds one of them.
      let q = reach / 8
      return Shapes.multiPolygon([
        Shapes.polygon(
          Shapes.corners(x, y, x + reach, y + reach),
          Shapes.corners(x + q, y + q, x + 7 * q, y + 7 * q)),
        Shapes.rectangle(x + 2 * q, y + 2 * q, x + 6 * q, y + 6 * q),
      ])
    case 6:
      // Nearly the polygon before.
      guard let previous else { return [] }
      return previous
    case 7: return random.next() % 3 == 0 ? [] : star(x, y, reach, corners: 40)
    default: return star(x, y, reach, corners: 9)
    }
  }

  private mutating func star(
    _ x: Double, _ y: Double, _ reach: Double, corners: Int
  ) -> [UInt8] {
    // Points on a diamond's rays; no trigonometry is needed for a ring around a centre.
    Shapes.polygon(
      (0..<corners).map { corner in
        let turn = 4 * Double(corner) / Double(corners)
        let side = Int(turn)
        let along = turn - Double(side)
        let unit: [(Double, Double)] = [
          (1 - along, along), (-along, 1 - along), (along - 1, -along), (along, along - 1),
        ]
        let radius = random.number(0.3...1) * reach
        return (x + radius * unit[side].0, y + radius * unit[side].1)
      })
  }
}

/// The area that two rows share, by plain GEOS.
func plainSharedArea(
  _ left: [UInt8], _ right: [UInt8], in context: GEOSContext
) throws -> Double {
  if left.isEmpty || right.isEmpty { return 0 }
  return try context.read(wkb: left).intersection(context.read(wkb: right)).area()
}

/// The plan's CRS in tests.
let metric = CRS(definition: "EPSG:3035", name: "ETRS89-extended / LAEA Europe", isMetric: true)

/// A layer without fields, with ids `a`, `b`, `c`, …
func plainLayer(_ geometry: GeometryColumn, name: String = "districts") -> Layer {
  Layer(
    name: name, crs: metric,
    ids: (0..<geometry.count).map {
      String(UnicodeScalar(UInt8(97 + $0 % 26))) + ($0 < 26 ? "" : "\($0)")
    },
    geometry: geometry)
}

/// Land use with a class for each row.
func landUseLayer(_ geometry: GeometryColumn, _ classes: [LandUseClass?]) -> Layer {
  var layer = plainLayer(geometry, name: "landUse")
  layer.fields = [("class", .text(TextColumn(classes.map { $0?.word })))]
  return layer
}

/// Districts as units.
func districtUnits(_ geometry: GeometryColumn) throws -> PlanningUnits {
  try planningUnits(
    .districts, districts: plainLayer(geometry), gridSize: 0.001, workers: Workers(1))
}

extension ConstraintSet {
  /// The set as a number: binary digit `k` says whether constraint `k` is in it; for small sets only.
  var number: UInt64 { positions.reduce(0) { $0 | 1 << UInt64($1) } }
}
