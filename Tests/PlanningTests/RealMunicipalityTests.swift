import Foundation
import PlanModel
import Planning
import Testing

private let packageRoot = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()
private let cadastre = packageRoot.deletingLastPathComponent()
  .appending(path: "shared/data/decany-cz/decany_ruian_derived.gpkg").path()

/// Děčany in northern Bohemia as the Czech cadastre (RÚIAN, CC BY 4.0) has it.
///
/// The data are not part of the project; the suite is skipped where they are absent.
@Suite(
  .enabled(
    if: FileManager.default.fileExists(atPath: cadastre),
    "the cadastre of Děčany is not beside this checkout"))
struct RealMunicipalityTests {
  private static let plan = """
    commonground: 1
    name: Děčany
    country: CZ
    crs: EPSG:5514
    years: {base: 2023, target: 2035}
    layers:
      districts:
        source: \(cadastre)
        layer: Zsj
        id: Kod
        fields: {name: Nazev}
      buildings:
        source: \(cadastre)
        layer: StavebniObjekt
        id: Kod
        profile: ruian
      landUse:
        source: \(cadastre)
        layer: Parcela
        id: Id
        fields:
          class:
            field: DruhPozemkuKod
            values: {"2": arable, "3": permanentCrops, "4": permanentCrops, "5": urbanGreen, "6": permanentCrops, "7": grassland, "10": forest, "11": water, "13": built}
            otherwise: other
    problem:
      objective: leastCost
      budgets:
        - {name: budget, amount: investment, atMost: 5 MEUR}
      targets:
        - {name: target, amount: co2, atLeast: 30 % of baseline}

    """

  @Test(
    "four settlement units add up to 12,372,590 m², 310 buildings are accounted for, the plan is optimal"
  )
  func decany() throws {
    let folder =
      FileManager.default.temporaryDirectory
      .appending(path: "commonground-\(UUID().uuidString)").path() + "/"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(Self.plan.utf8).write(to: URL(filePath: folder + "plan.yaml"))
    var settings = RunSettings()
    settings.gap = 0
    let outcome = try runPlan(at: folder, into: folder + "out", settings: settings) { _ in }
    #expect(outcome.status == .optimal)

    let data = try Data(contentsOf: URL(filePath: folder + "out/run.json"))
    let record = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let totals = try #require(record["totals"] as? [String: Any])
    #expect(totals["districts"] as? Int == 4)
    let area = try #require(totals["area"] as? Double)
    #expect(abs(area - 12_372_590) <= 1)

    let inputs = try #require(record["inputs"] as? [[String: Any]])
    let buildings = try #require(inputs.first { $0["name"] as? String == "buildings" })
    func count(_ key: String) throws -> Int { try #require(buildings[key] as? Int) }
    #expect(try count("read") == 310)
    #expect(
      try count("polygons") + count("lines") + count("points") + count("missing")
        + count("dropped") == 310)
    #expect(try count("dropped") == 0)
    #expect(try count("polygons") > 200)

    let ledger = try String(
      contentsOf: URL(filePath: folder + "out/municipality.json"), encoding: .utf8)
    #expect(
      ledger.contains("12372590") || ledger.contains("12372589") || ledger.contains("1237259"))
    let closures = try #require(record["closures"] as? [[String: Any]])
    for closure in closures { #expect(closure["holds"] as? Bool == true, "\(closure)") }
  }

  @Test("its 3,172 parcels as units add up to the settlement units, each parcel once")
  func parcels() throws {
    let folder =
      FileManager.default.temporaryDirectory
      .appending(path: "commonground-\(UUID().uuidString)").path() + "/"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let plan = Self.plan.replacingOccurrences(
      of: "problem:\n",
      with: "units: {layer: {source: \(cadastre), layer: Parcela, id: Id}}\nproblem:\n")
    try Data(plan.utf8).write(to: URL(filePath: folder + "plan.yaml"))
    let outcome = try runPlan(at: folder, into: folder + "out", settings: RunSettings()) { _ in }
    #expect(outcome.status == .optimal || outcome.status == .gap)
    let data = try Data(contentsOf: URL(filePath: folder + "out/run.json"))
    let record = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let totals = try #require(record["totals"] as? [String: Any])
    let units = try #require(totals["units"] as? Int)
    #expect(units > 3000 && units < 3400)
    let area = try #require(totals["area"] as? Double)
    #expect(abs(area - 12_372_590) <= 1)
    let closures = try #require(record["closures"] as? [[String: Any]])
    for closure in closures { #expect(closure["holds"] as? Bool == true, "\(closure)") }
  }
}
