import CairoBinding

extension Drawing {
  /// Draws the picture with its upper left corner at the canvas's origin.
  func paint(on canvas: CairoCanvas, _ fonts: TextSetter) throws(CairoError) {
    for mark in marks {
      switch mark {
      case .areas(let outlines, let fill, let line):
        for outline in outlines where !outline.starts.isEmpty {
          trace(outline, isClosed: true, on: canvas)
          if let fill { canvas.fill(Self.colour(fill.colour, fill.alpha), keeping: line != nil) }
          if let line {
            canvas.stroke(Self.colour(line.colour), width: line.width, dashes: line.dashes)
          }
          if fill == nil, line == nil { canvas.forgetPath() }
          if let fill, fill.hatch != .none { paintHatch(of: fill, in: outline, on: canvas) }
        }
      case .lines(let outline, let line):
        trace(outline, isClosed: false, on: canvas)
        canvas.stroke(Self.colour(line.colour), width: line.width, dashes: line.dashes)
      case .text(let text): try paint(text, on: canvas, fonts)
      }
    }
  }

  private func paint(
    _ text: Text, on canvas: CairoCanvas, _ fonts: TextSetter
  ) throws(CairoError) {
    let layout = try fonts.set(text.text, size: text.size, isBold: text.isBold)
    let shift =
      switch text.anchor {
      case .start: 0.0
      case .middle: layout.size.width / 2
      case .end: layout.size.width
      }
    canvas.saving {
      canvas.translate(x: text.x, y: text.y)
      if text.isUpright { canvas.rotate(by: -.pi / 2) }
      canvas.draw(
        layout, x: -shift, y: -layout.baseline, colour: Self.colour(text.colour),
        halo: text.hasHalo ? (Self.colour("#ffffff"), Self.haloWidth) : nil)
    }
  }

  private func trace(_ outline: Outline, isClosed: Bool, on canvas: CairoCanvas) {
    for part in outline.parts {
      for k in part {
        if k == part.lowerBound {
          canvas.move(x: outline.x[k], y: outline.y[k])
        } else {
          canvas.line(x: outline.x[k], y: outline.y[k])
        }
      }
      if isClosed { canvas.close() }
    }
  }

  /// Draws the lines or dots of a hatching over an area; they lie on one grid over the whole picture.
  private func paintHatch(of fill: Fill, in outline: Outline, on canvas: CairoCanvas) {
    let hatch = fill.hatch
    guard let left = outline.x.min(), let right = outline.x.max(), let top = outline.y.min(),
      let bottom = outline.y.max(), right - left > 1, bottom - top > 1
    else { return }
    let step = 7.0
    canvas.saving {
      trace(outline, isClosed: true, on: canvas)
      canvas.clip()
      switch hatch {
      case .none: break
      case .rising:
        for at in stride(
          from: ((left + top) / step).rounded(.down) * step, through: right + bottom, by: step)
        {
          canvas.move(x: at - top, y: top)
          canvas.line(x: at - bottom, y: bottom)
        }
      case .falling:
        for at in stride(
          from: ((left - bottom) / step).rounded(.down) * step, through: right - top, by: step)
        {
          canvas.move(x: at + top, y: top)
          canvas.line(x: at + bottom, y: bottom)
        }
      case .level, .upright, .crossed:
        if hatch != .level {
          for at in stride(
            from: (left / step).rounded(.down) * step + 3.5, through: right, by: step)
          {
            canvas.move(x: at, y: top)
            canvas.line(x: at, y: bottom)
          }
        }
        if hatch != .upright {
          for at in stride(
            from: (top / step).rounded(.down) * step + 3.5, through: bottom, by: step)
          {
            canvas.move(x: left, y: at)
            canvas.line(x: right, y: at)
          }
        }
      case .dotted:
        // A line of no length with a round end is a dot.
        var row = 0
        let half = step / 2
        for y in stride(
          from: (top / step).rounded(.down) * step + half / 2, through: bottom, by: half)
        {
          let first = (left / step).rounded(.down) * step + (row % 2 == 0 ? 0.25 : 0.75) * step
          for x in stride(from: first, through: right, by: step) {
            canvas.move(x: x, y: y)
            canvas.line(x: x, y: y)
          }
          row += 1
        }
      }
      canvas.stroke(Self.colour(fill.hatchColour, 0.6), width: hatch == .dotted ? 1.8 : 0.8)
    }
  }

  /// A colour written as `#rrggbb`.
  static func colour(_ text: String, _ alpha: Double = 1) -> CairoColour {
    let value = Int(text.dropFirst(), radix: 16) ?? 0
    func part(_ shift: Int) -> Double { Double(value >> shift & 255) / 255 }
    return CairoColour(red: part(16), green: part(8), blue: part(0), alpha: alpha)
  }
}
