import Overlay
import PlanModel
import TestSupport
import Testing

/// Two combs of teeth that reach into each other: each pair of teeth shares 5 m².
private struct Combs {
  /// The number of teeth; a comb has two corners a tooth.
  var teeth: Int
  /// How the teeth lie: along the y axis, along the x axis, or along the x axis and 10 km long.
  var turn: Turn

  enum Turn: CaseIterable, Sendable { case up, right, long }

  private func place(_ along: Double, _ up: Double) -> Shapes.Corner {
    switch turn {
    case .up: (600_000 + along, 150_000 + up)
    case .right: (600_000 + up, 150_000 + along)
    case .long: (600_000 + 1024 * up, 150_000 + along / 1024)
    }
  }

  /// Teeth from y = 1 to 11 on a base of 1 m; its area is 2 + 10 m² a tooth.
  var lower: [UInt8] { comb(from: 1, to: 11, base: 0) }

  /// Teeth from y = 11 to 1 below a base of 1 m; its area is 2 + 10 m² a tooth.
  var upper: [UInt8] { comb(from: 11, to: 1, base: 12) }

  /// The teeth of the upper comb without the base, a polygon each.
  var separate: [UInt8] {
    Shapes.multiPolygon(
      (0..<teeth).map { tooth in
        let left = 2 * Double(tooth)
        return Shapes.polygon([place(left, 11), place(left + 1, 1), place(left + 2, 11)])
      })
  }

  private func comb(from root: Double, to tip: Double, base: Double) -> [UInt8] {
    let end = 2 * Double(teeth)
    var ring = [place(0, base), place(end, base), place(end, root)]
    ring.reserveCapacity(2 * teeth + 3)
    for tooth in (0..<teeth).reversed() {
      let left = 2 * Double(tooth)
      ring.append(place(left + 1, tip))
      ring.append(place(left, root))
    }
    return Shapes.polygon(ring)
  }
}

#if DEBUG
  /// Without the optimiser, a tenth must do.
  private let teeth = 5000
#else
  private let teeth = 50_000
#endif

@Suite("Polygons of 100,000 corners")
struct ManyCornersTests {
  @Test(
    "two combs of many teeth share 5 m² a tooth, whichever way the teeth lie",
    .timeLimit(.minutes(1)), arguments: Combs.Turn.allCases)
  private func shared(turn: Combs.Turn) throws {
    let combs = Combs(teeth: teeth, turn: turn)
    let columns = [combs.upper, combs.separate]
    let found = try sharedAreas(
      of: GeometryColumn(rows: [combs.lower]), with: GeometryColumn(rows: columns), gridSize: 0.001,
      workers: Workers(2))
    let expected = 5 * Double(teeth)
    #expect(found.count == 2)
    for pair in found { #expect(abs(pair.shared - expected) < 1e-9 * expected) }
  }

  @Test(
    "a district and a constraint of 100,000 corners each are cut right and close to 1e-9",
    .timeLimit(.minutes(2)))
  func partition() throws {
    let combs = Combs(teeth: teeth, turn: .up)
    let units = try districtUnits(GeometryColumn(rows: [combs.lower]))
    let result = try areaPartition(
      of: units, landUse: nil,
      constraints: [
        ConstraintLayer(name: "teeth", geometry: GeometryColumn(rows: [combs.separate]), buffer: 0)
      ], gridSize: 0.001, workers: Workers(2))
    #expect(result.largestError < 1e-9)
    #expect(result.partition.sets.map(\.positions) == [[], [0]])
    for (area, expected) in zip(result.partition.area, [7 * Double(teeth), 5 * Double(teeth)]) {
      #expect(abs(area - expected) < 1e-9 * expected)
    }
    #expect(result.diagnostics.isEmpty)
  }
}
