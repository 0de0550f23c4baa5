import Actions
import Allocation
import Foundation
import PlanFile
import PlanModel

extension PlanDescription {
  /// Reads the table of progress.
  ///
  /// - Returns: What is wrong with it.
  mutating func readProgress() -> [Diagnostic] {
    guard let named = progress else { return [] }
    guard let bytes = FileManager.default.contents(atPath: named.file) else {
      return [
        Diagnostic(
          .error, "progress.no-file", "The table of progress cannot be read.",
          remedy: "Check the path under `progress: file`, and the right to read it.",
          at: Place(file: named.file))
      ]
    }
    guard let text = String(data: bytes, encoding: .utf8) else {
      return [
        Diagnostic(
          .error, "progress.not-utf8", "The table of progress is no text in UTF-8.",
          remedy: "Save it as CSV in UTF-8.", at: Place(file: named.file))
      ]
    }
    let read = PlanFile.readProgress(text: text, file: named.file, year: named.year)
    progress?.entries = read.entries
    progress?.unread = read.unread
    return read.diagnostics
  }

  /// What rules, decisions and progress name that the plan does not have, and what progress says against the decisions.
  ///
  /// - Parameters:
  ///   - actions: The actions on offer.
  ///   - known: The ids of all actions of the catalogues, to look for pledges and votes as well; nil: that is done.
  ///   - districts: The districts; nil: they could not be read, and only actions are looked for.
  ///   - units: The planning units; nil: they could not be cut.
  func unknownWords(
    actions: [Action], known: [String]?, districts: [String]?, units: PlanningUnits?
  ) -> [Diagnostic] {
    unknownWords(actions: actions, districtIDs: districts, unitIDs: units?.ids)
      + (known.map { unknownPromises(known: $0, districtIDs: districts) } ?? [])
      + progressFindings(actions: actions.map(\.id), districts: districts, units: units)
  }

  /// What of the table names nothing, or speaks against the plan's own decisions.
  func progressFindings(
    actions: [String], districts: [String]?, units: PlanningUnits?
  ) -> [Diagnostic] {
    guard let progress else { return [] }
    var found: [Diagnostic] = []
    // Of rows that cannot be read only the names are looked at.
    let rows =
      progress.entries.map { (entry: $0, isRead: true) }
      + progress.unread.map { (entry: $0, isRead: false) }
    for (entry, isRead) in rows.sorted(by: { $0.entry.line < $1.entry.line }) {
      let place = Place(file: progress.file, line: entry.line)
      func unknown(_ kind: String, _ word: String, among words: [String], else remedy: String) {
        if words.contains(word) { return }
        found.append(
          Diagnostic(
            .error, "progress.unknown-\(kind)", "`\(word)` is no \(kind) of the plan.",
            remedy: word.nearest(among: words).map { "Did you mean `\($0)`?" } ?? remedy, at: place)
        )
      }
      unknown(
        "action", entry.action, among: actions,
        else: "Use the id of an action that the plan has on offer.")
      if let district = entry.district, let districts {
        unknown("district", district, among: districts, else: "Use the id of a district.")
      }
      var home = entry.district
      if let unit = entry.unit, let units, let districts {
        unknown("unit", unit, among: units.ids, else: "Use the id of a planning unit.")
        if let position = units.ids.firstIndex(of: unit) {
          home = districts[units.district[position]]
          if let district = entry.district, districts.contains(district), district != home {
            found.append(
              Diagnostic(
                .error, "progress.other-district",
                "The unit `\(unit)` lies in `\(home ?? "")`, not in `\(district)`.",
                remedy: "Correct one of the two, or name the unit alone.", at: place))
          }
        }
      }
      guard isRead else { continue }
      let fixed = problem.locks.first { lock in
        lock.lockedIn && lock.action == entry.action
          && (lock.place == entry.unit || lock.place == home)
      }
      let stays =
        entry.status == .ongoing || entry.status == .completed
        || entry.status == .postponed && entry.done ?? 0 > 0
      let ruledOut = problem.locks.first { lock in
        !lock.lockedIn && lock.action == entry.action
          && (lock.place == entry.unit || lock.place == home)
      }
      if stays, let ruledOut {
        found.append(
          Diagnostic(
            .error, "progress.against-lock",
            "`\(entry.action)` is \(entry.status.rawValue.lowercased()) for `\((entry.unit ?? home ?? ""))`, and the plan rules it out there in line \(ruledOut.line ?? 0).",
            remedy: "Remove the decision from `problem: locks`, or write `Cancelled`.", at: place))
      }
      if entry.status == .cancelled, let fixed {
        found.append(
          Diagnostic(
            .error, "progress.against-lock",
            "`\(entry.action)` is cancelled for `\((entry.unit ?? home ?? ""))`, and the plan fixes it there in line \(fixed.line ?? 0).",
            remedy: "Remove the decision from `problem: locks`, or correct the status.", at: place))
      }
    }
    return found
  }
}

/// A plan in the middle of the work: what it was, what became of it, and what that leaves to decide.
struct FollowedProgress {
  /// The plan that was being carried out.
  var before: EarlierPlan
  /// What became of the plan.
  var result: ProgressResult
}

