import Foundation
import PlanModel
import Testing

@testable import PlanFile

@Suite("Bad plan files")
struct BadPlanTests {
  @Test(
    "each slip is found, with code, line and remedy",
    arguments: BadPlan.words + BadPlan.quantities + BadPlan.sense + BadPlan.form)
  func slip(bad: BadPlan) throws {
    let folder = try PlanFolder()
    try #require(PlanFolder.completePlan.contains(bad.old), "the plan has no such part")
    let range = try #require(PlanFolder.completePlan.range(of: bad.old))
    let text = PlanFolder.completePlan.replacingCharacters(in: range, with: bad.new)
    let reading = folder.read(text)
    let listing = Comment(rawValue: reading.diagnostics.map(\.description).joined(separator: "\n"))
    let finding = try #require(
      reading.diagnostics.first { $0.code == "plan.\(bad.code)" }, listing)
    let line = text.components(separatedBy: "\n").firstIndex { $0.contains(bad.at) }.map { $0 + 1 }
    #expect(finding.place.line == line, listing)
    #expect(finding.place.file == "plan.yaml")
    #expect(finding.severity.rawValue == bad.severity)
    #expect("\(finding.message) \(finding.remedy)".contains(bad.says), listing)
    #expect(finding.message.hasSuffix("."), "a message is a sentence")
    #expect(finding.severity != .error || !finding.remedy.isEmpty, "an error has a remedy")
    #expect((reading.plan == nil) == (bad.severity == "error"), listing)
    // One slip is one finding: nothing else may be wrong because of it.
    let others = reading.diagnostics.filter { $0 != finding && $0.severity > .note }
    let consequences: Set<String> = ["plan.missing-key", "plan.wrong-type"]
    #expect(others.allSatisfy { consequences.contains($0.code) }, listing)
  }

  @Test("the cases are at least sixty")
  func count() {
    let cases = BadPlan.words + BadPlan.quantities + BadPlan.sense + BadPlan.form
    #expect(cases.count >= 60)
    #expect(Set(cases.map(\.title)).count == cases.count)
  }

  @Test("all problems are told at once, in the order of the file")
  func allAtOnce() throws {
    let folder = try PlanFolder()
    var text = PlanFolder.completePlan
    let slips = BadPlan.words.filter {
      ["unknown use", "unknown objective", "unknown carrier", "unknown role"].contains(
        $0.title.replacing("an ", with: ""))
    }
    #expect(slips.count == 4)
    for slip in slips { text = text.replacing(slip.old, with: slip.new) }
    text = text.replacing("seed: 7", with: "seed: 7\nname: Again\nbudget: 3")
    let findings = folder.read(text).diagnostics.filter { $0.severity == .error }
    #expect(
      findings.map(\.code) == [
        "plan.unknown-word", "plan.unknown-key", "plan.unknown-key", "plan.unknown-word",
        "plan.duplicate-key", "plan.unknown-key",
      ])
    let lines = findings.compactMap(\.place.line)
    #expect(lines == lines.sorted())
  }

  @Test("a finding names the key by its dotted path")
  func dottedPath() throws {
    let folder = try PlanFolder()
    let text = PlanFolder.completePlan.replacing("buffer: 50 m", with: "buffer: 50")
    #expect(folder.read(text).diagnostics.first?.place.field == "layers.constraints[0].buffer")
  }

  @Test(
    "an objective without anything to reach or to keep to is doubtful",
    arguments: [
      ("leastCost", "plan.no-target"), ("mostReduction", "plan.no-budget"),
    ])
  func emptyProblem(objective: String, code: String) throws {
    let folder = try PlanFolder()
    let reading = folder.read(
      """
      commonground: 1
      name: Oslo
      country: NO
      years: {base: 2020, target: 2030}
      layers: {districts: {source: data/town.gpkg, id: code}}
      problem: {objective: \(objective)}
      """)
    #expect(reading.diagnostics.map(\.code) == [code])
    #expect(reading.diagnostics.first?.severity == .warning)
    #expect(reading.plan != nil)
  }

  @Test("a partial plan keeps the layers that are right")
  func partial() throws {
    let folder = try PlanFolder()
    let text = PlanFolder.completePlan.replacing(
      "source: data/sun.tif", with: "source: data/no.tif"
    )
    .replacing("atMost: 12 MEUR", with: "atMost: 12")
    try Data(text.utf8).write(to: URL(filePath: folder.path + "/plan.yaml"))
    let reading = readPartialPlan(path: folder.path)
    #expect(reading.diagnostics.filter { $0.severity == .error }.count == 2)
    #expect(reading.plan?.layers.buildings?.layer == "buildings")
    #expect(reading.plan?.layers.potentials.map(\.name) == ["wind speed"])
    #expect(reading.plan?.problem.rows.count == 10)
    #expect(readPlan(path: folder.path).plan == nil)
  }

  @Test("a path to nothing, to a folder without a plan and to a device is an error, not a trap")
  func noFile() throws {
    let folder = try PlanFolder()
    for path in [folder.path + "/none.yaml", folder.path, "/dev/zero", "", "/dev/null/plan.yaml"] {
      let reading = readPlan(path: path)
      #expect(reading.plan == nil)
      #expect(reading.diagnostics.count == 1)
      #expect(reading.diagnostics.containError)
      #expect(reading.diagnostics.first?.remedy.isEmpty == false)
    }
  }
}
