import Foundation
import PlanModel
import Planning
import Testing

/// The findings of a check of the small town with lines added to its plan.
private func findings(adding lines: String) throws -> [Diagnostic] {
  let folder = try MiniTown().write()
  let path = folder + "plan.yaml"
  let text = try String(contentsOfFile: path, encoding: .utf8)
  try Data((text + lines).utf8).write(to: URL(filePath: path))
  return checkPlan(at: folder, settings: RunSettings()).diagnostics
}

@Suite("What is on offer")
struct OfferedActionsTests {
  @Test("an action that needs a layer is not on offer without it, and that is said once")
  func needsLayer() throws {
    let notes = try findings(adding: "").filter { $0.code == "catalogue.needs-layer" }
    for id in ["heat-network-waste-heat", "flood-protection", "fire-belts"] {
      #expect(notes.count { $0.message.contains("(\(id))") } == 1)
    }
    #expect(notes.allSatisfy { $0.severity == .note && $0.remedy.contains("layers: ") })
  }

  @Test("an action on request is on offer only where the plan asks for it")
  func onRequest() throws {
    func offered(_ lines: String) throws -> Bool {
      let folder = try MiniTown().write()
      let path = folder + "plan.yaml"
      let text = try String(contentsOfFile: path, encoding: .utf8)
      try Data((text + lines).utf8).write(to: URL(filePath: path))
      _ = try runPlan(at: folder, into: folder + "out", settings: RunSettings()) { _ in }
      let record = try JSONSerialization.jsonObject(
        with: Data(contentsOf: URL(filePath: folder + "out/run.json")))
      let defaults = (record as? [String: Any])?["defaults"] as? [[String: Any]] ?? []
      // The numbers of every action that is an option somewhere stand in the record.
      return defaults.contains { ($0["name"] as? String)?.hasPrefix("peat-rewetting.") ?? false }
    }
    #expect(try !offered(""))
    #expect(try offered("\nactions: {with: [peat-rewetting]}\n"))
    let unknown = try findings(adding: "\nactions: {with: [peat]}\n")
    #expect(unknown.contains { $0.code == "plan.unknown-action" && $0.message.contains("peat") })
  }
}
