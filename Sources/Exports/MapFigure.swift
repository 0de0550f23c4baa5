import PlanModel

/// The map of the page: units coloured by what is chosen, districts with names, controls and the panel.
struct MapFigure {
  private let account: PlanAccount
  private let result: PlanResult
  /// More shapes than this make a page that browsers draw slowly; then only the districts are drawn.
  static let mostUnits = 40_000
  private static let mostBuildings = 20_000
  private let whole: AreaAccount

  init(_ whole: AreaAccount) {
    self.whole = whole
    account = whole.account
    result = whole.account.result
  }

  /// Whether units are drawn one by one.
  static func drawsUnits(_ account: PlanAccount) -> Bool { account.result.units.count <= mostUnits }

  /// The figure with its controls.
  var html: String {
    let paths = SVGPaths(around: result.districts.geometry)
    let name = HTMLRenderer.escaped(result.description.name)
    return """
      <section class="map" aria-label="Map">
      <div class="controls">
      <label\(account.isDecided ? "" : " hidden")>Colour by <select id="mode"></select></label>
      <label>Go to <input id="find" list="places" autocomplete="off" placeholder="district or unit"></label>
      <datalist id="places">\(places)</datalist>
      <span class="zoom"><button type="button" id="in" aria-label="Zoom in">+</button><button type="button" id="out" aria-label="Zoom out">−</button><button type="button" id="all">Whole map</button></span>
      </div>
      <div class="canvas">
      <svg id="map" viewBox="0 0 \(Int(SVGPaths.width)) \(Int(paths.height))" role="group" aria-label="Map of \(name), north up">
      <defs>\(hatches(paths))</defs>
      <g id="units">\(units(paths))</g>
      \(buildings(paths))
      <g id="districts">\(districts(paths))</g>
      <path id="mark" d=""/>
      <g id="labels" aria-hidden="true">\(labels(paths))</g>
      \(scaleBar(paths))
      </svg>
      <div class="legend" id="legend"></div>
      </div>
      <aside class="panel" id="panel" aria-live="polite"><p class="hint">\(hint)</p>\(overview)</aside>
      </section>
      """
  }

  private var hint: String {
    account.isDecided
      ? "Choose an area on the map to see what is planned there and why: click, or Tab, arrow keys and Enter."
      : "There is no plan: the rules cannot all be met. Choose an area to see what stands there: click, or Tab, arrow keys and Enter."
  }

  /// What is chosen in the whole, before an area is looked at.
  private var overview: String {
    let lines = whole.linesByReduction
    if lines.isEmpty { return "" }
    let items = lines.map { line in
      let name = HTMLRenderer.escaped(result.options.actions[line.action].name)
      let reduction = ShownUnit.phrase(line[.co2], Amount.co2.unit)
      return
        "<dt>\(name)</dt><dd>\(line.units.counted("area")) · \(reduction) less · \(ShownUnit.phrase(line[.investment], "EUR"))</dd>"
    }
    return "<h2>What is planned</h2><dl class=\"plan\">\(items.joined())</dl>"
  }

  private var places: String {
    let districts = (0..<result.districts.count).map { account.name(of: $0) }
    // Names are enough where each district is a unit.
    let ids =
      result.units.count > result.districts.count && result.units.count <= 5000
      ? result.units.ids : []
    return (districts + ids).map { "<option value=\"\(HTMLRenderer.escaped($0))\">" }.joined()
  }

  private func hatches(_ paths: SVGPaths) -> String {
    let size = 90
    let lines = [
      "M0 \(size)L\(size) 0", "M0 0L\(size) \(size)", "M0 \(size / 2)L\(size) \(size / 2)",
      "M\(size / 2) 0L\(size / 2) \(size)",
      "M0 \(size / 2)L\(size) \(size / 2)M\(size / 2) 0L\(size / 2) \(size)",
    ]
    return Palette.colours.enumerated().flatMap { place, colour in
      lines.enumerated().map { hatch, line in
        "<pattern id=\"h\(place)-\(hatch + 1)\" width=\"\(size)\" height=\"\(size)\" patternUnits=\"userSpaceOnUse\">"
          + "<rect width=\"\(size)\" height=\"\(size)\" fill=\"\(colour)\"/>"
          + "<path d=\"\(line)\" stroke=\"\(Palette.hatchColour(on: colour))\" stroke-width=\"14\"/></pattern>"
      }
    }.joined()
  }

  private func units(_ paths: SVGPaths) -> String {
    let units = result.units
    guard Self.drawsUnits(account) else { return "" }
    return (0..<units.count).map { unit in
      // Coloured for readers without scripts too; the script colours afresh.
      let action = Int(account.main.action[unit])
      let fill = action < 0 ? "" : " fill=\"\(Palette.fill(account.looks.mark[action]))\""
      return
        "<path class=\"u\" data-u=\"\(unit)\"\(fill) d=\"\(paths.path(units.geometry, unit))\"/>"
    }.joined(separator: "\n")
  }

  private func buildings(_ paths: SVGPaths) -> String {
    guard let buildings = result.buildings, buildings.count <= Self.mostBuildings else { return "" }
    let outlines = (0..<buildings.count).map { paths.path(buildings.geometry, $0) }
    return "<path id=\"buildings\" d=\"\(outlines.joined())\"/>"
  }

  private func districts(_ paths: SVGPaths) -> String {
    let isAlone = !Self.drawsUnits(account)
    return (0..<result.districts.count).map { row in
      let outline = paths.path(result.districts.geometry, row)
      let stop =
        isAlone
        ? " class=\"d area\""
        : " class=\"d\""
      return "<path data-d=\"\(row)\"\(stop) d=\"\(outline)\"/>"
    }.joined(separator: "\n")
  }

  private func labels(_ paths: SVGPaths) -> String {
    (0..<result.districts.count).compactMap { row in
      guard let place = paths.labelPlace(result.districts.geometry, row) else { return nil }
      return
        "<text data-d=\"\(row)\" x=\"\(place.x)\" y=\"\(place.y)\">\(HTMLRenderer.escaped(account.name(of: row)))</text>"
    }.joined(separator: "\n")
  }

  /// A bar of a round number of metres, near a sixth of the width.
  private func scaleBar(_ paths: SVGPaths) -> String {
    let wanted = SVGPaths.width / 6 * paths.metresPerStep
    guard wanted > 0, wanted.isFinite else { return "" }
    var metres = 1.0
    for _ in 0..<8 where metres * 10 <= wanted { metres *= 10 }
    metres *= wanted >= metres * 5 ? 5 : wanted >= metres * 2 ? 2 : 1
    let length = Int((metres / paths.metresPerStep).rounded())
    let text = metres >= 1000 ? "\((metres / 1000).shortest) km" : "\(metres.shortest) m"
    let y = Int(paths.height) - 120
    return "<g id=\"scale\" aria-hidden=\"true\"><path d=\"M150 \(y - 60)v60h\(length)v-60\"/>"
      + "<text x=\"\(150 + length / 2)\" y=\"\(y - 60)\">\(text)</text></g>"
  }
}
