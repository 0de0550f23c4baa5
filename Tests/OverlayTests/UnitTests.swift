import GEOSBinding
import Overlay
import PlanModel
import TestSupport
import Testing

@Suite struct UnitTests {
  private func cut(
    _ kind: UnitsDescription, _ districts: GeometryColumn, workers: Int = 2
  ) throws -> PlanningUnits {
    try planningUnits(
      kind, districts: plainLayer(districts), gridSize: 0.001, workers: Workers(workers))
  }

  @Test("squares are aligned to multiples of the side and cut by the district")
  func squares() throws {
    let units = try cut(.squares(side: 10), Shapes.column(Shapes.rectangle(5, 0, 20, 15)))
    #expect(units.ids == ["a/0-0", "a/1-0", "a/0-1", "a/1-1"])
    #expect(units.area == [50, 100, 25, 50])
    #expect(units.district == [0, 0, 0, 0])
  }

  @Test("cells west and south of the origin have negative numbers")
  func negative() throws {
    let units = try cut(.squares(side: 10), Shapes.column(Shapes.rectangle(-10, -10, 0, 0)))
    #expect(units.ids == ["a/-1--1"])
    #expect(units.area == [100])
  }

  @Test("a cell that the border leaves less than 1 m² of goes to its largest neighbour")
  func slivers() throws {
    let units = try cut(.squares(side: 10), Shapes.column(Shapes.rectangle(0, 0, 10.05, 10)))
    #expect(units.ids == ["a/0-0"])
    #expect(abs(units.area[0] - 100.5) < 1e-9)
    let tiny = try cut(.squares(side: 10), Shapes.column(Shapes.rectangle(0, 0, 0.5, 0.5)))
    #expect(tiny.ids == ["a/0-0"] && tiny.area == [0.25])
  }

  @Test("a whole hexagon has the area √3 ÷ 2 × width², and six neighbours that share its corners")
  func hexagons() throws {
    let units = try cut(.hexagons(width: 10), Shapes.column(Shapes.rectangle(-50, -50, 50, 50)))
    let whole = 3.0.squareRoot() / 2 * 100
    #expect(units.area.contains { abs($0 - whole) < 1e-9 })
    #expect(units.area.allSatisfy { $0 < whole + 1e-9 })
    #expect(Set(units.ids).count == units.count)
  }

  @Test(
    "the units of hostile districts are valid and add up to each district",
    arguments: 0..<6 as Range<UInt64>, [true, false])
  func unitsAddUp(seed: UInt64, hexagonal: Bool) throws {
    var shapes = try HostileShapes(seed: seed)
    let districts = try shapes.column(6)
    let kind: UnitsDescription = hexagonal ? .hexagons(width: 7.3) : .squares(side: 7)
    let units = try cut(kind, districts)
    let areas = try measures(of: districts, workers: Workers(1)).area
    for district in 0..<districts.count {
      let sum = zip(units.district, units.area).filter { $0.0 == district }.map(\.1)
        .compensatedSum()
      // Coordinates of some thousand kilometres are 1e-9 m apart: a sliver of 10 m has 1e-8 m² of play.
      #expect(abs(sum - areas[district]) <= 1e-9 * areas[district] + 1e-8)
    }
    for unit in 0..<units.count {
      #expect(try shapes.context.read(wkb: units.geometry.row(unit)).isValid())
    }
    let again = try cut(kind, districts, workers: 4)
    #expect(again.ids == units.ids && again.geometry.bytes == units.geometry.bytes)
  }

  @Test(
    "sizes that make no grid are errors with a remedy", arguments: [0, -5, .nan, .infinity, 1e-6])
  func badSizes(size: Double) {
    for kind in [UnitsDescription.squares(side: size), .hexagons(width: size)] {
      let failure = #expect(throws: PlanningFailure.self) {
        try cut(kind, Shapes.column(Shapes.rectangle(0, 0, 1000, 1000)))
      }
      #expect(failure?.diagnostics.first?.remedy.isEmpty == false)
    }
  }

  @Test("districts as units keep their ids and areas; a district without geometry has no area")
  func districtsAsUnits() throws {
    let units = try cut(.districts, Shapes.column(Shapes.rectangle(0, 0, 2, 3), []))
    #expect(units.ids == ["a", "b"] && units.area == [6, 0] && units.district == [0, 1])
  }
}

@Suite struct TopologyTests {
  @Test("an overlap and a gap between districts are found, and the sums say the union")
  func overlapAndGap() throws {
    // Four rectangles around a gap of 2 × 2; the first reaches 1 into the second.
    let districts = Shapes.column(
      Shapes.rectangle(0, 0, 5, 4), Shapes.rectangle(4, 0, 10, 4), Shapes.rectangle(0, 4, 4, 10),
      Shapes.polygon([(4, 6), (6, 6), (6, 4), (10, 4), (10, 10), (4, 10)]))
    let topology = try districtTopology(of: districts, workers: Workers(2))
    #expect(topology.overlaps.count == 1)
    #expect(topology.overlaps[0] == (left: 0, right: 1, area: 4))
    #expect(topology.overlapArea == 4)
    #expect(topology.gaps == 1 && topology.gapArea == 4)
    #expect(topology.unionArea == 96)
  }

  @Test(
    "where three districts overlap in one place, the sum of areas less the overlap is the union")
  func threefold() throws {
    let districts = Shapes.column(
      Shapes.rectangle(0, 0, 4, 4), Shapes.rectangle(0, 0, 4, 4), Shapes.rectangle(0, 0, 4, 4))
    let topology = try districtTopology(of: districts, workers: Workers(1))
    #expect(topology.overlaps.count == 3)
    #expect(topology.overlapArea == 32 && topology.unionArea == 16)
  }

  @Test(
    "the union of hostile districts is the sum less the overlap", arguments: 0..<10 as Range<UInt64>
  )
  func union(seed: UInt64) throws {
    var shapes = try HostileShapes(seed: seed)
    let districts = try shapes.column(15)
    let topology = try districtTopology(of: districts, workers: Workers(2))
    let sum = try measures(of: districts, workers: Workers(1)).area.compensatedSum()
    #expect(abs(sum - topology.overlapArea - topology.unionArea) <= 1e-9 * sum)
    let parts = try (0..<districts.count).filter { !districts.isMissing($0) }.map {
      try shapes.context.read(wkb: districts.row($0))
    }
    let plain = try shapes.context.collection(of: parts).unaryUnion().area()
    #expect(abs(topology.unionArea - plain) <= 1e-6 * plain)
  }
}
