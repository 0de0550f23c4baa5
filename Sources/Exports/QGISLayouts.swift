import PlanModel

/// The layouts of the QGIS project: the whole place and an atlas with a page for each district, on A4 and A3.
struct QGISLayouts {
  private let project: QGISProject
  private let bounds: QGISProject.Bounds

  init(_ project: QGISProject, bounds: QGISProject.Bounds) {
    self.project = project
    self.bounds = bounds
  }

  /// A sheet of paper, lying; places are in mm of A4 and grow with it.
  private struct Paper {
    let name: String
    let scale: Double

    func mm(_ length: Double) -> String { (length * scale).rounded(toDecimals: 3) }
    func points(_ size: Double) -> Int { Int((size * scale).rounded()) }
  }
  private static let papers = [
    Paper(name: "A4", scale: 1),
    // 420 mm ÷ 297 mm.
    Paper(name: "A3", scale: 420.0 / 297),
  ]

  private struct Frame {
    var x: Double
    var y: Double
    var width: Double
    var height: Double
  }

  /// What QGIS calls the kinds of items.
  private enum Kind: Int {
    case page = 65638
    case map
    case picture
    case label
    case legend
    case scaleBar = 65646
  }

  var xml: String {
    guard let map = project.opening else { return "" }
    return Self.papers.flatMap { paper in
      [
        layout("Overview \(paper.name)", on: paper, of: map, isAtlas: false),
        layout("Districts \(paper.name)", on: paper, of: map, isAtlas: true),
      ]
    }.joined(separator: "\n")
  }

  private func layout(
    _ name: String, on paper: Paper, of sheet: QGISProject.Sheet, isAtlas: Bool
  ) -> String {
    let districts = project.sheets.first { $0.style.layer == "districts" }
    let page = Frame(x: 0, y: 0, width: 297, height: 210)
    let map = Frame(x: 10, y: 28, width: 200, height: 146)
    let area = bounds.grown(by: 0.03).fitting(width: map.width, height: map.height)
    let title = isAtlas ? "[% \"name\" %] – [% @cg_municipality %]" : "[% @cg_title %]"
    let items = [
      item(
        .map, 1, map, paper, isFramed: true,
        " followPreset=\"true\" followPresetName=\"\(QML.escaped(sheet.title))\" keepLayerSet=\"false\" mapRotation=\"0\" drawCanvasItems=\"false\" labelMargin=\"0,mm\" mapFlags=\"0\"",
        "<Extent xmin=\"\(area.left.shortest)\" ymin=\"\(area.low.shortest)\" xmax=\"\(area.right.shortest)\" ymax=\"\(area.top.shortest)\"/>"
          + "<LayerSet/><AtlasMap atlasDriven=\"\(isAtlas ? 1 : 0)\" scalingMode=\"2\" margin=\"0.1\"/>",
        id: Self.mapName),
      label(2, Frame(x: 10, y: 8, width: 277, height: 10), paper, size: 16, isBold: true, title),
      label(
        3, Frame(x: 10, y: 18, width: 277, height: 9), paper, size: 8,
        isAtlas
          ? "[% @cg_title %]. Page [% @atlas_featurenumber %] of [% @atlas_totalfeatures %]."
          : "[% @cg_certificate %]"),
      item(
        .legend, 4, Frame(x: 214, y: 28, width: 73, height: 90), paper, isFramed: false,
        " title=\"\" legendFilterByMap=\"1\" legendFilterByAtlas=\"0\" map_uuid=\"\(uuid(1))\" resizeToContents=\"1\""
          + " columnCount=\"1\" splitLayer=\"0\" boxSpace=\"0\" columnSpace=\"2\" lineSpacing=\"1\" symbolWidth=\"\(paper.mm(6))\" symbolHeight=\"\(paper.mm(3.5))\" wrapChar=\"\" fontColor=\"#1d2226\"",
        "<styles>\(legendStyles(paper))</styles><layer-tree-group>"
          // All of them: the filter leaves those that the map's theme shows, whichever it is.
          + project.legendLayers
          + "<custom-order enabled=\"0\"/></layer-tree-group>"),
      // Scale and north stand below the map, where they hide nothing and no colour lies under them.
      item(
        .picture, 5, Frame(x: 200, y: 175.5, width: 10, height: 12.5), paper, isFramed: false,
        " file=\"base64:\(Self.northArrow)\" mode=\"0\" resizeMode=\"0\" anchorPoint=\"0\" pictureRotation=\"0\" northMode=\"0\" northOffset=\"0\" mapUuid=\"\(uuid(1))\"",
        ""),
      scaleBar(6, Frame(x: 10, y: 176, width: 60, height: 12), paper),
      label(9, Frame(x: 90, y: 180, width: 60, height: 6), paper, size: 8, "1 : \(Self.scale)"),
      label(
        7, Frame(x: 10, y: 190, width: 277, height: 4), paper, size: 7, isBold: true,
        "[% @cg_notice %]"),
      label(
        10, Frame(x: 10, y: 194, width: 277, height: 12), paper, size: 7,
        "Sources: [% @cg_sources %]\nCRS: [% @cg_crs %]. Base year [% @cg_base_year %], target year [% @cg_target_year %]. CommonGround [% @cg_version %]."
      ),
    ]
    let numbers =
      isAtlas
      ? label(
        8, Frame(x: 214, y: 140, width: 73, height: 46), paper, size: 8,
        "[% map_get(from_json(@cg_numbers), \"id\") %]") : ""
    let atlas =
      "<Atlas enabled=\"\(isAtlas ? 1 : 0)\" coverageLayer=\"\(districts?.id ?? "")\" coverageLayerName=\"Districts\" coverageLayerProvider=\"ogr\""
      + " coverageLayerSource=\"./plan.gpkg|layername=districts\" hideCoverage=\"0\" filenamePattern=\"'district-' || &quot;id&quot;\""
      + " pageNameExpression=\"&quot;name&quot;\" sortFeatures=\"1\" sortKey=\"&quot;id&quot;\" sortAscending=\"1\" filterFeatures=\"0\"/>"
    return
      "<Layout name=\"\(name)\" units=\"mm\" printResolution=\"200\" worldFileMap=\"\(uuid(1))\"><PageCollection>"
      + item(.page, 0, page, paper, isFramed: false, "", "") + "</PageCollection>"
      + items.joined() + numbers + atlas + "</Layout>"
  }

