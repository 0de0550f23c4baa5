import PlanModel

/// Who carries out what is chosen in a district, line by line.
func implementationLinesJSON(of area: AreaAccount) -> JSONValue {
  let account = area.account
  let districts = Set(area.districts)
  let words = ImplementationWords(account)
  return .array(
    account.implementation.lines.filter { districts.contains($0.district) }.map {
      lineJSON($0, words)
    })
}

private func lineJSON(
  _ line: ImplementationAccount.Line, _ words: ImplementationWords
) -> JSONValue {
  let stakeholders = words.stakeholders
  let funds = words.result.description.funds?.funds ?? []
  let action = words.action(line)
  func texts(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
  return .object([
    ("action", .string(action.id)), ("units", .integer(line.units)),
    ("lead", .string(words.lead(line))),
    ("leadId", line.lead.map { .string(stakeholders[$0].id) } ?? .null),
    ("partners", texts(line.partners.map { stakeholders[$0].id })),
    ("responsible", texts(words.responsible(line))),
    ("accountable", texts(words.accountable(line))),
    ("others", texts(words.others(line).filter { !words.partners(line).contains($0) })),
    ("instrument", .string(action.codes.instrument)),
    ("legalBasis", texts(action.legalBasis)), ("permits", texts(action.permits)),
    ("requires", texts(action.requires)),
    ("unitsWithoutPrerequisite", .integer(line.unitsWithoutPrerequisite)),
    ("begins", texts(words.phases(line))), ("milestones", texts(words.milestones(line))),
    ("investment", .published(line.investment)),
    (
      "funds",
      .array(
        zip(funds, line.draws).filter { $0.1 > 0 }.map { fund, draw in
          .object([("id", .string(fund.id)), ("drawn", .published(draw))])
        })
    ),
    ("uncovered", funds.isEmpty ? .null : .published(line.uncovered)),
  ])
}

/// Who carries the plan out, for the run record; the lines stand in the sheets of the districts.
func implementationJSON(of account: PlanAccount) -> JSONValue {
  let implementation = account.implementation
  let description = account.result.description
  let stakeholders = description.society?.stakeholders ?? []
  let funds = description.funds?.funds ?? []
  return .object([
    ("chosen", .integer(implementation.lines.count)),
    ("led", .integer(implementation.lines.count { $0.lead != nil })),
    (
      "withoutPrerequisite",
      .integer(implementation.lines.count { $0.unitsWithoutPrerequisite > 0 })
    ),
    (
      "stakeholders",
      .array(stakeholders.indices.map { stakeholderJSON(stakeholders[$0], $0, implementation) })
    ),
    ("funds", .array(funds.indices.map { fundJSON(funds[$0], $0, account) })),
    (
      "uncovered",
      funds.isEmpty
        ? .null : account.decided(implementation.lines.map(\.uncovered).compensatedSum())
    ),
    (
      "pledges",
      .array(
        zip(description.society?.pledges ?? [], implementation.pledges).map {
          pledgeJSON($0, $1, account)
        })
    ),
    ("adoption", .array(description.adoption.map(adoptionJSON))),
  ])
}

private func stakeholderJSON(
  _ stakeholder: Stakeholder, _ position: Int, _ implementation: ImplementationAccount
) -> JSONValue {
  let led = implementation.lines.filter { $0.lead == position }
  let members: [(String, JSONValue)] = [
    ("id", .string(stakeholder.id)), ("name", .string(stakeholder.shownName)),
    ("group", stakeholder.group.map { .string($0) } ?? .null),
    ("engagement", stakeholder.engagement.map { .string($0.rawValue) } ?? .null),
    ("interest", stakeholder.interest.map { .published($0) } ?? .null),
    ("influence", stakeholder.influence.map { .published($0) } ?? .null),
    ("districts", .array(stakeholder.districts.map { .string($0) })),
    ("led", .integer(led.count)),
    ("investmentLed", .published(led.map(\.investment).compensatedSum())),
  ]
  return .object(members)
}

private func fundJSON(_ fund: Fund, _ position: Int, _ account: PlanAccount) -> JSONValue {
  let members: [(String, JSONValue)] = [
    ("id", .string(fund.id)), ("name", .string(fund.name)),
    ("level", .string(fund.level.rawValue)), ("cap", fund.cap.map { .published($0) } ?? .null),
    ("rate", .published(fund.rate)),
    ("deadline", fund.deadline.map { .integer($0) } ?? .null),
    ("drawn", account.decided(account.implementation.drawn(from: position))),
    ("source", .string(fund.source)), ("year", fund.year.map { .integer($0) } ?? .null),
    ("confidence", fund.confidence.map { .string($0.rawValue) } ?? .null),
  ]
  return .object(members)
}

private func pledgeJSON(
  _ pledge: Pledge, _ outcome: PledgeOutcome, _ account: PlanAccount
) -> JSONValue {
  let members: [(String, JSONValue)] = [
    ("by", .string(pledge.by)), ("action", .string(pledge.action)),
    ("districts", .array(pledge.districts.map { .string($0) })),
    ("amount", .string((pledge.promised?.amount ?? .investment).rawValue)),
    ("pledged", pledge.promised.map { .published($0.value) } ?? .null),
    ("planned", account.decided(outcome.planned)), ("taken", account.decided(outcome.taken)),
    ("status", account.isDecided ? .string(outcome.status.title) : .null),
  ]
  return .object(members)
}

private func adoptionJSON(_ rule: AdoptionRule) -> JSONValue {
  let members: [(String, JSONValue)] = [
    ("action", .string(rule.action)), ("ceiling", .published(rule.ceiling)),
  ]
  return .object(
    members + rule.curve.parameters.map { ($0.name, .published($0.value)) }
      + [("source", .string(rule.source))])
}

extension AdoptionRule.Curve {
  /// The parameters by the keys of the plan file.
  fileprivate var parameters: [(name: String, value: Double)] {
    switch self {
    case .logistic(let midpoint, let steepness):
      [("midpoint", midpoint), ("steepness", steepness)]
    case .bass(let start, let innovation, let imitation):
      [("start", start), ("innovation", innovation), ("imitation", imitation)]
    }
  }
}
