import GEOSBinding
@testable import Overlay
import PlanModel
import TestSupport
import Testing

@Suite("Polygons that fit together like tiles are joined without a union")
struct JoinedPolygonsTests {
  @Test("any tiles of a board make one valid polygon of the same tiles, over 1,000 sets")
  func tiles() throws {
    let failures = try runSeeds(1000 * fuzzFactor) { seed in
      var random = Seeded(seed)
      let twin = try TileShapes(seed: seed, size: 5).twin
      // From a few tiles to nearly all: islands, holes, holes that touch borders and one another.
      let share = random.number(0.2...0.95)
      var parts: [[UInt8]] = []
      for square in 0..<25 {
        let (x, y) = (Double(square % 5), Double(square / 5))
        let corners = Shapes.corners(x, y, x + 1, y + 1)
        for turn in 0..<4 where random.number(0...1) < share {
          let ring = [corners[turn], corners[(turn + 1) % 4], (x + 0.5, y + 0.5)].map {
            (twin.origin.x + twin.scale * $0.x, twin.origin.y + twin.scale * $0.y)
          }
          parts.append(Shapes.polygon(random.next() % 2 == 0 ? ring : ring.reversed()))
        }
      }
      if parts.isEmpty { return nil }
      let reach = abs(twin.origin.x) + abs(twin.origin.y) + 5 * twin.scale
      guard let bytes = JoinedPolygons.bytes(of: parts, reach: reach) else { return "no result" }
      if try !GEOSContext().read(wkb: bytes).isValid() { return "invalid" }
      let expected = parts.map { twin.tiles(of: $0) }.reduce(TileSet(count: 100)) { $0.union($1) }
      return twin.tiles(of: bytes) == expected ? nil : "other tiles"
    }
    // Where all corners of a hole touch other rings, it is left to a true union to say what it lies in.
    let doubtful = failures.filter { $0.hasSuffix("no result") }
    #expect(failures.count == doubtful.count, "\(failures)")
    #expect(doubtful.count < 50 * fuzzFactor)
  }

  @Test("corners that differ in the last place are one")
  func lastPlace() throws {
    let x = 4_321_000.1
    let left = Shapes.polygon([(x - 3, 0), (x, 0), (x.nextUp, 3), (x - 3, 3)])
    let right = Shapes.polygon([(x.nextDown, 0), (x + 3, 0), (x + 3, 3), (x, 3)])
    let bytes = try #require(JoinedPolygons.bytes(of: [left, right], reach: x + 3))
    #expect(cornerRings(of: bytes).map(\.count) == [7])
    #expect(abs(try #require(RowMeasure(bytes)).area - 18) < 1e-8)
  }

  @Test("where a corner stands within an edge, where polygons overlap or cross, there is no result")
  func doubt() {
    let square = Shapes.rectangle(0, 0, 4, 4)
    for other in [
      Shapes.rectangle(4, 1, 6, 3), square, Shapes.rectangle(1, 1, 2, 2),
      Shapes.rectangle(3, 3, 5, 5), Shapes.polygon([(4, 0), (8, 0), (2, 1)]),
    ] {
      #expect(JoinedPolygons.bytes(of: [square, other], reach: 10) == nil)
    }
  }
}
