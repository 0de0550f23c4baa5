import Foundation
import GDALBinding
import PlanModel
import TestSupport
import Testing

@testable import Exports

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("Maps for print")
struct MapDrawingTests {
  private static func account(_ town: MadeUpTown = MadeUpTown()) -> PlanAccount {
    PlanAccount(town.result)
  }

  @Test(
    "a scale bar is 1, 2 or 5 times a power of ten and fits",
    arguments: [
      (0.1, 200.0, 2000.0), (1, 200, 200), (1, 499, 200), (1, 500, 500), (0.003, 150, 50_000),
      (30, 200, 5),
    ])
  func scaleBar(scale: Double, most: Double, metres: Double) {
    let bar = ScaleBar(scale: scale, upTo: most)
    #expect(bar.metres == metres)
    #expect(bar.length <= most && bar.length > most / 2.6)
  }

  @Test(
    "no name lies over another or outside the frame, and the heaviest has its middle",
    arguments: 1...20)
  func names(seed: Int) {
    var state = UInt64(seed)
    func random(_ bound: Double) -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / Double(1 << 53) * bound
    }
    let requests = (0..<60).map { index in
      LabelPlacement.Request(
        text: "\(index)", x: random(400), y: random(300), width: 20 + random(60), height: 15,
        weight: random(1))
    }
    let frame = Box(left: 0, top: 0, right: 400, bottom: 300)
    let boxes = LabelPlacement(requests, in: frame).boxes
    let placed = boxes.compactMap { $0 }
    #expect(placed.count > 20)
    for (index, box) in placed.enumerated() {
      #expect(frame.holds(box))
      for other in placed[..<index] { #expect(!box.overlaps(other)) }
    }
    let inside = requests.indices.filter { index in
      let one = requests[index]
      return one.x > 50 && one.x < 350 && one.y > 20 && one.y < 280
    }
    let first = requests.indices.max { requests[$0].weight < requests[$1].weight }!
    if inside.contains(first), let box = boxes[first] {
      #expect(abs((box.left + box.right) / 2 - requests[first].x) < 1e-9)
    }
  }

