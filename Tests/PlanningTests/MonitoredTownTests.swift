import Foundation
import PlanModel
import Planning
import Testing

@Suite("The example's second inventory")
struct MonitoredTownTests {
  @Test("one command writes a report of sectors, carriers and the progress of each district")
  func report() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "commonground-\(UUID().uuidString)").path()
    let files = try initialisePlan(
      in: folder, example: "ljutomer", buildings: 300, seed: 1, name: "", country: "",
      workers: Workers(2))
    #expect(files.contains("plan-monitored.yaml") && files.contains("monitoring/statuses.csv"))
    let out = folder + "-out"
    let done = try Command.run(
      "plan", folder + "/plan-monitored.yaml", "--out", out, "--draws", "0")
    #expect(done.status == 0, "\(done.errors)")
    let report = try String(contentsOfFile: out + "/monitoring/report.md", encoding: .utf8)
    for words in [
      "Measured: 2028", "Districts: actions by status, and what they reach", "| Completed |",
      "Final energy by carrier", "LED street lighting",
    ] { #expect(report.contains(words), "\(words)") }
    // Nothing of the base year was left unmeasured.
    #expect(!report.contains("says nothing of what the base year has"))
    #expect(!report.contains("not measured"))
    let rows = CSVRecords(try String(contentsOfFile: out + "/monitoring.csv", encoding: .utf8)).rows
    #expect(rows.contains { $0[1] == "investment" && $0[3] == "D01" && $0[4] == "Completed" })
    // The sums of the sectors are those of all.
    let sectors = rows.filter { $0[1] == "sector" }.compactMap { Double($0[7]) }.reduce(0, +)
    let all = try #require(rows.first { $0[1] == "emissions" }.flatMap { Double($0[7]) })
    #expect(abs(sectors - all) < 1e-6 * all)
    // Without monitoring the plan is the same.
    let texts = try ["plan.yaml", "plan-monitored.yaml"].map {
      try String(contentsOfFile: folder + "/" + $0, encoding: .utf8)
    }
    let block = try #require(texts[1].firstRange(of: "# What was measured"))
    let end = try #require(texts[1][block.lowerBound...].firstRange(of: "problem:\n"))
    #expect(
      texts[1].replacingCharacters(in: block.lowerBound..<end.lowerBound, with: "") == texts[0])
  }

  @Test("a town without measured numbers has no second plan")
  func others() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "commonground-\(UUID().uuidString)").path()
    let files = try initialisePlan(
      in: folder, example: "thun", buildings: 50, seed: 1, name: "", country: "",
      workers: Workers(1))
    #expect(!files.contains { $0.contains("monitor") })
  }
}
