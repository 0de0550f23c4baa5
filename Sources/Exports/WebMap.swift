import GDALBinding
import PlanModel

/// `map.html`: the plan on a map that fills the window, in one file that needs no other and no network.
///
/// Tiles and the units' reasons are packed into the page and unpacked where they are looked at, so that a page of
/// hundreds of thousands of units opens as quickly as one of a hundred.
struct WebMap {
  /// The path of the page.
  static let path = "map.html"
  /// Units whose reasons are unpacked together.
  private static let blockUnits = 512
  /// Up to this many units their own numbers of each theme stand in the page: a hundred numbers a unit would make larger pages too heavy.
  private static let mostNumbers = 20_000

  private let whole: AreaAccount
  private let account: PlanAccount
  private let parts: WebMapParts
  private let result: PlanResult

  init(_ whole: AreaAccount, _ parts: WebMapParts) {
    self.whole = whole
    self.parts = parts
    account = whole.account
    result = account.result
  }

  /// Writes the page and gives what was written.
  ///
  /// - Parameter shapes: The geometries of the layers by their names.
  func write(
    _ shapes: [String: TileShapes], in folder: OutputFolder, workers: Workers
  ) throws -> ExportedFile {
    let themes = WebMapThemes(account).all
    let pyramid = try WebMapTiles(account, themes: themes, shapes: shapes, workers: workers).pyramid
    var sink = try FileSink(at: Self.path, in: folder)
    func add(_ text: String) throws { try sink.write(Array(text.utf8)) }
    try add(frame.head(parts))
    try add(frame.body)
    try add("<script type=\"application/json\" id=\"plan-data\">")
    try add(MapData.escaped(.object(data(themes, pyramid, shapes))))
    try add("</script>\n<script type=\"text/plain\" id=\"plan-tiles\">")
    for tile in pyramid.tiles { try sink.write(Base64.text(tile.bytes) + [UInt8(ascii: "\n")]) }
    try add("</script>\n<script type=\"text/plain\" id=\"plan-units\">")
    for block in try blocks(themes, shapes["units"], workers) {
      try sink.write(Base64.text(block) + [UInt8(ascii: "\n")])
    }
    try add("</script>\n")
    try add(frame.end(parts))
    return try sink.close()
  }

  private var frame: WebMapFrame {
    let description = result.description
    return WebMapFrame(
      name: description.name, title: "\(description.name): map of the plan",
      line:
        "Energy and climate plan · data of \(description.baseYear), plan until \(description.targetYear)",
      report: "index.html", notice: description.notice, ground: description.basemap)
  }

  private func data(
    _ themes: [WebMapTheme], _ pyramid: TilePyramid, _ shapes: [String: TileShapes]
  ) -> [(String, JSONValue)] {
    let tiles = pyramid.tiles.flatMap { [$0.zoom, $0.x, $0.y] }
    let places = (0..<result.districts.count).map { row -> JSONValue in
      guard let place = shapes["districts"]?.labelPlace(row) else { return .null }
      return .array([.rounded(place.longitude, decimals: 6), .rounded(place.latitude, decimals: 6)])
    }
    let actions = result.options.actions
    let land = result.eligibility.map { land in
      actions.first { $0.id == land.action }?.name ?? land.action
    }
    return MapData(account).shared + [
      ("mapVersion", .integer(PackedMap.version)), ("name", .string(result.description.name)),
      ("blockUnits", .integer(Self.blockUnits)),
      ("unitCount", .integer(result.units.count)),
      ("baseline", .rounded(result.baselineEmissions.last ?? 0, decimals: 3)),
      ("themes", .array(themes.map(\.json))), ("land", .array(land.map { .string($0) })),
      (
        "landPlaces",
        .array(
          result.eligibility.map { land in
            .integer(
              actions.firstIndex { $0.id == land.action }.map { account.looks.mark[$0] } ?? 0)
          })
      ),
      ("sectors", .array(sectors)),
      ("lines", .array(lines(of: whole))),
      (
        "districtLines",
        .array(
          (0..<result.districts.count).map {
            .array(lines(of: AreaAccount(.district($0), of: account)))
          })
      ),
      ("tiles", .array(tiles.map { .integer($0) })), ("labels", .array(places)),
      (
        "boxes",
        .array(
          (0..<result.districts.count).map { row in
            .array(
              (shapes["districts"]?.box(of: row).degrees ?? []).map { .rounded($0, decimals: 6) })
          })
      ),
      (
        "layers",
        .object(
          ["buildings", "interests"].map { ($0, .bool((shapes[$0]?.count ?? 0) > 0)) })
      ),
      ("buildingCount", .integer(shapes["buildings"]?.count ?? 0)),
      ("stances", .array(stances)),
      ("zooms", .array([.integer(pyramid.zooms.lowerBound), .integer(pyramid.zooms.upperBound)])),
      ("bounds", .array(pyramid.box.degrees.map { .rounded($0, decimals: 6) })),
      (
        "basemap",
        result.description.basemap.map {
          .object([("url", .string($0.url)), ("attribution", .string($0.attribution))])
        } ?? .null
      ),
    ]
  }

