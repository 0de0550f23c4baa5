import Allocation
import PlanModel

extension AllocationQuestions {
  /// Alternatives, and what it costs to do without choices.
  func addAlternatives(
    _ answer: inout AnsweredPlan, _ problem: PlanningProblem, limits: SolveLimits,
    elapsed: () -> Double
  ) throws {
    let plan = answer.plan
    var staying: [Double]?
    if let wish = alternatives {
      // A difference need not be proved as closely as the plan.
      var wide = limits
      wide.gap = max(limits.gap, 0.01)
      let found = try Allocation.alternatives(
        to: plan, in: problem, count: wish.count, within: wish.within, limits: wide,
        elapsed: elapsed)
      staying = found.staying
      answer.members.append(
        (
          "alternatives",
          .array(
            found.plans.map { alternative in
              .object([
                ("objective", .number(alternative.plan.objective)),
                ("worse", .number(alternative.worse)),
                ("differing", .integer(alternative.differing)),
                ("status", .string(alternative.plan.status.rawValue)),
                ("chosen", .array(alternative.plan.chosen.map { .integer($0) })),
              ])
            })
        ))
      let differing = found.plans.map { "\($0.differing)" }.joined(separator: ", ")
      answer.words.append(
        found.plans.isEmpty
          ? found.endedBy == nil
            ? "No other plan is within the share." : "No alternative was found."
          : "\(found.plans.count) alternatives, which differ in \(differing) of \(plan.reasons.count) decisions."
      )
      if let failure = found.endedBy {
        answer.unanswered.append(
          ("alternatives \(found.plans.count + 1) to \(wish.count)", "\(failure)"))
      }
    }
    if staying == nil, units.isEmpty { return }
    try addIrreplaceability(
      &answer, problem, staying: staying, limits: limits, elapsed: elapsed)
  }

  private func addIrreplaceability(
    _ answer: inout AnsweredPlan, _ problem: PlanningProblem, staying: [Double]?,
    limits: SolveLimits, elapsed: () -> Double
  ) throws {
    let plan = answer.plan
    var share: [Int: Double] = [:]
    for (reason, staying) in zip(plan.reasons, staying ?? []) where reason.chosen >= 0 {
      share[Int(reason.chosen)] = staying
    }
    let asked = Set(units.map { Int32($0) })
    // Locked choices have no entry: nothing else can be chosen.
    let entries = try irreplaceability(of: plan, in: problem).map { entry -> JSONValue in
      var members: [(String, JSONValue)] = [
        ("unit", .integer(Int(entry.unit))), ("slot", .integer(Int(entry.slot))),
        ("option", .integer(entry.option)), ("costAtLeast", .number(entry.atLeast)),
      ]
      if let share = share[entry.option] { members.append(("staysInAlternatives", .number(share))) }
      if asked.contains(entry.unit) {
        let begin = elapsed()
        let without = try answer.asking("what it costs to do without option \(entry.option)") {
          try replacementCost(
            of: entry.option, in: plan, problem: problem, limits: limits,
            elapsed: { elapsed() - begin })
        }
        if let without {
          // Null: no plan does without.
          members += [
            ("cost", .number(without.cost)),
            ("costStatus", .string((without.plan?.status ?? .infeasible).rawValue)),
          ]
          answer.words.append(
            without.cost.isFinite
              ? "Without option \(entry.option) in unit \(entry.unit) the plan is worse by \(without.cost.roundedToTwelveDigits.shortest)."
              : "No plan does without option \(entry.option) in unit \(entry.unit).")
        }
      }
      return .object(members)
    }
    answer.members.append(("irreplaceability", .array(entries)))
    if !units.isEmpty {
      answer.members.append(
        (
          "flips",
          .array(
            flips(plan, problem, units: units).map { flipJSON($0, plan, problem) })
        ))
    }
  }

  /// What would flip one decision.
  private func flipJSON(
    _ flip: FlipDistance, _ plan: Plan, _ problem: PlanningProblem
  ) -> JSONValue {
    .object([
      ("unit", .integer(Int(flip.unit))), ("slot", .integer(Int(flip.slot))),
      ("chosen", .integer(flip.chosen)),
      ("runnerUp", flip.runnerUp.map { .integer($0) } ?? .null), ("margin", .number(flip.margin)),
      ("locked", .bool(flip.isLocked)), ("runnerUpObjective", .number(flip.runnerUpObjective)),
      (
        "prices",
        .array(
          flip.prices.map {
            .object([
              ("row", .string(plan.rows[$0.row].name)), ("option", .integer($0.option)),
              ("from", .number($0.from)), ("to", .number($0.to)),
            ])
          })
      ),
      (
        "amounts",
        .array(
          flip.amounts.map {
            .object([
              ("amount", .string(problem.amounts[$0.amount].name)), ("from", .number($0.from)),
              ("to", .number($0.to)),
            ])
          })
      ),
    ])
  }

  /// What each lock costs.
  func addLockCosts(
    _ answer: inout AnsweredPlan, _ problem: PlanningProblem, limits: SolveLimits,
    elapsed: () -> Double
  ) throws {
    guard asksLockCosts else { return }
    let costs = try lockCosts(of: answer.plan, in: problem, limits: limits, elapsed: elapsed)
    answer.members.append(
      (
        "lockCosts",
        .array(
          costs.map {
            .object(
              [
                ("name", .string($0.name)),
                ("cost", $0.unanswered == nil ? .number($0.cost) : .null),
                ("atMost", .number($0.atMost)),
              ])
          })
      ))
    answer.unanswered += costs.compactMap { cost in
      cost.unanswered.map { ("what the lock \(cost.name) costs", $0) }
    }
    answer.words += costs.filter { $0.unanswered == nil }.map {
      "\($0.name) costs \($0.cost.roundedToTwelveDigits.shortest), at most \($0.atMost.roundedToTwelveDigits.shortest)."
    }
  }
}
