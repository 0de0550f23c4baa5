import Foundation
import GDALBinding
import Testing
import Towns

private let fixture = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Fixtures/ljutomer")

@Suite("The example in Fixtures")
struct FixtureTests {
  /// What `Fixtures/ljutomer` was written with.
  static let buildings = 2500
  static let seed: UInt64 = 1

  @Test("the folder is what the generator writes, and below 5 MB")
  func isUpToDate() throws {
    let town = try TownFolder(buildings: Self.buildings, seed: Self.seed)
    var size = 0
    for file in town.files.files {
      let kept = try Data(contentsOf: fixture.appending(path: file))
      size += kept.count
      // GeoPackage and GeoTIFF hold marks of the library versions that wrote them; their content is compared below.
      if !file.hasPrefix("data/") { #expect(try kept == town.bytes(file), "\(file)") }
    }
    #expect(size < 5_000_000)
  }

  static let layers = [
    "districts", "municipality", "buildings", "land_use", "protected_areas", "rivers",
    "floodplain", "interests", "streets", "voices",
  ]

  @Test("its layers hold what the generator writes")
  func layersAgree() throws {
    let town = try TownFolder(buildings: Self.buildings, seed: Self.seed)
    for layer in Self.layers { try compare(layer, with: town) }
  }

  private func compare(_ layer: String, with town: TownFolder) throws {
    let made = try town.layer(layer).table
    let path = fixture.appending(path: "data/town.gpkg").path(percentEncoded: false)
    let kept = try TownTable(path, layer).table
    #expect(made.count == kept.count && made.count > 0)
    #expect(made.geometryBytes == kept.geometryBytes)
    #expect(made.geometryOffsets == kept.geometryOffsets)
    #expect(made.columns.count == kept.columns.count)
    for (one, other) in zip(made.columns, kept.columns) {
      switch (one, other) {
      case (.integers(let a, let p), .integers(let b, let q)): #expect(a == b && p == q)
      case (.reals(let a, let p), .reals(let b, let q)): #expect(a == b && p == q)
      case (.texts(let a), .texts(let b)):
        #expect(a.codes == b.codes && a.bytes == b.bytes && a.offsets == b.offsets)
      default: Issue.record("a field of another kind")
      }
    }
  }
}
