import GEOSBinding
import Overlay
import PlanModel
import TestSupport
import Testing

@Suite struct MembershipTests {
  private func find(
    _ features: GeometryColumn, in units: PlanningUnits, workers: Int = 2
  ) throws -> Memberships {
    try memberships(
      of: features, measures: measures(of: features, workers: Workers(1)), in: units,
      gridSize: 0.001, workers: Workers(workers))
  }

  private func entries(_ found: Memberships, _ row: Int) -> [Int: Double] {
    Dictionary(
      uniqueKeysWithValues: (found.starts[row]..<found.starts[row + 1]).map {
        (Int(found.unit[$0]), found.share[$0])
      })
  }

  private let pair = Shapes.column(Shapes.rectangle(0, 0, 10, 10), Shapes.rectangle(10, 0, 20, 10))

  @Test(
    "a building inside is not cut, one on the border is shared, one over the edge is partly outside"
  )
  func buildings() throws {
    let found = try find(
      Shapes.column(
        Shapes.rectangle(1, 1, 2, 2), Shapes.rectangle(9, 1, 13, 2), Shapes.rectangle(18, 4, 22, 5),
        Shapes.rectangle(30, 0, 31, 1), []), in: districtUnits(pair))
    #expect(entries(found, 0) == [0: 1])
    #expect(entries(found, 1) == [0: 0.25, 1: 0.75])
    #expect(entries(found, 2) == [1: 0.5])
    #expect(entries(found, 3) == [:] && entries(found, 4) == [:])
    #expect(found.outside == [0, 0, 0.5, 1, 1])
    #expect(found.cutPairs == 3)
  }

  @Test("buildings that touch a border belong to one side only")
  func touching() throws {
    let found = try find(
      Shapes.column(Shapes.rectangle(8, 1, 10, 2), Shapes.rectangle(10, 1, 12, 2)),
      in: districtUnits(pair))
    #expect(entries(found, 0) == [0: 1])
    #expect(entries(found, 1) == [1: 1])
  }

  @Test(
    "a point on a border belongs to exactly one unit",
    arguments: [(10, 5), (10, 0), (10, 10), (0, 0), (20, 10), (20, 5), (5, 10), (5, 0), (0, 5)])
  func points(x: Double, y: Double) throws {
    let found = try find(Shapes.column(Shapes.point(x, y)), in: districtUnits(pair))
    #expect(found.share == [1])
    #expect(found.outside == [0])
  }

  @Test("points on every border of a hexagonal grid belong to exactly one cell")
  func pointsOnHexagons() throws {
    let units = try planningUnits(
      .hexagons(width: 3), districts: plainLayer(Shapes.column(Shapes.rectangle(0, 0, 20, 20))),
      gridSize: 0.001, workers: Workers(1))
    var corners: [[UInt8]] = []
    for unit in 0..<units.count {
      let context = try GEOSContext()
      let cell = try context.read(wkb: units.geometry.row(unit))
      let bytes = try cell.boundary().wkb()
      // The corners of the ring follow its 9 bytes of header, 16 bytes each.
      for start in stride(from: 9, to: bytes.count - 15, by: 16) {
        corners.append([1, 1, 0, 0, 0] + bytes[start..<start + 16])
      }
    }
    let found = try find(GeometryColumn(rows: corners), in: units)
    #expect(found.share == Array(repeating: 1, count: corners.count))
  }

  @Test("a multipoint's shares are shares of its points, a line's of its length")
  func pointsAndLines() throws {
    let found = try find(
      Shapes.column(
        Shapes.multiPoint([(1, 1), (2, 2), (11, 1), (50, 50)]), Shapes.line([(8, 5), (16, 5)]),
        Shapes.line([(1, 1), (2, 2)]), Shapes.line([(10, 1), (10, 5)])), in: districtUnits(pair))
    #expect(entries(found, 0) == [0: 0.5, 1: 0.25])
    #expect(entries(found, 1) == [0: 0.25, 1: 0.75])
    #expect(entries(found, 2) == [0: 1])
    #expect(entries(found, 3) == [0: 1])
    #expect(found.outside == [0.25, 0, 0, 0])
  }

  @Test("where districts overlap, the first has the building and nothing is counted twice")
  func overlappingUnits() throws {
    let units = try districtUnits(
      Shapes.column(Shapes.rectangle(0, 0, 10, 10), Shapes.rectangle(5, 0, 15, 10)))
    let found = try find(
      Shapes.column(
        Shapes.rectangle(6, 1, 8, 2), Shapes.rectangle(4, 1, 12, 2), Shapes.rectangle(8, 1, 16, 2)),
      in: units)
    #expect(entries(found, 0) == [0: 1])
    #expect(entries(found, 1) == [0: 0.75, 1: 0.25])
    #expect(entries(found, 2) == [0: 0.25, 1: 0.625])
    #expect(found.outside == [0, 0, 0.125])
  }

  @Test(
    "trap 4: on hostile layers shares lie in 0…1 and add up to 1 with what is outside",
    arguments: 0..<20 as Range<UInt64>)
  func sharesAddUp(seed: UInt64) throws {
    var shapes = try HostileShapes(seed: seed)
    let features = try shapes.column(60)
    let units = try districtUnits(shapes.column(8))
    let found = try find(features, in: units)
    #expect(found.share.allSatisfy { $0 > 0 && $0 <= 1 })
    for row in 0..<features.count {
      let sum = found.share[found.starts[row]..<found.starts[row + 1]].reduce(0, +)
      #expect(abs(sum + found.outside[row] - 1) <= 2e-9)
      // The union of the units by plain GEOS covers the same share.
      if features.isMissing(row) { continue }
      let parts = try (0..<units.count).filter { !units.geometry.isMissing($0) }.map {
        try shapes.context.read(wkb: units.geometry.row($0))
      }
      let union = try shapes.context.collection(of: parts).unaryUnion()
      let feature = try shapes.context.read(wkb: features.row(row))
      let area = try feature.area()
      let covered = try feature.intersection(union).area()
      // Coordinates of some thousand kilometres are 1e-9 m apart: a sliver of 10 m has 1e-8 m² of play.
      #expect(abs(sum * area - covered) < 1e-6 * area + 1e-8, "feature \(row)")
    }
    let again = try find(features, in: units, workers: 4)
    #expect(again.share == found.share && again.unit == found.unit)
  }
}
