import GEOSBinding
import Overlay
import PlanModel
import TestSupport
import Testing

@Suite("What a cover takes away") struct CoverTests {
  private let one = Workers(1)

  @Test("two constraints that overlap take their union from a field, once")
  func overlapping() throws {
    let field = Shapes.column(Shapes.rectangle(0, 0, 10, 10))
    let cover = try DissolvedCover(
      Shapes.column(Shapes.rectangle(-1, -1, 4, 4), Shapes.rectangle(2, 2, 6, 6)), gridSize: 0.001,
      workers: one)
    // 25 and 16 less the 4 that both cover; 16 and 16 less 4 of it on the field.
    #expect(cover.area == 37)
    #expect(cover.diagnostics.isEmpty)
    let totals = try uncoveredTotals(of: field, without: cover, workers: one)
    #expect(totals.area == [72])
  }

  @Test("of two areas each loses what covers its own part of a field that crosses both")
  func crossing() throws {
    let field = Shapes.column(Shapes.rectangle(0, 0, 10, 2))
    let areas = Shapes.column(Shapes.rectangle(0, 0, 4, 9), Shapes.rectangle(4, 0, 10, 9))
    // A triangle over the border of the two: 1 of it left, 1 right.
    let cover = try DissolvedCover(
      Shapes.column(Shapes.polygon([(3, 0), (5, 0), (4, 2)])), gridSize: 0.001, workers: one)
    let totals = try featureTotals(
      of: field, in: areas, measures: try measures(of: areas, workers: one), without: cover,
      gridSize: 0.001, workers: one)
    #expect(totals.area == [7, 11])
    #expect(totals.features == [1, 1])
    #expect(totals.pairs == 2 && totals.cutPairs == 2)
  }

  @Test("points and lines are counted, measured and covered too")
  func thinFeatures() throws {
    let features = Shapes.column(
      Shapes.point(1, 1), Shapes.point(3, 1), Shapes.multiPoint([(1, 2), (1.5, 2)]),
      Shapes.line([(0, 1), (4, 1)]), [])
    let areas = Shapes.column(Shapes.rectangle(0, 0, 2, 9), Shapes.rectangle(2, 0, 10, 9))
    let bare = try featureTotals(
      of: features, in: areas, measures: try measures(of: areas, workers: one), gridSize: 0.001,
      workers: one)
    #expect(bare.features == [3, 2])
    #expect(bare.length == [2, 2])
    let cover = try DissolvedCover(
      Shapes.column(Shapes.rectangle(0.5, 0.5, 1.5, 1.5)), gridSize: 0.001, workers: one)
    let left = try featureTotals(
      of: features, in: areas, measures: try measures(of: areas, workers: one), without: cover,
      gridSize: 0.001, workers: one)
    // The point at (1, 1) is covered, and one metre of the line.
    #expect(left.features == [2, 2])
    #expect(left.length == [1, 2])
  }

  @Test(
    "on hostile layers a field less a cover, in an area, is what GEOS cuts out",
    arguments: 0..<24 as Range<UInt64>)
  func agreesWithGEOS(seed: UInt64) throws {
    var shapes = try HostileShapes(seed: seed)
    let fields = try shapes.column(14)
    let areas = try shapes.column(8)
    let constraints = try shapes.column(10)
    let cover = try DissolvedCover(constraints, gridSize: 0.001, workers: one)
    let shared = try sharedAreas(
      of: fields, with: areas, without: cover, gridSize: 0, workers: Workers(2))
    var ours: [[Double]] = Array(repeating: Array(repeating: 0, count: 8), count: 14)
    for pair in shared { ours[pair.feature][pair.area] = pair.shared }
    let whole = try uncoveredTotals(of: fields, without: cover, workers: Workers(2))
    let context = shapes.context
    let parts = try (0..<constraints.count).filter { !constraints.isMissing($0) }
      .map { try context.read(wkb: constraints[$0]) }
    let union = try context.collection(of: parts).unaryUnion()
    for field in 0..<fields.count where !fields.isMissing(field) {
      let ground = try context.read(wkb: fields[field])
      let free = try ground.difference(union)
      let size = try ground.area()
      #expect(abs(whole.area[field] - (try free.area())) <= 1e-8 * max(1, size), "field \(field)")
      for area in 0..<areas.count where !areas.isMissing(area) {
        let plain = try free.intersection(context.read(wkb: areas[area])).area()
        #expect(abs(ours[field][area] - plain) <= 1e-8 * max(1, size), "pair \(field), \(area)")
      }
    }
  }

