import Foundation
import PlanModel
import Planning
import TestSupport

/// A run of a town that several tests read, and none may change.
struct SharedRun: Sendable {
  /// The plan's folder.
  let folder: String
  /// The results' folder.
  let out: String
  let outcome: RunOutcome

  private static let runs = Shared<SharedRun>()

  /// The run of a town; the same for the same town and settings.
  static func of(
    _ town: MiniTown = MiniTown(), workers: Int = 2, draws: Int? = nil, seed: UInt64? = nil
  ) throws -> SharedRun {
    let key = "\(workers) \(draws ?? -1) \(seed.map { "\($0)" } ?? "-")\n\(town.key)"
    return try runs.value(key) {
      let folder = try town.write()
      var settings = RunSettings()
      settings.workers = Workers(workers)
      settings.draws = draws
      settings.seed = seed
      let outcome = try runPlan(at: folder, into: folder + "out", settings: settings) { _ in }
      return SharedRun(folder: folder, out: folder + "out", outcome: outcome)
    }
  }

  /// A JSON file of the results.
  func object(_ path: String) throws -> [String: Any] {
    let data = try Data(contentsOf: URL(filePath: out + "/" + path))
    return try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
  }
}

extension MiniTown {
  /// All that decides what is planned.
  var key: String {
    ([districts, buildings, landUse, protected, plan] + others.flatMap { [$0.name, $0.text] })
      .joined(separator: "\u{1F}")
  }
}
