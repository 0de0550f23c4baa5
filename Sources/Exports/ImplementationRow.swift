import PlanModel

/// What a row about who carries the plan out is called, and the unit of its sides.
struct ImplementationRow {
  /// The title for people.
  var title: String
  /// The unit of both sides.
  var unit: String
}

/// The rows of stakeholders' capacities, of funds and of adoption by their names in the problem.
func implementationRows(of result: PlanResult) -> [String: ImplementationRow] {
  var rows: [String: ImplementationRow] = [:]
  // The longest id first, because one id may begin like another.
  let stakeholders = (result.description.society?.stakeholders ?? []).sorted {
    ($1.id.count, $0.id) < ($0.id.count, $1.id)
  }
  for row in result.problem.rows {
    if row.name.hasPrefix(RowPrefix.capacity) {
      let rest = row.name.dropFirst(RowPrefix.capacity.count)
      guard let owner = stakeholders.first(where: { rest.hasPrefix($0.id + " ") }) else { continue }
      rows[row.name] = capacityRow(String(rest.dropFirst(owner.id.count + 1)), of: owner)
    }
    if row.name.hasPrefix(RowPrefix.adoption) {
      let rest = row.name.dropFirst(RowPrefix.adoption.count)
      let id = rest.prefix { $0 != " " }
      let action = result.options.actions.first { $0.id == id }?.name ?? String(id)
      rows[row.name] = ImplementationRow(
        title: "how far people take up “\(action)”\(rest.dropFirst(id.count))",
        unit: ShownUnit.share)
    }
  }
  for fund in result.description.funds?.funds ?? [] {
    let name = RowPrefix.fund + fund.id
    rows[name] = ImplementationRow(
      title: "money of the fund “\(fund.name)”", unit: Amount.investment.unit)
    for action in result.options.actions {
      rows["\(name) for \(action.id)"] = ImplementationRow(
        title: "money of the fund “\(fund.name)” for “\(action.name)”",
        unit: Amount.investment.unit)
    }
  }
  return rows
}

/// `investment (2026-2030)` or `capital`, of a stakeholder.
private func capacityRow(_ what: String, of owner: Stakeholder) -> ImplementationRow {
  let word = what.prefix { $0 != " " }
  let phases = what.dropFirst(word.count)
  guard let amount = Amount(rawValue: String(word)) else {
    return ImplementationRow(
      title: "money that \(owner.shownName) can raise\(phases)", unit: Amount.investment.unit)
  }
  return ImplementationRow(
    title: "what \(owner.shownName) can carry, \(amount.title.lowercased())\(phases)",
    unit: amount.unit)
}
