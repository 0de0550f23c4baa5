import Frameworks
import PlanModel

/// One action of the plan with what it does in each district.
struct SECAPAction {
  /// Amounts in one district.
  struct Part {
    /// The district, by its position.
    var district: Int
    /// How many planning units it is chosen in.
    var units = 0
    /// The amounts, in the order of `Amount`; those of the target year.
    var amounts = Array(repeating: 0.0, count: Amount.allCases.count)
    /// The amounts that are in operation by the end of 2030.
    var by2030 = Array(repeating: 0.0, count: Amount.allCases.count)
    /// Running cost without energy, EUR/a.
    var running = 0.0
    /// What each payer bears, EUR, in the order of `Payers.words`; last what nobody is named for.
    var payments = Array(repeating: 0.0, count: Payers.words.count + 1)
    /// What it is worth today over its life, EUR.
    var presentValue = 0.0

    subscript(amount: Amount) -> Double { amounts[amount.index] }
  }
  /// The action.
  let action: Action
  /// By district, ascending; only where it is chosen.
  var parts: [Part]
  /// The years in which it begins first and ends last; nil without phases.
  var years: ClosedRange<Int>?

  /// Whether it changes neither energy nor emissions.
  var isAdaptationOnly: Bool { if case .adapt = action.effect { true } else { false } }

  /// Whether it makes a hazard bearable.
  var isAdaptation: Bool { isAdaptationOnly || !action.hazards.isEmpty }

  /// An amount over all districts.
  func total(_ amount: Amount) -> Double { parts.map { $0[amount] }.compensatedSum() }

  /// The share of an option that is in operation by the end of 2030.
  ///
  /// Work is spread evenly over the years of a phase, or over the years from the base year to the target year where
  /// the plan has no phases.
  static func shareBy2030(of option: Int, in result: PlanResult) -> Double {
    let table = result.options
    let description = result.description
    let first: Int
    let last: Int
    if table.phases.isEmpty {
      (first, last) = (description.baseYear + 1, description.targetYear)
    } else {
      let phase = table.phases[table.phase(of: option)]
      (first, last) = (phase.first, phase.last)
    }
    if last <= 2030 || last < first { return 1 }
    return max(0, Double(2030 - first + 1)) / Double(last - first + 1)
  }

  /// The actions of the chosen options, in the order of the catalogue.
  static func all(of account: PlanAccount) -> [SECAPAction] {
    let result = account.result
    let table = result.options
    var parts = table.actions.map { _ in [Int: Part]() }
    var years = table.actions.map { _ in ClosedRange<Int>?.none }
    for district in 0..<result.districts.count {
      for option in account.options(in: district) {
        let share = shareBy2030(of: option, in: result)
        for action in table.packages[Int(table.package[option])] {
          var part = parts[action][district] ?? Part(district: district)
          part.units += 1
          for amount in Amount.allCases {
            let value = table.amount(amount, of: option, by: action)
            part.amounts[amount.index] += value
            part.by2030[amount.index] += share * value
          }
          part.running +=
            table.amount(.investment, of: option, by: action)
            * table.actions[action].cost.runningShare
          for (payer, paid) in table.payments(of: option, by: action).enumerated() {
            part.payments[payer] += paid
          }
          part.presentValue += table.netPresentValue(of: option, by: action)
          parts[action][district] = part
          if !table.phases.isEmpty {
            let phase = table.phases[table.phase(of: option)]
            let known = years[action] ?? phase.first...phase.last
            years[action] =
              min(known.lowerBound, phase.first)...max(known.upperBound, phase.last)
          }
        }
      }
    }
    return table.actions.indices.compactMap { action in
      if parts[action].isEmpty { return nil }
      return SECAPAction(
        action: table.actions[action],
        parts: parts[action].keys.sorted().map { parts[action][$0]! }, years: years[action])
    }
  }
}
