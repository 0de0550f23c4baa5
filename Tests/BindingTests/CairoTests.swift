import CairoBinding
import Foundation
import TestSupport
import Testing

@Suite("Cairo and pango")
struct CairoTests {
  @Test("an image has as many pixels as its size times its scale")
  func imageSize() throws {
    let canvas = try CairoCanvas(imageOf: 100, by: 40, scale: 1.5)
    canvas.move(x: 10, y: 10)
    for (x, y) in [(20.0, 10.0), (20, 20), (10, 20)] { canvas.line(x: x, y: y) }
    canvas.close()
    canvas.fill(CairoColour(red: 1, green: 0, blue: 0.2), keeping: false)
    let (columns, colours) = try canvas.pixels()
    #expect(columns == 150 && colours.count == 150 * 60)
    // Ten units are fifteen pixels; all other paper is white.
    #expect(colours.count { $0 == 0xFF0033 } == 225 && colours.count { $0 == 0xFFFFFF } == 8775)
    #expect(colours[15 * 150 + 15] == 0xFF0033 && colours[14 * 150 + 15] == 0xFFFFFF)
  }

  @Test(
    "a text twice as large is twice as wide, and two words take two lines where there is room for one"
  )
  func text() throws {
    let fonts = try TextSetter(family: "DejaVu Sans")
    let small = try fonts.set("Četrt", size: 10).size
    let large = try fonts.set("Četrt", size: 20).size
    #expect(small.width > 10 && abs(large.width - 2 * small.width) < 0.1)
    let longest = max(small.width, try fonts.set("center", size: 10).size.width)
    let words = try fonts.set("Četrt center", size: 10, width: longest + 1)
    #expect(words.lines.map { $0.trimmingCharacters(in: .whitespaces) } == ["Četrt", "center"])
    #expect(try fonts.set("", size: 10).size.width == 0)
  }

  @Test("where nothing may be written, the failure names the function")
  func nowhere() throws {
    let failure = #expect(throws: CairoError.self) {
      let page = try CairoCanvas(pdf: "/no/such/folder/a.pdf", width: 10, height: 10)
      try page.finish()
    }
    #expect(failure.map { "\($0.function)".hasPrefix("cairo_") } == true)
    #expect(throws: CairoError.self) { try CairoCanvas(imageOf: 1e6, by: 1e6, scale: 1) }
  }

  @Test("the same page made a second later has the same bytes")
  func pageBytes() throws {
    let folder = try TemporaryFolder()
    func page(_ name: String) throws -> Data {
      let canvas = try CairoCanvas(pdf: folder.path(name), width: 100, height: 100)
      canvas.describe(title: "A", subject: "b", creator: "c")
      let fonts = try TextSetter(family: "DejaVu Sans")
      canvas.draw(
        try fonts.set("Ljutomer", size: 10), x: 5, y: 5,
        colour: CairoColour(red: 0, green: 0, blue: 0))
      try canvas.finish()
      return try Data(contentsOf: URL(filePath: folder.path(name)))
    }
    let first = try page("a.pdf")
    Thread.sleep(forTimeInterval: 1.1)
    #expect(try page("b.pdf") == first)
    #expect(first.count > 500)
  }
}
