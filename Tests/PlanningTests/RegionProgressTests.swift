import Foundation
import PlanModel
import Testing

@Suite("A region in the middle of the work")
struct RegionProgressTests {
  /// Two towns of which the eastern one tells what is done.
  private func region(_ problem: String, _ rows: [String]) throws -> MiniRegion {
    try MiniRegion(problem) { folder in
      let table = try #require(MiniTown().withProgress(rows).others.last)
      try Data(table.text.utf8).write(to: URL(filePath: folder + "towns/east/" + table.name))
      let plan = URL(filePath: folder + "towns/east/plan.yaml")
      let text = try String(contentsOf: plan, encoding: .utf8)
      try Data((text + "progress: {file: \(table.name), year: 2026}\n").utf8).write(to: plan)
    }
  }

  private func rows(_ record: [String: Any]) throws -> [[String: Any]] {
    try #require(record["rows"] as? [[String: Any]])
  }

  /// The sum of an amount over the plans of both towns.
  private func planned(_ amount: String, _ region: MiniRegion) throws -> Double {
    try ["east", "west"].map { id in
      let record = try region.object("out/municipalities/\(id)/run.json")
      return try #require((record["totals"] as? [String: Any])?[amount] as? Double)
    }.reduce(0, +)
  }

  @Test("money spent and tonnes saved by new work are off what is shared, once")
  func newWork() throws {
    let followed = try region(
      """
        budgets: [{name: fund, atMost: 1.2 MEUR}]
        targets: [{name: target, atLeast: 90 t}]

      """, ["cycling-walking,W,,New,,,300000,40,2025,,"])
    let run = try followed.run("--gap", "0")
    #expect(run.status == 0, "\(run.errors)")
    let record = try followed.object("out/region.json")
    let shared = try rows(record)
    #expect(shared.allSatisfy { $0["holds"] as? Bool == true })
    #expect(
      abs(try #require(shared[0]["lhs"] as? Double) - (try planned("investment", followed)) - 3e5)
        < 1)
    #expect(
      abs(try #require(shared[1]["lhs"] as? Double) - (try planned("co2", followed)) - 40) < 1e-3)

    // The same decision as where the fund and the target are smaller by it, and nobody tells of work.
    let smaller = try MiniRegion(
      """
        budgets: [{name: fund, atMost: 0.9 MEUR}]
        targets: [{name: target, atLeast: 50 t}]

      """)
    #expect(try smaller.run("--gap", "0").status == 0)
    let other = try smaller.object("out/region.json")
    let objectives = try [record, other].map { record in
      try #require((record["certificate"] as? [String: Any])?["objective"] as? Double)
    }
    #expect(abs(objectives[0] - objectives[1]) <= 1e-6 * abs(objectives[1]), "\(objectives)")
  }

  @Test("what is done stays, and a region that can keep its rules beside it ends with a plan")
  func done() throws {
    // What the town plans by itself, of which the dearest is done and was dearer still.
    let alone = try MiniRegion("")
    #expect(try alone.run().status == 0)
    let table = CSVRecords(
      try String(
        contentsOfFile: alone.folder + "out/municipalities/east/actions.csv", encoding: .utf8)
    ).rows
    let columns = try ["actions", "district", "investment_EUR"].map {
      try #require(table[0].firstIndex(of: $0))
    }
    var money: [String: Double] = [:]
    for row in table.dropFirst() where !row[columns[0]].contains("+") {
      money["\(row[columns[0]]),\(row[columns[1]])", default: 0] += Double(row[columns[2]]) ?? 0
    }
    let dearest = try #require(money.max { ($0.value, $0.key) < ($1.value, $1.key) })
    let spent = dearest.value + 50_000
    let followed = try region(
      """
        budgets: [{name: fund, atMost: 2 MEUR}]
        targets: [{name: target, atLeast: 10 % of baseline}]
        floors: [{name: fair, per: municipality, atLeast: 5 % of plan}]

      """, ["\(dearest.key),,Completed,100,%,\(spent),,2025,2026,"])
    let run = try followed.run()
    #expect(run.status == 0, "\(run.errors)")
    let record = try followed.object("out/region.json")
    let shared = try rows(record)
    #expect(shared.count == 4 && shared.allSatisfy { $0["holds"] as? Bool == true })
    let members = try #require(record["municipalities"] as? [[String: Any]])
    #expect(members.allSatisfy { $0["state"] as? String == "planned" })
    // The work is among the options of the plan; beside them are the 50 000 EUR that it cost more.
    #expect(
      abs(try #require(shared[0]["lhs"] as? Double) - (try planned("investment", followed)) - 5e4)
        < 1)
    let progress = try String(
      contentsOfFile: followed.folder + "out/municipalities/east/progress.csv", encoding: .utf8)
    #expect(progress.contains("Completed"))
    // The second run plans nothing again.
    let before = try followed.date("out/municipalities/east/run.json")
    #expect(try followed.run().status == 0)
    #expect(try followed.date("out/municipalities/east/run.json") == before)
  }
}
