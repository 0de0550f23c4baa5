import CPangoCairo

/// What is drawn on: the pages of a PDF file, or an image in memory whose pixels can be had.
///
/// A canvas is confined to the worker that made it. The origin is the upper left corner, y grows downwards; a unit is a
/// point (1/72 inch) on pages and a pixel divided by the scale in images. The same calls give the same bytes.
@safe
public final class CairoCanvas {
  private let surface: OpaquePointer
  let context: OpaquePointer

  /// An image of white paper.
  ///
  /// - Parameters:
  ///   - width: The width, in units.
  ///   - height: The height, in units.
  ///   - scale: Pixels a unit.
  /// - Throws: `CairoError` where the image is too large or there is no memory.
  public convenience init(imageOf width: Double, by height: Double, scale: Double)
    throws(CairoError)
  {
    let surface = unsafe cairo_image_surface_create(
      CAIRO_FORMAT_RGB24, Int32((width * scale).rounded(.up)), Int32((height * scale).rounded(.up)))
    try unsafe self.init(adopting: surface, from: "cairo_image_surface_create")
    unsafe cairo_scale(context, scale, scale)
    unsafe cairo_set_source_rgb(context, 1, 1, 1)
    unsafe cairo_paint(context)
  }

  /// A PDF file.
  ///
  /// - Parameters:
  ///   - path: Where it is written.
  ///   - width: The width of a page, in points.
  ///   - height: The height of a page, in points.
  /// - Throws: `CairoError` where nothing may be written there.
  public convenience init(
    pdf path: String, width: Double, height: Double
  ) throws(CairoError) {
    let surface = unsafe cairo_pdf_surface_create(path, width, height)
    try unsafe self.init(adopting: surface, from: "cairo_pdf_surface_create")
    unsafe cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5)
  }

  private init(adopting surface: OpaquePointer?, from function: StaticString) throws(CairoError) {
    // Cairo gives an object in the state of error where it cannot make one, never nothing.
    guard let surface = unsafe surface else { throw CairoError(function: function, message: "") }
    let status = unsafe cairo_surface_status(surface)
    guard status == CAIRO_STATUS_SUCCESS, let context = unsafe cairo_create(surface) else {
      unsafe cairo_surface_destroy(surface)
      throw CairoError(function: function, message: Self.message(status))
    }
    unsafe self.surface = surface
    unsafe self.context = context
    // Outlines as designed, so that a text is as wide in an image as on a page.
    let options = unsafe cairo_font_options_create()
    unsafe cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    unsafe cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    unsafe cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    unsafe cairo_set_font_options(context, options)
    unsafe cairo_font_options_destroy(options)
  }

  deinit {
    unsafe cairo_destroy(context)
    unsafe cairo_surface_destroy(surface)
  }

  private static func message(_ status: cairo_status_t) -> String {
    guard let text = unsafe cairo_status_to_string(status) else { return "" }
    return unsafe String(cString: text)
  }

  /// What a PDF file says of itself; the date of making is fixed, so that the same pages give the same bytes.
  public func describe(title: String, subject: String, creator: String) {
    unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
    unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, subject)
    unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, creator)
    unsafe cairo_pdf_surface_set_metadata(
      surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z")
  }

  /// Adds a place to the outline that readers of PDF show beside the pages.
  ///
  /// - Parameters:
  ///   - name: The text of the entry.
  ///   - y: Where it is on this page, in points.
  public func addOutline(_ name: String, y: Double) {
    // Positions in the attributes are read with a point as decimal mark; whole points need none.
    let place = "page=\(page) pos=[0 \(Int(y))]"
    _ = unsafe cairo_pdf_surface_add_outline(
      surface, CAIRO_PDF_OUTLINE_ROOT, name, place, cairo_pdf_outline_flags_t(0))
  }

  private var page = 1

  /// Ends a page and begins the next.
  public func beginNextPage() {
    unsafe cairo_show_page(context)
    page += 1
  }

  /// Ends the file.
  ///
  /// - Throws: `CairoError` where any call since the beginning failed, or the disk is full.
  public func finish() throws(CairoError) {
    let drawn = unsafe cairo_status(context)
    unsafe cairo_surface_finish(surface)
    let written = unsafe cairo_surface_status(surface)
    for (status, function) in [
      (drawn, "cairo_status" as StaticString), (written, "cairo_surface_finish"),
    ]
    where status != CAIRO_STATUS_SUCCESS {
      throw CairoError(function: function, message: Self.message(status))
    }
  }

  /// The pixels of an image as `0xRRGGBB`, row by row from the top, and how many stand in a row.
  ///
  /// - Throws: `CairoError` where a call before failed, or this is no image.
  public func pixels() throws(CairoError) -> (columns: Int, colours: [UInt32]) {
    let drawn = unsafe cairo_status(context)
    guard drawn == CAIRO_STATUS_SUCCESS else {
      throw CairoError(function: "cairo_status", message: Self.message(drawn))
    }
    unsafe cairo_surface_flush(surface)
    let columns = Int(unsafe cairo_image_surface_get_width(surface))
    let rows = Int(unsafe cairo_image_surface_get_height(surface))
    let stride = Int(unsafe cairo_image_surface_get_stride(surface))
    guard let bytes = unsafe cairo_image_surface_get_data(surface) else {
      throw CairoError(function: "cairo_image_surface_get_data", message: "no image")
    }
    var colours: [UInt32] = []
    colours.reserveCapacity(columns * rows)
    for row in 0..<rows {
      // A row begins at a multiple of four bytes; the upper byte of a pixel is not used.
      let start = unsafe UnsafeRawPointer(bytes + row * stride)
      for column in 0..<columns {
        colours.append(unsafe start.load(fromByteOffset: 4 * column, as: UInt32.self) & 0xFF_FFFF)
      }
    }
    return (columns, colours)
  }

  /// The version of cairo.
  public static var version: String {
    guard let text = unsafe cairo_version_string() else { return "" }
    return unsafe String(cString: text)
  }
}
