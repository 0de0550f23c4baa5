import PlanModel

extension PlanKeys {
  static let benefits = YAMLKeys(
    "a view of benefits",
    [
      YAMLKey(
        "owners", .either([.word(owners), .table(of: .word(owners), among: nil)]),
        "Who owns the plants on land: citizen, municipal or external; or one for each action, as `action: owner`. As the catalogue's payers say without it."
      ),
      YAMLKey(
        "localShare", .mapping(localShare), "What firms and people of the place do of the work."),
    ])

  static let owners = OwnerScenario.allCases.map(\.rawValue)

  static let localShare = YAMLKeys(
    "a local share",
    [
      YAMLKey(
        "installation", .share, "Of planning and installation, for example 60 %; 50 % without it."),
      YAMLKey("operation", .share, "Of operation and maintenance; 70 % without it."),
      YAMLKey("external", .share, "Of the profit of investors from elsewhere; 20 % without it."),
    ])

  static let equity = YAMLKeys(
    "a rule of equity",
    [
      YAMLKey("name", .text, required: true, "The row's name, unique in the plan."),
      YAMLKey(
        "amount", .word(amounts),
        "What is shared: investment (the default), billSavings, co2 or any other amount."),
      YAMLKey("districts", .list(of: .text), "The districts that get their part, by id."),
      YAMLKey(
        "group", .word(["deprived districts"]),
        "In place of `districts`: those where the cost of energy weighs most by the vulnerability proxy."
      ),
      YAMLKey(
        "atLeastShare", .either([.word(["population share"]), .share]), required: true,
        "The least share of the plan's sum that they get: `population share`, or for example 30 %."),
      YAMLKey("actions", .list(of: .text), "Only these actions count, by id; all without it."),
      bends,
    ])
}
