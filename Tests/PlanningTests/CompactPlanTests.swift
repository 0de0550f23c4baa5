import Foundation
import PlanModel
import Planning
import Testing

private func run(_ folder: String) throws -> RunOutcome {
  try runPlan(at: folder, into: folder + "out", settings: RunSettings()) { _ in }
}

@Suite("Compact plans, from file to file")
struct CompactPlanTests {
  private func town(_ keys: String) -> MiniTown {
    MiniTown().replacing("  objective: leastCost\n", by: "  objective: leastCost\n" + keys)
  }

  @Test("a price of borders leaves fewer metres of border between unlike choices")
  func compactness() throws {
    func border(_ keys: String) throws -> Double {
      let folder = try town(keys).write()
      _ = try run(folder)
      let table = try String(
        contentsOf: URL(filePath: folder + "out/neighbours.csv"), encoding: .utf8)
      let layer = try JSONSerialization.jsonObject(
        with: Data(contentsOf: URL(filePath: folder + "out/layers/units.geojson")))
      let features = (layer as? [String: Any])?["features"] as? [[String: Any]] ?? []
      var choice: [String: String] = [:]
      for feature in features {
        let unit = feature["properties"] as? [String: Any] ?? [:]
        choice[unit["id"] as? String ?? ""] = unit["roof_actions"] as? String ?? ""
      }
      return table.split(whereSeparator: \.isNewline).dropFirst().reduce(0) { sum, line in
        let cells = line.split(separator: ",").map(String.init)
        return choice[cells[0]] == choice[cells[1]] ? sum : sum + (Double(cells[2]) ?? 0)
      }
    }
    let loose = try border("  compactness: {penalty: 0 EUR/m, slot: roof}\n")
    let tight = try border("  compactness: {penalty: 1000 EUR/m, slot: roof}\n")
    #expect(tight <= loose)
  }

  @Test("a network that is too small for its block is not chosen anywhere")
  func clusters() throws {
    let folder = try town(
      "  clusters: [{name: network, actions: [district-heating], atLeast: 1 TWh}]\n"
    ).write()
    let outcome = try run(folder)
    #expect(outcome.status == .optimal || outcome.status == .gap)
    let actions = try String(
      contentsOf: URL(filePath: folder + "out/actions.csv"), encoding: .utf8)
    #expect(!actions.contains("district-heating"))
  }
}
