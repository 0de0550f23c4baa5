import Foundation
import Layers
import PlanFile
import PlanModel

/// What a municipality's run rests on, as text: alike only where a new run would give the same bytes.
struct RegionStamp: Sendable {
  /// The program, its settings and the SHA-256 of the plan and of every file that it names; nil where a source is no file,
  /// so that nobody knows whether it has changed.
  let text: String?

  /// Reads the files.
  ///
  /// - Parameter settings: The settings that change results, in words.
  init(planAt path: String, settings: String) {
    text = Self.text(path, settings)
  }

  private static func text(_ path: String, _ settings: String) -> String? {
    guard let sources = namedSources(inPlanAt: path) else { return nil }
    var files: Set<String> = []
    for source in sources {
      guard let found = Layers.files(ofSource: source) else { return nil }
      files.formUnion(found)
    }
    var lines = ["commonground \(version), \(settings)"]
    for file in files.sorted() {
      guard let digest = try? sha256(ofFile: file) else { return nil }
      lines.append("\(digest) \(file)")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension RunSettings {
  /// The settings that change what a run gives.
  var inWords: String {
    "gap \(gap.map { $0.shortest } ?? "-"), time limit \(timeLimit.map { $0.shortest } ?? "-"), "
      + "seed \(seed.map { "\($0)" } ?? "-"), draws \(draws.map { "\($0)" } ?? "-"), "
      + "solver \(solver.rawValue)"
  }
}
