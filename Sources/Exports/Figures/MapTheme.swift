import PlanModel

/// What a map shows: areas, each in a class or in none, and the classes with their look.
struct MapTheme: Sendable {
  /// A line of the legend.
  struct Class: Sendable, Hashable {
    var label: String
    var fill: Drawing.Fill
  }
  /// The file's name without extension.
  var name: String
  var title: String
  /// What is shown, how it is classed, in which unit.
  var note: String
  /// The areas.
  var geometry: GeometryColumn
  /// The class of each area; −1: none of them.
  var place: [Int]
  var classes: [Class]
  /// What an area without class is; nil: it is not drawn.
  var rest: String?
  /// What the ground of the districts is where no area lies on it; nil: areas cover it.
  var ground: String?
  /// The size of each area, m²; what the legend sums.
  var area: [Double]
  /// What one area is called where they are counted: `area`, `district`, `interest`.
  var counted = "area"
  /// Of a graduated theme the least number, the limits between its classes, the greatest number; else empty.
  var limits: [Double] = []

  /// How many areas a class has, and how large they are together in m².
  func extent(of place: Int) -> (count: Int, area: Double) {
    let rows = self.place.indices.filter { self.place[$0] == place }
    return (rows.count, rows.map { area[$0] }.compensatedSum())
  }

  /// The theme with only some of its areas.
  func selecting(_ rows: [Int]) -> MapTheme {
    var theme = self
    theme.geometry = geometry.selecting(rows)
    theme.place = rows.map { place[$0] }
    theme.area = rows.map { area[$0] }
    return theme
  }

  /// The look of a category by its place in the palette, as on the web map and in QGIS.
  static func look(_ place: Int) -> Drawing.Fill {
    let mark = Palette.mark(place)
    return Drawing.Fill(colour: mark.colour, hatch: Drawing.Hatch(rawValue: mark.hatch) ?? .none)
  }

  /// What groups want, and how it is drawn, in figures, in QGIS and on the web: darker than any action, since they lie over those.
  static let stances: [(word: String, title: String, fill: Drawing.Fill)] = [
    ("support", "support", Drawing.Fill(colour: "#1a9850", hatch: .rising, alpha: 0.5)),
    ("oppose", "opposition", Drawing.Fill(colour: "#8b0000", hatch: .falling, alpha: 0.5)),
    ("claim", "claim to the land", Drawing.Fill(colour: "#1b1464", hatch: .dotted, alpha: 0.4)),
    ("", "other", Drawing.Fill(colour: "#555555", hatch: .crossed, alpha: 0.5)),
  ]

  /// Light to dark for more; darkness alone tells the order, so it is read in grey and by any kind of colour vision.
  ///
  /// From Paul Tol's “YlOrBr” scheme (personal.sron.nl/~pault), the last step darker so that neighbours stay apart for every reader.
  static let ramp = ["#fff7bc", "#fec44f", "#ec7014", "#993404", "#401a04"]

  /// A graduated theme: numbers in classes of about equal count.
  static func graduated(
    _ name: String, title: String, note: String, unit: String, values: [Double],
    geometry: GeometryColumn, area: [Double], rest: String, counted: String = "area"
  ) -> MapTheme? {
    let breaks = ClassBreaks(values, most: ramp.count)
    let isShown = values.map { $0 > 0 && $0.isFinite }
    guard isShown.contains(true) else { return nil }
    let labels = breaks.labels(unit)
    // With few classes the outer colours stay, so that the difference is seen.
    let classes = labels.enumerated().map { place, label in
      let colour =
        labels.count == 1
        ? ramp[2] : ramp[place * (ramp.count - 1) / (labels.count - 1)]
      return Class(label: label, fill: Drawing.Fill(colour: colour))
    }
    let shown = zip(values, isShown).filter(\.1).map(\.0)
    var theme = MapTheme(
      name: name, title: title,
      note: labels.count > 1 ? "\(note) Classes of about equal count." : note, geometry: geometry,
      place: zip(values, isShown).map { $1 ? breaks.place(of: $0) : -1 }, classes: classes,
      rest: rest, area: area, counted: counted)
    theme.limits = [shown.min() ?? 0] + breaks.limits + [shown.max() ?? 0]
    return theme
  }
}
