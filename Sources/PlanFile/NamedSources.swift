public import PlanModel

/// Every text of a plan file that may name a source or a file: paths made absolute, connection strings as they are.
///
/// All texts are given, whatever their key, so that a file named under a key of tomorrow is not forgotten; those that name
/// nothing are for the caller to leave out.
///
/// - Parameters:
///   - path: A `plan.yaml`, or the folder that holds it.
///   - territory: The municipality, where the plan is one for several.
/// - Returns: The texts in the order of the file, and the plan file itself first; nil where it cannot be read.
public func namedSources(
  inPlanAt path: String, for territory: PlanTerritory? = nil
) -> [String]? {
  let reading = readPartialPlan(path: path, for: territory)
  guard let plan = reading.plan else { return nil }
  let findings = YAMLFindings(file: plan.file, domain: "plan")
  guard let root = YAMLDocument.read(path: plan.file, findings: findings) else { return nil }
  var texts: [String] = []
  collect(territory.map { root.node.standing(for: $0) } ?? root.node, into: &texts)
  return [SourcePath.absolute(plan.file, in: "")]
    + texts.filter { !$0.isEmpty && !$0.contains("\n") }
    .map { SourcePath($0, folder: plan.folder).resolved }
}

private func collect(_ node: YAMLNode, into texts: inout [String]) {
  switch node.content {
  case .null: break
  case .scalar(let text, _): texts.append(text)
  case .list(let items): for item in items { collect(item, into: &texts) }
  case .mapping(let entries): for entry in entries { collect(entry.value, into: &texts) }
  }
}
