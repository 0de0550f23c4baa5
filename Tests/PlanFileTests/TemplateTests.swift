import PlanModel
import Testing

@testable import PlanFile

@Suite("The template that init writes")
struct TemplateTests {
  /// The template with every choice switched on: the `#` of lines that have no space behind it taken away.
  static func everyChoice(_ template: String) -> String {
    template.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let indent = line.prefix { $0 == " " }
      let rest = String(line.dropFirst(indent.count))
      guard rest.hasPrefix("#") else { return String(line) }
      // A choice begins with a key or a dash; so does what hangs below it, after more spaces than prose has.
      let choice = String(rest.dropFirst())
      let isChoice = !choice.hasPrefix(" ") || choice.hasPrefix("  ")
      return isChoice ? indent + choice : String(line)
    }.joined(separator: "\n")
  }

  @Test("as written, only the data files are missing")
  func asWritten() throws {
    let folder = try PlanFolder(files: ["data/nothing"])
    let findings = folder.read(planTemplate(name: "Tartu", country: "EE")).diagnostics
    #expect(Set(findings.map(\.code)) == ["plan.file-not-found"])
    #expect(findings.count == 6)
  }

  @Test("with the data files and every choice switched on, it is a plan")
  func everyChoiceIsValid() throws {
    let names = [
      "districts.gpkg", "buildings.gpkg", "landuse.gpkg", "protected.gpkg", "rivers.gpkg",
      "interests.gpkg", "radiation.tif", "wind.tif", "surface.tif", "pvout.tif",
      "imperviousness.tif", "flood.gpkg", "wasteheat.gpkg",
    ]
    let folder = try PlanFolder(files: names.map { "data/\($0)" } + ["actions.yaml"])
    let text = Self.everyChoice(planTemplate(name: "Tartu", country: "EE"))
    let reading = folder.read(text)
    #expect(reading.diagnostics.map(\.description) == [])
    let plan = try #require(reading.plan)
    #expect(plan.name == "Tartu")
    #expect(plan.crs == "EPSG:3035")
    #expect(plan.layers.interests.count == 1)
    #expect(plan.layers.potentials.map(\.kind) == PotentialSource.Kind.allCases)
    #expect(plan.layers.hazards.map(\.hazard) == [.flood])
    #expect(plan.layers.wasteHeat?.fields.count == 3)
    #expect(plan.problem.rows.count == 6)
    #expect(plan.problem.locks.count == 1)
  }

  @Test(
    "a name of any letters is written so that it reads back",
    arguments: ["Saint-Étienne: \"centre\"", "#1", "Ñ'o \\ {x}", "- a", "yes", "12", "日本"])
  func names(name: String) throws {
    let folder = try PlanFolder(files: [])
    let text = planTemplate(name: name, country: "NO")
    let findings = YAMLFindings(file: "plan.yaml", domain: "plan")
    let root = YAMLDocument.read(text: text, findings: findings)?.mapping(of: PlanKeys.plan)
    #expect(root?.text("name") == name)
    #expect(root?.country("country") == "NO")
    #expect(folder.read(text).diagnostics.allSatisfy { $0.code == "plan.file-not-found" })
  }

  @Test("a name with a line break stays in its line")
  func lineBreak() throws {
    let folder = try PlanFolder(files: [])
    let findings = folder.read(planTemplate(name: "a\nseed: x", country: "NO")).diagnostics
    #expect(findings.allSatisfy { $0.code == "plan.file-not-found" })
  }
}
