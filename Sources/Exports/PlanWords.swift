import PlanModel

/// The plan in sentences: certificate, reasons, rules, target.
struct PlanWords {
  let account: PlanAccount
  var plan: Plan { account.result.plan }
  var minimises: Bool { account.result.problem.sense == .minimise }

  init(_ account: PlanAccount) { self.account = account }

  /// What was made best.
  var objective: String {
    let aim =
      account.result.description.problem.objective == .leastCost
      ? "Least annualised cost that meets the rules"
      : "Most yearly emission reduction within the rules"
    guard let worth = account.result.description.society?.worth, worth > 0 else { return aim }
    return aim
      + ", where it is worth \(ShownUnit.phrase(worth, account.objectiveUnit)) that all groups get all they asked for"
  }

  /// What the plan proves, in one or two sentences; where there is none, that there is none.
  var certificate: String {
    let bound = exact(plan.bound)
    // A cost below zero is a gain, and reads so.
    let isGain = minimises && plan.objective < 0 && plan.bound < 0
    let beyond =
      isGain
      ? "No plan that keeps the rules can gain more than \(exact(-plan.bound))"
      : minimises
        ? "No plan that keeps the rules can cost less than \(bound)"
        : "No plan that keeps the rules can reduce more than \(bound)"
    let side = minimises && !isGain ? "above" : "below"
    let value =
      (isGain ? "a gain of \(exact(-plan.objective))" : exact(plan.objective)) + voicesPart
    switch plan.status {
    case .optimal:
      return "\(beyond); this one comes to \(value). It is proved to be the best there is."
    case .gap:
      return "\(beyond); this one comes to \(value), at most \(gap) \(side) that."
    case .limit:
      return "The search was stopped by a limit. \(beyond); this one comes to \(value), "
        + "at most \(gap) \(side) that."
    case .infeasible:
      return "There is no plan: no choice of actions can meet all rules and decisions at once."
    }
  }

  /// What of the objective is no cost or reduction but the worth of voices that are followed; empty where there is none.
  private var voicesPart: String {
    guard let worth = account.result.description.society?.worth, worth > 0, account.isDecided else {
      return ""
    }
    let amount: Amount =
      account.result.description.problem.objective == .leastCost ? .annualCost : .co2
    let plain = plan.chosen.map { account.result.options.amount(amount, of: $0) }.compensatedSum()
    let voices =
      plan.chosen.map {
        account.result.problem.objective[$0] - account.result.options.amount(amount, of: $0)
      }.compensatedSum() * (minimises ? -1 : 1)
    if abs(voices) < 0.5 { return "" }
    let money = minimises && plain < 0 ? "a gain of \(exact(-plain))" : exact(plain)
    return
      " (\(money), and \(exact(abs(voices))) \(voices > 0 ? "for" : "against it for not following") the voices \(voices > 0 ? "that it follows beyond a plan that does nothing" : "that a plan which does nothing would follow"))"
  }

  /// An objective with the digits that set it apart from its bound.
  private func exact(_ objective: Double) -> String {
    "\(objective.grouped(abs(objective) >= 1000 ? 0 : 3))\u{00A0}\(account.objectiveUnit)"
  }

  /// Which solver decided.
  var solver: String {
    switch plan.solver {
    case "exact": "decided by the exact solver"
    case "decomposition": "decided by decomposition"
    default: "decided by \(plan.solver)"
    }
  }

  /// How far the plan stays with the earlier run that it was started from; nil where there was none or there is no plan.
  var earlier: String? {
    guard let earlier = account.result.earlier, account.isDecided else { return nil }
    let kept = Set(earlier.chosen).intersection(plan.chosen).count
    let all = earlier.chosen.count + earlier.lost
    let words = "Of the \(all.counted("choice")) of the earlier run, \(kept.grouped) are kept."
    guard let cost = earlier.stabilityCost else { return words }
    let worse = ShownUnit.phrase(cost, account.objectiveUnit)
    let near = words + " Staying near to it makes the plan \(worse) worse than it could be."
    guard let proof = earlier.nearby, !proof.objective.isNaN else { return near }
    return near
      + " With what changed choices are charged it comes to \(exact(proof.objective)), and no plan to \(minimises ? "less" : "more") than \(exact(proof.bound))."
  }

  /// The status in one word or two.
  var status: String {
    switch plan.status {
    case .optimal: "proved optimal"
    // What stability leaves open is not the gap that was asked for.
    case .gap:
      (account.result.earlier?.stabilityCost ?? 0) > 0
        ? "held near to the earlier run" : "proved within the gap asked for"
    case .limit: "stopped by a limit"
    case .infeasible: "no plan can meet the rules"
    }
  }
}
