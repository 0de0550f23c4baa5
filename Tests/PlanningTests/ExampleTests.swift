import Foundation
import PlanModel
import Planning
import Testing

private let fixture = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Fixtures/ljutomer")

private func freshFolder() -> String {
  FileManager.default.temporaryDirectory
    .appending(path: "commonground-\(UUID().uuidString)").path()
}

@Suite struct ExampleTests {
  @Test("a town is made by its word and by its name, with accents and without")
  func townsByWordAndName() throws {
    #expect(exampleTowns().contains("leon"))
    for name in ["leon", "León", "LEON"] {
      let files = try initialisePlan(
        in: freshFolder(), example: name, buildings: 50, seed: 1, name: "", country: "",
        workers: Workers(1))
      #expect(files.contains("plan.yaml"))
    }
  }

  @Test("the shipped example can be met by a mix of actions that takes no more than there is")
  func shippedExample() throws {
    let out = freshFolder()
    var settings = RunSettings()
    // A hundred worlds are for planners; one shows that they run.
    settings.draws = 1
    let outcome = try runPlan(
      at: fixture.path(percentEncoded: false), into: out, settings: settings
    ) { _ in }
    #expect(outcome.status == .optimal || outcome.status == .gap)
    let data = try Data(contentsOf: URL(filePath: out + "/municipality.json"))
    let sheet = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let actions = try #require(sheet["actions"] as? [[String: Any]])
    #expect(actions.count { ($0["units"] as? Int ?? 0) >= 3 } >= 5)
    // Each in some units only, so that place decides.
    let units = try #require(sheet["units"] as? Int)
    #expect(actions.allSatisfy { ($0["units"] as? Int ?? 0) < units })

    // Of what people say, the four-way map shows each class, and each more than once.
    let said = try #require(
      try JSONSerialization.jsonObject(
        with: Data(contentsOf: URL(filePath: out + "/layers/acceptability.geojson")))
        as? [String: Any])
    let verdicts = try #require(said["features"] as? [[String: Any]]).compactMap {
      ($0["properties"] as? [String: Any])?["verdict"] as? String
    }
    for word in ["go", "negotiate", "leave", "protect"] {
      #expect(verdicts.count { $0 == word } >= 2, "\(word)")
    }

    let carriers = try #require(sheet["carriers"] as? [[String: Any]])
    var electricity = 0.0
    for carrier in carriers {
      let left = ["heat", "cooling", "electricity", "activities", "change"].reduce(0) {
        $0 + (carrier[$1] as? Double ?? 0)
      }
      #expect(left >= -1e-6, "\(carrier)")
      if carrier["carrier"] as? String == "electricity" { electricity = left }
    }
    let generators = ["roof-pv", "roof-pv-all", "parking-pv", "agri-pv", "ground-pv", "wind"]
    let generated = actions.filter { generators.contains($0["id"] as? String ?? "") }
      .reduce(0) { $0 + ($1["renewableEnergy"] as? Double ?? 0) }
    #expect(generated > 0 && generated <= electricity)
    // Somebody leads each action, its prerequisites are chosen, and the funds cover what is asked of them.
    let gaps = [
      "society.no-lead", "society.no-prerequisite", "society.no-fund", "funds.small-project",
    ]
    #expect(!outcome.diagnostics.contains { gaps.contains($0.code) })
  }

  @Test(
    "a default factor of electricity that is much older than the plan is a warning, and the plan's own none"
  )
  func oldFactor() throws {
    let warned = try MiniTown().write()
    let codes = { (folder: String) in
      checkPlan(at: folder, settings: RunSettings()).diagnostics.map(\.code)
    }
    #expect(codes(warned).contains("inventory.old-factor"))
    let own = try MiniTown().replacing(
      "problem:", by: "inventory: {emissionFactors: {electricity: 231 kg/MWh}}\nproblem:"
    ).write()
    #expect(!codes(own).contains("inventory.old-factor"))
  }

  @Test("results name the plan file alike, however its path was written")
  func pathSpelling() throws {
    // Nobody leads what is chosen, which only the decided plan can tell.
    let folder = try MiniTown().replacing(
      "problem:",
      by: "society: {stakeholders: [{id: town, group: public, leads: [wind]}]}\nproblem:"
    ).write()
    let depth = FileManager.default.currentDirectoryPath.split(separator: "/").count
    let fromHere = String(repeating: "../", count: depth) + folder.dropFirst()
    let lists = try [folder, fromHere].enumerated().map { number, path in
      let out = folder + "out\(number)"
      _ = try runPlan(at: path, into: out, settings: RunSettings()) { _ in }
      return try Data(contentsOf: URL(filePath: out + "/diagnostics.csv"))
    }
    #expect(lists[0] == lists[1])
    let list = String(decoding: lists[0], as: UTF8.self)
    #expect(list.contains(",plan.yaml,") && list.contains("society.no-lead"))
    #expect(!list.contains("/plan.yaml"))
  }
}
