import GDALBinding
import PROJBinding
import PlanModel

/// `plan.qgz`: the layers of `plan.gpkg` in groups, one map theme for each style, layouts for paper.
///
/// Each style is a layer of its own in the tree, because people look for maps there and not in a list of styles. What
/// comes from people's data stands in variables, which QGIS does not evaluate again, and never in the text of a label.
struct QGISProject {
  /// One layer of the project: a layer of the GeoPackage in one of its styles.
  struct Sheet {
    var style: MapStyles.Style
    var id: String
    var title: String
    var kind: String
    /// What the path to the layer ends with where a layer holds several kinds of geometry.
    var suffix: String
  }
  let account: PlanAccount
  let styles: MapStyles
  let sheets: [Sheet]
  /// What sets the district of an atlas page apart; it draws nothing elsewhere.
  let page: Sheet?
  private let crs: CRS
  /// The CRS in QGIS's XML; with well-known text, because QGIS numbers its own list of CRSs anew in each version.
  private let reference: String

  /// - Parameter layers: The layers as they are written.
  init(_ account: PlanAccount, _ layers: [Layer]) throws {
    self.account = account
    let crs = account.result.districts.crs
    let text = try PROJReferenceSystem.wellKnownText(of: crs.definition)
    reference =
      "<spatialrefsys><wkt>\(QML.escaped(text))</wkt>\(crs.epsg.map { "<srid>\($0)</srid>" } ?? "")"
      + "<authid>\(crs.definition.contains("[") ? "" : QML.escaped(crs.definition))</authid>"
      + "<description>\(QML.escaped(crs.name))</description><geographicflag>false</geographicflag></spatialrefsys>"
    self.crs = crs
    styles = MapStyles(account, layers)
    var taken: Set<String> = []
    var sheets: [Sheet] = []
    for style in styles.all {
      guard let layer = layers.first(where: { $0.name == style.layer }), layer.count > 0 else {
        continue
      }
      var id = Self.id(ofLayer: style.layer)
      if !taken.insert(id).inserted {
        id +=
          "_"
          + style.name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? String($0) : "_" }
          .joined()
        while !taken.insert(id).inserted { id += "_" }
      }
      var (kind, suffix) = ("Polygon", "")
      switch GDALRows(layer).kind {
      case .point: kind = "Point"
      case .any: suffix = "|geometrytype=Polygon"
      default: break
      }
      if let only = style.only {
        suffix += "|subset=\(QML.name(only.field)) = \(QML.text(only.value))"
      }
      sheets.append(
        Sheet(style: style, id: id, title: Self.title(of: style), kind: kind, suffix: suffix))
    }
    self.sheets = sheets
    page = sheets.first { $0.style.layer == "districts" }.map { borders in
      var page = borders
      page.id = Self.id(ofLayer: "atlas_page")
      page.title = "District of the atlas page"
      page.style.description = "In an atlas the other districts are paler than that of the page"
      page.style.drawing = MapDrawing.categories(
        "CASE WHEN $id = @atlas_featureid THEN 'page' WHEN @atlas_featureid IS NOT NULL THEN 'beside' END",
        [
          MapClass(
            value: "page", label: "district of the page", symbol: .outline("#1d2226", width: 0.9)),
          MapClass(
            value: "beside", label: "other districts",
            symbol: .fill("#ffffff", alpha: 0.65, outline: nil)),
        ])
      return page
    }
  }

  /// The id of a layer in its first style. QGIS gives ids of up to ten characters another one when it reads a project.
  static func id(ofLayer name: String) -> String { "commonground_\(name)" }

  private static func title(of style: MapStyles.Style) -> String {
    let layer = style.layer.prefix(1).uppercased() + style.layer.dropFirst()
    if style.name == style.layer { return layer }
    if style.name.hasPrefix("by ") { return "\(layer) \(style.name)" }
    if style.layer == "conflicts" { return "\(layer): \(style.name)" }
    return style.name.prefix(1).uppercased() + style.name.dropFirst()
  }

  /// The groups of the tree, from the top, which is drawn last.
  ///
  /// - Note: A style that names no group of its own stands under that of its layer.
  private static let groups: [(title: String, layers: [String])] = [
    ("Districts", ["districts"]), ("Plan", ["units"]), ("Effects of the plan", []),
    ("What it brings", ["benefits"]), ("People", ["acceptability", "conflicts", "interests"]),
    ("Today", []), ("Potentials", []), ("Climate risk", []),
    ("Area", ["buildings", "eligibility"]),
  ]

