import PlanModel

extension PlanKeys {
  static let problem = YAMLKeys(
    "a problem",
    [
      YAMLKey(
        "objective", .word(ProblemDescription.Objective.allCases.map(\.rawValue)),
        "What to make best: leastCost (the default) or mostReduction."),
      YAMLKey("budgets", .list(of: .mapping(budget)), "What may be spent at the most."),
      YAMLKey("targets", .list(of: .mapping(target)), "What must be reached at least."),
      YAMLKey("floors", .list(of: .mapping(floor)), "What districts must get at least."),
      YAMLKey(
        "caps", .list(of: .mapping(cap)), "What may be used at the most: land, grid power, jobs."),
      YAMLKey(
        "shares", .list(of: .mapping(share)),
        "What share of the plan's sum districts or actions must get, or may get at the most."),
      YAMLKey("locks", .list(of: .mapping(lock)), "Decisions that were taken already."),
      YAMLKey(
        "gap", .quantity(.share, 0...0.5), "The gap that is good enough; 0.1 % without it."),
      YAMLKey(
        "compactness",
        .unsupported("Remove the key; `commonground allocate` names it in problem files."),
        "A penalty on scattered choices."),
      YAMLKey(
        "phases", .unsupported("Remove the key, and make a plan for each phase."), "Steps in time."),
    ])

  static let money = [Amount.investment, .annualCost].map(\.rawValue)
  static let amounts = Amount.allCases.map(\.rawValue)

  static let budget = row(
    "a budget", amounts: money, amountAbout: "investment (the default) or annualCost",
    limits: [
      YAMLKey(
        "atMost", .limit, required: true, "The largest sum, for example 12 MEUR.")
    ])
  static let target = row(
    "a target", amounts: amounts, amountAbout: "co2 (the default), renewableEnergy, energySaved, …",
    limits: [
      YAMLKey(
        "atLeast", .limit, required: true,
        "The least sum, for example 1200 t, or a share such as 40 % of baseline.")
    ])
  static let floor = row(
    "a floor", amounts: amounts, amountAbout: "investment (the default), co2, jobs, …",
    limits: [
      YAMLKey(
        "atLeast", .limit, required: true,
        "The least sum, for example 100 kEUR, or a share such as 5 % of plan.")
    ])
  static let cap = row(
    "a cap", amounts: amounts, amountAbout: "land, gridPower, jobs, …", isAmountRequired: true,
    limits: [
      YAMLKey(
        "atMost", .limit, required: true, "The largest sum, for example 20 ha or 5 MW.")
    ])
  static let share = row(
    "a share", amounts: amounts, amountAbout: "investment (the default), co2, …",
    limits: [
      YAMLKey("atLeast", .share, "The least share of the plan's sum, for example 10 %."),
      YAMLKey("atMost", .share, "The largest share of the plan's sum, for example 30 %."),
    ])

  static let lock = YAMLKeys(
    "a lock",
    [
      YAMLKey("district", .text, "The district's id, for all its units."),
      YAMLKey("unit", .text, "The unit's id, where units are not districts."),
      YAMLKey("action", .text, required: true, "The action's id."),
      YAMLKey(
        "decision", .word(["in", "out"]), required: true,
        "Whether the action must be chosen (in) or must not (out)."),
      YAMLKey("reason", .text, "Who decided, when and why."),
    ])

  private static func row(
    _ title: String, amounts: [String], amountAbout: String, isAmountRequired: Bool = false,
    limits: [YAMLKey]
  ) -> YAMLKeys {
    YAMLKeys(
      title,
      [
        YAMLKey("name", .text, required: true, "The row's name, unique in the plan."),
        YAMLKey(
          "amount", .word(amounts), required: isAmountRequired, "What is summed: \(amountAbout)."),
        YAMLKey("per", .word(["district"]), "With `district`, one row is made for each district."),
      ] + limits + [
        YAMLKey("actions", .list(of: .text), "Only these actions count, by id; all without it."),
        YAMLKey(
          "districts", .list(of: .text),
          "Only units in these districts count, by id; all without it."),
      ])
  }
}
