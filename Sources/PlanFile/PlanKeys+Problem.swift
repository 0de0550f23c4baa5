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
      YAMLKey(
        "equity", .list(of: .mapping(equity)),
        "What share of the plan's sum deprived or named districts get at least, for example that of their people."
      ),
      YAMLKey("locks", .list(of: .mapping(lock)), "Decisions that were taken already."),
      YAMLKey(
        "gap", .quantity(.share, 0...0.5), "The gap that is good enough; 0.1 % without it."),
      YAMLKey(
        "phases", .list(of: .mapping(phase)),
        "Steps in time, in their order: each option can begin in any of them."),
      YAMLKey(
        "sequence", .list(of: .mapping(sequence)),
        "Actions that in one unit may not begin in an earlier phase than others."),
      YAMLKey(
        "compactness", .either(penalties + [.mapping(compactness)]),
        "What a metre of border between units of unlike choice costs, for example 20 EUR/m."),
      YAMLKey(
        "clusters", .list(of: .mapping(cluster)),
        "Actions that need neighbours: connected units with one of them must come to a least sum."),
      YAMLKey(
        "stability", .either([.amount(.money), .amount(.emissions)]),
        "What it costs to choose otherwise in a unit than the earlier run did, for example 200 EUR."
      ),
    ])

  static let money = [Amount.investment, .annualCost].map(\.rawValue)
  static let amounts = Amount.allCases.map(\.rawValue)

  static let budget = row(
    "a budget", amounts: money, amountAbout: "investment (the default) or annualCost",
    limits: [
      YAMLKey(
        "atMost", limitByPhase, required: true,
        "The largest sum, for example 12 MEUR; or one for each phase."),
      YAMLKey(
        "netOfFunds", .flag,
        "Whether only what funds do not pay of the investment counts: own money."),
      YAMLKey(
        "carriesOver", .flag,
        "Whether what is not spent in a phase may be spent later; needs a sum for each phase."),
    ])
  static let target = row(
    "a target", amounts: amounts, amountAbout: "co2 (the default), renewableEnergy, energySaved, …",
    limits: [
      YAMLKey(
        "atLeast", limitByPhase, required: true,
        "The least sum, for example 1200 t, or a share such as 40 % of baseline; or one for the end of each phase."
      )
    ])
  static let floor = row(
    "a floor", amounts: amounts, amountAbout: "investment (the default), co2, jobs, …",
    limits: [
      YAMLKey(
        "atLeast", limitByPhase, required: true,
        "The least sum, for example 100 kEUR, or a share such as 5 % of plan; or one for each phase."
      )
    ])
  static let cap = row(
    "a cap", amounts: amounts, amountAbout: "land, gridPower, jobs, …", isAmountRequired: true,
    limits: [
      YAMLKey(
        "atMost", limitByPhase, required: true,
        "The largest sum, for example 20 ha or 5 MW; or one for each phase.")
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
      bends,
    ])

  static let phase = YAMLKeys(
    "a phase",
    [
      YAMLKey("name", .text, required: true, "The phase's name, unique in the plan."),
      YAMLKey("years", .text, "The first and the last year, for example 2026-2030."),
      YAMLKey("from", .integer(1900...2200), "The first year, where `years` is not written."),
      YAMLKey("to", .integer(1900...2200), "The last year, where `years` is not written."),
    ])

  static let sequence = YAMLKeys(
    "an order",
    [
      YAMLKey(
        "first", .either([.text, .list(of: .text)]), required: true,
        "The action that comes first, by id, or several."),
      YAMLKey(
        "then", .either([.text, .list(of: .text)]), required: true,
        "The action that may not begin before it, by id, or several."),
    ])

  static let compactness = YAMLKeys(
    "a price of borders",
    [
      YAMLKey(
        "penalty", .either(penalties), required: true,
        "What a metre of border costs, for example 20 EUR/m."),
      YAMLKey("slot", .text, "The slot whose choices are compared."),
    ])

  static let cluster = YAMLKeys(
    "a cluster",
    [
      YAMLKey("name", .text, required: true, "The cluster's name, unique in the plan."),
      YAMLKey(
        "actions", .list(of: .text), required: true,
        "The actions that need neighbours, by id; all of one slot."),
      YAMLKey(
        "atLeast", .text, required: true,
        "What a block must come to: useful heat (5 GWh), area (20 ha) or units (12 units)."),
    ])

  /// A price a metre, in the unit of the objective.
  private static let penalties: [YAMLShape] = [
    .quantity(.moneyPerLength, 0...1e9), .quantity(.emissionsPerLength, 0...1e9),
  ]

  /// A limit, or one by the name of a phase.
  private static let limitByPhase = YAMLShape.either([.limit, .table(of: .limit, among: nil)])

  /// How unwillingly a rule or decision gives.
  static let bends = YAMLKey(
    "bends", .either([.word(["never"]), .number(firmnessRange)]),
    "How unwillingly it gives where not all can be met: 1 as a rule, 10 for ten times as unwillingly, or never."
  )

  /// The firmness that can be written; beyond a thousand, `never` says the same.
  static let firmnessRange = 0.001...1000.0

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
        YAMLKey("phase", .text, "Only what begins in this phase counts, by name; all without it."),
        YAMLKey(
          "by", .text, "Only what begins up to the end of this phase counts, by name."),
        bends,
      ])
  }
}
