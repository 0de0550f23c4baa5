/// How a cell looks.
public struct XLSXStyle: Sendable, Hashable {
  /// How a number is shown, in the spreadsheet's own code, for example `#,##0.0`; nil: as it comes.
  public var numberFormat: String?
  /// The colour behind the text as `0xRRGGBB`; nil: none.
  public var background: UInt32?
  /// The colour of the text as `0xRRGGBB`; nil: black.
  public var color: UInt32?
  /// Whether the text is bold.
  public var isBold = false
  /// Whether the text is italic.
  public var isItalic = false
  /// Whether a thin line is drawn around the cell.
  public var hasBorder = false
  /// Whether long text goes on in further lines of the cell.
  public var wraps = false
  /// The size of the letters in points; nil: the spreadsheet's.
  public var size: Double?

  /// Creates the style of a plain cell.
  public init() {}
}
