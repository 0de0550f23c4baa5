import Foundation
import GDALBinding
import Layers
import PlanModel
import TestSupport
import Testing

@testable import Overlay

private let gdaldem = "/usr/bin/gdaldem"

/// Slope and direction beside those of gdaldem, which has Horn's formula as well.
@Suite(
  .enabled(
    if: FileManager.default.isExecutableFile(atPath: gdaldem), "gdaldem is not on this machine"))
struct GdaldemAgreementTests {
  private func run(_ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(filePath: gdaldem)
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  private func cells(_ path: String) throws -> RasterCells {
    let opened = openRaster(PotentialSource(name: "raster", kind: .elevation, source: path))
    let raster = try #require(opened.raster, "\(opened.diagnostics)")
    return try raster.cells(raster.grid.window)
  }

  @Test("of 10,000 cells of rough ground every one faces as slope and aspect of gdaldem say")
  func facings() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("surface.tif")
    var state: UInt64 = 7
    let side = 102
    let values = (0..<side * side).map { cell -> Float in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let rough = Float(state >> 40) / 0x1p24 * 3
      return Float(20 * sin(Double(cell % side) / 7) + 15 * cos(Double(cell / side) / 5)) + rough
    }
    try writeGeoTIFF(
      OutputRaster(
        crs: "EPSG:25832", originX: 500_000, originY: 5_000_000, cellWidth: 2, cellHeight: 2,
        columns: side, values: values, nodata: -9999), to: path)
    try run(["slope", path, folder.path("slope.tif")])
    try run(["aspect", path, folder.path("aspect.tif")])
    let slope = try cells(folder.path("slope.tif"))
    let aspect = try cells(folder.path("aspect.tif"))
    let opened = openRaster(PotentialSource(name: "surface", kind: .elevation, source: path))
    let raster = try #require(opened.raster)
    let faces = roofFacingRaster(
      of: raster, slopes: RoofSlopes(flatBelow: 10, steepest: 60))
    let bands = try RoofFacing.allCases.map {
      try faces.cells(band: $0.rawValue, raster.grid.window)
    }
    var counts = Array(repeating: 0, count: RoofFacing.allCases.count + 1)
    for row in 1..<side - 1 {
      for column in 1..<side - 1 {
        let cell = row * side + column
        let tilt = try #require(slope[cell])
        // Their angles are 32-bit numbers: what lies on a limit may fall on either side.
        if abs(tilt - 10) < 1e-4 || abs(tilt - 60) < 1e-4 { continue }
        var expected: RoofFacing?
        if tilt < 10 {
          expected = .flat
        } else if tilt <= 60 {
          let turn = try #require(aspect[cell])
          let quarter = (turn + 45).truncatingRemainder(dividingBy: 90)
          if quarter < 1e-3 || quarter > 90 - 1e-3 { continue }
          expected = [.north, .east, .south, .west][Int((turn + 45) / 90) % 4]
        }
        counts[expected?.rawValue ?? 5] += 1
        for facing in RoofFacing.allCases {
          let value = bands[facing.rawValue][cell]
          #expect(value == expected.map { $0 == facing ? 1 : 0 }, "\(column), \(row)")
        }
      }
    }
    // Each class occurs, so that each is compared.
    #expect(counts.allSatisfy { $0 > 0 }, "\(counts)")
  }
}
