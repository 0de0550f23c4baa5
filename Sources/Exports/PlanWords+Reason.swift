import PlanModel

/// Why a slot of a unit got what it got.
extension PlanWords {
  /// The reason as one or two sentences, the choice first.
  func reason(_ reason: Plan.Reason) -> String {
    let chosen = account.title(of: reason.chosen)
    if reason.chosen >= 0, let lock = account.lock(of: Int(reason.chosen)) {
      return
        "\(chosen): fixed by a decision already taken (\(title(ofRow: lock.name))). \(cost(ofLocked: reason))"
    }
    let margin = ShownUnit.phrase(abs(reason.margin), account.objectiveUnit)
    let runnerUp =
      reason.runnerUp < 0 ? "doing nothing" : account.title(of: reason.runnerUp)
    let start = reason.chosen < 0 ? "Nothing" : chosen
    if !reason.margin.isFinite { return "\(start): there is no other option." }
    if reason.isTie {
      return "\(start): the runner-up, \(runnerUp), is as good at the plan's prices."
    }
    if reason.margin > 0 {
      let worse = "\(start): the runner-up, \(runnerUp), is \(margin) worse at the plan's prices"
      return turn(reason).map { "\(worse); it would take its place \($0)." } ?? "\(worse)."
    }
    return "\(start): at the prices alone, \(runnerUp) would be \(margin) better, but "
      + against(reason)
  }

  /// What a decision already taken costs, by its margin at the prices.
  private func cost(ofLocked reason: Plan.Reason) -> String {
    guard reason.margin.isFinite else { return "There is no other option." }
    if reason.margin >= 0 {
      return "It costs nothing: at the plan's prices it would be chosen anyway."
    }
    let other = reason.runnerUp < 0 ? "doing nothing" : account.title(of: reason.runnerUp)
    return
      "It costs \(ShownUnit.phrase(-reason.margin, account.objectiveUnit)) at the plan's prices, against \(other)."
  }

  /// What speaks against a runner-up that is better at the prices.
  func against(_ reason: Plan.Reason) -> String {
    if reason.brokenRow >= 0 {
      let row = title(ofRow: plan.rows[Int(reason.brokenRow)].name)
      return "this swap would break “\(row)” as the other choices stand."
    }
    let problem = account.result.problem
    func objective(_ option: Int32) -> Double { option < 0 ? 0 : problem.objective[Int(option)] }
    let added = objective(reason.runnerUp) - objective(reason.chosen)
    let size = ShownUnit.phrase(abs(added), account.objectiveUnit)
    let effect =
      minimises
      ? added >= 0 ? "would add \(size) of cost" : "would save \(size)"
      : added <= 0 ? "would take away \(size)" : "would add \(size)"
    return "this swap alone \(effect), and the rules are met without it. \(proved)"
  }

  /// Why prices alone do not settle a choice.
  var proved: String {
    plan.status == .optimal
      ? "Choices are whole, and the plan as a whole is proved to be the best."
      : "Choices are whole, and the plan is proved to a gap of \(gap) only."
  }

  /// The gap for people.
  var gap: String { "\((plan.gap * 100).rounded(toDecimals: plan.gap >= 0.001 ? 2 : 4)) %" }
}
