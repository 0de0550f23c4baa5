import Exports
import Foundation
import PlanModel
import TestSupport
import Testing

/// What a Python script prints, run by the system's Python without a screen; nil where it fails.
private func python(_ script: String, _ arguments: String...) -> String? {
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = ["QT_QPA_PLATFORM=offscreen", "/usr/bin/python3", "-c", script] + arguments
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = FileHandle.nullDevice
  do { try process.run() } catch { return nil }
  let data = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return process.terminationStatus == 0 ? String(decoding: data, as: UTF8.self) : nil
}

private func isThere(_ package: String) -> Bool {
  FileManager.default.fileExists(atPath: "/usr/lib/python3/dist-packages/\(package)")
}

@Suite("The QGIS project and the exchange formats in QGIS and GDAL")
struct QGISTests {
  private static var everyFormat: PlanResult {
    var result = MadeUpTown().result
    result.description.outputs.formats = [.csv, .flatGeobuf, .sld]
    return result
  }

  @Test(
    "QGIS opens the project: no broken layer, each map drawn, a page of the atlas for each district",
    .enabled(if: isThere("qgis"), "QGIS is not installed"))
  func project() throws {
    let exported = try Exported(Self.everyFormat)
    let script = """
      import os, sys
      from qgis.core import (QgsApplication, QgsProject, QgsMapSettings, QgsMapRendererParallelJob,
          QgsLayoutExporter)
      from qgis.PyQt.QtCore import QSize
      from qgis.PyQt.QtGui import QColor
      app = QgsApplication([], False)
      app.initQgis()
      out = sys.argv[1]
      project = QgsProject.instance()
      print("read", project.read(out + "/plan.qgz"), project.crs().authid(), project.title())
      for layer in project.mapLayers().values():
          print("layer", layer.id(), layer.isValid(), layer.featureCount() > 0)
      units = project.mapLayer("commonground_units")
      print("relation", units.editorWidgetSetup(units.fields().indexOf("district")).type())
      print("alias", units.attributeDisplayName(units.fields().indexOf("area_m2")))
      themes = project.mapThemeCollection()
      for theme in themes.mapThemes():
          settings = QgsMapSettings()
          settings.setLayers(themes.mapThemeVisibleLayers(theme))
          settings.setDestinationCrs(project.crs())
          settings.setOutputSize(QSize(300, 200))
          settings.setBackgroundColor(QColor("white"))
          extent = project.mapLayer("commonground_districts").extent()
          extent.scale(1.05)
          settings.setExtent(extent)
          job = QgsMapRendererParallelJob(settings)
          job.start()
          job.waitForFinished()
          image = job.renderedImage()
          inked = sum(image.pixelColor(x, y) != QColor("white") for x in range(300) for y in range(200))
          print("theme", theme, len(settings.layers()), inked > 500)
      for layout in project.layoutManager().printLayouts():
          if layout.atlas().enabled():
              layout.atlas().beginRender()
              layout.atlas().first()
          texts = [item.currentText() for item in layout.items() if item.type() == 65641]
          print("texts", layout.name(), "~".join(texts).replace("\\n", "~"))
          for item in layout.items():
              if item.type() == 65642: print("legend", len(item.model().rootGroup().findLayers()), item.legendFilterByMapEnabled())
          path = os.path.join(os.path.dirname(out), layout.name() + ".pdf")
          settings = QgsLayoutExporter.PdfExportSettings()
          settings.dpi = 40
          if layout.atlas().enabled():
              code = QgsLayoutExporter.exportToPdf(layout.atlas(), path, settings)[0]
          else:
              code = QgsLayoutExporter(layout).exportToPdf(path, settings)
          pages = open(path, "rb").read().count(b"/Type /Page\\n")
          print("layout", layout.name(), code, pages)
      print("variable", project.customVariables().get("cg_notice"))
      sys.stdout.flush()
      os._exit(0)
      """
    let text = try #require(python(script, exported.folder.path("out")))
    #expect(text.contains("read True EPSG:3794 "))
    let lines = text.split(separator: "\n")
    let layers = lines.filter { $0.hasPrefix("layer ") }
    #expect(layers.count == 10 && layers.allSatisfy { $0.hasSuffix("True True") }, "\(layers)")
    // Each map under the borders of the districts and what sets the district of an atlas page apart.
    let themes = lines.filter { $0.hasPrefix("theme ") }
    #expect(themes.count == layers.count - 2)
    #expect(themes.allSatisfy { $0.hasSuffix(" 3 True") }, "\(themes)")
    for map in ["Main action", "Investment of the plan", "Emissions avoided by the plan"] {
      #expect(themes.contains { $0.hasPrefix("theme \(map) ") }, "\(themes)")
    }
    for page in ["A4", "A3"] {
      #expect(text.contains("layout Overview \(page) 0 1\n"), "\(text)")
      #expect(text.contains("layout Districts \(page) 0 3\n"), "\(text)")
    }
    // Whatever theme a layout's map is given, its classes are in the legend.
    #expect(lines.filter { $0 == "legend \(layers.count - 1) True" }.count == 4, "\(text)")
    #expect(text.contains("relation ValueRelation") && text.contains("alias Area (m²)"))
    let texts = lines.filter { $0.hasPrefix("texts ") }
    // A scale, sources, and numbers as the sheets have them.
    #expect(texts.count == 4)
    #expect(texts.allSatisfy { $0.contains(/~1 : \d{1,3}(\u{202F}\d{3})*~/) }, "\(texts)")
    #expect(
      texts.allSatisfy {
        $0.contains("~Sources: the layers of the plan, as run.json lists them.~CRS: ")
      }, "\(texts)")
    let atlas = texts.filter { $0.contains("Districts A") }
    #expect(
      atlas.count == 2
        && atlas.allSatisfy { $0.contains("Population: 100~Area: 200\u{00A0}ha~Emissions today: ") },
      "\(texts)")
    #expect(text.contains("variable The geometry of this town is made up."))
  }

  @Test(
    "QGIS writes the name of every district, though long ones stand side by side",
    .enabled(if: isThere("qgis"), "QGIS is not installed"))
  func names() throws {
    var town = MadeUpTown()
    town.names = [
      "Quarter 1 (north of the river)", "Quarter 2 (inner south-west)",
      "Quarter 3 (outer south-east)",
    ]
    let exported = try Exported(town)
    let script = """
      import os, sys
      from qgis.core import QgsApplication, QgsMapRendererParallelJob, QgsMapSettings, QgsProject
      from qgis.PyQt.QtCore import QSize
      app = QgsApplication([], False)
      app.initQgis()
      project = QgsProject.instance()
      project.read(sys.argv[1] + "/plan.qgz")
      layer = project.mapLayer("commonground_districts")
      settings = QgsMapSettings()
      settings.setLayers([layer])
      settings.setDestinationCrs(project.crs())
      # As large as three fingers on paper.
      settings.setOutputSize(QSize(200, 130))
      settings.setOutputDpi(96)
      settings.setExtent(layer.extent())
      job = QgsMapRendererParallelJob(settings)
      job.start()
      job.waitForFinished()
      labels = job.takeLabelingResults().allLabels()
      print(settings.scale() < 250000, sorted({label.featureId for label in labels}))
      sys.stdout.flush()
      os._exit(0)
      """
    let text = try #require(python(script, exported.folder.path("out")))
    #expect(text == "True [1, 2, 3]\n", "\(text)")
  }

  @Test(
    "QGIS takes each SLD as it takes the QML: as many classes, the same labels",
    .enabled(if: isThere("qgis"), "QGIS is not installed"))
  func sld() throws {
    let exported = try Exported(Self.everyFormat)
    let script = """
      import glob, os, sys
      from qgis.core import QgsApplication, QgsVectorLayer
      app = QgsApplication([], False)
      app.initQgis()
      out = sys.argv[1]
      for path in sorted(glob.glob(out + "/styles/*.sld")):
          name = os.path.basename(path).split("-")[0]
          layer = QgsVectorLayer(out + "/plan.gpkg|layername=" + name + "|geometrytype=Polygon", name, "ogr")
          message, done = layer.loadSldStyle(path)
          renderer = layer.renderer()
          rules = [r.label() for r in renderer.rootRule().children()] if renderer.type() == "RuleRenderer" else []
          print(os.path.basename(path), done, layer.isValid(), renderer.type(), "/".join(rules), layer.labelsEnabled())
      sys.stdout.flush()
      os._exit(0)
      """
    let text = try #require(python(script, exported.folder.path("out")))
    let lines = text.split(separator: "\n")
    #expect(lines.count == exported.files.filter { $0.path.hasSuffix(".sld") }.count)
    #expect(lines.allSatisfy { $0.contains(" True True ") }, "\(text)")
    #expect(
      text.contains("units-main-action.sld True True RuleRenderer Heat pump/Roof PV/nothing"),
      "\(text)")
  }

  @Test(
    "GDAL reads the same ids, areas and values from every form",
    .enabled(if: isThere("osgeo"), "GDAL's Python module is not installed"))
  func readBack() throws {
    let exported = try Exported(Self.everyFormat)
    let script = """
      import sys
      from osgeo import ogr, osr
      ogr.UseExceptions()
      out = sys.argv[1]
      plane = osr.SpatialReference()
      plane.ImportFromEPSG(3794)
      plane.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
      def rows(path, name, is_text):
          source = ogr.Open(path)
          layer = source.GetLayerByName(name) if name else source.GetLayer(0)
          definition = layer.GetLayerDefn()
          fields = [definition.GetFieldDefn(k).GetName() for k in range(definition.GetFieldCount())]
          result = {}
          for feature in layer:
              geometry = feature.GetGeometryRef()
              if geometry is not None and path.endswith("geojson"):
                  geometry = geometry.Clone()
                  degrees = osr.SpatialReference()
                  degrees.ImportFromEPSG(4326)
                  degrees.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
                  geometry.Transform(osr.CoordinateTransformation(degrees, plane))
              values = {}
              for field in fields:
                  if field in ("longitude", "latitude", "WKT", "notice", "id"): continue
                  value = feature.GetField(field)
                  if value in ("", None): continue
                  try: values[field] = round(float(value), 4)
                  except ValueError: values[field] = value
              result[feature.GetField("id")] = (None if geometry is None else geometry.GetArea(), values)
          return result
      for name in ["districts", "units", "eligibility", "interests", "buildings", "benefits"]:
          package = rows(out + "/plan.gpkg", name, False)
          for ending in ["geojson", "fgb", "csv"]:
              other = rows(out + "/layers/" + name + "." + ending, None, ending == "csv")
              # Seven digits of a degree move a corner by up to 8 mm.
              slack = 1e-9 if ending != "geojson" else 1e-4
              # FlatGeobuf holds no feature without geometry.
              expected = {k: v for k, v in package.items() if ending != "fgb" or v[0] is not None}
              same = list(sorted(expected)) == list(sorted(other))
              for id in expected:
                  if not same: break
                  (a, x), (b, y) = package[id], other[id]
                  same = x == y and (a is None) == (b is None) and (a is None or abs(a - b) <= slack * a + (0.5 if slack > 1e-5 else 1e-6))
                  if not same: print("differs", name, ending, id, a, b, {k: (x.get(k), y.get(k)) for k in set(x) | set(y) if x.get(k) != y.get(k)})
              print(name, ending, len(other), same)
          source = ogr.Open(out + "/layers/" + name + ".csv")
          table = source.GetLayer(0)
          kinds = {f.GetName(): f.GetTypeName() for f in table.schema}
          print(name, "crs", table.GetSpatialRef().GetAuthorityCode(None) == "3794", kinds.get("area_m2", "Real") == "Real" and kinds["id"] == "String")
      """
    let text = try #require(python(script, exported.folder.path("out")))
    let lines = text.split(separator: "\n")
    #expect(lines.count == 24 && lines.allSatisfy { $0.hasSuffix(" True") }, "\(text)")
    #expect(text.contains("buildings csv 6 True") && text.contains("buildings fgb 5 True"))
  }
}
