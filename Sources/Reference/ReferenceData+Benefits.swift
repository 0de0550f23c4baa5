extension ReferenceData {
  /// The technologies that local value added is known of.
  public static let valueTechnologies = [
    "envelope", "heat", "network", "solar", "wind", "transport", "green", "equipment",
  ]

  /// What is known of each technology, as the last part of a number's name.
  static let valueParts = [
    "installation-share", "installation-wages", "installation-profit", "operation-wages",
    "operation-profit",
  ]

  /// The names that benefits ask for beside those of technologies.
  public static let benefitNames = [
    "value-added.trade-tax", "value-added.profit-tax", "value-added.wage-tax",
    "value-added.social-contributions", "value-added.municipal-income-tax",
    "value-added.local.installation", "value-added.local.operation", "value-added.local.citizen",
    "value-added.local.municipal", "value-added.local.external", "value-added.local.trade-tax",
    "benefits.wage", "benefits.household-traffic",
  ]

  /// The names of the numbers of a technology.
  public static func valueNames(of technology: String) -> [String] {
    valueParts.map { "value-added.\(technology).\($0)" }
  }

  static var allBenefitNames: [String] {
    benefitNames + valueTechnologies.flatMap(valueNames)
  }
}