  /// The layers in the order of the tree.
  private var ordered: [(group: String, sheets: [Sheet])] {
    Self.groups.map { group in
      let named = sheets.filter { $0.style.group == group.title }
      let others = group.layers.flatMap { name in
        sheets.filter { $0.style.group == nil && $0.style.layer == name }
      }
      return (group.title, others + named)
    }.filter { !$0.1.isEmpty }
  }

  /// All layers, from the top.
  private var drawn: [Sheet] {
    let all = ordered.flatMap(\.sheets)
    guard let page, let borders = all.first else { return all }
    return [borders, page] + all.dropFirst()
  }

  /// The map that the project opens with and that layouts show: what is planned.
  var opening: Sheet? { sheets.first { $0.style.layer == "units" } }

  /// The maps: each shows one layer under the borders of the districts.
  var themes: [Sheet] { ordered.flatMap(\.sheets).filter { $0.id != borders?.id } }

  /// The borders of the districts, which lie over each map.
  var borders: Sheet? { sheets.first { $0.style.layer == "districts" } }

  /// The bytes of the file: an archive of the project's XML.
  var archive: [UInt8] {
    var zip = StoredZip()
    zip.add("plan.qgs", Array(xml.utf8))
    return zip.archive
  }

  /// The project in QGIS's XML.
  var xml: String {
    let description = account.result.description
    let title = "\(description.name): energy and climate plan \(description.targetYear)"
    let bounds = Bounds(of: account.result.districts.geometry)
    return """
      <!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
      <qgis version="3.22.0" projectname="\(escaped(title))">
      <title>\(escaped(title))</title>
      <projectCrs>\(reference)</projectCrs>
      <layer-tree-group>\(tree)</layer-tree-group>
      <mapcanvas name="theMapCanvas" annotationsVisible="1"><units>meters</units>\(bounds.grown(by: 0.05).extent)<rotation>0</rotation><destinationsrs>\(reference)</destinationsrs></mapcanvas>
      <projectlayers>
      \(drawn.map(layer).joined(separator: "\n"))
      </projectlayers>
      <layerorder>\(drawn.map { "<layer id=\"\($0.id)\"/>" }.joined())</layerorder>
      <properties>
      <SpatialRefSys><ProjectionsEnabled type="int">1</ProjectionsEnabled></SpatialRefSys>
      <Paths><Absolute type="bool">false</Absolute></Paths>
      <Measurement><AreaUnits type="QString">m2</AreaUnits><DistanceUnits type="QString">meters</DistanceUnits></Measurement>
      \(variables(title))
      </properties>
      <visibility-presets>\(themes.map(theme).joined())</visibility-presets>
      <projectMetadata>\(metadata(title))</projectMetadata>
      <Layouts>
      \(QGISLayouts(self, bounds: bounds).xml)
      </Layouts>
      </qgis>

      """
  }

  private var tree: String {
    ordered.map { group, sheets in
      "<layer-tree-group name=\"\(group)\" checked=\"Qt::Checked\" expanded=\"1\">"
        + sheets.map { sheet in
          if sheet.id == borders?.id {
            return treeLayer(sheet, isShown: true)
              + (page.map { treeLayer($0, isShown: true) } ?? "")
          }
          return treeLayer(sheet, isShown: sheet.id == opening?.id)
        }.joined() + "</layer-tree-group>"
    }.joined() + "<custom-order enabled=\"0\"/>"
  }

  /// All layers as they stand in the tree of a legend.
  var legendLayers: String {
    ordered.flatMap(\.sheets).map { treeLayer($0, isShown: true) }.joined()
  }

  /// A layer as it stands in a tree.
  func treeLayer(_ sheet: Sheet, isShown: Bool) -> String {
    "<layer-tree-layer id=\"\(sheet.id)\" name=\"\(escaped(sheet.title))\" checked=\"Qt::\(isShown ? "Checked" : "Unchecked")\""
      + " expanded=\"\(isShown ? 1 : 0)\" providerKey=\"ogr\" source=\"\(escaped(source(sheet)))\"/>"
  }

  private func source(_ sheet: Sheet) -> String {
    "./plan.gpkg|layername=\(sheet.style.layer)\(sheet.suffix)"
  }

  private func layer(_ sheet: Sheet) -> String {
    let drawing = sheet.style.drawing
    let isPoint = sheet.kind == "Point"
    return """
      <maplayer type="vector" geometry="\(sheet.kind)" styleCategories="AllStyleCategories" labelsEnabled="\(drawing.label == nil ? 0 : 1)" hasScaleBasedVisibilityFlag="0" minScale="0" maxScale="0">
      <id>\(sheet.id)</id>
      <datasource>\(escaped(source(sheet)))</datasource>
      <layername>\(escaped(sheet.title))</layername>
      <srs>\(reference)</srs>
      <resourceMetadata><type>dataset</type><title>\(escaped(sheet.title))</title><abstract>\(escaped(sheet.style.description))</abstract></resourceMetadata>
      <provider encoding="UTF-8">ogr</provider>
      <map-layer-style-manager current="default"><map-layer-style name="default"/></map-layer-style-manager>
      <flags><Identifiable>1</Identifiable><Removable>1</Removable><Searchable>1</Searchable></flags>
      \(QML.body(of: drawing, ofPoints: isPoint))\(fields(of: sheet))
      </maplayer>
      """
  }

