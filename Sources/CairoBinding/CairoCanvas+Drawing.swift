import CPangoCairo

extension CairoCanvas {
  /// Draws with what `body` changes of place, scale and clip, and then takes it back.
  public func saving(_ body: () -> Void) {
    unsafe cairo_save(context)
    body()
    unsafe cairo_restore(context)
  }

  /// Moves the origin.
  public func translate(x: Double, y: Double) { unsafe cairo_translate(context, x, y) }

  /// Makes a unit larger or smaller.
  public func scale(by factor: Double) { unsafe cairo_scale(context, factor, factor) }

  /// Turns what is drawn after, clockwise, by an angle in radians.
  public func rotate(by angle: Double) { unsafe cairo_rotate(context, angle) }

  /// Begins a line or outline at a point.
  public func move(x: Double, y: Double) { unsafe cairo_move_to(context, x, y) }

  /// Goes on to a point in a straight line.
  public func line(x: Double, y: Double) { unsafe cairo_line_to(context, x, y) }

  /// Goes back to where the outline began.
  public func close() { unsafe cairo_close_path(context) }

  /// Draws only inside the outlines from here on, holes left out; ends the outlines.
  public func clip() {
    unsafe cairo_set_fill_rule(context, CAIRO_FILL_RULE_EVEN_ODD)
    unsafe cairo_clip(context)
  }

  /// Fills the outlines, holes left out.
  ///
  /// - Parameter keeping: Whether the outlines are there for another call.
  public func fill(_ colour: CairoColour, keeping: Bool) {
    use(colour)
    unsafe cairo_set_fill_rule(context, CAIRO_FILL_RULE_EVEN_ODD)
    if keeping { unsafe cairo_fill_preserve(context) } else { unsafe cairo_fill(context) }
  }

  /// Draws the lines and ends them.
  ///
  /// - Parameters:
  ///   - width: The width, in units.
  ///   - dashes: The lengths of dashes and gaps in turn, in units; empty for a line without gaps.
  public func stroke(_ colour: CairoColour, width: Double, dashes: [Double] = []) {
    use(colour)
    unsafe cairo_set_line_width(context, width)
    unsafe cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
    unsafe cairo_set_line_cap(context, dashes.isEmpty ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT)
    unsafe cairo_set_dash(context, dashes, Int32(dashes.count), 0)
    unsafe cairo_stroke(context)
  }

  /// Forgets outlines and lines.
  public func forgetPath() { unsafe cairo_new_path(context) }

  func use(_ colour: CairoColour) {
    unsafe cairo_set_source_rgba(context, colour.red, colour.green, colour.blue, colour.alpha)
  }

  /// Draws a text with its upper left corner at a point.
  ///
  /// - Parameter halo: A colour around the letters and its width to each side, in units, so that it is read on any ground.
  public func draw(
    _ text: TextLayout, x: Double, y: Double, colour: CairoColour,
    halo: (colour: CairoColour, width: Double)? = nil
  ) {
    if let halo {
      unsafe cairo_move_to(context, x, y)
      unsafe pango_cairo_layout_path(context, text.layout)
      stroke(halo.colour, width: 2 * halo.width)
    }
    unsafe cairo_move_to(context, x, y)
    use(colour)
    unsafe pango_cairo_show_layout(context, text.layout)
    unsafe cairo_new_path(context)
  }

  /// Marks what `body` draws as a part of the page's text, for who has it read aloud.
  ///
  /// - Parameter tag: A standard structure type of PDF: `H1`, `P`, `Table`, `TR`, `TD`, `Figure`.
  public func tagged(_ tag: String, _ body: () -> Void) {
    unsafe cairo_tag_begin(context, tag, nil)
    body()
    unsafe cairo_tag_end(context, tag)
  }
}
