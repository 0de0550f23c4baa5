import Foundation
import Testing

private let shared = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  .appending(path: "shared/data").path(percentEncoded: false)

/// Real building registers read by their profiles alone; skipped where they are not beside this checkout.
@Suite(
  .enabled(
    if: FileManager.default.fileExists(atPath: shared), "the shared real data are not at hand"))
struct RegisterTests {
  /// The sheet of the municipality after a plan with the given layers.
  private func sheet(_ country: String, _ layers: String) throws -> [String: Any] {
    let folder =
      FileManager.default.temporaryDirectory
      .appending(path: "commonground-\(UUID().uuidString)").path() + "/"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let plan = """
      commonground: 1
      name: Somewhere
      country: \(country)
      years: {base: 2020, target: 2035}
      layers:
      \(layers)
      problem: {objective: leastCost}
      """
    try Data(plan.utf8).write(to: URL(filePath: folder + "plan.yaml"))
    let run = try Command.run("plan", folder, "--out", folder + "out", "--progress", "none")
    #expect(run.status == 0, "\(run.errors)")
    let data = try Data(contentsOf: URL(filePath: folder + "out/municipality.json"))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private func indicator(_ sheet: [String: Any], _ id: String) throws -> Double {
    let list = try #require(sheet["indicators"] as? [[String: Any]])
    let entry = try #require(list.first { $0["id"] as? String == id })
    return try #require(entry["value"] as? Double)
  }

  @Test("of Doesburg's 13,098 records the 7,227 that stand are read, with their years")
  func doesburg() throws {
    let sheet = try sheet(
      "NL",
      """
        districts: {source: "\(shared)/doesburg-nl/0221WPL15092020-000001.xml", id: identificatie}
        buildings: {source: "/vsizip/\(shared)/doesburg-nl/0221PND15092020.zip", profile: bag}
      """)
    #expect(abs(try indicator(sheet, "buildings") - 7227) < 30)
  }

  @Test("Melque's cadastre has uses, years, dwellings and floor areas")
  func melque() throws {
    let sheet = try sheet(
      "ES",
      """
        districts: {source: "\(shared)/melque-es/A.ES.SDGC.CP.40146.cadastralzoning.gml"}
        buildings: {source: "\(shared)/melque-es/A.ES.SDGC.BU.40146.building.gml", layer: Building, profile: catastro}
      """)
    #expect(try indicator(sheet, "buildings") > 200)
    #expect(try indicator(sheet, "dwellings") > 80)
  }
}
