import PlanModel

extension PlanParser {
  /// Who decides and who is heard; whether bodies, actions and districts are known is checked where all of them are.
  mutating func governance(_ mapping: YAMLMapping) -> GovernanceDescription {
    var governance = GovernanceDescription()
    governance.line = mapping.line
    for entry in mapping.mappings("bodies") {
      guard let body = body(entry) else { continue }
      if governance.bodies.contains(where: { $0.id == body.id }) {
        entry.report(
          "duplicate-name", "Another body has the id `\(body.id.shortened)` as well.",
          remedy: "Give each body an id of its own.", at: "id")
        continue
      }
      governance.bodies.append(body)
    }
    governance.links = mapping.mappings("links").compactMap { entry in
      guard let from = entry.text("from"), let to = entry.text("to"),
        let kind = entry.word("kind", as: GovernanceLink.Kind.self)
      else { return nil }
      return GovernanceLink(from: from, to: to, kind: kind, line: entry.line)
    }
    for entry in mapping.entries("raci") {
      guard let keys = entry.value.mapping(of: PlanKeys.raci) else { continue }
      // YAML reads a bare * as a mark of its own, so the word is offered beside it.
      var assignment = RACIAssignment(action: entry.key == "*" ? RACIAssignment.all : entry.key)
      assignment.responsible = several(keys, "responsible")
      assignment.accountable = keys.text("accountable")
      assignment.consulted = ids(keys, "consulted")
      assignment.informed = ids(keys, "informed")
      assignment.line = entry.value.line
      governance.assignments.append(assignment)
    }
    governance.agreements = mapping.mappings("agreements").compactMap { agreement($0) }
    return governance
  }

  private func body(_ mapping: YAMLMapping) -> GovernanceBody? {
    guard let id = mapping.text("id") else { return nil }
    var body = GovernanceBody(
      id: id, name: mapping.text("name") ?? id, kind: mapping.word("kind") ?? "other")
    body.level = mapping.word("level", as: GovernanceLevel.self) ?? .municipality
    body.groups = several(mapping, "group")
    body.members = ids(mapping, "members")
    body.mandate = mapping.text("mandate") ?? ""
    body.decides = ids(mapping, "decides").map { $0 == "*" ? RACIAssignment.all : $0 }
    body.districts = ids(mapping, "districts")
    body.line = mapping.line
    return body
  }

  private func agreement(_ mapping: YAMLMapping) -> AgreementRule? {
    guard let body = mapping.text("body") else { return nil }
    var rule = AgreementRule(body: body)
    rule.landUse = mapping.texts("landUse").compactMap { word in
      LandUseClass.allCases.first { $0.word == word }
    }
    rule.constraints = ids(mapping, "constraints")
    rule.topics = ids(mapping, "topics")
    rule.districts = ids(mapping, "districts")
    rule.actions = ids(mapping, "actions")
    rule.line = mapping.line
    return rule
  }

  /// A text, or a list of texts.
  private func several(_ mapping: YAMLMapping, _ key: String) -> [String] {
    guard let value = mapping.value(key) else { return [] }
    return value.isList ? ids(mapping, key) : value.text().map { [$0] } ?? []
  }
}
