import Exports
import Foundation
import PlanModel
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct TradeOffChartTests {
  private var chart: TradeOffChart {
    var chart = TradeOffChart(
      title: "Annualised cost by \"budget\" & more", summary: "Cost falls <from> 3 to 1.",
      horizontal: .init(title: "Limit of budget", unit: "EUR"),
      vertical: .init(title: "Annualised cost", unit: "EUR/a"),
      points: [(2_000_000, 300), (5_000_000, 200), (8_000_000, 150)])
    chart.missing = [1_000_000]
    chart.current = (4_000_000, 230)
    return chart
  }

  @Test("the chart is well-formed, has a title and a description, and words for every point")
  func wellFormed() throws {
    let svg = chart.svg
    let parser = XMLParser(data: Data(svg.utf8))
    #expect(parser.parse())
    #expect(
      svg.contains("<title id=\"title\">Annualised cost by &quot;budget&quot; &amp; more</title>"))
    #expect(svg.contains("<desc id=\"desc\">Cost falls &lt;from&gt; 3 to 1.</desc>"))
    #expect(svg.components(separatedBy: "<circle").count == 4)
    #expect(svg.contains("No plan at"))
    #expect(svg.contains("The plan of today: Limit of budget 4.00\u{00A0}MEUR"))
    #expect(svg.contains("prefers-color-scheme: dark"))
  }

  @Test("a long title goes on in a second line, and every note stands below in full")
  func longTexts() throws {
    var chart = chart
    chart.title =
      "Annualised cost, less the worth of voices followed by investment budget of the municipality"
    chart.notes = [
      "Every point is proved to 0.1 % of its value.",
      String(repeating: "made-up geometry ", count: 12),
    ]
    let svg = chart.svg
    #expect(XMLParser(data: Data(svg.utf8)).parse())
    let heads = svg.components(separatedBy: "class=\"head\"").count - 1
    let feet = svg.components(separatedBy: "class=\"foot\"").count - 1
    #expect(heads == 2 && feet == 3)
    #expect(svg.contains("the municipality</text>") && svg.contains("0.1 % of its value.</text>"))
    #expect(svg.components(separatedBy: "made-up").count == 13)
  }

  @Test("ticks are round numbers in a unit that people use")
  func ticks() {
    let svg = chart.svg
    #expect(svg.contains("Limit of budget, MEUR"))
    for tick in 0...8 where tick % 2 == 0 { #expect(svg.contains(">\(tick)</text>")) }
    for tick in ["150", "200", "250", "300"] { #expect(svg.contains(">\(tick)</text>")) }
  }

  @Test("a chart of one point, of none and of equal numbers is drawn as well")
  func few() {
    for points in [[], [(1.0, 1.0)], [(0.0, 0.0), (0, 0)], [(1e-9, 5e12), (2e-9, 5e12)]] {
      var few = chart
      few.points = points
      few.missing = []
      few.current = nil
      #expect(XMLParser(data: Data(few.svg.utf8)).parse())
      #expect(!few.svg.contains("NaN"))
    }
  }

  @Test("a table has one line a point, and gaps where no plan is")
  func table() {
    let plan = TradeOffPoint(
      status: .gap, objective: 7.5, bound: 7, gap: 0.5 / 7.5, sums: [4], changed: 2, chosen: [1])
    let none = TradeOffPoint(
      status: .infeasible, objective: .nan, bound: .nan, gap: .nan, sums: [], chosen: [])
    let curve = Sweep(
      row: "a", current: 4, rowNames: ["a"],
      points: [.init(rhs: 4, plan: plan, price: 0.5), .init(rhs: 5, plan: none, price: .nan)])
    #expect(
      sweepCSV(curve, rowUnit: "ha", objectiveUnit: "EUR/a").components(separatedBy: "\r\n") == [
        "rhs,rhsUnit,status,objective,bound,objectiveUnit,gap,price,changed,sum of a",
        "4,ha,gap,7.5,7,EUR/a,0.0666666666667,0.5,2,4", "5,ha,infeasible,,,EUR/a,,,,", "",
      ])
    let frontier = Frontier(
      amount: "co2", moreIsBetter: true, rowNames: ["a"],
      points: [.init(plan: plan, amount: 3, weight: .infinity)], isComplete: true)
    #expect(frontierCSV(frontier).contains("co2,3,,gap,7.5,,0.0666666666667,,2,4"))
  }

  @Test("several files are written all or none")
  func files() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "commonground-\(UUID().uuidString)").path()
    try writeWholeFiles([("a.csv", "1"), ("b.svg", "2")], into: folder + "/deep")
    try writeWholeFiles([("a.csv", "3")], into: folder + "/deep")
    #expect(try String(contentsOfFile: folder + "/deep/a.csv", encoding: .utf8) == "3")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder + "/deep").sorted() == [
        "a.csv", "b.svg",
      ])
    // A folder of the name stands in the way.
    try FileManager.default.createDirectory(
      atPath: folder + "/deep/c.csv/x", withIntermediateDirectories: true)
    #expect(throws: ExportFailure.self) {
      try writeWholeFiles([("c.csv", "1")], into: folder + "/deep")
    }
    #expect(throws: ExportFailure.self) {
      try writeWholeFiles([("a.csv", "4")], into: folder + "/deep/a.csv")
    }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder + "/deep").sorted() == [
        "a.csv", "b.svg", "c.csv",
      ])
  }
}
