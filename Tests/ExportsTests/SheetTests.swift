import Exports
import Foundation
import PlanModel
import TestSupport
import Testing

@Suite("Sheets and run record")
struct SheetTests {
  private let districts = ["north", "south", "east"]

  @Test("the districts' totals add up to the municipality's, for every amount")
  func totalsAddUp() throws {
    let exported = try Exported()
    let whole = try exported.json("municipality.json")
    let parts = try districts.map { try exported.json("districts/\($0).json") }
    for amount in Amount.allCases {
      let sum = parts.compactMap { $0["totals"][amount.rawValue].number }.reduce(0, +)
      #expect(whole["totals"][amount.rawValue].number == sum)
      #expect(try exported.json("run.json")["totals"][amount.rawValue].number == sum)
    }
    #expect(whole["totals"]["investment"].number == 1_087_500)
    for key in ["area", "population", "baselineEmissions", "contestedArea"] {
      let sum = parts.compactMap { $0[key].number }.reduce(0, +)
      #expect(whole[key].number == sum, "\(key)")
    }
  }

  @Test("the actions of a sheet add up to its totals, each effect booked once")
  func actionsAddUp() throws {
    let exported = try Exported()
    for sheet in districts.map({ "districts/\($0)" }) + ["municipality"] {
      let json = try exported.json("\(sheet).json")
      for amount in Amount.allCases {
        let sum = json["actions"].array.compactMap { $0[amount.rawValue].number }.reduce(0, +)
        #expect(
          abs(sum - (json["totals"][amount.rawValue].number ?? .nan)) < 1e-9, "\(sheet) \(amount)")
      }
    }
  }

  @Test("the ledger of every sheet adds up to its area")
  func ledgerAddsUp() throws {
    let exported = try Exported()
    for sheet in districts.map({ "districts/\($0)" }) + ["municipality"] {
      let json = try exported.json("\(sheet).json")
      #expect(json["ledger"].array.count == 3)
      let sum = json["ledger"].array.compactMap { $0["area"].number }.reduce(0, +)
      #expect(sum == json["area"].number)
    }
    #expect(try exported.json("municipality.json")["outside"]["landUse"].number == 25)
  }

  @Test("cost per tonne is labelled: per yearly tonne, or levelised over the lifetime")
  func costPerTonne() throws {
    let exported = try Exported()
    // PV: 37,500 EUR and −150 EUR/a for 0.375 t a year, whatever the size.
    let pv = try exported.json("municipality.json")["actions"].array.first {
      $0["id"].string == "roof-pv"
    }
    #expect(pv?["investmentPerYearlyTonne"].number == 100_000)
    #expect(pv?["levelisedCostPerTonne"].number == -400)
    for path in ["municipality.md", "districts/south.html"] {
      let text = try exported.text(path)
      #expect(text.contains("Investment per yearly tonne, EUR per (t CO2e/a)"))
      #expect(text.contains("Levelised net cost over the lifetime, EUR per t CO2e"))
      #expect(!text.contains("EUR/t"))
    }
  }

  @Test("the remaining gap to the target is shown, not filled")
  func gap() throws {
    var result = MadeUpTown().result
    result.description.problem.rows[0].limit = .shareOfBaseline(0.9)
    let json = try Exported(result).json("municipality.json")["target"]
    #expect(json["baseline"].number == 13)
    #expect(json["askedReduction"].number == 11.7)
    #expect(json["reduction"].number == 10.875)
    #expect(abs((json["missingReduction"].number ?? 0) - 0.825) < 1e-12)
    #expect(summary(of: result).contains("are missing"))
  }

  @Test("the certificate says in words what no plan can beat")
  func certificate() throws {
    let exported = try Exported()
    let certificate = try exported.json("run.json")["certificate"]
    #expect(certificate["status"].string == "gap")
    #expect(certificate["sense"].string == "minimise")
    #expect(certificate["objective"].number == 3750)
    #expect(certificate["gap"].number == 0.0005)
    let words = "No plan that keeps the rules can cost less than 3\u{202F}748\u{00A0}EUR/a"
    #expect(try exported.text("municipality.md").contains(words))
    #expect(try exported.text("index.html").contains("at most 0.05 % above that"))
    #expect(summary(of: MadeUpTown().result).contains(words))
  }

  @Test("a reason names the runner-up and how much worse it is")
  func reasons() throws {
    let sheet = try Exported().text("districts/north.md")
    #expect(
      sheet.contains(
        "the runner-up, Roof PV, is 12\u{202F}300\u{00A0}EUR/a worse at the plan's prices."))
    #expect(sheet.contains("fixed by a decision already taken (council 2021)"))
    #expect(try Exported().text("districts/east.md").contains("is as good at the plan's prices"))
    #expect(try Exported().text("districts/east.md").contains("at the prices alone, "))
  }

  @Test(
    "choices that could be others at the same worth are counted by pair, apart from close decisions"
  )
  func ties() throws {
    var result = MadeUpTown().result
    for position in result.plan.reasons.indices where result.plan.reasons[position].chosen < 0 {
      result.plan.reasons[position].margin = 0
    }
    // In all areas but the first the second slot is chosen alone, or both are.
    let idle = result.plan.reasons.filter { $0.chosen < 0 && $0.slot == 0 }.map(\.unit)
    try #require(idle.count > 1)
    let sheet = try Exported(result).text("municipality.md")
    let start = try #require(sheet.range(of: "Where another choice is as good: the two may be"))
    let names = idle.prefix(5).map { result.units.ids[Int($0)] }.joined(separator: ", ")
    #expect(
      sheet[start.upperBound...].contains("| nothing | Renovation | \(idle.count) | \(names) |"))
    let close = sheet.range(of: "The closest other decisions")?.lowerBound ?? sheet.endIndex
    #expect(!sheet[close...].contains("is as good at the plan's prices"))
    #expect(try !Exported().text("municipality.md").contains("Where another choice is as good"))
  }

  @Test("the run record holds what the contract promises, and is the text of the function")
  func runRecord() throws {
    let exported = try Exported()
    let record = try exported.json("run.json")
    #expect(record["version"].string == "0.1.0")
    #expect(record["inputs"][0]["name"].string == "districts")
    #expect(record["crs"]["definition"].string == "EPSG:3794")
    #expect(record["seed"].number == 1)
    #expect(record["defaults"][0]["source"].string == "A | source")
    #expect(
      record["rows"].array.map { $0["name"].string } == [
        "target", "budget", "floor[0]", "floor[1]", "floor[2]",
      ])
    #expect(record["rows"][0]["price"].number == 85.5)
    #expect(record["rows"][1]["sense"].string == "<=")
    #expect(record["timings"]["read"].number == 0.25)
    #expect(record["peakMemory"].number == 123_456_789)
    #expect(record["diagnostics"].array.count == 2)
    #expect(record["closures"][0]["holds"].number == 1)
    #expect(
      try exported.text("run.json")
        == runRecordText(of: MadeUpTown().result, written: exported.files))
    let machine = JSON(
      try JSONSerialization.jsonObject(with: Data(summaryJSON(of: MadeUpTown().result).utf8)))
    #expect(machine["certificate"]["status"].string == "gap")
    #expect(machine["diagnostics"]["warning"].number == 1)
  }

  @Test("a plan that cannot be met still gives sheets, and names the conflict and the way out")
  func infeasible() throws {
    var town = MadeUpTown()
    town.isFeasible = false
    let exported = try Exported(town)
    let run = try exported.json("run.json")
    #expect(run["certificate"]["status"].string == "infeasible")
    #expect(run["certificate"]["objective"].isNull)
    #expect(run["certificate"]["relaxation"][0]["by"].number == 1.25)
    let page = try exported.text("index.html")
    for words in ["“target”", "“floor: South”", "lift the decision “council 2021”"] {
      #expect(page.contains(words))
      #expect(summary(of: town.result).contains(words))
    }
    #expect(page.contains("lower by 1.25\u{00A0}t CO2e/a what is asked by"))
    let sheet = try exported.text("districts/south.md")
    #expect(sheet.contains("## Building stock") && sheet.contains("## Area ledger"))
    #expect(!sheet.contains("NaN") && !page.contains("NaN"))
    #expect(readCSV(try exported.text("actions.csv")).count == 1)
  }

  @Test("a town without buildings has sheets of zeros and no division by them")
  func noBuildings() throws {
    var town = MadeUpTown()
    town.hasBuildings = false
    let exported = try Exported(town)
    for path in ["municipality.md", "index.html", "municipality.json", "districts/north.html"] {
      let text = try exported.text(path)
      #expect(!text.contains("NaN") && !text.contains("inf %"), "\(path)")
    }
  }

  @Test("the notice stands on every page, sheet and table")
  func notice() throws {
    let exported = try Exported()
    // Of files that are no text, the tools tell: the notice of the spreadsheet is on its first sheet, of the PDF pages on
    // their first page, that of tiles in what they say of themselves. An image is drawn as the SVG file of its name.
    for file in exported.files
    where ![".gpkg", ".qgz", ".xlsx", ".pdf", ".png", ".pmtiles"].contains(
      where: file.path.hasSuffix)
    {
      #expect(
        try exported.text(file.path).contains("The geometry of this town is made up."),
        "\(file.path)")
    }
  }

  @Test("numbers for people have thin thousands and no more digits than they deserve")
  func peopleNumbers() throws {
    let sheet = try Exported().text("municipality.md")
    #expect(sheet.contains("1.09\u{00A0}MEUR"))
    #expect(sheet.contains("1\u{202F}087\u{202F}500"))
  }
}
