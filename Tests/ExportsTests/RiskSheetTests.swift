import Exports
import Foundation
import PlanModel
import TestSupport
import Testing

@Suite("Risk and vulnerability in sheets and tables")
struct RiskSheetTests {
  /// The town with a flood in the north at two levels; the south's dwellings are too few to tell.
  private var result: PlanResult {
    var result = MadeUpTown().result
    var high = HazardExposure(hazard: .flood, level: .high)
    (high.area, high.people) = ([10_000, 0, 0, 10_000], [40, 0, 0, 40])
    (high.buildings, high.floorArea) = ([2, 0, 0, 2], [300, 0, 0, 300])
    var low = high
    low.level = .low
    (low.area, low.people) = ([20_000, 0, 0, 20_000], [10, 0, 0, 10])
    result.climateRisk = ClimateRisk(
      exposures: [high, low],
      risks: [
        HazardRisk(hazard: .flood, index: [0.43, 0, 0, 0.12], level: [.high, nil, nil, .moderate])
      ], vulnerability: [1, 1.5, 1, 1], rule: "This is the rule of risk.")
    var proxy = VulnerabilityProxy(usesIncome: true, rule: "A vulnerability proxy.")
    proxy.costPerDwelling = [2000, nil, 1500, 1800]
    proxy.costShare = [0.1, nil, 0.04, 0.06]
    proxy.ratio = [2.5, nil, 1, 1.5]
    proxy.oldShare = [0.8, nil, 0.2, 0.5]
    proxy.doubleBurden = [nil, nil, nil, nil]
    proxy.flag = [1, nil, 0, nil]
    result.vulnerability = proxy
    return result
  }

  @Test("a sheet tells what is exposed at which level, the class and the rule; one without says so")
  func sheets() throws {
    let exported = try Exported(result)
    let north = try exported.text("districts/north.md")
    #expect(north.contains("## Climate risk"))
    #expect(
      north.contains("Flood (the Covenant's “Floods &amp; sea-level rise”): risk high, index 0.430")
    )
    #expect(north.contains("This is the rule of risk."))
    let south = try exported.text("districts/south.md")
    #expect(south.contains("None of the plan's hazards reaches here."))
  }

  @Test("the proxy flags, withholds and is named a proxy")
  func proxy() throws {
    let exported = try Exported(result)
    let north = try exported.text("districts/north.md")
    #expect(north.contains("## Vulnerability proxy"))
    #expect(north.contains("This district stands out by the vulnerability proxy."))
    #expect(north.contains("**10.0\u{00A0}%**"))
    let south = try exported.text("districts/south.md")
    #expect(south.contains("Too few dwellings are known here"))
    #expect(!south.contains("Modelled energy cost"))
    let east = try exported.text("districts/east.md")
    #expect(east.contains("does not stand out"))
    let whole = try exported.text("municipality.md")
    #expect(whole.contains("These districts stand out: "))
  }

  @Test("risk.csv has the levels of each district and of the whole, and is in the record")
  func table() throws {
    let exported = try Exported(result)
    let rows = readCSV(try exported.text("risk.csv"))
    #expect(rows.count == 1 + 4 * 2)
    #expect(rows[1].prefix(5) == ["north", rows[1][1], "flood", "Floods & sea-level rise", "High"])
    #expect(Array(rows[1][5...11]) == ["10000", "40", "2", "300", "1", "0.43", "high"])
    #expect(rows[3][0] == "south" && rows[3][11] == "none" && rows[3][9] == "1.5")
    #expect(rows[7][0] == "" && rows[7][11] == "moderate")
    let files = try exported.json("run.json")["files"].array.compactMap(\.string)
    #expect(files.contains("risk.csv"))
    #expect(Set(files) == Set(exported.files.map(\.path)))
  }

  @Test("without risk and dwellings there are no such sections")
  func none() throws {
    let exported = try Exported()
    let sheet = try exported.text("municipality.md")
    #expect(!sheet.contains("Climate risk") && !sheet.contains("Vulnerability proxy"))
    #expect(!exported.files.contains { $0.path == "risk.csv" })
  }
}
