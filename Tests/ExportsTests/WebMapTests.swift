import Foundation
import GDALBinding
import PlanModel
import TestSupport
import Testing

@testable import Exports

/// The repository, and in it what the web map is made of.
enum WebMapSources {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func text(_ path: String) throws -> String {
    try String(
      contentsOf: root.appending(path: "Sources/Exports/data/" + path), encoding: .utf8)
  }

  /// Whether `tools/maplibre` was run.
  static var hasLibrary: Bool { (try? text("maplibre/maplibre-gl.js")) != nil }

  /// The parts, with the library or with a word in its place.
  static func parts(withLibrary: Bool) throws -> WebMapParts {
    let own = try WebMapParts.ownFiles.map { try text("web/" + $0) }
    return WebMapParts(
      library: withLibrary ? try text("maplibre/maplibre-gl.js") : "/* library */",
      libraryStyle: withLibrary ? try text("maplibre/maplibre-gl.css") : "/* its style */",
      licence: try text("web/maplibre-licence.txt"), style: own[0],
      scripts: Array(own.dropFirst()))
  }

  /// The ids of the built-in catalogue, in its order.
  static func catalogue() throws -> [String] {
    let file = root.appending(path: "Sources/Actions/data/catalogue.yaml")
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
      .filter { $0.hasPrefix("  - id: ") }.map { String($0.dropFirst(8)) }
  }

  /// A result with its web map, in a folder of its own.
  static func export(
    _ result: PlanResult, withLibrary: Bool = false
  ) throws -> (folder: TemporaryFolder, page: String) {
    let folder = try TemporaryFolder()
    _ = try Exports.export(
      result, to: folder.path("out"), webMap: try parts(withLibrary: withLibrary),
      workers: Workers(2))
    let page = try String(
      contentsOf: URL(filePath: folder.path("out/map.html")), encoding: .utf8)
    return (folder, page)
  }
}

/// The relative luminance of a colour by WCAG 2.1.
func luminance(_ colour: String) -> Double {
  let digits = Array(colour.dropFirst())
  let parts = stride(from: 0, to: 6, by: 2).map { k -> Double in
    let share = Double(Int(String(digits[k...(k + 1)]), radix: 16)!) / 255
    return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
  }
  return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
}

/// The contrast of two colours by WCAG 2.1.
private func contrast(_ one: String, _ other: String) -> Double {
  let (a, b) = (luminance(one), luminance(other))
  return (max(a, b) + 0.05) / (min(a, b) + 0.05)
}