  @Test("the number of workers and the order of the constraints do not change what is left")
  func workersAndOrder() throws {
    var shapes = try HostileShapes(seed: 5)
    let fields = try shapes.column(60)
    let constraints = try shapes.column(90)
    let areas = try shapes.column(20)
    func left(_ constraints: GeometryColumn, _ workers: Int) throws -> [SharedArea] {
      let cover = try DissolvedCover(constraints, gridSize: 0.001, workers: Workers(workers))
      return try sharedAreas(
        of: fields, with: areas, without: cover, gridSize: 0.001, workers: Workers(workers)
      ).pairs
    }
    let first = try left(constraints, 1)
    #expect(try left(constraints, 4) == first)
    let turned = try left(constraints.selecting(Array((0..<90).reversed())), 2)
    #expect(turned.count == first.count)
    for (one, other) in zip(turned, first) { #expect(abs(one.shared - other.shared) < 1e-7) }
  }
}

@Suite("The grid that knows the area of most features") struct AreaLookupTests {
  /// Wavy strips side by side: few polygons of many edges, so that a grid is built.
  private func strips(_ count: Int) -> GeometryColumn {
    func wave(_ x: Double) -> [Shapes.Corner] {
      (0...60).map { step in
        let y = Double(step)
        return (x + Double((step * 7) % 5) / 10, y)
      }
    }
    return GeometryColumn(
      rows: (0..<count).map { strip in
        Shapes.polygon(
          wave(Double(strip) * 10) + wave(Double(strip + 1) * 10).reversed())
      })
  }

  @Test("with and without the grid the same features share the same areas, bit for bit")
  func sameAsWithout() throws {
    let areas = strips(6)
    var random = Seeded(3)
    let squares = (0..<3000).map { _ in
      let x = random.number(-5...65)
      let y = random.number(-5...65)
      let size = random.number(0.01...3)
      return Shapes.rectangle(x, y, x + size, y + size)
    }
    let many = try sharedAreas(
      of: GeometryColumn(rows: squares), with: areas, gridSize: 0.001, workers: Workers(2))
    // Asked for one feature at a time no grid is built.
    var single: [SharedArea] = []
    for (row, square) in squares.enumerated() {
      for pair in try sharedAreas(
        of: Shapes.column(square), with: areas, gridSize: 0.001, workers: Workers(1))
      {
        single.append(SharedArea(feature: row, area: pair.area, shared: pair.shared))
      }
    }
    #expect(many.pairs == single)
    #expect(many.count > 2500)
    // Of 3,000 squares only those at a border were looked at closely.
    #expect(many.cutPairs < 1600)
  }

  @Test("where areas overlap or enclose one another, features count in each")
  func overlaps() throws {
    func ring(_ x: Double, _ y: Double, _ radius: Double) -> [Shapes.Corner] {
      // A square with many corners on its sides.
      (0..<80).map { corner in
        let along = Double(corner % 20) / 20 * 2 * radius - radius
        return switch corner / 20 {
        case 0: (x + along, y - radius)
        case 1: (x + radius, y + along)
        case 2: (x - along, y + radius)
        default: (x - radius, y - along)
        }
      }
    }
    let areas = Shapes.column(
      Shapes.polygon(ring(0, 0, 50), ring(0, 0, 20)), Shapes.polygon(ring(0, 0, 20)),
      Shapes.polygon(ring(30, 30, 15)))
    let squares = GeometryColumn(
      rows: [(0, 0), (30, 30), (-40, -40), (60, 0)].map { (x: Double, y: Double) in
        Shapes.rectangle(x, y, x + 1, y + 1)
      } + Array(repeating: [], count: 20))
    let shared = try sharedAreas(of: squares, with: areas, gridSize: 0.001, workers: Workers(1))
    #expect(
      shared.pairs == [
        SharedArea(feature: 0, area: 1, shared: 1), SharedArea(feature: 1, area: 0, shared: 1),
        SharedArea(feature: 1, area: 2, shared: 1), SharedArea(feature: 2, area: 0, shared: 1),
      ])
  }
}
