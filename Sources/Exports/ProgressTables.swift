import PlanModel

/// `progress.csv`: what became of each planned action in each place, and what is planned of it now.
///
/// What is planned is done, under way, not begun or given up; the four add up to it.
func progressCSV(of account: PlanAccount, _ progress: ProgressResult) -> CSVTable {
  let result = account.result
  var table = CSVTable(
    header: [
      "action", "action_name", "district", "district_name", "unit", "status", "told", "units",
      "planned_EUR", "done_EUR", "under_way_EUR", "not_begun_EUR", "given_up_EUR", "done_share",
      "due_share", "months_behind", "late", "spent_EUR", "expected_EUR", "cost_deviation_EUR",
      "planned_t_per_a", "saved_t_per_a", "expected_t_per_a", "saved_deviation_t_per_a",
      "planned_from", "planned_to", "start", "end", "stays", "now_EUR", "now_t_per_a", "note",
    ], notice: result.description.notice)
  for line in progress.lines {
    let action = result.options.actions[line.action]
    let planned = line.planned
    let entry = line.entry
    let parts: [CSVTable.Cell] = [line.done, line.underWay, line.notBegun, line.givenUp].map {
      .number($0 * planned.investment)
    }
    let head: [CSVTable.Cell] = [
      .text(action.id), .text(action.name), .text(result.districts.ids[line.district]),
      .text(account.name(of: line.district)), .text(line.unit.map { result.units.ids[$0] } ?? ""),
      .text(line.status.rawValue), .text(entry == nil ? "no" : "yes"), .integer(line.units),
      .number(planned.investment),
    ]
    let time: [CSVTable.Cell] = [
      .number(line.options.isEmpty ? nil : line.doneShare),
      .number(line.options.isEmpty ? nil : line.dueShare), .number(line.monthsBehind),
      .text(line.isLate(in: progress.year) ? "yes" : "no"),
    ]
    let effects: [CSVTable.Cell] = [
      .number(line.actual.investment), .number(line.expected.investment),
      .number(line.deviation.investment), .number(planned.reduction),
      .number(line.actual.reduction), .number(line.expected.reduction),
      .number(line.deviation.reduction),
    ]
    let years: [CSVTable.Cell] = [
      .number(line.years.map { Double($0.lowerBound) }),
      .number(line.years.map { Double($0.upperBound) }), .text(entry?.start?.text ?? ""),
      .text(entry?.end?.text ?? ""), .text(line.isHeld ? "yes" : "no"),
      .number(account.isDecided ? line.now.investment : nil),
      .number(account.isDecided ? line.now.reduction : nil), .text(entry?.note ?? ""),
    ]
    table.add(head + parts + time + effects + years)
  }
  return table
}

extension ProgressLine {
  /// What is spent and avoided beyond what the done part was to cost and to avoid.
  var deviation: Amounts {
    Amounts(
      investment: actual.investment - (options.isEmpty ? 0 : doneShare) * planned.investment,
      reduction: actual.reduction - (options.isEmpty ? 0 : doneShare) * planned.reduction)
  }
}
