import Indicators
import PlanModel
import Testing

@Suite struct PopulationSharingTests {
  /// Two units side by side; each cell is 100 m².
  private func account(
    people: [Double?], buildings: Memberships, units: Memberships, floorArea: [Double],
    shared: [(cell: Int, unit: Int, area: Double)]
  ) -> PopulationAccount {
    populationAccount(
      of: PopulationCells(
        ids: people.indices.map { "c\($0)" }, people: people,
        area: people.map { _ in 100 }, buildings: buildings, shared: shared),
      units: 2, memberships: units, floorArea: floorArea)
  }

  @Test("a house on a border of two units and of two cells brings people to both in both")
  func houseOnBorders() {
    // One house, a quarter of it in the first cell, half of it in each unit; a second house in the second cell and unit.
    let found = account(
      people: [40, 100],
      buildings: Memberships(
        starts: [0, 2, 3], unit: [0, 1, 1], share: [0.25, 0.75, 1], outside: [0, 0]),
      units: Memberships(
        starts: [0, 2, 3], unit: [0, 1, 1], share: [0.5, 0.5, 1], outside: [0, 0]),
      floorArea: [200, 50], shared: [(0, 0, 60), (0, 1, 40), (1, 1, 100)])
    // In the second cell stand 150 m² of the first house and 50 m² of the second.
    // 20 and 37.5 people of the first house in both; 25 of the second.
    #expect(found.units == [57.5, 82.5])
    #expect(found.peopleInside == 140)
    #expect(found.cells.map(\.border) == [.whole, .whole])
  }

  @Test(
    "of a cell on the border the floor area outside takes its part, and without homes known outside the area"
  )
  func border() {
    let houses = Memberships(
      starts: [0, 1, 2, 3], unit: [0, 0, 1], share: [1, 1, 1], outside: [0, 0, 0])
    // The second house lies outside the municipality.
    let found = account(
      people: [90, 90], buildings: houses,
      units: Memberships(
        starts: [0, 1, 1, 2], unit: [0, 1], share: [1, 1], outside: [0, 1, 0]),
      floorArea: [100, 200, 70], shared: [(0, 0, 25), (1, 1, 25)])
    #expect(found.units == [30, 22.5])
    #expect(found.cells.map(\.border) == [.floorArea, .area])
    #expect(found.cells[0].floorAreaOutside == 200)
  }

  @Test("where nobody builds homes people are shared by area; unknown and empty cells bring nobody")
  func withoutHomes() {
    let none = Memberships(starts: [0], unit: [], share: [], outside: [])
    let found = account(
      people: [10, nil, 0, 7], buildings: none, units: none, floorArea: [],
      shared: [(0, 0, 75), (0, 1, 25), (1, 0, 100), (2, 1, 100)])
    #expect(found.units == [7.5, 2.5])
    #expect(found.cells.map(\.sharing) == [.area])
  }

  @Test("floor area that lies in no cell is told")
  func elsewhere() {
    let found = account(
      people: [10],
      buildings: Memberships(starts: [0, 1, 1], unit: [0], share: [0.5], outside: [0.5, 1]),
      units: Memberships(starts: [0, 1, 2], unit: [0, 1], share: [1, 1], outside: [0, 0]),
      floorArea: [100, 40], shared: [(0, 0, 100)])
    #expect(found.floorAreaElsewhere == 90)
    #expect(found.units == [10, 0])
  }
}
