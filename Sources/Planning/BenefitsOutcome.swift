import Actions
import Indicators
import PlanModel
import Reference
import Society

extension PreparedPlan {
  /// What the plan gives the people of its places; nil where no plan can be.
  func benefitsResult(_ decided: Plan) throws -> BenefitsResult? {
    if decided.status == .infeasible { return nil }
    let stock = numbers.districtStock
    let districts = inputs.districts.count
    let unitStock = numbers.unitStock
    let need = needShares
    let from = plan.baseYear + (plan.targetYear > plan.baseYear ? 1 : 0)
    return try planBenefits(
      of: BenefitsBasis(
        options: options, chosen: decided.chosen, districtOfUnit: areas.units.district,
        unitPeople: unitStock.population,
        unitDwellings: (0..<unitStock.count).map { unitStock[.dwellings, .residential, $0] },
        districtPeople: stock.population,
        energyCost: (0..<districts).map {
          requiredEnergyCost(of: stock, in: $0, prices: numbers.economy.prices)
        }, incomeGroups: incomeGroups, needShare: need.shares, reliefRule: need.rule,
        years: from...max(from, plan.targetYear),
        rules: ValueAddedRules(reference, plan.benefits, country: plan.country)))
  }

  /// How the people fall into groups of incomes.
  private var incomeGroups: IncomeGroups {
    IncomeGroups(
      lowIncome: social("lowIncomeShare"), medianIncome: social("medianIncome"),
      people: numbers.districtStock.population)
  }

  /// The share of each district's people who can hardly pay for their energy: households unable to keep the home warm,
  /// where a district says so, else those of low income.
  private var needShares: (shares: [Double?], rule: String) {
    let cold = social("unableToKeepWarm")
    let poor = social("lowIncomeShare")
    let shares = zip(cold, poor).map { $0 ?? $1 }
    let used = [
      cold.contains { $0 != nil } ? "households unable to keep the home warm" : nil,
      zip(cold, poor).contains { $0 == nil && $1 != nil } ? "households of low income" : nil,
    ].compactMap { $0 }
    return (
      shares,
      used.isEmpty
        ? "No district states how many households can hardly pay for their energy, so only those who are reached are counted."
        : "Who can hardly pay is told by the districts' shares of \(used.joined(separator: " or of ")), taken to be alike among those who are reached."
    )
  }

  private func social(_ role: String) -> [Double?] {
    let column = inputs.districts.numbers(role)
    return (0..<inputs.districts.count).map { column?[$0] }
  }

  /// Notes where savings cannot be told by income, and where taxes and wages are not the country's.
  var benefitsDiagnostics: [Diagnostic] {
    plan.relative(incomeDiagnostics + taxDiagnostics)
  }

  /// A note where the EU's taxes and wages stand in for the country's.
  private var taxDiagnostics: [Diagnostic] {
    if reference.countries.contains(plan.country) { return [] }
    return [
      Diagnostic(
        .note, "benefits.no-country",
        "There are no taxes and wages of the country “\(plan.country)”; the EU's stand in where local value added and jobs are counted.",
        remedy:
          "Use one of \(reference.countries.joined(separator: ", ")), or take tax and income of *What stays here* as a rough sign.",
        at: Place(file: plan.file, field: "country"))
    ]
  }

  /// A note where savings cannot be told by income.
  private var incomeDiagnostics: [Diagnostic] {
    let stock = numbers.districtStock
    let hasHomes = (0..<stock.count).contains { stock[.dwellings, .residential, $0] > 0 }
    guard hasHomes, !incomeGroups.isKnown else { return [] }
    return [
      Diagnostic(
        .note, "benefits.no-income",
        "No district states incomes, so bill savings are told of all households as one group.",
        remedy: "Give `lowIncomeShare` or `medianIncome` under `layers: districts: fields`.",
        at: Place(layer: inputs.districts.name))
    ]
  }

  /// The default numbers that the benefits of a plan rest on: those of the technologies that are chosen.
  func benefitsDefaults(_ decided: Plan) -> [SourcedNumber] {
    if decided.status == .infeasible || decided.chosen.isEmpty { return [] }
    var isUsed = ValueTechnology.allCases.map { _ in false }
    let kinds = options.actions.map { ValueTechnology.allCases.firstIndex(of: ValueTechnology($0)) }
    for option in decided.chosen {
      for action in options.packages[Int(options.package[option])] {
        if let kind = kinds[action] { isUsed[kind] = true }
      }
    }
    let own = [
      "value-added.local.installation": plan.benefits.localInstallation,
      "value-added.local.operation": plan.benefits.localOperation,
      "value-added.local.external": plan.benefits.localExternal,
    ]
    let technologies = zip(ValueTechnology.allCases, isUsed).filter { $1 }.flatMap {
      ReferenceData.valueNames(of: $0.0.rawValue)
    }
    return (ReferenceData.benefitNames + technologies)
      .filter { own[$0].flatMap { $0 } == nil }.map { reference.number($0) }
      + ReferenceData.TaxOrWage.allCases.map {
        reference.taxOrWage($0, country: plan.country)
      }
  }
}

/// The sums that the benefits of a plan must keep.
func benefitClosures(of result: PlanResult) -> [RunRecord.Closure] {
  guard let benefits = result.benefits else { return [] }
  let whole = benefits.municipality
  func total(_ amount: Amount) -> Double {
    result.plan.chosen.map { result.options.amount(amount, of: $0) }.compensatedSum()
  }
  func check(_ name: String, _ parts: [Double], _ whole: Double) -> RunRecord.Closure {
    RunRecord.Closure(
      name: name, parts: parts.compensatedSum(), whole: whole, tolerance: 1e-9)
  }
  return [
    check(
      "What payers own less subsidies they get, and the investment, EUR",
      whole.flows.map(\.borne), total(.investment)),
    subsidyClosure(whole.flows),
    check(
      "What payers gain in a year, and the annualised cost with its sign turned, EUR/a",
      whole.flows.map(\.net), -total(.annualCost)),
    check("Bills of all users, and bill savings, EUR/a", whole.savings, total(.billSavings)),
    check(
      "Bill savings by group of incomes, and of households, EUR/a", whole.groupSavings,
      whole.householdSavings),
    check(
      "Local value added once: actions, and districts, EUR",
      benefits.actions.map(\.installation.total),
      benefits.districts.map(\.value.installation.total).compensatedSum()),
    check(
      "Local value added a year: actions, and districts, EUR/a",
      benefits.actions.map(\.yearly.total),
      benefits.districts.map(\.value.yearly.total).compensatedSum()),
    check(
      "Work to build: years, and job-years", benefits.years.flatMap(\.construction),
      total(.jobs)),
  ]
}

/// What some payers get of public money, and what others give of it.
///
/// The sides are compared with each other, not their difference with nothing: of millions of euros, the rounding alone
/// is more than any share of nothing.
func subsidyClosure(_ flows: [PayerFlow]) -> RunRecord.Closure {
  let subsidies = flows.map(\.subsidy)
  return RunRecord.Closure(
    name: "Subsidies got, and given, EUR",
    parts: subsidies.filter { $0 > 0 }.compensatedSum(),
    whole: -subsidies.filter { $0 < 0 }.compensatedSum(), tolerance: 1e-9)
}
