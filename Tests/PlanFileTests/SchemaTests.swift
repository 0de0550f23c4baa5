import Foundation
import PlanModel
import Testing

@testable import PlanFile

/// Python with the libraries that judge a schema; other machines have none.
private let hasPython = (try? Python.run("import jsonschema, yaml", input: "")) == ""

/// Runs Python for a judgement that is not ours.
private enum Python {
  static func run(_ program: String, input: String) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-W", "ignore", "-c", program]
    let standardInput = Pipe()
    let standardOutput = Pipe()
    process.standardInput = standardInput
    process.standardOutput = standardOutput
    process.standardError = FileHandle.nullDevice
    try process.run()
    try standardInput.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try standardInput.fileHandleForWriting.close()
    let output = standardOutput.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    if process.terminationStatus != 0 { return "failed" }
    return String(bytes: output, encoding: .utf8) ?? ""
  }

  /// The paths of what the schema rejects in a plan, one a line.
  static func rejected(_ plan: String, by schema: String = planSchema()) throws -> String {
    try run(
      """
      import json, sys, yaml, jsonschema
      schema, plan = sys.stdin.read().split("\\x00")
      schema = json.loads(schema)
      jsonschema.Draft202012Validator.check_schema(schema)
      class Loader(yaml.SafeLoader): pass
      # YAML 1.2, as editors read it: only true and false are Booleans, dates are text, keys are texts.
      Loader.yaml_implicit_resolvers = {
        k: [r for r in v if r[0] not in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")]
        for k, v in yaml.SafeLoader.yaml_implicit_resolvers.items()}
      import re
      Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))
      plan = json.loads(json.dumps(yaml.load(plan, Loader)))
      for error in sorted(jsonschema.Draft202012Validator(schema).iter_errors(plan), key=lambda e: e.json_path):
        print(error.json_path)
      """, input: schema + "\u{0}" + plan)
  }
}

/// The manual, as it lies beside the sources.
private enum Manual {
  static func region() throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try String(contentsOf: root.appending(path: "docs/region.md"), encoding: .utf8)
  }
}

@Suite("The schema of the plan file")
struct SchemaTests {
  // Needs python3 with jsonschema and PyYAML, which judge independently of us.
  @Test("the complete plan and the template are valid", .enabled(if: hasPython))
  func valid() throws {
    #expect(try Python.rejected(PlanFolder.completePlan) == "")
    #expect(try Python.rejected(planTemplate(name: "Tartu", country: "EE")) == "")
    #expect(
      try Python.rejected(TemplateTests.everyChoice(planTemplate(name: "Tartu", country: "EE")))
        == "")
  }

  // Needs python3 with jsonschema and PyYAML, which judge independently of us.
  @Test(
    "what is wrong by form is rejected where it stands", .enabled(if: hasPython),
    arguments: [
      ("seed: 7", "seeds: 7", "$"), ("country: SI", "country: XX", "$.country"),
      ("buffer: 50 m", "bufer: 50 m", "$.layers.constraints[0]"),
      ("buffer: 50 m", "buffer: 50", "$.layers.constraints[0].buffer"),
      ("buffer: 50 m", "buffer: 50 MEUR", "$.layers.constraints[0].buffer"),
      ("house: singleFamily", "house: singelFamily", "$.layers.buildings.fields.use"),
      ("40 % of baseline", "40 % of basline", "$.problem.targets[0].atLeast"),
      ("objective: mostReduction", "objective: most", "$.problem.objective"),
      ("commonground: 1", "commonground: 2", "$.commonground"),
      ("gap: 0.2 %", "compactness: 1", "$.problem.compactness"),
    ])
  func invalid(old: String, new: String, place: String) throws {
    let plan = PlanFolder.completePlan.replacing(old, with: new)
    #expect(try Python.rejected(plan).split(separator: "\n").map(String.init) == [place])
  }

  @Test("the schema is JSON, closed at every mapping, and describes every key")
  func structure() throws {
    let object = try JSONSerialization.jsonObject(with: Data(planSchema().utf8))
    let schema = try #require(object as? [String: Any])
    #expect(schema["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
    #expect(schema["additionalProperties"] as? Bool == false)
    let properties = try #require(schema["properties"] as? [String: [String: Any]])
    #expect(properties.keys.sorted() == PlanKeys.plan.keys.map(\.name).sorted())
    #expect(properties.values.allSatisfy { ($0["description"] as? String)?.isEmpty == false })
    #expect(planSchema() == planSchema())
  }

  @Test("every key has a description that ends as a sentence, and no mapping declares a key twice")
  func declarations() {
    func check(_ keys: YAMLKeys) {
      #expect(Set(keys.keys.map(\.name)).count == keys.keys.count, "\(keys.title)")
      for key in keys.keys {
        #expect(key.about.hasSuffix("."), "\(keys.title): \(key.name)")
        if let inner = key.shape.keys { check(inner) }
      }
    }
    check(PlanKeys.plan)
    check(RegionKeys.region)
  }

  @Test("the schema of the region file is JSON, closed, and knows every key")
  func region() throws {
    let object = try JSONSerialization.jsonObject(with: Data(regionSchema().utf8))
    let schema = try #require(object as? [String: Any])
    #expect(schema["additionalProperties"] as? Bool == false)
    let properties = try #require(schema["properties"] as? [String: [String: Any]])
    #expect(properties.keys.sorted() == RegionKeys.region.keys.map(\.name).sorted())
    let layer = try #require(properties["layer"]?["properties"] as? [String: Any])
    #expect(layer["fields"] != nil)
  }

  // Needs python3 with jsonschema and PyYAML, which judge independently of us.
  @Test(
    "the region in the manual is valid by its schema, and a wrong one is not",
    .enabled(if: hasPython), arguments: [("", "", ""), ("budgets:", "budget:", "$.problem")])
  func regionValid(old: String, new: String, place: String) throws {
    let text = try Manual.region()
    let example = try #require(text.split(separator: "```yaml\n").dropFirst().first)
    let yaml = try #require(example.components(separatedBy: "```").first)
    let changed = old.isEmpty ? yaml : yaml.replacing(old, with: new)
    #expect(
      try Python.rejected(changed, by: regionSchema()).split(separator: "\n").map(String.init)
        == (place.isEmpty ? [] : [place]))
  }

  @Test("every key of the region file stands in the manual")
  func regionDocumented() throws {
    let text = try Manual.region()
    var missing: [String] = []
    func look(_ keys: YAMLKeys) {
      for key in keys.keys {
        if !text.contains("`\(key.name)`") { missing.append("\(keys.title): \(key.name)") }
        // The keys of a layer are those of a plan's, and told there.
        if key.name != "layer", let inner = key.shape.keys { look(inner) }
      }
    }
    look(RegionKeys.region)
    #expect(missing.isEmpty, "\(missing)")
  }
}
