import Foundation
import PlanModel
import Planning
import TestSupport
import Testing

private let suites = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  .appending(path: "shared/data/suites").path(percentEncoded: false)

/// The files of a folder of the suites with some endings, sorted; none where they are not at hand.
private func files(_ folder: String, _ endings: [String]) -> [String] {
  let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(suites)/\(folder)")) ?? []
  return names.filter { name in endings.contains { name.hasSuffix($0) } }.sorted()
    .map { "\(folder)/\($0)" }
}

/// Files with a defect each: they may give a layer or a message, and never anything else.
@Suite(
  .enabled(
    if: FileManager.default.fileExists(atPath: suites), "the shared suites are not at hand"))
struct BrokenSuiteTests {
  private static let all =
    files("geopackage", [".gpkg"]) + files("shapefile", [".shp", ".geojson", ".csv"])
    + files("geojson", [".geojson", ".json"])
    + files("zonal", [".shp", ".geojson", ".tif", ".wkt"])

  /// No message twice, and each with a way on.
  private func expectTold(_ found: [Diagnostic], _ file: String) {
    let errors = found.filter { $0.severity == .error }
    #expect(errors.allSatisfy { !$0.remedy.isEmpty && !$0.message.isEmpty }, "\(file): \(errors)")
    let texts = errors.map { "\($0.code) \($0.message) \($0.place)" }
    #expect(Set(texts).count == texts.count, "\(file): \(errors)")
  }

  @Test(
    "every file of the suites is imported or refused with a message, as districts and as land use")
  func imports() throws {
    #expect(Self.all.count > 100)
    var made = 0
    for file in Self.all {
      for role in ["districts", "landUse"] {
        let folder = try TemporaryFolder()
        var order = ProfileOrder(profile: "", files: ["\(suites)/\(file)"])
        order.country = "DE"
        do {
          let outcome = try importFile(
            order, as: role, mapping: nil, into: folder.path("town"), workers: Workers(1))
          expectTold(outcome.diagnostics, file)
          made += 1
        } catch let failure as PlanningFailure {
          #expect(failure.diagnostics.containError, "\(file)")
          expectTold(failure.diagnostics, file)
        }
      }
    }
    #expect(made > 10)
  }

  @Test("every file of the suites is checked as a layer of buildings, with each message once")
  func checks() throws {
    for file in Self.all where !file.hasPrefix("geojson/") || file.contains("bad") {
      let town = MiniTown().replacing(
        "source: buildings.geojson\n    crs: EPSG:3794\n    id: id\n    fields:\n      use: {field: use, values: {house: singleFamily, flats: apartmentBlock}}\n      levels: floors\n      year: built",
        by: "source: \"\(suites)/\(file)\"")
      let found = checkPlan(at: try town.write(), settings: RunSettings()).diagnostics
      expectTold(found, file)
    }
  }
}
