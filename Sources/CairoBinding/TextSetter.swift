import CPangoCairo

/// The fonts of the machine, for one worker: makes texts that can be measured and drawn.
///
/// Fonts are those that fontconfig finds; what the family lacks is taken from others, so every script is set for which
/// there is a font. Not `Sendable`, and neither is anything made from it.
@safe
public final class TextSetter {
  private let map: UnsafeMutablePointer<PangoFontMap>
  private let context: OpaquePointer
  /// The font family.
  public let family: String

  /// Finds the fonts; costs some milliseconds, so make one a worker.
  ///
  /// - Throws: `CairoError` where there is no font at all.
  public init(family: String) throws(CairoError) {
    // A map of its own, because the default one is shared within a thread and never freed.
    guard let map = unsafe pango_cairo_font_map_new() else {
      throw CairoError(function: "pango_cairo_font_map_new", message: "")
    }
    guard let context = unsafe pango_font_map_create_context(map) else {
      unsafe g_object_unref(map)
      throw CairoError(function: "pango_font_map_create_context", message: "")
    }
    unsafe self.map = map
    unsafe self.context = context
    self.family = family
    let options = unsafe cairo_font_options_create()
    unsafe cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    unsafe cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    unsafe pango_cairo_context_set_font_options(context, options)
    unsafe cairo_font_options_destroy(options)
    unsafe pango_context_set_round_glyph_positions(context, 0)
  }

  deinit {
    unsafe g_object_unref(UnsafeMutableRawPointer(context))
    unsafe g_object_unref(map)
  }

  /// Sets a text.
  ///
  /// - Parameters:
  ///   - size: The height of the font, in units.
  ///   - width: Where lines are broken, in units; nil: nowhere but at line feeds.
  public func set(
    _ text: String, size: Double, isBold: Bool = false, width: Double? = nil
  ) throws(CairoError) -> TextLayout {
    guard let layout = unsafe pango_layout_new(context) else {
      throw CairoError(function: "pango_layout_new", message: "")
    }
    let font = unsafe pango_font_description_new()
    unsafe pango_font_description_set_family(font, family)
    // Absolute, so that no resolution of a screen comes in.
    unsafe pango_font_description_set_absolute_size(font, size * Double(PANGO_SCALE))
    if isBold { unsafe pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD) }
    unsafe pango_layout_set_font_description(layout, font)
    unsafe pango_font_description_free(font)
    // Letters that no text may hold end a C string or a document.
    let clean = String(
      String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 && $0 != "\n" ? " " : $0 })
    )
    unsafe pango_layout_set_text(layout, clean, -1)
    if let width {
      unsafe pango_layout_set_width(layout, Int32(max(1, width * Double(PANGO_SCALE))))
      unsafe pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
    }
    return unsafe TextLayout(adopting: layout)
  }
}

/// A text that is set: it has a size and can be drawn.
@safe
public final class TextLayout {
  let layout: OpaquePointer

  @unsafe
  init(adopting layout: OpaquePointer) { unsafe self.layout = layout }

  deinit { unsafe g_object_unref(UnsafeMutableRawPointer(layout)) }

  /// Width and height, in units.
  public var size: (width: Double, height: Double) {
    var width: Int32 = 0
    var height: Int32 = 0
    unsafe pango_layout_get_size(layout, &width, &height)
    return (Double(width) / Double(PANGO_SCALE), Double(height) / Double(PANGO_SCALE))
  }

  /// How far the base line of the first line lies below the top, in units.
  public var baseline: Double {
    unsafe Double(pango_layout_get_baseline(layout)) / Double(PANGO_SCALE)
  }

  /// How many letters the fonts of the machine lack.
  public var missingGlyphs: Int { Int(unsafe pango_layout_get_unknown_glyphs_count(layout)) }

  /// Sets each line against the right margin of the width that lines are broken at.
  public func alignRight() { unsafe pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT) }

  /// The text of each line, as it is broken.
  public var lines: [String] {
    guard let text = unsafe pango_layout_get_text(layout) else { return [] }
    let bytes = unsafe Array(UnsafeBufferPointer(start: text, count: strlen(text)))
    let count = unsafe pango_layout_get_line_count(layout)
    return (0..<count).compactMap { number in
      guard let line = unsafe pango_layout_get_line_readonly(layout, number) else { return nil }
      let start = unsafe Int(line.pointee.start_index)
      let end = unsafe start + Int(line.pointee.length)
      return String(decoding: bytes[start..<end].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }
}
