import CairoBinding
import PlanModel

/// Emissions from the base year to the target year: with the plan, without it, and what the target allows.
struct EmissionPathChart: Sendable {
  /// Emissions at the end of a year, t CO2e/a.
  struct Point: Sendable, Hashable {
    var year: Int
    var emissions: Double
  }
  /// Base year, end of each phase, target year.
  let points: [Point]
  /// What the target allows; nil where the plan has none, t CO2e/a.
  let allowed: Double?
  private let title: String

  /// Nil where there is no plan.
  init?(_ area: AreaAccount) {
    let account = area.account
    guard account.isDecided, area.baseline > 0 else { return nil }
    let description = account.result.description
    var points = [Point(year: description.baseYear, emissions: area.baseline)]
    let phases = account.phaseLines(of: area.options)
    var reduced = CompensatedSum()
    for line in phases {
      reduced.add(line[.co2])
      if line.phase.last > points[points.count - 1].year {
        points.append(Point(year: line.phase.last, emissions: area.baseline - reduced.value))
      }
    }
    let end = area.baseline - area.sum(.co2)
    if points[points.count - 1].year < description.targetYear {
      points.append(Point(year: description.targetYear, emissions: end))
    }
    self.points = points
    let gap = TargetGap(account)
    allowed = area.id == nil ? gap.asked.map { gap.baseline - $0 } : nil
    title = "Emissions on the way to the target, \(area.title)"
  }

  /// The chart.
  func drawing(_ measure: TextMeasure) throws(CairoError) -> Drawing {
    var sheet = try ChartSheet(title: title, summary: summary, measure)
    let box = Box(
      left: 92, top: sheet.top + 10, right: ChartSheet.width - 40, bottom: sheet.top + 280)
    let unit = "t CO2e/a"
    let y = ChartScale(
      [0] + points.map(\.emissions) + (allowed.map { [$0] } ?? []), unit: unit, from: box.bottom,
      to: box.top)
    sheet.addVerticalAxis(y, title: "Emissions", in: box)
    let first = points[0]
    let last = points[points.count - 1]
    let span = Double(max(1, last.year - first.year))
    func x(_ year: Int) -> Double {
      box.left + 20 + Double(year - first.year) / span * (box.width - 60)
    }
    // Without the plan nothing changes: the baseline is a statement on the base year, not a forecast.
    let before = y.place(first.emissions)
    sheet.drawing.add(
      line: [(x(first.year), before), (x(last.year), before)],
      Drawing.Line(colour: Drawing.soft, width: 1.4, dashes: [2, 4]))
    sheet.drawing.add(
      Drawing.Text(
        text: "as in \(first.year)", x: x(last.year), y: before - 6, size: 11, anchor: .end,
        colour: Drawing.soft, hasHalo: true))
    if let allowed {
      let level = y.place(allowed)
      sheet.drawing.add(
        line: [(box.left, level), (box.right, level)],
        Drawing.Line(colour: "#882255", width: 1.6, dashes: [8, 4]))
      sheet.drawing.add(
        Drawing.Text(
          text: "target: \(ShownUnit.phrase(allowed, unit))", x: box.left + 6, y: level + 14,
          size: 11, colour: "#882255", hasHalo: true))
    }
    sheet.drawing.add(
      line: points.map { (x($0.year), y.place($0.emissions)) },
      Drawing.Line(colour: "#00577a", width: 2.5))
    for point in points {
      let place = (x: x(point.year), y: y.place(point.emissions))
      sheet.drawing.add(
        Box(left: place.x - 4, top: place.y - 4, right: place.x + 4, bottom: place.y + 4),
        Drawing.Fill(colour: "#00577a"))
      sheet.drawing.add(
        Drawing.Text(
          text: "\(point.year)", x: place.x, y: box.bottom + 16, size: 10.5, anchor: .middle,
          colour: Drawing.soft))
      if point.year != first.year {
        sheet.drawing.add(
          Drawing.Text(
            text: (point.emissions / y.shown.factor).aboutThreeDigits, x: place.x, y: place.y - 9,
            size: 11, isBold: true, anchor: .middle, hasHalo: true))
      }
    }
    sheet.drawing.add(
      Drawing.Text(
        text: "Year", x: (box.left + box.right) / 2, y: box.bottom + 33, size: 11.5,
        anchor: .middle))
    sheet.drawing.height = box.bottom + 46
    return sheet.drawing
  }

  private var summary: String {
    let path = points.map { "\($0.year): \(ShownUnit.phrase($0.emissions, "t CO2e/a"))" }
      .joined(separator: "; ")
    let target = allowed.map { " The target allows \(ShownUnit.phrase($0, "t CO2e/a"))." } ?? ""
    return "Emissions with the plan, \(path).\(target)"
  }
}
