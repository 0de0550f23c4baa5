import PlanModel

extension PlanWords {
  /// A row of equity in words: who gets which part of what, beside the part that is asked for; nil for any other row.
  func equity(of row: Plan.RowResult) -> String? {
    guard let rule = account.rowNames.rule(of: row.name), let equity = rule.equity,
      case .shareOfPlan(let least) = rule.limit
    else { return nil }
    let result = account.result
    let wanted = Set(rule.districts)
    let rows = result.districts.ids.indices.filter { wanted.contains(result.districts.ids[$0]) }
    let names = rows.map { account.name(of: $0) }.joined(separator: ", ")
    let who = equity.isForDeprived ? "the deprived districts (\(names))" : names
    let asked =
      "at least \((100 * least).grouped(1)) %\(equity.isPeopleShare ? ", the share of their people" : "")"
    let what = rule.amount.title.lowercasedFirst
    guard account.isDecided else { return "\(row.name): \(asked), of \(what) goes to \(who)" }
    let part = rows.map { sum(rule, in: $0) }.compensatedSum()
    let whole = result.districts.ids.indices.map { sum(rule, in: $0) }.compensatedSum()
    let got = whole != 0 ? "\((100 * part / whole).grouped(1)) %" : "their part"
    return
      "\(row.name): \(got) of \(what) goes to \(who) (\(asked)); \(moving(row))"
  }

  /// What a row sums in a district.
  private func sum(_ rule: RowDescription, in district: Int) -> Double {
    if rule.actions.isEmpty { return account.sum(rule.amount, in: district) }
    let table = account.result.options
    let actions = table.actions.indices.filter { rule.actions.contains(table.actions[$0].id) }
    return account.options(in: district).flatMap { option in
      actions.map { table.amount(rule.amount, of: option, by: $0) }
    }.compensatedSum()
  }
}
