import GDALBinding
import PlanModel

/// The styles of `plan.gpkg`, as QGIS keeps them: one row a style in the table `layer_styles`.
struct MapStyles {
  let account: PlanAccount
  var result: PlanResult { account.result }

  init(_ account: PlanAccount) { self.account = account }

  /// One style of one layer.
  struct Style {
    var layer: String
    var name: String
    var qml: String
    var isDefault: Bool
    var description: String
  }

  /// Writes the table of some styles.
  static func write(_ styles: [Style], by writer: VectorWriter) throws {
    // The columns and their order are those of QGIS's own table.
    let fields: [OutputField] = [
      OutputField("f_table_catalog", .text), OutputField("f_table_schema", .text),
      OutputField("f_table_name", .text), OutputField("f_geometry_column", .text),
      OutputField("styleName", .text), OutputField("styleQML", .text),
      OutputField("styleSLD", .text), OutputField("useAsDefault", .integer),
      OutputField("description", .text), OutputField("owner", .text), OutputField("ui", .text),
      OutputField("update_time", .text),
    ]
    let table = try writer.createLayer(
      "layer_styles", crs: nil, geometry: .none, fields: fields, options: [("FID", "id")])
    func same(_ text: String) -> OutputColumn { .texts(styles.map { _ in text }) }
    try writer.append(
      VectorRows(columns: [
        same(""), same(""), .texts(styles.map(\.layer)), same("geom"),
        .texts(styles.map(\.name)), .texts(styles.map(\.qml)), same(""),
        .integers(styles.map { $0.isDefault ? 1 : 0 }), .texts(styles.map(\.description)),
        same(""), same(""), same("2000-01-01T00:00:00.000Z"),
      ]), to: table)
  }

  /// The styles, default first within a layer.
  var all: [Style] {
    let slots = SlotClasses.all(of: account)
    let names = MapLayers.uniqueNames(MapLayers(account).units.fields.map(\.role))
    let roles = MapLayers(account).units.fields.map(\.role)
    var styles = [
      Style(
        layer: "districts", name: "districts",
        qml: QML.single(QML.outline(colour: "#3a4248", width: 0.5), label: "name"),
        isDefault: true, description: "Borders and names of the districts")
    ]
    let main = account.main.used
    styles.append(
      Style(
        layer: "units", name: "main action",
        qml: QML.categories(
          "main_action",
          main.map { action in
            let title = account.result.options.actions[action].name
            let mark = Palette.mark(action)
            return QML.Category(
              value: title, label: title, symbol: QML.fill(mark.colour, hatch: mark.hatch))
          } + [QML.Category(value: "", label: "nothing", symbol: QML.fill(Palette.none))]),
        isDefault: true,
        description: "The chosen action with the largest emission reduction in each unit"))
    for slot in slots {
      let field = zip(roles, names).first { $0.0 == slot.name }?.1 ?? slot.name
      let classes = zip(slot.places, slot.titles).map { place, title in
        let mark = Palette.mark(place)
        return QML.Category(
          value: title, label: title, symbol: QML.fill(mark.colour, hatch: mark.hatch))
      }
      styles.append(
        Style(
          layer: "units", name: "chosen: \(slot.name)",
          qml: QML.categories(
            field,
            classes + [QML.Category(value: "", label: "nothing", symbol: QML.fill(Palette.none))]),
          isDefault: false, description: "The chosen option in the slot \(slot.name)"))
    }
    let actions = account.result.eligibility.map(\.action)
    let catalogue = account.result.options.actions
    styles.append(
      Style(
        layer: "eligibility", name: "by action",
        qml: QML.categories(
          "action",
          actions.enumerated().map { position, action in
            let place = catalogue.firstIndex { $0.id == action }
            let mark = Palette.mark(place ?? position)
            return QML.Category(
              value: action, label: place.map { catalogue[$0].name } ?? action,
              symbol: QML.fill(mark.colour, hatch: mark.hatch, alpha: 0.6))
          }), isDefault: true, description: "Land that is free for each action"))
    styles.append(
      Style(
        layer: "interests", name: "by stance",
        qml: QML.categories(
          account.result.interests?.layer.texts("stance") == nil ? "id" : "stance",
          [("support", "#117733"), ("oppose", "#cc6677"), ("claim", "#332288"), ("", "#999933")]
            .map { stance, colour in
              QML.Category(
                value: stance, label: stance.isEmpty ? "other" : stance,
                symbol: QML.fill(colour, alpha: 0.45))
            }), isDefault: true, description: "Who supports, opposes or claims what"))
    styles.append(
      Style(
        layer: "buildings", name: "by sector",
        qml: QML.categories(
          "sector",
          StockSector.allCases.enumerated().map { place, sector in
            QML.Category(
              value: sector.word, label: sector.title,
              symbol: QML.fill(Palette.mark(place).colour, outline: "#1d2226"))
          }), isDefault: true, description: "The sector of each building"))
    return styles + benefits + societyStyles
  }
}

