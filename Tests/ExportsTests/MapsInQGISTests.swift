import Foundation
import Frameworks
import PlanModel
import TestSupport
import Testing

@testable import Exports

@Suite("The maps of a plan, counted in QGIS")
struct MapsInQGISTests {
  /// The made-up town with indicators of its units and with people who spoke of two actions.
  private static var result: PlanResult {
    var result = MadeUpTown().result
    let stock = result.unitStock
    func indicator(_ id: String, _ title: String, _ unit: String) -> Indicator {
      Indicator(
        id: id, title: title, unit: unit, method: "Made up.", support: "unit", confidence: .low)
    }
    var known = ValidityMask(count: 6, present: true)
    known[5] = false
    result.unitIndicators = IndicatorTable(
      indicators: [
        indicator("useful-heat", "Useful heat", "kWh/a"),
        indicator("pv-potential", "Rooftop photovoltaic potential", "kWh/a"),
        indicator("emissions", "Emissions", "t CO2e/a"),
        indicator("wind-potential", "Wind potential", "kWh/a"),
      ],
      values: [
        NumberColumn(
          values: (0..<6).map { stock.total(.spaceHeat, in: $0) + stock.total(.hotWater, in: $0) }),
        // One without any, one not known.
        NumberColumn(values: [10_000, 20_000, 30_000, 0, 50_000, 60_000], present: known),
        NumberColumn(values: [1, 2, 4, 8, 16, 32]),
        // The same everywhere: a value on the limit of its class.
        NumberColumn(values: result.units.area.map { $0 / 10 }),
      ])
    var said = Contributions()
    said.ids = ["round/1"]
    var published = PublishedPreferences()
    published.units = [
      (0, 0, "go"), (1, 0, "protect"), (2, 0, nil), (0, 1, "leave"), (3, 1, "go"),
      (4, 1, "negotiate"), (5, 1, "go"),
    ].map { area, action, verdict in
      var cell = PublishedPreferences.Cell(area: area, action: action, groups: [], all: nil)
      cell.verdict = verdict
      cell.ratio = 0.5
      cell.conflict = area == 1 ? "highConflict" : "development"
      return cell
    }
    result.society = SocietyResult(
      contributions: said, published: published, shownFrom: 1, outcomes: [], answers: [])
    return result
  }

  private static let account = PlanAccount.withDocuments(of: result, labels: Labels())

  /// A folder with the GeoPackage, the project and the SLD of each style.
  private static func folder() throws -> (TemporaryFolder, styles: [MapStyles.Style]) {
    let folder = try TemporaryFolder()
    let layers = MapLayers(account).all
    let outputs = try OutputFolder(replacing: folder.path("out"))
    _ = try GeoPackageWriter(account).write(layers, to: "plan.gpkg", in: outputs)
    _ = try outputs.write(try QGISProject(account, layers).archive, to: "plan.qgz")
    let styles = MapStyles(account, layers)
    for (place, style) in styles.all.enumerated() {
      _ = try outputs.write(SLD.document(of: style, ofPoints: false), to: "\(place).sld")
    }
    try outputs.swapIn()
    return (folder, styles.all)
  }

  /// Prints how many features each class of each map draws: of the project, of the styles in the GeoPackage, of the SLD files.
  private static let script = """
    import os, sys
    from qgis.core import (QgsApplication, QgsExpressionContext, QgsExpressionContextUtils,
        QgsProject, QgsRenderContext, QgsVectorLayer)
    from qgis.PyQt.QtXml import QDomDocument
    app = QgsApplication([], False)
    app.initQgis()
    out = sys.argv[1]

    def classes(layer):
        renderer = layer.renderer()
        context = QgsRenderContext()
        scopes = QgsExpressionContextUtils.globalProjectLayerScopes(layer)
        context.setExpressionContext(QgsExpressionContext(scopes))
        titles = {item.ruleKey(): item.label() for item in renderer.legendSymbolItems()}
        renderer.startRender(context, layer.fields())
        counts = {title: 0 for title in titles.values()}
        for feature in layer.getFeatures():
            context.expressionContext().setFeature(feature)
            # A rule of labels alone has no line in the legend.
            keys = renderer.legendKeysForFeature(feature, context)
            drawn = sorted(titles[key] for key in keys if key in titles)
            if drawn:
                name = " and at once ".join(drawn)
                counts[name] = counts.get(name, 0) + 1
        renderer.stopRender(context)
        return "/".join(sorted(f"{title}={count}" for title, count in counts.items()))

    project = QgsProject.instance()
    project.read(out + "/plan.qgz")
    for layer in sorted(project.mapLayers().values(), key=lambda layer: layer.name()):
        print("project", layer.isValid(), layer.name(), layer.displayExpression(), classes(layer), sep="|")
    number = 0
    while os.path.exists(out + f"/{number}.sld"):
        table, style = sys.argv[2 + number].split("|")
        layer = QgsVectorLayer(f"{out}/plan.gpkg|layername={table}|geometrytype=Polygon", table, "ogr")
        count, ids, names, descriptions, message = layer.listStylesInDatabase()
        found = [id for id, name in zip(ids, names) if name == style and not descriptions is None]
        document = QDomDocument()
        document.setContent(layer.getStyleFromDatabase(found[0])[0])
        layer.importNamedStyle(document)
        print("gpkg", style, classes(layer), sep="|")
        layer.loadSldStyle(out + f"/{number}.sld")
        print("sld", style, classes(layer), sep="|")
        number += 1
    sys.stdout.flush()
    os._exit(0)
    """

