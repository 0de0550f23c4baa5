import PlanModel
import Testing

@testable import Planning

/// What is told of districts that overlap.
struct OverlapFindingTests {
  private let crs = CRS(definition: "EPSG:25832", name: "ETRS89 / UTM zone 32N", isMetric: true)

  private func findings(
    _ overlaps: [(left: Int, right: Int, area: Double)], areas: [Double]
  ) -> [Diagnostic] {
    let layer = Layer(
      name: "districts", crs: crs, ids: areas.indices.map { "D\($0)" },
      geometry: GeometryColumn(rows: areas.map { _ in [] }), fields: [])
    return OverlapFindings(overlaps, of: layer, areas: areas).diagnostics
  }

  @Test("blocks inside a zone are one finding with count and sum, whichever comes first")
  func nested() {
    let found = findings(
      [(0, 1, 10), (0, 2, 20), (0, 3, 29.5), (3, 4, 30)], areas: [1000, 10, 20, 30, 900])
    #expect(found.map(\.code) == ["districts.nested"])
    #expect(found[0].count == 4)
    #expect(
      found[0].message
        == "3 districts lie in others, with 89.5 m² in all: D3 lies in D4 with 30 m², and so on.")
    #expect(found[0].remedy.contains("filter"))
  }

  @Test("a few borders that are off are told one by one, many as one, and never as 0 m²")
  func borders() {
    let areas = Array(repeating: 1000.0, count: 8)
    let few = findings([(0, 1, 2), (1, 2, 0.001)], areas: areas)
    #expect(
      few.map(\.message) == [
        "Districts D0 and D1 share 2 m².", "Districts D1 and D2 share less than 0.01 m².",
      ])
    let many = findings((0..<7).map { ($0, $0 + 1, Double($0 + 1)) }, areas: areas)
    #expect(many.map(\.code) == ["districts.overlap"])
    #expect(
      many[0].message
        == "7 pairs of districts share 28 m² along their borders, most of them D6 and D7 with 7 m²."
    )
  }
}