  @Test("classes hold about as many each; zero and nothing are in none")
  func breaks() {
    let hundred = ClassBreaks((1...100).map(Double.init) + [0, 0, -3, .nan], most: 5)
    #expect(hundred.limits == [21, 41, 61, 81])
    #expect(
      hundred.labels("m").map { $0 } == [
        "under 21 m", "21 to 41 m", "41 to 61 m", "61 to 81 m", "81 m and more",
      ])
    #expect(
      hundred.place(of: 20.9) == 0 && hundred.place(of: 21) == 1 && hundred.place(of: 99) == 4)
    #expect(ClassBreaks([7, 7, 7, 7], most: 5).limits == [])
    #expect(ClassBreaks([7, 7, 7, 7], most: 5).labels("m") == ["7 m"])
    #expect(ClassBreaks([], most: 5).limits == [])
    // No class is empty, and no two are printed alike.
    let skewed = ClassBreaks([0.0046, 0.0046, 104, 104, 104, 104, 9000], most: 5)
    let places = [0.0046, 104, 9000].map(skewed.place)
    #expect(Set(places).count == skewed.limits.count + 1)
    #expect(Set(skewed.labels("m")).count == skewed.limits.count + 1)
    #expect(ClassBreaks.text(0.0046) == "0.0046" && ClassBreaks.text(1500) == "1\u{202F}500")
    // Two digits that count, so limits stay apart: an odd number is no limit.
    #expect(ClassBreaks([0.001234, 0.005678, 1234, 5678], most: 2).limits == [1200])
  }

  @Test("north is up, the scale is one, and a polygon smaller than a pixel keeps its place")
  func frame() throws {
    let box = Box(left: 10, top: 20, right: 110, bottom: 70)
    let frame = MapFrame(Extent(minX: 0, minY: 0, maxX: 1000, maxY: 1000), in: box)
    #expect(frame.scale == 0.05)
    // The square stands in the middle of the wide box.
    #expect(frame.place(0, 0) == (35, 70) && frame.place(1000, 1000) == (85, 20))
    let column = Shapes.column(
      Shapes.polygon(Shapes.corners(0, 0, 1000, 1000)),
      Shapes.polygon(Shapes.corners(500, 500, 501, 501)),
      Shapes.polygon(Shapes.corners(90_000, 0, 91_000, 1000)))
    let square = try #require(frame.outline(of: column, 0))
    #expect(square.area == 2500)
    let speck = try #require(frame.outline(of: column, 1))
    #expect(speck.starts.count == 1 && abs(speck.x[0] - 60) < 0.1 && abs(speck.y[0] - 45) < 0.1)
    #expect(frame.outline(of: column, 2) == nil)
  }

  @Test("the classes of what is planned add up to the municipality's area, and no two look alike")
  func classes() {
    let account = Self.account()
    for theme in MapThemes(account).all where theme.rest != nil && theme.counted == "area" {
      let sum = (-1..<theme.classes.count).map { theme.extent(of: $0).area }.reduce(0, +)
      #expect(sum == 6_000_000, "\(theme.name)")
      #expect(Set(theme.classes.map(\.fill)).count == theme.classes.count)
    }
  }

  @Test("frequent colours stay as they are, a rare one becomes the nearest of them")
  func palette() {
    let white: UInt32 = 0xFFFFFF
    let red: UInt32 = 0xCC0000
    // Six of a thousand pixels are nearly red, one is grey and far from all.
    var pixels = Array(repeating: white, count: 800)
    pixels += Array(repeating: red, count: 193)
    pixels += Array(repeating: UInt32(0xCC0404), count: 6)
    pixels.append(0x808080)
    let image = PaletteImage(columns: 100, pixels: pixels).indexed
    #expect(image.palette == [white, red, 0x808080])
    #expect(image.pixels[799] == 0 && image.pixels[800] == 1)
    #expect(image.pixels[998] == 1 && image.pixels[999] == 2)
    // The greys of a palette are apart by at least eight steps, and none is further off than that.
    let greys = (0..<256).map { UInt32($0) << 16 | UInt32($0) << 8 | UInt32($0) }
    let few = PaletteImage(columns: 256, pixels: greys).indexed
    #expect(few.palette.count == 32)
    for (grey, place) in zip(0..<256, few.pixels) {
      #expect(abs(Int(few.palette[Int(place)] & 255) - grey) <= 7)
    }
  }

  @Test("a PNG map shows the colours of its legend, and is as large as its drawing")
  func pixels() throws {
    let exported = try Exported()
    let account = Self.account()
    let measure = try TextMeasure()
    let theme = MapThemes(account).main
    let drawing = try MapSheet(account, measure).municipality(theme)
    let image = try GDALDataset(exported.folder.path("out/figures/main-action.png"), as: .raster)
    let size = image.rasterDescription()
    #expect(size.columns == Int((drawing.width * 1.5).rounded(.up)))
    #expect(size.rows == Int((drawing.height * 1.5).rounded(.up)))
    var cells = [Double](repeating: 0, count: size.columns * size.rows)
    try image.read(band: 1, columns: 0..<size.columns, rows: 0..<size.rows, into: &cells)
    let bytes = try exported.bytes("figures/main-action.png")
    // The palette follows its name in the file, three bytes a colour.
    let start = try #require(bytes.firstRange(of: Data("PLTE".utf8))?.upperBound)
    var count: [Int: Int] = [:]
    for cell in cells {
      let entry = bytes[(start + 3 * Int(cell))..<(start + 3 * Int(cell) + 3)]
      count[entry.reduce(0) { $0 << 8 | Int($1) }, default: 0] += 1
    }
    for kind in theme.classes {
      let colour = Int(kind.fill.colour.dropFirst(), radix: 16)!
      #expect(count[colour, default: 0] > 500, "\(kind.label)")
    }
    // Paper, but not paper alone.
    #expect(count[0xFFFFFF, default: 0] > 10_000)
    #expect(count[0xFFFFFF, default: 0] < size.columns * size.rows * 4 / 5)
  }

  @Test(
    "every SVG is well-formed, with title, description and the notice, whatever texts it is made of"
  )
  func wellFormed() throws {
    var town = MadeUpTown()
    town.names = ["<script>a</script>", "\"]]>&amp;", "Ž\u{1}\u{202E}"]
    town.notice = "</svg><script>"
    let exported = try Exported(town)
    let files = exported.files.map(\.path).filter { $0.hasSuffix(".svg") }
    #expect(files.count == 32)
    for file in files {
      let parser = XMLParser(data: try exported.bytes(file))
      #expect(parser.parse(), "\(file): \(String(describing: parser.parserError))")
      let text = try exported.text(file)
      #expect(!text.contains("<script"))
      #expect(text.contains("<title id=") && text.contains("<desc id="))
    }
    #expect(try exported.text("figures/main-action.svg").contains("&lt;/svg&gt;&lt;script&gt;"))
  }

  @Test("who made the data stands on every map; where the plan does not say, the map says that")
  func sources() throws {
    var result = MadeUpTown().result
    let measure = try TextMeasure()
    func texts(_ result: PlanResult) throws -> String {
      let account = PlanAccount(result)
      let drawing = try MapSheet(account, measure).municipality(MapThemes(account).main)
      return drawing.marks.map { if case .text(let text) = $0 { text.text } else { "" } }
        .joined(separator: " ")
    }
    #expect(try texts(result).contains("states no licence"))
    result.description.attribution = "© Town 2024, CC BY 4.0"
    let told = try texts(result)
    #expect(told.contains("Sources: © Town 2024, CC BY 4.0."))
    #expect(
      told.contains("grid north") && told.contains("500\u{00A0}m") && told.contains("1\u{00A0}km"))
    #expect(told.contains("Slovenia 1996 / Slovene National Grid (EPSG:3794)"))
  }

  @Test("the layers are named in words, and nothing speaks of keys of plan files")
  func layerNames() throws {
    var result = MadeUpTown().result
    result.record.inputs = result.record.inputs.map { input in
      var input = input
      if input.name == "districts" { input.name = "landUse" }
      return input
    }
    let account = PlanAccount(result)
    let drawing = try MapSheet(account, TextMeasure()).municipality(MapThemes(account).main)
    let texts = drawing.marks.map { if case .text(let text) = $0 { text.text } else { "" } }
    #expect(texts.contains { $0.contains("land use") })
    #expect(!texts.contains { $0.contains("`") || $0.contains("landUse") })
  }

  @Test(
    "a name wider than its district stands in two lines, broken at the space nearest its middle")
  func names() throws {
    var town = MadeUpTown()
    town.names = ["Quarter of the inner north-east and the old harbour of the town", "B", "C"]
    let account = PlanAccount(town.result)
    let drawing = try MapSheet(account, TextMeasure()).municipality(MapThemes(account).main)
    var lines: [Drawing.Text] = []
    for case .text(let text) in drawing.marks where text.isBold && text.hasHalo {
      lines.append(text)
    }
    let first = try #require(lines.first { $0.text == "Quarter of the inner north-east" })
    let second = try #require(lines.first { $0.text == "and the old harbour of the town" })
    #expect(first.x == second.x && second.y - first.y > 11)
    #expect(lines.contains { $0.text == "B" })
  }

  @Test("a district's map counts its own areas and no others")
  func district() throws {
    let account = Self.account()
    let drawing = try MapSheet(account, TextMeasure()).district(1, MapThemes(account).main)
    #expect(drawing.summary.contains("2 areas, 2.00\u{00A0}km²"))
    #expect(!drawing.summary.contains("6 areas") && !drawing.summary.contains("nothing chosen: 1"))
  }
}
