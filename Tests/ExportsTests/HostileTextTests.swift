import Exports
import Foundation
import PlanModel
import TestSupport
import Testing

@Suite("Texts and ids from strangers")
struct HostileTextTests {
  private static let script = "<script>alert(\"1\")</script><img src=x onerror='a'>&amp;"

  private static func hostile() -> PlanResult {
    var town = MadeUpTown()
    town.names = [script, "a|b*c_[d](e)`f`", "]]></style></svg>\u{1}"]
    town.ids = ["</script><b>", "../../etc/passwd", "…/čé \u{202E}"]
    town.notice = "</title>" + script
    var result = town.result
    result.description.name = "<script>Town</script>"
    for action in result.options.actions.indices {
      result.options.actions[action].name = "<i>\(action)</i>"
      result.options.actions[action].leadActor = "<u>lead</u>"
    }
    result.options.slots = ["<s>heat</s>", "\"roof\""]
    result.diagnostics.append(Diagnostic(.error, "<c>", "<script>found</script>"))
    result.problem.locks[0].name = "<script>lock</script>"
    return result
  }

  @Test("no page holds a mark that came from a text")
  func pages() throws {
    let exported = try Exported.shared("hostile") { Self.hostile() }
    for file in exported.files where file.path.hasSuffix(".html") {
      let text = try exported.text(file.path)
      for mark in [
        "<script>alert", "<script>Town", "<script>found", "<script>lock", "<img", "<i>", "<u>",
        "<s>", "<b>", "</style></svg>",
      ] {
        #expect(!text.contains(mark), "\(mark) in \(file.path)")
      }
      #expect(text.contains("&lt;script&gt;") || text.contains("&lt;u&gt;"))
      let scripts = text.components(separatedBy: "</script>").count - 1
      #expect(scripts == (file.path == "index.html" ? 2 : 0), "\(file.path)")
    }
  }

  @Test("the data inside the page are JSON with the texts as they were")
  func pageData() throws {
    let page = try Exported.shared("hostile") { Self.hostile() }.text("index.html")
    let start = try #require(page.range(of: "id=\"plan-data\">")).upperBound
    let end = try #require(page.range(of: "</script>", range: start..<page.endIndex)).lowerBound
    let data = JSON(try JSONSerialization.jsonObject(with: Data(page[start..<end].utf8)))
    #expect(data["districts"][0]["name"].string == Self.script)
    #expect(data["districts"][0]["id"].string == "</script><b>")
    #expect(data["units"].array.count == 6)
  }

  @Test("Markdown tables keep their columns and hold no HTML")
  func markdown() throws {
    let exported = try Exported.shared("hostile") { Self.hostile() }
    let text = try exported.text("municipality.md")
    #expect(!text.contains("<script>") && text.contains("a\\|b\\*c\\_\\[d\\](e)\\`f\\`"))
    var width: Int?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("|") else {
        width = nil
        continue
      }
      let bars = line.replacingOccurrences(of: "\\|", with: "").filter { $0 == "|" }.count
      #expect(width == nil || width == bars, "\(line)")
      width = bars
    }
  }

  @Test("JSON and GeoJSON are read back with the texts as they were")
  func json() throws {
    let exported = try Exported.shared("hostile") { Self.hostile() }
    let features = try exported.json("layers/districts.geojson")["features"].array
    #expect(features[0]["properties"]["name"].string == Self.script)
    #expect(features[1]["id"].string == "../../etc/passwd")
    #expect(features[2]["properties"]["name"].string == "]]></style></svg>\u{1}")
    for file in exported.files where file.path.hasSuffix("json") {
      #expect(throws: Never.self) { try exported.json(file.path) }
    }
  }

  @Test("no id leads out of the folder of districts")
  func paths() throws {
    let exported = try Exported.shared("hostile") { Self.hostile() }
    let sheets = exported.files.map(\.path).filter { $0.hasPrefix("districts/") }
    #expect(sheets.count == 12)
    for sheet in sheets {
      #expect(sheet.split(separator: "/").count == 2 && !sheet.contains(".."))
      #expect(sheet.allSatisfy { $0.isASCII && !" <>:\"|?*\\%".contains($0) })
    }
    #expect(sheets.contains("districts/~2E~2E~2F~2E~2E~2Fetc~2Fpasswd.md"))
  }

  @Test("ids that a file system may take for one another get files of their own")
  func collisions() throws {
    let long = String(repeating: "x", count: 300)
    for ids in [
      ["a", "A", "a/"], ["..", ".", ""], [long, long + "y", long + "z"], ["CON", "con.x", "nul"],
      ["é", "e\u{301}x", "E"],
    ] {
      var town = MadeUpTown()
      town.ids = ids
      let exported = try Exported(town)
      let names = exported.files.map(\.path).filter {
        $0.hasPrefix("districts/") && $0.hasSuffix(".json")
      }
      #expect(Set(names.map { $0.lowercased() }).count == 3, "\(ids)")
      #expect(names.allSatisfy { $0.utf8.count < 160 })
      let links = try exported.json("municipality.json")["districts"].array
      #expect(links.map { $0["file"].string } == names)
      for (link, id) in zip(links, ids) {
        #expect(try exported.json(link["file"].string ?? "")["id"].string == id)
      }
    }
  }

  @Test("CSV is read back as it was, formulas made harmless")
  func csv() throws {
    var result = MadeUpTown().result
    let texts = [
      "plain", "a,b", "say \"x\"", "two\r\nlines", "=SUM(A1)", "+1", "-1", "@x", "\ttab", "", "é ü",
      "'quoted",
    ]
    result.diagnostics = texts.map { Diagnostic(.note, "c", $0) }
    result.description.notice = nil
    let rows = readCSV(try Exported(result).text("diagnostics.csv"))
    #expect(rows.count == texts.count + 1)
    #expect(rows.allSatisfy { $0.count == 10 })
    for (row, text) in zip(rows.dropFirst(), texts) {
      let isFormula = "=+-@\t".contains(text.first ?? "x")
      #expect(row[2] == (isFormula ? "'" + text : text))
    }
  }

  @Test("the numbers of the CSV tables are those of the run, in full")
  func csvNumbers() throws {
    let exported = try Exported(MadeUpTown())
    let actions = readCSV(try exported.text("actions.csv"))
    let column = try #require(actions[0].firstIndex(of: "investment_EUR"))
    #expect(actions.dropFirst().compactMap { Double($0[column]) }.reduce(0, +) == 1_087_500)
    #expect(actions.count == 9)
    let margin = try #require(actions[0].firstIndex(of: "margin_EUR_per_a"))
    #expect(actions[1][margin] == "12300" && actions.last?[margin] == "-12.5")
    let ledger = readCSV(try exported.text("ledger.csv"))
    let area = try #require(ledger[0].firstIndex(of: "area_m2"))
    #expect(
      ledger.dropFirst().filter { $0[2] != "outside" }.compactMap { Double($0[area]) }.reduce(0, +)
        == 6_000_025)
  }
}