  @Test(
    "QGIS draws the same number of areas in each class from the project, from the GeoPackage and from SLD, and none twice",
    .enabled(
      if: FileManager.default.fileExists(atPath: "/usr/lib/python3/dist-packages/qgis"),
      "QGIS is not installed"))
  func counts() throws {
    let (folder, styles) = try Self.folder()
    let text = try #require(
      TestTools.output(
        "env",
        ["QT_QPA_PLATFORM=offscreen", "/usr/bin/python3", "-c", Self.script, folder.path("out")]
          + styles.map { "\($0.layer)|\($0.name)" }))
    let lines = text.split(separator: "\n").map {
      $0.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    }
    func counts(_ kind: String, _ name: String) -> String? {
      lines.first { $0[0] == kind && $0[kind == "project" ? 2 : 1] == name }?.last
    }
    for style in styles where style.layer != "districts" || style.group != nil {
      let qml = try #require(counts("gpkg", style.name), "\(text)")
      #expect(qml == counts("sld", style.name), "\(style.name)")
      #expect(!qml.contains(" and at once "), "\(qml)")
    }
    let main = Self.account.main
    let actions = Self.account.result.options.actions
    let expected =
      main.used.map { used in
        "\(actions[used].name)=\(main.action.count { Int($0) == used })"
      } + ["nothing=\(main.action.count { $0 < 0 })"]
    #expect(counts("sld", "main action") == expected.sorted().joined(separator: "/"), "\(text)")

    // Only the areas that people spoke of in this action, whatever else lies there.
    let heat = "acceptability of \(Self.account.result.options.actions[0].name.lowercasedFirst)"
    let four = try #require(counts("gpkg", heat))
    #expect(four.contains("go: wanted, and the groups agree=1/"), "\(four)")
    #expect(four.contains("too few voices to show=1"), "\(four)")
    #expect(four.contains("leave: not wanted, and the groups agree=0/"), "\(four)")
    let sheet = try #require(
      counts("project", heat.prefix(1).uppercased() + heat.dropFirst()), "\(text)")
    #expect(sheet == four)

    let projects = lines.filter { $0[0] == "project" }
    #expect(projects.allSatisfy { $0[1] == "True" }, "\(text)")
    #expect(projects.filter { $0[2] == "Districts" }.map { $0[3] } == ["\"name\""])
    #expect(projects.filter { $0[2] == "Main action" }.map { $0[3] } == ["\"id\""])
  }

  @Test(
    "each map of numbers has in QGIS the classes of its drawing, with as many areas, and what has none in grey",
    .enabled(
      if: FileManager.default.fileExists(atPath: "/usr/lib/python3/dist-packages/qgis"),
      "QGIS is not installed"))
  func numbers() throws {
    let (folder, styles) = try Self.folder()
    let text = try #require(
      TestTools.output(
        "env",
        ["QT_QPA_PLATFORM=offscreen", "/usr/bin/python3", "-c", Self.script, folder.path("out")]
          + styles.map { "\($0.layer)|\($0.name)" }))
    let drawings = MapThemes(Self.account)
    let themes = drawings.effects + drawings.densities
    #expect(
      themes.map { $0.name } == [
        "investment", "emissions-avoided", "heat-demand", "solar-potential",
      ])
    for theme in themes {
      var expected = theme.classes.enumerated().map { place, kind in
        "\(kind.label)=\(theme.place.count { $0 == place })"
      }
      expected.append("\(theme.rest ?? "")=\(theme.place.count { $0 == -1 })")
      let title = theme.title
      #expect(
        text.contains("|\(title)|\"id\"|\(expected.sorted().joined(separator: "/"))\n"),
        "\(title): \(expected), \(text)")
    }
    // Six equal densities are one class, and nothing is left out.
    #expect(
      text.contains("|Wind potential|\"id\"|1 MWh/a per ha=6/none or unknown=0\n"), "\(text)")
    let missing = styles.filter { $0.group != nil }.compactMap { style -> String? in
      guard case .ranges(_, let ranges) = style.drawing.rule else { return nil }
      return ranges.last?.symbol.ground
    }
    #expect(missing.count >= 6 && missing.allSatisfy { $0 == Palette.none })
  }

  @Test("a style of the units says only in one place what the fields are called")
  func size() throws {
    let layers = MapLayers(Self.account).all
    let styles = MapStyles(Self.account, layers)
    let sizes = styles.all.filter { $0.layer == "units" }.map { style in
      QML.document(of: style, ofPoints: false, titles: styles.titles.byLayer["units"] ?? [])
        .contains("<alias ")
    }
    #expect(sizes.count { $0 } == 1)
  }
}
