/// What the web map is made of besides the plan: MapLibre GL JS, and the page's own style and scripts.
public struct WebMapParts: Sendable {
  /// MapLibre GL JS.
  public var library: String
  /// Its style sheet.
  public var libraryStyle: String
  /// Its licence, which stands in each page.
  public var licence: String
  /// The page's own style sheet.
  public var style: String
  /// The page's own scripts, in the order they run.
  public var scripts: [String]

  /// Creates the parts from their texts.
  public init(
    library: String, libraryStyle: String, licence: String, style: String, scripts: [String]
  ) {
    self.library = library
    self.libraryStyle = libraryStyle
    self.licence = licence
    self.style = style
    self.scripts = scripts
  }

  /// The names of the page's own files, style first, then the scripts in the order they run.
  public static let ownFiles = [
    "map.css", "archive.js", "words.js", "panel.js", "moved.js", "map.js", "controls.js",
  ]
}
