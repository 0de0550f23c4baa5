import Exports
import Foundation
import PlanModel
import TestSupport
import Testing

@Suite("A run without a plan")
struct NoPlanTests {
  private func exported() throws -> Exported {
    try Exported.shared("no plan") {
      var town = MadeUpTown()
      town.isFeasible = false
      return town.result
    }
  }

  @Test("the rules that were to be met are listed, with neither a sum nor a price")
  func rows() throws {
    let exported = try exported()
    for path in ["municipality.md", "municipality.html", "index.html"] {
      let text = try exported.text(path)
      #expect(!text.contains("The plan has no rules"), "\(path)")
      #expect(text.contains("There is no plan. These are the rules"), "\(path)")
      #expect(text.contains("1.50\u{00A0}MEUR"), "\(path)")
    }
    let rows = try exported.json("run.json")["rows"].array
    #expect(rows.map { $0["name"].string } == ["target", "budget", "floor[1]"])
    #expect(rows.allSatisfy { $0["lhs"].isNull && $0["price"].isNull })
    #expect(rows[1]["rhs"].number == 1_500_000)
    #expect(rows[1]["inWords"].string == "budget: at most 1.50\u{00A0}MEUR")
  }

  @Test("what only a plan has is null, not zero")
  func nulls() throws {
    let exported = try exported()
    let totals = try exported.json("run.json")["totals"]
    for key in Amount.allCases.map(\.rawValue) + ["remainingEmissions", "missingReduction"] {
      #expect(totals[key].isNull, "\(key)")
    }
    #expect(totals["baselineEmissions"].number == 13)
    #expect(try exported.json("municipality.json")["target"]["reduction"].isNull)
    #expect(try exported.json("districts/north.json")["totals"]["co2"].isNull)
    let unit = try exported.json("layers/units.geojson")["features"][0]["properties"]
    #expect(unit["co2_t_CO2e_per_a"].isNull && unit["investment_EUR"].isNull)
  }

  @Test("the page says that there is no plan, and no area is shown as decided")
  func page() throws {
    let page = try exported().text("index.html")
    #expect(page.contains(#""decided": false"#) || page.contains(#""decided":false"#))
    #expect(page.contains("There is no plan: the rules cannot all be met. Choose an area"))
    #expect(!page.contains("to see what is planned there"))
    #expect(try Exported().text("index.html").contains("to see what is planned there"))
  }

  @Test("a way out is rounded up, so that what is said is enough")
  func enough() throws {
    var town = MadeUpTown()
    town.isFeasible = false
    var result = town.result
    for (by, words) in [
      (5261.04, "5\u{202F}270"), (5260, "5\u{202F}260"), (1.251, "1.26"), (0.05, "0.0500"),
    ] {
      result.plan.relaxation = [.init(name: "target", by: by)]
      #expect(summary(of: result).contains("lower by \(words)\u{00A0}t CO2e/a"), "\(by)")
    }
  }

  @Test("a way out is the cheapest only where that is proved, and one rule alone cannot be met")
  func wayOut() throws {
    var town = MadeUpTown()
    town.isFeasible = false
    var result = town.result
    #expect(summary(of: result).contains("A way out: "))
    result.plan.relaxationIsCheapest = true
    result.plan.conflict = ["target"]
    let words = summary(of: result)
    #expect(words.contains("The cheapest way out: "))
    #expect(words.contains("This cannot be met: “target”."))
    let certificate = try Exported(result).json("run.json")["certificate"]
    #expect(certificate["relaxationIsCheapest"].number == 1)
    #expect(certificate["conflictInWords"].array.count == 2)
  }
}
