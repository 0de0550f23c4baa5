import PlanModel
import Testing

@testable import PlanFile

@Suite("What people say for the Covenant, in a plan file")
struct SECAPKeysTests {
  private let folder: PlanFolder

  init() throws { folder = try PlanFolder() }

  @Test("all of it arrives")
  func complete() throws {
    let secap = try #require(folder.read(PlanFolder.completePlan).plan).secap
    #expect(secap.vision == "A town that needs no coal by 2040.")
    #expect(secap.extremeEvents == "The fire brigade leads.")
    #expect(secap.targets.map(\.pillar) == [.mitigation, .adaptation])
    #expect(secap.targets.map(\.reduction) == [0.55, nil])
    #expect(secap.targets.map(\.isPerCapita) == [true, false])
    #expect(secap.underWay.map(\.sector) == ["transport", "land"])
    #expect(secap.underWay.map(\.reduction) == [1200, 10])
    #expect(secap.populationInTargetYear == 11_000)
    #expect(secap.staff.map(\.fullTime) == [[1.5, 0.5, nil]])
    #expect(
      secap.stakeholders == [.init(stakeholder: "Citizens", level: "High", purpose: "co-design")])
    #expect(
      secap.scoreboard == [
        .init(step: "preparing", grade: "A"), .init(step: "assessing", grade: "B"),
      ]
    )
    let hazard = try #require(secap.hazards.first)
    #expect(hazard.hazard == .flood && hazard.probability == "High")
    #expect(hazard.frequency == "No change" && hazard.sectors == ["Water", "Buildings"])
    #expect(secap.capacities == [.init(factor: "Access to services", level: "Moderate")])
    #expect(secap.energyPovertyGoal == "Nobody is cut off.")
    #expect(secap.indicators.map(\.value) == [7.5])
    let action = try #require(secap.actions.first)
    #expect(action.action == "roof-pv" && action.status == "Ongoing" && action.isKey)
    #expect(action.start == "2024-03" && action.end == "2029-12" && action.spent == 200_000)
    #expect(secap.monitoringInventory?.hasSuffix("/mei.csv") == true)
    #expect(secap.monitoringYear == 2025 && secap.language == "it")
  }

  @Test("a plan that says nothing is in English and empty")
  func nothing() throws {
    let plan = try #require(
      folder.read(
        """
        commonground: 1
        name: Oslo
        country: NO
        years: {base: 2020, target: 2030}
        layers: {districts: {source: data/town.gpkg, id: code}}
        """
      ).plan)
    #expect(plan.secap == SECAPStatement())
  }

  @Test(
    "what is wrong is said where it stands",
    arguments: [
      ("pillar: adaptation", "pillar: adaption", "plan.unknown-word"),
      ("reduction: 55 %", "reduction: 55", "plan.no-unit"),
      ("pillar: mitigation", "pillar: energyPoverty", "plan.contradiction"),
      (", goal: Shade in every schoolyard", "", "plan.missing-key"),
      ("assessing: B", "assessing: E", "plan.unknown-word"),
      ("preparing: A", "preparation: A", "plan.unknown-key"),
      ("hazard: flood", "hazard: floods", "plan.unknown-word"),
      ("start: 2024-03", "start: 2024-13", "plan.bad-month"),
      ("end: 2029-12", "end: 2023-12", "plan.years-order"),
      ("status: Ongoing", "status: going on", "plan.unknown-word"),
      ("spent: 200 kEUR", "spent: 200", "plan.no-unit"),
      ("file: mei.csv, year: 2025", "file: mei.csv, year: 2021", "plan.years-order"),
      ("file: mei.csv", "file: mei-2.csv", "plan.file-not-found"),
      ("transport: 1.2 kt", "traffic: 1.2 kt", "plan.unknown-key"),
      ("vision:", "visions:", "plan.unknown-key"),
      ("land: 10 t", "land: -10 t", "plan.out-of-range"),
    ])
  func wrong(old: String, new: String, code: String) {
    let text = PlanFolder.completePlan
    #expect(text.contains(old), "the plan has no \(old)")
    let codes = folder.read(text.replacing(old, with: new)).diagnostics.map(\.code)
    #expect(codes.contains(code), "\(codes)")
  }

  @Test(
    "two reductions of one year and kind are told, those of two kinds and targets in words are not")
  func targetsTwice() {
    func codes(_ targets: String) -> [String] {
      folder.read(
        """
        commonground: 1
        name: Oslo
        country: NO
        years: {base: 2020, target: 2030}
        layers: {districts: {source: data/town.gpkg, id: code}}
        secap: {targets: [\(targets)]}
        """
      ).diagnostics.map(\.code)
    }
    let first = "{pillar: mitigation, year: 2035, reduction: 55 %}"
    #expect(
      codes("\(first), {pillar: mitigation, year: 2035, reduction: 40 %}") == [
        "plan.repeated-entry"
      ])
    #expect(codes("\(first), {pillar: mitigation, year: 2040, reduction: 70 %}").isEmpty)
    #expect(
      codes("\(first), {pillar: mitigation, year: 2035, kind: perCapita, reduction: 40 %}").isEmpty)
    #expect(codes("\(first), {pillar: mitigation, year: 2035, goal: Cleaner air}").isEmpty)
  }

  @Test("an action that stands twice is told")
  func twice() {
    let text = PlanFolder.completePlan.replacing(
      "- {action: roof-pv, status", with: "- {action: roof-pv}\n    - {action: roof-pv, status")
    #expect(folder.read(text).diagnostics.map(\.code).contains("plan.repeated-entry"))
  }
}