@Suite("The web map as a file")
struct WebMapTests {
  @Test("texts stand out from their grounds by 4.5, and marks by 3, in light and in dark")
  func contrasts() throws {
    #expect(abs(contrast("#000000", "#ffffff") - 21) < 1e-9)
    let colours = Dictionary(
      uniqueKeysWithValues: WebMapColours.all.map { ($0.name, $0) })
    for (pairs, least) in [(WebMapColours.texts, 4.5), (WebMapColours.marks, 3.0)] {
      for (text, ground) in pairs {
        let (a, b) = (try #require(colours[text]), try #require(colours[ground]))
        #expect(contrast(a.light, b.light) >= least, "\(text) on \(ground), light")
        #expect(contrast(a.dark, b.dark) >= least, "\(text) on \(ground), dark")
      }
    }
  }

  @Test(
    "each step of the ramp of numbers is darker than the one before, turned round on dark ground, and the highest stands out from none by 3"
  )
  func ramp() throws {
    let steps = MapTheme.ramp.map { contrast($0, "#000000") }
    #expect(zip(steps, steps.dropFirst()).allSatisfy { $0 > $1 * 1.3 })
    let none = try #require(WebMapColours.all.first { $0.name == "none" })
    for count in 1...5 {
      let top = WebMapTheme.step(count - 1, of: count)
      #expect(contrast(top.light, none.light) >= (count == 1 ? 2 : 3))
      #expect(contrast(top.dark, none.dark) >= 3)
      #expect(WebMapTheme.step(0, of: 5).dark == WebMapTheme.step(4, of: 5).light)
    }
  }

  @Test("on dark ground each colour of an action stands out from what has none by 3")
  func actionsInTheDark() throws {
    let none = try #require(WebMapColours.all.first { $0.name == "none" })
    for colour in Palette.colours { #expect(contrast(colour, none.dark) >= 3, "\(colour)") }
  }

  @Test("without a map ground the page may ask nothing of anybody; with one, its host alone")
  func policy() throws {
    var result = MadeUpTown().result
    let page = try WebMapSources.export(result).page
    #expect(page.contains("default-src &#39;none&#39;"))
    #expect(page.contains("connect-src &#39;none&#39;"))
    #expect(!page.contains("https://tiles"))
    result.description.basemap = Basemap(
      url: "https://tiles.example.org/{z}/{x}/{y}.png", attribution: "© <b>Example</b>")
    let grounded = try WebMapSources.export(result).page
    #expect(grounded.contains("img-src data: blob: https://tiles.example.org; "))
    #expect(grounded.contains("connect-src https://tiles.example.org; "))
    #expect(!grounded.contains("<b>Example"))
  }

  @Test("no mark in the page comes from a text of a file")
  func hostile() throws {
    var town = MadeUpTown()
    town.names = ["</script><script>alert(1)</script>", "<img src=x>", "-->"]
    var result = town.result
    result.description.name = "</title><script>Town</script>"
    result.options.slots = ["<s>heat</s>", "\"roof\""]
    for action in result.options.actions.indices {
      result.options.actions[action].name = "<i>\(action)</i>"
    }
    let page = try WebMapSources.export(result).page
    for mark in ["<script>alert", "<img", "<script>Town", "<s>", "<i>"] {
      #expect(!page.contains(mark), "\(mark)")
    }
    // Data, tiles, units, the library, our own.
    #expect(page.components(separatedBy: "</script>").count - 1 == 5)
    for script in WebMapParts.ownFiles where script.hasSuffix(".js") {
      let text = try WebMapSources.text("web/" + script)
      for way in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("] {
        #expect(!text.contains(way), "\(way) in \(script)")
      }
    }
  }

  @Test("themes say of each unit what the plan says, in one character")
  func themes() throws {
    let account = PlanAccount(MadeUpTown().result)
    let themes = WebMapThemes(account).all
    let main = try #require(themes.first)
    #expect(main.title == "Main action" && main.classes.map(\.title) == ["Heat pump", "Roof PV"])
    for (unit, value) in main.values.enumerated() {
      let action = Int(account.main.action[unit])
      #expect(
        value < 0
          ? action < 0
          : main.classes[Int(value)].title == account.result.options.actions[action].name)
    }
    guard case .text(let column) = WebMapTheme.field(of: themes, units: 6).column else {
      Issue.record("no text")
      return
    }
    for unit in 0..<6 {
      let text = try #require(column[unit])
      #expect(text.count == themes.count)
      #expect(text.first == (main.values[unit] < 0 ? "-" : Character("\(main.values[unit])")))
    }
  }

  private static func theme(_ unit: String, _ values: [Double?]) -> WebMapTheme? {
    WebMapTheme(key: "x", title: "x", group: "", unit: unit, none: "none", values: values)
  }

  @Test(
    "numbers fall into the classes of the drawings, nothing and unknown into none of them and apart, and each unit keeps its number"
  )
  func classes() throws {
    let values = (1...10).map { Double($0) } + [0, nil]
    let theme = try #require(Self.theme("EUR", values))
    #expect(theme.values == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, -1, -2])
    #expect(
      theme.classes.map(\.title) == [
        "under 3 EUR", "3 to 5 EUR", "5 to 7 EUR", "7 to 9 EUR", "9 EUR and more",
      ])
    #expect(theme.numbers == values && theme.unit == "EUR")
    let drawn = ClassBreaks(values.compactMap { $0 }, most: 5)
    #expect(drawn.labels("EUR") == theme.classes.map(\.title))
    #expect(String(theme.values.suffix(2).map(WebMapTheme.character)) == "-.")
    // The unit is that of the middle, not of the largest.
    let wide = try #require(Self.theme("EUR", [20, 300, 4000, 50_000, 2_000_000]))
    #expect(wide.classes.first?.title == "under 300 EUR")
    #expect(Self.theme("EUR", [0, nil]) == nil)
  }