  /// What expressions call the map.
  private static let mapName = "map"

  /// The scale's number to the hundred, its thousands apart as in all other outputs, whatever the language of the reader's QGIS.
  private static let scale =
    "[% replace(format_number(round(item_variables('\(mapName)')['map_scale'], -2), 0, 'en'), ',', '\u{202F}') %]"

  /// What the page of each district says of it, by id, as JSON: a number of people is written here as in the sheets, which no
  /// format of QGIS does.
  static func numbers(of account: PlanAccount) -> String {
    let result = account.result
    let pages = result.districts.ids.enumerated().map { district, id in
      var lines = [
        "Population: \(result.districtStock.population[district].wholeOrTenths)",
        "Area: \((result.ledger.districtArea[district] / 10_000).aboutThreeDigits)\u{00A0}ha",
        "Emissions today: \(ShownUnit.phrase(result.baselineEmissions[district], Amount.co2.unit))",
      ]
      if account.isDecided {
        let money = YearlyMoney(cost: account.sum(.annualCost, in: district))
        let shown: [(String, Amount)] = [
          ("Reduction", .co2), ("Investment", .investment), ("Energy saved", .energySaved),
          ("Renewable energy", .renewableEnergy),
        ]
        lines += shown.map { title, amount in
          "\(title): \(ShownUnit.phrase(account.sum(amount, in: district), amount.unit))"
        }
        lines.insert("\(money.name): \(money.value)", at: lines.count - 2)
      }
      return (id, JSONValue.string(lines.joined(separator: "\n")))
    }
    return JSONValue.object(pages).text(indented: false)
  }

  private func uuid(_ number: Int) -> String {
    let digits = String(number)
    return "{00000000-0000-4000-8000-"
      + String(repeating: "0", count: 12 - digits.count) + digits + "}"
  }

  private func item(
    _ kind: Kind, _ number: Int, _ frame: Frame, _ paper: Paper, isFramed: Bool,
    _ attributes: String, _ content: String, id: String = ""
  ) -> String {
    let place = "\(paper.mm(frame.x)),\(paper.mm(frame.y)),mm"
    let hasGround = kind == .map || kind == .page
    return
      "<LayoutItem type=\"\(kind.rawValue)\" uuid=\"\(uuid(number))\" templateUuid=\"\(uuid(number))\" id=\"\(id)\" position=\"\(place)\" positionOnPage=\"\(place)\""
      + " size=\"\(paper.mm(frame.width)),\(paper.mm(frame.height)),mm\" referencePoint=\"0\" zValue=\"\(number)\" visibility=\"1\" opacity=\"1\" itemRotation=\"0\""
      + " frame=\"\(isFramed)\" outlineWidthM=\"0.2,mm\" frameJoinStyle=\"miter\" background=\"\(hasGround)\" blendMode=\"0\" positionLock=\"false\" excludeFromExports=\"0\"\(attributes)>"
      + "<FrameColor red=\"60\" green=\"66\" blue=\"72\" alpha=\"255\"/><BackgroundColor red=\"255\" green=\"255\" blue=\"255\" alpha=\"255\"/>"
      + content + "</LayoutItem>"
  }