/// Styles in QGIS's XML, for polygons.
enum QML {
  /// One class of a field.
  struct Category {
    var value: String
    var label: String
    var symbol: String
  }

  /// A style with one symbol for all features, with labels from a field where one is named.
  static func single(_ symbol: String, label: String? = nil) -> String {
    let renderer =
      "<renderer-v2 type=\"singleSymbol\" symbollevels=\"0\" enableorderby=\"0\" forceraster=\"0\">"
      + "<symbols>\(named(symbol, "0"))</symbols></renderer-v2>"
    return document(renderer + (label.map(labelling) ?? ""), labelled: label != nil)
  }

  /// A style with a symbol for each value of a field.
  static func categories(_ field: String, _ categories: [Category]) -> String {
    let marks = categories.enumerated().map { place, category in
      "<category render=\"true\" symbol=\"\(place)\" value=\"\(HTMLRenderer.escaped(category.value))\""
        + " label=\"\(HTMLRenderer.escaped(category.label))\"/>"
    }
    return classes(
      "type=\"categorizedSymbol\" attr=\"\(HTMLRenderer.escaped(field))\"",
      "<categories>\(marks.joined())</categories>", symbols: categories.map(\.symbol))
  }

  /// A style with a symbol for each class of a field.
  static func classes(_ attributes: String, _ marks: String, symbols: [String]) -> String {
    let numbered = symbols.enumerated().map { named($1, "\($0)") }
    return document(
      "<renderer-v2 \(attributes) symbollevels=\"0\" enableorderby=\"0\" forceraster=\"0\">\(marks)"
        + "<symbols>\(numbered.joined())</symbols></renderer-v2>", labelled: false)
  }

  /// The symbol layers of a filled polygon.
  ///
  /// - Parameter hatch: 0 none, 1 and 2 stripes, 3 stripes that lie flat.
  static func fill(
    _ colour: String, hatch: Int = 0, alpha: Double = 1, outline: String? = "#ffffff"
  ) -> String {
    var layers = layer(
      "SimpleFill",
      [
        ("color", rgba(colour, alpha)), ("style", "solid"),
        ("outline_color", rgba(outline ?? colour, outline == nil ? 0 : 0.8)),
        ("outline_style", outline == nil ? "no" : "solid"), ("outline_width", "0.2"),
        ("outline_width_unit", "MM"),
      ])
    if hatch > 0 {
      layers += layer(
        "SimpleFill",
        [
          ("color", "255,255,255,170"),
          ("style", ["b_diagonal", "f_diagonal", "horizontal"][hatch - 1]),
          ("outline_style", "no"),
        ])
    }
    return layers
  }

  /// The symbol layers of a polygon that is only a border.
  static func outline(colour: String, width: Double) -> String {
    layer(
      "SimpleFill",
      [
        ("color", rgba(colour, 0)), ("style", "no"), ("outline_color", rgba(colour, 1)),
        ("outline_style", "solid"), ("outline_width", width.shortest),
        ("outline_width_unit", "MM"),
      ])
  }

  static func named(_ layers: String, _ name: String) -> String {
    "<symbol name=\"\(name)\" type=\"fill\" alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\">\(layers)</symbol>"
  }

  private static func layer(_ kind: String, _ properties: [(String, String)]) -> String {
    // QGIS before 3.26 reads `prop`, later versions read `Option`; with both, every version is served.
    let options = properties.map { "<Option name=\"\($0)\" type=\"QString\" value=\"\($1)\"/>" }
    let old = properties.map { "<prop k=\"\($0)\" v=\"\($1)\"/>" }
    return "<layer class=\"\(kind)\" enabled=\"1\" locked=\"0\" pass=\"0\">"
      + "<Option type=\"Map\">\(options.joined())</Option>\(old.joined())</layer>"
  }

  private static func labelling(_ field: String) -> String {
    "<labeling type=\"simple\"><settings calloutType=\"simple\"><text-style fieldName=\"\(field)\""
      + " isExpression=\"0\" fontFamily=\"Sans\" fontSize=\"9\" fontSizeUnit=\"Point\" textColor=\"29,34,38,255\">"
      + "<text-buffer bufferDraw=\"1\" bufferSize=\"0.8\" bufferSizeUnits=\"MM\" bufferColor=\"255,255,255,255\"/>"
      + "</text-style><placement placement=\"1\" centroidWhole=\"1\" centroidInside=\"1\"/></settings></labeling>"
  }

  static func document(_ body: String, labelled: Bool) -> String {
    "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
      + "<qgis version=\"3.22.0\" styleCategories=\"Symbology|Labeling\" labelsEnabled=\"\(labelled ? 1 : 0)\">"
      + body + "</qgis>"
  }

  private static func rgba(_ colour: String, _ alpha: Double) -> String {
    let digits = Array(colour.dropFirst())
    let parts = stride(from: 0, to: 6, by: 2).map { Int(String(digits[$0...($0 + 1)]), radix: 16)! }
    return (parts + [Int((alpha * 255).rounded())]).map(String.init).joined(separator: ",")
  }
}
