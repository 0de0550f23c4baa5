import Allocation
import Exports
import Foundation
public import PlanModel

/// What a trade-off curve came to.
public struct SweepOutcome: Sendable {
  /// `infeasible` where no point has a plan, `limit` where a limit ended the search at one of them, else the loosest proof.
  public let status: PlanStatus
  /// What was found on the way.
  public let diagnostics: [Diagnostic]
  /// For people.
  public let summary: String
}

/// Decides a plan again and again along a row, or between its objective and an amount, and writes the curve.
///
/// Written are `sweep.csv` and `sweep.svg`, or `frontier.csv` and `frontier.svg`; both or none.
///
/// - Parameters:
///   - path: A `plan.yaml` or its folder.
///   - directory: Where the two files go; nil: `sweep` inside the plan's folder.
/// - Throws: `PlanningFailure` with all findings; then nothing was written.
public func runSweep(
  at path: String, into directory: String?, order: SweepOrder, settings: RunSettings,
  progress: (RunProgress) -> Void
) throws -> SweepOutcome {
  try withoutActuallyEscaping(progress) { progress in
    let clock = StageClock(report: progress)
    var prepared = try PreparedPlan.prepare(path, settings, clock)
    clock.enter(.deciding)
    if prepared.plan.society?.fairness != nil {
      _ = try prepared.hearGroups(settings.limits(for: prepared.plan), clock)
    }
    let begin = clock.elapsed
    _ = try prepared.followProgress(
      from: nil, settings.limits(for: prepared.plan), elapsed: { clock.elapsed - begin })
    let curve = try PlanCurve(prepared, order: order, settings: settings, clock: clock)
    let folder =
      directory
      ?? URL(filePath: prepared.plan.folder).appending(path: "sweep").path(percentEncoded: false)
    try writeWhole(curve.files, into: folder, after: prepared.diagnostics)
    return SweepOutcome(
      status: curve.status, diagnostics: prepared.diagnostics,
      summary: (curve.words + ["Results: \(folder)"]).joined(separator: "\n"))
  }
}

/// A curve of a plan with its files and words.
private struct PlanCurve {
  var status = PlanStatus.optimal
  var files: [(name: String, text: String)] = []
  var words: [String] = []

  init(
    _ prepared: PreparedPlan, order: SweepOrder, settings: RunSettings, clock: StageClock
  ) throws {
    let problem = try prepared.problem(without: order.without)
    let limits = settings.limits(for: prepared.plan)
    switch order.curve {
    case .row(let name, let from, let to, let steps):
      let row = prepared.rowName(name)
      let current = try reportingLimits { try rightHandSide(of: row, in: problem) }
      let sides = [(from, "--from"), (to, "--to")].map {
        prepared.side($0.0, option: $0.1, row: row, current: current)
      }
      let wrong = sides.compactMap { side in
        if case .failure(let finding) = side { finding } else { nil }
      }
      if !wrong.isEmpty { throw PlanningFailure(prepared.diagnostics + wrong) }
      let values = try sides.map { try $0.get() }
      let curve = try reportingLimits {
        try sweep(
          problem, row: row, from: values[0], to: values[1], steps: steps, limits: limits,
          elapsed: { clock.elapsed },
          advance: { clock.advance("Point \($0) of \(steps)", Double($0) / Double(steps)) })
      }
      show(curve, try Self.planOfToday(problem, limits, clock), prepared)
    case .frontier(let name):
      let amount = try Self.amount(name, of: prepared.plan)
      let curve = try reportingLimits {
        try frontier(
          problem, against: amount.rawValue, moreIsBetter: amount.moreIsBetter, limits: limits,
          elapsed: { clock.elapsed }, advance: { clock.advance("Search \($0)", 0.5) })
      }
      show(curve, try Self.planOfToday(prepared.problem, limits, clock), amount, prepared)
    }
  }

  /// The plan to mark on the chart; nil where none was found, which must not lose the curve.
  private static func planOfToday(
    _ problem: PlanningProblem, _ limits: SolveLimits, _ clock: StageClock
  ) throws -> Plan? {
    let begin = clock.elapsed
    do {
      let plan = try allocate(problem, limits: limits, elapsed: { clock.elapsed - begin })
      return plan.status == .infeasible ? nil : plan
    } catch let failure as AllocationFailure where failure.leavesItOpen { return nil }
  }

  private static func amount(_ name: String, of plan: PlanDescription) throws -> Amount {
    let objective: Amount = plan.problem.objective == .leastCost ? .annualCost : .co2
    let all = Amount.allCases.filter { $0 != objective }
    if let amount = all.first(where: { $0.rawValue == name }) { return amount }
    let words = all.map(\.rawValue)
    throw PlanningFailure([
      Diagnostic(
        .error, "frontier.unknown-amount",
        name == objective.rawValue
          ? "\(name) is what the plan makes best already."
          : "There is no amount called \(name).",
        remedy: name.nearest(among: words).map { "Did you mean \($0)?" }
          ?? "Use one of \(words.joined(separator: ", ")).")
    ])
  }

