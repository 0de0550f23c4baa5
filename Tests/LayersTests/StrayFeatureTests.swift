@testable import Layers
import PlanModel
import TestSupport
import Testing

@Suite("Single features that lie elsewhere")
struct StrayFeatureTests {
  /// Squares of 1 km around points in km, as a layer of districts in UTM 32.
  private func strays(
    _ places: [(x: Double, y: Double)], around municipality: Extent? = nil
  ) throws -> [Diagnostic] {
    let layer = Layer(
      name: "districts", crs: utm32, ids: places.indices.map { "D\($0)" },
      geometry: GeometryColumn(
        rows: places.map {
          Shapes.rectangle($0.x * 1000, $0.y * 1000, $0.x * 1000 + 1000, $0.y * 1000 + 1000)
        }), fields: [])
    let report = LayerReport(name: "districts", source: "districts.gpkg", crs: utm32)
    return try strayFeatures(
      of: layer, readAs: report, around: municipality, workers: Workers(2)
    ).diagnostics
  }

  /// Ten districts side by side.
  private let town = (0..<10).map { (x: 600 + Double($0), y: 5000.0) }

  @Test("islands 80 km away belong to their municipality, and are told of from 100 km on")
  func islands() throws {
    #expect(try strays(town).isEmpty)
    #expect(try strays(town + [(x: 689, y: 5000)]).isEmpty)
    #expect(try strays(town + [(x: 600, y: 5080)]).isEmpty)
    let found = try strays(town + [(x: 760, y: 5000)])
    #expect(found.map(\.code) == ["layer.far-feature"])
    #expect(found[0].severity == .warning && found[0].place.feature == "D10")
    // From x = 610 km, where the town ends, to 760 km.
    #expect(found[0].message.contains("150 km"), "\(found[0])")
  }

  @Test("a district with x and y exchanged in its CRS is an error, a building a warning")
  func swapped() throws {
    let found = try strays(town + [(x: 5000, y: 605)])
    #expect(found.map(\.code) == ["layer.swapped-feature"])
    #expect(found[0].severity == .error && found[0].place.feature == "D10")
    let home = Extent(minX: 600_000, minY: 5_000_000, maxX: 610_000, maxY: 5_001_000)
    let buildings = try strays(town + [(x: 5000, y: 605), (x: 5000, y: 607)], around: home)
    #expect(buildings.map(\.code) == ["layer.swapped-feature"])
    #expect(buildings[0].severity == .warning && buildings[0].count == 2)
    #expect(buildings[0].message.contains("D10, D11"), "\(buildings[0])")
  }

  @Test("a district far beyond the area of the CRS is an error")
  func outside() throws {
    // Zone 32 is used from 6° to 12° east; x = 5 000 km is some 56° east of it.
    let found = try strays(town + [(x: 5000, y: 2000)])
    #expect(found.map(\.code) == ["layer.outside-feature"])
    #expect(found[0].severity == .error && found[0].count == 1)
    // At the origin of the CRS, 5 000 km south, is where zone 32 is not used in ETRS89.
    #expect(try strays(town + [(x: 500, y: 0)]).map(\.code) == ["layer.outside-feature"])
  }

  @Test("where most features lie elsewhere, it is the layer that is wrong and not each of them")
  func wholeLayer() throws {
    #expect(try strays([(x: 5000, y: 2000), (x: 5001, y: 2000)]).isEmpty)
    // A layer of buildings of a whole country, of which few are here.
    let country = (0..<40).map { (x: 300 + Double($0), y: 5200 + Double($0)) }
    let home = Extent(minX: 600_000, minY: 5_000_000, maxX: 610_000, maxY: 5_001_000)
    #expect(try strays(town + country, around: home).isEmpty)
  }

  @Test("a district in degrees among districts in metres is told as that, in either order")
  func inMetres() throws {
    // 10.3° east, 45.1° north is some 100 km east of the central meridian: x = 602 km, y = 4 995 km.
    for (x, y) in [(0.0103, 0.0451), (0.0451, 0.0103)] {
      let layer = Layer(
        name: "districts", crs: utm32, ids: ["A", "B", "C"],
        geometry: GeometryColumn(rows: [
          Shapes.rectangle(600_000, 4_994_000, 601_000, 4_995_000),
          Shapes.rectangle(601_000, 4_994_000, 602_000, 4_995_000),
          Shapes.rectangle(x * 1000, y * 1000, x * 1000 + 0.01, y * 1000 + 0.01),
        ]), fields: [])
      let found = try strayFeatures(
        of: layer, readAs: LayerReport(name: "districts", source: "d.gpkg", crs: utm32),
        workers: Workers(1)
      ).diagnostics
      #expect(found.map(\.code) == ["layer.degree-feature"])
      #expect(found.first?.place.feature == "C" && found.first?.severity == .error)
    }
  }

  @Test("one feature with latitude before longitude is found, and rows without a geometry are not")
  func degrees() throws {
    let folder = try Folder()
    let squares = [(11.0, 45.0), (11.01, 45.0), (45.0, 11.02), (11.03, 45.0)].map {
      ("{}", rectangle($0.0, $0.1, $0.0 + 0.01, $0.1 + 0.01))
    }
    let path = try folder.write(
      geoJSON(squares + [("{}", "null")], crs: nil), to: "districts.geojson")
    let reading = read(LayerSource(path))
    #expect(reading.diagnostic("layer.swapped-axes") == nil)
    let layer = try #require(reading.layer)
    let found = try strayFeatures(of: layer, readAs: reading.report, workers: Workers(1))
    #expect(found.diagnostics.map(\.code) == ["layer.swapped-feature"])
    #expect(found.diagnostics.first?.place.feature == layer.ids[2])
    #expect(found.others.width < 5000, "the place is that of the others: \(found.others)")
  }

  @Test("groups are those that links of at most 100 km make", arguments: 1...40)
  func slowTwin(seed: Int) {
    var numbers = SeededNumbers(seed)
    // Bands far from each other, in which only gaps from east to west can part: cuts and links must agree.
    let places = (0..<4).map { _ in
      (x: (numbers.next() * 3).rounded() * 6e5, y: (numbers.next() * 3).rounded() * 4e5)
    }
    let extents = (0..<24).map { i -> Extent in
      let place = places[i % 4]
      let (x, y) = (place.x + numbers.next() * 4e5, place.y + numbers.next() * 6e4)
      return i % 7 == 6
        ? .empty : Extent(minX: x, minY: y, maxX: x + numbers.next() * 2e4, maxY: y + 1e4)
    }
    let rows = extents.indices.filter { !extents[$0].isEmpty }
    #expect(FeatureSpread.groups(rows, extents) == linked(rows, extents))
  }

  /// Groups by links between any two features, one pair after another.
  private func linked(_ rows: [Int], _ extents: [Extent]) -> [[Int]] {
    var group = Dictionary(uniqueKeysWithValues: rows.map { ($0, $0) })
    for a in rows {
      for b in rows
      where extents[a].expanded(by: FeatureSpread.gap).meets(extents[b]) && group[a] != group[b] {
        let (kept, gone) = (group[a]!, group[b]!)
        for row in rows where group[row] == gone { group[row] = kept }
      }
    }
    return Dictionary(grouping: rows) { group[$0]! }.values.map { $0.sorted() }
      .sorted { $0[0] < $1[0] }
  }
}

/// Numbers in 0..<1 that are the same in every run.
private struct SeededNumbers {
  private var state: UInt64

  init(_ seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) / Double(UInt64(1) << 53)
  }
}