  @Test(
    "what the legend could not tell apart is one class; less than nothing is a class of its own")
  func printedClasses() throws {
    let same = try #require(Self.theme("%", [59.99999, 60, 60.00001, 60, 0]))
    #expect(same.classes.map(\.title) == ["60 %"] && same.values == [0, 0, 0, 0, -1])
    let high = try #require(Self.theme("people", [9.43, 12, 12.2, 20.6, 360, 804.9, 805, 805.1]))
    #expect(Set(high.classes.map(\.title)).count == high.classes.count)
    #expect(Set(high.values) == Set((0..<Int32(high.classes.count))))
    let less = try #require(Self.theme("EUR/a", [-5, 2, 3]))
    #expect(less.classes[0].title == "less than 0" && less.values[0] == 0 && less.values[1] == 1)
  }

  @Test(
    "amounts are shown by hectare, averages and shares as they are, and classes of risk by their names"
  )
  func indicators() throws {
    func indicator(_ id: String, _ unit: String) -> Indicator {
      Indicator(
        id: id, title: "T", unit: unit, method: "M.", support: "unit", confidence: .low)
    }
    func column(_ values: [Double?]) -> NumberColumn {
      var present = ValidityMask(count: 0, present: false)
      for value in values { present.append(value != nil) }
      return NumberColumn(values: values.map { $0 ?? 0 }, present: present)
    }
    var result = MadeUpTown().result
    let area = result.units.area
    result.unitIndicators = IndicatorTable(
      indicators: [
        indicator("population", "people"), indicator("occupancy", "people"),
        indicator("risk-class-flood", "1"),
      ],
      values: [
        column(area.map { $0 / 1e4 * 7 }), column([2, 2, 2, 2, 2, nil]),
        column([0, 1, 3, 3, 2, nil]),
      ])
    let themes = WebMapIndicators(result).themes.compactMap { $0 }
    #expect(themes.map(\.title) == ["T, per hectare", "T", "T"])
    #expect(themes[0].classes.map(\.title) == ["7 people per ha"])
    #expect(themes[0].numbers.allSatisfy { $0 == 7 })
    #expect(themes[1].classes.map(\.title) == ["2 people"])
    #expect(themes[2].classes.map(\.title) == ["low", "moderate", "high"])
    #expect(themes[2].values == [-1, 0, 2, 2, 1, -2])
  }

  @Test("the same result gives the same page, and run.json and index.html know of it")
  func promised() throws {
    let one = try WebMapSources.export(MadeUpTown().result)
    let two = try WebMapSources.export(MadeUpTown().result)
    #expect(one.page == two.page)
    for path in ["out/run.json", "out/index.html"] {
      let text = try String(contentsOf: URL(filePath: one.folder.path(path)), encoding: .utf8)
      #expect(text.contains("map.html"), "\(path)")
    }
    #expect(try !Exported().text("index.html").contains("map.html"))
    #expect(one.page.contains("Redistribution and use in source and binary forms"))
  }

  @Test("base 64 is Foundation's")
  func base64() {
    for count in 0..<50 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 89 + 200) }
      #expect(
        String(decoding: Base64.text(bytes), as: UTF8.self) == Data(bytes).base64EncodedString())
    }
  }
}
