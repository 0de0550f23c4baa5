import CairoBinding
import PlanModel

/// The marginal abatement curve: actions by what a tonne costs, each as wide as what it avoids in a year.
struct AbatementCurve: Sendable {
  /// One action over an area.
  struct Step: Sendable, Hashable {
    var name: String
    /// The action's place in the palette, which gives it the look it has on maps.
    var place = 0
    /// Avoided in a year, t CO2e/a.
    var reduction: Double
    /// Levelised net cost over the action's life, EUR per t CO2e.
    var cost: Double
  }
  /// Cheapest first.
  let steps: [Step]
  /// The look of each step.
  var looks: [Drawing.Fill] { steps.map { MapTheme.look($0.place) } }
  private let title: String
  /// Chosen actions that avoid nothing themselves, so that a tonne has no cost.
  let others: [String]

  /// A curve of steps, cheapest first.
  init(steps: [Step], title: String) {
    self.steps = steps
    self.title = title
    others = []
  }

  /// Nil where no chosen action avoids emissions.
  init?(_ area: AreaAccount) {
    guard area.account.isDecided else { return nil }
    let actions = area.account.result.options.actions
    steps = area.lines.compactMap { line in
      levelisedCost(annual: line[.annualCost], co2: line[.co2]).map {
        Step(
          name: actions[line.action].name, place: area.account.looks.mark[line.action],
          reduction: line[.co2], cost: $0)
      }
    }.enumerated().sorted { ($0.element.cost, $0.offset) < ($1.element.cost, $1.offset) }
      .map(\.element)
    if steps.isEmpty { return nil }
    others = area.lines.filter { levelisedCost(annual: $0[.annualCost], co2: $0[.co2]) == nil }
      .map { actions[$0.action].name }
    title = "What a tonne costs by action, \(area.title)"
  }

  /// The width of all steps together, t CO2e/a.
  var reduction: Double { steps.map(\.reduction).compensatedSum() }

