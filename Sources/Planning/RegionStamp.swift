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
  /// - Parameters:
  ///   - settings: The settings that change results, in words.
  ///   - digests: Those of files that were read already; municipalities with a common plan have most files in common.
  init(of member: RegionMember, settings: String, digests: inout [String: String]) {
    text = Self.text(member, settings, &digests)
  }

  private static func text(
    _ member: RegionMember, _ settings: String, _ digests: inout [String: String]
  ) -> String? {
    let territory = member.territory
    guard var sources = namedSources(inPlanAt: member.plan, for: territory) else { return nil }
    if let territory { sources.append(territory.layer.source) }
    var files: Set<String> = []
    for source in sources {
      guard let found = Layers.files(ofSource: source) else { return nil }
      files.formUnion(found)
    }
    var lines = ["commonground \(version), \(settings)"]
    if let territory { lines.append("\(territory.text)\(territory.layer.inWords)") }
    for file in files.sorted() {
      guard let digest = digests[file] ?? (try? sha256(ofFile: file)) else { return nil }
      digests[file] = digest
      lines.append("\(digest) \(file)")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension LayerSource {
  /// All that decides what is read of the source.
  fileprivate var inWords: String {
    let fields = self.fields.map { field in
      "\(field.role)=\(field.field ?? "-") \(field.constant ?? "-") \(field.factor.shortest) "
        + "\(field.otherwise ?? "-") \(field.missing) "
        + field.values.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }
        .joined(separator: ",")
    }
    return
      ([source, layer ?? "-", crs ?? "-", idField ?? "-", filter ?? "-", encoding ?? "-"]
      + fields).joined(separator: "; ")
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
