public import PlanModel

/// The result in less than twenty lines for a terminal: what was decided, how far it is proved, rules, totals, target.
public func summary(of result: PlanResult) -> String {
  let account = PlanAccount(result)
  let words = PlanWords(account)
  let gap = TargetGap(account)
  var lines: [String] = []
  let districts = result.districts.count
  lines.append(
    "\(result.description.name): \(districts.counted("district")), "
      + "\(result.units.count.counted("planning unit")), "
      + "\((result.buildings?.count ?? 0).counted("building"))")
  if let bridge = BuildingPlaces(result).bridge { lines.append(bridge) }
  if let notice = result.description.notice { lines.append(notice) }
  lines.append("\(words.objective): \(words.status), \(words.solver)")
  lines.append(words.certificate)
  lines += words.conflict
  if let earlier = words.earlier { lines.append(earlier) }
  if account.isDecided {
    lines.append(
      "Chosen: \(result.plan.chosen.count.grouped) of \(result.options.count.counted("option"))")
    let shown: [Amount] = [.investment, .annualCost, .co2, .energySaved, .renewableEnergy]
    for amount in shown {
      let money = YearlyMoney(cost: account.total(.annualCost))
      let (title, value) =
        amount == .annualCost
        ? (money.name, money.value)
        : (amount.title, ShownUnit.phrase(account.total(amount), amount.unit))
      lines.append("  \(title.padded(to: 20))\(value)")
    }
    // A rule for each district would push the rest off the screen.
    let names = Set(result.problem.rows.filter { $0.group == nil }.map(\.name))
    let rows = result.plan.rows.filter { names.contains($0.name) }.prefix(6)
    for row in rows {
      lines.append("  \(words.sentence(of: row))")
    }
    let more = result.plan.rows.count - rows.count
    if more > 0 { lines.append("  … and \(more.counted("more rule")), kept too: see run.json") }
    lines.append(words.target(gap))
    if let price = result.society?.price {
      lines.append(SocietySections.sentence(price, account))
    }
    if let price = result.society?.fairnessPrice, price != result.society?.price {
      lines.append(SocietySections.fairness(price))
    }
  }
  let errors = result.diagnostics.filter { $0.severity == .error }.count
  let warnings = result.diagnostics.filter { $0.severity == .warning }.count
  if errors + warnings > 0 {
    lines.append(
      "\(errors.counted("error")), \(warnings.counted("warning")): see diagnostics.csv")
  }
  return lines.joined(separator: "\n") + "\n"
}

/// The same for machines: `certificate`, `rows`, `totals` and `timings` as in `run.json`.
public func summaryJSON(of result: PlanResult) -> String {
  let account = PlanAccount(result)
  return JSONValue.object([
    ("name", .string(result.description.name)),
    ("notice", result.description.notice.map { .string($0) } ?? .null),
    ("certificate", certificateJSON(of: account)),
    ("rows", rowsJSON(of: account)),
    ("totals", totalsJSON(of: account)),
    ("timings", timingsJSON(of: result)),
    (
      "diagnostics",
      .object(
        Severity.allCases.map { severity in
          (
            severity.rawValue,
            .integer(result.diagnostics.filter { $0.severity == severity }.count)
          )
        })
    ),
  ]).text() + "\n"
}

extension Int {
  /// The number for people.
  var grouped: String { Double(self).grouped(0) }

  /// The number with its noun, which takes an `s` unless there is one.
  func counted(_ noun: String) -> String { "\(grouped) \(noun)\(self == 1 ? "" : "s")" }
}

extension String {
  /// The text filled up with spaces.
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - count))
  }
}

extension PlanWords {
  /// How far the plan goes towards the target, in words.
  func target(_ gap: TargetGap) -> String {
    let t = Amount.co2.unit
    let year = account.result.description.targetYear
    let share = gap.baseline > 0 ? " (\((gap.reduction / gap.baseline * 100).grouped(1)) %)" : ""
    let start =
      "Baseline \(ShownUnit.phrase(gap.baseline, t)), reduced by "
      + "\(ShownUnit.phrase(gap.reduction, t))\(share) until \(year)"
      + (abs(gap.beside) < 0.5
        ? ""
        : ", \(ShownUnit.phrase(abs(gap.beside), t)) \(gap.beside < 0 ? "less" : "more") than the chosen actions by what was done otherwise than planned")
    guard let asked = gap.asked, let missing = gap.missing else {
      return start + "; the plan file states no target for the whole."
    }
    if missing > asked * 1e-9 {
      return start
        + "; the target asks for \(ShownUnit.phrase(asked, t)), so \(ShownUnit.phrase(missing, t)) are missing."
    }
    return start + "; the target of \(ShownUnit.phrase(asked, t)) is met."
  }
}

/// What each group got, and what it costs that people are heard, for a terminal.
public func societySummary(of result: PlanResult) -> String {
  guard let society = result.society, let groups = result.description.society?.groups else {
    return "Nobody was asked."
  }
  let account = PlanAccount(result)
  var lines = ["\(result.description.name): \(PlanWords(account).status)"]
  for (group, outcome) in zip(groups, society.outcomes) where outcome.asked > 0 {
    guard outcome.people >= society.shownFrom, let followed = outcome.followed else {
      lines.append("  \(group.name.padded(to: 22))too few people to show, or no plan")
      continue
    }
    let best = outcome.shareOfBest.map { ", \(($0 * 100).grouped(0)) % of its best" } ?? ""
    lines.append(
      "  \(group.name.padded(to: 22))\(outcome.people.counted("person")), \((followed * 100).grouped(0)) % followed\(best)"
    )
  }
  if let price = society.price { lines.append(SocietySections.sentence(price, account)) }
  return lines.joined(separator: "\n")
}
