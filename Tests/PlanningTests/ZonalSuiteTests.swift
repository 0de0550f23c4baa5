import Foundation
import Testing

private let suites = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  .appending(path: "shared/data/suites/zonal").path()

/// The rasters and zones of the tests of rasterstats and exactextract; skipped where they are not at hand.
@Suite(
  .enabled(
    if: FileManager.default.fileExists(atPath: suites), "the shared suites are not at hand"))
struct ZonalSuiteTests {
  private func rows(_ raster: String, _ zones: String, _ stats: String) throws -> [[Double?]] {
    let run = try Command.run(
      "zonal", "\(suites)/\(raster).tif", "\(suites)/\(zones).shp", "--stats", stats)
    #expect(run.status == 0, "\(run.errors)")
    return run.output.split(separator: "\r\n").dropFirst().map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).dropFirst().map { Double($0) }
    }
  }

  private func isNear(_ found: [Double?], _ expected: [Double?]) -> Bool {
    found.count == expected.count
      && zip(found, expected).allSatisfy { a, b in
        guard let a, let b else { return a == nil && b == nil }
        return abs(a - b) <= 1e-7 * max(1, abs(b))
      }
  }

  @Test("slopes under two polygons are those of exactextract")
  func slope() throws {
    let found = try rows("slope", "polygons", "count,sum,min,max,median,q05,stdev,variety,majority")
    #expect(
      isNear(
        found[0],
        [
          77.115268, 1158.369209, 6.575114727, 27.0891571, 14.3943262, 10.12499082, 3.28306688, 95,
          22.27341842,
        ]), "\(found[0])")
    #expect(
      isNear(
        found[1],
        [
          52.1658824, 2901.13618, 6.893435, 82.69043732, 55.86198754, 32.43097333, 14.70988927, 73,
          82.69043732,
        ]), "\(found[1])")
  }

  @Test("nodata, and the mask of a file, are missing and not zero")
  func missing() throws {
    #expect(
      try rows("all_nodata", "polygons", "count,sum,mean").allSatisfy { isNear($0, [0, nil, nil]) })
    let masked = try rows("dataset_mask", "polygons_partial_overlap", "count,missing,mean")
    #expect(isNear(masked[0], [110.95488995, 112.88861998, 22]), "\(masked[0])")
    let holes = try rows("slope_nodata", "polygons", "count,missing")
    #expect(isNear(holes[0], [40.266881, 77.11526828 - 40.266881]), "\(holes[0])")
  }

  @Test("each raster with each layer gives a table or an error with a remedy")
  func everything() throws {
    for raster in ["all_nodata", "dataset_mask", "slope", "slope_classes", "slope_nodata"] {
      for zones in [
        "lines", "multilines", "multipoints", "multipolygons", "points", "points_noproj",
        "polygons", "polygons_no_overlap", "polygons_partial_overlap",
      ] {
        let run = try Command.run(
          "zonal", "\(suites)/\(raster).tif", "\(suites)/\(zones).shp", "--stats",
          "sum,count,missing,min,median,variety,share")
        #expect([0, 1].contains(run.status), "\(raster) \(zones): \(run.errors)")
        if run.status == 1 { #expect(run.errors.contains("→"), "\(run.errors)") }
      }
    }
  }
}