  /// What the fields of a layer are called; in a further map of a layer only those that the map is about, since a municipality
  /// has some hundreds of them.
  private func fields(of sheet: Sheet) -> String {
    let layer = sheet.style.layer
    let isFirst = sheet.id == Self.id(ofLayer: layer)
    let told = Set(["id", "name", "district", "unit", "main_action"] + sheet.style.drawing.fields)
    return QML.fields(styles.titles.byLayer[layer] ?? [], only: isFirst ? nil : told)
  }

  private func theme(_ sheet: Sheet) -> String {
    let shown = [borders, page, sheet].compactMap { $0 }
    return
      "<visibility-preset name=\"\(escaped(sheet.title))\" has-expanded-info=\"0\" has-checked-group-info=\"0\">"
      + shown.map { "<layer id=\"\($0.id)\" visible=\"1\" style=\"default\" expanded=\"1\"/>" }
      .joined() + "</visibility-preset>"
  }

  /// What layouts and expressions may name: `@cg_municipality` and others.
  private func variables(_ title: String) -> String {
    let description = account.result.description
    let record = account.result.record
    let all = [
      ("cg_title", title), ("cg_municipality", description.name),
      ("cg_base_year", "\(description.baseYear)"), ("cg_target_year", "\(description.targetYear)"),
      ("cg_certificate", PlanWords(account).certificate),
      ("cg_notice", description.notice ?? ""),
      (
        "cg_sources",
        description.attribution.map { $0.hasSuffix(".") ? $0 : "\($0)." }
          ?? "the layers of the plan, as run.json lists them."
      ), ("cg_numbers", QGISLayouts.numbers(of: account)), ("cg_crs", crs.name),
      ("cg_version", record.version), ("cg_plan_sha256", record.planSHA256),
    ]
    let names = all.map { "<value>\($0.0)</value>" }.joined()
    let values = all.map { "<value>\(escaped($0.1))</value>" }.joined()
    return
      "<Variables><variableNames type=\"QStringList\">\(names)</variableNames><variableValues type=\"QStringList\">\(values)</variableValues></Variables>"
  }

  private func metadata(_ title: String) -> String {
    let notice = account.result.description.notice ?? ""
    return
      "<identifier>\(escaped(account.result.record.planSHA256))</identifier><type>project</type><title>\(escaped(title))</title>"
      + "<abstract>\(escaped([PlanWords(account).certificate, notice].filter { !$0.isEmpty }.joined(separator: " ")))</abstract>"
      + "<author>CommonGround \(escaped(account.result.record.version))</author>"
  }

  private func escaped(_ text: String) -> String { QML.escaped(text) }

  /// Bounds in the plan's CRS.
  struct Bounds {
    var left: Double
    var low: Double
    var right: Double
    var top: Double

    init(of column: GeometryColumn) {
      var x: [Double] = []
      var y: [Double] = []
      for row in 0..<column.count where !column.isMissing(row) {
        var cursor = WKBCursor(column, row: row)
        // What is malformed has failed in every other output before.
        try? cursor.allCoordinates(x: &x, y: &y)
      }
      (left, low, right, top) = (x.min() ?? 0, y.min() ?? 0, x.max() ?? 1, y.max() ?? 1)
    }

    /// The bounds with a margin on each side, as a share of their size.
    func grown(by share: Double) -> Bounds {
      var bounds = self
      let (width, height) = (right - left, top - low)
      bounds.left -= share * width
      bounds.right += share * width
      bounds.low -= share * height
      bounds.top += share * height
      return bounds
    }

    /// The bounds grown in one direction to a ratio of width and height.
    func fitting(width: Double, height: Double) -> Bounds {
      var bounds = self
      let wide = (top - low) * width / height
      if wide > right - left {
        bounds.left -= (wide - (right - left)) / 2
        bounds.right = bounds.left + wide
      } else {
        let tall = (right - left) * height / width
        bounds.low -= (tall - (top - low)) / 2
        bounds.top = bounds.low + tall
      }
      return bounds
    }

    var extent: String {
      "<extent><xmin>\(left.shortest)</xmin><ymin>\(low.shortest)</ymin><xmax>\(right.shortest)</xmax><ymax>\(top.shortest)</ymax></extent>"
    }
  }
}