  /// An option as a whole number: its package, and the phase in which it begins behind all packages.
  private func choice(_ option: Int) -> JSONValue {
    let table = result.options
    let phase = table.phases.isEmpty ? 0 : table.phase(of: option)
    return .integer(Int(table.package[option]) + phase * table.packages.count)
  }

  /// The stances of the interests that there are, in the order of the legend: word, title, colour.
  private var stances: [JSONValue] {
    let layer = result.interests?.layer
    let texts = layer?.texts("stance")
    let used = Set((0..<(layer?.count ?? 0)).map { texts?[$0] ?? "" })
    let known = Set(MapTheme.stances.map(\.word))
    return MapTheme.stances.filter { stance in
      used.contains(stance.word) || stance.word.isEmpty && !used.isSubset(of: known)
    }.map { .array([.string($0.word), .string($0.title), .string($0.fill.colour)]) }
  }

  /// The sectors of the buildings that there are: code, title, colour.
  private var sectors: [JSONValue] {
    let used = Set(result.stock.sector)
    return StockSector.allCases.filter(used.contains).map {
      .array([.integer(Int($0.rawValue)), .string($0.title), .string(Palette.colour(of: $0))])
    }
  }

  /// The chosen actions of an area, most reduction first: action, units, reduction, investment.
  private func lines(of area: AreaAccount) -> [JSONValue] {
    area.linesByReduction.map {
      .array([
        .integer($0.action), .integer($0.units), .rounded($0[.co2], decimals: 3),
        .rounded($0[.investment], decimals: 0),
      ])
    }
  }

  /// The units' reasons as packed JSON, then, as last block, of all units: ids, where they are, districts, main actions,
  /// choices, and, of number themes, the numbers.
  private func blocks(
    _ themes: [WebMapTheme], _ shapes: TileShapes?, _ workers: Workers
  ) throws -> [[UInt8]] {
    let data = MapData(account)
    let units = try workers.mapChunks(of: result.units.count, size: Self.blockUnits) { rows in
      try gzipped(Array(JSONValue.array(rows.map(data.unit)).text(indented: false).utf8))
    }
    let edges = (0..<result.units.count).map { shapes?.box(of: $0).degrees ?? [0, 0, 0, 0] }
    let index = JSONValue.object([
      ("ids", .array(result.units.ids.map { .string($0) })),
      ("x", .array(edges.map { .rounded(($0[0] + $0[2]) / 2, decimals: 5) })),
      ("y", .array(edges.map { .rounded(($0[1] + $0[3]) / 2, decimals: 5) })),
      ("d", .array(result.units.district.map { .integer($0) })),
      ("m", .array(account.main.action.map { .integer(Int($0)) })),
      ("c", .array(account.chosen.map { .array($0.map(choice)) })),
      (
        "v",
        .object(
          result.units.count > Self.mostNumbers
            ? []
            : themes.filter { !$0.numbers.isEmpty }.map { theme in
              (
                theme.key,
                .array(theme.numbers.map { $0.map { .rounded($0, decimals: 9) } ?? .null })
              )
            })
      ),
    ])
    return units + [try gzipped(Array(index.text(indented: false).utf8))]
  }
}
