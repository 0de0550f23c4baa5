import Foundation
import TestSupport
import Testing

/// Layers of services in commands that have no plan folder, served by a program of this test.
@Suite(.enabled(if: WebService.isInstalled, "Python 3 is not installed"))
struct WebCommandTests {
  private static let town = """
    {"type": "FeatureCollection", "features": [{"type": "Feature", "id": 1, \
    "properties": {"name": "T", "population": 5}, "geometry": {"type": "Polygon", "coordinates": \
    [[[8.0, 50.1], [8.1, 50.1], [8.1, 50.2], [8.0, 50.2], [8.0, 50.1]]]}}]}
    """

  private func folder() throws -> String {
    let path =
      FileManager.default.temporaryDirectory
      .appending(path: "commonground-\(UUID().uuidString)").path() + "/"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  @Test("an overlay with a service is done again without the network from the answers it kept")
  func overlay() throws {
    let service = try WebService(Self.town)
    let folder = try folder()
    try Data(Self.town.utf8).write(to: URL(filePath: folder + "town.geojson"))
    let arguments = [
      "overlay", folder + "town.geojson", "OAPIF:\(service.address)/ogc", "--crs", "EPSG:25832",
      "--id", "name",
    ]
    let first = try Command.run(arguments + ["--cache", folder + "kept"])
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.output.split(whereSeparator: \.isNewline).count == 2, "\(first.output)")
    #expect(first.output.contains("T,1,"))
    service.stop()
    let again = try Command.run(arguments + ["--cache", folder + "kept", "--offline"])
    #expect(again.status == 0 && again.output == first.output, "\(again.errors)")
    let without = try Command.run(arguments + ["--offline"])
    #expect(without.status == 1 && without.errors.contains("not all kept"), "\(without.errors)")
  }

  @Test("zones of a service are kept, and a raster on the network is refused offline unasked")
  func zonal() throws {
    let service = try WebService(Self.town)
    let folder = try folder()
    let row = Array(repeating: "7", count: 20).joined(separator: " ")
    let head = "ncols 20\nnrows 20\nxllcorner 7.95\nyllcorner 50.05\ncellsize 0.01\n"
    try Data((head + Array(repeating: row, count: 20).joined(separator: "\n") + "\n").utf8).write(
      to: URL(filePath: folder + "sun.asc"))
    let zones = "OAPIF:\(service.address)/ogc"
    let options = [
      zones, "--stats", "mean", "--id", "name", "--raster-crs", "EPSG:4326", "--cache",
      folder + "kept",
    ]
    let first = try Command.run(["zonal", folder + "sun.asc"] + options)
    #expect(first.status == 0 && first.output.contains("T,7"), "\(first.errors)\(first.output)")
    let asked = service.log.count
    let again = try Command.run(["zonal", folder + "sun.asc"] + options + ["--offline"])
    #expect(again.status == 0 && again.output == first.output, "\(again.errors)")
    for raster in ["/vsicurl/\(service.address)/sun.tif", "\(service.address)/sun.tif"] {
      let refused = try Command.run(["zonal", raster] + options + ["--offline"])
      #expect(refused.status == 1 && refused.errors.contains("nothing may be fetched"))
    }
    #expect(service.log.count == asked)
  }

  @Test("a plan whose raster lies on the network is refused offline unasked")
  func plan() throws {
    let service = try WebService(Self.town)
    let town = MiniTown().withPotential("radiation", of: 1250, unit: "kWh/m²").replacing(
      "source: raster.asc", by: "source: /vsicurl/\(service.address)/raster.asc")
    let run = try Command.run("check", try town.write(), "--offline")
    #expect(run.status == 1 && run.output.contains("nothing may be fetched"), "\(run.output)")
    #expect(service.log.isEmpty)
  }
}
