import Foundation
import Testing

/// Two runs of one town, the second with another plan file, in folders beside each other.
private struct TwoRuns {
  let before: String
  let after: String

  init(_ first: MiniTown, _ second: MiniTown) throws {
    var folders: [String] = []
    for town in [first, second] {
      let folder = try town.write()
      folders.append(folder + "out")
      _ = try Command.run("plan", folder, "--out", folder + "out", "--draws", "0", "--gap", "0")
    }
    before = folders[0]
    after = folders[1]
  }
}

@Suite struct CompareCommandTests {
  private func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test("a higher target is the reason of what changed, and table, layer and JSON tell the same")
  func target() throws {
    let runs = try TwoRuns(
      MiniTown(), MiniTown().replacing("20 % of baseline", by: "70 % of baseline"))
    let folder = runs.after + "-changes"
    let told = try Command.run("compare", runs.before, runs.after)
    #expect(told.status == 0, "\(told.errors)")
    #expect(told.output.contains("decisions differ"))
    #expect(told.output.contains("target"))
    let written = try Command.run("compare", runs.before, runs.after, "--out", folder, "--json")
    #expect(written.status == 0, "\(written.errors)")
    let answer = try json(written.output)
    let changes = try #require(answer["changes"] as? [[String: Any]])
    #expect(!changes.isEmpty)
    #expect(changes.contains { $0["row"] as? String == "target" })
    let totals = try #require(answer["totals"] as? [[String: Any]])
    let reduction = try #require(totals.first { $0["name"] as? String == "co2" })
    let grown = (reduction["after"] as? Double ?? 0) - (reduction["before"] as? Double ?? 0)
    #expect(grown > 0)
    // What changes add up to is the difference of the totals.
    let sum = changes.compactMap { $0["co2"] as? Double }.reduce(0, +)
    #expect(abs(sum - grown) < 1e-6 * abs(grown))
    let table = try String(contentsOfFile: folder + "/changes.csv", encoding: .utf8)
    #expect(table.split(whereSeparator: \.isNewline).count == changes.count + 1)
    let layer = try json(try String(contentsOfFile: folder + "/changes.geojson", encoding: .utf8))
    let features = try #require(layer["features"] as? [[String: Any]])
    #expect(features.count == Set(changes.compactMap { $0["unit"] as? String }).count)
    #expect(features.allSatisfy { $0["geometry"] is [String: Any] })
    #expect(FileManager.default.fileExists(atPath: folder + "/changes.gpkg"))
    // The page is there where both runs have a map; without, the text says why.
    let hasMaps = FileManager.default.fileExists(atPath: runs.after + "/map.html")
    #expect(FileManager.default.fileExists(atPath: folder + "/changes.html") == hasMaps)
    let again = try Command.run("compare", runs.before, runs.after, "--out", folder)
    #expect(again.output.contains("No changes.html") == !hasMaps)
    try? FileManager.default.removeItem(atPath: runs.before + "/map.html")
    let without = try Command.run("compare", runs.before, runs.after, "--out", folder + "-2")
    #expect(without.status == 0)
    #expect(without.output.contains("No changes.html"))
    #expect(!FileManager.default.fileExists(atPath: folder + "-2/changes.html"))
    if hasMaps {
      let page = try String(contentsOfFile: folder + "/changes.html", encoding: .utf8)
      #expect(page.contains("connect-src &#39;none&#39;"))
      // The folder of the later run lies beside the folder of changes.
      let name = URL(filePath: runs.after).lastPathComponent
      #expect(page.contains("href=\"../\(name)/index.html\""))
    }
    // The other way round, the same decisions differ.
    let back = try json(try Command.run("compare", runs.after, runs.before, "--json").output)
    #expect((back["changes"] as? [Any])?.count == changes.count)
  }

  @Test("a run is the same as itself")
  func same() throws {
    let runs = try TwoRuns(MiniTown(), MiniTown())
    let answer = try json(try Command.run("compare", runs.before, runs.after, "--json").output)
    #expect((answer["changes"] as? [Any])?.isEmpty == true)
    #expect((answer["rows"] as? [Any])?.isEmpty == true)
    #expect((answer["notes"] as? [Any])?.isEmpty == true)
  }

  @Test("a decision already taken is the reason where it fixes the new choice")
  func locked() throws {
    let runs = try TwoRuns(
      MiniTown(),
      MiniTown().replacing(
        "  targets:",
        by:
          "  locks:\n    - {district: E, action: roof-pv, decision: in, reason: council}\n  targets:"
      ))
    let told = try Command.run("compare", runs.before, runs.after)
    #expect(told.output.contains("decided: "), "\(told.output)")
  }

  @Test("a run without a plan is compared by its rules")
  func infeasible() throws {
    let runs = try TwoRuns(
      MiniTown(),
      MiniTown().replacing("20 % of baseline", by: "60 % of baseline")
        .replacing("2 MEUR", by: "1 kEUR"))
    let told = try Command.run("compare", runs.before, runs.after)
    #expect(told.status == 0, "\(told.errors)")
    #expect(told.output.contains("(infeasible)"))
    #expect(told.output.contains("0 of 0 decisions differ"))
  }

  @Test("a folder that is no run ends with 1 and writes nothing")
  func noRun() throws {
    let folder = try MiniTown().write()
    let run = try Command.run("compare", folder, folder, "--out", folder + "changes")
    #expect(run.status == 1)
    #expect(run.errors.contains("run.json"))
    #expect(!FileManager.default.fileExists(atPath: folder + "changes"))
    #expect(try Command.run("compare", folder).status == 2)
  }
}
