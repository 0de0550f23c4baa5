import CairoBinding

/// What all charts share: paper of one width, a title, room for a legend, axes with ticks, rules and units.
struct ChartSheet {
  static let width = 760.0
  static let margin = 16.0
  let measure: TextMeasure
  var drawing: Drawing
  /// Where the next thing below the title begins.
  var top: Double

  /// Begins a chart with its title.
  init(title: String, summary: String, _ measure: TextMeasure) throws(CairoError) {
    self.measure = measure
    drawing = Drawing(width: Self.width, height: 0, title: title, summary: summary)
    top = Self.margin + 14
    for line in try measure.lines(
      title, size: 15, isBold: true, width: Self.width - 2 * Self.margin)
    {
      drawing.add(Drawing.Text(text: line, x: Self.margin, y: top, size: 15, isBold: true))
      top += 20
    }
  }

  /// Adds a line of looks with their words.
  mutating func addLegend(_ entries: [(String, Drawing.Fill)], left: Double) throws(CairoError) {
    var x = left
    for (words, fill) in entries {
      let width = try measure.width(words, size: 11)
      if x + 26 + width > Self.width - Self.margin, x > left {
        x = left
        top += 18
      }
      drawing.add(
        Box(left: x, top: top - 10, right: x + 20, bottom: top + 2), fill,
        Drawing.Line(colour: Drawing.ink, width: 0.6))
      drawing.add(Drawing.Text(text: words, x: x + 26, y: top, size: 11))
      x += 26 + width + 20
    }
    top += 14
  }

  /// Adds upright rules and numbers of a horizontal axis, and its title below.
  mutating func addHorizontalAxis(
    _ scale: ChartScale, title: String, in box: Box
  ) {
    for tick in scale.ticks {
      let x = scale.place(tick: tick)
      guard x >= box.left - 0.5, x <= box.right + 0.5 else { continue }
      drawing.add(
        line: [(x, box.top), (x, box.bottom)],
        Drawing.Line(colour: tick == 0 ? Drawing.ink : Drawing.rule, width: tick == 0 ? 1 : 0.7))
      drawing.add(
        Drawing.Text(
          text: scale.label(tick), x: x, y: box.bottom + 15, size: 10.5, anchor: .middle,
          colour: Drawing.soft))
    }
    drawing.add(
      Drawing.Text(
        text: scale.title(title), x: (box.left + box.right) / 2, y: box.bottom + 33, size: 11.5,
        anchor: .middle))
  }

  /// Adds level rules and numbers of a vertical axis, and its title beside.
  mutating func addVerticalAxis(
    _ scale: ChartScale, title: String, in box: Box
  ) {
    for tick in scale.ticks {
      let y = scale.place(tick: tick)
      drawing.add(
        line: [(box.left, y), (box.right, y)],
        Drawing.Line(colour: tick == 0 ? Drawing.ink : Drawing.rule, width: tick == 0 ? 1 : 0.7))
      drawing.add(
        Drawing.Text(
          text: scale.label(tick), x: box.left - 7, y: y + 4, size: 10.5, anchor: .end,
          colour: Drawing.soft))
    }
    drawing.add(
      Drawing.Text(
        text: scale.title(title), x: Self.margin + 10, y: (box.top + box.bottom) / 2, size: 11.5,
        anchor: .middle, isUpright: true))
  }
}

extension Drawing {
  /// Adds a sentence below all that is drawn.
  mutating func addFoot(_ text: String, _ measure: TextMeasure) throws(CairoError) {
    let lines = try measure.lines(
      text, size: 10, isBold: true, width: width - 2 * ChartSheet.margin)
    for line in lines {
      add(
        Text(
          text: line, x: ChartSheet.margin, y: height + 6, size: 10, isBold: true,
          colour: Self.soft))
      height += 14
    }
    if !lines.isEmpty { height += 2 }
  }
}