  private mutating func show(_ curve: Sweep, _ now: Plan?, _ prepared: PreparedPlan) {
    status = looseProof(curve.points.map(\.plan.status))
    let unit = prepared.description(ofRow: curve.row).unit
    let objective = prepared.plan.objectiveAxis
    let decided = curve.points.filter(\.plan.hasPlan)
    let missing = curve.points.filter { $0.plan.status == .infeasible }
    words.append(
      "\(curve.row): \(decided.count) of \(curve.points.count) points have a plan\(decided.isEmpty ? "" : ", each proved to \(((decided.map(\.plan.gap).max() ?? 0) * 100).rounded(toDecimals: 4)) % or better")."
    )
    words += curve.unansweredWords
    words += Self.fairnessWords(prepared.plan)
    let horizontal = TradeOffChart.Axis(title: "Limit of \(curve.row)", unit: unit)
    if let first = decided.first, let last = decided.last {
      words.append(
        "\(objective.title) goes from \(phrase(first.plan.objective, objective)) at \(phrase(first.rhs, horizontal)) to \(phrase(last.plan.objective, objective)) at \(phrase(last.rhs, horizontal))."
      )
    }
    var chart = TradeOffChart(
      title: "\(objective.title) by \(curve.row)", summary: words.joined(separator: " "),
      horizontal: horizontal, vertical: objective,
      points: decided.map { ($0.rhs, $0.plan.objective) })
    chart.missing = missing.map(\.rhs)
    if let gap = decided.map(\.plan.gap).max() {
      chart.notes = [Self.trust(gap)]
    }
    chart.notes += prepared.plan.notice.map { [$0] } ?? []
    let range = curve.points.map(\.rhs)
    // A plan of today far outside would squeeze the curve that was asked for.
    if let now, let low = range.min(), let high = range.max(),
      low <= curve.current, curve.current <= high
    {
      chart.current = (curve.current, now.objective)
    }
    files = [
      ("sweep.csv", sweepCSV(curve, rowUnit: unit, objectiveUnit: objective.unit)),
      ("sweep.svg", chart.svg),
    ]
  }

  private mutating func show(
    _ curve: Frontier, _ now: Plan?, _ amount: Amount, _ prepared: PreparedPlan
  ) {
    status = curve.unanswered.isEmpty ? looseProof(curve.points.map(\.plan.status)) : .limit
    let objective = prepared.plan.objectiveAxis
    let horizontal = TradeOffChart.Axis(title: amount.title, unit: amount.unit)
    if let first = curve.points.first, let last = curve.points.last {
      words = [
        "\(curve.points.count) plans from \(phrase(first.plan.objective, objective)) with \(phrase(first.amount, horizontal)) to \(phrase(last.plan.objective, objective)) with \(phrase(last.amount, horizontal))\(curve.isComplete ? "; no other is the best at any worth of the one in the other" : "; there are more between them")."
      ]
    } else {
      words = ["No plan can meet the rules."]
    }
    words += curve.unanswered.map { "Not answered: \($0)" }
    words += Self.fairnessWords(prepared.plan)
    var chart = TradeOffChart(
      title: "\(objective.title) against \(amount.title.lowercased())",
      summary: words.joined(separator: " "), horizontal: horizontal, vertical: objective,
      points: curve.points.map { ($0.amount, $0.plan.objective) })
    chart.notes = prepared.plan.notice.map { [$0] } ?? []
    if let now {
      let column = prepared.options.amounts[amount.index]
      chart.current = (now.chosen.map { column[$0] }.compensatedSum(), now.objective)
    }
    files = [
      (
        "frontier.csv",
        frontierCSV(curve, amountUnit: amount.unit, objectiveUnit: objective.unit)
      ), ("frontier.svg", chart.svg),
    ]
  }

  /// What must be known of a curve whose rules of fairness were set by the plan file's own limits; empty without such rules.
  static func fairnessWords(_ plan: PlanDescription) -> [String] {
    plan.society?.fairness == nil
      ? []
      : [
        "The rules of fairness stand as each group's best under the limits in the plan file sets them. A plan with another limit asks for each group's best anew, so it may come to something else than the curve."
      ]
  }

  /// How near to the best each point of a curve is known to be.
  private static func trust(_ gap: Double) -> String {
    gap < 1e-9
      ? "Every point is the best there is."
      : "Every point is proved to \((gap * 100).rounded(toDecimals: 4)) % of its value or better; smaller differences say nothing."
  }

  private func phrase(_ value: Double, _ axis: TradeOffChart.Axis) -> String {
    quantityPhrase(value, axis.unit)
  }
}

extension PlanDescription {
  /// The objective as an axis; what voices are worth is in it where the plan file gives them a worth.
  fileprivate var objectiveAxis: TradeOffChart.Axis {
    let worth = society?.worth == nil ? "" : ", less the worth of voices followed"
    return problem.objective == .leastCost
      ? TradeOffChart.Axis(title: Amount.annualCost.title + worth, unit: Amount.annualCost.unit)
      : TradeOffChart.Axis(
        title: Amount.co2.title + (worth.isEmpty ? "" : ", and the worth of voices followed"),
        unit: Amount.co2.unit)
  }
}

extension Amount {
  /// Whether a plan with more of it is the better one, all else being equal.
  fileprivate var moreIsBetter: Bool {
    switch self {
    case .co2, .energySaved, .renewableEnergy, .jobs, .billSavings: true
    case .investment, .annualCost, .land, .gridPower: false
    }
  }
}
