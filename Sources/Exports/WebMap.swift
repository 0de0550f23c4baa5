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
    try add(head)
    try add(body)
    try add("<script type=\"application/json\" id=\"plan-data\">")
    try add(MapData.escaped(.object(data(themes, pyramid, shapes))))
    try add("</script>\n<script type=\"text/plain\" id=\"plan-tiles\">")
    for tile in pyramid.tiles { try sink.write(Base64.text(tile.bytes) + [UInt8(ascii: "\n")]) }
    try add("</script>\n<script type=\"text/plain\" id=\"plan-units\">")
    for block in try blocks(shapes["units"], workers) {
      try sink.write(Base64.text(block) + [UInt8(ascii: "\n")])
    }
    try add("</script>\n<script>\n\(parts.library)\n</script>\n")
    try add("<script>\n(function () {\n\"use strict\";\n")
    for script in parts.scripts { try add(script) }
    try add("})();\n</script>\n</body>\n</html>\n")
    return try sink.close()
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
      ("name", .string(result.description.name)), ("blockUnits", .integer(Self.blockUnits)),
      ("unitCount", .integer(result.units.count)),
      ("baseline", .rounded(result.baselineEmissions.last ?? 0, decimals: 3)),
      ("themes", .array(themes.map(\.json))), ("land", .array(land.map { .string($0) })),
      (
        "landPlaces",
        .array(
          result.eligibility.map { land in
            .integer(actions.firstIndex { $0.id == land.action } ?? 0)
          })
      ),
      ("sectors", .array(StockSector.allCases.map { .string($0.title) })),
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

  /// The chosen actions of an area, most reduction first: action, units, reduction, investment.
  private func lines(of area: AreaAccount) -> [JSONValue] {
    area.linesByReduction.map {
      .array([
        .integer($0.action), .integer($0.units), .rounded($0[.co2], decimals: 3),
        .rounded($0[.investment], decimals: 0),
      ])
    }
  }

  /// The units' reasons as packed JSON, then, as last block, of all units: ids, where they are, districts, main actions.
  private func blocks(_ shapes: TileShapes?, _ workers: Workers) throws -> [[UInt8]] {
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
    ])
    return units + [try gzipped(Array(index.text(indented: false).utf8))]
  }

  /// Where the page may take something from: itself alone, and the map ground that the plan names.
  private var policy: String {
    let ground = result.description.basemap.map { " \($0.origin)" } ?? ""
    return "default-src 'none'; script-src 'unsafe-inline' blob:; worker-src blob:; "
      + "style-src 'unsafe-inline'; img-src data: blob:\(ground); "
      + "connect-src \(ground.isEmpty ? "'none'" : ground.dropFirst().description); "
      + "base-uri 'none'; form-action 'none'"
  }

  private var head: String {
    let title = HTMLRenderer.escaped(result.description.name)
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(HTMLRenderer.escaped(policy))">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(title): map of the plan</title>
      <!--
      \(parts.licence.replacing("--", with: "- -"))-->
      <style>
      \(parts.libraryStyle)
      \(WebMapColours.css)
      \(parts.style)
      </style>
      </head>

      """
  }

  private var body: String {
    let description = result.description
    let notice =
      description.notice.map { "<p class=\"notice\">\(HTMLRenderer.escaped($0))</p>" } ?? ""
    return """
      <body>
      <a class="skip" href="#panel">Skip the map</a>
      <header>
      <div><h1>\(HTMLRenderer.escaped(description.name))</h1>
      <p>Energy and climate plan · data of \(description.baseYear), plan until \(description.targetYear) · <a href="index.html">Report with all tables</a></p></div>
      <div class="search"><label for="find">Find a district, unit or action</label>
      <input id="find" type="search" role="combobox" autocomplete="off" aria-expanded="false" aria-controls="found" aria-autocomplete="list" placeholder="district, unit or action">
      <ul id="found" role="listbox" aria-label="Found" hidden></ul></div>
      \(notice)</header>
      <main>
      <section id="stage" aria-label="Map">
      <div id="map" role="application" aria-label="Map of \(HTMLRenderer.escaped(description.name)), north up. Arrow keys move it, plus and minus enlarge and shrink it, Enter opens the area in its middle. The same is in the table."></div>
      <div id="map-after" hidden></div>
      <div id="cross" aria-hidden="true" hidden></div>
      <div id="split" hidden><input id="swipe" type="range" min="0" max="100" value="50" aria-label="Where the two maps meet"></div>
      <div id="tip" role="status" hidden></div>
      <p id="credit"></p>
      <p id="trouble" role="alert" hidden></p>
      </section>
      <section id="controls" aria-label="What the map shows">
      <div class="fields">
      <label>Colour by <select id="theme"></select></label>
      <label class="second" hidden>and right of the line by <select id="theme-after"></select></label>
      </div>
      <div id="legend" role="list" aria-label="Legend"></div>
      <div id="legend-after" role="list" aria-label="Legend right of the line" hidden></div>
      <p id="note" class="meta"></p>
      <fieldset><legend>Also show</legend><div id="overlays"></div></fieldset>
      <div class="buttons">
      <button type="button" id="all">Whole map</button>
      <button type="button" id="compare" aria-pressed="false">Swipe between two maps</button>
      <button type="button" id="other">Another run…</button><input id="other-file" type="file" accept=".html,text/html" aria-label="The map.html of another run" hidden>
      <button type="button" id="as-table" aria-pressed="false">Table</button>
      <button type="button" id="print">Print</button>
      <button type="button" id="look" aria-pressed="false">Dark</button>
      </div>
      </section>
      <section id="table" aria-label="The map as a table" hidden></section>
      <aside id="panel" tabindex="-1" aria-live="polite" aria-label="Reasons"></aside>
      </main>
      <noscript><p class="notice">The map needs JavaScript. <a href="index.html">The report</a> has the same plan without it.</p></noscript>

      """
  }
}
