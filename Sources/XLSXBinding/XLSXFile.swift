import CXLSXWriter

/// A spreadsheet in the making, written as Office Open XML (`.xlsx`) by libxlsxwriter.
///
/// Rows and columns are counted from 0. The same calls give the same bytes: the time in the document's properties is
/// fixed, and libxlsxwriter writes 1980-01-01 into the zip archive.
///
/// A class, because the sheets and styles are owned by the book and their numbers mean something in it only; it stays in
/// the function that made it.
@safe
public final class XLSXFile {
  private var book: UnsafeMutablePointer<lxw_workbook>?
  private var sheets: [UnsafeMutablePointer<lxw_worksheet>] = unsafe []
  private var formats: [XLSXStyle: UnsafeMutablePointer<lxw_format>] = unsafe [:]

  /// Starts a book without sheets; the file is written when the book is closed.
  ///
  /// - Parameter title: The title in the document's properties.
  public init(at path: String, title: String) throws(XLSXError) {
    guard let book = unsafe workbook_new(path) else { throw XLSXError(function: "workbook_new") }
    unsafe self.book = book
    // 2000-01-01T00:00:00Z: a file that depends on the clock could not be compared with another.
    let result = unsafe title.withCString { title in
      var properties = unsafe lxw_doc_properties()
      // Safe: the library copies the text before the call returns.
      unsafe properties.title = UnsafeMutablePointer(mutating: title)
      unsafe properties.created = 946_684_800
      return unsafe workbook_set_properties(book, &properties)
    }
    try Self.check(result, "workbook_set_properties")
  }

  // A book that was closed has been freed by that call.
  deinit { if let book = unsafe book { unsafe lxw_workbook_free(book) } }

  /// The most letters that the name of a sheet may have.
  public static let longestName = 31

  /// Adds a sheet and gives its number.
  ///
  /// - Throws: `XLSXError` where the name is taken, empty, too long, or has one of `[]:*?/\`.
  public func addSheet(named name: String) throws(XLSXError) -> Int {
    let book = unsafe open
    // libxlsxwriter 1.1.4 takes an empty name, with which spreadsheets want to repair the file.
    guard !name.isEmpty else {
      throw XLSXError(function: "workbook_validate_sheet_name", message: "The name is empty.")
    }
    try Self.check(
      unsafe workbook_validate_sheet_name(book, name), "workbook_validate_sheet_name")
    guard let sheet = unsafe workbook_add_worksheet(book, name) else {
      throw XLSXError(function: "workbook_add_worksheet")
    }
    unsafe sheets.append(sheet)
    return unsafe sheets.count - 1
  }

  /// Writes text, be it one that looks like a formula.
  ///
  /// - Throws: `XLSXError` where the text is longer than 32,767 letters.
  public func write(
    _ text: String, row: Int, column: Int, of sheet: Int, as style: XLSXStyle
  ) throws(XLSXError) {
    let format = try unsafe format(style)
    let result =
      text.isEmpty
      ? unsafe worksheet_write_blank(sheets[sheet], UInt32(row), UInt16(column), format)
      : unsafe worksheet_write_string(sheets[sheet], UInt32(row), UInt16(column), text, format)
    try Self.check(result, "worksheet_write_string")
  }

  /// Writes a finite number.
  public func write(
    _ number: Double, row: Int, column: Int, of sheet: Int, as style: XLSXStyle
  ) throws(XLSXError) {
    precondition(number.isFinite, "a spreadsheet has no word for a number that is not finite")
    let format = try unsafe format(style)
    try Self.check(
      unsafe worksheet_write_number(sheets[sheet], UInt32(row), UInt16(column), number, format),
      "worksheet_write_number")
  }

  /// Writes a formula with the value that it has, so that it can be read without computing.
  ///
  /// - Parameter formula: The formula with its `=`, in the English words of spreadsheets, for example `=SUM(B5:B9)`.
  public func write(
    formula: String, value: Double, row: Int, column: Int, of sheet: Int, as style: XLSXStyle
  ) throws(XLSXError) {
    precondition(value.isFinite, "a spreadsheet has no word for a number that is not finite")
    let format = try unsafe format(style)
    try Self.check(
      unsafe worksheet_write_formula_num(
        sheets[sheet], UInt32(row), UInt16(column), formula, format, value),
      "worksheet_write_formula_num")
  }

  /// Sets the width of a column, in letters.
  public func setWidth(_ width: Double, column: Int, of sheet: Int) throws(XLSXError) {
    try Self.check(
      unsafe worksheet_set_column(sheets[sheet], UInt16(column), UInt16(column), width, nil),
      "worksheet_set_column")
  }

  /// Sets the height of a row, in points.
  public func setHeight(_ height: Double, row: Int, of sheet: Int) throws(XLSXError) {
    try Self.check(
      unsafe worksheet_set_row(sheets[sheet], UInt32(row), height, nil), "worksheet_set_row")
  }

  /// Lets a sheet be printed across on A4.
  ///
  /// - Parameters:
  ///   - pages: How many pages its columns take.
  ///   - first: How many columns from the left stand on every page; 0: none.
  public func printAcross(_ sheet: Int, pages: Int, repeatingFirst first: Int) {
    unsafe worksheet_set_landscape(sheets[sheet])
    // A4, by its number in the specification.
    unsafe worksheet_set_paper(sheets[sheet], 9)
    unsafe worksheet_fit_to_pages(sheets[sheet], UInt16(pages), 0)
    if first > 0 { _ = unsafe worksheet_repeat_columns(sheets[sheet], 0, UInt16(first - 1)) }
  }

  /// Writes the file and ends the book.
  ///
  /// - Throws: `XLSXError` where the file cannot be written.
  public func close() throws(XLSXError) {
    let book = unsafe open
    // Whatever comes of it, the library frees the book.
    unsafe self.book = nil
    try Self.check(unsafe workbook_close(book), "workbook_close")
  }

  private var open: UnsafeMutablePointer<lxw_workbook> {
    guard let book = unsafe book else { preconditionFailure("the spreadsheet is closed") }
    return unsafe book
  }

  /// The format of a style, made once; the library owns it.
  private func format(_ style: XLSXStyle) throws(XLSXError) -> UnsafeMutablePointer<lxw_format> {
    if let known = unsafe formats[style] { return unsafe known }
    guard let format = unsafe workbook_add_format(open) else {
      throw XLSXError(function: "workbook_add_format")
    }
    if let code = style.numberFormat { unsafe format_set_num_format(format, code) }
    if let color = style.background { unsafe format_set_bg_color(format, color) }
    if let color = style.color { unsafe format_set_font_color(format, color) }
    if style.isBold { unsafe format_set_bold(format) }
    if style.isItalic { unsafe format_set_italic(format) }
    if style.hasBorder {
      unsafe format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue))
      unsafe format_set_border_color(format, 0xBFBFBF)
    }
    if style.wraps { unsafe format_set_text_wrap(format) }
    if let size = style.size { unsafe format_set_font_size(format, size) }
    unsafe format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    unsafe formats[style] = format
    return unsafe format
  }

  private static func check(_ result: lxw_error, _ function: StaticString) throws(XLSXError) {
    guard result != LXW_NO_ERROR else { return }
    let message = unsafe lxw_strerror(result).map { unsafe String(cString: $0) } ?? ""
    throw XLSXError(function: function, message: message)
  }
}
