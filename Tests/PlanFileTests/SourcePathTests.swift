import Testing

@testable import PlanFile

@Suite("Sources and country codes")
struct SourcePathTests {
  @Test(
    "connection strings stay as they are, paths become absolute",
    arguments: [
      ("data/a.gpkg", "/plan/data/a.gpkg"), ("./a.gpkg", "/plan/a.gpkg"),
      ("/abs/a.gpkg", "/abs/a.gpkg"),
      ("../a.gpkg", "/plan/../a.gpkg"), ("PG:dbname=town", "PG:dbname=town"),
      ("https://example.org/a.json", "https://example.org/a.json"),
      ("WFS:https://example.org", "WFS:https://example.org"),
      ("/vsicurl/https://example.org/a.gpkg", "/vsicurl/https://example.org/a.gpkg"),
      ("/vsizip/a.zip/b.shp", "/vsizip//plan/a.zip/b.shp"),
      ("/vsizip//abs/a.zip", "/vsizip//abs/a.zip"),
      ("/vsizip/vsicurl/https://e.org/a.zip", "/vsizip/vsicurl/https://e.org/a.zip"),
      ("/vsizip/{data/a.zip}/b.shp", "/vsizip/{data/a.zip}/b.shp"),
      ("C:/a.gpkg", "/plan/C:/a.gpkg"),
    ])
  func sources(written: String, resolved: String) {
    #expect(SourcePath(written, folder: "/plan").resolved == resolved)
  }

  @Test("a path leaves the folder only where it climbs out of it")
  func leaving() {
    #expect(SourcePath("../a", folder: "/p").leavesFolder)
    #expect(SourcePath("a/../../b", folder: "/p").leavesFolder)
    #expect(!SourcePath("a/../b", folder: "/p").leavesFolder)
    #expect(!SourcePath("/a/../b", folder: "/p").leavesFolder)
    #expect(!SourcePath("PG:../x", folder: "/p").leavesFolder)
  }

  @Test("every country code is two capital letters, and there are 249")
  func countries() {
    #expect(CountryCode.all.count == 249)
    #expect(CountryCode.all.allSatisfy { $0.count == 2 && $0 == $0.uppercased() })
    #expect(CountryCode.suggestion(for: "Switzerland") == "CH")
    #expect(CountryCode.suggestion(for: "uk") == "GB")
    #expect(CountryCode.suggestion(for: "si") == "SI")
    #expect(CountryCode.suggestion(for: "Atlantis") == nil)
  }
}
