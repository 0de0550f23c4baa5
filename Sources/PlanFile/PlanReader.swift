import Foundation
public import PlanModel

/// The plan that a plan file describes, and everything that is wrong or doubtful in it.
///
/// Relative paths are resolved against the file's folder, GDAL connection strings (`PG:…`, `/vsi…`, `WFS:…`,
/// `https:…`) are left as they are. Files that are named must exist; they are not opened.
///
/// - Parameter path: A `plan.yaml`, or the folder that holds it.
/// - Returns: The plan, or nil where a finding is an error; the findings in the order of the file.
public func readPlan(path: String) -> (plan: PlanDescription?, diagnostics: [Diagnostic]) {
  let reading = readPartialPlan(path: path)
  return (reading.diagnostics.containError ? nil : reading.plan, reading.diagnostics)
}

/// The plan that the text of a plan file describes, and everything that is wrong or doubtful in it.
///
/// - Parameters:
///   - text: The YAML text.
///   - file: The name that findings carry.
///   - folder: The folder that relative paths start from.
/// - Returns: The plan, or nil where a finding is an error; the findings in the order of the file.
public func readPlan(
  text: String, file: String, folder: String
) -> (plan: PlanDescription?, diagnostics: [Diagnostic]) {
  let reading = read(YAMLDocument.read(text:findings:), text, file: file, folder: folder)
  return (reading.diagnostics.containError ? nil : reading.plan, reading.diagnostics)
}

/// As much of a plan as could be understood, so that its layers can be checked although the file has errors.
///
/// - Parameters:
///   - path: A `plan.yaml`, or the folder that holds it.
///   - territory: The municipality, where the plan is one for several; `<id>` and `<name>` in its texts are the
///     municipality's then.
/// - Returns: The plan, or nil where the file is no mapping at all; parts with errors are left out. Never run it
///   where a finding is an error.
public func readPartialPlan(
  path: String, for territory: PlanTerritory? = nil
) -> (plan: PlanDescription?, diagnostics: [Diagnostic]) {
  var file = path
  let resolved = URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false)
  let attributes = try? FileManager.default.attributesOfItem(atPath: resolved)
  if attributes?[.type] as? FileAttributeType == .typeDirectory {
    file = path.hasSuffix("/") ? path + "plan.yaml" : path + "/plan.yaml"
  }
  let absolute = SourcePath.absolute(file, in: "")
  let folder = absolute.lastIndex(of: "/").map { String(absolute[..<$0]) } ?? ""
  return read(
    YAMLDocument.read(path:findings:), file, file: file, folder: folder.isEmpty ? "/" : folder,
    for: territory)
}

/// The plan in the bytes of a file, as `readPlan(text:file:folder:)`.
func readPlan(
  bytes: [UInt8], file: String, folder: String
) -> (plan: PlanDescription?, diagnostics: [Diagnostic]) {
  let reading = read(YAMLDocument.read(bytes:findings:), bytes, file: file, folder: folder)
  return (reading.diagnostics.containError ? nil : reading.plan, reading.diagnostics)
}

private func read<Source>(
  _ document: (Source, YAMLFindings) -> YAMLValue?, _ source: Source, file: String, folder: String,
  for territory: PlanTerritory? = nil
) -> (plan: PlanDescription?, diagnostics: [Diagnostic]) {
  let findings = YAMLFindings(file: file, domain: "plan")
  let read = document(source, findings)
  let value = territory.map { territory in
    read.map {
      YAMLValue(node: $0.node.standing(for: territory), path: $0.path, findings: findings)
    }
  }
  let root = (value ?? read)?.mapping(of: PlanKeys.plan)
  var plan = root.map { root in
    var parser = PlanParser(findings: findings, folder: SourcePath.absolute("", in: folder))
    return parser.plan(root, file: file)
  }
  if let territory, read?.node.namesDistricts == false {
    plan?.layers.districts = territory.layer
    plan?.layers.districts?.name = "districts"
  }
  return (plan, findings.inOrder)
}
