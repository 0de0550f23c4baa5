import Foundation
public import PlanModel

/// The region that a region file describes, and everything that is wrong or doubtful in it.
///
/// Paths are resolved against the file's folder. The plans of the municipalities must exist; they are not opened.
///
/// - Parameter path: A `region.yaml`, or the folder that holds it.
/// - Returns: The region, or nil where a finding is an error; the findings in the order of the file.
public func readRegion(path: String) -> (region: RegionDescription?, diagnostics: [Diagnostic]) {
  let file =
    isFolder(path) ? (path.hasSuffix("/") ? path : path + "/") + "region.yaml" : path
  let absolute = SourcePath.absolute(file, in: "")
  let folder = absolute.lastIndex(of: "/").map { String(absolute[..<$0]) } ?? ""
  let findings = YAMLFindings(file: file, domain: "region")
  let root = YAMLDocument.read(path: file, findings: findings)?.mapping(of: RegionKeys.region)
  let region = root.map { root in
    var parser = RegionParser(findings: findings, folder: folder.isEmpty ? "/" : folder)
    return parser.region(root, file: file)
  }
  return (findings.diagnostics.containError ? nil : region, findings.inOrder)
}

/// Whether a text can be the id of a municipality: up to 64 letters a to z, digits, - and _, because folders have it as name.
public func isMunicipalID(_ id: String) -> Bool {
  !id.isEmpty && id.utf8.count <= 64
    && id.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) }
}

private func isFolder(_ path: String) -> Bool {
  let resolved = URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false)
  let attributes = try? FileManager.default.attributesOfItem(atPath: resolved)
  return attributes?[.type] as? FileAttributeType == .typeDirectory
}

/// Turns the keys of a region file into a region.
private struct RegionParser {
  let findings: YAMLFindings
  let folder: String
  private var rowLines: [String: Int] = [:]

  init(findings: YAMLFindings, folder: String) {
    self.findings = findings
    self.folder = folder
  }

  mutating func region(_ root: YAMLMapping, file: String) -> RegionDescription {
    var region = RegionDescription()
    region.file = file
    region.folder = folder
    _ = root.integer("commongroundRegion")
    region.name = root.text("name") ?? ""
    region.notice = root.text("notice")
    region.seed = root.integer("seed").map(UInt64.init) ?? region.seed
    readLayer(root, into: &region)
    region.municipalities = members(root)
    if let problem = root.mapping("problem") {
      region.gap = problem.quantity("gap") ?? region.gap
      for budget in problem.mappings("budgets") {
        region.rows += row(budget, "atMost", amount: .investment)
      }
      for target in problem.mappings("targets") {
        region.rows += row(target, "atLeast", amount: .co2)
      }
      for floor in problem.mappings("floors") {
        region.rows += row(floor, "atLeast", amount: .investment)
      }
      for cap in problem.mappings("caps") { region.rows += row(cap, "atMost", amount: nil) }
    }
    if region.rows.isEmpty {
      root.report(
        "nothing-shared", "The municipalities share nothing, so each is planned for itself.",
        remedy:
          "Add a shared budget such as `budgets: [{name: fund, atMost: 60 MEUR}]` under `problem`.",
        as: .note)
    }
    return region
  }

  private func members(_ root: YAMLMapping) -> [RegionMember] {
    var members: [RegionMember] = []
    if let value = root.value("folder"), let text = value.text() {
      members = inFolder(text, value)
    }
    for entry in root.mappings("municipalities") {
      guard let id = entry.text("id"), let plan = entry.text("plan") else { continue }
      if !isMunicipalID(id) {
        entry.report(
          "bad-id", "`\(id.shortened)` is no id: it becomes the name of a folder.",
          remedy: "Use up to 64 letters a to z, digits, - and _.", at: "id")
        continue
      }
      let path = SourcePath.absolute(plan, in: folder)
      if !holdsPlan(path) {
        entry.report(
          "no-plan", "There is no plan at `\(plan.shortened)`.",
          remedy: "Name a plan.yaml or its folder; paths are relative to the region file.",
          at: "plan")
        continue
      }
      if members.contains(where: { $0.id == id }) {
        entry.report(
          "duplicate-id", "Another municipality has the id `\(id)` as well.",
          remedy: "Give each municipality an id of its own.", at: "id")
        continue
      }
      members.append(RegionMember(id: id, plan: path, line: entry.line))
    }
    if members.isEmpty, !root.has("layer"), !findings.diagnostics.containError {
      root.report(
        "no-municipality", "The region has no municipality.",
        remedy:
          "List them under `municipalities`, name a `folder` of plan folders, or a `layer` with a common `plan`."
      )
    }
    return members
  }

