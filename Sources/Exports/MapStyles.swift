import GDALBinding
import PlanModel

/// The styles of `plan.gpkg`, as QGIS keeps them: one row a style in the table `layer_styles`.
struct MapStyles {
  let account: PlanAccount
  /// The fields of each layer.
  let titles: FieldTitles
  /// The layers that hold points alone.
  let pointLayers: Set<String>
  var result: PlanResult { account.result }

  /// - Parameter layers: The layers as they are written.
  init(_ account: PlanAccount, _ layers: [Layer]) {
    self.account = account
    titles = FieldTitles(account, layers)
    pointLayers = Set(layers.filter { GDALRows($0).kind == .point }.map(\.name))
  }

  /// One style of one layer.
  struct Style {
    var layer: String
    var name: String
    var drawing: MapDrawing
    var isDefault: Bool
    var description: String
    /// The features that it draws; nil: all.
    var only: MapFilter?
    /// What the layer tree of the project has it under; nil: what its layer stands under.
    var group: String?
    /// The name of its file without extension; nil: that of layer and style.
    var fileName: String?
  }

  /// Writes the table.
  func write(by writer: VectorWriter) throws {
    try Self.write(all, titles: titles.byLayer, ofPoints: pointLayers, by: writer)
  }

  /// Writes the table of some styles.
  ///
  /// - Parameters:
  ///   - titles: The fields of each layer.
  ///   - pointLayers: The layers that hold points alone.
  static func write(
    _ styles: [Style], titles: [String: [FieldTitle]] = [:], ofPoints pointLayers: Set<String> = [],
    by writer: VectorWriter
  ) throws {
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
        .texts(styles.map(\.name)),
        .texts(
          styles.map {
            QML.document(
              of: $0, ofPoints: pointLayers.contains($0.layer),
              titles: titles[$0.layer] ?? [])
          }), same(""),
        .integers(styles.map { $0.isDefault ? 1 : 0 }), .texts(styles.map(\.description)),
        same(""), same(""), same("2000-01-01T00:00:00.000Z"),
      ]), to: table)
  }

  /// The styles, default first within a layer.
  var all: [Style] {
    let slots = SlotClasses.all(of: account)
    let roles = MapLayers(account).units.fields.map(\.role)
    let names = MapLayers.uniqueNames(roles)
    var styles = [Style.districts]
    let main = account.main.used
    styles.append(
      Style(
        layer: "units", name: "main action",
        drawing: .categories(
          "main_action",
          main.map { action in
            let title = account.result.options.actions[action].name
            let mark = Palette.mark(account.looks.mark[action])
            return MapClass(
              value: title, label: title, symbol: .fill(mark.colour, hatch: mark.hatch))
          } + [MapClass(value: "", label: "nothing", symbol: .fill(Palette.none))],
          label: unitLabel), isDefault: true,
        description: "The chosen action with the largest emission reduction in each unit"))
    for slot in slots {
      let field = zip(roles, names).first { $0.0 == slot.name }?.1 ?? slot.name
      let classes = zip(slot.places, slot.titles).map { place, title in
        let mark = Palette.mark(place)
        return MapClass(
          value: title, label: title, symbol: .fill(mark.colour, hatch: mark.hatch))
      }
      styles.append(
        Style(
          layer: "units", name: "chosen: \(slot.name.codeInWords)",
          drawing: .categories(
            field,
            classes + [MapClass(value: "", label: "nothing", symbol: .fill(Palette.none))]),
          isDefault: false, description: "The chosen option in the slot \(slot.name)"))
    }
    let actions = account.result.eligibility.map(\.action)
    let catalogue = account.result.options.actions
    // One action at a time, because the same land may be free for all of them.
    for (position, action) in actions.enumerated() {
      let place = catalogue.firstIndex { $0.id == action }
      let mark = Palette.mark(place.map { account.looks.mark[$0] } ?? position)
      let name = place.map { catalogue[$0].name } ?? action
      styles.append(
        Style(
          layer: "eligibility", name: "land for \(name.lowercasedFirst)",
          drawing: .categories(
            "action",
            [
              MapClass(
                value: action, label: name,
                symbol: .fill(mark.colour, hatch: mark.hatch, alpha: 0.6))
            ]), isDefault: position == 0, description: "Land that is free for this action",
          only: MapFilter(field: "action", value: action)))
    }
    styles.append(
      Style(
        layer: "interests", name: "by stance",
        drawing: .categories(
          account.result.interests?.layer.texts("stance") == nil ? "id" : "stance",
          MapTheme.stances.enumerated().map { place, stance in
            // Stripes, because green and red this pale are one colour to some readers.
            MapClass(
              value: stance.word, label: stance.title,
              symbol: .fill(stance.fill.colour, hatch: place, alpha: 0.45))
          }), isDefault: true, description: "Who supports, opposes or claims what"))
    styles.append(
      Style(
        layer: "buildings", name: "by sector",
        drawing: .categories(
          "sector",
          StockSector.allCases.map { sector in
            MapClass(
              value: sector.word, label: sector.title,
              // An outline would hide the colour of a house at the scale of a town.
              symbol: .fill(Palette.colour(of: sector), outline: nil))
          }), isDefault: true, description: "The sector of each building"))
    return styles + numbers + societyStyles
  }

  /// The ids of units; a unit that is a whole district has its name already.
  private var unitLabel: MapLabel? {
    let alone = account.units.indices.filter { account.units[$0].count == 1 }
      .map { result.districts.ids[$0] }
    if alone.count == account.units.count { return nil }
    var label = MapLabel(field: "id", size: 7, closerThan: 5_000)
    if !alone.isEmpty { label.unless = ("district", alone) }
    return label
  }
}
