import Exports
import Foundation
import PlanModel
import TestSupport
import Testing

/// The output of a program, or nil where it is not installed or fails.
private func output(of program: String, _ arguments: [String]) -> String? {
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = [program] + arguments
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = FileHandle.nullDevice
  do { try process.run() } catch { return nil }
  let data = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return process.terminationStatus == 0 ? String(decoding: data, as: UTF8.self) : nil
}

private func isInstalled(_ program: String) -> Bool { output(of: "which", [program]) != nil }

@Suite("Outputs in the tools that people use")
struct RealToolsTests {
  @Test(
    "GDAL reads the GeoPackage: layers, counts, CRS, notice",
    .enabled(if: isInstalled("ogrinfo"), "ogrinfo is not installed"))
  func geoPackage() throws {
    let exported = try Exported(MadeUpTown())
    let text = try #require(
      output(of: "ogrinfo", ["-ro", "-so", "-al", exported.folder.path("out/plan.gpkg")]))
    for layer in [
      "districts", "units", "eligibility", "interests", "buildings", "benefits", "layer_styles",
    ] {
      #expect(text.contains("Layer name: \(layer)\n"))
    }
    #expect(text.contains("Slovenia 1996 / Slovene National Grid"))
    #expect(text.contains("NOTICE=The geometry of this town is made up."))
    #expect(text.contains("Geometry: Multi Polygon\nFeature Count: 6\n"))
  }

  @Test(
    "GDAL reads the GeoJSON as RFC 7946",
    .enabled(if: isInstalled("ogrinfo"), "ogrinfo is not installed"))
  func geoJSON() throws {
    let exported = try Exported(MadeUpTown())
    for layer in ["districts", "units", "eligibility", "interests", "buildings"] {
      let path = exported.folder.path("out/layers/\(layer).geojson")
      let text = try #require(output(of: "ogrinfo", ["-ro", "-so", "-al", path]))
      #expect(text.contains("ID[\"EPSG\",4326]]"))
    }
  }

  @Test(
    "QGIS opens every layer and takes our style by default",
    .enabled(
      if: FileManager.default.fileExists(atPath: "/usr/lib/python3/dist-packages/qgis"),
      "QGIS is not installed"))
  func qgis() throws {
    let exported = try Exported(MadeUpTown())
    let script = """
      import os, sys
      from qgis.core import QgsApplication, QgsVectorLayer
      app = QgsApplication([], False)
      app.initQgis()
      for name in ["districts", "units", "eligibility", "interests", "buildings"]:
          layer = QgsVectorLayer(sys.argv[1] + "|layername=" + name, name, "ogr")
          renderer = layer.renderer()
          kind = renderer.type()
          labels = [c.label() for c in renderer.categories()] if kind == "categorizedSymbol" else []
          print(name, layer.isValid(), layer.crs().authid(), kind, "/".join(labels), flush=True)
      # QGIS may crash while Python takes its objects apart; all is said by now.
      os._exit(0)
      """
    let text = try #require(
      output(
        of: "env",
        [
          "QT_QPA_PLATFORM=offscreen", "/usr/bin/python3", "-c", script,
          exported.folder.path("out/plan.gpkg"),
        ]))
    #expect(text.contains("districts True EPSG:3794 singleSymbol"))
    #expect(text.contains("units True EPSG:3794 categorizedSymbol Heat pump/Roof PV/nothing"))
    #expect(text.contains("eligibility True EPSG:3794 categorizedSymbol Roof PV"))
    #expect(text.contains("interests True EPSG:3794 categorizedSymbol support/opposition"))
    #expect(text.contains("buildings True EPSG:3794 categorizedSymbol Residential"))
  }

  @Test(
    "Chromium runs the page from disk: the legend is filled and nothing is asked of a network",
    .enabled(if: isInstalled("chromium"), "Chromium is not installed"))
  func chromium() throws {
    let exported = try Exported(MadeUpTown())
    let dump = try pageAfterItsScript(exported)
    #expect(dump.contains("data-ready=\"1\""))
    #expect(dump.contains("<span>Roof PV</span>"))
    #expect(dump.contains("action on: heat"))
    let page = try exported.text("index.html")
    for address in ["src=", "http://", "https://", "@import", "url(//"] {
      let found = page.replacingOccurrences(of: "http://www.w3.org/2000/svg", with: "")
      #expect(!found.contains(address), "\(address)")
    }
  }

  @Test(
    "a district's name that would lie on others moves a little, or is hidden until one looks closer",
    .enabled(if: isInstalled("chromium"), "Chromium is not installed"))
  func names() throws {
    func moved(_ names: [String]) throws -> [Substring] {
      var town = MadeUpTown()
      town.names = names
      let page = try pageAfterItsScript(Exported(town))
      let labels = page.matches(
        of: /<text data-d="(\d)" x="[^"]*" y="([^"]*)" data-x="[^"]*" data-y="([^"]*)"/)
      #expect(labels.count == 3)
      return labels.filter { $0.output.2 != $0.output.3 }.map(\.output.1)
    }
    #expect(try moved(["North", "South", "East"]).isEmpty)
    // South and East stand side by side; both are as large, and the first has the place.
    let long = String(repeating: "long name ", count: 6)
    #expect(try moved(["North", "South \(long)", "East \(long)"]) == ["2"])
  }
}

/// The page as Chromium leaves it once its script has run.
private func pageAfterItsScript(_ exported: Exported) throws -> String {
  try #require(
    output(
      of: "chromium",
      [
        "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=2000",
        "--user-data-dir=\(exported.folder.path("profile"))", "--dump-dom",
        "file://\(exported.folder.path("out/index.html"))",
      ]))
}
