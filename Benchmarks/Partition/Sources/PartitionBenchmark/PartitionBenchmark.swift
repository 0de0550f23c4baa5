import Foundation
import Layers
import Overlay
import PlanModel

/// Times the partition of a town's districts by land use and constraints.
///
/// Usage: `PartitionBenchmark FOLDER [EPSG] [WORKERS]`, where the folder holds `districts.gpkg`, `landuse.gpkg` and
/// `constraints.gpkg`.
@main
struct PartitionBenchmark {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count > 1 else {
      print("usage: PartitionBenchmark FOLDER [EPSG] [WORKERS]")
      return
    }
    let code = arguments.count > 2 ? arguments[2] : "3035"
    let workers = Workers(arguments.count > 3 ? Int(arguments[3]) ?? 2 : 2)
    let crs = CRS(definition: "EPSG:\(code)", name: "EPSG:\(code)", isMetric: true)
    func read(_ name: String) throws -> Layer {
      let source = LayerSource(name: name, source: "\(arguments[1])/\(name).gpkg")
      let reading = readLayer(source, into: crs, expecting: .any, within: nil, workers: workers)
      guard let layer = reading.layer else { throw PlanningFailure(reading.diagnostics) }
      return layer
    }
    let districts = try time("read districts") { try read("districts") }
    var landUse = try time("read land use") { try read("landuse") }
    // The made-up land use has no classes: five in turn.
    let classes = LandUseClass.allCases.prefix(5).map(\.word)
    landUse.fields = [("class", .text(TextColumn((0..<landUse.count).map { classes[$0 % 5] })))]
    let constraints = try time("read constraints") { try read("constraints") }
    print(districts.count, landUse.count, constraints.count)
    let units = try time("units") {
      try planningUnits(.districts, districts: districts, gridSize: 0.001, workers: workers)
    }
    for _ in 0..<3 {
      let result = try time("partition") {
        try areaPartition(
          of: units, landUse: landUse,
          constraints: [
            ConstraintLayer(name: "constraints", geometry: constraints.geometry, buffer: 0)
          ], gridSize: 0.001, workers: workers)
      }
      let area = result.partition.area.compensatedSum()
      print(
        "rows \(result.partition.area.count), area \(area), bytes \(result.pieces.bytes.count), largest error \(result.largestError)"
      )
      for diagnostic in result.diagnostics.prefix(5) {
        print(diagnostic.code, diagnostic.message, diagnostic.count)
      }
    }
  }

  /// Runs a step and prints how long it took.
  static func time<Result>(_ what: String, _ step: () throws -> Result) rethrows -> Result {
    let start = ContinuousClock.now
    defer { print("\(what): \(ContinuousClock.now - start)") }
    return try step()
  }
}
