import PlanModel

/// The roles of shares of people or households in the layer of districts.
let socialShares = [
  "lowIncomeShare", "arrears", "unableToKeepWarm", "elderlyShare", "childrenShare",
  "unemployedShare", "tenantShare",
]

/// What districts say of their people that cannot be: shares beyond one, incomes that are none.
func socialDiagnostics(_ districts: Layer) -> [Diagnostic] {
  var found: [Diagnostic] = []
  for role in socialShares {
    guard let column = districts.numbers(role) else { continue }
    for row in 0..<districts.count {
      guard let share = column[row], !(0...1).contains(share) else { continue }
      found.append(
        Diagnostic(
          .error, "districts.bad-share",
          "The share is \(share.shortest), which is no share of one.",
          remedy: share > 1 && share <= 100
            ? "Say that the field holds percentages: {field: …, unit: \"%\"}."
            : "Give a number from 0 to 1, or leave it empty where it is not known.",
          at: Place(layer: districts.name, feature: districts.ids[row], field: role)))
    }
  }
  if let income = districts.numbers("medianIncome") {
    for row in 0..<districts.count {
      guard let value = income[row], value <= 0 || value > 1e7 else { continue }
      found.append(
        Diagnostic(
          .error, "districts.bad-income",
          "The median income is \(value.shortest) EUR a year.",
          remedy:
            "Give the income of a household in a year, or leave it empty where it is not known.",
          at: Place(layer: districts.name, feature: districts.ids[row], field: "medianIncome")))
    }
  }
  return found
}
