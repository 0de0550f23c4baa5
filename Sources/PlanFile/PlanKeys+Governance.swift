import PlanModel

extension PlanKeys {
  static let governance = YAMLKeys(
    "a governance",
    [
      YAMLKey(
        "bodies", .list(of: .mapping(body)), required: true,
        "The bodies that decide, work or are asked, at any level of government."),
      YAMLKey("links", .list(of: .mapping(governanceLink)), "What the bodies are to one another."),
      YAMLKey(
        "raci", .table(of: .mapping(raci), among: nil),
        "Who is responsible, accountable, consulted and informed, as `action: {…}`; `all` for those without an entry of their own."
      ),
      YAMLKey(
        "agreements", .list(of: .mapping(agreement)),
        "Where a body must agree before something is done."),
    ])

  static let body = YAMLKeys(
    "a body",
    [
      YAMLKey("id", .text, required: true, "A short name, unique among bodies and stakeholders."),
      YAMLKey("name", .text, "The name for people; the id without it."),
      YAMLKey("kind", .word(GovernanceBody.kinds), "What it is; other without it."),
      YAMLKey(
        "level", .word(GovernanceLevel.allCases.map(\.rawValue)),
        "The level of government that it works at; municipality without it."),
      YAMLKey(
        "group", .either([.text, .list(of: .text)]), "The helix group or groups in it, by id."),
      YAMLKey(
        "members", .list(of: .text), "Who sits in it: ids of stakeholders, or roles in words."),
      YAMLKey("mandate", .text, "What it is there for, as one sentence."),
      YAMLKey(
        "decides", .list(of: .text), "The actions that it decides on, by id, or [all]."),
      YAMLKey(
        "districts", .list(of: .text), "The districts that it works in, by id; all without it."),
    ])

  static let governanceLink = YAMLKeys(
    "a link of two bodies",
    [
      YAMLKey("from", .text, required: true, "The body that it starts from, by id."),
      YAMLKey("to", .text, required: true, "The body that it leads to, by id."),
      YAMLKey(
        "kind", .word(GovernanceLink.Kind.allCases.map(\.rawValue)), required: true,
        "What the first does: reports to, consults, funds, coordinates with or delegates to the second."
      ),
    ])

  static let raci = YAMLKeys(
    "an assignment",
    [
      YAMLKey(
        "responsible", .either([.text, .list(of: .text)]),
        "Who does the work, by id of body or stakeholder; who leads it without it."),
      YAMLKey(
        "accountable", .text,
        "Who answers for it, one only; the body that decides, else who leads, without it."),
      YAMLKey(
        "consulted", .list(of: .text),
        "Who is asked before; partners and whom the accountable body consults, without it."),
      YAMLKey(
        "informed", .list(of: .text),
        "Who is told afterwards; to whom the accountable body reports, without it."),
    ])

  static let agreement = YAMLKeys(
    "an agreement",
    [
      YAMLKey("body", .text, required: true, "The body that must agree, by id."),
      YAMLKey(
        "landUse", .list(of: .word(LandUseClass.allCases.map(\.word))),
        "Where a unit has some of this land."),
      YAMLKey(
        "constraints", .list(of: .text), "Where a unit lies in part in one of these constraints."),
      YAMLKey("topics", .list(of: .text), "Where an interest about one of these touches a unit."),
      YAMLKey("districts", .list(of: .text), "Where a unit lies in one of these districts, by id."),
      YAMLKey(
        "actions", .list(of: .text), "Where one of these actions is chosen, by id; any without it."),
    ])
}
