/// How the polygons of a layer are drawn, whatever program draws them.
struct MapDrawing {
  /// What decides on a feature's symbol.
  enum Rule {
    /// One symbol for all.
    case single(MapSymbol)
    /// A symbol for each value of a field.
    case categories(field: String, [MapClass])
    /// A symbol for each range of a number; a limit between two belongs to both, and the first counts.
    case ranges(of: MapMeasure, [MapRange])
  }
  var rule: Rule
  var label: MapLabel?

  init(_ rule: Rule, label: MapLabel? = nil) {
    self.rule = rule
    self.label = label
  }

  /// A symbol for each value of a field.
  static func categories(
    _ field: String, _ classes: [MapClass], label: MapLabel? = nil
  ) -> MapDrawing {
    MapDrawing(.categories(field: field, classes), label: label)
  }

  /// A symbol for each range of a field.
  static func ranges(_ field: String, _ ranges: [MapRange]) -> MapDrawing {
    MapDrawing(.ranges(of: MapMeasure(field), ranges))
  }

  /// The fields that decide on what is drawn.
  var fields: [String] {
    let label = label.map { [$0.field] } ?? []
    switch rule {
    case .single: return label
    case .categories(let field, _): return [field] + label
    case .ranges(let measure, _):
      return [measure.field] + (measure.divisor.map { [$0] } ?? []) + label
    }
  }
}

/// A number that a map shows: a field, or a field by another, in a unit of its own.
struct MapMeasure: Sendable, Hashable {
  var field: String
  /// The field that it is divided by; nil: it stands as it is.
  var divisor: String?
  /// What the number is multiplied by.
  var factor = 1.0

  init(_ field: String) { self.field = field }

  /// A field of amounts by hectare.
  ///
  /// - Parameter factor: What an amount is multiplied by first, for example 0.001 from kWh to MWh.
  static func perHectare(_ field: String, times factor: Double = 1) -> MapMeasure {
    var measure = MapMeasure(field)
    measure.divisor = "area_m2"
    measure.factor = 10_000 * factor
    return measure
  }
}

/// One value of a field and how it is drawn; the empty value stands for all that no other class names.
struct MapClass {
  var value: String
  var label: String
  var symbol: MapSymbol
}

/// One range of a field and how it is drawn.
struct MapRange {
  var lower: Double
  var upper: Double
  var label: String
  var symbol: MapSymbol
  /// Whether it stands for what has no number too.
  var holdsMissing = false
}

/// The features that a map shows: those with one value of a field.
struct MapFilter: Sendable, Hashable {
  var field: String
  var value: String
}

/// How a polygon is drawn: a ground, stripes over it, a border.
struct MapSymbol {
  /// The ground as `#rrggbb`; nil: there is none.
  var ground: String?
  /// How opaque the ground is, from 0 to 1.
  var opacity = 1.0
  /// 0 none, 1 and 2 stripes, 3 stripes that lie flat.
  var hatch = 0
  /// The border as `#rrggbb`; nil: there is none.
  var border: String?
  /// How opaque the border is, from 0 to 1.
  var borderOpacity = 1.0
  /// In mm on paper.
  var borderWidth = 0.2

  /// A filled polygon.
  static func fill(
    _ colour: String, hatch: Int = 0, alpha: Double = 1, outline: String? = "#ffffff"
  ) -> MapSymbol {
    MapSymbol(
      ground: colour, opacity: alpha, hatch: hatch, border: outline, borderOpacity: 0.8)
  }

  /// A polygon that is only a border.
  static func outline(_ colour: String, width: Double) -> MapSymbol {
    MapSymbol(ground: nil, border: colour, borderWidth: width)
  }
}

/// What is written in a polygon.
struct MapLabel {
  var field: String
  /// In points.
  var size: Int
  /// It is left out at smaller scales than 1 to this number.
  var closerThan: Int
  /// The field and the values of it with which a feature is not labelled.
  var unless: (field: String, values: [String])?
}
