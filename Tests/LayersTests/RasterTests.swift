import Foundation
import GDALBinding
import Layers
import PlanModel
import Testing

@Suite("Rasters")
struct RasterTests {
  private func potential(_ path: String, _ change: (inout PotentialSource) -> Void = { _ in })
    -> PotentialSource
  {
    var source = PotentialSource(name: "sun", kind: .radiation, source: path)
    change(&source)
    return source
  }

  /// Whole rows of a raster; nil is missing.
  private func rows(_ rows: Range<Int>, of raster: Raster) throws -> [Double?] {
    let cells = try raster.cells(RasterWindow(columns: 0..<raster.grid.columns, rows: rows))
    return (0..<cells.count).map { cells[$0] }
  }

  /// 4 × 3 cells of 0, 1, … 11, of which 5 is nodata.
  private func sample(_ path: String) throws {
    try writeGeoTIFF(
      OutputRaster(
        crs: "EPSG:25832", originX: 100, originY: 300, cellWidth: 10, cellHeight: 20, columns: 4,
        values: (0..<12).map { $0 == 5 ? -1 : Float($0) }, nodata: -1), to: path)
  }

  @Test("rows come as they are, with nodata as missing and the factor applied")
  func cells() throws {
    let folder = try Folder()
    try sample(folder.file("a.tif"))
    let (band, report, diagnostics) = openRaster(potential(folder.file("a.tif")) { $0.factor = 2 })
    let raster = try #require(band, "\(diagnostics)")
    #expect(diagnostics.isEmpty)
    #expect(raster.crs.definition == "EPSG:25832")
    #expect(
      raster.grid
        == RasterGrid(
          originX: 100, originY: 300, cellWidth: 10, cellHeight: 20, columns: 4, rows: 3))
    #expect(try rows(1..<3, of: raster) == [8, nil, 12, 14, 16, 18, 20, 22])
    #expect(report.read == 12)
    #expect(try report.sha256 == sha256(ofFile: folder.file("a.tif")))
  }

  @Test("a text grid without a CRS is an error that says how to declare one")
  func noCRS() throws {
    let folder = try Folder()
    let text =
      "ncols 2\nnrows 2\nxllcorner 0\nyllcorner 0\ncellsize 5\nNODATA_value -9\n1 2\n-9 4\n"
    let path = try folder.write(text, to: "a.asc")
    let (none, _, diagnostics) = openRaster(potential(path))
    #expect(none == nil)
    #expect(diagnostics.map(\.code) == ["layer.no-crs"])
    let band = try #require(openRaster(potential(path) { $0.crs = "EPSG:25832" }).raster)
    #expect(try rows(0..<2, of: band) == [1, 2, nil, 4])
    #expect(band.grid.originY == 10)
  }

  @Test("a band that is not there, a file that is not there, half a file: one error each")
  func broken() throws {
    let folder = try Folder()
    try sample(folder.file("a.tif"))
    #expect(
      openRaster(potential(folder.file("a.tif")) { $0.band = 2 }).diagnostics.map(\.code) == [
        "raster.no-band"
      ])
    #expect(
      openRaster(potential(folder.file("a.tif")) { $0.band = 0 }).diagnostics.map(\.code) == [
        "raster.no-band"
      ])
    #expect(
      openRaster(potential(folder.file("b.tif"))).diagnostics.map(\.code) == ["layer.no-file"])
    try writeGeoTIFF(
      OutputRaster(
        crs: "EPSG:25832", originX: 0, originY: 300, cellWidth: 1, cellHeight: 1, columns: 300,
        values: (0..<90_000).map { Float(($0 &* 7919) % 1013) }, nodata: -1),
      to: folder.file("c.tif"))
    let bytes = try Array(Data(contentsOf: URL(filePath: folder.file("c.tif"))))
    for share in [0.001, 0.1, 0.5, 0.9] {
      let path = try folder.write(Array(bytes[..<Int(Double(bytes.count) * share)]), to: "d.tif")
      let (band, _, diagnostics) = openRaster(potential(path))
      #expect(band == nil)
      #expect(diagnostics.containError, "\(share)")
    }
  }

  @Test("virtual rasters are refused")
  func virtualRaster() throws {
    let folder = try Folder()
    try sample(folder.file("a.tif"))
    let text =
      "<VRTDataset rasterXSize=\"4\" rasterYSize=\"3\"><VRTRasterBand dataType=\"Float32\" band=\"1\">"
      + "<SimpleSource><SourceFilename>\(folder.file("a.tif"))</SourceFilename></SimpleSource>"
      + "</VRTRasterBand></VRTDataset>"
    let path = try folder.write(text, to: "a.vrt")
    #expect(openRaster(potential(path)).diagnostics.map(\.code) == ["layer.format-refused"])
    let disguised = try folder.write(text, to: "b.tif")
    #expect(openRaster(potential(disguised)).diagnostics.map(\.code) == ["layer.not-readable"])
  }

  @Test("a rotated raster is refused, one with the bottom row first is turned")
  func orientation() throws {
    let folder = try Folder()
    let world = "10\n0\n0\n10\n5\n5\n"
    // A portable grey map of two rows: 1 2 above 3 4; the world file has its y grow downwards.
    let path = try folder.write(Array("P5\n2 2\n255\n".utf8) + [1, 2, 3, 4], to: "a.pgm")
    _ = try folder.write(world, to: "a.wld")
    let band = try #require(openRaster(potential(path) { $0.crs = "EPSG:25832" }).raster)
    #expect(try rows(0..<2, of: band) == [3, 4, 1, 2])
    #expect(try rows(0..<1, of: band) == [3, 4])
    #expect(band.grid.originY == 20)
    _ = try folder.write("10\n1\n1\n-10\n5\n5\n", to: "a.wld")
    #expect(
      openRaster(potential(path) { $0.crs = "EPSG:25832" }).diagnostics.map(\.code)
        == ["raster.rotated"])
  }

  @Test(
    "no raster of the suites stops a run",
    .enabled(if: sharedData("suites/zonal") != nil, "the shared data are not at hand"))
  func suites() throws {
    for path in sharedFiles("suites/zonal", [".tif"]) + sharedFiles("rasters", [".tif"]) {
      let (band, _, diagnostics) = openRaster(potential(path) { $0.crs = "EPSG:4326" })
      #expect(band != nil || diagnostics.containError, "\(path)")
      if let band { _ = try rows(0..<min(10, band.grid.rows), of: band) }
    }
  }
}
