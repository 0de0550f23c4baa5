import Overlay
import PlanModel
import TestSupport
import Testing

@Suite("Where a hazard strikes")
struct HazardGroundTests {
  /// Two units of 100 m × 100 m side by side.
  private let units = PlanningUnits(
    ids: ["a", "b"],
    geometry: Shapes.column(
      Shapes.rectangle(0, 0, 100, 100), Shapes.rectangle(100, 0, 200, 100)),
    district: [0, 0], area: [10_000, 10_000])
  /// A building in the hazard, one by half, one outside, one that is a point, one without a place; the last lies in both
  /// units.
  private let buildings = Shapes.column(
    Shapes.rectangle(60, 10, 70, 20), Shapes.rectangle(45, 40, 55, 50),
    Shapes.rectangle(10, 10, 20, 20), Shapes.point(120, 50), [],
    Shapes.rectangle(90, 90, 110, 100))

  private func ground(_ layers: [ConstraintLayer], workers: Int = 2) throws -> HazardGround {
    let measured = try measures(of: buildings, workers: Workers(1))
    let members = try memberships(
      of: buildings, measures: measured, in: units, gridSize: 0.001, workers: Workers(1))
    #expect(members.starts == [0, 1, 2, 3, 4, 4, 6] && members.share == [1, 1, 1, 1, 0.5, 0.5])
    return try hazardGround(
      of: layers, in: units, features: (buildings, measured, members), gridSize: 0.001,
      workers: Workers(workers))
  }

  @Test("a square over two buildings exposes units and buildings by area")
  func square() throws {
    let found = try ground([
      ConstraintLayer(
        name: "flood", geometry: Shapes.column(Shapes.rectangle(50, 0, 150, 100)), buffer: 0)
    ])
    #expect(found.unitArea == [5000, 5000])
    #expect(found.entryShare == [1, 0.5, 0, 1, 0.5, 0.5])
    #expect(found.diagnostics.isEmpty)
  }

  @Test("overlapping polygons, also of two layers, count once")
  func overlaps() throws {
    let found = try ground([
      ConstraintLayer(
        name: "river",
        geometry: Shapes.column(
          Shapes.rectangle(50, 0, 120, 100), Shapes.rectangle(80, 0, 150, 100)), buffer: 0),
      ConstraintLayer(
        name: "rain", geometry: Shapes.column(Shapes.rectangle(60, 20, 100, 60)), buffer: 0),
    ])
    #expect(abs(found.unitArea[0] - 5000) < 1e-6 && abs(found.unitArea[1] - 5000) < 1e-6)
    #expect(
      found.entryShare.map { ($0 * 1e9).rounded() / 1e9 } == [1, 0.5, 0, 1, 0.5, 0.5])
  }

  @Test("a line with a buffer strikes around itself; without one nowhere, and that is said")
  func line() throws {
    let line = Shapes.column(Shapes.line([(0, 50), (200, 50)]))
    let wide = try ground([ConstraintLayer(name: "river", geometry: line, buffer: 10)])
    #expect(abs(wide.unitArea[0] - 2000) < 1e-6 && abs(wide.unitArea[1] - 2000) < 1e-6)
    #expect(wide.entryShare[3] == 1 && wide.entryShare[0] == 0)
    let none = try ground([ConstraintLayer(name: "river", geometry: line, buffer: 0)])
    #expect(none.unitArea == [0, 0] && none.entryShare == [0, 0, 0, 0, 0, 0])
    #expect(none.diagnostics.map(\.code) == ["hazard.no-area"])
  }

  @Test("of a building in two units each has what is exposed on its side")
  func acrossBorder() throws {
    // The building reaches from 90 to 110, the hazard from 95 to 130: a quarter on the left, half on the right.
    let found = try ground([
      ConstraintLayer(
        name: "slide", geometry: Shapes.column(Shapes.rectangle(95, 80, 130, 100)), buffer: 0)
    ])
    #expect(found.entryShare[4] == 0.25 && found.entryShare[5] == 0.5)
    let right = try ground([
      ConstraintLayer(
        name: "slide", geometry: Shapes.column(Shapes.rectangle(105, 80, 130, 100)), buffer: 0)
    ])
    #expect(right.entryShare[4] == 0 && right.entryShare[5] == 0.25)
  }
}