  /// The chart: steps with numbers, and the numbers with their actions below.
  func drawing(_ measure: TextMeasure) throws(CairoError) -> Drawing {
    var sheet = try ChartSheet(title: title, summary: summary, measure)
    let box = Box(
      left: 92, top: sheet.top + 6, right: ChartSheet.width - 24, bottom: sheet.top + 276)
    let (low, high) = shownCosts
    let y = ChartScale([0, low, high], unit: "EUR per t CO2e", from: box.bottom, to: box.top)
    let x = ChartScale([0, reduction], unit: "t CO2e/a", from: box.left, to: box.right, parts: 10)
    sheet.addVerticalAxis(y, title: "Net cost", in: box)
    sheet.addHorizontalAxis(x, title: "Reduction, added up", in: box)
    let looks = looks
    var begin = CompensatedSum()
    var numbered: [Box] = []
    // On top of all steps, because a later one may stand where the number of an earlier one goes.
    var numbers: [Drawing.Text] = []
    for (number, step) in steps.enumerated() {
      let left = x.place(begin.value)
      begin.add(step.reduction)
      let right = x.place(begin.value)
      let isCut = step.cost < low || step.cost > high
      let height = y.place(min(max(step.cost, low), high))
      let zero = y.place(0)
      sheet.drawing.add(
        Box(
          left: left, top: min(height, zero), right: max(right, left + 0.5),
          bottom: max(height, zero)),
        looks[number], Drawing.Line(colour: Drawing.ink, width: 0.6))
      let middle = (left + right) / 2
      // Numbers of slim steps would lie over one another: each goes as far from its step as it must.
      let first = step.cost >= 0 ? max(height - 4, box.top + 10) : min(height + 12, box.bottom - 4)
      for row in 0..<5 {
        let base = first + (step.cost >= 0 ? -11.0 : 11) * Double(row)
        let label = Box(left: middle - 7.5, top: base - 10, right: middle + 7.5, bottom: base + 1)
        if numbered.contains(where: label.overlaps) || base < box.top || base > box.bottom {
          continue
        }
        if row > 0 {
          sheet.drawing.add(
            line: [(middle, height), (middle, base)],
            Drawing.Line(colour: Drawing.soft, width: 0.5))
        }
        numbers.append(
          Drawing.Text(
            text: "\(number + 1)\(isCut ? "*" : "")", x: middle, y: base, size: 10, isBold: true,
            anchor: .middle, hasHalo: true))
        numbered.append(label)
        break
      }
    }
    for number in numbers { sheet.drawing.add(number) }
    var rowTop = box.bottom + 54
    var lowest = rowTop
    let columnWidth = (ChartSheet.width - 2 * ChartSheet.margin) / 2
    let half = (steps.count + 1) / 2
    let start = rowTop
    for (number, step) in steps.enumerated() {
      if number == half { rowTop = start }
      let left = ChartSheet.margin + (number < half ? 0 : columnWidth)
      sheet.drawing.add(
        Box(left: left, top: rowTop - 9, right: left + 16, bottom: rowTop + 2),
        looks[number], Drawing.Line(colour: Drawing.ink, width: 0.6))
      let isCut = step.cost < low || step.cost > high
      let words =
        "\(number + 1)\(isCut ? "*" : "") \(step.name): \(ShownUnit.phrase(step.reduction, "t CO2e/a")), \(step.cost.aboutThreeDigits)\u{00A0}EUR\u{00A0}per\u{00A0}t\u{00A0}CO2e"
      for (line, text) in try measure.lines(words, size: 10, width: columnWidth - 30).enumerated() {
        if line > 0 { rowTop += 12 }
        sheet.drawing.add(Drawing.Text(text: text, x: left + 21, y: rowTop, size: 10))
      }
      rowTop += 16
      lowest = max(lowest, rowTop)
    }
    if steps.contains(where: { $0.cost < low || $0.cost > high }) {
      sheet.drawing.add(
        Drawing.Text(
          text: "* beyond the axis, which leaves out costs that would flatten all others",
          x: ChartSheet.margin, y: lowest + 2, size: 10, colour: Drawing.soft))
      lowest += 14
    }
    if !others.isEmpty {
      let words =
        "Chosen as well, but avoiding no emissions themselves: \(others.joined(separator: ", "))."
      for line in try measure.lines(
        words, size: 10, width: ChartSheet.width - 2 * ChartSheet.margin)
      {
        sheet.drawing.add(
          Drawing.Text(
            text: line, x: ChartSheet.margin, y: lowest + 2, size: 10, colour: Drawing.soft))
        lowest += 14
      }
    }
    sheet.drawing.height = lowest + 8
    return sheet.drawing
  }

  /// The costs that the axis reaches: all, but for those that few tonnes have and that would flatten the rest.
  ///
  /// The axis reaches at least the cost of 98 % of the reduction on each side; beyond that up to three times as far.
  var shownCosts: (low: Double, high: Double) {
    func edge(_ costs: [(cost: Double, reduction: Double)]) -> Double {
      var left = 0.98 * costs.map(\.reduction).compensatedSum()
      var reached = 0.0
      for (cost, reduction) in costs where left > 0 {
        reached = cost
        left -= reduction
      }
      let most = costs.last?.cost ?? 0
      return most <= 3 * reached ? most : reached * 1.2
    }
    let above = steps.filter { $0.cost > 0 }.map { ($0.cost, $0.reduction) }
    let below = steps.filter { $0.cost < 0 }.reversed().map { (-$0.cost, $0.reduction) }
    return (-edge(below), edge(above))
  }

  private var summary: String {
    let list = steps.map {
      "\($0.name): \(ShownUnit.phrase($0.reduction, "t CO2e/a")) at \($0.cost.aboutThreeDigits) EUR per t CO2e"
    }.joined(separator: "; ")
    return
      "Actions from the cheapest to the dearest tonne. \(list). Together \(ShownUnit.phrase(reduction, "t CO2e/a"))."
  }
}
