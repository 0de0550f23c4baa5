import Frameworks
import PlanModel

/// An indicator of the contract: what it measures, and its target values by year.
struct ContractIndicator {
  var number: String
  /// The outcome or impact that it shows.
  var outcome: String
  var action: String
  var name: String
  var unit: String
  var definition: String
  var calculation: String
  /// The source sectors of a direct impact; empty: none.
  var sectors: String
  /// The co-benefits of an indirect impact; empty: none.
  var coBenefits: String
  var pathway: String
  /// In which other reports the number is asked for.
  var reports: String
  var data: String
  /// The values in the order of the years.
  var values: [Double]
}

extension ContractAccount {
  /// The years of the template, 2025, 2027 and 2030 as far as the plan reaches, and the target year.
  var indicatorYears: [Int] {
    let target = result.description.targetYear
    return [2025, 2027, 2030].filter { $0 < target } + [target]
  }

  /// How values between phases are told, in a sentence.
  var indicatorPathInWords: String {
    if result.options.phases.isEmpty {
      return
        "The plan has no phases: it decides on \(result.description.targetYear) alone. Values of years before it are estimates of work spread evenly over \(result.description.workYears.lowerBound) to \(result.description.workYears.upperBound), as in the Covenant's workbook; phases in the plan file would decide them."
    }
    switch statement.indicatorPath {
    case .phases:
      return
        "A value counts what is begun in the phases that have ended by the end of the year: nothing is read between phases."
    case .linear:
      return
        "Between the beginning and the end of a phase values rise in a straight line, as the plan file asks for; no date inside a phase was decided."
    }
  }

  /// What of a phase counts at the end of a year, 0…1.
  func share(of phase: Phase, by year: Int) -> Double {
    switch statement.indicatorPath {
    case .phases: return year >= phase.last ? 1 : 0
    case .linear:
      let years = Double(phase.last - phase.first + 1)
      return min(1, max(0, Double(year - phase.first + 1) / years))
    }
  }

  /// A sum over chosen options by the end of a year; without phases as if work were spread evenly over the plan's years.
  func value(by year: Int, _ amount: (Int) -> Double) -> Double {
    let table = result.options
    if table.phases.isEmpty {
      let years = result.description.workYears
      let share = Double(year - years.lowerBound + 1) / Double(years.count)
      return min(1, max(0, share)) * account.chosen.joined().map(amount).compensatedSum()
    }
    return account.chosen.joined().map { option in
      amount(option) * share(of: table.phases[table.phase(of: option)], by: year)
    }.compensatedSum()
  }

  /// All indicators: the whole plan's, then one for each action.
  var indicators: [ContractIndicator] {
    whole + lines.enumerated().map { indicator(of: $1, number: "2.\($0 + 1)") }
  }

  private var whole: [ContractIndicator] {
    let sectors = inventory.sectors.filter { reduction(in: $0) != 0 }.map(\.title)
      .joined(separator: ", ")
    func make(
      _ number: Int, _ amount: Amount, _ unit: String, _ step: Double, _ definition: String,
      _ reports: String
    ) -> ContractIndicator {
      ContractIndicator(
        number: "1.\(number)", outcome: "Impact of the whole plan", action: "All actions",
        name: amount == .jobs ? "Work to build it" : amount.title, unit: unit,
        definition: definition,
        calculation: "Sum over all actions and places of actions.csv",
        sectors: amount == .co2 ? sectors : "",
        coBenefits: amount == .jobs ? "Economic" : "", pathway: "All fields of action",
        reports: reports,
        data: "Monitoring inventory and reports of those who lead; every second year",
        values: indicatorYears.map { year in
          value(by: year) { self.result.options.amount(amount, of: $0) / step }
        })
    }
    return [
      make(
        1, .co2, "t CO2e/a", 1, "Emissions avoided in a year by what is in operation",
        "Covenant of Mayors, CDP"),
      make(
        2, .energySaved, "MWh/a", 1000, "Final energy saved in a year by what is in operation",
        "Covenant of Mayors"),
      make(
        3, .renewableEnergy, "MWh/a", 1000,
        "Renewable electricity and solar heat of a year from what is in operation",
        "Covenant of Mayors, CDP"),
      make(
        4, .investment, "EUR", 1, "Investment since the beginning of the plan", "Covenant of Mayors"
      ),
      make(5, .jobs, "job-years", 1, "Work to build what is begun", "none"),
    ]
  }

  private func indicator(of line: Line, number: String) -> ContractIndicator {
    let table = result.options
    let position = line.position
    let isSized = account.chosen.joined().allSatisfy { option in
      let package = table.packages[Int(table.package[option])]
      return package.first == position || !package.contains(position)
    }
    let measure = isSized ? line.action.size.base.measure : ("reduction", "t CO2e/a", 1)
    let values = indicatorYears.map { year in
      value(by: year) { option in
        let package = table.packages[Int(table.package[option])]
        guard package.contains(position) else { return 0 }
        return
          (isSized ? table.size[option] : table.amount(.co2, of: option, by: position)) / measure.2
      }
    }
    let sectors = inventory.sectors.filter { line.bySector[$0.index] != 0 }.map(\.title)
    return ContractIndicator(
      number: number, outcome: line.action.codes.field, action: line.action.name,
      name: "\(line.action.name): \(measure.0)", unit: measure.1,
      definition: isSized
        ? "\(measure.0.capitalisedFirst), counted since the beginning of the plan"
        : "Yearly reduction by the action; its size is what the step before it left",
      calculation: "Sum over the places of the action in actions.csv",
      sectors: sectors.joined(separator: ", "),
      coBenefits: line.action.coBenefits.map(\.group).uniqueInOrder.joined(separator: ", "),
      pathway: "\(line.action.codes.field), \(line.action.codes.lever)",
      reports: "Covenant of Mayors",
      data: "Yearly reports of \(responsible(line))", values: values)
  }
}

extension ActionSize.Base {
  /// What an action's size counts, its unit for people, and how many internal units one of it is.
  var measure: (name: String, unit: String, step: Double) {
    switch self {
    case .heatedArea: ("heated area", "m²", 1)
    case .suitableRoof: ("roof area", "m²", 1)
    case .eligibleLand, .builtLand: ("land", "ha", 10_000)
    case .usefulHeat, .networkHeat, .hotWater: ("useful heat supplied", "MWh/a", 1000)
    case .lightingElectricity: ("electricity of the lighting that is changed", "MWh/a", 1000)
    case .appliances, .finalEnergy, .activityEnergy: ("final energy that it acts on", "MWh/a", 1000)
    case .emissions: ("emissions that it acts on", "t CO2e/a", 1)
    case .population: ("people reached", "people", 1)
    }
  }
}

extension [String] {
  /// Each text once, in the order of its first place.
  var uniqueInOrder: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}

extension String {
  /// The text with a capital first letter.
  var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
