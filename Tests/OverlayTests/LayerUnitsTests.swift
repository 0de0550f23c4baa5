import GEOSBinding
import Overlay
import PlanModel
import TestSupport
import Testing

@Suite struct LayerUnitsTests {
  private func cut(
    _ parcels: GeometryColumn, _ districts: GeometryColumn, ids: [String]? = nil, workers: Int = 2
  ) throws -> LayerUnits {
    var layer = plainLayer(parcels)
    if let ids { layer.ids = ids }
    return try planningUnits(
      from: layer, districts: plainLayer(districts), gridSize: 0.001, workers: Workers(workers))
  }

  private func codes(_ units: LayerUnits) -> [String] { units.diagnostics.map(\.code) }

  @Test("parcels that fill two districts are their units, those at the border in two pieces")
  func cutByDistricts() throws {
    let found = try cut(
      Shapes.column(
        Shapes.rectangle(0, 0, 5, 10), Shapes.rectangle(5, 0, 15, 10),
        Shapes.rectangle(15, 0, 20, 10)),
      Shapes.column(Shapes.rectangle(0, 0, 10, 10), Shapes.rectangle(10, 0, 20, 10)),
      ids: ["p", "q", "r"])
    #expect(found.units.ids == ["a/p", "a/q", "b/q", "b/r"])
    #expect(found.units.area == [50, 50, 50, 50])
    #expect(found.units.district == [0, 0, 1, 1])
    #expect(found.diagnostics.isEmpty && found.restArea == 0 && found.outsideArea == 0)
  }

  @Test("ground without a parcel is one more unit of each district, and its area is told")
  func rest() throws {
    let found = try cut(
      Shapes.column(Shapes.rectangle(0, 0, 10, 4), Shapes.rectangle(0, 6, 10, 10)),
      Shapes.column(Shapes.rectangle(0, 0, 10, 10), Shapes.rectangle(20, 0, 30, 10)),
      ids: ["p", "rest"])
    #expect(found.units.ids == ["a/p", "a/rest", "a/rest~2", "b/rest"])
    #expect(found.units.area == [40, 40, 20, 100])
    #expect(found.restArea == 120)
    #expect(codes(found) == ["units.rest"])
  }

  @Test("where parcels overlap the first has the ground, and the overlap is told")
  func overlap() throws {
    let found = try cut(
      Shapes.column(
        Shapes.rectangle(0, 0, 6, 10), Shapes.rectangle(4, 0, 10, 10),
        Shapes.rectangle(1, 1, 5, 5)),
      Shapes.column(Shapes.rectangle(0, 0, 10, 10)), ids: ["p", "q", "r"])
    #expect(found.units.ids == ["a/p", "a/q"])
    #expect(found.units.area == [60, 40])
    #expect(found.overlapArea == 36)
    #expect(codes(found) == ["units.overlap"])
    #expect(found.diagnostics[0].count == 2 && found.diagnostics[0].place.feature == "q")
  }

  @Test("a piece under 1 m² joins the largest neighbour in its district, a sliver of the rest too")
  func slivers() throws {
    let found = try cut(
      // q reaches 5 cm into the first district; between p and s lies a gap of 1 cm.
      Shapes.column(
        Shapes.rectangle(0, 0, 9.95, 6), Shapes.rectangle(9.95, 0, 20, 10),
        Shapes.rectangle(0, 6.01, 9.95, 10)),
      Shapes.column(Shapes.rectangle(0, 0, 10, 10), Shapes.rectangle(10, 0, 20, 10)),
      ids: ["p", "q", "s"])
    #expect(found.units.ids == ["a/p", "a/s", "b/q"])
    #expect(abs(found.units.area[0] - (9.95 * 6.01 + 0.5)) < 1e-9)
    #expect(abs(found.units.area.reduce(0, +) - 200) < 1e-9)
  }

  @Test("parcels outside all districts are told; a layer without any inside is an error")
  func outside() throws {
    let district = Shapes.column(Shapes.rectangle(0, 0, 10, 10))
    let found = try cut(
      Shapes.column(Shapes.rectangle(0, 0, 10, 20), Shapes.rectangle(50, 0, 60, 10)), district)
    #expect(found.units.area == [100] && found.outsideArea == 200)
    #expect(codes(found) == ["units.outside"])
    let failure = #expect(throws: PlanningFailure.self) {
      try cut(Shapes.column(Shapes.rectangle(50, 0, 60, 10), []), district)
    }
    #expect(failure?.diagnostics.first?.code == "units.none-inside")
  }

  @Test(
    "units of a hostile layer are valid, share no ground and add up to each district",
    arguments: 0..<6 as Range<UInt64>)
  func hostile(seed: UInt64) throws {
    var shapes = try HostileShapes(seed: seed)
    let districts = try shapes.column(5)
    let parcels = try shapes.column(25)
    let found: LayerUnits
    do { found = try cut(parcels, districts) } catch is PlanningFailure { return }
    let areas = try measures(of: districts, workers: Workers(1)).area
    for district in 0..<districts.count {
      let rows = (0..<found.units.count).filter { found.units.district[$0] == district }
      let sum = rows.map { found.units.area[$0] }.compensatedSum()
      // Coordinates of some thousand kilometres are 1e-9 m apart: a sliver has some play.
      #expect(abs(sum - areas[district]) <= 1e-9 * areas[district] + 1e-6)
      let parts = try rows.map { try shapes.context.read(wkb: found.units.geometry.row($0)) }
      for part in parts { #expect(try part.isValid()) }
      let union = try shapes.context.collection(of: parts).unaryUnion().area()
      #expect(abs(union - sum) <= 1e-6 * sum + 1e-6)
    }
    #expect(Set(found.units.ids).count == found.units.count)
    let again = try cut(parcels, districts, workers: 4)
    #expect(again.units.ids == found.units.ids)
    #expect(again.units.geometry.bytes == found.units.geometry.bytes)
  }
}
