import Exports
import Foundation
import PlanModel
import TestSupport
import Testing

@Suite("Numbers that a reader holds against each other")
struct ReconciliationTests {
  @Test("emissions are each rounded by themselves, so that no two documents of a run differ")
  func rounding() throws {
    var result = MadeUpTown().result
    result.baselineEmissions[3] = 19_144.4
    result.description.problem.rows[0].limit = .amount(7657.76)
    let exported = try Exported(result)
    let sheet = try exported.text("municipality.md")
    // 19,144.40 − 7,657.76 = 11,486.64, though a reader who subtracts finds 11,486.
    for line in ["19\u{202F}144\u{00A0}t", "7\u{202F}658\u{00A0}t", "11\u{202F}487\u{00A0}t"] {
      #expect(sheet.contains(line), "\(line)")
    }
    #expect(sheet.contains("Each number is rounded by itself."))
    let remaining = try #require(
      try exported.json("run.json")["totals"]["remainingEmissions"].number)
    let shown = Int(remaining.rounded())
    #expect(
      sheet.contains(
        "Emissions that remain: **\(shown / 1000)\u{202F}\(shown % 1000)\u{00A0}t CO2e/a**"),
      "\(remaining)")
  }

  @Test("a floor that is met many times over says so, and no share of a million percent")
  func reach() throws {
    var result = MadeUpTown().result
    func row(_ lhs: Double, _ sense: RowSense, _ rhs: Double) -> Plan.RowResult {
      .init(name: "budget", lhs: lhs, sense: sense, rhs: rhs, price: 0)
    }
    result.plan.rows = [
      row(19_555_716, .atLeast, 1000), row(1_050, .atLeast, 1000), row(3400, .atLeast, 1000),
      row(500, .atMost, 1000),
    ]
    let sheet = try Exported(result).text("municipality.md")
    #expect(!sheet.contains("571.6 %"))
    for words in ["| met |", "| 105.0 % |", "| met 3.40 times over |", "| 50.0 % |"] {
      #expect(sheet.contains(words), "\(words)")
    }
  }

  @Test(
    "records without a place and buildings outside are two numbers, bridged to the records read")
  func outside() throws {
    var result = MadeUpTown().result
    // The building without geometry lies in no district; the sums count it with the one outside.
    result.buildingDistrict[3] = -1
    result.outsideStock[.buildings, .residential, 0] = 2
    result.outsideStock[.emissions, .residential, 0] = 5.2
    result.municipalStock[.buildings, .residential, 0] = 2
    let exported = try Exported(result)
    let outside = try exported.json("municipality.json")["outside"]
    #expect(outside["buildings"].number == 1 && outside["buildingsWithoutPlace"].number == 1)
    #expect(abs((outside["emissions"].number ?? 0) - 2.6) < 1e-9)
    #expect(outside["emissionsWithoutPlace"].number == 2.6)
    let bridge =
      "6 buildings read: 4 in districts, which count, 1 outside all districts, 1 without a place."
    #expect(try exported.text("municipality.md").contains(bridge))
    #expect(summary(of: result).contains(bridge))
  }

  @Test(
    "the way from today's energy and emissions to what remains is laid out, and its steps add up")
  func energyPath() throws {
    let sheet = try Exported().text("municipality.md")
    #expect(sheet.contains("From today to the plan") && sheet.contains("Energy saved by the plan"))
    #expect(sheet.contains("Emissions with the plan"))
    let remaining = try #require(
      sheet.split(separator: "\n").first { $0.hasPrefix("| Emissions that remain | – | – |") })
    // 13 t less the 10.875 t of the plan.
    #expect(remaining.contains("2.1"), "\(remaining)")
  }

  @Test(
    "what is planned on an interest is told with its stance; a sliver of an interest is nothing")
  func interests() throws {
    var result = MadeUpTown().result
    result.interests?.layer.fields[2].column = .text(TextColumn(["pump", "wind"]))
    let exported = try Exported(result)
    let sheet = try exported.text("districts/north.md")
    #expect(sheet.contains("Bird watchers: Planned here: heat pump (opposed)."))
    #expect(
      try exported.json("districts/north.json")["interests"][0]["planned"][0].string == "heat-pump")
    result.interests?.districtArea = [[250_000, 3.22, 0], [250_000, 0, 0]]
    result.interests?.conflictArea = [125_000, 3.22, 0]
    let other = try Exported(result)
    let south = try other.text("districts/south.md")
    #expect(south.contains("Nobody has claimed, supported or opposed anything here."))
    result.interests?.conflictArea = [3.22, 0, 0]
    let north = try Exported(result).text("districts/north.md")
    #expect(north.contains("Support and opposition do not meet here."))
    #expect(try other.json("districts/south.json")["contestedArea"].number == 3.22)
  }

  @Test("published numbers show no rounding of sums")
  func twelveDigits() throws {
    var result = MadeUpTown().result
    result.emissionFactors[Carrier.naturalGas.index] = 0.000_230_999_999_999_999_98
    result.districtStock.population[0] = 3793.000_000_000_000_5
    let exported = try Exported(result)
    #expect(try exported.text("run.json").contains("0.000231"))
    #expect(try !exported.text("run.json").contains("999999"))
    #expect(try exported.text("districts/north.json").contains("\"population\": 3793,"))
  }

  @Test("an action keeps its colour when others are no longer chosen")
  func colours() throws {
    var result = MadeUpTown().result
    let pv = "#dec553"
    #expect(try Exported(result).text("index.html").contains("data-u=\"1\" fill=\"\(pv)\""))
    // Without the heat pump of unit 0, roof PV is the only main action.
    result.plan.chosen.removeAll { result.options.unit[$0] == 0 }
    #expect(try Exported(result).text("index.html").contains("data-u=\"1\" fill=\"\(pv)\""))
  }

  @Test("counts on the map are whole, one is a person, and less than a building is parts of some")
  func counts() throws {
    let page = try Exported().text("index.html")
    #expect(page.contains(#"counted(unit[7], "person", "people")"#))
    #expect(page.contains("parts of buildings"))
  }
}