extension PreparedPlan {
  /// Leaves the problem only what is still to be decided, and says what became of the plan; nil where the plan names no
  /// progress, or where there was no plan.
  ///
  /// - Parameters:
  ///   - earlier: The plan that was being carried out; without it, what this plan would be without progress, which is sought
  ///     in half the time there is.
  ///   - elapsed: Seconds of that time that are gone.
  /// - Throws: `PlanningFailure` where the table does not fit the plan.
  mutating func followProgress(
    from earlier: EarlierPlan?, _ limits: SolveLimits, elapsed: () -> Double
  ) throws -> FollowedProgress? {
    guard let progress = plan.progress else { return nil }
    let before: EarlierPlan
    if let earlier {
      before = earlier
    } else {
      var half = limits
      half.timeLimit = limits.timeLimit.map { $0 / 2 }
      let first = try reportingLimits {
        try allocate(problem, limits: half, elapsed: elapsed)
      }
      if first.status == .infeasible { return nil }
      before = EarlierPlan(chosen: first.chosen.sorted(), rows: first.rows)
    }
    let account = ProgressAccount(
      progress, options: options, chosen: before.chosen, units: areas.units,
      districts: inputs.districts.ids, years: plan.workYears)
    diagnostics += plan.relative(account.diagnostics)
    if account.diagnostics.containError { throw PlanningFailure(diagnostics) }
    let rules = ProgressRules(
      account.lines, options: options, units: areas.units, districts: inputs.districts.ids,
      plan: plan, year: progress.year)
    let result = ProgressResult(
      year: progress.year, lines: account.lines,
      budgets: ProgressBudget.all(
        of: plan, in: problem, lines: account.lines, past: rules.pastRows,
        options: options, districts: inputs.districts.ids, year: progress.year),
      pastRows: rules.pastRows,
      plannedInvestment: before.chosen.map { options.amount(.investment, of: $0) }
        .compensatedSum())
    rules.apply(to: &problem, options: options)
    progressRules = rules
    return FollowedProgress(before: before, result: result)
  }
}

extension ProgressBudget {
  /// The budgets for investment among the rows of a plan that still bind, one for each district where a row is for each.
  ///
  /// - Parameter problem: The problem before progress.
  static func all(
    of plan: PlanDescription, in problem: PlanningProblem, lines: [ProgressLine],
    past: [String], options: OptionTable, districts: [String], year: Int
  ) -> [ProgressBudget] {
    let own = OwnMoney(plan, options)
    return budgetRows(plan.problem.rows, past: past).flatMap { row -> [ProgressBudget] in
      guard let rule = problem.rows.first(where: { $0.name == row.name }) else { return [] }
      return zip(row.members(of: districts), rule.rhs).map { members, limit in
        let counted = lines.filter {
          row.counts(options.actions[$0.action].id) && members.contains(districts[$0.district])
        }
        let shares = counted.map { row.isNetOfFunds ? own.share(of: $0, year: year) : 1 }
        let spent = zip(counted, shares).map { line, share in
          line.actual.investment * line.spentShare(in: row.span, of: options, year: year) * share
        }.compensatedSum()
        let whole = zip(counted, shares).map { line, share in
          line.expected(in: row.span, of: options, year: year).investment * share
        }.compensatedSum()
        return ProgressBudget(
          name: row.perDistrict ? "\(row.name): \(members[0])" : row.name, limit: limit,
          spent: spent, committed: whole - spent)
      }
    }
  }

  fileprivate static func budgetRows(_ rows: [RowDescription], past: [String]) -> [RowDescription] {
    rows.filter { row in
      if case .shareOfPlan = row.limit { return false }
      return row.amount == .investment && row.sense == .atMost && !past.contains(row.name)
    }
  }
}

extension ProgressResult {
  /// Adds what is planned of the rest.
  ///
  /// - Parameter chosen: The options of the new plan.
  mutating func planAgain(
    _ chosen: [Int], of plan: PlanDescription, options: OptionTable, units: PlanningUnits,
    districts: [String]
  ) {
    let money = OwnMoney(plan, options)
    var own: [[Int]: Int] = [:]
    for (position, line) in lines.enumerated() {
      own[[line.district, line.action, line.unit ?? -1]] = position
    }
    for option in chosen {
      let unit = Int(options.unit[option])
      for action in options.packages[Int(options.package[option])] {
        let district = units.district[unit]
        var position = own[[district, action, unit]] ?? own[[district, action, -1]]
        if position == nil {
          position = lines.count
          own[[district, action, -1]] = lines.count
          lines.append(ProgressLine(unplanned: action, in: district))
        }
        lines[position!].now.investment += options.amount(.investment, of: option, by: action)
        lines[position!].now.reduction += options.amount(.co2, of: option, by: action)
      }
    }
    let told = lines
    lines.sort {
      ($0.district, $0.action, $0.unit ?? .max) < ($1.district, $1.action, $1.unit ?? .max)
    }
    var position = 0
    for row in ProgressBudget.budgetRows(plan.problem.rows, past: pastRows) {
      for members in row.members(of: districts) where position < budgets.count {
        let chosen = chosen.filter {
          row.span.contains(options.phase(of: $0))
            && members.contains(districts[units.district[Int(options.unit[$0])]])
        }
        let whole = chosen.map { option in
          options.packages[Int(options.package[option])].filter {
            row.counts(options.actions[$0].id)
          }.map { action in
            row.isNetOfFunds
              ? money.investment(of: option, by: action)
              : options.amount(.investment, of: option, by: action)
          }.compensatedSum()
        }.compensatedSum()
        let kept = told.filter {
          $0.isHeld && row.counts(options.actions[$0.action].id)
            && members.contains(districts[$0.district])
        }.map {
          $0.planned.investment * $0.plannedShare(in: row.span, of: options, year: year)
            * (row.isNetOfFunds ? money.share(of: $0, year: year) : 1)
        }
        budgets[position].plannedAnew = whole - kept.compensatedSum()
        position += 1
      }
    }
  }
}
