import Foundation
import PlanModel
import TestSupport
import Testing

@testable import Exports

@Suite("The page of what moved between two plans")
struct ComparisonPageTests {
  private static func change(
    _ unit: String, _ slot: String, row: String = "", reason: String = "near tie: as good",
    co2: Double = 0, investment: Double = 0
  ) -> ChangeLine {
    var amounts = Array(repeating: 0.0, count: Amount.allCases.count)
    amounts[Amount.co2.index] = co2
    amounts[Amount.investment.index] = investment
    return ChangeLine(
      unit: unit, district: "D", slot: slot, before: "nothing", after: "Roof PV", reason: reason,
      row: row, amounts: amounts)
  }

  @Test("the decisions of a unit are one area: sums add up, and causes that differ are several")
  func areas() throws {
    let areas = ChangedArea.all(of: [
      Self.change("a", "heat", row: "target", co2: 2), Self.change("a", "roof", co2: 3),
      Self.change("b", "roof", row: "target", co2: -1),
      Self.change("c", "roof", co2: .nan),
    ])
    #expect(areas.map(\.unit) == ["a", "b", "c"])
    #expect(areas.map { $0.change(.co2) } == [5, -1, nil])
    #expect(areas.map(\.cause) == ["several causes", "target", "near tie"])
  }

