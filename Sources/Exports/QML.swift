import PlanModel

/// Styles in QGIS's XML, for polygons.
///
/// QGIS before 3.26 reads `prop`, later versions read `Option`; with both, every version is served.
enum QML {
  /// A style as QGIS keeps it in a GeoPackage or beside a file.
  static func document(
    of style: MapStyles.Style, ofPoints: Bool, titles: [FieldTitle]
  ) -> String {
    let isLabelled = style.drawing.label != nil
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
      + "<qgis version=\"3.22.0\" styleCategories=\"Symbology|Labeling|Fields|Forms\""
      + " labelsEnabled=\"\(isLabelled ? 1 : 0)\">"
      + body(of: style.drawing, only: style.only, ofPoints: ofPoints)
      + (style.isDefault ? fields(titles) : "") + "</qgis>"
  }

  /// The symbols and labels, as they stand in a style and in a layer of a project.
  ///
  /// - Parameter only: The features that are drawn at all; a layer of a project holds no others.
  static func body(
    of drawing: MapDrawing, only: MapFilter? = nil, ofPoints: Bool
  ) -> String {
    renderer(drawing.rule, only, ofPoints) + (drawing.label.map(labelling) ?? "")
  }

  /// What stands for a missing value where only some features are drawn: a class of the empty value would draw the others too.
  private static let missing = "unknown"

  private static func renderer(
    _ rule: MapDrawing.Rule, _ only: MapFilter?, _ ofPoints: Bool
  ) -> String {
    switch rule {
    case .single(let symbol):
      return renderer("type=\"singleSymbol\"", "", [symbol], ofPoints)
    case .categories(let field, let classes):
      let marks = classes.enumerated().map { place, mark in
        let value = only != nil && mark.value.isEmpty ? missing : mark.value
        return "<category render=\"true\" symbol=\"\(place)\" value=\"\(escaped(value))\""
          + " label=\"\(escaped(mark.label))\"/>"
      }
      let decisive =
        only.map {
          "CASE WHEN \(name($0.field)) = \(text($0.value)) THEN coalesce(\(name(field)), \(text(missing))) END"
        } ?? field
      return renderer(
        "type=\"categorizedSymbol\" attr=\"\(escaped(decisive))\"",
        "<categories>\(marks.joined())</categories>", classes.map(\.symbol), ofPoints)
    case .ranges(let measure, let ranges):
      let marks = ranges.enumerated().map { place, range in
        "<range render=\"true\" symbol=\"\(place)\" lower=\"\(range.lower.shortest)\" upper=\"\(range.upper.shortest)\""
          + " label=\"\(escaped(range.label))\"/>"
      }
      return renderer(
        "type=\"graduatedSymbol\" attr=\"\(escaped(number(of: measure, in: ranges)))\" graduatedMethod=\"GraduatedColor\"",
        "<ranges>\(marks.joined())</ranges>", ranges.map(\.symbol), ofPoints)
    }
  }

  /// A number as a field or an expression of QGIS; what is missing has that of the class that holds it.
  private static func number(of measure: MapMeasure, in ranges: [MapRange]) -> String {
    let rest = ranges.first { $0.holdsMissing }
    if measure.divisor == nil, measure.factor == 1, rest == nil { return measure.field }
    var text = name(measure.field)
    if measure.factor != 1 { text += " * \(measure.factor.shortest)" }
    if let divisor = measure.divisor { text += " / \(name(divisor))" }
    return rest.map { "coalesce(\(text), \($0.upper.shortest))" } ?? text
  }

