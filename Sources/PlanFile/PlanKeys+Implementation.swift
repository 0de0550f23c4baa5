import PlanModel

/// The keys of who carries the plan out.
extension PlanKeys {
  static let stakeholder = YAMLKeys(
    "a stakeholder",
    [
      YAMLKey("id", .text, required: true, "A short name, unique in the plan."),
      YAMLKey("name", .text, "The name for people; the id without it."),
      YAMLKey("group", .text, "The helix group, by id."),
      YAMLKey(
        "engagement", .word(Stakeholder.Engagement.allCases.map(\.rawValue)),
        "How far it takes part in decisions: inform, consult, involve, collaborate or empower."),
      YAMLKey(
        "interest", level, "How much it wants of the plan: low, medium, high, or a share."),
      YAMLKey("influence", level, "How much it can move: low, medium, high, or a share."),
      YAMLKey(
        "area", .list(of: .text), "The districts that it is about, by id; all without it."),
      YAMLKey("leads", .list(of: .text), "The actions that it leads there, by id."),
      YAMLKey(
        "partners", .list(of: .text), "The actions in which it is a partner there, by id."),
      YAMLKey(
        "roles", .list(of: .text),
        "The roles of the catalogue that it fills there, for example Local authority: outputs name it in their place."
      ),
      YAMLKey("members", .integer(0...100_000_000), "How many people or firms are members."),
      YAMLKey("skills", .list(of: .text), "What it can do, in words."),
      YAMLKey(
        "capacity", .list(of: .mapping(capacity)),
        "What it can carry at the most of the actions that it leads."),
      YAMLKey(
        "capital", .amount(.money),
        "The money that it can raise for what it leads, for example 300 kEUR."),
      YAMLKey(
        "person", .flag,
        "Whether it is a single person: no output tells the name then, only the id."),
    ])

  static let capacity = YAMLKeys(
    "a capacity",
    [
      YAMLKey(
        "amount", .word(amounts),
        "What is summed: investment (the default), jobs, gridPower or another amount."),
      YAMLKey("atMost", .limit, required: true, "The most of it, for example 2 MEUR."),
      YAMLKey(
        "per", .word(["year"]),
        "With `year` the limit is for each year: times the years of each phase, or of the plan."),
      YAMLKey("phase", .text, "The only phase that it is about, by name; all without it."),
      bends,
    ])

  /// The shares that the words of a level stand for: judged, a quarter, a half and three quarters.
  static let levels: [(word: String, share: Double)] = [
    ("low", 0.25), ("medium", 0.5), ("high", 0.75),
  ]

  private static let level = YAMLShape.either([.word(levels.map(\.word)), .share])
}
