import PlanModel

/// The keys of a region file.
enum RegionKeys {
  static let region = YAMLKeys(
    "a region",
    [
      YAMLKey("commongroundRegion", .integer(1...1), required: true, "The version of the form: 1."),
      YAMLKey("name", .text, required: true, "The region's name."),
      YAMLKey("notice", .text, "A sentence that stands on every output."),
      YAMLKey(
        "folder", .text,
        "A folder of plan folders: each that holds a plan.yaml is a municipality, in the order of their names."
      ),
      YAMLKey(
        "municipalities", .list(of: .mapping(municipality)),
        "The municipalities one by one, beside or in place of the folder."),
      YAMLKey(
        "layer", .mapping(layer),
        "A layer of municipalities that all have the common plan, beside or in place of the others."
      ),
      YAMLKey(
        "plan", .text,
        "The common plan of the layer's municipalities; `<id>` and `<name>` in it are the municipality's, and what it names is cut to it."
      ),
      YAMLKey("problem", .mapping(problem), "What they share."),
      YAMLKey("seed", .integer(0...Int(Int32.max)), "The seed of the solver's random choices; 1."),
    ])

  static let municipality = YAMLKeys(
    "a municipality",
    [
      YAMLKey(
        "id", .text, required: true, "A short name for files and rows, unique in the region."),
      YAMLKey("plan", .text, required: true, "Its plan.yaml, or the folder of it."),
    ])

  static let layer = PlanKeys.layer(
    "the layer of municipalities", roles: PlanKeys.districtRoles,
    extra: [
      YAMLKey(
        "name", .text, "The field with the municipality's name; short for `fields: {name: …}`.")
    ])

  static let problem = YAMLKeys(
    "what is shared",
    [
      YAMLKey(
        "budgets", .list(of: .mapping(budget)),
        "What all may spend together; the split between them is part of the decision."),
      YAMLKey("targets", .list(of: .mapping(target)), "What all must reach together."),
      YAMLKey("floors", .list(of: .mapping(floor)), "What each, or all, must get at least."),
      YAMLKey("caps", .list(of: .mapping(cap)), "What each, or all, may use at the most."),
      YAMLKey(
        "gap", .quantity(.share, 0...0.5),
        "The gap of the split that is good enough; 0.1 % without it."),
    ])

  static let budget = row("a shared budget", amounts: PlanKeys.money, limit: "atMost")
  static let target = row("a shared target", amounts: PlanKeys.amounts, limit: "atLeast")
  static let floor = row("a floor", amounts: PlanKeys.amounts, limit: "atLeast")
  static let cap = row(
    "a cap", amounts: PlanKeys.amounts, limit: "atMost", isAmountRequired: true)

  private static func row(
    _ title: String, amounts: [String], limit: String, isAmountRequired: Bool = false
  ) -> YAMLKeys {
    YAMLKeys(
      title,
      [
        YAMLKey("name", .text, required: true, "The row's name, unique in the region."),
        YAMLKey("amount", .word(amounts), required: isAmountRequired, "What is summed."),
        YAMLKey(
          "per", .word(["municipality"]),
          "With `municipality`, each municipality has the row for itself."),
        YAMLKey(
          limit, .limit, required: true,
          "The limit: a quantity, a share `of baseline`, or with `per: municipality` a share `of plan`, which is what all come to."
        ),
      ])
  }
}
