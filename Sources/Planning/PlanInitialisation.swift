import Foundation
import PlanFile
public import PlanModel
import Towns

/// The words that choose the towns that can be generated, whose names do as well; empty where the program's own data
/// are not beside it, which ``initialisePlan(in:example:buildings:seed:name:country:workers:)`` then tells.
public func exampleTowns() -> [String] {
  ((try? townSpecifications()) ?? []).map(\.id)
}

/// How many buildings an example may have: with fewer than fifty, a town's budget and targets are rounded to nothing, and
/// its rules need not fit together.
public let exampleBuildings = 50...20_000_000

/// The JSON Schema of the plan file.
public func planFileSchema() -> String { planSchema() }

/// The JSON Schema of the region file.
public func regionFileSchema() -> String { regionSchema() }

/// Writes a plan folder to start from.
///
/// - Parameters:
///   - directory: A folder that does not exist or is empty.
///   - example: The town to generate; nil: a commented plan without data.
/// - Returns: The files written, relative to the folder.
/// - Throws: `PlanningFailure`; then nothing was written.
public func initialisePlan(
  in directory: String, example: String?, buildings: Int?, seed: UInt64, name: String,
  country: String, workers: Workers
) throws -> [String] {
  let files = FileManager.default
  let wasThere = files.fileExists(atPath: directory)
  let present = (try? files.contentsOfDirectory(atPath: directory)) ?? []
  guard present.isEmpty else {
    throw failure(
      "init.not-empty", "The folder is not empty.", "Name a new folder, or empty this one.",
      directory)
  }
  do {
    if example == nil,
      country.utf8.count != 2 || Locale.Region(country.uppercased()).isISORegion == false
    {
      throw failure(
        "init.country", "`\(country)` is no country code.",
        "Write the two letters of ISO 3166, e.g. SI for Slovenia.", directory)
    }
    if let buildings, !exampleBuildings.contains(buildings) {
      throw failure(
        "init.buildings", "An example cannot have \(buildings) buildings.",
        "Ask for \(exampleBuildings.lowerBound) to \(exampleBuildings.upperBound).", directory)
    }
    if let example {
      let written = try writeTown(
        named: example, buildings: buildings, seed: seed, into: directory, workers: workers)
      return written.files
    }
    try files.createDirectory(atPath: directory + "/data", withIntermediateDirectories: true)
    let text = planTemplate(name: name, country: country.uppercased())
    try Data(text.utf8).write(to: URL(filePath: directory + "/plan.yaml"), options: .atomic)
    return ["plan.yaml", "data/"]
  } catch let failure as PlanningFailure {
    throw failure
  } catch {
    // What is half there would keep the next try from beginning.
    for name in (try? files.contentsOfDirectory(atPath: directory)) ?? [] {
      try? files.removeItem(atPath: directory + "/" + name)
    }
    if !wasThere { try? files.removeItem(atPath: directory) }
    // Errors of the system have a sentence, those of our own a description.
    let reason =
      error is CocoaError || error is POSIXError ? error.localizedDescription : "\(error)"
    throw failure(
      "init.failed", "The plan folder cannot be written: \(reason)",
      "Check that the folder may be written to and the disk has space.", directory)
  }
}

private func failure(
  _ code: String, _ message: String, _ remedy: String, _ file: String
) -> PlanningFailure {
  PlanningFailure([Diagnostic(.error, code, message, remedy: remedy, at: Place(file: file))])
}
