import PlanModel

/// The plan in sentences: certificate, reasons, rules, target.
struct PlanWords {
  let account: PlanAccount
  private var plan: Plan { account.result.plan }
  private var minimises: Bool { account.result.problem.sense == .minimise }

  init(_ account: PlanAccount) { self.account = account }

  /// What was made best.
  var objective: String {
    account.result.description.problem.objective == .leastCost
      ? "Least annualised cost that meets the rules"
      : "Most yearly emission reduction within the rules"
  }

  /// What the plan proves, in one or two sentences.
  var certificate: String {
    let bound = exact(plan.bound)
    let share = (plan.gap * 100).rounded(toDecimals: plan.gap >= 0.001 ? 2 : 4)
    // A cost below zero is a gain, and reads so.
    let isGain = minimises && plan.objective < 0 && plan.bound < 0
    let beyond =
      isGain
      ? "No plan that keeps the rules can gain more than \(exact(-plan.bound))"
      : minimises
        ? "No plan that keeps the rules can cost less than \(bound)"
        : "No plan that keeps the rules can reduce more than \(bound)"
    let side = minimises && !isGain ? "above" : "below"
    let value = isGain ? "a gain of \(exact(-plan.objective))" : exact(plan.objective)
    switch plan.status {
    case .optimal:
      return "\(beyond); this one comes to \(value). It is proved to be the best there is."
    case .gap:
      return "\(beyond); this one comes to \(value), at most \(share) % \(side) that."
    case .limit:
      return "The search was stopped by a limit. \(beyond); this one comes to \(value), "
        + "at most \(share) % \(side) that."
    case .infeasible:
      return "No choice of actions can meet all rules and decisions at once."
    }
  }

  /// An objective with the digits that set it apart from its bound.
  private func exact(_ objective: Double) -> String {
    "\(objective.grouped(abs(objective) >= 1000 ? 0 : 3))\u{00A0}\(account.objectiveUnit)"
  }

  /// The status in one word or two.
  var status: String {
    switch plan.status {
    case .optimal: "proved optimal"
    case .gap: "proved within the gap asked for"
    case .limit: "stopped by a limit"
    case .infeasible: "no plan can meet the rules"
    }
  }

  /// Which rules conflict and what would help, one sentence each; empty where there is a plan.
  var conflict: [String] {
    guard plan.status == .infeasible else { return [] }
    var sentences: [String] = []
    if !plan.conflict.isEmpty {
      var titles: [String] = []
      for title in plan.conflict.map(title(ofRow:)) where !titles.contains(title) {
        titles.append(title)
      }
      sentences.append(
        "These cannot all hold together: "
          + titles.map { "“\($0)”" }.joined(separator: ", ") + ".")
    }
    if !plan.relaxation.isEmpty {
      var ways: [String] = []
      for way in plan.relaxation {
        let title = title(ofRow: way.name)
        let words =
          account.rowNames.isDecision(way.name)
          ? "lift the decision “\(title)”" : "\(move(way)) “\(title)”"
        // A decision about a district is a row for each of its units.
        if !ways.contains(words) { ways.append(words) }
      }
      sentences.append("The cheapest way out: " + ways.joined(separator: " and ") + ".")
    }
    return sentences
  }

  private func move(_ way: Plan.Relaxation) -> String {
    let by = ShownUnit.phrase(abs(way.by), unit(ofRow: way.name))
    switch account.rowNames.sense(of: way.name) {
    case .atMost: return "raise by \(by) the limit of"
    case .atLeast: return "lower by \(by) what is asked by"
    default: return "move by \(by)"
    }
  }

  /// A row's name for people: the district's name in place of its number.
  func title(ofRow name: String) -> String { account.rowNames.title(of: name) }

  /// The unit of a row's sides; empty for what counts choices, such as a decision already taken.
  func unit(ofRow name: String) -> String {
    if let row = account.rowNames.rule(of: name) { return row.amount.unit }
    return name == PlanningProblem.ownElectricity ? Amount.renewableEnergy.unit : ""
  }

  /// Why a slot of a unit got what it got, as one sentence.
  func reason(_ reason: Plan.Reason) -> String {
    let chosen = account.title(of: reason.chosen)
    if reason.chosen >= 0, let lock = account.lock(of: Int(reason.chosen)) {
      return "\(chosen): fixed by a decision already taken (\(title(ofRow: lock.name)))."
    }
    let margin = ShownUnit.phrase(abs(reason.margin), account.objectiveUnit)
    let runnerUp =
      reason.runnerUp < 0 ? "doing nothing" : account.title(of: reason.runnerUp)
    let start = "\(reason.chosen < 0 ? "Nothing" : chosen): the runner-up, \(runnerUp), "
    if !reason.margin.isFinite {
      return "\(reason.chosen < 0 ? "Nothing" : chosen): there is no other option."
    }
    if abs(reason.margin) < 1e-9 { return start + "is as good at the plan's prices." }
    if reason.margin > 0 { return start + "is \(margin) worse at the plan's prices." }
    return start
      + "would be \(margin) better at the prices alone, but does not fit with the other choices under the rules."
  }
}