  private func label(
    _ number: Int, _ frame: Frame, _ paper: Paper, size: Double, isBold: Bool = false,
    _ text: String
  ) -> String {
    item(
      .label, number, frame, paper, isFramed: false,
      " labelText=\"\(escapedLines(text))\" htmlState=\"0\" halign=\"1\" valign=\"32\" marginX=\"0\" marginY=\"0\"",
      "<LabelFont description=\"\(font(paper.points(size), isBold: isBold))\" style=\"\"/>"
        + "<FontColor red=\"29\" green=\"34\" blue=\"38\" alpha=\"255\"/>")
  }

  /// Line breaks in an attribute are spaces unless they are written as references.
  private func escapedLines(_ text: String) -> String {
    QML.escaped(text).split(separator: "\n", omittingEmptySubsequences: false)
      .joined(separator: "&#10;")
  }

  /// A font as Qt writes it.
  private func font(_ size: Int, isBold: Bool = false) -> String {
    "Sans,\(size),-1,5,\(isBold ? 75 : 50),0,0,0,0,0"
  }

  private func legendStyles(_ paper: Paper) -> String {
    [("title", 10.0), ("group", 9), ("subgroup", 8), ("symbol", 8), ("symbolLabel", 8)].map {
      "<style name=\"\($0.0)\" alignment=\"1\" indent=\"0\" marginTop=\"\($0.0 == "title" ? "0" : paper.mm(1.5))\" marginLeft=\"\(paper.mm(1.5))\" marginBottom=\"\(paper.mm(1))\">"
        + "<styleFont description=\"\(font(paper.points($0.1), isBold: !$0.0.hasPrefix("symbol")))\" style=\"\"/></style>"
    }.joined()
  }

  /// A bar of kilometres that fits itself to the scale of the map.
  private func scaleBar(_ number: Int, _ frame: Frame, _ paper: Paper) -> String {
    item(
      .scaleBar, number, frame, paper, isFramed: false,
      " style=\"Single Box\" mapUuid=\"\(uuid(1))\" unitType=\"km\" unitLabel=\"km\" numMapUnitsPerScaleBarUnit=\"1\" segmentSizeMode=\"1\""
        + " minBarWidth=\"\(paper.mm(30))\" maxBarWidth=\"\(paper.mm(50))\" numSegments=\"2\" numSegmentsLeft=\"0\" numUnitsPerSegment=\"1\" height=\"\(paper.mm(2))\""
        + " labelBarSpace=\"\(paper.mm(1))\" boxContentSpace=\"1\" outlineWidth=\"0.2\" alignment=\"0\" lineJoinStyle=\"miter\" lineCapStyle=\"square\"",
      "<text-style fontFamily=\"Sans\" fontSize=\"\(paper.points(8))\" fontSizeUnit=\"Point\" textColor=\"29,34,38,255\"/>"
        + "<fillColor red=\"29\" green=\"34\" blue=\"38\" alpha=\"255\"/><fillColor2 red=\"255\" green=\"255\" blue=\"255\" alpha=\"255\"/><strokeColor red=\"29\" green=\"34\" blue=\"38\" alpha=\"255\"/>"
    )
  }

  /// An arrow that points up, as SVG in Base64, so that it needs no folder of pictures.
  private static let northArrow = base64(
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 26 32\" width=\"26\" height=\"32\"><path d=\"M13 1 L20 20 L13 16 Z\" fill=\"#1d2226\" stroke=\"#1d2226\"/><path d=\"M13 1 L6 20 L13 16 Z\" fill=\"#ffffff\" stroke=\"#1d2226\"/><path d=\"M9 31 V23 L17 31 V23\" fill=\"none\" stroke=\"#1d2226\" stroke-width=\"2\"/></svg>"
  )

  /// Base64 of RFC 4648.
  private static func base64(_ text: String) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    let bytes = Array(text.utf8)
    var result = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits = 0
      for byte in group { bits = bits << 8 | Int(byte) }
      bits <<= 8 * (3 - group.count)
      for place in 0..<4 {
        result += place > group.count ? "=" : String(letters[bits >> (18 - 6 * place) & 63])
      }
    }
    return result
  }
}
