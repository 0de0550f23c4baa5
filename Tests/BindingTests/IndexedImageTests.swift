import Foundation
import GDALBinding
import TestSupport
import Testing

@Suite("Pictures with a palette")
struct IndexedImageTests {
  @Test("a picture is read back with its colours, and the same one has the same bytes")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    let image = IndexedImage(
      columns: 3, palette: [0xFFFFFF, 0x0A_0B0C], pixels: [0, 1, 0, 1, 1, 0])
    try writePNG(image, to: folder.path("a.png"))
    try writePNG(image, to: folder.path("b.png"))
    let bytes = try Data(contentsOf: URL(filePath: folder.path("a.png")))
    #expect(try Data(contentsOf: URL(filePath: folder.path("b.png"))) == bytes)
    // Width, height and the kind of colour (3: palette) stand at fixed places of every PNG file.
    #expect(bytes[19] == 3 && bytes[23] == 2 && bytes[25] == 3)
    // The palette follows its name, three bytes a colour.
    let start = try #require(bytes.firstRange(of: Data("PLTE".utf8))?.upperBound)
    #expect(Array(bytes[start..<start + 6]) == [255, 255, 255, 10, 11, 12])
    let dataset = try GDALDataset(folder.path("a.png"), as: .raster)
    var cells = [Double](repeating: 9, count: 6)
    try dataset.read(band: 1, columns: 0..<3, rows: 0..<2, into: &cells)
    #expect(cells == [0, 1, 0, 1, 1, 0])
    // No second file beside it.
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        == ["a.png", "b.png"])
  }

  @Test("where nothing may be written, the failure says so")
  func nowhere() {
    #expect(throws: GDALError.self) {
      try writePNG(
        IndexedImage(columns: 1, palette: [0], pixels: [0]), to: "/no/such/folder/a.png")
    }
  }
}
