import PlanModel

/// A yearly cost for people: below zero it is a gain, and reads so.
struct YearlyMoney {
  /// `Yearly cost` or `Yearly gain`.
  let name: String
  /// The amount with its unit, never below zero.
  let value: String

  /// Words for an annualised cost in EUR/a.
  init(cost: Double) {
    name = cost < 0 ? "Yearly gain" : "Yearly cost"
    value = ShownUnit.phrase(abs(cost), Amount.annualCost.unit)
  }

  /// What a column of such costs is called.
  static let column = "Yearly cost (− is a gain)"
  /// What the amount means.
  static let meaning =
    "The yearly cost is the investment spread over its lifetime plus running cost, less the energy that it saves or earns; below zero it is a gain."
}

extension PlanWords {
  /// What is decided in an area, for those who read nothing else: two sentences.
  func decision(of area: AreaAccount) -> String {
    guard account.isDecided else { return certificate }
    let lines = area.linesByReduction
    if lines.isEmpty { return "No action is chosen here." }
    let most = 3
    let isOneUnit = area.units.count == 1
    let named = lines.prefix(most).map { line in
      let place = isOneUnit ? "" : " in \(line.units.counted("area"))"
      return "\(account.result.options.actions[line.action].name.lowercasedFirst)\(place)"
    }
    let rest = lines.count - named.count
    let all = named + (rest > 0 ? ["\(rest.counted("more action"))"] : [])
    let list =
      all.count == 1
      ? all[0] : all.dropLast().joined(separator: ", ") + " and " + all[all.count - 1]
    let reduction = area.sum(.co2)
    // Generation may avoid more elsewhere than is emitted here.
    let share =
      area.baseline <= 0
      ? ""
      : reduction > area.baseline
        ? "more than all of " : "\((reduction / area.baseline * 100).grouped(1)) % of "
    let money = YearlyMoney(cost: area.sum(.annualCost))
    return "Planned, the largest cut first: \(list). Together they cut \(share)today's emissions "
      + "(\(ShownUnit.phrase(reduction, "t CO2e/a")) of \(ShownUnit.phrase(area.baseline, "t CO2e/a"))), "
      + "ask for \(ShownUnit.phrase(area.sum(.investment), "EUR")) of investment, and "
      + (area.sum(.annualCost) < 0 ? "gain" : "cost")
      + " \(money.value), energy saved and earned included."
  }
}
