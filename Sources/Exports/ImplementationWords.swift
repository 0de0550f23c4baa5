import PlanModel

/// Who carries out a chosen action in a district, in words.
struct ImplementationWords {
  let account: PlanAccount
  let result: PlanResult
  let stakeholders: [Stakeholder]
  let table: LeadTable
  private let funds: [Fund]

  init(_ account: PlanAccount) {
    self.account = account
    result = account.result
    stakeholders = result.description.society?.stakeholders ?? []
    table = LeadTable(stakeholders)
    funds = result.description.funds?.funds ?? []
  }

  /// The action of a line.
  func action(_ line: ImplementationAccount.Line) -> Action { result.options.actions[line.action] }

  /// The funds that pay, by name.
  func funds(_ line: ImplementationAccount.Line) -> [String] {
    zip(funds, line.draws).filter { $0.1 > 0 }.map(\.0.name)
  }

  /// What has to come first, by name; what is not on offer says so.
  func prerequisites(_ line: ImplementationAccount.Line) -> [String] {
    action(line).requires.map { id in
      result.options.actions.first { $0.id == id }?.name
        ?? "\(result.namesNotOffered[id] ?? id) (not on offer)"
    }
  }

  /// The names of the phases; the plan's years without phases.
  func phases(_ line: ImplementationAccount.Line) -> [String] {
    let phases = result.options.phases
    if phases.isEmpty {
      let years = result.description.workYears
      return ["\(years.lowerBound)-\(years.upperBound)"]
    }
    return line.phases.map { phases[$0].name }
  }

  /// The milestones with the month by whose end each is due, phase by phase.
  func milestones(_ line: ImplementationAccount.Line) -> [String] {
    let phases = result.options.phases
    let spans =
      phases.isEmpty
      ? [result.description.workYears] : line.phases.map { phases[$0].first...phases[$0].last }
    return spans.flatMap { span in
      action(line).milestones.map { "\($0.month(in: span)): \($0.text)" }
    }
  }
}
