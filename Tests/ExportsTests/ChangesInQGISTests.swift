import Exports
import Foundation
import PlanModel
import TestSupport
import Testing

@Suite("What moved between two plans, in QGIS")
struct ChangesInQGISTests {
  private static func change(
    _ unit: String, row: String = "", co2: Double = 0, investment: Double = 0
  ) -> ChangeLine {
    var amounts = Array(repeating: 0.0, count: Amount.allCases.count)
    amounts[Amount.co2.index] = co2
    amounts[Amount.investment.index] = investment
    return ChangeLine(
      unit: unit, district: "D", slot: "roof", before: "nothing", after: "Roof PV",
      reason: "near tie: as good", row: row, amounts: amounts)
  }

  @Test(
    "QGIS opens changes.gpkg, takes the causes by default, draws every style in its colours over a quiet ground, and names fields",
    .enabled(
      if: FileManager.default.fileExists(atPath: "/usr/lib/python3/dist-packages/qgis"),
      "QGIS is not installed"))
  func styles() throws {
    let folder = try TemporaryFolder()
    let places = ["a": 0.0, "b": 0.02, "c": 0.04, "d": 0.06]
    let whole = Shapes.rectangle(16.17, 46.53, 16.25, 46.55)
    try writeChanges(
      [
        Self.change("a", row: "target", co2: 5, investment: -2000), Self.change("b", co2: -1),
        Self.change("c", row: "budget", co2: 2, investment: 500),
      ], unmoved: [("d", "D")], districts: [("D", "Centre", whole)],
      geometry: { unit in
        let west = 16.17 + (places[unit] ?? 0)
        return Shapes.rectangle(west, 46.53, west + 0.02, 46.55)
      }, notice: "A notice.", to: folder.path("changes.gpkg"))
    let script = """
      import os, sys
      from qgis.core import (QgsApplication, QgsMapRendererParallelJob, QgsMapSettings, QgsVectorLayer)
      from qgis.PyQt.QtCore import QSize
      from qgis.PyQt.QtGui import QColor
      app = QgsApplication([], False)
      app.initQgis()
      layer = QgsVectorLayer(sys.argv[1] + "|layername=changes", "changes", "ogr")
      print("layer", layer.isValid(), layer.crs().authid(), layer.featureCount())

      def classes():
          renderer = layer.renderer()
          kind = renderer.type()
          parts = renderer.categories() if kind == "categorizedSymbol" else renderer.ranges()
          return kind, [(p.label(), p.symbol().color().name()) for p in parts]

      def colours():
          settings = QgsMapSettings()
          settings.setLayers([layer])
          settings.setDestinationCrs(layer.crs())
          settings.setOutputSize(QSize(400, 100))
          settings.setBackgroundColor(QColor("white"))
          settings.setExtent(layer.extent())
          job = QgsMapRendererParallelJob(settings)
          job.start()
          job.waitForFinished()
          image = job.renderedImage()
          image.save(os.path.dirname(sys.argv[1]) + "/changes.png")
          return [image.pixelColor(x, 50).name() for x in (50, 150, 250, 350)]

      borders = QgsVectorLayer(sys.argv[1] + "|layername=districts", "districts", "ogr")
      print("districts", borders.isValid(), borders.featureCount(), borders.labelsEnabled())
      titles = [layer.attributeDisplayName(k) for k in range(layer.fields().count())]
      print("titles", *titles, layer.displayExpression(), sep="|")
      print("default", *classes(), colours(), sep="|")
      count, ids, names, descriptions, message = layer.listStylesInDatabase()
      for id, name in sorted(zip(ids, names), key=lambda style: int(style[0])):
          qml, message = layer.getStyleFromDatabase(id)
          from qgis.PyQt.QtXml import QDomDocument
          document = QDomDocument()
          document.setContent(qml)
          print("style", name, layer.importNamedStyle(document)[0], *classes(), colours(), sep="|")
      sys.stdout.flush()
      os._exit(0)
      """
    let text = try #require(
      TestTools.output(
        "env",
        [
          "QT_QPA_PLATFORM=offscreen", "/usr/bin/python3", "-c", script,
          folder.path("changes.gpkg"),
        ]))
    let lines = text.split(separator: "\n")
    #expect(lines.first == "layer True EPSG:4326 4")
    #expect(lines.contains("districts True 1 True"))
    let titles = try #require(lines.first { $0.hasPrefix("titles|") })
    for title in ["Area", "Investment, change (EUR)", "Roof: before", "\"id\""] {
      #expect(titles.split(separator: "|").contains { $0 == title }, "\(titles)")
    }
    // The causes in the order of the alphabet, each in the colour that the page gives it.
    let causes =
      "categorizedSymbol|[('budget', '#4e8e7d'), ('near tie', '#dec553'), ('target', '#ea9aac'), ('as before', '#d9dcdd')]"
    let drawn = "['#ea9aac', '#dec553', '#4e8e7d', '#d9dcdd']"
    #expect(lines.contains("default|\(causes)|\(drawn)"), "\(text)")
    #expect(lines.contains("style|why|True|\(causes)|\(drawn)"), "\(text)")
    // Orange is more, purple is less, strong where it is much; grey is as before.
    let cut = try #require(lines.first { $0.hasPrefix("style|emissions cut|True|") })
    #expect(cut.hasSuffix("['#e66101', '#5e3c99', '#fdb863', '#d9dcdd']"), "\(cut)")
    for label in [
      "more by 5.00 t CO2e/a and above", "more by less than 5.00 t CO2e/a", "as before",
      "less, 1.00 t CO2e/a at most",
    ] {
      #expect(cut.contains("'\(label)'"), "\(cut)")
    }
    let money = try #require(lines.first { $0.hasPrefix("style|investment|True|") })
    #expect(money.hasPrefix("style|investment|True|graduatedSymbol|"))
    #expect(money.hasSuffix("['#5e3c99', '#d9dcdd', '#e66101', '#d9dcdd']"), "\(money)")
    #expect(!text.contains("yearly cost"))
  }
}
