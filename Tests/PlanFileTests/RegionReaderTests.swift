import Foundation
import PlanFile
import PlanModel
import Testing

@Suite struct RegionReaderTests {
  /// A folder with plan folders of some names and a region file.
  private func read(
    _ text: String, towns: [String] = ["b", "a"]
  ) throws -> (region: RegionDescription?, diagnostics: [Diagnostic]) {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "commonground-\(UUID().uuidString)")
    for town in towns {
      let path = folder.appending(path: "towns/\(town)")
      try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
      try Data("commonground: 1\n".utf8).write(to: path.appending(path: "plan.yaml"))
    }
    try FileManager.default.createDirectory(
      at: folder.appending(path: "towns/notes"), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: folder.appending(path: "region.yaml"))
    return readRegion(path: folder.path())
  }

  @Test("a folder gives its plan folders in the order of their names, beside those that are listed")
  func folder() throws {
    let reading = try read(
      """
      commongroundRegion: 1
      name: Valley
      folder: towns
      municipalities: [{id: c, plan: towns/a/plan.yaml}]
      problem:
        budgets: [{name: fund, atMost: 12 MEUR}]
        targets: [{name: target, atLeast: 30 % of baseline}]
        floors: [{name: fair, per: municipality, atLeast: 5 % of plan}]
        caps: [{name: land, amount: land, per: municipality, atMost: 3 ha}]
        gap: 0.5 %
      seed: 9
      """)
    #expect(reading.diagnostics.isEmpty, "\(reading.diagnostics)")
    let region = try #require(reading.region)
    #expect(region.municipalities.map(\.id) == ["a", "b", "c"])
    #expect(region.gap == 0.005 && region.seed == 9)
    #expect(
      region.rows.map(\.limit) == [
        .amount(12e6), .shareOfBaseline(0.3), .shareOfPlan(0.05), .amount(30_000),
      ])
    #expect(region.rows.map(\.isForEach) == [false, false, true, true])
    #expect(region.rows.map(\.amount) == [.investment, .co2, .investment, .land])
  }

  @Test(
    "what is wrong is told with what to do",
    arguments: [
      ("municipalities: [{id: a/b, plan: towns/a}]", "region.bad-id"),
      ("municipalities: [{id: a, plan: towns/z}]", "region.no-plan"),
      ("folder: towns\nmunicipalities: [{id: a, plan: towns/b}]", "region.duplicate-id"),
      ("folder: nowhere", "region.no-folder"),
      ("folder: towns/notes", "region.empty-folder"),
      ("seed: 1", "region.no-municipality"),
      ("folder: towns\nplan: towns/a", "region.plan-without-layer"),
      ("layer: {source: towns/a/plan.yaml, id: a}", "region.layer-without-plan"),
      ("layer: {source: towns/a/plan.yaml}\nplan: towns/a", "region.no-layer-id"),
      ("layer: {source: towns/a/plan.yaml, id: a}\nplan: towns/z", "region.no-plan"),
      ("layer: {source: nowhere.gpkg, id: a}\nplan: towns/a", "region.file-not-found"),
      (
        "layer: {source: towns/a/plan.yaml, id: a, buffer: 3 m}\nplan: towns/a",
        "region.unknown-key"
      ),
      ("folder: towns\nbudgets: []", "region.unknown-key"),
      ("folder: towns\nproblem: {budgets: [{name: a, atMost: 3}]}", "region.no-unit"),
      (
        "folder: towns\nproblem: {floors: [{name: a, atLeast: 3 % of plan}]}",
        "region.share-of-all"
      ),
      (
        "folder: towns\nproblem: {caps: [{name: a, amount: land, atMost: 3 ha}, {name: a, amount: land, atMost: 4 ha}]}",
        "region.duplicate-name"
      ),
    ])
  func wrong(text: String, code: String) throws {
    let reading = try read("commongroundRegion: 1\nname: Valley\n" + text + "\n")
    #expect(reading.region == nil)
    let found = reading.diagnostics.filter { $0.code == code }
    #expect(!found.isEmpty, "\(reading.diagnostics)")
    #expect(found.allSatisfy { !$0.remedy.isEmpty })
  }

  @Test("a layer of municipalities has fields as districts have, and a common plan")
  func layer() throws {
    let reading = try read(
      """
      commongroundRegion: 1
      name: Valley
      layer: {source: towns/a/plan.yaml, id: code, name: title, fields: {population: people}}
      plan: towns/b
      """)
    // No row is shared, which is told.
    #expect(reading.diagnostics.map(\.code) == ["region.nothing-shared"], "\(reading.diagnostics)")
    let region = try #require(reading.region)
    #expect(region.municipalities.isEmpty)
    #expect(region.commonPlan == region.folder + "/towns/b")
    let layer = try #require(region.layer)
    #expect(layer.source == region.folder + "/towns/a/plan.yaml" && layer.idField == "code")
    #expect(layer.fields.map(\.role) == ["name", "population"])
    #expect(layer.fields.map(\.field) == ["title", "people"])
  }

  @Test("an unknown key of a region names the nearest")
  func nearest() throws {
    let reading = try read(
      "commongroundRegion: 1\nname: V\nfolder: towns\nproblem: {budget: []}\n")
    let finding = try #require(reading.diagnostics.first { $0.code == "region.unknown-key" })
    #expect("\(finding)".contains("`budgets`"), "\(finding)")
  }

  @Test("a common plan is each municipality's by texts that stand for its id and name")
  func commonPlan() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "commonground-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for file in ["plan.yaml", "energy-b_1.csv", "towns.gpkg"] {
      try Data(
        """
        commonground: 1
        name: all of them
        country: SI
        years: {base: 2023, target: 2030}
        notice: made for <name> (<id>, <other>)
        inventory: {file: energy-<id>.csv}
        """.utf8
      ).write(to: folder.appending(path: file))
    }
    var layer = LayerSource(name: "municipalities", source: folder.path() + "/towns.gpkg")
    layer.idField = "code"
    // A name that would be keys, were it pasted into the text.
    let territory = PlanTerritory(
      id: "b_1", name: "Bad: \"<id>\", {x: 1}", districts: ["b_1"], layer: layer)
    let reading = readPartialPlan(path: folder.path() + "/plan.yaml", for: territory)
    #expect(!reading.diagnostics.contains { $0.severity == .error }, "\(reading.diagnostics)")
    let plan = try #require(reading.plan)
    #expect(plan.name == "Bad: \"<id>\", {x: 1}")
    #expect(plan.notice == "made for Bad: \"<id>\", {x: 1} (b_1, <other>)")
    #expect(plan.inventory.file?.hasSuffix("/energy-b_1.csv") == true)
    layer.name = "districts"
    #expect(plan.layers.districts == layer)
    #expect(
      namedSources(inPlanAt: folder.path() + "/plan.yaml", for: territory)?
        .contains { $0.hasSuffix("/energy-b_1.csv") } == true)
    // By itself, it is a plan like any other.
    #expect(readPlan(path: folder.path() + "/plan.yaml").plan == nil)
  }

  @Test("a problem comes back from its text as it was")
  func problemText() throws {
    var problem = PlanningProblem(
      sense: .maximise, units: 2, unit: [0, 0, 1], slot: [0, 1, 0], optionClass: [1, 1, 2],
      objective: [0.1, -2, 1e-17],
      amounts: [("money", [1.5, 2, 1 / 3]), ("co2 \"t\"", [0, 1, 2])],
      groups: [("half", [0, -1])])
    problem.rows = [
      PlanningProblem.Row(
        name: "a", terms: [(0, 1), (1, -0.3)], sense: .atLeast, group: 0, rhs: [1.1]),
      PlanningProblem.Row(
        name: "b", terms: [(1, 1)], sense: .equal, rhs: [2], firmness: .infinity),
    ]
    problem.locks = [PlanningProblem.Lock(option: 1, lockedIn: false, name: "n", firmness: 10)]
    problem.compactness = PlanningProblem.Compactness(
      penalty: 0.1, left: [0], right: [1], length: [12.5])
    problem.clusters = [PlanningProblem.Cluster(name: "c", classes: [1], amount: 1, least: 3)]
    let text = PlanFile.problemText(problem)
    let reading = readProblem(json: Array(text.utf8), file: "p.json")
    #expect(reading.diagnostics.isEmpty, "\(reading.diagnostics)")
    let again = try #require(reading.problem)
    #expect("\(again)" == "\(problem)")
  }
}
