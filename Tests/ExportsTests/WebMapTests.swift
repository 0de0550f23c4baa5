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

/// The relative luminance of a colour and the contrast of two, by WCAG 2.1.
private func contrast(_ one: String, _ other: String) -> Double {
  func luminance(_ colour: String) -> Double {
    let digits = Array(colour.dropFirst())
    let parts = stride(from: 0, to: 6, by: 2).map { k -> Double in
      let share = Double(Int(String(digits[k...(k + 1)]), radix: 16)!) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }
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
    "each step of the ramp of numbers is darker than the one before, so that it is read in grey")
  func ramp() {
    let steps = WebMapTheme.ramp.map { contrast($0, "#000000") }
    #expect(zip(steps, steps.dropFirst()).allSatisfy { $0 > $1 * 1.3 })
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

  @Test("numbers fall into classes of equally many, and what is 0 or unknown into none")
  func classes() throws {
    let theme = try #require(
      WebMapTheme(
        key: "x", title: "x", group: "", unit: "EUR", none: "none",
        values: (1...10).map { Double($0) } + [0, nil]))
    #expect(theme.values == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, -1, -1])
    #expect(theme.classes.map(\.title).first == "1.00 – 3.00\u{A0}EUR")
    #expect(
      WebMapTheme(
        key: "x", title: "x", group: "", unit: "", none: "", values: [5, 5, 0, nil]) == nil)
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
