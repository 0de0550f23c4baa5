import PlanModel
import TestSupport
import Testing

@testable import Exports

@Suite("Charts")
struct ChartDrawingTests {
  private let account = PlanAccount(MadeUpTown().result)
  private var areas: [AreaAccount] {
    [AreaAccount(.municipality, of: account)]
      + (0..<3).map { AreaAccount(.district($0), of: account) }
  }

  private func isClose(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-9 * max(1, abs(b)) }

  @Test("the bars add up to the sheets' totals")
  func totals() throws {
    for area in areas {
      let energy = try #require(EnergyChart(area)?.chart)
      let path = EnergyPath(area)
      #expect(isClose(energy.series[0].values.compensatedSum(), path.today))
      #expect(isClose(energy.series[1].values.compensatedSum(), path.withPlan))
      let payers = try #require(PayerChart(area)?.chart)
      #expect(isClose(payers.series[0].values.compensatedSum(), area.sum(.investment)))
      let ledger = try #require(LedgerChart(area)?.chart)
      #expect(isClose(ledger.series.flatMap(\.values).compensatedSum(), area.area))
      let curve = try #require(AbatementCurve(area))
      #expect(isClose(curve.reduction, area.sum(.co2)))
      let emissions = try #require(EmissionPathChart(area))
      #expect(emissions.points.first?.emissions == area.baseline)
      #expect(isClose(emissions.points.last?.emissions ?? .nan, area.baseline - area.sum(.co2)))
    }
  }

  @Test("the target stands in the municipality's path, and 13 t less 40 % are 7.8 t")
  func target() throws {
    let path = try #require(EmissionPathChart(areas[0]))
    #expect(isClose(path.allowed ?? .nan, 7.8))
    #expect(path.points.map(\.year) == [2020, 2030])
    // A district has no target of its own.
    #expect(EmissionPathChart(areas[1])?.allowed == nil)
  }

  @Test(
    "steps of the abatement curve go from the cheapest tonne to the dearest; each is drawn as wide as its tonnes"
  )
  func curve() throws {
    let curve = try #require(AbatementCurve(areas[0]))
    #expect(curve.steps.map(\.cost) == curve.steps.map(\.cost).sorted())
    // Roof PV gains 150 EUR/a for 0.375 t.
    #expect(curve.steps.first?.name == "Roof PV" && isClose(curve.steps[0].cost, -400))
    let drawing = try curve.drawing(TextMeasure())
    let looks = curve.looks
    var widths: [Double] = []
    for case .areas(let outlines, let fill?, _?) in drawing.marks.dropFirst()
    where widths.count < looks.count && fill == looks[widths.count] {
      widths.append(outlines[0].x[1] - outlines[0].x[0])
    }
    #expect(widths.count == curve.steps.count)
    for (width, step) in zip(widths, curve.steps) {
      #expect(abs(width / widths.reduce(0, +) - step.reduction / curve.reduction) < 0.01)
    }
  }

  @Test("a cost that few tonnes have does not flatten the others")
  func outlier() throws {
    let curve = AbatementCurve(
      steps: [
        .init(name: "a", reduction: 50, cost: 10), .init(name: "b", reduction: 49.5, cost: 20),
        .init(name: "c", reduction: 0.5, cost: 9000),
      ], title: "t")
    #expect(curve.shownCosts.low == 0 && curve.shownCosts.high == 24)
    let drawing = try curve.drawing(TextMeasure())
    let texts = drawing.marks.map { if case .text(let text) = $0 { text.text } else { "" } }
    #expect(texts.contains { $0.hasPrefix("3* c") } && texts.contains { $0.hasPrefix("* beyond") })
  }

  @Test("slim steps have their numbers too, one above the other")
  func slim() throws {
    let steps = (0..<9).map { step in
      AbatementCurve.Step(
        name: "a\(step)", place: step, reduction: step == 0 ? 991 : 1,
        cost: 10 + Double(step) / 10)
    }
    let drawing = try AbatementCurve(steps: steps, title: "t").drawing(TextMeasure())
    var numbers: [Drawing.Text] = []
    for case .text(let text) in drawing.marks where text.isBold && text.hasHalo {
      numbers.append(text)
    }
    #expect(Set(numbers.map(\.text)).isSuperset(of: ["1", "2", "3", "4", "5"]))
    for (place, a) in numbers.enumerated() {
      for b in numbers.dropFirst(place + 1) {
        #expect(abs(a.x - b.x) >= 15 || abs(a.y - b.y) >= 11, "\(a.text) and \(b.text)")
      }
    }
  }

  @Test("the description tells every number of a chart")
  func descriptions() throws {
    let measure = try TextMeasure()
    let energy = try #require(EnergyChart(areas[0])).chart.drawing(measure)
    #expect(
      energy.summary.contains("Natural gas: today 50.0\u{00A0}MWh/a")
        || energy.summary.contains("50.0\u{00A0}MWh/a"))
    #expect(energy.title == "Final energy by carrier, Made-up Town")
    for figure in try Figure.charts(of: areas[0], path: "", measure) {
      #expect(figure.drawing.height > 100 && figure.drawing.summary.count > 40)
      for case .text(let text) in figure.drawing.marks {
        #expect(text.x >= 0 && text.x <= figure.drawing.width, "\(text.text)")
        #expect(text.y >= 0 && text.y <= figure.drawing.height, "\(text.text)")
      }
    }
  }

  @Test("without a plan there are no charts of one")
  func noPlan() throws {
    var town = MadeUpTown()
    town.isFeasible = false
    let area = AreaAccount(.municipality, of: PlanAccount(town.result))
    #expect(
      AbatementCurve(area) == nil && PayerChart(area) == nil && EmissionPathChart(area) == nil)
    #expect(EnergyChart(area)?.chart.series.count == 1)
  }
}