  /// A field's name in an expression.
  static func name(_ field: String) -> String { "\"\(field.replacing("\"", with: "\"\""))\"" }

  /// A text in an expression, or in the condition on the features of a layer.
  static func text(_ value: String) -> String { "'\(value.replacing("'", with: "''"))'" }

  private static func renderer(
    _ attributes: String, _ marks: String, _ symbols: [MapSymbol], _ ofPoints: Bool
  ) -> String {
    let numbered = symbols.enumerated().map {
      ofPoints ? point($1, named: "\($0)") : symbol($1, named: "\($0)")
    }
    return
      "<renderer-v2 \(attributes) symbollevels=\"0\" enableorderby=\"0\" forceraster=\"0\">\(marks)"
      + "<symbols>\(numbered.joined())</symbols></renderer-v2>"
  }

  /// A symbol of polygons.
  static func symbol(_ symbol: MapSymbol, named name: String) -> String {
    var layers = simpleFill([
      (
        "color",
        rgba(symbol.ground ?? symbol.border ?? "#000000", symbol.ground == nil ? 0 : symbol.opacity)
      ),
      ("style", symbol.ground == nil ? "no" : "solid"),
      (
        "outline_color",
        rgba(symbol.border ?? "#000000", symbol.border == nil ? 0 : symbol.borderOpacity)
      ),
      ("outline_style", symbol.border == nil ? "no" : "solid"),
      ("outline_width", symbol.borderWidth.shortest), ("outline_width_unit", "MM"),
    ])
    if symbol.hatch > 0 {
      // A crossed hatching is two.
      let angles = [[45], [135], [0], [90], [0, 90]][symbol.hatch - 1]
      let ground = Palette.hatchColour(on: symbol.ground ?? Palette.none)
      layers += angles.enumerated()
        .map { stripes(angle: $1, of: ground, named: "@\(name)@\($0 + 1)") }.joined()
    }
    return
      "<symbol name=\"\(name)\" type=\"fill\" alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\">\(layers)</symbol>"
  }

  /// Stripes over a ground, as wide on paper as on a screen.
  private static func stripes(angle: Int, of colour: String, named name: String) -> String {
    let line = layer(
      "SimpleLine",
      [
        ("line_color", rgba(colour, 0.75)), ("line_width", "0.4"), ("line_width_unit", "MM"),
        ("line_style", "solid"), ("capstyle", "flat"),
      ])
    return layer(
      "LinePatternFill",
      [
        ("angle", "\(angle)"), ("distance", "2"), ("distance_unit", "MM"), ("line_width", "0.5"),
        ("line_width_unit", "MM"),
      ],
      "<symbol name=\"\(name)\" type=\"line\" alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\">\(line)</symbol>"
    )
  }

  /// A symbol of points: a dot in the colour of the ground.
  private static func point(_ symbol: MapSymbol, named name: String) -> String {
    let properties = [
      ("name", "circle"), ("size", "2"), ("size_unit", "MM"),
      ("color", rgba(symbol.ground ?? symbol.border ?? "#000000", symbol.opacity)),
      ("outline_color", rgba("#1d2226", 1)), ("outline_width", "0.1"),
      ("outline_width_unit", "MM"),
    ]
    return
      "<symbol name=\"\(name)\" type=\"marker\" alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\">\(layer("SimpleMarker", properties))</symbol>"
  }

  private static func simpleFill(_ properties: [(String, String)]) -> String {
    layer("SimpleFill", properties)
  }

  private static func layer(
    _ kind: String, _ properties: [(String, String)], _ inner: String = ""
  ) -> String {
    let options = properties.map { "<Option name=\"\($0)\" type=\"QString\" value=\"\($1)\"/>" }
    let old = properties.map { "<prop k=\"\($0)\" v=\"\($1)\"/>" }
    return "<layer class=\"\(kind)\" enabled=\"1\" locked=\"0\" pass=\"0\">"
      + "<Option type=\"Map\">\(options.joined())</Option>\(old.joined())\(inner)</layer>"
  }

  private static func labelling(_ label: MapLabel) -> String {
    let shown =
      label.unless.map {
        "CASE WHEN \(name($0.field)) NOT IN (\($0.values.map(text).joined(separator: ", "))) THEN \(name(label.field)) END"
      } ?? label.field
    return
      "<labeling type=\"simple\"><settings calloutType=\"simple\"><text-style fieldName=\"\(escaped(shown))\""
      + " isExpression=\"\(label.unless == nil ? 0 : 1)\" fontFamily=\"Sans\" fontSize=\"\(label.size)\" fontSizeUnit=\"Point\" fontWeight=\"75\" textColor=\"29,34,38,255\">"
      + "<text-buffer bufferDraw=\"1\" bufferSize=\"0.8\" bufferSizeUnits=\"MM\" bufferColor=\"255,255,255,255\"/>"
      // Lines of some fourteen letters, and anywhere in the area: so a long name has room beside its neighbours'.
      + "</text-style><text-format autoWrapLength=\"14\" useMaxLineLengthForAutoWrap=\"1\" multilineAlign=\"1\" wrapChar=\"\"/>"
      + "<placement placement=\"4\" centroidWhole=\"1\" centroidInside=\"1\"/>"
      + "<rendering obstacle=\"0\" scaleVisibility=\"1\" scaleMin=\"1\" scaleMax=\"\(label.closerThan)\"/></settings></labeling>"
  }

  /// What fields are called, which of them point at another layer, and which says what a feature is.
  ///
  /// - Parameter shown: The fields that are told of; nil: all.
  static func fields(_ titles: [FieldTitle], only shown: Set<String>? = nil) -> String {
    if titles.isEmpty { return "" }
    let all = Array(titles.enumerated())
    let told = all.filter { shown?.contains($0.element.field) ?? true }
    let widgets = told.map(\.element).compactMap { title in
      title.pointsAt.map {
        "<field name=\"\(escaped(title.field))\" configurationFlags=\"None\">\(valueRelation($0))</field>"
      }
    }
    // The feature id stands before our fields.
    let aliases = told.map { place, title in
      "<alias index=\"\(place + 1)\" field=\"\(escaped(title.field))\" name=\"\(escaped(title.title))\"/>"
    }
    let display = titles.first { $0.field == "name" }?.field ?? titles[0].field
    return
      "<fieldConfiguration>\(widgets.joined())</fieldConfiguration><aliases>\(aliases.joined())</aliases>"
      + "<previewExpression>\(escaped(name(display)))</previewExpression>"
  }

  /// A field that holds the id of a feature of another layer and is shown by that feature's name.
  private static func valueRelation(_ target: FieldTitle.Target) -> String {
    let options = [
      ("AllowMulti", "bool", "false"), ("AllowNull", "bool", "true"),
      ("FilterExpression", "QString", ""), ("Key", "QString", "id"),
      ("Layer", "QString", QGISProject.id(ofLayer: target.layer)),
      ("LayerName", "QString", target.layer),
      ("LayerProviderName", "QString", "ogr"),
      ("LayerSource", "QString", "./plan.gpkg|layername=\(target.layer)"),
      ("NofColumns", "int", "1"), ("OrderByValue", "bool", "true"),
      ("UseCompleter", "bool", "false"), ("Value", "QString", target.shown),
    ].map { "<Option name=\"\($0)\" type=\"\($1)\" value=\"\(escaped($2))\"/>" }
    return
      "<editWidget type=\"ValueRelation\"><config><Option type=\"Map\">\(options.joined())</Option></config></editWidget>"
  }

  static func escaped(_ text: String) -> String { HTMLRenderer.escaped(text) }

  static func rgba(_ colour: String, _ alpha: Double) -> String {
    let digits = Array(colour.dropFirst())
    let parts = stride(from: 0, to: 6, by: 2).map { Int(String(digits[$0...($0 + 1)]), radix: 16)! }
    return (parts + [Int((alpha * 255).rounded())]).map(String.init).joined(separator: ",")
  }
}
