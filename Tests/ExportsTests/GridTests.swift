import GEOSBinding
import PlanModel
import TestSupport
import Testing

@testable import Exports

@Suite("Polygons on the grid of GeoJSON")
struct GridTests {
  private func ring(_ corners: [(Double, Double)]) -> GridRing? {
    GridRing(corners.map { GridPosition($0.0 * 1e-7, $0.1 * 1e-7) })
  }

  private func polygons(_ rings: [[(Double, Double)]]) -> GridPolygons {
    var polygons = GridPolygons()
    polygons.add(rings.map(ring))
    return polygons
  }

  private func isValid(_ polygons: GridPolygons) throws -> Bool {
    let context = try GEOSContext()
    return try polygons.polygons.isEmpty || context.read(wkb: polygons.wkb()).isValid()
  }

  @Test("repeated positions go, and a ring that encloses nothing is none")
  func cleaning() {
    let square = ring([(0, 0), (0.2, 0.1), (10, 0), (10, 10), (10.4, 9.6), (0, 10), (0, 0)])
    #expect(square?.positions.count == 5)
    #expect(square?.turn == 200)
    #expect(ring([(0, 0), (10, 0), (10, 0.4), (0, 0)]) == nil)
    #expect(ring([(0, 0), (5, 5), (10, 10), (0, 0)]) == nil)
    #expect(ring([(0, 0), (0.3, 0), (0, 0.3), (0, 0)]) == nil)
  }

  @Test("a bow-tie, a spike, a touching hole and parts that share an edge are mended")
  func mending() throws {
    let bow: [[(Double, Double)]] = [[(0, 0), (10, 10), (10, 0), (0, 10), (0, 0)]]
    let spike: [[(Double, Double)]] = [
      [(0, 0), (10, 0), (10, 10), (5, 10), (5, 20), (5, 10), (0, 10), (0, 0)]
    ]
    let hole: [[(Double, Double)]] = [
      [(0, 0), (30, 0), (30, 30), (0, 30), (0, 0)],
      [(0, 10), (10, 10), (10, 20), (0, 20), (0, 10)],
    ]
    for (rings, area) in [(bow, 50.0), (spike, 100), (hole, 800)] {
      let mended = polygons(rings).mended()
      #expect(try isValid(mended))
      let turns = mended.polygons.map { $0.map { abs($0.turn) } }
      let sum = turns.reduce(0) { $0 + $1[0] - $1.dropFirst().reduce(0, +) } / 2
      #expect(sum == area)
    }
    var parts = polygons([[(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)]])
    parts.add([ring([(10, 0), (20, 0), (20, 10), (10, 10), (10, 0)])])
    let mended = parts.mended()
    #expect(mended.polygons.count == 1)
    #expect(try isValid(mended))
  }

  @Test("what is taken for plain at sight is valid by GEOS, and no valid rectangle is doubted")
  func plain() throws {
    var state: UInt64 = 7
    func draw(_ below: UInt64) -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 33 % 64 % UInt64(1 << 31) % below)
    }
    var plain = 0
    for _ in 0..<3000 {
      let corners = (0..<Int(3 + draw(5))).map { _ in (draw(12), draw(12)) }
      guard let ring = ring(corners) else { continue }
      var polygons = GridPolygons()
      polygons.add([ring])
      if ring.isPlain {
        plain += 1
        #expect(try isValid(polygons), "\(corners)")
      }
      #expect(try isValid(polygons.mended()), "\(corners)")
    }
    #expect(plain > 100)
    #expect(ring([(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)])?.isPlain == true)
  }

  @Test("a building narrower than the grid has no geometry, and the layer keeps its row")
  func collapse() throws {
    var result = MadeUpTown().result
    let town = MadeUpTown()
    let sliver = Shapes.polygon(
      Shapes.corners(town.origin.x, town.origin.y, town.origin.x + 0.000_1, town.origin.y + 5))
    let others = try #require(result.buildings?.geometry)
    result.buildings?.geometry = GeometryColumn(
      rows: [sliver] + (1..<6).map { Array(others.row($0)) })
    let features = try Exported(result).json("layers/buildings.geojson")["features"].array
    #expect(features.count == 6)
    #expect(features[0]["geometry"].isNull && features[0]["id"].string == "b0")
  }
}
