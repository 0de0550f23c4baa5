import PlanModel

/// `tiles/style.json`: the main action of each unit in the tiles, as a style of MapLibre (MapLibre Style Specification, version 8).
///
/// It reads the tiles from the PMTiles archive beside it. Names of places are left out, because letters would need font files
/// that no run has.
struct TileStyle {
  let account: PlanAccount
  let metadata: TileMetadata

  /// The text of the file.
  var text: String { json.text() + "\n" }

  private var json: JSONValue {
    let (longitude, latitude) = metadata.middle
    return .object([
      ("version", .integer(8)), ("name", .string("\(metadata.name): main action")),
      ("center", .array([.number(longitude), .number(latitude)])),
      ("zoom", .integer(metadata.startZoom)),
      (
        "sources",
        .object([
          (
            "plan",
            .object([
              ("type", .string("vector")), ("url", .string("pmtiles://plan.pmtiles")),
              ("attribution", .string(metadata.attribution)),
            ])
          )
        ])
      ), ("layers", .array(layers)),
    ])
  }

  private var layers: [JSONValue] {
    let known = metadata.layers.map { layer in
      (layer.name, max(layer.fromZoom, metadata.zooms.lowerBound))
    }
    func layer(
      _ id: String, _ type: String, of name: String, _ paint: [(String, JSONValue)]
    ) -> JSONValue? {
      guard let (_, zoom) = known.first(where: { $0.0 == name }) else { return nil }
      return .object([
        ("id", .string(id)), ("type", .string(type)), ("source", .string("plan")),
        ("source-layer", .string(name)), ("minzoom", .integer(zoom)), ("paint", .object(paint)),
      ])
    }
    func line(_ colour: String, _ width: Double) -> [(String, JSONValue)] {
      [("line-color", .string(colour)), ("line-width", .number(width))]
    }
    return [
      layer("units", "fill", of: "units", [("fill-color", mainAction)]),
      layer("unit-borders", "line", of: "units", line("#ffffff", 0.5)),
      layer(
        "buildings", "fill", of: "buildings",
        [("fill-color", .string("#1d2226")), ("fill-opacity", .number(0.35))]),
      layer("district-borders", "line", of: "districts", line("#3a4248", 1.5)),
    ].compactMap { $0 }
  }

  /// The colour of a unit by the name of its main action.
  private var mainAction: JSONValue {
    let actions = account.result.options.actions
    var named: Set<String> = []
    let branches = account.main.used.flatMap { action -> [JSONValue] in
      // An expression names each value once.
      guard named.insert(actions[action].name).inserted else { return [] }
      return [
        .string(actions[action].name),
        .string(Palette.mark(account.looks.mark[action]).colour),
      ]
    }
    if branches.isEmpty { return .string(Palette.none) }
    return .array(
      [.string("match"), .array([.string("get"), .string("main_action")])] + branches
        + [.string(Palette.none)])
  }
}
