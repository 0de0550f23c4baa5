import CairoBinding
import PlanModel

/// Bars to the right, one group a row: amounts of named things, side by side where there are several series.
struct BarChart: Sendable {
  /// One number a row.
  struct Series: Sendable {
    var name: String
    var fill: Drawing.Fill
    var values: [Double]
  }
  var title: String
  /// What the numbers are.
  var axis: String
  /// The unit of the numbers.
  var unit: String
  var rows: [String]
  var series: [Series]
  /// Whether the series of a row lie end to end in one bar.
  var isStacked = false
  /// A sentence on what the numbers add up to.
  var total: String

  /// The chart, with the number at the end of each bar.
  func drawing(_ measure: TextMeasure) throws(CairoError) -> Drawing {
    var sheet = try ChartSheet(title: title, summary: summary, measure)
    var wanted = 60.0
    for row in rows { wanted = max(wanted, try measure.width(row, size: 11)) }
    let left = ChartSheet.margin + min(250, wanted) + 10
    if series.count > 1 {
      try sheet.addLegend(series.map { ($0.name, $0.fill) }, left: ChartSheet.margin)
    }
    // Room to the right for the number of the longest bar.
    let right = ChartSheet.width - ChartSheet.margin - 70
    let sums = rows.indices.map { row in series.map { $0.values[row] }.compensatedSum() }
    let scale = ChartScale(
      [0] + (isStacked ? sums : series.flatMap(\.values)), unit: unit, from: left, to: right)
    let top = sheet.top
    let thickness = 14.0
    let lanes = isStacked ? 1 : Double(series.count)
    let pitch = thickness * lanes + 10
    let box = Box(left: left, top: top, right: right, bottom: top + pitch * Double(rows.count) + 4)
    sheet.addHorizontalAxis(scale, title: axis, in: box)
    for (row, name) in rows.enumerated() {
      let begin = top + 6 + pitch * Double(row)
      let lines = try measure.lines(name, size: 11, width: 250)
      let middle = begin + thickness * lanes / 2
      for (number, line) in lines.prefix(2).enumerated() {
        let shift = (Double(number) - Double(min(lines.count, 2) - 1) / 2) * 12
        sheet.drawing.add(
          Drawing.Text(text: line, x: left - 8, y: middle + 4 + shift, size: 11, anchor: .end))
      }
      var reached = CompensatedSum()
      for (position, one) in series.enumerated() {
        let y = begin + (isStacked ? 0 : thickness * Double(position))
        let value = one.values[row]
        let start = isStacked ? reached.value : 0
        reached.add(value)
        let (a, b) = (scale.place(start), scale.place(start + value))
        if value != 0 {
          sheet.drawing.add(
            Box(left: min(a, b), top: y, right: max(a, b), bottom: y + thickness - 2), one.fill,
            Drawing.Line(colour: Drawing.ink, width: 0.6))
        }
        if isStacked, position < series.count - 1 { continue }
        sheet.drawing.add(
          Drawing.Text(
            text: ((isStacked ? sums[row] : value) / scale.shown.factor).aboutThreeDigits,
            x: max(a, b, scale.place(0)) + 5, y: y + thickness - 4, size: 10, hasHalo: true))
      }
    }
    sheet.drawing.height = box.bottom + 46
    return sheet.drawing
  }

  /// Every number in words.
  private var summary: String {
    let lines = rows.enumerated().map { row, name in
      // A part of nothing is no news in a bar of several.
      let told = isStacked ? series.filter { $0.values[row] != 0 } : series
      let parts = told.map { one in
        (series.count > 1 ? "\(one.name) " : "") + ShownUnit.phrase(one.values[row], unit)
      }
      return "\(name): \(parts.joined(separator: ", "))"
    }
    return "\(axis). \(lines.joined(separator: "; ")). \(total)"
  }
}