  @Test(
    "less is purple and more is orange, each parted at its middle; what did not change has no class"
  )
  func differences() throws {
    let theme = try #require(
      WebMapTheme(
        key: "k", title: "t", group: "g", unit: "t CO2e/a", changes: [-4, 0, 1, 2, 9, nil]))
    #expect(theme.values == [0, -1, 1, 2, 2, -1])
    #expect(theme.classes.map(\.colour) == ["#5e3c99", "#fdb863", "#e66101"])
    #expect(theme.classes[2].title.hasPrefix("2 – 9") || theme.classes[2].title.contains("–"))
    #expect(
      WebMapTheme(key: "k", title: "t", group: "g", unit: "kW", changes: [0, nil]) == nil)
  }

  /// The pages of the made-up town and of itself with other names, and the page of both.
  private static func page(
    withLibrary: Bool, name: String? = nil, isDecided: Bool = true
  ) throws -> (
    page: String, folder: TemporaryFolder
  ) {
    let result = MadeUpTown().result
    var other = result
    let names = result.options.actions.map(\.name)
    for (k, name) in names.reversed().enumerated() { other.options.actions[k].name = name }
    if let name { other.description.name = name }
    if !isDecided {
      var town = MadeUpTown()
      town.isFeasible = false
      other = town.result
    }
    let maps = try [result, other].map { run in
      try #require(
        PackedMap(page: Data(try WebMapSources.export(run, withLibrary: withLibrary).page.utf8)))
    }
    let ids = result.units.ids
    let account = ComparisonPage.Account(
      titles: ("old </script><b>", "new"), base: "../new/", notice: "A notice.",
      totals: [["Emission reduction", "1 t", "2 t", "1 t"]],
      rules: [["target", "1 t", "2 t", "–", "–"]], notes: ["Other layers: x."], decisions: 12,
      changes: [
        change(
          ids[0], "roof", row: "target", reason: "the price of target rose", co2: 1.5,
          investment: 2000),
        change(ids[1], "roof", reason: "near tie: <img src=x onerror=alert(1)>", co2: -0.5),
      ])
    let page = ComparisonPage(
      before: maps[0], after: maps[1], account,
      try WebMapSources.parts(withLibrary: withLibrary))
    let folder = try TemporaryFolder()
    try page.bytes.write(to: URL(filePath: folder.path("changes.html")))
    return (String(decoding: page.bytes, as: UTF8.self), folder)
  }

  @Test(
    "it asks nothing of anybody, no text of a run becomes markup, and the same runs give the same bytes"
  )
  func isSafe() throws {
    let page = try Self.page(withLibrary: false, name: "Town <script>alert(1)</script>").page
    #expect(page.contains("connect-src &#39;none&#39;"))
    #expect(!page.contains("<script>alert") && !page.contains("<img src=x"))
    #expect(!page.contains("old </script>"))
    #expect(page.contains("../new/index.html"))
    #expect(
      try Self.page(withLibrary: false, name: "Town <script>alert(1)</script>").page == page)
  }

  @Test("a page that is no map, of another form, or with markup among its data is not read")
  func refusesOthers() throws {
    let page = try WebMapSources.export(MadeUpTown().result).page
    func reads(_ page: String) -> Bool { PackedMap(page: Data(page.utf8)) != nil }
    #expect(reads(page))
    #expect(!reads("<p>no map</p>"))
    #expect(!reads(page.replacing("\"mapVersion\": 2,", with: "\"mapVersion\": 99,")))
    #expect(
      !reads(
        page.replacing(
          "id=\"plan-units\">", with: "id=\"plan-units\"><!--<script>")))
    #expect(
      !reads(
        page.replacing(
          "\"basemap\": null",
          with: "\"basemap\": {\"url\":\"https://x; script-src *\",\"attribution\":\"\"}")))
  }

  @Test(
    "GDAL reads the layer of changes back with its values and styles, and it has the same bytes each time",
    .enabled(if: TestTools.has("ogr2ogr"), "ogr2ogr is not installed"))
  func geoPackage() throws {
    let folder = try TemporaryFolder()
    // A square of a degree as well-known binary.
    let square: [UInt8] =
      [1, 3, 0, 0, 0, 1, 0, 0, 0, 5, 0, 0, 0]
      + [0.0, 0, 1, 0, 1, 1, 0, 1, 0, 0].flatMap { value in
        (0..<8).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) }
      }
    let changes = [
      Self.change("a", "roof", row: "target", co2: 2), Self.change("b", "roof", co2: -1),
    ]
    for name in ["one.gpkg", "two.gpkg"] {
      try writeChanges(
        changes, geometry: { _ in square }, notice: "A notice.", to: folder.path(name))
    }
    let files = try ["one.gpkg", "two.gpkg"].map {
      try Data(contentsOf: URL(filePath: folder.path($0)))
    }
    #expect(files[0] == files[1])
    func rows(_ query: String) -> [String]? {
      TestTools.output(
        "ogr2ogr",
        ["-f", "CSV", "/vsistdout/", folder.path("one.gpkg"), "-dialect", "SQLite", "-sql", query]
      )?.split(whereSeparator: \.isNewline).map { String($0).replacing("\"", with: "") }
    }
    #expect(
      rows("SELECT id, cause, co2_change_t_CO2e_per_a AS co2, ST_Area(geom) AS a FROM changes")
        == ["id,cause,co2,a", "a,target,2,1", "b,near tie,-1,1"])
    #expect(
      rows("SELECT styleName, useAsDefault FROM layer_styles") == [
        "styleName,useAsDefault", "why,1", "emissions cut,0",
      ])
  }

  @Test(
    "in Chromium it opens on both plans, tells what moved or that there is no plan, and opens a unit with its reason",
    .enabled(
      if: WebMapSources.hasLibrary && TestTools.has("chromium") && TestPython.has("playwright"),
      "MapLibre, Chromium or Playwright is missing: tools/maplibre, tools/install tests"))
  func uses() throws {
    let folder = try Self.page(withLibrary: true).folder
    let infeasible = try Self.page(withLibrary: true, isDecided: false).folder
    let script = WebMapSources.root.appending(path: "Tests/Browser/comparison.py").path()
    let text = try #require(
      TestPython.run(
        "import runpy, sys; sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')",
        [script, folder.path("changes.html"), infeasible.path("changes.html")]))
    let facts = JSON(try JSONSerialization.jsonObject(with: Data(text.utf8)))
    func texts(_ key: String) -> [String] { facts[key].array.compactMap(\.string) }
    #expect(texts("console") == [])
    #expect(texts("requests") == ["blob", "file"])
    #expect(facts["left"].string == "Main action before")
    #expect(facts["right"].string == "Main action")
    #expect(facts["split"].value as? Bool == true)
    #expect(
      texts("themes") == [
        "Main action before", "Where the two runs differ", "What moved, and why",
        "Emissions cut, change", "Investment, change",
      ])
    #expect(texts("legend") == ["near tie", "target", "as before"])
    // No two actions of the earlier plan look alike.
    let marks = facts["before"].array.map { $0.array.dropFirst().compactMap(\.string).joined() }
    #expect(marks.count > 2 && Set(marks).count == marks.count)
    let whole = facts["whole"].string ?? ""
    #expect(whole.contains("2 of 12 decisions differ, in 2 areas"))
    #expect(whole.contains("Other layers: x."))
    #expect(facts["noPlan"].string?.contains("The later run has no plan") == true)
    #expect(facts["noPlan"].string?.contains("decisions differ") == false)
    #expect((facts["widest"].number ?? 999) <= 390 && (facts["leftmost"].number ?? -9) >= 0)
    let unit = facts["unit"].string ?? ""
    #expect(unit.contains("roof: nothing → Roof PV"))
    #expect(unit.contains("the price of target rose"))
    #expect(unit.contains("+1.50"))
    #expect(facts["sheet"].string?.hasPrefix("../new/districts/") == true)
  }
}
