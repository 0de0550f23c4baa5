/// The colours of the web map, light and dark, each pair of text and ground with a contrast of 4.5 or more (WCAG 2.1, AA).
enum WebMapColours {
  /// A colour of the page: its name in the style sheet, then its values.
  struct Colour {
    var name: String
    var light: String
    var dark: String
  }

  static let all = [
    Colour(name: "paper", light: "#fcfcfa", dark: "#15191c"),
    Colour(name: "ink", light: "#1d2226", dark: "#e8ebec"),
    Colour(name: "soft", light: "#505b63", dark: "#a9b3b9"),
    Colour(name: "line", light: "#c9cfd3", dark: "#414c54"),
    Colour(name: "panel", light: "#f1f3f2", dark: "#1e2428"),
    Colour(name: "accent", light: "#00577a", dark: "#7cc4e4"),
    Colour(name: "on-accent", light: "#ffffff", dark: "#10181c"),
    Colour(name: "warn", light: "#fff3d6", dark: "#3d3112"),
    Colour(name: "warn-ink", light: "#5d4300", dark: "#f3dd9f"),
    // The ground of the map, what has no class, and the frame of controls and swatches.
    Colour(name: "ground", light: "#eef2f3", dark: "#1a2023"),
    Colour(name: "none", light: "#d9dcdd", dark: "#0b0d0f"),
    // What nobody knows anything of.
    Colour(name: "unknown", light: "#fbfbf9", dark: "#39434a"),
    Colour(name: "frame", light: "#68737b", dark: "#8d989f"),
  ]

  /// Texts and the grounds they stand on.
  static let texts = [
    ("ink", "paper"), ("ink", "panel"), ("ink", "ground"), ("soft", "paper"), ("soft", "panel"),
    ("accent", "paper"), ("accent", "panel"), ("on-accent", "accent"), ("warn-ink", "warn"),
  ]
  /// Marks that must be seen to use the page, and their grounds: contrast 3 or more.
  static let marks = [
    ("frame", "paper"), ("frame", "panel"), ("accent", "paper"), ("accent", "panel"),
    ("ink", "none"),
  ]

  /// The style sheet's variables: light, dark by the reader's system, and as the page's own switch says.
  static var css: String {
    let light = all.map { "--\($0.name): \($0.light);" }.joined(separator: " ")
    let dark = all.map { "--\($0.name): \($0.dark);" }.joined(separator: " ")
    return """
      :root { color-scheme: light; \(light) }
      @media (prefers-color-scheme: dark) { :root:not([data-look="light"]) { color-scheme: dark; \(dark) } }
      :root[data-look="dark"] { color-scheme: dark; \(dark) }
      @media print { :root, :root[data-look] { color-scheme: light; \(light) } }
      """
  }
}
