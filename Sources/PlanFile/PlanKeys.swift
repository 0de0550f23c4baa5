import PlanModel

/// The keys of the plan file: what the parser accepts and what the schema says.
enum PlanKeys {
  /// The whole file.
  static let plan = YAMLKeys(
    "a plan",
    [
      YAMLKey(
        "commonground", .integer(1...1), required: true,
        "The version of the plan file's form; write `commonground: 1`."),
      YAMLKey("name", .text, required: true, "The municipality's name."),
      YAMLKey(
        "country", .country, required: true,
        "The country as two capital letters of ISO 3166, for example SI."),
      YAMLKey(
        "crs", .text,
        "The projected CRS in metres to plan in, for example EPSG:3794; without it, it is derived from the districts."
      ),
      YAMLKey(
        "years", .mapping(years), required: true, "The base year of the data and the target year."),
      YAMLKey(
        "notice", .text,
        "A sentence that stands on every output, for example that the data are made up."),
      YAMLKey(
        "attribution", .text,
        "Who made the data and under which licence; stands on every map."),
      YAMLKey("layers", .mapping(layers), required: true, "The layers; districts are required."),
      YAMLKey(
        "units", .either([.word(["districts"]), .mapping(units)]),
        "What is decided on: `districts`, `{squares: 500 m}`, `{hexagons: 300 m}` or `{layer: {source: …}}`."
      ),
      YAMLKey("inventory", .mapping(inventory), "Emission factors, prices and known energy use."),
      YAMLKey("actions", .mapping(actions), "Which actions are on offer."),
      YAMLKey(
        "problem", .mapping(problem), "The objective, the rows and the decisions already taken."),
      YAMLKey(
        "society", .mapping(society),
        "Who is heard: groups of the helix, what they said on the map, what they find important."),
      YAMLKey(
        "funds", .either([.list(of: .mapping(fund)), .mapping(funds)]),
        "The funds that the plan counts on; what they pay is limited to what they have."),
      YAMLKey(
        "adoption", .table(of: .mapping(adoption), among: nil),
        "How fast people take actions up, as `action: {ceiling: …, midpoint: …, steepness: …}`."),
      YAMLKey(
        "benefits", .mapping(benefits),
        "Who owns the plants on land, and what of the work is done in the place."),
      YAMLKey(
        "progress", .mapping(progress),
        "What is done of the plan by the end of a year; the rest is planned again."),
      YAMLKey(
        "secap", .mapping(secap),
        "What only people can say for the Covenant of Mayors' report: vision, targets, staff, judgements."
      ),
      YAMLKey(
        "ccc", .mapping(contract), "What people write for the Climate City Contract."),
      YAMLKey(
        "capacity", .list(of: .mapping(capacityFile)),
        "Answers to the questionnaire of the climate-neutral cities, of one or more years and municipalities."
      ),
      YAMLKey(
        "monitoring", .list(of: .mapping(monitoredYear)),
        "Measured years: later inventories and where actions stand."),
      YAMLKey(
        "outputs", .mapping(outputs),
        "In which forms the layers are written, and how exact the borders of GeoJSON are."),
      YAMLKey(
        "precision", .mapping(precision), "The precision of overlays and of the area ledger."),
      YAMLKey(
        "uncertainty", .mapping(uncertainty),
        "How sure the plan is: asked again with every default number drawn from its range."),
      YAMLKey(
        "seed", .integer(0...9_007_199_254_740_992),
        "The seed of everything that is drawn; 1 without it."),
    ])

  static let uncertainty = YAMLKeys(
    "an uncertainty",
    [
      YAMLKey(
        "draws", .integer(0...10_000), required: true,
        "In how many possible worlds the plan is asked again, for example 100.")
    ])

  static let years = YAMLKeys(
    "a pair of years",
    [
      YAMLKey("base", .integer(1990...2100), required: true, "The year that the data describe."),
      YAMLKey("target", .integer(1990...2150), required: true, "The year the targets are for."),
    ])

  static let units = YAMLKeys(
    "a choice of units",
    [
      YAMLKey(
        "squares", .quantity(.length, 1...100_000), "The side of squares that the districts cut."),
      YAMLKey(
        "hexagons", .quantity(.length, 1...100_000),
        "The width across flats of hexagons that the districts cut."),
      YAMLKey(
        "layer", .mapping(unitLayer),
        "A layer of parcels, blocks or other polygons that the districts cut."),
    ])

  static let carriers = Carrier.allCases.map(\.rawValue)

  static let actions = YAMLKeys(
    "a choice of actions",
    [
      YAMLKey("builtIn", .flag, "Whether the built-in catalogue is on offer; true without it."),
      YAMLKey("files", .list(of: .text), "Catalogue files, relative to this file."),
      YAMLKey("only", .list(of: .text), "If given, only these actions, by id."),
      YAMLKey("with", .list(of: .text), "Actions that are on offer on request only, by id."),
      YAMLKey("without", .list(of: .text), "Actions that are not on offer, by id."),
    ])

  static let formats = OutputFormat.allCases.map(\.rawValue)

  static let outputs = YAMLKeys(
    "a choice of outputs",
    [
      YAMLKey(
        "folder", .text,
        "The folder for the results, below that of this file; `results` without it. `--out` names any other."
      ),
      YAMLKey(
        "formats", .list(of: .word(formats)),
        "Further forms of the layers: `csv`, `flatgeobuf`, `sld`; GeoJSON, GeoPackage and QGIS project are always written."
      ),
      YAMLKey(
        "simplify", .quantity(.length, 0.01...1000),
        "How far borders in GeoJSON may lie from the exact ones; they are exact without it."),
      YAMLKey(
        "language", .text,
        "The language of the Covenant workbook by its two letters, for example it, unless `secap` names one; sheets and documents are in English."
      ),
      YAMLKey(
        "basemap", .text,
        "The address of map tiles with {z}, {x} and {y} under the web map; none without it, and the page asks no network."
      ),
      YAMLKey("attribution", .text, "Whom the map tiles are from, as their licence wants it said."),
    ])

  static let precision = YAMLKeys(
    "a precision",
    [
      YAMLKey(
        "overlay", .quantity(.length, 1e-6...1), "The precision grid of overlays; 1 mm without it."),
      YAMLKey(
        "ledger", .quantity(.share, 1e-12...0.01),
        "The area that the ledger may miss, as a share of a district; 0.0000001 % without it."),
    ])
}
