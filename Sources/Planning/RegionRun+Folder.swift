import Foundation
import PlanModel

extension RegionRun {
  /// What a region writes into its folder.
  private static let names: Set = [
    "desks", "municipalities", "region.json", "region.md", "region.html", "region.geojson",
    "region.gpkg",
  ]

  /// A folder with files of somebody else's is no place for results.
  func refuseForeignFiles() throws {
    let held = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let foreign = held.filter { !$0.hasPrefix(".") && !Self.names.contains($0) }.sorted()
    guard let first = foreign.first else { return }
    throw PlanningFailure([
      Diagnostic(
        .error, "export.failed", "The folder holds \(first), which no run of a region wrote.",
        remedy: "Name an empty or new folder with --out.", at: Place(file: folder),
        count: foreign.count)
    ])
  }

  /// Makes a folder for what each municipality and the region say to each other.
  func makeDesks() throws {
    do {
      for member in region.municipalities.indices {
        try FileManager.default.createDirectory(
          atPath: desk(member).folder, withIntermediateDirectories: true)
        if let territory = region.municipalities[member].territory {
          try writeWhole(Array(territory.text.utf8), to: desk(member).territory)
        }
      }
    } catch {
      throw PlanningFailure([
        Diagnostic(
          .error, "export.failed", "The folder for the results cannot be made.",
          remedy: "Choose another folder with --out.", at: Place(file: folder))
      ])
    }
  }
}
