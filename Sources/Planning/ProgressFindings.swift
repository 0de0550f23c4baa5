import PlanModel

extension PlanResult {
  /// Takes over what became of the plan, with what is planned of the rest, and says what is late.
  mutating func addProgress(_ followed: ProgressResult?) {
    guard var followed else { return }
    if plan.status != .infeasible {
      followed.planAgain(
        plan.chosen, of: description, options: options, units: units,
        districts: districts.ids)
    }
    progress = followed
    diagnostics += progressFindings(followed)
  }

  private func progressFindings(_ progress: ProgressResult) -> [Diagnostic] {
    let place = Place(
      file: description.file, line: description.progress?.line, field: "progress")
    var found: [Diagnostic] = []
    func names(_ lines: [ProgressLine]) -> String {
      let all = lines.map { line in
        "\(options.actions[line.action].id) in \(line.unit.map { units.ids[$0] } ?? districts.ids[line.district])"
      }
      return all.prefix(12).joined(separator: ", ")
        + (all.count > 12 ? " and \(all.count - 12) more" : "")
    }
    let late = progress.lines.filter { $0.isLate(in: progress.year) }
    if !late.isEmpty {
      found.append(
        Diagnostic(
          .warning, "progress.late",
          "Late at the end of \(progress.year): \(names(late)).",
          remedy: "progress.csv says by how much; look at lead, permits and funds there.",
          at: place, count: late.count))
    }
    let untold = progress.lines.filter { $0.entry == nil && !$0.options.isEmpty && $0.dueShare > 0 }
    if !untold.isEmpty {
      found.append(
        Diagnostic(
          .note, "progress.not-told",
          "The table of progress says nothing of what should have begun: \(names(untold)). It counts as not started.",
          remedy: "Add a row for each.", at: place, count: untold.count))
    }
    let assumed = progress.lines.filter {
      ($0.entry.map { $0.spent == nil || $0.saved == nil } ?? false)
        && ($0.isHeld || $0.status == .cancelled && $0.doneShare > 0 || $0.status == .new)
    }
    if !assumed.isEmpty {
      found.append(
        Diagnostic(
          .note, "progress.assumed",
          "What was spent or saved is not said, and taken to be as planned, or nothing where nothing was planned: \(names(assumed)).",
          remedy: "Fill `spent_EUR` and `saved_t_per_a`.", at: place, count: assumed.count))
    }
    let strewn = progress.lines.filter { $0.status == .new && $0.options.isEmpty && $0.unit == nil }
    if !strewn.isEmpty {
      found.append(
        Diagnostic(
          .note, "progress.new-anywhere",
          "New work of which no unit is named counts with what the table says of it, and its action stays on offer in every unit of the district: \(names(strewn)).",
          remedy: "Name the units, so that nothing is planned where it is done already.",
          at: place, count: strewn.count))
    }
    // Less than a cent is rounding.
    for budget in progress.budgets where budget.free < -0.01 {
      found.append(
        Diagnostic(
          .warning, "progress.overspent",
          "Of `\(budget.name)`, \((-budget.free).rounded(.toNearestOrAwayFromZero).shortest) EUR more are spent and committed than it allows.",
          remedy: "Raise the budget, or say what is cancelled.", at: place))
    }
    for row in progress.pastRows {
      found.append(
        Diagnostic(
          .note, "progress.past-row",
          "The rule `\(row)` is about years that are over at the end of \(progress.year), so it binds nothing any more.",
          remedy: "progress.csv says what was reached.", at: place))
    }
    return found
  }
}

/// That what is planned is done, under way, not begun or given up, that what is planned now is the plan, and that budgets are
/// used up by what they are used for.
func progressClosures(of result: PlanResult) -> [RunRecord.Closure] {
  guard let progress = result.progress else { return [] }
  let lines = progress.lines
  func sum(_ value: (ProgressLine) -> Double) -> Double { lines.map(value).compensatedSum() }
  var checks = [
    RunRecord.Closure(
      name:
        "Progress: done, under way, not begun and given up, and the investment of the plan that was carried out, EUR",
      parts: sum { ($0.done + $0.underWay + $0.notBegun + $0.givenUp) * $0.planned.investment },
      whole: progress.plannedInvestment, tolerance: 1e-9)
  ]
  guard result.plan.status != .infeasible else { return checks }
  checks.append(
    RunRecord.Closure(
      name: "Progress: what is planned now by action and place, and the plan, EUR",
      parts: sum(\.now.investment),
      whole: result.plan.chosen.map { result.options.amount(.investment, of: $0) }
        .compensatedSum(), tolerance: 1e-9))
  let slack = Dictionary(
    result.plan.rows.map { ($0.name, $0.rhs - $0.lhs) }, uniquingKeysWith: { first, _ in first })
  for row in result.description.problem.rows where !row.perDistrict {
    guard let budget = progress.budgets.first(where: { $0.name == row.name }),
      let left = slack[row.name]
    else { continue }
    checks.append(
      RunRecord.Closure(
        name: "Budget \(budget.name): spent, committed, planned anew and left, and the budget, EUR",
        parts: budget.spent + budget.committed + budget.plannedAnew + left, whole: budget.limit,
        tolerance: 1e-9))
  }
  return checks
}
