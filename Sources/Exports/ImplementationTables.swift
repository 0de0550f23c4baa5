import PlanModel

/// `implementation.csv`: who carries out each chosen action in each district, what pays, what it needs and when.
func implementationCSV(of account: PlanAccount) -> CSVTable {
  let result = account.result
  let words = ImplementationWords(account)
  var table = CSVTable(
    header: [
      "district", "district_name", "action", "action_name", "units", "lead", "lead_is", "partners",
      "others", "instrument", "legal_basis", "permits", "conditions", "funds", "drawn_EUR",
      "uncovered_EUR", "requires", "units_without_prerequisite", "begins", "milestones",
      "investment_EUR", "responsible", "accountable",
    ], notice: result.description.notice)
  func joined(_ texts: [String]) -> CSVTable.Cell { .text(texts.joined(separator: "; ")) }
  for line in account.implementation.lines {
    let action = words.action(line)
    table.add([
      .text(result.districts.ids[line.district]), .text(account.name(of: line.district)),
      .text(action.id), .text(action.name), .integer(line.units), .text(words.lead(line)),
      .text(line.lead == nil ? "role" : "stakeholder"), joined(words.partners(line)),
      joined(words.others(line).filter { !words.partners(line).contains($0) }),
      .text(action.codes.instrument), joined(action.legalBasis), joined(action.permits),
      joined(action.conditions), joined(words.funds(line)),
      .number(line.draws.compensatedSum()),
      .number(result.description.funds == nil ? nil : line.uncovered), joined(action.requires),
      .integer(line.unitsWithoutPrerequisite), joined(words.phases(line)),
      joined(words.milestones(line)), .number(line.investment), joined(words.responsible(line)),
      joined(words.accountable(line)),
    ])
  }
  return table
}

/// `stakeholders.csv`: who has a stake, what each leads in the plan, and how much of its capital that takes.
///
/// The name of a single person is not told.
func stakeholdersCSV(of account: PlanAccount, _ stakeholders: [Stakeholder]) -> CSVTable {
  let result = account.result
  let groups = result.description.society?.groups ?? []
  let words = ImplementationWords(account)
  var table = CSVTable(
    header: [
      "stakeholder", "name", "group", "engagement", "interest", "influence", "approach",
      "districts", "leads", "partners", "members", "skills", "capital_EUR", "actions_led",
      "districts_led", "investment_led_EUR", "actions_as_partner",
    ], notice: result.description.notice)
  for (position, stakeholder) in stakeholders.enumerated() {
    let led = account.implementation.lines.filter { $0.lead == position }
    let shared = account.implementation.lines.filter { $0.partners.contains(position) }
    func joined(_ texts: [String]) -> CSVTable.Cell { .text(texts.joined(separator: "; ")) }
    table.add([
      .text(stakeholder.id), .text(stakeholder.shownName),
      .text(groups.first { $0.id == stakeholder.group }?.name ?? ""),
      .text(stakeholder.engagement?.rawValue ?? ""), .number(stakeholder.interest),
      .number(stakeholder.influence), .text(stakeholder.stance ?? ""),
      joined(stakeholder.districts), joined(stakeholder.leads), joined(stakeholder.partners),
      .number(stakeholder.members.map(Double.init)), joined(stakeholder.skills),
      .number(stakeholder.capital), joined(led.map { words.action($0).id }.unique),
      joined(led.map { result.districts.ids[$0.district] }.unique),
      .number(led.map(\.investment).compensatedSum()),
      joined(shared.map { words.action($0).id }.unique),
    ])
  }
  return table
}

/// `funds.csv`: what each fund pays for which action in which district, and what others must bring; a fund that pays
/// nothing has one row without an action.
func fundsCSV(of account: PlanAccount, _ funds: [Fund]) -> CSVTable {
  let result = account.result
  let words = ImplementationWords(account)
  var table = CSVTable(
    header: [
      "fund", "name", "level", "action", "district", "investment_EUR", "drawn_EUR",
      "co_financing_EUR", "municipality_EUR", "cap_EUR", "rate", "deadline", "source", "year",
      "confidence", "other_funds_EUR",
    ], notice: result.description.notice)
  for (position, fund) in funds.enumerated() {
    let known: [CSVTable.Cell] = [
      .number(fund.cap), .number(fund.rate), .number(fund.deadline.map(Double.init)),
      .text(fund.source), .number(fund.year.map(Double.init)),
      .text(fund.confidence?.rawValue ?? ""),
    ]
    let head: [CSVTable.Cell] = [.text(fund.id), .text(fund.name), .text(fund.level.rawValue)]
    let paid = account.implementation.lines.filter { $0.draws[position] > 0 }
    if paid.isEmpty {
      table.add(
        head + [.text(""), .text(""), .number(0), .number(0), .number(0), .number(0)] + known
          + [.number(0)])
    }
    for line in paid {
      table.add(
        head + [
          .text(words.action(line).id), .text(result.districts.ids[line.district]),
          .number(line.investment), .number(line.draws[position]), .number(line.coFinancing),
          .number(line.municipal),
        ] + known + [.number(line.drawn(beside: position))])
    }
  }
  return table
}

/// `pledges.csv`: what was promised, what the plan chose there, and how the two fit.
func pledgesCSV(of account: PlanAccount, _ pledges: [Pledge]) -> CSVTable {
  let result = account.result
  let stakeholders = result.description.society?.stakeholders ?? []
  var table = CSVTable(
    header: [
      "by", "name", "action", "districts", "amount", "unit", "pledged", "planned", "taken",
      "status",
    ], notice: result.description.notice)
  for (pledge, outcome) in zip(pledges, account.implementation.pledges) {
    let amount = pledge.promised?.amount ?? .investment
    table.add([
      .text(pledge.by),
      .text(stakeholders.first { $0.id == pledge.by }?.shownName ?? pledge.by),
      .text(pledge.action), .text(pledge.districts.joined(separator: "; ")),
      .text(amount.rawValue), .text(amount.unit), .number(pledge.promised?.value),
      .number(account.isDecided ? outcome.planned : nil),
      .number(account.isDecided ? outcome.taken : nil),
      .text(account.isDecided ? outcome.status.title : ""),
    ])
  }
  return table
}
