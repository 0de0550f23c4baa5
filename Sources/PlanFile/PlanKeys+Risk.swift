import PlanModel

extension PlanKeys {
  /// What districts may say of the people in them, after the indicators of the Energy Poverty Advisory Hub.
  static let socialRoles = [
    FieldRole(
      "medianIncome", .measure(.moneyPerCount), "The median income of a household in a year."),
    FieldRole("lowIncomeShare", .measure(.share), "The share of households of low income."),
    FieldRole(
      "arrears", .measure(.share), "The share of households in arrears on utility bills."),
    FieldRole(
      "unableToKeepWarm", .measure(.share),
      "The share of households that cannot keep the home warm."),
    FieldRole("elderlyShare", .measure(.share), "The share of old people."),
    FieldRole("childrenShare", .measure(.share), "The share of children."),
    FieldRole("unemployedShare", .measure(.share), "The share of unemployed people."),
    FieldRole("tenantShare", .measure(.share), "The share of households that rent."),
  ]

  static let hazardRoles = [
    FieldRole(
      "level", .words(HazardLevel.allCases.map(\.word)),
      "How bad the hazard is there: low, moderate or high."),
    FieldRole("name", .text, "The area's name."),
  ]

  static let wasteHeatRoles = [
    FieldRole("energy", .measure(.energy), "The heat left over in a year."),
    FieldRole("power", .measure(.power), "The heat left over, as power; it needs hours."),
    FieldRole("hours", .measure(.energyPerPower), "The hours of a year with that power."),
    FieldRole("temperature", .measure(.temperature), "The temperature of the heat."),
    FieldRole("name", .text, "The name of the plant."),
  ]

  static let hazard = layer(
    "a hazard", roles: hazardRoles,
    first: [
      YAMLKey("name", .text, required: true, "The layer's name in messages."),
      YAMLKey(
        "hazard", .word(ClimateHazard.allCases.map(\.rawValue)), required: true,
        "What strikes there, in the Covenant of Mayors' words."),
    ],
    extra: [
      YAMLKey(
        "buffer", .quantity(.length, 0...100_000), "How far around its features it reaches.")
    ])

  static let wasteHeat = layer(
    "the layer of waste heat", roles: wasteHeatRoles,
    extra: [
      YAMLKey(
        "reach", .quantity(.length, 0...100_000),
        "How far from a point a heat network can use its heat, in a straight line; 1 km without it."
      )
    ])
}
