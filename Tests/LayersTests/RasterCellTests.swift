import Foundation
import Layers
import PlanModel
import TestSupport
import Testing

@Suite("Cells of rasters")
struct RasterCellTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  private func open(
    _ tiff: SampleTIFF, name: String = "a.tif",
    _ change: (inout RasterSource) -> Void = { _ in }
  ) throws -> RasterOpeningResult {
    var source = RasterSource(name: "a", source: try folder.write(tiff.bytes, to: name))
    change(&source)
    return openRasters([source])
  }

  private func cells(_ result: RasterOpeningResult, band: Int = 0) throws -> [Double?] {
    let raster = try #require(result.raster, "\(result.diagnostics)")
    let cells = try raster.cells(band: band, raster.grid.window)
    return (0..<cells.count).map { cells[$0] }
  }

  @Test(
    "every type of cells gives its numbers, the smallest and the largest too",
    arguments: [
      (SampleTIFF.Cells.byte, [0.0, 1, 255]), (.int8, [-128, -1, 127]), (.uint16, [0, 256, 65535]),
      (.int16, [-32768, 0, 32767]), (.uint32, [0, 65536, 4_294_967_295]),
      (.int32, [-2_147_483_648, 16_777_217, 2_147_483_647]), (.float, [-1.5e30, 0.1, 7]),
      (.double, [-1.5e300, 0.1, 16_777_217]),
    ])
  func types(type: SampleTIFF.Cells, values: [Double]) throws {
    let opened = try open(SampleTIFF(type, columns: 3, values))
    let expected = type == .float ? values.map { Double(Float($0)) } : values
    #expect(try cells(opened) == expected)
    #expect(opened.raster?.bands[0].isInteger == (type != .float && type != .double))
    let single: Set<String> = ["byte", "uint16", "int16", "float"]
    let read = try #require(opened.raster).cells(RasterWindow(columns: 0..<3, rows: 0..<1))
    #expect(read.singles.isEmpty == !single.contains("\(type)"))
  }

  @Test("nodata, NaN and infinity are missing; nodata is compared as the band stores it")
  func nodata() throws {
    var tiff = SampleTIFF(.float, columns: 5, [0.1, .nan, .infinity, 3, -9999])
    tiff.nodata = "0.1"
    #expect(try cells(open(tiff)) == [nil, nil, nil, 3, -9999])
    #expect(
      try cells(open(tiff) { $0.nodata = -9999 })
        == [Double(Float(0.1)), nil, nil, 3, nil])
    tiff = SampleTIFF(.double, columns: 2, [0.1, 0.2])
    tiff.nodata = "0.1"
    #expect(try cells(open(tiff)) == [nil, 0.2])
    tiff = SampleTIFF(.int8, columns: 2, [-1, 1])
    tiff.nodata = "-1"
    #expect(try cells(open(tiff)) == [nil, 1])
  }

  @Test("scale and offset of the band are applied, after nodata")
  func scaled() throws {
    var tiff = SampleTIFF(.int16, columns: 3, [0, 10, -1])
    tiff.nodata = "-1"
    tiff.metadata =
      #"<Item name="SCALE" sample="0" role="scale">0.5</Item><Item name="OFFSET" sample="0" role="offset">-2</Item>"#
    let opened = try open(tiff)
    #expect(try cells(opened) == [-2, 3, nil])
    #expect(opened.raster?.bands[0].isInteger == false)
    #expect(try cells(open(tiff) { $0.factor = 10 }) == [-20, 30, nil])
  }

  @Test("an alpha band says where there is a value; a mask in a file beside it too")
  func masks() throws {
    var tiff = SampleTIFF(.byte, columns: 3, [5, 6, 7], [255, 0, 1])
    tiff.hasAlpha = true
    #expect(try cells(open(tiff)) == [5, nil, 7])
    var mask = SampleTIFF(.byte, columns: 3, [255, 255, 0])
    mask.metadata = #"<Item name="INTERNAL_MASK_FLAGS_1">2</Item>"#
    _ = try folder.write(mask.bytes, to: "b.tif.msk")
    #expect(
      try cells(open(SampleTIFF(.byte, columns: 3, [5, 6, 7]), name: "b.tif"))
        == [5, 6, nil])
  }

  @Test("a raster with the bottom row first is turned, with its missing cells, in any window")
  func southUp() throws {
    var tiff = SampleTIFF(.int16, columns: 3, [1, 2, 3, 4, -1, 6, 7, 8, 9])
    tiff.transform = [100, 10, 0, 500, 0, 10]
    tiff.nodata = "-1"
    let opened = try open(tiff)
    #expect(opened.raster?.grid.originY == 530)
    #expect(try cells(opened) == [7, 8, 9, 4, nil, 6, 1, 2, 3])
    let part = try #require(opened.raster).cells(RasterWindow(columns: 1..<3, rows: 1..<3))
    #expect((0..<4).map { part[$0] } == [nil, 6, 2, 3])
  }

  @Test(
    "rotated, sheared and mirrored rasters are refused",
    arguments: [
      [0, 1, 0.1, 0, 0.1, -1], [0, 1, 0.3, 0, 0, -1], [9, -1, 0, 0, 0, -1], [0, 0, 1, 0, 1, 0],
    ])
  func turned(transform: [Double]) throws {
    var tiff = SampleTIFF(.byte, columns: 2, [1, 2, 3, 4])
    tiff.transform = transform
    let opened = try open(tiff)
    #expect(opened.raster == nil)
    #expect(
      opened.diagnostics.allSatisfy { ["raster.rotated", "raster.not-placed"].contains($0.code) })
  }

  @Test("bands that lie together, and bands of several files of one grid, become one raster")
  func several() throws {
    let two = SampleTIFF(.uint16, columns: 2, [1, 2], [3, 4])
    let one = SampleTIFF(.double, columns: 2, [5, 6])
    var a = RasterSource(name: "two", source: try folder.write(two.bytes, to: "two.tif"))
    a.bands = nil
    let b = RasterSource(name: "one", source: try folder.write(one.bytes, to: "one.tif"))
    let opened = openRasters([a, b])
    #expect(opened.raster?.bands.map(\.name) == ["two_b1", "two_b2", "one"])
    #expect(opened.raster?.interleavedBands == 2)
    #expect(try (0..<3).map { try cells(opened, band: $0) } == [[1, 2], [3, 4], [5, 6]])
  }

  @Test("a raster of another grid is an error that names the difference")
  func otherGrid() throws {
    let first = SampleTIFF(.byte, columns: 2, [1, 2])
    var others = [first, first, first, first]
    others[0].transform[1] = 2
    others[1].transform[0] = 0.5
    others[2].epsg = 25833
    others[3].columns = 1
    let sources = try ([first] + others).enumerated().map { index, tiff in
      RasterSource(name: "r\(index)", source: try folder.write(tiff.bytes, to: "r\(index).tif"))
    }
    let opened = openRasters(sources)
    #expect(opened.raster == nil)
    #expect(opened.diagnostics.map(\.code) == Array(repeating: "raster.other-grid", count: 4))
    #expect(opened.diagnostics[0].message.contains("of 2 × 1 and not 1 × 1"))
    #expect(opened.diagnostics[1].message.contains("corner"))
    #expect(opened.diagnostics[2].message.contains("zone 33N"))
    #expect(opened.diagnostics[3].message.contains("1 × 2 and not 2 × 1 cells"))
  }

  @Test("a layer named as raster is told apart from a broken raster")
  func layer() throws {
    let path = try folder.write(
      geoJSON([("{}", rectangle(0, 0, 1, 1))]), to: "a.geojson")
    #expect(
      openRasters([RasterSource(name: "a", source: path)]).diagnostics.map(\.code) == [
        "raster.is-layer"
      ])
    #expect(SourceKind(of: path) == .layer)
    let tiff = try folder.write(SampleTIFF(.byte, columns: 1, [1]).bytes, to: "a.tif")
    #expect(SourceKind(of: tiff) == .raster)
    #expect(SourceKind(of: folder.file("none")) == nil)
  }
}
