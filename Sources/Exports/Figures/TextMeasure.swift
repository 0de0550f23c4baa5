import CairoBinding

/// How large texts are in the font of our pictures; for one worker.
///
/// A reader's program may set SVG in another font: the family asked for is among the wide ones, so that a text with another
/// is seldom wider than measured here.
final class TextMeasure {
  let fonts: TextSetter

  init() throws(CairoError) { fonts = try TextSetter(family: Drawing.font) }

  /// The width of a line, in pixels.
  func width(_ text: String, size: Double, isBold: Bool = false) throws(CairoError) -> Double {
    try fonts.set(text, size: size, isBold: isBold).size.width
  }

  /// The lines that a text is broken into.
  func lines(
    _ text: String, size: Double, isBold: Bool = false, width: Double
  ) throws(CairoError) -> [String] {
    try fonts.set(text, size: size, isBold: isBold, width: width).lines
      .map { line in String(line.reversed().drop { $0 == " " }.reversed()) }
  }
}
