import Foundation
import PlanModel
import TestSupport
import Testing

@Suite("Contrast measured in Chromium")
struct ContrastTests {
  private static let canRun = TestTools.has("chromium") && TestPython.has("playwright")
  private static let note: Comment = "Chromium or Playwright is missing: tools/install tests"

  /// What `Tests/Browser/contrast.py` measured on pages, each in light and in dark.
  private func facts(_ pages: [String]) throws -> [JSON] {
    let script = WebMapSources.root.appending(path: "Tests/Browser/contrast.py").path()
    let text = try #require(
      TestPython.run(
        "import runpy, sys; sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')",
        [script] + pages))
    return JSON(try JSONSerialization.jsonObject(with: Data(text.utf8))).array
  }

  @Test(
    "a text too faint for its ground is found, whether the ground is its own, around it or drawn below it",
    .enabled(if: canRun, note))
  func finds() throws {
    let folder = try TemporaryFolder()
    // WCAG 2.1 knows #767676 on white as the lightest grey that passes; black on white has 21.
    let page = """
      <!doctype html><meta charset="utf-8"><style>@media (prefers-color-scheme: dark) { body { background: #000; color: #fff } }</style>
      <body style="font: 16px sans-serif"><p style="background:#fff;color:#767676">passes</p>
      <p style="background:#fff;color:#777777">fails</p><p style="background:#fff;color:#949494;font-size:24px">large passes</p>
      <div style="background:#202020"><p style="color:#606060">around</p></div><p style="background:#fff;color:#000;opacity:.3">clear</p>
      <svg width="200" height="40"><rect width="200" height="40" fill="#000000"/><text x="10" y="25" fill="#333333">drawn</text></svg>
      """
    try Data(page.utf8).write(to: URL(filePath: folder.path("faint.html")))
    let facts = try facts([folder.path("faint.html")])
    #expect(facts.map { $0["scheme"].string } == ["light", "dark"])
    for fact in facts {
      let faint = fact["faint"].array.compactMap(\.string)
      let names = faint.map { String($0.prefix { $0 != ":" }) }
      #expect(names == ["fails", "around", "clear", "drawn"])
      #expect(faint.first == "fails: 4.48" && fact["texts"].number == 6)
    }
  }

  @Test(
    "every text of the pages has at least the contrast of WCAG AA, in light and in dark",
    .enabled(if: canRun, note))
  func pages() throws {
    var pages: [String] = []
    let exported = try Exported()
    pages += ["index.html", "municipality.html", "districts/north.html"].map {
      exported.folder.path("out/" + $0)
    }
    var map: TemporaryFolder?
    if WebMapSources.hasLibrary {
      map = try WebMapSources.export(MadeUpTown().result, withLibrary: true).folder
      pages += map.map { [$0.path("out/map.html")] } ?? []
    }
    let facts = try facts(pages)
    #expect(facts.count == 2 * pages.count)
    for fact in facts {
      let page = "\(fact["page"].string ?? "") \(fact["scheme"].string ?? "")"
      #expect(fact["faint"].array.isEmpty, "\(page): \(fact["faint"].value)")
      #expect(fact["texts"].number ?? 0 > 20, "\(page)")
    }
    // The dark pages are dark.
    let grounds = Set(facts.map { "\($0["scheme"].string ?? "") \($0["ground"].string ?? "")" })
    #expect(grounds == ["light rgb(252, 252, 250)", "dark rgb(21, 25, 28)"])
    withExtendedLifetime(map) {}
  }
}
