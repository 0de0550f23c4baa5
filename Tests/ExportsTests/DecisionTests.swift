import Exports
import Foundation
import PlanModel
import TestSupport
import Testing

@Suite("What a council reads first")
struct DecisionTests {
  @Test("the main action of a unit is the part with the largest reduction, over all slots")
  func mainAction() throws {
    // Unit 0 has renovation (0.125 t) with a heat pump (0.25 t); the others have roof PV (0.375 t and more).
    let exported = try Exported()
    let units = try exported.json("layers/units.geojson")["features"].array
    let main = units.map { $0["properties"]["main_action"].string }
    #expect(main == ["Heat pump"] + Array(repeating: "Roof PV", count: 5))
  }

  @Test("a unit in which nothing is chosen has no main action")
  func noMainAction() throws {
    var result = MadeUpTown().result
    result.plan.chosen.removeAll { result.options.unit[$0] == 0 }
    let units = try Exported(result).json("layers/units.geojson")["features"].array
    #expect(units[0]["properties"]["main_action"].isNull)
    #expect(units[1]["properties"]["main_action"].string == "Roof PV")
  }

  @Test("page and sheets begin with the decision, what cuts most first")
  func decision() throws {
    let exported = try Exported()
    let words =
      "Planned, the largest cut first: roof PV in 5 areas, heat pump in 3 areas and renovation in 3 areas"
    #expect(try exported.text("municipality.md").contains(words))
    let page = try exported.text("index.html")
    let place = try #require(page.range(of: words)).lowerBound
    #expect(place < (try #require(page.range(of: "<svg"))).lowerBound)
    #expect(try exported.text("districts/north.md").contains("Planned, "))
  }

  @Test("a yearly cost below zero reads as a gain, in the sheet, on the page and in the summary")
  func gain() throws {
    var result = MadeUpTown().result
    let cost = Amount.annualCost.index
    result.options.amounts[cost] = result.options.amounts[cost].map { -abs($0) }
    let exported = try Exported(result)
    for text in [
      try exported.text("municipality.md"), try exported.text("index.html"), summary(of: result),
    ] {
      #expect(text.contains("Yearly gain"))
      #expect(!text.contains("Annualised cost"))
    }
    #expect(summary(of: MadeUpTown().result).contains("Yearly cost"))
  }

  @Test("a rule's price says what a handy step of its limit does, or how much room it leaves")
  func prices() throws {
    let text = "target: 10.9\u{00A0}t CO2e/a (at least 5.20\u{00A0}t CO2e/a); "
    let price =
      "holds with room to spare: 5.68\u{00A0}t CO2e/a more than asked for; in the linear relaxation, which uses it up, with 1 t a year less asked for the plan would cost 85.5\u{00A0}EUR/a less"
    #expect(summary(of: MadeUpTown().result).contains(text + price))
    let rows = try Exported().json("run.json")["rows"].array
    #expect(rows[0]["inWords"].string == text + price)
    #expect(rows[1]["unit"].string == "EUR")
    #expect(rows[1]["inWords"].string?.hasSuffix("unspent") == true)
  }

  @Test(
    "all default numbers stand once, in the municipality's sheet; a district names the doubtful ones"
  )
  func defaults() throws {
    let exported = try Exported()
    let whole = try exported.json("municipality.json")
    let north = try exported.json("districts/north.json")
    #expect(whole["defaults"].array.count == whole["defaultCount"].number.map { Int($0) })
    #expect(north["defaults"].array.allSatisfy { $0["confidence"].string == "low" })
    #expect(!north["defaults"].array.isEmpty)
    #expect(try exported.text("municipality.md").contains("A \\| source"))
    let sheet = try exported.text("districts/north.md")
    #expect(!sheet.contains("A \\| source") && sheet.contains("of low confidence"))
  }

  @Test("the ledger's summary and its full table add up to the same area")
  func ledger() throws {
    let sheet = try Exported().text("districts/north.md")
    #expect(sheet.components(separatedBy: "**200.00**").count == 3)
  }

  @Test("a folder with other files is refused before a long run")
  func destination() throws {
    let folder = try TemporaryFolder()
    try Data("mine".utf8).write(to: URL(filePath: folder.path("letter.txt")))
    #expect(throws: ExportFailure.self) { try checkDestination(folder.path("")) }
    try checkDestination(folder.path("new/deeper"))
    #expect(!FileManager.default.fileExists(atPath: folder.path("new")))
  }
}
