import PlanModel

/// What became of the plan, for `run.json` and, of one district, for its sheet.
func progressJSON(
  _ progress: ProgressResult, of account: PlanAccount, district: Int?
) -> JSONValue {
  let lines = progress.lines.filter { district == nil || $0.district == district }
  var members: [(String, JSONValue)] = [
    ("year", .integer(progress.year)),
    ("lines", .array(lines.map { lineJSON($0, account, year: progress.year) })),
  ]
  if district == nil {
    members += [
      (
        "budgets",
        .array(
          progress.budgets.map { budget in
            .object([
              ("name", .string(budget.name)), ("limit", .published(budget.limit)),
              ("spent", .published(budget.spent)), ("committed", .published(budget.committed)),
              ("free", .published(budget.free)),
              ("plannedAnew", account.decided(budget.plannedAnew)),
              ("left", account.decided(budget.left)),
            ])
          })
      ), ("pastRows", .array(progress.pastRows.map { .string($0) })),
      ("late", .integer(progress.lines.count { $0.isLate(in: progress.year) })),
    ]
  }
  return .object(members)
}

private func lineJSON(
  _ line: ProgressLine, _ account: PlanAccount, year: Int
) -> JSONValue {
  let result = account.result
  func amounts(_ amounts: ProgressLine.Amounts) -> JSONValue {
    .object([
      ("investment", .published(amounts.investment)), ("co2", .published(amounts.reduction)),
    ])
  }
  return .object([
    ("action", .string(result.options.actions[line.action].id)),
    ("district", .string(result.districts.ids[line.district])),
    ("unit", line.unit.map { .string(result.units.ids[$0]) } ?? .null),
    ("status", .string(line.status.rawValue)), ("told", .bool(line.entry != nil)),
    ("planned", amounts(line.planned)), ("done", .published(line.done)),
    ("underWay", .published(line.underWay)), ("notBegun", .published(line.notBegun)),
    ("givenUp", .published(line.givenUp)), ("due", .published(line.dueShare)),
    ("monthsBehind", .published(line.monthsBehind)), ("late", .bool(line.isLate(in: year))),
    ("actual", amounts(line.actual)), ("expected", amounts(line.expected)),
    ("now", account.isDecided ? amounts(line.now) : .null),
  ])
}