  /// The layer of municipalities and the plan that they have in common.
  private func readLayer(_ root: YAMLMapping, into region: inout RegionDescription) {
    if let value = root.value("plan"), let text = value.text() {
      let path = SourcePath.absolute(text, in: folder)
      if !holdsPlan(path) {
        value.report(
          "no-plan", "There is no plan at `\(text.shortened)`.",
          remedy: "Name a plan.yaml or its folder; paths are relative to the region file.")
      }
      region.commonPlan = path
    }
    guard let mapping = root.mapping("layer") else {
      if root.has("plan"), !root.has("layer") {
        root.report(
          "plan-without-layer", "A common plan is given, and no layer of municipalities.",
          remedy: "Add `layer: {source: …, id: …}`, or remove `plan`.", at: "plan")
      }
      return
    }
    if !root.has("plan") {
      root.report(
        "layer-without-plan", "The layer of municipalities has no plan.",
        remedy: "Add `plan:` with the plan file that they have in common.", at: "layer")
    }
    if !mapping.has("id") {
      mapping.report(
        "no-layer-id", "The layer of municipalities has no `id`.",
        remedy: "Name the field that holds the code of each municipality.")
    }
    let parser = PlanParser(findings: findings, folder: folder)
    region.layer = parser.named(mapping, name: "municipalities", roles: PlanKeys.districtRoles)
  }

  private func inFolder(_ text: String, _ value: YAMLValue) -> [RegionMember] {
    let path = SourcePath.absolute(text, in: folder)
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      value.report(
        "no-folder", "There is no folder `\(text.shortened)` that can be read.",
        remedy: "Paths are relative to the region file.")
      return []
    }
    let found = names.sorted().filter {
      !$0.hasPrefix(".")
        && FileManager.default.fileExists(atPath: "\(path)/\($0)/plan.yaml")
    }
    if found.isEmpty {
      value.report(
        "empty-folder", "No folder in `\(text.shortened)` holds a plan.yaml.",
        remedy: "Name the folder that the plan folders lie in.")
    }
    return found.map { RegionMember(id: $0, plan: "\(path)/\($0)", line: value.line) }
  }

  private func holdsPlan(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: isFolder(path) ? path + "/plan.yaml" : path)
  }

  private mutating func row(
    _ mapping: YAMLMapping, _ key: String, amount standard: Amount?
  ) -> [RegionRow] {
    let amount = mapping.has("amount") ? mapping.word("amount", as: Amount.self) : standard
    let isForEach = mapping.word("per") != nil
    guard let name = mapping.text("name") else { return [] }
    if let line = rowLines[name] {
      mapping.report(
        "duplicate-name", "Another row is named `\(name.shortened)` as well, in line \(line).",
        remedy: "Give each row a name of its own.", at: "name")
      return []
    }
    rowLines[name] = mapping.line(of: "name")
    guard let amount, let value = mapping.value(key),
      let limit = PlanParser(findings: findings, folder: folder).limit(
        value, of: amount, isNarrowed: isForEach)
    else { return [] }
    let own: RegionRow.Limit =
      switch limit {
      case .amount(let value): .amount(value)
      case .shareOfBaseline(let share): .shareOfBaseline(share)
      case .shareOfPlan(let share): .shareOfPlan(share)
      }
    return [
      RegionRow(
        name: name, amount: amount, isForEach: isForEach,
        sense: key == "atMost" ? .atMost : .atLeast, limit: own, line: mapping.line)
    ]
  }
}
