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
    return "Decided, what cuts most first: \(list). Together they cut \(share)today's emissions "
      + "(\(ShownUnit.phrase(reduction, "t CO2e/a")) of \(ShownUnit.phrase(area.baseline, "t CO2e/a"))), "
      + "ask for \(ShownUnit.phrase(area.sum(.investment), "EUR")) of investment, and "
      + (area.sum(.annualCost) < 0 ? "gain" : "cost")
      + " \(money.value), energy saved and earned included."
  }

  /// What one more unit of a row's limit does to the objective, or nil where it does nothing.
  func price(of row: Plan.RowResult) -> String? {
    guard row.price.isFinite, abs(row.price) > 1e-12 else { return nil }
    let unit = unit(ofRow: row.name)
    let (factor, per): (Double, String) =
      switch unit {
      case "kWh/a": (1000, "MWh/a")
      case "m²": (10_000, "ha")
      case "EUR": (1e6, "MEUR")
      default: (1, unit.isEmpty ? "unit" : unit)
      }
    let verb =
      account.result.problem.sense == .minimise
      ? row.price > 0 ? "costs" : "saves" : row.price > 0 ? "adds" : "takes away"
    let side = row.sense == .atMost ? "allowed" : "asked for"
    let effect = ShownUnit.phrase(abs(row.price * factor), account.objectiveUnit)
    return "one more \(per) \(side) \(verb) \(effect)"
  }

  /// A row with both sides as one sentence.
  func sentence(of row: Plan.RowResult) -> String {
    let unit = unit(ofRow: row.name)
    return "\(title(ofRow: row.name)): \(ShownUnit.phrase(row.lhs, unit)) (\(sense(of: row)) "
      + "\(ShownUnit.phrase(row.rhs, unit))); "
      + (price(of: row) ?? "moving it a little changes nothing")
  }

  /// The side of a row, in words.
  func sense(of row: Plan.RowResult) -> String {
    switch row.sense {
    case .atMost: "at most"
    case .atLeast: "at least"
    case .equal: "exactly"
    }
  }
}
