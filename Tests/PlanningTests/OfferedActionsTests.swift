import Foundation
import PlanModel
import Planning
import Testing

/// The small town with lines added before its problem.
private func town(adding lines: String) -> MiniTown {
  MiniTown().replacing("problem:", by: lines + "problem:")
}

/// The findings of a check of it.
private func findings(adding lines: String) throws -> [Diagnostic] {
  checkPlan(at: try town(adding: lines).write(), settings: RunSettings()).diagnostics
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
      let folder = try town(adding: lines).write()
      _ = try runPlan(at: folder, into: folder + "out", settings: RunSettings()) { _ in }
      let record = try JSONSerialization.jsonObject(
        with: Data(contentsOf: URL(filePath: folder + "out/run.json")))
      let defaults = (record as? [String: Any])?["defaults"] as? [[String: Any]] ?? []
      // The numbers of every action that is an option somewhere stand in the record.
      return defaults.contains { ($0["name"] as? String)?.hasPrefix("peat-rewetting.") ?? false }
    }
    #expect(try !offered(""))
    #expect(try offered("actions: {with: [peat-rewetting]}\n"))
    let unknown = try findings(adding: "actions: {with: [peat]}\n")
    #expect(unknown.contains { $0.code == "plan.unknown-action" && $0.message.contains("peat") })
  }
}
