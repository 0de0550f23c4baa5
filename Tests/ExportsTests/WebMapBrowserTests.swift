import Foundation
import PlanModel
import TestSupport
import Testing

@Suite("The web map in Chromium")
struct WebMapBrowserTests {
  private static let canRun =
    WebMapSources.hasLibrary && TestTools.has("chromium") && TestPython.has("playwright")
    && TestPython.has("PIL")

  /// What `Tests/Browser/webmap.py` found out about two runs of the made-up town, the second with other actions.
  private func facts() throws -> JSON {
    let result = MadeUpTown().result
    var other = result
    // In the other run the heat pump and the photovoltaics are called by each other's name.
    let names = result.options.actions.map(\.name)
    for (k, name) in names.reversed().enumerated() { other.options.actions[k].name = name }
    let (one, two) = (
      try WebMapSources.export(result, withLibrary: true).folder,
      try WebMapSources.export(other, withLibrary: true).folder
    )
    let script = WebMapSources.root.appending(path: "Tests/Browser/webmap.py").path()
    let text = try #require(
      TestPython.run(
        "import runpy, sys; sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')",
        [script, one.path("out/map.html"), two.path("out/map.html")]))
    return JSON(try JSONSerialization.jsonObject(with: Data(text.utf8)))
  }

  @Test(
    "it opens from disk without a network or a complaint, and all of it works: legend, hover, click, search, keys, table, swipe, another run, paper, telephone",
    .enabled(
      if: canRun, "MapLibre, Chromium or Playwright is missing: tools/maplibre, tools/install tests"
    ))
  func uses() throws {
    let facts = try facts()
    func texts(_ key: String) -> [String] { facts[key].array.compactMap(\.string) }
    #expect(texts("console") == [])
    // The page itself, and MapLibre's worker out of it.
    #expect(texts("requests") == ["blob", "file"])

    #expect(texts("legend") == ["Heat pump", "Roof PV"])
    #expect(texts("themes").starts(with: ["Main action", "Action on: roof", "Action on: heat"]))
    #expect(texts("bars").first == "Emissions cut by each action")
    #expect(facts["colours"].number ?? 0 >= 3)

    let tip = facts["tip"].string ?? ""
    #expect(
      tip.contains("Main action: ") && ["North", "South", "East"].contains { tip.hasPrefix($0) })
    // A theme that is changed is told at the pointer anew, with the area's own number.
    let own = facts["ownNumber"].string ?? ""
    #expect(own.contains("Investment of the plan: ") && own.contains("EUR/ha"))
    #expect(texts("numberLegend").count > 1)
    #expect(!texts("numberLegend").contains { own.contains($0) })
    #expect(texts("told").first?.hasPrefix("Investment of the plan, ") == true)
    #expect(texts("told").last?.contains(", unit ") == true)
    #expect(facts["framed"].string?.hasSuffix(" framed on the map") == true)
    #expect(facts["framedIsSeen"].value as? Bool == true)
    let panel = facts["clicked"].string ?? ""
    #expect(panel.contains("Investment of the plan"))
    #expect(panel.contains(", unit ") && panel.contains("District sheet with all numbers"))
    #expect(texts("back") == ["What is planned"])
    #expect(texts("secondLegend") != texts("legend") && !texts("secondLegend").isEmpty)

    #expect(texts("found").contains { $0.contains("East") && $0.contains("district") })
    #expect(facts["searched"].string == "East")
    #expect(facts["closed"].value as? Bool == true)
    #expect(facts["byKeys"].string?.contains(", unit ") == true)
    #expect(facts["cross"].value as? Bool == true)
    #expect(texts("table") == ["North", "South", "East"] && facts["fromTable"].string == "East")
    #expect(texts("unlabelled") == [])

    #expect(facts["swipeAtStart"].string?.contains("0px 0%") == true)
    #expect(facts["swipeAtEnd"].string?.contains("100%") == true)
    #expect(texts("otherThemes") == ["Main action there", "Where the two runs differ"])
    #expect(facts["note"].string?.contains("of 6 in both") == true)
    #expect(facts["note"].string?.hasPrefix("0 ") == false)
    #expect(facts["notAMap"].string?.contains("is no map.html of a run") == true)

    #expect(facts["printed"].array.map { $0.value as? Bool } == [true, false])
    #expect(facts["picture"].string == "data:image/png;base64,")
    #expect(facts["dark"].string == "true")
    #expect(facts["widest"].number ?? 999 <= 375)
    // The legend follows the map on one screen, and the table comes into view.
    let places = facts["legendBelowMap"].array.compactMap(\.number)
    #expect(places.count == 3 && places[1] >= places[0] && places[2] < 720)
    #expect(abs(facts["tableTop"].number ?? 999) < 60)
    #expect(facts["panelTop"].number ?? 999 < 360)
  }
}
